"""Lives of relationships: each cause of ending, alone, has the hazard that its parameters say."""

from math import log, sqrt
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import chisquare, geom

from equipoise.sim.account import Account
from equipoise.sim.arm import Arm
from equipoise.sim.kernel import play_chunk
from equipoise.sim.luck import Purpose
from equipoise.sim.moves import Position, Terms
from equipoise.sim.parameters import Parameters
from equipoise.sim.parameters.switches import OFF
from equipoise.sim.phases.renewal import conclude, exchange, form_estimates
from equipoise.sim.phases.trading import settle_demand
from equipoise.sim.rules.rivals import chance_below, quote_location
from equipoise.sim.scenario import Scenario
from equipoise.sim.state import Cause
from tests.strategies import shares
from tests.worlds import at_the_table, one_account, policy

ERRORS = 4.5
"""Standard errors that a share may be off: one chance in 150,000."""


def quiet(*on: str, accounts: int = 10, size: float = 1.0, **sections: dict[str, Any]) -> Scenario:
    """Everything off but what is named, and a vendor that cannot fail."""
    off = {name: False for name in OFF if name not in {*on, "stakes"}}
    tables = {"switches": off, "vendor": {"slots": max(accounts, 10), "cash": 1e6}} | sections
    return Scenario(
        parameters=Parameters.model_validate(tables),
        accounts=[Account(name="account", count=accounts, size=size)] if accounts else [],
    )


@pytest.mark.parametrize("hazard", [0.02, 0.1, 0.5])
def test_with_a_constant_hazard_lives_are_geometric(hazard: float) -> None:
    rounds, replications = 40, 1000
    scenario = quiet("exit", portfolio={"exit_hazard": hazard})
    named = play_chunk(Arm(scenario, policy(), 7, rounds), range(replications)).named.ravel()
    lived, n = named["rounds"], len(named)
    assert set(named["cause"]) <= {Cause.NONE, Cause.EXIT}
    for t in (1, 2, 5, 10, 20, 39):
        survival = (1.0 - hazard) ** t
        assert np.mean(lived > t) == pytest.approx(survival, abs=ERRORS * sqrt(survival * (1.0 - survival) / n) + 1e-9)
    held = (1.0 - hazard) ** rounds
    assert np.mean(named["censored"]) == pytest.approx(held, abs=ERRORS * sqrt(held * (1.0 - held) / n) + 1e-9)


def test_lives_of_a_constant_hazard_have_its_mean_and_its_distribution() -> None:
    hazard = 0.1
    scenario = quiet("exit", portfolio={"exit_hazard": hazard})
    lived = play_chunk(Arm(scenario, policy(), 3, 250), range(500)).named["rounds"].ravel()
    assert lived.mean() == pytest.approx(1.0 / hazard, abs=ERRORS * sqrt((1.0 - hazard) / hazard**2 / len(lived)))
    seen = np.bincount(np.minimum(lived, 40).astype(int), minlength=41)[1:]
    expected = geom.pmf(np.arange(1, 41), hazard)
    expected[-1] = geom.sf(39, hazard)
    assert chisquare(seen, expected * len(lived)).pvalue > 0.001


def test_leaving_for_pennies_has_the_hazard_of_a_cheaper_quote() -> None:
    """Looks at the quotes, sees one below its indifference price, and deserts: attention x chance x desertion."""
    scenario = quiet("rivals", market={"attention": 0.35, "desertion": 0.5})
    market, curvature = scenario.parameters.market, scenario.parameters.product.support_curvature
    quotes = quote_location(float(market.rivals), market.quote_mean, market.quote_scale)
    chunk = play_chunk(Arm(scenario, policy(), 5, 60), range(400), panel=True)
    named, hazards = chunk.named.ravel(), []
    for row in chunk.panel[:, 0, :10].ravel():
        indifferent = row["price"] - (row["support_worth"] * row["support"] - curvature * row["support"] ** 2 / 2.0)
        seen = chance_below(indifferent, quotes, market.quote_scale, market.do_without)
        hazards.append(market.attention * market.desertion * seen)
    hazard = np.array(hazards)
    assert set(named["cause"]) == {Cause.NONE, Cause.UNDERCUT}
    for t in (5, 20, 60):
        survival = (1.0 - hazard) ** t
        error = ERRORS * sqrt((survival * (1.0 - survival)).sum()) / len(named)
        held = np.mean(named["rounds"] > t) if t < 60 else np.mean(named["censored"])
        assert held == pytest.approx(survival.mean(), abs=error + 1e-9)


