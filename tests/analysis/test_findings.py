"""Which factor leads, and what is taken away where nothing tells it: each condition by figures on both sides of it."""

from dataclasses import replace
from math import isnan, sqrt

import numpy as np
import pytest
from numpy.typing import NDArray

from equipoise.analysis.data import DataError
from equipoise.analysis.prose.caveats import caveats
from equipoise.analysis.prose.sensitivity import most, sentence
from equipoise.analysis.sensitivity.levels import course
from equipoise.analysis.sensitivity.measured import Measured, resampled
from equipoise.analysis.sensitivity.noise import point_errors
from equipoise.analysis.sensitivity.ranking import Basis, Ranking, directions, restricted
from equipoise.analysis.sensitivity.ranks import RankRegression, rank_regression
from equipoise.analysis.sensitivity.screening import Screening
from equipoise.analysis.sensitivity.sobol import SobolIndices
from equipoise.analysis.sensitivity.tornado import Tornado

Array = NDArray[np.float64]
NAN = float("nan")
ENOUGH = Basis(9, 9, constant=False, used=30, needed=2, what=("run a point", "runs a point"), varied=(True, True, True))


def measured(*rows: tuple[float, float, float]) -> Measured:
    return Measured(*np.array(rows, float).T)


def swings(*rows: tuple[float, float, float], floor: float = 0.0, basis: Basis = ENOUGH) -> Ranking:
    swing = measured(*rows)
    result = Tornado(0.5, 0.5 - swing.value / 2.0, 0.5 + swing.value / 2.0, swing, (("1", "8"),) * len(rows))
    names = tuple("abc"[: len(rows)])
    return Ranking("o", "survival", "share", "1", names, result, directions(swing), NAN, floor, basis)


SURE, TOUCHES, APART = (0.5, 0.4, 0.6), (0.3, 0.1, 0.4), (0.2, 0.1, 0.39)


def test_leaders_are_the_strongest_and_those_that_reach_into_it() -> None:
    assert swings(APART, SURE, TOUCHES).leaders() == [1, 2]
    assert swings(APART, SURE, (-0.45, -0.5, -0.41)).leaders() == [1, 2]  # whichever way it goes
    assert swings(SURE, APART, APART, floor=0.39).leaders() == [0]
    assert swings(SURE, APART, APART, floor=0.4).leaders() == []
    assert swings((0.5, -0.1, 0.9), SURE, APART).leaders() == []  # the strongest is not clear
    assert swings((NAN, NAN, NAN), SURE, APART).order == [1, 2, 0]
    assert swings((NAN, NAN, NAN), (0.0, 0.0, 0.0)).order == [1, 0]


@pytest.mark.parametrize(
    ("lacking", "said"),
    [
        (ENOUGH._replace(valued=0), "has no value at any"),
        (ENOUGH._replace(varied=(False, False, False)), "othing was varied"),
        (ENOUGH._replace(constant=True), "the same at every point"),
        (ENOUGH._replace(used=1), "1 run a point is too few to tell"),
    ],
)
def test_each_lack_alone_silences_a_finding(lacking: Basis, said: str) -> None:
    assert ENOUGH.tells
    assert ENOUGH._replace(used=2, varied=(False, True, False)).tells
    assert not lacking.tells
    silent = swings(SURE, APART, APART, basis=lacking)
    assert silent.leaders() == []
    assert said in sentence(silent)
    assert said in most(silent)


def test_what_was_not_varied_has_no_figure_and_what_rests_on_too_little_no_interval() -> None:
    still, few = ENOUGH._replace(varied=(True, False, True)), ENOUGH._replace(used=1)
    rows = measured(SURE, TOUCHES, APART)
    none = np.full(3, NAN)
    kinds = {
        True: (Screening(rows, rows, rows, np.full(3, 4)), Tornado(0.5, none, none, rows)),
        False: (SobolIndices(rows, rows, 1.0, 9, 0), RankRegression(rows, 0.9, 9, 0)),
    }
    for seen, results in kinds.items():
        for result in results:
            strength = replace(swings(SURE, TOUCHES, APART), result=restricted(result, still)).strength
            for part, whole in zip(strength, rows, strict=True):
                assert np.isnan(part).tolist() == [False, True, False]
                assert part[[0, 2]].tolist() == whole[[0, 2]].tolist()
            strength = replace(swings(SURE, TOUCHES, APART), result=restricted(result, few)).strength
            assert np.isnan([strength.low, strength.high]).all()
            assert np.isnan(strength.value).all() == (not seen)
            assert np.isfinite(strength.value).all() == seen


