"""What the levers of a side do, against comparisons, and the sentence about them."""

import pytest

from equipoise.analysis.estimate import Estimate
from equipoise.analysis.prose.levers import levers_words
from equipoise.experiments.compare import compare
from equipoise.experiments.explorer.leads import Chosen, Leads
from equipoise.experiments.explorer.levers import moved
from equipoise.experiments.explorer.state import State

RUNS = 32


@pytest.mark.parametrize("side", ["A", "B"])
def test_a_lever_at_an_end_is_what_a_comparison_says_there(side: str) -> None:
    state, done = State.of("over-a-barrel", facts={"run.rounds": 12}), list[float]()
    ends = {"focus": (0.0, 0.1), "charter": (0.0, 1.0), "focus_": (0.0, 1.0)}
    lead, (focus, charter) = moved(state, side, ends, Leads(state, Chosen("survival"), RUNS), done.append)
    assert sum(done) == pytest.approx(1.0)
    for found, at in (
        (lead, state),
        (focus.at_high, state.at("focus", 0.1, [side])),
        (charter.at_low, state.at("charter", 0.0, [side])),
    ):
        (expected,) = compare(at.arms(), RUNS).differences
        assert found.mean == pytest.approx(expected.outcomes["survival"].mean)
    sign = 1 if side == "B" else -1
    assert focus.swing.mean == pytest.approx(sign * (focus.at_high.mean - focus.at_low.mean))


def test_the_sentence_names_what_moves_most_first_and_claims_nothing_else() -> None:
    clear, more = Estimate(1.0, 0.5, 1.5, runs=256), Estimate(-3.0, -4.0, -2.0, runs=256)
    vague = Estimate(2.0, -1.0, 5.0, runs=256)
    said = levers_words([("Charter", clear), ("Bluff", vague), ("Focus", more)], 256)
    some = "Moved from end to end, 2 of B's 3 levers change this so far that 256 runs show it"
    assert said == f"{some}; most does focus, then charter."
    alone = levers_words([("Charter", clear), ("Bluff", vague)], 256)
    assert alone == "Moved from end to end, of B's levers charter alone changes this so far that 256 runs show it."
    assert levers_words([("Bluff", vague)] * 2, 256).startswith("None of the 2 levers")
    assert "several values" in levers_words([], 256)
