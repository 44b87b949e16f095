"""Until when it would have paid to turn to investing, in sentences that the figures choose."""

from __future__ import annotations

from typing import TYPE_CHECKING

from equipoise.analysis.prose.tables import counted, lower

if TYPE_CHECKING:
    from collections.abc import Sequence

COMPARED = (
    "Compared are two computer vendors that take over at the same point: one invests from then on, the other gives in. "
    "What was built before counts for both."
)
"""What the years mean."""
_MORE = "investing from then on would have brought the vendor clearly more than giving in"
_NOT_MORE = "investing from then on would have brought the vendor no more than giving in, or hardly more"


def until_when(last_years: Sequence[int | None], played: int, years: int) -> str:
    """Say until when a computer vendor that took over would have done better by investing than by giving in.

    ``last_years`` are, by table, the most years as played after which it would have: 0 from the beginning only, None
    never.
    """
    half = min(years // 2, played)
    later = " or later" if half < played else ""
    groups = {
        f"still after year {half}{later}": sum(last is not None and last >= half for last in last_years),
        f"only before the end of year {half}": sum(last is not None and 0 < last < half for last in last_years),
        "from the beginning only": last_years.count(0),
        "at no time": last_years.count(None),
    }
    return f"Had computer players taken over, {_MORE}: {lower(counted(groups, len(last_years)))}"


def own_until_when(last: int | None, first: int) -> str:
    """Say the same of one table, whose vendor built something from the year ``first`` on; 0 where it never did."""
    if last is None:
        told = f"Whenever computer players had taken over, {_NOT_MORE}."
    else:
        then, later = (f"after year {last}", "after no later year") if last else ("from the beginning", "only then")
        told = f"Had computer players taken over {then}, {_MORE}; {later}."
    own = f" Your vendor built from year {first} on: what it had built by then counts for both." if first else ""
    return f"{told}{own}"


def one_luck_each() -> str:
    """Say what a curve over turning points cannot tell."""
    return "Each curve has one luck, and one year's chance can turn it: what holds in general, the many games show."
