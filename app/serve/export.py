"""A room as one file, to be kept, read by other programs, or opened elsewhere."""

from __future__ import annotations

import json
import zipfile
from io import BytesIO
from typing import TYPE_CHECKING, Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from equipoise.app.serve.keys import new_room
from equipoise.app.serve.log import Log, LogError
from equipoise.sim.faults import EquipoiseError, reason
from equipoise.sim.wording import shown

if TYPE_CHECKING:
    from pathlib import Path

    from equipoise.app.serve.room import Room

HEADER, EVENTS = "header.json", "events.jsonl"
_LARGEST = 20 * 1024 * 1024
_LONGEST = 200_000
_STAMP = (1980, 1, 1, 0, 0, 0)  # the same bytes whenever it is made


class _Header(BaseModel):
    model_config = ConfigDict(extra="forbid")

    code: str = Field(pattern=r"^[A-Z]{4}$")
    alone: bool
    typed: bool = False
    seed: int = Field(ge=0, lt=2**53)
    tables: list[dict[str, Any]] = Field(min_length=1, max_length=60)
    workshop: dict[str, Any]
    text: str
    versions: dict[str, str]


class _Kept(BaseModel):
    model_config = ConfigDict(extra="forbid")

    seq: int = Field(ge=1)
    table: str = Field(max_length=60)
    at: float
    actor: str = Field(max_length=60)
    kind: str = Field(pattern=r"^[a-z]{1,20}$")
    body: dict[str, Any]
    key: str | None = Field(None, max_length=400)


def exported(room: Room) -> bytes:
    """Write a room: what is played, and everything that happened."""
    lines = [json.dumps(event) for event in room.log.whole()]
    content = BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in {HEADER: json.dumps(room.log.header, indent=1), EVENTS: "\n".join(lines)}.items():
            archive.writestr(zipfile.ZipInfo(name, _STAMP), text)
    return content.getvalue()


def take_in(path: Path, folder: Path) -> str:
    """Put an exported room into a data folder.

    Parameters
    ----------
    path : Path
        The file.
    folder : Path
        Where rooms are kept.

    Returns
    -------
    str
        The code of the room.

    Raises
    ------
    EquipoiseError
        When the file is none, or holds too much; nothing is put there.
    """
    label = shown(str(path))
    try:
        with zipfile.ZipFile(path) as archive:
            texts = {name: _text(archive, name) for name in (HEADER, EVENTS)}
        header = _Header.model_validate_json(texts[HEADER])
        events = [_Kept.model_validate_json(line) for line in texts[EVENTS].splitlines()]
        if [one.seq for one in events] != list(range(1, len(events) + 1)) or len(events) > _LONGEST:
            raise EquipoiseError(f"{label}  is no exported room: events are missing")
    except (OSError, zipfile.BadZipFile) as error:
        raise EquipoiseError(
            f"{label}  cannot be read as an exported room: {reason(error) if isinstance(error, OSError) else error}"
        ) from error
    except (KeyError, UnicodeDecodeError, ValidationError) as error:
        raise EquipoiseError(f"{label}  is no exported room of this program") from error
    made = folder / f"{new_room()}.room"
    try:
        Log.create(made, header.model_dump(), rows=[one.model_dump() for one in events]).close()
    except LogError:
        made.unlink(missing_ok=True)
        raise
    return header.code


def _text(archive: zipfile.ZipFile, name: str) -> str:
    if archive.getinfo(name).file_size > _LARGEST:
        raise KeyError(name)
    return archive.read(name).decode("utf-8")
