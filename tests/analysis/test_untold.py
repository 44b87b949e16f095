"""What the data cannot tell is said in words: every public estimator, on data too few, too even or of no kind."""

import inspect
import pkgutil
from collections.abc import Iterator
from dataclasses import astuple
from importlib import import_module
from math import isnan, nan

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from equipoise import analysis
from equipoise.analysis import frontier
from equipoise.analysis.association import Comoments, spearman
from equipoise.analysis.bootstrap import over_runs
from equipoise.analysis.data import DataError
from equipoise.analysis.effects import (
    cohens_dav,
    cohens_dz,
    mean_difference,
    risk_difference,
    risk_ratio,
    student_effect,
    superiority,
)
from equipoise.analysis.estimate import Estimate
from equipoise.analysis.evidence import ClaimedEffect, Verdict
from equipoise.analysis.intervals import difference_interval, mean_interval
from equipoise.analysis.moments import Moments
from equipoise.analysis.restricted_mean import Lifetimes, restricted_mean, restricted_mean_difference
from equipoise.analysis.roc import auc
from tests.analysis.untold.comparing import COMPARING
from tests.analysis.untold.data import LIVES, MONEY, Call, table
from tests.analysis.untold.fitting import FITTING
from tests.analysis.untold.sensitivity import SENSITIVITY

UNTOLD: dict[str, dict[str, Call]] = COMPARING | FITTING | SENSITIVITY
"""By estimator, by what is wrong, a call that can tell nothing."""

NO_ESTIMATE = {
    "association.Comoments.merge": "adds what was checked",
    "crossing.course": "takes estimates; what has no interval is clear of nothing",
    "estimate.Estimate.times": "changes the unit of what was estimated",
    "evidence.difference": "takes effects, whose NaN it hands on",
    "evidence.refuted": "takes an effect; one that is not known refutes nothing",
    "information.best_at": "says what the fitted leads would choose, which a picture shows beside the estimate",
    "information.worth_of_everything": "takes leads of runs that were played, of which there are thousands",
    "information.worth_of_knowing": "likewise; too few values are refused",
    "frontier.still_best": "takes means, whose NaN it leaves out",
    "intervals.estimate_rows": "is estimates for many measures, which test_intervals holds it to",
    "one_thread.one_thread": "limits threads",
    "moments.Moments.merge": "adds what was checked",
    "moments.Moments.settled": "takes rounding for nothing",
    "moments.Moments.ups_and_downs": "counts",
    "multiplicity.together": "widens an interval; one that is not there stays so",
    "multiplicity.widening": "takes how many there are",
    "shown.Shown.number": "writes a value of a control",
    "shown.Shown.span": "likewise two",
    "shown.Shown.write": "likewise with its unit",
    "quantiles.quantiles": "has no interval where there are too few values; test_horizons tries it",
    "quantiles.quantiles_of_columns": "is NumPy's, without intervals; test_quantiles tries it",
    "separation.separating": "says why there is no estimate",
    "rare.Leads.turned": "lays out anew",
    "rare.most_of_few": "takes curves that were fitted, and gives one end of an interval; test_rare tries it",
    "rare.most_on_average": "likewise of what cases bring",
    "sensitivity.ranking.Ranking.leaders": "chooses among estimates; none without an interval is among them",
    "sensitivity.ranking.directions": "takes intervals; 0 without one",
    "sensitivity.ranking.restricted": "chooses among estimates",
    "sensitivity.measured.Measured.sizes": "takes signs off",
    "sensitivity.ranks.points_needed": "counts",
    "shapley.coalitions": "counts",
    "sums.Sums.error": "takes what was added up",
    "sums.Sums.merge": "adds what was added up",
    "sums.Sums.of": "adds what was measured",
    "terms.Rows.clusters_behind": "counts",
    "terms.Rows.clusters_with_the_rarer": "counts",
    "terms.check_column": "refuses",
    "terms.check_rank": "refuses",
    "terms.codes_of": "counts",
    "terms.is_number": "looks at a type",
    "terms.rows_of": "what regressions refuse, they refuse by it",
    "terms.term_of": "looks up a column",
    "terms.words_of": "looks up values",
}
"""Public functions beside estimators, and why they need no data of their own to be checked."""

