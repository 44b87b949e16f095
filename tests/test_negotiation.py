"""Negotiations on real worlds: the Nash point when all is known, nobody below its reserve."""

from typing import Any, NamedTuple

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st
from scipy.optimize import brentq
from scipy.special import boxcox1p

from equipoise.sim.account import Account
from equipoise.sim.decisions import Stage
from equipoise.sim.moves import Position, Terms, account_position, account_terms, pie_at, vendor_position, vendor_terms
from equipoise.sim.parameters import Parameters
from equipoise.sim.phases.renewal import form_estimates, heed, meet
from equipoise.sim.policy import Policy
from equipoise.sim.rules.package import with_building
from equipoise.sim.scenario import Scenario
from equipoise.sim.state import Cause, World
from tests.gains import best_support, scale, signed, true_gains
from tests.strategies import (
    accounts,
    before_contracts,
    meaningful,
    parameters,
    policies,
    scenarios,
    shares,
    to_be_signed,
)
from tests.worlds import AFTER_TALKS, BEFORE_TALKS, TALKS, Played, at_the_table, begun, one_account, policy

FULL = {"information": "full"}
FEARLESS = FULL | {"commitment_cap": 0.0, "risk_aversion": 0.0, "alternatives": "threat-point", "stakes": "bargained"}
EVERYTHING_KNOWN = {"walk_away": 0.0}
ANSWERING = {"reciprocity": 1.0, "bound_talks": "fall-back", "building": 1.0, "collapse": 0.2}
"""All that sides answer, count and fall back on at the table, and many talks that collapse."""


class Table(NamedTuple):
    """What is on the table before talks: both sides' positions, and the pie at the terms as the vendor sees it."""

    vendor: Position
    account: Position
    pie: float


def on_the_table(played: Played, t: int, i: int) -> Table:
    world, rel, p = played.world, played.world.rows[i], played.world.params[0]
    traits = played.world.accounts[i]
    if rel.active == 0.0:
        return Table(Position(0.0, 0.0, 1.0), Position(0.0, 0.0, 1.0), 0.0)
    form_estimates(world, t, i, played.luck)
    ours, theirs = vendor_terms(world, i), account_terms(world, i)
    terms = meet(ours, theirs) if p.needs == 0.0 else heed(ours, theirs, rel.channel)
    worth, curvature = with_building(rel.worth_seen, p.support_curvature, rel.building_seen)
    kept = rel.kept_seen - p.binding * rel.forgone_seen
    pie = pie_at(rel.pie_vendor, terms, worth, curvature, rel.rigidity, p.horizon * traits.volume, kept)
    return Table(vendor_position(world, i, terms), account_position(world, i, terms), pie)


def nash_by_root(wealth_vendor: float, wealth_account: float, pie: float, gamma: float) -> float:
    def gap(y: float) -> float:
        ours = (wealth_vendor + y) * boxcox1p(y / wealth_vendor, gamma - 1.0)
        return float(ours - (wealth_account + pie - y) * boxcox1p((pie - y) / wealth_account, gamma - 1.0))

    return float(brentq(gap, 0.0, pie, xtol=1e-14 * pie, rtol=1e-14, maxiter=500))


def expected_gain(world: World, i: int, pie: float) -> float:
    """Where the vendor's gain must be with full information, as threat point or as opt-out."""
    p, rel = world.params[0], world.rows[i]
    traits = world.accounts[i]
    if p.alternatives == 0.0:
        return nash_by_root(rel.left_vendor, rel.left_account, pie, p.risk_aversion)
    weight = float(p.stakes == 0.0)
    idle = p.horizon * traits.volume * (p.do_without - rel.alternative)
    externality, switching = weight * rel.externality, weight * p.switching_cost * rel.lock_in * traits.volume
    inside = pie + idle - externality - switching
    free = nash_by_root(rel.left_vendor, rel.left_account, inside, p.risk_aversion) if inside > 0.0 else 0.0
    return min(max(free + externality, 0.0), pie)


