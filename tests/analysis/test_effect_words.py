"""Effects as they are written."""

from math import inf, nan

import pytest

from equipoise.analysis.evidence import ClaimedEffect, Verdict
from equipoise.analysis.prose.effects import least, marked, measured, number, p_value, unit


def effect(estimate: float, of: str, smallest: float, error: float = 0.0) -> ClaimedEffect:
    return ClaimedEffect(estimate, error=error, runs=100, unit=of, least=smallest)


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        (effect(0.0123, "share of revenue", 0.005), "+1.2 [1.2, 1.2] points"),
        (effect(-0.08, "probability", 0.02), "-8.0 [-8.0, -8.0] points"),
        (effect(6.84, "accounts", 1.0), "+6.8 [6.8, 6.8] accounts"),
        (effect(0.1624, "money/round", 0.02), "+0.162 [0.162, 0.162] money/round"),
        (effect(0.31, "level", 0.25), "+0.31 [0.31, 0.31] level"),
        (effect(0.031, "1", 0.05), "+0.03 [0.03, 0.03]"),
        (effect(1234.5, "% of revenue", 0.5), "+1,234.5 [1,234.5, 1,234.5] % of revenue"),
        (effect(nan, "accounts", 1.0, nan), "- [-, -] accounts"),
    ],
)
def test_an_effect_is_written_in_its_unit_with_the_digits_that_its_least_asks_for(
    found: ClaimedEffect, expected: str
) -> None:
    assert measured(found) == expected


def test_an_interval_widens_with_the_number_of_effects() -> None:
    assert measured(effect(0.0, "accounts", 1.0, 1.0)) == "0.0 [-2.0, 2.0] accounts"
    assert measured(effect(0.0, "accounts", 1.0, 1.0), 120) == "0.0 [-3.5, 3.5] accounts"


def test_nothing_is_minus_nothing() -> None:
    assert number(-0.0001, effect(0.0, "accounts", 1.0), signed=True) == "0.0"
    assert number(inf, effect(0.0, "accounts", 1.0)) == "-"


@pytest.mark.parametrize(
    ("smallest", "of", "expected"),
    [(0.005, "share of revenue", "0.5"), (0.02, "probability", "2"), (10.0, "accounts", "10"), (0.25, "level", "0.25")],
)
def test_the_least_has_no_idle_digits(smallest: float, of: str, expected: str) -> None:
    assert least(effect(0.0, of, smallest)) == expected


def test_units_p_values_and_verdicts() -> None:
    assert [unit(of) for of in ("share", "share of wallet", "probability", "1", "level")] == [
        "points",
        "points",
        "points",
        "",
        "level",
    ]
    assert [p_value(p) for p in (0.0, 0.00099, 0.0123, 0.5, 1.0)] == ["<.001", "<.001", ".012", ".500", "1"]
    assert [marked(verdict)[0] for verdict in Verdict] == ["+", "x", "?", "="]
