"""Regressions: published data, closed forms by hand, and the error rate of their tests."""

import numpy as np
import polars as pl
import pytest
import statsmodels.api as sm
from statsmodels.datasets import grunfeld, spector

from equipoise.analysis.regression import CONSTANT, chances, least_squares
from equipoise.sim.faults import EquipoiseError


def panel(seed: int, slope: float, units: int = 40, periods: int = 8) -> pl.DataFrame:
    """A panel whose regressor and error both have a part that a unit keeps, and whose rows are not all there."""
    rng = np.random.default_rng(seed)
    unit, period = (grid.ravel() for grid in np.meshgrid(np.arange(units), np.arange(periods), indexing="ij"))
    x = rng.normal(size=units)[unit] + 0.3 * rng.normal(size=unit.size)
    y = slope * x + rng.normal(size=units)[unit] + 0.5 * rng.normal(size=unit.size) + 0.2 * period
    table = pl.DataFrame(
        {"unit": unit, "period": period, "x": x, "y": y, "word": np.array(["b", "a", "c"])[period % 3]}
    )
    return table.filter(pl.Series(rng.random(unit.size) < 0.9))


def dummies(codes: pl.Series) -> np.ndarray:
    return (codes.to_numpy()[:, None] == codes.unique().sort().to_numpy()).astype(float)


def test_grunfelds_investment_with_fixed_effects() -> None:
    # Ten firms, twenty years (Grunfeld 1958; Baltagi 2008): .1101 and .3101. Stata's xtreg, fe vce(cluster firm) gives
    # errors of .0151945 and .0527518 and a constant of -58.74.
    data = pl.DataFrame(grunfeld.load_pandas().data.to_dict("list")).filter(pl.col("firm") != "American Steel")
    fit = least_squares(data, "invest", ["value", "capital"], cluster="firm", fixed=["firm"])
    assert (fit.rows, fit.clusters) == (200, 10)
    assert fit.terms["value"].value == pytest.approx(0.1101238, abs=1e-7)
    assert fit.terms["capital"].value == pytest.approx(0.3100653, abs=1e-7)
    assert fit.terms[CONSTANT].value == pytest.approx(-58.74393, abs=1e-5)
    assert np.sqrt(np.diag(fit.covariance))[1:] == pytest.approx([0.0151945, 0.0527518], abs=1e-7)
    assert fit.explained == pytest.approx(0.7668, abs=1e-4)


def test_two_way_effects_are_those_of_a_dummy_for_each() -> None:
    table = panel(1, 0.5)
    fit = least_squares(table, "y", ["x"], cluster="unit", fixed=["unit", "period"])
    full = np.column_stack([table["x"], dummies(table["unit"]), dummies(table["period"])[:, 1:]])
    expected = np.linalg.lstsq(full, table["y"].to_numpy(), rcond=None)[0][0]
    assert fit.terms["x"].value == pytest.approx(expected, abs=1e-8)


def test_errors_are_the_clustered_sandwich() -> None:
    table = panel(2, 0.5)
    fit = least_squares(table, "y", ["x", "word"], cluster="unit")
    x = np.column_stack([np.ones(table.height), table["x"], table["word"] == "b", table["word"] == "c"]).astype(float)
    y = table["y"].to_numpy()
    bread = np.linalg.inv(x.T @ x)
    beta = bread @ x.T @ y
    scores = np.stack([x[at].T @ (y - x @ beta)[at] for at in dummies(table["unit"]).T.astype(bool)])
    n, k, g = len(y), 4, 40
    expected = bread @ scores.T @ scores @ bread * g / (g - 1) * (n - 1) / (n - k)
    assert list(fit.terms) == [CONSTANT, "x", "word[b]", "word[c]"]
    np.testing.assert_allclose([effect.value for effect in fit.terms.values()], beta)
    np.testing.assert_allclose(fit.covariance, expected)
    reach = 2.0226909 * np.sqrt(expected[1, 1])  # Student's t with 39 degrees of freedom
    assert (fit.terms["x"].low, fit.terms["x"].high) == pytest.approx((beta[1] - reach, beta[1] + reach))


def test_clustered_tests_reject_as_often_as_they_say() -> None:
    # No effect, 40 units: 400 panels reject at 5% within four standard errors (4.4%); errors that take rows for
    # independent reject three times in ten or more.
    found = [panel(seed, 0.0) for seed in range(400)]
    clustered = [least_squares(table, "y", ["x"], cluster="unit").terms["x"].p < 0.05 for table in found]
    alone = [sm.OLS(t["y"].to_numpy(), sm.add_constant(t["x"].to_numpy())).fit().pvalues[1] < 0.05 for t in found[:100]]
    assert np.mean(clustered) < 0.094
    assert np.mean(alone) > 0.3


def test_fixed_effects_take_out_what_a_unit_keeps() -> None:
    # The regressor is confounded with what the unit keeps: pooled, the slope is far too high.
    table = panel(3, 0.5).with_columns(pl.col("x") + pl.col("unit") % 5, pl.col("y") + 3.0 * (pl.col("unit") % 5))
    pooled = least_squares(table, "y", ["x"], cluster="unit").terms["x"]
    within = least_squares(table, "y", ["x"], cluster="unit", fixed=["unit", "period"]).terms["x"]
    assert pooled.low > 1.0
    assert within.low < 0.5 < within.high


