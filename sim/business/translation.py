"""A business in the engine's units: money of which its revenue is 8 a round, list prices of 1, rounds of a quarter."""

from __future__ import annotations

from functools import cache
from math import log
from statistics import median
from typing import TYPE_CHECKING, Any, NamedTuple

from equipoise.sim.business.books import LIST_PRICE, Books, rounded
from equipoise.sim.business.facts import A_ROUND, ALTERNATIVES, FACTS
from equipoise.sim.calendar import ROUNDS_A_YEAR
from equipoise.sim.parameters import Parameters
from equipoise.sim.rules.contribution import HIGHEST, LOWEST
from equipoise.sim.rules.package import share_perceived, worth_at_best

if TYPE_CHECKING:
    from collections.abc import Sequence

    from equipoise.sim.account import Account
    from equipoise.sim.business.facts import Business
    from equipoise.sim.parameters.business import Portfolio
    from equipoise.sim.scenario import Scenario

LEAST_LEVEL, MOST_LEVEL = 1.5, 4.5
"""Levels of an account that gives a 1, and a 5: half a step within the scale, as what is said in whole steps lies.

At its very ends a level can be no fact that is at rest: an account at 1 would expect more than anybody can give, so
that no effort moves it, and one at 5 nothing, so that every change of support does.
"""

USUAL_YEARS = 2.0
"""How long an account has been one that does not say: until the fit of the two is fully known."""

USUALLY_FOLLOWS = 0.35
"""Part of the overhead that follows revenue where nobody states it: selling and administrative costs fall by .35% where
sales fall by 1%, and rise by .55% where they rise (Anderson, Banker and Janakiraman 2003)."""

ALIKE = 0.01
"""How much further off than the nearest an account may be, in logarithms of size, and count as near."""

MOST_UNIQUE = 1000.0
"""Most that a unit is worth beyond what rivals give, money a unit."""

MOST_WORTH = 20.0
"""Most that the highest level is worth, money a unit."""

SMALLEST_SIZE, SMALLEST_TYPICAL = 1e-6, 1e-3


class Rest(NamedTuple):
    """What nobody states, and what puts the market at rest: see :mod:`equipoise.sim.business.rest`.

    Attributes
    ----------
    quotes : tuple of float
        Mean of one rival's quote to each of the scenario's ``accounts``, money a unit.
    bought : tuple of float
        Part of its volume that each buys here while it is served.
    commitments, supports : tuple of float
        Commitment and support, money a unit, in each contract in force; where they are not stated, as talks have them.
    rigidities : tuple of float or None
        Cost of being bound, money a unit, at which talks bind what is stated; None where nothing is.
    fixed_cost : float
        Money a round.
    served : float
        What serving accounts costs as overhead is reckoned, money a round: it goes when they go.
    room : float
        Part of the usual support and cost of being bound that the overhead has room for, up to 1.
    price_moves : tuple of float
        Mean price of the first year over today's, of each of the ``accounts``: some contracts are reopened within it.
        What is bought, and what a unit costs, are such that revenue and margin of that year are the stated ones.
    win_hazard : float
        Chance that an open slot is won, a round, without credibility.
    """

    quotes: tuple[float, ...]
    bought: tuple[float, ...]
    commitments: tuple[float, ...]
    supports: tuple[float, ...]
    rigidities: tuple[float | None, ...]
    fixed_cost: float
    served: float
    room: float
    price_moves: tuple[float, ...]
    win_hazard: float


def translated(scenario: Scenario, business: Business, books: Books, rest: Rest) -> Scenario:
    """Write a scenario of a business in the engine's units; nothing is left of its own, and nothing varies."""
    worth = [support_worth(scenario, books, rest, k) for k in range(len(scenario.accounts))]
    sections = _sections(scenario, business, books, rest, worth)
    tables = {name: getattr(scenario.parameters, name).model_copy(update=changes) for name, changes in sections.items()}
    accounts = [
        account.model_copy(update=_traits(scenario, books, rest, k, worth[k]))
        for k, account in enumerate(scenario.accounts)
    ]
    parameters = scenario.parameters.model_copy(update=tables)
    certain: dict[str, Any] = {"business": None, "ranges": [], "draws": []}
    return scenario.model_copy(update=certain | {"parameters": parameters, "accounts": accounts})


