"""The search: policies are proposed by a genetic algorithm, played, and told back to it."""

from __future__ import annotations

import warnings
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeAlias

import numpy as np

from equipoise.analysis.extras import needed
from equipoise.sim.threads import cores, in_order

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from numpy.typing import NDArray

    from equipoise.experiments.frontier.space import Dimension

Optuna: TypeAlias = Any
"""What Optuna hands over, which is imported late."""

Evaluate: TypeAlias = "Callable[[dict[str, float]], NDArray[np.float64]]"
"""From levers to the means of both objectives, shape (2,), more being better; NaN where there is none."""

GENERATION = 32
"""Policies proposed at a time. More would learn less often from what was found; fewer would leave threads idle."""


@dataclass(frozen=True)
class Tried:
    """A policy that was tried."""

    levers: dict[str, float]  # those that are searched
    values: NDArray[np.float64]  # shape (2,): what Evaluate gave


def search(
    space: Sequence[Dimension],
    evaluate: Evaluate,
    *,
    trials: int,
    seed: int,
    starts: Sequence[Mapping[str, float]] = (),
    threads: int | None = None,
    progress: Callable[[int], None] | None = None,
) -> list[Tried]:
    """Try policies, by the non-dominated sorting genetic algorithm (Deb et al. 2002; Optuna's).

    Proposals are asked for a generation at a time and told back in their order, so that the same policies are tried
    whatever the number of threads.

    In the order of the proposals.
    """
    optuna = needed("optuna", "evidence", "The search for a frontier")
    found: list[Tried] = []
    with _silent(optuna):
        sampler = optuna.samplers.NSGAIISampler(population_size=GENERATION, seed=seed % 2**32)
        study = optuna.create_study(directions=["maximize", "maximize"], sampler=sampler)
        for levers in starts:
            study.enqueue_trial({one.name: _coded(one, levers[one.name]) for one in space})
        while len(found) < trials:
            asked = [study.ask() for _ in range(min(GENERATION, trials - len(found)))]
            proposed = [{one.name: _proposed(trial, one) for one in space} for trial in asked]
            results = list(in_order(evaluate, proposed, cores(threads)))
            for trial, values in zip(asked, results, strict=True):
                if np.isnan(values).any():
                    study.tell(trial, state=optuna.trial.TrialState.FAIL)
                else:
                    study.tell(trial, [float(value) for value in values])
            found += [Tried(levers, values) for levers, values in zip(proposed, results, strict=True)]
            if progress is not None:
                progress(len(asked))
    return found


def _proposed(trial: Optuna, one: Dimension) -> float:
    if one.scale == "switch":
        return float(trial.suggest_categorical(one.name, (0.0, 1.0)))
    return one.value(float(trial.suggest_float(one.name, 0.0, 1.0)))


def _coded(one: Dimension, value: float) -> float:
    return one.value(value) if one.scale == "switch" else one.way(value)


@contextmanager
def _silent(optuna: Optuna) -> Iterator[None]:
    """Keep Optuna's log, and its notes on what is experimental, from what a person reads."""
    before = optuna.logging.get_verbosity()
    optuna.logging.set_verbosity(optuna.logging.ERROR)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", optuna.exceptions.ExperimentalWarning)
            yield
    finally:
        optuna.logging.set_verbosity(before)


def simplified(levers: Mapping[str, float], plain: Mapping[str, float], evaluate: Evaluate) -> Tried:
    """Put back, one after another, the levers that a policy gains nothing from.

    A search leaves levers that do nothing, or nothing good, where chance has put them; one would look for a reason.

    With every lever put back whose putting back makes neither objective worse, on the luck of the search.
    """
    kept = dict(levers)
    values = evaluate(kept)
    for name in levers:
        if kept[name] != plain[name]:
            without = {**kept, name: plain[name]}
            judged = evaluate(without)
            if (judged >= values).all():
                kept, values = without, judged
    return Tried(kept, values)
