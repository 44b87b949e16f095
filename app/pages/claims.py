"""What became of the claims: on the console, where they turn, and as a report."""

from __future__ import annotations

from math import isnan
from typing import TYPE_CHECKING

from rich.text import Text

from equipoise.analysis.prose.effects import least, marked, measured, p_value
from equipoise.analysis.prose.numbers import fixed, scale
from equipoise.analysis.prose.squares import square_words
from equipoise.app.console import indented
from equipoise.app.pages import claims_tables
from equipoise.app.pages.html import embedded, page
from equipoise.app.pages.layout import Cells, Column, facts, heading, lines, of_cells, remark, sections, table
from equipoise.experiments.claims.around import HEAD, basis, rows
from equipoise.experiments.claims.standards import JOINT
from equipoise.experiments.versions import installed_versions

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from rich.console import Console, RenderableType
    from rich.table import Table

    from equipoise.experiments.claims.around import AroundResult
    from equipoise.experiments.claims.trial import Finding
    from equipoise.experiments.claims.whole import Whole


_COLOURS = {"supported": "green", "contradicted": "red", "undecided": "dim", "built in": "cyan"}
_IN_FULL = 3  # most claims that are told in full
_WIDE = 130  # columns from which on intervals stand beside their numbers

_SURE = 1.96


def claims_page(whole: Whole, console: Console) -> Iterator[RenderableType]:
    """Lay out what became of claims."""
    narrow, findings, apart = console.width < _WIDE, whole.findings, claims_tables.apart_table(whole)
    runs = f"{whole.luck.runs:,} runs of each arm or a multiple; seed {whole.luck.seed}. {claims_tables.LEGEND}"
    parts: list[RenderableType | list[RenderableType]] = [
        heading(f"Claims: {claims_tables.counted(findings)}"), _verdicts(findings), remark(runs)
    ]  # fmt: skip
    if len(findings) <= _IN_FULL:
        parts += [_in_full(finding) for finding in findings]
    if whole.squares:
        parts.append(heading("Is the account strategic to the vendor, by is the vendor strategic to the account"))
        for square in whole.squares:
            words = [Text(claims_tables.heading(square)), Text(square_words(square.effects))]
            parts.append([*words, _square(claims_tables.square_table(square), narrow=narrow)])
        parts.append(remark(claims_tables.OF_SQUARES))
    if apart.rows:
        parts.append(heading("What the strategic vendor's lead is made of (strategic-vendor, Giant)"))
        parts += [
            of_cells(apart, narrow=narrow),
            Text(claims_tables.apart_words(whole)),
            remark(claims_tables.OF_APART),
        ]
    return sections(*parts)


def _square(cells: Cells, *, narrow: bool) -> Table:
    """Four cells and their effects; where there is little room, account and vendor share a column."""
    if not narrow:
        return of_cells(cells, narrow=False)
    rows = [[", ".join(filter(None, row[:2])), *row[2:]] for row in cells.rows]
    return of_cells(Cells([", ".join(cells.head[:2]), *cells.head[2:]], rows), narrow=True)


def _verdicts(findings: Sequence[Finding]) -> Table:
    whole = {name: Column(name, whole=True) for name in ("", "verdict", "placebo")}
    p = Column("p", figures=True, whole=True)
    found = table(whole[""], Column("claim"), whole["verdict"], Column("hangs on"), whole["placebo"], p, left=1)
    found.columns[1].ratio = found.columns[3].ratio = 5
    for finding in findings:
        weakest = finding.weakest
        hangs = Text(f"{measured(weakest, JOINT)}, least {least(weakest)}\n").append(weakest.name, style="dim")
        found.add_row(
            heading(finding.claim.id),
            finding.claim.sentence,
            Text(marked(finding.verdict), style=_COLOURS[finding.verdict.value]),
            hangs,
            claims_tables.placebo(finding),
            p_value(finding.adjusted),
        )
        found.add_section()
    return found


def _in_full(finding: Finding) -> list[RenderableType]:
    """Everything that there is to a claim."""
    claim, evidence = finding.claim, finding.evidence
    tested = {"Design": claim.design, "Measure": claim.measure, "Placebo": claim.placebo}
    rows: list[list[RenderableType]] = [
        [remark(kind), name, effect, f"least {smallest}"]
        for kind, name, effect, smallest in claims_tables.effect_table(finding).rows
    ]
    for level in evidence.levels:
        by = scale(level.unit)
        reach = "" if isnan(level.error) else f" \N{PLUS-MINUS SIGN} {_SURE * by * level.error:.2f}"
        unit = level.unit if by == 1.0 else f"{level.unit}, %"
        rows.append([remark("arm"), level.name, f"{fixed(by * level.mean, 2)}{reach}", unit])
    versions = claims_tables.by_version(finding)
    return [
        heading(f"{claim.id}  {claim.sentence}"),
        *facts(**tested, Versions=versions, Reading=evidence.remark, Limits=claim.limits),
        indented(lines(*rows), 4),
    ]


def elsewhere_page(result: AroundResult) -> Iterator[RenderableType]:
    """Lay out where claims hold, fail, and turn."""
    name, claim, *counts, turns = HEAD
    figures = (Column(head, figures=True, whole=True) for head in counts)
    found = table(Column(name, whole=True), Column(claim), *figures, Column(turns, fold=True), left=1)
    found.columns[1].ratio, found.columns[-1].ratio = 4, 5
    for cells in rows(result.around):
        found.add_row(heading(cells[0]), *cells[1:])
        found.add_section()
    return sections(heading(result.title), found, remark(basis(result.around)))


def claims_report(whole: Whole, images: Mapping[str, bytes], command: str) -> str:
    """Make the page of the report."""
    return page(
        "claims.html.j2",
        whole=whole,
        tables=claims_tables,
        findings=[(finding, claims_tables.effect_table(finding)) for finding in whole.findings],
        squares=[
            (claims_tables.heading(square), square_words(square.effects), claims_tables.square_table(square))
            for square in whole.squares
        ],
        apart=claims_tables.apart_table(whole),
        images=embedded(images),
        versions=installed_versions(),
        command=command,
    )
