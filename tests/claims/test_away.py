"""Rounds away: what a breakdown costs both sides is found where it is planted, and other claims leave them out."""

import numpy as np
import pytest

from equipoise.experiments.claims.case import Luck
from equipoise.experiments.claims.quantity import OfRounds, Values
from equipoise.experiments.claims.r04_submission import AT_A_LOSS, NEEDED
from equipoise.experiments.claims.r06_both_lose import ACCOUNT, HEALS, MUTUAL, VENDOR
from equipoise.experiments.claims.r07_pennies_less import BUYERS, DEAF, _moves
from equipoise.experiments.claims.runs import Runs
from equipoise.sim.state import Cause

ROUNDS, BREAKS, AWAY = 40, 10, 3
GAIN, LEFT = 2.0, 36.0
"""A round, and what there is besides: three years of it are two fifths of all that a side had."""


def rows(runs: int, column: str, side: str) -> dict[str, Values]:
    """Runs of a steady gain, which falls over time by as much in each."""
    shape = runs, ROUNDS
    return {
        "away": np.zeros(shape),
        "cause": np.zeros(shape),
        "returned": np.zeros(shape),
        column: np.full(shape, GAIN) - 0.01 * np.arange(ROUNDS),
        f"left_{side}": np.full(shape, LEFT),
    }


@pytest.mark.parametrize(
    ("share", "column", "side"), [(VENDOR, "contribution", "vendor"), (ACCOUNT, "account_surplus", "account")]
)
def test_what_is_lost_by_a_breakdown_is_found(share: OfRounds, column: str, side: str) -> None:
    found = rows(6, column, side)
    broken = slice(BREAKS, BREAKS + AWAY)
    found["away"][0, broken] = np.arange(1, AWAY + 1)
    found[column][0, broken] = 0.0
    found["returned"][0, BREAKS + AWAY] = 1.0
    lost = (GAIN - 0.01 * np.arange(BREAKS, BREAKS + AWAY)).sum()
    had = 3.0 * (GAIN - 0.01 * np.arange(BREAKS - 4, BREAKS)).sum() + LEFT
    expected = share.value(found)
    assert expected[0] == pytest.approx(lost / had)  # and not what time takes of all
    assert np.isnan(expected[1:]).all()
    assert HEALS.value(found)[0] == 1.0


def test_one_that_ends_loses_all_to_come() -> None:
    found = rows(6, "contribution", "vendor")
    found["cause"][0, BREAKS] = Cause.UNDERCUT
    for name in found:
        found[name][0, BREAKS + 1 :] = np.nan
    lost = (GAIN - 0.01 * np.arange(BREAKS + 1, BREAKS + 12)).sum()
    had = 3.0 * (GAIN - 0.01 * np.arange(BREAKS - 4, BREAKS)).sum() + LEFT
    assert VENDOR.value(found)[0] == pytest.approx(lost / had)
    assert HEALS.value(found)[0] == 0.0


@pytest.mark.parametrize("at", [2, ROUNDS - 5])
def test_a_breakdown_without_a_year_before_and_three_to_come_is_left_out(at: int) -> None:
    found = rows(6, "contribution", "vendor")
    found["away"][0, at] = 1.0
    assert np.isnan(VENDOR.value(found)).all()


def test_an_own_closing_is_no_breakdown() -> None:
    found = rows(6, "contribution", "vendor")
    found["cause"][0, BREAKS] = Cause.EXIT
    assert np.isnan(VENDOR.value(found)).all()


def test_both_lose_by_the_runs() -> None:
    runs = Runs(Luck(150, 5))
    for share in (VENDOR, ACCOUNT):
        values = share(MUTUAL).values(runs)
        known = values[~np.isnan(values)]
        assert len(known) > 50
        assert known.mean() > 3.0 * known.std() / len(known) ** 0.5


def test_rounds_away_are_not_served_at_a_loss() -> None:
    brought, away = np.array([[1.0, -1.0, -0.02, np.nan]]), np.array([[0.0, 0.0, 1.0, np.nan]])
    assert AT_A_LOSS.value({"contribution": brought, "away": away}) == pytest.approx([0.5])
    rounds = Runs(Luck(40, 5)).rounds(NEEDED, "Giant", ("contribution", "away"))
    assert (rounds["away"] > 0.0).any()


def test_no_business_moves_for_pennies_where_nobody_looks_though_accounts_are_away() -> None:
    runs = Runs(Luck(40, 5))
    case = BUYERS.but(DEAF)
    assert (runs.rounds(case, "buyer 1", ("away",))["away"] > 0.0).any()
    assert not _moves(case).values(runs).any()
