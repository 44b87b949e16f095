"""The market at rest: what nobody states is solved so that the first year is, on average, the stated one.

A scenario states what an account pays and how far it is bound, not what its rivals ask or what being bound costs. So
rivals' mean quotes are those at which talks that were held today would leave each price where it is, and the cost of
being bound is that at which they would bind what is bound, on average, under the first policy. What is bought and what
support and selling cost are then played for a year, and the fixed cost is what is left of the overhead.
"""

from __future__ import annotations

from math import log
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

import numpy as np

from equipoise.sim.business.books import rounded
from equipoise.sim.business.facts import A_ROUND, ALTERNATIVES
from equipoise.sim.business.first_year import talks_today, year_of
from equipoise.sim.business.missed import NEAR, missed
from equipoise.sim.business.translation import MOST_RIGID, Rest, bound_of
from equipoise.sim.calendar import ROUNDS_A_YEAR

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from equipoise.sim.account import Account
    from equipoise.sim.business.books import Books, Missed
    from equipoise.sim.business.facts import Business
    from equipoise.sim.business.first_year import Stated, Year
    from equipoise.sim.scenario import Scenario

HALVINGS, AGAIN, ROUGHLY = 14, 9, 6
"""Halvings of the interval in which each quote is looked for, of a narrower one once costs are known, and of that one
where it is known from another business."""

NARROW = 0.2
"""Width of that narrower interval, money a unit."""

LEAST_RIGID = 1e-3
"""Least cost of being bound that is looked for, money a unit."""

MOST_SERVED = 2 / 3
"""Most of the overhead that serving accounts takes where nobody states what support costs: as in the base scenario."""

LEAST_ROOM = 0.02
"""Least part of the usual support that is played."""

LEAST_BOUGHT = 0.05
"""Least part of its volume that an account is taken to buy here."""


Interval: TypeAlias = "tuple[NDArray[np.float64], NDArray[np.float64]]"
"""Least and most that each quote may be, money a unit."""


class AtRest(NamedTuple):
    """What is solved, the first year that it brings, what is not met, and what is solved with usual support."""

    rest: Rest
    year: Year
    missed: tuple[Missed, ...]
    usual: Rest


def at_rest(stated: Stated) -> AtRest:
    """Solve what nobody states, all accounts at once under the same luck."""
    anywhere = floors(stated.scenario, stated.books), ceilings(stated.scenario)
    prices = np.array(stated.books.prices)
    usual = _settled(stated, _first_guess(stated), prices, anywhere, HALVINGS)
    year = year_of(stated, usual)
    rest = _with_room(stated, usual, year)
    if rest.room < 1.0:
        rest = _settled(stated, rest, prices, anywhere, HALVINGS)
        year = year_of(stated, rest)
    rest = _with_costs(stated, rest, year)
    rest = _settled(stated, rest, _aimed_at(stated, rest), _about(rest, anywhere), AGAIN)
    rest = _with_costs(stated, rest, year_of(stated, rest))
    year = year_of(stated, rest)
    return AtRest(rest, year, missed(stated, rest, talks_today(stated, rest), year), usual)


def near(stated: Stated, known: AtRest) -> Rest | None:
    """Solve it for a business that differs little from one that is solved; None where its quotes lie further off.

    The steps are those of :func:`at_rest`, each from what was known: how prices move within a year, and what there is
    room for, is told by quotes that hold them today.
    """
    within = floors(stated.scenario, stated.books), ceilings(stated.scenario)
    prices, about = np.array(stated.books.prices), _about(known.rest, within)
    usual = _settled(stated, _begun(stated, known.usual), prices, _about(known.usual, within), ROUGHLY)
    year = year_of(stated, usual)
    rest = _with_room(stated, usual, year)
    if rest.room < 1.0:
        rest = _settled(stated, rest, prices, about, ROUGHLY)
        year = year_of(stated, rest)
    rest = _with_costs(stated, rest, year)
    rest = _settled(stated, rest, _aimed_at(stated, rest), about, AGAIN)
    # The last half of an interval whose end was never left lies half of itself away from that end, to a rounding.
    (low, high), (floor, ceiling), beside, quotes = about, within, 2.0 * NARROW / 2**AGAIN, np.array(rest.quotes)
    if (((quotes < low + beside) & (low > floor)) | ((quotes > high - beside) & (high < ceiling))).any():
        return None
    return _with_costs(stated, rest, year_of(stated, rest))


