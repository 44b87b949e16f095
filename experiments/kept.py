"""The runs that are kept: their data on disk, their sums by round, and the one that is told."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, TypeAlias

import numpy as np

from equipoise.analysis.figures.by_round import RoundSums
from equipoise.experiments.folder import PANEL, RELATIONSHIPS, VENDORS
from equipoise.experiments.parquet import TableFile
from equipoise.sim.kernel import play_chunk
from equipoise.sim.runner import cores, in_order
from equipoise.sim.tables import (
    PANEL_COLUMNS,
    RELATIONSHIP_COLUMNS,
    VENDOR_PANEL_COLUMNS,
    panel_table,
    relationships_table,
    vendor_panel_table,
)
from equipoise.sim.whole_numbers import PANEL as PANEL_RUNS
from equipoise.sim.whole_numbers import REPLICATIONS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    import polars as pl
    from numpy.typing import NDArray

    from equipoise.sim.arm import Arm
    from equipoise.sim.kernel import Chunk

_Block: TypeAlias = tuple[int, range]  # an arm, by its place, and some of its runs

_PANEL_RUNS, _FIGURE_RUNS, _RELATIONSHIP_RUNS = 200, 2_000, 10_000
_PANEL_ROWS, _FIGURE_ROWS, _RELATIONSHIP_ROWS = (
    400_000,
    2_000_000,
    2_000_000,
)  # most of an arm, where a run has very many
_BLOCK_ROWS = 50_000  # of the panel in one call of the kernel


@dataclass(frozen=True)
class Kept:
    """How many runs of each arm are kept, the first ones.

    Attributes
    ----------
    panel : int
        Runs whose every round is in ``panel.parquet`` and ``vendors.parquet``.
    relationships : int
        Runs whose relationships are in ``relationships.parquet``.
    figures : int
        Runs that figures by round are drawn from.
    """

    panel: int
    relationships: int
    figures: int


@dataclass
class Seen:
    """What is remembered of an arm's runs.

    Attributes
    ----------
    sums : RoundSums
        By round, over the runs that figures are drawn from.
    lives : ndarray of shape (n, 3)
        Cause of ending, length and contribution margin of the relationship with the account that is told of, a row for
        each of those runs.
    """

    sums: RoundSums
    lives: NDArray[np.float64]


def kept_runs(arms: Sequence[Arm], replications: int, panel: int | None = None) -> Kept:
    """Choose how many runs are kept.

    Parameters
    ----------
    arms : sequence of Arm
        Arms, at least one.
    replications : int
        Runs of each arm.
    panel : int, optional
        Runs in the panel; by default 200, fewer where a run has very many rows.

    Returns
    -------
    Kept
        At most all runs. Relationships of up to 10,000 runs are kept, and figures by round drawn from up to 2,000; each
        of fewer where a run has very many rows.
    """
    replications = REPLICATIONS.checked(replications)
    panel = None if panel is None else PANEL_RUNS.checked(panel)
    slots = max(1, *(arm.scenario.parameters.vendor.slots for arm in arms))
    rows = slots * arms[0].rounds
    return Kept(
        min(replications, min(_PANEL_RUNS, max(_PANEL_ROWS // rows, 1)) if panel is None else panel),
        min(replications, _RELATIONSHIP_RUNS, max(_RELATIONSHIP_ROWS // slots, 1)),
        min(replications, _FIGURE_RUNS, max(_FIGURE_ROWS // rows, 1)),
    )


def write_data(  # noqa: PLR0913 - what to play, how much of it to keep, where, and how
    folder: Path,
    arms: Sequence[Arm],
    kept: Kept,
    account: str | None,
    *,
    threads: int | None,
    done: Callable[[float], None],
) -> list[Seen]:
    """Play the runs that are kept, and write their data as they come.

    Parameters
    ----------
    folder : pathlib.Path
        Where ``panel.parquet``, ``vendors.parquet`` and ``relationships.parquet`` go.
    arms : sequence of Arm
        Arms; each file holds all of them.
    kept : Kept
        How many runs.
    account : str or None
        The account whose lives are remembered.
    threads : int or None
        Threads; as many as the machine has cores.
    done : callable
        Told, after every piece of work, which share of all of it that was.

    Returns
    -------
    list of Seen
        One for each arm.
    """
    blocks = [(k, runs) for k, arm in enumerate(arms) for runs in _blocks(arm, kept)]
    sums = [RoundSums(arm.scenario, arm.rounds) for arm in arms]
    lives: list[list[NDArray[np.float64]]] = [[] for _ in arms]

    def play(block: _Block) -> Chunk:
        arm, runs = arms[block[0]], block[1]
        every_round = runs.start < max(kept.panel, kept.figures)
        return play_chunk(arm, runs, relationships=runs.start < kept.relationships, panel=every_round)

    with (
        TableFile(folder / PANEL, PANEL_COLUMNS) as panel,
        TableFile(folder / VENDORS, VENDOR_PANEL_COLUMNS) as vendors,
        TableFile(folder / RELATIONSHIPS, RELATIONSHIP_COLUMNS) as relationships,
    ):
        for file, table in zip((panel, vendors), _panels(arms[0], range(0), _no_rows(arms[0])), strict=True):
            file.write(table)
        for (k, runs), chunk in zip(blocks, in_order(play, blocks, cores(threads)), strict=True):
            arm = arms[k]
            if runs.start < kept.relationships:
                relationships.write(relationships_table(arm.scenario, arm.policy.name, chunk.records))
            if runs.start < kept.panel:
                for file, table in zip((panel, vendors), _panels(arm, runs, chunk), strict=True):
                    file.write(table)
            if runs.start < kept.figures:
                sums[k].add(chunk)
                lives[k].append(_lives(arm, chunk, account))
            done(1.0 / len(blocks))
    return [Seen(own, np.concatenate(rows)) for own, rows in zip(sums, lives, strict=True)]


def _panels(arm: Arm, runs: range, chunk: Chunk) -> tuple[pl.DataFrame, pl.DataFrame]:
    """A row a relationship and round, and a row a vendor and round."""
    what = (arm.scenario, arm.policy.name, runs, chunk.panel, chunk.vendor)
    return panel_table(*what), vendor_panel_table(*what)


def _no_rows(arm: Arm) -> Chunk:
    """No run at all, for the panels' schemas."""
    return play_chunk(arm, range(0), panel=True)


