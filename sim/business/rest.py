"""The market at rest: what nobody states is solved so that the first year is, on average, the stated one.

A scenario states what an account pays, not what its rivals ask. So rivals' mean quotes are those at which talks that
were held today would leave each price where it is, on average, under the first policy. What is bought and what support
and selling cost are then played for a year, and the fixed cost is what is left of the overhead.
"""

from __future__ import annotations

from math import log
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from equipoise.sim.arm import Arm
from equipoise.sim.business.books import Books, Missed, rounded
from equipoise.sim.business.facts import A_ROUND, ALTERNATIVES
from equipoise.sim.business.translation import Rest, translated
from equipoise.sim.calendar import ROUNDS_A_YEAR
from equipoise.sim.kernel import play_chunk
from equipoise.sim.wording import key

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from equipoise.sim.business.facts import Business
    from equipoise.sim.policy import Policy
    from equipoise.sim.scenario import Scenario

RUNS, SEED = 300, 1
"""Runs that are played to find rest, and their luck: the same for every scenario, so that a business is what it is
whatever seed it is played with."""

HALVINGS, AGAIN, ROUGHLY = 14, 9, 4
"""Halvings of the interval in which each quote is looked for, of a narrower one once costs are known, and of that one
where it is known from another business."""

NARROW = 0.2
"""Width of that narrower interval, money a unit."""

MOST_SERVED = 2 / 3
"""Most of the overhead that serving accounts takes where nobody states what support costs: as in the base scenario."""

LEAST_ROOM = 0.02
"""Least part of the usual support that is played."""

NEAR = 0.01
"""How far off a first year may be, in shares of what is stated, before it is said that it is not met."""


class Year(NamedTuple):
    """The first year as it is played: means over runs, each account's while it is served; money is the engine's.

    Attributes
    ----------
    revenue, gross, serving, support, given, price : ndarray of shape (accounts,)
        Of one account, a year: revenue, revenue less cost of goods, cost of serving it (support, selling, being bound,
        relationship), of that the support, what it is given free; and its mean price, money a unit.
    bought : ndarray of shape (accounts,)
        Part of its volume that it buys here.
    ended : ndarray of shape (accounts,)
        Chance that the relationship ends within the year.
    winning : float
        Cost of winning accounts, a year.
    loss : float
        Share of revenue that is not had, since accounts end or are away.
    """

    revenue: NDArray[np.float64]
    gross: NDArray[np.float64]
    serving: NDArray[np.float64]
    support: NDArray[np.float64]
    given: NDArray[np.float64]
    price: NDArray[np.float64]
    bought: NDArray[np.float64]
    ended: NDArray[np.float64]
    winning: float
    loss: float


class AtRest(NamedTuple):
    """What is solved, the first year that it brings, what is not met, and what is solved with usual support."""

    rest: Rest
    year: Year
    missed: tuple[Missed, ...]
    usual: Rest


def at_rest(scenario: Scenario, business: Business, books: Books, policy: Policy) -> AtRest:
    """Solve what nobody states, all accounts at once under the same luck."""
    counts = np.array([account.count for account in scenario.accounts])
    rest = _first_guess(scenario, business, books)
    ceiling = np.array([_ceiling(scenario, k) for k in range(len(counts))])
    rest = _settled(scenario, business, books, policy, rest, (np.zeros(len(counts)), ceiling), HALVINGS)
    year = _year(scenario, business, books, policy, rest)
    usual = rest
    rest = _with_room(scenario, business, books, rest, year, counts)
    if rest.room < 1.0:
        rest = _settled(scenario, business, books, policy, rest, (np.zeros(len(counts)), ceiling), HALVINGS)
        year = _year(scenario, business, books, policy, rest)
    rest = _with_costs(scenario, business, books, rest, year, counts)
    rest = _settled(scenario, business, books, policy, rest, _about(rest, ceiling), AGAIN)
    year = _year(scenario, business, books, policy, rest)
    rest = _with_costs(scenario, business, books, rest, year, counts)
    year = _year(scenario, business, books, policy, rest)
    renewed, _, _ = _talks(scenario, business, books, policy, rest)
    found = [*books.missed, *_moving(scenario, books, renewed), *_missed(scenario, business, books, rest, year, counts)]
    return AtRest(rest, year, tuple(found), usual)


