"""What is guessed first is what the page's two large figures show, in the unit of its controls."""

import re

import pytest

from equipoise.app.serve.explorer.controls import controls_of
from equipoise.app.serve.explorer.predicting import guess_of
from equipoise.experiments.explorer.loaded import scenario_called
from equipoise.sim.files import list_businesses, list_scenarios
from tests.serve.conftest import Site
from tests.serve.explorers import Asked, state_of


@pytest.mark.parametrize("name", [*list_scenarios(), *list_businesses()])
def test_a_lead_in_money_is_guessed_on_a_track_of_round_steps(name: str) -> None:
    guess = guess_of(scenario_called(name), "profit_3y")
    assert f"{guess.most:.0e}"[0] in "125"
    assert guess.step * 100 == pytest.approx(guess.most)
    assert round(guess.step, guess.places) == guess.step
    assert guess.most / guess.scale > 0.1
    business = scenario_called(name).business
    units = {one["unit"].removesuffix(" a year") for one in controls_of(name) if one["key"] == "business.overhead"}
    assert units == (set() if business is None else {guess.unit.removesuffix(" a year")})
    assert business is not None or guess.unit == "money a year"


def test_a_short_run_is_guessed_by_its_own_profit() -> None:
    guess = guess_of(scenario_called("over-a-barrel"), "profit")
    assert (guess.label, guess.unit, guess.scale) == ("Profit", "money a round", 1.0)


@pytest.mark.parametrize("name", ["over-a-barrel", "timing-chips"])
def test_the_form_asks_for_what_the_large_figures_show(site: Site, name: str) -> None:
    text = site.get(f"/x/{name}").text
    form = text.partition('<form id="predict"')[2].partition("</form>")[0]
    chosen = re.findall(r'<option value="([a-z]+):(\w+)" selected>([^<]*)', text)
    assert [(whose, outcome) for whose, outcome, _ in chosen] == [("all", "profit_3y"), ("see", "survival")]
    assert f"{chosen[0][2]}, of all accounts" in form
    assert 'data-outcome="profit_3y"' in form
    assert "margin" not in form
    unit, scale = (re.findall(f'data-{part}="([^"]*)"', form)[0] for part in ("unit", "scale"))
    assert f"</output> {unit}</label>" in form
    lead = Asked(site).last("answer", state=state_of(name))["comparison"]["differences"][0]["outcomes"]["profit_3y"]
    (most,) = map(float, re.findall(r'id="said-lead" type="range" min="[^"]*" max="([^"]*)"', form))
    assert abs(float(scale) * lead["mean"]) < most  # what comes out can be guessed
