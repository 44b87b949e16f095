"""Learning against Bayes's rule worked out with probabilities."""

from math import exp, log

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import gmean, norm

from equipoise.sim.rules.beliefs import (
    believed_wealth,
    faded,
    log_odds,
    opening_evidence,
    prior,
    probability,
    revised,
    updated,
    yielding_evidence,
)
from tests.strategies import log_uniform, shares

beliefs = st.floats(1e-6, 1.0 - 1e-6)


@given(beliefs, st.lists(st.tuples(st.floats(0.2, 1.0), st.floats(0.2, 1.0)), max_size=6))
def test_posterior_odds_are_prior_odds_times_likelihood_ratios(belief: float, news: list[tuple[float, float]]) -> None:
    """By Bayes's rule on probabilities, all the news at once; the program learns piece by piece."""
    dependent, independent, learned = belief, 1.0 - belief, belief
    for if_dependent, if_independent in news:
        dependent *= if_dependent
        independent *= if_independent
        learned = updated(learned, log(if_dependent / if_independent))
    assert learned == pytest.approx(dependent / (dependent + independent), rel=1e-9, abs=1e-12)


@given(shares(), st.floats(-1e4, 1e4))
def test_a_belief_stays_a_probability(belief: float, evidence: float) -> None:
    assert 0.0 <= updated(belief, evidence) <= 1.0


@given(beliefs)
def test_log_odds_and_back(belief: float) -> None:
    assert probability(log_odds(belief)) == pytest.approx(belief, rel=1e-9)
    assert log_odds(belief) == pytest.approx(log(belief) - log(1.0 - belief), abs=1e-9)


@given(beliefs, st.floats(0.01, 5.0))
def test_no_certainty_is_beyond_news(belief: float, evidence: float) -> None:
    for certain in (0.0, 1.0, belief):
        assert updated(certain, evidence) > updated(certain, -evidence)


@given(st.floats(0.5, 1.5), st.floats(0.5, 1.5), st.floats(0.5, 1.5), log_uniform(0.01, 10.0))
def test_evidence_of_an_opening_is_a_ratio_of_densities(
    opening: float, if_dependent: float, if_independent: float, sigma: float
) -> None:
    expected = norm.logpdf(opening, if_dependent, sigma) - norm.logpdf(opening, if_independent, sigma)
    found = opening_evidence(opening, if_dependent, if_independent, sigma)
    assert found == pytest.approx(expected, rel=1e-9, abs=1e-9)


@given(st.floats(0.5, 0.9), st.floats(0.01, 0.4), st.floats(-1.0, 1.0), st.floats(0.001, 1.0))
def test_the_lower_a_vendor_opens_the_more_dependent_it_looks(
    if_dependent: float, gap: float, opening: float, lower: float
) -> None:
    high = opening_evidence(opening, if_dependent, if_dependent + gap, 0.1)
    assert opening_evidence(opening - lower, if_dependent, if_dependent + gap, 0.1) > high


@given(st.floats(1.0, 100.0), shares(), shares())
def test_yielding_speaks_for_dependence_and_refusal_as_much_against(ratio: float, fraction: float, more: float) -> None:
    assert yielding_evidence(ratio, 1.0) == pytest.approx(log(ratio))
    assert yielding_evidence(ratio, 0.0) == pytest.approx(-log(ratio))
    assert yielding_evidence(ratio, 0.5) == 0.0
    assert yielding_evidence(ratio, max(fraction, more)) >= yielding_evidence(ratio, fraction)


@given(shares(), shares(), shares())
def test_a_giant_knows(base: float, weight: float, share: float) -> None:
    """With chance weight times share it sees that the vendor depends on it; else it has its first prior."""
    seen = weight * share
    assert prior(base, weight, share) == pytest.approx(seen + (1.0 - seen) * base)
    assert prior(base, 1.0, 1.0) == pytest.approx(1.0)
    assert prior(base, 0.0, share) == base


@given(shares(), shares(), st.floats(-100.0, 100.0))
def test_a_prior_is_a_probability_even_where_shares_of_revenue_are_none(
    base: float, weight: float, share: float
) -> None:
    """Revenue below 0 from one account lifts another's share above 1."""
    assert 0.0 <= prior(base, weight, share) <= 1.0 + 1e-15


@given(beliefs, beliefs, shares())
def test_belief_fades_towards_the_prior(belief: float, towards: float, memory: float) -> None:
    after = faded(belief, towards, memory)
    low, high = sorted((belief, towards))
    assert low - 1e-12 <= after <= high + 1e-12
    distance, left = log_odds(belief) - log_odds(towards), log_odds(after) - log_odds(towards)
    assert left == pytest.approx(memory * distance, abs=1e-6)


@given(beliefs, beliefs, st.floats(0.1, 0.9), st.integers(1, 20))
def test_fading_is_geometric(belief: float, towards: float, memory: float, rounds: int) -> None:
    after = belief
    for _ in range(rounds):
        after = faded(after, towards, memory)
    assert after == pytest.approx(faded(belief, towards, memory**rounds), rel=1e-6)


@given(shares(), log_uniform(1e-6, 1e6), log_uniform(1e-6, 1e6))
def test_believed_wealth_is_the_geometric_mean_of_the_types(
    belief: float, dependent: float, independent: float
) -> None:
    found = believed_wealth(belief, dependent, independent)
    assert found == pytest.approx(gmean([dependent, independent], weights=[belief, 1.0 - belief]), rel=1e-9)


@given(shares(), st.floats(-2.0, 3.0), shares())
def test_an_estimate_moves_towards_what_is_observed(estimate: float, observation: float, rate: float) -> None:
    after = revised(estimate, observation, rate)
    assert 0.0 <= after <= 1.0
    assert abs(after - observation) <= abs(estimate - observation) + 1e-12
    assert revised(estimate, estimate, rate) == pytest.approx(estimate)


@given(shares(), st.floats(0.0, 1.0), st.floats(0.05, 1.0))
def test_many_observations_find_the_truth(estimate: float, truth: float, rate: float) -> None:
    for _ in range(400):
        estimate = revised(estimate, truth, rate)
    assert estimate == pytest.approx(truth, abs=exp(-400 * rate) + 1e-6)