def test_open_slots_are_won_with_the_hazard_of_winning() -> None:
    hazard, rounds = 0.15, 30
    scenario = quiet("acquisition", accounts=0, portfolio={"win_hazard": hazard, "replace_ratio": 0.1})
    starts = play_chunk(Arm(scenario, policy(), 11, rounds), range(300), relationships=True).records["start"]
    slots = 300 * 10
    for t in (0, 5, 29):
        won = 1.0 - (1.0 - hazard) ** (t + 1)
        assert np.sum(starts <= t) / slots == pytest.approx(won, abs=ERRORS * sqrt(won * (1.0 - won) / slots))


@given(shares(), shares(), st.floats(1e-9, 1.0 - 1e-9))
def test_talks_collapse_with_a_chance_for_each_exchange_and_for_what_is_not_bound(
    collapse: float, commitment: float, draw: float
) -> None:
    """They end when the draw is above (1 - c (1 - d))^k, k exchanges into the talks."""
    settings = {"collapse": collapse, "exchanges": 10, "bound_talks": "safe", "breakdowns": "final"}
    played = at_the_table(one_account(bargaining=settings), policy())
    rel = played.world.rows[0]
    rel.tenure, rel.commitment = 4.0, commitment
    played.draw(draw)
    cells = played.world.sheet[0]
    cells.vendor_reserve, cells.account_reserve = 0.4, 1.4
    cells.offers, cells.ask, cells.bid = exchange(
        Position(1.4, 0.4, 1.0), Position(0.4, 1.4, 1.0), (0.0, 0.0), np.zeros((2, 12))
    )
    conclude(played.world, 0, 0, Terms(0.05, 0.0), played.luck)
    assert rel.exchanges == 5.0
    lasts = (1.0 - collapse * (1.0 - commitment)) ** 5
    if abs(draw - lasts) > 1e-9:
        assert (rel.cause == Cause.COLLAPSE) == (draw > lasts)


@pytest.mark.parametrize("breakdowns", ["final", "open"])
@given(collapse=shares(), commitment=shares(), draw=st.floats(1e-9, 1.0 - 1e-9), falls_back=st.floats(1e-9, 1.0 - 1e-9))
def test_bound_talks_break_down_like_others_and_leave_the_contract_in_force_as_far_as_it_binds(
    breakdowns: str, collapse: float, commitment: float, draw: float, falls_back: float
) -> None:
    """They break down when the draw is above (1 - c)^k; the old contract then stays with the chance d."""
    bargaining = {"collapse": collapse, "exchanges": 10, "bound_talks": "fall-back", "term": 3}
    bargaining |= {"breakdowns": breakdowns}
    played = at_the_table(one_account(bargaining=bargaining), policy())
    rel, cells = played.world.rows[0], played.world.sheet[0]
    rel.tenure, rel.commitment, rel.price, rel.support, rel.reopened = 4.0, commitment, 0.9, 0.07, 1.0
    played.draw(draw)
    played.luck.draws[0, Purpose.FALL_BACK] = falls_back
    cells.vendor_reserve, cells.account_reserve = 0.4, 1.4
    cells.offers, cells.ask, cells.bid = 5.0, 0.9, 0.9
    conclude(played.world, 0, 0, Terms(0.05, 0.0), played.luck)
    lasts = (1.0 - collapse) ** 5
    if abs(draw - lasts) < 1e-9:
        return
    broke = draw > lasts
    parted = rel.cause if breakdowns == "final" else rel.breakdown
    assert (parted == Cause.COLLAPSE) == (broke and falls_back >= commitment)
    assert (rel.away == 1.0) == (breakdowns == "open" and parted > 0.0)
    assert rel.cause == 0.0 or breakdowns == "final"
    assert (rel.fell_back == 1.0) == (broke and falls_back < commitment)
    if rel.fell_back:
        assert (rel.price, rel.support, rel.commitment) == (0.9, 0.07, commitment)
        assert (rel.renews, rel.reopened, rel.cause) == (3.0, 0.0, 0.0)


