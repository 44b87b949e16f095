"""What twins measure, declared once: name, unit, kind and meaning, of the vendor's side and of the account's."""

from __future__ import annotations

from equipoise.sim.outcome import Outcome

OF_VENDOR = (
    Outcome("gtm_failure", "probability", "chance", "Cash ran out, or the plan was missed."),
    Outcome("revenue", "money/round", "money", "The vendor's revenue."),
    Outcome("contribution", "money/round", "money", "The vendor's contribution."),
    Outcome("profit", "money/round", "money", "Contribution less fixed cost and the cost of winning accounts."),
    Outcome("wins", "accounts", "count", "Accounts won, in the slot that the account leaves open too."),
    Outcome("wins_elsewhere", "accounts", "count", "Accounts won in other slots."),
    Outcome("others_survival", "share", "share", "Share of the scenario's other accounts held at the horizon."),
    Outcome("others_margin", "share of revenue", "share", "Contribution margin on the scenario's other accounts."),
    Outcome("own_revenue", "money/round", "money", "The account's own revenue in the vendor's books."),
    Outcome("own_contribution", "money/round", "money", "The account's own contribution in the vendor's books."),
)
"""The vendor with the account and without it, from the round in which it is taken away to the horizon."""

OF_ACCOUNT = (
    Outcome(
        "business_failure", "probability", "chance", "Within a year, going without the vendor costs more than it earns."
    ),
    Outcome("loss", "money/round", "money", "What going without the vendor costs the account, to the horizon."),
    Outcome("loss_first_year", "money", "money", "The same in the first year, the cost of switching included."),
    Outcome("earned_first_year", "money", "money", "The account's own margin on what it makes in that year."),
    Outcome("switching", "money", "money", "Cost of switching when the vendor is gone."),
)
"""The account with the vendor and without it, from the run with the vendor and the quotes of its rivals."""

DEPENDENCE = (
    Outcome("dependence_vendor", "1", "index", "D_v of the bargaining rules, mean of the first year."),
    Outcome("realised_vendor", "1", "index", "The same from what the vendor turned out to lose and to have left."),
    Outcome("dependence_account", "1", "index", "D_b of the bargaining rules, mean of the first year."),
    Outcome("realised_account", "1", "index", "The same from what the account turned out to lose and to have left."),
)
"""What the bargaining rules say of dependence, and what the twins say."""
