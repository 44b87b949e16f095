"""Moves: who sees what, and what each side makes of what it sees."""

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from equipoise.sim import moves
from equipoise.sim.account import Account
from equipoise.sim.decisions import Stage
from equipoise.sim.moves import ACCOUNT_SEES, VENDOR_SEES, Terms
from equipoise.sim.parameters import Parameters
from equipoise.sim.policy import POLICY_ROW, Policy, lever_rows
from equipoise.sim.rules.demands import best_answer, fear_premium
from equipoise.sim.scenario import Scenario
from equipoise.sim.state import VENDOR_ROW, World
from tests.strategies import accounts, parameters, policies, shares
from tests.worlds import COLUMNS, at_the_table, one_account, policy, row_worlds, rows_with

TERMS = Terms(0.03, 0.4)

CHOICES = ("threat-point", "opt-out")
THREATS = ("resolve", "need")
HORIZONS = (12.0, 1.0)
BINDINGS = ("paid", "unpaid")
NOT_USED = {
    "away", "base_volume", "breakdown", "cause", "charter", "generation", "last_exchanges", "own_margin",
    "quote_location", "renews", "shown", "start", "together",
}  # fmt: skip
NOT_USED_BY_VENDORS = NOT_USED | {
    *("active", "level_seen", "lock_in_before", "opens", "sponsor", "surveyed", "unique_seen")
}
NOT_USED_BY_ACCOUNTS = NOT_USED | {
    *("belief", "channel", "efficient_support", "level", "misses", "reference", "revenue_share", "surplus", "tenure")
}

FLAGS = {"active", "reference"}

Move = Callable[[World], Any]

VENDOR_MOVES: dict[str, Move] = {
    "pursue": moves.pursue,
    "invest": lambda world: moves.invest(world, 0),
    "terms": lambda world: moves.vendor_terms(world, 0),
    "position": lambda world: moves.vendor_position(world, 0, TERMS),
    "matching": lambda world: moves.vendor_matching(world, 0),
    "answer": lambda world: moves.answer_demand(world, 0, 0.2),
    "take back": lambda world: moves.take_back(world, 0),
}
ACCOUNT_MOVES: dict[str, Move] = {
    "sign": lambda world: moves.sign_charter(world, 0),
    "effort": lambda world: moves.effort(world, 0),
    "terms": lambda world: moves.account_terms(world, 0),
    "position": lambda world: moves.account_position(world, 0, TERMS),
    "matching": lambda world: moves.account_matching(world, 0),
    "reserve": lambda world: moves.account_reserve(world, 0, TERMS),
    "expects of the dependent": lambda world: moves.expected_opening(world, 0, TERMS, True),
    "expects of the independent": lambda world: moves.expected_opening(world, 0, TERMS, False),
    "demand": lambda world: moves.demand(world, 0),
    "buy": lambda world: moves.buy(world, 0, 0.8),
    "come back": lambda world: moves.come_back(world, 0),
}


def answers(side: dict[str, Move], world: World) -> dict[str, Any]:
    return {name: move(world) for name, move in side.items()}


def changed_by(side: dict[str, Move], world: World, columns: set[str]) -> bool:
    """Whether any move changes when these columns do, all at once."""
    before, kept = answers(side, world), {name: rows_with(world, name)[name].copy() for name in columns}
    for share, more in ((0.3, 0.01), (2.0, 0.1), (0.0, 1e-3)):
        for name in columns:
            rows_with(world, name)[name] = share * kept[name] + (0.0 if name in FLAGS and share == 0.0 else more)
        after = answers(side, world)
        for name in columns:
            rows_with(world, name)[name] = kept[name]
        if after != before:
            return True
    return False


@pytest.mark.parametrize(("side", "sees"), [(VENDOR_MOVES, VENDOR_SEES), (ACCOUNT_MOVES, ACCOUNT_SEES)])
@given(world=row_worlds())
def test_no_move_changes_with_what_its_side_cannot_see(
    side: dict[str, Move], sees: frozenset[str], world: World
) -> None:
    hidden = COLUMNS - sees
    assert not changed_by(side, world, set(hidden)), [name for name in hidden if changed_by(side, world, {name})]


