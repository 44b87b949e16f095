"""A negotiation: estimates, terms, an exchange of offers, and whether it ends in a contract."""

from __future__ import annotations

from math import exp
from typing import TYPE_CHECKING

from equipoise.sim.compiler import jit
from equipoise.sim.luck import Purpose, draw, normal
from equipoise.sim.moves import Position, Terms, expected_openings
from equipoise.sim.phases.binding import reckon_binding
from equipoise.sim.phases.parting import break_off, part
from equipoise.sim.phases.signing import contract_length, sign
from equipoise.sim.rules.beliefs import believed_wealth, opening_evidence, updated
from equipoise.sim.rules.communication import estimate, heeded, worth_guessed
from equipoise.sim.rules.concession import Stance, exchanges_until_collapse, lay_path, meeting
from equipoise.sim.state import Cause, World
from equipoise.sim.whose import account_of

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from equipoise.sim.luck import Luck


@jit
def is_due(world: World, t: int, i: int) -> bool:
    """Whether a contract is negotiated in this round: its term is over, or it has been reopened.

    Parameters
    ----------
    world : World
        The state.
    t, i : int
        Round and slot.

    Returns
    -------
    bool
        True when both sides come to the table.
    """
    rel = world.rows[i]
    return rel.active > 0.0 and rel.cause == 0.0 and rel.away == 0.0 and (t >= rel.renews or rel.reopened > 0.0)


@jit
def believe(world: World, i: int, error: float) -> None:
    """The account's view of the vendor: W_hat = W_S^pi W_N^(1 - pi), X_hat = pi X; the truth with full information.

    Parameters
    ----------
    world : World
        Changed in place.
    i : int
        Slot.
    error : float
        Blur of its estimate of the pie, standard normal.
    """
    p, rel = world.params[0], world.rows[i]
    weight = 1.0 if p.stakes == 0.0 else 0.0
    if p.information > 0.0:
        rel.externality_believed, rel.left_believed = rel.externality, rel.left_vendor
        rel.pie_account = rel.surplus + weight * (rel.externality + rel.loss_account)
        return
    rel.externality_believed = rel.belief * rel.externality
    known = rel.surplus + weight * (rel.externality_believed + rel.loss_account)
    rel.pie_account = estimate(known, abs(rel.surplus), p.estimate_blur, rel.channel, error)
    scale = max(rel.pie_account, 0.0)
    rel.left_believed = believed_wealth(
        rel.belief, max(p.dependent_wealth * scale, p.wealth_floor), max(p.independent_wealth * scale, p.wealth_floor)
    )


@jit
def form_estimates(world: World, t: int, i: int, luck: Luck) -> None:
    """Both sides form their estimates before they talk: of the pie, of support, and of being bound.

    Parameters
    ----------
    world : World
        Changed in place.
    t, i : int
        Round and slot.
    luck : Luck
        The run's.
    """
    p, rel, account = world.params[0], world.rows[i], account_of(world, i)
    believe(world, i, normal(luck, t, i, Purpose.ACCOUNT_ERROR))
    weight = 1.0 if p.stakes == 0.0 else 0.0
    if p.information > 0.0:
        rel.worth_seen, rel.unique_seen, rel.loss_account_seen = account.support_worth, rel.unique, rel.loss_account
        rel.building_seen = rel.building
        rel.pie_vendor = rel.surplus + weight * (rel.externality + rel.loss_account)
        reckon_binding(world, i)
        return
    error = normal(luck, t, i, Purpose.VENDOR_ERROR)
    if p.needs > 0.0:
        rel.worth_seen = worth_guessed(
            account.support_worth, p.support_worth, p.support_worth_spread, rel.channel, error
        )
    else:
        rel.worth_seen = 1.0 + (account.support_worth - 1.0) * exp(p.estimate_blur * (1.0 - rel.channel) * error)
    known = rel.surplus + weight * (rel.externality + rel.loss_account_seen)
    rel.pie_vendor = estimate(known, abs(rel.surplus), p.estimate_blur, rel.channel, error)
    reckon_binding(world, i)


@jit
def meet(ours: Terms, theirs: Terms) -> Terms:
    """The terms on the table: halfway between the two proposals.

    Parameters
    ----------
    ours, theirs : Terms
        The proposals.

    Returns
    -------
    Terms
        Their mean, exactly the proposal when both make the same.
    """
    return Terms(0.5 * (ours.support + theirs.support), 0.5 * (ours.commitment + theirs.commitment))


@jit
def heed(ours: Terms, theirs: Terms, channel: float) -> Terms:
    """The terms on the table where needs are hidden: an account's word on support is heeded as far as the channel goes.

    Parameters
    ----------
    ours, theirs : Terms
        The vendor's and the account's proposal.
    channel : float
        h in [0, 1].

    Returns
    -------
    Terms
        Support by :func:`equipoise.sim.rules.communication.heeded`, and commitment halfway.
    """
    return Terms(heeded(ours.support, theirs.support, channel), meet(ours, theirs).commitment)


