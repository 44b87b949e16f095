"""What a business hardly means: per cent where money stands, months where years do, amounts in other units."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from equipoise.sim.business.contradictions import amount, total_revenue
from equipoise.sim.wording import key, number, written

if TYPE_CHECKING:
    from collections.abc import Iterator

    from equipoise.sim.account import Account
    from equipoise.sim.business.facts import Business
    from equipoise.sim.scenario import Scenario

LEAST = 1e-4
"""Least share of the business's revenue that an amount is meant to be."""

MOST = {"overhead": 10.0, "cash": 10.0, "credit_line": 10.0, "reserve": 10.0, "typical_account": 10.0,
        "selling_cost": 1.0, "team_cost": 1.0, "sponsor_cost": 1.0, "survey_cost": 1.0}  # fmt: skip
"""Most years of the business's revenue that an amount is meant to be."""

SMALL = {"selling_cost", "team_cost", "sponsor_cost", "survey_cost", "cash", "credit_line", "reserve"}
"""Amounts that may be ever so small."""

MOST_YEARS = 20.0
"""Years beyond which a contract is rather stated in months."""

MOST_OF_SPEND = 10.0
"""Times what an account pays for a product beyond which its margin on it is rather per cent."""

A_HUNDRED, A_HUNDREDTH = 100.0, 0.01


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
        elif value < LEAST * total and (name not in SMALL or value <= 1.0):
            yield Doubt(f"business.{name}", value, _too_small(value, beside))
    margin = business.gross_margin
    if margin is not None and 0.0 < margin < A_HUNDREDTH:
        yield Doubt("business.gross_margin", margin, f"is a share: {number(margin)} is {100.0 * margin:.2g} per cent")
    for k, account in enumerate(scenario.accounts):
        yield from _of_account(account, k, total, beside)


def _of_account(account: Account, k: int, total: float, beside: str) -> Iterator[Doubt]:
    """Find what a person hardly means of an account."""

    def place(name: str) -> str:
        return key(("accounts", k, name), account.name)

    revenue = account.revenue or (account.revenue_share or 1.0) * total
    for name in ("revenue", "support_cost", "cost_to_replace"):
        value = getattr(account, name)
        whole = total if name == "revenue" else revenue
        if value is not None and 0.0 < value <= A_HUNDRED and value < LEAST * whole:
            yield Doubt(place(name), value, _too_small(value, beside))
    if account.support_cost is not None and account.support_cost > revenue:
        words = f"is more than its revenue, {amount(revenue)}: state both in the same money"
        yield Doubt(place("support_cost"), account.support_cost, words)
    for name in ("contract_left", "contract_years"):
        value = getattr(account, name)
        if value is not None and value > MOST_YEARS:
            words = f"is in years; {number(value)} months are {number(round(value / 12.0, 2))}"
            yield Doubt(place(name), value, words)
    if account.its_margin is not None and account.its_margin > MOST_OF_SPEND:
        words = f"is a share of what it pays, not per cent; {number(account.its_margin)} per cent are "
        words += number(account.its_margin / A_HUNDRED)
        yield Doubt(place("its_margin"), account.its_margin, words)


def _too_small(value: float, beside: str) -> str:
    """Say what an amount looks like that is next to nothing."""
    looks = "a share" if value <= 1.0 else "per cent" if value <= A_HUNDRED else "an amount in other units"
    return f"is money and looks like {looks}, beside {beside}: state both in the same money"
