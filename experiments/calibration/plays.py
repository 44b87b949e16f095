"""What the tables of the calibration play, and how they write a mean over runs."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, TypeAlias

import numpy as np

from equipoise.analysis.intervals import student
from equipoise.analysis.moments import Moments
from equipoise.sim.arm import Arm
from equipoise.sim.kernel import Chunk, play_chunk
from equipoise.sim.threads import cores, in_order

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from equipoise.sim.scenario import Scenario

RUNS, SEED = 2000, 7
PAIR = ("accommodating", "strategic")

Table: TypeAlias = list[list[str]]


class Play(NamedTuple):
    """What to play: a shipped scenario or one made here, settings over it, and a policy."""

    policy: str
    scenario: Scenario | str = "base"
    settings: Mapping[str, object] = {}
    runs: int = RUNS
    relationships: bool = False
    panel: bool = False


def play(chosen: Play) -> Chunk:
    """Play it with the seed of all tables."""
    arm = Arm.of(chosen.scenario, chosen.policy, chosen.settings, seed=SEED)
    return play_chunk(arm, range(chosen.runs), relationships=chosen.relationships, panel=chosen.panel)


def play_all(plays: Sequence[Play]) -> list[Chunk]:
    """Play several at once, in the order given."""
    return list(in_order(play, plays, cores(None)))


def estimate(values: NDArray[np.float64], digits: int = 3) -> str:
    """Mean over runs with its 95% interval."""
    moments = Moments.of(values)
    low, high = student(moments)
    mean = f"{moments.mean:.{digits}f}"
    return f"{mean} (no interval)" if np.isnan(low) else f"{mean} ({low:.{digits}f} to {high:.{digits}f})"
