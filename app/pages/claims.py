"""What became of the claims, on the console: the table of verdicts, then what the advantage is made of."""

from __future__ import annotations

from math import isnan
from typing import TYPE_CHECKING

from rich import box
from rich.table import Table
from rich.text import Text

from equipoise.analysis.effect_words import least, marked, p_value, scale, told
from equipoise.app.console import indented
from equipoise.app.pages.claims_tables import apart_table, counted, effect_table, placebo, square_table
from equipoise.app.pages.claims_words import LEGEND, OF_APART, OF_SQUARES
from equipoise.experiments.claims.trial import JOINT

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from rich.console import Console, RenderableType

    from equipoise.app.pages.claims_tables import Cells
    from equipoise.experiments.claims.trial import Finding
    from equipoise.experiments.claims.whole import Whole

_COLOURS = {"supported": "green", "contradicted": "red", "undecided": "dim"}
_IN_FULL = 3
"""Most claims that are told in full."""

_WIDE = 130
"""Columns from which on intervals stand beside their numbers."""

_SURE = 1.96


def claims_page(whole: Whole, console: Console) -> Iterator[RenderableType]:
    """Lay out what became of claims."""
    narrow = console.width < _WIDE
    yield Text(f"Claims: {counted(whole.findings)}", style="bold")
    yield Text()
    yield _verdicts(whole.findings)
    yield Text()
    yield Text(f"{whole.luck.runs:,} runs of each arm or a multiple; seed {whole.luck.seed}. {LEGEND}", style="dim")
    if len(whole.findings) <= _IN_FULL:
        for finding in whole.findings:
            yield Text()
            yield from _in_full(finding)
    if whole.squares:
        yield Text()
        yield Text("Is the account strategic to the vendor, by is the vendor strategic to the account", style="bold")
    for square in whole.squares:
        yield Text()
        yield Text(f"{square.way.name[0].upper()}{square.way.name[1:]} ({square.way.scenario}, {square.way.account})")
        yield _plain(square_table(square), narrow=narrow)
    if whole.squares:
        yield Text()
        yield Text(OF_SQUARES, style="dim")
    apart = apart_table(whole)
    if apart.rows:
        yield Text()
        yield Text("What the strategic vendor's lead is made of (strategic-vendor, Giant)", style="bold")
        yield Text()
        yield _plain(apart, narrow=narrow)
        yield Text()
        yield Text(OF_APART, style="dim")


def _verdicts(findings: Sequence[Finding]) -> Table:
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, padding=(0, 1), show_edge=False)
    table.add_column("", no_wrap=True)
    table.add_column("claim", ratio=5)
    table.add_column("verdict", no_wrap=True)
    table.add_column("hangs on", ratio=5)
    table.add_column("placebo", no_wrap=True)
    table.add_column("p", justify="right", no_wrap=True)
    for finding in findings:
        weakest = finding.weakest
        hangs = Text(f"{told(weakest, JOINT)}, least {least(weakest)}\n").append(weakest.name, style="dim")
        table.add_row(
            Text(finding.claim.id, style="bold"),
            finding.claim.sentence,
            Text(marked(finding.verdict), style=_COLOURS[finding.verdict.value]),
            hangs,
            placebo(finding),
            p_value(finding.adjusted),
        )
        table.add_section()
    return table


def _in_full(finding: Finding) -> Iterator[RenderableType]:
    """Everything that there is to a claim."""
    claim, evidence = finding.claim, finding.evidence
    yield Text(f"{claim.id}  {claim.sentence}", style="bold")
    for heading, words in (
        ("Design", claim.design),
        ("Measure", claim.measure),
        ("Placebo", claim.placebo),
        ("Reading", evidence.remark),
        ("Limits", claim.limits),
    ):
        if words:
            yield indented(Text(f"{heading}: ", style="dim").append(words, style="not dim"), 4)
    table = Table(box=None, pad_edge=False, padding=(0, 1), show_header=False)
    for kind, name, effect, smallest in effect_table(finding).rows:
        table.add_row(Text(kind, style="dim"), name, effect, f"least {smallest}")
    for level in evidence.levels:
        by = scale(level.unit)
        reach = "" if isnan(level.error) else f" \N{PLUS-MINUS SIGN} {_SURE * by * level.error:.2f}"
        words = f"{by * level.mean:.2f}{reach}"
        table.add_row(Text("arm", style="dim"), level.name, words, level.unit if by == 1.0 else f"{level.unit}, %")
    yield indented(table, 4)


def _plain(cells: Cells, *, narrow: bool) -> Table:
    """A table of texts; a first column that is signed off by brackets begins the part of effects."""
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, padding=(0, 1), show_edge=False)
    for k, heading in enumerate(cells.head):
        table.add_column(heading, justify="left" if k < cells.texts else "right", no_wrap=k < cells.texts)
    for row in cells.rows:
        table.add_row(*(cell.replace(" [", "\n[") if narrow else cell for cell in row))
    return table
