"""A round, written once: its stages, and for each what is decided and how that is resolved.

All drivers walk through :class:`~equipoise.sim.decisions.Stage` in order, by :func:`play_on`. In each, what is decided
by :mod:`equipoise.sim.moves` fills cells of the sheets; where a driver stops, it may then write cells of its own; what
follows from the decisions reads them. No decision of a stage depends on how another slot's is resolved, so all of a
stage's are taken before any is resolved.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from equipoise.sim import moves
from equipoise.sim.compiler import jit
from equipoise.sim.decisions import Stage
from equipoise.sim.luck import draw_ahead
from equipoise.sim.moves import STAY, Investment, Position, Purchase, Terms
from equipoise.sim.phases.closing import close_books, close_relationship, judge, learn_segments
from equipoise.sim.phases.in_force import resume, settle_in
from equipoise.sim.phases.investing import agree_charter, build
from equipoise.sim.phases.renewal import conclude, exchange, form_estimates, heed, is_due, learn_from_opening, meet
from equipoise.sim.phases.returning import approach, buy_elsewhere, settle_return, stay_away
from equipoise.sim.phases.stakes import assess, survey_portfolio
from equipoise.sim.phases.trading import may_demand, quote, settle_demand, take_occasion, trade
from equipoise.sim.phases.winning import begin, open_round, win
from equipoise.sim.rules.beliefs import prior
from equipoise.sim.whose import account_of

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from equipoise.sim.luck import Luck
    from equipoise.sim.state import World

STAGES = len(Stage)


@jit
def start(world: World, luck: Luck) -> None:
    """Begin the scenario's own relationships, or go on with those in force.

    Each account knows what share of the vendor's revenue it is.

    Parameters
    ----------
    world : World
        Changed in place.
    luck : Luck
        The run's.
    """
    p, total = world.params[0], 0.0
    for i in range(world.rows.shape[0]):
        if world.rows[i].joined_at_start > 0.0:
            begin(world, 0, i, luck)
            resume(world, i, luck)
            total += account_of(world, i).volume * world.rows[i].price
    world.vendor[0].usual_revenue = total
    for i in range(world.rows.shape[0]):
        rel = world.rows[i]
        if rel.active > 0.0 and total > 0.0:
            rel.revenue_share = account_of(world, i).volume * rel.price / total
            rel.belief = prior(p.prior_dependent, p.prior_share, rel.revenue_share)
    settle_in(world, luck)


@jit
def served(world: World, i: int) -> bool:
    """Whether slot ``i`` holds a relationship that has not ended."""
    return world.rows[i].active > 0.0 and world.rows[i].cause == 0.0


@jit
def buys_here(world: World, i: int) -> bool:
    """Whether slot ``i`` holds a relationship that has not ended, and is not broken down."""
    return served(world, i) and world.rows[i].away == 0.0


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
    rel = world.rows[i]
    if stage == Stage.RETURN:
        return served(world, i) and rel.away > 0.0 and rel.talks_again > 0.0
    if not buys_here(world, i):
        return False
    if stage == Stage.INVEST:
        return True
    if stage == Stage.TERMS or stage == Stage.POSITION or stage == Stage.OFFERS:  # noqa: PLR1714 - compiled
        return rel.at_table > 0.0
    if stage == Stage.DEMAND or stage == Stage.ANSWER:  # noqa: PLR1714 - compiled
        return rel.occasion > 0.0
    return stage == Stage.BUY and rel.looks > 0.0


@jit
def terms_on_table(world: World, i: int) -> Terms:
    """The terms that two proposals come to."""
    cells = world.sheet[i]
    ours = Terms(cells.vendor_support, cells.vendor_commitment)
    theirs = Terms(cells.account_support, cells.account_commitment)
    return meet(ours, theirs) if world.params[0].needs == 0.0 else heed(ours, theirs, world.rows[i].channel)


@jit
def decide_investment(world: World, i: int) -> None:
    """Both sides decide what they put into relationship ``i``, and the vendor whom it shows."""
    cells = world.sheet[i]
    cells.focus, cells.channel, cells.sponsor, cells.survey, cells.charter, cells.show, cells.score = moves.invest(
        world, i
    )
    cells.sign = 1.0 if moves.sign_charter(world, i) else 0.0
    cells.effort = moves.effort(world, i)


@jit
def decide_terms(world: World, i: int) -> None:
    """Both sides propose terms."""
    cells, ours, theirs = world.sheet[i], moves.vendor_terms(world, i), moves.account_terms(world, i)
    cells.vendor_support, cells.vendor_commitment = ours
    cells.account_support, cells.account_commitment = theirs


@jit
def decide_positions(world: World, i: int) -> None:
    """Both sides decide where they open and where they stop."""
    cells, terms = world.sheet[i], terms_on_table(world, i)
    ours, theirs = moves.positions(world, i, terms)
    cells.vendor_opening, cells.vendor_reserve, cells.vendor_exponent = ours
    cells.account_opening, cells.account_reserve, cells.account_exponent = theirs


@jit
def decide_offers(world: World, i: int) -> None:
    """Both sides concede from their openings until they meet, or do not."""
    cells = world.sheet[i]
    vendor = Position(cells.vendor_opening, cells.vendor_reserve, cells.vendor_exponent)
    account = Position(cells.account_opening, cells.account_reserve, cells.account_exponent)
    matching = moves.vendor_matching(world, i), moves.account_matching(world, i)
    cells.offers, cells.ask, cells.bid = exchange(vendor, account, matching, world.paths)


@jit
def be_away(first: int, last: int, world: World, t: int, i: int, luck: Luck) -> None:
    """Of these stages, those of an account that buys elsewhere: perhaps it comes back."""
    rel, cells = world.rows[i], world.sheet[i]
    if rel.talks_again > 0.0:
        if first < Stage.RETURN <= last:
            cells.take_back = 1.0 if moves.take_back(world, i) else 0.0
            cells.come_back = 1.0 if moves.come_back(world, i) else 0.0
        if first <= Stage.RETURN < last:
            settle_return(world, t, i, cells.take_back > 0.0, cells.come_back > 0.0)
    if first <= Stage.INVEST < last and served(world, i) and rel.away > 0.0:
        stay_away(world, t, i, luck)


@jit
def goes_on(world: World, t: int, i: int, luck: Luck) -> bool:
    """Whether slot ``i`` still buys here after talks or a demand; after a breakdown it buys elsewhere at once."""
    if served(world, i) and world.rows[i].away > 0.0:
        buy_elsewhere(world, t, i, luck)
    return buys_here(world, i)


@jit
def play_about(first: int, last: int, world: World, t: int, i: int, luck: Luck) -> None:  # noqa: C901, PLR0912 - a round
    """Resolve the first of these stages for slot ``i``, play those between, and decide the last.

    From RETURN to BUY relationships do not bear on each other.
    """
    rel, cells = world.rows[i], world.sheet[i]
    if rel.away > 0.0:
        be_away(first, last, world, t, i, luck)
        if not buys_here(world, i):
            return
    if first < Stage.INVEST <= last:
        decide_investment(world, i)
    if first <= Stage.INVEST < last:
        agree_charter(world, t, i, cells.charter, cells.sign > 0.0, cells.effort)
        move = Investment(
            cells.focus, cells.channel, cells.sponsor, cells.survey, cells.charter, cells.show, cells.score
        )
        build(world, t, i, move, luck)
    if first <= Stage.ESTIMATE < last:
        rel.at_table = 1.0 if is_due(world, t, i) else 0.0
        if rel.at_table > 0.0:
            form_estimates(world, t, i, luck)
    if rel.at_table > 0.0:
        if first < Stage.TERMS <= last:
            decide_terms(world, i)
        if first < Stage.POSITION <= last:
            decide_positions(world, i)
        if first <= Stage.POSITION < last:
            learn_from_opening(world, i, terms_on_table(world, i), cells.vendor_opening)
        if first < Stage.OFFERS <= last:
            decide_offers(world, i)
        if first <= Stage.OFFERS < last:
            conclude(world, t, i, terms_on_table(world, i), luck)
            if not goes_on(world, t, i, luck):
                return
    if first <= Stage.OCCASION < last:
        rel.occasion = 1.0 if may_demand(world, t, i, luck) else 0.0
        if rel.occasion > 0.0:
            take_occasion(world, t, i, luck)
    if rel.occasion > 0.0:
        if first < Stage.DEMAND <= last:
            cells.demand = moves.demand(world, i)
        if first < Stage.ANSWER <= last:
            cells.grant = moves.answer_demand(world, i, cells.demand)
        if first <= Stage.ANSWER < last:
            settle_demand(world, t, i, cells.demand, cells.grant, luck)
            if not goes_on(world, t, i, luck):
                return
    if first <= Stage.QUOTE < last:
        rel.looks = 1.0 if quote(world, t, i, luck) else 0.0
    if rel.looks > 0.0 and first < Stage.BUY <= last:
        cells.elsewhere, cells.leave = moves.buy(world, i, rel.quote)
    if first <= Stage.BUY < last:
        trade(world, t, i, Purchase(cells.elsewhere, cells.leave) if rel.looks > 0.0 else STAY, luck)


@jit
def assess_all(world: World, t: int, luck: Luck) -> None:
    """Reckon the stakes of all that are served; what the round will draw for them is drawn on the way."""
    slots = range(world.rows.shape[0])
    for i in slots:
        if served(world, i):
            draw_ahead(luck, t, i)
    unlent = survey_portfolio(world)
    for i in slots:
        if served(world, i):
            assess(world, i, unlent)
            if world.rows[i].away > 0.0:
                approach(world, t, i, luck)


@jit
def resolve_at_once(stage: int, world: World, t: int, luck: Luck) -> None:
    """Resolve a stage in which relationships bear on each other."""
    slots = range(world.rows.shape[0])
    if stage == Stage.OPEN:
        open_round(world, t)
    elif stage == Stage.PURSUE:
        if world.vendor_sheet[0].pursue > 0.0:
            for i in slots:
                if world.rows[i].active == 0.0 and win(world, t, i, luck):
                    begin(world, t, i, luck)
    elif stage == Stage.ASSESS:
        assess_all(world, t, luck)
    else:
        close_books(world, t)
        learn_segments(world)
        for i in slots:
            if world.rows[i].active > 0.0:
                close_relationship(world, t, i, luck)
        judge(world, t)


@jit
def play_on(stage: int, world: World, t: int, luck: Luck, stops: NDArray[np.bool_]) -> int:
    """Resolve a stage, and play on to the next stop or to the end of the round.

    Parameters
    ----------
    stage : Stage
        Which; what is decided in it stands in the sheets.
    world : World
        Changed in place.
    t : int
        Round.
    luck : Luck
        The run's.
    stops : ndarray of bool, shape (STAGES, slots + 1) or (STAGES, 1)
        Where to stop once it is decided: stages by slots, and the last for stopping whoever decides.

    Returns
    -------
    int
        The stage at which it stopped, ``STAGES`` at the end of the round.
    """
    while True:
        if stage <= Stage.ASSESS or stage == Stage.CLOSE:
            resolve_at_once(stage, world, t, luck)
        if stage == Stage.CLOSE:
            return STAGES
        if stage < Stage.ASSESS:
            stage += 1
            if stage == Stage.PURSUE:
                world.vendor_sheet[0].pursue = 1.0 if moves.pursue(world) else 0.0
        else:
            last = _next_stop(stops, stage)
            # One relationship after the other instead of one stage after the other: a tenth less time, and the same.
            for i in range(world.rows.shape[0]):
                if served(world, i):
                    play_about(stage, last, world, t, i, luck)
            stage = last
        if _stops(stops, stage, world):
            return stage


@jit
def _next_stop(stops: NDArray[np.bool_], stage: int) -> int:
    """The next stage at which somebody may have to be asked, or the last of the round."""
    for later in range(stage + 1, STAGES - 1):
        for k in range(stops.shape[1]):
            if stops[later, k]:
                return later
    return STAGES - 1


@jit
def _stops(stops: NDArray[np.bool_], stage: int, world: World) -> bool:
    for i in range(stops.shape[1] - 1):
        if stops[stage, i] and decides(stage, world, i):
            return True
    return bool(stops[stage, -1])
