"""Shapley values by their axioms, by games with known values, and against the definition over orders of arrival."""

from itertools import permutations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from numpy.typing import NDArray

from equipoise.analysis.shapley import coalitions, shapley_values

GAMES = st.integers(1, 4).flatmap(lambda n: arrays(np.float64, (2**n, 3), elements=st.floats(-10, 10)))
NAMES = "abcd"


def game(players: str, worth: dict[str, float]) -> NDArray[np.float64]:
    """Worth of every coalition: that of its own letters, or of nobody's."""
    return np.array([worth.get("".join(sorted(c)), 0.0) for c in coalitions(players)])


def by_orders(worth: NDArray[np.float64]) -> NDArray[np.float64]:
    """The definition: the mean of marginal worths over every order in which the players come."""
    players = len(worth).bit_length() - 1
    orders = list(permutations(range(players)))
    shares = np.zeros((players, *worth.shape[1:]))
    for order in orders:
        there = 0
        for player in order:
            shares[player] += worth[there | 1 << player] - worth[there]
            there |= 1 << player
    return shares / len(orders)


@given(GAMES)
def test_values_are_marginal_worths_averaged_over_all_orders(worth: NDArray[np.float64]) -> None:
    np.testing.assert_allclose(shapley_values(worth), by_orders(worth), atol=1e-12)


@given(GAMES)
def test_efficiency_shares_add_up_to_the_worth_of_all_less_that_of_none(worth: NDArray[np.float64]) -> None:
    np.testing.assert_allclose(shapley_values(worth).sum(axis=0), worth[-1] - worth[0], atol=1e-12)


@given(GAMES)
def test_a_null_player_gets_nothing(worth: NDArray[np.float64]) -> None:
    with_one_more = np.concatenate([worth, worth])  # the last player changes nothing
    shares = shapley_values(with_one_more)
    np.testing.assert_allclose(shares[-1], 0.0, atol=1e-12)
    np.testing.assert_allclose(shares[:-1], shapley_values(worth), atol=1e-12)


@given(GAMES)
def test_linearity_the_value_of_the_mean_is_the_mean_of_the_values(worth: NDArray[np.float64]) -> None:
    np.testing.assert_allclose(shapley_values(worth.mean(axis=1)), shapley_values(worth).mean(axis=1), atol=1e-12)


def test_symmetry_players_that_are_alike_share_alike() -> None:
    shares = shapley_values(game("abc", {"ab": 6.0, "ac": 2.0, "bc": 2.0, "abc": 9.0}))
    assert shares[0] == shares[1] != shares[2]


def test_the_glove_game() -> None:
    # One left glove, two right ones; a pair is worth 1.
    shares = shapley_values(game("abc", {"ab": 1.0, "ac": 1.0, "abc": 1.0}))
    np.testing.assert_allclose(shares, [2 / 3, 1 / 6, 1 / 6])


def test_coalitions_come_in_the_order_of_their_numbers() -> None:
    assert ["".join(sorted(c)) for c in coalitions("abc")] == ["", "a", "b", "ab", "c", "ac", "bc", "abc"]


def test_a_game_without_all_of_its_coalitions_is_refused() -> None:
    with pytest.raises(ValueError, match="3 worths are not those of all coalitions"):
        shapley_values(np.zeros(3))
