"""Linear algebra gives the same bits however many threads it may use."""

import os
import subprocess
import sys
from threading import Barrier, Thread

import numpy as np
import polars as pl
import pytest
from threadpoolctl import threadpool_info, threadpool_limits

from equipoise.analysis.association import Comoments
from equipoise.analysis.one_thread import one_thread
from equipoise.analysis.regression import chances, least_squares
from equipoise.analysis.sensitivity.ranks import rank_regression

ROWS, COLUMNS = 40_000, list("abcdefghijkl")
"""As many as it takes for threads to share the sums."""


@pytest.fixture(scope="module")
def table() -> pl.DataFrame:
    luck = np.random.default_rng(5)
    columns = {name: luck.normal(size=ROWS) for name in COLUMNS}
    y = columns["a"] - 0.5 * columns["b"] + luck.normal(size=ROWS)
    return pl.DataFrame({**columns, "y": y, "ended": y > 1.0, "run": np.arange(ROWS) // 8})


def results(table: pl.DataFrame) -> list[float]:
    fits = [least_squares(table, "y", COLUMNS, cluster="run"), chances(table, "ended", COLUMNS, cluster="run")]
    ends = [end for fit in fits for term in fit.terms.values() for end in (term.value, term.low, term.high)]
    few = table.head(300)
    ranks = rank_regression(few.select(list("abcd")).to_numpy(), few["y"].to_numpy()).coefficients
    pairs = Comoments.of(table["a"].to_numpy(), table["y"].to_numpy())
    return [*ends, *(float(one) for part in ranks for one in part), *map(float, pairs.products.ravel())]


def test_results_are_the_same_bits_whatever_the_number_of_threads(table: pl.DataFrame) -> None:
    found = []
    for threads in (1, 2, 4):
        with threadpool_limits(threads, "blas"):
            found.append(results(table))
    assert found[0] == found[1] == found[2]


def threads_of_blas() -> int:
    return max(one["num_threads"] for one in threadpool_info() if one["user_api"] == "blas")


def test_a_library_that_is_loaded_later_is_limited_too() -> None:
    """NumPy and SciPy each bring their own."""
    code = """
import numpy, threadpoolctl
from equipoise.analysis.one_thread import one_thread
def threads():
    return {one["num_threads"] for one in threadpoolctl.threadpool_info() if one["user_api"] == "blas"}
with one_thread():
    assert threads() <= {1}
import scipy.linalg
with one_thread():
    assert threads() <= {1}
"""
    subprocess.run([sys.executable, "-c", code], check=True, env={**os.environ, "OPENBLAS_NUM_THREADS": "2"})


def test_the_limit_holds_while_others_come_and_go() -> None:
    """Two at once: the one that leaves first does not take the limit from the other."""
    barrier, seen = Barrier(2), []

    def limited() -> None:
        barrier.wait()
        for _ in range(5):
            with one_thread():
                seen.append(threads_of_blas())

    before = threads_of_blas()
    workers = [Thread(target=limited) for _ in range(2)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert set(seen) == {1}
    assert threads_of_blas() == before
