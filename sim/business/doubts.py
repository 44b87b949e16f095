"""What a business hardly means: per cent where money stands, months where years do, amounts in other units."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from equipoise.sim.business.contradictions import amount, total_revenue
from equipoise.sim.wording import key, number, written

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from equipoise.sim.account import Account
    from equipoise.sim.business.facts import Business
    from equipoise.sim.scenario import Scenario

LEAST = 1e-4
"""Least share of the business's revenue that an amount is meant to be."""

MOST = {"overhead": 10.0, "cash": 10.0, "credit_line": 10.0, "reserve": 10.0, "typical_account": 10.0,
        "selling_cost": 1.0, "team_cost": 1.0, "sponsor_cost": 1.0, "survey_cost": 1.0}  # fmt: skip
"""Most years of the business's revenue that an amount is meant to be."""

USUAL = {"overhead": (0.02, 0.7), "cash": (0.005, 0.6), "credit_line": (0.005, 0.6), "reserve": (0.005, 0.6),
         "typical_account": (0.005, 0.5)}  # fmt: skip
"""Shares of the business's revenue between which an amount lies usually."""

USUAL_OF_ACCOUNT = {"support_cost": (0.002, 0.1), "cost_to_replace": (0.05, 0.5)}
"""Shares of an account's revenue between which what it costs lies usually."""

UNITS = {"thousands": 1e3, "millions": 1e6}
"""Units that amounts are written in, and what 1 of each is."""

LUMPS = {"team_cost", "sponsor_cost"}
"""Costs of people, which grow with no revenue ..."""

LUMP, WHOLE = (1e4, 1e6), 1e5
"""... and lie usually between these where revenue is in whole units of the currency, as it is from that on."""

APART = 100.0
"""Times the next smaller account another is at least, where an account is taken to be in thousands."""

SMALL = {"selling_cost", "survey_cost", "cash", "credit_line", "reserve", *LUMPS}
"""Amounts that may be ever so small, where no unit makes them usual."""

MOST_YEARS = 20.0
"""Years beyond which a contract is rather stated in months."""

MOST_OF_SPEND = 10.0
"""Times what an account pays for a product beyond which its margin on it is rather per cent."""

MOST_TO_REPLACE = 3.0
"""Times what an account pays a year beyond which a year without the vendor hardly costs it: six times the usual."""

A_HUNDRED, A_HUNDREDTH = 100.0, 0.01

_NONE = (1.0, 0.0)


class Doubt(NamedTuple):
    """What is hardly meant, though it can be played."""

    key: str  # where it stands
    value: object  # what stands there
    words: str  # why it is hardly meant

    def __str__(self) -> str:
        """A sentence behind key and value."""
        return f"{self.key} = {written(self.value)}   {self.words}"


def of_business(scenario: Scenario, business: Business) -> Iterator[Doubt]:
    """Find what a person hardly means of a business."""
    total = total_revenue(scenario, business)
    if not total:
        return
    beside = f"business.revenue = {amount(total)}"
    for name, most in MOST.items():
        value = getattr(business, name)
        if value is None or value == 0.0:
            continue
        if value > most * total:
            years = "a year's" if most == 1.0 else f"{most:g} years'"
            yield Doubt(
                f"business.{name}", value, f"is more than {years} revenue, {beside}: state both in the same money"
            )
        elif units := _units(value, total, *USUAL.get(name, _usual_lump(name, total))):
            yield Doubt(f"business.{name}", value, _too_small(value, beside, units))
        elif value < LEAST * total and (name not in SMALL or value <= 1.0):
            yield Doubt(f"business.{name}", value, _too_small(value, beside))
    margin = business.gross_margin
    if margin is not None and 0.0 < margin < A_HUNDREDTH:
        yield Doubt("business.gross_margin", margin, f"is a share: {number(margin)} is {100.0 * margin:.2g} per cent")
    yield from _margin_without_effect(scenario)
    revenues = [_revenue(account, total) for account in scenario.accounts]
    for k, account in enumerate(scenario.accounts):
        above = [one / total for one in revenues if one > revenues[k]]
        others = (min(above) / 10.0, max(above)) if above and min(above) >= APART * revenues[k] / total else _NONE
        yield from _of_account(account, k, total, beside, others)


def _margin_without_effect(scenario: Scenario) -> Iterator[Doubt]:
    """Find a gross margin that is drawn for each run, where no account is left whose goods could cost more or less."""
    for one in scenario.varying:
        if one.key == "business.gross_margin" and all(map(_states_its_margin, scenario.accounts)):
            words = "changes nothing: every account states its own margin; let one of those vary, or leave one out"
            yield Doubt(one.key, one.ends, words)


def _states_its_margin(account: Account) -> bool:
    return any(one is not None for one in (account.margin, account.contribution, account.unit_cost))


def _revenue(account: Account, total: float) -> float:
    return account.revenue or (account.revenue_share or 1.0) * total


def _usual_lump(name: str, total: float) -> tuple[float, float]:
    """Shares of revenue between which the cost of people lies."""
    return (LUMP[0] / total, LUMP[1] / total) if name in LUMPS and total >= WHOLE else _NONE


def _units(value: float, whole: float, low: float, high: float) -> list[str]:
    """In which units an amount is usual, with what it comes to."""
    return [f"{unit}, {amount(times * value)}" for unit, times in UNITS.items() if low <= times * value / whole <= high]


def _of_account(account: Account, k: int, total: float, beside: str, others: tuple[float, float]) -> Iterator[Doubt]:
    """Find what a person hardly means of an account; ``others`` are the ends of far larger ones, in shares."""

    def place(name: str) -> str:
        return key(("accounts", k, name), account.name)

    revenue = _revenue(account, total)
    for name in ("revenue", "support_cost", "cost_to_replace"):
        value = getattr(account, name)
        whole = total if name == "revenue" else revenue
        if value is None or value == 0.0:
            continue
        units = _units(value, whole, *USUAL_OF_ACCOUNT.get(name, others))
        if units or (value <= A_HUNDRED and value < LEAST * whole):
            yield Doubt(place(name), value, _too_small(value, beside, units))
    if account.support_cost is not None and account.support_cost > revenue:
        words = f"is more than its revenue, {amount(revenue)}: state both in the same money"
        yield Doubt(place("support_cost"), account.support_cost, words)
    if account.cost_to_replace is not None and account.cost_to_replace > MOST_TO_REPLACE * revenue:
        words = f"is more than {MOST_TO_REPLACE:g} times what it pays a year, {amount(revenue)}: it is what one year "
        words += "without you costs it beyond the price; state both in the same money"
        yield Doubt(place("cost_to_replace"), account.cost_to_replace, words)
    for name in ("contract_left", "contract_years"):
        value = getattr(account, name)
        if value is not None and value > MOST_YEARS:
            words = f"is in years; {number(value)} months are {number(round(value / 12.0, 2))}"
            yield Doubt(place(name), value, words)
    if account.its_margin is not None and account.its_margin > MOST_OF_SPEND:
        words = f"is a share of what it pays, not per cent; {number(account.its_margin)} per cent are "
        words += number(account.its_margin / A_HUNDRED)
        yield Doubt(place("its_margin"), account.its_margin, words)


def _too_small(value: float, beside: str, units: Sequence[str] = ()) -> str:
    """Say what an amount looks like that is next to nothing."""
    own = "a share" if value <= 1.0 else "per cent" if value <= A_HUNDRED else ""
    looks = " or ".join([*([own] if own else []), *units]) or "an amount in other units"
    return f"is money and looks like {looks}, beside {beside}: state both in the same money"
