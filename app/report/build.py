"""Building the report from what a comparison comes to."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from equipoise.analysis.prose.numbers import bracketed, decimals
from equipoise.app.measures import groups_of, parts_of
from equipoise.app.report.pages import embedded, page
from equipoise.experiments.manifest import installed_versions

if TYPE_CHECKING:
    from collections.abc import Sequence

    from equipoise.analysis.prose.numbers import Figure
    from equipoise.app.measures import Part
    from equipoise.experiments.outputs import Material
    from equipoise.sim.outcomes import Kind

_MOST_COLUMNS = 6  # columns of figures that fit a printed page


class Cell(NamedTuple):
    """One figure of a table; ``clear`` is a difference whose interval lies on one side of zero."""

    mean: str
    interval: str
    clear: bool = False


class Block(NamedTuple):
    """A table of the page: some of the columns, all of the measures."""

    columns: list[str]
    parts: list[tuple[str, list[tuple[str, list[Cell]]]]]


def report_page(material: Material, command: str) -> str:
    """Make the page of the report."""
    comparison = material.comparison
    scenarios = list({arm.scenario.name: arm.scenario for arm in material.arms}.values())
    policies = list({arm.policy.name: arm.policy for arm in material.arms}.values())
    images = embedded(material.images)
    return page(
        "page.html.j2",
        comparison=comparison,
        blocks=_blocks(material, parts_of(comparison, groups_of(scenarios))),
        pictures=[(picture, images[picture.name]) for picture in material.pictures],
        policies=policies,
        kept=material.kept,
        versions=installed_versions(),
        command=command,
    )


def _blocks(material: Material, parts: Sequence[Part]) -> list[Block]:
    """Divide arms and differences into tables that fit a page; few enough of both go side by side."""
    comparison = material.comparison
    arms = [arm.name for arm in comparison.arms]
    changes = [f"{difference.arm} less {difference.against}" for difference in comparison.differences]
    if len(arms) + len(changes) <= _MOST_COLUMNS:
        choices = [(range(len(arms)), range(len(changes)))]
    else:
        choices = [(columns, range(0)) for columns in _runs_of(len(arms))]
        choices += [(range(0), columns) for columns in _runs_of(len(changes))]
    return [
        Block(
            [arms[k] for k in shown] + [changes[k] for k in changed],
            [(part.heading, _rows(part, shown, changed, comparison.rounds)) for part in parts],
        )
        for shown, changed in choices
    ]


def _runs_of(count: int) -> list[range]:
    """As few runs of columns as fit, of nearly equal length."""
    tables = -(-count // _MOST_COLUMNS)
    return [range(count * k // tables, count * (k + 1) // tables) for k in range(tables)]


def _rows(part: Part, shown: range, changed: range, rounds: int) -> list[tuple[str, list[Cell]]]:
    """Rows of a table; one in which no cell has anything to say is left out."""
    rows = []
    for row in part.rows:
        places = decimals([*row.arms, *row.differences], row.kind)
        cells = [_cell(row.arms[k], row.kind, places, horizon=rounds) for k in shown]
        cells += [_cell(row.differences[k], row.kind, places, signed=True) for k in changed]
        if any(cell.interval for cell in cells):
            rows.append((row.label, cells))
    return rows


def _cell(figure: Figure, kind: Kind, places: int, *, signed: bool = False, horizon: int = 0) -> Cell:
    text = bracketed(figure, kind, places, signed=signed, horizon=horizon).replace("-", "\N{MINUS SIGN}")
    mean, _, interval = text.partition(" ")
    return Cell(mean if interval else "\N{EN DASH}", interval, clear=signed and figure.clear)
