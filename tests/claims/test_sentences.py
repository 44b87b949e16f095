"""No sentence about a claim contradicts its figures or its verdict, whatever the luck: on twenty seeds."""

import re
from math import isnan
from typing import Any

import pytest

from equipoise.experiments.claims import claims_of
from equipoise.experiments.claims.case import Luck
from equipoise.experiments.claims.claim import Claim
from equipoise.experiments.claims.document import to_json
from equipoise.experiments.claims.reading import Relation, Results
from equipoise.experiments.claims.runs import Runs
from equipoise.experiments.claims.trial import FEWEST_RUNS, judge_all
from equipoise.experiments.claims.whole import Whole
from tests import evidence

CLAIMS = claims_of([])
CLAIMS_BY_ID = {claim.id: claim for claim in CLAIMS}
SEEDS = range(1, 21 if evidence.CLAIMS else 2)
"""All twenty with the evidence, as ``.ci/run`` asks for: each plays every claim, for some seconds; otherwise one."""
COMPARES = re.compile(
    r"\b(more|less|fewer|higher|lower|greater|larger|smaller|better|worse|safer|dearer|most|only|none|nobody|nothing|"
    r"never|hardly|pays?|costs? the|loses|gains|wins|keeps|helps|buys|submits|probably|possible|rises|falls|"
    r"missing|cannot|the same in|as many|no difference)\b"
)
"""Words that say which of two is which, that something is so, or that it cannot be told."""


def lies(effect: dict[str, Any], where: str) -> bool:
    """Whether an effect lies where a sentence says, by the figures that are printed beside it."""
    low, high, least = effect["low"], effect["high"], effect["least"]
    if isnan(low) or isnan(high):
        return where == Relation.OPEN
    return {
        "above the least that matters": low > least,
        "above zero": low > 0.0,
        "below zero": high < 0.0,
        "below zero by more than the least that matters": high < -least,
        "less than matters, either way": -least < low and high < least,
        "neither above nor below zero": low <= 0.0 <= high,
        "exactly zero": low == high == 0.0,
    }[where]


@pytest.mark.parametrize("seed", SEEDS)
def test_no_sentence_contradicts_its_figures_or_its_verdict(seed: int) -> None:
    luck = Luck(FEWEST_RUNS, seed)
    runs = Runs(luck)  # an arm that several claims have is played once
    findings = judge_all(CLAIMS, [claim.evidence(runs) for claim in CLAIMS], luck)
    for claim in to_json(Whole(findings, [], None, None, [], luck))["claims"]:
        judges = {effect["name"]: effect for effect in claim["effects"]}
        shown = {effect["name"]: effect for kind in ("built_in", "placebos", "also") for effect in claim[kind]} | judges
        for reading in claim["readings"]:
            assert "nan" not in reading["words"].casefold(), claim["id"]
            assert "inf" not in reading["words"].split(), claim["id"]
            for name, where in reading["because"].items():
                assert lies(shown[name], where), f"{claim['id']}: {reading['words']}"
                against = where in {Relation.LOWER, Relation.COSTS} and name in judges
                assert not (against and claim["verdict"] == "supported"), claim["id"]
        check_signs(CLAIMS_BY_ID[claim["id"]], Results(runs))
        if claim["verdict"] == "supported":
            assert all(lies(effect, Relation.MATTERS) for effect in claim["effects"])
        if claim["verdict"] == "contradicted":
            assert any(effect["high"] < effect["least"] for effect in claim["effects"] or claim["built_in"])


def check_signs(claim: Claim, results: Results) -> None:
    """A figure without a sign is none that could want one: nothing falls by less than nothing."""
    for reading in claim.readings:
        spoken = next((each for each in reading if each.statement(results) is not None), None)
        if spoken is None:
            continue
        for place, spec in re.findall(r"{(\d+):([^}]*)}", spoken.words):
            negative = re.match(r"-.*[1-9]", format(spoken.figures[int(place)](results), spec))
            assert spec.startswith("+") or not negative, f"{claim.id}: {spoken.words}"


@pytest.mark.parametrize("claim", CLAIMS, ids=lambda claim: claim.id)
def test_what_compares_stands_under_a_condition_on_effects_that_are_shown(claim: Claim) -> None:
    shown = {*claim.effects, *claim.placebos, *claim.also}
    for reading in claim.readings:
        for sentence in reading:
            assert {effect for effect, _where in sentence.condition} <= shown, sentence.words
            if "cannot tell" in sentence.words:
                assert Relation.OPEN in {where for _effect, where in sentence.condition}, sentence.words
            if not sentence.condition:
                assert not COMPARES.search(sentence.words), sentence.words
                assert sentence is reading[-1], "a sentence without a condition hides those behind it"
