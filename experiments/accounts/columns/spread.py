"""Sheets with a column of revenue for each period: which columns these are, and the sheet with a row for each."""

from __future__ import annotations

import re
from decimal import Decimal
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from equipoise.experiments.accounts.columns.aliases import (
    DEALINGS,
    EITHER,
    OF_THIS_YEAR,
    OWN_TURNOVER,
    PROFILE,
    REVENUE,
    TRADE,
)
from equipoise.experiments.accounts.columns.dates import period_name, period_of
from equipoise.experiments.accounts.columns.headers import JUST_REVENUE, Header, field_of, folded, header_key, times
from equipoise.experiments.accounts.columns.money import currency_in
from equipoise.experiments.accounts.columns.scales import is_understood
from equipoise.experiments.accounts.files.faults import AccountsError, cell, named

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from equipoise.experiments.accounts.columns.dates import Period
    from equipoise.experiments.accounts.files.row import Row
    from equipoise.experiments.accounts.files.sheets import Sheet

PERIOD = "period in the header"
"""What the column of periods of a sheet that is written long is called in messages."""

_FEWEST = 2
"""Headers that are a period and nothing else from which on a sheet has a column for each."""

_MOST_WORDS = 3
"""Words that a period has, as 1. Quartal 2025."""

_OF_SEVERAL = frozenset({"total", "value", "invoice total", "line total"})
"""Names of amounts that stand for sums of other columns where a period stands beside them."""

_ALL = frozenset({"total", "totals", "sum", "summe", "gesamt", "gesamtumsatz", "gesamtsumme", "insgesamt"})
_OF_MONEY = frozenset({"revenue", "umsatz", "sales", "amount", "turnover", "value", "betrag", "net", "netto", "grand"})
"""Words by which a column is a total, and words that may stand beside them."""

TOTAL = "total"
"""What a column is called that is to be the total of those of periods."""

_BUSINESS_YEAR = re.compile(
    r"(?<![a-z])(?:fy|gj|wj|fiscal years?|financial years?|geschaeftsjahr|wirtschaftsjahr)[ /'-]*((?:20)?\d\d)(?!\d)"
)
_A_YEAR = re.compile(r"(?<![a-z])(?:(?:years?|jahr) |cy ?)(\d{4})(?![\d])")
_ALL_YEAR = re.compile(r"(?<![a-z])jan[a-z]*\.? ?(?:-|\u2013|to|bis) ?de[cz][a-z]*\.?(?![a-z])")
_SHORT_YEAR = re.compile(r"(?<![a-z\d])['\u2019](\d\d)(?!\d)")
_MAY_BE_A_QUARTER = re.compile(r"[1-4][/.-]20\d\d|20\d\d[/.-][1-4]")
_LINKS = frozenset({"in", "im", "of", "for", "von", "fuer", "-", "/", "|", "actual", "actuals", "ist"})


class _Column(NamedTuple):
    """A column of a period: what it holds, in a word that is empty of a period alone, and the period."""

    word: str
    period: Period


class Long(NamedTuple):
    """A sheet with a row for each period of an account."""

    header: Header
    rows: list[Row]
    parts: list[Decimal | None]  # of what a cell beside the periods holds for a year, the part of each row
    remarks: list[str]
    columns: int = 0  # of periods


def column_of_period(name: str) -> _Column | None:
    """Take a header apart into a word and a period longer than a day; None of one without a period."""
    text = re.sub(r"[()\[\]{}_:,;]+", " ", folded(name))
    text = _SHORT_YEAR.sub(r"20\1", _ALL_YEAR.sub(" ", text))
    text = _A_YEAR.sub(r"\1", _BUSINESS_YEAR.sub(lambda year: f"20{year[1][-2:]}", text))
    text = re.sub(r"(?<=[a-z]{3})(?=(?:19|20)\d\d\b)", " ", text)
    words = text.split()
    for length in range(min(_MOST_WORDS, len(words)), 0, -1):
        for at in range(len(words) - length + 1):
            period = period_of(" ".join(words[at : at + length]), "iso")
            if period is not None and not period.is_day:
                rest = [one for one in (*words[:at], *words[at + length :]) if one not in _LINKS and not _is_unit(one)]
                return _Column(header_key(" ".join(rest)), period)
    return None


