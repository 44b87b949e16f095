"""Where a cache can be kept on this machine: found by writing, since rights tell a superuser nothing."""

from __future__ import annotations

import os
import stat
import tempfile
from pathlib import Path

import platformdirs

_NOBODY_ELSES = 0o077
"""Rights of others, none of which they may have to a folder in a place that everybody writes to."""


def cache_folder(chosen: str | None, name: str) -> Path | None:
    """Find, or make, a folder that can be written to."""
    try:
        asked = [Path(chosen).absolute()] if chosen else []
    except OSError:  # the folder that one is in is gone
        asked = []
    for above in [*asked, *_of_the_user()]:
        if _can_be_written(above / name):
            return above / name
    among_temporary = _own_temporary()
    return among_temporary / name if among_temporary and _can_be_written(among_temporary / name) else None


def _of_the_user() -> list[Path]:
    """The user's cache, if the user has a home: without one, as in a container, "~" would be a folder right here."""
    try:
        found = platformdirs.user_cache_path("equipoise")
    except RuntimeError:  # what newer versions of platformdirs make of it
        return []
    return [found] if found.is_absolute() else []


def _can_be_written(folder: Path) -> bool:
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder) as file:
            file.write(b"0")
    except (OSError, ValueError):  # a path that nothing can have
        return False
    return True


def _own_temporary() -> Path | None:
    """The user's folder among the temporary ones; None if it is somebody else's, whose code would be run."""
    try:
        if not hasattr(os, "getuid"):  # Windows, where each user has temporary folders of his own
            return Path(tempfile.gettempdir()) / "equipoise"
        folder = Path(tempfile.gettempdir()) / f"equipoise-{os.getuid()}"
        folder.mkdir(mode=0o700, exist_ok=True)
        found = folder.lstat()
    except OSError:
        return None
    own = stat.S_ISDIR(found.st_mode) and found.st_uid == os.getuid() and not found.st_mode & _NOBODY_ELSES
    return folder if own else None