def without_a_deal(**bargaining: Any) -> Scenario:
    """A contract at its end, of which nothing is worth renewing: rivals ask far less. All talks collapse that can."""
    return one_account(
        {"price": 0.5, "age": 4, "renews": 0},
        bargaining=FULL | {"collapse": 1.0} | bargaining,
        market={"quote_mean": 0.3},
    )


@given(scenarios(bargaining=FULL).map(before_contracts), policies(**EVERYTHING_KNOWN))
def test_full_information_means_agreement_at_once_at_the_nash_point(scenario: Scenario, vendor: Policy) -> None:
    played = at_the_table(scenario, vendor)
    pies = [on_the_table(played, 0, i).pie for i in range(len(played.world.rows))]
    played.play(0, *TALKS)
    for i, rel in enumerate(played.world.rows):
        if rel.active == 0.0:
            continue
        gains, unit = true_gains(played.world, i), scale(played.world, i)
        if rel.cause == 0.0:
            assert rel.exchanges == 0.0
            assert gains.vendor == pytest.approx(expected_gain(played.world, i, gains.pie), abs=1e-9 * unit)
        else:
            assert rel.cause == Cause.NO_DEAL
            assert pies[i] <= 1e-9 * unit


@example(without_a_deal(breakdowns="open"), policy())
@example(without_a_deal(breakdowns="final"), policy())
@given(scenarios(bargaining=FULL), policies(**EVERYTHING_KNOWN))
def test_with_full_information_nobody_bargains_on_where_there_is_a_deal(scenario: Scenario, vendor: Policy) -> None:
    """Where there is none, they talk to the last exchange, or until talks collapse, and part or break off."""
    played = begun(scenario, vendor, rounds=8)
    for t in range(8):
        played.play(t, *Stage)
        for rel in played.world.rows:
            if rel.exchanges > 0.0 or Cause.COLLAPSE in {rel.cause, rel.breakdown}:
                assert rel.vendor_reserve > rel.account_reserve
                assert not signed(rel)


@given(
    scenarios(bargaining=FULL | ANSWERING, communication={"needs": "hidden"}).map(before_contracts),
    policies(**EVERYTHING_KNOWN),
)
def test_so_they_agree_where_sides_answer_each_other_and_terms_count_what_support_builds(
    scenario: Scenario, vendor: Policy
) -> None:
    played = at_the_table(scenario, vendor)
    played.play(0, *TALKS)
    for i, rel in enumerate(played.world.rows):
        if rel.active > 0.0 and rel.cause == 0.0:
            gains, unit = true_gains(played.world, i), scale(played.world, i)
            assert rel.exchanges == 0.0
            assert rel.support == pytest.approx(best_support(played.world, i), abs=1e-9)
            assert gains.vendor == pytest.approx(expected_gain(played.world, i, gains.pie), abs=1e-9 * unit)
        else:
            assert rel.cause in {0.0, Cause.NO_DEAL}


@given(scenarios(bargaining=ANSWERING, communication={"needs": "hidden"}), policies())
def test_what_a_contract_wastes_is_reckoned_against_the_best_that_support_builds(
    scenario: Scenario, vendor: Policy
) -> None:
    played = begun(scenario, vendor, rounds=6)
    world = played.world
    for t in range(6):
        played.play(t, *BEFORE_TALKS, *TALKS)
        for i, rel in enumerate(world.rows):
            if signed(rel):
                assert rel.efficient_support == pytest.approx(best_support(world, i))
                unit = scale(world, i) * (1.0 + rel.building)
                assert rel.waste >= -1e-9 * unit
                assert rel.waste > 0.0 or rel.support == pytest.approx(rel.efficient_support, abs=1e-3)
        played.play(t, *AFTER_TALKS)


@given(scenarios(), policies())
def test_nobody_accepts_less_than_its_reservation_value(scenario: Scenario, vendor: Policy) -> None:
    played = begun(scenario, vendor, rounds=6)
    world = played.world
    for t in range(6):
        played.play(t, *BEFORE_TALKS, *TALKS)
        for i, rel in enumerate(world.rows):
            if signed(rel):
                gains, unit = true_gains(world, i), scale(world, i)
                assert gains.vendor >= -1e-9 * max(unit, 1.0)
                assert gains.account >= -1e-9 * max(unit, 1.0)
        played.play(t, *AFTER_TALKS)


