"""Chunks of runs: what they leave behind, and how every driver lays out runs and plays them."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from equipoise.sim.calendar import ROUNDS_A_YEAR
from equipoise.sim.compiler import mark_compiled
from equipoise.sim.luck import Luck
from equipoise.sim.play import play
from equipoise.sim.rows import blank_rows
from equipoise.sim.schedule import STAGES
from equipoise.sim.state import RELATIONSHIP_ROW, VENDOR_ROW, Cause, World
from equipoise.sim.tally import RECORD, RUN, YEARS
from equipoise.sim.tracks import TRACK
from equipoise.sim.whose import first_of, stacked

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from numpy.typing import NDArray

    from equipoise.sim.arm import Arm
    from equipoise.sim.decisions import Stage


class Chunk(NamedTuple):
    """What a chunk of runs leaves behind."""

    runs: NDArray[np.void]  # dtype ``RUN``, shape (n,): a row a run
    # dtype ``RECORD``, shape (n, accounts): of the scenario's own accounts; one that was never served has no rounds
    named: NDArray[np.void]
    records: NDArray[np.void]  # dtype ``RECORD``: all relationships, or none if they were not asked for
    # dtype ``RELATIONSHIP_ROW``, shape (n, rounds, slots): every row after every round; n is 0 if it was not asked for
    panel: NDArray[np.void]
    vendor: NDArray[np.void]  # dtype ``VENDOR_ROW``, shape (n, rounds): the vendor after every round; n is 0 likewise
    drawn: NDArray[np.float64]  # shape (n, keys): what was drawn of ranges, in the order of ``Scenario.drawn_keys``
    # dtype ``TRACK``, shape (n, years, 1 + accounts): the first years of the vendor, then of the scenario's own
    # accounts; n is 0 if they were not asked for
    tracks: NDArray[np.void]


def blank_chunk(
    initial: World,
    accounts: int,
    replications: Sequence[int],
    room: int,
    rounds: int,
    drawn: NDArray[np.float64],
    years: int = 0,
) -> Chunk:
    """Lay out what some runs will leave behind.

    Parameters
    ----------
    initial : World
        The rows before the first round, stacked: of all runs, or a single one for all.
    accounts : int
        The scenario's own accounts.
    replications : sequence of int
        Which runs.
    room : int
        Records of relationships to make room for.
    rounds : int
        Rounds whose every row is kept; none when 0.
    drawn : ndarray of shape (n, keys)
        What was drawn of ranges.
    years : int
        Years that are tracked; none when 0.

    Returns
    -------
    Chunk
        Nothing entered yet, but the accounts that are never served.
    """
    n, slots = len(replications), initial.rows.shape[1]
    kept = n if rounds else 0
    out = Chunk(
        blank_rows(n, RUN),
        blank_rows((n, accounts), RECORD),
        blank_rows(room, RECORD),
        blank_rows((kept, rounds, slots), RELATIONSHIP_ROW),
        blank_rows((kept, rounds), VENDOR_ROW),
        drawn,
        blank_rows((n if years else 0, years, 1 + accounts), TRACK),
    )
    out.runs["replication"] = replications
    out.runs["started_with"] = (initial.rows.joined_at_start > 0.0).sum(axis=1)
    _enter_never_served(out, initial)
    return out


def _enter_never_served(out: Chunk, initial: World) -> None:
    """Record the accounts that are away from the first round on: taken away after no round."""
    n = len(out.runs)
    for i in range(out.named.shape[1]):
        away = np.broadcast_to(initial.rows.joined_at_start[:, i] == 0.0, n)
        if away.any():
            record = out.named[:, i]
            record["replication"][away] = out.runs["replication"][away]
            record["slot"][away], record["cause"][away] = i, Cause.TAKEN
            for trait in ("base_volume", "reference", "opens"):
                record[trait][away] = np.broadcast_to(initial.accounts[trait][:, i], n)[away]


class Runs:
    """Runs of an arm, played side by side or one after the other, to the next stop or to their end.

    Parameters
    ----------
    arm : Arm
        What is played.
    replications : sequence of int
        Which runs.
    room : int
        Records of relationships to make room for.
    panel : bool
        Whether to keep every row of every round.
    tracks : bool
        Whether to keep the first years.
    side_by_side : bool
        Whether each run has a world of its own, so that all can stop.

    Attributes
    ----------
    worlds, luck : World, Luck
        Stacked.
    out : Chunk
        What the runs leave behind; of its records, the first ``found``.
    round, stage : int
        Where the runs stand: what is decided in this stage is not resolved yet.
    """

    def __init__(
        self,
        arm: Arm,
        replications: Sequence[int],
        room: int,
        *,
        panel: bool,
        tracks: bool = False,
        side_by_side: bool = True,
    ) -> None:
        self.arm, self.round, self.stage, self.found = arm, -1, 0, 0
        drawn = [*arm.scenario.draws_of(arm.seed, replications)] if arm.scenario.varies else []
        self._initial = initial = arm.begun(drawn)
        slots, worlds = initial.rows.shape[1], len(replications) if side_by_side else 1
        self.worlds = stacked(first_of(initial), worlds)
        self.luck = Luck._make(np.repeat(part[None], worlds, axis=0) for part in Luck.of(arm.seed, 0, slots))
        self.record = blank_rows((worlds, slots), RECORD)
        named = len(arm.scenario.account_names)
        values = np.array([[*one.values()] for one in drawn], np.float64).reshape(
            len(replications), len(arm.scenario.drawn_keys)
        )
        years = min(arm.rounds // ROUNDS_A_YEAR, YEARS) if tracks else 0
        self.out = blank_chunk(initial, named, replications, room, arm.rounds if panel else 0, values, years)

    def advance(self, stops: NDArray[np.bool_]) -> None:
        """Play on to the next stop: see :func:`equipoise.sim.play.play`."""
        self.round, self.stage, self.found = play(
            self.worlds,
            self._initial,
            self.luck,
            self.round,
            self.stage,
            stops,
            self.arm.rounds,
            self.record,
            self.out,
            self.found,
        )

    @property
    def over(self) -> bool:
        """Whether the horizon is reached."""
        return self.round == self.arm.rounds


def where_to_stop(stages: Iterable[Stage] = (), slots: int = 0) -> NDArray[np.bool_]:
    """Lay out stops, as :func:`equipoise.sim.schedule.play_on` takes them: at these stages, whoever decides."""
    stops = np.zeros((STAGES, slots + 1), np.bool_)
    stops[list(stages), slots] = True
    return stops


def play_chunk(
    arm: Arm, replications: Sequence[int], *, relationships: bool = False, panel: bool = False, tracks: bool = False
) -> Chunk:
    """Play some replications of an arm.

    Parameters
    ----------
    arm : Arm
        What is played.
    replications : sequence of int
        Which replications.
    relationships, panel, tracks : bool
        Whether to keep a record of every relationship, every row of every round, and the first years.

    Returns
    -------
    Chunk
        Runs in the order of ``replications``.
    """
    n, slots = len(replications), arm.scenario.slots
    room = n * (slots + 1) if relationships else 0
    while True:
        runs = Runs(arm, replications, room, panel=panel, tracks=tracks, side_by_side=False)
        runs.advance(where_to_stop())
        if runs.found <= room or not relationships:
            break
        room = runs.found
    mark_compiled()
    return runs.out._replace(records=runs.out.records[: runs.found] if relationships else runs.out.records)
