"""Terms and stops: what each side proposes, matches and accepts, by what it reckons."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import gumbel_l, norm

from equipoise.sim import moves
from equipoise.sim.moves import Terms
from equipoise.sim.phases.binding import reckon_binding
from equipoise.sim.state import World
from tests.strategies import log_uniform, shares
from tests.worlds import row_worlds

TERMS = Terms(0.03, 0.4)


def rival_is_better(world: World, unique: float, externality: float) -> float:
    """P(m_r > u + X / (H q) - return_cost / H): where an account that tries a rival does not come back."""
    p = world.params[0]
    least = unique + externality / (p.horizon * world.accounts[0].volume) - p.return_cost / p.horizon
    return float(norm.sf(least, scale=p.match_spread)) if p.match_spread > 0.0 else float(least < 0.0)


@pytest.mark.parametrize("paid", [True, False])
@pytest.mark.parametrize("side", ["vendor", "account"])
@given(world=row_worlds(), dear=st.floats(0.0, 1.5))
def test_each_side_proposes_the_terms_of_greatest_joint_value_in_its_own_eyes(
    side: str, paid: bool, world: World, dear: float
) -> None:
    """Numerically, with the chance of a cheaper quote and the saving forgone from SciPy's Gumbel distribution.

    Support: (1 + nu) B(s) - s, counting what it builds. Commitment d: the breaks it prevents, at all that both sides
    lose by them, and the margin that it keeps from rivals, less quotes forgone, less rigidity. Where being bound is not
    paid for, a break costs what is lost beyond the trade, if it is final, and no margin is kept.
    """
    world.params.rivals, world.params.stakes = max(world.params[0].rivals, 1.0), 0.0
    world.params.binding = float(paid)
    p, rel = world.params[0], world.rows[0]
    traits = world.accounts[0]
    rel.price += dear
    vendor = side == "vendor"
    worth, unique = (rel.worth_seen, rel.unique_seen) if vendor else (traits.support_worth, rel.unique)
    brings, loss = (rel.externality, rel.loss_account_seen) if vendor else (rel.externality_believed, rel.loss_account)
    pie, left = (rel.pie_vendor, rel.left_vendor) if vendor else (rel.pie_account, rel.left_believed)
    reckon_binding(world, 0)
    found = moves.vendor_terms(world, 0) if vendor else moves.account_terms(world, 0)
    building = rel.building_seen if vendor else rel.building
    support = max((worth - 1.0 / (1.0 + building)) / p.support_curvature, 0.0)
    assert found.support == pytest.approx(support)

    law = gumbel_l(rel.quote_location, p.quote_scale)
    indifferent = rel.price - (worth * support - p.support_curvature * support**2 / 2.0) - unique
    leaves = indifferent - p.switching_cost * rel.lock_in / p.horizon
    with np.errstate(over="ignore"):
        undercut, drawn = (1.0 if x > p.do_without else law.cdf(x) for x in (leaves, indifferent))
    lost = 1.0 if p.breakdowns == 0.0 else rival_is_better(world, unique, brings)
    if paid and p.breakdowns > 0.0:
        apart = np.prod([w / (pie / 2.0 + w) for w in (left, rel.left_account)])
        lost += (1.0 - lost) * min(1.0 / ((1.0 - apart) * p.horizon), 1.0)
    lasts = (1.0 - rel.attention * p.desertion * undercut) ** p.horizon
    lasts *= (1.0 - p.collapse * lost) ** (max(rel.last_exchanges, 1.0) * p.horizon / rel.term)
    prices = np.linspace(min(law.ppf(1e-12), indifferent), indifferent, 20_001)
    with np.errstate(over="ignore"):
        saving = np.trapezoid(np.where(prices > p.do_without, 1.0, law.cdf(prices)), prices)
    volume = p.horizon * traits.volume
    kept = paid * rel.attention * drawn * (rel.price - rel.unit_cost - support)
    gain = (1.0 - lasts) * (pie if paid else brings + loss) - volume * (rel.attention * saving - kept)

    def value(d: float) -> float:
        return float(d * gain - volume * rel.rigidity * d**2 / 2.0)

    best = max(value(d) for d in np.linspace(0.0, p.commitment_cap, 2001))
    assert 0.0 <= found.commitment <= p.commitment_cap
    assert value(found.commitment) >= best - 1e-3 * volume * (rel.rigidity + abs(gain) / volume)


@pytest.mark.parametrize("what", ["loss_account", "externality"])
@given(world=row_worlds(), times=log_uniform(1.01, 100.0))
def test_more_at_stake_binds_no_less_in_either_side_s_proposal(what: str, world: World, times: float) -> None:
    """Wins that only this account brings also bring it back: they bind where a breakdown is final."""
    rel = world.rows[0]
    if what == "externality":
        world.params.breakdowns = 0.0
    reckon_binding(world, 0)
    before = moves.vendor_terms(world, 0).commitment, moves.account_terms(world, 0).commitment
    ours, theirs = {
        "loss_account": ("loss_account_seen", "loss_account"),
        "externality": ("externality", "externality_believed"),
    }[what]
    rel.pie_vendor += (times - 1.0) * rel[ours]
    rel.pie_account += (times - 1.0) * rel[theirs]
    rel[ours], rel[theirs] = times * rel[ours], times * rel[theirs]
    reckon_binding(world, 0)
    assert moves.vendor_terms(world, 0).commitment >= before[0]
    assert moves.account_terms(world, 0).commitment >= before[1]


@given(world=row_worlds(), reciprocity=shares(), pie=st.floats(-1.0, 20.0))
def test_each_side_matches_by_what_it_reckons_that_it_depends(world: World, reciprocity: float, pie: float) -> None:
    """m = reciprocity (1 - D), D = (T/2) / (T/2 + W) by its own estimate of the pie."""
    world.params.reciprocity, rel = reciprocity, world.rows[0]
    rel.pie_vendor = rel.pie_account = pie
    half = max(pie, 0.0) / 2.0
    for found, left in (
        (moves.vendor_matching(world, 0), rel.left_vendor),
        (moves.account_matching(world, 0), rel.left_account),
    ):
        assert found == pytest.approx(reciprocity * left / (half + left))


@pytest.mark.parametrize("kind", ["safe", "fall-back"])
@given(collapse=shares(), exchanges=st.integers(1, 12), commitment=shares())
def test_commitment_prevents_the_same_share_of_breakdowns_either_way(
    kind: str, collapse: float, exchanges: int, commitment: float
) -> None:
    """None bound, all are final; all bound, none is; between them, terms reckon with the straight line."""
    talks = 3

    def ends(d: float) -> float:
        chance = collapse * (1.0 - d) if kind == "safe" else collapse
        breaks = 1.0 - (1.0 - chance) ** exchanges
        return 1.0 - (1.0 - breaks * (1.0 if kind == "safe" else 1.0 - d)) ** talks

    assert ends(0.0) == pytest.approx(1.0 - (1.0 - collapse) ** (exchanges * talks))
    assert ends(1.0) == 0.0
    assert ends(commitment) <= ends(0.0) + 1e-12


@given(world=row_worlds(), support=st.floats(0.0, 0.5), commitment=shares())
def test_an_account_stops_where_the_relationship_is_worth_nothing_to_it(
    world: World, support: float, commitment: float
) -> None:
    """B(s) + nu (B(s) - B(s*)) + p_alt - e d^2 / 4 + L_b / (H q) - d (o + l), with s* = (a - 1 / (1 + nu)) / g."""
    p, rel, traits = world.params[0], world.rows[0], world.accounts[0]

    def value(s: float) -> float:
        return float(traits.support_worth * s - p.support_curvature * s**2 / 2.0)

    best = max((traits.support_worth - 1.0 / (1.0 + rel.building)) / p.support_curvature, 0.0)
    stop = value(support) + rel.building * (value(support) - value(best)) + rel.alternative
    stop += (p.stakes == 0.0) * rel.loss_account / (p.horizon * traits.volume) - rel.rigidity * commitment**2 / 4.0
    stop -= commitment * ((p.binding > 0.0) * rel.forgone + rel.locks)
    assert moves.account_reserve(world, 0, Terms(support, commitment)) == pytest.approx(stop, abs=1e-9)
    assert moves.account_position(world, 0, Terms(support, commitment)).reserve == pytest.approx(stop, abs=1e-9)
