"""R1 and R12 to R21 on a few runs: every effect has a value and a unit, and every placebo has its mechanism off."""

import math
from functools import cache

import numpy as np
import pytest

from equipoise.analysis.evidence import ClaimedEffect
from equipoise.experiments.claims import all_claims
from equipoise.experiments.claims.claim import Claim, Evidence, Luck

IDS = ("R1", *(f"R{number}" for number in range(12, 22)))
CLAIMS = {claim.id: claim for claim in all_claims() if claim.id in IDS}
UNITS = {"probability", "share of revenue", "% of revenue", "level", "1"}
LUCK = Luck(60, 3)


@cache
def evidence(name: str) -> Evidence:
    return CLAIMS[name].test(LUCK._replace(runs=LUCK.runs * CLAIMS[name].effort))


@cache
def effects(name: str) -> dict[str, ClaimedEffect]:
    """Effects and placebos by name."""
    found = [*evidence(name).effects, *evidence(name).placebos, *evidence(name).also]
    assert len({effect.name for effect in found}) == len(found)
    return {effect.name: effect for effect in found}


def test_every_one_is_there() -> None:
    assert set(CLAIMS) == set(IDS)


@pytest.mark.parametrize("name", IDS)
def test_effects_have_values_units_and_a_least_that_matters(name: str) -> None:
    judged = [*evidence(name).effects, *evidence(name).placebos]
    assert evidence(name).placebos
    for effect in judged:
        assert math.isfinite(effect.value), effect
        assert math.isfinite(effect.error), effect
        assert effect.runs > 1
    for effect in [*judged, *evidence(name).also]:
        assert effect.unit in UNITS, effect
        assert effect.least > 0.0


@pytest.mark.parametrize("name", IDS)
def test_levels_are_drawn_in_one_unit(name: str) -> None:
    levels = evidence(name).levels
    assert len({level.unit for level in levels}) == 1
    assert len({level.name for level in levels}) == len(levels)
    assert np.isfinite([[level.mean, level.error] for level in levels]).all()


@pytest.mark.parametrize("name", IDS)
def test_words_are_whole(name: str) -> None:
    claim: Claim = CLAIMS[name]
    for words in (claim.sentence, claim.design, claim.measure, claim.placebo, claim.limits, evidence(name).remark):
        assert words.endswith(".")
        assert "nan" not in words.lower().split()
        assert "  " not in words
    assert claim.source in {"CBS", "ME"}


@pytest.mark.parametrize("name", ["R13", "R14", "R16", "R17"])
def test_the_same_luck_gives_the_same_evidence(name: str) -> None:
    again = CLAIMS[name].test(LUCK._replace(runs=LUCK.runs * CLAIMS[name].effort))
    assert again == evidence(name)


def test_without_charters_wanting_one_makes_no_difference() -> None:
    for what in ("contribution", "survival"):
        assert effects("R16")[f"{what}, charter less none, switch charter off"].value == 0.0


def test_without_references_a_name_is_nothing_to_lose() -> None:
    for what in ("profit lost", "failures of the go-to-market"):
        assert effects("R17")[f"{what}, reference less none, switch references off"].value == pytest.approx(0.0)


def test_without_capability_nobody_reaches_level_four_with_a_commodity() -> None:
    (placebo,) = evidence("R13").placebos
    assert (placebo.value, placebo.error) == (0.0, 0.0)


def test_where_the_vendor_sees_itself_as_it_is_and_nothing_rises_both_sides_forecast_alike() -> None:
    gap = effects("R12")["gap in five years, switches bias and expectations off"]
    # What is left comes of reorganisations at the end of a round, which the vendor sees in the next.
    assert gap.value == pytest.approx(0.0, abs=0.01)


def test_forecasts_of_metrics_are_scored_on_other_runs_than_they_are_fitted_on() -> None:
    # Fitted and scored on the same runs, eight metrics on sixty runs would find something in pure chance.
    for placebo in evidence("R19").placebos:
        low, _high = placebo.interval(level=0.999)
        assert low < 0.0
