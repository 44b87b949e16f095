"""Trials: many games of each pair of ways, with the same lucks for all, in as many processes as there are cores."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from equipoise.experiments.workshop.table import Table
from equipoise.experiments.workshop.ways.game import Match, Outcome, play
from equipoise.sim.threads import cores

if TYPE_CHECKING:
    from collections.abc import Sequence

    from equipoise.experiments.workshop.workshop import Counterpart, Workshop

Outcomes: TypeAlias = "list[Outcome]"
"""One game for each luck, in their order."""

PART = 20
"""Games that a process plays at a time."""


class Room(NamedTuple):
    """What is played, and with which lucks."""

    workshop: Workshop  #: what is played
    counterpart: Counterpart  #: who the account is
    seed: int  #: of the room
    lucks: Sequence[int]  #: replications


def try_matches(room: Room, matches: Sequence[Match], threads: int | None = None) -> list[Outcomes]:
    """Play each match with every luck of a room: by match, then by luck. Threads change no number."""
    from joblib import Parallel, delayed

    lucks = list(room.lucks)
    parts = [lucks[k : k + PART] for k in range(0, len(lucks), PART)]
    jobs = [(match, part) for match in matches for part in parts]
    played = Parallel(n_jobs=cores(threads))(delayed(_play)(room, match, part) for match, part in jobs)
    joined = [played[k : k + len(parts)] for k in range(0, len(jobs), len(parts))]
    return [[one for part in parts for one in part] for parts in joined]


def _play(room: Room, match: Match, lucks: Sequence[int]) -> Outcomes:
    table = Table(room.workshop, room.counterpart, room.seed, 0)
    arm, slot = table.arm(), table.slot
    return [play(arm, slot, room.workshop.years, match, luck) for luck in lucks]
