"""The response strip of a control: what B leads A by along its range, under the same luck, and where that turns."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Any

from equipoise.experiments.breakeven.axes import axes_of
from equipoise.experiments.explorer.leads import Leads
from equipoise.experiments.explorer.state import SIDES
from equipoise.sim.faults import EquipoiseError
from equipoise.sim.keys import joined
from equipoise.sim.policy import Levers
from equipoise.sim.wanted import NotWantedError, while_wanted
from equipoise.sim.wording import written

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from equipoise.analysis.estimate import Estimate
    from equipoise.experiments.explorer.leads import Chosen
    from equipoise.experiments.explorer.state import State

POSITIONS, RUNS = 11, 128
"""Values of a control, and runs of each arm at each."""


def strip(
    state: State,
    side: str,
    key: str,
    chosen: Chosen,
    wanted: Callable[[], bool],
    ends: tuple[float, float] | None = None,
    threads: int | None = None,
) -> Iterator[dict[str, Any]]:
    """Play a control at values along its range, until nobody wants to know.

    Parameters
    ----------
    state : State
        Around which it is moved.
    side : str
        Whose lever, "A", "B" or "both"; a fact holds for both.
    key : str
        A fact, by its full key, or a lever.
    chosen : Chosen
        What is looked at.
    wanted : callable
        Whether somebody still waits; asked before each piece of work.
    ends : tuple of float, optional
        Between which it is moved; the usual range by default.
    threads : int, optional
        As many as the machine has cores by default.

    Yields
    ------
    dict
        ``value`` and ``lead``, of B over A, with its interval and unit, for each value at which both can be played;
        and at last ``turns``, the values between them at which the lead changes its sign.

    Raises
    ------
    equipoise.sim.faults.EquipoiseError
        When there is no such outcome or side, or what the key names has no range.
    """
    sides = _sides(side, key)
    leads = Leads(state, chosen, RUNS, threads)
    found: list[tuple[float, Estimate]] = []
    for value in _axis(state, sides, key, ends):
        try:
            with while_wanted(wanted):
                a, b = leads.values(state.at(key, value, sides))
        except NotWantedError:
            return
        except EquipoiseError:  # a value that contradicts another
            continue
        lead = leads.lead(b, a)
        found.append((value, lead))
        yield {"value": value, "lead": leads.laid_out(lead)}
    yield {"turns": [*_turns(found)]}


def _sides(side: str, key: str) -> tuple[str, ...]:
    if side not in {*SIDES, "both"}:
        raise EquipoiseError(f'side = {written(side)}   must be "A", "B" or "both"')
    if key not in Levers.model_fields:
        return ()
    return SIDES if side == "both" else (side,)


def _axis(state: State, sides: Sequence[str], key: str, ends: tuple[float, float] | None) -> list[float]:
    """Values along the range of a control."""
    arms = state.arms()
    if sides:
        names = [arm.policy.name for arm, name in zip(arms, SIDES, strict=True) if name in sides]
        key = joined(("policy", *(names if len(names) == 1 else ()), key))
    (axis,) = axes_of(arms, [key if ends is None else f"{key}={ends[0]!r}:{ends[1]!r}"], "the strip of")
    return [value for value in axis.spread(POSITIONS) if isinstance(value, int | float)]


def _turns(found: Sequence[tuple[float, Estimate]]) -> Iterator[float]:
    """Where a line through the means crosses zero."""
    signed = [(value, lead.mean) for value, lead in found if lead.mean]
    for (x, here), (y, there) in pairwise(signed):
        if here * there < 0.0:
            yield x + (y - x) * here / (here - there)
