"""The runner: plays runs of arms in pieces over threads, the same whatever the size of a piece or their number."""

from __future__ import annotations

from itertools import tee, zip_longest
from typing import TYPE_CHECKING, NamedTuple, Protocol, TypeVar

import numpy as np

from equipoise.sim.kernel import Chunk, play_chunk
from equipoise.sim.threads import cores, in_order
from equipoise.sim.wanted import go_on, may_be_let_go

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from equipoise.sim.arm import Arm

Result = TypeVar("Result")

CELLS = 102_400
"""Slots times rounds in a block: 256 runs of the base scenario, a tenth of a second."""

PANEL_CELLS = CELLS // 8
"""The same when every row of every round is kept."""


_FINEST, _LET_GO = 8, 4
"""Pieces that a block is divided into at most, as to lay one out takes as long as to play some runs; and at least where
who waits may go, as the processors are needed by whoever asks next."""

_DRAWN = 32
"""Runs of a piece where each has a scenario of its own, which takes long to make: so that it is soon let go of."""


def block_size(arms: Sequence[Arm], cells: int) -> int:
    """Runs in a block of so many slots times rounds, so that memory and waiting do not grow with a scenario's size."""
    return max(cells // max(*(arm.scenario.slots * arm.rounds for arm in arms), 1), 1)


class Piece(NamedTuple):
    """Runs of one arm that are played in one call, and what is left of them besides outcomes."""

    arm: int
    runs: Sequence[int]
    relationships: bool
    panel: bool


class Keeper(Protocol):
    """Keeps relationships and rounds of some runs while all of them stream by."""

    def pieces(self, arm: int, block: Sequence[int]) -> list[Piece]:
        """Divide a block of an arm's runs by what is kept of them."""

    def keep(self, piece: Piece, chunk: Chunk) -> None:
        """Take what was played; called in the order of the blocks, in each in that of the arms."""


def stream(
    arms: Sequence[Arm],
    replications: Sequence[int],
    *,
    relationships: bool = False,
    panel: bool = False,
    threads: int | None = None,
    cells: int | None = None,
) -> Iterator[list[Chunk]]:
    """Play arms block by block, in the order of the replications; memory does not grow with their number.

    A list of chunks a block, one for each arm, with the same replications; one list without runs when there are none.
    What is kept besides outcomes is as in :func:`equipoise.sim.kernel.play_chunk`.
    """
    cells = cells or (PANEL_CELLS if panel else CELLS)
    for pieces in in_blocks(
        _itself, arms, replications, relationships=relationships, panel=panel, threads=threads, cells=cells
    ):
        yield [_joined(parts) for parts in pieces]


def in_blocks(  # noqa: PLR0913 - what is played, what is kept of it, and how
    job: Callable[[Chunk], Result],
    arms: Sequence[Arm],
    replications: Sequence[int],
    *,
    relationships: bool = False,
    panel: bool = False,
    tracks: bool = False,
    threads: int | None = None,
    cells: int | None = None,
    keeper: Keeper | None = None,
) -> Iterator[list[list[Result]]]:
    """Play arms block by block, and give what a job makes of a block's pieces, by arm; a keeper is handed all of them.

    Blocks depend on the arms alone, so that sums over them are the same bits for any number of threads; where there
    are fewer blocks than threads, each is divided among all of them. Where every round is looked at, a piece has few
    runs, whatever the size of a block.
    """
    workers = cores(threads)
    size = block_size(arms, cells or CELLS)
    step = min(size, max(-(-len(replications) // (2 * workers)), size // _FINEST, 1)) if workers > 1 else size
    step = min(step, max(size // _LET_GO, 1)) if may_be_let_go() else step
    step = min(step, block_size(arms, PANEL_CELLS)) if panel else step
    step = min(step, _DRAWN) if any(arm.scenario.varies for arm in arms) else step
    blocks = [replications[k : k + size] for k in range(0, len(replications), size)] or [replications]

    def divided(arm: int, block: Sequence[int]) -> Iterator[Piece]:
        for piece in keeper.pieces(arm, block) if keeper else [Piece(arm, block, relationships, panel)]:
            # What is kept is written as it is divided, whatever the number of threads.
            width = len(piece.runs) if keeper and (piece.relationships or piece.panel) else step
            for k in range(0, max(len(piece.runs), 1), width):
                yield piece._replace(runs=piece.runs[k : k + width])

    def play(piece: Piece) -> tuple[Chunk | None, Result]:
        go_on()
        kept = {"relationships": piece.relationships, "panel": piece.panel or panel}
        chunk = play_chunk(arms[piece.arm], piece.runs, **kept, tracks=tracks)
        return chunk if keeper else None, job(chunk)

    def taken(piece: Piece, chunk: Chunk | None, made: Result) -> Result:
        if keeper and chunk:
            go_on()  # some are played by now, and to keep one takes as long as to play it
            keeper.keep(piece, chunk)
        return made

    ahead, now = tee([list(divided(arm, block)) for arm in range(len(arms))] for block in blocks)
    turns = _by_arm if keeper else _in_turn  # what is kept is written arm by arm
    played = in_order(play, (piece for divisions in ahead for piece in turns(divisions)), workers)
    for divisions in now:
        made: list[list[Result]] = [[] for _ in arms]
        for piece in turns(divisions):
            made[piece.arm].append(taken(piece, *next(played)))
        yield made


def _by_arm(divisions: list[list[Piece]]) -> list[Piece]:
    return [piece for pieces in divisions for piece in pieces]


def _in_turn(divisions: list[list[Piece]]) -> list[Piece]:
    """Pieces of the same runs one after the other, so that what arms have in common is laid out once for all."""
    return [piece for same in zip_longest(*divisions) for piece in same if piece is not None]


def pieces_of(arm: Arm, replications: Sequence[int], *, panel: bool) -> Iterator[Chunk]:
    """Play a block here, a few runs at a time where every round is kept, so that memory stays small."""
    size = block_size([arm], PANEL_CELLS) if panel else max(len(replications), 1)
    for k in range(0, len(replications), size):
        yield play_chunk(arm, replications[k : k + size], panel=panel)


def _itself(chunk: Chunk) -> Chunk:
    return chunk


def _joined(parts: Sequence[Chunk]) -> Chunk:
    return parts[0] if len(parts) == 1 else Chunk(*(np.concatenate(rows) for rows in zip(*parts, strict=True)))
