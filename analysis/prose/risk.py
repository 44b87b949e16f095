"""What goes with a decision: how much likelier an account is kept, and cash lasts; and with whom it pays."""

from __future__ import annotations

from math import isnan
from typing import TYPE_CHECKING

from equipoise.analysis.contrast import ALL, way
from equipoise.analysis.prose.money import amounts
from equipoise.analysis.prose.money_first import profits_of, told, years
from equipoise.analysis.prose.numbers import capital, in_runs, listed, more, percent
from equipoise.sim.calendar import ROUNDS_A_YEAR

OFTEN = 0.05
"""Share of runs from which on it is said what profit counts after cash has run out."""
APART = 0.1
"""Share of runs by which cash runs out more often than losses are made, from which on it is said how that can be."""
_FEW = 0.05  # accounts won, below which they would be written as none
_TABLES = 1e-3
"""A change that is told with the decimal of tables."""
REPLACED = 0.25
"""Accounts won for each that ends, up to which those are hardly replaced."""


if TYPE_CHECKING:
    from collections.abc import Iterable

    from equipoise.analysis.estimate import Estimate
    from equipoise.analysis.prose.money import Amounts
    from equipoise.analysis.results import Comparison, Horizon


def kept_and_solvent(comparison: Comparison, arm: str, account: str) -> str:
    """Say how likely the account is kept under an arm and the first, and which of them runs out of cash more often."""
    cash = [words for horizon in _views(comparison, arm) if (words := _cash(comparison, horizon, arm))]
    kept: list[str] = []
    for horizon in told(comparison):
        if words := _kept(comparison, horizon, arm, account, named=not kept):
            kept.append(words)
    subject = "accounts are" if account == ALL else f"{account} is"
    whose = "" if kept else f" with {arm} than with {comparison.arms[0].name}"
    there = [f"{subject} kept {listed(kept)}" if kept else "", f"cash runs out {listed(cash)}{whose}" if cash else ""]
    return f"{capital('; '.join(filter(None, there)))}." if any(there) else ""


def _views(comparison: Comparison, arm: str) -> list[Horizon]:
    """The longest view of cash, which tells most, and what pages open with where that clearly says otherwise."""
    *others, longest = told(comparison)
    end = way(longest.differences[arm].cash_out)
    return [*(one for one in others if way(one.differences[arm].cash_out) not in {0, end}), longest]


def _kept(comparison: Comparison, horizon: Horizon, arm: str, account: str, *, named: bool) -> str:
    """Say it of a view; ``named`` with what it is of, which the next one goes without."""
    change, first = horizon.differences[arm].survival.get(account), comparison.arms[0].name
    if change is None or isnan(change.mean):
        return ""
    if not any(horizon.arms[name].survival[account].mean for name in (arm, first)):
        return ""
    base, whose = (100, "accounts") if account == ALL else (comparison.replications, "runs")
    (here, of), (there, _) = (_as_in_tables(horizon.arms[name].survival[account].mean, base) for name in (arm, first))
    sure = (
        f"{between_runs(change, base)} {more_or_fewer(change)}" if way(change) else "which these runs cannot tell apart"
    )
    if not named:
        return f"for {years(horizon.years)} in {here} of {of} against {there} ({sure})"
    return f"for {years(horizon.years)} in {here} of {of} {whose} with {arm} against {there} with {first} ({sure})"


def _as_in_tables(chance: float, runs: int) -> tuple[str, str]:
    """Write a chance as a number of runs, in 100 with the decimal that tables have."""
    return in_runs(chance, _TABLES, runs)


def _cash(comparison: Comparison, horizon: Horizon, arm: str) -> str:
    change = horizon.differences[arm].cash_out
    if not way(change):
        return ""
    many, of = _as_in_tables(abs(change.mean), comparison.replications)
    sure = between_runs(change, comparison.replications)
    return f"within {years(horizon.years)} in {many} {more_or_fewer(change)} of {of} runs ({sure})"


def between_runs(change: Estimate, runs: int) -> str:
    """Write the interval of a change of a chance, the smaller end first: on both it lies on one side of zero."""
    low, high = sorted(abs(end) for end in (change.low, change.high))
    least = min(low, _TABLES) or _TABLES  # with as many digits as show that it is none
    return f"{in_runs(low, least, runs)[0]} to {in_runs(high, least, runs)[0]}"


def more_or_fewer(change: Estimate) -> str:
    """Which way a number of runs goes, in a word."""
    return "more" if change.mean > 0.0 else "fewer"


