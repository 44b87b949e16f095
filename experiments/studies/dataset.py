"""A study's results on disk, read back."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    import numpy as np
    import polars as pl
    from numpy.typing import NDArray

    from experiments.studies.designs import Points
    from experiments.studies.plan import Plan

MANIFEST = "study.json"
"""The manifest: the study with everything resolved."""

DATA = "data"
"""The folder of the parts, and of nothing else."""


@dataclass(frozen=True)
class Dataset:
    """A finished, or with ``partly`` an unfinished, study on disk.

    Attributes
    ----------
    folder : pathlib.Path
        Where it is.
    plan : Plan
        The study, resolved.
    design : Points
        Its points.
    played : int
        Points that are on disk.
    """

    folder: Path
    plan: Plan
    design: Points
    played: int

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
        raise NotImplementedError

    def table(self) -> pl.DataFrame:
        """Read the whole table; see :meth:`lazy`."""
        return self.lazy().collect()

    def column(self, name: str, policy: str, account: str = "all") -> NDArray[np.float64]:
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
        """
        raise NotImplementedError


def open_dataset(folder: Path, *, partly: bool = False) -> Dataset:
    """Open a study's results.

    Parameters
    ----------
    folder : pathlib.Path
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
    raise NotImplementedError