@jit
def learn_from_opening(world: World, i: int, terms: Terms, opening: float) -> None:
    """The account learns from how low the vendor opens (Bayes on two types).

    Parameters
    ----------
    world : World
        Changed in place.
    i : int
        Slot.
    terms : Terms
        The terms on the table.
    opening : float
        The vendor's opening price, money a unit.
    """
    p, rel, account = world.params[0], world.rows[i], account_of(world, i)
    rel.opening = opening
    if p.information > 0.0 or rel.pie_account <= 0.0:
        return
    sigma = p.opening_noise * rel.pie_account / (p.horizon * account.volume)
    if_dependent, if_independent = expected_openings(world, i, terms)
    evidence = opening_evidence(opening, if_dependent, if_independent, sigma)
    rel.belief = updated(rel.belief, evidence)


@jit
def exchange(
    vendor: Position, account: Position, matching: tuple[float, float], paths: NDArray[np.float64]
) -> tuple[float, float, float]:
    """Exchange offers as both sides concede from opening to reservation price.

    Parameters
    ----------
    vendor, account : Position
        The two positions.
    matching : tuple of float
        m of the vendor and of the account.
    paths : ndarray of shape (2, K + 2)
        Working space: both concessions, of at most K exchanges.

    Returns
    -------
    offers, ask, bid : float
        Exchange at which they agree (-1 when they do not), and the last offer of each side, money a unit.
    """
    lay_path(paths[0], vendor.exponent)
    lay_path(paths[1], account.exponent)
    ours = Stance(vendor.opening, vendor.reserve, matching[0])
    return meeting(ours, Stance(account.opening, account.reserve, matching[1]), paths)


@jit
def conclude(world: World, t: int, i: int, terms: Terms, luck: Luck) -> None:
    """Conclude talks, however offers were exchanged: sign a contract, break them off, or part without one.

    Talks break down by chance, or where sides that answer each other in kind have not agreed by the last exchange
    though their stops overlap. That chance is c (1 - d) an exchange where commitment d makes talks safe, and c where
    :func:`break_down` says what it does.

    Parameters
    ----------
    world : World
        Changed in place: contract, or cause of the end. Positions and offers stand in its sheet.
    t, i : int
        Round and slot.
    terms : Terms
        The terms on the table.
    luck : Luck
        The run's.
    """
    p, rel, cells = world.params[0], world.rows[i], world.sheet[i]
    rel.account_opening, rel.ask, rel.bid = cells.account_opening, cells.ask, cells.bid
    rel.vendor_reserve, rel.account_reserve = cells.vendor_reserve, cells.account_reserve
    first = rel.tenure == 0.0 and rel.contract == 0.0
    rel.exchanges = cells.offers if cells.offers >= 0.0 else p.exchanges
    rel.last_exchanges = rel.exchanges
    apart = rel.vendor_reserve > rel.account_reserve
    chance = p.collapse * (1.0 - rel.commitment) if p.bound_talks == 0.0 else p.collapse
    collapsed = not first and exchanges_until_collapse(draw(luck, t, i, Purpose.COLLAPSE), chance) <= rel.exchanges
    if collapsed or (cells.offers < 0.0 and not apart and p.reciprocity > 0.0):
        break_down(world, t, i, luck)
        return
    if cells.offers < 0.0 or apart:
        part(world, i, Cause.NO_DEAL.value)
        return
    price = min(max(0.5 * (rel.ask + rel.bid), rel.vendor_reserve), rel.account_reserve)
    stuck = price if rel.contract == 0.0 else min(max(price, rel.price - p.price_step), rel.price + p.price_step)
    stuck = min(max(stuck, rel.vendor_reserve), rel.account_reserve)
    sign(world, t, i, terms, price, stuck, luck)


@jit
def break_down(world: World, t: int, i: int, luck: Luck) -> None:
    """Talks break down, but for an account that is bound, as far as it is.

    With bound talks the old contract stays in force with the chance d, the commitment in it, for as long as
    :func:`contract_length` says.

    Parameters
    ----------
    world : World
        Changed in place.
    t, i : int
        Round and slot.
    luck : Luck
        The run's.
    """
    p, rel = world.params[0], world.rows[i]
    if p.bound_talks > 0.0 and draw(luck, t, i, Purpose.FALL_BACK) < rel.commitment:
        length = contract_length(rel.term, t, rel.renews, p.reopened_contracts)
        rel.fell_back, rel.renews, rel.reopened = 1.0, t + length, 0.0
        return
    break_off(world, i, Cause.COLLAPSE.value)
