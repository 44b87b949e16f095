"""What a business does not state of itself and of its accounts, and what is taken for it, in its currency and in years.

Every fact that may be stated is here, or among those that have no gap to fill (:data:`WITHOUT_GAP`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from equipoise.sim.business.books import LIST_PRICE, MARGIN, margins_are_stated
from equipoise.sim.business.contradictions import TWO_WAYS
from equipoise.sim.business.facts import A_ROUND
from equipoise.sim.business.played import first_policy
from equipoise.sim.business.translation import USUAL_YEARS, USUALLY_FOLLOWS, costs_to_replace
from equipoise.sim.calendar import ROUNDS_A_YEAR
from equipoise.sim.parameters.trade import Bargaining
from equipoise.sim.rules.rivals import expected_best_quote

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from equipoise.sim.account import Account
    from equipoise.sim.business.books import Books
    from equipoise.sim.business.facts import Business
    from equipoise.sim.business.translation import Rest
    from equipoise.sim.scenario import Scenario

WITHOUT_GAP = {
    "business.currency": "amounts are then called money, and nothing else follows",
    "accounts.revenue_share": "its revenue says it, or what others leave of the business's",
    "accounts.contribution": "it is the margin less what support costs",
}
"""Facts of which nothing is taken where they are not stated, and why."""

_MONTHS = 12.0
_WHOLE = 1e3
"""Amounts from which on digits behind the point say nothing."""


class Taken(NamedTuple):
    """What was not stated, and what was taken for it."""

    key: str
    words: str
    accounts: tuple[str, ...] = ()  # of which; none where it is the business's


class Known(NamedTuple):
    """A business as it is stated and as it is played, and what goes with it."""

    scenario: Scenario
    business: Business
    engine: Scenario
    books: Books
    rest: Rest
    won: float  # accounts in the first year


def taken(known: Known) -> Iterator[Taken]:
    """Say what was not stated, and what was taken for it: of the business, of the market, and of accounts."""
    for fact, words in _of_the_business(known).items():
        if getattr(known.business, fact) is None and not (
            fact == "gross_margin" and margins_are_stated(known.scenario)
        ):
            yield Taken(f"business.{fact}", words())
    yield from _of_the_market(known)
    for fact, gap in _of_accounts(known).items():
        without = [account for account in known.scenario.accounts if gap.is_open(account, fact)]
        if without:
            everyone = len(without) == len(known.scenario.accounts)
            names = tuple(account.name for account in without)
            yield Taken(f"accounts.{fact}", gap.told(without, everyone=everyone), names)


def _amount(value: float) -> str:
    return f"{value:,.4g}" if abs(value) < _WHOLE else f"{value:,.0f}"


def _of_the_business(known: Known) -> dict[str, Callable[[], str]]:
    p, usual, money = known.engine.parameters, known.scenario.parameters, known.books.money

    def in_currency(value: float) -> str:
        return f"{_amount(money * value)} {known.business.currency}"

    def a_year(value: float) -> str:
        return f"{in_currency(ROUNDS_A_YEAR * value)} a year"

    def reserve() -> str:
        cash = known.business.cash
        return f"the cash at the start, {in_currency(usual.vendor.reserve if cash is None else cash / money)}"

    def selling() -> str:
        cost = p.portfolio.selling_cost
        part = cost / (LIST_PRICE * p.portfolio.typical_size)
        return f"{a_year(cost)} for each account, {part:.0%} of what a typical one pays"

    return {
        "revenue": lambda: f"what its accounts' come to, {a_year(A_ROUND)}",
        "gross_margin": lambda: f"a unit cost of {p.product.unit_cost:g} of the list price",
        "overhead": lambda: f"what serving costs, and {a_year(known.rest.fixed_cost)}",
        "overhead_follows": lambda: (
            f"{100.0 * USUALLY_FOLLOWS:.0f}% of the overhead: costs fall by .35% where sales fall by 1%"
        ),
        "cash": lambda: in_currency(usual.vendor.cash),
        "credit_line": lambda: "none",
        "reserve": reserve,
        "payout": lambda: f"{100.0 * p.vendor.payout:g}% of the cash above the reserve",
        "typical_account": lambda: f"{a_year(p.portfolio.typical_size)}, the median of its accounts",
        "new_accounts": lambda: _won(known.won),
        "selling_cost": selling,
        "team_cost": lambda: f"{a_year(p.charter.team_cost)} under a charter",
        "sponsor_cost": lambda: a_year(p.charter.sponsor_cost),
        "survey_cost": lambda: in_currency(p.charter.survey_cost),
    }


def _of_the_market(known: Known) -> Iterator[Taken]:
    scenario = known.scenario
    if len(scenario.policies) > 1:
        yield Taken("policies", f"{first_policy(scenario).name} is what is done today, as the first of them")
    if "slots" not in scenario.parameters.vendor.model_fields_set:
        yield Taken("vendor.slots", _slots(scenario))
    if asked := _rivals_ask(scenario, known.engine):
        words = "at which its price stays where it is: the price that is stated carries already how many could supply"
        words += " an account and what replacing you would cost it. How many there are says how often one undercuts you"
        yield Taken("accounts.quote_mean", f"{words}. The best asks, of list price: {asked}")
    floor = scenario.parameters.bargaining.wealth_floor
    if floor == Bargaining.model_fields["wealth_floor"].default:
        least = f"{_amount(known.books.money * floor)} {known.business.currency}"
        yield Taken("bargaining.wealth_floor", f"{least}, by the size of the business")


class _Gap(NamedTuple):
    """What is taken for a fact of accounts, and what else leaves nothing open of it."""

    words: Callable[[], str]
    same: tuple[str, ...] = ()
    unless: Callable[[Account], bool] = lambda _: False
    nothing: float | None = None  # what stands there where nothing is stated
    own: Callable[[Account], str] | None = None  # what is taken for one of them, where each has an amount of its own

    def told(self, accounts: list[Account], *, everyone: bool) -> str:
        """Say what is taken, and for which of them."""
        if self.own is not None:
            return f"{self.words()}: {', '.join(f'{one.name} {self.own(one)}' for one in accounts)}"
        whose = "all accounts" if everyone else ", ".join(account.name for account in accounts)
        return f"{self.words()} ({whose})"

    def is_open(self, account: Account, fact: str) -> bool:
        """Whether an account states neither the fact nor what says the same."""
        names = (fact, TWO_WAYS.get(fact, fact), *self.same)
        return not self.unless(account) and all(getattr(account, name) == self.nothing for name in names)


def _of_accounts(known: Known) -> dict[str, _Gap]:
    scenario, usual = known.scenario, known.scenario.parameters
    margin = "what the business's gross margin leaves for it"
    if known.business.gross_margin is None:
        margin = f"what a unit cost of {usual.product.unit_cost:g} of the list price leaves"
    costs = dict(zip((one.name for one in scenario.accounts), costs_to_replace(scenario, known.books), strict=False))

    def replaced(account: Account) -> str:
        cost = costs[account.name]
        return f"{float(f'{cost:.3g}'):,.0f}" if cost >= _WHOLE else _amount(cost)

    return {
        "revenue": _Gap(lambda: "what the others leave of the business's, by size", ("revenue_share",)),
        "price_to_list": _Gap(lambda: "the list price; a margin that is stated says what its units cost"),
        "margin": _Gap(lambda: margin, MARGIN),
        "support_cost": _Gap(
            lambda: (
                "what talks would settle on today, as far as the overhead has room for it; the usual beside a "
                "margin after support"
            ),
            unless=lambda one: one.margin is not None and one.contribution is not None,
        ),
        "bound": _Gap(lambda: "what talks would settle on today"),
        "customer_years": _Gap(lambda: f"{USUAL_YEARS:g} years"),
        "contract_left": _Gap(lambda: "drawn anew in each run, over the length of its contract"),
        "contract_years": _Gap(lambda: f"{_MONTHS * usual.bargaining.term / ROUNDS_A_YEAR:g} months"),
        "share_of_wallet": _Gap(lambda: "all that it buys of the kind is bought here", ("own_margin",)),
        "alternatives": _Gap(lambda: f"{usual.market.rivals} others that it could buy from"),
        "relationship": _Gap(lambda: f"{usual.hierarchy.start_level:g} of 5"),
        "contacts": _Gap(lambda: "one account manager"),
        "its_margin": _Gap(lambda: _its_margin(scenario)),
        "orientation": _Gap(lambda: "drawn anew in each run", ("type",)),
        "cost_to_replace": _Gap(
            lambda: f"what follows from how it sees you and what it buys, in {known.business.currency} a year",
            ("unique",),
            own=replaced,
        ),
        "reference": _Gap(lambda: "it is named to no prospect", nothing=0.0),
        "opens": _Gap(lambda: "it opens no market"),
    }


def draws_its_margin(account: Account) -> bool:
    """Whether what an account makes of the product is drawn: nobody states it, nor what part of it is bought here."""
    return all(one is None for one in (account.its_margin, account.own_margin, account.share_of_wallet))


def _its_margin(scenario: Scenario) -> str:
    """What accounts make of the product that do not say it: a share of their spend, drawn where nothing tells it."""
    spend = f"{100.0 * scenario.parameters.newcomers.own_margin:.0f}% of what it spends on the product"
    without = [one for one in scenario.accounts if one.its_margin is None and one.own_margin is None]
    known = [one for one in without if not draws_its_margin(one)]
    if not known:
        return f"drawn anew in each run, about {spend}"
    if len(known) == len(without):
        return spend
    return f"{spend}, and drawn anew in each run about that where nobody states its share of wallet either"


def _won(won: float) -> str:
    """How many accounts are won in the first year where that is not stated."""
    number = f"{won:.1f}" if won >= 0.05 else "hardly any"  # noqa: PLR2004 - one digit is written
    return f"{number} in the first year, by the chance of winning that the default has"


def _slots(scenario: Scenario) -> str:
    """How many accounts can be served at once."""
    held = sum(account.count for account in scenario.accounts)
    more = scenario.slots - scenario.slots_needed
    whose = "the slots of segments" if scenario.segments else ""
    if more:
        whose += f"{' and ' if whose else ''}{'one more' if more == 1 else f'{more} more'}"
    return f"{scenario.slots}: the {held} held today and {whose} to be won"


def _rivals_ask(scenario: Scenario, engine: Scenario) -> str:
    """What the best of an account's rivals asks on average, in list prices; empty where that is stated."""
    market = engine.parameters.market
    found = []
    for account, played in zip(scenario.accounts, engine.accounts, strict=True):
        rivals = market.rivals if played.rivals is None else played.rivals
        if account.quote_mean is None and played.quote_mean is not None and rivals > 0:
            best = expected_best_quote(rivals, played.quote_mean, market.quote_scale, market.do_without)
            found.append(f"{account.name} {best:.2f}")
    return ", ".join(found)
