"""What a business states and its market at rest does not bring about, each with what is met instead."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from equipoise.sim.business.books import Missed
from equipoise.sim.business.facts import A_ROUND
from equipoise.sim.business.first_year import RUNS
from equipoise.sim.business.translation import bound_of
from equipoise.sim.calendar import ROUNDS_A_YEAR
from equipoise.sim.wording import key

if TYPE_CHECKING:
    from collections.abc import Iterator

    from equipoise.sim.business.first_year import Stated, Talks, Year
    from equipoise.sim.business.translation import Rest

NEAR = 0.01
"""How far off an amount may be, in shares of itself, before it is said that it is not met; and the least share of the
revenue that is counted so, since of nothing nothing can be off."""

NEARLY_BOUND = 0.02
"""How far off what talks bind may be, in shares of what an account buys here."""


def is_met(stated: float, played: float, revenue: float) -> bool:
    """Whether an amount is met, in tables and sentences alike: within 1% of itself."""
    return abs(played - stated) <= NEAR * max(abs(stated), NEAR * revenue)


def wins_are_met(stated: Stated, won: float) -> bool:
    """Whether as many accounts are won in the first year as are stated: within 1%, or two wins in all runs of it."""
    new = stated.business.new_accounts
    return new is None or abs(won - new) <= max(NEAR * new, 2.0 / RUNS)


def missed(stated: Stated, rest: Rest, renewed: Talks, year: Year) -> tuple[Missed, ...]:
    """Say what is not met: by the cost of a unit, by talks that are held today, and in the first year."""
    books = stated.books.missed
    return (
        *books,
        *_by_talks(stated, rest, renewed),
        *_of_support(stated, year),
        *_of_accounts(stated, year),
        *_of_the_year(stated, rest, year),
    )


def _by_talks(stated: Stated, rest: Rest, renewed: Talks) -> Iterator[Missed]:
    """Which prices, and which parts that are bound, would not stay where they are if contracts were renewed today."""
    for k, account in enumerate(stated.scenario.accounts):
        price, met = stated.books.prices[k], float(renewed.price[k])
        given = account.price_to_list is not None or account.price is not None
        place = key(("accounts", k, "price_to_list" if account.price is None else "price"), account.name)
        if np.isnan(met):
            yield Missed(place, price, met, "whatever its rivals ask, talks end in no contract at all", given)
            continue
        if abs(met - price) > NEAR * price:
            why = "whatever its rivals ask"
            if account.alternatives == "none" or account.rivals == 0:
                why = "with nobody else to buy from"
            yield Missed(place, price, met, f"{why}, its next renewal moves the price", given)
        if (bound := bound_of(account)) is not None and abs(renewed.commitment[k] - bound) > NEARLY_BOUND:
            place = key(("accounts", k, "commitment" if account.bound is None else "bound"), account.name)
            words = "however little being bound costs, its next renewal binds it to another part"
            if rest.rigidities[k] is None:
                words = "by what being bound is stated to cost, its next renewal binds it to another part"
            yield Missed(place, bound, float(renewed.commitment[k]), words)


def _of_support(stated: Stated, year: Year) -> Iterator[Missed]:
    """Which accounts get another support."""
    books, total = stated.books, stated.books.money * A_ROUND * ROUNDS_A_YEAR
    for k, account in enumerate(stated.scenario.accounts):
        given = account.support_cost is not None
        if given or (account.margin is not None and account.contribution is not None):
            cost = books.supports[k] / books.prices[k] * books.shares[k] * total
            met = float(year.support[k]) * books.money
            if not is_met(cost, met, books.shares[k] * total):
                words = "at its next renewal talks settle on another support"
                if not given:
                    words += "; its cost is taken from margin less contribution"
                yield Missed(key(("accounts", k, "support_cost"), account.name), cost, met, words, given)


def _of_accounts(stated: Stated, year: Year) -> Iterator[Missed]:
    """What of the first year of single accounts is another."""
    books, total = stated.books, stated.books.money * A_ROUND * ROUNDS_A_YEAR
    for k, account in enumerate(stated.scenario.accounts):
        own = books.shares[k] * total
        revenue, gross, support = (float(of[k]) * books.money for of in (year.revenue, year.gross, year.support))
        why = "it buys another volume"
        if abs(year.price[k] / books.prices[k] - 1.0) > NEAR:
            why = "its price does not hold: contracts that are renewed within the year move it"
        bought = is_met(own, revenue, own)
        if not bought and account.revenue is not None:
            yield Missed(key(("accounts", k, "revenue"), account.name), own, revenue, why)
        elif not bought and account.revenue_share is not None:
            yield Missed(key(("accounts", k, "revenue_share"), account.name), books.shares[k], revenue / total, why)
        for name, stated_share, left in (
            ("margin", account.margin, gross),
            ("contribution", account.contribution, gross - support),
        ):
            share = left / max(revenue, 1e-12)
            if stated_share is not None and not is_met(stated_share * own, left if bought else share * own, own):
                yield Missed(key(("accounts", k, name), account.name), stated_share, share, why)


def _of_the_year(stated: Stated, rest: Rest, year: Year) -> Iterator[Missed]:
    """What of the profit and loss of the first year is another."""
    business, books, counts = stated.business, stated.books, stated.counts
    total = books.money * A_ROUND * ROUNDS_A_YEAR
    revenue = float((counts * year.revenue).sum()) * books.money
    gross = float((counts * year.gross).sum()) * books.money
    bought = is_met(total, revenue, total)
    if not bought:
        given = business.revenue is not None
        yield Missed("business.revenue", total, revenue, "accounts buy another volume", given)
    margin, played = business.gross_margin, gross / max(revenue, 1e-12)
    said = any(one.key == "business.gross_margin" for one in books.missed)
    if margin is not None and not said and not is_met(margin * total, gross if bought else played * total, total):
        yield Missed("business.gross_margin", margin, played, "prices move within the year")
    if business.overhead is not None:
        served = (float((counts * (year.serving + year.given)).sum()) + year.winning) * books.money
        met = served + rest.fixed_cost * ROUNDS_A_YEAR * books.money
        if not is_met(business.overhead, met, total):
            words = "supporting, selling to and winning accounts alone costs more"
            yield Missed("business.overhead", business.overhead, met, words)
    if business.new_accounts is not None and not wins_are_met(stated, year.won):
        words = "there are too few open slots, or too little cash to win them with"
        if not year.won:
            words = "none is pursued: to win one costs more than it brings"
        yield Missed("business.new_accounts", business.new_accounts, year.won, words)
