"""Arms of a claim's experiment, played under its luck, a value a run."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from experiments.claims.claim import Level
from sim.ensemble import Arm, stream
from sim.files import load_policy, load_scenario, split_settings, with_settings
from sim.outcomes import account_outcomes, run_outcomes

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from sim.policy import Policy
    from sim.scenario import Scenario


class Luck(NamedTuple):
    """Which runs a claim is tested on.

    Attributes
    ----------
    runs : int
        Runs of each arm.
    seed : int
        Seed of the luck.
    """

    runs: int
    seed: int

    def fresh(self) -> Luck:
        """As many runs under the next seed, for fitting on one half and scoring on the other."""
        return self._replace(seed=self.seed + 1)


@dataclass(frozen=True)
class Played:
    """One arm's runs.

    Attributes
    ----------
    arm : Arm
        What was played.
    run : dict of str to ndarray of shape (runs,)
        Outcomes of each run (see :mod:`sim.outcomes`).
    accounts : dict of str to dict of str to ndarray of shape (runs,)
        Outcomes by account of the scenario; besides the declared ones ``rounds`` served and the ``cause`` of its
        ending (a :class:`sim.state.Cause`).
    """

    arm: Arm
    run: dict[str, NDArray[np.float64]]
    accounts: dict[str, dict[str, NDArray[np.float64]]]

    def level(self, label: str, outcome: str, unit: str, account: str = "") -> Level:
        """The mean of an outcome over the runs, for the picture.

        Parameters
        ----------
        label : str
            What the picture calls it.
        outcome, unit : str
            Outcome and its unit.
        account : str
            Of an account; of the whole run when empty.

        Returns
        -------
        Level
            With its standard error.
        """
        values = self.accounts[account][outcome] if account else self.run[outcome]
        known = values[~np.isnan(values)]
        return Level(label, float(known.mean()), float(known.std(ddof=1) / np.sqrt(len(known))), unit)


def play(
    scenario: Scenario | str,
    policy: Policy | str,
    luck: Luck,
    settings: Mapping[str, object] | None = None,
    *,
    rounds: int | None = None,
) -> Played:
    """Play an arm in this thread; claims are run side by side.

    Parameters
    ----------
    scenario, policy : Scenario, Policy or str
        Themselves, or shipped names.
    luck : Luck
        Which runs.
    settings : mapping of str to object, optional
        Parameters, traits, switches (``{"switches.fear": False}``) and levers (``policy.focus``) to change.
    rounds : int, optional
        The scenario's own by default.

    Returns
    -------
    Played
        Runs in the order of the replications: the same place is the same luck in every arm.
    """
    of_scenario, of_policy = split_settings(settings or {})
    chosen = with_settings(load_scenario(scenario) if isinstance(scenario, str) else scenario, of_scenario)
    acting = load_policy(policy, of_policy) if isinstance(policy, str) else policy
    arm = Arm(chosen, acting, luck.seed, rounds or chosen.run.rounds)
    runs: list[dict[str, NDArray[np.float64]]] = []
    accounts: list[list[dict[str, NDArray[np.float64]]]] = []
    for (chunk,) in stream([arm], luck.runs, threads=1):
        runs.append(run_outcomes(chunk))
        accounts.append(
            [
                account_outcomes(chunk, place)
                | {"rounds": chunk.named["rounds"][:, place], "cause": chunk.named["cause"][:, place]}
                for place in range(len(chosen.account_names))
            ]
        )
    joined = [_joined(pieces) for pieces in zip(*accounts, strict=True)]
    return Played(arm, _joined(runs), dict(zip(chosen.account_names, joined, strict=True)))


def _joined(pieces: Sequence[dict[str, NDArray[np.float64]]]) -> dict[str, NDArray[np.float64]]:
    return {name: np.concatenate([piece[name] for piece in pieces]) for name in pieces[0]}
