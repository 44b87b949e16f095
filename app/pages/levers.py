"""Which lever matters, on a page: a sentence to read aloud, a table an outcome, and how far to trust it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.text import Text

from equipoise.analysis.prose.caveats import caveats
from equipoise.analysis.prose.keys import in_quotes, in_words
from equipoise.analysis.prose.numbers import MISSING, Figure, capital, decimals, number, row
from equipoise.analysis.prose.sensitivity import sentence
from equipoise.analysis.sensitivity.grid import GridIndices
from equipoise.analysis.sensitivity.ranks import RankRegression
from equipoise.analysis.sensitivity.screening import Screening
from equipoise.analysis.sensitivity.sobol import SobolIndices
from equipoise.app.pages.layout import Column, heading, opening, remark, sections, stacked, table
from equipoise.experiments.studies.plan import ALL

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rich.console import Console, RenderableType
    from rich.table import Table

    from equipoise.analysis.sensitivity.measured import Measured
    from equipoise.analysis.sensitivity.ranking import Ranking
    from equipoise.analysis.sensitivity.tornado import Tornado
    from equipoise.experiments.studies.sensitivity import Sensitivity
    from equipoise.sim.outcome import Kind

_ROWS = 25
_MANY, _WIDE = 4, 100  # so many columns take so wide a window, or intervals below their numbers
_ARROWS = {1: "rises", -1: "falls", 0: ""}

_METHOD: dict[type, str] = {
    SobolIndices: (
        "Alone: the share of the outcome's variance that goes when it is known (Sobol' first order). In all: the share "
        "that stays when all others are known (total). Where the two differ, several work together."
    ),
    Screening: (
        "Effect: change of the outcome over the whole range of what is varied, mean size over many places (Morris' "
        "mu*). Spread: its standard deviation over the places (sigma); one as large as the effect means that several "
        "work together, or that the effect bends."
    ),
    RankRegression: (
        "Standardised rank regression: between -1 and 1, the change in the outcome's rank with that of what is "
        "varied, in standard deviations. Of words, which have no rank: the root of the share of the ranks' variance "
        "that goes without them."
    ),
    GridIndices: (
        "Alone: the share of the outcome's variance over the points of the grid that goes when it is known "
        "(Sobol' first order). In all: the share that stays when all others are known (total). Every value of the grid "
        "counts as much as another. Outcome: its mean over all else that is varied, at both ends of the range; at the "
        "least and the greatest of words, and where it turns in between."
    ),
}
_SWING = (
    "Each alone goes from end to end of its range, all others at their base: of words, and where the outcome turns in "
    "between, from its least to its greatest. What several do together does not show."
)


def findings_page(found: Sensitivity, console: Console) -> Iterator[RenderableType]:
    """Lay findings out."""
    study = found.plan.study
    return sections(
        opening(study.title, " ".join(study.question.split())),
        [Text(sentence(in_quotes(ranking))) for ranking in found.findings],
        *(
            [heading(capital(one.subject)), _table(one, console), *(remark(line) for line in caveats(in_quotes(one)))]
            for one in found.findings
        ),
        remark(_legend(found)),
    )


def _legend(found: Sensitivity) -> str:
    whose = "" if found.account == ALL else f" of {found.account}"
    lead = f" A lead is over {found.plan.policies[0].name}, run by run under the same luck." if found.leads else ""
    return (
        f"{_METHOD.get(type(found.findings[0].result), _SWING)} Outcomes{whose} over {found.points:,} points "
        f"({found.plan.study.design.kind}), with 95% intervals.{lead} Rises, falls: the outcome with what is varied, "
        "where that is clear. All holds over the study's ranges alone."
    )


def _table(ranking: Ranking, console: Console) -> Table:
    factors = [capital(factor) for factor in in_words(ranking).factors]
    long = max(map(len, factors)) > console.width // 2
    columns = _columns(ranking)
    if len(columns) >= _MANY and console.width < _WIDE:
        columns = {head: stacked(cells) for head, cells in columns.items()}
    figures = [Column(head, figures=True, whole=any("[" in cell for cell in cells)) for head, cells in columns.items()]
    found = table(Column(whole=not long, fold=True), *figures, Column(whole=True))
    shown = ranking.order[:_ROWS]
    for k in shown:
        cells = [column[k] for column in columns.values()]
        found.add_row(f" {factors[k]}", *cells, _ARROWS[int(ranking.direction[k])])
    if left := len(factors) - len(shown):
        found.add_row(f" {left} others, weaker")
    return found


def _columns(ranking: Ranking) -> dict[str, list[str]]:
    """Cells of each column, by its head."""
    result, kind = ranking.result, ranking.kind
    if isinstance(result, SobolIndices):
        between = _between(result, kind) if isinstance(result, GridIndices) else {}
        return between | {"alone, %": _cells(result.first, "share"), "in all, %": _cells(result.total, "share")}
    unit = "points" if kind == "share" else ranking.unit
    if isinstance(result, Screening):
        return {f"effect, {unit}": _cells(result.mu_star, kind), "spread": _cells(result.sigma, kind)}
    if isinstance(result, RankRegression):
        signed, of_words = _cells(result.coefficients, "index", signed=True), _cells(result.strength, "index")
        either = [words if one == MISSING else one for one, words in zip(signed, of_words, strict=True)]
        return {"coefficient": either}
    return _between(result, kind) | {f"swing, {unit}": _cells(result.swing, kind, signed=True)}


def _between(result: Tornado | GridIndices, kind: Kind) -> dict[str, list[str]]:
    """Two levels of each number, and the outcome there."""
    levels = [_levels(low, high, kind) for low, high in zip(result.low, result.high, strict=True)]
    return {"from what to what": [f"{low} to {high}" for low, high in result.ends], "outcome": levels}


def _cells(measured: Measured, kind: Kind, *, signed: bool = False) -> list[str]:
    return row([Figure(*map(float, one)) for one in zip(*measured, strict=True)], kind, signed=signed)


def _levels(low: float, high: float, kind: Kind) -> str:
    places = decimals([Figure(low, low, high)], kind)
    return " to ".join(number(value, kind, places) for value in (low, high))
