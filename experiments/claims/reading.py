"""Sentences about a claim, each chosen by the figures that it rests on.

A reading is a list of sentences, each under its condition on effects; the first whose condition holds is said. A
sentence that compares (more, less, only, none) stands under a condition that says so; one without a condition compares
nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from math import isnan, nan
from typing import TYPE_CHECKING, NamedTuple

from equipoise.analysis.data import DataError
from equipoise.analysis.evidence import ClaimedEffect
from equipoise.experiments.claims.standards import JOINT

if TYPE_CHECKING:
    from collections.abc import Callable

    from equipoise.experiments.claims.effect import Effect
    from equipoise.experiments.claims.quantity import Quantity
    from equipoise.experiments.claims.runs import Runs


class Relation(StrEnum):
    """Where an effect's interval lies, which holds for all claims' effects together."""

    MATTERS = "above the least that matters"
    HIGHER = "above zero"
    LOWER = "below zero"
    COSTS = "below zero by more than the least that matters"
    SLIGHT = "less than matters, either way"
    OPEN = "neither above nor below zero"
    NONE = "exactly zero"

    def holds(self, effect: ClaimedEffect) -> bool:
        """Whether an effect's interval lies there; nowhere but open where it is not known."""
        low, high = effect.interval(JOINT)
        if isnan(low) or isnan(high):
            return self is Relation.OPEN
        return {
            Relation.MATTERS: low > effect.least,
            Relation.HIGHER: low > 0.0,
            Relation.LOWER: high < 0.0,
            Relation.COSTS: high < -effect.least,
            Relation.SLIGHT: -effect.least < low and high < effect.least,
            Relation.OPEN: low <= 0.0 <= high and low < high,
            Relation.NONE: low == high == 0.0,
        }[self]

    def __call__(self, *effects: Effect) -> Condition:
        """Each of some effects lies there."""
        return tuple((effect, self) for effect in effects)


Condition = tuple[tuple["Effect", Relation], ...]
"""What must hold of each of some effects."""


matters, higher, lower, costs = Relation.MATTERS, Relation.HIGHER, Relation.LOWER, Relation.COSTS
slight, unclear, none = Relation.SLIGHT, Relation.OPEN, Relation.NONE


class Results:
    """What a claim's effects and figures come to, each worked out once."""

    def __init__(self, runs: Runs) -> None:
        self.runs = runs
        self._found: dict[Effect, ClaimedEffect] = {}

    def __getitem__(self, effect: Effect) -> ClaimedEffect:
        """An effect's estimate."""
        if effect not in self._found:
            self._found[effect] = self._estimate(effect)
        return self._found[effect]

    def _estimate(self, effect: Effect) -> ClaimedEffect:
        """An effect, not known where the runs are too few, or too much alike, for its estimator."""
        try:
            return effect.estimate(self.runs)
        except DataError:
            return ClaimedEffect(nan, unit=effect.unit, name=effect.name, least=effect.least)

    def figure(self, figure: Callable[[Results], float]) -> float:
        """A figure of a sentence, NaN where the runs cannot tell it."""
        try:
            return figure(self)
        except DataError:
            return nan

    def hold(self, condition: Condition) -> bool:
        """Whether all of a condition holds."""
        return all(relation.holds(self[effect]) for effect, relation in condition)


def of(effect: Effect, times: float = 1.0) -> Callable[[Results], float]:
    """An effect's estimate, as a figure: 100 times for points, -1 times where the sentence turns it round."""
    return lambda results: times * results[effect].value


def mean_of(quantity: Quantity, times: float = 1.0) -> Callable[[Results], float]:
    """A quantity's mean over the runs, as a figure."""
    return lambda results: times * quantity.mean(results.runs)


class _Figure(float):
    """A figure of a sentence: without a sign where it rounds to nothing."""

    def __format__(self, spec: str) -> str:
        text = super().__format__(spec)
        return text if text.strip("+-0.,%") else text.lstrip("+-")


class Statement(NamedTuple):
    """A sentence, and what it rests on: effects by name, with where each lies."""

    words: str
    because: tuple[tuple[str, str], ...]


@dataclass(frozen=True, eq=False)
class When:
    """A sentence, with its condition and its figures."""

    condition: Condition  # what must hold; empty for a sentence that compares nothing
    words: str  # the sentence, with ``{0:.1f}`` and so on for its figures
    figures: tuple[Callable[[Results], float], ...] = ()  # what stands there

    def statement(self, results: Results) -> Statement | None:
        """The sentence, where its condition holds and all of its figures are known."""
        if not results.hold(self.condition):
            return None
        figures = [results.figure(figure) for figure in self.figures]
        if any(isnan(figure) for figure in figures):
            return None
        because = tuple((effect.name, relation.value) for effect, relation in self.condition)
        return Statement(self.words.format(*map(_Figure, figures)), because)


Reading = tuple[When, ...]
"""Sentences of which the first that holds is said."""


def when(condition: Condition, words: str, *figures: Callable[[Results], float]) -> When:
    """A sentence under a condition."""
    return When(condition, words, figures)


def otherwise(words: str, *figures: Callable[[Results], float]) -> When:
    """A sentence that compares nothing, for when no other holds."""
    return When((), words, figures)


def higher_or_lower(effect: Effect, more: str, less: str, times: float = 1.0) -> tuple[When, When]:
    """A sentence each for an effect above zero and below it, with its size, without a sign, as the figure."""
    return when(higher(effect), more, of(effect, times)), when(lower(effect), less, of(effect, -times))


def all_told(gain: Effect) -> Reading:
    """What becomes of profit, in per cent of revenue."""
    return (
        *higher_or_lower(
            gain,
            "All told, profit is higher by {0:.0f}% of revenue.",
            "All told, profit is lower by {0:.0f}% of revenue.",
        ),
        when(none(gain), "All told, profit is the same in every run."),
        when(
            unclear(gain), "All told, these runs cannot tell what becomes of profit ({0:+.1f}% of revenue).", of(gain)
        ),
    )


def first_statement(reading: Reading, results: Results) -> Statement | None:
    """The first sentence of a reading that holds; None where none does."""
    return next((found for each in reading if (found := each.statement(results))), None)
