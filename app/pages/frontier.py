"""A frontier on a page: the points, the shipped policies, the levers of each point, and what that comes to."""

from __future__ import annotations

from math import isnan
from textwrap import wrap
from typing import TYPE_CHECKING

from rich.text import Text

from equipoise.analysis.prose.frontier import answer, beating, called, in_units, whose
from equipoise.analysis.prose.numbers import MISSING, Figure, bracketed, decimals, number
from equipoise.analysis.prose.units import Units
from equipoise.app.console import indented
from equipoise.app.measures import label
from equipoise.app.pages.layout import Column, heading, remark, sections, table

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rich.console import RenderableType
    from rich.table import Table

    from equipoise.analysis.frontier import Candidate, Frontier, Objective

_HEADER = 18
_SURE = {"on the front": "yes", "dominated": "no", "undecided": "?"}


def frontier_page(found: Frontier) -> Iterator[RenderableType]:
    """Lay a frontier out."""
    found = in_units(found)
    return sections(
        heading(f"{found.title or found.scenario} ({whose(found)})"),
        _points(found),
        _shipped(found),
        [
            heading("Levers that differ from an accommodating vendor's"),
            *(indented(Text(f"{point.name}: {_levers(point.levers, ', ') or 'none'}"), 1) for point in found.points),
        ],
        remark(_legend(found)),
        Text(answer(found)),
    )


def _levers(values: dict[str, float], mark: str) -> str:
    return mark.join(f"{name} {value:g}" for name, value in values.items())


def _points(found: Frontier) -> Table:
    flattered = [Column("flattered\nby", figures=True, whole=True) for _ in found.objectives]
    rows = _table("Found", found, *flattered, Column("sure", whole=True))
    for point in found.points:
        by = [_flattered(found, k, point) for k in range(len(found.objectives))]
        rows.add_row(f" {point.name}", *_means(found, point), *by, _SURE[point.standing])
    return rows


def _shipped(found: Frontier) -> Table:
    rows = _table("Shipped", found, Column("beaten by"))
    for policy in found.shipped:
        on_both, on_one = (", ".join(name.removeprefix("front-") for name in names) for names in beating(found, policy))
        beaten = f"{on_both} on both" if on_both else f"{on_one} on one" if on_one else "none surely"
        if policy.same:
            beaten += f"; the same as {', '.join(name.removeprefix('front-') for name in policy.same)}"
        rows.add_row(f" {policy.name}", *_means(found, policy), beaten)
    return rows


def _table(head: str, found: Frontier, *more: Column) -> Table:
    names = [
        label(_name(one), one.kind, one.unit) + ("" if one.more else " (less is better)") for one in found.objectives
    ]
    heads = ["\n".join(wrap(name, _HEADER)) for name in names]
    return table(Column(head, whole=True), *(Column(name, figures=True, whole=True) for name in heads), *more)


def _name(objective: Objective) -> str:
    """A measure's name, which has a label; in words where it is of first years."""
    words = called(objective)
    return objective.name if words == objective.name.replace("_", " ") else words


def _means(found: Frontier, policy: Candidate) -> list[str]:
    return [
        bracketed(Figure.of(mean), objective.kind, _places(found, k))
        for k, (objective, mean) in enumerate(zip(found.objectives, policy.means, strict=True))
    ]


def _flattered(found: Frontier, k: int, point: Candidate) -> str:
    """Optimism with half the width of its interval."""
    optimism = None if point.optimism is None else point.optimism[k]
    if optimism is None or isnan(optimism.value):
        return MISSING
    kind, places = found.objectives[k].kind, _places(found, k)
    text, reach = number(optimism.value, kind, places), (optimism.high - optimism.low) / 2.0
    beside = " " if found.money is None else "\n"  # amounts with their intervals leave less room
    return f"{'' if text.startswith('-') else '+'}{text}{beside}\u00b1 {number(reach, kind, places)}"


def _places(found: Frontier, k: int) -> int:
    figures = [Figure.of(policy.means[k]) for policy in (*found.points, *found.shipped)]
    return decimals(figures, found.objectives[k].kind)


def _legend(found: Frontier) -> str:
    fixed, length = _levers(found.fixed, "; "), Units(found.money).span(found.rounds)
    return (
        f"Means of {found.runs:,} runs of {length} with 95% intervals, seed {found.seed}: luck that had "
        f"no part in the search, which played {found.search_runs:,} runs of each policy on luck of its own. Flattered "
        "by: how much better a policy looked there, beyond what the shipped ones did. Sure: no other policy here beats "
        "it. Who beats whom, on both outcomes or on one while the other can't be told, follows from paired differences "
        f"whose intervals hold all together. Levers searched: {'; '.join(found.levers)}."
        + (f" Held: {fixed}." if fixed else "")
    )
