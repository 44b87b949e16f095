"""Tables from 30 columns up, with 1 arm to 7, with 1 account to 10: whole numbers in whole cells."""

import io
import math
import re
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from rich.console import Console

from equipoise.analysis.estimate import Estimate
from equipoise.analysis.prose.money import change_of
from equipoise.analysis.prose.numbers import (
    Figure,
    bracketed,
    decimals,
    fixed,
    in_100,
    in_runs,
    interval,
    level,
    money,
    percent,
    percent_within,
    points,
)  # fmt: skip
from equipoise.analysis.results import ArmResult, Comparison, Difference, Horizon, SurvivalCurve, View
from equipoise.app.measures import Group, parts_of
from equipoise.app.pages.answer import answer_page
from equipoise.app.pages.comparison import comparison_page
from equipoise.sim.money import Money
from equipoise.sim.outcomes import OUTCOMES

POLICIES = (
    "accommodating", "strategic", "strategic-no-channel", "strategic-no-charter", "strategic-no-screen",
    "beneath-the-radar", "transactional",
)  # fmt: skip
INTERVAL = re.compile(r"\[-?[\d,>.]+, -?[\d,>.]+\]")


def _estimates(seed: int, *, of_account: bool = False) -> dict[str, Estimate]:
    found = [o for o in OUTCOMES if (o.of_account if of_account else o.of_run) is not None]
    return {
        o.name: Estimate(0.1234 + seed / 90, 0.1134 + seed / 90, 0.1334 + seed / 90, unit=o.unit, runs=50)
        for seed, o in enumerate(found, start=seed)
    }


def _curve() -> SurvivalCurve:
    nothing = np.zeros(1)
    return SurvivalCurve(np.zeros(1, int), nothing, nothing, nothing, np.zeros(1, int), {}, (38.0, 34.0, math.inf))


def comparison(arms: int, accounts: int) -> Comparison:
    names = [f"account {k}" for k in range(accounts)]
    results = [
        ArmResult(
            policy,
            "made-up",
            policy,
            _estimates(k),
            {name: _estimates(k, of_account=True) for name in names},
            {name: _curve() for name in ("all", *names)},
        )
        for k, policy in enumerate(POLICIES[:arms])
    ]
    differences = [
        Difference(
            policy,
            POLICIES[0],
            _estimates(-20),
            {name: _estimates(-30, of_account=True) for name in names},
            "It differs.",
        )
        for policy in POLICIES[1:arms]
    ]
    return Comparison("made-up", "A title", "A question?", 7, 2000, 40, results, differences, "An answer.")


def printed(played: Comparison, width: int) -> str:
    console = Console(file=io.StringIO(), width=width, color_system=None, highlight=False)
    groups = [Group(name, (name,)) for name in played.arms[0].accounts]
    for part in comparison_page(played, parts_of(played, groups), console):
        console.print(part)
    assert isinstance(console.file, io.StringIO)
    return console.file.getvalue()


@pytest.mark.parametrize("width", [80, 100, 120, 200])
@pytest.mark.parametrize("accounts", [1, 3, 10])
@pytest.mark.parametrize("arms", [1, 2, 3, 4, 5, 7])
def test_every_figure_is_there_and_whole(arms: int, accounts: int, width: int) -> None:
    text = printed(comparison(arms, accounts), width)
    assert "…" not in text
    assert max(map(len, text.splitlines())) <= width
    more = max(arms, accounts) <= 3
    measures = 12 + (8 if more else 4) * accounts
    medians = 1 + (accounts if more else 0)  # which have no paired difference
    assert len(INTERVAL.findall(text)) == arms * measures + (arms - 1) * (measures - medians)


