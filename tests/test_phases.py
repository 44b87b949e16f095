"""Phases resolve moves as the model says: stakes, investment, what an opening and a demand tell, reviews, plans."""

from math import exp, log, sqrt

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import norm

from equipoise.sim.account import Account, Segment
from equipoise.sim.luck import Purpose, normal
from equipoise.sim.moves import Investment, Purchase, Terms, expected_opening
from equipoise.sim.parameters import Parameters
from equipoise.sim.phases.closing import judge, learn_segments, reorganise, review
from equipoise.sim.phases.investing import agree_charter, build
from equipoise.sim.phases.renewal import form_estimates, learn_from_opening
from equipoise.sim.phases.stakes import assess, survey_portfolio
from equipoise.sim.phases.trading import settle_demand, trade
from equipoise.sim.scenario import Scenario
from equipoise.sim.schedule import terms_on_table
from equipoise.sim.state import Cause
from tests.strategies import meaningful, shares
from tests.worlds import BEFORE_TALKS, TALKS, Played, at_the_table, begun, one_account, policy

OWN_MARGIN, KNOWLEDGE = 0.4, 0.2
"""Of the accounts, and of the segment, that these tests state."""


def first_win(p: np.record, credibility: float = 0.0, knowledge: float = 1.0) -> float:
    """Expected discounted first win of an open slot within the horizon, round by round."""
    hazard = (p.win_hazard + p.win_credibility * credibility) * knowledge
    return sum(hazard * (1.0 - hazard) ** k * p.discount**k for k in range(int(p.win_horizon)))


def portfolio(
    *references: float, opens: str | None = None, open_slots: int = 3, **sections: dict[str, float]
) -> Played:
    """Accounts that lend credibility, a segment of two slots, open slots at home, and a win worth something."""
    accounts = [Account(name=f"account {k}", reference=r, own_margin=OWN_MARGIN) for k, r in enumerate(references)]
    accounts.append(Account(name="last", own_margin=OWN_MARGIN, opens=opens))
    slots = len(accounts) + open_slots + 2
    scenario = Scenario(
        parameters=Parameters.model_validate(
            {"portfolio": {"replace_ratio": 1.0}, "vendor": {"slots": slots}} | sections
        ),
        accounts=accounts,
        segments=[Segment(name="new", slots=2, knowledge=KNOWLEDGE)],
    )
    played = begun(scenario, policy())
    played.world.rows.shown = (played.world.accounts.reference > 0.0).astype(float)
    return played


def assessed(played: Played) -> None:
    unlent = survey_portfolio(played.world)
    for i in np.flatnonzero(played.world.rows.active):
        assess(played.world, int(i), unlent)


@given(st.floats(1.0, 4.95), shares(), shares(), st.floats(0.05, 20.0), st.floats(0.5, 3.0), shares())
def test_stakes_are_what_the_model_says(
    level: float, lock_in: float, commitment: float, size: float, worth: float, match: float
) -> None:
    played = begun(one_account({"size": size, "support_worth": worth, "level": level}), policy(), rounds=5)
    world, rel = played.world, played.world.rows[0]
    rel.lock_in, rel.commitment, rel.match, rel.tenure, rel.together = lock_in, commitment, match, 4.0, 3.0
    assessed(played)
    p, v = world.params[0], world.vendor[0]
    late = sum((1.0 - p.level_rate) ** k for k in range(1, 13)) / 12.0
    expects = rel.expectation * (1.0 + p.expectation_growth) ** 4
    building = p.contribution * (1.0 - p.imitable) * (5.0 - level) / (4.0 * expects) * (1.0 - late)
    best = max((worth - 1.0 / (1.0 + building)) / p.support_curvature, 0.0)
    value = worth * best - p.support_curvature * best**2 / 2.0
    alternative = p.quote_mean - p.quote_scale * log(p.rivals)
    unique = p.contribution * (level - 1.0) / 4.0 + match * rel.together / p.match_rounds
    unique -= p.imitable * (4.0 / p.imitation) * p.contribution * max(level - p.start_level, 0.0) / 4.0
    surplus = p.horizon * size * (value + alternative - p.unit_cost - best)
    loss = p.horizon * size * unique + p.switching_cost * lock_in * size
    bound = p.horizon * size * p.rigidity * commitment**2 / 2.0
    alone = p.horizon * size * OWN_MARGIN - p.switching_cost * lock_in * size
    without = v.cash - p.horizon * p.fixed_cost + v.win_worth * first_win(p)
    assert v.alternative == pytest.approx(alternative)
    assert rel.unique == pytest.approx(unique)
    assert rel.surplus == pytest.approx(surplus)
    assert rel.loss_account == pytest.approx(loss)
    assert rel.pie == pytest.approx(surplus + loss - bound)
    assert rel.left_account == pytest.approx(max(p.wealth_floor, alone))
    assert rel.left_vendor == pytest.approx(max(p.wealth_floor, without))
    assert rel.dependence_vendor == pytest.approx(rel.pie / 2.0 / (rel.pie / 2.0 + rel.left_vendor))
    assert rel.dependence_account == pytest.approx(rel.pie / 2.0 / (rel.pie / 2.0 + rel.left_account))


