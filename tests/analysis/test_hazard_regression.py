"""Discrete-time hazards: published remission times, a likelihood by hand, Cox's model, closed forms, coverage."""

import numpy as np
import polars as pl
import pytest
from scipy.optimize import minimize
from statsmodels.duration.hazard_regression import PHReg

from equipoise.analysis.hazards import AGE, ENDS, LOG_AGE, hazard_regression, person_periods
from equipoise.analysis.regression import CONSTANT
from equipoise.sim.faults import EquipoiseError
from tests.analysis.remission import PLACEBO, RELAPSED, TREATED

REMISSION = pl.DataFrame(
    {"patient": range(42), "rounds": TREATED + PLACEBO, "relapse": RELAPSED + [1] * 21, "drug": [1] * 21 + [0] * 21}
)


def sample(seed: int, size: int, ratio: float, last: int = 25) -> pl.DataFrame:
    """Proportional hazards in continuous time, seen at whole rounds."""
    rng = np.random.default_rng(seed)
    x = rng.integers(0, 2, size)
    ends = np.ceil(rng.exponential(1.0 / (0.06 * ratio**x))).astype(int)
    lost = rng.integers(1, last, size, endpoint=True)
    return pl.DataFrame({"run": range(size), "x": x, "rounds": np.minimum(ends, lost), "end": ends <= lost})


def test_each_relationship_has_a_row_for_each_round() -> None:
    table = pl.DataFrame({"run": [7, 8, 9], "rounds": [3, 2, 0], "end": [True, False, True]})
    periods = person_periods(table, ended="end")
    assert periods["run"].to_list() == [7, 7, 7, 8, 8]
    assert periods[AGE].to_list() == [1, 2, 3, 1, 2]
    assert periods[ENDS].to_list() == [0, 0, 1, 0, 0]
    np.testing.assert_allclose(periods[LOG_AGE], np.log([1, 2, 3, 1, 2]))


def test_remission_under_6_mercaptopurine_by_a_likelihood_by_hand() -> None:
    periods = person_periods(REMISSION, ended="relapse")
    fit = hazard_regression(periods, ["drug"], cluster="patient")
    at = sorted(REMISSION.filter(pl.col("relapse") == 1)["rounds"].unique())
    counts = {
        (t, drug): (
            REMISSION.filter((pl.col("rounds") >= t) & (pl.col("drug") == drug)).height,
            REMISSION.filter((pl.col("rounds") == t) & (pl.col("drug") == drug) & (pl.col("relapse") == 1)).height,
        )
        for t in at
        for drug in (0, 1)
    }

    def against(parameters: np.ndarray) -> float:
        total = 0.0
        for (t, drug), (at_risk, relapses) in counts.items():
            rate = np.exp(parameters[1 + at.index(t)] + parameters[0] * drug)
            total -= relapses * np.log(-np.expm1(-rate)) - (at_risk - relapses) * rate
        return total

    found = minimize(against, np.full(1 + len(at), -2.0), method="BFGS")
    assert fit.terms["drug"].value == pytest.approx(found.x[0], abs=1e-3)
    assert fit.terms["drug"].high < 0.0


def test_it_comes_close_to_coxs_model() -> None:
    # Cox's own estimate for these data is a log hazard ratio of 1.5 to 1.65, by how ties are treated.
    fit = hazard_regression(person_periods(REMISSION, ended="relapse"), ["drug"], cluster="patient")
    cox = PHReg(
        REMISSION["rounds"].to_numpy(), REMISSION["drug"].to_numpy(), REMISSION["relapse"].to_numpy(), ties="efron"
    )
    assert fit.terms["drug"].value == pytest.approx(cox.fit().params[0], abs=0.1)
    assert -1.7 < fit.terms["drug"].value < -1.5


def test_a_constant_hazard_is_its_share_of_rounds() -> None:
    # F11: without regressors the estimate is endings over rounds at risk.
    rng = np.random.default_rng(1)
    ends = rng.geometric(0.08, 600)
    table = pl.DataFrame({"run": range(600), "rounds": np.minimum(ends, 15), "end": ends <= 15})
    periods = person_periods(table, ended="end")
    share = periods[ENDS].mean()
    for link in ("cloglog", "logit"):
        fit = hazard_regression(periods, [], cluster="run", baseline="constant", link=link)  # type: ignore[arg-type]
        assert fit.predict(periods[:1])[0] == pytest.approx(share)
    flat = hazard_regression(periods, [], cluster="run", baseline="log").terms[LOG_AGE]
    assert flat.low < 0.0 < flat.high


def test_the_ratio_of_hazards_is_covered_whatever_the_length_of_a_round() -> None:
    # 200 samples of 150 with a hazard ratio of 2 in continuous time; four standard errors are 6%.
    held = {"constant": 0, "free": 0}
    for seed in range(200):
        periods = person_periods(sample(seed, 150, 2.0, last=9), ended="end")
        for baseline in held:
            term = hazard_regression(periods, ["x"], cluster="run", baseline=baseline).terms["x"]  # type: ignore[arg-type]
            held[baseline] += term.low <= np.log(2.0) <= term.high
    assert all(178 <= count <= 199 for count in held.values()), held


def test_mixed_hazards_seem_to_fall_with_age_though_nobodys_does() -> None:
    # F12: each relationship keeps its hazard, drawn from Beta(1, 9); ln(hazard) falls with ln(age), and no longer does
    # once each relationship's own hazard is a column.
    rng = np.random.default_rng(2)
    hazard = rng.beta(1.0, 9.0, 3_000)
    ends = rng.geometric(hazard)
    own = np.log(-np.log1p(-hazard))
    table = pl.DataFrame({"run": range(3_000), "own": own, "rounds": np.minimum(ends, 40), "end": ends <= 40})
    periods = person_periods(table, ended="end")
    pooled = hazard_regression(periods, [], cluster="run", baseline="log").terms[LOG_AGE]
    known = hazard_regression(periods, ["own"], cluster="run", baseline="log").terms
    assert pooled.high < -0.2
    assert known[LOG_AGE].low < 0.0 < known[LOG_AGE].high
    assert known["own"].low < 1.0 < known["own"].high


def test_a_free_baseline_orders_ages_and_leaves_out_those_without_endings() -> None:
    table = pl.DataFrame({"run": range(60), "rounds": [2, 9, 11] * 20, "end": [True] * 40 + [False] * 20})
    table = table.with_columns(x=pl.col("run") % 2)
    fit = hazard_regression(person_periods(table, ended="end"), ["x"], cluster="run")
    assert list(fit.terms) == [CONSTANT, "x", "age[09]", "age[11]"]


def test_relationships_of_which_none_ended_have_no_hazard_to_regress() -> None:
    table = pl.DataFrame({"run": range(9), "rounds": [4] * 9, "end": [False] * 9, "x": range(9)})
    with pytest.raises(EquipoiseError):
        hazard_regression(person_periods(table, ended="end"), ["x"], cluster="run", baseline="log")
