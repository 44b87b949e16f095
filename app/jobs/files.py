"""Starting files of one's own: commented, and never over what is there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from experiments.storage import whole as storage
from sim.faults import EquipoiseError

if TYPE_CHECKING:
    from collections.abc import Collection
    from pathlib import Path


def new_path(name: Path, taken: Collection[str]) -> Path:
    """Find where a new file goes.

    Parameters
    ----------
    name : Path
        With or without ``.toml``.
    taken : collection of str
        Names that come with the program, and that a file would be mistaken for.

    Returns
    -------
    Path
        Where no file is yet.

    Raises
    ------
    EquipoiseError
        When there is one, its folder is not there, or its name is taken.
    """
    path = name if name.suffix == ".toml" else name.with_name(f"{name.name}.toml")
    if path.stem in taken:
        raise EquipoiseError(f'"{path.stem}" comes with the program; give yours another name')
    if not path.parent.is_dir():
        raise EquipoiseError(f"there is no folder {path.parent} to write {path.name} to")
    if path.exists():
        raise EquipoiseError(f"{path} is there already, and stays as it is; give another name")
    return path


def write_new(path: Path, text: str) -> None:
    """Write a new file, whole or not at all.

    Parameters
    ----------
    path : Path
        From :func:`new_path`.
    text : str
        What it holds.

    Raises
    ------
    EquipoiseError
        When it cannot be written, or something is there by now.
    """
    try:
        storage.write_new(path, text.encode())
    except FileExistsError:
        raise EquipoiseError(f"{path} is there already, and stays as it is; give another name") from None
    except OSError as error:
        raise EquipoiseError(f"{path} cannot be written: {(error.strerror or str(error)).lower()}") from error
