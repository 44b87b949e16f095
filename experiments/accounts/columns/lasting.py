"""How long something lasts, where a cell says itself whether in years or in months."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING

from equipoise.experiments.accounts.columns.headers import folded

if TYPE_CHECKING:
    from equipoise.experiments.accounts.files.row import Cell

OF_TIME = frozenset({"contract_years", "contract_left", "customer_years", "term_months"})
"""Fields of how long something is: in months where their name says so, else in years."""

_SPAN = re.compile(r"(\d{1,3})(?:[.,](\d))? ?(?:(years?|yrs?|jahren?|jahr)|months?|mths?|monaten?|monat)")
_MONTHS = 12


def lasting(value: Cell, field: str) -> Cell:
    """Give a cell such as ``3 years`` as a number in the unit of its field; any other as it is."""
    found = _SPAN.fullmatch(folded(value).strip()) if isinstance(value, str) else None
    if found is None:
        return value
    number = Decimal(f"{found[1]}.{found[2] or 0}")
    in_years = number if found[3] else number / _MONTHS
    return in_years * _MONTHS if field == "term_months" else in_years
