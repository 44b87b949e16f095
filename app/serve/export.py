"""A room as one file, to be kept, read by other programs, or opened elsewhere."""

from __future__ import annotations

import json
import zipfile
import zlib
from io import BytesIO
from typing import TYPE_CHECKING, Any

from pydantic import Field, ValidationError

from equipoise.app.serve.house import ROOM_FILE, headers_in
from equipoise.app.serve.keys import new_code
from equipoise.app.serve.kinds import Exported, Header
from equipoise.app.serve.log import Event, Log, LogError
from equipoise.app.serve.replay import replayed, try_to_the_end
from equipoise.experiments.versions import rules_digest
from equipoise.sim.faults import EquipoiseError, reason
from equipoise.sim.wording import shown

if TYPE_CHECKING:
    from pathlib import Path

    from equipoise.app.serve.room import Room

HEADER, EVENTS = "header.json", "events.jsonl"
_LARGEST = 20 * 1024 * 1024
_LONGEST = 200_000
_NO_ARCHIVE = (zipfile.BadZipFile, zlib.error, EOFError)
_STAMP = (1980, 1, 1, 0, 0, 0)  # the same bytes whenever it is made


class _Exported(Header):
    room: str = Field(pattern=r"^[0-9a-f]{8}$")  #: what keys begin with, so that links go on opening it


def exported(room: Room) -> bytes:
    """Write a room: what is played, and everything that happened."""
    lines = [json.dumps(event) for event in room.log.whole()]
    header = json.dumps({"room": room.id, **room.log.header}, indent=1)
    content = BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in {HEADER: header, EVENTS: "\n".join(lines)}.items():
            archive.writestr(zipfile.ZipInfo(name, _STAMP), text)
    return content.getvalue()


def take_in(path: Path, folder: Path) -> str:
    """Put an exported room into a data folder, and give its code; of one that cannot be played nothing is put there."""
    label = shown(str(path))
    room, header, rows = _read(path, label)
    made, others = folder / f"{room}{ROOM_FILE}", headers_in(folder)
    if made.exists():
        raise EquipoiseError(f"{label}  holds room {others.get(room, header)['code']}, which is here already")
    events = [Event(**{name: row[name] for name in Event._fields}) for row in rows]
    state = replayed(label, header, events, rules_digest())
    try_to_the_end(label, state)
    taken = {other["code"] for other in others.values()}
    if header["code"] in taken:
        header["code"] = next(code for code in iter(new_code, "") if code not in taken)
    try:
        Log.create(made, header, rows=rows).close()
    except LogError as error:
        if not isinstance(error.__cause__, FileExistsError):  # another process's, which has just put it there
            made.unlink(missing_ok=True)
        raise
    return str(header["code"])


def _read(path: Path, label: str) -> tuple[str, dict[str, Any], list[dict[str, Any]]]:
    """Read the name of a room, what is played, and its events."""
    try:
        with zipfile.ZipFile(path) as archive:
            texts = {name: _text(archive, name) for name in (HEADER, EVENTS)}
        room = _Exported.model_validate_json(texts[HEADER]).room
        header = json.loads(texts[HEADER])
        events = [Exported.model_validate_json(line).model_dump() for line in texts[EVENTS].split("\n") if line]
    except OSError as error:
        raise EquipoiseError(f"{label}  cannot be read as an exported room: {reason(error)}") from error
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(map(str, first["loc"]))
        raise EquipoiseError(f"{label}  is no exported room of this program: {where}: {first['msg']}") from error
    except (KeyError, ValueError, RecursionError, NotImplementedError, RuntimeError, *_NO_ARCHIVE) as error:
        raise EquipoiseError(f"{label}  cannot be read as an exported room: {error}") from error
    keys = [one["key"] for one in events if one["key"] is not None]
    if [one["seq"] for one in events] != list(range(1, len(events) + 1)) or len(events) > _LONGEST:
        raise EquipoiseError(f"{label}  is no exported room: events are missing")
    if len({*keys}) < len(keys):
        raise EquipoiseError(f"{label}  is no exported room: something was done twice")
    header.pop("room")
    return room, header, events


def _text(archive: zipfile.ZipFile, name: str) -> str:
    if archive.getinfo(name).file_size > _LARGEST:
        raise KeyError(name)
    return archive.read(name).decode("utf-8")
