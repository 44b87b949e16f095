"""An answer that turns more than once says who is ahead between which values, and has a row of each crossing."""

import re
from dataclasses import replace
from io import StringIO

from rich.console import Console

from equipoise.analysis.breakeven import Axis, BreakEven
from equipoise.analysis.prose.breakeven import sentences
from equipoise.analysis.shown import Shown
from equipoise.app.pages.breakeven import breakeven_page
from tests.analysis.test_breakeven_figure import COST, course, of

TWICE, THRICE = of(course(1, -1, -1, 1)), of(course(-1, 1, 1, -1, -1, 1))
KEY = "\u201cAirframer: what a year without the vendor would cost the account beyond the price\u201d"
FIRST = "\u201cthe business: cost of a team for an account\u201d"


def said(found: BreakEven) -> str:
    return " ".join(sentences(found))


def lines(found: BreakEven) -> list[str]:
    console = Console(width=160, file=StringIO())
    with console.capture() as said:
        console.print(*breakeven_page(found))
    return [" ".join(line.split()) for line in said.get().splitlines()]


def test_between_two_crossings_one_is_ahead_and_the_other_on_either_side() -> None:
    assert (
        f"In profit over three years accommodating is ahead with {KEY} between 0.833 and 3.367 million USD (by 200 "
        "thousand USD a year at 1.467 million USD), and on either side strategic is ahead (by 200 thousand USD a year "
        "at 0.200 million USD, by 200 thousand USD a year at 4.000 million USD). They break even at 0.833 million USD "
        "(95% interval 0.707 to 0.960) and at 3.367 million USD (95% interval 3.240 to 3.493)."
    ) in said(TWICE)


def test_of_more_crossings_each_side_is_told_with_its_stretches() -> None:
    assert (
        f"strategic is ahead with {KEY} between 0.580 and 2.100 million USD and above 3.620 million USD, and "
        "accommodating is ahead below 0.580 million USD and between 2.100 and 3.620 million USD."
        " They break even at 0.580"
    ) in said(THRICE)


def test_an_outcome_of_one_policy_is_above_or_below_what_it_is_set_against() -> None:
    found = said(of(course(1, -1, -1, 1), against=False))
    assert (
        f"Profit over three years under strategic is below 0.00 USD a year with {KEY} between 0.833 and 3.367 million"
        in found
    )
    assert "), and on either side above that (200 thousand USD a year at 0.200 million USD, " in found
    assert "It crosses 0.00 USD a year at 0.833 million USD" in found


def test_a_lead_that_has_to_reach_something_is_not_called_behind_below_that() -> None:
    found = said(replace(TWICE, threshold=5e5))
    assert "the lead of strategic is below 500 thousand USD a year with" in found
    assert "Its lead is 500 thousand USD a year at 0.833 million USD" in found
    assert "accommodating is ahead" not in found


def test_whole_numbers_are_told_from_one_to_another() -> None:
    rivals = Axis("market.rivals", "1", "", COST.low, COST.high, None, stated=False, whole=True)
    whole = replace(
        TWICE,
        axes=[rivals],
        course=replace(
            TWICE.course,
            crossings=[
                replace(one, value=x + 0.5, low=x, high=x + 1.0)
                for one, x in zip(TWICE.course.crossings, (1e6, 3e6), strict=True)
            ],
        ),
    )
    assert "from 1000001 to 3000000 (by" in said(whole)
    assert "They break even between 1000000 and 1000001 and between 3000000 and 3000001." in said(whole)


def test_a_page_has_its_own_words_for_what_is_varied() -> None:
    shown = replace(COST, shown=Shown("Cost to replace", "million EUR", 1e-6))
    found = said(replace(TWICE, axes=[shown]))
    assert "accommodating is ahead with \u201cCost to replace\u201d between 0.8333 and 3.367 million EUR" in found


def test_each_crossing_has_a_row_with_its_interval() -> None:
    rows = [line for line in lines(TWICE) if "breaks even" in line]
    assert rows == [
        "0.833 million USD 0.0 100 breaks even (0.707 to 0.960)",
        "3.367 million USD 0.0 100 breaks even (3.240 to 3.493)",
    ]
    (crossed,) = [line for line in lines(of(course(1, -1), against=False)) if "crosses (" in line]
    assert crossed == "2.100 million USD 0.0 100 crosses (1.720 to 2.480)"


def test_a_line_that_turns_is_told_with_where_it_lies_lowest_and_highest() -> None:
    """With its ends alone it would read as one that falls from end to end."""
    rising, falling = course(1, 1, 1, -1), course(1, -1, -1, -1)
    told = said(of(rising, falling, course(1, 1, -1, -1)))
    values = re.findall(r"at (\S+) million USD \([^)]*\) where", told)
    assert values == ["3.367", "0.833", "2.100"]


def test_of_two_numbers_it_is_said_where_the_runs_cannot_tell() -> None:
    found = of(course(0, 0, -1, -1), course(-1, 1, 1, 0), course(-1, -1, -1), course(0, 0, 0))
    words, rows = said(found), lines(found)
    assert f"Where {FIRST} is 5.0 thousand USD, accommodating is ahead wherever these runs can tell." in words
    assert words.count("throughout") == words.count("There is none") == 1
    assert "There is none where it is 68.3 thousand USD. Accommodating is ahead throughout where" in words
    assert f"Of {KEY} 100 runs cannot tell from 0.200 to 1.467 million USD where" in words
    assert words.endswith(f"at any value where {FIRST} is 100.0 thousand USD, and it may cross there.")
    assert (
        "5.0 thousand USD cannot be told from 0.200 to 1.467 million USD cannot be told accommodating is ahead" in rows
    )
    (crossed,) = (line for line in rows if line.startswith("36.7 thousand USD"))
    assert crossed.endswith("to 0.960) accommodating is ahead cannot be told")
    assert rows[rows.index(crossed) + 1] == "cannot be told at 4.000 million USD"
    assert "68.3 thousand USD none accommodating is ahead accommodating is ahead" in rows


def test_of_two_numbers_no_break_even_is_denied_where_the_runs_cannot_tell() -> None:
    assert "apart, wherever these runs can tell. " in said(of(course(0, -1, -1), course(-1, -1, -1)))
    assert "wherever" not in said(of(course(-1, -1, -1), course(-1, -1, -1)))
