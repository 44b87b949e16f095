"""Linear algebra on one thread: the last bits of a sum follow from how many share it, and results from nothing such."""

from __future__ import annotations

from contextlib import contextmanager
from threading import RLock
from typing import TYPE_CHECKING

from threadpoolctl import threadpool_limits

if TYPE_CHECKING:
    from collections.abc import Iterator

_LOCK = RLock()


@contextmanager
def one_thread() -> Iterator[None]:
    """Hold BLAS and LAPACK to one thread, within a block or in a function that this decorates."""
    # The limit is the process's: without the lock one that leaves would take it from under another.
    with _LOCK, threadpool_limits(1, "blas"):
        yield