@pytest.mark.parametrize("width", [40, 80, 120])
@pytest.mark.parametrize("arms", [1, 2, 7])
def test_the_answer_on_a_screen_is_whole(arms: int, width: int) -> None:
    played = comparison(arms, 3)
    seen = Estimate(0.5, 0.25, 0.75, runs=50)
    kept = {"all": seen, **dict.fromkeys(played.arms[0].accounts, seen)}
    view = View(seen, seen, seen, seen, seen, kept)
    names = [arm.name for arm in played.arms]
    horizons = [Horizon(years, dict.fromkeys(names, view), dict.fromkeys(names[1:], view)) for years in (3.0, 10.0)]
    console = Console(file=io.StringIO(), width=width, color_system=None, highlight=False)
    for part in answer_page(replace(played, horizons=horizons), [], console):
        console.print(part)
    assert isinstance(console.file, io.StringIO)
    text = console.file.getvalue()
    assert "…" not in text
    assert max(map(len, text.splitlines())) <= width
    if width >= 80:
        ends = "[0.25, 0.75]" if arms == 2 else "[0.16, 0.84]"  # of six, so that they hold at once
        assert text.count(f"+0.50 {ends}") == 2 * (arms - 1)
        assert len(text.splitlines()) < 40


@pytest.mark.parametrize("name", ["strategic", "strategic for Airframe One SE, else accommodating"])
def test_profit_is_a_distribution_on_80_columns(name: str) -> None:
    """With loss and ruin, names of any length, and intervals below where there is no room beside."""
    played = comparison(2, 1)
    first, second = played.arms
    (difference,) = played.differences
    played = replace(played, arms=[first, replace(second, name=name)], differences=[replace(difference, arm=name)])
    own = {0.05: Estimate(-0.125, runs=50), 0.95: Estimate(2.5, runs=50)}
    seen = Estimate(0.5, 0.25, 0.75, runs=50)
    (account,) = played.arms[0].accounts
    views = [View(seen, seen, seen, seen, seen, {account: seen}, of) for of in (own, {})]
    names = [arm.name for arm in played.arms]
    horizons = [Horizon(3.0, dict.fromkeys(names, views[0]), {names[1]: views[1]})]
    console = Console(file=io.StringIO(), width=80, color_system=None, highlight=False)
    groups = [Group("Airframe One SE", (account,))]
    for part in answer_page(replace(played, money=Money("EUR", 1e6), horizons=horizons), groups, console):
        console.print(part)
    assert isinstance(console.file, io.StringIO)
    text = console.file.getvalue()
    assert max(map(len, text.splitlines())) <= 80
    head, _, below = text.partition("\u2500")
    assert {"accommodating", "Airframe"} <= {*head.split()}
    rows = [line.split() for line in below.splitlines() if line.startswith((" accommodating", " strategic"))]
    assert [row[-5:] for row in rows] == [["-125", "2,500", "50.0", "50.0", "50.0"]] * 2


def test_two_arms_stand_beside_their_difference_at_80_columns() -> None:
    lines = printed(comparison(2, 3), 80).splitlines()
    (row,) = [line for line in lines if line.startswith(" Annual retention")]
    assert len(INTERVAL.findall(row)) == 3


def test_seven_arms_stand_side_by_side_where_there_is_room() -> None:
    lines = printed(comparison(7, 3), 200).splitlines()
    rows = [line for line in lines if line.startswith(" Annual retention")]
    assert [len(INTERVAL.findall(row)) for row in rows] == [7, 6]


def test_seven_arms_are_listed_measure_by_measure_where_there_is_not() -> None:
    text = printed(comparison(7, 3), 80)
    assert "\n Annual retention %" in text
    assert "\n   beneath-the-radar  " in text


@pytest.mark.parametrize("width", [30, 40, 62, 79])
@pytest.mark.parametrize("arms", [1, 3, 7])
def test_a_narrow_window_breaks_cells_and_cuts_nothing(arms: int, width: int) -> None:
    text = printed(comparison(arms, 1), width)
    assert "…" not in text
    assert max(map(len, text.splitlines())) <= width