@pytest.mark.parametrize("lent", [(0.5,), (0.3, 0.6), (0.2, 0.2, 0.9)])
def test_a_reference_is_worth_the_wins_that_its_credibility_brings(lent: tuple[float, ...]) -> None:
    """At home alone: nothing is known of the segment, so that no credibility opens it."""
    played = portfolio(*lent)
    played.world.segments.knowledge[1] = 0.0
    assessed(played)
    p, v, rows = played.world.params[0], played.world.vendor[0], played.world.rows
    everyone = 1.0 - np.prod([1.0 - r for r in lent])
    assert v.credibility == pytest.approx(everyone)
    for k in range(len(lent)):
        others = 1.0 - np.prod([1.0 - r for j, r in enumerate(lent) if j != k])
        brought = first_win(p, everyone) - first_win(p, others)
        assert rows.externality[k] == pytest.approx(3.0 * v.win_worth * brought)
        promised = played.world.accounts.volume * (rows.price - p.unit_cost - rows.support) - p.selling_cost
        earned = v.expected_contribution - promised[k]
        left = v.cash + p.horizon * (earned - p.fixed_cost) + 4.0 * v.win_worth * first_win(p, others)
        assert rows.left_vendor[k] == pytest.approx(max(left, p.wealth_floor))
        lost = rows.surplus[k] + rows.externality[k] + rows.loss_account[k]
        assert rows.pie[k] == pytest.approx(lost)
    assert rows.externality[len(lent)] == 0.0


def test_a_market_entry_account_is_worth_the_wins_that_its_lessons_bring() -> None:
    """Within half the horizon of wins it teaches 1 - (1 - K)(1 - r)^6 of the segment's two open slots."""
    played = portfolio(0.5, opens="new")
    assessed(played)
    p, v, entry = played.world.params[0], played.world.vendor[0], played.world.rows[1]
    learned = 1.0 - (1.0 - KNOWLEDGE) * (1.0 - p.entry_learning) ** (p.win_horizon / 2.0)
    in_a_round = KNOWLEDGE + p.entry_learning * (1.0 - KNOWLEDGE)
    assert entry.externality == pytest.approx(
        2.0 * v.win_worth * (first_win(p, 0.5, learned) - first_win(p, 0.5, KNOWLEDGE))
    )
    learn_segments(played.world)
    assert played.world.segments.knowledge[1] == pytest.approx(in_a_round)
    played.world.policy.enter = 0.0
    learn_segments(played.world)
    assessed(played)
    assert played.world.segments.knowledge[1] == pytest.approx(in_a_round)
    assert entry.externality == 0.0


def test_a_segment_that_is_known_makes_nobody_strategic() -> None:
    played = portfolio(opens="new")
    played.world.segments.knowledge[1] = 1.0
    assessed(played)
    assert played.world.rows[0].externality == pytest.approx(0.0, abs=1e-15)


