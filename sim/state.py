"""The state of a run: one row an account, one a pair of an account and a vendor, one a vendor, one a segment.

Every column is declared once, with unit and meaning; the panel that users read is made of the public ones.
"""

from __future__ import annotations

from enum import IntEnum
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray

    from equipoise.sim.rows import Rows


class Cause(IntEnum):
    """Why a relationship ended."""

    NONE = 0
    NO_DEAL = 1
    COLLAPSE = 2
    UNDERCUT = 3
    REFUSED_DEMAND = 4
    EXIT = 5
    VENDOR_FAILED = 6
    TAKEN = 7


CAUSE_WORDS = {
    Cause.NONE: "still held",
    Cause.NO_DEAL: "no deal at renewal",
    Cause.COLLAPSE: "talks collapsed",
    Cause.UNDERCUT: "left for a rival",
    Cause.REFUSED_DEMAND: "a demand was refused",
    Cause.EXIT: "closed for its own reasons",
    Cause.VENDOR_FAILED: "the vendor failed",
    Cause.TAKEN: "was taken away",
}


class Column(NamedTuple):
    """One declared column.

    Attributes
    ----------
    name, unit, meaning : str
        As documented to users.
    public : bool
        Whether the panel shows it.
    """

    name: str
    unit: str
    meaning: str
    public: bool = True