@given(scenarios(), policies())
def test_a_renewal_moves_the_price_by_a_step_unless_a_reserve_forces_it(scenario: Scenario, vendor: Policy) -> None:
    played = begun(scenario, vendor, rounds=6)
    world = played.world
    for t in range(6):
        played.play(t, *BEFORE_TALKS)
        before, first = world.rows.price.copy(), world.rows.signed < 0.0
        tables = [on_the_table(played, t, i) for i in range(len(world.rows))]
        played.play(t, *TALKS)
        for i, rel in enumerate(world.rows):
            if not signed(rel) or first[i]:
                continue
            step = world.params[0].price_step
            low = min(before[i] - step, tables[i].account.reserve)
            high = max(before[i] + step, tables[i].vendor.reserve)
            assert low - 1e-9 * abs(low) <= rel.price <= high + 1e-9 * abs(high)
        played.play(t, *AFTER_TALKS)


@given(
    account=accounts(reference=0.0, opens=None, leaves=None).map(to_be_signed),
    known=parameters(most=8, bargaining=FEARLESS, switches={"stakes": True, "contribution": True}),
    lost=shares(),
    lock_in=shares(),
)  # fmt: skip
def test_without_fear_the_unit_margin_is_half_the_surplus_plus_half_the_difference_in_losses(
    account: Account, known: Parameters, lost: float, lock_in: float
) -> None:
    """(B + p_alt - c - s) / 2 + (L_b - L_v) / (2 H q): by both sides' positions, and by the whole negotiation."""
    played = at_the_table(Scenario(parameters=known, accounts=[account]), policy())
    world, rel, p = played.world, played.world.rows[0], played.world.params[0]
    traits = played.world.accounts[0]
    volume = p.horizon * traits.volume
    rel.externality, rel.lock_in = lost * volume, lock_in
    rel.loss_account = volume * rel.unique + p.switching_cost * lock_in * traits.volume
    best = best_support(world, 0)
    worth = traits.support_worth * best - p.support_curvature * best**2 / 2.0
    ordinary = worth + rel.alternative - rel.unit_cost - best
    assume(ordinary + (rel.externality + rel.loss_account) / volume > 1e-9)
    margin = ordinary / 2.0 + (rel.loss_account - rel.externality) / (2.0 * volume)
    price = rel.unit_cost + best + margin
    form_estimates(world, 0, 0, played.luck)
    terms = Terms(best, 0.0)
    tolerance = 1e-9 * scale(world, 0) / volume
    assert vendor_position(world, 0, terms).opening == pytest.approx(price, abs=tolerance)
    assert account_position(world, 0, terms).opening == pytest.approx(price, abs=tolerance)
    played.play(0, *TALKS)
    assert rel.price == pytest.approx(price, abs=tolerance)
    assert rel.support == pytest.approx(best)


@given(st.floats(0.0, 100.0).map(meaningful), shares())
def test_half_of_the_cost_of_switching_goes_into_the_price(cost: float, lock_in: float) -> None:
    """dp/ds = 1/2 without fear: each money of switching cost, spread over the horizon, raises the price by half."""
    prices = []
    for switching in (0.0, cost):
        played = at_the_table(
            one_account(
                bargaining=FULL | {"risk_aversion": 0.0, "commitment_cap": 0.0}, lock_in={"switching_cost": switching}
            ),
            policy(),
        )
        rel = played.world.rows[0]
        traits = played.world.accounts[0]
        rel.lock_in = lock_in
        rel.loss_account += switching * lock_in * traits.volume
        played.play(0, *TALKS)
        prices.append(rel.price)
    assert prices[1] - prices[0] == pytest.approx(0.5 * cost * lock_in / Parameters().bargaining.horizon, abs=1e-12)
