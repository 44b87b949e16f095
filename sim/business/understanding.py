"""A business as the program understands it: its first year, its accounts, its cash, and what was taken for granted."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from equipoise.sim.arm import Arm
from equipoise.sim.business.books import margins_are_stated
from equipoise.sim.business.first_year import RUNS, SEED, alike
from equipoise.sim.business.played import first_policy, solved
from equipoise.sim.business.translation import USUAL_YEARS, USUALLY_FOLLOWS, level_of, level_of_rivals, translated
from equipoise.sim.calendar import ROUNDS_A_YEAR
from equipoise.sim.kernel import play_chunk
from equipoise.sim.money import Money, money_of
from equipoise.sim.rules.package import rigidity_cost
from equipoise.sim.rules.rivals import expected_best_quote

if TYPE_CHECKING:
    from collections.abc import Callable

    from equipoise.sim.business.books import Missed
    from equipoise.sim.business.facts import Business
    from equipoise.sim.business.first_year import Year
    from equipoise.sim.business.translation import Rest
    from equipoise.sim.scenario import Scenario

MONTHS = 12.0


class FirstYear(NamedTuple):
    """The first year's profit and loss as it is played, while accounts are served, in the currency.

    Attributes
    ----------
    revenue, cost_of_goods : float
        Of all accounts.
    serving : float
        Support, selling, being bound, and what is invested in relationships.
    given : float
        What accounts are given free.
    winning : float
        Cost of winning accounts.
    fixed : float
        The rest of the overhead.
    stated : dict
        Of ``revenue``, ``gross``, ``overhead`` and ``profit``, what is stated.
    lost : float
        Share of revenue that is not had, since accounts end or are away.
    """

    revenue: float
    cost_of_goods: float
    serving: float
    given: float
    winning: float
    fixed: float
    stated: dict[str, float]
    lost: float

    @property
    def gross(self) -> float:
        """Revenue less cost of goods."""
        return self.revenue - self.cost_of_goods

    @property
    def overhead(self) -> float:
        """All between gross margin and operating profit."""
        return self.serving + self.given + self.winning + self.fixed

    @property
    def profit(self) -> float:
        """Operating profit."""
        return self.gross - self.overhead


class OneAccount(NamedTuple):
    """An account as it is understood; money is in the currency, a year, of each where there are several.

    Attributes
    ----------
    name, alike : str, int
        Which, and how many alike.
    revenue, share : float
        Revenue of one, and of all alike as a share of the business's.
    gross, contribution : float
        Margins, in shares of its revenue.
    ends_in : float or None
        Years until its contract is renewed; None where that is drawn.
    term : float
        Length of its contracts, years.
    vendor_on_account, account_on_vendor : float
        Dependence of each on the other at the start, in [0, 1): what it would lose, over that and what it has left.
    ended : float
        Chance that it ends within the first year.
    level, rival : float
        Level of the relationship today, and that of a rival in the vendor's place, of 5.
    """

    name: str
    alike: int
    revenue: float
    share: float
    gross: float
    contribution: float
    ends_in: float | None
    term: float
    vendor_on_account: float
    account_on_vendor: float
    ended: float
    level: float
    rival: float


class Taken(NamedTuple):
    """What was not stated, and what was taken for it."""

    key: str
    words: str


class Understanding(NamedTuple):
    """A business as it is understood.

    Attributes
    ----------
    money : Money
        Its currency.
    first_year : FirstYear
        Profit and loss.
    accounts : tuple of OneAccount
        In the order of the scenario.
    cash, reach : float
        Cash with the credit line, in the currency; and how many months of overhead that is, infinite without one.
    reach_at_loss : float or None
        How many months of the loss it is; None where there is none.
    taken : tuple of Taken
        What was not stated.
    missed : tuple of Missed
        What is stated and cannot be met.
    ranges : bool
        Whether some numbers are ranges, which stand at their middle here.
    """

    money: Money
    first_year: FirstYear
    accounts: tuple[OneAccount, ...]
    cash: float
    reach: float
    reach_at_loss: float | None
    taken: tuple[Taken, ...]
    missed: tuple[Missed, ...]
    ranges: bool


def understood(scenario: Scenario) -> Understanding | None:
    """Say how the program understands a business; None where a scenario states none.

    Parameters
    ----------
    scenario : Scenario
        As it is stated.

    Returns
    -------
    Understanding or None
        From a first year that is played, under the first policy, by luck that is the same for every scenario.
    """
    business, money = scenario.business, money_of(scenario)
    if business is None or money is None:
        return None
    books, found = solved(scenario)
    engine = translated(scenario, business, books, found.rest)
    year = found.year
    first = _first_year(scenario, business, money, year, found.rest.fixed_cost)
    cash = money.of(engine.parameters.vendor.cash)
    loss = -first.profit
    return Understanding(
        money,
        first,
        tuple(_accounts(scenario, engine, money, year)),
        cash,
        MONTHS * cash / first.overhead if first.overhead > 0.0 else float("inf"),
        MONTHS * cash / loss if loss > 0.0 else None,
        tuple(_taken(scenario, business, engine, money, found.rest, year.won)),
        found.missed,
        bool(scenario.varies),
    )


def _first_year(scenario: Scenario, business: Business, money: Money, year: Year, fixed: float) -> FirstYear:
    counts = np.array([account.count for account in scenario.accounts])

    def total(of: np.ndarray) -> float:
        return money.of(float((counts * of).sum()))

    revenue = money.of(8.0 * ROUNDS_A_YEAR)
    stated = {"revenue": revenue}
    if business.gross_margin is not None:
        stated["gross"] = business.gross_margin * revenue
    if business.overhead is not None:
        stated["overhead"] = business.overhead
    if len(stated) == 3:  # noqa: PLR2004 - all of them
        stated["profit"] = stated["gross"] - stated["overhead"]
    return FirstYear(
        total(year.revenue),
        total(year.revenue - year.gross),
        total(year.serving),
        total(year.given),
        money.of(year.winning),
        money.a_year(fixed),
        stated,
        year.loss,
    )


def _accounts(scenario: Scenario, engine: Scenario, money: Money, year: Year) -> list[OneAccount]:
    """Each account; how far each side depends on the other is reckoned at the start of a run."""
    staying = [account.model_copy(update={"leaves": None}) for account in engine.accounts]
    arm = Arm(engine.model_copy(update={"accounts": staying}), first_policy(scenario), SEED, 1)
    rows = play_chunk(arm, range(RUNS), panel=True).panel[:, 0]
    total = float(sum(a.count * revenue for a, revenue in zip(scenario.accounts, year.revenue, strict=True)))
    found = []
    slots = alike(scenario)
    for k, (account, played) in enumerate(zip(scenario.accounts, staying, strict=True)):
        own = rows[:, slots[k]]
        revenue = float(year.revenue[k])
        whole = max(revenue, 1e-12)
        found.append(
            OneAccount(
                account.name,
                account.count,
                money.of(revenue),
                account.count * revenue / total,
                float(year.gross[k]) / whole,
                float(year.gross[k] - year.serving[k] - year.given[k]) / whole,
                None if played.renews is None else played.renews / ROUNDS_A_YEAR,
                (engine.parameters.bargaining.term if played.term is None else played.term) / ROUNDS_A_YEAR,
                *_dependences(scenario, engine, own.ravel(), k),
                float(year.ended[k]),
                level_of(account, scenario.parameters),
                level_of_rivals(account, scenario.parameters),
            )
        )
    return found


def _dependences(scenario: Scenario, engine: Scenario, rows: np.ndarray, k: int) -> tuple[float, float]:
    """What each side would lose without the other, over that and what it would have left.

    A bargain knows dependence by the pie, which the stated price tells: where replacing the vendor is stated to be
    dearer, others must ask less for the price to stay, and the pie is the same. What is lost is what is stated, and
    what doing without costs where there is nobody else; a quote that was solved is no part of it.
    """
    p, account = engine.parameters, engine.accounts[k]
    volume = p.bargaining.horizon * rows["volume"]
    bound = np.array([rigidity_cost(*one) for one in zip(rows["commitment"], rows["rigidity"], strict=True)])
    brings = volume * (rows["price"] - rows["unit_cost"] - rows["support"] - bound) + rows["externality"]
    known = scenario.accounts[k].quote_mean is not None or account.rivals == 0
    dearer = np.maximum(rows["alternative"] - rows["price"], 0.0) if known else 0.0
    found = []
    for loss, left in ((brings, rows["left_vendor"]), (rows["loss_account"] + volume * dearer, rows["left_account"])):
        lost = np.maximum(loss, 0.0)
        found.append(float((lost / (lost + left)).mean()))
    return found[0], found[1]


def _taken(
    scenario: Scenario, business: Business, engine: Scenario, money: Money, rest: Rest, won: float
) -> list[Taken]:
    """Say what was not stated, and what was taken for it, in the currency and in years."""
    p = engine.parameters
    names = "all accounts"

    def of(fact: str, *engine_names: str) -> str:
        """Those accounts that state neither the fact nor a trait that says the same."""
        without = [
            account.name
            for account in scenario.accounts
            if all(getattr(account, name) is None for name in (fact, *engine_names))
        ]
        return names if len(without) == len(scenario.accounts) > 0 else ", ".join(without)

    def amount(value: float) -> str:
        return f"{value:,.4g}" if abs(value) < 1e3 else f"{value:,.0f}"  # noqa: PLR2004 - decimals are seen below

    business_facts: dict[str, Callable[[], str]] = {
        "gross_margin": lambda: f"a unit cost of {p.product.unit_cost:g} of the list price",
        "overhead": lambda: f"what serving costs, and {amount(money.a_year(rest.fixed_cost))} a year",
        "overhead_follows": lambda: (
            f"{100.0 * USUALLY_FOLLOWS:.0f}% of the overhead: costs fall by .35% where sales fall by 1%"
        ),
        "cash": lambda: amount(money.of(scenario.parameters.vendor.cash)),
        "payout": lambda: f"{100.0 * p.vendor.payout:g}% of the cash above the reserve",
        "typical_account": lambda: (
            f"{amount(money.a_year(p.portfolio.typical_size))} a year, the median of its accounts"
        ),
        "selling_cost": lambda: f"{amount(money.a_year(p.portfolio.selling_cost))} a year for each account",
        "team_cost": lambda: f"{amount(money.a_year(p.charter.team_cost))} a year under a charter",
        "sponsor_cost": lambda: f"{amount(money.a_year(p.charter.sponsor_cost))} a year",
        "survey_cost": lambda: amount(money.of(p.charter.survey_cost)),
    }
    follows = {"gross_margin"} if margins_are_stated(scenario) else set()
    found = [
        Taken(f"business.{fact}", words())
        for fact, words in business_facts.items()
        if getattr(business, fact) is None and fact not in follows
    ]
    if len(scenario.policies) > 1:
        found.append(Taken("policies", f"{first_policy(scenario).name} is what is done today, as the first of them"))
    usual = scenario.parameters
    if "slots" not in usual.vendor.model_fields_set:
        found.append(Taken("vendor.slots", _slots(scenario, won)))
    asked = _rivals_ask(scenario, engine)
    if asked:
        words = "at which its price stays where it is: the price that is stated carries already how many could supply"
        words += " an account and what replacing you would cost it. How many there are says how often one undercuts you"
        found.append(Taken("accounts.quote_mean", f"{words}. The best asks, of list price: {asked}"))
    of_accounts = [
        ("price_to_list", ("price",), "the list price; a margin that is stated says what its units cost"),
        ("support_cost", ("support", "margin", "contribution"), "what talks would settle on today"),
        ("bound", ("commitment",), "what talks would settle on today"),
        ("customer_years", ("age",), f"{USUAL_YEARS:g} years"),
        ("contract_left", ("renews",), "drawn anew in each run, over the length of its contract"),
        ("contract_years", ("term",), f"{MONTHS * usual.bargaining.term / ROUNDS_A_YEAR:g} months"),
        ("alternatives", ("rivals",), f"{usual.market.rivals} others that it could buy from"),
        ("relationship", ("level",), f"{usual.hierarchy.start_level:g} of 5"),
        ("contacts", ("channel",), "one account manager"),
        ("its_margin", ("own_margin",), f"drawn anew in each run, about {usual.newcomers.own_margin:g} of its spend"),
        ("orientation", ("type",), "drawn anew in each run"),
    ]
    for fact, same, words in of_accounts:
        if who := of(fact, *same):
            found.append(Taken(f"accounts.{fact}", f"{words} ({who})"))
    if who := of("cost_to_replace", "unique"):
        words = f"about {100.0 * _replaced(scenario, engine):.0f}% of what an account spends in a year ({who})"
        found.append(Taken("accounts.cost_to_replace", words))
    return found


def _slots(scenario: Scenario, won: float) -> str:
    """How many accounts can be served at once, and how many are won in the first year."""
    held = sum(account.count for account in scenario.accounts)
    whose = "the slots of segments" if scenario.segments else "one more"
    won_words = f"{won:.1f} won" if won >= 0.05 else "hardly any won"  # noqa: PLR2004 - one digit is written
    return f"{scenario.slots}: the {held} held today and {whose} to be won, {won_words} in the first year on average"


def _replaced(scenario: Scenario, engine: Scenario) -> float:
    """What a year without the vendor costs accounts that do not state it, in shares of what they spend."""
    shares = [
        played.unique / played.price
        for one, played in zip(scenario.accounts, engine.accounts, strict=True)
        if one.cost_to_replace is None and one.unique is None and played.unique is not None and played.price is not None
    ]
    return float(np.mean(shares)) if shares else 0.0


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
