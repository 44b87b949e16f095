"""How a path is written for somebody to copy: as a name, never as an option, a home folder or an address."""

from __future__ import annotations

import json
import shlex
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


def in_shell(path: Path) -> str:
    """Write a path as an argument of a command."""
    return shlex.quote(_plain(path))


def in_python(path: Path) -> str:
    """Write a path as a text in Python."""
    return json.dumps(_plain(path), ensure_ascii=False)


def _plain(path: Path) -> str:
    text = str(path)
    taken_otherwise = text.startswith(("-", "~")) or (":" in text and not path.is_absolute())
    return f"./{text}" if taken_otherwise else text
