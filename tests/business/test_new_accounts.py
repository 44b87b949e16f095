"""A business says how many accounts it wins in a year, and wins as many."""

import numpy as np
import pytest

from equipoise.sim.account import Account
from equipoise.sim.arm import Arm
from equipoise.sim.business.first_year import RUNS
from equipoise.sim.business.played import in_engine_units, played_with, solved
from equipoise.sim.business.understanding import understood
from equipoise.sim.faults import EquipoiseError
from equipoise.sim.files import with_settings
from equipoise.sim.kernel import play_chunk
from equipoise.sim.parameters import Parameters
from equipoise.sim.scenario import Scenario
from tests.business.test_translation import supplier

HELD = 6


@pytest.mark.parametrize("new", [0.0, 0.1, 1.0, 3.0])
def test_as_many_are_won_in_the_first_year_as_are_stated(new: float) -> None:
    scenario = supplier(new_accounts=new)
    found = solved(scenario).at_rest
    assert found.year.won == pytest.approx(new, abs=max(0.01 * new, 2.0 / RUNS))
    assert not any(one.key == "business.new_accounts" for one in found.missed)


@pytest.mark.parametrize(("new", "slots"), [(None, HELD + 1), (0.0, HELD + 1), (0.5, HELD + 1), (1.2, HELD + 3)])
def test_there_is_room_for_what_is_won_in_two_years(new: float | None, slots: int) -> None:
    assert in_engine_units(supplier(new_accounts=new)).slots == slots


def test_more_are_won_under_other_luck_as_well() -> None:
    arm = Arm(supplier(new_accounts=2.0), Arm.of("base").policy, 12_345, 4)
    wins = play_chunk(arm, range(2_000)).runs["wins"]
    assert wins.mean() == pytest.approx(2.0, abs=4.0 * wins.std() / np.sqrt(len(wins)) + 0.02)


def test_a_business_that_does_not_say_it_wins_as_before() -> None:
    usual = Parameters().portfolio.win_hazard
    assert in_engine_units(supplier()).parameters.portfolio.win_hazard == usual
    said = {one.key: one.words for one in understood(supplier()).taken}
    assert said["business.new_accounts"].startswith("hardly any in the first year")
    assert "business.new_accounts" not in {one.key for one in understood(supplier(new_accounts=1.0)).taken}


def test_what_is_won_is_drawn_in_slots_that_stay() -> None:
    scenario = with_settings(supplier(new_accounts=1.0), {"business.new_accounts": "0.5..1.5"})
    few, many = played_with(scenario, [{"business.new_accounts": 0.5}, {"business.new_accounts": 1.5}])
    assert few.slots == many.slots == HELD + 2
    assert few.parameters.portfolio.win_hazard < many.parameters.portfolio.win_hazard


@pytest.mark.parametrize(
    ("settings", "why"),
    [
        ({"vendor.slots": HELD + 1, "business.new_accounts": 5}, "there are too few open slots"),
        ({"portfolio.replace_ratio": 100, "business.new_accounts": 1}, "none is pursued"),
    ],
)
def test_what_cannot_be_won_is_said(settings: dict[str, float], why: str) -> None:
    (missed,) = [one for one in understood(with_settings(supplier(), settings)).missed if "new_accounts" in one.key]
    assert why in missed.words


def test_the_chance_and_the_number_cannot_both_be_stated() -> None:
    with pytest.raises(EquipoiseError, match=r"business\.new_accounts = 1 states it already"):
        with_settings(supplier(new_accounts=1.0), {"portfolio.win_hazard": 0.1})


def test_a_business_without_accounts_to_lose_wins_what_it_says() -> None:
    accounts = [Account(name="Only", revenue=1e6)]
    one = Scenario.model_validate(
        {"business": {"currency": "EUR", "new_accounts": 2, "cash": 1e6}, "accounts": accounts}
    )
    assert solved(one).at_rest.year.won == pytest.approx(2.0, abs=0.02)
