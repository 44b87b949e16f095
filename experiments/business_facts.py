"""What a business leaves open of itself and of its accounts, asked in its own currency and in years.

It takes the place of what the engine's parameters would be asked for that follow from it, so that nothing is asked
twice; what the business states is not doubted.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from equipoise.sim.business.books import margins_are_stated
from equipoise.sim.business.contradictions import OF_THE_VENDOR, TWO_WAYS
from equipoise.sim.business.facts import A_ROUND
from equipoise.sim.business.played import in_engine_units, solved
from equipoise.sim.business.translation import USUAL_YEARS, USUALLY_FOLLOWS, costs_to_replace, volume_of
from equipoise.sim.calendar import ROUNDS_A_YEAR
from equipoise.sim.keys import joined, parts_of
from equipoise.sim.money import money_of

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from equipoise.sim.account import Account
    from equipoise.sim.business.facts import Business
    from equipoise.sim.money import Money
    from equipoise.sim.scenario import Scenario

FOLLOWS = frozenset(
    {".".join(key) for key in OF_THE_VENDOR.values()}
    | {
        "hierarchy.contribution",
        "hierarchy.start_level",
        "market.rivals",
        "market.quote_mean",
        "bargaining.term",
        "communication.start_channel",
        "portfolio.typical_margin",
        "product.support_worth",
        "own_margin",
        "support_worth",
    }
)
"""Parameters, and traits of accounts, that follow from what a business states or is asked for."""


class Open(NamedTuple):
    """A fact that is not stated."""

    keys: tuple[str, ...]  # what is set together
    # in words that need no model; and why it can lie there
    question: str
    taken: float | None = None  # what is taken for it; None where that is drawn, or is what talks settle on
    # where it can lie; half to double of what is taken where there is no reason for another range
    ends: tuple[float, float] | None = None
    reason: str = "half to double"
    shares: tuple[float, ...] = ()  # what part of a value each of them gets; none where each gets all of it


class _Fact(NamedTuple):
    """A fact of an account that has a range without its amount."""

    name: str
    question: str
    ends: tuple[float, float] | None
    reason: str
    taken: Callable[[Scenario], float | None]
    same: tuple[str, ...] = ()  # further facts of which one leaves nothing open


_YEARS_TO_REPLACE = 8
"""Years in which as many accounts are won as are held, where many are."""

_FACTS = (
    _Fact("price_to_list", "What does {who} pay, where list price is 1?", (0.85, 1.0), "15% below list to list price",
          lambda _: 1.0),
    _Fact("relationship", "Where does {who} see you today, from 1, a commodity, to 5, a partner?", None,
          "half to double", lambda s: s.parameters.hierarchy.start_level),
    _Fact("contacts", "How many people of {who} and of yours talk with each other?", (1, 8), "one to eight",
          lambda _: 1),
    _Fact("bound", "What part of what {who} buys from you does its contract bind it to?", (0.0, 0.8),
          "none to most of it", lambda _: None),
    _Fact("rivals", "How many others could {who} buy from?", (1, 8), "one other to many",
          lambda s: s.parameters.market.rivals, ("alternatives",)),
    _Fact("share_of_wallet", "What part of all that {who} buys of the kind does it buy from you?", (0.3, 1.0),
          "a third to all of it", lambda _: 1.0, ("own_margin",)),
    _Fact("its_margin", "What margin does {who} make of what it makes with your product, over what it pays for it?",
          None, "half to double", lambda s: s.parameters.newcomers.own_margin),
    _Fact("customer_years", "For how many years has {who} been an account?", None, "half to double",
          lambda _: USUAL_YEARS),
    _Fact("contract_years", "For how many years does a contract with {who} run?", None, "half to double",
          lambda s: s.parameters.bargaining.term / ROUNDS_A_YEAR),
    _Fact("contract_left", "In how many years is the contract with {who} renewed?", (0.0, 1.0),
          "now to a year from now", lambda _: None),
)  # fmt: skip


def open_facts(scenario: Scenario, groups: Sequence[tuple[list[str], str]]) -> list[Open]:
    """List what a business does not state; accounts of a group are set together, and questions call them alike."""
    business, money = scenario.business, money_of(scenario)
    if business is None or money is None:
        return []
    found = _of_the_business(scenario, business, money)
    for names, who in groups:
        there = [account for account in scenario.accounts if account.name in names]
        found += [one for one in (_of_accounts(scenario, fact, there, who) for fact in _FACTS) if one is not None]
        found += _support(scenario, money, there, who)
    return [*_replaced(scenario, groups), *found]


def usual_ends(scenario: Scenario, key: str) -> tuple[float, float] | None:
    """Give where an open fact with a key of its own can lie; None where there is none, or half to double of it."""
    *_, name = parts_of(key)
    ends = next((fact.ends for fact in _FACTS if fact.name == name), None) if key.startswith("accounts.") else None
    if ends is not None or not _may_be_open(scenario, key):
        return ends
    one = _open_fact(scenario, key)
    if one is None or one.taken is None:
        return None if one is None else one.ends
    return one.ends or (one.taken / 2.0, 2.0 * one.taken)


def taken_for(scenario: Scenario, key: str) -> float | None:
    """Give what is taken for an open fact of a business; None where nothing is, or it is drawn."""
    one = _open_fact(scenario, key) if _may_be_open(scenario, key) else None
    return None if one is None else one.taken


def _may_be_open(scenario: Scenario, key: str) -> bool:
    """Whether a business has such a fact and does not state it, so that its market need not be solved in vain."""
    table, *names, name = parts_of(key)
    if scenario.business is None or table not in {"business", "accounts"}:
        return False
    if table == "business":
        return getattr(scenario.business, name, None) is None
    return any(getattr(one, name, None) is None for one in scenario.accounts if one.name in names)


def _open_fact(scenario: Scenario, key: str) -> Open | None:
    groups = [([account.name], account.name) for account in scenario.accounts]
    return next((one for one in open_facts(scenario, groups) if one.keys == (key,)), None)


def _of_the_business(scenario: Scenario, business: Business, money: Money) -> list[Open]:
    p, revenue = scenario.parameters, money.a_year(A_ROUND)
    profit = 0.3 if business.gross_margin is None else business.gross_margin
    portfolio = in_engine_units(scenario).parameters.portfolio
    held = sum(account.count for account in scenario.accounts)
    asked = {
        "gross_margin": Open((), "What is your gross margin?", None, (0.2, 0.4), "20 to 40%"),
        "overhead": Open(
            (), "What does a year cost you between gross margin and operating profit?", None,
            (0.5 * profit * revenue, profit * revenue), "half of gross profit to all of it",
        ),
        "overhead_follows": Open(
            (), "How much of that goes within a year of the revenue that it is for?", USUALLY_FOLLOWS, (0.0, 0.6),
            "none of it to somewhat more than is usual",
        ),
        "cash": Open((), "How much cash is there at the start?", money.of(p.vendor.cash)),
        "payout": Open(
            (), "How much of the cash above the reserve do owners take out a year?", p.vendor.payout, (0.4, 1.0),
            "half to all",
        ),
        "typical_account": Open((), "What would a new account buy in a year?", money.a_year(portfolio.typical_size)),
        "new_accounts": Open(
            (), "How many new accounts do you win in a year?", solved(scenario).at_rest.year.won,
            (0.0, held / _YEARS_TO_REPLACE), "none to one for every eight that you have",
        ),
        "selling_cost": Open(
            (), "What does selling to an account cost a year?", money.a_year(portfolio.selling_cost)
        ),
        "team_cost": Open((), "What does a team for an account cost a year?", money.a_year(p.charter.team_cost)),
        "sponsor_cost": Open(
            (), "What does the time of an executive sponsor cost a year?", money.a_year(p.charter.sponsor_cost)
        ),
        "survey_cost": Open((), "What does a survey of both organisations cost?", money.of(p.charter.survey_cost)),
    }  # fmt: skip
    if margins_are_stated(scenario):
        del asked["gross_margin"]
    defaults = type(p)()
    found = []
    for name, one in asked.items():
        section, parameter = OF_THE_VENDOR[name]
        is_default = getattr(getattr(p, section), parameter) == getattr(getattr(defaults, section), parameter)
        if getattr(business, name) is None and is_default:
            found.append(one._replace(keys=(f"business.{name}",)))
    return found


def _of_accounts(scenario: Scenario, fact: _Fact, there: Sequence[Account], who: str) -> Open | None:
    """A fact of those accounts that state neither it nor what says the same."""
    same = (fact.name, TWO_WAYS.get(fact.name), *fact.same)
    without = [one for one in there if all(getattr(one, name) is None for name in same if name is not None)]
    if not without:
        return None
    keys = tuple(joined(("accounts", account.name, fact.name)) for account in without)
    return Open(keys, fact.question.format(who=who), fact.taken(scenario), fact.ends, fact.reason)


def _support(scenario: Scenario, money: Money, there: Sequence[Account], who: str) -> list[Open]:
    """What supporting accounts costs, all of them together, by what each gets."""
    known = solved(scenario)
    costs, total = {}, 0.0
    for k, account in enumerate(scenario.accounts):
        if account in there and account.support is None and not known.books.support_is_stated[k]:
            cost = money.a_year(known.at_rest.rest.supports[k] * volume_of(known.books, k))
            costs[joined(("accounts", account.name, "support_cost"))] = cost
            total += account.count * cost
    if total <= 0.0:
        return []
    shares = tuple(cost / total for cost in costs.values())
    whom = f"{who.removeprefix('each of ')} together" if len(costs) > 1 else who
    return [Open(tuple(costs), f"What does supporting {whom} cost you a year?", total, shares=shares)]


def _replaced(scenario: Scenario, groups: Sequence[tuple[list[str], str]]) -> list[Open]:
    """What a year without the vendor would cost an account: of the one that would lose most, unless that states it."""
    p = scenario.parameters.hierarchy
    stated = {account.name for account in scenario.accounts if account.cost_to_replace is not None}
    if p.contribution != type(p).model_fields["contribution"].default:
        return []
    all_costs = costs_to_replace(scenario, solved(scenario).books)
    for names, _ in groups:
        costs = {a.name: cost for a, cost in zip(scenario.accounts, all_costs, strict=True) if a.name in names}
        name = max(costs, key=lambda one: costs[one], default="")
        if name in stated:
            return []
        if name and costs[name] > 0.0:
            question = f"What would a year without you cost {name}, beyond the price?"
            return [Open((joined(("accounts", name, "cost_to_replace")),), question, costs[name])]
    return []