def after_ruin(comparison: Comparison) -> str:
    """Say what profit counts once cash has run out, where that happens often enough to matter."""
    longest = comparison.horizons[-1]
    ruined = [view for view in longest.arms.values() if view.cash_out.mean >= OFTEN]
    if not ruined:
        return ""
    return (
        "Once cash has run out, the business is over: profit counts as nothing from then on, and owners pay nothing in."
    )


def loss_and_cash(comparison: Comparison) -> str:
    """Say how cash can run out much more often than losses are made, where it does.

    Cash is what is earned less what owners take out; where it runs out and there is no loss, it is by these.
    """
    views = [(view, name, horizon) for horizon in told(comparison) for name, view in horizon.arms.items()]
    apart = [one for one in views if one[0].cash_out.mean - one[0].loss.mean >= APART]
    if not apart:
        return ""
    view, name, horizon = max(apart, key=lambda one: one[0].cash_out.mean - one[0].loss.mean)
    lose, fail = (percent(one.mean, 0) for one in (view.loss, view.cash_out))
    return (
        f"With {name} {lose} of runs make a loss over all {years(horizon.years)}, and in {fail} cash runs out at some "
        "time in them: owners take out what good years leave, which bad ones then lack."
    )


def hardly_replaced(comparison: Comparison, arm: str) -> str:
    """Say that accounts that end are hardly replaced, where an arm that keeps more of them is ahead in the end."""
    longest = comparison.horizons[-1]
    change, first = longest.differences[arm], comparison.arms[0]
    accounts = len(first.accounts)
    if way(change.profit) <= 0 or way(change.survival[ALL]) <= 0 or "wins" not in first.outcomes:
        return ""
    won, lost = first.outcomes["wins"].mean, accounts * (1.0 - longest.arms[first.name].survival[ALL].mean)
    if won > REPLACED * lost:
        return ""
    wins = f"{won:.1f}" if won >= _FEW else "hardly any" if won else "none"
    return (
        f"With {first.name} {lost:.1f} of {accounts} accounts end within {years(longest.years)} and {wins} are won: "
        "what is lost is hardly replaced here."
    )


def _apart(one: Estimate, other: Estimate) -> bool:
    """Whether one change is clearly the larger."""
    return abs(one.mean - other.mean) > (one.high - one.low + other.high - other.low) / 2.0


def by_account(comparison: Comparison, arm: str) -> str:
    """Say with which accounts an arm earns more than the first, and with which less, over the whole run."""
    difference = next(one for one in comparison.differences if one.arm == arm)
    changes = {name: own["contribution"] for name, own in difference.accounts.items() if "contribution" in own}
    if len(changes) < 2:  # noqa: PLR2004 - where there is one account alone, all is with that
        return ""
    rest = _won_since(comparison, arm, changes.values())
    moved = [*(ROUNDS_A_YEAR * change.mean for change in changes.values()), rest]
    written = amounts(comparison.money, moved, within=profits_of(comparison))
    seen = [name for name, one in changes.items() if _seen(written, ROUNDS_A_YEAR * one.mean)]
    ranked = sorted(seen, key=lambda name: -abs(changes[name].mean))
    parts = []
    for sign, moves in ((1, "rises"), (-1, "falls")):
        names = [name for name in ranked if way(changes[name]) == sign]
        if not names:
            continue
        most = f"{names[0]} (by {written.size(ROUNDS_A_YEAR * changes[names[0]].mean)} a year)"
        if len(names) < len(changes):
            parts.append(f"{moves} with {listed([most, *names[1:]])}")
        else:
            parts.append(f"{moves} with all{f', most with {most}' if _apart(*(changes[n] for n in names[:2])) else ''}")
    if not parts:
        return ""
    since = f"; what is won later, less its cost, brings {written.size(rest)} a year {more(rest)}" if rest else ""
    return f"Of the accounts at the start, contribution over the whole run {' and '.join(parts)}{since}."


def _seen(written: Amounts, amount: float) -> bool:
    """Whether an amount is more than nothing with one digit beyond those that are written."""
    return bool(round(abs(written.scale * amount), written.places + 1))


def _won_since(comparison: Comparison, arm: str, changes: Iterable[Estimate]) -> float:
    """What accounts won later bring, less what winning costs, where that turns the sign of the whole; else 0."""
    longest = comparison.horizons[-1].differences[arm].profit
    named = ROUNDS_A_YEAR * sum(change.mean for change in changes)
    if not way(longest) or named * longest.mean > 0.0:
        return 0.0
    return longest.mean - named
