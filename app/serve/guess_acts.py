"""What people do besides playing: they foretell, guess, and say what they will do on Monday."""

from __future__ import annotations

from typing import TYPE_CHECKING

from equipoise.app.serve.acts import PASSED, Refused
from equipoise.app.serve.log import Draft
from equipoise.experiments.workshop.guesses import GUESSES, NEVER, prediction_from, wrong_guess
from equipoise.sim.characters import visible

if TYPE_CHECKING:
    from collections.abc import Mapping

    from equipoise.app.serve.people import Person
    from equipoise.app.serve.state import State

LONGEST_MONDAY = 140
_LONGEST = 20


def predict(state: State, person: Person, typed: str) -> list[Draft]:
    """Say when the account will need the vendor as much, before anything is known of it."""
    if state.tables[person.table].years:
        raise Refused("The first year is over: it is too late to foretell.", PASSED)
    try:
        year = prediction_from(typed, state.last_year)
    except ValueError as error:
        raise Refused(str(error)) from error
    return [Draft("predicted", {"person": person.number, "year": NEVER if year is None else str(year)}, person.table)]


def guess(state: State, person: Person, year: str, typed: Mapping[str, str]) -> list[Draft]:
    """Guess after a year, and before anything of the next is known."""
    if state.is_revealed(person):
        raise Refused("It is known how it went: it is too late to guess.", PASSED)
    last = min(state.tables[person.table].years, state.workshop.years)
    if year != str(last) or not last:
        raise Refused("The next year is over: it is too late to guess.", PASSED)
    answer = {
        column.name: value
        for column in GUESSES[person.side]
        if (value := typed.get(column.name, "").strip()[:_LONGEST])
    }
    if words := wrong_guess(answer, person.side):
        raise Refused(". ".join(words))
    if not answer:
        return []
    body = {"person": person.number, "side": person.side.value, "year": last, "guess": answer}
    return [Draft("guessed", body, person.table)]


def resolve(state: State, person: Person, typed: str, *, shown: bool) -> list[Draft]:
    """Say what one will do at home, once it is known how it went."""
    if not state.is_revealed(person):
        raise Refused("That comes after the debrief.")
    text = visible(" ".join(typed[: 4 * LONGEST_MONDAY].split()))[:LONGEST_MONDAY]
    return [Draft("resolved", {"person": person.number, "text": text, "shown": shown}, person.table)]
