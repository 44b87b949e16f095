"""What is let go of goes back to the system, where its library can be told so: other programs run on the machine, too.

Runs are played in many threads, each of which would keep a heap of its own with room for the most that it ever held.
"""

from __future__ import annotations

import ctypes
from functools import cache

_ARENA_MAX, _HEAPS = -8, 1
"""Which setting of the GNU library says how many heaps there are, and how many there are.

With two, a room beside a page that is dragged held 15 MB more, and neither was answered sooner.
"""


def share_one_heap() -> None:
    """Let threads that begin from now on share one heap."""
    if (library := _gnu()) is not None:
        library.mallopt(_ARENA_MAX, _HEAPS)


def give_back() -> None:
    """Give back what nobody holds any more, which takes some milliseconds."""
    if (library := _gnu()) is not None:
        library.malloc_trim(0)


@cache
def _gnu() -> ctypes.CDLL | None:
    """The GNU library, where this program runs with it; None elsewhere."""
    try:
        found = ctypes.CDLL(None)
        return found if hasattr(found, "mallopt") and hasattr(found, "malloc_trim") else None
    except (OSError, TypeError):  # no program of its own can be opened so on Windows
        return None
