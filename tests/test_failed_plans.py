"""A joint plan that has failed: both meet at the table, nothing ends by itself, and the vendor has learnt."""

import numpy as np
import pytest

from equipoise.sim.arm import Arm
from equipoise.sim.kernel import play_chunk
from equipoise.sim.rules.red_flags import GOALS_MISSED, LOW_RETURN
from equipoise.sim.state import Cause

NEVER_MET = {"charter.return_goal": 10.0, "charter.volume_goal": 10.0, "charter.channel_goal": 1.0}
"""Goals that no plan meets, so that each is dissolved after its second review."""
SAME_PEOPLE = {"communication.reorganisation": 0.0}
PEACE = {"collapse": 0.0, "demand_rate": 0.0, "attention": 0.0, "exit_hazard": 0.0, "vendor.cash": 1000.0}
"""Nothing else ends a relationship but talks that find no price."""
WILLING = {"accounts.Giant.orientation": 0.9, "policy.screen": 0.0}
RUNS, ROUNDS = 100, 24


def giant(settings: dict[str, object], policy: str = "strategic") -> np.ndarray:
    """The first slot of over-a-barrel, with a vendor that wants a charter: of shape (runs, rounds)."""
    arm = Arm.of("over-a-barrel", policy, WILLING | settings, rounds=ROUNDS)
    return play_chunk(arm, range(RUNS), panel=True).panel[:, :, 0]


def dissolved(panel: np.ndarray, allowed: float = 2.0) -> np.ndarray:
    """Rounds at whose end a charter was dissolved: of shape (runs, rounds)."""
    before = np.roll(panel["misses"], 1, axis=1)
    before[:, 0] = 0.0
    return (panel["charter"] == 0.0) & (panel["misses"] == allowed) & (before < allowed)


def test_a_plan_that_fails_brings_both_to_the_table_in_the_next_round() -> None:
    """Out of turn, since contracts run five rounds and a plan lives for eight, and by chance nothing ends."""
    panel = giant(NEVER_MET | SAME_PEOPLE | PEACE | {"bargaining.term": 5})
    failed = dissolved(panel)
    assert failed.sum() >= 90
    assert np.all(panel["cause"][failed] == Cause.NONE)
    assert np.all(panel["reopened"][failed] == 1.0)
    then = np.roll(failed, 1, axis=1)
    assert np.all(panel["exchanges"][then] >= 0.0)
    assert np.all(np.isin(panel["cause"][then], (Cause.NONE, Cause.NO_DEAL)))
    signed = then & (panel["cause"] == Cause.NONE)
    assert np.array_equal(panel["signed"][signed], np.nonzero(signed)[1])
    assert np.all(panel["reopened"][signed] == 0.0)


def test_a_vendor_whose_plan_has_failed_offers_these_people_no_other() -> None:
    panel = giant(NEVER_MET | SAME_PEOPLE | PEACE)
    held = (panel["active"] > 0.0) & (panel["joined_at_start"] > 0.0)
    after = held & (np.cumsum(dissolved(panel), axis=1) > 0)
    assert after.sum() > 1000
    assert panel["charter"][after].max() == 0.0
    assert np.all(panel["misses"][after] == 2.0)
    assert panel["relationship_cost"][after].min() > 0.0  # it goes on to invest by its other levers


def test_new_people_are_offered_one_again() -> None:
    """In the round after their coming; the plan before was dissolved, whether just then or long ago."""
    panel = giant(NEVER_MET | PEACE | {"communication.reorganisation": 0.2})
    held = (panel["active"] > 0.0) & (panel["cause"] == 0.0) & (panel["away"] == 0.0)
    failed = held & (panel["charter"] == 0.0) & (panel["misses"] == 2.0)
    came = panel["reorganised"] == np.arange(ROUNDS)
    before, now = slice(None, -1), slice(1, None)
    fresh, same = failed[:, before] & came[:, before], failed[:, before] & ~came[:, before]
    stays = (panel["active"][:, now] > 0.0) & (panel["joined_at_start"][:, now] > 0.0) & (panel["away"][:, now] == 0.0)
    assert (fresh & stays).sum() > 30
    assert np.all(panel["charter_start"][:, now][fresh & stays] == np.nonzero(fresh & stays)[1] + 1)
    assert np.all(panel["charter"][:, now][same & stays] == 0.0)
    assert (dissolved(panel) & came).any()


@pytest.mark.parametrize("allowed", [1, 3])
def test_the_count_of_missed_reviews_is_that_of_todays_people(allowed: int) -> None:
    panel = giant(NEVER_MET | {"charter.misses_allowed": allowed, "communication.reorganisation": 0.2})
    came = panel["reorganised"] == np.arange(ROUNDS)
    missed = panel["misses"][:, 1:] - np.where(came[:, :-1], 0.0, panel["misses"][:, :-1])
    goes_on = (panel["active"] > 0.0) & (panel["cause"] == 0.0) & (panel["charter"] > 0.0)
    assert set(missed[goes_on[:, :-1]]) == {0.0, 1.0}
    assert panel["misses"].max() == allowed


def test_a_plans_flags_are_up_while_it_lasts_and_as_it_ends() -> None:
    panel = giant(NEVER_MET | SAME_PEOPLE | PEACE)
    flags, failed = panel["red_flags"].astype(int), dissolved(panel)
    held = (panel["active"] > 0.0) & (panel["joined_at_start"] > 0.0)
    missed = held & (((panel["charter"] > 0.0) & (panel["misses"] > 0.0)) | failed)
    assert np.array_equal((flags & GOALS_MISSED > 0)[held], missed[held])
    assert np.all(flags[missed] & LOW_RETURN > 0)
    after = held & (np.cumsum(failed, axis=1) > 0) & ~failed
    assert np.array_equal((flags[after] & LOW_RETURN > 0), panel["contribution"][after] < 0.0)


def test_a_plan_that_the_vendor_lets_lapse_has_not_failed() -> None:
    """Though it missed a review: the contract goes on to its date."""
    panel = giant(NEVER_MET | SAME_PEOPLE | PEACE, policy="strategic, then accommodating from round 4")
    lapsed = (panel["charter_start"] == 0.0) & (panel["misses"] == 1.0)
    assert lapsed[:, 4:].any()
    assert panel["charter"][:, 4:][lapsed[:, 4:]].max() == 0.0
    assert panel["reopened"][lapsed].max() == 0.0
