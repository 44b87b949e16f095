"""What a person should know of a business before any answer: what is not met, losses, and accounts below their cost."""

from __future__ import annotations

from typing import TYPE_CHECKING

from equipoise.analysis.prose.business import missed_sentence, months, profit_of, whole
from equipoise.analysis.prose.keys import quoted
from equipoise.analysis.prose.numbers import listed, many, percent

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from equipoise.analysis.shown import Shown
    from equipoise.sim.business.taken import Taken
    from equipoise.sim.business.understanding import OneAccount, Understanding


def warnings(one: Understanding) -> list[str]:
    """Say what a person should know before any answer: a loss from the start, and accounts below their own cost."""
    year, found = one.first_year, []
    stated_profit = year.stated.get("profit", 0.0)
    profit = stated_profit if stated_profit < 0.0 else profit_of(year)
    if profit < 0.0:
        stated = "as stated" if stated_profit < 0.0 else "as played"
        lost = f"{whole(-profit)} {one.money.currency}"
        lasts = f"; were every year like the first, its cash would last {months(one.reach_at_loss or 0.0)}"
        found.append(
            f"the business loses money from the start: {lost} in its first year, {stated}"
            + (lasts if one.reach_at_loss else "")
        )
    found += _left_over(one)
    below = [(account, gross) for account in one.accounts if (gross := _gross(account)) < 0.0]
    found += _said(one, below, _SOLD_BELOW, _GROSS)
    dear = [
        (account, account.after_serving) for account in one.accounts if _gross(account) >= 0.0 > account.after_serving
    ]
    found += _said(one, dear, _COSTS_MORE, _SERVING)
    return found


def _left_over(one: Understanding) -> list[str]:
    """Say which accounts are left a gross margin that nobody has, by what the others and the business state."""
    year = one.first_year
    own = {name for fact in one.taken if fact.key == "accounts.margin" for name in fact.accounts}
    left = [account for account in one.accounts if account.name in own and account.gross > MOST_MARGIN]
    if not left or year.revenue - year.cost_of_goods > MOST_MARGIN * year.revenue:
        return []
    names = listed([f"{account.name} ({percent(account.gross)})" for account in left], most=len(left))
    return [f"beside what the business and its other accounts state, a gross margin is left that nobody has: {names}"]


def not_met(one: Understanding, shown: Callable[[str], Shown] | None = None) -> list[str]:
    """Say which of the business's own figures an answer does not hold, for who has not looked at the business.

    On a page each is ``shown`` as its control shows it.
    """
    missed = [each for each in one.missed if each.given and each.key.startswith("business.")]
    said = [missed_sentence(each, one.taken, shown(each.key) if shown else None) for each in missed]
    return [sentence.removesuffix(".").replace("Not met", "not met", 1) for sentence in said]


MOST_MARGIN = 0.9
"""Gross margin beyond which what is left for an account is hardly meant, unless the whole business has such a one."""

_SOLD_BELOW = tuple(f"{word} sold below the cost of goods" for word in ("is", "are", "may be", "may be"))
_COSTS_MORE = (
    "costs more to support and serve than it leaves",
    "cost more to support and serve than they leave",
    "may cost more to support and serve than it leaves",
    "may cost more to support and serve than they leave",
)
"""What is said of accounts: of one and of several, as a fact, and of what may be."""

_GROSS = ("accounts.margin", "business.gross_margin")
_SERVING = (*_GROSS, "accounts.support_cost", "business.selling_cost")
"""Facts from which it follows what an account leaves."""


def _gross(account: OneAccount) -> float:
    """Its gross margin, as it is stated or else as it is played."""
    return account.gross if account.stated is None else account.stated


def _said(
    one: Understanding, below: Sequence[tuple[OneAccount, float]], said: Sequence[str], facts: Sequence[str]
) -> list[str]:
    """Say of accounts that they are below their own cost; or that they may be, and which numbers say so.

    Those that rest on the same numbers that nobody stated are told of together.
    """
    groups: dict[tuple[Taken, ...], list[tuple[OneAccount, float]]] = {}
    for account, margin in below:
        groups.setdefault(tuple(_rests_on(one, account, margin, facts)), []).append((account, margin))
    return [_line(those, taken, said) for taken, those in groups.items()]


def _rests_on(one: Understanding, account: OneAccount, margin: float, facts: Sequence[str]) -> list[Taken]:
    """Which numbers that nobody stated say what an account leaves."""
    own = {fact.key for fact in one.taken if account.name in fact.accounts}
    without_selling = margin + account.selling / max(account.revenue, 1.0)
    return [
        fact
        for fact in one.taken
        if fact.key in facts
        and (not fact.accounts or account.name in fact.accounts)
        and (fact.key != "business.gross_margin" or "accounts.margin" in own)
        and (fact.key != "business.selling_cost" or without_selling >= 0.0)
    ]


def _line(those: Sequence[tuple[OneAccount, float]], taken: Sequence[Taken], said: Sequence[str]) -> str:
    of_one, of_several, one_may, several_may = said
    rests = [f"{quoted(fact.key)}, which is not stated and was taken as {fact.words}" for fact in taken]
    why = f": that rests on {listed(rests, most=len(rests))}" if rests else ""
    if len(those) == 1:
        ((account, margin),) = those
        figure = _figure(account, margin)
        return f"{account.name} {one_may} ({figure}){why}" if rests else f"{account.name} {of_one}: {figure}"
    names = listed([f"{account.name} ({_figure(account, margin)})" for account, margin in those], most=len(those))
    return f"{names} {several_may if rests else of_several}{why}"


def _figure(account: OneAccount, margin: float) -> str:
    """A margin, and what is played where that is another than what is stated."""
    stated, played = percent(margin), percent(account.gross)
    if margin != account.stated or stated == played:
        return f"{stated} of its revenue"
    return f"{stated} of its revenue as stated, {played} as played"


def fails_sentence(chances: dict[str, float], runs: int, years: int) -> str:
    """Say that the cash runs out in most runs: under every policy, or under the first and how often elsewhere."""
    start = f"the cash runs out within {many(years, 'year', one='a')} in more than half of {runs} runs tried"
    first, *others = [f"{percent(chance, 0)} under {name}" for name, chance in chances.items()]
    if not others:
        return f"{start}: {first}"
    if min(chances.values()) > 0.5:  # noqa: PLR2004 - a half
        return f"{start} under every policy compared: {listed([first, *others])}"
    return f"{start} under the policy that others are compared with: {first}; {listed(others)}"