@given(shares(), shares(), st.floats(0.0, 0.1), st.floats(0.0, 0.1), st.sampled_from([0.0, 1.0]))
def test_investment_is_spent_and_builds_what_it_is_for(
    orientation: float, breadth: float, focus: float, spend: float, sponsor: float
) -> None:
    played = at_the_table(one_account({"orientation": orientation, "channel": breadth}), policy())
    p, rel = played.world.params[0], played.world.rows[0]
    traits = played.world.accounts[0]
    agree_charter(played.world, 0, 0, 1.0, True, orientation)
    before = rel.capability, rel.breadth
    build(played.world, 0, 0, Investment(focus, spend, sponsor, 1.0, 1.0, 0.0, 1.0), played.luck)
    revenue = traits.volume * rel.price
    assert rel.relationship_cost == pytest.approx(
        (focus + spend) * revenue + p.sponsor_cost * sponsor + p.survey_cost + p.team_cost
    )
    assert rel.account_effort == pytest.approx(orientation * focus * revenue)
    assert rel.contribution == -rel.relationship_cost
    assert rel.account_surplus == -rel.account_effort
    together = p.solo_effect + (1.0 - p.solo_effect) * orientation
    built = p.capability_gain * focus / (focus + p.focus_half) * together
    held, gained = (1.0 - p.channel_decay) * before[1], p.channel_gain * spend * (1.0 - before[1])
    assert rel.capability == pytest.approx((1.0 - p.capability_decay) * before[0] + built)
    assert rel.breadth == pytest.approx(min(held + gained, 1.0))
    assert rel.channel == pytest.approx(1.0 - (1.0 - rel.breadth) * (1.0 - p.sponsor_reach * sponsor))
    assert rel.level_seen == rel.level


@pytest.mark.parametrize("price", [-2.0, 0.0])
def test_nobody_earns_by_investing_in_an_account_that_is_paid_to_buy(price: float) -> None:
    """Investment is a share of revenue, and none of less than nothing."""
    played = at_the_table(one_account(), policy())
    rel = played.world.rows[0]
    agree_charter(played.world, 0, 0, 1.0, True, 0.5)
    rel.price = price
    build(played.world, 0, 0, Investment(0.1, 0.1, 0.0, 0.0, 1.0, 0.0, 1.0), played.luck)
    assert rel.relationship_cost == pytest.approx(played.world.params[0].team_cost)
    assert rel.account_effort == 0.0


@given(st.floats(0.3, 1.6), shares(), shares())
def test_an_account_learns_from_an_opening_by_bayes(opening: float, belief: float, commitment: float) -> None:
    played = at_the_table(one_account({"reference": 0.5}, communication={"start_channel": 1.0}), policy())
    world, rel, terms = played.world, played.world.rows[0], Terms(0.05, commitment)
    traits = played.world.accounts[0]
    rel.belief = min(max(belief, 1e-6), 1.0 - 1e-6)
    form_estimates(world, 0, 0, played.luck)
    dependent, independent = (expected_opening(world, 0, terms, of) for of in (True, False))
    p = world.params[0]
    sigma = p.opening_noise * rel.pie_account / (p.horizon * traits.volume)
    odds = log(rel.belief / (1.0 - rel.belief))
    odds += norm.logpdf(opening, dependent, sigma) - norm.logpdf(opening, independent, sigma)
    learn_from_opening(world, 0, terms, opening)
    assert rel.opening == opening
    if abs(odds) < 15.0:
        assert log(rel.belief / (1.0 - rel.belief)) == pytest.approx(odds, abs=1e-6)
    else:
        assert (rel.belief > 0.5) == (odds > 0.0)


@given(shares(), shares(), st.floats(0.0, 3.0), st.sampled_from(["bargained", "ledger-only"]))
def test_what_each_side_makes_of_the_other(belief: float, channel: float, externality: float, stakes: str) -> None:
    """Of the vendor: pi X, and a wealth between the two types'. Of the pie and of needs: the truth, blurred."""
    played = at_the_table(one_account(bargaining={"stakes": stakes}, communication={"needs": "stated"}), policy())
    world, rel = played.world, played.world.rows[0]
    traits = played.world.accounts[0]
    rel.belief, rel.channel, rel.externality = belief, channel, externality
    form_estimates(world, 0, 0, played.luck)
    counted = float(stakes == "bargained")
    ours, theirs = (normal(played.luck, 0, 0, of) for of in (Purpose.VENDOR_ERROR, Purpose.ACCOUNT_ERROR))
    p = world.params[0]
    blur = p.estimate_blur * (1.0 - channel)
    known = rel.surplus + counted * (belief * externality + rel.loss_account)
    assert rel.externality_believed == pytest.approx(belief * externality)
    assert rel.pie_account == pytest.approx(known + blur * abs(rel.surplus) * theirs)
    seen = rel.surplus + counted * (externality + rel.loss_account_seen)
    assert rel.pie_vendor == pytest.approx(seen + blur * abs(rel.surplus) * ours)
    assert rel.worth_seen - 1.0 == pytest.approx((traits.support_worth - 1.0) * exp(blur * ours))
    wealth = (share * max(rel.pie_account, 0.0) for share in (p.dependent_wealth, p.independent_wealth))
    types = [max(one, p.wealth_floor) for one in wealth]
    assert log(rel.left_believed) == pytest.approx(belief * log(types[0]) + (1.0 - belief) * log(types[1]))


