"""The calibration page says what the program gives."""

import re

import numpy as np
import pytest

from equipoise.analysis.intervals import LEVEL
from equipoise.app.documents.register import CALIBRATION
from equipoise.experiments import region
from equipoise.experiments.calibration import talks
from equipoise.experiments.calibration.page import TABLES
from equipoise.experiments.calibration.plays import Play, estimate, play
from equipoise.experiments.calibration.talks import Fixed, best_responses, play_fixed
from equipoise.experiments.calibration.targets import _slopes
from equipoise.experiments.markdown import table
from equipoise.experiments.region import MEASURES, correlations, picture, points, tables
from equipoise.experiments.studies.designs import lay_out
from equipoise.experiments.studies.points import Block, tables_of

PAGE = CALIBRATION.text()
NUMBER = re.compile(r"[+-]?\d+(?:\.\d+)?")


def same(told: str, made: str) -> bool:
    """Whether two tables say the same, give or take one in the last digit: processors differ in theirs."""
    if NUMBER.sub("#", told) != NUMBER.sub("#", made):
        return False
    pairs = zip(NUMBER.findall(told), NUMBER.findall(made), strict=True)
    return all(abs(float(a) - float(b)) <= 1.01 * 10.0 ** -len(a.partition(".")[2]) for a, b in pairs)


@pytest.mark.parametrize("name", ["margins", "tenure"])
def test_a_table_is_current(name: str) -> None:
    made = table(*TABLES[name]())
    assert same(CALIBRATION.part(name), made), f"{CALIBRATION.stale} gives\n{made}"


