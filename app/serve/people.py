"""Who is in a room, and who sits where."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from equipoise.sim.characters import composed, visible
from equipoise.sim.decisions import Side

if TYPE_CHECKING:
    from collections.abc import Iterable

MOST_AT_A_SEAT = 4
LONGEST_NAME = 24
SIDES = (Side.VENDOR, Side.ACCOUNT)
NO_TABLE = ""
"""Where observers are."""


class Person(NamedTuple):
    """Somebody in the room."""

    number: int
    name: str
    table: str
    side: Side
    digest: str  #: of the key

    @property
    def seat(self) -> str:
        """What their seat is called."""
        return seat_name(self.table, self.side)

    @property
    def observes(self) -> bool:
        """Whether somebody has no seat, and sees what is public."""
        return self.table == NO_TABLE


def seat_name(table: str, side: Side) -> str:
    """What a seat is called where tables are called by name; no table has a stroke in its name."""
    return f"{table}/{side.value}"


def as_name(typed: str) -> str:
    """A name as it is shown: one line, not too long, with nothing in it that is obeyed."""
    return visible(composed(typed[: 10 * LONGEST_NAME]))[:LONGEST_NAME].strip()


class People:
    """Everybody in a room, by number."""

    def __init__(self) -> None:
        self._all: dict[int, Person] = {}
        self._by_digest: dict[str, int] = {}
        self._captains: dict[tuple[str, Side], int] = {}

    def put(self, person: Person) -> None:
        """Let somebody in, or change what is known of them."""
        self._forget(person.number)
        self._all[person.number] = person
        self._by_digest[person.digest] = person.number

    def remove(self, number: int) -> None:
        """Let somebody go; their key opens nothing any more."""
        self._forget(number)
        self._all.pop(number, None)

    def _forget(self, number: int) -> None:
        """Let a key open nothing any more."""
        if number in self._all:
            self._by_digest.pop(self._all[number].digest, None)

    def get(self, number: int) -> Person | None:
        """Find somebody by number."""
        return self._all.get(number)

    def holding(self, digest: str) -> Person | None:
        """Find somebody by their key."""
        return self._all.get(self._by_digest.get(digest, 0))  # nobody has number 0

    def at(self, table: str, side: Side) -> list[Person]:
        """Those at a seat; the captain, who sends, comes first."""
        there = [one for one in self._all.values() if (one.table, one.side) == (table, side)]
        captain = self._captains.get((table, side))
        return sorted(there, key=lambda one: (one.number != captain, one.number))

    def make_captain(self, person: Person) -> None:
        """Let somebody send for their seat."""
        self._captains[person.table, person.side] = person.number

    def everybody(self) -> list[Person]:
        """All who have a seat, in the order in which they came."""
        return [one for one in self._all.values() if not one.observes]

    def observers(self) -> list[Person]:
        """All who have none, likewise."""
        return [one for one in self._all.values() if one.observes]

    def free_seat(self, tables: Iterable[str]) -> tuple[str, Side] | None:
        """Where the next one sits: in an empty seat, at a table with one person first; else beside the fewest."""
        seats = [(table, side) for table in tables for side in SIDES]
        counts = {seat: len(self.at(*seat)) for seat in seats}

        def rank(seat: tuple[str, Side]) -> tuple[int, bool]:
            opposite = counts[seat[0], Side.ACCOUNT if seat[1] is Side.VENDOR else Side.VENDOR]
            return counts[seat], counts[seat] == 0 and opposite == 0

        best = min(seats, key=rank, default=None)
        return best if best is not None and counts[best] < MOST_AT_A_SEAT else None
