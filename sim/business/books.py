"""A business's books as shares of its revenue, so that no currency is left: sizes, prices, cost of a unit, support."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from equipoise.sim.business.contradictions import NEAR, total_revenue
from equipoise.sim.business.facts import A_ROUND
from equipoise.sim.calendar import ROUNDS_A_YEAR
from equipoise.sim.rules.package import efficient_support

if TYPE_CHECKING:
    from equipoise.sim.account import Account
    from equipoise.sim.business.facts import Business
    from equipoise.sim.scenario import Scenario

DIGITS = 10
"""Digits that count of what is stated in a currency: the last bits of a conversion are none of them."""

LIST_PRICE = 1.0
"""What a unit costs an account that pays the list price, money a unit."""


MARGIN = ("margin", "contribution", "unit_cost")
"""Facts and traits of an account of which one says its margin."""


def margins_are_stated(scenario: Scenario) -> bool:
    """Whether every account states its margin, so that the business's own is none that anything is taken from."""
    return bool(scenario.accounts) and all(
        any(getattr(account, name) is not None for name in MARGIN) for account in scenario.accounts
    )


class Missed(NamedTuple):
    """What is stated and cannot be met, and how far off it is.

    Attributes
    ----------
    key : str
        Where it stands.
    stated, met : float
        What is stated, and what the model comes to, in the unit of that key.
    words : str
        Why.
    given : bool
        Whether a person states it; otherwise it is what is taken in its place.
    """

    key: str
    stated: float
    met: float
    words: str
    given: bool = True


class Books(NamedTuple):
    """The books; amounts are in the engine's money, a round where they are a flow.

    Attributes
    ----------
    money : float
        What 1 of the engine's money is in the currency.
    shares : tuple of float
        Share of revenue of one account, for each of the scenario's ``accounts``.
    prices, supports : tuple of float
        Price and support a unit of each; support that is not stated is what bargaining comes to by the defaults.
    support_is_stated : tuple of bool
        Whether it is stated, for each.
    unit_costs : tuple of float
        Cost of a unit for each of the accounts.
    missed : tuple of Missed
        What no cost of a unit brings about.
    """

    money: float
    shares: tuple[float, ...]
    prices: tuple[float, ...]
    supports: tuple[float, ...]
    support_is_stated: tuple[bool, ...]
    unit_costs: tuple[float, ...]
    missed: tuple[Missed, ...]


def rounded(value: float) -> float:
    """Round to the digits that count."""
    return float(f"{value:.{DIGITS}g}")


def books_of(scenario: Scenario, business: Business) -> Books:
    """Read a business's books; the scenario contradicts itself nowhere.

    A price p that is not stated is the list price, and a margin m that is leaves a cost of p (1 - m): whether a thin
    one comes of a low price or of dear units nobody can read out of it, and a low price says that others ask little.
    """
    total = total_revenue(scenario, business)
    assert total, "a business without revenue is refused"  # noqa: S101 - contradictions() sees to it
    shares, prices = _shares(scenario, total), [_price(account) for account in scenario.accounts]
    usual = usual_support(scenario)
    margins, costs = [], []
    for account, share, price in zip(scenario.accounts, shares, prices, strict=True):
        support = None if account.support_cost is None else rounded(account.support_cost / total) / share
        margin, contribution = account.margin, account.contribution
        if support is None and margin is not None and contribution is not None:
            support = margin - contribution
        if account.unit_cost is not None:
            margin = 1.0 - account.unit_cost / price
        elif margin is None and contribution is not None:
            support = usual / price if support is None else support
            margin = contribution + support
        margins.append(margin)
        costs.append(support)
    unit_cost, missed = _unit_cost(scenario, business, shares, margins)
    supports = [usual if cost is None else cost * price for cost, price in zip(costs, prices, strict=True)]
    return Books(
        total / ROUNDS_A_YEAR / A_ROUND,
        tuple(shares),
        tuple(map(rounded, prices)),
        tuple(map(rounded, supports)),
        tuple(cost is not None for cost in costs),
        tuple(
            rounded(unit_cost if margin is None else price * (1.0 - margin))
            for price, margin in zip(prices, margins, strict=True)
        ),
        tuple(missed),
    )


def _shares(scenario: Scenario, total: float) -> list[float]:
    """Share of each account in revenue; those that state none divide the rest by their size."""
    found = [
        rounded(account.revenue / total) if account.revenue is not None else account.revenue_share
        for account in scenario.accounts
    ]
    held = sum(a.count * share for a, share in zip(scenario.accounts, found, strict=True) if share is not None)
    rest = sum(a.count * a.size for a, share in zip(scenario.accounts, found, strict=True) if share is None)
    scale = 1.0 if rest > 0.0 else 1.0 / held  # within what rounding in a sheet does
    return [
        rounded((1.0 - held) * account.size / rest if share is None else share * scale)
        for account, share in zip(scenario.accounts, found, strict=True)
    ]


def _unit_cost(
    scenario: Scenario, business: Business, shares: list[float], margins: list[float | None]
) -> tuple[float, list[Missed]]:
    """Cost of a unit for accounts without a margin of their own, at which the business earns its gross margin.

    Those with one cost (1 - m) of what they pay; the others pay known prices p, and cost c / p of it: so
    c = ((1 - M) - sum r (1 - m)) / sum r / p, with r shares of revenue and M the business's margin.
    """
    if business.gross_margin is None:
        return scenario.parameters.product.unit_cost, []
    wanted = 1.0 - business.gross_margin
    own, volume = 0.0, 0.0
    for account, share, margin in zip(scenario.accounts, shares, margins, strict=True):
        if margin is not None:
            own += account.count * share * (1.0 - margin)
        else:
            volume += account.count * share / _price(account)
    if volume > 0.0 and wanted > own:
        return (wanted - own) / volume, []
    missed = []
    met = 1.0 - own if volume == 0.0 else 1.0 - own - volume * wanted
    if abs(met - business.gross_margin) > NEAR:
        words = "the accounts' own margins come to another one, whatever a unit costs the others"
        missed.append(Missed("business.gross_margin", business.gross_margin, rounded(met), words))
    return wanted, missed


def _price(account: Account) -> float:
    """The price that is stated, in list prices; the list price when none is."""
    return account.price_to_list or account.price or LIST_PRICE


def usual_support(scenario: Scenario) -> float:
    """Support a unit that an account gets of which nothing is stated: that which is worth just its cost."""
    product = scenario.parameters.product
    return float(efficient_support(product.support_worth, product.support_curvature))
