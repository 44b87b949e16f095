"""What people in a room guess, and what they will do on Monday, as the log has it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from equipoise.experiments.workshop.guesses import Foretold, Guess, guess_from, prediction_from
from equipoise.sim.decisions import Side

if TYPE_CHECKING:
    from equipoise.app.serve.log import Event
    from equipoise.experiments.workshop.answers import Answer


class Monday(NamedTuple):
    """What somebody will do at home."""

    text: str
    shown: bool  #: whether all may read it


class Guesses:
    """What was guessed so far; somebody's last word counts."""

    def __init__(self) -> None:
        self.predictions: dict[int, str] = {}  # by person
        self.monday: dict[int, Monday] = {}
        self._guesses: dict[tuple[int, int], tuple[str, Side, Answer]] = {}  # by person and year

    def apply(self, event: Event) -> None:
        """Take an event in."""
        body = event.body
        if event.kind == "predicted":
            self.predictions[body["person"]] = body["year"]
        elif event.kind == "guessed":
            self._guesses[body["person"], body["year"]] = (event.table, Side(body["side"]), body["guess"])
        else:
            self.monday[body["person"]] = Monday(body["text"], body["shown"])

    def guess(self, person: int, year: int) -> Answer:
        """What somebody guessed after a year."""
        return self._guesses[person, year][2] if (person, year) in self._guesses else {}

    def foretold(self, years: int) -> Foretold:
        """Everything that the debrief sets beside the truth."""
        guesses = [
            Guess(table, side, year, guess_from(answer, side))
            for (_, year), (table, side, answer) in self._guesses.items()
        ]
        return Foretold([prediction_from(one, years) for one in self.predictions.values()], guesses)

    def read_aloud(self) -> list[str]:
        """What people will do, of those who want it read."""
        return [one.text for one in self.monday.values() if one.shown and one.text]
