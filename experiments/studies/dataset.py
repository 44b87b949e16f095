"""A study's results on disk, read back."""

from __future__ import annotations

from dataclasses import dataclass
from shlex import quote
from typing import TYPE_CHECKING

import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq

from experiments.studies.manifest import MANIFEST, Manifest, TornManifestError, read_manifest
from experiments.studies.parts import DATA, UNFINISHED, part_name, schema_of, trouble_with
from experiments.studies.plan import ALL
from sim.arguments import path_of
from sim.faults import EquipoiseError
from sim.wording import did_you_mean, written

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    import numpy as np
    from numpy.typing import NDArray

    from experiments.studies.designs import Points
    from experiments.studies.plan import Plan

LEFT_BY_VIEWERS = frozenset({".DS_Store", "Thumbs.db", "desktop.ini"})
"""Files that others leave in folders, and nobody means."""


@dataclass(frozen=True)
class Dataset:
    """A study's results.

    Attributes
    ----------
    folder : pathlib.Path
        Where they are.
    manifest : Manifest
        The study, its design, and how it is divided into parts.
    parts : sequence of int
        Numbers of the parts that are there, in order.
    """

    folder: Path
    manifest: Manifest
    parts: tuple[int, ...]

    @property
    def plan(self) -> Plan:
        """The study, resolved."""
        return self.manifest.plan

    @property
    def design(self) -> Points:
        """All of its points."""
        return self.manifest.design

    @property
    def finished(self) -> bool:
        """Whether every part is there."""
        return len(self.parts) == self.manifest.parts

    @property
    def played(self) -> int:
        """Points that are there."""
        return sum(self.manifest.points_of(number) for number in self.parts)

    def lazy(self) -> pl.LazyFrame:
        """Give the table, to be read when it is needed: a row a point, policy and account, in this order.

        Returns
        -------
        polars.LazyFrame
            Columns as :func:`experiments.studies.columns.columns_of` declares them: ``point``, ``policy``, ``account``
            ("all", or a name), the factors by their keys, ``runs``, and for each outcome its mean under its own name,
            ``<outcome>_se``, ``<outcome>_runs``, and ``<outcome>_lead`` over the first policy with
            ``<outcome>_lead_se``. What does not exist is null.
        """
        if not self.parts:
            empty = schema_of(self.plan, self.manifest.fingerprint, 0).empty_table()
            return pl.DataFrame(pl.from_arrow(empty)).lazy()
        return pl.scan_parquet([self.folder / DATA / part_name(number) for number in self.parts])

    def table(self, columns: Sequence[str] | None = None) -> pl.DataFrame:
        """Read the table, every page against its checksum; see :meth:`lazy`, which has no checks and needs no memory.

        Parameters
        ----------
        columns : sequence of str, optional
            Which columns; all by default.

        Returns
        -------
        polars.DataFrame
            In the order of the points.

        Raises
        ------
        sim.faults.EquipoiseError
            When a part is damaged inside; the message says which.
        """
        if not self.parts:
            return self.lazy().select(columns or pl.all()).collect()
        return pl.concat([self._part(number, columns) for number in self.parts])

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
        sim.faults.EquipoiseError
            When a part is damaged inside; the message says which.
        """
        try:
            return frame.collect()
        except (pl.exceptions.PolarsError, pl.exceptions.PanicException, OSError):
            for number in self.parts:
                self._part(number, None)
            raise

    def _part(self, number: int, columns: Sequence[str] | None) -> pl.DataFrame:
        path = self.folder / DATA / part_name(number)
        try:
            with pq.ParquetFile(path, page_checksum_verification=True) as file:
                return pl.DataFrame(pl.from_arrow(file.read(None if columns is None else list(columns))))
        except (pa.ArrowException, OSError) as error:
            raise EquipoiseError(f"{path} is damaged inside{_HOW}") from error

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
        sim.faults.EquipoiseError
            When there is no such column, policy or account.
        """
        names = {
            "column": (name, self.lazy().collect_schema().names()),
            "policy": (policy, [own.name for own in self.plan.policies]),
            "account": (account, self.plan.accounts),
        }
        for what, (asked, there) in names.items():
            if asked not in there:
                hint = did_you_mean(asked, there) or f"; there are {', '.join(there)}"
                raise EquipoiseError(f"{self.folder} has no {what} {written(asked)}{hint}")
        rows = self.table(list(dict.fromkeys(["policy", "account", name]))).filter(policy=policy, account=account)
        return rows[name].cast(pl.Float64).fill_null(float("nan")).to_numpy()


_HOW = "; delete it, and the command that wrote the data set plays its points anew"


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
    sim.faults.EquipoiseError
        When it is no such folder, is unfinished, or is broken; the message says which file, and how to go on.
    """
    folder = path_of("folder", folder)
    if not folder.is_dir():
        raise EquipoiseError(f"there is no folder {folder}; equipoise sweep STUDY --out {quote(str(folder))} makes one")
    try:
        manifest = read_manifest(folder)
    except TornManifestError as error:
        raise EquipoiseError(
            f"{error}\nIf this is a study's data set, the command that made it writes the manifest anew, and keeps "
            f"what is played: equipoise sweep STUDY --out {quote(str(folder))}"
        ) from error
    dataset = Dataset(folder, manifest, parts_there(folder, manifest))
    if not dataset.finished and not partly:
        missing = [number for number in range(manifest.parts) if number not in set(dataset.parts)]
        others = f" and {len(missing) - 1:,} more" if len(missing) > 1 else ""
        verb = "are" if others else "is"
        raise EquipoiseError(
            f"{folder} is unfinished: {dataset.played:,} of {len(manifest.design):,} points are played, and "
            f"{folder / DATA / part_name(missing[0])}{others} {verb} missing\n"
            "The command that began it goes on with it."
        )
    return dataset


def parts_there(folder: Path, manifest: Manifest) -> tuple[int, ...]:
    """Look which parts of a data set are there.

    Parameters
    ----------
    folder : pathlib.Path
        Of the data set.
    manifest : Manifest
        Its study.

    Returns
    -------
    tuple of int
        Numbers of parts, in order, each whole by its footer.

    Raises
    ------
    sim.faults.EquipoiseError
        When something else is there, or a part is damaged; the message lists all of them.
    """
    numbers = {part_name(number): number for number in range(manifest.parts)}
    found, wrong = [], []
    for path in entries(folder / DATA):
        if path.name.endswith(UNFINISHED):
            continue
        if path.name not in numbers:
            wrong.append(f"{path} is no part of this study; move it away")
            continue
        number = numbers[path.name]
        schema = schema_of(manifest.plan, manifest.fingerprint, number)
        if trouble := trouble_with(path, schema, manifest.rows_of(number)):
            wrong.append(f"{path} {trouble}{_HOW}")
        else:
            found.append(number)
    if wrong:
        raise EquipoiseError("\n".join(wrong))
    return tuple(found)


def entries(folder: Path) -> Iterable[Path]:
    """List what is in a folder, in order, but for what viewers leave there; nothing when it is not there."""
    if not folder.is_dir():
        return []
    return sorted(path for path in folder.iterdir() if path.name not in LEFT_BY_VIEWERS)


__all__ = ["DATA", "MANIFEST", "Dataset", "entries", "open_dataset", "parts_there"]
