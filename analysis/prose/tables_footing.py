"""Who needs whom more at the tables of a workshop, in a sentence that the figures choose."""

from __future__ import annotations

from math import isnan
from typing import TYPE_CHECKING, NamedTuple

from equipoise.analysis.prose.tables import counted

if TYPE_CHECKING:
    from collections.abc import Sequence

NEAR = 0.9
"""The smaller need in shares of the larger, from which the two count as alike: on figures, in sentences and tables."""
WITHIN = "within a tenth of each other"
"""The same in words."""


class Footing(NamedTuple):
    """How much each side of a table needs the other in the end; NaN where it broke."""

    vendor: float
    account: float


def even_footing(account: str, ends: Sequence[Footing]) -> str:
    """Say who needs whom more in the end."""
    known = [end for end in ends if not isnan(end.vendor)]
    more = sum(end.account < NEAR * end.vendor for end in known)
    less = sum(end.vendor < NEAR * end.account for end in known)
    groups = {
        f"both sides end up needing each other about alike, {WITHIN}": len(known) - more - less,
        f"the vendor ends up needing {account} more than it is needed": more,
        f"{account} ends up needing the vendor more than it is needed": less,
        "the two parted": len(ends) - len(known),
    }
    return counted(groups, len(ends))