def near(scenario: Scenario, business: Business, books: Books, policy: Policy, known: AtRest) -> Rest | None:
    """Solve it for a business that differs little from one that is solved; None where its quotes lie further off."""
    counts = np.array([account.count for account in scenario.accounts])
    ceiling = np.array([_ceiling(scenario, k) for k in range(len(counts))])
    usual = _first_guess(scenario, business, books)
    usual = usual._replace(quotes=known.usual.quotes, bought=known.usual.bought)
    usual = _settled(scenario, business, books, policy, usual, _about(known.usual, ceiling), ROUGHLY)
    year = _year(scenario, business, books, policy, usual)
    rest = _with_costs(
        scenario, business, books, _with_room(scenario, business, books, usual, year, counts), year, counts
    )
    low, high = _about(known.rest, ceiling)
    rest = _settled(scenario, business, books, policy, rest, (low, high), AGAIN)
    width, quotes = NARROW / 2**AGAIN, np.array(rest.quotes)
    if (((quotes < low + width) & (low > 0.0)) | ((quotes > high - width) & (high < ceiling))).any():
        return None
    return _with_costs(scenario, business, books, rest, _year(scenario, business, books, policy, rest), counts)


def _about(rest: Rest, ceiling: NDArray[np.float64]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """The narrower interval about each quote."""
    middle = np.array(rest.quotes)
    return np.maximum(middle - NARROW / 2, 0.0), np.minimum(middle + NARROW / 2, ceiling)


def _first_guess(scenario: Scenario, business: Business, books: Books) -> Rest:
    """What rest would be with bargains that split the trade's surplus evenly and accounts that buy everything here."""
    p = scenario.parameters
    quotes = tuple(
        2.0 * price - books.unit_cost - support if account.quote_mean is None else account.quote_mean
        for account, price, support in zip(scenario.accounts, books.prices, books.supports, strict=True)
    )
    spent = sum(a.count * A_ROUND * share * support for a, share, support in zip(
        scenario.accounts, books.shares, books.supports, strict=True))  # fmt: skip
    selling = p.portfolio.selling_cost * sum(account.count for account in scenario.accounts)
    ones = tuple(1.0 for _ in quotes)
    fixed = max(overhead_of(scenario, business, books) - spent - selling, 0.0)
    return Rest(quotes, ones, tuple(a.bound or 0.0 for a in scenario.accounts), books.supports, rounded(fixed))


def overhead_of(scenario: Scenario, business: Business, books: Books) -> float:
    """Overhead a round, in the engine's money; without one, the default fixed cost and what comes on top of it."""
    if business.overhead is None:
        return scenario.parameters.vendor.fixed_cost
    return rounded(business.overhead / (books.money * A_ROUND * ROUNDS_A_YEAR)) * A_ROUND


def _ceiling(scenario: Scenario, k: int) -> float:
    """Quote above which the account would rather do without, so that a dearer one changes nothing."""
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


def _settled(
    scenario: Scenario,
    business: Business,
    books: Books,
    policy: Policy,
    rest: Rest,
    between: tuple[NDArray[np.float64], NDArray[np.float64]],
    halvings: int,
) -> Rest:
    """Halve the interval of every quote until talks held today leave prices where they are, on average."""
    low, high = between
    fixed = np.array([a.quote_mean is not None or _rivals(scenario, k) < 1
                      for k, a in enumerate(scenario.accounts)])  # fmt: skip
    prices = np.array(books.prices)
    for _ in range(halvings):
        middle = np.where(fixed, high, (low + high) / 2.0)
        rest = rest._replace(quotes=tuple(map(rounded, middle.tolist())))
        price, commitment, support = _talks(scenario, business, books, policy, rest)
        below = np.isnan(price) | (price < prices)
        low, high = np.where(below, middle, low), np.where(below, high, middle)
        rest = rest._replace(
            commitments=tuple(
                rounded(float(new)) if a.bound is None and a.commitment is None and np.isfinite(new) else old
                for a, new, old in zip(scenario.accounts, commitment, rest.commitments, strict=True)
            ),
            supports=tuple(
                old
                if stated or rest.room < 1.0 or a.support is not None or not np.isfinite(new)
                else rounded(float(new))
                for a, new, old, stated in zip(
                    scenario.accounts, support, rest.supports, books.support_is_stated, strict=True
                )
            ),
        )
    return rest


def _talks(
    scenario: Scenario, business: Business, books: Books, policy: Policy, rest: Rest
) -> tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.float64]]:
    """Price, commitment and support that are signed on average if all contracts were renewed today; NaN if none is."""
    engine = translated(scenario, business, books, rest)
    due = [account.model_copy(update={"renews": 0, "leaves": None}) for account in engine.accounts]
    arm = Arm(engine.model_copy(update={"accounts": due}), policy, SEED, 1)
    rows = play_chunk(arm, range(RUNS), panel=True).panel[:, 0]
    signed = (rows["signed"] == 0.0) & (rows["contract"] > 0.0)
    means = []
    for name in ("price", "commitment", "support"):
        column = []
        for slots in alike(scenario):
            there = signed[:, slots]
            column.append(float(rows[name][:, slots][there].mean()) if there.any() else np.nan)
        means.append(np.array(column))
    return means[0], means[1], means[2]


