"""How much a page may ask for: what a report of at the command takes about a minute, and no run that none can stop."""

from __future__ import annotations

from typing import TYPE_CHECKING

from equipoise.sim.faults import EquipoiseError
from equipoise.sim.whole_numbers import REPLICATIONS, ROUNDS

if TYPE_CHECKING:
    from equipoise.experiments.explorer.state import State

MOST, MOST_OF_A_RUN = 20_000_000, 200_000
"""Slots times rounds of all runs of an arm, and of one: 50,000 runs as long as those of the scenarios that come with
the program; and a fifth of a second, since a run that is begun is played to its end."""


def check_size(state: State) -> None:
    """Refuse what is too large for a page, whoever asks, with the number that is allowed.

    Raises
    ------
    equipoise.sim.faults.EquipoiseError
        In the words in which a number out of its range is refused.
    """
    scenario = state.arms()[0].scenario
    rounds, runs = scenario.run.rounds, state.replications
    if rounds * scenario.slots > MOST_OF_A_RUN:
        most = ROUNDS._replace(high=max(MOST_OF_A_RUN // scenario.slots, ROUNDS.low))
        raise EquipoiseError(f"run.rounds = {rounds:,}   must be {most.allowed} on a page; {_BEYOND}")
    most = REPLICATIONS._replace(high=MOST // (rounds * scenario.slots))
    if runs > most.high:
        raise EquipoiseError(f"replications = {runs:,}   must be {most.allowed} on a page; {_BEYOND}")


_BEYOND = "for more, use the command"
