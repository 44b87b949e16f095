"""That a policy comes to the same as another, though its levers are others: why they never act."""

from __future__ import annotations

from typing import TYPE_CHECKING

from equipoise.analysis.prose.keys import words
from equipoise.analysis.prose.money import amounts
from equipoise.analysis.prose.numbers import listed
from equipoise.analysis.prose.stated import since
from equipoise.sim.calendar import ROUNDS_A_YEAR

if TYPE_CHECKING:
    from equipoise.analysis.results import Idle
    from equipoise.sim.money import Money

_NAMED = 3
"""Levers that a sentence names."""


def idle_words(arm: str, like: str, idle: Idle, money: Money | None) -> str:
    """Say that an arm comes to the same as another in every run, and why."""
    same = f"{arm} comes to the same as {like} in every run"
    if idle.begins is not None:
        return f"{same}: they differ only after the run has ended, {since(idle.begins)}."
    if not idle.costs:
        named = [words(f"policy.{name}") for name in idle.levers[:_NAMED]]
        more = [f"{len(idle.levers) - _NAMED} more"] if len(idle.levers) > _NAMED else []
        which = f" ({listed([*named, *more])})" if named else ""
        return f"{same}: what differs between them{which} never comes into play here."
    a_year = ROUNDS_A_YEAR * idle.lumps
    cost = amounts(money, [a_year]).write(a_year)
    costs = f"{listed(list(idle.costs))} would cost {cost} a year for each, more than any brings before support"
    programme = "its programme" if idle.own else f"the programme of {like}"
    return f"{same}: {programme} is offered to no account, since {costs}."