def alike(scenario: Scenario) -> list[list[int]]:
    """List, for each of the scenario's ``accounts``, the slots of all of which the same is stated.

    Their market is the same, whether they are stated by a ``count`` or each under its name, as twins have them.
    """
    kinds = [account.model_dump_json(exclude={"name", "count", "leaves"}) for account in scenario.accounts]
    slots: dict[str, list[int]] = {}
    first = 0
    for kind, account in zip(kinds, scenario.accounts, strict=True):
        slots.setdefault(kind, []).extend(range(first, first + account.count))
        first += account.count
    return [slots[kind] for kind in kinds]


def _year(scenario: Scenario, business: Business, books: Books, policy: Policy, rest: Rest) -> Year:
    """Play the first year."""
    engine = translated(scenario, business, books, rest)
    staying = [account.model_copy(update={"leaves": None}) for account in engine.accounts]
    arm = Arm(engine.model_copy(update={"accounts": staying}), policy, SEED, ROUNDS_A_YEAR)
    chunk = play_chunk(arm, range(RUNS))
    of_accounts = []
    for slots in alike(scenario):
        rec = chunk.named[:, slots]
        here = max(float((rec["rounds"] - rec["away"]).sum()), 1.0)
        rate = ROUNDS_A_YEAR / here
        wallet = float((rec["wallet"] * (rec["rounds"] - rec["away"]) / np.maximum(rec["rounds"], 1.0)).sum())
        units = float(rec["units"].sum())
        of_accounts.append((
            rate * float(rec["revenue"].sum()), rate * float(rec["gross"].sum()),
            rate * float(rec["cost_to_serve"].sum()), rate * float(rec["support"].sum()),
            rate * float(rec["granted"].sum()),
            float(rec["revenue"].sum()) / max(units, 1e-12), min(units / max(wallet, 1e-12), 1.0),
            float((rec["cause"] > 0).mean()),
        ))  # fmt: skip
    columns = [np.array(column) for column in zip(*of_accounts, strict=True)] or [np.zeros(0)] * 8
    counts = np.array([account.count for account in staying])
    full = float((counts * columns[0]).sum())
    had = float(chunk.named["revenue"].sum()) / RUNS
    revenue, gross, serving, support, given, price, bought, ended = columns
    winning, loss = float(chunk.runs["winning_cost"].mean()), 1.0 - had / full if full > 0.0 else 0.0
    return Year(revenue, gross, serving, support, given, price, bought, ended, winning, loss)


