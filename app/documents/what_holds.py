"""What ``docs/what-holds.md`` has from the program: which of the texts' sentences hold, which do not, and how far."""

from __future__ import annotations

from typing import TYPE_CHECKING

from equipoise.analysis.evidence import Verdict, judge
from equipoise.analysis.figures.style import save
from equipoise.app.documents.document import ROOT
from equipoise.app.pages.claims_tables import by_version
from equipoise.experiments.calibration import ranges
from equipoise.experiments.claims import claims_of
from equipoise.experiments.claims.case import Luck
from equipoise.experiments.claims.standards import JOINT
from equipoise.experiments.claims.trial import RUNS, SEED
from equipoise.experiments.claims.whole import try_everything
from equipoise.experiments.markdown import table

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from equipoise.experiments.claims.trial import Finding

FIGURES = ROOT / "docs" / "figures"
CLAIMS = ("hold", "part", "fail", "open", "built")
MARKS = ("cases", "leads", *CLAIMS)


def make() -> Iterator[tuple[str, str]]:
    """Play everything, and draw the picture anew."""
    found = ranges.leads()
    save(ranges.picture(found), FIGURES, png=False)
    yield "cases", "\n".join(f"- {sentence}" for sentence in ranges.sentences(found))
    yield "leads", table(*ranges.rows(found))
    yield from parts(try_everything(claims_of([]), Luck(RUNS, SEED), beyond=False).findings).items()


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
    return "part" if 2 * len(_holding(finding)) >= len(finding.evidence.effects) else "fail"


def _holding(finding: Finding) -> list[str]:
    """Effects of the claim that are there, by name."""
    return [effect.name for effect in finding.evidence.effects if judge([effect], [], JOINT) is Verdict.SUPPORTED]


def _line(finding: Finding) -> str:
    """The claim, and where it holds if it does not hold everywhere."""
    claim = finding.claim
    start = f"- {claim.sentence} ([{claim.id}](evidence.md#{claim.id.lower()}))"
    if _group(finding) in {"hold", "built"}:
        return start
    holding = _holding(finding)
    others = [effect.name for effect in finding.evidence.effects if effect.name not in holding]
    versions = f" By version: {by_version(finding)}." if finding.versions else ""
    there = f"\n  *There:* {'; '.join(holding)}." if holding else ""
    return f"{start}{versions}{there}\n  *Not there, or not to be told:* {'; '.join(others)}."
