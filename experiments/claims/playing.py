"""Arms of a claim's experiment, played under its luck, a value a run."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from equipoise.sim.outcomes import account_outcomes, run_outcomes
from equipoise.sim.runner import pieces_of, stream

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from equipoise.sim.arm import Arm


_RECORDED = {
    "rounds": "rounds", "cause": "cause", "asked": "asked", "granted": "granted", "wallet": "wallet", "sold": "revenue",
}  # fmt: skip
"""What is kept of an account's record besides its outcomes."""


@dataclass(frozen=True)
class Played:
    """One arm's runs."""

    arm: Arm  # what was played
    run: dict[str, NDArray[np.float64]]  # shape (runs,); outcomes of each run (see :mod:`equipoise.sim.outcomes`)
    # shape (runs,); outcomes by account of the scenario; besides the declared ones ``rounds`` served and the ``cause``
    # of its ending (a :class:`equipoise.sim.state.Cause`), and sums over its rounds: the worth that it ``asked`` for
    # free and was ``granted``, its ``wallet``, what it wanted to buy, and what it was ``sold``, in money
    accounts: dict[str, dict[str, NDArray[np.float64]]]


def play(arm: Arm, runs: int) -> Played:
    """Play an arm in this thread; claims are run side by side.

    Runs in the order of the replications: the same place is the same luck in every arm.
    """
    of_runs: list[dict[str, NDArray[np.float64]]] = []
    accounts: list[list[dict[str, NDArray[np.float64]]]] = []
    for (chunk,) in stream([arm], range(runs), threads=1):
        of_runs.append(run_outcomes(chunk))
        accounts.append(
            [
                account_outcomes(chunk, place)
                | {name: chunk.named[field][:, place].astype(float) for name, field in _RECORDED.items()}
                for place in range(len(arm.scenario.account_names))
            ]
        )
    joined = [_joined(pieces) for pieces in zip(*accounts, strict=True)]
    return Played(arm, _joined(of_runs), dict(zip(arm.scenario.account_names, joined, strict=True)))


def play_rounds(
    arm: Arm, runs: int, account: str | Sequence[str], columns: Sequence[str]
) -> dict[str, NDArray[np.float64]]:
    """Play an arm and keep some columns of an account, or of several, in every round.

    Shape (runs, rounds), of several (runs, rounds, accounts): by column; NaN in the rounds after an account has gone.
    """
    index = arm.scenario.account_names.index
    place = index(account) if isinstance(account, str) else [index(name) for name in account]
    pieces = []
    for chunk in pieces_of(arm, range(runs), panel=True):
        # A column at a time: to copy rows, of some accounts or to join pieces, takes all of their columns along.
        active, there = (chunk.panel[name][:, :, place] > 0.0 for name in ("active", "joined_at_start"))
        pieces.append({name: np.where(active & there, chunk.panel[name][:, :, place], np.nan) for name in columns})
    return _joined(pieces)


def _joined(pieces: Sequence[dict[str, NDArray[np.float64]]]) -> dict[str, NDArray[np.float64]]:
    return {name: np.concatenate([piece[name] for piece in pieces]) for name in pieces[0]}
