"""What ``equipoise claims --robust`` comes to: a page, a document, and a table of the points."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

import polars as pl

from equipoise.analysis.evidence import Verdict
from equipoise.analysis.prose.turns import NONE, counted, turn
from equipoise.experiments.claims.request import AroundRequest, around_request
from equipoise.experiments.claims.robust import HIGH, LOW
from equipoise.experiments.kinds import AROUND_DOCUMENT, AROUND_PAGE, AROUND_TABLE
from equipoise.experiments.markdown import table
from equipoise.experiments.result import Result, Table

if TYPE_CHECKING:
    from collections.abc import Mapping

    from equipoise.experiments.claims.robust import Around, Elsewhere

VERDICTS = (Verdict.SUPPORTED, Verdict.CONTRADICTED, Verdict.UNDECIDED)
HEAD = ["", "claim", *(verdict.value for verdict in VERDICTS), "turns with"]
LEGEND = (
    "Every parameter of a scenario lies between half and one and a half times its own value, but those that a claim or "
    "--set sets. A verdict at a point is by the claim's own 95% intervals there; what is built in counts as supported "
    "where it comes out. Told are parameters whose rank correlation with the claim's weakest effect cannot be chance "
    "(Holm's rule over all of them), and the value, in times its own, on either side of which the claim holds most "
    "unlike often."
)
"""How to read the table."""

COLUMNS = {
    "claim": ("text", "The claim's id."),
    "point": ("count", "Which point, from 0; the same for all claims."),
    "verdict": ("text", "The claim's verdict there; empty where a scenario cannot be played."),
    "weakest": ("1", "Its weakest effect, in multiples of the least that matters; empty where it is not known."),
}
"""Unit and meaning of the table's columns; behind them is a column for each parameter that was varied."""

_TOLD = 3
"""Most parameters that are told of a claim."""


def rows(around: Around) -> list[list[str]]:
    """The table under ``HEAD``: a claim a row."""
    return [
        [each.claim.id, each.claim.sentence, *(str(each.verdicts.get(verdict, 0)) for verdict in VERDICTS), turns(each)]
        for each in around.found
    ]


def turns(each: Elsewhere) -> str:
    """Say which parameters tell where a claim holds."""
    told = "; ".join(turn(**asdict(one)) for one in each.turns[:_TOLD]) or NONE
    return f"{told}; not playable at {each.refused}" if each.refused else told


def basis(around: Around) -> str:
    """Say on what luck, and how to read it."""
    luck = around.luck
    return f"{luck.runs:,} runs of each arm or a multiple at each point; seed {luck.seed}. {LEGEND}"


@dataclass(frozen=True)
class AroundResult(Result):
    """Claims at many points."""

    file = AROUND_DOCUMENT

    around: Around

    @property
    def title(self) -> str:
        """That of the page."""
        return f"Claims at {len(self.around.scales)} points around their scenarios' own parameters"

    def sentences(self) -> list[str]:
        """One a claim."""
        return [
            f"{each.claim.id} is {counted({v.value: each.verdicts.get(v, 0) for v in VERDICTS}, each.refused)}."
            for each in self.around.found
        ]

    def document(self) -> dict[str, Any]:
        """For JSON."""
        luck = self.around.luck
        return {
            "points": len(self.around.scales),
            "runs": luck.runs,
            "seed": luck.seed,
            "settings": dict(self.around.settings),
            "low": LOW,
            "high": HIGH,
            "parameters": list(self.around.keys),
            "claims": [_found(each) for each in self.around.found],
        }

    def tables(self) -> dict[str, Table]:
        """Every point of every claim."""
        return {AROUND_TABLE: Table(*points(self.around))}

    def pages(self, _images: Mapping[str, bytes]) -> dict[str, str]:
        """The page."""
        found = table(HEAD, *rows(self.around), texts=2)
        return {AROUND_PAGE: "\n\n".join([f"# {self.title}", found, basis(self.around)]) + "\n"}

    def made_of(self) -> AroundRequest:
        """Which claims, at how many points, and on what luck."""
        return around_request(self.around)


def _found(each: Elsewhere) -> dict[str, Any]:
    return {
        "id": each.claim.id,
        "verdicts": {verdict.value: each.verdicts.get(verdict, 0) for verdict in Verdict},
        "refused": each.refused,
        "turns": [asdict(one) for one in each.turns],
    }


def points(around: Around) -> tuple[pl.DataFrame, dict[str, tuple[str, str]]]:
    """Every point of every claim, and what its columns mean."""
    varied = dict(zip(around.keys, around.scales.T, strict=True))
    of_claims = [
        pl.DataFrame(
            {
                "claim": [each.claim.id] * len(each.points),
                "point": range(len(each.points)),
                "verdict": [point and point.verdict.value for point in each.points],
                "weakest": [None if point is None or point.weakest == -float("inf") else point.weakest
                            for point in each.points],
                **varied,
            },
            schema_overrides={"verdict": pl.String, "weakest": pl.Float64},
        )
        for each in around.found
    ]  # fmt: skip
    meanings = {key: ("1", f"Times its own value in each scenario, of {key}.") for key in around.keys}
    return pl.concat(of_claims), COLUMNS | meanings
