"""A study's results on disk, read back."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq
from polars.io.plugins import register_io_source

from equipoise.experiments.seal import TornManifestError
from equipoise.experiments.storage.spelling import in_shell
from equipoise.experiments.studies.columns import columns_of, run_columns_of
from equipoise.experiments.studies.layout import MANIFEST, Layout, read_layout
from equipoise.experiments.studies.parts import (
    ANEW,
    DATA,
    RUNS,
    DamagedError,
    Part,
    content_of,
    entries,
    part_at,
    schema_of,
    trouble_with,
)
from equipoise.experiments.studies.plan import ALL
from equipoise.sim.arguments import path_of
from equipoise.sim.faults import EquipoiseError
from equipoise.sim.wording import did_you_mean, written

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from pathlib import Path

    import numpy as np
    from numpy.typing import NDArray

    from equipoise.experiments.studies.columns import Column
    from equipoise.experiments.studies.designs import Points
    from equipoise.experiments.studies.plan import Plan


@dataclass(frozen=True)
class Dataset:
    """A study's results."""

    folder: Path  #: where they are
    layout: Layout  #: the study, its design, and how it is divided into parts
    parts: tuple[Part, ...]  #: those that are there, in order
    of_runs: tuple[Part, ...] = ()  #: the same of the values of runs; none where the study does not keep them

    @property
    def plan(self) -> Plan:
        """The study, resolved."""
        return self.layout.plan

    @property
    def design(self) -> Points:
        """All of its points."""
        return self.layout.design

    @property
    def finished(self) -> bool:
        """Whether every part is there."""
        return len(self.parts) == self.layout.parts

    @property
    def played(self) -> int:
        """Points that are there."""
        return sum(self.layout.points_of(part.number) for part in self.parts)

    def lazy(self) -> pl.LazyFrame:
        """Give the table, to be read when it is needed: a row a point, policy and account, in this order.

        Returns
        -------
        polars.LazyFrame
            Columns as :func:`equipoise.experiments.studies.columns.columns_of` declares them: ``point``, ``policy``,
            ``account`` ("all", or a name), the factors by their keys, ``runs``, and for each outcome its mean under its
            own name, ``<outcome>_se``, ``<outcome>_runs``, and ``<outcome>_lead`` over the first policy with
            ``<outcome>_lead_se``. What does not exist is null.
        """

        def read(
            columns: list[str] | None, chosen: pl.Expr | None, most: int | None, _batch: int | None
        ) -> Iterator[pl.DataFrame]:
            left = most
            for part in self.parts:
                rows = _read(part, columns)[:left]
                left = None if left is None else left - rows.height
                yield rows if chosen is None else rows.filter(chosen)
                if left == 0:
                    return

        return register_io_source(read, schema=_table((), columns_of(self.plan), None).schema)

    def table(self, columns: Sequence[str] | None = None) -> pl.DataFrame:
        """Read the table, in the order of the points; see :meth:`lazy`, which needs no memory.

        Parameters
        ----------
        columns : sequence of str, optional
            Which columns; all by default.

        Raises
        ------
        equipoise.sim.faults.EquipoiseError
            When a part is damaged inside; the message says which.
        """
        return _table(self.parts, columns_of(self.plan), columns)

    def runs(self, columns: Sequence[str] | None = None) -> pl.DataFrame:
        """Read the values of every run, where the study keeps them.

        Parameters
        ----------
        columns : sequence of str, optional
            Which columns; all by default.

        Returns
        -------
        polars.DataFrame
            A row a point, policy, account and run: ``point``, ``policy``, ``account``, ``replication``, and each
            outcome, null where it does not exist. Factors stand in :meth:`table`, by ``point`` and ``policy``.

        Raises
        ------
        equipoise.sim.faults.EquipoiseError
            When the study does not keep them, or a part is damaged inside.
        """
        if not self.plan.study.keep_runs:
            raise EquipoiseError(
                f"{self.folder} holds means alone: its study does not keep runs. Play it with --keep-runs, or with "
                "keep_runs = true in its file, into another folder"
            )
        return _table(self.of_runs, run_columns_of(self.plan), columns)

    def collect(self, frame: pl.LazyFrame) -> pl.DataFrame:
        """Work out what was made of :meth:`lazy`.

        Parameters
        ----------
        frame : polars.LazyFrame
            Anything made of it.

        Returns
        -------
        polars.DataFrame
            Its rows.

        Raises
        ------
        equipoise.sim.faults.EquipoiseError
            When a part is damaged inside; the message says which.
        """
        try:
            return frame.collect()
        except (pl.exceptions.PolarsError, pl.exceptions.PanicException, OSError):
            for part in self.parts:
                _read(part, [])
            raise

    def column(self, name: str, policy: str, account: str = ALL) -> NDArray[np.float64]:
        """Read one column of one policy and account, in the order of the points.

        Parameters
        ----------
        name : str
            An outcome, or another numeric column.
        policy, account : str
            Which rows.

        Returns
        -------
        ndarray of shape (points,)
            NaN where it does not exist.

        Raises
        ------
        equipoise.sim.faults.EquipoiseError
            When there is no such column, policy or account.
        """
        names = {
            "column": (name, list(columns_of(self.plan))),
            "policy": (policy, [own.name for own in self.plan.policies]),
            "account": (account, self.plan.accounts),
        }
        for what, (asked, there) in names.items():
            if asked not in there:
                hint = did_you_mean(asked, there) or f"; there are {', '.join(there)}"
                raise EquipoiseError(f"{self.folder} has no {what} {written(asked)}{hint}")
        rows = self.table(list(dict.fromkeys(["policy", "account", name]))).filter(policy=policy, account=account)
        return rows[name].cast(pl.Float64).fill_null(float("nan")).to_numpy()


