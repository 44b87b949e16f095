"""What twins measure, declared once: name, unit, kind and meaning, of the vendor's side and of the account's."""

from __future__ import annotations

from typing import NamedTuple

from equipoise.sim.outcomes import Kind  # noqa: TC001 - the type of a field


class Measure(NamedTuple):
    """One declared measure."""

    # as printed, and as JSON has them
    name: str
    unit: str
    kind: Kind  # how it is written, and whether its interval is a proportion's
    meaning: str


OF_VENDOR = (
    Measure("gtm_failure", "probability", "chance", "Cash ran out, or the plan was missed."),
    Measure("revenue", "money/round", "money", "The vendor's revenue."),
    Measure("contribution", "money/round", "money", "The vendor's contribution."),
    Measure("profit", "money/round", "money", "Contribution less fixed cost and the cost of winning accounts."),
    Measure("wins", "accounts", "count", "Accounts won, in the slot that the account leaves open too."),
    Measure("wins_elsewhere", "accounts", "count", "Accounts won in other slots."),
    Measure("others_survival", "share", "share", "Share of the scenario's other accounts held at the horizon."),
    Measure("others_margin", "share of revenue", "share", "Contribution margin on the scenario's other accounts."),
    Measure("own_revenue", "money/round", "money", "The account's own revenue in the vendor's books."),
    Measure("own_contribution", "money/round", "money", "The account's own contribution in the vendor's books."),
)
"""The vendor with the account and without it, from the round in which it is taken away to the horizon."""

OF_ACCOUNT = (
    Measure(
        "business_failure", "probability", "chance", "Within a year, going without the vendor costs more than it earns."
    ),
    Measure("loss", "money/round", "money", "What going without the vendor costs the account, to the horizon."),
    Measure("loss_first_year", "money", "money", "The same in the first year, the cost of switching included."),
    Measure("earned_first_year", "money", "money", "The account's own margin on what it makes in that year."),
    Measure("switching", "money", "money", "Cost of switching when the vendor is gone."),
)
"""The account with the vendor and without it, from the run with the vendor and the quotes of its rivals."""

DEPENDENCE = (
    Measure("dependence_vendor", "1", "index", "D_v of the bargaining rules, mean of the first year."),
    Measure("realised_vendor", "1", "index", "The same from what the vendor turned out to lose and to have left."),
    Measure("dependence_account", "1", "index", "D_b of the bargaining rules, mean of the first year."),
    Measure("realised_account", "1", "index", "The same from what the account turned out to lose and to have left."),
)
"""What the bargaining rules say of dependence, and what the twins say."""
