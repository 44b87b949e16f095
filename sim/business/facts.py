"""What can be stated of a business and of its accounts, in the own currency and in years."""

from __future__ import annotations

from typing import Any

from pydantic import Field, field_validator

from equipoise.sim.characters import Line
from equipoise.sim.parameters.declare import LONGEST_NAME, Declared, Section, parameter
from equipoise.sim.wording import did_you_mean, listed

MOST_MONEY = 1e18
"""Most of any currency that a business may state."""

ALTERNATIVES = {"none": 0, "one": 1, "few": 3, "many": 8}
"""Rivals that an account could turn to, by the word for it."""

A_ROUND = 8.0
"""The business's revenue in a round, in the engine's money: that of the eight accounts of the base scenario."""


def _money(unit: str, meaning: str) -> Declared:
    return _number(unit, meaning, high=MOST_MONEY)


def _number(unit: str, meaning: str, *, low: float = 0.0, high: float, source: str = "") -> Declared:
    return Field(None, ge=low, le=high, description=meaning, json_schema_extra={"unit": unit, "source": source})


class Business(Section):
    """The vendor's business as its books have it, in its own currency."""

    currency: Line = parameter("money", "text", "What amounts are in, as euros.", longest=LONGEST_NAME)
    revenue: float | None = _money("currency/year", "Revenue; what the accounts' revenues add up to when not stated.")
    gross_margin: float | None = _number(
        "share of revenue", "Revenue less cost of goods, as a share of revenue.", low=-1.0, high=0.99
    )
    overhead: float | None = _money("currency/year", "All that lies between gross margin and operating profit.")
    overhead_follows: float | None = _number(
        "share of overhead",
        "Part of the overhead that follows revenue within about a year, with what serving accounts costs.",
        high=1.0,
        source="Anderson, Banker, Janakiraman 2003",
    )
    cash: float | None = _money("currency", "Cash at the start.")
    credit_line: float | None = _money("currency", "Credit that may be drawn: cash and reserve are that much higher.")
    reserve: float | None = _money(
        "currency", "Cash that stays in the business at a payout; cash at the start when not stated."
    )
    payout: float | None = _number(
        "1/year", "Share of the cash above the reserve that owners take out each year.", high=1.0
    )
    typical_account: float | None = _money(
        "currency/year", "Revenue of an account still to be won; the median of its accounts' when not stated."
    )
    new_accounts: float | None = _number(
        "accounts/year", "Accounts that are won in the first year, on average, as things are today.", high=10_000.0
    )
    selling_cost: float | None = _money("currency/year", "Fixed cost of selling to an account.")
    team_cost: float | None = _money("currency/year", "Lump cost of the cross-functional team under a charter.")
    sponsor_cost: float | None = _money("currency/year", "Lump cost of an executive sponsor.")
    survey_cost: float | None = _money("currency", "Cost of a survey of both organisations.")


class AccountFacts(Section):
    """What a business knows of an account, in its currency and in years; only beside a table [business]."""

    revenue: float | None = _money("currency/year", "Revenue from it; from each, where there are several.")
    revenue_share: float | None = _number(
        "share of revenue", "Its share of the business's revenue; that of each, where there are several.", high=1.0
    )
    margin: float | None = _number(
        "share of revenue", "Gross margin on what it buys: revenue less cost of goods.", low=-1.0, high=0.99
    )
    contribution: float | None = _number("share of revenue", "Margin after support.", low=-1.0, high=0.99)
    price_to_list: float | None = _number("1", "Its price in list prices: 1 is the list price.", low=0.01, high=10.0)
    support_cost: float | None = _money("currency/year", "What supporting and servicing it costs.")
    contract_left: float | None = _number(
        "years",
        "Time until its contract is renewed; 0 is now. It is longer than that where it has been renewed already.",
        high=100.0,
    )
    contract_years: float | None = _number("years", "Length of its contracts.", low=0.25, high=100.0)
    customer_years: float | None = _number("years", "How long it has been an account.", high=200.0)
    share_of_wallet: float | None = _number(
        "share of wallet", "Part that it buys here of all that it buys of the kind.", low=0.01, high=1.0
    )
    bound: float | None = _number(
        "share of purchases", "Part of what it buys here that its contract binds it to.", high=1.0
    )
    alternatives: str | None = Field(
        None,
        description="What else it could buy: from none, one, a few or many others.",
        json_schema_extra={"unit": "choice", "source": "R5", "enum": list(ALTERNATIVES)},
    )
    relationship: float | None = _number(
        "1 to 5", "How it sees the vendor: 1 sells a commodity, 5 is a strategic partner.", low=1.0, high=5.0
    )
    contacts: int | None = _number("people", "People on the two sides that talk with each other.", high=10_000)
    cost_to_replace: float | None = _money(
        "currency/year", "What a year without the vendor would cost the account beyond the price."
    )
    its_margin: float | None = _number(
        "share of its spend", "Its own margin on what it makes of the product, over what it pays for it.", high=1000.0
    )

    @field_validator("alternatives")
    @classmethod
    def _is_a_number_of_them(cls, word: str | None) -> str | None:
        if word is not None and word not in ALTERNATIVES:
            raise ValueError(f"must be {listed(ALTERNATIVES)}{did_you_mean(word, ALTERNATIVES)}")
        return word


FACTS: tuple[str, ...] = tuple(AccountFacts.model_fields)
"""Every fact of an account that only a business states."""


def stated(facts: AccountFacts) -> dict[str, Any]:
    """List the facts that are stated of an account."""
    return {name: value for name in FACTS if (value := getattr(facts, name)) is not None}