@given(shares(), st.floats(0.0, 20.0), st.floats(0.0, 5.0))
def test_hidden_needs_are_known_as_far_as_the_channel_goes(channel: float, mean: float, spread: float) -> None:
    """The vendor guesses from the average account, with the error of its other estimates."""
    mean, spread = meaningful(mean), meaningful(spread)
    product = {"support_worth": mean, "support_worth_spread": spread}
    played = at_the_table(one_account(product=product, communication={"needs": "hidden"}), policy())
    world, rel = played.world, played.world.rows[0]
    rel.channel = channel
    error = normal(played.luck, 0, 0, Purpose.VENDOR_ERROR)
    form_estimates(world, 0, 0, played.luck)
    guess = mean + channel * (world.accounts[0].support_worth - mean) + sqrt(channel * (1.0 - channel)) * spread * error
    assert rel.worth_seen == pytest.approx(max(guess, 0.0), abs=1e-6)
    cells = world.sheet[0]
    cells.vendor_support, cells.account_support, cells.vendor_commitment, cells.account_commitment = 0.1, 0.3, 0.2, 0.6
    assert terms_on_table(world, 0) == pytest.approx((0.1 + 0.2 * channel, 0.4))


@given(st.floats(1.0, 4.9), st.integers(0, 8), shares(), st.sampled_from(["bargained", "ledger-only"]))
def test_each_side_reckons_what_support_builds_by_its_own_view(
    level: float, tenure: int, building: float, stakes: str
) -> None:
    """The account knows its level and how its expectations have grown; the vendor thinks that they stand.

    What rivals copy is not counted.
    """
    played = begun(one_account(bargaining={"building": building, "stakes": stakes}), policy(), rounds=10)
    world, p, rel = played.world, played.world.params[0], played.world.rows[0]
    rel.level, rel.level_seen, rel.tenure = level, level + 0.1, float(tenure)
    assess(world, 0, survey_portfolio(world))
    late = sum((1.0 - p.level_rate) ** k for k in range(1, 13)) / 12.0
    expects = rel.expectation * (1.0 + p.expectation_growth) ** tenure
    lasts = p.contribution * (1.0 - p.imitable)
    counted = building * (1.0 - late) * lasts / 4.0 if stakes == "bargained" else 0.0
    assert rel.building == pytest.approx(counted * (5.0 - level) / expects)
    assert rel.building_seen == pytest.approx(counted * (4.9 - level) / rel.expectation)


def test_with_full_information_an_opening_tells_nothing() -> None:
    played = at_the_table(one_account(bargaining={"information": "full"}), policy())
    before = played.world.rows[0].belief
    learn_from_opening(played.world, 0, Terms(0.05, 0.0), 0.1)
    assert played.world.rows[0].belief == before


def test_a_vendor_learns_orientation_from_what_is_asked_of_it() -> None:
    """Who asks for all that fear would pay shows an orientation of 0, who asks for nothing one of 1."""
    for asked, direction in ((0.0, 1.0), (10.0, -1.0)):
        played = at_the_table(one_account({"size": 4.0}, communication={"start_channel": 1.0}), policy())
        p, rel = played.world.params[0], played.world.rows[0]
        form_estimates(played.world, 0, 0, played.luck)
        rel.channel, before = 1.0, rel.orientation_seen
        played.draw(0.9)
        settle_demand(played.world, 0, 0, asked, 0.0, played.luck)
        assert rel.orientation_seen - before == pytest.approx(direction * p.orientation_rate * p.orientation_prior)


@given(shares(), shares(), shares(), st.floats(1e-9, 1.0 - 1e-9))
def test_what_is_bound_is_neither_bought_elsewhere_nor_left(
    commitment: float, desertion: float, elsewhere: float, draw: float
) -> None:
    played = at_the_table(one_account(market={"desertion": desertion}), policy())
    rel = played.world.rows[0]
    rel.commitment = commitment
    played.draw(draw)
    trade(played.world, 0, 0, Purchase(elsewhere, 1.0), played.luck)
    leaves = desertion * (1.0 - commitment)
    if abs(draw - leaves) > 1e-12:
        assert (rel.cause == Cause.UNDERCUT) == (draw < leaves)
    expected = 0.0 if rel.cause == Cause.UNDERCUT else 1.0 - min(elsewhere, 1.0 - commitment)
    assert rel.bought == pytest.approx(expected)


