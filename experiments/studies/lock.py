"""A lock on a folder: one process writes to it at a time, and a dead one's lock is gone with it."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from typing import IO, TYPE_CHECKING

from sim.faults import EquipoiseError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

LOCK = ".lock"
"""The file that is locked; it stays, and is empty."""


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Hold the lock of a folder.

    The operating system holds it for the process, and lets go of it however the process ends: nothing is left behind
    that somebody has to judge as stale.

    Parameters
    ----------
    folder : pathlib.Path
        An existing one.

    Yields
    ------
    None
        While it is held.

    Raises
    ------
    sim.faults.EquipoiseError
        When another process holds it.
    """
    with (folder / LOCK).open("ab") as file:
        if not _taken(file):
            raise EquipoiseError(
                f"another process is writing to {folder}; wait until it is done, or name another folder with --out DIR"
            )
        yield


if sys.platform == "win32":
    import msvcrt

    def _taken(file: IO[bytes]) -> bool:
        try:
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

else:
    import fcntl

    def _taken(file: IO[bytes]) -> bool:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True