def _sections(
    scenario: Scenario, business: Business, books: Books, rest: Rest, worths: Sequence[float | None]
) -> dict[str, dict[str, Any]]:
    """What of the parameters follows from the books, by section."""
    p = scenario.parameters
    total = books.money * A_ROUND * ROUNDS_A_YEAR

    def flow(amount: float) -> float:
        return rounded(amount / total) * A_ROUND

    def stock(amount: float) -> float:
        return rounded(amount / total) * A_ROUND * ROUNDS_A_YEAR

    following = rounded(following_of(scenario, business, rest))
    credit = stock(business.credit_line or 0.0)
    cash = p.vendor.cash if business.cash is None else stock(business.cash)
    reserve = (
        (p.vendor.reserve if business.cash is None else cash) if business.reserve is None else stock(business.reserve)
    )
    vendor: dict[str, Any] = {
        "slots": scenario.slots,
        "cash": cash + credit,
        "reserve": reserve + credit,
        "fixed_cost": rest.fixed_cost - following,
        "overhead_rate": following / A_ROUND if following else p.vendor.overhead_rate,
    }
    if business.payout is not None:
        vendor["payout"] = business.payout
    size = _typical_size(scenario, business, books)

    def like_typical(values: Sequence[float | None]) -> float | None:
        return _like_typical(scenario, books, size, values)

    portfolio: dict[str, Any] = {
        "typical_size": size,
        "selling_cost": selling_of(scenario, business, books),
        "win_hazard": rest.win_hazard,
    }
    costs = unit_costs(scenario, books, rest)
    units = [price - cost - support for price, cost, support in zip(books.prices, costs, books.supports, strict=True)]
    if p.portfolio.typical_margin == type(p.portfolio).model_fields["typical_margin"].default:
        portfolio["typical_margin"] = max(rounded(like_typical(units) or 0.0), 0.0)
    charter = {
        name: (stock if name == "survey_cost" else flow)(amount)
        for name in ("team_cost", "sponsor_cost", "survey_cost")
        if (amount := getattr(business, name)) is not None
    }
    product: dict[str, Any] = {"unit_cost": _usual_cost(scenario, books, rest, size)}
    worth = like_typical(worths)
    if worth is not None:
        product["support_worth"] = rounded(worth)
    found: dict[str, dict[str, Any]] = {
        "vendor": vendor, "portfolio": portfolio, "charter": charter, "product": product,
        "market": {}, "bargaining": {},
    }  # fmt: skip
    if rest.room < 1.0:
        found["bargaining"]["rigidity"] = rounded(rest.room * p.bargaining.rigidity)
    quote = like_typical(rest.quotes)
    if p.market.quote_mean == type(p.market).model_fields["quote_mean"].default and quote is not None:
        found["market"]["quote_mean"] = rounded(quote)
    return found


def following_of(scenario: Scenario, business: Business, rest: Rest) -> float:
    """Fixed cost that follows revenue, money a round: with what serving costs, as much of the overhead as is stated."""
    if business.overhead_follows is None and scenario.parameters.vendor.overhead_rate > 0.0:
        return 0.0  # stated in the engine's units
    follows = USUALLY_FOLLOWS if business.overhead_follows is None else business.overhead_follows
    return min(max(follows * (rest.fixed_cost + rest.served) - rest.served, 0.0), rest.fixed_cost)


def selling_of(scenario: Scenario, business: Business, books: Books) -> float:
    """What selling to an account costs, money a round; unless stated, what part of a typical account it usually is."""
    own, usual = scenario.parameters.portfolio, _usual_portfolio()
    if business.selling_cost is not None:
        return rounded(business.selling_cost / (books.money * A_ROUND * ROUNDS_A_YEAR)) * A_ROUND
    if own.selling_cost != usual.selling_cost:
        return own.selling_cost
    return rounded(_typical_size(scenario, business, books) * usual.selling_cost / usual.typical_size)


@cache
def _usual_portfolio() -> Portfolio:
    return Parameters().portfolio


def _typical_size(scenario: Scenario, business: Business, books: Books) -> float:
    """Volume of an account still to be won: what is stated, or the median account's revenue, at list prices."""
    if business.typical_account is not None:
        total = books.money * A_ROUND * ROUNDS_A_YEAR
        return max(rounded(business.typical_account / total) * A_ROUND / LIST_PRICE, SMALLEST_TYPICAL)
    sizes = [
        A_ROUND * share / LIST_PRICE
        for account, share in zip(scenario.accounts, books.shares, strict=True)
        for _ in range(account.count)
    ]
    return max(rounded(median(sizes)), SMALLEST_TYPICAL) if sizes else scenario.parameters.portfolio.typical_size


