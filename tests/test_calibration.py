"""The calibration page says what the program gives."""

import numpy as np
import pytest

from equipoise.analysis.intervals import LEVEL
from equipoise.app.documents import calibration
from equipoise.app.documents.register import CALIBRATION
from equipoise.experiments import door, region
from equipoise.experiments.calibration import talks
from equipoise.experiments.calibration.page import TABLES
from equipoise.experiments.calibration.plays import Play, estimate, play
from equipoise.experiments.calibration.talks import Fixed, best_responses, play_fixed
from equipoise.experiments.calibration.targets import _slopes
from equipoise.experiments.calibration.words import WORDS, Cell
from equipoise.experiments.markdown import table
from equipoise.experiments.region import MEASURES, correlations, picture, points, tables
from equipoise.experiments.studies.designs import lay_out
from equipoise.experiments.studies.points import Block, tables_of
from tests import evidence
from tests.alike import NUMBER, same

PAGE = CALIBRATION.text()


@pytest.mark.parametrize("name", ["margins", "tenure"])
def test_a_table_is_current(name: str) -> None:
    made = table(*TABLES[name]())
    assert same(CALIBRATION.part(name), made), f"{CALIBRATION.stale} gives\n{made}"


def test_who_deviates_to_the_shipped_style_gains_nothing_and_stubbornness_pays_by_the_clock_alone(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    styles = (("policy.concession", 1.0), ("policy.concession", 0.25))
    monkeypatch.setattr(talks, "STYLES", {"vendor": styles, "account": (("bargaining.account_concession", 0.8),)})
    by_the_clock, answered = (
        best_responses({"bargaining.reciprocity": reciprocity, "bargaining.collapse": 0.06}, 200)
        for reciprocity in (0.0, 1.0)
    )
    for rows in by_the_clock, answered:
        assert [row[:2] for row in rows[1:]] == [
            ["vendor", "concession 1"],
            ["vendor", "concession 0.25"],
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
        settings = {"bargaining.information": "full", "bargaining.binding": binding, "bargaining.rigidity": rigidity}
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


def rows_of(name: str) -> list[list[str]]:
    """A table of the page."""
    head, _rule, *lines = CALIBRATION.part(name).splitlines()
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in (head, *lines)]


@pytest.mark.parametrize("name", WORDS)
def test_what_is_said_of_a_table_follows_from_it(name: str) -> None:
    assert CALIBRATION.part(f"{name} words") == WORDS[name](rows_of(name)), CALIBRATION.stale


def test_the_page_is_current() -> None:
    if calibration.sealed(PAGE) == PAGE and not evidence.ALL:
        pytest.skip("nothing that it follows from has changed since it was played; EVIDENCE=anew plays it")
    for name, make in TABLES.items():
        made = table(*make())
        assert same(CALIBRATION.part(name), made), f"{CALIBRATION.stale} gives\n{made}"
    assert region.leads_of(door.sweep(region.STUDY)) == pytest.approx(region.load(), abs=5e-3)


def test_no_style_gains_two_per_cent_but_a_full_bluff_of_a_vendor_that_depends_on_its_account() -> None:
    """A whole interval below 2%, so that no search over policies is won by the more stubborn one."""
    (_side, _style, *scenarios), *styles = rows_of("styles")
    assert scenarios == ["over-a-barrel", "strategic-vendor", "even-portfolio"]
    assert len(styles) == sum(map(len, talks.STYLES.values()))
    for side, style, *gains in styles:
        for scenario, gained in zip(scenarios, gains, strict=True):
            if (side, style) != ("vendor", "bluff 1") or scenario == "even-portfolio":
                assert Cell.of(gained).high < 2.0, f"{side} {style} in {scenario}: {gained}"


@pytest.mark.parametrize(
    ("name", "rows", "words"),
    [
        (
            "concentration",
            [["", "return"], ["8 x 1", "0.60 (0.5 to 0.7)"], ["1 x 8", "0.70 (0.6 to 0.8)"]],
            "does, too",
        ),
        ("concentration", [["", "return"], ["8 x 1", "0.60 (0.5 to 0.7)"], ["1 x 8", "0.30 (0.2 to 0.4)"]], "does not"),
        ("styles", [["", "", "base"], ["vendor", "bluff 1", "1.0 (-0.1 to 2.1) %"]], "luck: nothing."),
        ("styles", [["", "", "base"], ["vendor", "bluff 1", "1.0 (0.1 to 1.9) %"]], "bluff 1, by 1.0% in `base`."),
    ],
)
def test_sentences_turn_with_the_figures(name: str, rows: list[list[str]], words: str) -> None:
    assert words in WORDS[name](rows)


@pytest.mark.parametrize(
    ("leads", "words"),
    [
        (("0.2 (0.1 to 0.3)", "0.3 (0.2 to 0.4)"), "No lead in survival or money turns round, or is gone"),
        (("0.2 (0.1 to 0.3)", "0.1 (-0.1 to 0.3)"), "Some leads turn with it"),
        (("0.1 (-0.1 to 0.3)", "0.1 (-0.1 to 0.3)"), "Some leads turn with it"),
    ],
)
def test_a_lead_that_a_horizon_takes_away_is_told(leads: tuple[str, str], words: str) -> None:
    rows = [["", "", "", "survival", "money"], *(["there", "6", "0.1 (0.0 to 0.2)", lead, lead] for lead in leads)]
    said = WORDS["horizon"](rows)
    assert words in said
    assert "more with each longer horizon" not in said
    rows[2][2] = "0.2 (0.1 to 0.3)"
    assert "10.0 to 20.0% of the runs, more with each longer horizon" in WORDS["horizon"](rows)


def test_what_copying_leaves_is_a_share_of_a_lead_that_is_there() -> None:
    rows = [
        ["", "", "", "", "money"],
        *(["there", "0%", "", "", f"{lead}"] for lead in ("0.4 (0.3 to 0.5)", "0.1 (0.0 to 0.2)")),
    ]
    assert "left: 25% (`there`)." in WORDS["copied"](rows)
    rows[1][4] = "0.4 (-0.1 to 0.9)"
    assert "none to begin with (`there`)" in WORDS["copied"](rows)


def test_what_of_an_alliance_is_alive_is_told_beside_what_is_known() -> None:
    rows = [
        ["", "", "", "", ""],
        *(["there", policy, "", f"{share} (0 to 1)", ""] for policy, share in (("a", 0.5), ("b", 0.6), ("c", 0.8))),
    ]
    assert "within it lies b in `there` (0.600); above it lies c in `there` (0.800); below it lies a" in WORDS["links"](
        rows
    )


@pytest.mark.parametrize(
    ("alike", "unbound", "words"),
    [
        ("0.055 ± 0.004", "0.060 ± 0.004", "all of it comes from their differences"),
        ("0.030 ± 0.004", "0.060 ± 0.004", "is the lock-in that follows commitment"),
        ("0.030 ± 0.004", "0.030 ± 0.004", "without commitment, too"),
    ],
)
def test_a_fall_of_the_hazard_is_told_where_it_is(alike: str, unbound: str, words: str) -> None:
    lasts = ("0.040 ± 0.004", "0.030 ± 0.004", alike, unbound)
    rows = [["year"], *([f"row {k}", "0.060 ± 0.004", last] for k, last in enumerate(lasts))]
    assert words in WORDS["ages"](rows)


def test_parity_is_told_where_a_line_between_worths_meets_it() -> None:
    figures = (
        ("0.4", "0.02", 0.6, 0.4),
        ("0.4", "0.05", 0.6, 0.5),
        ("0.8", "0.02", 0.5, 0.4),
        ("1.2", "0.02", 0.4, 0.5),
    )
    rows = [["", "", "", "", "", "", "money"]]
    rows += [["there", w, f, f"{v} (0 to 1)", f"{a} (0 to 1)", "0", f"{a} (0 to 1)"] for w, f, v, a in figures]
    said = WORDS["parity"](rows)
    assert ": 2.5 times its default (`there`)" in said
    assert "more moves it" in said
    assert "dependence by 0.100 to 0.100, and the lead in money by 0.100 to 0.100." in said
    assert ": more than 2.0 times its default (`there`)" in WORDS["parity"](rows[:-1])


@pytest.mark.parametrize("name", ["region", "separators"])
def test_what_is_said_of_the_region_follows_from_its_points(name: str) -> None:
    assert same(CALIBRATION.part(name), table(*tables(region.load())[name])), CALIBRATION.stale
    assert same(CALIBRATION.part("separators words"), region.of_copying(region.load())), CALIBRATION.stale


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
    assert 0.05 < ((margin < 0) & (survival < 0)).mean() < 0.5
    # Where relationships are shorter the vendor itself fails more often, and there far more than elsewhere. Such
    # points are few, one in eleven, so that two or three of them move the share by a tenth.
    assert (fails[survival < 0] > 0).mean() > 0.8
    assert (fails[survival < 0] > 0).mean() > 2.0 * (fails[survival > 0] > 0).mean()
    assert picture(region.load()).figure.axes


def test_the_design_spans_each_range_evenly() -> None:
    design, plan = points(), region.plan()
    assert design.shape == (300, 75)
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
