"""A lock on a folder: one process writes to it at a time, and a dead one's lock is gone with it."""

from __future__ import annotations

import os
import sys
from contextlib import contextmanager, suppress
from typing import IO, TYPE_CHECKING

from equipoise.experiments.storage.regular import HARMLESS, irregular
from equipoise.sim.faults import EquipoiseError, reason

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

LOCK = ".lock"
"""The file that is locked; it is empty."""


@contextmanager
def locked(folder: Path, target: Path | None = None) -> Iterator[None]:
    """Hold the lock of a folder.

    The operating system holds it for the process, and lets go of it however the process ends: nothing is left behind
    that somebody has to judge as stale.
    """
    written_to = target if target is not None else folder
    try:
        file = _lock_of(folder)
    except OSError as error:
        raise EquipoiseError(f"{written_to} cannot be locked: {reason(error)}") from error
    if file is None:
        raise EquipoiseError(
            f"another process is writing to {written_to}; wait until it is done, or name another folder with --out DIR"
        )
    with file:
        yield


def _lock_of(folder: Path) -> IO[bytes] | None:
    """The locked file; None when somebody else has it."""
    path = folder / LOCK
    while True:
        with suppress(FileExistsError):
            folder.mkdir(mode=0o700)
        try:
            descriptor = os.open(path, os.O_RDWR | os.O_CREAT | HARMLESS, 0o666)
        except FileNotFoundError:
            if folder.is_symlink():  # to nowhere
                raise
            continue  # its holder removed the folder just now
        if what := irregular(os.fstat(descriptor)):
            os.close(descriptor)
            raise OSError(f"{path} is {what}")
        file = os.fdopen(descriptor, "r+b")
        try:
            free = _taken(file)
        except OSError:
            file.close()
            raise
        if not free:
            file.close()
            return None
        with suppress(FileNotFoundError):  # asked first whether it is there, it may be gone when it is looked at
            if os.path.samestat(os.fstat(file.fileno()), path.stat()):
                return file
        file.close()  # it was removed by its last holder, and somebody else may hold the one that is there now


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
