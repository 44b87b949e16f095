"""Finds the file that a name or a path means: shipped ones by name, anybody's own by path."""

from __future__ import annotations

from os import PathLike
from pathlib import Path
from reprlib import repr as shortened
from typing import TYPE_CHECKING

from equipoise.sim.faults import ArgumentError
from equipoise.sim.files.kinds import folder, no_toml
from equipoise.sim.wording import did_you_mean, shown, written

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from equipoise.sim.faults import EquipoiseError


def names_in(shipped: Path) -> list[str]:
    """Name the TOML files of a folder."""
    return sorted(path.stem for path in shipped.glob("*.toml"))


def within(shipped: Path, name: str) -> Path:
    """Find a shipped file by its name: in the folder itself, or in one inside it."""
    return next(path for path in (shipped / f"{name}.toml", *shipped.glob(f"*/{name}.toml")) if path.is_file())


def find(asked: str | Path, noun: str, shipped: Path, names: Sequence[str], fault: type[EquipoiseError]) -> Path:
    """Find the file that is meant."""
    if not isinstance(asked, str | PathLike):
        raise ArgumentError(
            f"{noun} = {shortened(asked)}   must be the name of a shipped {noun}, or the path of a .toml file"
        )
    path = Path(asked)
    if isinstance(asked, PathLike) and str(path) in names and not _holds(path.exists):
        asked = str(path)  # a name may come as a path, too
    named = isinstance(asked, str) and not path.suffix and path.name == asked
    if named and asked in names:
        return within(shipped, str(asked))
    if _holds(path.exists) and not path.is_file() and not path.is_dir():
        raise fault(f"{shown(str(path))} is not a regular file; a {noun} is a .toml file")
    own = Path(f"{asked}.toml")
    if _holds(path.is_file):
        if path.suffix not in {"", ".toml"}:
            raise fault(no_toml(path, noun))
        if not named:
            return path
    elif _holds(path.is_dir) and not _holds(own.is_file) and asked not in {"", ".."}:
        raise fault(folder(path, noun))
    if named:
        hint = f"; did you mean the file {own}?" if _holds(own.is_file) else did_you_mean(str(asked), names)
        raise fault(
            f"there is no {noun} {written(asked)}{hint}\n"
            f"There are {', '.join(names)}; or give the path of a .toml file."
        )
    shipped_ones = f"\nThose that come with the program go by name: {', '.join(names)}." if names else ""
    raise fault(f"there is no file {shown(str(path))}{did_you_mean(path.stem, names)}{shipped_ones}")


def _holds(question: Callable[[], bool]) -> bool:
    try:
        return question()
    except (OSError, ValueError):  # a path that nothing can have
        return False
