"""What leads an answer: profit, the chance that cash runs out, and where money and percentages disagree."""

from __future__ import annotations

from math import isnan, nan
from typing import TYPE_CHECKING

from equipoise.analysis.contrast import ALL, alike, way
from equipoise.analysis.prose.money import amounts, change_of
from equipoise.analysis.prose.numbers import capital, listed, more, percent
from equipoise.analysis.prose.titles import set_against
from equipoise.analysis.prose.verdict import Side, verdict
from equipoise.sim.calendar import ROUNDS_A_YEAR

if TYPE_CHECKING:
    from collections.abc import Sequence

    from equipoise.analysis.contrast import Contrast
    from equipoise.analysis.estimate import Estimate
    from equipoise.analysis.prose.money import Amounts
    from equipoise.analysis.results import Comparison, Horizon

WORTH = 0.001
"""A difference in profit that lies within this share of the first arm's revenue makes none, also where it is sure."""

_PERCENTAGES = {"contribution_margin": "contribution margin over all accounts", "survival": "share of accounts held"}
_NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")


def years(number: float) -> str:
    """Write some years: ``one year``, ``three years``, ``2.5 years``."""
    if number == 1.0:
        return "one year"
    return f"{_NUMBERS[int(number)] if number in range(len(_NUMBERS)) else f'{number:g}'} years"


def told(comparison: Comparison) -> list[Horizon]:
    """Horizons that sentences tell: what pages open with, and the longest."""
    opening = comparison.opening
    if opening is None:
        return []
    longest = comparison.horizons[-1]
    return [opening] if longest is opening else [opening, longest]


def money_first(comparison: Comparison, contrasts: Sequence[Contrast]) -> list[str]:
    """Say what arms earn, how likely each runs out of cash, and where that disagrees with percentages."""
    horizons = told(comparison)
    if not horizons:
        return []
    if not contrasts:
        return [_alone(comparison, horizons)]
    said = [f"{capital(_profit(comparison, horizon, contrasts))}." for horizon in horizons]
    return [*said, _cash(comparison, horizons[0], contrasts), disagreement(comparison, contrasts)]


def _profit(comparison: Comparison, horizon: Horizon, contrasts: Sequence[Contrast]) -> str:
    first = comparison.arms[0].name
    found = [
        Side(pair, horizon.arms[pair.arm].profit, horizon.arms[first].profit, horizon.differences[pair.arm].profit)
        for pair in contrasts
    ]
    written = _profits(comparison)
    what = f"in profit over {years(horizon.years)}"
    return verdict(found, what, written.places, lambda value, places: f"{written.write(value, places)} a year")


def _cash(comparison: Comparison, horizon: Horizon, contrasts: Sequence[Contrast]) -> str:
    """In which share of runs cash runs out: with whom more, and with whom less."""
    names = [comparison.arms[0].name, *(pair.arm for pair in contrasts)]
    levels = {name: horizon.arms[name].cash_out.mean for name in names}
    within = f"within {years(horizon.years)}"
    if not any(levels.values()):
        return f"Cash runs out {within} in none of these runs."
    changes = {pair.arm: horizon.differences[pair.arm].cash_out for pair in contrasts}
    return f"Runs in which cash runs out {within}: {set_against(names[0], levels, changes, percent, 1)}."


