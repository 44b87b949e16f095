"""A negotiation: estimates, terms, an exchange of offers, and the contract that comes of it."""

from __future__ import annotations

from math import exp
from typing import TYPE_CHECKING

from equipoise.sim.compiler import jit
from equipoise.sim.luck import Purpose, draw, normal
from equipoise.sim.moves import Position, Terms, expected_openings, pie_at
from equipoise.sim.rules.beliefs import believed_wealth, opening_evidence, updated
from equipoise.sim.rules.communication import estimate
from equipoise.sim.rules.concession import crossing, exchanges_until_collapse, lay_path
from equipoise.sim.rules.package import rigidity_cost, support_value
from equipoise.sim.rules.stickiness import boldness_ratio, support_at_stuck_price
from equipoise.sim.state import Cause, World

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from equipoise.sim.luck import Luck


@jit
def is_due(world: World, t: int, i: int) -> bool:
    """Whether a contract is negotiated in this round: its term is over, or a side reopened it.

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
    return rel.active > 0.0 and rel.cause == 0.0 and (t >= rel.renews or rel.reopened > 0.0)


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
    """Both sides form their estimates before they talk: of the pie, and the vendor of what support is worth.

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
    believe(world, i, normal(luck, t, i, Purpose.ACCOUNT_ERROR))
    weight = 1.0 if p.stakes == 0.0 else 0.0
    if p.information > 0.0:
        rel.worth_seen, rel.unique_seen, rel.loss_account_seen = rel.support_worth, rel.unique, rel.loss_account
        rel.pie_vendor = rel.surplus + weight * (rel.externality + rel.loss_account)
        return
    error = normal(luck, t, i, Purpose.VENDOR_ERROR)
    rel.worth_seen = 1.0 + (rel.support_worth - 1.0) * exp(p.estimate_blur * (1.0 - rel.channel) * error)
    known = rel.surplus + weight * (rel.externality + rel.loss_account_seen)
    rel.pie_vendor = estimate(known, abs(rel.surplus), p.estimate_blur, rel.channel, error)


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
    p, rel = world.params[0], world.rows[i]
    rel.opening = opening
    if p.information > 0.0 or rel.pie_account <= 0.0:
        return
    sigma = p.opening_noise * rel.pie_account / (p.horizon * rel.volume)
    if_dependent, if_independent = expected_openings(world, i, terms)
    evidence = opening_evidence(opening, if_dependent, if_independent, sigma)
    rel.belief = updated(rel.belief, evidence)


@jit
def exchange(vendor: Position, account: Position, paths: NDArray[np.float64]) -> tuple[float, float, float]:
    """Exchange offers as both sides concede from opening to reservation price.

    Parameters
    ----------
    vendor, account : Position
        The two positions.
    paths : ndarray of shape (2, K + 2)
        Working space: both concessions, of at most K exchanges.

    Returns
    -------
    offers, ask, bid : float
        Exchange at which they agree (-1 when they do not), and the last offer of each side, money a unit.
    """
    lay_path(paths[0], vendor.exponent)
    lay_path(paths[1], account.exponent)
    k = crossing(vendor.opening, vendor.reserve, paths[0], account.opening, account.reserve, paths[1])
    last = k if k >= 0 else paths.shape[1] - 2
    ask = vendor.opening - (vendor.opening - vendor.reserve) * paths[0, last]
    bid = account.opening - (account.opening - account.reserve) * paths[1, last]
    return float(k), ask, bid


@jit
def conclude(world: World, t: int, i: int, terms: Terms, luck: Luck) -> None:
    """Conclude talks, however offers were exchanged: sign a contract, or part without one.

    A collapse of talks is final only for what is not bound: its chance an exchange is c (1 - d).

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
    first = rel.tenure == 0.0
    rel.exchanges = cells.offers if cells.offers >= 0.0 else p.exchanges
    rel.last_exchanges = rel.exchanges
    final = p.collapse * (1.0 - rel.commitment)
    if not first and exchanges_until_collapse(draw(luck, t, i, Purpose.COLLAPSE), final) <= rel.exchanges:
        part(world, i, Cause.COLLAPSE.value)
        return
    if cells.offers < 0.0 or rel.vendor_reserve > rel.account_reserve:
        part(world, i, Cause.NO_DEAL.value)
        return
    price = min(max(0.5 * (rel.ask + rel.bid), rel.vendor_reserve), rel.account_reserve)
    stuck = price if first else min(max(price, rel.price - p.price_step), rel.price + p.price_step)
    stuck = min(max(stuck, rel.vendor_reserve), rel.account_reserve)
    sign(world, t, i, terms, price, stuck)


@jit
def sign(world: World, t: int, i: int, terms: Terms, price: float, stuck: float) -> None:
    """Sign: what the price could not move, support does.

    Parameters
    ----------
    world : World
        Changed in place.
    t, i : int
        Round and slot.
    terms : Terms
        Agreed support and commitment.
    price, stuck : float
        The agreed price, and the price within reach of the last one, money a unit.
    """
    p, rel = world.params[0], world.rows[i]
    volume = p.horizon * rel.volume
    weight = 1.0 if p.stakes == 0.0 else 0.0
    whole = rel.surplus + weight * (rel.externality + rel.loss_account)
    pie = pie_at(whole, terms, rel.support_worth, p.support_curvature, p.rigidity, volume)
    unit = p.unit_cost + terms.support + rigidity_cost(terms.commitment, p.rigidity)
    agreed = volume * (price - unit) + weight * rel.externality
    support = terms.support
    if stuck != price:
        gain = volume * (stuck - unit) + weight * rel.externality
        ratio = boldness_ratio(rel.left_vendor, rel.left_account, agreed, pie - agreed, p.risk_aversion)
        support = support_at_stuck_price(
            ratio,
            rel.left_vendor,
            rel.left_account,
            gain,
            pie - gain,
            support,
            volume,
            rel.support_worth,
            p.support_curvature,
            p.risk_aversion,
        )
    rel.price, rel.support, rel.commitment = stuck, support, terms.commitment
    rel.renews, rel.reopened = t + p.term, 0.0
    final = pie_at(whole, Terms(support, terms.commitment), rel.support_worth, p.support_curvature, p.rigidity, volume)
    gain = agreed - volume * (price - stuck) - volume * (support - terms.support)
    rel.vendor_share = gain / final if final > 0.0 else 0.0
    best = support_value(rel.efficient_support, rel.support_worth, p.support_curvature) - rel.efficient_support
    rel.waste = volume * (best - support_value(support, rel.support_worth, p.support_curvature) + support)


@jit
def part(world: World, i: int, cause: int) -> None:
    """End a relationship, and note what each side lost: y for the vendor, T - y for the account.

    Parameters
    ----------
    world : World
        Changed in place.
    i : int
        Slot.
    cause : int
        A :class:`~equipoise.sim.state.Cause`.
    """
    p, rel = world.params[0], world.rows[i]
    volume = p.horizon * rel.volume
    bound = rigidity_cost(rel.commitment, p.rigidity)
    alternative = rel.alternative
    value = support_value(rel.support, rel.support_worth, p.support_curvature)
    rel.cause = cause
    rel.lost_vendor = volume * (rel.price - p.unit_cost - rel.support - bound) + rel.externality
    rel.lost_account = volume * (value + alternative - rel.price - bound) + rel.loss_account
