"""What became of published regularities, on the console."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich import box
from rich.table import Table
from rich.text import Text

from equipoise.app.console import indented
from equipoise.experiments.regularities.document import estimated, summary
from equipoise.experiments.regularities.population import ROUNDS
from equipoise.experiments.regularities.regularity import line

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rich.console import RenderableType

    from equipoise.experiments.regularities.study import Reproduction, Study

_COLOURS = {
    "reproduced": "green",
    "sign reproduced, size differs": "yellow",
    "contradicted": "red",
    "undecided": "dim",
}
_IN_FULL = 3
"""Most regularities that are told in full."""


def regularities_page(study: Study) -> Iterator[RenderableType]:
    """Lay out what became of regularities."""
    yield Text(f"Published regularities: {_counted(study)}", style="bold")
    yield Text()
    yield _table(study)
    yield Text()
    yield Text(
        f"{study.population.vendors:,} vendors of {ROUNDS} rounds each; seed {study.population.seed}. Intervals hold "
        f"for all {study.tests} regularities together (95%), and verdicts follow from them. A sign is reproduced where "
        "the whole interval is on the published side of zero; a size where the interval meets the published range and "
        "is no wider.",
        style="dim",
    )
    if len(study.results) <= _IN_FULL:
        for result in study.results:
            yield Text()
            yield from _in_full(result)


def _counted(study: Study) -> str:
    verdicts = [result.verdict.value for result in study.results]
    return ", ".join(f"{verdicts.count(verdict)} {verdict}" for verdict in _COLOURS if verdict in verdicts)


def _table(study: Study) -> Table:
    """Two lines a regularity: its name and what came out, what was published and the interval."""
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, padding=(0, 2, 0, 0), show_edge=False)
    table.add_column("regularity, published", overflow="fold")
    table.add_column("simulated", no_wrap=True)
    table.add_column("verdict")
    for name, published, simulated, verdict, calibrated in summary(study)[1:]:
        set_to_it = "; the program was set to it" if calibrated.startswith("yes") else ""
        value, _, interval = simulated.partition(" ")
        table.add_row(
            Text(f"{name}\n", style="bold").append(f"  {published}{set_to_it}", style="not bold dim"),
            Text(f"{value}\n").append(interval, style="dim"),
            Text(verdict.replace(", ", ",\n"), style=_COLOURS[verdict]),
        )
    return table


def _in_full(result: Reproduction) -> Iterator[RenderableType]:
    regularity, finding = result.regularity, result.finding
    yield Text(f"{result.name}  ", style="bold").append(regularity.fact, style="not bold")
    for heading, words in (
        ("Source", regularity.source),
        ("Sample", regularity.sample),
        ("Regression", regularity.regression),
        ("Unit", f"{finding.unit}; {finding.rows:,} rows of {finding.estimate.runs:,} vendors"),
        ("Calibrated", regularity.calibrated),
        ("Remark", regularity.remark),
    ):
        if words:
            yield indented(Text(f"{heading}: ", style="dim").append(words, style="not dim"), 4)
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), show_header=False)
    for effect in (line("the estimate alone", finding.estimate), *result.why):
        value, _, interval = estimated(effect.value, effect.low, effect.high).partition(" ")
        table.add_row(effect.name, value, interval)
    yield indented(table, 4)
