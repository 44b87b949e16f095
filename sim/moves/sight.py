"""Who can know what: the columns of a relationship that each side's decisions may read, and what people may be shown.

Tests disturb the other columns and see no move change. People are shown less than moves may use: beside an exact
dependence D and what a side has left, W, a person could reckon the true pie, T = 2 W D / (1 - D), and from it what the
other side has at stake. So dependence is shown from a side's own estimates (:func:`equipoise.sim.views.seen_from`).
"""

from __future__ import annotations

_SHARED = frozenset(
    {
        "alternative",
        "quote_location",
        "active",
        "generation",
        "start",
        "tenure",
        "price",
        "support",
        "commitment",
        "volume",
        "base_volume",
        "own_margin",
        "lock_in",
        "charter",
        "misses",
        "left_account",
        "channel",
        "reference",
        "revenue_share",
        "renews",
        "shown",
        "cause",
        "last_exchanges",
        "away",
        "breakdown",
        "lock_in_before",
        "locks",
        "rigidity",
        "unit_cost",
        "together",
    }
)
VENDOR_SEES = _SHARED | {
    "level_seen",
    "orientation_seen",
    "average_margin",
    "externality",
    "left_vendor",
    "pie_vendor",
    "worth_seen",
    "unique_seen",
    "building_seen",
    "breaks_seen",
    "kept_seen",
    "forgone_seen",
    "loss_account_seen",
    "revenue_share",
    "opens",
    "surveyed",
    "sponsor",
}
ACCOUNT_SEES = _SHARED | {
    "level",
    "rival_match",
    "orientation",
    "support_worth",
    "efficient_support",
    "surplus",
    "unique",
    "building",
    "breaks",
    "kept",
    "forgone",
    "loss_account",
    "pie_account",
    "left_believed",
    "externality",
    "externality_believed",
    "belief",
    "dependence_account",
}

_SHOWN_TO_BOTH = _SHARED - {"generation", "last_exchanges"} | {
    "exchanges",
    "opening",
    "account_opening",
    "ask",
    "bid",
    "bought",
    "asked",
    "granted",
    "reorganised",
    "returned",
    "fell_back",
    "charter_start",
    "signed",
}
VENDOR_IS_SHOWN = (
    _SHOWN_TO_BOTH
    | (VENDOR_SEES - _SHARED)
    | {"vendor_reserve", "revenue", "contribution", "cost_to_serve", "red_flags", "vendor_invested"}
)
"""What a person at the vendor's seat may be shown of a relationship."""
ACCOUNT_IS_SHOWN = (
    _SHOWN_TO_BOTH
    | (ACCOUNT_SEES - _SHARED)
    - {"externality", "externality_believed", "left_believed", "belief", "dependence_account"}
    | {"account_reserve", "account_surplus", "account_spend", "account_effort", "effort", "quote"}
)
"""What a person at the account's seat may be shown of it."""
