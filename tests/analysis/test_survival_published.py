"""Survival estimators against published figures and against statsmodels."""

import numpy as np
import pytest
from statsmodels.duration.survfunc import CumIncidenceRight, survdiff

from equipoise.analysis.survival import log_rank, survival_curve
from equipoise.sim.state import CAUSE_WORDS, Cause
from tests.analysis.remission import PLACEBO, RELAPSED, TREATED


def counts(weeks: list[int] | np.ndarray, causes: list[int] | np.ndarray) -> np.ndarray:
    table = np.zeros((36, len(Cause)), np.int64)
    np.add.at(table, (weeks, causes), 1)
    return table


def test_kaplan_meier_of_the_remissions() -> None:
    # As in every textbook on survival: estimates, Greenwood's error of .0764 at week 6, and a median of 23 weeks.
    curve = survival_curve(counts(TREATED, RELAPSED))
    published = {6: 0.857, 7: 0.807, 10: 0.753, 13: 0.690, 16: 0.627, 22: 0.538, 23: 0.448}
    assert [curve.survival[week] for week in published] == pytest.approx(list(published.values()), abs=6e-4)
    assert [curve.at_risk[week] for week in published] == [21, 17, 15, 12, 11, 7, 6]
    assert curve.median[0] == 23.0
    assert survival_curve(counts(PLACEBO, [1] * 21)).median[0] == 8.0
    reach = 1.959964 * 0.0764 / (0.857143 * -np.log(0.857143))
    assert (curve.low[6], curve.high[6]) == pytest.approx(
        (0.857143 ** np.exp(reach), 0.857143 ** np.exp(-reach)), abs=1e-3
    )


def test_log_rank_of_the_remissions() -> None:
    z, p = log_rank(counts(TREATED, RELAPSED), counts(PLACEBO, [1] * 21))
    expected = survdiff(np.array(TREATED + PLACEBO), np.array(RELAPSED + [1] * 21), np.repeat([0, 1], 21))
    assert z**2 == pytest.approx(16.79, abs=5e-3)
    assert (z**2, p) == pytest.approx(expected)
    assert z < 0.0


def test_cumulative_incidence_is_statsmodels_on_censored_data() -> None:
    rng = np.random.default_rng(1)
    ends, lost = rng.geometric(0.1, 300), rng.integers(1, 30, 300)
    causes = np.where(ends <= lost, rng.integers(1, 4, 300), 0)
    weeks = np.minimum(ends, lost)
    curve = survival_curve(counts(weeks, causes))
    expected = CumIncidenceRight(weeks, causes)
    for place, cause in enumerate(list(Cause)[1:4]):
        assert expected.cinc[place] == pytest.approx(curve.incidence[CAUSE_WORDS[cause]][expected.times.astype(int)])
