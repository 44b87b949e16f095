"""The rule of who is strategic, and the sentences that say so."""

from dataclasses import replace
from math import isnan, nan

import pytest
from hypothesis import given
from hypothesis import strategies as st

from equipoise.analysis.estimate import Estimate
from equipoise.analysis.prose.removal import sentence
from equipoise.analysis.removal import QUADRANTS, THRESHOLD, Change, Removal, Strategic, Twin, strategic

NONE = Estimate(nan, nan, nan, runs=0)


def estimate(mean: float, reach: float = 0.02, runs: int = 500) -> Estimate:
    return Estimate(mean, mean - reach, mean + reach, unit="1", runs=runs)


def change(whole: float, without: float, reach: float = 0.02) -> Change:
    return Change(estimate(whole), estimate(without), estimate(without - whole, reach))


def twin(rise: float, fails: float, *, reach: float = 0.02, wins: float = 0.0, instead: float = 0.0) -> Twin:
    vendor = {
        "gtm_failure": change(0.03, 0.03 + rise, reach),
        "contribution": change(1.2, 0.1),
        "own_contribution": change(0.35, 0.0),
        "wins": change(8.0, 8.0 + wins + instead),
        "wins_elsewhere": change(8.0, 8.0 + wins),
    }
    buyer = {"business_failure": estimate(fails, reach)}
    return Twin("Giant", estimate(0.7), vendor, buyer, {}, {"vendor": NONE, "account": NONE})


def removal(one: Twin, first: int = 0) -> Removal:
    return Removal("scenario", "", "accommodating", 7, 500, 40, first, [one])


@given(st.floats(-1, 1), st.floats(0, 0.5), st.floats(0.01, 0.99))
def test_a_verdict_takes_the_whole_interval(mean: float, reach: float, threshold: float) -> None:
    found = strategic(estimate(mean, reach), threshold)
    assert (found == Strategic.YES) == (mean - reach >= threshold)
    assert (found == Strategic.NO) == (mean + reach < threshold)


def test_without_an_interval_nothing_is_decided() -> None:
    assert strategic(Estimate(0.5, nan, nan, unit="1", runs=1)) == Strategic.UNDECIDED


@pytest.mark.parametrize(
    ("rise", "fails", "name"),
    [(0.5, 0.5, (True, True)), (0.5, 0.0, (True, False)), (0.0, 0.5, (False, True)), (0.0, 0.0, (False, False))],
)
def test_two_verdicts_make_a_quarter_of_the_plane(rise: float, fails: float, name: tuple[bool, bool]) -> None:
    assert twin(rise, fails).quadrants == [QUADRANTS[name]]
    assert twin(rise, fails).quadrant == QUADRANTS[name]


def test_an_undecided_side_leaves_two_quarters_and_both_leave_all() -> None:
    assert twin(THRESHOLD, 0.5).quadrant == "mutual dependence or the account depends on you"
    assert len(twin(THRESHOLD, THRESHOLD).quadrants) == 4
    assert twin(THRESHOLD, THRESHOLD).quadrant == "undecided"


def test_another_threshold_may_decide_otherwise() -> None:
    one = twin(0.3, 0.3)
    assert one.strategic_account == Strategic.YES
    assert replace(one, threshold=0.4).strategic_account == Strategic.NO


def test_a_strategic_account_is_told_as_such() -> None:
    assert sentence(removal(twin(0.58, 0.03, wins=-7.3)), twin(0.58, 0.03, wins=-7.3)) == (
        "Losing Giant raises the chance that the go-to-market fails from 3% to 61% (+58 points, 56 to 60): it is a "
        "strategic account. With it, contribution falls by 1.10 a round (its own was 0.35) and 7.3 accounts fewer are "
        "won elsewhere. Without the vendor, its own business fails within a year in 3.0% of runs (1.0 to 5.0): the "
        "vendor is not strategic to it. The vendor is over a barrel."
    )


def test_a_rise_within_luck_is_not_told_as_one() -> None:
    said = sentence(removal(twin(0.001, 0.4)), twin(0.001, 0.4))
    assert "leaves the chance that the go-to-market fails at about 3% (+0.1 points, -1.9 to 2.1): it is not" in said
    assert "in 40% of runs (38 to 42): the vendor is strategic to it" in said


def test_a_fall_is_told_as_a_fall() -> None:
    assert "lowers the chance that the go-to-market fails from 3% to 0.1%" in sentence(
        removal(twin(-0.029, 0.0)), twin(-0.029, 0.0)
    )


def test_what_is_won_in_its_place_is_told() -> None:
    one = twin(-0.029, 0.0, wins=-0.5, instead=0.6)
    assert "0.5 accounts fewer are won elsewhere and 0.6 accounts are won in its place." in sentence(removal(one), one)
    assert "in its place" not in sentence(removal(twin(-0.029, 0.0)), twin(-0.029, 0.0))


def test_what_cannot_be_decided_is_said() -> None:
    said = sentence(removal(twin(0.11, 0.11)), twin(0.11, 0.11))
    assert said.count("too few runs to say whether") == 2
    assert "over a barrel" not in said


def test_later_it_is_said_when_and_in_how_many_runs() -> None:
    assert sentence(removal(twin(0.5, 0.0), 12), twin(0.5, 0.0)).startswith(
        "After 12 rounds, where it is still held (70% of runs), losing Giant raises"
    )


def test_an_account_that_is_held_in_no_run_has_nothing_to_lose() -> None:
    gone = twin(0.0, 0.0)
    nobody = Change(*[Estimate(nan, nan, nan, unit="1", runs=0)] * 3)
    gone = replace(gone, vendor=gone.vendor | {"gtm_failure": nobody})
    assert isnan(gone.rise.mean)
    assert sentence(removal(gone, 30), gone) == "Giant is held in no run after 30 rounds: there is nothing to lose."
