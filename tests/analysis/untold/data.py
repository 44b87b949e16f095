"""Data too few, too even or of no kind, and what no estimator of a family can tell from them."""

from collections.abc import Callable, Mapping
from math import inf, nan
from typing import Any

import numpy as np
import polars as pl

from equipoise.analysis.estimate import Estimate
from equipoise.analysis.evidence import ClaimedEffect
from equipoise.analysis.frontier import Objective
from equipoise.analysis.moments import Moments
from equipoise.analysis.regression import least_squares
from equipoise.analysis.restricted_mean import Lifetimes
from equipoise.sim.state import Cause

Call = Callable[[], Any]

ROWS = np.arange(20.0)
UP = np.tile([0, 1], 10)
ROUNDED = np.full(20, 0.1 + 0.2)
"""Twenty times .3, but for its last digit."""
NONE = np.array([], float)
SQUARE, WORDS = np.array([[0.0, 1.0], [2.0, 5.0]]), (("low", "high"), ("low", "high"))
GAPS = np.full(20, nan)
MONEY = Objective("contribution_margin", "1", "share")
HELD = Objective("survival", "probability", "chance")


def table(**columns: object) -> pl.DataFrame:
    return pl.DataFrame({"run": range(20), "x": np.sin(ROWS), "y": np.cos(3.0 * ROWS), "e": UP} | columns)


def of_pairs(estimate: Callable[..., Estimate]) -> dict[str, Call]:
    """What no estimate of pairs can tell from."""
    return {
        "no pairs": lambda: estimate([], []),
        "no value in any": lambda: estimate(GAPS, UP),
        "another length": lambda: estimate(UP, UP[:5]),
        "infinite": lambda: estimate([inf, *UP[1:]], UP),
        "words": lambda: estimate(["a", "b"], ["b", "a"]),
        "dates": lambda: estimate(np.array(["2020-01-01"], "datetime64[D]"), [1.0]),
        "a table": lambda: estimate(np.ones((2, 2)), np.ones((2, 2))),
        "rows of many lengths": lambda: estimate([[1], [1, 2]], [[1], [1, 2]]),
        "objects": lambda: estimate(np.array([1.0, "2"], object), [1.0, 1.0]),
        "complex": lambda: estimate([1j, 2j], [0.0, 0.0]),
        "no such level": lambda: estimate(UP, UP[::-1], 1.0),
    }


def of_measures(estimate: Callable[..., Estimate]) -> dict[str, Call]:
    return of_pairs(estimate) | {
        "the same, but for rounding": lambda: estimate(np.full(20, 0.3), ROUNDED),
        "the same in every run": lambda: estimate(ROWS, ROWS),
        "rounding about nothing": lambda: estimate([0.3, 0.1 + 0.2 - 0.3, 1.0], [0.1 + 0.2, 0.0, 1.0]),
    }


def of_events(estimate: Callable[..., Estimate]) -> dict[str, Call]:
    strange = {f"an event of {v}": (lambda v=v: estimate([v, *UP[1:]], UP)) for v in (2, 0.5, -1, 1 + 1e-9)}
    return of_pairs(estimate) | strange | {"nothing happens": lambda: estimate(0 * UP, 0 * UP)}


def of_fits(fit: Callable[..., Any], outcome: str) -> dict[str, Call]:
    def tried(changed: Mapping[str, object], regressors: list[str] | None = None, cluster: str = "run") -> Call:
        return lambda: fit(table(**changed), outcome, regressors or ["x"], cluster=cluster)

    return {
        "an outcome that does not vary": tried({outcome: [1] * 20}),
        "no outcome": tried({outcome: [None] * 20}),
        "an infinite outcome": tried({outcome: [inf, *UP[1:]]}),
        "an infinite regressor": tried({"x": [inf, *ROWS[1:]]}),
        "words for an outcome": tried({outcome: ["a", "b"] * 10}),
        "lists for a regressor": tried({"x": [[1, 2]] * 20}),
        "objects for a regressor": tried({"x": pl.Series([object()] * 20, dtype=pl.Object)}),
        "a constant regressor": tried({"x": [3.0] * 20}),
        "a regressor twice over": tried({"z": 2.0 * np.sin(ROWS)}, ["x", "z"]),
        "one cluster": tried({"run": [0] * 20}),
        "a cluster that is not there": tried({}, cluster="nobody"),
        "more terms than rows": tried({"w": [str(k) for k in range(20)]}, ["w"]),
        "an outcome that follows exactly": lambda: fit(
            table(**{outcome: UP}, z=UP), outcome, ["z", "x"], cluster="run"
        ).terms["x"],
    }


def curve_counts(*rows: list[int]) -> np.ndarray:
    return np.array(rows, int)


ENDINGS = np.array([[0] * len(Cause), [1] * len(Cause), [2] * len(Cause)])
MOMENTS_OF_NONE = Moments.of(GAPS[None, :])
SAME = Moments.of(np.full((1, 20), 0.1))
"""One value in every run."""
ONE_RUN = Moments.of(np.array([[0.4]]))
LIVES = Lifetimes.of([3, 4, 5], [1, 0, 1])
FIT = least_squares(table(w=["a", "b"] * 10), "y", ["x", "w"], cluster="run")
UNKNOWN = ClaimedEffect(3.0, error=nan, runs=1, unit="1", least=1.0)
