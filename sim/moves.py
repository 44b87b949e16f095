"""Moves: what a vendor or an account decides in a round. The phases only resolve them.

Each function is one decision, made from what its side can know. A vendor's decisions read only the columns in
``VENDOR_SEES``; an account's read only those in ``ACCOUNT_SEES``; tests disturb the others and see no move change.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from sim.compiler import jit
from sim.rules.bargaining import bargained_gain, dependence
from sim.rules.demands import best_answer, credible_threat, fear_premium
from sim.rules.package import efficient_commitment, efficient_support, rigidity_cost, support_value
from sim.rules.rivals import chance_below, expected_saving, saving_from_leaving
from sim.rules.selection import selection_score

if TYPE_CHECKING:
    from sim.state import World

_SHARED = frozenset(
    {
        "active",
        "generation",
        "start",
        "tenure",
        "price",
        "support",
        "commitment",
        "volume",
        "base_volume",
        "own_margin",
        "lock_in",
        "charter",
        "left_account",
        "surplus",
        "channel",
        "reference",
        "revenue_share",
        "efficient_support",
        "renews",
        "shown",
        "cause",
        "last_exchanges",
    }
)
VENDOR_SEES = _SHARED | {
    "level_seen",
    "orientation_seen",
    "average_margin",
    "externality",
    "left_vendor",
    "pie_vendor",
    "worth_seen",
    "unique_seen",
    "loss_account_seen",
    "revenue_share",
    "opens",
    "surveyed",
    "sponsor",
}
ACCOUNT_SEES = _SHARED | {
    "level",
    "orientation",
    "support_worth",
    "unique",
    "loss_account",
    "pie_account",
    "left_believed",
    "externality",
    "externality_believed",
    "belief",
    "dependence_account",
}


class Investment(NamedTuple):
    """What the vendor puts into a relationship in a round.

    Attributes
    ----------
    focus, channel : float
        Focused investment and channel spending, in shares of the account's revenue.
    sponsor, survey, charter, show : float
        1 to have an executive sponsor, survey both organisations, have a charter, parade the account; else 0.
    score : float
        The selection score behind it, in [0, 1].
    """

    focus: float
    channel: float
    sponsor: float
    survey: float
    charter: float
    show: float
    score: float


class Terms(NamedTuple):
    """Terms besides the price: support (money a unit) and commitment (share of the wallet)."""

    support: float
    commitment: float


class Position(NamedTuple):
    """A side's position in talks: opening and reservation price (money a unit), concession exponent."""

    opening: float
    reserve: float
    exponent: float


class Purchase(NamedTuple):
    """What an account buys that has seen the quotes: the share bought elsewhere, and 1 to leave for good."""

    elsewhere: float
    leave: float


STAY = Purchase(0.0, 0.0)
"""What an account does that did not look: it buys everything here."""


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
    return world.policy[0].pursue > 0.0 and world.vendor[0].win_worth > 0.0


@jit
def invest(world: World, i: int) -> Investment:
    """The vendor decides what to put into relationship ``i``: all its levers, if the account passes its screen (R10).

    Parameters
    ----------
    world : World
        The state at the start of the round.
    i : int
        Slot.

    Returns
    -------
    Investment
        Nothing but ``show`` for an account below the screen.
    """
    policy, rel = world.policy[0], world.rows[i]
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
    show = policy.show if rel.reference > 0.0 else 0.0
    if score < policy.screen:
        return Investment(0.0, 0.0, 0.0, 0.0, 0.0, show, score)
    survey = policy.survey if rel.tenure % world.params[0].review == 0.0 else 0.0
    return Investment(policy.focus, policy.channel, policy.sponsor, survey, policy.charter, show, score)


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
    return world.rows[i].orientation


@jit
def _terms(world: World, i: int, worth: float, unique: float, stakes: float) -> Terms:
    """Terms that maximise the joint value as a side sees it.

    Without commitment the relationship would break when a rival undercuts, or when talks, as long as the last
    ones, collapse.
    """
    p, rel = world.params[0], world.rows[i]
    support = efficient_support(worth, p.support_curvature)
    value = support_value(support, worth, p.support_curvature)
    indifferent = rel.price - value - unique
    switching = p.switching_cost * rel.lock_in / p.horizon
    chance = (
        p.attention
        * p.desertion
        * chance_below(indifferent - switching, p.rivals, p.quote_mean, p.quote_scale, p.do_without)
    )
    talks = max(rel.last_exchanges, 1.0) * p.horizon / p.term
    breaks = 1.0 - (1.0 - chance) ** p.horizon * (1.0 - p.collapse) ** talks
    forgone = p.attention * expected_saving(indifferent, p.rivals, p.quote_mean, p.quote_scale, p.do_without)
    return Terms(
        support,
        efficient_commitment(breaks, max(stakes, 0.0), forgone, p.horizon * rel.volume, p.rigidity, p.commitment_cap),
    )


