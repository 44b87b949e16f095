"""What a seat is shown, as data: a question with what each word costs, and half a page after a year."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from equipoise.analysis.prose.units import Units
from equipoise.sim.money import Money

if TYPE_CHECKING:
    from equipoise.experiments.workshop.answers import Answer
    from equipoise.experiments.workshop.columns import Column


class Option(NamedTuple):
    """A word that may be chosen, what is said beside it, and what it costs in the workshop's currency."""

    word: str
    beside: str = ""
    cost: float = 0.0  #: a year
    each: float = 0.0  #: for each account won


class Asked(NamedTuple):
    """One thing that is asked."""

    column: Column
    label: str  #: in words to the seat that is asked
    options: list[Option]  #: for words; none where a number is asked for
    help: str = ""
    more: str = ""  #: what is shown to whoever asks for it


class Screen(NamedTuple):
    """A question as a seat sees it."""

    title: str
    stands: list[str]  #: how it stands, a sentence each
    asked: list[Asked]
    warning: str = ""

    @property
    def adds_up(self) -> bool:
        """Whether several things that are asked cost money."""
        return sum(any(one.cost or one.each for one in asked.options) for asked in self.asked) > 1

    def together(self, answers: Answer) -> str:
        """What the words that are chosen cost; empty where nothing is chosen, or there is nothing to add up."""
        chosen = [one for asked in self.asked for one in asked.options if answers.get(asked.column.name) == one.word]
        if not (chosen and self.adds_up):
            return ""
        amount = Units(Money("", 1.0, 1.0)).figure
        each = sum(one.each for one in chosen)
        besides = f", and {amount(each)} for each account that you win" if each else ""
        return f"{amount(sum(one.cost for one in chosen))} a year{besides}"


class Counts(StrEnum):
    """What breaks talks off, by how people talk."""

    MINUTES = "The first minute of talks is free; each further one breaks them off in {} cases, even if you agreed."
    """They sit opposite each other."""
    OFFERS = "The first offer is free; each further one breaks talks off in {} cases, even if you agree."
    """They type offers to each other."""
    EXCHANGES = (
        "The first offer is free; each further one, or an acceptance, breaks talks off in {} cases, even if you agree."
    )
    """A program is opposite."""


class Line(NamedTuple):
    """A number with its name, beside last year's."""

    name: str
    now: str
    before: str = ""
    note: str = ""


class Choice(NamedTuple):
    """A decision of the next year, with the cost of each word that may be chosen."""

    name: str  #: as the slip has it
    words: tuple[str, ...]
    costs: str
    help: str


class Half(NamedTuple):
    """What a seat is told after a year."""

    title: str
    headline: str  #: how it stands, in a sentence or two
    lines: list[Line]  #: at most ten numbers
    happened: list[str]  #: what happened in the year, in order
    parts: str  #: what the result is made of
    promises: str  #: what was promised beside what was done
    choices: list[Choice]  #: what next year's plan would cost
    warning: str  #: what can end, and what an end means
    guesses: list[str]  #: what the seat is asked to guess