def _table(parts: Sequence[Part], there: Mapping[str, Column], columns: Sequence[str] | None) -> pl.DataFrame:
    """Read some columns of parts, or all; one without rows has them, too."""
    asked = list(there if columns is None else columns)
    empty = pl.DataFrame(schema={name: column.dtype for name, column in there.items()}).select(asked)
    return pl.concat([empty, *(_read(part, None if columns is None else asked) for part in parts)])


def _read(part: Part, columns: list[str] | None) -> pl.DataFrame:
    """Read a part whose bytes are those that were written."""
    try:
        with pq.ParquetFile(pa.BufferReader(content_of(part))) as file:
            return pl.DataFrame(pl.from_arrow(file.read(columns)))
    except DamagedError as error:
        raise EquipoiseError(f"{part.path} {error}{ANEW}") from error
    except (pa.ArrowException, OSError) as error:
        raise EquipoiseError(f"{part.path} is damaged inside{ANEW}") from error


def open_dataset(folder: str | Path, *, partly: bool = False) -> Dataset:
    """Open a study's results.

    Parameters
    ----------
    folder : str or pathlib.Path
        What ``equipoise sweep --out`` wrote.
    partly : bool
        Take an unfinished one, too.

    Returns
    -------
    Dataset
        Checked: every part is there, whole, and of this study.

    Raises
    ------
    equipoise.sim.faults.EquipoiseError
        When it is no such folder, is unfinished, or is broken; the message says which file, and how to go on.
    """
    folder = path_of("folder", folder)
    if not folder.is_dir():
        raise EquipoiseError(f"there is no folder {folder}; equipoise sweep STUDY --out {in_shell(folder)} makes one")
    try:
        layout = read_layout(folder)
    except TornManifestError as error:
        raise EquipoiseError(
            f"{error}\nIf this is a study's data set, the command that made it writes the manifest anew, and keeps "
            f"what is played: equipoise sweep STUDY --out {in_shell(folder)}"
        ) from error
    dataset = Dataset(folder, layout, *parts_there(folder, layout))
    if not dataset.finished and not partly:
        there = {part.number for part in dataset.parts}
        missing = [number for number in range(layout.parts) if number not in there]
        others = f" and {len(missing) - 1:,} more" if len(missing) > 1 else ""
        verb = "are" if others else "is"
        where = next(at for at in (folder / DATA, folder / RUNS) if not any(at.glob(f"part-{missing[0]:06d}.*")))
        raise EquipoiseError(
            f"{folder} is unfinished: {dataset.played:,} of {len(layout.design):,} points are played, and "
            f"part {missing[0]:06d} in {where}{others} {verb} missing\n"
            "The command that began it goes on with it."
        )
    return dataset


def parts_there(folder: Path, layout: Layout) -> tuple[tuple[Part, ...], tuple[Part, ...]]:
    """Look which parts of a data set are there: of points, and of runs where the study keeps them.

    In order, each checked to the last byte; where both are kept, those of which both are there.
    """
    wrong: list[str] = []
    points = _sound(folder / DATA, layout, columns_of(layout.plan), layout.rows_of, wrong)
    runs = points
    if layout.plan.study.keep_runs:
        runs = _sound(folder / RUNS, layout, run_columns_of(layout.plan), layout.runs_of, wrong)
    if wrong:
        raise EquipoiseError("\n".join(wrong))
    both = {part.number for part in points} & {part.number for part in runs}
    points, runs = (tuple(part for part in parts if part.number in both) for parts in (points, runs))
    return points, runs if layout.plan.study.keep_runs else ()


def _sound(
    folder: Path, layout: Layout, columns: Mapping[str, Column], rows: Callable[[int], int | None], wrong: list[str]
) -> tuple[Part, ...]:
    """The parts in a folder; what is wrong with it is noted."""
    found: list[Part] = []
    for path in entries(folder):
        part = part_at(path)
        if part is None or part.number >= layout.parts:
            wrong.append(f"{path} is no part of this study; move it away")
            continue
        schema = schema_of(columns, layout.fingerprint, part.number, layout.plan)
        if trouble := trouble_with(part, schema, rows(part.number)):
            wrong.append(f"{path} {trouble}{ANEW}")
        elif found and found[-1].number == part.number:
            wrong.append(f"{path} is there twice, also as {found[-1].path.name}; delete one of them")
        else:
            found.append(part)
    return tuple(found)


__all__ = ["DATA", "MANIFEST", "RUNS", "Dataset", "open_dataset", "parts_there"]
