"""What is guessed before an answer is seen, of what its two large figures show: how the lead in money is asked for."""

from __future__ import annotations

from math import floor, log10
from typing import TYPE_CHECKING, NamedTuple

from equipoise.analysis.prose.units import unit_of
from equipoise.app.serve.explorer.controls import step_of
from equipoise.app.serve.explorer.labels import in_words
from equipoise.sim.business.facts import A_ROUND
from equipoise.sim.calendar import ROUNDS_A_YEAR
from equipoise.sim.money import money_of
from equipoise.sim.outcomes import BY_NAME

if TYPE_CHECKING:
    from equipoise.sim.scenario import Scenario

_MOST = 0.1
"""Share of a year's revenue up to which a lead is guessed: hardly anything leads by more."""
_STEPS = 100
"""From no lead to the most."""


class Guess(NamedTuple):
    """A track on which a lead is guessed, in the unit in which the page's controls have amounts."""

    outcome: str
    label: str  # as the first large figure is called
    unit: str
    scale: float  # what 1 of an answer's number is in it
    most: float
    step: float
    places: int


def guess_of(scenario: Scenario, outcome: str) -> Guess:
    """Lay the track of a scenario out, of an outcome in money; it tells nothing of how it comes out."""
    found, money = BY_NAME[outcome], money_of(scenario)
    size = max(sum(account.size for account in scenario.accounts), A_ROUND)  # at a list price of about 1
    revenue = ROUNDS_A_YEAR * size if money is None else money.a_year(A_ROUND)
    by, word = step_of(money)
    wished = _MOST * revenue / by
    power = floor(log10(wished))
    digit = next(one for one in (1, 2, 5, 10) if one * 10.0**power >= wished)
    places = max(len(str(_STEPS)) - 1 - power - (digit == 10), 0)  # noqa: PLR2004 - the next power of ten
    most = round(digit * 10.0**power, places)
    unit = f"{word}{unit_of(money, found.unit).name}".replace("/", " a ")
    return Guess(outcome, in_words(found), unit, 1.0 / by, most, round(most / _STEPS, places), places)
