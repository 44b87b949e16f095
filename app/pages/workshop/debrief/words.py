"""Sentences that slides, sheets and the first page of results share, about one table."""

from __future__ import annotations

from math import isnan
from typing import TYPE_CHECKING

from equipoise.experiments.workshop.dealing import LEAST_PAR

if TYPE_CHECKING:
    from collections.abc import Sequence

    from equipoise.analysis.prose.units import Units
    from equipoise.experiments.workshop.debrief.breaks import Break
    from equipoise.experiments.workshop.score import Later

RECKONED = (
    "what {account} brought the vendor after all its costs while they were apart, and how much better off {account} "
    "was than with the market, beside as much time at the pace of the last four quarters together. What had to begin "
    "anew afterwards, such as the joint plan, is not in it."
)
"""How the cost of a breakdown is reckoned."""


def counted_years(later: Later, account: str, currency: Units) -> str:
    """Say which years count for the account, and what it made of the others."""
    percents = f", {100.0 * later.own / later.par:.0f}% of what two computer players make" if _says(later) else ""
    return (
        f"{account} is scored on years 1 to {later.first - 1}, as its role sheet says. In years {later.first} to "
        f"{later.last}, its successor's, it gained {currency.figure(later.own)} a year{percents}."
    )


def _says(later: Later) -> bool:
    return later.par >= LEAST_PAR


def when(one: Break, years: int) -> str:
    """When it broke, and that nobody sat at the table where that is so."""
    programs = ", with programs on both sides" if one.year > years else ""
    return f"Year {one.year}, quarter {one.quarter}{programs}"


def chance_of(one: Break) -> str:
    """At which chance it broke down; empty of the end."""
    if isnan(one.chance):
        return ""
    of = f"{100.0 * one.chance:.0f} of 100"
    if not one.exchanges:
        return f"such an answer to a request breaks the two apart in {of} cases"
    some = "" if one.exchanges == 1 else "s"
    if one.talked:
        return f"talks that go on for {one.exchanges} minute{some} after the first break off in {of} cases"
    return f"talks of {one.exchanges} exchange{some} of offers break off in {of} cases"


def break_line(one: Break, account: str, years: int, horizon: float, currency: Units) -> str:
    """Tell a breakdown or the end."""
    if one.final:
        lost = f"The vendor lost {currency.figure(one.lost_vendor)} and {account} {currency.figure(one.lost_account)}"
        return (
            f"{when(one, years)}: it was over ({one.words}). {lost}, over the {horizon:g} years that both look ahead."
        )
    chance = f"; {words}" if (words := chance_of(one)) else ""
    return (
        f"{when(one, years)}: it broke down ({one.words}){chance}. {account} bought elsewhere for "
        f"{quarters(one.apart)}; then {_THEN[one.then]}."
    )


_THEN = {
    "together": "the two went on together",
    "broke down again": "talks were taken up, and it broke down again",
    "parted": "it was over",
    "still apart": "the years played were over",
}


def apart_line(breaks: Sequence[Break], account: str, currency: Units) -> str:
    """Say what both sides went without while they were apart, in all; empty where they never were."""
    apart = [one for one in breaks if not one.final]
    if not apart:
        return ""
    if any(isnan(one.lost_vendor) for one in apart):
        return "What the time apart cost cannot be told: there was no quarter together before to measure it by."
    vendor, of_account = (
        _less(sum(getattr(one, name) for one in apart), currency) for name in ("lost_vendor", "lost_account")
    )
    return (
        f"In {quarters(sum(one.apart for one in apart))} apart, beside as much time before, {account} brought the "
        f"vendor {vendor}, and gained {of_account}. Reckoned is {RECKONED.format(account=account)}"
    )


def _less(lost: float, currency: Units) -> str:
    amount = currency.figure(abs(lost))
    return "about as much" if amount == "0" else f"{amount} {'less' if lost > 0.0 else 'more'}"


def quarters(count: int) -> str:
    """How long."""
    return "one quarter" if count == 1 else f"{count} quarters"
