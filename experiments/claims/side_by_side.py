"""Several jobs at once: each plays its runs in a thread of its own, outside the interpreter lock."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from equipoise.sim.threads import cores, in_order

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

Result = TypeVar("Result")


def side_by_side(
    jobs: Sequence[Callable[[], Result]], *, threads: int | None = None, progress: Callable[[float], None] | None = None
) -> list[Result]:
    """Do jobs at the same time.

    What they give, in the order of the jobs.
    """

    def done(job: Callable[[], Result]) -> Result:
        result = job()
        if progress is not None:
            progress(1.0)
        return result

    return list(in_order(done, jobs, cores(threads)))
