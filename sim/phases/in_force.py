"""Relationships in force: what is stated of one that is older than the run, over one that has just begun."""

from __future__ import annotations

from typing import TYPE_CHECKING

from equipoise.sim.compiler import jit, jit_apart
from equipoise.sim.luck import Purpose, draw
from equipoise.sim.moves import Terms, break_even
from equipoise.sim.phases.renewal import form_estimates
from equipoise.sim.phases.signing import appraise, rounds_left
from equipoise.sim.phases.stakes import assess, survey_portfolio, unique_now
from equipoise.sim.rules.contribution import effort_that_holds, lock_in_so_far, starting_expectation
from equipoise.sim.rules.lasting import Signs, lasting_fit
from equipoise.sim.rules.package import support_value
from equipoise.sim.whose import account_of

if TYPE_CHECKING:
    from equipoise.sim.luck import Luck
    from equipoise.sim.state import World


@jit_apart
def resume(world: World, i: int, luck: Luck) -> None:
    """Go on with a relationship that has been served before the run, under the contract that is in force.

    What cannot be stated follows from what is: expectations have grown from those of a beginning, capability is what
    holds today's level beyond support (where the level is said to be at rest, expectations are those that support just
    meets, and there is no capability), and the fit is one with which the account has stayed so long, or makes up what
    it is stated to lose without the vendor, and is fully known then. Lock-in that is not stated is what age and
    commitment have made of it. A charter is reviewed first after a whole period.

    Parameters
    ----------
    world : World
        Changed in place; the relationship has just begun, and does so where nothing is stated.
    i : int
        Slot.
    luck : Luck
        The run's.
    """
    p, rel, account, stated = world.params[0], world.rows[i], account_of(world, i), world.in_force[i]
    binds = p.commitment_cap > 0.0
    rel.lock_in = max(stated.lock_in, 0.0) if binds else 0.0
    if stated.contract == 0.0:
        return
    rel.renews = stated.renews
    if stated.renews < 0.0:
        rel.renews = rel.term if p.first_contracts == 0.0 else rounds_left(rel.term, luck, i)
    served = max(rel.term - rel.renews, 1.0) if stated.age < 0.0 else stated.age
    rel.contract, rel.signed = 1.0, -max(min(rel.term - rel.renews, served), 1.0)  # before the run, in any case
    rel.start, rel.tenure, rel.together = -served, served, max(served - 1.0, 0.0)  # the round to come is together, too
    rel.commitment = max(stated.commitment, 0.0) if binds else 0.0
    if stated.lock_in < 0.0:
        rel.lock_in = lock_in_so_far(rel.commitment, p.lock_in_rate, served)
    rel.support = rel.support if stated.support < 0.0 else stated.support
    rel.price = rel.price if stated.price < 0.0 else stated.price
    rel.opening, rel.account_opening, rel.ask, rel.bid = rel.price, rel.price, rel.price, rel.price
    rel.vendor_reserve, rel.account_reserve = rel.price, rel.price
    rel.average_margin = 1.0 - (rel.unit_cost + rel.support) / rel.price if rel.price > 0.0 else 0.0
    _infer(world, i, luck)
    if stated.charter > 0.0 and p.charters == 0.0:
        rel.charter, rel.charter_start, rel.effort = 1.0, -p.review, account.orientation


@jit
def _infer(world: World, i: int, luck: Luck) -> None:
    """Expectations, capability and fit of a relationship that has come to where it is."""
    p, rel, account = world.params[0], world.rows[i], account_of(world, i)
    rel.expectation = starting_expectation(p.reference_effort, p.start_level)
    value = support_value(rel.support, account.support_worth, p.support_curvature)
    if world.in_force[i].level_at_rest > 0.0 and value > 0.0:
        rel.expectation = starting_expectation(value, rel.level) / world.growth[int(rel.tenure)]
    elif p.capability_gain > 0.0:
        holds = effort_that_holds(rel.level, rel.expectation * world.growth[int(rel.tenure)])
        rel.capability = max(holds - max(value, 0.0), 0.0)
    rel.match = 0.0
    unique = unique_now(world, i, rel.level)
    if world.in_force[i].unique >= 0.0:
        rel.together = max(rel.together, p.match_rounds)
        rel.match = world.in_force[i].unique - unique
        return
    signs = Signs(
        min(1.0, rel.tenure / p.match_rounds),
        rel.tenure,
        rel.price - 0.5 * (rel.unit_cost + rel.support + value + unique + rel.alternative),
        1.0 if world.in_force[i].price >= 0.0 else 0.0,
        rel.price - value - unique - p.switching_cost * rel.lock_in / p.horizon,
        rel.attention * p.desertion * (1.0 - rel.commitment),
        rel.quote_location,
        p.quote_scale,
        p.do_without,
    )
    rel.match = lasting_fit(draw(luck, 0, i, Purpose.MATCH), p.match_spread, signs, world.fits[i])


@jit
def settle_in(world: World, luck: Luck) -> None:
    """Both sides of contracts in force know what is at stake, and think of each other, before the first round.

    Parameters
    ----------
    world : World
        Changed in place: beliefs that are stated, and stakes, estimates and the split of each contract in force.
    luck : Luck
        The run's.
    """
    older = False
    for i in range(world.rows.shape[0]):
        rel = world.rows[i]
        if rel.active > 0.0:
            older = older or rel.contract > 0.0
            if world.in_force[i].belief >= 0.0:
                rel.belief = world.in_force[i].belief
    if not older:
        return
    unlent = survey_portfolio(world)
    for i in range(world.rows.shape[0]):
        if world.rows[i].active > 0.0 and world.rows[i].contract > 0.0:
            _settle(world, i, unlent, luck)


@jit_apart
def _settle(world: World, i: int, unlent: float, luck: Luck) -> None:
    p, rel, account = world.params[0], world.rows[i], account_of(world, i)
    assess(world, i, unlent)
    form_estimates(world, 0, i, luck)
    unit = break_even(world, i, Terms(rel.support, rel.commitment), rel.kept)
    weight = 1.0 if p.stakes == 0.0 else 0.0
    appraise(world, i, p.horizon * account.volume * (rel.price - unit) + weight * rel.externality)
