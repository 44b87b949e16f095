"""Red flags and endings of every relationship, round by round, as a scorer of warnings needs them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from equipoise.sim.arm import Arm
from equipoise.sim.runner import stream
from equipoise.sim.state import Cause

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from equipoise.experiments.claims.claim import Luck

HORIZON = 4
"""Rounds ahead that a warning is asked about: a year."""


@dataclass(frozen=True)
class Rounds:
    """Every slot in every round of some runs."""

    flags: NDArray[np.int64]  # shape (runs, rounds, slots): flags up at the end of the round (see red_flags)
    active: NDArray[np.bool_]  # a relationship was served in the round
    cause: NDArray[np.int64]  # the Cause of its ending in the round; 0 if it went on


@dataclass(frozen=True)
class Observed:
    """What could be seen at the end of a round of a relationship that went on, and what came of it."""

    flags: NDArray[np.int64]  # shape (n,): flags up
    # shape (n,): cause of an ending within the rounds that follow; 0 where it was still held after them
    ends: NDArray[np.int64]
    run: NDArray[np.int64]  # shape (n,): the run, whose observations are not independent of each other


def watch(scenario: str, policy: str, luck: Luck, settings: Mapping[str, object] | None = None) -> Rounds:
    """Play an arm and keep flags and endings of all its relationships, those won on the way among them."""
    arm = Arm.of(scenario, policy, settings or {}, seed=luck.seed)
    pieces = []
    for (chunk,) in stream([arm], range(luck.runs), panel=True, threads=1):
        rows = chunk.panel
        active = rows["active"] > 0.0
        pieces.append((rows["red_flags"].astype(np.int64), active, np.where(active, rows["cause"], 0).astype(np.int64)))
    flags, active, cause = (np.concatenate(piece) for piece in zip(*pieces, strict=True))
    return Rounds(flags, active, cause)


def observe(rounds: Rounds, horizon: int = HORIZON) -> Observed:
    """One observation a round of a relationship that goes on, with all of its horizon within the run.

    A round in which a relationship ends is no observation: what ended it may be what raised the flag. The next ending
    in a slot that holds a relationship is that relationship's, so later ones in the slot are never mistaken for it.

    In the order of run, round and slot.
    """
    held = rounds.active & (rounds.cause == Cause.NONE)
    last = held.shape[1] - horizon
    ends = np.zeros((held.shape[0], last, held.shape[2]), np.int64)
    for ahead in range(horizon, 0, -1):
        later = rounds.cause[:, ahead : last + ahead]
        ends = np.where(later > Cause.NONE, later, ends)
    run, t, slot = np.nonzero(held[:, :last])
    return Observed(rounds.flags[run, t, slot], ends[run, t, slot], run)
