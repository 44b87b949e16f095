"""Arms of a claim's experiment, played under its luck, a value a run."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from equipoise.experiments.claims.claim import level
from equipoise.sim.arm import Arm
from equipoise.sim.outcomes import account_outcomes, run_outcomes
from equipoise.sim.runner import stream

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from equipoise.analysis.estimate import Estimate
    from equipoise.experiments.claims.claim import Luck
    from equipoise.sim.policy import Policy
    from equipoise.sim.scenario import Scenario


_RECORDED = ("rounds", "cause", "asked", "granted", "wallet")
"""What is kept of an account's record besides its outcomes."""


@dataclass(frozen=True)
class Played:
    """One arm's runs."""

    arm: Arm  # what was played
    run: dict[str, NDArray[np.float64]]  # shape (runs,): outcomes of each run (see outcomes)
    # shape (runs,): outcomes by account of the scenario; besides the declared ones ``rounds`` served and the ``cause``
    # of its ending (a Cause), and sums over its rounds: the worth that it ``asked`` for free and was ``granted``, and
    # its ``wallet``, what it wanted to buy
    accounts: dict[str, dict[str, NDArray[np.float64]]]

    def level(self, label: str, outcome: str, unit: str, account: str = "") -> Estimate:
        """The mean of an outcome over the runs, for the picture."""
        values = self.accounts[account][outcome] if account else self.run[outcome]
        return level(label, values, unit)


def play(
    scenario: Scenario | str,
    policy: Policy | str,
    luck: Luck,
    settings: Mapping[str, object] | None = None,
    *,
    rounds: int | None = None,
) -> Played:
    """Play an arm in this thread; claims are run side by side.

    Runs in the order of the replications: the same place is the same luck in every arm.
    """
    arm = Arm.of(scenario, policy, settings or {}, seed=luck.seed, rounds=rounds)
    runs: list[dict[str, NDArray[np.float64]]] = []
    accounts: list[list[dict[str, NDArray[np.float64]]]] = []
    for (chunk,) in stream([arm], range(luck.runs), threads=1):
        runs.append(run_outcomes(chunk))
        accounts.append(
            [
                account_outcomes(chunk, place) | {name: chunk.named[name][:, place] for name in _RECORDED}
                for place in range(len(arm.scenario.account_names))
            ]
        )
    joined = [_joined(pieces) for pieces in zip(*accounts, strict=True)]
    return Played(arm, _joined(runs), dict(zip(arm.scenario.account_names, joined, strict=True)))


def play_rounds(
    scenario: Scenario | str,
    policy: Policy | str,
    luck: Luck,
    account: str,
    columns: Sequence[str],
    settings: Mapping[str, object] | None = None,
    *,
    rounds: int | None = None,
) -> dict[str, NDArray[np.float64]]:
    """Play an arm and keep some columns of an account in every round.

    Shape (runs, rounds): by column; NaN in the rounds after the account has gone.
    """
    arm = Arm.of(scenario, policy, settings or {}, seed=luck.seed, rounds=rounds)
    place = arm.scenario.account_names.index(account)
    pieces = []
    for (chunk,) in stream([arm], range(luck.runs), panel=True, threads=1):
        row = chunk.panel[:, :, place]
        held = (row["active"] > 0.0) & (row["joined_at_start"] > 0.0)
        pieces.append({name: np.where(held, row[name], np.nan) for name in columns})
    return _joined(pieces)


def _joined(pieces: Sequence[dict[str, NDArray[np.float64]]]) -> dict[str, NDArray[np.float64]]:
    return {name: np.concatenate([piece[name] for piece in pieces]) for name in pieces[0]}
