"""The advantage taken apart, by switches in turn, by Shapley values, by levers at equal money; and its figures."""

from functools import cache
from itertools import combinations

import numpy as np
import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg

from equipoise.analysis.evidence import ClaimedEffect
from equipoise.analysis.figures.mechanisms import ablation_picture, shares_picture
from equipoise.analysis.figures.style import Picture, house_style
from equipoise.experiments.claims.ablation import Ablation, ablate
from equipoise.experiments.claims.advantage import MEASURES, advantage
from equipoise.experiments.claims.case import Case, Luck
from equipoise.experiments.claims.equal_money import LEVERS, PILOT, spent, without
from equipoise.experiments.claims.runs import Runs
from equipoise.experiments.claims.shapley import PLAYERS, Shares, share_out
from equipoise.sim.files import load_policy
from equipoise.sim.parameters import Switches

LUCK = Luck(8, 5)
OUTCOMES = [measure.outcome for measure in MEASURES]


@cache
def ablation() -> Ablation:
    return ablate(LUCK)


@cache
def shares() -> Shares:
    return share_out(LUCK)


def test_the_advantage_is_that_of_the_shipped_policies_run_by_run() -> None:
    runs = Runs(LUCK)
    strategic, accommodating = (
        runs.of(Case("strategic-vendor", policy)).accounts["Giant"] for policy in ("strategic", "accommodating")
    )
    found = advantage(LUCK)
    assert list(found) == OUTCOMES
    for outcome, values in found.items():
        np.testing.assert_array_equal(values, strategic[outcome] - accommodating[outcome])


def test_every_switch_is_switched_off_once() -> None:
    assert [row.switch for row in ablation().rows] == list(Switches.model_fields)
    assert all(row.meaning for row in ablation().rows)


@pytest.mark.parametrize("outcome", OUTCOMES)
def test_what_is_left_and_what_is_lost_add_up(outcome: str) -> None:
    for row in ablation().rows:
        assert row.left[outcome].value + row.lost[outcome].value == pytest.approx(ablation().whole[outcome].value)


def test_a_mechanism_that_has_no_part_in_the_scenario_loses_nothing() -> None:
    # No account of strategic-vendor opens a market.
    (entry,) = [row for row in ablation().rows if row.switch == "entry"]
    for lost in entry.lost.values():
        assert (lost.value, lost.error) == (0.0, 0.0)


@pytest.mark.parametrize("outcome", OUTCOMES)
def test_shares_add_up_to_the_advantage(outcome: str) -> None:
    total = shares().none.share[outcome].value + sum(row.share[outcome].value for row in shares().rows)
    assert total == pytest.approx(shares().all.share[outcome].value)
    assert shares().all.share[outcome].value == pytest.approx(float(advantage(LUCK)[outcome].mean()))


def test_players_are_switches_and_the_worth_of_none_is_played_without_them() -> None:
    assert [row.switch for row in shares().rows] == list(PLAYERS)
    without = advantage(LUCK, {f"switches.{player}": False for player in PLAYERS})
    for outcome, values in without.items():
        assert shares().none.share[outcome].value == pytest.approx(float(values.mean()))


def test_levers_are_those_of_the_strategic_policy_at_its_values() -> None:
    levers = load_policy("strategic").levers
    named = {key.removeprefix("policy."): value for each in LEVERS.values() for key, value in each.items()}
    assert {name: getattr(levers, name) for name in named} == named
    base = load_policy("accommodating").levers
    changed = {name for name in type(levers).model_fields if getattr(levers, name) != getattr(base, name)}
    assert changed == {*named, "screen"}


def test_without_a_lever_the_vendor_spends_as_much() -> None:
    runs = Runs(Luck(60, 5))
    for lever in LEVERS:
        whole = Case("strategic-vendor", "strategic")
        dropped = without(runs, whole, lever)
        pilot = runs.fresh(PILOT)
        assert spent(pilot, dropped) == pytest.approx(spent(pilot, whole), rel=0.1), lever
        assert all(dict(dropped.settings)[key] == 0 for key in LEVERS[lever])


def pictured(of: dict[str, float], *, turned: bool) -> Picture:
    """A figure of made-up effects: contribution by switch; survival and margin the same."""

    def effects(value: float) -> dict[str, ClaimedEffect]:
        return {
            outcome: ClaimedEffect(value, error=0.01, runs=100, unit="money/round", name=outcome, least=0.02)
            for outcome in OUTCOMES
        }

    rows = [(name, effects(value)) for name, value in of.items()]
    return shares_picture(effects(-0.1), rows, effects(0.2)) if turned else ablation_picture(effects(0.2), rows)


def test_the_titles_say_what_is_seen() -> None:
    assert pictured({"fear": 0.3, "stakes": -0.2, "capability": -0.1}, turned=False).title == (
        "Without stakes beyond the trade or capability the strategic vendor earns less"
    )
    assert "without any single" in pictured({"fear": 0.3, "stakes": 0.1}, turned=False).title
    assert pictured({"fear": 0.3, "stakes": 0.01}, turned=False).title == (
        "Without stakes beyond the trade these runs cannot tell whether the strategic vendor earns more"
    )
    assert pictured({"fear": 0.05, "stakes": 0.2, "capability": 0.1}, turned=True).title == (
        "The largest shares of the advantage: stakes beyond the trade, capability"
    )


def test_rows_of_the_figures_stand_in_order() -> None:
    drawn = pictured({"fear": 0.3, "stakes": -0.2, "growth": 0.1}, turned=False)
    words = [text.get_text() for text in drawn.figure.texts]
    places = [words.index(name) for name in ("stakes beyond the trade", "growth of the network", "fear of ruin")]
    assert places == sorted(places)
    assert len(drawn.figure.axes) == 3


def test_no_label_of_a_figure_leaves_the_page_or_lies_on_another() -> None:
    names = ["stakes", "fear", "growth", "bias", "reorganisations", "contribution"]
    values = {name: 0.1 * k - 0.25 for k, name in enumerate(names)}
    for picture in (pictured(values, turned=False), pictured(values, turned=True)):
        with house_style():
            canvas = FigureCanvasAgg(picture.figure)
            canvas.draw()
            boxes = [text.get_window_extent(canvas.get_renderer()) for text in picture.figure.texts]
        page = picture.figure.bbox
        for box in boxes:
            assert min(box.x0, box.y0, page.x1 - box.x1, page.y1 - box.y1) >= 0.0
        for one, other in combinations(boxes, 2):
            across = min(one.x1, other.x1) - max(one.x0, other.x0)
            up = min(one.y1, other.y1) - max(one.y0, other.y0)
            assert min(across, up) < 1.0