def disagreement(comparison: Comparison, contrasts: Sequence[Contrast]) -> str:
    """Where money goes one way over the whole run, and a percentage of all accounts the other, as it is printed."""
    found: dict[str, list[str]] = {}
    changes = {each.arm: each.outcomes for each in comparison.differences}
    levels = {arm.name: arm.outcomes for arm in comparison.arms}
    for pair in contrasts:
        change = changes[pair.arm]
        if "profit" not in change:
            continue
        money = way(change["profit"])
        against: list[str] = []
        for measure, words in _PERCENTAGES.items():
            here, there = (percent(levels[name][measure].mean) for name in (pair.arm, pair.against))
            seen = here != there and percent(abs(change[measure].mean)) != percent(0.0)
            if money and way(change[measure]) == -money and seen:
                against.append(f"{'a lower' if money > 0 else 'a higher'} {words} ({here} against {there})")
        if against:
            size = {1: "more business", -1: "less business"}[money] if way(change["revenue"]) == money else ""
            aside = f", on {size}" if size and "margin" in against[0] else ""
            found.setdefault(f"{more(money)} money at {listed(against)}{aside}", []).append(pair.arm)
    said = [f"{listed(names)} {'earns' if len(names) == 1 else 'earn'} {what}" for what, names in found.items()]
    horizon = years(comparison.horizons[-1].years)
    return f"Money and percentages disagree: over {horizon} {'; '.join(said)}." if said else ""


def worth_of(comparison: Comparison) -> float:
    """The difference in profit a year within which none is made."""
    first = comparison.arms[0].outcomes
    return WORTH * ROUNDS_A_YEAR * first["revenue"].mean if "revenue" in first else nan


def leads(comparison: Comparison, change: Estimate) -> int:
    """Which way a difference in profit a year goes, 1 or -1: 0 where nobody can tell, or nobody would mind."""
    return 0 if too_small(comparison, change) else way(change)


def too_small(comparison: Comparison, change: Estimate) -> bool:
    """Whether a difference in profit a year is known to be too small to matter."""
    return change.known and max(abs(change.low), abs(change.high)) <= worth_of(comparison)


def _alone(comparison: Comparison, horizons: Sequence[Horizon]) -> str:
    """What the only arm earns."""
    name, parts = comparison.arms[0].name, []
    for horizon in horizons:
        view = horizon.arms[name]
        written = change_of(comparison.money, view.profit, [one.arms[name].profit.mean for one in horizons])
        within = f" ({written.within(view.profit)})" if view.profit.known else ""
        parts.append(f"{written.write(view.profit.mean)} a year over {years(horizon.years)}{within}")
    view = horizons[0].arms[name]
    return (
        f"{name} earns a profit of {listed(parts)}; cash runs out within {years(horizons[0].years)} in "
        f"{percent(view.cash_out.mean)} of runs."
    )


def _profits(comparison: Comparison) -> Amounts:
    """Choose how all profits that sentences tell of are written: alike."""
    return amounts(comparison.money, profits_of(comparison))


def profits_of(comparison: Comparison) -> list[float]:
    """Profits that a page tells of, by which the step of all amounts beside them is chosen."""
    return [side.profit.mean for view in told(comparison) for side in view.arms.values()]


def lead_of(comparison: Comparison, change: Estimate) -> Amounts:
    """Choose how a lead in profit is written: in one step with all profits and leads that are told."""
    leads = [view.profit.mean for horizon in told(comparison) for view in horizon.differences.values()]
    return change_of(comparison.money, change, leads, profits_of(comparison))


def earns(comparison: Comparison, arm: str) -> str:
    """Say how much more or less one arm earns a year than the first, over what pages open with and the longest."""
    parts = []
    for horizon in told(comparison):
        change = horizon.differences[arm].profit
        parts.append(f"{gain(comparison, change)} over {years(horizon.years)}")
    return listed(parts) if parts else ""


def gain(comparison: Comparison, change: Estimate) -> str:
    """Write what is earned more or less a year, with its interval, or that it cannot be told."""
    written = lead_of(comparison, change)
    if isnan(change.mean):
        return "what nobody can tell"
    if alike(change):
        return "exactly the same"
    if not way(change):
        within = f" ({written.within(change)} {written.unit} a year)" if change.known else ""
        return f"neither clearly more nor clearly less{within}"
    within = written.within(change) if change.known else "the same in every run"
    return f"{written.size(change.mean)} a year {more(change.mean)} ({within})"


def spoken(account: str) -> str:
    """An account, or all of them, as they stand in a sentence."""
    return "accounts" if account == ALL else account
