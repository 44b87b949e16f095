"""A break-even on a page: the values that were looked at, and what that comes to."""

from __future__ import annotations

from math import isnan
from typing import TYPE_CHECKING

from rich.text import Text

from equipoise.analysis.contrast import alike, way
from equipoise.analysis.prose.breakeven import sentences
from equipoise.analysis.prose.keys import words
from equipoise.analysis.prose.money import of_unit
from equipoise.analysis.prose.money_first import years
from equipoise.analysis.prose.numbers import Figure, bracketed, capital, decimals, many, number, scale
from equipoise.analysis.prose.varied import crossing_parts, crossing_words, named, near, side, unclear_words
from equipoise.app.pages.layout import Column, heading, remark, sections, table
from equipoise.sim.calendar import ROUNDS_A_YEAR

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rich.console import RenderableType
    from rich.table import Table

    from equipoise.analysis.breakeven import Axis, BreakEven
    from equipoise.analysis.crossing import Course, Crossing
    from equipoise.analysis.estimate import Estimate

_NEAR = 0.01  # values that lie no further apart, as a share of the range, are one row


def breakeven_page(found: BreakEven) -> Iterator[RenderableType]:
    """Lay one out."""
    less = f", {found.arm} less {found.against}" if found.against else f" under {found.arm}"
    return sections(
        heading(found.title or found.scenario),
        _along(found) if found.courses else _values(found, f"{named(found)}{less}"),
        remark(_legend(found)),
        *(Text(one) for one in sentences(found)),
    )


def _values(found: BreakEven, what: str) -> Table:
    shift = 0.0 if found.against else found.threshold
    points = {x: _shifted(one, shift) for x, one in found.course.points.items()}
    factor = 1.0
    if found.kind == "money":
        written = of_unit(found.unit, [point.mean for point in points.values()])
        factor = written.scale
        points = {x: point.times(factor) for x, point in points.items()}
        places = written.places + 1  # small beside the greatest, where it crosses
        what = f"{what}, {written.unit}"
    else:
        places = decimals(points.values(), found.kind)
        what = f"{what}, points" if scale(found.kind) != 1.0 and found.against else what
    rows = table(Column(_head(found.axis)), Column(what, figures=True), Column("runs", figures=True), Column(""))
    lines = [
        (
            x,
            near(found.axis, x),
            bracketed(points[x], found.kind, places, signed=bool(found.against)),
            _standing(found, found.course.points[x]),
            found.course.points[x].runs,
        )
        for x in _apart(found)
    ]
    reached = number(factor * found.threshold, found.kind, places)
    lines += [(one.value, *_crossed(found, one, reached), found.replications) for one in found.course.crossings]
    for _, where, figure, stands, runs in sorted(lines):
        rows.add_row(f" {where}", figure, f"{runs:,}", stands)
    return rows


def _crossed(found: BreakEven, one: Crossing, reached: str) -> tuple[str, str, str]:
    """A crossing as a row: where, what is reached there, and within what it lies."""
    at, within = crossing_parts(found.axis, one)
    what = "breaks even" if found.against and not found.threshold else "crosses"
    return at, reached, f"{what}{f' ({within})' if within else ''}"


def _head(axis: Axis) -> str:
    """What is varied, in words."""
    return capital(words(axis.key))


def _apart(found: BreakEven) -> list[float]:
    """Values that were looked at, without those that lie close to a crossing or to one before.

    The ends and the extremes are told of.
    """
    low, high = found.course.ends
    points = {x: abs(there.value) for x, there in found.course.points.items() if not isnan(there.value)}
    crossings = [one.value for one in found.course.crossings]
    extremes = [max(points, key=points.__getitem__)] if points else []
    least = [min(points, key=points.__getitem__)] if points and not crossings else []  # else it is a crossing's
    told = {low, high, *extremes, *least}
    shown: list[float] = []
    for x in found.course.points:
        if x in told or all(abs(x - other) > _NEAR * (high - low) for other in [*crossings, *shown[-1:]]):
            shown.append(x)
    return shown


def _shifted(there: Estimate, by: float) -> Figure:
    return Figure(there.value + by, there.low + by, there.high + by)


def _standing(found: BreakEven, there: Estimate) -> str:
    if alike(there) and not found.threshold:
        return "the same"
    return side(found, way(there)) if way(there) else "cannot be told"


def _along(found: BreakEven) -> Table:
    first, axis = found.axes
    rows = table(Column(_head(first)), Column(f"break-even of\n{words(axis.key)}"), Column("below"), Column("above"))
    for x, there in found.courses:
        sides = [_standing(found, there.points[end]) for end in there.ends]
        rows.add_row(f" {near(first, x)}", _break_evens(axis, there), *sides)
    return rows


def _break_evens(axis: Axis, there: Course) -> str:
    """Where a line crosses, and where it may, since these runs cannot tell."""
    told = [crossing_words(axis, one) for one in there.crossings]
    untold = [f"cannot be told {unclear_words(axis, there)}"] if there.unclear else []
    return "\n".join([", ".join(told), *untold]).strip() or "none"


def _legend(found: BreakEven) -> str:
    crossed = any(there.crossings for there in (found.course, *(one for _, one in found.courses)))
    interval = " The interval of a crossing holds each value at which the runs cannot tell the side."
    left = len(found.course.points) - len(_apart(found)) if not found.courses else 0
    close = (
        f" {many(left, 'value')} looked at beside one that is shown {'is' if left == 1 else 'are'} not." if left else ""
    )
    return (
        f"Means with 95% intervals in runs of {years(found.rounds / ROUNDS_A_YEAR)}"
        f"{f', {found.replications:,} of them near a crossing' if crossed else ''}, seed {found.seed}, the same luck "
        f"at every value.{interval if crossed else ''}{close}"
    )
