"""A folder that is written whole or not at all, and never at the cost of somebody else's files."""

from __future__ import annotations

import json
import os
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from equipoise.experiments.kinds import FIGURES, FILES, TOLD_BY
from equipoise.experiments.storage.regular import read_regular
from equipoise.experiments.storage.whole import NEW, put_folder, sync_folder, workplace
from equipoise.sim.arguments import path_of
from equipoise.sim.faults import EquipoiseError

if TYPE_CHECKING:
    from collections.abc import Iterator

LEFT_BY_VIEWERS = frozenset({".DS_Store", "Thumbs.db", "desktop.ini"})
"""Files that others leave in folders, and nobody means."""

_PICTURES = (".svg", ".png")


def check_folder(out: Path) -> None:
    """Refuse a folder that results cannot be written to without losing something."""
    out = path_of("out", out)
    for folder in (out, *out.parents):
        if folder.exists() and not folder.is_dir():
            raise EquipoiseError(f"results cannot be written to {out}: {folder} is a file, not a folder")
    target = _meant(out)
    for folder in (target, *target.parents):
        if os.path.lexists(folder) and not folder.is_dir():
            raise EquipoiseError(f"results cannot be written to {out}: {folder} is a link that leads to itself")
    if target == Path.cwd() or os.path.ismount(target):
        kind = "the folder you are in" if target == Path.cwd() else "a mount point"
        raise EquipoiseError(
            f"results cannot be written to {out}: it is {kind}, and is replaced as a whole; name a folder inside it"
        )
    if target.exists() and (foreign := _foreign(target)):
        raise EquipoiseError(
            f"results cannot be written to {out}: it holds {foreign}; name a new folder, or an empty one"
        )
    above = next(folder for folder in target.parents if folder.exists())
    if not os.access(above, os.W_OK | os.X_OK):
        raise EquipoiseError(f"results cannot be written to {out}: {above} may not be written to")


def _foreign(folder: Path) -> str:
    """What a folder holds besides results, in words; nothing when it may be replaced."""
    found = _entries(folder)
    for path in found:
        if path.name == FIGURES and path.is_dir() and not path.is_symlink():
            others = [inner for inner in _entries(path) if inner.suffix not in _PICTURES or not _is_plain(inner)]
            if others:
                return f"{FIGURES}/{others[0].name}, which is no part of results"
        elif path.name not in FILES or not _is_plain(path):
            return f"{path.name}{'/' if path.is_dir() else ''}, which is no part of results"
    return "files that are not results of a comparison" if found and not _are_results(folder) else ""


def _entries(folder: Path) -> list[Path]:
    return sorted(path for path in folder.iterdir() if path.name not in LEFT_BY_VIEWERS)


def _is_plain(path: Path) -> bool:
    return path.is_file() and not path.is_symlink()


def _are_results(folder: Path) -> bool:
    return any(keys <= _keys(folder / name) for name, keys in TOLD_BY)


def _keys(path: Path) -> set[str]:
    """Keys of a document; none when it is not one."""
    try:
        document = json.loads(read_regular(path))
    except (OSError, ValueError, RecursionError):
        return set()
    return set(document) if isinstance(document, dict) else set()


@contextmanager
def written_whole(out: Path) -> Iterator[Path]:
    """Give a new folder to write to, which takes the place of ``out`` once everything is written and on disk.

    A folder near ``out``. When an error or Ctrl-C comes, it is removed and ``out`` is as it was before. When the
    process is killed or the power fails, ``out`` is as it was before or whole, and the next one that writes there
    clears away what is left.
    """
    check_folder(out)
    target = _meant(out)
    made = [folder for folder in target.parents if not folder.exists()]
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        for folder in made:
            sync_folder(folder.parent)
        with workplace(target) as work:
            (work / NEW).mkdir()
            yield work / NEW
            check_folder(out)  # somebody may have put something there by now
            put_folder(work / NEW, target)
    except OSError as error:
        raise EquipoiseError(f"results cannot be written to {out}: {error.strerror or error}") from error
    finally:
        if not target.exists():
            _remove_empty(made)


def _meant(out: Path) -> Path:
    """Where a folder is, through any links."""
    return Path(os.path.realpath(out))


def _remove_empty(folders: list[Path]) -> None:
    """Remove folders that were made on the way, the innermost first, unless somebody has put something there."""
    for folder in folders:
        with suppress(OSError):
            folder.rmdir()
