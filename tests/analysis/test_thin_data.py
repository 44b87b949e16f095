"""What rests on one run, one event or one cluster has no error, however many rows there are; and rounding has none."""

from dataclasses import astuple
from math import isnan

import numpy as np
import polars as pl
import pytest

from equipoise.analysis.bootstrap import over_runs
from equipoise.analysis.data import DataError
from equipoise.analysis.effects import mean_difference, student_effect
from equipoise.analysis.evidence import ClaimedEffect, Verdict, judge
from equipoise.analysis.regression import chances, least_squares

RUNS = np.arange(60)
CLUSTERS = RUNS // 3
X = np.sin(RUNS * 1.7)
Y = np.cos(RUNS * RUNS)


def table(**columns: object) -> pl.DataFrame:
    return pl.DataFrame({"y": Y, "x": X, "run": CLUSTERS, **columns})


ONE_CLUSTER = {
    "two numbers": np.where(CLUSTERS == 3, 2.5, 0.0),
    "two numbers, neither 0": np.where(CLUSTERS == 3, 2.0, 7.0),
    "numbers": np.where(CLUSTERS == 3, 2.5 + X, 0.0),
    "true and false": CLUSTERS == 3,
    "words": np.where(CLUSTERS == 3, "a", "b"),
}


@pytest.mark.parametrize("kind", ONE_CLUSTER)
def test_a_term_that_one_cluster_tells_has_no_error(kind: str) -> None:
    terms = least_squares(table(d=ONE_CLUSTER[kind]), "y", ["d", "x"], cluster="run").terms
    own = next(term for name, term in terms.items() if name.startswith("d"))
    assert isnan(own.p)
    assert own.reason == "one case alone shows no spread"
    assert not terms["x"].reason


def test_two_clusters_tell_a_term() -> None:
    fit = least_squares(table(d=np.where((CLUSTERS == 3) | (CLUSTERS == 4), 2.5, 0.0)), "y", ["d"], cluster="run")
    assert not fit.terms["d"].reason


def test_a_term_that_varies_within_one_cluster_alone_has_no_error() -> None:
    levels = np.where(CLUSTERS == 3, -1, RUNS)  # every other row is a level of its own
    found = least_squares(table(g=levels), "y", ["x"], cluster="run", fixed=["g"]).terms["x"]
    assert isnan(found.p)
    assert found.reason == "one case alone shows no spread"


def test_fixed_effects_that_leave_nothing_are_refused() -> None:
    with pytest.raises(DataError, match=r"too few for 2 terms beside 59 levels of g"):
        least_squares(table(g=np.where(RUNS == 1, 0, RUNS)), "y", ["x"], cluster="run", fixed=["g"])


@pytest.mark.parametrize("link", ["logit", "cloglog"])
@pytest.mark.parametrize("rare", [0, 1])
def test_as_few_events_as_regressors_tell_no_coefficient(link: str, rare: int) -> None:
    for where in ([17], [17, 40]):
        y = np.full(60, 1 - rare)
        y[where] = rare
        fit = chances(table(y=y, z=Y), "y", ["x", "z"][: len(where)], cluster="run", link=link)  # type: ignore[arg-type]
        assert all(isnan(term.p) and term.reason for term in fit.terms.values())
    y[[3, 30, 50]] = rare
    assert not chances(table(y=y, z=Y), "y", ["x", "z"], cluster="run", link=link).terms["x"].reason  # type: ignore[arg-type]


def test_names_of_terms_are_never_mixed_up() -> None:
    words = np.array(["a", "b", "c"])[RUNS % 3]
    odd = least_squares(table(**{"w[a]": words}), "y", ["w[a]"], cluster="run")
    plain = least_squares(table(w=words), "y", ["w"], cluster="run")
    assert [term.value for term in odd.terms.values()] == [term.value for term in plain.terms.values()]
    others = pl.DataFrame({"w": ["c"], "w[c]": [7.0]})
    assert plain.predict(others) == pytest.approx(plain.predict(others.drop("w[c]")))
    for columns in ({"w": words, "w[c]": Y}, {"constant": Y}):
        with pytest.raises(DataError, match="two terms would be called"):
            least_squares(table(**columns), "x", list(columns), cluster="run")
    with pytest.raises(DataError, match='two terms would be called "x"'):
        least_squares(table(), "y", ["x", "x"], cluster="run")


@pytest.mark.parametrize("size", [1e-300, 1e300])
@pytest.mark.parametrize("column", ["x", "y"])
def test_sizes_without_squares_are_refused(column: str, size: float) -> None:
    with pytest.raises(DataError, match=f'"{column}" is of the size'):
        least_squares(table().with_columns(pl.col(column) * size), "y", ["x"], cluster="run")


def test_a_threshold_is_told_as_it_is() -> None:
    z = np.where(RUNS % 3 == 0, 1.5 + X, 0.0)
    mixed = np.where(z > 0.0, 0, RUNS % 2)
    with pytest.raises(DataError, match=r'of "z" it never happens above 0$'):
        chances(table(y=mixed, z=z), "y", ["z"], cluster="run")
    with pytest.raises(DataError, match=r'of "z" it always happens above 0$'):
        chances(table(y=1 - mixed, z=z), "y", ["z"], cluster="run")
    with pytest.raises(DataError, match=r"it never happens below 0 and always above 0$"):
        chances(table(y=np.where(np.rint(X) == 0.0, RUNS % 2, X > 0.0), z=np.rint(X)), "y", ["z"], cluster="run")


def test_a_statistic_of_rounding_has_no_interval() -> None:
    both = pl.DataFrame({"run": RUNS, "a": [0.3, 0.6, 0.7] * 20, "b": [0.1 + 0.2, 0.2 * 3, 0.1 * 7] * 20})
    found = over_runs(both, lambda rows: (rows["a"] - rows["b"]).mean(), run="run", seed=1, resamples=99)  # type: ignore[arg-type, return-value]
    assert found.value == pytest.approx(0.0, abs=1e-15)
    assert isnan(found.p)
    small = both.with_columns(b=pl.Series(X) * 1e-9)
    assert not over_runs(small, lambda rows: rows["b"].mean(), run="run", seed=1, resamples=99).reason  # type: ignore[arg-type, return-value]


def test_what_is_small_is_not_nothing() -> None:
    found = mean_difference([1e-18, 2e-18, 3.5e-18], [0.0, 0.0, 0.0])
    assert found.low < found.value < found.high
    assert found.value == pytest.approx(6.5e-18 / 3.0)
    near = student_effect(np.array([1e-17, 2e-17]))  # differences of values near 1
    assert astuple(near)[:5] == (0.0, 0.0, 0.0, 1.0, 2)


def test_no_effect_at_all_supports_nothing() -> None:
    assert judge([], [], 1) is Verdict.UNDECIDED
    assert judge([], [ClaimedEffect(0.0, error=0.0, runs=9, unit="1", least=1.0)], 1) is Verdict.UNDECIDED