def _months_of_days(names: Mapping[int, str]) -> dict[int, _Column]:
    """Columns that are called by a day as spreadsheets write a month: each by the first of one, or by the last."""
    days = {
        k: day for k, name in names.items() if "/" not in name and (day := period_of(name, "day-first")) and day.is_day
    }
    firsts = all(day.begins.day == 1 for day in days.values())
    lasts = all(day.ends.day == 1 for day in days.values())
    if len({(day.begins.year, day.begins.month) for day in days.values()}) < max(len(days), _FEWEST) or not (
        firsts or lasts
    ):
        return {}
    months = {k: period_of(f"{day.begins:%Y-%m}", "iso") for k, day in days.items()}
    return {k: _Column("", month) for k, month in months.items() if month is not None}


def _is_unit(word: str) -> bool:
    return times(word) > 1 or bool(currency_in(word))


def is_of_revenue(word: str) -> bool:
    """Whether a word beside a period says revenue."""
    known = field_of(word) if word and word not in _OF_SEVERAL else None
    return word in EITHER or (known is not None and known[0] in {"amount", "annual"})


def is_period_of_revenue(name: str) -> bool:
    """Whether a header is a period, alone or with a word for revenue."""
    column = column_of_period(name)
    return column is not None and (not column.word or is_of_revenue(column.word))


def may_be_its_own(name: str) -> bool:
    """Whether a column that is not used may be a customer's own turnover, with a period or without."""
    column = column_of_period(name)
    word = column.word if column else header_key(name)
    return word in OWN_TURNOVER | EITHER | JUST_REVENUE and (
        column is not None or is_understood(folded(name), "annual")
    )


def written_long(sheet: Sheet, header: Header, stated: Collection[str] = ()) -> Long:
    """Write a sheet with a column of revenue for each period with a row for each, if it is one.

    A column of revenue beside them is a total of them, of which amounts are not taken: whether it is will be checked.
    Where a mapping file has ``stated`` a field of revenue, that one is meant.
    """
    rows = sheet.rows[header.at + 1 :]
    there = {k: column_of_period(name) for k, name in enumerate(header.names) if name in header.unused}
    there |= (days := _months_of_days({k: header.names[k] for k in there}))
    of = {k: one for k, one in there.items() if one is not None}
    spans = _of_revenue(header, of)
    if not spans or {"date", "quarter", "month"} & header.columns.keys() or REVENUE & {*stated}:
        return Long(header, rows, [], [])
    names = [header.names[k] for k in spans]
    _refuse_rates(sheet.label, {name: of[k] for name, k in zip(names, spans, strict=True)})
    total = _total_of(sheet.label, header, names)
    _refuse_unlike(sheet.label, names, sorted(spans.values(), key=lambda span: span.begins))
    last = max(spans.values(), key=lambda span: span.ends)
    beside = _of_the_last(header, of, last)
    width = len(header.names)
    columns = {field: k for field, k in header.columns.items() if k != total and field not in REVENUE}
    columns |= beside | {"date": width, "amount": width + 1} | ({} if total is None else {TOTAL: total})
    used = {*spans, *beside.values(), *([] if total is None else [total])}
    unused = [name for k, name in enumerate(header.names) if name in header.unused and k not in used]
    long = [
        row._replace(cells=[*(row.at(at) for at in range(width)), period_name(span), row.at(k)])
        for row in rows
        for k, span in spans.items()
    ]
    found = Header(header.at, [*header.names, PERIOD, _of_all(header, spans)], columns, unused, header.passed_over)
    months = [header.names[k] for k in spans if k in days]
    years = [name for name in names if _BUSINESS_YEAR.search(folded(name))]
    remarks = [f"{named(years)} {'are' if len(years) > 1 else 'is'} taken for calendar years"] if years else []
    remarks += [f"{named(months, 3)} are taken for whole months"] if months else []
    return Long(found, long, _parts([*spans.values()], last) * len(rows), remarks, len(spans))


def _total_of(label: str, header: Header, names: Sequence[str]) -> int | None:
    """Where the column is that is to be the total of those of periods; one that tells revenue otherwise is refused."""
    by_rate = [header.names[k] for field, k in header.columns.items() if field in {"monthly", "total_value"}]
    if {"unit_price", "quantity"} <= header.columns.keys():
        by_rate.append(header.names[header.columns["unit_price"]])
    places = [header.columns[field] for field in ("amount", "annual") if field in header.columns]
    if by_rate or len(places) > 1:
        other = named([*by_rate, *(header.names[k] for k in places)])
        raise AccountsError(
            f"{label} has revenue in {other} and in {named(names)}, a column for each period; leave one of the two, or "
            f"say which under [files.{cell(label)}.columns] in a mapping file"
        )
    unused = (k for k, name in enumerate(header.names) if name in header.unused and is_of_all(name))
    return places[0] if places else next(unused, None)


