"""What a person should know of a business before any answer: losses from the start, and accounts below their cost."""

from __future__ import annotations

from typing import TYPE_CHECKING

from equipoise.analysis.prose.business import months, whole
from equipoise.analysis.prose.keys import quoted
from equipoise.analysis.prose.numbers import listed, many, percent

if TYPE_CHECKING:
    from collections.abc import Sequence

    from equipoise.sim.business.understanding import OneAccount, Understanding


def warnings(one: Understanding) -> list[str]:
    """Say what a person should know before any answer: a loss from the start, and accounts below their own cost."""
    year, found = one.first_year, []
    profit = year.stated.get("profit", year.profit)
    if profit < 0.0:
        stated = "as stated" if "profit" in year.stated else "as played"
        lost = f"{whole(-profit)} {one.money.currency}"
        found.append(
            f"the business loses money from the start: {lost} in its first year, {stated}"
            + (f"; its cash lasts {months(one.reach_at_loss)}" if one.reach_at_loss else "")
        )
    below = [account for account in one.accounts if account.gross < 0.0]
    found += [_below(one, account, _SOLD_BELOW, account.gross, _GROSS) for account in below]
    found += [
        _below(one, account, _COSTS_MORE, account.contribution, _SERVING)
        for account in one.accounts
        if account.gross >= 0.0 > account.contribution
    ]
    return found


_SOLD_BELOW = ("is", "be", "sold below the cost of goods")
_COSTS_MORE = ("costs", "cost", "more to support and serve than it leaves")
"""What is said of an account: as a fact, and of what may be."""


_GROSS = ("accounts.margin", "business.gross_margin")
_SERVING = (*_GROSS, "accounts.support_cost", "business.selling_cost")
"""Facts from which it follows what an account leaves."""


def _below(
    one: Understanding, account: OneAccount, said: tuple[str, str, str], margin: float, facts: Sequence[str]
) -> str:
    """Say that an account is below its own cost; or that it may be, and which numbers that nobody stated say so."""
    fact_of, may, words = said
    without_selling = margin + account.selling / max(account.revenue, 1.0)
    taken = [
        fact
        for fact in one.taken
        if fact.key in facts
        and (not fact.accounts or account.name in fact.accounts)
        and (fact.key != "business.selling_cost" or without_selling >= 0.0)
    ]
    if not taken:
        return f"{account.name} {fact_of} {words}: {percent(margin)} of its revenue"
    rests = listed(
        [f"{quoted(fact.key)}, which is not stated and was taken as {fact.words}" for fact in taken], most=len(taken)
    )
    return f"{account.name} may {may} {words} ({percent(margin)} of its revenue): that rests on {rests}"


def fails_sentence(chances: dict[str, float], runs: int, years: int) -> str:
    """Say that the cash runs out in most runs: under every policy, or under the first and how often elsewhere."""
    start = f"the cash runs out within {many(years, 'year', one='a')} in more than half of {runs} runs tried"
    first, *others = [f"{percent(chance, 0)} under {name}" for name, chance in chances.items()]
    if not others:
        return f"{start}: {first}"
    if min(chances.values()) > 0.5:  # noqa: PLR2004 - a half
        return f"{start} under every policy compared: {listed([first, *others])}"
    return f"{start} under the policy that others are compared with: {first}; {listed(others)}"
