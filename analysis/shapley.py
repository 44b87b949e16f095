"""Shapley values: a fair share of what players bring together, exact over all coalitions, run by run."""

from __future__ import annotations

from math import factorial
from typing import TYPE_CHECKING

import numpy as np

from equipoise.analysis.data import DataError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray


def coalitions(players: Sequence[str]) -> Iterator[frozenset[str]]:
    """All 2^n coalitions in the order of :func:`shapley_values`: player k is in those whose number has bit k set."""
    for number in range(2 ** len(players)):
        yield frozenset(player for k, player in enumerate(players) if number >> k & 1)


def shapley_values(worth: NDArray[np.float64]) -> NDArray[np.float64]:
    """Each player's share: its marginal worth, averaged over every order in which the players could come together.

    ``phi_i = sum over coalitions S without i of |S|! (n - |S| - 1)! / n! (v(S + i) - v(S))`` (Shapley 1953).

    The value is linear in the worth, so that the value of a mean over runs is the mean of the runs' values: their
    spread is its standard error, whatever the coalitions' worths share by common luck.

    Parameters
    ----------
    worth : ndarray of shape (2**n, ...)
        Worth of each coalition in the order of :func:`coalitions`, usually a value a run.

    Returns
    -------
    ndarray of shape (n, ...)
        Shares; they add up to the worth of all less the worth of none.

    Raises
    ------
    equipoise.analysis.data.DataError
        When the number of coalitions is not a power of two, or a worth is infinite.
    """
    worth = np.asarray(worth, np.float64)
    if not worth.ndim or not len(worth):
        raise DataError("shares take the worth of every coalition, and there is none")
    if np.isinf(worth).any():
        raise DataError("the worth of a coalition must be a finite number; one is infinite")
    size = len(worth)
    players = size.bit_length() - 1
    if size != 2**players:
        raise DataError(f"{size} worths are not those of all coalitions: their number must be a power of two")
    numbers = np.arange(size)
    members = np.bitwise_count(numbers).astype(np.int64)
    weights = np.array([factorial(k) * factorial(players - k - 1) / factorial(players) for k in range(players)])
    values = np.zeros((players, *worth.shape[1:]))
    for k in range(players):
        without = numbers[numbers >> k & 1 == 0]
        values[k] = np.tensordot(weights[members[without]], worth[without | 1 << k] - worth[without], axes=1)
    return values
