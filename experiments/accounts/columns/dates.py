"""Dates and periods, decided by their whole column: whether the day or the month comes first."""

from __future__ import annotations

import re
from datetime import date, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from equipoise.experiments.accounts.columns.headers import folded
from equipoise.experiments.accounts.files.faults import Fault, cell

if TYPE_CHECKING:
    from collections.abc import Sequence

    from equipoise.experiments.accounts.files.faults import Mistake
    from equipoise.experiments.accounts.files.row import Cell

ORDERS = ("day-first", "month-first", "iso")
"""Ways in which a column may write its days."""

_FIRST_YEAR, _LAST_YEAR = 1950, 2100
_CENTURY = 70
"""Two digits of a year below it are of this century."""

_MONTHS = (
    ("jan", "january", "januar", "jaenner", "janvier"), ("feb", "february", "februar", "fevrier"), ("mar", "march",
    "maerz", "mrz", "mars"),
    ("apr", "april", "avril"), ("may", "mai"), ("jun", "june", "juni", "juin"), ("jul", "july", "juli", "juillet"),
    ("aug", "august", "aout"), ("sep", "sept", "september", "septembre"), ("oct", "october", "okt", "oktober",
    "octobre"),
    ("nov", "november", "novembre"), ("dec", "december", "dez", "dezember", "decembre"),
)  # fmt: skip
_MONTH = {name: k + 1 for k, names in enumerate(_MONTHS) for name in names}
_TIME = r"(?:[t ]\d{1,2}:\d\d(?::\d\d(?:\.\d+)?)?(?: ?[ap]m)?(?:z|[+-]\d\d:?\d\d)?)?"
_ISO = re.compile(rf"(\d{{4}})[-/.](\d{{1,2}})[-/.](\d{{1,2}}){_TIME}")
_COMPACT = re.compile(r"((?:19|20)\d\d)(\d\d)(\d\d)")
_PARTS = re.compile(rf"(\d{{1,2}})([-/.])(\d{{1,2}})\2(\d{{4}}|\d\d){_TIME}")
_NAMED = (
    re.compile(r"(\d{1,2})\.?[- ]([a-z]+)\.?[-, ]+(\d{4}|\d\d)"),
    re.compile(r"([a-z]+)\.? (\d{1,2})(?:st|nd|rd|th)?,? (\d{4})"),
)
_SHORT_YEAR = r"(?P<y>\d{4}|\d\d)"
_QUARTER = (
    re.compile(r"(?P<y>\d{4})[-/ ]?[qt](?P<q>[1-4])"),
    re.compile(rf"[qt](?P<q>[1-4])[-/ .'\u2019]{{0,2}}{_SHORT_YEAR}"),
    re.compile(rf"(?P<q>[1-4])\.?[qt][-/ ]?{_SHORT_YEAR}"),
    re.compile(rf"(?P<q>[1-4])\. ?quartal {_SHORT_YEAR}"),
    re.compile(r"(?:quarter|quartal|qtr) ?(?P<q>[1-4]),? (?P<y>\d{4})"),
    re.compile(rf"cy ?{_SHORT_YEAR}[- ]?q(?P<q>[1-4])"),
)
_HALF = (
    re.compile(r"(?P<y>\d{4})[-/ ]?h(?P<h>[12])"),
    re.compile(rf"h(?P<h>[12])[-/ .'\u2019]{{0,2}}{_SHORT_YEAR}"),
    re.compile(rf"(?P<h>[12])h[-/ ]?{_SHORT_YEAR}"),
    re.compile(rf"(?P<h>[12])\. ?(?:halbjahr|hj) {_SHORT_YEAR}"),
    re.compile(r"(?:half|halbjahr|hj) ?(?P<h>[12]),? (?P<y>\d{4})"),
)
_IN_MONTHS = (
    re.compile(r"(?P<y>\d{4})[-/.](?P<m>\d{1,2})"),
    re.compile(r"(?P<m>\d{1,2})[-/.](?P<y>\d{4})"),
    re.compile(r"(?P<y>(?:19|20)\d\d)(?P<m>0[1-9]|1[0-2])"),
    re.compile(r"(?P<n>[a-z]+)\.?[-/ ](?P<y>\d{4}|\d\d)"),
)
_YEAR = re.compile(r"(?:19|20)\d\d")
_COUNT_OF_DAYS = re.compile(r"[34]\d{4}(?:\.\d+)?")
"""Days of this century and the last as spreadsheets count them."""


