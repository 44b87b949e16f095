"""What ``docs/what-holds.md`` has from the program: which of the texts' sentences hold, which do not, and how far."""

from __future__ import annotations

from typing import TYPE_CHECKING

from equipoise.analysis.evidence import Verdict, judge
from equipoise.analysis.figures.style import save
from equipoise.app.documents.document import ROOT
from equipoise.app.documents.seal import CLAIMED, under_seal
from equipoise.app.pages.claims_tables import by_version
from equipoise.experiments.calibration import leads, ranges, words
from equipoise.experiments.claims import claims_of
from equipoise.experiments.claims.case import Luck
from equipoise.experiments.claims.standards import JOINT
from equipoise.experiments.claims.trial import RUNS, SEED
from equipoise.experiments.claims.whole import try_everything
from equipoise.experiments.markdown import table

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from equipoise.experiments.claims.trial import Finding

FIGURES = ROOT / "docs" / "figures"
CLAIMS = ("hold", "part", "fail", "open", "built")
MARKS = ("cases", "leads", "alone", "parity", *CLAIMS)


def make() -> Iterator[tuple[str, str]]:
    """Play everything, and draw the picture anew."""
    yield from make_leads(FIGURES)
    yield from parts(try_everything(claims_of([]), Luck(RUNS, SEED), beyond=False).findings).items()


def make_leads(pictures: Path | None = None) -> Iterator[tuple[str, str]]:
    """Play what the leads come to, and draw their picture where there is a folder for it."""
    found, alone = ranges.leads()
    if pictures is not None:
        save(ranges.picture(found), pictures, png=False)
    yield "cases", "\n".join(f"- {sentence}" for sentence in ranges.sentences(found))
    yield "leads", table(*ranges.rows(found))
    yield "alone", f"{ranges.where_from(alone)}\n\n{table(*ranges.rows_alone(alone))}"
    yield "parity", words.parity(leads.parity())


def sealed(text: str) -> str:
    """Put the page under the seal of all that it follows from."""
    return under_seal(text, "equipoise.app.documents.what_holds", [*CLAIMED, FIGURES / "what-holds.svg"])


def parts(findings: Sequence[Finding]) -> dict[str, str]:
    """The claims by what became of them, by the marks of their places."""
    groups: dict[str, list[str]] = {mark: [] for mark in CLAIMS}
    for finding in findings:
        groups[_group(finding)].append(_line(finding))
    return {mark: "\n".join(lines) or "- None." for mark, lines in groups.items()}


_GROUPS = {Verdict.SUPPORTED: "hold", Verdict.BUILT_IN: "built", Verdict.UNDECIDED: "open"}


def _group(finding: Finding) -> str:
    """What is contradicted holds in part where at least half of its effects are there."""
    if finding.verdict in _GROUPS:
        return _GROUPS[finding.verdict]
    return "part" if 2 * _holding(finding) >= len(finding.evidence.effects) else "fail"


def _holding(finding: Finding) -> int:
    """How many effects of the claim are there."""
    return sum(judge([effect], [], JOINT) is Verdict.SUPPORTED for effect in finding.evidence.effects)


def _line(finding: Finding) -> str:
    """The claim, and what its runs say of it where it does not simply hold."""
    claim = finding.claim
    start = f"- {claim.sentence} ([{claim.id}](evidence.md#{claim.id.lower()}))"
    if _group(finding) in {"hold", "built"}:
        return start
    versions = f" By version: {by_version(finding)}." if finding.versions else ""
    return f"{start}{versions}\n  {finding.evidence.remark}"
