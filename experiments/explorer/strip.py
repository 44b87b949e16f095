"""The response strip of a control: what B leads A by along its range, under the same luck, and where that turns."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from equipoise.analysis.contrast import ALL
from equipoise.analysis.intervals import difference_interval, estimates
from equipoise.analysis.moments import Moments
from equipoise.experiments.breakeven.axes import axes_of
from equipoise.experiments.breakeven.question import account_called, outcome_called
from equipoise.experiments.explorer.kept import key_of
from equipoise.experiments.explorer.state import SIDES
from equipoise.experiments.horizons import in_years, opening_of
from equipoise.experiments.in_currency import in_currency
from equipoise.experiments.json_text import finite, some
from equipoise.experiments.paired import measured
from equipoise.sim.faults import EquipoiseError
from equipoise.sim.keys import joined
from equipoise.sim.money import money_of
from equipoise.sim.outcomes import BY_NAME
from equipoise.sim.policy import Levers
from equipoise.sim.runner import NotWantedError, while_wanted
from equipoise.sim.wording import written

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from numpy.typing import NDArray

    from equipoise.analysis.estimate import Estimate
    from equipoise.experiments.explorer.kept import Key
    from equipoise.experiments.explorer.state import State
    from equipoise.sim.arm import Arm
    from equipoise.sim.outcome import Outcome

POSITIONS, RUNS = 11, 128
"""Values of a control, and runs of each arm at each."""


class Chosen(NamedTuple):
    """An outcome that is looked at, and whose."""

    outcome: str = ""  # by name; without one, profit over the years that a decision looks at
    account: str = ALL


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
    arms = state.arms()
    looked_at = _outcome(arms[0].rounds, chosen.outcome)
    whose = account_called(arms[0].scenario, chosen.account, looked_at)
    played: dict[Key, NDArray[np.float64]] = {}
    found: list[tuple[float, Estimate]] = []
    for value in _axis(state, sides, key, ends):
        try:
            arms = state.at(key, value, sides).arms()
        except EquipoiseError:  # a value that contradicts another
            continue
        try:
            with while_wanted(wanted):
                a, b = (_values(played, arm, looked_at, whose, threads) for arm in arms)
        except NotWantedError:
            return
        (lead,) = estimates(Moments.of_differences(b, a), looked_at.kind, looked_at.unit, difference_interval)
        lead = in_years(lead)
        found.append((value, lead))
        line = finite({"value": value, "lead": some(lead, "mean", "low", "high", "unit")})
        yield in_currency(line, money_of(arms[0].scenario))
    yield {"turns": [*_turns(found)]}


def _sides(side: str, key: str) -> tuple[str, ...]:
    if side not in {*SIDES, "both"}:
        raise EquipoiseError(f'side = {written(side)}   must be "A", "B" or "both"')
    if key not in Levers.model_fields:
        return ()
    return SIDES if side == "both" else (side,)


def _outcome(rounds: int, name: str) -> Outcome:
    if not name:
        return BY_NAME[opening_of(rounds)[1].profit]
    return outcome_called(name, BY_NAME)


def _axis(state: State, sides: Sequence[str], key: str, ends: tuple[float, float] | None) -> list[float]:
    """Values along the range of a control."""
    arms = state.arms()
    if sides:
        names = [arm.policy.name for arm, name in zip(arms, SIDES, strict=True) if name in sides]
        key = joined(("policy", *(names if len(names) == 1 else ()), key))
    (axis,) = axes_of(arms, [key if ends is None else f"{key}={ends[0]!r}:{ends[1]!r}"], "the strip of")
    return [value for value in axis.spread(POSITIONS) if isinstance(value, int | float)]


def _values(
    played: dict[Key, NDArray[np.float64]], arm: Arm, outcome: Outcome, account: str, threads: int | None
) -> NDArray[np.float64]:
    """An outcome of every run of an arm, shape (1, n); an arm that does not move is played once."""
    if (key := key_of(arm)) not in played:
        blocks = measured([arm], [outcome], account, range(RUNS), threads)
        played[key] = np.concatenate([values for (values,) in blocks], axis=-1)
    return played[key]


def _turns(found: Sequence[tuple[float, Estimate]]) -> Iterator[float]:
    """Where a line through the means crosses zero."""
    signed = [(value, lead.mean) for value, lead in found if lead.mean]
    for (x, here), (y, there) in pairwise(signed):
        if here * there < 0.0:
            yield x + (y - x) * here / (here - there)