def test_who_deviates_to_the_shipped_style_gains_nothing_and_stubbornness_pays_by_the_clock_alone(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    styles = (("policy.concession", 1.0), ("policy.walk_away", 0.2))
    monkeypatch.setattr(talks, "STYLES", {"vendor": styles, "account": (("bargaining.account_concession", 0.8),)})
    by_the_clock, answered = (
        best_responses({"bargaining.reciprocity": reciprocity, "bargaining.collapse": 0.06}, 60)
        for reciprocity in (0.0, 1.0)
    )
    for rows in by_the_clock, answered:
        assert [row[:2] for row in rows[1:]] == [
            ["vendor", "concession 1"],
            ["vendor", "walk_away 0.2"],
            ["account", "account_concession 0.8"],
        ]
        for row in rows[1], rows[3]:
            assert {gain.partition(" ")[0] for gain in row[2:]} == {"0.0"}
    assert min(float(gain.partition(" ")[0]) for gain in by_the_clock[2][2:]) > 0.0
    assert max(float(gain.partition(" ")[0]) for gain in answered[2][2:]) < 0.0


def test_terms_that_stand_fixed_are_what_both_sign() -> None:
    chosen = Play("accommodating", settings={"switches.stickiness": False, "switches.comeback": False}, runs=3)
    assert play_fixed(Fixed(chosen, {})).runs.tobytes() == play(chosen).runs.tobytes()
    named = play_fixed(Fixed(chosen, {"support": 0.1, "commitment": 0.25})).named
    named = named[named["cause"] == 0]
    assert len(named) > 0
    assert named["support"] == pytest.approx(0.1 * named["units"])
    assert named["commitment"] == pytest.approx(0.25 * named["rounds"])


def test_support_that_stands_fixed_brings_less_where_terms_count_what_it_builds() -> None:
    """Above the static best, both gain by it; beside the joint best, not both do."""
    gains = {}
    for building in (0.0, 1.0):
        chosen = Play("accommodating", "even-portfolio", {"bargaining.building": building}, 20)
        negotiated, fixed = (play_fixed(Fixed(chosen, terms)) for terms in ({}, {"support": 0.07}))
        pairs = [(talks.own_gain(negotiated, side), talks.own_gain(fixed, side)) for side in talks.STYLES]
        gains[building] = [float(talks.gain(usual, other).partition(" ")[0]) for usual, other in pairs]
    assert min(gains[0.0]) > 0.0
    assert min(gains[1.0]) < 1.0


def test_no_commitment_that_stands_fixed_brings_both_more_where_all_is_known_and_the_price_pays_for_it() -> None:
    """Unpaid, the vendor gains all that there is in more; private, what beliefs miss is left to gain."""
    for binding, rigidity in (("paid", 0.3), ("unpaid", 0.06)):
        settings = {
            "bargaining.information": "full",
            "bargaining.binding": binding,
            "bargaining.rigidity": rigidity,
        }
        chosen = Play("accommodating", "even-portfolio", settings, 100)
        negotiated = play_fixed(Fixed(chosen, {}))
        gains = []
        for commitment in (0.1, 0.25, 0.5, 1.0):
            fixed = play_fixed(Fixed(chosen, {"commitment": commitment}))
            pairs = [(talks.own_gain(negotiated, side), talks.own_gain(fixed, side)) for side in talks.STYLES]
            gains.append([float(talks.gain(usual, other).partition(" ")[0]) for usual, other in pairs])
        if binding == "paid":
            assert max(min(both) for both in gains) < 1.0
        else:
            assert max(ours for ours, _ in gains) > 10.0


@pytest.mark.parametrize("name", ["region", "separators"])
def test_what_is_said_of_the_region_follows_from_its_points(name: str) -> None:
    assert same(CALIBRATION.part(name), table(*tables(region.load())[name])), CALIBRATION.stale


@pytest.mark.parametrize("point", [0, 299])
def test_a_point_of_the_region_is_current(point: int) -> None:
    block = Block(0, point, (lay_out(region.plan()).values[point],))
    (found,) = region.leads_of(tables_of(region.plan(), block).points)
    assert found == pytest.approx(region.load()[point], abs=5e-3)  # one run of 300 moves a share by .0033


def test_annual_survival_is_current_and_on_target() -> None:
    base = next(line for line in CALIBRATION.part("links").splitlines() if line.startswith("| base | accommodating"))
    runs = play(Play("accommodating")).runs
    assert same(base.split("|")[3].strip(), estimate(runs["years_retained"] / runs["years_at_risk"]))
    assert 0.92 <= float(NUMBER.findall(base)[0]) <= 0.93


def test_the_page_shows_where_the_strategic_vendor_loses() -> None:
    margin, survival, money, fails = region.load()[:, : len(MEASURES)].T
    assert f"{len(region.plan().targets)} axes" in PAGE
    assert min((survival > 0).mean(), (money > 0).mean()) > 0.6
    assert (margin > 0).mean() < 0.5
    assert 0.1 < ((margin < 0) & (survival < 0)).mean() < 0.5
    assert (fails[survival < 0] > 0).mean() > 0.8
    assert picture(region.load()).figure.axes


def test_the_design_spans_each_range_evenly() -> None:
    design, plan = points(), region.plan()
    assert design.shape == (300, 76)
    assert (np.sort(np.floor(design * 300), axis=0) == np.arange(300)[:, None]).all()
    spans = {target.key: (target.low, target.base, target.high) for target in plan.targets}
    halves = [key for key in spans if key.partition(".")[0] not in {"accounts", "policy"}]
    cut = {key for key in halves if spans[key][0] != pytest.approx(spans[key][1] / 2.0)}
    # What is left to trade for, what is cut to its range, or what nobody knows.
    assert cut == {"market.quote_mean", "beliefs.shown_ratio", "hierarchy.imitable"}


def test_an_axis_that_decides_alone_correlates_wholly() -> None:
    leads = np.zeros((300, 2 * len(MEASURES)))
    leads[:, : len(MEASURES)] = points()[:, [3]] ** 2
    assert correlations(leads)[3] == pytest.approx(np.ones(len(MEASURES)))


def test_ranks_of_the_region_take_rounding_for_ties_and_no_variation_for_no_order() -> None:
    leads = np.zeros((300, 2 * len(MEASURES)))
    leads[:, 0] = np.where(points()[:, 3] > 0.5, 0.3, 0.1 + 0.2)
    leads[:, 1] = points()[:, 3]
    found = correlations(leads)
    assert np.isnan(found[:, [0, 2, 3]]).all()
    assert found[3, 1] == pytest.approx(1.0)
    told = tables(leads)
    assert told["region"][-3] == ["the vendor fails more often, by more than .1", "0", *["-"] * 6]
    made = told["separators"]
    assert made[1] == [f"`{region.plan().targets[3].key}`", "-", "+1.00", "-", "-"]


def test_estimates_and_slopes_are_right() -> None:
    values = np.array([1.0, 2.0, 3.0, np.nan])
    assert LEVEL == 0.95
    assert estimate(values) == "2.000 (-0.484 to 4.484)"
    assert (estimate(np.full(9, 0.1)), estimate(np.zeros(9))) == ("0.100 (no interval)", "0.000 (0.000 to 0.000)")
    x = np.linspace(0.0, 1.0, 50)
    slope, square = _slopes(x, 1.0 + 2.0 * (x - 0.5) - 3.0 * (x - 0.5) ** 2, np.arange(50.0))
    assert slope.startswith("2.000")
    assert square.startswith("-3.000")
