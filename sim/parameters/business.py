"""Parameters of the vendor's business: portfolio, ledger, plan and the accounts still to be won."""

from __future__ import annotations

from equipoise.sim.characters import Name
from equipoise.sim.parameters.declare import LONGEST_NAME, Section, parameter


class Vendor(Section):
    """The vendor and its ledger."""

    name: Name = parameter("the vendor", "text", "What the vendor is called.", longest=LONGEST_NAME)
    slots: int = parameter(
        10,
        "accounts",
        "Accounts that the vendor can serve at once, held and still open; where a business does not state it, those "
        "that it has and one more, or its segments'.",
        low=0,
        high=100_000,
    )
    cash: float = parameter(2.0, "money", "Cash at the start.", low=0, high=1e12)
    fixed_cost: float = parameter(0.30, "money/round", "Cost of being in business.", low=0, high=1e12)
    overhead_rate: float = parameter(
        0.0,
        "share of revenue",
        "Overhead that follows revenue, on top of the fixed cost, by the revenue of about the last year.",
        low=0,
        high=10,
        source="Anderson, Banker, Janakiraman 2003",
    )
    reserve: float = parameter(2.0, "money", "Cash that stays in the business at a payout.", low=0, high=1e12)
    payout: float = parameter(
        0.8, "1/year", "Share of the cash above the reserve that owners take out each year.", low=0, high=1
    )


class Portfolio(Section):
    """Serving, winning and losing accounts."""

    selling_cost: float = parameter(0.02, "money/round", "Fixed cost of selling to an account.", low=0, high=1e12)
    win_hazard: float = parameter(
        0.02, "probability/round", "Chance that an open slot is won, without credibility.", low=0, high=1
    )
    win_credibility: float = parameter(
        0.08, "probability/round", "What full credibility adds to that chance.", low=0, high=1, source="R2"
    )
    replace_ratio: float = parameter(
        10.0, "1", "Cost of winning an account, in years of the cost of keeping one.", low=0, high=100, source="R8"
    )
    typical_size: float = parameter(1.0, "unit/round", "Volume of an account still to be won.", low=1e-6, high=1e9)
    typical_margin: float = parameter(
        0.15, "money/unit", "Unit margin that the vendor expects of a win.", low=0, high=100
    )
    win_horizon: float = parameter(
        12.0, "rounds", "Rounds over which a win is counted, whatever the horizon of a bargain.", low=1, high=400
    )
    entry_learning: float = parameter(
        0.12,
        "1/round",
        "Share of the unknown in a segment that a market-entry account teaches in a round.",
        low=0,
        high=1,
        source="R3",
    )
    receivables: float = parameter(0.6, "rounds", "Revenue tied up as receivables.", low=0, high=10)
    dedicated_assets: float = parameter(0.3, "rounds", "Cost of goods tied up as dedicated capacity.", low=0, high=40)
    exit_hazard: float = parameter(
        0.006, "probability/round", "Chance that an account closes for reasons of its own.", low=0, high=1
    )


class Plan(Section):
    """What the go-to-market must reach, besides staying solvent."""

    wins_target: int = parameter(
        0, "accounts", "Accounts to have won; 0 is no such target.", low=0, high=100_000, source="R1"
    )
    wins_by: int = parameter(20, "round", "Round by which they must be won.", low=1, high=100_000)
    segment_revenue: float = parameter(
        0.0,
        "money/round",
        "Revenue from accounts in opened segments; 0 is no such target.",
        low=0,
        high=1e9,
        source="R3",
    )
    segment_by: int = parameter(20, "round", "Round by which it must be reached.", low=1, high=100_000)


class Newcomers(Section):
    """Accounts that are not stated: what a new one is like."""

    size_spread: float = parameter(0.5, "1", "Spread (log) of the size of an account still to be won.", low=0, high=3)
    own_margin: float = parameter(
        0.4, "money/unit", "An account's own margin on what it makes of a unit, median.", low=0.001, high=100
    )
    own_margin_spread: float = parameter(
        0.6, "1", "Spread (log) of that margin over accounts that don't state it.", low=0, high=3
    )
    orientation_low: float = parameter(0.1, "1", "Least orientation of a new account.", low=0, high=1, source="R10")
    orientation_high: float = parameter(0.9, "1", "Greatest orientation of a new account.", low=0, high=1, source="R10")
