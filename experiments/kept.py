"""The runs that are kept: their data on disk, their sums by round, and the one that is told."""

from __future__ import annotations

from contextlib import ExitStack
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Self

import numpy as np
import polars as pl

from equipoise.analysis.contrast import way
from equipoise.analysis.figures.by_round import RoundSums
from equipoise.analysis.figures.wording import asked_about
from equipoise.experiments.drawn import drawn_columns
from equipoise.experiments.kinds import PANEL, RELATIONSHIPS, VENDORS
from equipoise.experiments.parquet import TableFile
from equipoise.sim.kernel import play_chunk
from equipoise.sim.runner import Piece
from equipoise.sim.state import Cause
from equipoise.sim.tables import (
    PANEL_COLUMNS,
    RELATIONSHIP_COLUMNS,
    VENDOR_PANEL_COLUMNS,
    panel_table,
    relationships_table,
    vendor_panel_table,
)
from equipoise.sim.wanted import go_on
from equipoise.sim.whole_numbers import PANEL as PANEL_RUNS
from equipoise.sim.whole_numbers import REPLICATIONS

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from equipoise.analysis.results import Comparison
    from equipoise.sim.arm import Arm
    from equipoise.sim.kernel import Chunk

_PANEL_RUNS, _FIGURE_RUNS, _RELATIONSHIP_RUNS = 200, 2_000, 10_000
_PANEL_ROWS, _FIGURE_ROWS, _RELATIONSHIP_ROWS = 400_000, 2_000_000, 2_000_000  # most of an arm, where a run has many
_BLOCK_ROWS = 50_000  # of the panel in one call of the kernel


@dataclass(frozen=True)
class Kept:
    """How many runs of each arm are kept, the first ones."""

    panel: int  # runs whose every round is in ``panel.parquet`` and ``vendors.parquet``
    relationships: int  # runs whose relationships are in ``relationships.parquet``
    figures: int  # runs that figures by round are drawn from


