"""What ``docs/evidence.md`` has from the claims as they come out: its tables, and its pictures."""

from __future__ import annotations

from typing import TYPE_CHECKING

from equipoise.analysis.figures.style import save
from equipoise.analysis.prose.squares import square_words
from equipoise.app.documents.document import ROOT
from equipoise.app.documents.seal import CLAIMED, under_seal
from equipoise.app.pages import claims_tables
from equipoise.experiments.claims import claims_of
from equipoise.experiments.claims.case import Luck
from equipoise.experiments.claims.outputs import pictures_of
from equipoise.experiments.claims.trial import RUNS, SEED
from equipoise.experiments.claims.whole import try_everything
from equipoise.experiments.markdown import table

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from equipoise.app.pages.layout import Cells
    from equipoise.experiments.claims.trial import Finding
    from equipoise.experiments.claims.whole import Whole

PICTURES = ROOT / "docs" / "evidence"

MARKS = ("count", "verdicts", "squares", "apart", "claims", "limits")


def play() -> Whole:
    """Put all claims to the test as the page tells them; it takes a minute or two."""
    return try_everything(claims_of([]), Luck(RUNS, SEED), beyond=True)


def make() -> Iterator[tuple[str, str]]:
    """Play everything and draw the pictures anew."""
    whole = play()
    PICTURES.mkdir(exist_ok=True)
    for picture in pictures_of(whole):
        save(picture, PICTURES, png=False)
    yield from parts(whole).items()


def parts(whole: Whole) -> Mapping[str, str]:
    """The generated parts by their marks."""
    squares = (
        f"**{claims_tables.heading(square)}**\n\n{square_words(square.effects)}\n\n"
        + _table(claims_tables.square_table(square))
        for square in whole.squares
    )
    return {
        "count": (
            f"**{claims_tables.counted(whole.findings)}**, on {whole.luck.runs:,} runs of each arm or a multiple. "
            f"{claims_tables.VERDICTS}"
        ),
        "verdicts": f"{_table(_linked(claims_tables.verdict_table(whole.findings)))}\n\n{claims_tables.LEGEND}",
        "squares": "\n\n".join([_image("two-by-two", "The two by two"), *squares, claims_tables.OF_SQUARES]),
        "apart": "\n\n".join(
            [
                _image("ablation", "What is left of the lead without each mechanism"),
                _image("shares", "The share of each mechanism in the lead"),
                _table(claims_tables.apart_table(whole)),
                claims_tables.apart_words(whole),
                claims_tables.OF_APART,
            ]
        ),
        "claims": "\n\n".join(section(finding) for finding in whole.findings),
        "limits": "\n".join(f"- **{what}** {why}" for what, why in claims_tables.CANNOT_TELL.items())
        + "\n\nClaim by claim:\n\n"
        + "\n".join(f"- {found.claim.id}: {found.claim.limits}" for found in whole.findings if found.claim.limits),
    }


def section(finding: Finding) -> str:
    """Tell a claim in full."""
    claim = finding.claim
    lines = [
        f"### {claim.id}",
        _image(claim.id.lower(), f"{claim.id} is {finding.verdict.value}: {claim.sentence}"),
        _image("red-flags", "Red flags: ROC curves, single flags, how early they come") if claim.id == "R20" else "",
        finding.evidence.remark,
        f"By version: {claims_tables.by_version(finding)}." if finding.versions else "",
        f"- *Design.* {claim.design}\n- *Measure.* {claim.measure}\n- *Placebo.* {claim.placebo}",
        _table(claims_tables.effect_table(finding)),
    ]
    return "\n\n".join(line for line in lines if line)


def _image(name: str, words: str) -> str:
    return f"![{words}]({PICTURES.name}/{name}.svg)"


def _linked(cells: Cells) -> Cells:
    """The table with each claim's id leading to where it is told in full."""
    rows = [[f"[{claim}](#{claim.lower()})", *others] for claim, *others in cells.rows]
    return cells._replace(rows=rows)


def _table(cells: Cells) -> str:
    return table(cells.head, *cells.rows, texts=cells.texts)


def sealed(text: str) -> str:
    """Put the page under the seal of all that it follows from."""
    return under_seal(text, "equipoise.app.documents.evidence", [*CLAIMED, *PICTURES.iterdir()])
