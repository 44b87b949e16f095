"""Several jobs at once: each plays its runs in a thread of its own, outside the interpreter lock."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, TypeVar

from sim.ensemble import cores

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

Result = TypeVar("Result")


def side_by_side(
    jobs: Sequence[Callable[[], Result]],
    *,
    threads: int | None = None,
    progress: Callable[[float], None] | None = None,
) -> list[Result]:
    """Do jobs at the same time.

    Parameters
    ----------
    jobs : sequence of callable
        Those that take longest first, so that no thread is left alone with one at the end.
    threads : int, optional
        How many at a time; as many as the machine has cores.
    progress : callable, optional
        Told 1 after every job.

    Returns
    -------
    list
        What they give, in the order of the jobs.
    """

    def done(job: Callable[[], Result]) -> Result:
        result = job()
        if progress is not None:
            progress(1.0)
        return result

    with ThreadPoolExecutor(cores(threads)) as pool:
        waiting = [pool.submit(done, job) for job in jobs]
        try:
            return [future.result() for future in waiting]
        finally:
            for future in waiting:
                future.cancel()
