"""What ranges cost where there are none: rows that all runs share, against rows of each run's own."""

from __future__ import annotations

from time import process_time
from typing import TYPE_CHECKING

import numpy as np

from benchmarks.measure import Figure, ratio_of
from equipoise import Arm
from equipoise.sim.kernel import blank_chunk, where_to_stop
from equipoise.sim.luck import Luck
from equipoise.sim.play import play
from equipoise.sim.rows import blank_rows
from equipoise.sim.tally import RECORD
from equipoise.sim.whose import first_of, stacked
from equipoise.sim.world import initial_worlds

if TYPE_CHECKING:
    from collections.abc import Iterator

    from equipoise.sim.state import World

RUNS, TURNS = 1_000, 15
SCENARIO = "base"


def figures(*, full: bool) -> Iterator[Figure]:
    """Measure.

    Yields
    ------
    Figure
        How much longer runs take that begin from rows of their own, as with ranges, than from rows that they share.
    """
    arm = Arm.of(SCENARIO)
    shared = initial_worlds([arm.played], arm.policy, arm.rounds)
    own = stacked(first_of(shared), RUNS)
    _time(arm, shared), _time(arm, own)  # compiled, or loaded, before they are timed
    ratio = ratio_of(lambda: _time(arm, own), lambda: _time(arm, shared), TURNS)
    yield Figure("runs from rows of their own / from shared rows", ratio, "x", at_most=1.02)


def _time(arm: Arm, initial: World) -> float:
    """Processor time in which runs are played from these rows."""
    slots = initial.rows.shape[1]
    drawn = np.empty((RUNS, 0))
    out = blank_chunk(initial, len(arm.scenario.account_names), range(RUNS), 0, 0, drawn)
    luck = Luck._make(part[None] for part in Luck.of(arm.seed, 0, slots))
    world, record = stacked(first_of(initial), 1), blank_rows((1, slots), RECORD)
    began = process_time()
    play(world, initial, luck, -1, 0, where_to_stop(), arm.rounds, record, out, 0)
    return process_time() - began
