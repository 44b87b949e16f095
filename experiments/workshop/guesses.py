"""What people guess of what is hidden: before the first year, and after each; the debrief sets it beside the truth."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from equipoise.experiments.workshop.columns import Column
from equipoise.experiments.workshop.counts import count_from
from equipoise.sim.decisions import Side
from equipoise.sim.numbers import real

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from equipoise.experiments.workshop.answers import Answer

NEVER = "never"

_TOGETHER = Column("together", "Still together after the last year? 0 to 100%", high=100.0)
GUESSES: dict[Side, tuple[Column, ...]] = {
    Side.VENDOR: (
        Column("partner", "Does it want a bargain (0) or a partner (10)?", high=10.0),
        Column("needs_us", "How much does it need us? 0 to 10", high=10.0),
        _TOGETHER,
    ),
    Side.ACCOUNT: (
        Column("needed", "How much does the vendor need us? 0 to 10", high=10.0),
        Column("firm", "If we press it: gives in (0), or stands firm (10)?", high=10.0),
        _TOGETHER,
    ),
}
"""What each seat is asked after a year; each may be left out."""


class Guess(NamedTuple):
    """What somebody guessed after a year."""

    table: str
    side: Side
    year: int  #: from 1
    shares: Mapping[str, float]  #: by the name of the question, as shares of its range


def guess_from(answer: Answer, side: Side) -> dict[str, float]:
    """Read what somebody guessed, as shares of the ranges; what was left out is left out."""
    asked = {column.name: column for column in GUESSES[side]}
    found = {name: real(typed) for name, typed in answer.items() if name in asked and typed.strip()}
    return {name: value / asked[name].high for name, value in found.items() if value is not None}


def wrong_guess(answer: Answer, side: Side) -> list[str]:
    """Say everything that is wrong with a guess; nothing when it will do."""
    return [
        words
        for column in GUESSES[side]
        if (typed := answer.get(column.name, "").strip()) and (words := column.wrong(typed))
    ]


def prediction_from(typed: str, years: int) -> int | None:
    """Read in which year the account will need the vendor as much as the vendor needs it; None for never."""
    if typed == NEVER:
        return None
    year = count_from(typed, 1, years)
    if year is None:
        raise ValueError(f"Choose a year from 1 to {years}, or never.")
    return year


class Foretold(NamedTuple):
    """What a room guessed, all told."""

    predictions: Sequence[int | None] = ()  #: one for each person who made one
    guesses: Sequence[Guess] = ()
