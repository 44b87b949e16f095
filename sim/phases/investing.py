"""What investment does: charter, channel, capability, perception, lock-in, growth (R9, R11, R13 to R18)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from equipoise.sim.compiler import jit
from equipoise.sim.luck import Purpose, normal
from equipoise.sim.rules.beliefs import revised, updated
from equipoise.sim.rules.charter import co_investment
from equipoise.sim.rules.communication import breadth_after, channel, level_seen
from equipoise.sim.rules.contribution import capability_after, level_deserved, lock_in_after, perceived, volume_after
from equipoise.sim.rules.package import support_value
from equipoise.sim.rules.portfolio import ends_period
from equipoise.sim.whose import account_of

if TYPE_CHECKING:
    from equipoise.sim.luck import Luck
    from equipoise.sim.moves import Investment
    from equipoise.sim.state import World


@jit
def carry_over(world: World, i: int) -> None:
    """What the last round's contract and charter have made of lock-in and volume, and a reorganisation of the past.

    It happens between rounds, so that stakes are reckoned, and contracts negotiated, over the volume that is traded.
    People who are new have missed no review: the count of a round stands, and theirs begins with the next.

    Parameters
    ----------
    world : World
        Changed in place.
    i : int
        Slot of a relationship that is served.
    """
    p, rel, account = world.params[0], world.rows[i], account_of(world, i)
    rel.lock_in = lock_in_after(rel.lock_in, rel.commitment, p.lock_in_rate)
    account.volume = volume_after(account.volume, rel.unique, p.network_growth, rel.effort)
    if account.reorganised == world.vendor[0].now - 1.0:
        rel.misses = 0.0


@jit
def agree_charter(world: World, t: int, i: int, offered: float, signed: bool, effort: float) -> None:
    """A charter comes into force when both want it; the vendor lets one lapse at a review only.

    Parameters
    ----------
    world : World
        Changed in place.
    t, i : int
        Round and slot.
    offered : float
        1 when the vendor wants a charter.
    signed : bool
        Whether the account signs.
    effort : float
        The account's effort under it, in [0, 1].
    """
    p, rel, account = world.params[0], world.rows[i], account_of(world, i)
    # What is in force at the start was reviewed before, and is kept until it is reviewed again.
    due = rel.charter > 0.0 and t > 0 and ends_period(t - rel.charter_start, p.review)
    if p.charters > 0.0 or not signed or (due and offered == 0.0):
        rel.charter, rel.effort = 0.0, 0.0
        return
    if rel.charter == 0.0 and offered > 0.0:
        rel.charter, rel.charter_start, rel.misses = 1.0, t, 0.0
        rel.review_volume, rel.review_invested, rel.project_return = account.volume, 0.0, 0.0
    rel.effort = effort if rel.charter > 0.0 else 0.0


@jit
def build(world: World, t: int, i: int, move: Investment, luck: Luck) -> None:
    """Resolve the round's investment in a relationship.

    Parameters
    ----------
    world : World
        Changed in place.
    t, i : int
        Round and slot.
    move : Investment
        What the vendor decided.
    luck : Luck
        The run's.
    """
    p, rel, account = world.params[0], world.rows[i], account_of(world, i)
    revenue = max(account.volume * rel.price, 0.0)
    rel.score, rel.shown, rel.sponsor = move.score, move.show, move.sponsor
    if move.survey > 0.0:
        rel.surveyed = 1.0
    elif ends_period(rel.tenure, p.review):
        rel.surveyed = 0.0
    spent = (
        (move.focus + move.channel) * revenue
        + p.sponsor_cost * rel.sponsor
        + p.survey_cost * move.survey
        + p.team_cost * rel.charter
    )
    rel.relationship_cost = spent
    rel.account_effort = co_investment(rel.effort, move.focus, revenue)
    # Spent even if talks or a refused demand end the relationship before it trades; a round's trade is added to it.
    rel.cost_to_serve, rel.contribution, rel.account_surplus = spent, -spent, -rel.account_effort
    rel.vendor_invested += spent
    rel.account_invested += rel.account_effort
    rel.review_invested += spent + rel.account_effort

    rel.breadth = breadth_after(rel.breadth, move.channel, p.channel_decay, p.channel_gain)
    rel.channel = channel(rel.breadth, rel.sponsor, p.sponsor_reach)
    rel.capability = capability_after(
        rel.capability, move.focus, rel.effort, p.capability_decay, p.capability_gain, p.focus_half, p.solo_effect
    )
    effort = support_value(rel.support, account.support_worth, p.support_curvature) + rel.capability
    rel.level = perceived(
        rel.level, level_deserved(effort, rel.expectation * world.growth[int(rel.tenure)]), p.level_rate
    )
    rel.level_seen = level_seen(rel.level, p.level_bias, rel.channel, rel.surveyed)
    if rel.charter > 0.0:
        error = p.orientation_noise * (1.0 - rel.channel) * normal(luck, t, i, Purpose.OBSERVATION)
        rel.orientation_seen = revised(rel.orientation_seen, rel.effort + error, p.orientation_rate)
    if rel.shown > 0.0 and account.reference > 0.0:
        rel.belief = updated(rel.belief, np.log(p.shown_ratio))
