"""What no sentence about a claim may do, whatever the luck: contradict its figures or its verdict.

Four seeds are played with a third of the claims, as ``.ci/run`` asks for, twenty with all of the evidence, and one
otherwise; each plays every claim, for some seconds.
"""

import re
from math import isnan
from typing import Any

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
SEEDS = range(1, 21 if evidence.ALL else 5 if evidence.CLAIMS else 2)


def check_sentences(seed: int) -> None:
    """Play all claims, and hold every sentence to the figures that are printed beside it."""
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
