"""Threats that follow from who has less to fear, and what a vendor reads from a demand."""

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from equipoise.sim import moves
from equipoise.sim.arm import Arm
from equipoise.sim.decisions import Stage
from equipoise.sim.kernel import play_chunk
from equipoise.sim.rules.bargaining import fear_of_ruin, nash_gain
from equipoise.sim.rules.demands import SQUARED, fear_premium, resolute_threat, threat_behind
from equipoise.sim.state import World
from tests.strategies import log_uniform, risk_aversions, shares
from tests.worlds import at_the_table, one_account, policy


def moneys() -> st.SearchStrategy[float]:
    return log_uniform(0.01, 100.0)


@given(shares(), moneys(), moneys(), moneys(), moneys(), risk_aversions())
def test_a_threat_is_the_share_by_which_the_vendor_fears_more(
    threat: float, left: float, gain: float, left_vendor: float, gain_vendor: float, gamma: float
) -> None:
    account, vendor = fear_of_ruin(left, gain, gamma), fear_of_ruin(left_vendor, gain_vendor, gamma)
    tau = resolute_threat(threat, left, gain, left_vendor, gain_vendor, gamma)
    assert tau == pytest.approx(threat * max(0.0, 1.0 - account / vendor), abs=1e-12)
    assert 0.0 <= tau <= threat


@given(shares(), moneys(), moneys(), log_uniform(0.1, 10.0), risk_aversions())
def test_at_the_nash_point_there_is_nothing_to_threaten_with(
    threat: float, left: float, left_vendor: float, pie: float, gamma: float
) -> None:
    gain = nash_gain(left_vendor, left, pie, gamma)
    assert resolute_threat(threat, left, pie - gain, left_vendor, gain, gamma) == pytest.approx(0.0, abs=1e-7)


@given(moneys(), moneys(), shares(), shares(), st.floats(0.1, 5.0), shares())
def test_the_vendor_reads_from_a_demand_how_resolved_the_account_must_be(
    wealth: float, gain: float, threat: float, tau: float, gamma: float, orientation: float
) -> None:
    assume(threat > 0.01 and orientation < 0.99)
    tau *= threat
    asked = (1.0 - orientation) * fear_premium(wealth, gain, tau, gamma)
    read = threat_behind(asked, orientation, wealth, gain, threat, gamma)
    assert 0.0 <= read <= threat
    paid = [(1.0 - orientation) * fear_premium(wealth, gain, at, gamma) for at in (read, read + 1e-4 * threat)]
    # Steps stop at SQUARED of the threat. For a vendor with next to nothing left, money rises so steeply in the least
    # threats that this leaves much of it unexplained: there it is the threat that is met.
    assert paid[0] == pytest.approx(asked, abs=SQUARED * (wealth + gain)) or paid[0] < asked < paid[1]
    assert read <= tau + 1e-5  # the least threat that explains the demand


@given(moneys(), moneys(), shares(), risk_aversions(), shares())
def test_who_asks_for_nothing_does_not_threaten_and_who_asks_for_more_than_fear_would_pay_threatens_most(
    wealth: float, gain: float, threat: float, gamma: float, orientation: float
) -> None:
    assert threat_behind(0.0, orientation, wealth, gain, threat, gamma) == 0.0
    assert threat_behind(2.0 * gain, orientation, wealth, gain, threat, gamma) == threat


def threatening(**bargaining: float) -> World:
    """A taker with a vendor that needs it, at the table, whose threats follow from who fears less."""
    scenario = one_account(
        {"size": 5.0, "orientation": 0.1}, demands={"threats": "resolve"}, bargaining=bargaining, vendor={"slots": 1}
    )
    return at_the_table(scenario, policy()).world


@given(st.floats(0.0, 5.0), st.floats(0.0, 5.0))
def test_an_account_that_would_lose_more_never_asks_for_more(loss: float, more: float) -> None:
    world = threatening()
    world.rows.pie_account, world.rows.left_believed, world.rows.loss_account = 5.0, 1.0, loss
    asked = moves.demand(world, 0)
    world.rows.loss_account = loss + more
    assert moves.demand(world, 0) <= asked


def test_without_fear_nothing_is_asked() -> None:
    world = threatening(risk_aversion=0.0)
    world.rows.left_believed = 0.1
    assert moves.demand(world, 0) == 0.0


def test_by_resolve_less_is_asked_and_less_is_granted_than_by_need() -> None:
    """Of the runs of a vendor that lives by one account, paired by their luck."""
    need, resolve = (
        play_chunk(Arm.of("over-a-barrel", "strategic", {"demands.threats": threats}, seed=11, rounds=24), range(200))
        for threats in ("need", "resolve")
    )
    for name in ("asked", "granted"):
        less = need.runs[name] - resolve.runs[name]
        assert less.mean() > 3.0 * less.std() / 200**0.5, name


@given(moneys(), shares(), shares(), shares())
def test_the_vendor_takes_an_account_for_as_resolved_as_its_demand_says(
    left: float, orientation: float, tau: float, less: float
) -> None:
    """By what the vendor sees alone: its own stakes, and its guess of the orientation."""
    assume(orientation < 0.99)
    world = threatening()
    p, rel = world.params[0], world.rows[0]
    rel.price, rel.externality, rel.orientation_seen, rel.left_vendor = 1.0, 0.5, orientation, left
    own, gamma = moves.demanding.contract_gain(world, 0, rel.externality), p.risk_aversion
    assert own > 0.0
    asked = (1.0 - orientation) * fear_premium(left, own, tau * p.threat, gamma)
    read = moves.vendor_threat(world, 0, asked)
    assert read == threat_behind(asked, orientation, left, own, p.threat, gamma)
    assert (1.0 - orientation) * fear_premium(left, own, read, gamma) == pytest.approx(
        asked, abs=SQUARED * (left + own)
    )
    assert moves.vendor_threat(world, 0, less * asked) <= read
    assert moves.vendor_threat(world, 0, 0.0) == 0.0
    assert moves.vendor_threat(world, 0, 2.0 * own) == p.threat
    p.threats = 0.0
    assert moves.vendor_threat(world, 0, 0.0) == moves.vendor_threat(world, 0, 2.0 * own)


def test_with_full_information_the_vendor_knows_the_threat() -> None:
    scenario = one_account(demands={"threats": "resolve"}, bargaining={"information": "full"})
    played = at_the_table(scenario, policy())
    played.play(0, Stage.ESTIMATE)
    world = played.world
    assert moves.vendor_threat(world, 0, 0.3) == pytest.approx(moves.account_threat(world, 0))
