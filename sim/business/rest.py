"""The market at rest: what nobody states is solved so that the first year is, on average, the stated one.

A scenario states what an account pays and how far it is bound, not what its rivals ask or what being bound costs. So
rivals' mean quotes are those at which talks that were held today would leave each price where it is, and the cost of
being bound is that at which they would bind what is bound, on average, under the first policy. What is bought and what
support and selling cost are then played for a year, and the fixed cost is what is left of the overhead.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from equipoise.sim.business.books import rounded
from equipoise.sim.business.facts import A_ROUND
from equipoise.sim.business.first_year import talks_today, year_of
from equipoise.sim.business.missed import NEAR, missed, wins_are_met
from equipoise.sim.business.quotes import LEAST_RIGID, MOST_RIGID, usual_slopes
from equipoise.sim.business.terms import settled
from equipoise.sim.business.translation import Rest, bound_of, selling_of
from equipoise.sim.calendar import ROUNDS_A_YEAR

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from equipoise.sim.account import Account
    from equipoise.sim.business.books import Books, Missed
    from equipoise.sim.business.facts import Business
    from equipoise.sim.business.first_year import Stated, Year
    from equipoise.sim.scenario import Scenario

FEW_TRIES, MOST_YEARS = 12, 4
"""Most talks that are held in a rough search, and most first years whose prices are mended."""

NEARLY, ROUGHLY, CLOSELY = (5e-4, 5e-3), (2e-4, 1e-3), (2e-5, 1e-3)
"""How near a price that talks come to is to the one that is looked for, money a unit, and how near what they bind and
support is to what is looked for, in shares of it: where a rough market will do, before costs are known, and at last."""

CLOSE_YEAR = 2e-4
"""How near the mean price of the first year is to the stated one, in shares of it, before no other is aimed at."""

MOST_SERVED = 2 / 3
"""Most of the overhead that serving accounts takes where nobody states what support costs: as in the base scenario."""

LEAST_ROOM = 0.02
"""Least part of the usual support that is played."""

LEAST_BOUGHT = 0.05
"""Least part of its volume that an account is taken to buy here."""


class AtRest(NamedTuple):
    """What is solved, the first year that it brings, and what is not met."""

    rest: Rest
    year: Year
    missed: tuple[Missed, ...]
    drift: NDArray[np.float64]  # shape (accounts,): what prices of talks held today are above the stated, in shares
    slopes: NDArray[np.float64]  # shape (accounts, 2, 2): how far talks move with quotes and the cost of being bound
    usual: Rest  # with support and the cost of being bound as they are where there is room for them


def at_rest(stated: Stated) -> AtRest:
    """Solve what nobody states, all accounts at once under the same luck."""
    prices = np.array(stated.books.prices)
    found = settled(stated, _first_guess(stated), usual_slopes(len(prices)), prices, ROUGHLY)
    usual, year = found.rest, year_of(stated, found.rest)
    rest = _with_room(stated, usual, year)
    if rest.room < 1.0:
        found = settled(stated, rest, found.slopes, prices, ROUGHLY)
        rest, year = found.rest, year_of(stated, found.rest)
    rest, aimed = _with_costs(stated, rest, year), prices
    for _ in range(MOST_YEARS):
        found = settled(stated, rest, found.slopes, aimed, CLOSELY)
        year = year_of(stated, found.rest)
        rest = _with_costs(stated, found.rest, year)
        before, aimed = aimed, _aimed_at(stated, aimed, year)
        if (np.abs(aimed - before) <= CLOSE_YEAR * prices).all() and wins_are_met(stated, year.won):
            break
    year = year_of(stated, rest)
    return AtRest(
        rest, year, missed(stated, rest, talks_today(stated, rest), year), aimed / prices - 1.0, found.slopes, usual
    )


def roughly_at_rest(stated: Stated, known: AtRest) -> Rest | None:
    """Find roughly what is at rest, in a fraction of the time, beginning with a business that differs by little.

    None where talks do not come near in few tries.
    """
    aimed = (1.0 + known.drift) * np.array(stated.books.prices)
    found = settled(stated, _as_stated(stated, known.usual), known.slopes, aimed, NEARLY, FEW_TRIES)
    if not found.is_near:
        return None
    year = year_of(stated, found.rest)
    cut = _with_room(stated, found.rest, year)
    if cut.room < 1.0:
        begun = _as_stated(stated, known.rest)._replace(room=cut.room, supports=cut.supports)
        found = settled(stated, begun, found.slopes, aimed, NEARLY, FEW_TRIES)
        year = year_of(stated, found.rest)
    return _with_costs(stated, found.rest, year) if found.is_near else None


def _as_stated(stated: Stated, other: Rest) -> Rest:
    """Take what is at rest in another business, but for what is stated of this one."""
    first, bounds = _first_guess(stated), [bound_of(account) for account in stated.scenario.accounts]
    is_sought = [one is not None and one < MOST_RIGID for one in first.rigidities]
    return other._replace(
        commitments=tuple(at if bound is None else bound for at, bound in zip(other.commitments, bounds, strict=True)),
        supports=tuple(
            own if known else at
            for at, own, known in zip(other.supports, first.supports, stated.books.support_is_stated, strict=True)
        ),
        rigidities=tuple(
            at if sought and at is not None else own
            for at, own, sought in zip(other.rigidities, first.rigidities, is_sought, strict=True)
        ),
    )


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
    selling = selling_of(*stated[:3]) * sum(account.count for account in scenario.accounts)
    fixed = max(overhead_of(*stated[:3]) - spent - selling, 0.0)
    return Rest(
        quotes,
        tuple(1.0 for _ in quotes),
        tuple(bound_of(account) or 0.0 for account in scenario.accounts),
        books.supports,
        tuple(_first_rigidity(account, p.bargaining.rigidity) for account in scenario.accounts),
        rounded(fixed),
        0.0,
        1.0,
        tuple(1.0 for _ in quotes),
        _first_hazard(scenario, stated.business),
    )


def _first_hazard(scenario: Scenario, business: Business) -> float:
    """How likely a slot that is open today is won in a round: h = 1 - (1 - n/k)^(1/4), of n a year in k slots."""
    held = sum(account.count for account in scenario.accounts)
    if business.new_accounts is None:
        return scenario.parameters.portfolio.win_hazard
    chance = min(business.new_accounts / max(scenario.slots - held, 1), 1.0)
    return rounded(1.0 - (1.0 - chance) ** (1.0 / ROUNDS_A_YEAR))


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


def _aimed_at(stated: Stated, aimed: NDArray[np.float64], year: Year) -> NDArray[np.float64]:
    """Prices at which talks held today leave the mean price of the first year where it is: it moves as cash grows.

    A price that a renewal within the year moves by d holds for what is left of the year, and is aimed at d lower.
    """
    prices = np.array(stated.books.prices)
    after = np.array([1.0 - _years_left(account) for account in stated.scenario.accounts])
    off = (year.price - prices) / np.maximum(after, 1.0 / ROUNDS_A_YEAR)
    mended = np.where((after > 0.0) & (year.price > 0.0), aimed - off, prices)
    found: NDArray[np.float64] = np.clip(mended, (1.0 - NEAR) * prices, (1.0 + NEAR) * prices)
    return found


def _years_left(account: Account) -> float:
    """Time until a contract is renewed, years; half a year where that is drawn."""
    if account.contract_left is not None:
        return account.contract_left
    return 0.5 if account.renews is None else account.renews / ROUNDS_A_YEAR


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
    selling = selling_of(scenario, business, books) * ROUNDS_A_YEAR
    bound = np.where(unbound, year.serving - year.support - selling, 0.0)
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
    prices = np.array(stated.books.prices)
    moves = np.clip(np.where(year.price > 0.0, year.price / prices, 1.0), 1.0 - NEAR, 1.0 + NEAR)
    return rest._replace(
        bought=bought,
        fixed_cost=rounded(fixed),
        served=rounded(served),
        price_moves=tuple(map(rounded, moves.tolist())),
        win_hazard=_mended_hazard(stated, rest.win_hazard, year.won),
    )


def _mended_hazard(stated: Stated, hazard: float, won: float) -> float:
    """The hazard at which as many accounts are won as are stated, where it is about in proportion to them."""
    new = stated.business.new_accounts
    if new is None or won <= 0.0 or wins_are_met(stated, won):
        return hazard
    return rounded(min(hazard * new / won, 1.0))
