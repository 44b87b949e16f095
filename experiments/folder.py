"""A folder that is written whole or not at all, and never at the cost of somebody else's files."""

from __future__ import annotations

import json
import os
import shutil
from contextlib import contextmanager
from pathlib import Path
from secrets import token_hex
from typing import TYPE_CHECKING

from sim.arguments import path_of
from sim.faults import EquipoiseError

if TYPE_CHECKING:
    from collections.abc import Iterator

REPORT = "report.html"
PANEL = "panel.parquet"
RELATIONSHIPS = "relationships.parquet"
VENDORS = "vendors.parquet"
TWINS = "twins.json"
TWINS_TABLE = "twins.csv"
CLAIMS = "claims.json"
CLAIMS_TABLE = "claims.parquet"
REGULARITIES = "regularities.json"
REGULARITIES_PAGE = "regularities.md"
MANIFEST = "manifest.json"
FIGURES = "figures"

_LEFT_BY_VIEWERS = {".DS_Store", "Thumbs.db", "desktop.ini"}
_PICTURES = (".svg", ".png")
_MANIFESTS = (
    {"format", "versions", "arms", "scenarios"},
    {"format", "versions", "claims"},
    {"format", "versions", "regularities"},
)
"""What tells manifests of a comparison, of claims and of regularities from other documents."""


def check_folder(out: Path) -> None:
    """Refuse a folder that results cannot be written to without losing something.

    Parameters
    ----------
    out : pathlib.Path
        May exist, as an empty folder or as one that holds earlier results and nothing else.

    Raises
    ------
    sim.faults.EquipoiseError
        When it or a folder above it is a file, it holds other files, it is the folder that one is in, or it cannot be
        written to.
    """
    out = path_of("out", out)
    for folder in (out, *out.parents):
        if folder.exists() and not folder.is_dir():
            raise EquipoiseError(f"results cannot be written to {out}: {folder} is a file, not a folder")
    target = out.resolve()
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
    found = sorted(path for path in folder.iterdir() if path.name not in _LEFT_BY_VIEWERS)
    own = {
        REPORT,
        PANEL,
        RELATIONSHIPS,
        VENDORS,
        TWINS,
        TWINS_TABLE,
        CLAIMS,
        CLAIMS_TABLE,
        MANIFEST,
        FIGURES,
        REGULARITIES,
        REGULARITIES_PAGE,
    }
    for path in found:
        if path.name not in own or path.is_symlink():
            return f"{path.name}, which is no part of results"
        if path.is_dir():
            others = [
                inner
                for inner in sorted(path.iterdir())
                if inner.suffix not in _PICTURES and inner.name not in _LEFT_BY_VIEWERS
            ]
            if path.name != FIGURES or others:
                return f"{path.name}/{others[0].name if others else ''}, which is no part of results"
    return "files that are not results of a comparison" if found and not _is_manifest(folder / MANIFEST) else ""


def _is_manifest(path: Path) -> bool:
    try:
        document = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return False
    if not isinstance(document, dict):
        return False
    return any(kind <= document.keys() for kind in _MANIFESTS)


@contextmanager
def written_whole(out: Path) -> Iterator[Path]:
    """Give a new folder to write to, which takes the place of ``out`` once everything is written.

    Parameters
    ----------
    out : pathlib.Path
        As :func:`check_folder` allows.

    Yields
    ------
    pathlib.Path
        A folder beside ``out``. When an error or Ctrl-C comes, it is removed and ``out`` is as it was before.

    Raises
    ------
    sim.faults.EquipoiseError
        When ``out`` is refused, or the disk is full.
    """
    check_folder(out)
    target = Path(out).resolve()
    made = [folder for folder in target.parents if not folder.exists()]
    work = target.with_name(f".{target.name}.{token_hex(4)}.part")
    aside = work.with_suffix(".old")
    try:
        work.mkdir(parents=True)
        yield work
        if target.exists():
            target.rename(aside)
        work.rename(target)
    except OSError as error:
        raise EquipoiseError(f"results cannot be written to {out}: {error.strerror or error}") from error
    finally:
        if aside.exists() and not target.exists():
            aside.rename(target)
        for rest in (work, aside):
            shutil.rmtree(rest, ignore_errors=True)
        if not target.exists():
            _remove_empty(made)


def _remove_empty(folders: list[Path]) -> None:
    """Remove folders that were made on the way, the innermost first, unless somebody has put something there."""
    for folder in folders:
        if folder.exists() and not any(folder.iterdir()):
            folder.rmdir()
