"""Terms are looked for at which talks come to given contracts: a quasi-Newton search for each account, all at once.

What is looked for are rivals' quotes, which move prices, and the cost of being bound, which moves what is bound. Each
moves the other's: the dearer rivals are, the more being bound is worth, and who is bound pays another price. So the
slopes of both are learnt together, from talk to talk (Broyden 1965, Mathematics of Computation 19).
"""

from __future__ import annotations

from math import log
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

LEAST_RIGID, MOST_RIGID = 1e-3, 10.0
"""Costs of being bound between which one is looked for, money a unit; at the most nothing is bound."""

USUAL_SLOPES = ((0.5, 0.0), (0.0, -1.0))
"""How far a price, and the logarithm of what is bound, move with a quote and with the logarithm of the cost of being
bound, where that is not known: a bargain between equals splits what others leave, and what is bound is its worth over
its cost, as :func:`equipoise.sim.rules.package.efficient_commitment` has it."""

FLATTEST, STEEPEST = 0.2, 1.5
"""Slopes of a price with a quote that are believed; those of what is bound with its cost up to twice these, at -1."""

WEIGHTS = np.array([1.0, 0.1])
"""Steps as they are compared: a hundredth of a list price is as long as a tenth of the cost of being bound."""

LONGEST, LONGEST_LOG = 0.3, log(50.0)
"""Longest step of a quote, money a unit, and of the logarithm of the cost of being bound."""

SHORTEST = 1e-5
"""Shortest step that says how far contracts move with it."""

LITTLE, LEAST = 2e-3, 1e-4
"""Step of a quote within which a price leaps that moves further than any that is believed, and one within which any
does that moves past what is looked for."""


class Search(NamedTuple):
    """A search for terms: a quote, money a unit, and the logarithm of the cost of being bound.

    Attributes
    ----------
    low, high : ndarray of shape (accounts, 2)
        The terms lie between these; where they are the same nothing is looked for.
    terms : ndarray of shape (accounts, 2)
        What is tried.
    slopes : ndarray of shape (accounts, 2, 2)
        How far price and logarithm of what is bound move with the terms.
    seen, off : ndarray of shape (accounts, 2)
        Terms at which talks were held last, and how far both lay above what is looked for; NaN for not known.
    leaps : ndarray of bool of shape (accounts,)
        Where a price leaps past what is looked for, since with a little more somebody no longer signs.
    """

    low: NDArray[np.float64]
    high: NDArray[np.float64]
    terms: NDArray[np.float64]
    slopes: NDArray[np.float64]
    seen: NDArray[np.float64]
    off: NDArray[np.float64]
    leaps: NDArray[np.bool_]

    def with_talks(self, off: NDArray[np.float64]) -> Search:
        """See how far contracts moved: J = J_0 + (f - f_0 - J_0 d) d' / d'd, with steps d as they are compared."""
        moved, changed = self.terms - self.seen, off - self.off
        length = np.sqrt(((WEIGHTS * moved) ** 2).sum(axis=1))
        known = np.isfinite(changed).all(axis=1) & (length > SHORTEST)
        moved, changed, length = moved[known], changed[known], length[known]
        slopes = self.slopes.copy()
        surprise = changed - np.einsum("kij,kj->ki", slopes[known], moved)
        slopes[known] += surprise[:, :, None] * (WEIGHTS**2 * moved)[:, None, :] / length[:, None, None] ** 2
        slopes[:, 0, 0] = np.clip(slopes[:, 0, 0], FLATTEST, STEEPEST)
        slopes[:, 1, 1] = np.clip(slopes[:, 1, 1], -2.0 * STEEPEST, -2.0 * FLATTEST)
        return self._replace(slopes=slopes, seen=self.terms, off=off, leaps=self._leaps(off))

    def _leaps(self, off: NDArray[np.float64]) -> NDArray[np.bool_]:
        """Where a price moved past what is looked for, by more than the cost of being bound and any slope explain."""
        moved = self.terms - self.seen
        step = np.abs(moved[:, 0])
        by_quote = np.abs(off[:, 0] - self.off[:, 0] - self.slopes[:, 0, 1] * moved[:, 1])
        past = self.off[:, 0] * off[:, 0] < 0.0
        found: NDArray[np.bool_] = past & ((step <= LEAST) | ((step <= LITTLE) & (by_quote > STEEPEST * step)))
        return found

    def ended(self, near: tuple[float, float]) -> NDArray[np.bool_]:
        """Where talks come near enough to both, or no terms that may be bring them nearer."""
        up = self.off * np.sign(np.diag(USUAL_SLOPES)) < 0.0
        at_an_end = np.where(up, self.terms >= self.high, self.terms <= self.low)
        price, bound = ((np.abs(self.off) <= near) | (at_an_end & np.isfinite(self.off)) | (self.low >= self.high)).T
        found: NDArray[np.bool_] = (price | self.leaps) & (bound | np.isnan(self.off[:, 1]))
        return found

    def onwards(self) -> Search:
        """Try terms at which contracts would be what is looked for, by their slopes; dearer quotes where nobody signed.

        The step of the cost of being bound is that which the step of the quote leaves, since that one may be cut.
        """
        price, bound = np.nan_to_num(self.off).T
        (price_by_quote, price_by_cost), (bound_by_quote, bound_by_cost) = np.moveaxis(self.slopes, 0, -1)
        is_sought = self.low[:, 1] < self.high[:, 1]
        price_by_cost = np.where(is_sought, price_by_cost, 0.0)  # a cost that stays moves no price
        slope = np.clip(price_by_quote - price_by_cost * bound_by_quote / bound_by_cost, FLATTEST, STEEPEST)
        step = np.clip((price_by_cost * bound / bound_by_cost - price) / slope, -LONGEST, LONGEST)
        step = np.where(np.isnan(self.off[:, 0]), LONGEST, step)
        step = np.clip(self.terms[:, 0] + step, self.low[:, 0], self.high[:, 0]) - self.terms[:, 0]
        of_cost = np.clip(-(bound + bound_by_quote * step) / bound_by_cost, -LONGEST_LOG, LONGEST_LOG)
        of_cost = np.where(np.isnan(self.off[:, 1]), 0.0, of_cost)
        terms = self.terms + np.column_stack([step, of_cost])
        return self._replace(terms=np.clip(terms, self.low, self.high))


def usual_slopes(accounts: int) -> NDArray[np.float64]:
    """Slopes where none is known yet, shape (accounts, 2, 2)."""
    return np.tile(np.array(USUAL_SLOPES), (accounts, 1, 1))


def search_from(
    terms: NDArray[np.float64], low: NDArray[np.float64], high: NDArray[np.float64], slopes: NDArray[np.float64]
) -> Search:
    """Begin a search with some terms."""
    unknown, nowhere = np.full_like(terms, np.nan), np.zeros(len(terms), dtype=bool)
    return Search(low, high, np.clip(terms, low, high), slopes, unknown, unknown, nowhere)
