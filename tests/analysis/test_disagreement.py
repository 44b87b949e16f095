"""Money and percentages disagree where a reader sees it: with levels as they are printed, and which margin it is."""

from dataclasses import replace

import pytest

from equipoise.analysis.contrast import contrast
from equipoise.analysis.estimate import Estimate
from equipoise.analysis.prose.money_first import disagreement
from equipoise.analysis.results import Comparison, Horizon
from tests import drawn


def estimate(mean: float, reach: float = 0.0) -> Estimate:
    return Estimate(mean, mean - reach, mean + reach, runs=2_000)


def said(before: float, after: float, reach: float, profit: float = 0.5, survival: float = 0.0) -> str:
    """What is said of a lead in profit, with such a margin before and after, and so many more accounts held."""
    plain = drawn.plain()
    first = replace(plain.arms[0], outcomes={**plain.arms[0].outcomes, "contribution_margin": estimate(before)})
    held = first.outcomes["survival"].mean
    levels = {"contribution_margin": estimate(after), "survival": estimate(held + survival)}
    arms = [first, replace(first, name="bert", outcomes={**first.outcomes, **levels})]
    moved = {
        **{name: estimate(0.0, 0.1) for name in plain.differences[0].outcomes},
        "profit": estimate(profit, 0.1),
        "contribution_margin": estimate(after - before, reach),
        "survival": estimate(survival, 0.001),
    }
    change = replace(plain.differences[0], arm="bert", against=first.name, outcomes=moved, twin="")
    found: Comparison = replace(plain, arms=arms, differences=[change], horizons=[Horizon(10.0, {}, {})])
    return disagreement(found, [contrast(found, change)])


def test_it_says_which_margin_and_how_much_of_it() -> None:
    assert said(0.169, 0.1635, 0.001) == (
        "Money and percentages disagree: over ten years bert earns more money at a lower contribution margin over all "
        "accounts (16.4% against 16.9%)."
    )
    assert "less money at a higher contribution margin over all accounts (16.9% against 16.4%)" in said(
        0.1635, 0.169, 0.001, profit=-0.5
    )


@pytest.mark.parametrize(
    ("before", "after", "reach"),
    [
        (0.16345, 0.16255, 0.0008),  # .09 points, clear of nothing, and 16.3% both times
        (0.16352, 0.16348, 0.00001),  # printed apart, but no difference as it is printed
        (0.169, 0.1635, 0.006),  # which these runs cannot tell
    ],
)
def test_what_is_nothing_as_it_is_printed_is_no_disagreement(before: float, after: float, reach: float) -> None:
    assert said(before, after, reach) == ""


def test_shares_of_accounts_are_told_likewise() -> None:
    assert "at a lower share of accounts held (" in said(0.16, 0.16, 0.01, survival=-0.05)
    assert said(0.16, 0.16, 0.01, survival=-0.05).count("%") == 2
    assert said(0.16, 0.16, 0.01, survival=0.05) == ""
