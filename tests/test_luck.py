"""Luck is NumPy's Philox, bit for bit, and depends on seed, replication, round, slot and purpose alone."""

from itertools import combinations, pairwise, product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import kstest, norm

from equipoise.sim.compiler import jit
from equipoise.sim.luck import BLOCKS, PURPOSES, Luck, Purpose, draw, draw_reference, normal

KEYS = st.integers(0, 2**63 - 1)
SMALL = 1.0 / np.sqrt(2.0**16)
"""One standard error of a correlation over 65,536 draws; tests allow four and a half, one chance in 150,000."""


def draws(seed: int, replication: int, rounds: int, slots: int) -> np.ndarray:
    """All draws of a run, by round, slot and purpose."""
    out = np.empty((rounds, slots, PURPOSES))
    fill(Luck.of(seed, replication, slots), out)
    return out


@jit
def fill(luck: Luck, out: np.ndarray) -> None:
    for t in range(out.shape[0]):
        for i in range(out.shape[1]):
            for purpose in range(out.shape[2]):
                out[t, i, purpose] = draw(luck, t, i, purpose)


def correlation(a: np.ndarray, b: np.ndarray) -> float:
    return float(np.corrcoef(a.ravel(), b.ravel())[0, 1])


@given(KEYS, KEYS, st.integers(1, 6), st.integers(0, 5))
def test_draws_are_numpy_s_philox_bit_for_bit(seed: int, replication: int, rounds: int, slots: int) -> None:
    """Counter (6 t + purpose // 4, slot), key (seed, replication), upper 53 bits to the middle of their interval."""
    found = draws(seed, replication, rounds, slots)
    for slot in range(slots):
        philox = np.random.Philox(
            key=np.array([seed, replication], np.uint64), counter=np.array([0, slot, 0, 0], np.uint64)
        )
        upper = (philox.random_raw(rounds * PURPOSES) >> np.uint64(11)).reshape(rounds, PURPOSES)
        assert np.array_equal(found[:, slot], (upper + 0.5) * 2.0**-53)


@given(KEYS, KEYS, st.integers(1, 20), st.integers(1, 20))
def test_the_compiled_draws_are_those_of_the_reference(seed: int, replication: int, rounds: int, slots: int) -> None:
    found, reference = draws(seed, replication, rounds, slots), Luck.of(seed, replication, slots)
    for t in range(rounds):
        for i, block in product(range(slots), range(BLOCKS)):
            draw_reference(reference, t, i, block)
        assert np.array_equal(found[t], reference.draws)


@given(KEYS, KEYS, st.integers(1, 10), st.integers(1, 10), st.integers(0, 10), st.integers(0, 10))
def test_a_longer_run_of_a_larger_vendor_begins_as_a_shorter_one(
    seed: int, replication: int, rounds: int, slots: int, longer: int, larger: int
) -> None:
    more = draws(seed, replication, rounds + longer, slots + larger)
    assert np.array_equal(more[:rounds, :slots], draws(seed, replication, rounds, slots))


def test_zero_is_a_seed_and_a_replication() -> None:
    runs = {key: draws(*key, 3, 2).tobytes() for key in [(0, 0), (0, 1), (1, 0), (1, 1), (2**63 - 1, 0)]}
    assert len(set(runs.values())) == len(runs)


def test_draws_lie_strictly_between_0_and_1_and_are_uniform() -> None:
    found = draws(0, 0, 200, 20).ravel()
    assert found.min() > 0.0
    assert found.max() < 1.0
    assert kstest(found, "uniform").pvalue > 0.001


@pytest.mark.parametrize("purpose", range(PURPOSES))
def test_each_purpose_is_uniform_by_itself(purpose: int) -> None:
    found = draws(3, 5, 256, 16)[:, :, purpose].ravel()
    assert kstest(found, "uniform").pvalue > 0.0005


def test_replications_seeds_slots_rounds_and_purposes_are_uncorrelated() -> None:
    base = draws(0, 0, 256, 11).ravel()[: 2**16]
    for other in ((0, 1), (1, 0), (1, 1), (0, 2**32), (2**62, 0)):
        assert abs(correlation(base, draws(*other, 256, 11).ravel()[: 2**16])) < 4.5 * SMALL
    found = draws(7, 0, 2048, 33)
    assert abs(correlation(found[:, :-1, 0], found[:, 1:, 0])) < 4.5 * SMALL
    assert abs(correlation(found[:-1, :, 0], found[1:, :, 0])) < 4.5 * SMALL
    for a, b in combinations(range(PURPOSES), 2):
        assert abs(correlation(found[:, :32, a], found[:, :32, b])) < 4.5 * SMALL, (a, b)


def normal_purposes() -> list[Purpose]:
    """Purposes that are followed by a gap: they take a pair."""
    values = [*sorted(Purpose), PURPOSES]
    return [Purpose(a) for a, b in pairwise(values) if b - a > 1]


@pytest.mark.parametrize("purpose", normal_purposes())
def test_a_pair_makes_a_standard_normal_deviate(purpose: Purpose) -> None:
    luck = Luck.of(11, 2, 16)
    found = [normal(luck, t, i, purpose) for t in range(256) for i in range(16)]
    assert kstest(found, norm.cdf).pvalue > 0.001


def test_deviates_of_different_purposes_are_uncorrelated() -> None:
    luck = Luck.of(13, 0, 32)
    deviates = {
        purpose: np.array([normal(luck, t, i, purpose) for t in range(128) for i in range(32)])
        for purpose in normal_purposes()
    }
    for a, b in combinations(deviates, 2):
        assert abs(correlation(deviates[a], deviates[b])) < 4.5 / np.sqrt(128 * 32)


def test_no_two_purposes_share_a_draw_but_those_that_never_meet() -> None:
    """Who falls back on an old contract has had talks in the round, and demands come up between talks."""
    taken: dict[int, list[str]] = {}
    pairs = set(normal_purposes())
    for name, purpose in Purpose.__members__.items():
        for one in (purpose, purpose + 1) if purpose in pairs else (purpose,):
            taken.setdefault(int(one), []).append(name)
    assert [names for names in taken.values() if len(names) > 1] == [["REFUSAL", "FALL_BACK"]]
    assert set(taken) == set(range(PURPOSES))
