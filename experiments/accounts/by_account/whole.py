"""The whole quarters that files cover: which is the first and which the last, and why another is not."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from equipoise.experiments.accounts.columns.dates import period_name, quarter_begins, quarter_name, quarter_of
from equipoise.experiments.accounts.files.faults import AccountsError, cell

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from equipoise.experiments.accounts.by_account.entries import Entry
    from equipoise.experiments.accounts.columns.dates import Period

A_YEAR = 4
"""Quarters that make a year's revenue."""

_ALMOST = timedelta(days=7)
"""Days before a quarter's end from which on a row shows that the quarter is over."""
_ALONE = 4
"""Empty quarters after which a last row is more likely a slip than the present."""
_FEWEST = 3
"""Times of rows by which it can be told how often there is one."""
_DAY = timedelta(days=1)


class Whole(NamedTuple):
    """The whole quarters that the files cover."""

    first: int
    last: int
    as_of: date  # the last day of what is known
    partial: str = ""  # why the last quarter, or year, is left out; empty if it is not
    taken: str = ""  # why it is not, where nobody has said up to when the files go
    begun: str = ""  # why the first quarter is left out; empty if it is not

    @property
    def year(self) -> range:
        """The last four, or as many as there are."""
        return range(max(self.first, self.last - A_YEAR + 1), self.last + 1)


def whole_of(dated: Sequence[Entry], as_of: date | None, now: date | None) -> Whole:
    """Find the whole quarters: the last one is over if a row lies within a week of its end, or --as-of says so."""
    quarters = sorted({entry.quarter for entry in dated if entry.quarter is not None})
    if as_of is None:
        _refuse_slips(dated, quarters)
    periods = [entry.period for entry in dated if entry.period is not None]
    before = [one for one in periods if as_of is None or one.begins <= as_of]
    latest = max(before or periods, key=lambda one: (one.ends, one.begins))
    of_years = _quarters(latest) == A_YEAR
    last_day = latest.ends - _DAY
    known = as_of if as_of is not None else last_day
    last = quarter_of(known)
    over = _end(last) - known
    partial = taken = ""
    if as_of is not None and of_years and known != date(known.year, 12, 31):
        partial = f"{known.year} is not over: as of {as_of}"
        last = quarter_of(date(known.year - 1, 12, 31))
    elif over > (timedelta(0) if as_of is not None else _ALMOST):
        how = f"as of {as_of}" if as_of is not None else f"its last row is of {last_day}"
        partial = f"{quarter_name(last)} is not over: {how}"
        last -= 1
    elif as_of is None:
        name = period_name(latest) if of_years else quarter_name(last)
        taken = f"{name} is taken for whole, as the last row is of {last_day if latest.is_day else 'all of it'}"
    if last < quarters[0]:
        raise AccountsError(
            f"the files hold no whole quarter: {partial or 'they begin later'}; if it is whole, say --as-of "
            f"{_end(quarters[-1])}"
        )
    if as_of is None and now is not None:
        _refuse_future(last, now, of_years=of_years)
    first, begun = _first(periods, quarters[0], last)
    return Whole(first, last, _end(last), partial, taken, begun)


def _end(quarter: int) -> date:
    """Last day of a quarter."""
    return quarter_begins(quarter + 1) - _DAY


def _quarters(period: Period) -> int:
    return quarter_of(period.ends) - quarter_of(period.begins)


def _refuse_future(last: int, now: date, *, of_years: bool) -> None:
    """Refuse a last quarter, or year, that is not over: what it has may be a part of it, or a plan."""
    if _end(last) - now <= _ALMOST:
        return
    name = str(last // A_YEAR) if of_years else quarter_name(last)
    before = date(now.year - 1, 12, 31) if of_years else _end(quarter_of(now) - 1)
    raise AccountsError(
        f"{name} is not over on {now}, and what the files have of it may be a part, or a plan; --as-of {before} takes "
        f"what is over, and --as-of {_end(last)} all that is there"
    )


def _first(periods: Sequence[Period], first: int, last: int) -> tuple[int, str]:
    """Find the first whole quarter: one is not if its first row comes later than any row after another."""
    times = sorted({*periods})
    lead = times[0].begins - quarter_begins(first)
    if lead <= _ALMOST or len(times) < _FEWEST or last - first >= A_YEAR:
        return first, ""
    gap, until = timedelta(0), times[0].ends
    for one in times[1:]:
        gap, until = max(gap, one.begins - until), max(until, one.ends)
    if lead <= gap:
        return first, ""
    begun = f"{quarter_name(first)} is not whole: its first row is of {period_name(times[0])}"
    if first == last:
        raise AccountsError(
            f"the files hold no whole quarter: {begun}; if it is whole, add a row of 0 on {quarter_begins(first)}"
        )
    return first + 1, f"{begun}, and is left out; a row of 0 on {quarter_begins(first)} keeps it"


def lacking(dated: Sequence[Entry], whole: Whole) -> str:
    """Say which months of the year no row is of, where rows are of months or longer; empty where none lacks."""
    periods = {one.period for one in dated if one.period is not None}
    if any(one.is_day for one in periods):
        return ""
    months = [
        quarter_begins(quarter).replace(month=quarter % A_YEAR * 3 + k) for quarter in whole.year for k in (1, 2, 3)
    ]
    without = [day for day in months if not any(one.begins <= day < one.ends for one in periods)]
    names = ", ".join(f"{day:%Y-%m}" for day in without)
    return f"no row of any account is of {names}: what is there counts as the whole year's" if without else ""


def cut_years(dated: Sequence[Entry], whole: Whole, account_of: Mapping[str, str]) -> str:
    """Say that years are spread over their quarters, where the last four begin within one; refuse what ends there.

    Of an account that has nothing later the rest of the year that counts is not known, and would be nothing.
    """
    cut = [
        entry
        for entry in dated
        if entry.period is not None
        and _quarters(entry.period) == A_YEAR
        and quarter_of(entry.period.begins) < whole.year[0] < quarter_of(entry.period.ends) <= whole.last
    ]
    later = {account_of[one.account] for one in dated if one.period is not None and one.period.begins >= _after(cut)}
    for entry in cut:
        if account_of[entry.account] not in later and entry.amount:
            before = _after(cut) - _DAY
            raise AccountsError(
                f"{entry.label}:{entry.line} {cell(entry.account)} has its last revenue by the year, up to {before}, "
                f"and other rows go on to {quarter_name(whole.last)}; add what it has brought since, or say --as-of "
                f"{before}"
            )
    return "what is of a whole year is spread evenly over its quarters" if cut else ""


def _after(years: Sequence[Entry]) -> date:
    """First day behind some years."""
    return max((one.period.ends for one in years if one.period is not None), default=date.max)


def _refuse_slips(dated: Sequence[Entry], quarters: Sequence[int]) -> None:
    """Refuse a last row far behind all others: every account would seem to have ended long ago."""
    for before, after in pairwise(quarters):
        behind = sum(entry.rows for entry in dated if entry.quarter is not None and entry.quarter >= after)
        if after - before > _ALONE and behind <= max(1, len(dated) // 50):
            slip = next(entry for entry in dated if entry.quarter == after)
            raise AccountsError(
                f"{slip.label}:{slip.line} is of {quarter_name(after)}, and the rows before it end with "
                f"{quarter_name(before)}; correct its date, or say --as-of DATE, the last day of what the files cover"
            )
