"""What Mesa's ``batch_run`` does not tell a model: which iteration it is made for."""

from __future__ import annotations

import inspect
import sys

import mesa

from equipoise.sim.faults import ArgumentError


def replication_of(replication: int | None, seed: int | None) -> int:
    """Choose the replication that a model plays.

    A run is a function of its arguments, and ``batch_run`` hands the same ones to every iteration: so the iteration is
    the replication, unless seeds make iterations differ (``rng=`` from Mesa 3.4 on).
    """
    iteration = _iteration()
    seeded = seed is not None and "rng" in inspect.signature(mesa.batch_run).parameters
    if replication is None:
        return 0 if seeded else iteration
    if iteration and not seeded:
        raise ArgumentError(
            f"replication = {replication}   is one run, which batch_run repeats in every iteration; "
            "leave out either: without replication=, iteration k is replication k"
        )
    return replication


def _iteration() -> int:
    """The iteration in whose name Mesa makes this model; 0 outside of ``batch_run``."""
    frame = sys._getframe(1)  # noqa: SLF001 - Mesa says it nowhere else
    while frame.f_back is not None:
        frame = frame.f_back
        if frame.f_globals.get("__name__") == "mesa.batchrunner" and "iteration" in frame.f_locals:
            return int(frame.f_locals["iteration"])
    return 0
