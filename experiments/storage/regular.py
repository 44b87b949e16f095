"""Reading files, and nothing that only looks like one: a pipe waits for ever, a device never ends."""

from __future__ import annotations

import errno
import os
import stat
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

HARMLESS = getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_BINARY", 0)
"""How what may be no file is opened: without waiting, and not for child processes."""

LARGEST = 2**30
"""Bytes of a file that is read at once."""

_KINDS = (
    (stat.S_ISDIR, "a folder"),
    (stat.S_ISFIFO, "a pipe"),
    (stat.S_ISCHR, "a device"),
    (stat.S_ISBLK, "a device"),
    (stat.S_ISSOCK, "a socket"),
)


def irregular(status: os.stat_result) -> str:
    """Say what is no regular file; nothing of one."""
    if stat.S_ISREG(status.st_mode):
        return ""
    return next((f"{what}, not a file" for is_one, what in _KINDS if is_one(status.st_mode)), "not a regular file")


def read_regular(path: Path, most: int = LARGEST) -> bytes:
    """Read a file."""
    _refuse(path, path.stat(), most)  # opening a device can have consequences
    with os.fdopen(os.open(path, os.O_RDONLY | HARMLESS), "rb") as file:
        _refuse(path, os.fstat(file.fileno()), most)
        content = file.read(most + 1)
    if len(content) > most:
        raise OSError(errno.EFBIG, os.strerror(errno.EFBIG), str(path))
    return content


def _refuse(path: Path, status: os.stat_result, most: int) -> None:
    if what := irregular(status):
        raise OSError(errno.EINVAL, f"it is {what}", str(path))
    if status.st_size > most:
        raise OSError(errno.EFBIG, os.strerror(errno.EFBIG), str(path))
