"""Quotes are looked for at which talks come to given prices: a secant for each account, all at once."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

USUAL_SLOPE = 0.5
"""How far a price moves with a quote where that is not known: a bargain between equals splits what others leave."""

FLATTEST, STEEPEST = 0.2, 1.5
"""Slopes that are believed."""

LONGEST, SHORTEST = 0.3, 1e-4
"""Longest step of a quote, and the shortest that says how far its price moves with it."""

LITTLE = 2e-3
"""Step of a quote within which a price leaps that moves further than any that is believed."""


class Search(NamedTuple):
    """A search for quotes; all in money a unit.

    Attributes
    ----------
    low, high : ndarray of shape (accounts,)
        Each quote lies between these.
    quotes, slopes : ndarray of shape (accounts,)
        What is tried, and how far a price moves with it.
    seen, short : ndarray of shape (accounts,)
        Quotes at which talks were held last, and how far the prices that they came to fall short; NaN for no contract.
    leaps : ndarray of bool of shape (accounts,)
        Where a price leaps past what is looked for, since with a little more somebody no longer signs.
    """

    low: NDArray[np.float64]
    high: NDArray[np.float64]
    quotes: NDArray[np.float64]
    slopes: NDArray[np.float64]
    seen: NDArray[np.float64]
    short: NDArray[np.float64]
    leaps: NDArray[np.bool_]

    def with_talks(self, short: NDArray[np.float64]) -> Search:
        """See how far prices moved: b = (s_0 - s) / (q - q_0), where talks at q fall short by s, and at q_0 by s_0."""
        moved, nothing = self.quotes - self.seen, np.full_like(short, np.nan)
        slopes = np.divide(self.short - short, moved, out=nothing, where=np.abs(moved) > SHORTEST)
        believed = np.where(np.isfinite(slopes), np.clip(slopes, FLATTEST, STEEPEST), self.slopes)
        leaps = (self.short * short < 0.0) & (np.abs(moved) <= LITTLE) & ~(slopes <= STEEPEST)
        return self._replace(slopes=believed, seen=self.quotes, short=short, leaps=leaps)

    def ended(self, near: float) -> NDArray[np.bool_]:
        """Where talks come near enough, or no quote that may be brings them nearer."""
        too_low, too_high = self.short > 0.0, self.short < 0.0
        at_an_end = (too_low & (self.quotes >= self.high)) | (too_high & (self.quotes <= self.low))
        found: NDArray[np.bool_] = (np.abs(self.short) <= near) | at_an_end | self.leaps
        return found

    def onwards(self) -> Search:
        """Try quotes at which prices would be what is looked for, q + s / b; higher ones where nobody signed."""
        steps = np.where(np.isnan(self.short), LONGEST, np.clip(self.short / self.slopes, -LONGEST, LONGEST))
        return self._replace(quotes=np.clip(self.quotes + steps, self.low, self.high))


def search_from(quotes: NDArray[np.float64], low: NDArray[np.float64], high: NDArray[np.float64]) -> Search:
    """Begin a search with some quotes."""
    unknown, nowhere = np.full_like(quotes, np.nan), np.zeros(len(quotes), dtype=bool)
    return Search(low, high, np.clip(quotes, low, high), np.full_like(quotes, USUAL_SLOPE), unknown, unknown, nowhere)
