"""What somebody types into a control's field, read as an import reads it, in the unit of the field."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from equipoise.app.serve.explorer.controls import LARGE
from equipoise.app.serve.explorer.desk import document, text_of, whole
from equipoise.experiments.accounts.faults import cell
from equipoise.experiments.accounts.money import amount_of, written
from equipoise.experiments.accounts.typed import number
from equipoise.sim.faults import EquipoiseError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from starlette.requests import Request
    from starlette.responses import Response

_WHOLE = 1_000_000
"""A number that nobody means in thousands or millions, and that is an amount to its last digit."""
_BETWEEN_THOUSANDS = re.compile(r"\d\D\d")


def typed_number(_request: Request, body: Mapping[str, Any]) -> Response:
    """Answer with the number that a field shows of what was typed, or what is wrong with it."""
    try:
        return document({"number": _plain(_read(text_of(body, "typed"), text_of(body, "unit")))})
    except EquipoiseError as error:
        return document({"faults": whole(error)})


def _read(typed: str, unit: str) -> Decimal:
    """Read a number in a unit: with a word, or marks between thousands, it is the whole amount."""
    text = typed.removesuffix("%") if unit.startswith("%") else typed
    value, wrong = number(text)
    found = written(text)
    if found is not None and found.ambiguous:
        either = " or ".join(_plain(amount_of(found, mark)) for mark in ",.")
        wrong = f"{cell(typed)} may be a thousand or a fraction; write {either}"
    if wrong or found is None:
        raise EquipoiseError(wrong)
    if found.currency and found.currency not in unit.split():
        raise EquipoiseError(f"{cell(typed)} is in {found.currency}; write a number{unit and f' in {unit}'}")
    before = found.body.partition(next(iter(found.decimals)))[0]
    is_whole = found.scale > 1 or _BETWEEN_THOUSANDS.search(before) or abs(value) >= _WHOLE
    return value / Decimal(next(by for by, word in LARGE if unit.startswith(word))) if is_whole else value


def _plain(value: Decimal) -> str:
    return f"{value.normalize():f}"
