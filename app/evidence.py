"""The generated parts of ``docs/evidence.md``, and its pictures: ``python -m equipoise.app.evidence``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from equipoise.analysis.figures.style import save
from equipoise.app.pages.claims_tables import apart_table, counted, effect_table, square_table, verdict_table
from equipoise.app.pages.claims_words import CANNOT_TELL, LEGEND, OF_APART, OF_SQUARES, VERDICTS
from equipoise.app.seal import ROOT, seal
from equipoise.experiments.claims.claim import Luck
from equipoise.experiments.claims.outputs import pictures_of
from equipoise.experiments.claims.trial import RUNS, SEED, chosen
from equipoise.experiments.claims.whole import try_everything

if TYPE_CHECKING:
    from collections.abc import Mapping

    from equipoise.app.pages.claims_tables import Cells
    from equipoise.experiments.claims.trial import Finding
    from equipoise.experiments.claims.whole import Whole

PAGE = ROOT / "docs" / "evidence.md"
"""The page; what stands outside the marks is written by hand."""

PICTURES = PAGE.parent / "evidence"

_SEAL = "\n<!-- seal "


def play() -> Whole:
    """Put all claims to the test as the page tells them; it takes a minute or two."""
    return try_everything(chosen([]), Luck(RUNS, SEED), beyond=True)


def page(text: str, whole: Whole) -> str:
    """Bring a page up to date.

    Parameters
    ----------
    text : str
        The page, with its marks.
    whole : Whole
        What the claims come to.

    Returns
    -------
    str
        The same outside the marks.

    Raises
    ------
    ValueError
        When the page lacks a mark.
    """
    for name, part in _parts(whole).items():
        begin, end = f"<!-- {name} -->\n", f"\n<!-- end {name} -->"
        before, mark, rest = text.partition(begin)
        _, closing, after = rest.partition(end)
        if not (mark and closing):
            raise ValueError(f"{PAGE.name} has no place for {name!r}")
        text = before + mark + part + closing + after
    return text


def _parts(whole: Whole) -> Mapping[str, str]:
    """The generated parts by the names of their places."""
    squares = (
        f"**{square.way.name[0].upper()}{square.way.name[1:]}** (`{square.way.scenario}`, {square.way.account})\n\n"
        + markdown(square_table(square))
        for square in whole.squares
    )
    return {
        "count": f"**{counted(whole.findings)}**, on {whole.luck.runs:,} runs of each arm or a multiple. {VERDICTS}",
        "verdicts": f"{markdown(_linked(verdict_table(whole.findings)))}\n\n{LEGEND}",
        "squares": "\n\n".join([_image("two-by-two", "The two by two"), *squares, OF_SQUARES]),
        "apart": "\n\n".join(
            [
                _image("ablation", "What is left of the lead without each mechanism"),
                _image("shares", "The share of each mechanism in the lead"),
                markdown(apart_table(whole)),
                OF_APART,
            ]
        ),
        "claims": "\n\n".join(_told(finding) for finding in whole.findings),
        "limits": "\n".join(f"- **{what}** {why}" for what, why in CANNOT_TELL.items())
        + "\n\nClaim by claim:\n\n"
        + "\n".join(f"- {found.claim.id}: {found.claim.limits}" for found in whole.findings if found.claim.limits),
    }


def _told(finding: Finding) -> str:
    """A claim in full."""
    claim = finding.claim
    lines = [
        f"### {claim.id}",
        _image(claim.id.lower(), f"{claim.id} is {finding.verdict.value}: {claim.sentence}"),
        _image("red-flags", "Red flags: ROC curves, single flags, how early they come") if claim.id == "R20" else "",
        finding.evidence.remark,
        f"- *Design.* {claim.design}\n- *Measure.* {claim.measure}\n- *Placebo.* {claim.placebo}",
        markdown(effect_table(finding)),
    ]
    return "\n\n".join(line for line in lines if line)


def _image(name: str, words: str) -> str:
    return f"![{words}]({PICTURES.name}/{name}.svg)"


def _linked(cells: Cells) -> Cells:
    """The table with each claim's id leading to where it is told in full."""
    rows = [[f"[{claim}](#{claim.lower()})", *others] for claim, *others in cells.rows]
    return cells._replace(rows=rows)


def markdown(cells: Cells) -> str:
    """Write a table in Markdown.

    Parameters
    ----------
    cells : Cells
        Texts; columns of figures stand to the right.

    Returns
    -------
    str
        Lines, without one at the end.
    """
    sides = ["---" if k < cells.texts else "---:" for k in range(len(cells.head))]
    return "\n".join("| " + " | ".join(row) + " |" for row in (cells.head, sides, *cells.rows))


def sealed(text: str) -> str:
    """Put a page under the seal of all that it follows from, in its last line.

    Parameters
    ----------
    text : str
        The page, with a seal or without.

    Returns
    -------
    str
        The same page when nothing has changed since it was sealed: to play it anew would change nothing.
    """
    bare = text.partition(_SEAL)[0]
    read = [*(ROOT / "scenarios").rglob("*.toml"), *(ROOT / "scenarios").rglob("*.json")]
    found = (ROOT / "experiments" / "claims").glob("*.py")
    return f"{bare}{_SEAL}{seal(bare, 'equipoise.app.evidence', [*read, *found, *PICTURES.iterdir()])} -->\n"


def main() -> None:
    """Play everything, and write the page and its pictures anew."""
    whole = play()
    PICTURES.mkdir(exist_ok=True)
    for picture in pictures_of(whole):
        save(picture, PICTURES, png=False)
    PAGE.write_text(sealed(page(PAGE.read_text(encoding="utf-8"), whole)), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