def _with_room(
    scenario: Scenario, business: Business, books: Books, rest: Rest, year: Year, counts: NDArray[np.int64]
) -> Rest:
    """Cut support that nobody states, and the cost of being bound, to what a stated overhead has room for.

    A thin margin and a small overhead say that support is small: what nobody states must not contradict what is.
    """
    if business.overhead is None:
        return rest
    free = np.array([not stated and a.support is None for a, stated in zip(
        scenario.accounts, books.support_is_stated, strict=True)])  # fmt: skip
    selling = scenario.parameters.portfolio.selling_cost if business.selling_cost is None else 0.0
    bound = year.serving - year.support - selling * ROUNDS_A_YEAR
    usual = float((counts * (np.where(free, year.support, 0.0) + bound)).sum())
    others = float((counts * (year.serving + year.given)).sum()) + year.winning - usual
    left = MOST_SERVED * overhead_of(scenario, business, books) * ROUNDS_A_YEAR - others
    if left >= usual or usual <= 0.0:
        return rest
    room = rounded(max(left / usual, LEAST_ROOM))
    supports = tuple(
        rounded(room * support) if cut else support for support, cut in zip(rest.supports, free.tolist(), strict=True)
    )
    return rest._replace(room=room, supports=supports)


def _with_costs(
    scenario: Scenario, business: Business, books: Books, rest: Rest, year: Year, counts: NDArray[np.int64]
) -> Rest:
    """Take what is bought here, and as fixed cost what is left of the overhead, from a year that was played."""
    served = float((counts * (year.serving + year.given)).sum()) + year.winning
    fixed = rest.fixed_cost
    if business.overhead is not None:
        fixed = max(overhead_of(scenario, business, books) - served / ROUNDS_A_YEAR, 0.0)
    bought = tuple(rounded(min(max(float(one), 0.05), 1.0)) for one in year.bought)
    return rest._replace(bought=bought, fixed_cost=rounded(fixed))


def _moving(scenario: Scenario, books: Books, renewed: NDArray[np.float64]) -> list[Missed]:
    """Say which prices would not stay where they are if their contracts were renewed today."""
    found = []
    for k, (account, price) in enumerate(zip(scenario.accounts, renewed.tolist(), strict=True)):
        place, stated = key(("accounts", k, "price_to_list"), account.name), books.prices[k]
        if np.isnan(price):
            words = "no quote of its rivals lets talks end in a contract at all"
            found.append(Missed(place, stated, 0.0, words))
        elif abs(price - stated) > NEAR * stated:
            words = "whatever its rivals ask, its next renewal moves the price"
            found.append(Missed(place, stated, price, words))
    return found


def _missed(
    scenario: Scenario, business: Business, books: Books, rest: Rest, year: Year, counts: NDArray[np.int64]
) -> list[Missed]:
    """Say what the first year does not bring about."""
    found: list[Missed] = []
    total = books.money * A_ROUND * ROUNDS_A_YEAR
    for k, account in enumerate(scenario.accounts):
        if books.support_is_stated[k]:
            stated = books.supports[k] / books.prices[k] * books.shares[k] * total
            met = float(year.support[k]) * books.money
            if abs(met - stated) > NEAR * books.shares[k] * total:
                words = "what it gets at its next renewal is another support"
                found.append(Missed(key(("accounts", k, "support_cost"), account.name), stated, met, words))
    revenue = float((counts * year.revenue).sum())
    gross = float((counts * year.gross).sum())
    if abs(revenue / (A_ROUND * ROUNDS_A_YEAR) - 1.0) > NEAR:
        found.append(Missed("business.revenue", total, revenue * books.money, "accounts buy another volume"))
    margin, played = business.gross_margin, gross / max(revenue, 1e-12)
    said = any(one.key == "business.gross_margin" for one in books.missed)
    if margin is not None and not said and abs(played - margin) > NEAR:
        found.append(Missed("business.gross_margin", margin, played, "prices move within the year"))
    if business.overhead is not None:
        served = (float((counts * (year.serving + year.given)).sum()) + year.winning) * books.money
        met = served + rest.fixed_cost * ROUNDS_A_YEAR * books.money
        if met > business.overhead + NEAR * total:
            words = "supporting, selling to and winning accounts alone costs more"
            found.append(Missed("business.overhead", business.overhead, met, words))
    return found
