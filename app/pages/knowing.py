"""What is worth finding out, on a page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.text import Text

from equipoise.analysis.prose.breakeven import value
from equipoise.analysis.prose.knowing import sentences
from equipoise.analysis.prose.numbers import Figure, listed, many, row
from equipoise.app.pages.layout import Column, heading, remark, sections, table

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rich.console import RenderableType

    from equipoise.analysis.knowing import Knowing


def knowing_page(found: Knowing) -> Iterator[RenderableType]:
    """Lay it out."""
    rows = table(
        Column("Unknown", whole=True), Column("from", figures=True), Column("to", figures=True),
        Column(f"worth knowing,\n{found.unit}", figures=True, whole=True), Column("best along it"),
    )  # fmt: skip
    figures = row([Figure.of(one.worth) for one in [*(one for one in found.unknowns)]], found.kind)
    for one, worth in zip(found.unknowns, figures, strict=True):
        best = ", then ".join(
            f"{policy} from {value(start)}" if k else policy for k, (start, policy) in enumerate(one.best)
        )
        rows.add_row(f" {one.key}", value(one.low), value(one.high), worth, best)
    return sections(
        heading(found.title or found.scenario),
        rows,
        remark(
            f"What {found.outcome.replace('_', ' ')} would gain if the number were known before deciding between "
            f"{listed(found.policies)}, with 95% intervals. {many(found.replications, 'run')} of "
            f"{many(found.rounds, 'round')} under each, seed {found.seed}, each with values of its own: all between "
            "the two ends are equally likely."
        ),
        *(Text(one) for one in sentences(found)),
    )