ACCOUNT_COLUMNS = [
    Column("base_volume", "unit/round", "Volume that the account wants without the growth that the vendor brought."),
    Column("orientation", "1", "How far the account wants a long-term win-win (hidden from the vendor)."),
    Column("own_margin", "money/unit", "The account's own margin on what it makes of a unit."),
    Column("support_worth", "1", "Worth of the first money of support, a."),
    Column("reference", "1", "Credibility that the account lends while held and shown."),
    Column("opens", "segment", "Segment that a market-entry account opens; 0 opens none."),
    Column("segment", "segment", "Segment that the slot belongs to; 0 is home."),
    Column("leaves", "round", "Round at whose start the account is taken away; -1 is never.", public=False),
    Column("volume", "unit/round", "The account's wallet: volume that it wants in a round."),
    Column("reorganised", "round", "Round of the account's last reorganisation; -1 is never.", public=False),
]
_RELATIONSHIP = [
    Column("account", "place", "Which account it is, by its row.", public=False),
    Column("vendor", "place", "Which vendor it is with, by its row.", public=False),
    Column("levers", "place", "Which levers it is treated by, by rows behind the vendor's own.", public=False),
    Column("match", "money/unit", "How well the two fit, once fully known (hidden)."),
    Column("active", "0 or 1", "Whether the relationship was served in this round."),
    Column("generation", "count", "Relationships that the slot has had before this one."),
    Column("start", "round", "Round in which the relationship began."),
    Column("tenure", "rounds", "Rounds served before this one."),
    Column("together", "rounds", "Of these, rounds in which the account was not away.", public=False),
    Column("price", "money/unit", "Contract price."),
    Column("support", "money/unit", "Support in the contract, at the vendor's cost."),
    Column("commitment", "share of wallet", "Share of the wallet bound by the contract."),
    Column(
        "efficient_support", "money/unit", "Support at which its last money was worth just its cost, at the contract."
    ),
    Column("contract", "0 or 1", "A contract has been signed.", public=False),
    Column(
        "signed",
        "round",
        "Round in which the last contract was signed, below 0 before the run; -1 without one.",
        public=False,
    ),
    Column("renews", "round", "Round in which the contract is renewed.", public=False),
    Column("term", "rounds", "Length of a contract.", public=False),
    Column("rigidity", "money/unit", "Cost e of being bound.", public=False),
    Column("attention", "probability/round", "Chance that it looks at what rivals quote.", public=False),
    Column("unit_cost", "money/unit", "The vendor's cost of a unit without support.", public=False),
    Column("level_worth", "money/unit", "Unique contribution omega at level 5.", public=False),
    Column("expectation", "money/unit", "Effort E_0 that the account measures the vendor's by."),
    Column("level", "level", "Level on the Buy-Sell Hierarchy, as the account sees it."),
    Column("level_seen", "level", "The same as the vendor sees it."),
    Column("capability", "money/unit", "Account-specific capability."),
    Column("breadth", "1", "Breadth of contacts over levels and functions."),
    Column("sponsor", "0 or 1", "An executive sponsor is in place."),
    Column("surveyed", "0 or 1", "Both organisations were surveyed since the last review."),
    Column("channel", "1", "The communication channel, h."),
    Column("lock_in", "1", "How far the account is locked in, z."),
    Column("belief", "probability", "The account's belief that the vendor depends on it."),
    Column("orientation_seen", "1", "The vendor's estimate of the account's orientation."),
    Column("score", "1", "The vendor's selection score of the account."),
    Column("charter", "0 or 1", "A charter is in force."),
    Column("charter_start", "round", "Round in which it was signed.", public=False),
    Column("misses", "reviews", "Reviews of the last charter missed in a row, with the account's people of today."),
    Column("shown", "0 or 1", "The vendor parades the account as a reference."),
    Column("reopened", "0 or 1", "The contract is reopened in the next round.", public=False),
    Column("average_margin", "1", "Moving average of the realised contribution margin."),
    Column("fell_back", "0 or 1", "Talks broke down in this round, and the old contract stays in force."),
    Column("last_exchanges", "exchanges", "Exchanges of offers in the last negotiation.", public=False),
    Column("opening", "money/unit", "The vendor's opening price in the last negotiation."),
    Column("account_opening", "money/unit", "The account's opening price in the last negotiation."),
    Column("vendor_reserve", "money/unit", "Price below which the vendor would have parted in the last negotiation."),
    Column("account_reserve", "money/unit", "Price above which the account would have parted in it."),
    Column("ask", "money/unit", "The vendor's last offer in the last negotiation."),
    Column("bid", "money/unit", "The account's last offer in the last negotiation."),
    Column("effort", "1", "The account's own effort under the charter."),
    Column("review_volume", "unit/round", "Volume at the last review.", public=False),
    Column("review_invested", "money", "Joint investment since the last review.", public=False),
    Column("vendor_invested", "money", "The vendor's investment in the relationship so far."),
    Column("account_invested", "money", "The account's investment in the relationship so far."),
    Column("project_return", "1", "Return on joint investment at the last review."),
    Column("diverted_average", "share", "Moving average of the share bought elsewhere."),
    Column("joined_at_start", "0 or 1", "One of the scenario's own accounts."),
    Column("away", "rounds", "Rounds since a breakdown, while the account buys elsewhere; 0 while it buys here."),
    Column("breakdown", "code", "Why it broke down, as ``cause``; 0 while the account buys here."),
    Column("returned", "0 or 1", "The account came back in this round."),
    Column("rival_match", "money/unit", "How well the account and the rival that it tries fit (hidden)."),
    Column("lock_in_before", "1", "Lock-in when it broke down.", public=False),
    Column("talks_again", "0 or 1", "A side takes up talks again in this round.", public=False),
    Column("at_table", "0 or 1", "The contract is negotiated in this round.", public=False),
    Column("occasion", "0 or 1", "The account may ask for something free in this round.", public=False),
    Column("looks", "0 or 1", "The account looks at what rivals quote in this round.", public=False),
]
_STAKES = [
    Column("rivals", "vendors", "Rivals that quote, n.", public=False),
    Column("quote_mean", "money/unit", "Mean of one rival's quote.", public=False),
    Column("perceived", "share", "Share of the horizon in which perception has caught up with effort.", public=False),
    Column("alternative", "money/unit", "Expected price of the account's best alternative, p_alt.", public=False),
    Column("quote_location", "money/unit", "Location of the best quote of its rivals, mu_n.", public=False),
    Column("unique", "money/unit", "Unique contribution u with the fit known so far."),
    Column("building", "1", "Worth of what one money of support's worth builds, as the account sees it."),
    Column("building_seen", "1", "The same as the vendor sees it."),
    Column("locks", "money/unit", "What full commitment adds to prices to come, by lock-in.", public=False),
    Column("breaks", "probability", "Chance of a break within the horizon with nothing bound, as the account sees it."),
    Column("breaks_seen", "probability", "The same as the vendor sees it."),
    Column("kept", "money/unit", "The vendor's margin that full commitment keeps from rivals, as the account sees it."),
    Column("kept_seen", "money/unit", "The same as the vendor sees it."),
    Column("forgone", "money/unit", "The saving at rivals that full commitment forgoes, as the account sees it."),
    Column("forgone_seen", "money/unit", "The same as the vendor sees it."),
    Column("surplus", "money", "Ordinary surplus of the trade over the horizon, S."),
    Column("externality", "money", "Wins that only this account brings, X = L_v."),
    Column("loss_account", "money", "What the account loses beyond the trade, L_b."),
    Column("pie", "money", "Surplus to divide, T = S + L_v + L_b less the cost of being bound."),
    Column("left_vendor", "money", "What the vendor would have left, W_v."),
    Column("left_account", "money", "What the account would have left, W_b."),
    Column("dependence_vendor", "1", "The vendor's dependence on the account, D_v."),
    Column("dependence_account", "1", "The account's dependence on the vendor, D_b."),
    Column("unique_seen", "money/unit", "Unique contribution as the vendor sees it."),
    Column("loss_account_seen", "money", "L_b as the vendor sees it."),
    Column("worth_seen", "1", "Worth of support a, as the vendor sees it."),
    Column("pie_vendor", "money", "The pie as the vendor estimates it."),
    Column("pie_account", "money", "The pie as the account estimates it."),
    Column("left_believed", "money", "What the account believes the vendor has left."),
    Column("externality_believed", "money", "What the account believes the vendor would lose beyond the trade."),
    Column("revenue_share", "1", "The account's share of the vendor's revenue in the last round."),
]
_LEDGER = [
    Column("bought", "share of wallet", "Share of the wallet bought from the vendor in the round."),
    Column("quote", "money/unit", "Best rival quote of the round."),
    Column("revenue", "money", "The vendor's revenue, which is the account's spend."),
    Column("gross", "money", "Revenue less cost of goods."),
    Column("contribution", "money", "Gross margin less support, demands granted, selling and relationship costs."),
    Column("cost_to_serve", "money", "Support, selling, channel, focus, team, sponsor, survey and rigidity."),
    Column("relationship_cost", "money", "Focus, channel, team, sponsor and survey alone."),
    Column("asked", "money", "Worth of the free products and support demanded."),
    Column("granted", "money", "Worth of what was given."),
    Column("free_support", "money", "Granted demands, and support beyond its efficient level."),
    Column("account_surplus", "money", "What the account gains against buying elsewhere, free support included."),
    Column("account_spend", "money", "What the account paid the vendor."),
    Column("account_effort", "money", "The account's co-investment."),
    Column("fixed_cost", "money", "Fixed cost, shared out by revenue."),
    Column("assets", "money", "Assets tied up by serving the account."),
    Column("exchanges", "exchanges", "Exchanges of offers in the round's negotiation; -1 without one."),
    Column("waste", "money", "Joint value left on the table by the last contract."),
    Column("vendor_share", "1", "The vendor's share of the pie in the last contract."),
    Column("referrals", "accounts", "Accounts won in the round thanks to this one's reference, expected."),
    Column(
        "red_flags",
        "bits",
        "Red flags: 1 business elsewhere, 2 reorganised, 4 return below goal, 8 goals missed, 16 away.",
    ),
    Column("cause", "code", "Why the relationship ended in this round; 0 if it did not."),
    Column("lost_vendor", "money", "What the vendor lost by the ending: gain of the trade and wins."),
    Column("lost_account", "money", "What the account lost by the ending."),
]

