"""Who can know what: the columns of a relationship that each side's decisions may read.

Tests disturb the others and see no move change.
"""

from __future__ import annotations

_SHARED = frozenset(
    {
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
        "left_account",
        "surplus",
        "channel",
        "reference",
        "revenue_share",
        "efficient_support",
        "renews",
        "shown",
        "cause",
        "last_exchanges",
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
    "loss_account_seen",
    "revenue_share",
    "opens",
    "surveyed",
    "sponsor",
}
ACCOUNT_SEES = _SHARED | {
    "level",
    "orientation",
    "support_worth",
    "unique",
    "loss_account",
    "pie_account",
    "left_believed",
    "externality",
    "externality_believed",
    "belief",
    "dependence_account",
}
