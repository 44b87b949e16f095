"""What is allowed in a scenario and hardly meant: a loss on every unit, per cent for money, euros beside units."""

from __future__ import annotations

from typing import TYPE_CHECKING

from equipoise.sim.business.doubts import Doubt, of_business
from equipoise.sim.files.settings import stated_at, targets_of
from equipoise.sim.numbers import Marked
from equipoise.sim.wording import key, number, range_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pydantic.fields import FieldInfo

    from equipoise.sim.faults import Place
    from equipoise.sim.scenario import Scenario

MOST_MARGIN = 10.0
"""Times the price of a unit: an account that makes more of it has stated something else."""

MOST_TIMES = 1_000.0
"""How many times one thing may be another of its kind, before they are taken to be stated in different units."""

MANY_TIMES = 30.0
"""How many times a typical account another may be, before what does not grow with accounts has to be restated, too."""

MOST_PRICE = 100.0
"""How many times what a unit costs a price may be, or the other way round, before they are in different money."""

MOST_ROUNDS = 200.0
"""Rounds of what all accounts buy, 50 years, that nobody holds in cash."""

THOUSANDS = 1e6
"""Where a field's range ends that a mark between thousands may be meant in: any three digits may stand before it.
Shares and prices end far below, so that their 1.250 is what it is."""

_SMALL = frozenset({
    "portfolio.selling_cost", "charter.team_cost", "charter.sponsor_cost", "charter.survey_cost",
})  # fmt: skip
"""Costs that are far smaller than what accounts buy, so that their 1.250 is what it is, whatever the range."""


def doubts(scenario: Scenario) -> list[Doubt]:
    """Find what a person hardly means."""
    if scenario.business is not None:  # the engine's units follow from it
        return [*_one_row(scenario), *of_business(scenario, scenario.business)]
    looked = (_one_row, _cost, _prices, _margins, _scale, _lumps)
    return [doubt for look in looked for doubt in look(scenario)]


def _one_row(scenario: Scenario) -> Iterator[Doubt]:
    """Find a file of draws of which each run takes the same row."""
    for one in scenario.draws[:1]:
        if len(one.values) == 1:
            words = "is in the only row of a file of draws: with one row nothing varies, since every run takes that"
            yield Doubt(one.key, one.values[0], words)


def marks(scenario: Scenario) -> list[Doubt]:
    """Find numbers whose point may have been meant as a mark between thousands."""
    found = []
    for name, target in targets_of(scenario).items():
        if target.place[0] in type(scenario).model_fields:
            found += mark(name, stated_at(scenario, target.place), target.field)
    return found


def mark(name: str, value: object, field: FieldInfo) -> list[Doubt]:
    """Doubt a number whose point may have been meant as a mark between thousands."""
    allowed = range_of(field)
    meant = isinstance(value, Marked) and allowed.high >= THOUSANDS and name not in _SMALL
    if not isinstance(value, Marked) or not meant or not allowed.holds(value.without_mark):
        return []
    words = f"is read as {value:g}; if its point stands between thousands, write {value.without_mark:.0f}"
    return [Doubt(name, value, words)]


def _price(scenario: Scenario) -> tuple[float, str]:
    """What an account pays elsewhere, on average, and what that follows from: a rival's quote, or doing without."""
    market = scenario.parameters.market
    named = {"market.do_without": market.do_without} | (
        {"market.quote_mean": market.quote_mean} if market.rivals else {}
    )
    binding = min(named, key=lambda name: named[name])
    return named[binding], binding


def _cost(scenario: Scenario) -> Iterator[Doubt]:
    p = scenario.parameters
    cost, (price, binding) = p.product.unit_cost, _price(scenario)
    if cost <= price:
        return
    worth = max([p.product.support_worth, *(a.support_worth for a in scenario.accounts if a.support_worth is not None)])
    worths = [account.level_worth for account in scenario.accounts if account.level_worth is not None]
    unique = max([p.hierarchy.contribution, *worths]) if p.switches.contribution else 0.0
    most = price + unique + worth**2 / (2.0 * p.product.support_curvature)
    follows = f"{binding} = {number(price)}"
    if cost > most:
        about = number(round(most, 4))
        words = f"is above all that an account would pay, about {about} under {follows}: every unit sold is a loss"
    else:
        paid = number(round(price, 4))
        words = (
            f"is above what a unit costs elsewhere, {paid} on average by {binding}: "
            "only what no rival gives can pay for it"
        )
    yield Doubt("product.unit_cost", cost, words)


def _prices(scenario: Scenario) -> Iterator[Doubt]:
    """Find prices beside a cost of units that is in other money."""
    p = scenario.parameters
    stated = [("market.quote_mean", p.market.quote_mean, "product.unit_cost", p.product.unit_cost)]
    for k, account in enumerate(scenario.accounts):
        where, cost = "product.unit_cost", p.product.unit_cost
        if account.unit_cost is not None:
            where, cost = key(("accounts", k, "unit_cost"), account.name), account.unit_cost
        for name, price in (("price", account.price), ("quote_mean", account.quote_mean)):
            if price is not None:
                stated.append((key(("accounts", k, name), account.name), price, where, cost))
    for name, price, where, cost in stated:
        if min(price, cost) > 0.0 and not 1 / MOST_PRICE <= price / cost <= MOST_PRICE:
            far = f"more than {MOST_PRICE:g} times" if price > cost else f"less than a {MOST_PRICE:g}th of"
            words = f"is {far} what a unit costs, {where} = {number(cost)}: state both in the same money"
            yield Doubt(name, price, words)


