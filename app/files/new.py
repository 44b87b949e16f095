"""Starting files of one's own: commented, and never over what is there."""

from __future__ import annotations

import os
import re
import shlex
from pathlib import Path
from typing import TYPE_CHECKING

from equipoise.experiments.storage import whole as storage
from equipoise.experiments.storage.spelling import in_shell
from equipoise.sim.faults import EquipoiseError, reason
from equipoise.sim.wording import written

if TYPE_CHECKING:
    from collections.abc import Collection

_LONGEST = 150
_RESERVED = {"con", "prn", "aux", "nul", *(f"{port}{k}" for port in ("com", "lpt") for k in range(1, 10))}
"""Names that Windows keeps for devices."""


def typed(*words: object) -> str:
    """Write a command that pastes as it is, whatever names are in it."""
    return " ".join(
        ["equipoise", *(in_shell(word) if isinstance(word, Path) else shlex.quote(str(word)) for word in words)]
    )


def new_path(name: str, taken: Collection[str]) -> Path:
    """Find where a new file goes."""
    path = Path(name if name.endswith(".toml") else f"{name}.toml")
    if why := _unfit(name.removesuffix(".toml")):
        raise EquipoiseError(f"{written(name)} cannot be the name of a file: {why}")
    if path.stem in taken:
        raise EquipoiseError(f'"{path.stem}" comes with the program; give yours another name')
    try:
        if not path.parent.is_dir():
            raise EquipoiseError(f"there is no folder {path.parent} to write {path.name} to")
        there = os.path.lexists(path)
    except OSError as error:
        raise EquipoiseError(f"{written(name)} cannot be the name of a file: {error.strerror}") from None
    if there:
        raise EquipoiseError(f"{path} is there already, and stays as it is; give another name")
    return path


def _unfit(name: str) -> str:
    """Why a name is none for a file that commands and other files can name; nothing when it is one."""
    last = re.split(r"[/\\]" if os.sep == "\\" else "/", name)[-1]
    if not last.strip(" ."):
        return "it is empty" if not last.strip() else "it holds only dots"
    if not name.isprintable():
        return "it holds characters that cannot be seen"
    if last != last.strip() or last.startswith(("-", ".")):
        return "it begins or ends with a blank, a hyphen or a dot"
    if len(last) > _LONGEST or len(os.fsencode(last)) > _LONGEST:
        return f"it is longer than {_LONGEST} characters"
    if last.casefold().partition(".")[0] in _RESERVED or any(mark in last for mark in '\\:*?"<>|'):
        return "other systems keep it, or a mark in it, for themselves"
    return ""


def write_new(path: Path, text: str) -> None:
    """Write a new file, whole or not at all."""
    try:
        storage.write_new(path, text.encode())
    except FileExistsError:
        raise EquipoiseError(f"{path} is there already, and stays as it is; give another name") from None
    except OSError as error:
        raise EquipoiseError(f"{path} cannot be written: {reason(error)}") from error


def called_from(folder: Path, asked: str) -> str:
    """Give what a file in a folder calls something that was named on the command line."""
    return Path(os.path.relpath(asked, folder)).as_posix() if asked.endswith(".toml") else asked
