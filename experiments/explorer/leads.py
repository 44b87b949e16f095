"""By how much B leads A in a chosen outcome, state by state, under the same luck."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from equipoise.analysis.contrast import ALL
from equipoise.analysis.intervals import difference_interval, estimates
from equipoise.analysis.moments import Moments
from equipoise.experiments.breakeven.question import account_called, outcome_called
from equipoise.experiments.explorer.kept import key_of
from equipoise.experiments.horizons import in_years, opening_of
from equipoise.experiments.in_currency import in_currency
from equipoise.experiments.json_text import finite, some
from equipoise.experiments.paired import measured
from equipoise.sim.money import money_of
from equipoise.sim.outcomes import BY_NAME

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from equipoise.analysis.estimate import Estimate
    from equipoise.experiments.explorer.kept import Key
    from equipoise.experiments.explorer.state import State
    from equipoise.sim.arm import Arm
    from equipoise.sim.outcome import Outcome

    Values = NDArray[np.float64]


class Chosen(NamedTuple):
    """An outcome that is looked at, and whose."""

    outcome: str = ""  # by name; without one, profit over the years that a decision looks at
    account: str = ALL


class Leads:
    """Plays the sides of states that differ a little; an arm that does not change is played once.

    Parameters
    ----------
    state : State
        The first of them.
    chosen : Chosen
        What is looked at.
    runs : int
        Of each arm.
    threads : int, optional
        As many as the machine has cores by default.

    Raises
    ------
    equipoise.sim.faults.EquipoiseError
        When there is no such outcome or account, or the state cannot be played.
    """

    def __init__(self, state: State, chosen: Chosen, runs: int, threads: int | None = None) -> None:
        (arm, _) = state.arms()
        self.outcome = _outcome(arm.rounds, chosen.outcome)
        self._account = account_called(arm.scenario, chosen.account, self.outcome)
        self._money, self._runs, self._threads = money_of(arm.scenario), runs, threads
        self._played: dict[Key, Values] = {}

    def values(self, state: State) -> tuple[Values, Values]:
        """The outcome in each run of A and of B, both of shape (1, n)."""
        a, b = (self._values(arm) for arm in state.arms())
        return a, b

    def lead(self, of: Values, over: Values) -> Estimate:
        """By how much one is above the other, run by run."""
        moments = Moments.of_differences(of, over)
        (found,) = estimates(moments, self.outcome.kind, self.outcome.unit, difference_interval)
        return in_years(found)

    def laid_out(self, lead: Estimate) -> dict[str, Any]:
        """Lay a lead out for JSON, in the currency of a business."""
        found: dict[str, Any] = in_currency(finite(some(lead, "mean", "low", "high", "unit")), self._money)
        return found

    def _values(self, arm: Arm) -> Values:
        if (key := key_of(arm)) not in self._played:
            blocks = measured([arm], [self.outcome], self._account, range(self._runs), self._threads)
            self._played[key] = np.concatenate([values for (values,) in blocks], axis=-1)
        return self._played[key]


def _outcome(rounds: int, name: str) -> Outcome:
    if not name:
        return BY_NAME[opening_of(rounds)[1].profit]
    return outcome_called(name, BY_NAME)
