"""Work that is divided over threads, with what comes of it in its own order."""

from __future__ import annotations

import os
from collections import deque
from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context
from itertools import islice
from typing import TYPE_CHECKING, TypeVar

from equipoise.sim.whole_numbers import THREADS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

Item = TypeVar("Item")
Result = TypeVar("Result")


def cores(threads: int | None) -> int:
    """How many threads, or processes, to play in: as many as the machine has cores where nothing was asked for."""
    return min(os.cpu_count() or 1, THREADS.high) if threads is None else THREADS.checked(threads)


def in_order(job: Callable[[Item], Result], pieces: Iterable[Item], workers: int) -> Iterator[Result]:
    """Map over threads, with results in the order of the pieces, of which a bounded number waits."""
    if workers == 1:  # here: a thread of its own for each of hundreds of small arms takes as long as to play them
        yield from map(job, pieces)
        return
    todo = iter(pieces)
    with ThreadPoolExecutor(workers) as pool:
        waiting = deque(pool.submit(copy_context().run, job, piece) for piece in islice(todo, 2 * workers))
        try:
            while waiting:
                done = waiting.popleft().result()
                waiting.extend(pool.submit(copy_context().run, job, piece) for piece in islice(todo, 1))
                yield done
        finally:
            for future in waiting:
                future.cancel()
