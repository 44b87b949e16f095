"""Demands, quotes and what is bought: the round's trade with one account, entered in both ledgers (R4, R7)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from equipoise.sim.compiler import jit
from equipoise.sim.luck import Purpose, draw, normal
from equipoise.sim.moves import Purchase, account_threat, contract_gain, expected_threat
from equipoise.sim.phases.parting import break_off, part
from equipoise.sim.phases.renewal import believe
from equipoise.sim.rules.beliefs import revised, updated, yielding_evidence
from equipoise.sim.rules.demands import end_after_refusal, fear_premium
from equipoise.sim.rules.package import rigidity_cost, support_value
from equipoise.sim.rules.red_flags import diverted_average
from equipoise.sim.rules.rivals import best_quote
from equipoise.sim.state import Cause, World
from equipoise.sim.whose import account_of

if TYPE_CHECKING:
    from equipoise.sim.luck import Luck

SMALL = 1e-9
"""Demands below this are none."""

PARTED_BEFORE_QUOTES = (Cause.NO_DEAL.value, Cause.COLLAPSE.value, Cause.REFUSED_DEMAND.value)


@jit
def may_demand(world: World, t: int, i: int, luck: Luck) -> bool:
    """Whether an occasion to ask for something free comes up in this round: between renewals only.

    Parameters
    ----------
    world : World
        The state.
    t, i : int
        Round and slot.
    luck : Luck
        The run's.

    Returns
    -------
    bool
        True on an occasion.
    """
    rel = world.rows[i]
    return (
        rel.active > 0.0
        and rel.cause == 0.0
        and rel.exchanges < 0.0
        and draw(luck, t, i, Purpose.DEMAND) < world.params[0].demand_rate
    )


@jit
def take_occasion(world: World, t: int, i: int, luck: Luck) -> None:
    """The account thinks about what fear would make the vendor pay: it forms its view of the vendor anew."""
    believe(world, i, normal(luck, t, i, Purpose.ACCOUNT_ERROR))


@jit
def settle_demand(world: World, t: int, i: int, asked: float, fraction: float, luck: Luck) -> None:
    """Resolve a demand: what is granted changes ledgers, a refusal may end in a breakdown, and both sides learn.

    Parameters
    ----------
    world : World
        Changed in place.
    t, i : int
        Round and slot.
    asked : float
        Worth of the demand, money.
    fraction : float
        The part that the vendor grants, in [0, 1].
    luck : Luck
        The run's.
    """
    p, rel = world.params[0], world.rows[i]
    fearful = fear_premium(
        rel.left_vendor,
        contract_gain(world, i, rel.externality),
        expected_threat(world, i),
        p.risk_aversion,
    )
    if fearful > SMALL:
        error = p.orientation_noise * (1.0 - rel.channel) * normal(luck, t, i, Purpose.OBSERVATION)
        rel.orientation_seen = revised(
            rel.orientation_seen, 1.0 - min(asked / fearful, 1.0) + error, p.orientation_rate
        )
    if asked <= SMALL:
        return
    rel.asked = asked
    if fraction < 1.0 and draw(luck, t, i, Purpose.REFUSAL) < end_after_refusal(account_threat(world, i), fraction):
        break_off(world, i, Cause.REFUSED_DEMAND.value)
        return
    rel.granted = fraction * asked
    rel.belief = updated(rel.belief, yielding_evidence(p.yielded_ratio, fraction))


@jit
def quote(world: World, t: int, i: int, luck: Luck) -> bool:
    """Rivals quote; the account may be looking.

    Parameters
    ----------
    world : World
        Changed in place: the best quote, if the account looks.
    t, i : int
        Round and slot.
    luck : Luck
        The run's.

    Returns
    -------
    bool
        Whether the account looks at the quote.
    """
    looks = draw(luck, t, i, Purpose.ATTENTION) < world.rows[i].attention
    if looks:
        _note_quote(world, t, i, luck)
    return looks


@jit
def _note_quote(world: World, t: int, i: int, luck: Luck) -> None:
    p, rel = world.params[0], world.rows[i]
    rel.quote = best_quote(draw(luck, t, i, Purpose.QUOTE), rel.quote_location, p.quote_scale, p.do_without)


@jit
def note_unseen_quote(world: World, t: int, i: int, luck: Luck) -> None:
    """Note what an account that did not look was quoted: readers of the rows are told, nobody in the run asks.

    Parameters
    ----------
    world : World
        Changed in place, at the end of the round.
    t, i : int
        Round and slot.
    luck : Luck
        The run's.
    """
    rel = world.rows[i]
    if rel.active > 0.0 and rel.looks == 0.0 and int(rel.cause) not in PARTED_BEFORE_QUOTES:
        _note_quote(world, t, i, luck)


@jit
def trade(world: World, t: int, i: int, purchase: Purchase, luck: Luck) -> None:
    """Resolve what the account buys, and enter it in both ledgers.

    Parameters
    ----------
    world : World
        Changed in place.
    t, i : int
        Round and slot.
    purchase : Purchase
        What the account decided.
    luck : Luck
        The run's.
    """
    p, rel, account = world.params[0], world.rows[i], account_of(world, i)
    free = 1.0 - rel.commitment
    elsewhere = min(max(purchase.elsewhere, 0.0), free)
    if purchase.leave > 0.0 and draw(luck, t, i, Purpose.LEAVE) < p.desertion * free:
        part(world, i, Cause.UNDERCUT.value)
        elsewhere = 1.0
    rel.bought = 1.0 - elsewhere
    rel.diverted_average = diverted_average(rel.diverted_average, elsewhere)
    units = rel.bought * account.volume
    bound = rigidity_cost(rel.commitment, rel.rigidity)
    rel.revenue = units * rel.price
    rel.account_spend = rel.revenue
    rel.gross = rel.revenue - units * rel.unit_cost
    rel.cost_to_serve = units * rel.support + account.volume * bound + p.selling_cost + rel.relationship_cost
    rel.contribution = rel.gross - rel.cost_to_serve - rel.granted
    rel.free_support = rel.granted + units * max(rel.support - rel.efficient_support, 0.0)
    alternative = rel.alternative
    value = support_value(rel.support, account.support_worth, p.support_curvature)
    saved = elsewhere * account.volume * (alternative - rel.quote)
    rel.account_surplus = (
        units * (value + rel.unique + alternative - rel.price)
        - account.volume * bound
        + rel.granted
        - rel.account_effort
        + saved
    )
    rel.assets = p.receivables * rel.revenue + p.dedicated_assets * units * rel.unit_cost
    if rel.revenue > 0.0:
        rel.average_margin = 0.75 * rel.average_margin + 0.25 * rel.contribution / rel.revenue
