"""Verdicts follow from intervals, and from what was published."""

from math import inf

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import t as student

from equipoise.analysis.estimate import Estimate
from equipoise.analysis.multiplicity import together
from equipoise.experiments.regularities import names, regularities
from equipoise.experiments.regularities.agreement import Agreement, compared, judge
from equipoise.experiments.regularities.regularity import Published

LOWER, HIGHER = Published(-1, "lower"), Published(1, "higher")
SIZE = Published(0, "a share", 0.5, 0.6)
BOTH = Published(1, ".2 to .4", 0.2, 0.4)


def effect(value: float, reach: float, runs: int = 10_000) -> Estimate:
    return Estimate(value, value - reach, value + reach, 0.01, runs)


@pytest.mark.parametrize(
    ("published", "value", "reach", "verdict"),
    [
        (HIGHER, 0.3, 0.1, Agreement.REPRODUCED),
        (HIGHER, 0.3, 0.4, Agreement.UNDECIDED),
        (HIGHER, -0.3, 0.1, Agreement.CONTRADICTED),
        (HIGHER, -0.3, 0.4, Agreement.UNDECIDED),
        (LOWER, -0.3, 0.1, Agreement.REPRODUCED),
        (LOWER, 0.3, 0.1, Agreement.CONTRADICTED),
        (LOWER, 0.0, 0.1, Agreement.UNDECIDED),
        (SIZE, 0.55, 0.01, Agreement.REPRODUCED),
        (SIZE, 0.62, 0.03, Agreement.REPRODUCED),  # it meets the range
        (SIZE, 0.7, 0.03, Agreement.CONTRADICTED),
        (SIZE, 0.55, 0.2, Agreement.UNDECIDED),  # it meets everything
        (BOTH, 0.3, 0.05, Agreement.REPRODUCED),
        (BOTH, 0.6, 0.05, Agreement.OTHER_SIZE),
        (BOTH, 0.1, 0.05, Agreement.OTHER_SIZE),
        (BOTH, -0.3, 0.05, Agreement.CONTRADICTED),
        (BOTH, 0.1, 0.2, Agreement.UNDECIDED),
        (HIGHER, float("nan"), float("nan"), Agreement.UNDECIDED),
    ],
)
def test_a_verdict_follows_from_the_interval(
    published: Published, value: float, reach: float, verdict: Agreement
) -> None:
    assert judge(published, effect(value, reach), 1) == verdict


def test_more_regularities_make_a_verdict_harder() -> None:
    found = effect(0.3, 0.25)
    assert judge(HIGHER, found, 1) == Agreement.REPRODUCED
    assert judge(HIGHER, found, 30) == Agreement.UNDECIDED
    wide = together(found, 20)
    low, high = wide.low, wide.high
    reach = student.ppf(1 - 0.025 / 20, 9_999) / student.ppf(0.975, 9_999) * 0.25
    assert (low, high) == pytest.approx((0.3 - reach, 0.3 + reach))
    alone = together(found, 1)
    assert (alone.low, alone.high) == pytest.approx((0.05, 0.55))


def test_a_published_range_that_is_itself_an_estimate_is_widened_too() -> None:
    exact, sampled = Published(0, "", 0.5, 0.6), Published(0, "", 0.5, 0.6, sampled=True)
    found = effect(0.625, 0.01)
    assert judge(exact, found, 20) == Agreement.CONTRADICTED
    assert judge(sampled, found, 20) == Agreement.REPRODUCED
    assert judge(sampled, effect(0.7, 0.01), 20) == Agreement.CONTRADICTED


@given(st.floats(-2, 2), st.floats(0.001, 2), st.sampled_from([-1, 1]), st.integers(1, 50), st.integers(3, 1_000))
def test_turning_fact_and_finding_round_changes_nothing(
    value: float, reach: float, sign: int, tests: int, runs: int
) -> None:
    one = judge(Published(sign, ""), effect(value, reach, runs), tests)
    assert one == judge(Published(-sign, ""), effect(-value, reach, runs), tests)
    size = Published(sign, "", *sorted((sign * 0.2, sign * 0.5)))
    turned = Published(-sign, "", *sorted((-sign * 0.2, -sign * 0.5)))
    assert judge(size, effect(value, reach, runs), tests) == judge(turned, effect(-value, reach, runs), tests)


def test_false_agreement_is_as_rare_as_it_says() -> None:
    """With no effect at all, 20 intervals together point to the published side in 2.5% of the studies at most."""
    rng = np.random.default_rng(1)
    studies, tests, runs = 2_000, 20, 200
    values = rng.standard_normal((studies, tests))
    reach = student.ppf(0.975, runs - 1)
    wrong = [any(judge(HIGHER, effect(v, reach, runs), tests) != Agreement.UNDECIDED for v in row) for row in values]
    assert np.mean(wrong) < 0.05 + 3 * np.sqrt(0.05 * 0.95 / studies)


def test_what_is_compared_is_said() -> None:
    assert [compared(published) for published in (HIGHER, SIZE, BOTH)] == ["sign only", "size", "sign and size"]


@pytest.mark.parametrize("name", names())
def test_a_regularity_says_what_it_is(name: str) -> None:
    regularity = regularities([name])[name]
    published = regularity.published
    assert regularity.fact.endswith(".")
    assert regularity.sample.endswith(".")
    assert regularity.regression.endswith(".")
    assert not regularity.remark or regularity.remark.endswith(".")
    assert any(f"({year})." in regularity.source for year in range(1950, 2030))
    assert regularity.calibrated.startswith(("no", "yes"))
    assert published.words
    assert published.sign in {-1, 0, 1}
    assert (published.low is None) == (published.high is None)
    assert published.sign or published.low is not None
    assert (published.low or -inf) <= (published.high or inf)
