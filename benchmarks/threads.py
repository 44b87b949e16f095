"""How the ensemble scales from one thread to two."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from benchmarks.drivers import ensemble_time
from benchmarks.measure import Figure, Skipped, ratio_of

if TYPE_CHECKING:
    from collections.abc import Iterator

WHAT = "two threads against one"


def figures(*, full: bool) -> Iterator[Figure | Skipped]:
    """Measure.

    Yields
    ------
    Figure or Skipped
        How many times as fast two threads are.
    """
    if os.cpu_count() in {None, 1}:
        yield Skipped(WHAT, "this machine has one core")
        return
    ensemble_time(64, 2)
    scaling = ratio_of(lambda: ensemble_time(4_000, 1), lambda: ensemble_time(4_000, 2), 7)
    yield Figure(WHAT, scaling, "x", at_least=1.8, note="wants two cores that nothing else uses")