WORDS_AND_SHAPES = ("results", "contrast", "removal", "extras", "data")
"""Modules that hold what others have estimated."""


def estimators() -> Iterator[str]:
    """Every public function of ``analysis`` that is no word and no picture, and every public method of its classes."""
    for module in pkgutil.walk_packages(analysis.__path__, "equipoise.analysis."):
        short = module.name.removeprefix("equipoise.analysis.")
        if short.startswith(("figures", "prose")) or module.ispkg or short.endswith(WORDS_AND_SHAPES):
            continue
        for name, found in vars(import_module(module.name)).items():
            if name.startswith("_") or getattr(found, "__module__", "") != module.name:
                continue
            if inspect.isfunction(inspect.unwrap(found)):
                yield f"{short}.{name}"
            elif inspect.isclass(found):
                own = {k: m.__func__ if isinstance(m, classmethod) else m for k, m in vars(found).items()}
                methods = [k for k, m in own.items() if inspect.isfunction(m) and m.__module__ == module.name]
                yield from (f"{short}.{name}.{k}" for k in methods if not k.startswith("_"))


def test_every_estimator_is_tried() -> None:
    there = set(estimators())
    assert there == UNTOLD.keys() | NO_ESTIMATE.keys()


def nothing_said(found: object) -> bool:  # noqa: PLR0911 - a line a type
    """Whether a result claims nothing: no p-value below 1, no interval but that of no effect, no figure."""
    if isinstance(found, ClaimedEffect):
        return not found.known and isnan(found.interval()[0]) and found.p_value == 1.0
    if isinstance(found, Estimate):
        if found.reason:
            return isnan(found.p)
        return found.p == 1.0 and found.low <= found.value <= found.high
    if isinstance(found, Verdict):
        return found is Verdict.UNDECIDED
    if isinstance(found, tuple):
        return all(nothing_said(part) for part in found)
    if isinstance(found, np.ndarray):
        return bool((np.isnan(found) | np.isposinf(found) | (found == 0.0)).all())  # a width without end is none
    return found in (0, "undecided") or (isinstance(found, float) and isnan(found))


@pytest.mark.parametrize(("name", "wrong"), [(name, wrong) for name, calls in UNTOLD.items() for wrong in calls])
def test_what_the_data_cannot_tell_is_never_a_number(name: str, wrong: str) -> None:
    try:
        found = UNTOLD[name][wrong]()
    except DataError as error:
        found = None if len(str(error)) > len("too few") else error
    assert found is None or nothing_said(found), found


FLOATS = st.floats(allow_nan=True, allow_infinity=True) | st.sampled_from([0.0, 1.0, 0.3, 0.1 + 0.2, 2.0])


@given(st.lists(st.tuples(FLOATS, FLOATS), max_size=6))
def test_there_is_no_p_without_an_interval(pairs: list[tuple[float, float]]) -> None:
    x, y = ([pair[side] for pair in pairs] for side in (0, 1))
    for estimate in (mean_difference, cohens_dz, cohens_dav, superiority, risk_difference, risk_ratio):
        try:
            with np.errstate(over="ignore", invalid="ignore"):  # values near the greatest that there are
                found = estimate(x, y)
        except DataError:
            continue
        assert isnan(found.p) == (isnan(found.value) or isnan(found.low) or isnan(found.high))
        assert bool(found.reason) == isnan(found.p)


