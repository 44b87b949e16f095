"""Endings that nobody finds out by playing, since a scenario states them: said apart from what comes out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from equipoise.analysis.prose.numbers import percent
from equipoise.analysis.prose.units import Units
from equipoise.sim.ranges import with_values
from equipoise.sim.state import CAUSE_WORDS, Cause

if TYPE_CHECKING:
    from collections.abc import Iterable

    from equipoise.sim.money import Money
    from equipoise.sim.parameters import Parameters
    from equipoise.sim.scenario import Scenario

ASSUMED = frozenset(CAUSE_WORDS[cause] for cause in (Cause.EXIT, Cause.TAKEN))
"""Their words: an account closes by a chance that is stated, or is taken away in a round that is."""


def in_words(cause: Cause) -> str:
    """How a relationship ended, with a mark where that was assumed."""
    words = CAUSE_WORDS[cause]
    return f"{words}, as is assumed of some" if cause == Cause.EXIT else words


def chance_of_closing(parameters: Parameters) -> float:
    """Chance a round that an account closes for reasons of its own."""
    return parameters.portfolio.exit_hazard if parameters.switches.exit else 0.0


def _at_the_ends(scenario: Scenario) -> list[Scenario]:
    """The scenario with the least and the greatest of such chances where they are drawn; else as it is."""
    ends = [{one.key: end} for one in scenario.varying if one.key == "portfolio.exit_hazard" for end in one.ends]
    return [with_values(scenario, values) for values in ends] or [scenario]


def closings(scenarios: Iterable[Scenario], rounds: int, money: Money | None = None) -> str:
    """Say what is assumed of accounts that close for reasons of their own, and what it comes to over the horizon.

    Nothing where none does.
    """
    stated = sorted({chance_of_closing(one.parameters) for scenario in scenarios for one in _at_the_ends(scenario)})
    if not stated or stated[-1] == 0.0:
        return ""
    least, most = stated[0], stated[-1]
    over = [percent(1.0 - (1.0 - chance) ** rounds, 0) for chance in (least, most)]
    units = Units(money)
    chance = units.chance(most)
    if least != most:
        chance = f"{units.chance(least)} to {chance}, by scenario"
    amounts = over[0] if over[0] == over[1] else f"{over[0]} to {over[1]}"
    return (
        f"That accounts close for reasons of their own is assumed, and no finding: {chance}, which is {amounts} over "
        f"{units.span(rounds)} where nothing else ends it first."
    )