@jit
def vendor_terms(world: World, i: int) -> Terms:
    """The vendor proposes terms: the best joint value, as it estimates what the account values.

    Parameters
    ----------
    world : World
        The state, estimates formed.
    i : int
        Slot.

    Returns
    -------
    Terms
        Support and commitment.
    """
    rel = world.rows[i]
    return _terms(world, i, rel.worth_seen, rel.unique_seen, rel.externality + rel.loss_account_seen)


@jit
def account_terms(world: World, i: int) -> Terms:
    """The account proposes terms: the best joint value, as it believes what the vendor would lose.

    Parameters
    ----------
    world : World
        The state, estimates formed.
    i : int
        Slot.

    Returns
    -------
    Terms
        Support and commitment.
    """
    rel = world.rows[i]
    return _terms(world, i, rel.support_worth, rel.unique, rel.externality_believed + rel.loss_account)


@jit
def pie_at(pie: float, terms: Terms, worth: float, curvature: float, rigidity: float, volume: float) -> float:
    """The pie at given terms: that at efficient terms, less what these terms waste and the cost of being bound.

    Parameters
    ----------
    pie : float
        T at efficient support and no commitment, money.
    terms : Terms
        s and d.
    worth, curvature, rigidity : float
        a, g and e.
    volume : float
        H q, units.

    Returns
    -------
    float
        Money.
    """
    best = efficient_support(worth, curvature)
    waste = (
        support_value(best, worth, curvature) - best - support_value(terms.support, worth, curvature) + terms.support
    )
    return pie - volume * (waste + 2.0 * rigidity_cost(terms.commitment, rigidity))


@jit
def _opening(
    world: World, i: int, terms: Terms, pie: float, wealth: float, externality: float, switching: float, bluff: float
) -> float:
    """Price at which a side with these views of the vendor opens: the Nash point, held up towards the even split."""
    p, rel = world.params[0], world.rows[i]
    volume = p.horizon * rel.volume
    cost = p.unit_cost + terms.support + rigidity_cost(terms.commitment, p.rigidity)
    idle = volume * max(p.do_without - world.vendor[0].alternative, 0.0)
    gain = bargained_gain(
        wealth, rel.left_account, pie, p.risk_aversion, idle, externality, switching, p.alternatives > 0.0
    )
    gain += bluff * max(0.5 * pie - gain, 0.0)
    return cost + (gain - externality) / volume


@jit
def vendor_position(world: World, i: int, terms: Terms) -> Position:
    """The vendor decides how to open and where to stop.

    It opens at the Nash point of its own estimate, held up towards the even split by its bluff; it stops where
    the whole
    relationship, wins included, is worth nothing to it, plus its walk-away margin: "a vendor will lose money to
    keep the account".

    Parameters
    ----------
    world : World
        The state, estimates formed.
    i : int
        Slot.
    terms : Terms
        The terms on the table.

    Returns
    -------
    Position
        Prices a unit.
    """
    p, policy, rel = world.params[0], world.policy[0], world.rows[i]
    volume = p.horizon * rel.volume
    externality = rel.externality if p.stakes == 0.0 else 0.0
    switching = p.switching_cost * rel.lock_in * rel.volume if p.stakes == 0.0 else 0.0
    pie = pie_at(rel.pie_vendor, terms, rel.worth_seen, p.support_curvature, p.rigidity, volume)
    bluff = policy.bluff if p.information == 0.0 else 0.0
    opening = _opening(world, i, terms, pie, rel.left_vendor, externality, switching, bluff)
    cost = p.unit_cost + terms.support + rigidity_cost(terms.commitment, p.rigidity)
    reserve = cost - externality / volume + policy.walk_away
    return Position(max(opening, reserve), reserve, policy.concession)


@jit
def account_reserve(world: World, i: int, terms: Terms) -> float:
    """The price at which the relationship is worth nothing to the account: B(s) + p_alt - rigidity + L_b / (H q).

    Parameters
    ----------
    world : World
        The state.
    i : int
        Slot.
    terms : Terms
        The terms on the table.

    Returns
    -------
    float
        Money a unit.
    """
    p, rel = world.params[0], world.rows[i]
    loss = rel.loss_account if p.stakes == 0.0 else 0.0
    value = support_value(terms.support, rel.support_worth, p.support_curvature) - rigidity_cost(
        terms.commitment, p.rigidity
    )
    alternative = world.vendor[0].alternative
    return value + alternative + loss / (p.horizon * rel.volume)


