"""The slide of what broke: for good, or for a while, and what both sides went without."""

from __future__ import annotations

from math import isnan
from typing import TYPE_CHECKING

from equipoise.analysis.prose.tables_breaks import both_lost
from equipoise.app.pages.workshop.debrief.slide import Grid, Slide
from equipoise.app.pages.workshop.debrief.words import RECKONED, quarters
from equipoise.app.pages.workshop.words import currency_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from equipoise.analysis.prose.units import Units
    from equipoise.experiments.workshop.debrief.breaks import Break
    from equipoise.experiments.workshop.debrief.debrief import Debrief, Result


def parting_slide(found: Debrief) -> Slide:
    """Make it."""
    account, currency = found.workshop.account, currency_of(found.workshop.money)
    ends = [(one.end.lost_vendor, one.end.lost_account) for one in found.tables if one.end]
    healed = [_sums(one) for one in found.tables if one.breaks and not one.end]
    finding = both_lost(account, ends, healed, len(found.tables))
    head = ["Table", f"{account} was a", "When", "Why", "Apart", "Vendor lost", f"{account} lost", "Then"]
    rows = [
        [result.name, result.counterpart, *_cells(one, found.workshop.years, currency)]
        for result in found.tables
        for one in result.breaks
    ]
    return Slide("lost", "When it breaks", finding, [], None, Grid(head, rows) if rows else None, (*_remarks(found),))


def _sums(result: Result) -> tuple[float, float]:
    return sum(one.lost_vendor for one in result.breaks), sum(one.lost_account for one in result.breaks)


def _cells(one: Break, years: int, currency: Units) -> list[str]:
    programs = " (programs)" if one.year > years else ""
    chance = "" if isnan(one.chance) else f"{_after(one)}: {100.0 * one.chance:.0f} in 100"
    lost = ["-" if isnan(money) else currency.figure(money) for money in (one.lost_vendor, one.lost_account)]
    apart, then = ("for good", "-") if one.final else (quarters(one.apart), one.then)
    return [f"{one.year}, Q{one.quarter}{programs}", f"{one.words}{chance}", apart, *lost, then]


def _after(one: Break) -> str:
    if not one.exchanges:
        return ""
    what = "further minute" if one.talked else "exchange"
    return f" after {one.exchanges} {what}{'' if one.exchanges == 1 else 's'}"


def _remarks(found: Debrief) -> Iterator[str]:
    broken = [one for result in found.tables for one in result.breaks]
    if any(not one.final for one in broken):
        yield f"For a while: {RECKONED.format(account=found.workshop.account)}"
        yield (
            "In 100: how often such talks, or such an answer to a request, break the two apart, with what was bound. "
            'What broke by chance counts under "you" all the same; what broke at two computer players with your luck, '
            'under "your luck".'
        )
    if any(one.final for one in broken):
        yield (
            f"For good: what the relationship would have been worth over the {_years_ahead(found)} that both look "
            f"ahead, against going on without it, in {found.workshop.money.currency}."
        )


def _years_ahead(found: Debrief) -> str:
    years = found.horizon
    return "year" if years == 1.0 else f"{years:g} years"