@pytest.mark.parametrize(
    ("figure", "kind", "text"),
    [
        (Figure(0.1263, 0.125, 0.1276), "share", "12.6 [12.5, 12.8]"),
        (Figure(0.5, 0.46, 0.54), "chance", "50.0 [46.0, 54.0]"),
        (Figure(0.0, 0.0, 0.0018), "chance", "0.0 [0.0, 0.2]"),
        (Figure(-0.00001, -0.002, 0.002), "share", "0.0 [-0.2, 0.2]"),
        (Figure(1234.5, 1200.0, 1300.0), "money", "1,234 [1,200, 1,300]"),
        (Figure(12.345, 12.0, 13.0), "money", "12.3 [12.0, 13.0]"),
        (Figure(1.2345, 1.2, 1.3), "money", "1.23 [1.20, 1.30]"),
        (Figure(0.912, 0.9115, 0.9125), "price", "0.912 [0.911, 0.912]"),
        (Figure(38.0, 34.0, math.inf), "time", "38 [34, >40]"),
        (Figure(math.inf, math.inf, math.inf), "time", ">40 [>40, >40]"),
        (Figure(math.nan, math.nan, math.nan), "share", "-"),
        (Figure(0.3, math.nan, math.nan), "share", "30.0 [-, -]"),
    ],
)
def test_a_figure_has_sensible_digits(figure: Figure, kind: str, text: str) -> None:
    assert bracketed(figure, kind, decimals([figure], kind), horizon=40) == text


def test_a_difference_shows_its_sign() -> None:
    assert bracketed(Figure(0.012, 0.009, 0.015), "share", 1, signed=True) == "+1.2 [0.9, 1.5]"
    assert bracketed(Figure(-0.012, -0.015, -0.009), "share", 1, signed=True) == "-1.2 [-1.5, -0.9]"
    assert bracketed(Figure(0.0001, -0.001, 0.001), "share", 1, signed=True) == "0.0 [-0.1, 0.1]"


@given(value=st.floats(-1e6, 1e6), places=st.integers(0, 4), signed=st.booleans())
@example(value=-0.0004, places=3, signed=True)
@example(value=0.5, places=0, signed=True)
def test_a_number_has_its_decimals_and_no_sign_where_it_rounds_to_nothing(
    *, value: float, places: int, signed: bool
) -> None:
    text = fixed(value, places, signed=signed)
    assert math.isclose(float(text.replace(",", "")), value, rel_tol=1e-12, abs_tol=0.5 * 10.0**-places * (1 + 1e-9))
    assert len(text.partition(".")[2]) == places
    nothing = not text.strip("0.,+-")
    assert (text[0] in "+-") == (not nothing and (signed or value < 0.0))


@given(value=st.floats(-0.02, 0.02), other=st.floats(-0.02, 0.02), places=st.integers(0, 3))
@example(value=-1e-9, other=-0.0, places=0)
@example(value=-0.0, other=0.01, places=1)
def test_no_sentence_has_a_minus_before_nothing(value: float, other: float, places: int) -> None:
    """Neither -0, nor -0.0, nor -0%: whatever writes a number of a sentence."""
    low, high = sorted((value, other))
    one = Estimate((low + high) / 2.0, low, high, runs=50)
    written = (
        *(percent(value, places), points(value), interval(one), percent_within(one), in_100(value, other)),
        *(in_runs(value, other, 50)[0], level(value * 0.0, "index"), level(value, "share"), money(value)),
        *(change_of(None, one).write(value), change_of(None, one).within(one), change_of(None, one).size(value)),
    )
    for text in written:
        assert not re.search(r"-0(?:\.0+)?(?![.\d])", text), text


def test_money_in_sentences_has_about_three_digits() -> None:
    assert [money(x) for x in (0.0, 0.126, 1.5, 12.34, 123.4, 12345.6)] == [
        "0.00", "0.13", "1.50", "12.3", "123", "12,346",
    ]  # fmt: skip
