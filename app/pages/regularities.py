"""What became of published regularities, on the console."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.text import Text

from equipoise.app.console import indented
from equipoise.app.pages.layout import Column, facts, heading, lines, remark, sections, table
from equipoise.experiments.regularities.document import estimated, summary
from equipoise.experiments.regularities.population import ROUNDS
from equipoise.experiments.regularities.regularity import line

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rich.console import RenderableType
    from rich.table import Table

    from equipoise.experiments.regularities.study import Reproduction, Study

_COLOURS = {"reproduced": "green", "sign reproduced, size differs": "yellow", "contradicted": "red", "undecided": "dim"}
_IN_FULL = 3  # most regularities that are told in full


def regularities_page(study: Study) -> Iterator[RenderableType]:
    """Lay out what became of regularities."""
    legend = (
        f"{study.population.vendors:,} vendors of {ROUNDS} rounds each; seed {study.population.seed}. Intervals hold "
        f"for all {study.tests} regularities together (95%), and verdicts follow from them. A sign is reproduced where "
        "the whole interval is on the published side of zero; a size where the interval meets the published range and "
        "is no wider."
    )
    alone = [_in_full(result) for result in study.results] if len(study.results) <= _IN_FULL else []
    return sections(heading(f"Published regularities: {_counted(study)}"), _table(study), remark(legend), *alone)


def _counted(study: Study) -> str:
    verdicts = [result.agreement.value for result in study.results]
    return ", ".join(f"{verdicts.count(verdict)} {verdict}" for verdict in _COLOURS if verdict in verdicts)


def _table(study: Study) -> Table:
    """Two lines a regularity: its name and what came out, what was published and the interval."""
    found = table(
        Column("regularity, published", fold=True), Column("simulated", whole=True), Column("verdict"), right=2
    )
    for name, published, simulated, verdict, calibrated in summary(study)[1:]:
        set_to_it = "; the program was set to it" if calibrated.startswith("yes") else ""
        value, _, interval = simulated.partition(" ")
        found.add_row(
            heading(f"{name}\n").append(f"  {published}{set_to_it}", style="not bold dim"),
            Text(f"{value}\n").append(interval, style="dim"),
            Text(verdict.replace(", ", ",\n"), style=_COLOURS[verdict]),
        )
    return found


def _in_full(result: Reproduction) -> list[RenderableType]:
    regularity, pattern = result.regularity, result.pattern
    words = {name.capitalize(): str(getattr(regularity, name)) for name in ("source", "sample", "regression")}
    unit = f"{pattern.unit}; {pattern.rows:,} rows of {pattern.estimate.runs:,} vendors"
    rows = [
        [effect.name, *estimated(effect.value, effect.low, effect.high).partition(" ")[::2]]
        for effect in (line("the estimate alone", pattern.estimate), *result.why)
    ]
    return [
        heading(f"{result.name}  ").append(regularity.fact, style="not bold"),
        *facts(**words, Unit=unit, Calibrated=regularity.calibrated, Remark=regularity.remark),
        indented(lines(*rows), 4),
    ]
