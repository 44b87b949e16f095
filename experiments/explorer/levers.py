"""What the levers of a side do: each at both of its ends, all else as it is, under the same luck."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from equipoise.experiments.explorer.state import SIDES
from equipoise.sim.faults import EquipoiseError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from equipoise.analysis.estimate import Estimate
    from equipoise.experiments.explorer.leads import Leads
    from equipoise.experiments.explorer.state import State

RUNS = 256
"""Runs of each arm, at each end."""

Ends = tuple[float, float]


class Moved(NamedTuple):
    """A lever at both ends.

    Attributes
    ----------
    lever : str
        Which.
    at_low, at_high : Estimate
        By how much B leads A there.
    swing : Estimate
        By how much the side is above at the high end what it is at the low one, run by run.
    """

    lever: str
    at_low: Estimate
    at_high: Estimate
    swing: Estimate


def moved(
    state: State, side: str, ends: Mapping[str, Ends], leads: Leads, done: Callable[[float], None]
) -> tuple[Estimate, list[Moved]]:
    """Put each lever of a side to its ends; levers that cannot be played there are left out.

    Returns
    -------
    Estimate
        B's lead over A as things are.
    list of Moved
        In the order in which they are given.
    """
    a, b = leads.values(state)
    found, own = [], SIDES.index(side)
    for lever, both in ends.items():
        done(1.0 / len(ends))
        try:
            low, high = (leads.values(state.at(lever, value, [side])) for value in both)
        except EquipoiseError:
            continue
        at_low, at_high = (leads.lead(at_end[1], at_end[0]) for at_end in (low, high))
        found.append(Moved(lever, at_low, at_high, leads.lead(high[own], low[own])))
    return leads.lead(b, a), found
