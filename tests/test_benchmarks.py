"""A benchmark's verdict is that of its goal; the quick ones run."""

from benchmarks import luck, negotiation
from benchmarks.figure import Figure


def test_a_goal_is_met_or_missed_on_the_right_side() -> None:
    assert "met" in str(Figure("speed", 2.0, "x", 1.8))
    assert "MISSED" in str(Figure("speed", 1.7, "x", 1.8))
    assert "met" in str(Figure("wait", 0.4, "s", 0.5, at_most=True))
    assert "MISSED" in str(Figure("wait", 0.6, "s", 0.5, at_most=True))


def test_luck_takes_a_share_of_a_run() -> None:
    run, share = luck.figures()
    assert run.value > 0.0
    assert 0.0 < share.value < 1.0


def test_a_negotiation_is_one_that_takes_place() -> None:
    assert negotiation.ours() > 1e-8