def test_reasons_count_what_there_is() -> None:
    assert mean_difference([], []).reason == "there is no case of it"
    assert mean_difference([1.0], [0.0]).reason == "one case alone shows no spread"
    assert cohens_dz([1.0, 2.0, 3.0], [0.0, 1.0, 2.0]).reason == "these 3 cases cannot tell it"
    assert mean_difference([1.0, 2.0], [0.0, 0.5]).reason == ""


def test_no_spread_has_no_interval() -> None:
    x = np.linspace(1e6, 2e6, 9)
    line = np.arange(4.0)
    still = Lifetimes.of([9, 9], [0, 0])
    found = [
        mean_difference([1.0, 1.0], [0.0, 0.0]),
        mean_difference([0.4, 0.7], [0.3, 0.6]),
        mean_difference(x + 0.1, x),
        student_effect(np.full(10, 0.1)),
        restricted_mean(still, 8),
        restricted_mean_difference(still, Lifetimes.of([3, 3], [1, 1]), 8),
        frontier.optimism(MONEY, np.full(9, 2.0), np.full(9, 1.0)),
    ]
    assert all(one.reason and not isnan(one.value) and isnan(one.p) for one in found)
    assert astuple(student_effect(np.array([0.1 + 0.2] * 10 + [0.3] * 10) - 0.3))[:5] == (0.0, 0.0, 0.0, 1.0, 20)
    for perfect in (spearman(line, line), Comoments.of(line, 3.0 * line + 0.1).pearson()):
        assert perfect.value == 1.0
        assert isnan(perfect.low)
        assert isnan(perfect.high)


REFUSED: dict[str, Call] = {
    "events for durations": lambda: Lifetimes.of([True, False, True], [1, 1, 0]),
    "a length that no number holds": lambda: Lifetimes.of([1e19, 2], [1, 0]),
    "values whose squares are none": lambda: mean_difference([1e200, 2e200, 3e200], [0.0, 1.0, 2.0]),
    "measures whose squares are none": lambda: Moments.of(np.array([[1e200, 2e200, 4e200]])),
    "a word for a level": lambda: mean_difference([1, 2, 3], [0, 1, 5], "95%"),  # type: ignore[arg-type]
    "durations for events": lambda: Lifetimes(np.array([3, 4]), np.array([3, 4]), np.array([0, 1])),  # type: ignore[arg-type]
    "a NaN for no effect": lambda: over_runs(table(), lambda t: t["y"].sum(), run="run", seed=1, null=nan),
    "a run without a name": lambda: over_runs(table(run=[None, *range(19)]), lambda t: t["y"].sum(), run="run", seed=1),
    "half a seed": lambda: over_runs(table(), lambda t: t["y"].sum(), run="run", seed=7.9),  # type: ignore[arg-type]
    "a seed below 0": lambda: over_runs(table(), lambda t: t["y"].sum(), run="run", seed=-1),
    "words for a statistic": lambda: over_runs(table(), lambda _: "2", run="run", seed=1),  # type: ignore[arg-type, return-value]
    "an array for a statistic": lambda: over_runs(table(), lambda _: np.ones(2), run="run", seed=1),  # type: ignore[arg-type, return-value]
    "cases without a run": lambda: auc([1, 2, 3, 4], [0, 1, 0, 1], [1, nan, nan, 2]),
    "a chance of 2": lambda: mean_interval(Moments.of(np.array([[0, 1, 2]])), "chance"),
    "a difference of 2": lambda: difference_interval(Moments.of(np.array([[-2, 0, 2]])), "chance"),
    "a horizon of 2.5": lambda: restricted_mean(LIVES, 2.5),  # type: ignore[arg-type]
    "no horizon": lambda: restricted_mean(LIVES, nan),  # type: ignore[arg-type]
    "a true horizon": lambda: restricted_mean(LIVES, True),
}


@pytest.mark.parametrize("wrong", REFUSED)
def test_what_is_no_data_is_refused(wrong: str) -> None:
    with pytest.raises(DataError):
        REFUSED[wrong]()
