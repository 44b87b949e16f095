"""A frontier on a page: the points, the shipped policies, the levers of each point, and what that comes to."""

from __future__ import annotations

from math import isnan
from textwrap import wrap
from typing import TYPE_CHECKING

from rich import box
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from equipoise.analysis.contrast import ALL
from equipoise.analysis.frontier_words import answer, beating
from equipoise.app.measures import label
from equipoise.app.numbers import MISSING, Figure, decimals, number, written

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rich.console import RenderableType

    from equipoise.analysis.estimate import Estimate
    from equipoise.analysis.frontier import Frontier, Placed

_HEADER = 18


def frontier_page(found: Frontier) -> Iterator[RenderableType]:
    """Lay a frontier out."""
    where = "all accounts" if found.account == ALL else found.account
    yield Text(f"{found.title or found.scenario} ({where})", style="bold")
    yield Text()
    yield _points(found)
    yield Text()
    yield _shipped(found)
    yield Text()
    yield Text("Levers that differ from an accommodating vendor's", style="bold")
    for point in found.points:
        stated = ", ".join(f"{name} {value:g}" for name, value in point.levers.items()) or "none"
        yield Padding(Text(f"{point.name}: {stated}"), (0, 0, 0, 1), expand=False)
    yield Text()
    yield Text(_legend(found), style="dim")
    yield Text()
    yield Text(answer(found))


def _points(found: Frontier) -> Table:
    table = _table("Found", found)
    for _ in found.objectives:
        table.add_column("flattered\nby", justify="right", no_wrap=True)
    table.add_column("sure", no_wrap=True)
    words = {"on the front": "yes", "dominated": "no", "undecided": "?"}
    for point in found.points:
        flattered = [_flattered(found, k, point) for k in range(len(found.objectives))]
        table.add_row(f" {point.name}", *_means(found, point), *flattered, words[point.standing])
    return table


def _shipped(found: Frontier) -> Table:
    table = _table("Shipped", found)
    table.add_column("beaten by")
    for policy in found.shipped:
        on_both, on_one = (", ".join(name.removeprefix("front-") for name in names) for names in beating(found, policy))
        told = f"{on_both} on both" if on_both else f"{on_one} on one" if on_one else "none surely"
        if policy.same:
            told += f"; the same as {', '.join(name.removeprefix('front-') for name in policy.same)}"
        table.add_row(f" {policy.name}", *_means(found, policy), told)
    return table


def _table(heading: str, found: Frontier) -> Table:
    table = Table(box=box.SIMPLE_HEAD, padding=(0, 1, 0, 0), pad_edge=False, show_edge=False, header_style="bold")
    table.add_column(heading, no_wrap=True)
    for objective in found.objectives:
        header = "\n".join(wrap(label(objective.name) + ("" if objective.more else " (less is better)"), _HEADER))
        table.add_column(header, justify="right", no_wrap=True)
    return table


def _means(found: Frontier, placed: Placed) -> list[str]:
    return [_cell(found, k, mean) for k, mean in enumerate(placed.means)]


def _cell(found: Frontier, k: int, effect: Estimate) -> str:
    return written(Figure(effect.value, effect.low, effect.high), found.objectives[k].kind, _places(found, k))


def _flattered(found: Frontier, k: int, point: Placed) -> str:
    """Optimism with half the width of its interval."""
    if point.optimism is None:
        return MISSING
    optimism = point.optimism[k]
    if isnan(optimism.value):
        return MISSING
    kind, places = found.objectives[k].kind, _places(found, k)
    text, reach = number(optimism.value, kind, places), (optimism.high - optimism.low) / 2.0
    return f"{'' if text.startswith('-') else '+'}{text} \u00b1 {number(reach, kind, places)}"


def _places(found: Frontier, k: int) -> int:
    means = [placed.means[k] for placed in (*found.points, *found.shipped)]
    return decimals([Figure(mean.value, mean.low, mean.high) for mean in means], found.objectives[k].kind)


def _legend(found: Frontier) -> str:
    fixed = "; ".join(f"{name} {value:g}" for name, value in found.fixed.items())
    return (
        f"Means of {found.runs:,} runs of {found.rounds:,} rounds with 95% intervals, seed {found.seed}: luck that had "
        f"no part in the search, which played {found.search_runs:,} runs of each policy on luck of its own. Flattered "
        "by: how much better a policy looked there, beyond what the shipped ones did. Sure: no other policy here beats "
        "it. Who beats whom, on both outcomes or on one while the other can't be told, follows from paired differences "
        f"whose intervals hold all together. Levers searched: {'; '.join(found.levers)}."
        + (f" Held: {fixed}." if fixed else "")
    )
