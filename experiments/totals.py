"""What a comparison adds up while its runs stream by: moments of every measure, and counts of every ending."""

from __future__ import annotations

from hashlib import blake2b
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from equipoise.analysis.moments import Moments
from equipoise.sim.outcomes import OUTCOMES, measure, run_outcomes
from equipoise.sim.state import Cause

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from equipoise.sim.kernel import Chunk
    from equipoise.sim.outcomes import Outcome

ENDINGS = tuple(cause for cause in Cause if cause != Cause.NONE)
"""Causes of ending, whose rows follow those of the outcomes."""


def of_run(own: Sequence[Outcome]) -> list[Outcome]:
    """Outcomes of a run, in the order of the rows of :attr:`Values.run`; somebody's own are the last."""
    return [outcome for outcome in (*OUTCOMES, *own) if outcome.of_run is not None]


def of_account(own: Sequence[Outcome]) -> list[Outcome]:
    """Outcomes of an account, in the order of the rows of :attr:`Values.account`; somebody's own are the last."""
    return [outcome for outcome in (*OUTCOMES, *own) if outcome.of_account is not None]


class Values(NamedTuple):
    """Every measure of some runs, and the records that they are made of."""

    # shape (outcomes + endings, n): outcomes of each run, then the share of the scenario's own accounts that each cause
    # has ended
    run: NDArray[np.float64]
    # shape (outcomes + endings, accounts, n): outcomes of each of the scenario's own accounts, then 1 where a cause has
    # ended it
    account: NDArray[np.float64]
    named: NDArray[np.void]  # shape (n, accounts): records of the scenario's own accounts


def joined(parts: Sequence[Values]) -> Values:
    """One after the other."""
    if len(parts) == 1:
        return parts[0]
    run, account, named = zip(*parts, strict=True)
    return Values(np.concatenate(run, axis=-1), np.concatenate(account, axis=-1), np.concatenate(named))


def values_of(own: Sequence[Outcome], chunk: Chunk) -> Values:
    """Work out every measure of a chunk, somebody's own among them."""
    named, runs = chunk.named, chunk.runs[:, None]
    ended = np.stack([cause == named["cause"].T for cause in ENDINGS]).astype(np.float64)
    share = ended.sum(axis=1) / ended.shape[1] if ended.shape[1] else np.full((len(ENDINGS), len(named)), np.nan)
    outcomes = [outcome.of_account(named, runs).T for outcome in OUTCOMES if outcome.of_account is not None]
    of_runs = measure(chunk, [outcome for outcome in own if outcome.of_run is not None], [None])[0]
    of_accounts = [outcome for outcome in own if outcome.of_account is not None]
    by_account = measure(chunk, of_accounts, range(named.shape[1])).swapaxes(0, 1)
    return Values(
        np.concatenate([np.stack(list(run_outcomes(chunk).values())), of_runs, share]),
        np.concatenate([np.stack(outcomes), by_account, ended]),
        named,
    )


class ArmTotals:
    """Totals of one arm.

    Attributes
    ----------
    digest : hashlib.blake2b
        Of every run's measures: the same for two arms where all that is measured is.
    run, account : Moments or None
        Of :class:`Values`; None before the first chunk.
    held : Moments or None
        Of the share of the scenario's own accounts held after 0 to ``rounds`` rounds.
    endings : ndarray of int, shape (accounts, rounds + 1, causes)
        Relationships by account, rounds served and cause.
    """

    def __init__(self, accounts: int, rounds: int) -> None:
        self.digest = blake2b()
        self.run: Moments | None = None
        self.account: Moments | None = None
        self.held: Moments | None = None
        self.endings = np.zeros((accounts, rounds + 1, len(Cause)), np.int64)

    def add(self, values: Values) -> None:
        """Add some runs."""
        named = values.named
        for part in (values.run, values.account):
            # A zero has two signs and what is no number many forms, which are all alike here.
            self.digest.update(np.where(np.isnan(part), np.nan, part + 0.0).tobytes())
        self.run = merged(self.run, values.run)
        self.account = merged(self.account, values.account)
        accounts, lengths, causes = self.endings.shape
        rounds, cause = named["rounds"].astype(np.int64), named["cause"].astype(np.int64)
        place = (np.arange(accounts) * lengths + rounds) * causes + cause
        self.endings += np.bincount(place.ravel(), minlength=self.endings.size).reshape(self.endings.shape)
        if accounts:
            self.held = merged(self.held, _held(rounds, cause, lengths))


def _held(rounds: NDArray[np.int64], cause: NDArray[np.int64], lengths: int) -> NDArray[np.float64]:
    """Share of a run's accounts that have not ended after 0, 1, ... rounds, shape (lengths, n)."""
    runs, accounts = rounds.shape
    place = np.arange(runs)[:, None] * lengths + rounds
    ended = np.bincount(place.ravel(), weights=(cause != Cause.NONE).ravel(), minlength=runs * lengths)
    return np.ascontiguousarray(1.0 - ended.reshape(runs, lengths).cumsum(axis=1).T / accounts)


class PairTotals:
    """Totals of one arm less another, run by run.

    Attributes
    ----------
    shared : list of str
        Accounts that both have, by name.
    run, account : Moments or None
        Of differences of :class:`Values`, the accounts in the order of ``shared``.
    run_differs, account_differs : ndarray of bool, of the same shapes, or None
        Whether any run differs, be it that one side alone has the measure.
    """

    def __init__(self, arm: list[str], against: list[str]) -> None:
        places = [{name: place for place, name in enumerate(names)} for names in (arm, against)]
        self.shared = [name for name in arm if name in places[1]]
        self.run: Moments | None = None
        self.account: Moments | None = None
        self.run_differs: NDArray[np.bool_] | None = None
        self.account_differs: NDArray[np.bool_] | None = None
        self._arm, self._against = ([place[name] for name in self.shared] for place in places)

    def add(self, arm: Values, against: Values) -> None:
        """Add a chunk of both.

        Parameters
        ----------
        arm, against : Values
            Measures of the same replications.
        """
        own, other = arm.account[:, self._arm], against.account[:, self._against]
        self.run = _with(self.run, Moments.of_differences(arm.run, against.run))
        self.account = _with(self.account, Moments.of_differences(own, other))
        self.run_differs = _either(self.run_differs, differing(arm.run, against.run))
        self.account_differs = _either(self.account_differs, differing(own, other))


def differing(one: NDArray[np.float64], other: NDArray[np.float64]) -> NDArray[np.bool_]:
    """Whether any run differs, be it that one side alone has the measure.

    Parameters
    ----------
    one, other : ndarray of shape (..., runs)
        Measures of the same runs; NaN where there is none.

    Returns
    -------
    ndarray of bool, shape (...)
        False where all runs are exactly alike.
    """
    return np.asarray(((one != other) & ~(np.isnan(one) & np.isnan(other))).any(axis=-1))


def _either(before: NDArray[np.bool_] | None, now: NDArray[np.bool_]) -> NDArray[np.bool_]:
    return now if before is None else before | now


def merged(before: Moments | None, values: NDArray[np.float64]) -> Moments:
    """Moments with a further chunk.

    Parameters
    ----------
    before : Moments or None
        So far.
    values : ndarray of shape (..., n)
        The chunk.

    Returns
    -------
    Moments
        Of shape ``values.shape[:-1]``.
    """
    return _with(before, Moments.of(np.ascontiguousarray(values)))


def _with(before: Moments | None, now: Moments) -> Moments:
    return now if before is None else before.merge(now)