def _begun(stated: Stated, known: Rest) -> Rest:
    """Begin with what was solved for another business, where this one states nothing else."""
    guess, accounts = _first_guess(stated), stated.scenario.accounts
    free = [not known_ and a.support is None for a, known_ in zip(
        accounts, stated.books.support_is_stated, strict=True)]  # fmt: skip
    unbound = [bound_of(account) is None for account in accounts]

    def where(is_free: list[bool], solved: tuple[float, ...], stated_: tuple[float, ...]) -> tuple[float, ...]:
        return tuple(one if may else other for may, one, other in zip(is_free, solved, stated_, strict=True))

    return guess._replace(
        quotes=known.quotes,
        bought=known.bought,
        commitments=where(unbound, known.commitments, guess.commitments),
        supports=where(free, known.supports, guess.supports),
    )


def _about(rest: Rest, within: Interval) -> Interval:
    """The narrower interval about each quote."""
    (floor, ceiling), middle = within, np.array(rest.quotes)
    return np.maximum(middle - NARROW / 2, floor), np.minimum(middle + NARROW / 2, ceiling)


def _first_guess(stated: Stated) -> Rest:
    """What rest would be with bargains that split the trade's surplus evenly and accounts that buy everything here."""
    scenario, _, books, _ = stated
    p = scenario.parameters
    quotes = tuple(
        2.0 * price - cost - support if account.quote_mean is None else account.quote_mean
        for account, price, cost, support in zip(
            scenario.accounts, books.prices, books.unit_costs, books.supports, strict=True
        )
    )
    spent = sum(a.count * A_ROUND * share * support for a, share, support in zip(
        scenario.accounts, books.shares, books.supports, strict=True))  # fmt: skip
    selling = p.portfolio.selling_cost * sum(account.count for account in scenario.accounts)
    fixed = max(overhead_of(*stated[:3]) - spent - selling, 0.0)
    return Rest(
        quotes,
        tuple(1.0 for _ in quotes),
        tuple(bound_of(account) or 0.0 for account in scenario.accounts),
        books.supports,
        tuple(_first_rigidity(account, p.bargaining.rigidity) for account in scenario.accounts),
        rounded(fixed),
    )


def _first_rigidity(account: Account, usual: float) -> float | None:
    """Where the cost of being bound is looked for first: so high that nothing is bound where nothing is."""
    bound = bound_of(account)
    if bound is None or account.rigidity is not None:
        return None
    return max(usual, LEAST_RIGID) if bound > 0.0 else MOST_RIGID


def overhead_of(scenario: Scenario, business: Business, books: Books) -> float:
    """Overhead a round, in the engine's money; without one, the default fixed cost and what comes on top of it."""
    if business.overhead is None:
        return scenario.parameters.vendor.fixed_cost
    return rounded(business.overhead / (books.money * A_ROUND * ROUNDS_A_YEAR)) * A_ROUND


def floors(scenario: Scenario, books: Books) -> NDArray[np.float64]:
    """Quotes at which the best rival of each account just meets its cost, which is taken to be what ours is.

    An account that pays little although it would lose much has no rivals that give their work away for years: its
    price is said not to be at rest.
    """
    scale = scenario.parameters.market.quote_scale
    rivals = [max(_rivals(scenario, k), 1) for k in range(len(scenario.accounts))]
    found = [cost + scale * log(many) for cost, many in zip(books.unit_costs, rivals, strict=True)]
    return np.minimum(found, ceilings(scenario))


def ceilings(scenario: Scenario) -> NDArray[np.float64]:
    """Quotes above which each account would rather do without, so that a dearer one changes nothing."""
    return np.array([_ceiling(scenario, k) for k in range(len(scenario.accounts))])


def _ceiling(scenario: Scenario, k: int) -> float:
    p, account = scenario.parameters.market, scenario.accounts[k]
    rivals = _rivals(scenario, k)
    if account.quote_mean is not None or rivals < 1:
        return p.quote_mean if account.quote_mean is None else account.quote_mean
    return p.do_without + p.quote_scale * log(rivals)


def _rivals(scenario: Scenario, k: int) -> int:
    """Rivals that quote to an account."""
    account = scenario.accounts[k]
    if account.alternatives is not None:
        return ALTERNATIVES[account.alternatives]
    return scenario.parameters.market.rivals if account.rivals is None else account.rivals


def _aimed_at(stated: Stated, rest: Rest) -> NDArray[np.float64]:
    """Prices at which talks held today leave the mean price of the first year where it is: it moves as cash grows.

    A price that a renewal within the year moves by d holds for what is left of the year, and is aimed at d lower.
    """
    prices, year, today = np.array(stated.books.prices), year_of(stated, rest).price, talks_today(stated, rest).price
    after = np.array([1.0 - _years_left(account) for account in stated.scenario.accounts])
    moves = (year - prices) / np.maximum(after, 1.0 / ROUNDS_A_YEAR) - (today - prices)
    moves = np.where((after > 0.0) & np.isfinite(today), moves, 0.0)
    aimed: NDArray[np.float64] = prices - np.clip(moves, -NEAR * prices, NEAR * prices)
    return aimed


