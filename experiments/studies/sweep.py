"""Sweeps: a study played to its end, or gone on with."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from experiments.studies.dataset import Dataset
    from experiments.studies.executors import Executor
    from experiments.studies.plan import Plan


class Progress(NamedTuple):
    """How far a sweep is.

    Attributes
    ----------
    points : int
        Points on disk, earlier ones included.
    of : int
        All points.
    runs : int
        Runs of the kernel played by this process, over all policies.
    """

    points: int
    of: int
    runs: int


def sweep(plan: Plan, folder: Path, executor: Executor, progress: Callable[[Progress], None] | None = None) -> Dataset:
    """Play what is not yet on disk.

    Parameters
    ----------
    plan : Plan
        A resolved study.
    folder : pathlib.Path
        New, empty, or what an earlier call with the same plan left.
    executor : Executor
        Who plays; the results do not depend on it.
    progress : callable, optional
        Told once in the beginning and after each part.

    Returns
    -------
    Dataset
        Finished.

    Raises
    ------
    sim.faults.EquipoiseError
        When the folder holds another study, or anything else; or somebody else writes to it.
    """
    raise NotImplementedError
