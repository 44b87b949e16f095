"""A room of a whole day: years are reopened, so that moves go on; its file grows, and what is kept in mind does not."""

import random
from pathlib import Path

from benchmarks.long_rooms import full_room, play_moves
from equipoise.app.serve.room import Room

MOVES = 60


def in_mind(room: Room) -> int:
    """Steps, answers and questions that are kept of tables."""
    return sum(len(live.steps) + len(live.answers) + len(live.open) for live in room.state.tables.values())


def size(room: Room) -> int:
    """Bytes of the room's file, without what is yet to be copied into it."""
    room.log._file.execute("PRAGMA wal_checkpoint(TRUNCATE)")  # noqa: SLF001 - as when it is closed
    return room.log.path.stat().st_size


def test_a_file_grows_with_its_moves_and_what_is_kept_in_mind_does_not(tmp_path: Path) -> None:
    room, drawn = full_room(tmp_path, 6), random.Random(1)
    play_moves(room, 5 * MOVES, drawn)  # everybody is in the third year, or was
    sizes, kept, events = [size(room)], [in_mind(room)], [len(room.log.events())]
    for _ in range(3):
        play_moves(room, MOVES, drawn)
        sizes.append(size(room))
        kept.append(in_mind(room))
        events.append(len(room.log.events()))
    assert sum(event.kind == "reopened" for event in room.log.events()) > 20
    most = 400.0  # bytes an event: 20 MB are 50,000 of them
    assert all(later - before < most * (more - fewer) for before, later, fewer, more in _pairs(sizes, events))
    assert max(kept) < 1.2 * kept[0]
    path, clock, mind = room.log.path, room.clock, in_mind(room)
    room.close()
    again = Room(path, clock)
    assert in_mind(again) == mind
    assert again.state.seq == events[-1]
    again.close()


def _pairs(sizes: list[int], events: list[int]) -> list[tuple[int, int, int, int]]:
    return list(zip(sizes, sizes[1:], events, events[1:], strict=False))
