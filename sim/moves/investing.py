"""Decisions about what to build: winning accounts, investing in them, signing and working under a charter."""

from __future__ import annotations

from typing import TYPE_CHECKING

from equipoise.sim.compiler import jit
from equipoise.sim.moves.kinds import Investment
from equipoise.sim.rules.portfolio import ends_period
from equipoise.sim.rules.selection import bears_programme, selection_score
from equipoise.sim.whose import account_of, own_policy, policy_of, vendor_of

if TYPE_CHECKING:
    from equipoise.sim.state import World


@jit
def pursue(world: World) -> bool:
    """The vendor decides whether to win new accounts: when a typical win is worth its cost.

    Parameters
    ----------
    world : World
        The state at the start of the round.

    Returns
    -------
    bool
        Whether open slots may be won in this round.
    """
    return own_policy(world).pursue > 0.0 and world.vendor[0].win_worth > 0.0


@jit
def invest(world: World, i: int) -> Investment:
    """The vendor decides what to put into relationship ``i``: all its levers, if the account passes its screen (R10).

    An account that brings less than the lump costs of its programme is left out. While cash is below ``prudence`` times
    the reserve, nothing is invested and no charter kept or offered. Nor is one offered to people with whom one has
    failed.

    Parameters
    ----------
    world : World
        The state at the start of the round.
    i : int
        Slot.

    Returns
    -------
    Investment
        Nothing but ``show`` for an account below the screen, one that brings too little, or without the cash.
    """
    p, policy, rel, account = world.params[0], policy_of(world, i), world.rows[i], account_of(world, i)
    weights = (
        policy.weigh_revenue,
        policy.weigh_history,
        policy.weigh_margin,
        policy.weigh_access,
        policy.weigh_willingness,
    )
    score = selection_score(
        weights, rel.revenue_share, rel.tenure, rel.average_margin, rel.channel, rel.orientation_seen
    )
    show = policy.show if account.reference > 0.0 else 0.0
    charter = policy.charter if p.charters == 0.0 and rel.misses < p.misses_allowed else 0.0
    brings = account.volume * (rel.price - rel.unit_cost) - p.selling_cost
    lumps = charter * p.team_cost + policy.sponsor * p.sponsor_cost + policy.survey * p.survey_cost / p.review
    poor = vendor_of(world, i).cash < policy.prudence * p.reserve
    if score < policy.screen or poor or not bears_programme(brings, lumps):
        return Investment(0.0, 0.0, 0.0, 0.0, 0.0, show, score)
    survey = policy.survey if ends_period(rel.tenure, p.review) else 0.0
    return Investment(policy.focus, policy.channel, policy.sponsor, survey, charter, show, score)


@jit
def sign_charter(world: World, i: int) -> bool:
    """The account decides whether to sign: any account may, since signing costs nothing and effort is its own choice.

    Parameters
    ----------
    world : World
        The state of the round.
    i : int
        Slot.

    Returns
    -------
    bool
        True.
    """
    return world.rows[i].active > 0.0


@jit
def effort(world: World, i: int) -> float:
    """The account decides its effort under a charter: its orientation.

    Parameters
    ----------
    world : World
        The state of the round.
    i : int
        Slot.

    Returns
    -------
    float
        In [0, 1].
    """
    return account_of(world, i).orientation