@jit
def account_position(world: World, i: int, terms: Terms) -> Position:
    """The account decides how to open and where to stop: the Nash point with the vendor as it believes it to be.

    Parameters
    ----------
    world : World
        The state, estimates formed.
    i : int
        Slot.
    terms : Terms
        The terms on the table.

    Returns
    -------
    Position
        Prices a unit.
    """
    p, rel = world.params[0], world.rows[i]
    volume = p.horizon * rel.volume
    externality = rel.externality_believed if p.stakes == 0.0 else 0.0
    switching = p.switching_cost * rel.lock_in * rel.volume if p.stakes == 0.0 else 0.0
    pie = pie_at(rel.pie_account, terms, rel.support_worth, p.support_curvature, p.rigidity, volume)
    opening = _opening(world, i, terms, pie, rel.left_believed, externality, switching, 0.0)
    reserve = account_reserve(world, i, terms)
    return Position(min(opening, reserve), reserve, p.account_concession)


@jit
def expected_opening(world: World, i: int, terms: Terms, dependent: bool) -> float:
    """Where the account expects a type of vendor to open, with the bluff that it reckons with.

    Parameters
    ----------
    world : World
        The state, estimates formed.
    i : int
        Slot.
    terms : Terms
        The terms on the table.
    dependent : bool
        The type: W_S = ``dependent_wealth`` T and the whole externality, or W_N = ``independent_wealth`` T and none.

    Returns
    -------
    float
        Money a unit.
    """
    p, rel = world.params[0], world.rows[i]
    volume = p.horizon * rel.volume
    weight = 1.0 if p.stakes == 0.0 else 0.0
    known = rel.pie_account - weight * rel.externality_believed
    externality = weight * rel.externality if dependent else 0.0
    switching = weight * p.switching_cost * rel.lock_in * rel.volume
    pie = pie_at(known + externality, terms, rel.support_worth, p.support_curvature, p.rigidity, volume)
    wealth = max((p.dependent_wealth if dependent else p.independent_wealth) * pie, p.wealth_floor)
    return _opening(world, i, terms, pie, wealth, externality, switching, p.expected_bluff)


@jit
def contract_gain(world: World, i: int, externality: float) -> float:
    """The vendor's gain under the contract in force: y = H q (p - c - s - its rigidity) + X.

    Parameters
    ----------
    world : World
        The state.
    i : int
        Slot.
    externality : float
        X, true or believed, money.

    Returns
    -------
    float
        Money.
    """
    p, rel = world.params[0], world.rows[i]
    unit = rel.price - p.unit_cost - rel.support - rigidity_cost(rel.commitment, p.rigidity)
    return p.horizon * rel.volume * unit + (externality if p.stakes == 0.0 else 0.0)


@jit
def demand(world: World, i: int) -> float:
    """The account decides what to ask for, free: (1 - theta) of what it believes fear would make the vendor pay.

    Parameters
    ----------
    world : World
        The state of the round.
    i : int
        Slot.

    Returns
    -------
    float
        Worth of the demand, money; 0 asks for nothing.
    """
    p, rel = world.params[0], world.rows[i]
    gain = contract_gain(world, i, rel.externality_believed)
    threat = credible_threat(p.threat, rel.dependence_account)
    return (1.0 - rel.orientation) * fear_premium(rel.left_believed, gain, threat, p.risk_aversion)


@jit
def answer_demand(world: World, i: int, asked: float) -> float:
    """The vendor decides what part of a demand to grant, by its true dependence.

    Parameters
    ----------
    world : World
        The state of the round.
    i : int
        Slot.
    asked : float
        Worth of the demand, money.

    Returns
    -------
    float
        In [0, 1].
    """
    p, rel = world.params[0], world.rows[i]
    threat = credible_threat(p.threat, dependence(rel.pie_vendor, rel.left_account))
    return best_answer(rel.left_vendor, contract_gain(world, i, rel.externality), asked, threat, p.risk_aversion)


@jit
def buy(world: World, i: int, quote: float) -> Purchase:
    """The account decides what to buy elsewhere at a rival's quote, and whether it would leave for good (R7).

    Parameters
    ----------
    world : World
        The state of the round.
    i : int
        Slot.
    quote : float
        The best rival quote, money a unit.

    Returns
    -------
    Purchase
        The whole uncommitted share, when a unit is cheaper elsewhere with everything counted.
    """
    p, rel = world.params[0], world.rows[i]
    value = support_value(rel.support, rel.support_worth, p.support_curvature)
    elsewhere = 1.0 - rel.commitment if saving_from_leaving(rel.price, quote, value, rel.unique, 0.0) > 0.0 else 0.0
    switching = p.switching_cost * rel.lock_in / p.horizon
    leave = 1.0 if saving_from_leaving(rel.price, quote, value, rel.unique, switching) > 0.0 else 0.0
    return Purchase(elsewhere, leave)