@pytest.mark.parametrize(("channel", "misses"), [(0.9, 0.0), (0.0, 1.0)])
def test_a_charter_is_reviewed_once_a_year_and_dissolved_when_it_misses_twice(channel: float, misses: float) -> None:
    """With the growth goal met, the channel decides, since nothing comes back in a year from what is not invested.

    A dissolution reopens the contract, and ends nothing.
    """
    played = begun(one_account(charter={"return_goal": 1.0, "volume_goal": 0.0}), policy(), rounds=12)
    rel = played.world.rows[0]
    agree_charter(played.world, 0, 0, 1.0, True, 0.5)
    rel.channel = channel
    for t in range(8):
        rel.tenure = float(t)
        review(played.world, t, 0)
        assert rel.misses == misses * ((t + 1) // played.world.params[0].review)
        assert rel.reopened == float(t == 7 and misses > 0.0)
    assert rel.charter == float(misses == 0.0)
    assert rel.cause == Cause.NONE


def test_a_vendor_lets_a_charter_lapse_at_a_review_only() -> None:
    played = begun(one_account(), policy(), rounds=12)
    rel = played.world.rows[0]
    for t, offered in enumerate((1.0, 0.0, 0.0, 0.0, 1.0, 0.0, 0.0, 0.0, 0.0)):
        agree_charter(played.world, t, 0, offered, True, 0.7)
        assert rel.charter == float(t < 8)
        assert rel.effort == 0.7 * rel.charter


@given(shares(), shares(), st.floats(1.0, 5.0))
def test_a_reorganisation_takes_what_the_channel_does_not_hold_and_reopens_the_contract(
    channel: float, draw: float, level: float
) -> None:
    played = begun(one_account({"orientation": 0.9}), policy(), rounds=3)
    rel = played.world.rows[0]
    traits = played.world.accounts[0]
    rel.channel, rel.level, rel.orientation_seen, rel.renews = channel, level, 0.8, 99.0
    played.draw(min(max(draw, 1e-9), 1.0 - 1e-9), 1)
    reorganise(played.world, 1, 0, played.luck)
    p = played.world.params[0]
    fresh = p.orientation_low + (p.orientation_high - p.orientation_low) * played.luck.draws[0, 0]
    assert rel.level == pytest.approx(max(level - p.reorganisation_drop * (1.0 - channel), 1.0))
    assert traits.orientation == pytest.approx(channel * 0.9 + (1.0 - channel) * fresh)
    assert rel.orientation_seen == pytest.approx(channel * 0.8 + (1.0 - channel) * p.orientation_prior)
    played.play(2, *BEFORE_TALKS, *TALKS)
    assert rel.exchanges >= 0.0
    assert rel.reopened == 0.0 or rel.cause > 0.0


@pytest.mark.parametrize(
    ("plan", "state", "fails"),
    [
        ({"wins_target": 3, "wins_by": 5}, {"wins": 3.0}, False),
        ({"wins_target": 3, "wins_by": 5}, {"wins": 2.0}, True),
        ({"wins_target": 3, "wins_by": 6}, {"wins": 2.0}, False),
        ({"segment_revenue": 1.0, "segment_by": 5}, {"segment_revenue": 1.0}, False),
        ({"segment_revenue": 1.0, "segment_by": 5}, {"segment_revenue": 0.9}, True),
        ({}, {"cash": 0.0}, False),
        ({}, {"cash": -0.1}, True),
    ],
)
def test_a_go_to_market_fails_when_its_plan_is_missed_or_its_cash_runs_out(
    plan: dict[str, float], state: dict[str, float], fails: bool
) -> None:
    """In the fifth round, which is round 4; only cash that runs out ends the relationships."""
    scenario = Scenario(
        parameters=Parameters.model_validate({"plan": plan}),
        accounts=[Account(name="account")],
        segments=[Segment(name="new", slots=1)],
    )
    world = begun(scenario, policy(), rounds=5).world
    for name, value in state.items():
        world.vendor[name] = value
    judge(world, 4)
    v = world.vendor[0]
    assert v.failed == float(fails)
    assert v.failed_at == (4.0 if fails else -1.0)
    assert v.insolvent == float(world.vendor[0].cash < 0.0)
    assert (world.rows[0].cause == Cause.VENDOR_FAILED) == (v.insolvent > 0.0)
