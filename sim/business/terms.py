"""Terms at which talks that are held today come to the contracts that a business states.

They are rivals' mean quotes, which move prices, and the cost of being bound, which moves what is bound.
"""

from __future__ import annotations

from math import log
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from equipoise.sim.business.books import rounded
from equipoise.sim.business.facts import ALTERNATIVES
from equipoise.sim.business.first_year import talks_today
from equipoise.sim.business.quotes import LEAST_RIGID, MOST_RIGID, search_from
from equipoise.sim.business.translation import bound_of

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from equipoise.sim.business.books import Books
    from equipoise.sim.business.first_year import Stated, Talks
    from equipoise.sim.business.quotes import Search
    from equipoise.sim.business.translation import Rest
    from equipoise.sim.scenario import Scenario

MOST_TRIES = 20
"""Most talks that are held in one search."""

ABOUT = 0.1
"""How near a price is, money a unit, before what talks bind is believed: far off it says nothing of what it costs."""

LEAST_BOUND = 1e-6
"""Least part that is taken to be bound, so that it has a logarithm."""


class Settled(NamedTuple):
    """What a search for terms comes to."""

    rest: Rest
    slopes: NDArray[np.float64]  # how far contracts move with the terms, with which the next search begins
    is_near: bool  # whether talks come as near as was asked


def settled(
    stated: Stated,
    rest: Rest,
    slopes: NDArray[np.float64],
    prices: NDArray[np.float64],
    how_near: tuple[float, float],
    tries: int = MOST_TRIES,
) -> Settled:
    """Look for terms at which talks held today come to these prices, on average, and bind what is bound."""
    search = search_from(*_where_to_look(stated, rest), slopes)
    for _ in range(tries):
        rest = _with_terms(rest, search)
        talks = talks_today(stated, rest)
        search, signed = search.with_talks(_off(stated, talks, prices)), _as_signed(stated, rest, talks)
        if search.ended(how_near).all() and _is_still(rest, signed, how_near[1]):
            return Settled(signed, search.slopes, is_near=True)
        search, rest = search.onwards(), signed
    return Settled(rest, search.slopes, is_near=False)


def _where_to_look(stated: Stated, rest: Rest) -> tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.float64]]:
    """Terms to begin with, and the least and the most that they may be; both the same where they are not looked for."""
    scenario, ceiling = stated.scenario, ceilings(stated.scenario)
    fixed = [a.quote_mean is not None or _rivals(scenario, k) < 1 for k, a in enumerate(scenario.accounts)]
    floor = np.where(fixed, ceiling, floors(scenario, stated.books))
    costs = np.array([1.0 if one is None else one for one in rest.rigidities])
    sought = [one is not None and one < MOST_RIGID for one in rest.rigidities]
    least, most = np.where(sought, LEAST_RIGID, costs), np.where(sought, MOST_RIGID, costs)

    def row(quotes: NDArray[np.float64], costs: NDArray[np.float64]) -> NDArray[np.float64]:
        return np.column_stack([quotes, np.log(costs)])

    return row(np.array(rest.quotes), costs), row(floor, least), row(ceiling, most)


def _with_terms(rest: Rest, search: Search) -> Rest:
    """Take the terms that are tried."""
    quotes, costs = search.terms[:, 0], np.exp(search.terms[:, 1])
    return rest._replace(
        quotes=tuple(map(rounded, quotes.tolist())),
        rigidities=tuple(
            None if old is None else rounded(new) for old, new in zip(rest.rigidities, costs.tolist(), strict=True)
        ),
    )


def _off(stated: Stated, talks: Talks, prices: NDArray[np.float64]) -> NDArray[np.float64]:
    """How far above what is looked for talks come: price, and logarithm of what is bound, as far as that is believed.

    Shape (accounts, 2).
    """
    bound = np.array([bound_of(account) or 1.0 for account in stated.scenario.accounts])
    off = talks.price - prices
    met = np.log(np.maximum(talks.commitment, LEAST_BOUND) / bound)
    return np.column_stack([off, np.where(np.abs(off) <= ABOUT, met, np.nan)])


def _as_signed(stated: Stated, rest: Rest, talks: Talks) -> Rest:
    """Take commitment and support that nobody states from talks."""
    accounts, (_, commitment, support) = stated.scenario.accounts, talks
    return rest._replace(
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
    )


def _is_still(before: Rest, rest: Rest, within: float) -> bool:
    """Whether what is signed where nobody states it no longer changes."""

    def row(one: Rest) -> NDArray[np.float64]:
        return np.array([*one.commitments, *one.supports])

    return bool(np.allclose(row(before), row(rest), rtol=within, atol=within))


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
