"""What somebody types into a control's field: a bare number is in the field's unit, one with a word a whole amount."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from equipoise.app.serve.explorer.controls import LARGE
from equipoise.app.serve.explorer.desk import document, text_of, whole
from equipoise.experiments.accounts.columns.money import amount_of, written
from equipoise.experiments.accounts.files.faults import cell
from equipoise.experiments.accounts.written.typed import example, number
from equipoise.sim.business.facts import MOST_MONEY
from equipoise.sim.faults import EquipoiseError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from starlette.requests import Request
    from starlette.responses import Response

_MILLION = 1_000_000
_TIME = re.compile(r"(-?\d[\d.,\s']*?)\s*(years?|yrs?|y|quarters?|q|rounds?|months?|mon|mos?|m)\b\.?", re.IGNORECASE)
_BETWEEN_TIMES = re.compile(r"\s*(?:,|and|)\s*", re.IGNORECASE)
_MONTHS = {"y": 12, "q": 3, "r": 3, "m": 1}
"""How many months a word for time is, by its first letter."""
_OF_TIME = frozenset({"years", "rounds"})
"""Units of fields that are of time."""
_RANGE = re.compile(r"\S*\d\D*?(?:\.\.|\u2013|\bto\b)\D*?\d.*")
_EXACT = Decimal("0.000001")
"""To which a time is told."""


def typed_number(_request: Request, body: Mapping[str, Any]) -> Response:
    """Answer with the number that a field shows of what was typed, or what is wrong with it."""
    try:
        return document({"number": _plain(_read(text_of(body, "typed").strip(), body))})
    except EquipoiseError as error:
        return document({"faults": whole(error)})


def _read(typed: str, field: Mapping[str, Any]) -> Decimal:
    """Read a number in the unit of a field; with a word or a currency behind it, it is the whole amount.

    A time may be in another unit: 18 months in a field of years.
    """
    unit = text_of(field, "unit")
    if unit in _OF_TIME and (months := _months(typed)) is not None:
        return (months / _MONTHS[unit[0]]).quantize(_EXACT)
    if _RANGE.fullmatch(typed):
        raise EquipoiseError(f"{cell(typed)} is a range; here is one number, and Own figures takes ranges")
    text = typed.removesuffix("%") if unit.startswith("%") else typed
    value, wrong = number(text)
    found = written(text)
    if found is None:
        raise EquipoiseError(f"{cell(typed)} is no number; write its digits{_as_in(field)}")
    if found.currency and found.currency not in unit.split():
        raise EquipoiseError(f"{cell(typed)} is in {found.currency}; write a number{unit and f' in {unit}'}")
    by = _each(unit) if found.scale > 1 or found.currency else Decimal(1)
    if found.ambiguous and found.currency and found.scale == 1:  # whose money has no three decimals
        return max((amount_of(found, mark) for mark in ",."), key=abs) / by
    if found.ambiguous:
        of_time = text_of(field, "of_time")
        either = " or ".join(f"{_advice(amount_of(found, mark) / by, field)}{of_time}" for mark in ",.")
        raise EquipoiseError(f"{cell(typed)} may be a thousand or a fraction; write {either}")
    if wrong:
        raise EquipoiseError(wrong)
    if by == 1 and _is_far(value, field) and not _is_far(value / _each(unit), field):
        meant, taken = value / _each(unit), _amount(value, unit)
        raise EquipoiseError(f"{cell(typed)} is {taken} here; write {_advice(meant, field)} or {_advice(value, field)}")
    return value / by


def _months(typed: str) -> Decimal | None:
    """Add up a time in words, 1 year 6 months; None of what is none."""
    if _BETWEEN_TIMES.fullmatch(_TIME.sub("", typed)) is None:
        return None
    parts = [(_read(time[1], {"of_time": f" {time[2]}"}), time[2][0].casefold()) for time in _TIME.finditer(typed)]
    return sum((value * _MONTHS[word] for value, word in parts), Decimal(0)) if parts else None


def _each(unit: str) -> Decimal:
    """What 1 of a unit is, in whole ones: a thousand of "thousand EUR"."""
    return Decimal(next(by for by, word in LARGE if unit.startswith(word)))


def _is_far(value: Decimal, field: Mapping[str, Any]) -> bool:
    """Whether a number of a field's unit is far beyond what can be meant there."""
    most = _sent(field, "most")
    return most is not None and abs(value) * _each(text_of(field, "unit")) > most


def _advice(value: Decimal, field: Mapping[str, Any]) -> str:
    """How to write a number of a field's unit, and what amount that is where the unit is of thousands or millions."""
    unit = text_of(field, "unit")
    if _each(unit) == 1:
        return _plain(value)
    said = _amount(value, unit)
    return cell(said) if _is_far(value, field) else f"{_plain(value)} for {said}"


def _as_in(field: Mapping[str, Any]) -> str:
    """An example that suits a field: the end of its track, in its unit, and as a whole amount."""
    end, scale, unit = _sent(field, "to"), _sent(field, "scale"), text_of(field, "unit")
    if end is None or scale is None:
        return ""
    digits = example(float(end * scale))
    said = text_of(field, "in") or unit
    amount = f", or the whole amount, as {cell(_amount(Decimal(digits), unit))}" if _each(unit) > 1 else ""
    return f", as {digits} ({said}){amount}"


def _amount(value: Decimal, unit: str) -> str:
    """The whole amount that a number of a unit of thousands or millions is, as one can type it, too."""
    amount, currency = value * _each(unit), unit.split()[1]
    if abs(amount) >= _MILLION:
        return f"{_plain(amount / _MILLION)} million {currency}"
    return f"{amount.normalize():,f} {currency}"


def _sent(field: Mapping[str, Any], key: str) -> Decimal | None:
    """A number that was sent of a field."""
    value = field.get(key)
    return Decimal(repr(float(value))) if isinstance(value, int | float) and abs(value) <= MOST_MONEY else None


def _plain(value: Decimal) -> str:
    return f"{value.normalize():f}"
