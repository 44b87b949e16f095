"""Mixed hazards: a published fit, closed forms, and the error rate of the test for one hazard."""

import numpy as np
import pytest
from scipy.integrate import quad
from scipy.stats import beta as beta_distribution

from equipoise.analysis.frailty import BetaGeometric, fit_beta_geometric
from equipoise.analysis.restricted_mean import Lifetimes

# Customers left of 1,000 after 0 to 7 years, two segments of a subscription business (Fader and Hardie 2007).
REGULAR = [1000, 631, 468, 382, 326, 289, 262, 241]
HIGH_END = [1000, 869, 743, 653, 593, 551, 517, 491]


def from_counts(left: list[int]) -> Lifetimes:
    lost = -np.diff(left)
    rounds = np.repeat([*range(1, len(left)), len(left) - 1], [*lost, left[-1]])
    return Lifetimes.of(rounds, np.arange(left[0]) < lost.sum())


@pytest.mark.parametrize(
    ("left", "a", "b", "log_likelihood"), [(REGULAR, 0.704, 1.182, -1680.3), (HIGH_END, 0.668, 3.806, -1611.2)]
)
def test_fader_and_hardies_customers(left: list[int], a: float, b: float, log_likelihood: float) -> None:
    fit = fit_beta_geometric(from_counts(left))
    assert (fit.a, fit.b) == pytest.approx((a, b), abs=6e-4)
    assert fit.log_likelihood == pytest.approx(log_likelihood, abs=0.06)
    assert fit.p < 1e-6


@pytest.mark.parametrize(("a", "b"), [(0.7, 1.2), (2.0, 30.0)])
def test_survival_is_the_mean_over_hazards(a: float, b: float) -> None:
    mixed = BetaGeometric(a, b)
    for t in (0, 1, 5, 20):
        expected = quad(lambda h, t=t: (1 - h) ** t * beta_distribution.pdf(h, a, b), 0, 1)[0]
        assert mixed.survival(t) == pytest.approx(expected, abs=1e-6)
    rounds = np.arange(1, 20)
    np.testing.assert_allclose(mixed.hazard(rounds), 1 - mixed.survival(rounds) / mixed.survival(rounds - 1))


def test_the_hazards_of_a_large_sample_are_found_again() -> None:
    rng = np.random.default_rng(1)
    ends = rng.geometric(rng.beta(2.0, 18.0, 40_000))
    fit = fit_beta_geometric(Lifetimes.of(np.minimum(ends, 40), ends <= 40))
    assert (fit.a, fit.b) == pytest.approx((2.0, 18.0), rel=0.1)


def test_equal_relationships_are_rarely_taken_for_different_ones() -> None:
    # 400 samples with one hazard, tested at 5%: four standard errors are 4.4%. Half the time nothing speaks for a
    # difference at all.
    rng = np.random.default_rng(2)
    p = []
    for _ in range(400):
        ends = rng.geometric(0.1, 400)
        p.append(fit_beta_geometric(Lifetimes.of(np.minimum(ends, 30), ends <= 30)).p)
    assert 0.01 < np.mean(np.array(p) < 0.05) < 0.094
    assert 0.35 < np.mean(np.array(p) > 0.49) < 0.65


@pytest.mark.parametrize(("rounds", "ended"), [([3, 4], [0, 0]), ([1, 1], [1, 1])])
def test_what_says_nothing_of_hazards_is_refused(rounds: list[int], ended: list[int]) -> None:
    with pytest.raises(ValueError, match="takes relationships that ended"):
        fit_beta_geometric(Lifetimes.of(rounds, ended))
