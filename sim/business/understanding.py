"""A business as the program understands it: its first year, its accounts, its cash, and what was taken for granted."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from equipoise.sim.arm import Arm
from equipoise.sim.business.first_year import RUNS, SEED, alike
from equipoise.sim.business.missed import is_met
from equipoise.sim.business.played import first_policy, solved
from equipoise.sim.business.taken import Known, taken
from equipoise.sim.business.translation import level_of, level_of_rivals, translated
from equipoise.sim.calendar import ROUNDS_A_YEAR
from equipoise.sim.kernel import play_chunk
from equipoise.sim.money import Money, money_of
from equipoise.sim.ranges import with_values
from equipoise.sim.rules.package import rigidity_cost

if TYPE_CHECKING:
    from equipoise.sim.business.books import Books, Missed
    from equipoise.sim.business.facts import Business
    from equipoise.sim.business.first_year import Year
    from equipoise.sim.business.taken import Taken
    from equipoise.sim.scenario import Scenario

MONTHS = 12.0


class Line(NamedTuple):
    """A line of the first year; what is paid is below zero.

    Attributes
    ----------
    fact : str
        Which, as ``gross``.
    played : float
        What it comes to, in the currency.
    stated : float or None
        What is stated; None where nothing is.
    met : bool or None
        Whether that is met; None likewise.
    """

    fact: str
    played: float
    stated: float | None
    met: bool | None


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

    def lines(self) -> list[Line]:
        """Lay it out from revenue to operating profit, each beside what is stated of it."""
        found = []
        for fact in ("revenue", "cost_of_goods", "gross", "serving", "given", "winning", "fixed", "overhead", "profit"):
            sign = 1.0 if fact in {"revenue", "gross", "profit"} else -1.0
            played = sign * float(getattr(self, fact)) + 0.0  # of nothing, none is below zero
            stated = self.stated.get(fact)
            stated = None if stated is None else sign * stated
            met = None if stated is None else is_met(stated, played, self.stated["revenue"])
            found.append(Line(fact, played, stated, met))
        return found


class OneAccount(NamedTuple):
    """An account as it is understood; money is in the currency, a year, of each where there are several.

    Attributes
    ----------
    name, alike : str, int
        Which, and how many alike.
    revenue, share : float
        Revenue of one, and of all alike as a share of the business's.
    gross, after_support, after_serving : float
        Margins, in shares of its revenue: less goods; less support as well, which is its contribution; and less all
        that serving it costs and what it is given free.
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
    selling : float
        What selling to it costs, in the currency a year.
    stated : float or None
        Its gross margin as it is stated; None where it is not.
    support_is_stated : bool
        Whether what supporting it costs is stated, or its margin after that.
    """

    name: str
    alike: int
    revenue: float
    share: float
    gross: float
    after_support: float
    after_serving: float
    ends_in: float | None
    term: float
    vendor_on_account: float
    account_on_vendor: float
    ended: float
    level: float
    rival: float
    selling: float
    stated: float | None = None
    support_is_stated: bool = False


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
        tuple(_accounts(scenario, books, engine, money, year)),
        cash,
        MONTHS * cash / first.overhead if first.overhead > 0.0 else float("inf"),
        MONTHS * cash / loss if loss > 0.0 else None,
        tuple(taken(Known(scenario, business, engine, books, found.rest, year.won))),
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


def _accounts(scenario: Scenario, books: Books, engine: Scenario, money: Money, year: Year) -> list[OneAccount]:
    """Each account; how far each side depends on the other is reckoned at the start of a run."""
    staying = [account.model_copy(update={"leaves": None}) for account in engine.accounts]
    arm = Arm(engine.model_copy(update={"accounts": staying}), first_policy(scenario), SEED, 1)
    rows = play_chunk(arm, range(RUNS), panel=True).panel[:, 0]
    total = float(sum(a.count * revenue for a, revenue in zip(scenario.accounts, year.revenue, strict=True)))
    found = []
    slots, certain = alike(scenario), with_values(scenario, {})
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
                float(year.gross[k] - year.support[k]) / whole,
                float(year.gross[k] - year.serving[k] - year.given[k]) / whole,
                None if played.renews is None else played.renews / ROUNDS_A_YEAR,
                (engine.parameters.bargaining.term if played.term is None else played.term) / ROUNDS_A_YEAR,
                *_dependences(scenario, engine, own.ravel(), k),
                float(year.ended[k]),
                level_of(account, scenario.parameters),
                level_of_rivals(account, scenario.parameters),
                money.a_year(engine.parameters.portfolio.selling_cost),
                certain.accounts[k].margin,
                account.support is not None or books.support_is_stated[k],
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
