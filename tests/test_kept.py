"""Accounts that were not lost, and rounds away: what outcomes say of them is what the rows hold."""

import numpy as np
import pytest
from numpy.typing import NDArray

from equipoise.sim.arm import Arm
from equipoise.sim.kernel import Chunk, play_chunk
from equipoise.sim.outcomes import account_outcomes, run_outcomes
from equipoise.sim.state import Cause

RUNS = 60


@pytest.fixture(scope="module")
def chunk() -> Chunk:
    return play_chunk(
        Arm.of("base", "accommodating", {"portfolio.exit_hazard": 0.03}, seed=3, rounds=24), range(RUNS), panel=True
    )


def own(chunk: Chunk) -> NDArray[np.float64]:
    """Causes of the scenario's own accounts in the rounds in which they are served."""
    rows = chunk.panel
    return np.where((rows["active"] > 0.0) & (rows["joined_at_start"] > 0.0), rows["cause"], np.nan)


def test_an_account_is_kept_if_it_is_held_or_closed_for_reasons_of_its_own(chunk: Chunk) -> None:
    causes = own(chunk)
    lost = ((causes > 0.0) & (causes != Cause.EXIT)).any(axis=1)
    closed = (causes == Cause.EXIT).any(axis=1)
    mine = chunk.panel["joined_at_start"][:, 0] > 0.0
    assert lost.any()
    assert closed.any()
    places = np.flatnonzero(mine[0])
    for place in places:
        assert account_outcomes(chunk, place)["kept"].tolist() == (~lost[:, place]).astype(float).tolist()
    found = run_outcomes(chunk)
    assert found["kept"] == pytest.approx((~lost[:, places]).mean(axis=1))
    assert found["kept"] - found["survival"] == pytest.approx(closed[:, places].mean(axis=1))


def test_nobody_is_kept_by_a_closing_where_nobody_closes() -> None:
    calm = play_chunk(Arm.of("base", "accommodating", {"switches.exit": False}, seed=3, rounds=24), range(20))
    assert (run_outcomes(calm)["kept"] == run_outcomes(calm)["survival"]).all()


def test_rounds_away_are_a_share_of_the_rounds_served(chunk: Chunk) -> None:
    rows = chunk.panel
    served = rows["active"] > 0.0
    away = (served & (rows["away"] > 0.0)).sum(axis=(1, 2)) / served.sum(axis=(1, 2))
    assert away.any()
    assert run_outcomes(chunk)["rounds_away"] == pytest.approx(away)
    first = served[:, :, 0] & (rows["joined_at_start"][:, :, 0] > 0.0)
    alone = (first & (rows["away"][:, :, 0] > 0.0)).sum(axis=1) / first.sum(axis=1)
    assert account_outcomes(chunk, 0)["rounds_away"] == pytest.approx(alone)