PAIR_COLUMNS = [*_RELATIONSHIP, *_STAKES, *_LEDGER]
COLUMNS = [*ACCOUNT_COLUMNS, *PAIR_COLUMNS]


def _row(columns: Iterable[Column]) -> np.dtype[np.void]:
    return np.dtype([(c.name, np.uint64 if c.unit == "place" else np.float64) for c in columns])


ACCOUNT_ROW = _row(ACCOUNT_COLUMNS)
"""One row an account: what is its own, whoever it buys from."""
PAIR_ROW = _row(PAIR_COLUMNS)
"""One row a pair: this account with this vendor, its stakes and alternatives, and the round's ledger."""
RELATIONSHIP_ROW = _row(COLUMNS)
"""Both side by side, as panels and agents read them."""

VENDOR_COLUMNS = [
    Column("now", "round", "The round being played, from 0."),
    Column("levers", "place", "Its own levers in force, by their row.", public=False),
    Column("cash", "money", "Cash."),
    Column("failed", "0 or 1", "The go-to-market has failed."),
    Column("failed_at", "round", "Round of that failure; -1 without."),
    Column("insolvent", "0 or 1", "Cash ran out; every relationship ended."),
    Column("credibility", "1", "Credibility lent by references that are held and shown."),
    Column("concentration", "1", "Customer concentration of revenue (Herfindahl index)."),
    Column("revenue", "money", "Revenue of the round."),
    Column("last_revenue", "money", "Revenue of the round before."),
    Column("usual_revenue", "money", "Revenue a round over about the last year, which overhead follows."),
    Column("contribution", "money", "Contribution of the round, all accounts."),
    Column("expected_contribution", "money", "Contribution a round that the contracts in force promise."),
    Column("fixed_cost", "money", "Overhead of the round, fixed or following revenue; none once cash has run out."),
    Column("winning_cost", "money", "Spent in the round on winning accounts."),
    Column("paid_out", "money", "Paid to owners in the round."),
    Column("wins", "accounts", "Accounts won so far."),
    Column("alternative", "money/unit", "Expected price of the best alternative, p_alt."),
    Column("win_worth", "money", "Worth of a typical win, net of its cost."),
    Column("segment_revenue", "money", "Revenue of the round from opened segments."),
]
VENDOR_ROW = _row(VENDOR_COLUMNS)
"""One row a vendor."""