def kept_runs(arms: Sequence[Arm], replications: int, panel: int | None = None) -> Kept:
    """Choose how many runs are kept.

    At most all runs. Relationships of up to 10,000 runs are kept, and figures by round drawn from up to 2,000; each of
    fewer where a run has very many rows.
    """
    replications = REPLICATIONS.checked(replications)
    panel = None if panel is None else PANEL_RUNS.checked(panel)
    slots = max(1, *(arm.scenario.slots for arm in arms))
    rows = slots * arms[0].rounds
    return Kept(
        min(replications, min(_PANEL_RUNS, max(_PANEL_ROWS // rows, 1)) if panel is None else panel),
        min(replications, _RELATIONSHIP_RUNS, max(_RELATIONSHIP_ROWS // slots, 1)),
        min(replications, _FIGURE_RUNS, max(_FIGURE_ROWS // rows, 1)),
    )


class KeptRuns:
    """Writes the data of the runs that are kept, and sums them up by round, while a comparison streams by.

    ``panel.parquet``, ``vendors.parquet`` and ``relationships.parquet`` go into a folder, each with all arms; ``sums``
    are by arm, over the runs that figures are drawn from.
    """

    def __init__(self, folder: Path, arms: Sequence[Arm], kept: Kept) -> None:
        self.kept, self._arms = kept, arms
        self.sums = [RoundSums(arm.scenario, arm.rounds) for arm in arms]
        self._lives: list[list[NDArray[np.float64]]] = [[] for _ in arms]
        scenarios = [arm.scenario for arm in arms]
        self._drawn = drawn_columns(scenarios)
        self._panel = TableFile(folder / PANEL, PANEL_COLUMNS | self._drawn, scenarios)
        self._vendors = TableFile(folder / VENDORS, VENDOR_PANEL_COLUMNS | self._drawn, scenarios)
        self._relationships = TableFile(folder / RELATIONSHIPS, RELATIONSHIP_COLUMNS | self._drawn, scenarios)
        self._files = ExitStack()

    def __enter__(self) -> Self:
        with ExitStack() as files:
            for file in (self._panel, self._vendors, self._relationships):
                files.enter_context(file)
            # Files have their columns, even of no run at all.
            none = play_chunk(self._arms[0], [], panel=True)
            self._write_panels(Piece(0, [], relationships=False, panel=True), none)
            self._files = files.pop_all()
        return self

    def __exit__(self, *_: object) -> None:
        self._files.close()

    def pieces(self, arm: int, block: Sequence[int]) -> list[Piece]:
        """Divide a block, so that all runs of a piece are kept alike and its panel is not too large."""
        kept = self.kept
        rows = max(self._arms[arm].scenario.slots, 1) * self._arms[arm].rounds
        found = []
        ends = {0, kept.panel, kept.relationships, kept.figures, block[-1] + 1}
        for low, high in pairwise(sorted(ends)):
            relationships, panel = low < kept.relationships, low < max(kept.panel, kept.figures)
            size = max(_BLOCK_ROWS // rows, 1) if relationships or panel else len(block)
            for first in range(max(low, block[0]), min(high, block[-1] + 1), size):
                runs = range(first, min(first + size, high, block[-1] + 1))
                found.append(Piece(arm, runs, relationships, panel))
        return found

    def keep(self, piece: Piece, chunk: Chunk) -> None:
        """Write a piece, and add it up."""
        arm, first = self._arms[piece.arm], piece.runs[0]
        if piece.relationships:
            self._write(
                self._relationships, relationships_table(arm.scenario, arm.policy.name, chunk.records), arm, chunk
            )
        if first < self.kept.panel:
            self._write_panels(piece, chunk)
        if first < self.kept.figures:
            self.sums[piece.arm].add(chunk)
            self._lives[piece.arm].append(_lives(chunk))

    def _write_panels(self, piece: Piece, chunk: Chunk) -> None:
        """A row a relationship and round, and a row a vendor and round."""
        arm = self._arms[piece.arm]
        self._write(self._panel, panel_table(arm.scenario, arm.policy.name, chunk), arm, chunk)
        self._write(self._vendors, vendor_panel_table(arm.scenario, arm.policy.name, chunk), arm, chunk)

    def _write(self, file: TableFile, table: pl.DataFrame, arm: Arm, chunk: Chunk) -> None:
        """Write rows, each with what was drawn for its run; empty where an arm draws no such number."""
        go_on()
        if self._drawn:
            own = {key: chunk.drawn[:, k] for k, key in enumerate(arm.scenario.drawn_keys)}
            nothing = pl.Series([None] * len(chunk.runs), dtype=pl.Float64)
            columns = {key: pl.Series(own[key]) if key in own else nothing for key in self._drawn}
            runs = pl.DataFrame({"replication": chunk.runs["replication"].astype(np.int64)} | columns)
            table = table.join(runs, on="replication", how="left", maintain_order="left")
        file.write(table)

    def lives(self, arm: int, account: str) -> NDArray[np.float64]:
        """Cause of ending, length and contribution margin of the relationship with an account, a row a run."""
        place = self._arms[arm].scenario.account_names.index(account)
        return np.concatenate([piece[:, place] for piece in self._lives[arm]])


def _lives(chunk: Chunk) -> NDArray[np.float64]:
    """Cause of ending, length and contribution margin, shape (n, accounts, 3); the margin is NaN without revenue."""
    records = chunk.named
    revenue = np.where(records["revenue"] > 0, records["revenue"], np.nan)
    return np.stack([records["cause"], records["rounds"], records["contribution"] / revenue], axis=-1)


def held_apart(first: NDArray[np.float64], other: NDArray[np.float64], way: int) -> NDArray[np.bool_]:
    """Find the runs in which another arm holds the account longer than the first (1), or less long (-1)."""
    still = np.stack([life[:, 0] == Cause.NONE for life in (first, other)])
    rounds = np.stack([life[:, 1] for life in (first, other)])
    apart: NDArray[np.bool_] = (
        np.where(rounds[0] == rounds[1], still[1] * 1.0 - still[0], rounds[1] - rounds[0]) * way > 0.0
    )
    return apart


def telling_run(lives: Sequence[NDArray[np.float64]], among: NDArray[np.bool_] | None = None) -> int:
    """Choose the run that is told: where arms end differently, the one nearest to the average.

    Of the runs that are looked for (``among``), or else in which the cause of ending differs between arms (of all, if
    there is none), the one whose squared distance from the mean length and margin, in standard deviations, summed over
    arms, is least.
    """
    causes = np.stack([life[:, 0] for life in lives])
    values = np.concatenate([life[:, 1:] for life in lives], axis=1)
    whole = np.isfinite(values).all(axis=1)
    differ = whole & ((causes != causes[0]).any(axis=0) if among is None else among)
    chosen = differ if differ.any() else whole
    if not chosen.any():
        return 0
    spread = values[whole].std(axis=0)
    distance = ((values - values[whole].mean(axis=0)) / np.where(spread > 0.0, spread, 1.0)) ** 2
    return int(np.argmin(np.where(chosen, distance.sum(axis=1), np.inf)))


def runs_to_tell(
    comparison: Comparison, account: str, lives: Mapping[str, NDArray[np.float64]]
) -> tuple[NDArray[np.bool_] | None, str]:
    """Choose of which runs one is told, and say so: those in which the decided policy and the first arm differ.

    Best those in which it holds the account as it does on average; else those that end otherwise; None if there are
    none. Where nothing is to be done, the arm that the answer is about stands in for it.
    """
    first, decided = comparison.arms[0].name, comparison.decision
    other = asked_about(comparison) if decided is None or decided.arm == first else decided.arm
    if not {first, other} <= {*lives}:
        return None, ""
    change = next((each.accounts.get(account, {}) for each in comparison.differences if each.arm == other), {})
    if "survival" in change and (sign := way(change["survival"])):
        longer = [held_apart(lives[first], lives[other], sign * side) for side in (1, -1)]
        if longer[0].any():
            more, many = "longer" if sign > 0 else "less long", [int(runs.sum()) for runs in longer]
            return longer[0], (
                f"{account} is held {more} with {other} than with {first}, as it is on average ({many[0]:,} of "
                f"{len(longer[0]):,}; the other way round in {many[1]:,})"
            )
    apart = lives[first][:, 0] != lives[other][:, 0]
    if not apart.any():
        return None, ""
    return apart, (
        f"the fate of {account} is not the same with {other} as with {first} ({int(apart.sum()):,} of {len(apart):,})"
    )
