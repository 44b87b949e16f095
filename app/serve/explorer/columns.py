"""Columns of files that nobody knows: each is asked about, and what was answered is how the file is read."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from equipoise.experiments.accounts.columns.aliases import ALIASES
from equipoise.experiments.accounts.columns.headers import find_header
from equipoise.experiments.accounts.columns.mapping import FileMapping, HowRead
from equipoise.experiments.accounts.columns.spread import is_period_of_revenue
from equipoise.experiments.accounts.files.faults import AccountsError, cell
from equipoise.experiments.accounts.files.sheets import read_sheets

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from equipoise.experiments.accounts.columns.headers import Header
    from equipoise.experiments.accounts.files.sheets import Sheet

LEFT_OUT = "leave it out"
MOST_ASKED = 20
"""Columns that are asked about; an export may have hundreds."""

_CLEARER = {
    "account": "account: its name",
    "account_id": "account: its number",
    "amount": "amount of an invoice or a period",
    "annual": "revenue a year",
    "monthly": "revenue a month",
    "total_value": "value of the whole contract",
    "cost": "cost of the goods",
    "gross_profit": "gross profit, an amount",
    "contribution_amount": "contribution, an amount",
    "ended_on": "ended on, a date",
    "start": "contract begins",
    "end": "contract ends",
    "term_months": "contract length, months",
    "contract_years": "contract length, years",
    "contract_left": "contract left, years",
    "since": "customer since, a date",
    "customer_years": "customer for so many years",
    "its_margin": "margin of the account itself",
    "reference": "may be named as a reference",
    "opens": "market that it opens",
    "type": "type of buyer",
    "document": "number of the document",
    "side": "debit or credit",
}
"""Fields whose own name says too little."""
WORDS = {field: _CLEARER.get(field, field.replace("_", " ")) for field in ALIASES}
"""What a page calls each field of a file."""
_FIELDS = {words: field for field, words in WORDS.items()}


class _Open(NamedTuple):
    """A column that holds nothing that is known."""

    label: str  # of the file, as a mapping has it
    name: str
    sheet: Sheet
    header: Header

    @property
    def key(self) -> str:
        """The field of a form that says what it holds."""
        return f"columns.{self.label}.{self.name}"


def asked_of(how: HowRead, paths: Sequence[Path], stated: Mapping[str, str]) -> list[dict[str, Any]]:
    """Ask about each column that is not used and not left out, with what it may hold."""
    found = [one for one in _open(how, paths) if stated.get(one.key) != LEFT_OUT]
    return [
        {
            "key": one.key,
            "open": True,
            "message": f"{one.label}: the column {cell(one.name)}{_example(one)} is not used. What does it hold?",
            "options": [LEFT_OUT, *(words for words, field in _FIELDS.items() if field not in one.header.columns)],
        }
        for one in found[:MOST_ASKED]
    ]


def with_columns(how: HowRead, paths: Sequence[Path], stated: Mapping[str, str]) -> HowRead:
    """Take up what was said of columns, beside those that are known."""
    files = dict(how.files)
    for one in _open(how, paths):
        if (field := _FIELDS.get(stated.get(one.key, ""))) is None:
            continue
        names = one.header.names
        known = {known: names[k] for known, k in one.header.columns.items()}
        before = files.get(one.label, FileMapping())
        columns = {**known, **(before.columns or {}), field: one.name}
        files[one.label] = before.model_copy(update={"columns": columns})
    return how.model_copy(update={"files": files})


def _open(how: HowRead, paths: Sequence[Path]) -> Iterator[_Open]:
    for path in paths:
        try:
            for sheet in read_sheets(path)[0]:
                said = how.files.get(sheet.label, FileMapping())
                header = find_header(sheet, said.columns, said.header)
                names = [name for name in header.unused if not is_period_of_revenue(name)]
                yield from (_Open(sheet.label, name, sheet, header) for name in names if said.use)
        except AccountsError:  # which is told when it is imported
            continue


def _example(one: _Open) -> str:
    at = one.header.names.index(one.name)
    cells = (row.cells[at] for row in one.sheet.rows[one.header.at + 1 :] if at < len(row.cells))
    first = next((value for value in cells if value != ""), None)
    return "" if first is None else f", as {cell(first)},"
