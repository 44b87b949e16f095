"""The phases of a round, in order, said once: both drivers walk through ``ROUND``.

Every phase *decides, then resolves*. The compiled driver takes the decisions of :mod:`sim.moves`; the Mesa model asks
its agents.
"""

from __future__ import annotations

from enum import IntEnum
from typing import TYPE_CHECKING

from sim.compiler import jit
from sim.luck import Purpose, normal
from sim.moves import (
    STAY,
    account_position,
    account_terms,
    answer_demand,
    buy,
    demand,
    effort,
    invest,
    pursue,
    sign_charter,
    vendor_position,
    vendor_terms,
)
from sim.phases.closing import close_books, close_relationship, judge, learn_segments
from sim.phases.investing import agree_charter, build
from sim.phases.renewal import believe, form_estimates, is_due, learn_from_opening, meet, talk
from sim.phases.stakes import assess, survey_portfolio
from sim.phases.trading import may_demand, quote, settle_demand, trade
from sim.phases.winning import begin, open_round, win
from sim.rules.beliefs import prior

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from sim.state import World


class Phase(IntEnum):
    """A phase of a round."""

    WIN = 0
    ASSESS = 1
    INVEST = 2
    RENEW = 3
    DEMAND = 4
    TRADE = 5
    CLOSE = 6


ROUND = (Phase.WIN, Phase.ASSESS, Phase.INVEST, Phase.RENEW, Phase.DEMAND, Phase.TRADE, Phase.CLOSE)
"""The order of a round."""

ROUND_WORDS = {
    Phase.WIN: "Slots of ended relationships are freed; the vendor decides whether to pursue new accounts.",
    Phase.ASSESS: "Stakes of both sides are reckoned: what each would lose, and what it would have left.",
    Phase.INVEST: "The vendor invests, offers charters and parades references; accounts sign and put in effort.",
    Phase.RENEW: "Contracts that are due are negotiated: terms, positions, an exchange of offers.",
    Phase.DEMAND: "Accounts ask for something free; the vendor submits or refuses.",
    Phase.TRADE: "Rivals quote; accounts buy here or elsewhere, or leave; both ledgers are written.",
    Phase.CLOSE: "Books, reviews, reorganisations, exits, learning; the go-to-market may fail.",
}


@jit
def start(world: World, luck: NDArray[np.float64]) -> None:
    """Begin the scenario's own relationships; each account knows what share of the vendor's revenue it is.

    Parameters
    ----------
    world : World
        Changed in place.
    luck : ndarray of shape (rounds, slots, PURPOSES)
        The run's draws.
    """
    p, total = world.params[0], 0.0
    for i in range(world.rows.shape[0]):
        if world.rows[i].joined_at_start > 0.0:
            begin(world, 0, i, luck)
            total += world.rows[i].volume * world.rows[i].price
    for i in range(world.rows.shape[0]):
        rel = world.rows[i]
        if rel.active > 0.0 and total > 0.0:
            rel.revenue_share = rel.volume * rel.price / total
            rel.belief = prior(p.prior_dependent, p.prior_share, rel.revenue_share)


@jit
def served(world: World, i: int) -> bool:
    """Whether slot ``i`` holds a relationship that has not ended.

    Parameters
    ----------
    world : World
        The state.
    i : int
        Slot.

    Returns
    -------
    bool
        True while it is served.
    """
    return world.rows[i].active > 0.0 and world.rows[i].cause == 0.0


@jit
def play(  # noqa: C901, PLR0912 - the whole round at a glance, a branch a phase
    phase: int, world: World, t: int, luck: NDArray[np.float64]
) -> None:
    """Play one phase with the decisions of :mod:`sim.moves`.

    Parameters
    ----------
    phase : Phase
        Which.
    world : World
        Changed in place.
    t : int
        Round.
    luck : ndarray of shape (rounds, slots, PURPOSES)
        The run's draws.
    """
    slots = range(world.rows.shape[0])
    if phase == Phase.WIN:
        open_round(world, t)
        if pursue(world):
            for i in slots:
                if world.rows[i].active == 0.0 and win(world, t, i, luck):
                    begin(world, t, i, luck)
    elif phase == Phase.ASSESS:
        unlent = survey_portfolio(world)
        for i in slots:
            if served(world, i):
                assess(world, i, unlent)
    elif phase == Phase.INVEST:
        for i in slots:
            if served(world, i):
                move = invest(world, i)
                agree_charter(world, t, i, move.charter, sign_charter(world, i), effort(world, i))
                build(world, t, i, move, luck)
    elif phase == Phase.RENEW:
        for i in slots:
            if is_due(world, t, i):
                form_estimates(world, t, i, luck)
                terms = meet(vendor_terms(world, i), account_terms(world, i))
                vendor = vendor_position(world, i, terms)
                account = account_position(world, i, terms)
                learn_from_opening(world, i, terms, vendor.opening)
                talk(world, t, i, terms, vendor, account, luck)
    elif phase == Phase.DEMAND:
        for i in slots:
            if may_demand(world, t, i, luck):
                believe(world, i, normal(luck, t, i, Purpose.ACCOUNT_ERROR))
                asked = demand(world, i)
                settle_demand(world, t, i, asked, answer_demand(world, i, asked), luck)
    elif phase == Phase.TRADE:
        for i in slots:
            if served(world, i) and quote(world, t, i, luck):
                trade(world, t, i, buy(world, i, world.rows[i].quote), luck)
            elif served(world, i):
                trade(world, t, i, STAY, luck)
    else:
        close_books(world, t)
        learn_segments(world)
        for i in slots:
            if world.rows[i].active > 0.0:
                close_relationship(world, t, i, luck)
        judge(world, t)


@jit
def play_round(world: World, t: int, luck: NDArray[np.float64]) -> None:
    """Play a whole round.

    Parameters
    ----------
    world : World
        Changed in place.
    t : int
        Round.
    luck : ndarray of shape (rounds, slots, PURPOSES)
        The run's draws.
    """
    for phase in ROUND:
        play(phase, world, t, luck)
