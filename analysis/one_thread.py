"""Linear algebra on one thread: the last bits of a sum follow from how many share it, and results from nothing such."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from functools import lru_cache
from threading import RLock
from typing import TYPE_CHECKING

from threadpoolctl import ThreadpoolController

if TYPE_CHECKING:
    from collections.abc import Iterator

_LOCK = RLock()


@contextmanager
def one_thread() -> Iterator[None]:
    """Hold BLAS and LAPACK to one thread, within a block or in a function that this decorates."""
    # The limit is the process's: without the lock one that leaves would take it from under another.
    with _LOCK, _libraries(len(sys.modules)).limit(limits=1, user_api="blas"):
        yield


@lru_cache(maxsize=1)
def _libraries(modules: int) -> ThreadpoolController:  # noqa: ARG001 - an import, and nothing else, brings new libraries
    """Libraries of linear algebra that are loaded: looking for them takes longer than most of what is then reckoned."""
    return ThreadpoolController()
