"""The figure of a break-even: in words and not in keys, all of it on the page, and who is ahead where."""

import re
from functools import partial

import pytest
from matplotlib.colors import to_hex

from equipoise.analysis.breakeven import Axis, BreakEven
from equipoise.analysis.crossing import Course, Crossing
from equipoise.analysis.estimate import Estimate
from equipoise.analysis.figures import Picture
from equipoise.analysis.figures.breakeven import breakeven as draw
from tests import drawing

COST = Axis("accounts.Airframer.cost_to_replace", "USD", "", 2e5, 4e6, 1.09e7, False, False, "USD")
TEAM = Axis("business.team_cost", "USD", "", 5e3, 1e5, None, False, False, "USD")


def course(*ways: int) -> Course:
    """Evenly over the range of the cost, clearly ahead (1), behind (-1), or neither."""
    places = [COST.low + k * (COST.high - COST.low) / (len(ways) - 1) for k in range(len(ways))]
    points = {
        x: Estimate(2e5 * way, 2e5 * way - 1e5, 2e5 * way + 1e5, runs=100) for x, way in zip(places, ways, strict=True)
    }
    crossings = [
        Crossing((one + other) / 2.0, 0.6 * one + 0.4 * other, 0.4 * one + 0.6 * other, rises=way > 0)
        for one, other, before, way in zip(places, places[1:], ways, ways[1:], strict=False)
        if before * way < 0
    ]
    return Course(points, crossings)


def of(*courses: Course, against: bool = True) -> BreakEven:
    policies = ["accommodating", "strategic"] if against else ["strategic"]
    along = [(TEAM.low + k * (TEAM.high - TEAM.low) / max(len(courses) - 1, 1), one) for k, one in enumerate(courses)]
    two = len(courses) > 1
    return BreakEven(
        scenario="sheet-metal", title="Sheet metal", policies=policies, outcome="profit_3y", kind="money",
        unit="USD/year", years=3.0, account="all", seed=7, replications=100, rounds=40, ranges=[], threshold=0.0,
        axes=[TEAM, COST] if two else [COST], course=Course() if two else courses[0], courses=along if two else [],
        cash_out=[],
    )  # fmt: skip


def said(picture: Picture) -> list[str]:
    return [" ".join(text.get_text().split()) for text in drawing.texts(picture.figure)]


ONE = [of(course(-1, -1, 1, 1)), of(course(-1, -1, -1)), of(course(1, -1, -1), against=False)]
TWO = [
    of(course(-1, -1, 1, 1), course(1, 1, 1), course(-1, -1, -1), course(0, 0, 0)),
    of(course(-1, -1, -1), course(-1, -1, -1)),
    of(course(1, 1, 1, -1), course(1, 1, 1, 0), against=False),
]
TWICE = [of(course(-1, 1, 1, -1)), of(course(-1, 1, 1, -1, 1))]


@pytest.mark.parametrize("found", [*ONE, *TWO, *TWICE])
def test_all_of_it_is_on_the_page_and_in_words(found: BreakEven) -> None:
    picture = draw(found)
    drawing.check_labels(picture)
    for words in (picture.title, picture.caption, *said(picture)):
        assert not re.search(r"_|[a-z]\.[A-Za-z]", words), words
    if any(one.crossings for one in (found.course, *(there for _, there in found.courses))):
        assert "Airframer: what a year without the vendor would cost the account" in picture.title


def test_a_crossing_at_the_far_end_is_written_on_the_page() -> None:
    for one in (course(-1, *[1] * 40), course(*[-1] * 40, 1)):
        drawing.check_labels(draw(of(one)))


def test_the_title_says_who_is_ahead_where_nothing_turns_it() -> None:
    assert (
        draw(TWO[1]).title
        == "In profit over three years accommodating is ahead at every value of both that was looked at"
    )
    unclear = draw(of(course(1, 1, 0), course(1, 1, 1), against=False)).title
    told = "Profit over three years is above 0.00 USD a year at every value of both that was looked at"
    assert unclear == f"{told}, wherever these runs can tell"


def test_the_title_of_two_crossings_says_who_is_ahead_between_them() -> None:
    title = draw(TWICE[0]).title
    assert title.endswith("between 0.833 and 3.367 million USD, and on either side accommodating is ahead")
    assert "(" not in title


def colours_under(picture: Picture, x: float, y: float) -> set[str]:
    """What lies under a place."""
    (axes,) = picture.figure.axes
    areas = [(to_hex(one.get_facecolor()[0]), one.get_paths()[0]) for one in axes.collections]
    return {colour for colour, area in areas if area.contains_point((x, y), radius=1e-9)}


def test_areas_are_of_the_side_that_is_clearly_ahead_and_white_where_none_is() -> None:
    colours = partial(colours_under, draw(TWO[0]))
    (crossed, (crossing,)), *others = [(x, one.crossings) for x, one in TWO[0].courses]
    ahead, behind = "#d3e5f2", "#e6e6e6"
    assert [colours(crossed, y) for y in (COST.low, crossing.low - 1.0)] == [{behind}] * 2
    assert [colours(crossed, y) for y in (crossing.high + 1.0, COST.high)] == [{ahead}] * 2
    assert colours(crossed, crossing.value) == set()
    middle = (COST.low + COST.high) / 2.0 + 1.0
    assert [colours(x, middle) for x, _ in others] == [{ahead}, {behind}, set()]


def test_areas_and_the_line_between_two_values_change_sides_at_one_place() -> None:
    late, soon = course(-1, -1, -1, 1), course(-1, 1, 1, 1)
    found = of(late, soon)
    ((left, one), (right, other)) = found.courses
    between = (one.crossings[0].value + other.crossings[0].value) / 2.0
    reach = (one.crossings[0].high - one.crossings[0].low + other.crossings[0].high - other.crossings[0].low) / 2.0
    under = partial(colours_under, draw(found), (left + right) / 2.0)
    assert (under(between), under(between - reach), under(between + reach)) == (set(), {"#e6e6e6"}, {"#d3e5f2"})


def test_the_line_joins_neighbours_that_turn_the_answer_the_same_way_and_no_others() -> None:
    twice, once, never = course(-1, 1, 1, -1), course(1, 1, 1, -1), course(1, 1, 1, 1)
    found = of(twice, twice, once, never, once)
    (axes,) = draw(found).figure.axes
    joined = [one.get_xydata() for one in axes.lines if one.get_linewidth() == 1.6]
    (rise, fall), places = (one.value for one in twice.crossings), [x for x, _ in found.courses]
    expected = [(places[0], rise, rise), (places[0], fall, fall), (places[1], fall, fall)]
    assert sorted((ends[0, 0], ends[0, 1], ends[1, 1]) for ends in joined) == sorted(expected)
    assert all(ends[1, 0] == places[places.index(ends[0, 0]) + 1] for ends in joined)