def _like_typical(scenario: Scenario, books: Books, size: float, values: Sequence[float | None]) -> float | None:
    """What holds for an account still to be won: that of the accounts nearest to it in size, of which it is known.

    What the largest account pays and could pay elsewhere says nothing of the many that are won.
    """
    known = [
        (abs(log(A_ROUND * share / price / size)), account.count, value)
        for account, share, price, value in zip(scenario.accounts, books.shares, books.prices, values, strict=True)
        if value is not None
    ]
    if not known:
        return None
    least = min(apart for apart, _, _ in known)
    nearest = [(count, value) for apart, count, value in known if apart <= least + ALIKE]
    return sum(count * value for count, value in nearest) / sum(count for count, _ in nearest)


def _usual_cost(scenario: Scenario, books: Books, rest: Rest, size: float) -> float:
    """Cost of a unit for an account still to be won."""
    like = _like_typical(scenario, books, size, unit_costs(scenario, books, rest))
    return scenario.parameters.product.unit_cost if like is None else rounded(like)


def unit_costs(scenario: Scenario, books: Books, rest: Rest) -> list[float]:
    """Cost of a unit for each account: c p_1 / p, with p today's price and p_1 the first year's, or as stated."""
    return [
        cost if account.unit_cost is not None else rounded(cost * moves)
        for account, cost, moves in zip(scenario.accounts, books.unit_costs, rest.price_moves, strict=True)
    ]


def _traits(scenario: Scenario, books: Books, rest: Rest, k: int, worth: float | None) -> dict[str, Any]:
    """The traits of an account in the engine's units; facts that became traits are no longer stated."""
    account, p = scenario.accounts[k], scenario.parameters
    price, costs = books.prices[k], unit_costs(scenario, books, rest)
    size = A_ROUND * books.shares[k] / (price * rest.price_moves[k]) / rest.bought[k]
    found: dict[str, Any] = dict.fromkeys(FACTS)
    found |= {"size": max(rounded(size), SMALLEST_SIZE)}
    own_cost = len(set(costs)) > 1  # else it is that of all
    own = {
        "rigidity": rest.rigidities[k],
        "unit_cost": costs[k] if own_cost else None,
        "level_worth": level_worth(scenario, books, k) if account.cost_to_replace is not None else None,
    }
    found |= {name: value for name, value in own.items() if value is not None}
    if account.quote_mean is None and account.alternatives != "none":
        found["quote_mean"] = rest.quotes[k]
    if account.contract_years is not None:
        found["term"] = max(round(ROUNDS_A_YEAR * account.contract_years), 1)
    if account.support_worth is None:
        found["support_worth"] = worth
    if account.leaves != 0:  # else it is away from the first round on, and no contract is in force
        found |= _contract(account, scenario, books, rest, k, found.get("term", account.term))
    if account.relationship is not None:
        found["level"] = level_of(account, p)
    if account.contacts is not None:
        found["channel"] = 1.0 - (1.0 - p.communication.start_channel) ** account.contacts
    if account.alternatives is not None:
        found["rivals"] = ALTERNATIVES[account.alternatives]
        if account.attention is None:
            found["attention"] = rounded(attention_of(found["rivals"], p.market.attention, p.market.rivals))
    if account.its_margin is not None or (account.share_of_wallet is not None and account.own_margin is None):
        margin = p.newcomers.own_margin if account.its_margin is None else account.its_margin * price
        found["own_margin"] = min(rounded(margin / (account.share_of_wallet or 1.0)), 1000.0)
    return found


def _contract(account: Account, p: Scenario, books: Books, rest: Rest, k: int, term: int | None) -> dict[str, Any]:
    """The contract in force."""
    years = USUAL_YEARS if account.customer_years is None else account.customer_years
    found: dict[str, Any] = {
        "price": books.prices[k],
        "commitment": rest.commitments[k],
        "support": rest.supports[k],
        "unique": rounded(unique_of(p, books, k)),
        "level_at_rest": True,
    }
    if account.age is None:
        found["age"] = round(ROUNDS_A_YEAR * years)
    if account.contract_left is not None:
        left = round(ROUNDS_A_YEAR * account.contract_left)
        if term is None:
            found["term"] = max(left, p.parameters.bargaining.term)
        found["renews"] = left if term is None else min(left, 2 * term)
    stated = {"support": account.support, "price": account.price}
    return found | {name: value for name, value in stated.items() if value is not None}


def attention_of(rivals: int, usual: float, usual_rivals: int) -> float:
    """Chance that an account looks at a quote, where each rival brings one by itself: 1 - (1 - a)^(n / n_0).

    Offers come as often as there are others who could make one (Burdett and Mortensen 1998); a is the chance beside the
    usual number n_0 of them.
    """
    return 1.0 - (1.0 - usual) ** (rivals / usual_rivals) if usual_rivals > 0 else usual


