"""All rooms of a data folder."""

from __future__ import annotations

import threading
import time
from contextlib import suppress
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from equipoise.app.serve.board_acts import sit
from equipoise.app.serve.keys import digest, new_code, new_key, new_room, room_of
from equipoise.app.serve.log import Draft, Log, LogError
from equipoise.app.serve.room import BOARD, Room
from equipoise.app.serve.state import FREE
from equipoise.experiments.versions import installed_versions
from equipoise.experiments.workshop.alone import dealt_alone
from equipoise.experiments.workshop.dealing import deal
from equipoise.experiments.workshop.loading import load_workshop, workshop_text

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path
    from typing import Any

    from equipoise.app.serve.state import State
    from equipoise.sim.decisions import Side

ROOM_FILE = ".room"


class Listed(NamedTuple):
    """A room of the folder."""

    name: str
    code: str
    tables: int


def headers_in(folder: Path) -> dict[str, dict[str, Any]]:
    """What the rooms of a folder are, by name; one that cannot be read is left out, and told when it is asked for."""
    found = {}
    for path in sorted(folder.glob(f"*{ROOM_FILE}")):
        with suppress(LogError):
            log = Log(path)
            try:
                log.check()
                found[path.stem] = log.header
            finally:
                log.close()
    return found


class House:
    """All rooms of a data folder; a room's log is read when somebody first asks for it.

    ``draw`` gives seeds below 2**53, ``clock`` seconds since 1970.
    """

    def __init__(self, folder: Path, draw: Callable[[], int], clock: Callable[[], float] = time.time) -> None:
        self.folder, self._draw, self._clock = folder, draw, clock
        self._rooms: dict[str, Room] = {}
        self._codes: dict[str, str] = {}
        self._listed: dict[str, Listed] = {}
        self._lock = threading.Lock()
        for name, header in headers_in(folder).items():
            self._note(name, header)

    def _note(self, name: str, header: dict[str, Any]) -> None:
        self._codes[header["code"]] = name
        if not header["alone"]:
            self._listed[name] = Listed(name, header["code"], len(header["tables"]))

    def room(self, name: str | None) -> Room | None:
        """Find a room by name, and open its log if it is not open yet."""
        if name is None:
            return None
        with self._lock:
            if name not in self._rooms:
                path = self.folder / f"{name}{ROOM_FILE}"
                if not path.is_file():
                    return None
                self._rooms[name] = Room(path, self._clock)
            return self._rooms[name]

    def room_of(self, key: str) -> Room | None:
        """Find the room of a key."""
        return self.room(room_of(key))

    def by_code(self, code: str) -> Room | None:
        """Find a room by the code under which people join."""
        return self.room(self._codes.get(code))

    def open_rooms(self) -> list[Room]:
        """Rooms that somebody has asked for."""
        with self._lock:
            return list(self._rooms.values())

    def listed(self) -> list[Listed]:
        """Rooms that people share."""
        return sorted(self._listed.values(), key=lambda one: one.code)

    def new_room(self, workshop: str, tables: int, *, typed: bool = False) -> str:
        """Make a room of some tables, with nobody in it, where people talk or type offers; give the board's key."""
        return self._make(workshop, tables, typed=typed).add_screen(BOARD)

    def new_game(self, workshop: str, side: Side) -> str:
        """Make a room of one table for one person, who may begin; give the person's key."""
        room = self._make(workshop, 1, side)
        key = new_key(room.id)
        begun = [Draft("paced", {"pace": FREE}), Draft("opened", {"year": 1})]
        room.act(lambda state: [*_sit_at(state, side, key), *begun], "door")
        return key

    def _make(self, workshop: str, tables: int, alone: Side | None = None, *, typed: bool = False) -> Room:
        loaded, seed = load_workshop(workshop), self._draw()
        names = [one.name for one in (loaded.counterparts if alone is None else dealt_alone(loaded, alone))]
        drawn = np.random.default_rng(seed)
        # A lone table draws one of all; in a room each sits at as many tables as the others, give or take one.
        pool = [names[k % len(names)] for k in range(tables)] if tables > 1 else names
        seated = [str(name) for name in drawn.permutation(pool)][:tables]
        lucks = deal(loaded, seed, tables)
        with self._lock:
            code = next(code for code in iter(new_code, "") if code not in self._codes)
            header: dict[str, Any] = {
                "code": code,
                "alone": alone is not None,
                "typed": typed,
                "seed": seed,
                "tables": [
                    {"name": str(k), "counterpart": counterpart, "replication": luck}
                    for k, (counterpart, luck) in enumerate(zip(seated, lucks, strict=True), start=1)
                ],
                "workshop": loaded.model_dump(mode="json"),
                "text": workshop_text(workshop),
                "versions": installed_versions(),
            }
            name = new_room()
            path = self.folder / f"{name}{ROOM_FILE}"
            Log.create(path, header, self._clock).close()
            self._rooms[name] = Room(path, self._clock)
            self._note(name, header)
            return self._rooms[name]

    def close(self) -> None:
        """Close all logs."""
        for room in self.open_rooms():
            room.close()


def _sit_at(state: State, side: Side, key: str) -> list[Draft]:
    (sat,) = sit(state, "You", key)
    return [sat._replace(body={**sat.body, "side": side.value, "digest": digest(key)})]