def _blocks(arm: Arm, kept: Kept) -> Iterator[range]:
    """Divide an arm's runs, so that all of a block are kept alike and its panel is not too large."""
    size = max(_BLOCK_ROWS // (max(arm.scenario.parameters.vendor.slots, 1) * arm.rounds), 1)
    for low, high in pairwise(sorted({0, kept.panel, kept.relationships, kept.figures})):
        for first in range(low, high, size):
            yield range(first, min(first + size, high))


def _lives(arm: Arm, chunk: Chunk, account: str | None) -> NDArray[np.float64]:
    """Cause of ending, length and contribution margin of the relationship with an account, a row a run; NaN without."""
    names = arm.scenario.account_names
    if account not in names:
        return np.full((len(chunk.runs), 3), np.nan)
    records = chunk.named[:, names.index(account)]
    revenue = np.where(records["revenue"] > 0, records["revenue"], np.nan)
    return np.stack([records["cause"], records["rounds"], records["contribution"] / revenue], axis=-1)


def telling_run(lives: Sequence[NDArray[np.float64]]) -> int:
    """Choose the run that is told: where arms end differently, the one nearest to the average.

    Parameters
    ----------
    lives : sequence of ndarray of shape (n, 3)
        Of each arm, as in :class:`Seen`.

    Returns
    -------
    int
        Of the runs in which the cause of ending differs between arms (of all, if there is none), the one whose squared
        distance from the mean length and margin, in standard deviations, summed over arms, is least.
    """
    causes = np.stack([life[:, 0] for life in lives])
    values = np.concatenate([life[:, 1:] for life in lives], axis=1)
    whole = np.isfinite(values).all(axis=1)
    differ = whole & (causes != causes[0]).any(axis=0)
    chosen = differ if differ.any() else whole
    if not chosen.any():
        return 0
    spread = values[whole].std(axis=0)
    distance = ((values - values[whole].mean(axis=0)) / np.where(spread > 0.0, spread, 1.0)) ** 2
    return int(np.argmin(np.where(chosen, distance.sum(axis=1), np.inf)))
