"""A room of a whole day: what it leaves on the disk and in memory, and how long it takes to be opened again."""

from __future__ import annotations

import os
import random
from pathlib import Path
from tempfile import TemporaryDirectory
from time import process_time
from typing import TYPE_CHECKING

from benchmarks.measure import Figure, Skipped, memory_of
from equipoise.app.serve.acts import asked_of
from equipoise.app.serve.answering import answer, confirm
from equipoise.app.serve.board_acts import ACTS
from equipoise.app.serve.house import House
from equipoise.app.serve.room import Room
from equipoise.experiments.workshop.answers import columns_of
from equipoise.sim.decisions import Side

if TYPE_CHECKING:
    from collections.abc import Iterator

    from equipoise.app.serve.people import Person

TABLES = 30
"""With a person at each seat."""
MOVES_A_DAY = 1_440
"""One every 20 seconds for eight hours."""
LAST_YEAR, BACK_TO = 3, 2
"""Where a table has played so many years, it goes back."""


def figures(*, full: bool) -> Iterator[Figure | Skipped]:
    """Measure.

    Parameters
    ----------
    full : bool
        Whether to let every seat move every 20 seconds, too, which takes minutes.

    Yields
    ------
    Figure or Skipped
        Memory, file and replay after eight hours.
    """
    yield from _day(1, "a move every 20 s")
    if full:
        yield from _day(2 * TABLES, "60 moves every 20 s")
    else:
        yield Skipped("8 hours, 60 moves every 20 s", "minutes long; --full")


def _day(at_once: int, words: str) -> Iterator[Figure | Skipped]:
    with TemporaryDirectory() as folder:
        room = full_room(Path(folder))
        drawn = random.Random(1)  # noqa: S311 - the same moves at every run
        play_moves(room, 2 * TABLES, drawn)
        before, moves = memory_of(os.getpid()), MOVES_A_DAY * at_once
        play_moves(room, moves, drawn)
        after = memory_of(os.getpid())
        size = sum(path.stat().st_size for path in Path(folder).iterdir()) / 1e6
        room.close()
        began = process_time()
        again = Room(room.log.path, room.clock)
        replayed = process_time() - began
        again.close()
    what = f"8 hours, {words}"
    if before is None or after is None:
        yield Skipped(f"{what}: memory grown by", "this system does not tell it")
    else:
        yield Figure(f"{what}: memory grown by", after - before, "MB", at_most=20, note=f"{moves:,} moves")
    yield Figure(f"{what}: the room's file", size, "MB", at_most=20)
    yield Figure(f"{what}: replayed", replayed, "s", at_most=1)


def full_room(folder: Path, tables: int = TABLES) -> Room:
    """Open a room with a person at each seat, and begin it, at a pace of its own."""
    house = House(folder, lambda: 11)
    house.new_room("on-an-even-footing", tables)
    (room,) = house.open_rooms()
    for k in range(2 * tables):
        room.let_in(f"P{k}")
    room.act(lambda state: ACTS["pace"](state, {"pace": "free"}), "board")
    room.act(lambda state: ACTS["open"](state, {"year": "1"}), "board")
    return room


def play_moves(room: Room, moves: int, drawn: random.Random) -> None:
    """Let some people answer; where a table has played enough years, or is over, one is reopened."""
    made = 0
    while made < moves:
        person = drawn.choice(room.state.people.everybody())
        live = room.state.tables[person.table]
        if live.session.over or live.years >= LAST_YEAR:
            _reopen(room, person.table, min(BACK_TO, live.years))
        made += _move(room, person, drawn)


def _reopen(room: Room, table: str, year: int) -> None:
    room.act(lambda state: ACTS["reopen"](state, {"table": table, "year": str(year)}), "board")


def _move(room: Room, person: Person, drawn: random.Random) -> bool:
    """Let somebody do what they are asked, if anything; whether they did."""
    question, proposal = asked_of(room.state, person), room.state.proposals.get(person.table)
    if question is None or (proposal is not None and proposal.side is person.side):
        return False
    if proposal is not None and question.side is Side.BOTH:
        room.act(lambda state: confirm(state, person, question.id, str(proposal.seq), agrees=True), str(person.number))
        return True
    live, typed = room.state.tables[person.table], {}
    for column in columns_of(question, live.table, live.session):
        lowest = "1" if column.name == "minutes" else f"{column.low:.2f}"
        typed[column.name] = lowest if column.is_number else drawn.choice(column.words)
    room.act(lambda state: answer(state, person, question.id, typed, room.clock()), str(person.number))
    return True
