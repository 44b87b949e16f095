"""Events that regressors tell apart are found and named, and nothing else is refused."""

from itertools import product
from math import isnan
from typing import Literal

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from equipoise.analysis.data import DataError
from equipoise.analysis.hazards import hazard_regression, person_periods
from equipoise.analysis.regression import chances, least_squares

Link = Literal["logit", "cloglog"]
LINKS: tuple[Link, ...] = ("logit", "cloglog")
SIZES = (30, 300, 3_000)


def sample(size: int) -> pl.DataFrame:
    rng = np.random.default_rng(size)
    return pl.DataFrame(
        {
            "run": np.arange(size) // 2,
            "x": rng.normal(size=size),
            "z": rng.normal(size=size),
            "word": np.array(["a", "b", "c"])[np.arange(size) % 3],
            "y": (rng.random(size) < 0.4).astype(int),
        }
    ).with_columns((pl.col("word") == "c").alias("dummy"))


def with_events(table: pl.DataFrame, events: pl.Expr) -> pl.DataFrame:
    return table.with_columns(events.cast(pl.Int64).alias("y"))


SEPARATED = {
    "a word without": (pl.col("y") * (pl.col("word") != "b"), ["x", "word"], 'in none of .* "word" is "b"'),
    "the first word without": (pl.col("y") * (pl.col("word") != "a"), ["x", "word"], 'in none of .* "word" is "a"'),
    "a word with all": (
        (pl.col("y") == 1) | (pl.col("word") == "c"),
        ["x", "word"],
        'in every one of .* "word" is "c"',
    ),
    "a dummy without": (pl.col("y") * ~pl.col("dummy"), ["dummy", "x"], '"dummy" is true'),
    "a threshold": (pl.col("x") > 0.2, ["z", "x"], 'of "x" it never happens below 0'),
    "two together": (pl.col("x") - pl.col("z") > 0.1, ["x", "z", "word"], "x and z together tell"),
    "a column and a word": (pl.col("x") + 0.5 * (pl.col("word") == "b") > 0.1, ["z", "x", "word"], r"x and word\[b\]"),
    "half of the rows": (pl.col("y") * (pl.col("x") + pl.col("z") > 0.0), ["x", "z", "s"], '"s" is false'),
}


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("link", LINKS)
@pytest.mark.parametrize("case", SEPARATED)
def test_what_tells_events_apart_is_named(case: str, link: Link, size: int) -> None:
    events, regressors, said = SEPARATED[case]
    table = with_events(sample(size), events).with_columns((pl.col("x") + pl.col("z") > 0.0).alias("s"))
    with pytest.raises(DataError, match=f'"y" has no best fit on {", ".join(regressors)}: .*{said}'):
        chances(table, "y", regressors, cluster="run", link=link)


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("link", LINKS)
def test_one_row_the_other_way_is_enough_for_a_fit(link: Link, size: int) -> None:
    table = with_events(sample(size), pl.col("y") * (pl.col("word") != "b") * (pl.col("x") < 1.0))
    b = table.with_row_index()["index"].filter(table["word"] == "b")[3]
    table = table.with_columns(pl.when(pl.int_range(pl.len()) == b).then(1).otherwise("y").alias("y"))
    fit = chances(table, "y", ["word"], cluster="run", link=link)
    share = 1.0 / (table["word"] == "b").sum()
    np.testing.assert_allclose(fit.predict(pl.DataFrame({"word": ["b"]})), [share], rtol=1e-6)


@settings(max_examples=40)
@given(st.lists(st.tuples(st.integers(0, 2), st.integers(0, 2), st.booleans()), min_size=8, max_size=14))
def test_small_tables_are_refused_exactly_where_a_direction_separates(rows: list[tuple[int, int, bool]]) -> None:
    # On a grid of three by three every direction that separates is one of few: all small whole numbers are tried.
    u, v, y = (np.array(column, float) for column in zip(*rows, strict=True))
    if len(set(y)) < 2 or np.linalg.matrix_rank(np.column_stack([np.ones(len(u)), u, v])) < 3:
        return
    signs = np.where(y == 1.0, 1.0, -1.0)
    directions = np.array(list(product(range(-8, 9), range(-4, 5), range(-4, 5))), float)
    margins = (directions @ np.column_stack([np.ones(len(u)), u, v]).T) * signs
    separated = bool(((margins >= 0.0).all(axis=1) & (margins > 0.0).any(axis=1)).any())
    table = pl.DataFrame({"run": range(len(u)), "u": u, "v": v, "y": y})
    for link in LINKS:
        try:
            fit = chances(table, "y", ["u", "v"], cluster="run", link=link)
        except DataError as error:
            assert separated, error  # noqa: PT017 - either may be right
        else:
            assert not separated, fit.terms


def test_ages_at_which_all_end_are_left_out_as_those_are_at_which_none_does() -> None:
    lives = sample(60).with_columns(pl.Series("rounds", [1, 2, 3, 4] * 15))
    ended = lives.with_columns(((pl.col("rounds") == 4) | (pl.col("x") > 0.0)).cast(pl.Int64).alias("gone"))
    fit = hazard_regression(person_periods(ended, ended="gone"), ["z"], cluster="run")
    assert [name for name in fit.terms if name.startswith("age")] == ["age[2]", "age[3]"]
    assert all(abs(effect.value) < 10.0 for effect in fit.terms.values())


def test_a_level_of_one_cluster_has_no_error() -> None:
    table = sample(60).with_columns(pl.when(pl.col("run") == 7).then(pl.lit("d")).otherwise("word").alias("word"))
    for fit in (
        least_squares(table, "z", ["x", "word"], cluster="run"),
        chances(table.with_columns(y=pl.Series([0, 1] * 30)), "y", ["x", "word"], cluster="run"),
    ):
        alone, others = fit.terms["word[d]"], fit.terms["word[b]"]
        assert isnan(alone.low)
        assert isnan(alone.p)
        assert alone.reason == "one case alone shows no spread"
        assert not others.reason


def test_unseen_words_are_named() -> None:
    fit = least_squares(sample(60), "z", ["word"], cluster="run")
    with pytest.raises(DataError, match=r'"word" is "d" in some rows.*fitted on a, b, c'):
        fit.predict(pl.DataFrame({"word": ["a", "d"]}))


@pytest.mark.parametrize("size", SIZES)
def test_a_constant_outcome_has_nothing_to_explain(size: int) -> None:
    for outcome in (pl.lit(3.0), pl.when(pl.col("y") == 1).then(0.3).otherwise(0.1 + 0.2)):
        with pytest.raises(DataError, match='"y" does not vary'):
            least_squares(sample(size).with_columns(outcome.alias("y")), "y", ["x"], cluster="run")


@pytest.mark.parametrize("size", SIZES)
def test_of_an_outcome_that_follows_exactly_rounding_is_not_told(size: int) -> None:
    terms = least_squares(
        sample(size).with_columns((2.0 * pl.col("x")).alias("y")), "y", ["x", "z"], cluster="run"
    ).terms
    assert (terms["x"].low, terms["x"].high) == pytest.approx((2.0, 2.0))
    for nothing in (terms["z"], terms["constant"]):
        assert nothing.value == pytest.approx(0.0, abs=1e-12)
        assert isnan(nothing.p)
        assert nothing.reason
