"""How long contracts run that are signed out of turn: a whole term, or to the date of the one before."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from equipoise.sim.account import Account
from equipoise.sim.arm import Arm
from equipoise.sim.kernel import play_chunk
from equipoise.sim.phases.signing import contract_length
from equipoise.sim.scenario import Scenario

TERM = 5
OUT_OF_TURN = {
    "bargaining.term": TERM,
    "bargaining.collapse": 0.15,
    "bargaining.first_contracts": "full",
    "portfolio.exit_hazard": 0.0,
    "communication.reorganisation": 0.1,
}


@given(term=st.integers(1, 400), t=st.integers(0, 2000), late=st.integers(-2000, 400))
def test_a_kept_date_is_whole_terms_away_from_the_old_one(term: int, t: int, late: int) -> None:
    """The contract before was to end in round t + late, before this one begins or after, or after two of them."""
    renews = float(max(t + late, 0))
    length = contract_length(float(term), t, renews, 1.0)
    early = renews - t > term
    assert length == (renews - t if early else 1.0 + (renews - t - 1.0) % term)
    assert length >= 1.0
    assert early or length <= term
    assert (t + length - renews) % term == 0.0
    assert contract_length(float(term), t, float(t), 1.0) == term
    assert contract_length(float(term), t, renews, 0.0) == term


def _contracts(reopened: str) -> tuple[np.ndarray, np.ndarray, dict[str, int]]:
    """Rounds in which contracts began and would end, as (begin, end) from the first of each slot, and what occurred."""
    settings = OUT_OF_TURN | {"bargaining.reopened_contracts": reopened}
    panel = play_chunk(Arm.of("base", "strategic", settings, seed=5, rounds=40), range(40), panel=True).panel
    rounds = np.broadcast_to(np.arange(panel.shape[1])[None, :, None], panel.shape)
    alive = (panel["active"] > 0.0) & (panel["cause"] == 0.0) & (panel["away"] == 0.0)
    begins = alive & ((panel["signed"] == rounds) | (panel["fell_back"] > 0.0))
    length = panel["renews"] - rounds
    # Of a relationship's first contract: it began in the round in which the relationship did.
    phase = (panel["renews"] - panel["start"]) % TERM
    seen = {
        "returned": int(np.sum(begins & (panel["returned"] > 0.0))),
        "fell back": int(np.sum(begins & (panel["fell_back"] > 0.0))),
        "short": int(np.sum(begins & (length < TERM))),
        "first": int(np.sum(begins & (panel["start"] == rounds))),
    }
    assert np.all(length[begins & (panel["start"] == rounds)] == TERM)
    return length[begins], phase[begins], seen


def test_a_contract_that_was_renewed_early_runs_to_its_end_and_whole_terms_from_there() -> None:
    own = Account(name="own", renews=2 * TERM - 1, term=TERM, age=20)
    settings = OUT_OF_TURN | {"bargaining.reopened_contracts": "keep-date"}
    arm = Arm.of(Scenario(accounts=[own]), "accommodating", settings, seed=5, rounds=4 * TERM)
    panel = play_chunk(arm, range(200), panel=True).panel[:, :, 0]
    kept = (panel["active"] > 0.0) & (panel["start"] < 0.0) & (panel["cause"] == 0.0) & (panel["away"] == 0.0)
    ends = {t: {*panel["renews"][:, t][kept[:, t]]} for t in (0, 2 * TERM - 2, 2 * TERM - 1)}
    assert ends == {0: {2.0 * TERM - 1}, 2 * TERM - 2: {2.0 * TERM - 1}, 2 * TERM - 1: {3.0 * TERM - 1}}
    assert np.any(kept[:, 3] & (panel["signed"][:, 3] == 3))  # reorganised talks keep that date, too


def test_dates_stay_whole_terms_apart_through_reorganisations_breaks_and_falling_back() -> None:
    length, phase, seen = _contracts("keep-date")
    assert set(length) == set(np.arange(1.0, TERM + 1.0))
    assert np.all(phase == 0.0)
    assert min(seen.values()) > 20, seen


def test_by_default_each_runs_a_whole_term() -> None:
    length, phase, seen = _contracts("whole-term")
    assert set(length) == {float(TERM)}
    assert len(set(phase)) > 1
    assert seen["short"] == 0
