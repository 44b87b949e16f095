"""What the tables of a workshop show, in sentences that their figures choose."""

from __future__ import annotations

from math import isnan, nan, sqrt
from statistics import fmean
from typing import TYPE_CHECKING, NamedTuple

from equipoise.analysis.prose.numbers import percent

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from equipoise.analysis.prose.currency import Currency

EVEN = 0.1
"""Dependences that differ by no more are an even footing."""
WELL = 90.0
"""Per cent of par that both sides of a table reach when it does well."""
MUCH = 0.5
"""Share of a request from which on what was given counts as most of it."""
_NEARLY = 0.05
"""Dependences that differ by no more are about alike."""
_CLEARLY = 1.25
"""How many times as much something must do before it is said to do more."""
_PERCENT = 100.0


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
            found.append(f"{'At the table' if total == 1 else f'At all {total} tables'} {words}")
        else:
            found.append(f"At {count} of {total} tables {words}")
    return "; ".join(found)


class Footing(NamedTuple):
    """How much each side of a table needs the other in the end; NaN where it broke."""

    vendor: float
    account: float


def even_footing(account: str, ends: Sequence[Footing]) -> str:
    """Say who needs whom more in the end."""
    gaps = [end.vendor - end.account for end in ends if not isnan(end.vendor)]
    groups = {
        "both sides end up needing each other about alike": sum(abs(gap) <= EVEN for gap in gaps),
        f"the vendor ends up needing {account} more than it is needed": sum(gap > EVEN for gap in gaps),
        f"{account} ends up needing the vendor more than it is needed": sum(gap < -EVEN for gap in gaps),
        "the two parted": len(ends) - len(gaps),
    }
    return counted(groups, len(ends))


class Answered(NamedTuple):
    """A request and the year after it."""

    given: float  #: share of the request that was given
    next: float  #: what was asked for in the next year, in shares of that year's purchases


def next_requests(account: str, answered: Sequence[Answered]) -> str:
    """Say what was asked for in the year after a request that was mostly granted, and after one that was not."""
    if not answered:
        return f"No request of {account} was followed by another year together"
    most = [one.next for one in answered if one.given >= MUCH]
    less = [one.next for one in answered if one.given < MUCH]
    told = [
        f"in the year after a request of which {words}, {account} asked for {percent(fmean(shares))} of its purchases "
        f"({_times(len(shares))})"
        for words, shares in (("most or all was given", most), ("less was given", less))
        if shares
    ]
    sentence = "; ".join(told)
    return sentence[0].upper() + sentence[1:]


def _times(count: int) -> str:
    return "once" if count == 1 else f"{count} times"


def too_few_requests(tables: int) -> str:
    """Say what a room's requests cannot tell."""
    return (
        f"{_tables(tables)} cannot tell whether giving brought the next request, or whether those who ask are given "
        "more: look at each table's years, and ask the two who sat there."
    )


def weaker_sides(account: str, percents: Sequence[tuple[float, float]], tables: int) -> str:
    """Say how many tables do well, and which side is the weaker at the others.

    Parameters
    ----------
    account : str
        Its name.
    percents : sequence of tuple of float
        The vendor's and the account's figure of each table that has any, in per cent of par.
    tables : int
        How many there are.
    """
    if not percents:
        return "Two computer players make too little in so few years for per cent of it to say anything"
    low = [pair for pair in percents if min(pair) < WELL]
    well = f"both sides make {WELL:.0f}% or more of what two computer players make"
    groups = {
        well: len(percents) - len(low),
        "the vendor is the weaker side": sum(pair[0] <= pair[1] for pair in low),
        f"{account} is the weaker side": sum(pair[0] > pair[1] for pair in low),
        "two computer players make too little for per cent to say anything": tables - len(percents),
    }
    told = counted(groups, tables)
    return told if len(low) < len(percents) else f"Nowhere {well}: {_lower(told)}"


class Spread(NamedTuple):
    """What luck does to a side's figure, and what tables do, money a year."""

    luck: float  #: standard deviation of computer players' figures over the lucks that rooms are dealt
    tables: Sequence[float]  #: of each table, its own figure less computer players' with the same luck


def you_or_luck(vendor: Spread, account: Spread, name: str, currency: Currency) -> str:
    """Say what does more to the two figures: luck, or what people decide."""
    of_vendor, of_account = _more(vendor), _more(account)
    figures = [
        f"{currency.amount(_typical(side))} a year against {currency.amount(side.luck)}" for side in (vendor, account)
    ]
    if of_vendor == of_account:
        return f"{of_vendor}: for the vendor {figures[0]}, for {name} {figures[1]}"
    return f"For the vendor: {_lower(of_vendor)} ({figures[0]}). For {name}: {_lower(of_account)} ({figures[1]})"


def _typical(side: Spread) -> float:
    """Root mean square of what tables did, as a standard deviation is of luck."""
    return float(fmean(own**2 for own in side.tables) ** 0.5)


def _more(side: Spread) -> str:
    own = _typical(side)
    if own > _CLEARLY * side.luck:
        return "What people decided moved figures more than luck does"
    if side.luck > _CLEARLY * own:
        return "Luck moves figures more than what people decided"
    return "What people decided moved figures about as much as luck does"


def _lower(words: str) -> str:
    return words[0].lower() + words[1:]