@pytest.mark.parametrize(
    ("side", "sees", "for_other_agents"),
    [(VENDOR_MOVES, VENDOR_SEES, NOT_USED_BY_VENDORS), (ACCOUNT_MOVES, ACCOUNT_SEES, NOT_USED_BY_ACCOUNTS)],
)
def test_every_column_that_a_side_sees_changes_some_move(
    side: dict[str, Move], sees: frozenset[str], for_other_agents: set[str]
) -> None:
    """All but those that no built-in move uses, which are there for other agents."""
    weights = {f"weigh_{name}": 1.0 for name in ("revenue", "history", "margin", "access")}
    vendor = policy(screen=0.3, focus=0.02, survey=1.0, charter=1.0, **weights)
    unused = set(sees)
    for seed in range(40):
        scenario = one_account(
            product={"unit_cost": 0.1},
            bargaining={"alternatives": CHOICES[seed % 2], "rigidity": 1.0, "horizon": HORIZONS[seed // 4 % 2]}
            | {"binding": BINDINGS[seed // 8 % 2]},
            demands={"threats": THREATS[seed // 2 % 2]},
            charter={"misses_allowed": 1},
        )
        world = at_the_table(scenario, vendor).world
        noise = np.random.default_rng(seed)
        for name in sorted(COLUMNS):
            rows_with(world, name)[name] = noise.uniform(0.05, 0.95)
        world.rows.active, world.rows.pie_vendor, world.rows.pie_account = 1.0, 3.0, 3.0
        unused -= {name for name in unused if changed_by(side, world, {name})}
    assert unused == for_other_agents


@given(row_worlds(), policies())
def test_an_account_knows_neither_the_vendor_s_policy_nor_its_books(world: World, other: Policy) -> None:
    before = answers(ACCOUNT_MOVES, world)
    changed = world._replace(policy=lever_rows([other.levers]))
    for name in VENDOR_ROW.names:
        changed.vendor[name] = 0.77
    assert answers(ACCOUNT_MOVES, changed) == before
    assert set(POLICY_ROW.names) >= {"bluff", "walk_away"}


@given(row_worlds(), shares(), st.floats(0.0, 1.0))
def test_a_vendor_opens_at_the_nash_point_held_up_by_its_bluff(world: World, bluff: float, more: float) -> None:
    world.policy.walk_away, world.params.information = 0.0, 0.0
    openings = []
    for level in (0.0, bluff, min(bluff + more, 1.0)):
        world.policy.bluff = level
        openings.append(moves.vendor_position(world, 0, TERMS).opening)
    assert openings[0] <= openings[1] + 1e-12
    assert openings[1] <= openings[2] + 1e-12
    world.params.information = 1.0
    assert moves.vendor_position(world, 0, TERMS).opening == openings[0]


@given(row_worlds(), st.floats(0.0, 2.0))
def test_a_vendor_stops_where_the_whole_relationship_is_worth_its_walk_away_margin(
    world: World, walk_away: float
) -> None:
    """What the bound share keeps from rivals, and its lock-in will bring, is part of that worth."""
    world.policy.walk_away = walk_away
    p, rel = world.params[0], world.rows[0]
    traits = world.accounts[0]
    rel.price, rel.support, rel.commitment = moves.vendor_position(world, 0, TERMS).reserve, *TERMS
    volume = p.horizon * traits.volume
    bound = volume * rel.commitment * (rel.kept_seen + rel.locks)
    assert moves.contract_gain(world, 0, rel.externality) + bound == pytest.approx(
        walk_away * volume, abs=1e-9 * (1.0 + volume)
    )


@given(row_worlds())
def test_both_sides_open_no_worse_than_where_they_stop(world: World) -> None:
    vendor, account = moves.vendor_position(world, 0, TERMS), moves.account_position(world, 0, TERMS)
    assert vendor.opening >= vendor.reserve
    assert account.opening <= account.reserve
    assert account.reserve == moves.account_reserve(world, 0, TERMS)


@given(row_worlds())
def test_a_dependent_vendor_is_expected_to_open_lower(world: World) -> None:
    world.params.dependent_wealth, world.params.independent_wealth = 0.05, 3.0
    dependent = moves.expected_opening(world, 0, TERMS, True)
    assert dependent <= moves.expected_opening(world, 0, TERMS, False) + 1e-9


@given(row_worlds(), shares(), shares())
def test_a_demand_is_what_fear_would_pay_to_who_does_not_want_a_win_win(
    world: World, orientation: float, higher: float
) -> None:
    p, rel = world.params[0], world.rows[0]
    traits = world.accounts[0]
    gain = moves.contract_gain(world, 0, rel.externality_believed)
    threat = moves.account_threat(world, 0)
    premium = fear_premium(rel.left_believed, gain, threat, p.risk_aversion)
    traits.orientation = orientation
    asked = moves.demand(world, 0)
    assert asked == pytest.approx((1.0 - orientation) * premium)
    traits.orientation = max(orientation, higher)
    assert moves.demand(world, 0) <= asked
    world.params.risk_aversion = 0.0
    assert moves.demand(world, 0) == 0.0


@given(row_worlds(), st.floats(0.0, 3.0))
def test_a_vendor_answers_by_what_it_truly_has_at_stake(world: World, asked: float) -> None:
    p, rel = world.params[0], world.rows[0]
    world.params.threats = 0.0
    dependence = 0.5 * rel.pie_vendor / (0.5 * rel.pie_vendor + rel.left_account)
    gain = moves.contract_gain(world, 0, rel.externality)
    expected = best_answer(rel.left_vendor, gain, asked, p.threat * (1.0 - dependence), p.risk_aversion)
    assert moves.answer_demand(world, 0, asked) == pytest.approx(expected, abs=0.05 + 1e-9)


@given(row_worlds(), st.floats(1e-6, 0.5))
def test_an_account_buys_elsewhere_for_pennies_less_and_leaves_for_the_cost_of_switching_more(
    world: World, pennies: float
) -> None:
    p, rel = world.params[0], world.rows[0]
    traits = world.accounts[0]
    worth = traits.support_worth * rel.support - p.support_curvature * rel.support**2 / 2.0
    indifferent = rel.price - worth - rel.unique
    switching = p.switching_cost * rel.lock_in / p.horizon
    slack = 1e-9 * (1.0 + abs(worth) + switching)
    assert moves.buy(world, 0, indifferent + slack) == (0.0, 0.0)
    assert moves.buy(world, 0, indifferent - pennies - slack)[0] == pytest.approx(1.0 - rel.commitment)
    assert moves.buy(world, 0, indifferent - switching + slack)[1] == 0.0
    assert moves.buy(world, 0, indifferent - switching - pennies - slack)[1] == 1.0


@given(row_worlds(), shares())
def test_a_vendor_invests_in_accounts_that_pass_its_screen(world: World, screen: float) -> None:
    world.policy.screen, world.policy.prudence = screen, 0.0
    world.params.team_cost = world.params.sponsor_cost = world.params.survey_cost = 0.0
    move, p = moves.invest(world, 0), world.policy[0]
    assert move.show == p.show
    if move.score >= screen:
        assert (move.focus, move.channel, move.sponsor, move.charter) == (p.focus, p.channel, p.sponsor, p.charter)
    else:
        assert (move.focus, move.channel, move.sponsor, move.survey, move.charter) == (0.0,) * 5


@given(row_worlds(), st.integers(0, 4), st.integers(1, 4))
def test_a_vendor_offers_no_charter_to_people_with_whom_one_has_failed(world: World, misses: int, allowed: int) -> None:
    world.policy.screen, world.policy.prudence, world.policy.charter = 0.0, 0.0, 1.0
    world.params.team_cost, world.params.selling_cost, world.policy.sponsor, world.policy.survey = 0.0, 0.0, 0.0, 0.0
    world.rows.price, world.rows.unit_cost = 1.0, 0.5
    world.rows.misses, world.params.misses_allowed = misses, allowed
    assert moves.invest(world, 0).charter == float(misses < allowed)


@pytest.mark.parametrize(("more", "offered"), [(1e-9, 0.0), (-1e-9, 1.0)])
def test_a_vendor_offers_no_programme_whose_lump_costs_are_more_than_an_account_brings(
    more: float, offered: float
) -> None:
    """A round of the contract in force brings q (p - c) less the selling cost; a survey is spread over a review."""
    world = at_the_table(one_account(), policy(focus=0.02, channel=0.01, charter=1.0, sponsor=1.0, survey=1.0)).world
    p, rel = world.params[0], world.rows[0]
    brings = world.accounts[0].volume * (rel.price - rel.unit_cost) - p.selling_cost
    world.params.team_cost = brings - p.sponsor_cost - p.survey_cost / p.review + more
    assert brings > 0.0
    move = moves.invest(world, 0)
    assert (move.focus, move.channel, move.sponsor, move.survey, move.charter) == tuple(
        offered * lever for lever in (0.02, 0.01, 1.0, 1.0, 1.0)
    )


@pytest.mark.parametrize("tenure", range(9))
def test_both_organisations_are_surveyed_once_a_review(tenure: int) -> None:
    world = at_the_table(one_account(), policy(survey=1.0)).world
    world.rows.tenure = tenure
    assert moves.invest(world, 0).survey == float(tenure % 4 == 0)


def test_a_vendor_parades_references_only_and_only_if_it_wants_to() -> None:
    for reference, show, shown in ((0.0, 1.0, 0.0), (0.4, 1.0, 1.0), (0.4, 0.0, 0.0)):
        world = at_the_table(one_account({"reference": reference}), policy(show=show)).world
        assert moves.invest(world, 0).show == shown


@pytest.mark.parametrize(("worth", "wants", "pursues"), [(1.0, 1.0, True), (0.0, 1.0, False), (1.0, 0.0, False)])
def test_a_vendor_pursues_wins_that_are_worth_their_cost(worth: float, wants: float, pursues: bool) -> None:
    world = at_the_table(one_account(), policy(pursue=wants)).world
    world.vendor.win_worth = worth
    assert moves.pursue(world) == pursues


def test_a_vendor_that_pursues_no_wins_has_none_left() -> None:
    """Without an account it has its cash and its other accounts, whether or not that account is a reference."""
    left = {}
    for reference in (0.0, 0.6):
        scenario = Scenario(accounts=[one_account({"reference": reference}).accounts[0]])
        played = at_the_table(scenario, policy(pursue=0.0))
        played.play(0, Stage.ASSESS)
        assert played.world.rows[0].shown == float(reference > 0.0)
        left[reference] = played.world.rows[0].left_vendor
        assert played.world.rows[0].externality == 0.0
    assert left[0.6] == left[0.0]


@given(
    account=accounts(name="account", opens=None),
    known=parameters(most=8, vendor={"slots": 1}),
    vendor=policies(charter=1.0, screen=0.0),
    orientation=shares(),
    higher=shares(),
)
def test_a_higher_orientation_never_lowers_the_account_s_co_investment(
    account: Account, known: Parameters, vendor: Policy, orientation: float, higher: float
) -> None:
    invested = []
    for theta in (orientation, max(orientation, higher)):
        stated = account.model_copy(update={"orientation": theta})
        rel = at_the_table(Scenario(parameters=known, accounts=[stated]), vendor).world.rows[0]
        invested.append((rel.account_effort, rel.account_invested))
    assert invested[1] >= invested[0]
    assert min(invested[0]) >= 0.0
