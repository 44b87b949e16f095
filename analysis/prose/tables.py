"""What the tables of a workshop show, in sentences that their figures choose."""

from __future__ import annotations

from math import isnan, nan, sqrt
from statistics import fmean
from typing import TYPE_CHECKING, NamedTuple

from equipoise.analysis.prose.numbers import percent

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from equipoise.analysis.prose.units import Units

WELL = 90
"""Per cent of par, about, that both sides of a table reach when it does well."""
_STEP = 5
_TWO = 2
_NEARLY = 0.05
"""Dependences that differ by no more are about alike."""


def counted(groups: Mapping[str, int], total: int) -> str:
    """Tell how many tables each of some sentences holds for, leaving out those that hold for none.

    ``{"they meet": 2, "they part": 1}`` of 3 is ``At 2 of 3 tables they meet; at 1 they part``.
    """
    found: list[str] = []
    for words, count in groups.items():
        if not count:
            continue
        if found:
            found.append(f"at {count} {words}")
        elif count == total:
            found.append(f"{'At the table' if total == 1 else f'At {every(total)}'} {words}")
        else:
            found.append(f"At {count} of {total} tables {words}")
    return "; ".join(found)


def about(percents: float) -> int:
    """Per cent of par as far as a table can tell: to the nearest five."""
    return _STEP * round(percents / _STEP)


def weaker_sides(account: str, percents: Sequence[tuple[float, float]], tables: int) -> str:
    """Say how many tables do well, and which side is the weaker at the others, to the nearest five per cent of par."""
    if not percents:
        return "Two computer players make too little in so few years for per cent of it to say anything"
    pairs = [(about(vendor), about(of_account)) for vendor, of_account in percents]
    low = [pair for pair in pairs if min(pair) < WELL]
    well = f"both sides make about {WELL}% or more of what two computer players make"
    groups = {
        well: len(pairs) - len(low),
        "the vendor is the weaker side": sum(pair[0] < pair[1] for pair in low),
        f"{account} is the weaker side": sum(pair[0] > pair[1] for pair in low),
        "both sides make less, about alike": sum(pair[0] == pair[1] for pair in low),
        "two computer players make too little for per cent to say anything": tables - len(pairs),
    }
    told = counted(groups, tables)
    return told if len(low) < len(pairs) else f"Nowhere {well}: {lower(told)}"


def every(tables: int) -> str:
    """All of some tables, of two or more."""
    return "both tables" if tables == _TWO else f"all {tables} tables"


class Together(NamedTuple):
    """Share of games in which the two were together after some years."""

    invest: float  # where the vendor invests and deals fairly
    give_in: float  # where it gives in


def survival(kinds: Mapping[str, Together], games: int, tables: int, years: int) -> str:
    """Say where more stay together, which only many games show; how many, a table tells."""
    few = f"{number_of(tables)} cannot show who stays together longer"
    if not any(_differs(both, games) for both in kinds.values()):
        return f"{few}, and {games:,} games are too few, too"
    groups: dict[str, list[str]] = {}
    for name, both in kinds.items():
        groups.setdefault(_more_together(both, games), []).append(f"the {name}")
    told = "; ".join(f"with {' and '.join(names)} {words}" for words, names in groups.items())
    return f"{few}; {games:,} games do: after {years} years, {told}"


def _more_together(both: Together, games: int) -> str:
    if not _differs(both, games):
        return "about as many are together where the vendor invests as where it gives in"
    first, second = ("invests", "gives in") if both.invest > both.give_in else ("gives in", "invests")
    return f"more are together where the vendor {first} than where it {second}"


def _differs(both: Together, games: int) -> bool:
    """Whether two shares differ by more than chance would have it."""
    spread = sum(share * (1.0 - share) for share in both)
    return abs(both.invest - both.give_in) > 2.0 * sqrt(spread / games)


def number_of(tables: int) -> str:
    """How many tables, at the beginning of a sentence."""
    return "One table" if tables == 1 else f"{tables} tables"


def who_knew(account: str, need: float, seen: float, sure: float) -> str:
    """Say how far the vendors' books knew the account's need, and what a computer account would have believed.

    All are means: its need, the same as the books have it, and the computer account's belief that the vendor depends on
    it.
    """
    if isnan(need):
        return "No table was together at the end of a year"
    gap = seen - need
    how = "about as it was" if abs(gap) <= _NEARLY else f"as {'greater' if gap > 0.0 else 'smaller'} than it was"
    return (
        f"The vendors' books showed {account}'s need for them {how}: {seen:.2f}, and it was {need:.2f}. A computer "
        f"{account} would have been {percent(sure, 0)} sure that the vendor depends on it"
    )


def promises_kept(account: str, vendor: tuple[int, int], of_account: tuple[int, int]) -> str:
    """Say how many promises each side kept, of how many."""
    if not vendor[1]:
        return "Nothing was promised yet: promises begin with the second year"
    return (
        f"Vendors built what they had promised in {vendor[0]} of {vendor[1]} years, "
        f"and {account} worked as promised in {of_account[0]} of {of_account[1]}"
    )


def lower(words: str) -> str:
    """The words as they go on a sentence."""
    return words[0].lower() + words[1:]


class Gain(NamedTuple):
    """What investing brings the vendor, mean over many games with the same luck, money a year."""

    mean: float
    error: float  # half of its 95% interval


def partner_or_not(gains: Mapping[str, Gain], currency: Units, games: int) -> str:
    """Say what investing brings the vendor, compared with giving in, by kind of account."""
    told = " and ".join(f"{_gained(gain, currency)} with the {name}" for name, gain in gains.items())
    return f"Compared with giving in, investing and dealing fairly brings the vendor {told}, over {games:,} games each"


def _gained(gain: Gain, currency: Units) -> str:
    if abs(gain.mean) <= gain.error:
        return "nothing that these games can tell from nothing"
    return f"{currency.figure(gain.mean, signed=True)} a year"


def mean_of(values: Sequence[float]) -> float:
    """The mean of what is known; NaN where nothing is."""
    known = [value for value in values if not isnan(value)]
    return fmean(known) if known else nan