def bound_of(account: Account) -> float | None:
    """Part of its purchases that an account is stated to be bound for, in either unit; None where nothing is."""
    return account.commitment if account.bound is None else account.bound


def level_of(account: Account, parameters: Parameters) -> float:
    """The level at which an account starts."""
    if account.relationship is not None:
        return min(max(account.relationship, LEAST_LEVEL), MOST_LEVEL)
    return parameters.hierarchy.start_level if account.level is None else account.level


def _age_of(account: Account) -> float:
    """Rounds for which an account has been one."""
    if account.age is not None:
        return float(account.age)
    return ROUNDS_A_YEAR * (USUAL_YEARS if account.customer_years is None else account.customer_years)


def support_worth(scenario: Scenario, books: Books, rest: Rest, k: int) -> float | None:
    """Worth of support at which support s is just the best: a = g s + 1 / (1 + nu); None where it is drawn.

    s is what is stated, or what there is room for in the overhead where that is less than usual; nu is what support
    builds besides, by :func:`equipoise.sim.rules.package.value_built`.
    """
    account, p, stated = scenario.accounts[k], scenario.parameters, books.support_is_stated[k]
    if account.support_worth is not None or (rest.room >= 1.0 and not stated):
        return None
    support = books.supports[k] if stated else rest.supports[k]
    level = level_of(account, p)
    lasting = p.bargaining.building * level_worth(scenario, books, k) * (1.0 - p.hierarchy.imitable)
    seen = share_perceived(p.hierarchy.level_rate, p.bargaining.horizon)
    product = p.product
    worth = worth_at_best(support, product.support_worth, product.support_curvature, lasting, level, seen)
    return min(rounded(worth), 20.0)


def level_worth(scenario: Scenario, books: Books, k: int) -> float:
    """Unique contribution at level 5 at which an account loses what it is stated to.

    It loses q u in a round, u = omega w with w = ((x - 1) - i min(1, t / t_i) max(x - x_0, 0)) / 4 (see
    :mod:`equipoise.sim.rules.contribution`); so omega = u / w, with u as stated.
    """
    account, p = scenario.accounts[k], scenario.parameters
    if account.level_worth is not None:
        return account.level_worth
    weight = _weight(account, p)
    if account.cost_to_replace is None or weight <= 0.0:
        return p.hierarchy.contribution
    return min(rounded(_replaced(account, books) / volume_of(books, k) / weight), MOST_WORTH)


def costs_to_replace(scenario: Scenario, books: Books) -> list[float]:
    """What a year without the vendor costs each account, as stated or else by its relationship, in the currency."""
    years = ROUNDS_A_YEAR * books.money
    return [years * volume_of(books, k) * unique_of(scenario, books, k) for k in range(len(scenario.accounts))]


def unique_of(scenario: Scenario, books: Books, k: int) -> float:
    """What a unit is worth to an account beyond what rivals give: as stated, or else by its relationship."""
    account = scenario.accounts[k]
    if account.unique is not None:
        return account.unique
    if account.cost_to_replace is not None:
        return min(rounded(_replaced(account, books) / volume_of(books, k)), MOST_UNIQUE)
    return max(level_worth(scenario, books, k) * _weight(account, scenario.parameters), 0.0)


def _replaced(account: Account, books: Books) -> float:
    """What a round without the vendor costs an account, in the engine's money."""
    total = books.money * A_ROUND * ROUNDS_A_YEAR
    return rounded((account.cost_to_replace or 0.0) / total) * A_ROUND


def volume_of(books: Books, k: int) -> float:
    """Units that an account buys in a round."""
    return A_ROUND * books.shares[k] / books.prices[k]


def _weight(account: Account, p: Parameters) -> float:
    """What of the contribution at level 5 an account has: rivals copy some of it in time."""
    return (level_of(account, p) - LOWEST - _copied(account, p)) / (HIGHEST - LOWEST)


def _copied(account: Account, p: Parameters) -> float:
    """Levels that rivals have copied so far of what was built above the starting one."""
    imitable = p.hierarchy.imitable if p.switches.imitation else 0.0
    known = imitable * min(1.0, _age_of(account) / p.hierarchy.imitation)
    return known * max(level_of(account, p) - p.hierarchy.start_level, 0.0)


def level_of_rivals(account: Account, p: Parameters) -> float:
    """Say at which level an account would see a rival in the vendor's place today: the lowest, and what was copied."""
    return LOWEST + _copied(account, p)