def test_shares_that_noise_could_show_reach_down_to_nothing() -> None:
    total, first = measured(SURE, TOUCHES, APART), measured(TOUCHES, (0.1, -0.2, 0.3), APART)
    found = restricted(SobolIndices(first, total, 1.0, 99, 0), ENOUGH, floor=0.1)
    assert isinstance(found, SobolIndices)
    assert found.total.low.tolist() == [0.4, 0.0, 0.0]  # 0.1 does not clear 0.1
    assert found.first.low.tolist() == [0.1, -0.2, 0.0]
    assert found.total.high.tolist() == total.high.tolist()


def test_a_direction_takes_an_interval_on_one_side() -> None:
    found = directions(measured((1, 0.1, 2), (-1, -2, -0.1), (1, 0.0, 2), (-1, -2, 0.0), (1, -1, 3), (1, NAN, NAN)))
    assert found.tolist() == [1, -1, 0, 0, 0, 0]


def test_a_size_begins_at_nothing_where_its_interval_holds_it() -> None:
    sizes = measured((1, 0.5, 2), (-1, -2, -0.5), (1, -3, 2), (1, 0.0, 2), (-1, -2, 0.0)).sizes()
    assert sizes.value.tolist() == [1, 1, 1, 1, 1]
    assert sizes.low.tolist() == [0.5, 0.5, 0.0, 0.0, 0.0]
    assert sizes.high.tolist() == [2, 2, 3, 2, 2]


def mean(drawn: NDArray[np.int64]) -> Array:
    return np.asarray(drawn.mean(axis=-1)[None])


def test_resamples_have_an_interval_where_most_have_a_figure() -> None:
    means = resampled(9, 1, mean)  # about 4, half of all resamples below

    def known_below(limit: float) -> Measured:
        return resampled(9, 1, lambda drawn: np.where(mean(drawn) < limit, mean(drawn), NAN))

    assert means.low == pytest.approx(4.0 - 1.96 * sqrt(60.0 / 9.0) / 3.0, abs=0.25)
    few, most_of_all = known_below(3.8), known_below(4.3)
    assert np.isnan([few.low, few.high]).all()
    assert most_of_all.low == pytest.approx(means.low, abs=0.5)
    assert means.low < most_of_all.high < means.high
    two, one = (resampled(rows, 1, mean) for rows in (2, 1))
    assert np.isfinite([two.low, two.high]).all()
    assert np.isnan([one.low, one.high]).all()
    endless = resampled(9, 1, lambda drawn: np.where(mean(drawn) < 3.5, np.inf, mean(drawn)))
    assert np.isfinite([endless.low, endless.high]).all()


@pytest.mark.parametrize("points", [10, 25, 40])
def test_a_rank_coefficient_that_is_rounding_is_nothing_and_goes_no_way(points: int) -> None:
    x = np.random.default_rng(points).random((points, 3))
    found = rank_regression(x, x[:, 0] ** 3).coefficients
    assert [part[1:].tolist() for part in found] == [[0.0, 0.0]] * 3
    assert directions(found).tolist() == [1, 0, 0]
    with pytest.raises(DataError, match="numbers of words"):
        rank_regression(x, x[:, 0], words=[0, 0])


def test_the_strongest_without_an_interval_is_said_to_be() -> None:
    unknown = swings((0.9, NAN, NAN), SURE, APART)
    assert sentence(unknown) == "Over these ranges, what moves survival most cannot be told: a has no interval."
    assert "nothing clearly" in sentence(swings((0.9, -0.1, 1.9), SURE, APART))


def test_runs_that_are_all_alike_are_no_certainty() -> None:
    runs = np.array([2.0, 2.0, 200.0, 200.0, 200.0])
    shares = point_errors(np.array([0.0, 1.0, 0.0, 1.0, 0.3]), np.array([0, 0, 0, 0, 0.03]), runs)
    assert shares[:2] == pytest.approx(sqrt(2.0 / 6.0 * 4.0 / 6.0 / 6.0))
    assert shares[2:4] == pytest.approx(sqrt(2.0 / 204.0 * 202.0 / 204.0 / 204.0))
    assert shares[4] == 0.03
    leads = point_errors(np.array([0.0, 1.0, -1.0]), np.zeros(3), np.array([2.0, 2.0, 2.0]), differences=True)
    assert leads.tolist() == pytest.approx([0.0, sqrt(2.0) / 4.0, sqrt(2.0) / 4.0])


def test_few_runs_a_point_are_said_to_be() -> None:
    for used, told in ((2, True), (9, True), (10, False)):
        said = " ".join(caveats(swings(SURE, APART, APART, basis=ENOUGH._replace(used=used))))
        assert (f"of {used} runs a point they are too narrow" in said) == told


def test_of_words_that_are_all_alike_two_are_named() -> None:
    for means in ([0.3, 0.3, 0.3], [NAN, 0.3, 0.3]):
        way = course(np.array(means), np.full(3, 0.1), ordered=False)
        assert (way.start, way.end) == (3 - len([m for m in means if not isnan(m)]), 2)
