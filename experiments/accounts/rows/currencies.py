"""The one currency that all files are in."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from equipoise.experiments.accounts.columns.headers import header_key
from equipoise.experiments.accounts.columns.money import currency_called, currency_in
from equipoise.experiments.accounts.files.faults import AccountsError, cell

if TYPE_CHECKING:
    from collections.abc import Sequence

    from equipoise.experiments.accounts.rows.tables import Table

_CODE = re.compile("[A-Z]{3}")
_CONVERTED = ("company currency", "local currency", "in lc", "hauswaehrung", "converted")
"""Words in a header of amounts that are in one currency, whatever a column of currencies says."""


def one_currency(tables: Sequence[Table], stated: str | None) -> str:
    """Find the currency of all amounts; empty where none is named."""
    found: Counter[str] = Counter()
    for table in tables:
        for name, counted in table.currencies.items():
            found += counted
            if code := currency_in(name):
                found[code] += len(table.lines)
        converted = any(word in header_key(name) for name in table.currencies for word in _CONVERTED)
        if not converted:
            found += Counter(currency_called(text) for text in table.texts.get("currency", []) if text)
    wanted = currency_called(stated) if stated else ""
    odd = [code for code in (*found, wanted) if code and not _CODE.fullmatch(code)]
    if odd:
        more = f", as {len(odd) - 1} more do" if len(odd) > 1 else ""
        raise AccountsError(f"{cell(odd[0])} stands in place of a currency{more}; write three letters, as EUR")
    if len(found) > 1:
        cells = ", ".join(f"{code} ({rows:,} cells)" for code, rows in found.most_common(8))
        raise AccountsError(
            f"amounts are in {len(found)} currencies: {cells}; bring them to one, in a column of its own, or import "
            f"one alone"
        )
    there = next(iter(found), "")
    if wanted and there and wanted != there:
        raise AccountsError(f"the currency is said to be {cell(wanted)}, and the files are in {cell(there)}")
    return wanted or there
