"""A break-even of a business's first years says what all years of its runs come to, and where to look closer."""

from dataclasses import replace

from equipoise.analysis.breakeven import BreakEven, Longest
from equipoise.analysis.crossing import Course
from equipoise.analysis.estimate import Estimate
from equipoise.analysis.prose.breakeven import sentences
from equipoise.analysis.shown import Shown
from tests.analysis.test_breakeven_figure import ONE, TWO, course

CLOSER = "; --outcome profit_10y looks closer."


def said(*ways: int, of: BreakEven = ONE[1]) -> str:
    longest = Longest("profit_10y", 10.0, course(*ways) if ways else Course())
    return " ".join(sentences(replace(of, longest=longest)))


def test_who_is_ahead_over_all_years_is_said_with_its_size() -> None:
    assert "Over ten years strategic is ahead at each of these values, by 200 thousand USD a year." in said(1, 1)
    assert "Over ten years accommodating is ahead wherever these runs can tell, by " in said(-1, 0, -1)


def test_where_it_turns_over_all_years_is_said_with_how_to_look_closer() -> None:
    once, twice = said(-1, -1, 1), said(1, -1, 1)
    assert f"below that accommodating is ahead, above it strategic is ahead{CLOSER}" in once
    assert once.count(" Over ten years the answer turns between ") == 1
    strategic = "strategic is ahead at 0.200 million USD and at 4.000 million USD"
    ways = f"accommodating is ahead at 2.100 million USD, and {strategic}"
    assert f" Over ten years {ways}{CLOSER}" in twice


def test_what_these_runs_cannot_tell_of_all_years_is_said() -> None:
    assert f"Over ten years these runs cannot tell at any of these values{CLOSER}" in said(0, 0)
    nothing = Estimate(0.0, 0.0, 0.0, runs=100, same=True)
    same = replace(ONE[1], longest=Longest("profit_10y", 10.0, Course({1.0: nothing, 2.0: nothing})))
    assert "Over ten years the two come to the same in every run." in " ".join(sentences(same))


def test_of_two_keys_it_is_said_how_to_ask() -> None:
    assert "--outcome profit_10y looks over ten years." in said(of=TWO[0])


def test_a_page_names_no_option_of_a_command() -> None:
    shown = replace(ONE[1].axis, shown=Shown("cost to replace", "EUR"))
    assert "--" not in said(-1, 1, of=replace(ONE[1], axes=[shown]))
