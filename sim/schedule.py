"""A round, written once: its stages, and for each what is decided and how that is resolved.

All drivers walk through :class:`~equipoise.sim.decisions.Stage` in order. :func:`decide` fills the cells of a stage
with the decisions of :mod:`equipoise.sim.moves`; a driver may then write cells of its own; :func:`resolve` reads them.
No decision of a stage depends on how another slot's is resolved, so all of a stage's are taken before any is resolved.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from equipoise.sim import moves
from equipoise.sim.compiler import jit
from equipoise.sim.decisions import Stage
from equipoise.sim.moves import STAY, Investment, Position, Purchase, Terms
from equipoise.sim.phases.closing import close_books, close_relationship, judge, learn_segments
from equipoise.sim.phases.investing import agree_charter, build
from equipoise.sim.phases.renewal import conclude, exchange, form_estimates, is_due, learn_from_opening, meet
from equipoise.sim.phases.stakes import assess, survey_portfolio
from equipoise.sim.phases.trading import may_demand, quote, settle_demand, take_occasion, trade
from equipoise.sim.phases.winning import begin, open_round, win
from equipoise.sim.rules.beliefs import prior

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from equipoise.sim.state import World

STAGES = len(Stage)


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
    """Whether slot ``i`` holds a relationship that has not ended."""
    return world.rows[i].active > 0.0 and world.rows[i].cause == 0.0


@jit
def decides(stage: int, world: World, i: int) -> bool:
    """Whether anything is decided about slot ``i`` in a stage of this round.

    Parameters
    ----------
    stage : Stage
        Which.
    world : World
        The state when the stage begins.
    i : int
        Slot.

    Returns
    -------
    bool
        False in stages without decisions, and where the relationship takes no part.
    """
    if not served(world, i):
        return False
    rel = world.rows[i]
    if stage == Stage.INVEST:
        return True
    if stage == Stage.TERMS or stage == Stage.POSITION or stage == Stage.OFFERS:  # noqa: PLR1714 - compiled
        return rel.at_table > 0.0
    if stage == Stage.DEMAND or stage == Stage.ANSWER:  # noqa: PLR1714 - compiled
        return rel.occasion > 0.0
    return stage == Stage.BUY and rel.looks > 0.0


@jit
def terms_on_table(world: World, i: int) -> Terms:
    """The terms that two proposals come to: halfway between them."""
    cells = world.sheet[i]
    return meet(
        Terms(cells.vendor_support, cells.vendor_commitment), Terms(cells.account_support, cells.account_commitment)
    )


@jit
def decide(stage: int, world: World) -> None:
    """Fill the cells of a stage with the decisions of :mod:`equipoise.sim.moves`.

    Parameters
    ----------
    stage : Stage
        Which.
    world : World
        Only its sheets are changed.
    """
    if stage == Stage.PURSUE:
        world.vendor_sheet[0].pursue = 1.0 if moves.pursue(world) else 0.0
        return
    for i in range(world.rows.shape[0]):
        if decides(stage, world, i):
            decide_about(stage, world, i)


@jit
def decide_about(stage: int, world: World, i: int) -> None:
    """Fill the cells of a stage about slot ``i``, which :func:`decides` in it."""
    cells = world.sheet[i]
    if stage == Stage.INVEST:
        cells.focus, cells.channel, cells.sponsor, cells.survey, cells.charter, cells.show, cells.score = moves.invest(
            world, i
        )
        cells.sign = 1.0 if moves.sign_charter(world, i) else 0.0
        cells.effort = moves.effort(world, i)
    elif stage == Stage.TERMS:
        cells.vendor_support, cells.vendor_commitment = moves.vendor_terms(world, i)
        cells.account_support, cells.account_commitment = moves.account_terms(world, i)
    elif stage == Stage.POSITION:
        terms = terms_on_table(world, i)
        cells.vendor_opening, cells.vendor_reserve, cells.vendor_exponent = moves.vendor_position(world, i, terms)
        cells.account_opening, cells.account_reserve, cells.account_exponent = moves.account_position(world, i, terms)
    elif stage == Stage.OFFERS:
        vendor = Position(cells.vendor_opening, cells.vendor_reserve, cells.vendor_exponent)
        account = Position(cells.account_opening, cells.account_reserve, cells.account_exponent)
        cells.offers, cells.ask, cells.bid = exchange(vendor, account, int(world.params[0].exchanges))
    elif stage == Stage.DEMAND:
        cells.demand = moves.demand(world, i)
    elif stage == Stage.ANSWER:
        cells.grant = moves.answer_demand(world, i, cells.demand)
    elif stage == Stage.BUY:
        cells.elsewhere, cells.leave = moves.buy(world, i, world.rows[i].quote)


@jit
def resolve(  # noqa: C901, PLR0912 - a branch a stage
    stage: int, world: World, t: int, luck: NDArray[np.float64]
) -> None:
    """Resolve a stage: what was decided in it, and what nobody decides.

    Parameters
    ----------
    stage : Stage
        Which.
    world : World
        Changed in place.
    t : int
        Round.
    luck : ndarray of shape (rounds, slots, PURPOSES)
        The run's draws.
    """
    slots = range(world.rows.shape[0])
    if stage == Stage.OPEN:
        open_round(world, t)
    elif stage == Stage.PURSUE:
        if world.vendor_sheet[0].pursue > 0.0:
            for i in slots:
                if world.rows[i].active == 0.0 and win(world, t, i, luck):
                    begin(world, t, i, luck)
    elif stage == Stage.ASSESS:
        unlent = survey_portfolio(world)
        for i in slots:
            if served(world, i):
                assess(world, i, unlent)
    elif stage == Stage.CLOSE:
        close_books(world, t)
        learn_segments(world)
        for i in slots:
            if world.rows[i].active > 0.0:
                close_relationship(world, t, i, luck)
        judge(world, t)
    else:
        for i in slots:
            if served(world, i):
                resolve_about(stage, world, t, i, luck)


@jit
def resolve_about(  # noqa: C901, PLR0912 - a branch a stage
    stage: int, world: World, t: int, i: int, luck: NDArray[np.float64]
) -> None:
    """Resolve a stage for slot ``i``, which is served: from INVEST to BUY relationships do not bear on each other."""
    rel, cells = world.rows[i], world.sheet[i]
    if stage == Stage.INVEST:
        agree_charter(world, t, i, cells.charter, cells.sign > 0.0, cells.effort)
        move = Investment(
            cells.focus, cells.channel, cells.sponsor, cells.survey, cells.charter, cells.show, cells.score
        )
        build(world, t, i, move, luck)
    elif stage == Stage.ESTIMATE:
        rel.at_table = 1.0 if is_due(world, t, i) else 0.0
        if rel.at_table > 0.0:
            form_estimates(world, t, i, luck)
    elif stage == Stage.POSITION:
        if rel.at_table > 0.0:
            learn_from_opening(world, i, terms_on_table(world, i), cells.vendor_opening)
    elif stage == Stage.OFFERS:
        if rel.at_table > 0.0:
            conclude(world, t, i, terms_on_table(world, i), luck)
    elif stage == Stage.OCCASION:
        rel.occasion = 1.0 if may_demand(world, t, i, luck) else 0.0
        if rel.occasion > 0.0:
            take_occasion(world, t, i, luck)
    elif stage == Stage.ANSWER:
        if rel.occasion > 0.0:
            settle_demand(world, t, i, cells.demand, cells.grant, luck)
    elif stage == Stage.QUOTE:
        rel.looks = 1.0 if quote(world, t, i, luck) else 0.0
    elif stage == Stage.BUY:
        trade(world, t, i, Purchase(cells.elsewhere, cells.leave) if rel.looks > 0.0 else STAY, luck)


@jit
def play_round(world: World, t: int, luck: NDArray[np.float64]) -> None:
    """Play a whole round with the decisions of :mod:`equipoise.sim.moves`.

    Parameters
    ----------
    world : World
        Changed in place.
    t : int
        Round.
    luck : ndarray of shape (rounds, slots, PURPOSES)
        The run's draws.
    """
    resolve(Stage.OPEN, world, t, luck)
    decide(Stage.PURSUE, world)
    resolve(Stage.PURSUE, world, t, luck)
    resolve(Stage.ASSESS, world, t, luck)
    # One relationship after the other instead of one stage after the other: a tenth less time, and the same.
    for i in range(world.rows.shape[0]):
        if served(world, i):
            _play_about(Stage.INVEST, world, t, i, luck)
            _play_about(Stage.ESTIMATE, world, t, i, luck)
            _play_about(Stage.TERMS, world, t, i, luck)
            _play_about(Stage.POSITION, world, t, i, luck)
            _play_about(Stage.OFFERS, world, t, i, luck)
            _play_about(Stage.OCCASION, world, t, i, luck)
            _play_about(Stage.DEMAND, world, t, i, luck)
            _play_about(Stage.ANSWER, world, t, i, luck)
            _play_about(Stage.QUOTE, world, t, i, luck)
            _play_about(Stage.BUY, world, t, i, luck)
    resolve(Stage.CLOSE, world, t, luck)


@jit
def _play_about(stage: int, world: World, t: int, i: int, luck: NDArray[np.float64]) -> None:
    if decides(stage, world, i):
        decide_about(stage, world, i)
    if served(world, i):
        resolve_about(stage, world, t, i, luck)