class Period(NamedTuple):
    """What a row is of: its first day and the first day after it."""

    begins: date
    ends: date

    @property
    def is_day(self) -> bool:
        """Whether it is one day."""
        return self.ends - self.begins == timedelta(days=1)


def month_named(word: str) -> int:
    """Number of a month by its name; 0 of any other word."""
    return _MONTH.get(word, 0)


def quarter_of(day: date) -> int:
    """Number of a day's calendar quarter, counted through the years."""
    return day.year * 4 + (day.month - 1) // 3


def quarter_begins(quarter: int) -> date:
    """First day of a quarter."""
    return date(quarter // 4, quarter % 4 * 3 + 1, 1)


def quarter_name(quarter: int) -> str:
    """What a quarter is called."""
    return f"Q{quarter % 4 + 1} {quarter // 4}"


def period_name(period: Period) -> str:
    """What a day, a month, a quarter or a year is called."""
    months = (period.ends.year - period.begins.year) * 12 + period.ends.month - period.begins.month
    if period.is_day:
        return f"{period.begins}"
    if months == 12:  # noqa: PLR2004 - months
        return f"{period.begins.year}"
    if months == 6:  # noqa: PLR2004 - likewise
        return f"H{1 + period.begins.month // 7} {period.begins.year}"
    return f"{period.begins:%Y-%m}" if months == 1 else quarter_name(quarter_of(period.begins))


def _year(text: str) -> int:
    number = int(text)
    return number if len(text) > 2 else number + (2000 if number < _CENTURY else 1900)  # noqa: PLR2004 - two digits


def _day(year: int, month: int, day: int) -> Period | None:
    try:
        found = date(year, month, day)
    except ValueError:
        return None
    return Period(found, found + timedelta(days=1)) if _FIRST_YEAR <= year <= _LAST_YEAR else None


def _months(year: int, month: int, length: int) -> Period | None:
    if not (_FIRST_YEAR <= year <= _LAST_YEAR and 1 <= month <= 12):  # noqa: PLR2004 - months
        return None
    after = year * 12 + month - 1 + length
    return Period(date(year, month, 1), date(after // 12, after % 12 + 1, 1))


def period_of(value: Cell, order: str) -> Period | None:
    """Read a day, a month, a quarter or a year; None of what is none."""
    if isinstance(value, date):
        return _day(value.year, value.month, value.day)
    if isinstance(value, Decimal) and value != value.to_integral_value():
        return None  # 2025.1 may be January, or October without its last digit
    text = folded(str(value)).strip()
    if found := _ISO.fullmatch(text) or _COMPACT.fullmatch(text):
        return _day(*map(int, found.groups()[:3]))
    if found := _PARTS.fullmatch(text):
        first, second, year = int(found[1]), int(found[3]), _year(found[4])
        day, month = (second, first) if order == "month-first" else (first, second)
        return None if order == "iso" else _day(year, month, day)
    for k, pattern in enumerate(_NAMED):
        if (found := pattern.fullmatch(text)) and (month := _MONTH.get(found[1 + (k == 0)], 0)):
            return _day(_year(found[3]), month, int(found[1 + (k == 1)]))
    return _longer(text)


def _longer(text: str) -> Period | None:
    for pattern in _QUARTER:
        if found := pattern.fullmatch(text):
            return _months(_year(found["y"]), int(found["q"]) * 3 - 2, 3)
    for pattern in _HALF:
        if found := pattern.fullmatch(text):
            return _months(_year(found["y"]), int(found["h"]) * 6 - 5, 6)
    for pattern in _IN_MONTHS:
        if found := pattern.fullmatch(text):
            named = found.groupdict().get("n")
            return _months(_year(found["y"]), _MONTH.get(named, 0) if named else int(found["m"]), 1)
    return _months(int(text), 1, 12) if _YEAR.fullmatch(text) else None


def read_periods(
    label: str, name: str, cells: Sequence[tuple[int, Cell]], order: str | None, mistakes: list[Mistake]
) -> tuple[list[Period | None], str]:
    """Read a column of dates or periods; its order of day and month, if its cells have one."""
    found = order or _order(label, name, cells, mistakes)
    if found == "":
        return [None] * len(cells), found
    periods: list[Period | None] = []
    for line, value in cells:
        period = None if value == "" else period_of(value, found)
        if period is None and value != "":
            mistakes.append(Fault(label, line, name, value, f"is no date{_why(value, found)}"))
        periods.append(period)
    return periods, found


def _why(value: Cell, order: str) -> str:
    text = folded(str(value))
    if "fy" in text or "gj" in text:
        return "; write calendar quarters, since nobody knows when your year begins"
    if isinstance(value, Decimal) and value != value.to_integral_value():
        return "; a spreadsheet takes it for a number: write months as text, as 2025-10"
    if isinstance(value, Decimal) or _COUNT_OF_DAYS.fullmatch(text):
        return "; is it a spreadsheet's count of days? give the column the format of a date"
    if _PARTS.fullmatch(text):
        return f" that is {order}, as the column has it"
    return "; write 2024-03-31, 2024-03, Q1 2024 or 2024"


def _order(label: str, name: str, cells: Sequence[tuple[int, Cell]], mistakes: list[Mistake]) -> str:
    """The one order of day and month under which every cell is a date."""
    parts = [(line, value, _PARTS.fullmatch(folded(value).strip())) for line, value in cells if isinstance(value, str)]
    digits = [(line, value, int(one[1]), int(one[3]), one[2]) for line, value, one in parts if one]
    mixed = [(line, value) for line, value in cells if isinstance(value, date)]
    days = [(line, value) for line, value, first, second, _ in digits if first > 12 >= second]  # noqa: PLR2004 - months
    months = [(line, value) for line, value, first, second, _ in digits if second > 12 >= first]  # noqa: PLR2004 - months
    if days and months:
        mistakes.append(
            f"{label} column {cell(name)} is written in two ways: line {days[0][0]} {cell(days[0][1])} has the day "
            f"first, line {months[0][0]} {cell(months[0][1])} the month; write the column in one way"
        )
        return ""
    if len(mixed) > 1 and digits and len(days or months) == len(digits) and all(one.day <= 12 for _, one in mixed):  # noqa: PLR2004 - months
        mistakes.append(
            f"{label} column {cell(name)} has dates, as on line {mixed[0][0]}, all in the first 12 days of a month, "
            f"and texts, as on line {digits[0][0]} {cell(digits[0][1])}: a spreadsheet seems to have taken days for "
            "months; load the file into it anew, with the column as text"
        )
        return ""
    if days or months:
        return ORDERS[bool(months)]
    doubtful = [(line, value) for line, value, first, second, mark in digits if first != second and mark != "."]
    if doubtful:
        line, value = doubtful[0]
        mistakes.append(
            f"{label}:{line} {cell(value)} in column {cell(name)} may have the day or the month first"
            f"{f', as {len(doubtful) - 1} more may' if len(doubtful) > 1 else ''}; say --dates day-first or --dates "
            f"month-first"
        )
        return ""
    return ORDERS[0] if digits else ORDERS[2]
