"""Relationships that differ but do not age: geometric lifetimes whose hazards are mixed by a Beta distribution.

Each relationship has a constant hazard of its own, drawn once from Beta(a, b). Then S(t) = B(a, b + t) / B(a, b), and
the hazard seen among those left, a / (a + b + t - 1), falls although nobody's does (Potter and Parker 1964; Fader and
Hardie 2007). It is the rival explanation that any falling hazard has to beat.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import log
from typing import TYPE_CHECKING

import numpy as np
from scipy.special import betaln, chdtrc, xlog1py, xlogy

from equipoise.analysis.data import FEWEST, DataError
from equipoise.analysis.one_thread import one_thread

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

    from equipoise.analysis.restricted_mean import Lifetimes

_EVEN = 1e6
"""a + b above which hazards no longer differ in any way that shows: their spread is below a thousandth of the root."""


@dataclass(frozen=True)
class BetaGeometric:
    """Beta-mixed geometric lifetimes."""

    #: parameters of the Beta distribution of hazards; mean hazard a / (a + b). Near 0 they stand for
    #: relationships that are very different, and for nearly equal ones when large
    a: float
    b: float
    log_likelihood: float = float("nan")  #: of the data it was fitted to
    #: that all have one hazard: likelihood ratio test against the geometric distribution, which lies on the
    #: edge of the model, so that the p-value is half that of chi squared with one degree of freedom (Self and
    #: Liang 1987). It takes relationships for independent
    p: float = float("nan")

    def survival(self, rounds: ArrayLike) -> NDArray[np.float64]:
        """Chance of outliving so many rounds, from 0: B(a, b + t) / B(a, b)."""
        t = _from(0.0, rounds)
        return np.asarray(np.exp(betaln(self.a, self.b + t) - betaln(self.a, self.b)))

    def hazard(self, rounds: ArrayLike) -> NDArray[np.float64]:
        """Chance of ending in a round, from 1, among those that have come to it: a / (a + b + t - 1)."""
        return np.asarray(self.a / (self.a + self.b + _from(1.0, rounds) - 1.0))


@one_thread()
def fit_beta_geometric(lifetimes: Lifetimes) -> BetaGeometric:
    """Fit by maximum likelihood.

    Parameters
    ----------
    lifetimes : Lifetimes
        Relationships, some of which have ended; those of 0 rounds tell nothing.

    Returns
    -------
    BetaGeometric
        Its ``a`` + ``b`` stops at a million where the data show no difference between relationships.

    Raises
    ------
    equipoise.analysis.data.DataError
        When nothing ended, everything ended in the first round, or there are fewer than two relationships.
    """
    from scipy.optimize import Bounds, minimize

    rounds, ended = lifetimes.rounds, lifetimes.ended & (lifetimes.rounds > 0)
    at_end, at_loss = np.bincount(rounds[ended]), np.bincount(rounds[~ended])
    endings, exposure = float(ended.sum()), float(rounds.sum())
    if not 0.0 < endings < exposure or (rounds > 0).sum() < FEWEST:
        raise DataError("a distribution of hazards takes relationships that ended and rounds in which they did not")

    def log_likelihood(a: float, b: float) -> float:
        # ln P(T = t) = ln B(a + 1, b + t - 1) - ln B(a, b), and ln S(t) = ln B(a, b + t) - ln B(a, b).
        t, u = np.arange(len(at_end), dtype=np.float64), np.arange(len(at_loss), dtype=np.float64)
        ended_at = at_end[1:] @ betaln(a + 1.0, b + t[1:] - 1.0)
        lost_at = at_loss @ betaln(a, b + u)
        return float(ended_at + lost_at - (at_end.sum() + at_loss.sum()) * betaln(a, b))

    def parameters(x: NDArray[np.float64]) -> tuple[float, float]:
        mean, sum_of_both = 1.0 / (1.0 + np.exp(-x[0])), np.exp(x[1])
        return float(mean * sum_of_both), float((1.0 - mean) * sum_of_both)

    def loss(x: NDArray[np.float64]) -> float:
        return -log_likelihood(*parameters(x))

    even = endings / exposure
    start = np.array([log(even / (1.0 - even)), log(5.0)])
    found = minimize(
        loss,
        start,
        method="L-BFGS-B",
        bounds=Bounds(np.array([start[0] - 15.0, log(1e-3)]), np.array([start[0] + 15.0, log(_EVEN)])),
        tol=1e-12,
    )
    a, b = parameters(found.x)
    of_one_hazard = float(xlogy(endings, even) + xlog1py(exposure - endings, -even))
    best = -float(found.fun)
    return BetaGeometric(a, b, best, float(chdtrc(1.0, max(2.0 * (best - of_one_hazard), 0.0))) / 2.0)


def _from(least: float, rounds: ArrayLike) -> NDArray[np.float64]:
    found = np.asarray(rounds, np.float64)
    if not (found >= least).all():
        raise DataError(f"rounds count from {least:g}; one of them is {found.min():g}")
    return found
