"""The bootstrap over runs: against the intervals that have a formula, and its coverage."""

from dataclasses import astuple
from math import isnan

import numpy as np
import polars as pl
import pytest

from equipoise.analysis.bootstrap import over_runs
from equipoise.analysis.effects import mean_difference


def mean_gap(table: pl.DataFrame) -> float:
    return float((table["first"] - table["second"]).mean())  # type: ignore[arg-type]


def correlation(table: pl.DataFrame) -> float:
    return float(np.corrcoef(table["first"], table["second"])[0, 1])


def runs(seed: int, size: int, rows: int = 1) -> pl.DataFrame:
    rng = np.random.default_rng(seed)
    luck = np.repeat(rng.standard_normal(size), rows)
    first, second = (luck + rng.standard_normal(size * rows) for _ in range(2))
    return pl.DataFrame({"run": np.repeat(np.arange(size), rows), "first": first + 0.2, "second": second})


def test_for_a_mean_difference_it_agrees_with_student() -> None:
    table = runs(1, 300)
    expected = mean_difference(table["first"].to_numpy(), table["second"].to_numpy())
    effect = over_runs(table, mean_gap, run="run", seed=1)
    width = expected.high - expected.low
    assert effect.value == pytest.approx(expected.value)
    assert (effect.low, effect.high) == pytest.approx((expected.low, expected.high), abs=0.08 * width)
    assert effect.runs == 300


def test_rows_of_a_run_are_drawn_together() -> None:
    once = runs(2, 100)
    eightfold = pl.concat([once] * 8)
    narrow, wide = (over_runs(table, mean_gap, run="run", seed=1, resamples=499) for table in (once, eightfold))
    assert astuple(wide)[:5] == pytest.approx(astuple(narrow)[:5])


def test_the_interval_covers_a_correlation() -> None:
    # 100 samples of 60 runs with a correlation of one half; four standard errors are 9%.
    held = 0
    for seed in range(100):
        effect = over_runs(runs(100 + seed, 60), correlation, run="run", seed=seed, resamples=149)
        held += effect.low <= 0.5 <= effect.high
    assert 86 <= held <= 99


def test_the_same_seed_gives_the_same_interval() -> None:
    table = runs(3, 30)
    first, again, other = (over_runs(table, correlation, run="run", seed=s, resamples=99) for s in (5, 5, 6))
    assert first == again != other


def test_an_effect_that_no_draw_reaches_has_the_least_p_value() -> None:
    table = runs(4, 50).with_columns(pl.col("first") + 9.0)
    assert over_runs(table, mean_gap, run="run", seed=1, resamples=199).p == pytest.approx(0.01)
    assert over_runs(table, mean_gap, run="run", seed=1, resamples=199, null=mean_gap(table)).p > 0.8


def test_where_nothing_differs_there_is_no_interval() -> None:
    same = pl.DataFrame({"run": range(5), "first": [1.0] * 5, "second": [0.0] * 5})
    assert isnan(over_runs(same, mean_gap, run="run", seed=1, resamples=99).low)
    alone = over_runs(same[:1], mean_gap, run="run", seed=1)
    assert (alone.value, alone.runs) == (1.0, 1)
    assert isnan(alone.high)
