"""Several arms to choose from: intervals hold for all at once, and each that was asked about is told of."""

from dataclasses import replace

import pytest

from equipoise.analysis.estimate import Estimate
from equipoise.analysis.prose.choosing import at_once, held_together, not_chosen
from equipoise.analysis.results import Comparison, Horizon, View
from tests import drawn

SEEN = Estimate(0.5, 0.4, 0.6, runs=2_000)


def several(**leads: float) -> Comparison:
    """Arms with these leads over the first."""
    plain = drawn.plain()
    own = View(SEEN, SEEN, SEEN, SEEN, SEEN, {})
    views = {
        name: replace(own, profit=Estimate(lead, lead - 0.1, lead + 0.1, runs=2_000)) for name, lead in leads.items()
    }
    moved = {name: replace(one, value=0.1, low=0.05, high=0.15) for name, one in plain.differences[0].outcomes.items()}
    differs = [replace(plain.differences[0], arm=name, outcomes={n: replace(e, same=False) for n, e in moved.items()},
                       twin="") for name in leads]  # fmt: skip
    horizons = [Horizon(3.0, {plain.arms[0].name: own, **views}, views)]
    return replace(plain, differences=differs, horizons=horizons)


def test_intervals_of_one_arm_are_its_own_and_of_several_hold_at_once() -> None:
    one, three = several(bert=0.1), several(bert=0.1, cleo=0.3, dora=-0.3)
    assert held_together(one) == one
    assert at_once(one) == ""
    wide = held_together(three).horizons[0].differences["bert"].profit
    assert (wide.low, wide.high) == pytest.approx((0.1 - 0.1221, 0.1 + 0.1221), abs=2e-4)  # z(1 - .05 / 6) / z(.975)
    assert "for all 3 others at once" in at_once(three)


def test_each_arm_that_is_not_chosen_is_told_of() -> None:
    found = several(bert=0.5, cleo=0.3, dora=-0.3, ella=0.0)
    assert not_chosen(found, found.horizons[0], "bert") == (
        " Behind anna is dora (by 0.30 money a year, 0.20 to 0.40); "
        "ahead of anna as well is cleo (by 0.30 money a year, 0.20 to 0.40); "
        "not to be told from anna is ella, over three years."
    )
    assert not_chosen(several(bert=0.5), several(bert=0.5).horizons[0], "bert") == ""