def until_when(last_years: Sequence[int | None], played: int, years: int) -> str:
    """Say until when it would still have paid the vendor to turn to investing.

    Parameters
    ----------
    last_years : sequence of int or None
        By table, years after which it would still have paid, the most that did; None where it never would.
    played : int
        Years in the seats that were played.
    years : int
        Years in the seats.
    """
    half = min(years // 2, played)
    pays, later = "it would still have paid the vendor to turn to investing", " or later" if half < played else ""
    late = sum(last is not None and last >= half for last in last_years)
    never = sum(last is None for last in last_years)
    groups = {
        f"{pays} after year {half}{later}": late,
        "only earlier" if late else f"{pays}, but only before the end of year {half}": len(last_years) - late - never,
        "at no time"
        if never < len(last_years)
        else "it would have paid the vendor at no time to turn to investing": never,
    }
    return counted(groups, len(last_years))


def one_luck_each() -> str:
    """Say what a curve over turning points cannot tell."""
    return "Each curve has one luck, and one year's chance can turn it: what holds in general, the many games show."


class Together(NamedTuple):
    """Share of games in which the two were together after some years."""

    invest: float  # where the vendor invests and deals fairly
    give_in: float  # where it gives in


def survival(kinds: Mapping[str, Together], games: int, tables: int, years: int) -> str:
    """Say what investing does for staying together, which only many games show.

    Parameters
    ----------
    kinds : mapping of str to Together
        By kind of account.
    games, tables, years : int
        How many of each.
    """
    told = " and ".join(
        f"with the {name} in {_of_hundred(both.invest)} of 100 where the vendor invests and deals fairly, in "
        f"{_of_hundred(both.give_in)} where it gives in{'' if _differs(both, games) else _TOO_CLOSE}"
        for name, both in kinds.items()
    )
    room, do = _tables(tables), f"{games:,} games do"
    if not any(_differs(both, games) for both in kinds.values()):
        do = f"{games:,} games are too few, too"
    return f"{room} cannot show who stays together longer; {do}: after {years} years the two are together {told}"


_TOO_CLOSE = " (which so many games can't tell apart)"


def _differs(both: Together, games: int) -> bool:
    """Whether two shares differ by more than chance would have it."""
    spread = sum(share * (1.0 - share) for share in both)
    return abs(both.invest - both.give_in) > 2.0 * sqrt(spread / games)


def _of_hundred(share: float) -> str:
    return f"{_PERCENT * share:.0f}"


def _tables(count: int) -> str:
    return "One table" if count == 1 else f"{count} tables"


class Known(NamedTuple):
    """What one side took the other's need for, and what it was, means over tables and years."""

    true: float
    taken: float


def who_knew(account: str, of_account: Known, of_vendor: Known) -> str:
    """Say what vendors took the account's need for, and what accounts believed of the vendor's.

    Parameters
    ----------
    account : str
        Its name.
    of_account : Known
        The account's dependence, as the vendors estimated it.
    of_vendor : Known
        The vendor's dependence; taken is the probability at which accounts believed in it.
    """
    if isnan(of_account.true):
        return "No table was together at the end of a year"
    gap = of_account.taken - of_account.true
    how = "for about what it was" if abs(gap) <= _NEARLY else f"for {'more' if gap > 0.0 else 'less'} than it was"
    return (
        f"Vendors took {account}'s need for them {how} ({of_account.taken:.2f}; true: {of_account.true:.2f}); "
        f"{account} was {percent(of_vendor.taken, 0)} sure of being needed by a vendor whose need was "
        f"{of_vendor.true:.2f}"
    )


def promises_kept(account: str, vendor: tuple[int, int], of_account: tuple[int, int]) -> str:
    """Say how many promises each side kept, of how many."""
    if not vendor[1]:
        return "Nothing was promised yet: promises begin with the second year"
    return (
        f"Vendors built what they had promised in {vendor[0]} of {vendor[1]} years, "
        f"and {account} worked as promised in {of_account[0]} of {of_account[1]}"
    )


def both_lost(lost: Sequence[tuple[float, float]], tables: int) -> str:
    """Say who lost by parting, at the tables that did."""
    if not lost:
        return "The table did not part for good" if tables == 1 else f"None of {tables} tables parted for good"
    groups = {
        "both lost by it": sum(vendor > 0.0 and account > 0.0 for vendor, account in lost),
        "only the vendor lost by it": sum(vendor > 0.0 >= account for vendor, account in lost),
        "only the account lost by it": sum(account > 0.0 >= vendor for vendor, account in lost),
        "neither lost by it": sum(vendor <= 0.0 and account <= 0.0 for vendor, account in lost),
    }
    among = counted(groups, len(lost)) if len(lost) > 1 else next(words for words, count in groups.items() if count)
    who = (
        "The table"
        if tables == 1
        else f"All {tables} tables"
        if len(lost) == tables
        else f"{len(lost)} of {tables} tables"
    )
    return f"{who} parted for good: {_lower(among)}"


class Gain(NamedTuple):
    """What investing brings the vendor, mean over many games with the same luck, money a year."""

    mean: float
    error: float  # half of its 95% interval


def partner_or_not(gains: Mapping[str, Gain], currency: Currency, games: int) -> str:
    """Say what investing brings the vendor, by kind of account."""
    told = [f"{_gained(gain, currency)} with the {name}" for name, gain in gains.items()]
    return f"Over {games:,} games each, investing and dealing fairly brings the vendor {' and '.join(told)}"


def _gained(gain: Gain, currency: Currency) -> str:
    if abs(gain.mean) <= gain.error:
        return "nothing that these games can tell from nothing"
    return f"{currency.amount(gain.mean, signed=True)} a year"


def mean_of(values: Sequence[float]) -> float:
    """The mean of what is known; NaN where nothing is."""
    known = [value for value in values if not isnan(value)]
    return fmean(known) if known else nan
