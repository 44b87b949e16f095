"""A frontier on a page: the points, the shipped policies, the levers of each point, and what that comes to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich import box
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from analysis.contrast import ALL
from analysis.frontier_words import answer, verdict
from app.measures import label
from app.numbers import Figure, decimals, written

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rich.console import RenderableType

    from analysis.effects import Effect
    from analysis.frontier import Frontier, Objective, Placed


def frontier_page(found: Frontier) -> Iterator[RenderableType]:
    """Lay a frontier out.

    Parameters
    ----------
    found : Frontier
        From a search.

    Yields
    ------
    rich renderable
        To be printed one below the other.
    """
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
    for objective in found.objectives:
        table.add_column(f"flattered by\n{label(objective.name)}", justify="right")
    table.add_column("beaten by none")
    words = {"on the front": "yes", "dominated": "no", "undecided": "can't tell"}
    for point in found.points:
        flattered = [
            _cell(found, k, point.optimism[k] if point.optimism is not None else None, signed=True)
            for k in range(len(found.objectives))
        ]
        table.add_row(f" {point.name}", *_means(found, point), *flattered, words[point.standing])
    return table


def _shipped(found: Frontier) -> Table:
    table = _table("Shipped", found)
    table.add_column("", max_width=36)
    for policy in found.shipped:
        table.add_row(f" {policy.name}", *_means(found, policy), verdict(found, policy))
    return table


def _table(heading: str, found: Frontier) -> Table:
    table = Table(box=box.SIMPLE_HEAD, padding=(0, 1, 0, 0), pad_edge=False, show_edge=False, header_style="bold")
    table.add_column(heading)
    for objective in found.objectives:
        table.add_column(label(objective.name) + ("" if objective.more else "\n(less is better)"), justify="right")
    return table


def _means(found: Frontier, placed: Placed) -> list[str]:
    return [_cell(found, k, mean) for k, mean in enumerate(placed.means)]


def _cell(found: Frontier, k: int, effect: Effect | None, *, signed: bool = False) -> str:
    if effect is None:
        return ""
    objective: Objective = found.objectives[k]
    places = decimals([Figure(*p.means[k][:3]) for p in (*found.points, *found.shipped)], objective.kind)
    return written(Figure(*effect[:3]), objective.kind, places, signed=signed)


def _legend(found: Frontier) -> str:
    fixed = "; ".join(f"{name} {value:g}" for name, value in found.fixed.items())
    return (
        f"Means of {found.runs:,} runs of {found.rounds:,} rounds with 95% intervals, seed {found.seed}: luck that had "
        f"no part in the search, which played {found.search_runs:,} runs of each policy on luck of its own. Flattered "
        "by: how much better a policy looked there, beyond what the shipped ones did. Who beats whom is told by paired "
        f"differences whose intervals hold all together. Levers searched: {'; '.join(found.levers)}."
        + (f" Held: {fixed}." if fixed else "")
    )