@pytest.mark.parametrize("bound_talks", ["safe", "fall-back"])
@given(
    collapse=shares(),
    draw=st.floats(1e-9, 1.0 - 1e-9),
    falls_back=st.floats(1e-9, 1.0 - 1e-9),
    offers=st.integers(0, 9),
)
def test_what_is_wholly_bound_never_ends_by_a_collapse(
    bound_talks: str, collapse: float, draw: float, falls_back: float, offers: int
) -> None:
    settings = {"collapse": collapse, "bound_talks": bound_talks, "breakdowns": "final"}
    played = at_the_table(one_account(bargaining=settings), policy())
    rel, cells = played.world.rows[0], played.world.sheet[0]
    rel.tenure, rel.commitment = 4.0, 1.0
    played.draw(draw)
    played.luck.draws[0, Purpose.FALL_BACK] = falls_back
    cells.vendor_reserve, cells.account_reserve, cells.offers, cells.ask, cells.bid = 0.4, 1.4, float(offers), 0.9, 0.9
    conclude(played.world, 0, 0, Terms(0.05, 0.0), played.luck)
    assert rel.cause == Cause.NONE


@pytest.mark.parametrize(
    ("reciprocity", "reserve", "cause"),
    [(0.0, 0.8, Cause.NO_DEAL), (1.0, 0.8, Cause.COLLAPSE), (1.0, 1.5, Cause.NO_DEAL), (0.0, 1.5, Cause.NO_DEAL)],
)
def test_sides_that_answer_each_other_break_off_what_they_could_have_agreed(
    reciprocity: float, reserve: float, cause: Cause
) -> None:
    settings = {"reciprocity": reciprocity, "collapse": 0.0, "breakdowns": "final"}
    played = at_the_table(one_account(bargaining=settings), policy())
    rel, cells = played.world.rows[0], played.world.sheet[0]
    rel.tenure = 4.0
    cells.vendor_reserve, cells.account_reserve, cells.offers, cells.ask, cells.bid = reserve, 1.0, -1.0, 1.2, 0.9
    conclude(played.world, 0, 0, Terms(0.05, 0.0), played.luck)
    assert rel.cause == cause
    assert rel.exchanges == 12.0


def test_no_demand_comes_up_in_a_round_of_talks() -> None:
    """So that whether talks fall back, and what a refusal leads to, may share a draw."""
    settings = {"bargaining.bound_talks": "fall-back", "bargaining.collapse": 0.1, "demands.demand_rate": 1.0}
    panel = play_chunk(Arm.of("over-a-barrel", "strategic", settings), range(10), panel=True).panel
    assert np.any(panel["fell_back"] > 0.0)
    assert np.any(panel["asked"] > 0.0)
    assert not np.any((panel["exchanges"] >= 0.0) & (panel["asked"] > 0.0))


@pytest.mark.parametrize("breakdowns", ["final", "open"])
@pytest.mark.parametrize("threats", ["need", "resolve"])
@given(threat=shares(), step=st.integers(0, 20), draw=st.floats(0.0, 0.999))
def test_a_refusal_ends_the_relationship_with_the_threat_that_is_left(
    breakdowns: str, threats: str, threat: float, step: int, draw: float
) -> None:
    """By need tau = threat (1 - D_b); by resolve threat (1 - phi_b / phi_v), phi = (W + G) ln(1 + G / W) as to both."""
    fraction = step / 20.0
    scenario = one_account(demands={"threat": threat, "threats": threats}, bargaining={"breakdowns": breakdowns})
    played = at_the_table(scenario, policy())
    rel, p = played.world.rows[0], played.world.params[0]
    form_estimates(played.world, 0, 0, played.luck)
    played.draw(draw)
    before = rel.belief = 0.3
    settle_demand(played.world, 0, 0, 0.1, fraction, played.luck)
    volume = p.horizon * played.world.accounts[0].volume
    worth, best = (1.5 * s - p.support_curvature * s**2 / 2.0 for s in (rel.support, rel.efficient_support))
    worth += rel.building * (worth - best)
    gains = volume * (worth + rel.alternative - rel.price) + rel.loss_account, volume * (rel.price - 0.7 - rel.support)
    fears = [(w + g) * log(1.0 + g / w) for w, g in zip((rel.left_account, rel.left_believed), gains, strict=True)]
    free = 1.0 - rel.dependence_account if threats == "need" else max(0.0, 1.0 - fears[0] / fears[1])
    end = threat * free * (1.0 - fraction) ** 2
    parted = rel.cause if breakdowns == "final" else rel.breakdown
    if abs(draw - end) > 1e-9:
        assert (parted == Cause.REFUSED_DEMAND) == (draw < end)
    assert (rel.away == 1.0) == (breakdowns == "open" and parted > 0.0)
    if parted == Cause.NONE:
        assert rel.granted == pytest.approx(0.1 * fraction)
        assert np.sign(round(rel.belief - before, 12)) == np.sign(fraction - 0.5)
    else:
        assert rel.granted == 0.0
