"""What accounts asked for free at the tables of a workshop, and what came of giving it, as far as it can be told."""

from __future__ import annotations

from math import isnan
from statistics import fmean, variance
from typing import TYPE_CHECKING, NamedTuple

from equipoise.analysis.prose.numbers import percent

if TYPE_CHECKING:
    from collections.abc import Sequence

MUCH = 0.5
"""Share of a request from which on what was given counts as most of it."""
_ENOUGH = 5
"""Requests of either kind, answered with much or with little, of which something can be said."""
_CLEARLY = 2.0
"""Standard errors by which two means differ before one is said to be greater."""


class Answered(NamedTuple):
    """A request and the year after it."""

    given: float  #: share of the request that was given
    next: float  #: what was asked for in the next year, in shares of that year's purchases; NaN where none followed


def asked_and_given(account: str, requests: Sequence[Answered], years: int) -> str:
    """Say how often something was asked for and mostly given, and what followed where there is enough to say it of."""
    if not requests:
        return f"{account} asked for nothing free in {_years(years)} together"
    given = sum(one.given >= MUCH for one in requests)
    most = "all of them" if given == len(requests) else f"{given} of them" if given else "none"
    told = (
        f"{account} asked for something free in {len(requests)} of {_years(years)} together, and was given most or all "
        f"of it in {most}"
    )
    return f"{told}; {followed}" if (followed := next_requests(account, requests)) else told


def next_requests(account: str, requests: Sequence[Answered]) -> str:
    """Compare what was asked for in the year after; nothing where there are too few to compare."""
    followed = [one for one in requests if not isnan(one.next)]
    groups = [[one.next for one in followed if (one.given >= MUCH) == much] for much in (True, False)]
    if min(map(len, groups)) < _ENOUGH:
        return ""
    most, less = map(fmean, groups)
    error = sum(variance(group) / len(group) for group in groups) ** 0.5
    if abs(most - less) <= _CLEARLY * error:
        return "in the year after it asked for about as much, whether it had been given most or less"
    how = "more" if most > less else "less"
    return (
        f"in the year after {account} asked for {how} where it had been given most or all: {percent(most)} of its "
        f"purchases, against {percent(less)}"
    )


def not_why(account: str, requests: Sequence[Answered]) -> str:
    """Say what such a comparison cannot tell; nothing where there is none."""
    if not next_requests(account, requests):
        return ""
    return (
        "That does not tell whether giving brought the next request, or whether those who ask are given more: look at "
        "each table's years, and ask the two who sat there."
    )


def _years(count: int) -> str:
    return "one year" if count == 1 else f"{count} years"
