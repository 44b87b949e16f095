"""The page for a manager says of each claim what the evidence says, and of each lead what its runs say."""

import re

import pytest

from equipoise.analysis.evidence import Verdict
from equipoise.app.documents import what_holds
from equipoise.app.documents.register import EVIDENCE, WHAT_HOLDS
from equipoise.experiments.calibration import ranges
from equipoise.experiments.calibration.plays import PAIR, Play, play
from equipoise.experiments.calibration.ranges import MEASURES, SCENARIOS, Lead
from equipoise.experiments.claims import claims_of, ids
from equipoise.experiments.claims.case import Luck
from equipoise.experiments.claims.whole import try_everything
from equipoise.sim.outcomes import account_outcomes
from tests import evidence
from tests.alike import same

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
        said = f"\n  {finding.evidence.remark}" in text
        assert said == (finding.verdict in {Verdict.CONTRADICTED, Verdict.UNDECIDED})
        assert not any(effect.name in text for effect in finding.evidence.effects)  # those are for the evidence


def test_leads_are_told_at_the_defaults_and_as_a_range(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ranges, "RUNS", 20)
    monkeypatch.setattr(ranges, "SCENARIOS", ("market-entry",))
    monkeypatch.setattr(ranges, "ACCOUNTS", {"market-entry": "Aerospace"})
    found, alone = ranges.leads()
    assert {len(leads) for leads in (*found.values(), *alone.values())} == {9}
    (row,), (own,) = ranges.rows(found)[1:], ranges.rows_alone(alone)[1:]
    assert own[:2] == ["market-entry", "Aerospace"]
    for cell in *row[1:], *own[2:]:
        value, low, high = map(float, re.findall(r"[+-]?\d+\.\d", cell))
        assert low <= value <= high
    giant = Play("accommodating", "market-entry", {"hierarchy.imitable": 0.25}, 20)
    ours, theirs = (account_outcomes(play(giant._replace(policy=policy)), 0)["survival"] for policy in PAIR)
    assert alone["market-entry", "survival"][ranges.USUAL].value == pytest.approx(100.0 * (theirs - ours).mean())


def test_sentences_count_what_is_ahead_behind_and_neither() -> None:
    ahead, behind, neither = Lead(2.0, 1.0, 3.0), Lead(-2.0, -3.0, -1.0), Lead(0.5, -1.0, 2.0)
    found = {(name, measure): [ahead, behind, neither] for name in SCENARIOS for measure in MEASURES}
    survival, *_, failures = ranges.sentences(found)
    assert survival == (
        "*Survival:* higher in 5 of 15 cases, by up to 2.0 points; lower in 5, by up to 2.0 points; in 5 these runs "
        "show no difference."
    )
    assert failures == (
        "*Failures:* more often in 5 of 15 cases, by up to 2.0 points; more rarely in 5, by up to 2.0 points; in 5 "
        "these runs show no difference."
    )
    everywhere = {key: [ahead, Lead(3.0, 1.0, 5.0)] for key in found}
    assert ranges.sentences(everywhere)[1] == "*Money:* more in all 10 cases, by 2.0 to 3.0%."
    nowhere = {key: [neither] for key in found}
    assert ranges.sentences(nowhere)[2] == "*Margin:* in all 5 cases these runs show no difference."
    mostly = {key: [behind, behind, ahead] for key in found}
    assert ranges.sentences(mostly)[2] == (
        "*Margin:* lower in 10 of 15 cases, by up to 2.0 points; higher in 5, by up to 2.0 points."
    )


def test_a_lead_in_money_that_an_account_alone_does_not_show_is_said_to_come_from_the_others() -> None:
    ahead, neither = [Lead(2.0, 1.0, 3.0)] * 9, [Lead(0.5, -1.0, 2.0)] * 9
    found = {(name, "contribution"): ahead if name == "strategic-vendor" else neither for name in ranges.ACCOUNTS}
    first, second = ranges.where_from(found).split(". ", 1)
    assert first == "At the defaults the strategic vendor earns more on Giant (`strategic-vendor`)"
    assert "Never (`the-wrong-account`)" in second
    assert "comes from its other accounts" in second
    assert "these runs show no lead" not in ranges.where_from(dict.fromkeys(found, ahead))


def test_the_page_is_current() -> None:
    """What claims come to is held with the evidence, which plays them, too."""
    text = WHAT_HOLDS.text()
    if what_holds.sealed(text) == text and not evidence.ALL:
        pytest.skip("nothing that it follows from has changed since it was played; EVIDENCE=anew plays it")
    made = {}
    for mark, part in what_holds.make_leads():
        made[mark] = part
        assert same(WHAT_HOLDS.part(mark), part), WHAT_HOLDS.stale
    assert {*made, *what_holds.CLAIMS} == {*what_holds.MARKS}