def test_spector_and_mazzeos_grades() -> None:
    # Greene's textbook: -13.021, 2.826, 0.095, 2.379; log-likelihood -12.8896 against -20.5917.
    data = pl.DataFrame(spector.load_pandas().data.to_dict("list")).with_row_index("student")
    fit = chances(data, "GRADE", ["GPA", "TUCE", "PSI"], cluster="student")
    assert [effect.value for effect in fit.terms.values()] == pytest.approx(
        [-13.0213, 2.8261, 0.0952, 2.3787], abs=1e-4
    )
    assert fit.explained == pytest.approx(1 - 12.8896 / 20.5917, abs=1e-5)


@pytest.mark.parametrize("link", ["logit", "cloglog"])
def test_one_0_1_regressor_gives_the_shares_themselves(link: str) -> None:
    table = pl.DataFrame(
        {"run": range(200), "x": [0] * 120 + [1] * 80, "y": ([1] * 30 + [0] * 90) + [1] * 60 + [0] * 20}
    )
    fit = chances(table, "y", ["x"], cluster="run", link=link)  # type: ignore[arg-type]
    low, high = 0.25, 0.75
    expected = np.log(9.0) if link == "logit" else np.log(np.log1p(-high) / np.log1p(-low))
    assert fit.terms["x"].value == pytest.approx(expected, abs=1e-6)
    np.testing.assert_allclose(fit.predict(pl.DataFrame({"x": [0, 1, None]})), [low, high, np.nan], atol=1e-6)
    if link == "logit":  # robust errors with n/(n - 1) of a saturated fit: 1/a + 1/b + 1/c + 1/d
        robust = (1 / 30 + 1 / 90 + 1 / 60 + 1 / 20) * 200 / 199
        assert fit.covariance[1, 1] == pytest.approx(robust, rel=0.01)


def test_predictions_of_least_squares_are_its_line() -> None:
    table = panel(4, 0.5)
    fit = least_squares(table, "y", ["x", "word"], cluster="unit")
    new = pl.DataFrame({"x": [2.0, 2.0], "word": ["a", "c"]})
    base = fit.terms[CONSTANT].value + 2.0 * fit.terms["x"].value
    np.testing.assert_allclose(fit.predict(new), [base, base + fit.terms["word[c]"].value])


def test_rows_without_a_value_are_left_out() -> None:
    table = panel(5, 0.5)
    holes = table.with_columns(
        pl.when(pl.col("period") == 0).then(None).otherwise(pl.col("x")).alias("x"),
        pl.when(pl.col("period") == 1).then(float("nan")).otherwise(pl.col("y")).alias("y"),
    )
    kept = least_squares(holes, "y", ["x"], cluster="unit")
    assert kept.terms == least_squares(table.filter(pl.col("period") > 1), "y", ["x"], cluster="unit").terms
    assert kept.rows < table.height


@pytest.mark.parametrize(
    ("regressors", "fixed", "said"),
    [
        (["z"], [], 'no column "z"; it has unit, period'),
        (["x", "double"], [], '"double" tells nothing beside constant, x'),
        (["kept"], ["unit"], '"kept" tells nothing beside constant and the fixed effects of unit'),
        (["same"], [], '"same" tells nothing beside constant'),
    ],
)
def test_a_regressor_that_tells_nothing_is_named(regressors: list[str], fixed: list[str], said: str) -> None:
    table = panel(6, 0.5).with_columns(double=2.0 * pl.col("x"), kept=pl.col("unit") % 7, same=pl.lit(3.0))
    with pytest.raises(EquipoiseError, match=said.replace("[", r"\[")):
        least_squares(table, "y", regressors, cluster="unit", fixed=fixed)


def test_too_few_rows_or_clusters_are_refused() -> None:
    with pytest.raises(EquipoiseError, match="2 rows in 2 clusters are too few for 2 terms"):
        least_squares(panel(7, 0.5)[:2].with_columns(unit=pl.Series([0, 1])), "y", ["x"], cluster="unit")
    with pytest.raises(EquipoiseError, match="in 1 clusters"):
        least_squares(panel(7, 0.5).with_columns(unit=0), "y", ["x"], cluster="unit")
    with pytest.raises(EquipoiseError, match="0 rows in 0 clusters"):
        least_squares(panel(7, 0.5).clear(), "y", ["x"], cluster="unit")


def test_events_that_are_told_apart_completely_have_no_fit() -> None:
    table = pl.DataFrame({"run": range(20), "x": range(20), "y": [0] * 10 + [1] * 10})
    with pytest.raises(EquipoiseError, match='"y" has no best fit on x'):
        chances(table, "y", ["x"], cluster="run")


@pytest.mark.parametrize("values", [[0, 2] * 10, [1] * 20])
def test_an_outcome_that_is_no_event_is_refused(values: list[int]) -> None:
    table = pl.DataFrame({"run": range(20), "x": range(20), "y": values})
    with pytest.raises(EquipoiseError, match="0 in some rows, 1 in others"):
        chances(table, "y", ["x"], cluster="run")