def is_of_all(name: str) -> bool:
    """Whether a column beside others by its name is a total of them."""
    words = set(header_key(name).split())
    return bool(words & _ALL) and words <= _ALL | _OF_MONEY


def _of_all(header: Header, spans: dict[int, Period]) -> str:
    """What columns of periods are called together in messages: from the first to the last, in one unit."""
    first, last = (header.names[end(spans, key=lambda k: spans[k].begins)] for end in (min, max))
    return first if len(spans) == 1 else f"{first} to {last}"


def _of_revenue(header: Header, of: dict[int, _Column]) -> dict[int, Period]:
    """Columns that are a period alone, where there are several, and those with a word for revenue."""
    keys = {header_key(name) for name in header.names}
    doubtful = OWN_TURNOVER | (JUST_REVENUE if keys & PROFILE - TRADE else frozenset())
    if keys & PROFILE or not (DEALINGS & header.columns.keys()):
        doubtful |= EITHER
    worded = {k: one.period for k, one in of.items() if is_of_revenue(one.word) and one.word not in doubtful}
    alone = {k: one.period for k, one in of.items() if not one.word}
    return worded or (alone if len(alone) >= _FEWEST or all(map(_is_year, alone.values())) else {})


def _is_year(period: Period) -> bool:
    return period.ends == period.begins.replace(year=period.begins.year + 1)


def guessed_in(header: Header) -> list[str]:
    """Say which column is taken for what accounts pay though its name alone does not tell."""
    k = next((header.columns[field] for field in ("annual", "amount") if field in header.columns), None)
    if k is None:
        return []
    name, column = header.names[k], column_of_period(header.names[k])
    trade = [one for one in header.names if header_key(one) in TRADE]
    taken = f"column {cell(name)} is taken for what accounts pay you"
    if header_key(name) in OF_THIS_YEAR:
        return [f"{taken} in a whole year; if that year is not over, name another column annual in mapping.toml"]
    if PERIOD in header.names and column is not None and not column.word:
        return [f"{taken} in that year, as no other column tells revenue; if it is not, call it otherwise in the file"]
    if header_key(name) in {"total", "value"} and not {"date", "document"} & header.columns.keys():
        return [f"{taken} in a year, as no other column tells revenue; if it is not, call it otherwise in the file"]
    if (column.word if column else header_key(name)) in JUST_REVENUE and trade:
        return [f"{taken}, though {named(trade)} beside it may mean that it is their own turnover"]
    return []


def _of_the_last(header: Header, of: dict[int, _Column], last: Period) -> dict[str, int]:
    """Columns of what was earned in the last of the periods, by their fields."""
    found = {field[0]: k for k, one in of.items() if one.period == last and one.word and (field := field_of(one.word))}
    return {field: k for field, k in found.items() if field in DEALINGS and field not in header.columns}


def _refuse_unlike(label: str, names: Sequence[str], spans: Sequence[Period]) -> None:
    """Refuse columns of periods that share days, which would count twice, and columns in several units."""
    if len(names) >= _FEWEST and all(map(_MAY_BE_A_QUARTER.fullmatch, names)):
        raise AccountsError(
            f"{label} has columns {named(names)}, which may be quarters or months: write Q1 2025 or Jan 2025"
        )
    if any(after.begins < before.ends for before, after in pairwise(spans)):
        raise AccountsError(
            f"{label} has columns of revenue of periods that overlap: {named(names)}; leave one of each"
        )
    if len({(times(name), currency_in(name)) for name in names}) > 1:
        raise AccountsError(f"{label} has columns of revenue in several units: {named(names)}; write all in one")


def _refuse_rates(label: str, columns: Mapping[str, _Column]) -> None:
    """Refuse a year's revenue as it was in months or quarters: these are states, and are not added up."""
    for name, one in columns.items():
        known = field_of(one.word) if one.word else None
        if (one.word in EITHER or (known is not None and known[0] == "annual")) and not _is_year(one.period):
            raise AccountsError(
                f"{label} column {cell(name)} is what a year brings, as it was in a part of one, and such columns are "
                "not added up; leave the last of them, and leave its period out of its name"
            )


def _parts(spans: Sequence[Period], last: Period) -> list[Decimal | None]:
    """For each period, the part of the last year that it is; None of those before it."""
    year = [span for span in spans if (last.ends - span.begins).days <= 366]  # noqa: PLR2004 - days
    return [Decimal(1) / len(year) if span in year else None for span in spans]
