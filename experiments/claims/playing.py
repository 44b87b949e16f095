"""Arms of a claim's experiment, played under its luck, a value a run."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from equipoise.experiments.claims.claim import level
from equipoise.sim.arm import Arm
from equipoise.sim.outcomes import OUTCOMES, measure
from equipoise.sim.runner import stream

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from equipoise.analysis.estimate import Estimate
    from equipoise.experiments.claims.claim import Luck
    from equipoise.sim.policy import Policy
    from equipoise.sim.scenario import Scenario


_NAMES = [outcome.name for outcome in OUTCOMES]
_RECORDED = ("rounds", "cause", "asked", "granted", "wallet")
"""What is kept of an account's record besides its outcomes."""


@dataclass(frozen=True)
class Runs:
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
) -> Runs:
    """Play an arm in this thread; claims are run side by side.

    Runs in the order of the replications: the same place is the same luck in every arm.
    """
    arm = Arm.of(scenario, policy, settings or {}, seed=luck.seed, rounds=rounds)
    names = arm.scenario.account_names
    chunks = [chunk for (chunk,) in stream([arm], range(luck.runs), threads=1)]
    places = [None, *range(len(names))]
    whole, *own = np.concatenate([measure(chunk, OUTCOMES, places) for chunk in chunks], axis=-1)
    records = np.concatenate([chunk.named for chunk in chunks])
    of_run, *of_accounts = (dict(zip(_NAMES, values, strict=True)) for values in (whole, *own))
    recorded = ({name: records[name][:, place] for name in _RECORDED} for place in range(len(names)))
    accounts = (outcomes | record for outcomes, record in zip(of_accounts, recorded, strict=True))
    return Runs(arm, of_run, dict(zip(names, accounts, strict=True)))


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
    return {name: np.concatenate([piece[name] for piece in pieces]) for name in columns}
