"""Who gets the better of a negotiation: who has less to lose, more left, or more rivals to turn to."""

from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from equipoise.sim.account import Account
from equipoise.sim.moves import Terms, vendor_position
from equipoise.sim.parameters import Parameters
from equipoise.sim.phases.renewal import form_estimates
from equipoise.sim.scenario import Scenario
from tests.gains import best_support, scale, signed, true_gains
from tests.strategies import (
    accounts,
    log_uniform,
    parameters,
    risk_aversions,
    shares,
)
from tests.worlds import TALKS, at_the_table, policy

FULL = {"information": "full"}
FEARLESS = FULL | {"commitment_cap": 0.0, "risk_aversion": 0.0, "alternatives": "threat-point", "stakes": "bargained"}


def price_of(scenario: Scenario, stakes: dict[str, float], *, renewal: bool) -> float | None:
    """The price agreed in one negotiation with these stakes; None without a contract."""
    played = at_the_table(scenario, policy())
    rel = played.world.rows[0]
    for name, value in stakes.items():
        rel[name] = value
    if renewal:
        rel.tenure, rel.price = 4.0, 0.9
    played.play(0, *TALKS)
    return float(rel.price) if signed(rel) else None


@st.composite
def one_negotiation(draw: st.DrawFn, **bargaining: Any) -> tuple[Scenario, dict[str, float], bool]:
    scenario = Scenario(
        parameters=draw(
            parameters(
                most=8, bargaining=FULL | {"risk_aversion": draw(risk_aversions())} | bargaining, vendor={"slots": 1}
            )
        ),
        accounts=[draw(accounts(name="account", opens=None, size=draw(st.floats(0.01, 20.0))))],
    )
    stakes = {name: draw(st.floats(0.0, 20.0)) for name in ("externality", "loss_account")}
    stakes |= {name: draw(log_uniform(1e-6, 1e3)) for name in ("left_vendor", "left_account")}
    return scenario, stakes, draw(st.booleans())


@pytest.mark.parametrize(
    ("stake", "weaker", "direction"),
    [("externality", 1.0, -1.0), ("left_vendor", -1.0, -1.0), ("loss_account", 1.0, 1.0), ("left_account", -1.0, 1.0)],
)
@given(one_negotiation(binding="unpaid"), log_uniform(1.001, 100.0))
def test_who_has_more_to_lose_or_less_left_never_gets_the_better_of_it(
    stake: str, weaker: float, direction: float, negotiation: tuple[Scenario, dict[str, float], bool], times: float
) -> None:
    """A vendor with a higher L_v or a lower W_v never gets a higher price; an account likewise never a lower one.

    Where the price pays for being bound, that holds of the same terms, and not of terms that move with the stakes.
    """
    scenario, stakes, renewal = negotiation
    before = price_of(scenario, stakes, renewal=renewal)
    after = price_of(scenario, stakes | {stake: stakes[stake] * times**weaker}, renewal=renewal)
    if before is not None and after is not None:
        assert direction * (after - before) >= -1e-9 * (1.0 + abs(before) + abs(after))


@pytest.mark.parametrize(
    ("stake", "weaker", "direction"),
    [("externality", 1.0, -1.0), ("left_vendor", -1.0, -1.0), ("loss_account", 1.0, 1.0), ("left_account", -1.0, 1.0)],
)
@given(one_negotiation(binding="paid"), log_uniform(1.001, 100.0), st.floats(0.0, 0.3), shares())
def test_nor_does_it_at_the_same_terms_where_the_price_pays_for_being_bound(
    stake: str,
    weaker: float,
    direction: float,
    negotiation: tuple[Scenario, dict[str, float], bool],
    times: float,
    support: float,
    commitment: float,
) -> None:
    scenario, stakes, _ = negotiation
    prices = []
    for change in (1.0, times**weaker):
        played = at_the_table(scenario, policy())
        assume(played.world.rows[0].active > 0.0)
        for name, value in (stakes | {stake: stakes[stake] * change}).items():
            played.world.rows[0][name] = value
        form_estimates(played.world, 0, 0, played.luck)
        prices.append(vendor_position(played.world, 0, Terms(support, commitment)).opening)
    assert direction * (prices[1] - prices[0]) >= -1e-9 * (1.0 + abs(prices[0]) + abs(prices[1]))


@given(
    account=accounts(reference=0.0, opens=None, leaves=None),
    known=parameters(most=8, bargaining=FEARLESS | {"binding": "paid"}, switches={"stakes": True, "binding": True}),
    commitment=shares(),
)  # fmt: skip
def test_without_fear_both_gain_the_same_by_being_bound_and_the_price_sees_to_it(
    account: Account, known: Parameters, commitment: float
) -> None:
    """It falls by d (l + (v + o) / 2): lock-in is paid back, margin kept is shared, and so is the saving forgone."""
    played = at_the_table(Scenario(parameters=known, accounts=[account]), policy())
    world, rel, p = played.world, played.world.rows[0], played.world.params[0]
    form_estimates(world, 0, 0, played.luck)
    best = best_support(world, 0)
    volume, unit = p.horizon * world.accounts[0].volume, scale(world, 0)
    loose, bound = (vendor_position(world, 0, Terms(best, d)).opening for d in (0.0, commitment))
    gains = []
    for price, d in ((loose, 0.0), (bound, commitment)):
        rel.price, rel.support, rel.commitment = price, best, d
        gains.append(true_gains(world, 0))
    assume(min(min(gain.vendor, gain.account) for gain in gains) > 1e-9 * unit)
    falls = commitment * (rel.locks + (rel.kept + rel.forgone) / 2.0)
    assert loose - bound == pytest.approx(falls, abs=1e-9 * unit / volume)
    ours, theirs = (after - before for before, after in list(zip(*gains, strict=True))[:2])
    assert ours == pytest.approx(theirs, abs=1e-8 * unit)
    costs = rel.rigidity * commitment**2 / 4.0
    assert ours == pytest.approx(volume * (commitment * (rel.kept - rel.forgone) / 2.0 - costs), abs=1e-8 * unit)


@given(one_negotiation(commitment_cap=0.0), st.integers(0, 50), st.integers(1, 50))
def test_more_rivals_never_raise_the_price(
    negotiation: tuple[Scenario, dict[str, float], bool], rivals: int, more: int
) -> None:
    scenario, stakes, renewal = negotiation
    prices = []
    for n in (rivals, rivals + more):
        market = scenario.parameters.market.model_copy(update={"rivals": n})
        changed = scenario.model_copy(update={"parameters": scenario.parameters.model_copy(update={"market": market})})
        prices.append(price_of(changed, stakes, renewal=renewal))
    if None not in prices:
        assert prices[1] <= prices[0] + 1e-9 * (1.0 + abs(prices[0]))
