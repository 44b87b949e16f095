"""What was meant by a value that may not be: a date, a year, a share in per cent, a range in words."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

from equipoise.sim.numbers import real
from equipoise.sim.ranges import TWO, refused_as_range
from equipoise.sim.wording import number, range_of, unit_of

if TYPE_CHECKING:
    from pydantic import BaseModel
    from pydantic.fields import FieldInfo

_BETWEEN = re.compile(r"([^\d]*\d.*?)\s*(?:\.\.|\u2013|\bto\b)\s*([^\d]*\d.*)")

_DAYS_A_YEAR = 365.25
_CALENDAR = range(1900, 2101)
_OF_LIST = "price_to_list"
_LEAST, _GREATEST = 10.0, 500.0  # per cent of the list price, which is allowed up to ten times
_MARGIN = "share of revenue"
_MOST = 5.0  # from which on a share is taken for per cent, which is said elsewhere


def meant(name: str, value: object, field: FieldInfo) -> str:
    """Say how it is stated; empty where nothing is known of it."""
    if unit_of(field) == "years" and isinstance(value, date):
        return _date(name, value.date() if isinstance(value, datetime) else value)
    if isinstance(value, bool) or not isinstance(value, int | float):
        return ""
    if unit_of(field) == "years" and value in _CALENDAR:
        return f"; it is years, and {int(value)} is {_apart(_today().year - int(value), 0)}"
    if name == _OF_LIST and _LEAST < value <= _GREATEST:
        return f"; it is in list prices: {value:g}% of the list price is {value / 100.0:g}"
    of_revenue = unit_of(field) == _MARGIN and 1.0 <= value < _MOST
    return "; it is a share of revenue, of which 1 is all: 17% is 0.17" if of_revenue else ""


def as_range(name: str, value: object, owner: type[BaseModel]) -> str:
    """Say how a file states a range that was written as a text: ``0.3 to 0.4``, ``30%..40%``; empty of other values."""
    found = _BETWEEN.fullmatch(value.strip()) if isinstance(value, str) else None
    if found is None or refused_as_range(owner, name):
        return ""
    ends = [end for text in found.groups() if (end := _end(text, owner.model_fields[name])) is not None]
    if len(ends) < TWO:
        return "; a range is written [low, high], in plain numbers"
    if refused_as_range(owner, name, *ends):
        return ""
    return f"; the range {value} is written [{', '.join(map(number, sorted(ends)))}]"


def _end(text: str, field: FieldInfo) -> float | None:
    if text.endswith("%") and range_of(field).is_share:
        per_cent = real(text[:-1])
        return None if per_cent is None else per_cent / 100.0
    return real(text)


def _date(name: str, when: date) -> str:
    years = (_today() - when).days / _DAYS_A_YEAR
    if name == "contract_left" and years <= 0.0:
        return f"; it is in years from now: {-years:.2f} for {when}"
    return f"; it is years, and {when} is {_apart(years, 2)}"


def _apart(years: float, places: int) -> str:
    return f"{abs(years):.{places}f} years {'ago' if years >= 0.0 else 'from now'}"


def _today() -> date:
    return datetime.now(tz=UTC).date()
