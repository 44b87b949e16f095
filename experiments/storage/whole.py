"""Files and folders that are there whole or not at all, whatever ends the process or the machine.

What is written is made under another name, flushed to the disk, and only then given its own name, in one step. Where it
is made is under a lock: what lies there without a holder was left by a process that died, and is cleared away by the
next one that writes there.
"""

from __future__ import annotations

import errno
import os
import shutil
from contextlib import contextmanager, suppress
from hashlib import blake2b
from pathlib import Path
from typing import TYPE_CHECKING

from equipoise.experiments.storage import exchange as names
from equipoise.experiments.storage.lock import LOCK, locked
from equipoise.sim.faults import EquipoiseError

if TYPE_CHECKING:
    from collections.abc import Iterator

OWNERS_ALONE = 0o600
"""Mode of a file that nobody but its owner can read."""

UNFINISHED = ".unfinished"
"""The file that is being written, in a folder that its writer has locked."""

NEW, OLD = "new", "old"
"""In a workplace: what is being made, and what it replaces where two names cannot be exchanged at once."""


def write_file(path: Path, content: bytes, work: Path, *, private: bool = False) -> None:
    """Write a file, or replace one; what is private nobody but its owner can read."""
    unfinished = work / UNFINISHED
    try:
        _write_through(unfinished, content, private=private)
        unfinished.replace(path)
    except BaseException:
        with suppress(OSError):
            unfinished.unlink(missing_ok=True)
        raise
    for folder in {path.parent, work}:
        sync_folder(folder)


def write_new(path: Path, content: bytes) -> None:
    """Write a file where none is."""
    with workplace(path) as work:
        made = work / NEW
        _write_through(made, content)
        try:
            os.link(made, path)
        except FileExistsError:
            raise
        except OSError:  # a file system without hard links
            if os.path.lexists(path):
                raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(path)) from None
            made.rename(path)
        try:
            sync_folder(path.parent)
        except OSError:
            path.unlink()
            raise


def put_folder(made: Path, target: Path) -> None:
    """Give a folder its name, in place of what has it."""
    work, above = made.parent, target.parent
    sync_tree(made)
    exchanged = os.path.lexists(target) and names.exchange(made, target)
    if not exchanged:
        if os.path.lexists(target):
            _sync(work, above)  # what is there is moved to a place that is itself on disk
            target.rename(work / OLD)
            _sync(work, above)
        made.rename(target)
    try:
        _sync(work, above)
    except OSError:
        if exchanged:
            names.exchange(made, target)
        else:
            target.rename(made)
        raise


@contextmanager
def workplace(target: Path) -> Iterator[Path]:
    """Give a hidden folder beside a file or a folder, in which it is made.

    Locked, empty but for the lock, and removed in the end. If a process that was killed had moved ``target`` aside in
    it, it is back where it was.
    """
    work = _workplace(target)
    try:
        with locked(work, target):
            if not _own(work):
                raise EquipoiseError(f"{target} cannot be written: {work} is somebody else's, and in the way")
            _clear(work, target)
            try:
                yield work
            finally:
                _clear(work, target)
                shutil.rmtree(work, ignore_errors=True)
    finally:
        with suppress(OSError):
            work.rmdir()  # if nothing is in it, as when it could be made and not locked


def recover(target: Path) -> None:
    """Put back a folder that a process had moved aside when it was killed; for whoever misses it."""
    meant = Path(os.path.realpath(target))
    if not os.path.lexists(meant) and (_workplace(meant) / OLD).exists():
        with workplace(meant):
            pass


def _workplace(target: Path) -> Path:
    """Where a target is made: always the same place, so that it is found; short, since names may be of any length."""
    digest = blake2b(os.fsencode(target.name), digest_size=8).hexdigest()
    return target.with_name(f".equipoise-{digest}")


def _own(work: Path) -> bool:
    """Whether it is a folder of this user, and no link to somewhere else: in a common folder anybody can set one."""
    if work.is_symlink() or not work.is_dir():
        return False
    return os.name != "posix" or work.stat().st_uid == os.geteuid()


def _clear(work: Path, target: Path) -> None:
    """Put back what was moved aside, unless there is something newer, and remove the rest."""
    if (work / OLD).exists() and not os.path.lexists(target):
        (work / OLD).rename(target)
        _sync(work, target.parent)
    for path in work.iterdir():
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path, ignore_errors=True)
        elif path.name != LOCK:
            with suppress(OSError):
                path.unlink()


def sync_tree(folder: Path) -> None:
    """Have a folder and everything in it reach the disk."""
    for above, _, files in os.walk(folder, topdown=False):
        for name in files:
            with open(os.path.join(above, name), "r+b") as file:  # noqa: PTH118, PTH123 - names as os.walk gives them
                os.fsync(file.fileno())
        sync_folder(above)


def sync_folder(folder: Path | str) -> None:
    """Have the names in a folder reach the disk, where the system can be asked to."""
    if os.name != "posix":
        return
    try:
        descriptor = os.open(folder, os.O_RDONLY)
    except PermissionError:  # one may write to it, and not list it
        return
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _sync(*folders: Path) -> None:
    for folder in folders:
        sync_folder(folder)


def _write_through(path: Path, content: bytes, *, private: bool = False) -> None:
    """Write a new file, and have its content reach the disk; what is private nobody but its owner can read."""
    if private:
        path.touch(OWNERS_ALONE, exist_ok=False)
    with path.open("wb" if private else "xb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
