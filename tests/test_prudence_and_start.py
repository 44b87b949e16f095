"""Prudence, what rivals copy, contracts that are older than the run, and the horizon of wins."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from equipoise.sim import moves
from equipoise.sim.arm import Arm
from equipoise.sim.kernel import Chunk, play_chunk
from equipoise.sim.world import initial_world
from tests.strategies import shares
from tests.worlds import at_the_table, one_account, policy

INVESTING = {"focus": 0.02, "channel": 0.01, "charter": 1.0, "sponsor": 1.0, "survey": 1.0}


def played(name: str = "base", rounds: int = 24, **settings: object) -> Chunk:
    return play_chunk(Arm.of(name, "strategic", settings, seed=5, rounds=rounds), range(60), panel=True)


@given(shares(), st.floats(0.0, 10.0), st.floats(0.0, 5.0))
def test_nothing_is_invested_while_cash_is_below_a_share_of_the_reserve(
    prudence: float, cash: float, reserve: float
) -> None:
    world = at_the_table(one_account({"reference": 0.5}), policy(prudence=prudence, **INVESTING)).world
    world.vendor.cash, world.params.reserve = cash, reserve
    move = moves.invest(world, 0)
    spends = (move.focus, move.channel, move.charter, move.sponsor) != (0.0, 0.0, 0.0, 0.0)
    assert spends == (cash >= prudence * reserve)
    assert move.show == 1.0


def test_prudence_without_cash_keeps_the_vendor_alive_longer() -> None:
    """Paired by their luck, where the strategic vendor lives from hand to mouth."""
    careless, prudent = (
        played("over-a-barrel", 40, **{"policy.prudence": prudence, "vendor.fixed_cost": 0.45}).runs["failed"]
        for prudence in (0.0, 1.0)
    )
    saved = careless - prudent
    assert saved.mean() > 2.0 * saved.std() / len(saved) ** 0.5


def test_what_rivals_copy_is_unique_no_more() -> None:
    panel = played(**{"hierarchy.imitable": 0.5, "hierarchy.imitation": 8.0}).panel
    rows = panel[panel["active"] > 0.0]
    built = 0.4 * np.maximum(rows["level"] - 2.5, 0.0) / 4.0
    # Stakes are reckoned before the round builds: this round's level is next round's contribution.
    assert rows["unique"].max() < 0.4 * (rows["level"].max() - 1.0) / 4.0 + np.abs(rows["match"]).max()
    both = [played(), played(**{"hierarchy.imitable": 0.5})]
    young, old = (
        [chunk.panel["unique"][:, t][chunk.panel["active"][:, t] > 0.0].mean() for chunk in both] for t in (0, 23)
    )
    assert young[0] == young[1]
    assert old[0] > old[1] + 0.1 * built.mean()


def test_first_contracts_of_a_vendor_that_is_older_than_the_run_end_at_different_times() -> None:
    full, staggered = (played(rounds=2, **{"bargaining.first_contracts": how}).panel for how in ("full", "staggered"))
    signed = (full["active"][:, 0] > 0.0) & (full["cause"][:, 0] == 0.0)
    assert set(full["renews"][:, 0][signed]) == {4.0}
    ends, counts = np.unique(staggered["renews"][:, 0][signed], return_counts=True)
    assert list(ends) == [1.0, 2.0, 3.0, 4.0]
    assert counts / counts.sum() == pytest.approx(0.25, abs=4.0 * (0.25 * 0.75 / counts.sum()) ** 0.5)


def test_a_contract_that_is_signed_later_runs_its_whole_term() -> None:
    """Only what is older than the run has a part of its term left: not a renewal, and not an account that is won."""
    panel = played(**{"bargaining.term": 5, "portfolio.win_hazard": 0.2}).panel
    rounds = np.broadcast_to(np.arange(panel.shape[1])[None, :, None], panel.shape)
    signed = (panel["active"] > 0.0) & (panel["signed"] == rounds) & (rounds > 0)
    won = signed & (panel["start"] == rounds)
    assert won.sum() > 50
    assert (signed & ~won).sum() > 50
    assert np.all(panel["renews"][signed] == rounds[signed] + 5.0)


@pytest.mark.parametrize("horizon", [6.0, 12.0, 24.0])
def test_a_win_is_worth_the_same_whatever_the_horizon_of_a_bargain(horizon: float) -> None:
    arm = Arm.of("base", "accommodating", {"bargaining.horizon": horizon})
    assert initial_world(arm.scenario, arm.policy, 1).vendor.win_worth[0] == pytest.approx(12 * (0.15 - 0.02) - 0.8)
