"""The central two by two: contrasts are what they are called, and only what makes the account strategic differs."""

import numpy as np
import pytest

from equipoise.experiments.claims.claim import Luck
from equipoise.experiments.claims.playing import play
from equipoise.experiments.claims.two_by_two import (
    EFFECTS,
    MEASURES,
    STANDINGS,
    VENDORS,
    WAYS,
    Measure,
    Way,
    _effects,
    two_by_two,
)
from equipoise.sim.files import load_scenario, with_settings

RUNS, YEAR = 60, 4


def test_contrasts_find_planted_effects() -> None:
    luck = np.random.default_rng(7).standard_normal(500)
    account, vendor, both = 3.0, -2.0, 0.5
    cells = {
        (standing, policy): luck + account * i + vendor * j + both * i * j
        for i, standing in enumerate(STANDINGS)
        for j, policy in enumerate(VENDORS)
    }
    found = _effects(Measure("x", "x", "1", 0.1), cells)
    expected = (account + both / 2.0, vendor + both / 2.0, both)
    assert [found[name].value for name in EFFECTS] == pytest.approx(expected)
    assert not any(found[name].known for name in EFFECTS)  # the same luck cancels, so that no run differs from another


def test_effects_follow_from_the_cells() -> None:
    (square,) = two_by_two(Luck(RUNS, 7), WAYS[:1])
    for measure in (m for m in MEASURES if m.outcome != "contribution_margin"):  # margins may lack some runs
        means = {cell: levels[measure.outcome].mean for cell, levels in square.cells.items()}
        (plain, both_off), (needed, both_on) = ([means[row, vendor] for vendor in VENDORS] for row in STANDINGS)
        assert square.effects[measure.outcome]["interaction"].value == pytest.approx(
            both_on - needed - both_off + plain
        )


@pytest.mark.parametrize("way", WAYS, ids=lambda way: way.name)
def test_the_account_is_itself_in_every_cell(way: Way) -> None:
    worlds = [with_settings(load_scenario(way.scenario), settings) for settings in (way.ordinary, way.strategic)]
    ordinary, strategic = (
        next(account for account in world.accounts if account.name == way.account) for world in worlds
    )
    free = {"reference", "opens"}
    assert ordinary.model_dump(exclude=free) == strategic.model_dump(exclude=free)
    assert worlds[0].parameters == worlds[1].parameters
    assert worlds[0] != worlds[1]


def test_the_vendor_depends_on_a_strategic_account_more_at_first() -> None:
    # Later a reference has won others, and the vendor that has it depends on it less.
    for way in WAYS:
        plain, needed = (
            play(way.scenario, "accommodating", Luck(RUNS, 7), settings, rounds=YEAR).accounts[way.account]
            for settings in (way.ordinary, way.strategic)
        )
        assert np.nanmean(needed["dependence_vendor"]) > np.nanmean(plain["dependence_vendor"]), way.name