def _years_left(account: Account) -> float:
    """Time until a contract is renewed, years; half a year where that is drawn."""
    if account.contract_left is not None:
        return account.contract_left
    return 0.5 if account.renews is None else account.renews / ROUNDS_A_YEAR


def _settled(
    stated: Stated,
    rest: Rest,
    prices: NDArray[np.float64],
    between: Interval,
    halvings: int,
) -> Rest:
    """Halve the interval of every quote until talks held today come to these prices, on average."""
    (low, high), accounts = between, stated.scenario.accounts
    fixed = np.array([a.quote_mean is not None or _rivals(stated.scenario, k) < 1 for k, a in enumerate(accounts)])
    for _ in range(halvings):
        middle = np.where(fixed, high, (low + high) / 2.0)
        rest = rest._replace(quotes=tuple(map(rounded, middle.tolist())))
        price, commitment, support = talks_today(stated, rest)
        found = fixed | (high - low <= NARROW)  # at quotes far off, what talks bind says nothing of what it costs
        below = np.isnan(price) | (price < prices)
        low, high = np.where(below, middle, low), np.where(below, high, middle)
        rest = rest._replace(
            commitments=tuple(
                rounded(float(new)) if bound_of(a) is None and np.isfinite(new) else old
                for a, new, old in zip(accounts, commitment, rest.commitments, strict=True)
            ),
            supports=tuple(
                old
                if is_stated or rest.room < 1.0 or a.support is not None or not np.isfinite(new)
                else rounded(float(new))
                for a, new, old, is_stated in zip(
                    accounts, support, rest.supports, stated.books.support_is_stated, strict=True
                )
            ),
            rigidities=tuple(
                old
                if old is None or not near_it or not np.isfinite(new)
                else rescaled(old, float(new), bound_of(a) or 0.0)
                for a, new, old, near_it in zip(accounts, commitment, rest.rigidities, found.tolist(), strict=True)
            ),
        )
    return rest


def rescaled(rigidity: float, met: float, bound: float) -> float:
    """Cost of being bound at which talks that bind ``met`` bind what is stated, nearly.

    What they bind is its worth over its cost, as :func:`equipoise.sim.rules.package.efficient_commitment` has it.
    """
    return rounded(min(max(rigidity * met / bound, LEAST_RIGID), MOST_RIGID)) if bound > 0.0 else MOST_RIGID


def _with_room(stated: Stated, rest: Rest, year: Year) -> Rest:
    """Cut support, and the cost of being bound, that nobody states to what a stated overhead has room for.

    A thin margin and a small overhead say that support is small: what nobody states must not contradict what is.
    """
    scenario, business, books, _ = stated
    if business.overhead is None:
        return rest
    free = np.array([not known and a.support is None for a, known in zip(
        scenario.accounts, books.support_is_stated, strict=True)])  # fmt: skip
    unbound = np.array([bound_of(account) is None for account in scenario.accounts])
    selling = scenario.parameters.portfolio.selling_cost if business.selling_cost is None else 0.0
    bound = np.where(unbound, year.serving - year.support - selling * ROUNDS_A_YEAR, 0.0)
    usual = float((stated.counts * (np.where(free, year.support, 0.0) + bound)).sum())
    others = float((stated.counts * (year.serving + year.given)).sum()) + year.winning - usual
    left = MOST_SERVED * overhead_of(*stated[:3]) * ROUNDS_A_YEAR - others
    if left >= usual or usual <= 0.0:
        return rest
    room = rounded(max(left / usual, LEAST_ROOM))
    supports = tuple(
        rounded(room * support) if cut else support for support, cut in zip(rest.supports, free.tolist(), strict=True)
    )
    return rest._replace(room=room, supports=supports)


def _with_costs(stated: Stated, rest: Rest, year: Year) -> Rest:
    """Take what is bought here, and as fixed cost what is left of the overhead, from a year that was played."""
    served = float((stated.counts * (year.serving + year.given)).sum()) / ROUNDS_A_YEAR
    fixed = rest.fixed_cost
    if stated.business.overhead is not None:
        fixed = max(overhead_of(*stated[:3]) - served - year.winning / ROUNDS_A_YEAR, 0.0)
    bought = tuple(rounded(min(max(float(one), LEAST_BOUGHT), 1.0)) for one in year.bought)
    return rest._replace(bought=bought, fixed_cost=rounded(fixed), served=rounded(served))
