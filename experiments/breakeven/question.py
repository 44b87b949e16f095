"""Which outcome is asked about, of whom, and between which policies: what a break-even and knowing ahead begin with."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from equipoise.analysis.contrast import ALL
from equipoise.sim.calendar import ROUNDS_A_YEAR
from equipoise.sim.characters import as_spelt
from equipoise.sim.faults import EquipoiseError
from equipoise.sim.money import money_of
from equipoise.sim.wording import did_you_mean, listed

if TYPE_CHECKING:
    from collections.abc import Mapping

    from equipoise.sim.outcome import Outcome
    from equipoise.sim.scenario import Scenario

PROFIT = "profit"
"""What is asked about unless something else is: what a policy is worth to the vendor."""


def outcome_called(name: str, there: Mapping[str, Outcome]) -> Outcome:
    """Find an outcome."""
    if name not in there:
        raise EquipoiseError(f'there is no outcome "{name}"{did_you_mean(name, there) or "."} All: equipoise outcomes')
    return there[name]


class Unit(NamedTuple):
    """What an outcome is given in, and how much of that 1 of it is in the engine's unit."""

    name: str
    scale: float


def unit_of(scenario: Scenario, outcome: Outcome) -> Unit:
    """Choose it: the year in place of the round, and the business's currency in place of the engine's money."""
    amount, _, per = outcome.unit.partition("/")
    if amount != "money" or per not in {"", "round", "year"}:
        return Unit(outcome.unit, 1.0)
    money = money_of(scenario)
    currency, scale = ("money", 1.0) if money is None else (money.currency, money.money)
    years = {"": "", "round": "/year", "year": "/year"}[per]
    return Unit(f"{currency}{years}", scale * (ROUNDS_A_YEAR if per == "round" else 1))


def account_called(scenario: Scenario, name: str | None, outcome: Outcome) -> str:
    """Choose whose outcome it is: of an account, or of all together."""
    own = scenario.account_names
    asked = ALL if name is None else as_spelt(name, own)
    if asked != ALL and asked not in own:
        there = f"It has {listed(own, 'and')}" if own else "It has none of its own"
        near = did_you_mean(asked, [*own, ALL]) or "."
        raise EquipoiseError(f'{scenario.name} has no account "{asked}"{near} {there}; all of them are "{ALL}"')
    if (outcome.of_run if asked == ALL else outcome.of_account) is None:
        if asked == ALL:
            raise EquipoiseError(f'"{outcome.name}" is a measure of one account alone: say which with --account NAME')
        raise EquipoiseError(
            f'"{outcome.name}" is a measure of the vendor as a whole: leave out --account, or ask for another outcome, '
            "as contribution"
        )
    return asked
