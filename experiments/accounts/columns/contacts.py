"""People of an account by their levels, whose numbers are added up: a channel is as wide as many people make it."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING

from equipoise.experiments.accounts.columns.headers import folded

if TYPE_CHECKING:
    from collections.abc import Collection

    from equipoise.experiments.accounts.files.row import Cell

BY_LEVEL = ("contacts_staff", "contacts_managers", "contacts_directors", "contacts_board")
"""Fields of columns that have the people of one level."""

NOT_TOLD_APART = "levels of contacts are not told apart: what is played is how many people talk"

_APART = re.compile(r"[,;/+&]|\b(?:and|und)\b")
_PART = re.compile(r"(\d{1,5})\s*x?\s+[a-z][a-z .-]*")


def people(value: Cell) -> Cell:
    """How many people a cell tells by level, as ``3 staff, 1 director``; the cell itself where it is no such list."""
    if not isinstance(value, str):
        return value
    parts = [_PART.fullmatch(part.strip()) for part in _APART.split(folded(value))]
    return Decimal(sum(int(part[1]) for part in parts if part)) if all(parts) else value


def tells_levels(fields: Collection[str], contacts: Collection[Cell]) -> bool:
    """Whether a file has levels of contacts in columns, or in the cells of contacts."""
    return bool({"contact_levels", *BY_LEVEL} & {*fields}) or any(people(value) is not value for value in contacts)