def _margins(scenario: Scenario) -> Iterator[Doubt]:
    price = max(_price(scenario)[0], scenario.parameters.product.unit_cost)
    stated: list[tuple[Place, str | None, float | None]] = [
        (("newcomers", "own_margin"), None, scenario.parameters.newcomers.own_margin)
    ]
    stated += [(("accounts", k, "own_margin"), a.name, a.own_margin) for k, a in enumerate(scenario.accounts)]
    for place, name, margin in stated:
        if margin is not None and margin > MOST_MARGIN * price:
            words = f"is money a unit, not per cent, and more than {MOST_MARGIN:g} times what a unit costs"
            yield Doubt(key(place, name), margin, words)
    for k, account in enumerate(scenario.accounts):
        own = account.unit_cost is not None
        cost = account.unit_cost if account.unit_cost is not None else scenario.parameters.product.unit_cost
        if account.price is not None and account.price < cost:
            where = key(("accounts", k, "unit_cost"), account.name) if own else "product.unit_cost"
            words = f"is below what a unit costs, {where} = {number(cost)}: every unit it buys is a loss"
            yield Doubt(key(("accounts", k, "price"), account.name), account.price, words)


def _scale(scenario: Scenario) -> Iterator[Doubt]:
    """Find amounts of accounts beside defaults in other units, or the other way round."""
    if not scenario.accounts:
        return
    p = scenario.parameters
    typical, fixed = p.portfolio.typical_size, p.vendor.fixed_cost
    k, largest = max(enumerate(scenario.accounts), key=lambda one: one[1].size)
    sales = sum(account.size * account.count for account in scenario.accounts) * _price(scenario)[0]
    ratio = largest.size / typical
    if not 1 / MOST_TIMES <= ratio <= MOST_TIMES:
        far = f"more than {MOST_TIMES:,.0f} times" if ratio > 1 else f"less than a {MOST_TIMES:,.0f}th of"
        words = f"is {far} portfolio.typical_size = {number(typical)}: state both in the same units"
        yield Doubt(key(("accounts", k, "size"), largest.name), largest.size, words)
    if fixed > 0 and sales > 0 and not 1 / MOST_TIMES <= fixed / sales <= MOST_TIMES:
        far = f"more than {MOST_TIMES:,.0f} times" if fixed > sales else f"less than a {MOST_TIMES:,.0f}th of"
        about = float(f"{sales:.3g}")
        bought = number(int(about) if about.is_integer() else about)
        words = f"is {far} what the accounts buy in a round, about {bought}: state both in the same money"
        yield Doubt("vendor.fixed_cost", fixed, words)


def _lumps(scenario: Scenario) -> Iterator[Doubt]:
    """Find costs that do not grow with accounts, and cash, beside accounts that are stated in other units."""
    if not scenario.accounts:
        return
    p = scenario.parameters
    price = _price(scenario)[0]
    k, largest = max(enumerate(scenario.accounts), key=lambda one: one[1].size)
    place = key(("accounts", k, "size"), largest.name)
    sales = sum(account.size * account.count for account in scenario.accounts) * price
    lumps = {
        "vendor.fixed_cost": p.vendor.fixed_cost,
        "portfolio.selling_cost": p.portfolio.selling_cost,
        "portfolio.typical_size": p.portfolio.typical_size,
    }
    usual = {"vendor.fixed_cost": 0.30, "portfolio.selling_cost": 0.02, "portfolio.typical_size": 1.0}
    if (
        lumps == usual
        and not 1 / MANY_TIMES <= largest.size <= MANY_TIMES
        and 1 / MOST_TIMES <= largest.size <= MOST_TIMES
    ):
        beside = ", ".join(f"{name} = {number(value)}" for name, value in lumps.items())
        words = f"stands beside costs for accounts of about 1, {beside}: state all of them in the same money"
        yield Doubt(place, largest.size, words)
    buys = number(float(f"{largest.size * price:.3g}"))
    lumps = {
        "portfolio.selling_cost": p.portfolio.selling_cost,
        "charter.team_cost": p.charter.team_cost,
        "charter.sponsor_cost": p.charter.sponsor_cost,
        "charter.survey_cost": p.charter.survey_cost,
    }
    for name, value in lumps.items():
        if value > largest.size * price:
            words = f"is more than the largest account buys in a round, {buys} by {place} = {number(largest.size)}"
            yield Doubt(name, value, f"{words}: state both in the same money")
    for name, value in {"vendor.cash": p.vendor.cash, "vendor.reserve": p.vendor.reserve}.items():
        if value > MOST_ROUNDS * sales > 0.0 and not isinstance(value, Marked):
            bought = number(float(f"{sales:.3g}"))
            words = (
                f"is what all accounts buy in more than 50 years, {bought} a round by {place} = {number(largest.size)}"
            )
            yield Doubt(name, value, f"{words}: state both in the same money")