SEGMENT_ROW = np.dtype([("knowledge", np.float64), ("open_slots", np.float64), ("worth_open", np.float64)])
"""One row a segment; row 0 is home, known from the start."""


IN_FORCE_ROW = np.dtype(
    [
        (name, np.float64)
        for name in (
            "contract",
            "price",
            "support",
            "commitment",
            "age",
            "renews",
            "charter",
            "lock_in",
            "belief",
            "level_at_rest",
            "unique",
        )
    ]
)
"""What is stated of a relationship that is older than the run: 1 where a contract is in force, and -1 for what is not
stated."""


class World(NamedTuple):
    """Everything that a run is made of, but its luck.

    Where worlds are stacked, runs are a first axis of all but the first ``SHARED``.

    Attributes
    ----------
    policy : ndarray of shape (parts * width,), dtype ``equipoise.sim.policy.POLICY_ROW``
        The vendor's policy, part by part: its own levers, then those of accounts that have their own; read only.
    begins : ndarray of shape (parts,)
        Round in which each part of the policy begins; read only.
    paths : ndarray of shape (2, K + 2)
        Working space of talks: how the vendor and an account concede, as
        :func:`equipoise.sim.rules.concession.lay_path` lays it out.
    fits : ndarray of shape (slots, ``equipoise.sim.rules.lasting.WEIGHED``)
        Working space of the beginning: how likely each fit of a relationship in force is.
    params : ndarray of shape (1,), dtype ``equipoise.sim.parameters.PARAMETER_ROW``
        Parameters; read only. Those that are ranges have been drawn for the run.
    growth : ndarray of shape (rounds of the oldest relationship + 1,)
        What an account's expectations have grown to after so many rounds, (1 + g)^t: worked out once, read only.
    vendor : ndarray of shape (1,), dtype ``VENDOR_ROW``
        The vendor.
    accounts : ndarray of shape (slots,), dtype ``ACCOUNT_ROW``
        Accounts, one a slot.
    rows : ndarray of shape (slots,), dtype ``PAIR_ROW``
        Relationships, one a slot: each knows its account and its vendor, see :mod:`equipoise.sim.whose`.
    segments : ndarray of shape (segments,), dtype ``SEGMENT_ROW``
        Segments; row 0 is home.
    sheet : ndarray of shape (slots,), dtype ``equipoise.sim.decisions.DECISION_ROW``
        What is decided about each account in the round; cells of earlier rounds stand until they are decided anew.
    vendor_sheet : ndarray of shape (1,), dtype ``equipoise.sim.decisions.VENDOR_DECISION_ROW``
        What the vendor decides about none in particular.
    in_force : ndarray of shape (slots,), dtype ``IN_FORCE_ROW``
        What is stated of relationships that are older than the run; read only.
    """

    policy: Rows
    begins: NDArray[np.float64]
    paths: NDArray[np.float64]
    fits: NDArray[np.float64]
    params: Rows
    growth: NDArray[np.float64]
    vendor: Rows
    accounts: Rows
    rows: Rows
    segments: Rows
    sheet: Rows
    vendor_sheet: Rows
    in_force: Rows
