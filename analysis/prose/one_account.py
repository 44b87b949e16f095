"""What a decision comes to with one account alone, in words that the figures choose."""

from __future__ import annotations

from math import isnan
from typing import TYPE_CHECKING

from equipoise.analysis.contrast import account_spoken_of, alike, way
from equipoise.analysis.prose.money_first import gain, lead_of, too_small, years
from equipoise.analysis.prose.names import spoken
from equipoise.analysis.prose.numbers import capital, in_runs, listed, many
from equipoise.analysis.prose.risk import between_runs, more_or_fewer
from equipoise.analysis.results import OPENING

if TYPE_CHECKING:
    from equipoise.analysis.results import Alone, Comparison, OneAccount


_PAIR = 2
"""Arms of which it is plain which one is meant."""


def one_account_words(found: OneAccount, comparison: Comparison) -> str:
    """Say whether it pays with one account alone, with which, and how much likelier that one is kept."""
    return " ".join(_words(one, found, comparison) for one in (*found.others, found))


def spoken_of(comparison: Comparison) -> str:
    """Say it of the account that decides."""
    found, first = comparison.one_account, told_first(comparison)
    return "" if found is None or first is None else _words(first, found, comparison)


def others_alone(comparison: Comparison) -> str:
    """Say it of the others that were tried and are told of."""
    found, first = comparison.one_account, told_first(comparison)
    if found is None:
        return ""
    return " ".join(_words(one, found, comparison) for one in (*found.others, found) if one is not first)


def told_first(comparison: Comparison) -> OneAccount | None:
    """Which account alone decides: one with which it pays at once, else the one that the page is about."""
    found = comparison.one_account
    if found is None or way(_opening(found).profit) > 0:
        return found
    about = account_spoken_of(comparison)
    return next((one for one in (found, *found.others) if one.account == about), found)


def _opening(found: OneAccount) -> Alone:
    return next((view for view in found.views if view.years >= OPENING), found.views[-1])


def _words(found: OneAccount, best: OneAccount, comparison: Comparison) -> str:
    chosen = found is best and found.tried > 1 and way(_opening(found).profit) > 0
    which = f" (the best of the {found.tried} largest, chosen in runs apart)" if chosen else ""
    opening, longest = _opening(found), found.views[-1]
    told = [opening] if longest is opening else [opening, longest]
    whom = f"with {found.account} alone{which}"
    runs, who = many(found.replications, "run"), _who(comparison)
    if all(alike(view.profit) for view in told):
        return f"{capital(whom)} nothing changes: all runs are as under {found.against}."
    over = f"over {years(opening.years)}"
    if all(too_small(comparison, view.profit) and not way(view.profit) for view in told):
        views = [f"over {years(view.years)}{_within(comparison, view)}" for view in told]
        return f"{capital(whom)} {who} makes no difference, {listed(views, 'nor')} ({runs})."
    if pays := {1: f"{who} pays", -1: f"{who} does not pay"}.get(way(opening.profit)):
        first = f"{capital(over)} {pays} {whom}: {gain(comparison, opening.profit)}"
    else:
        first = f"These runs cannot tell whether {who} pays {over} {whom}{_within(comparison, opening)}"
    later = "" if longest is opening else _later(comparison, longest, "these runs cannot tell" if pays else "")
    return f"{first}{later}{_kept(found, longest)} ({runs})."


def _who(comparison: Comparison) -> str:
    """Name the policy that is meant, where several stand beside the first."""
    decided = comparison.decision
    return "it" if decided is None or len(comparison.arms) <= _PAIR else spoken(decided.arm)


def _later(comparison: Comparison, view: Alone, unclear: str) -> str:
    """What it comes to over the longest view; where that is as unclear as the first, in a word."""
    over = f"over {years(view.years)}"
    if way(view.profit) or alike(view.profit):
        return f"; {over} it earns {gain(comparison, view.profit)}"
    return f"; {over} {unclear}{_within(comparison, view)}" if unclear else f", nor {over}{_within(comparison, view)}"


def _within(comparison: Comparison, view: Alone) -> str:
    if not view.profit.known:
        return ""
    if view.profit.low == view.profit.high == 0.0:
        return " (in none of the runs)"
    written = lead_of(comparison, view.profit)
    return f" ({written.within(view.profit)} {written.unit} a year)"


def _kept(found: OneAccount, view: Alone) -> str:
    change = view.survival
    if isnan(change.mean) or not way(change):
        return ""
    number, of = in_runs(abs(change.mean), change.mean, found.replications)
    sure = between_runs(change, found.replications)
    return f"; {found.account} is kept for {years(view.years)} in {number} {more_or_fewer(change)} of {of} runs, {sure}"
