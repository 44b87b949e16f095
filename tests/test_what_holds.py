"""The page for a manager says of each claim what the evidence says, and of each lead what its runs say."""

import re

import pytest

from equipoise.analysis.evidence import Verdict
from equipoise.app.documents import what_holds
from equipoise.app.documents.register import EVIDENCE, WHAT_HOLDS
from equipoise.experiments.calibration import ranges
from equipoise.experiments.calibration.ranges import MEASURES, SCENARIOS, Lead
from equipoise.experiments.claims import claims_of, ids
from equipoise.experiments.claims.case import Luck
from equipoise.experiments.claims.whole import try_everything

VERDICT = re.compile(r"^\| \[(R\d+)\]\(#r\d+\) \|.*?\| (supported|contradicted|undecided|built in) \|", re.MULTILINE)


def test_every_claim_stands_where_the_evidence_puts_it() -> None:
    verdicts = dict(VERDICT.findall(EVIDENCE.part("verdicts")))
    assert list(verdicts) == ids()
    groups = {mark: re.findall(r"\(\[(R\d+)\]", WHAT_HOLDS.part(mark)) for mark in what_holds.CLAIMS}
    assert sorted((claim for own in groups.values() for claim in own), key=ids().index) == ids()
    for mark, verdict in (("hold", "supported"), ("built", "built in"), ("open", "undecided")):
        assert groups[mark] == [claim for claim, own in verdicts.items() if own == verdict], WHAT_HOLDS.stale


def test_a_claim_that_does_not_hold_says_what_is_there_and_what_is_not() -> None:
    findings = try_everything(claims_of(["R5", "R7", "R21"]), Luck(20, 3), beyond=False).findings
    places = what_holds.parts(findings)
    text = "\n".join(places.values())
    for finding in findings:
        (where,) = [mark for mark, lines in places.items() if f"[{finding.claim.id}]" in lines]
        allowed = {
            "supported": {"hold"},
            "built in": {"built"},
            "undecided": {"open"},
            "contradicted": {"part", "fail"},
        }
        assert where in allowed[finding.verdict.value]
    for finding in findings:
        assert finding.claim.sentence in text
        if finding.verdict in {Verdict.CONTRADICTED, Verdict.UNDECIDED}:
            assert all(effect.name in text for effect in finding.evidence.effects)


def test_leads_are_told_at_the_defaults_and_as_a_range(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ranges, "RUNS", 20)
    monkeypatch.setattr(ranges, "SCENARIOS", ("even-portfolio",))
    found = ranges.leads()
    assert {len(leads) for leads in found.values()} == {9}
    (row,) = ranges.rows(found)[1:]
    for cell in row[1:]:
        value, low, high = map(float, re.findall(r"[+-]\d+\.\d", cell))
        assert low <= value <= high


def test_sentences_count_what_is_ahead_behind_and_neither() -> None:
    ahead, behind, neither = Lead(2.0, 1.0, 3.0), Lead(-2.0, -3.0, -1.0), Lead(0.5, -1.0, 2.0)
    found = {(name, measure): [ahead, behind, neither] for name in SCENARIOS for measure in MEASURES}
    survival, *_, failures = ranges.sentences(found)
    assert survival == "*Survival:* of 15 cases 5 ahead, 5 behind, 5 neither, as far as these runs tell."
    assert failures == "*Failures:* of 15 cases 5 more often, 5 less often, 5 neither, as far as these runs tell."
    everywhere = {key: [ahead] for key in found}
    assert ranges.sentences(everywhere)[0] == "*Survival:* of 5 cases all ahead."
