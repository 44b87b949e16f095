"""A declared measure: name, unit, meaning, and how it follows from the records of a run."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

Kind = Literal["share", "money", "price", "index", "chance", "count", "time"]


class Outcome(NamedTuple):
    """One declared measure.

    Examples
    --------
    >>> from equipoise import Outcome
    >>> talks = Outcome("talks_a_round", "1", "count", "Talks a round.", lambda run: run["talks"] / run["rounds"])
    """

    name: str  #: as printed in tables, JSON and the reference
    unit: str
    #: how it is written: ``share``, ``money``, ``price``, ``index``, ``count``, ``time``, or ``chance`` where it is 0
    #: or 1 in each run (so that its interval is a proportion's)
    kind: Kind
    meaning: str  #: in a sentence
    #: from rows of dtype ``RUN`` (see :mod:`equipoise.sim.tally`) to one value a run; NaN where it does not exist (a
    #: margin without revenue). None where a run has no such measure
    of_run: Callable[..., NDArray[np.float64]] | None = None
    #: from rows of dtype ``RECORD`` and ``RUN`` to one value a run; None where an account has no such measure
    of_account: Callable[..., NDArray[np.float64]] | None = None
    #: whether it follows from rounds: then ``of_run`` gets, besides, the vendor after every round, shape (n, rounds),
    #: dtype ``VENDOR_ROW``, and every relationship, shape (n, rounds, slots), dtype ``RELATIONSHIP_ROW`` (see
    #: :mod:`equipoise.sim.state`); ``of_account`` the same of the account's slot alone, shape (n, rounds), where
    #: somebody else may be once it has ended
    rounds: bool = False


def ratio(above: NDArray[np.float64], below: NDArray[np.float64]) -> NDArray[np.float64]:
    """Divide; NaN where there is nothing to divide by."""
    result: NDArray[np.float64] = np.divide(
        above, below, out=np.full(np.shape(above), np.nan), where=np.asarray(below) > 0
    )
    return result
