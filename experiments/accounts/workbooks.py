"""Workbooks, read by a process of its own: one that is broken, or made to fill the memory, ends that process alone."""

from __future__ import annotations

import json
import subprocess
import sys
import zipfile
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any, NamedTuple

from equipoise.experiments.accounts.faults import AccountsError, cell, named
from equipoise.experiments.accounts.formulas import unsaid_cells
from equipoise.experiments.accounts.limits import (
    LARGEST_UNPACKED,
    LONGEST_CELL,
    MOST_CELLS,
    MOST_COLUMNS,
    MOST_MEMORY,
    MOST_ROWS,
    MOST_SECONDS,
)
from equipoise.experiments.accounts.row import Cell, Row

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_DIGITS = ".15g"
"""What a spreadsheet keeps of a number."""


class Book(NamedTuple):
    """A workbook: the rows of its sheets by their names, and the names of the sheets that are hidden."""

    sheets: dict[str, list[Row]]
    hidden: list[str]
    many: bool  # whether there are several sheets, whatever they hold


def book_of(label: str, path: Path, wanted: str | None) -> Book:
    """Read the sheets of a workbook that can be seen, or the one that is wanted; of a single one, that."""
    _refuse_bombs(label, path)
    done = subprocess.run(  # noqa: S603 - this very program
        [sys.executable, "-m", __name__, str(path.absolute()), *([] if wanted is None else [wanted])],
        capture_output=True,
        check=False,
    )
    try:
        document = json.loads(done.stdout)
    except ValueError:
        document = {"wrong": ""}
    if "wrong" in document:
        why = f": {document['wrong']}" if document["wrong"] else ""
        raise AccountsError(f"{label} cannot be read as a workbook{why}; save it anew, or as CSV UTF-8")
    names = document["names"]
    if wanted is not None and len(names) > 1 and wanted not in names:
        raise AccountsError(f"{label} has no sheet {cell(wanted)}; it has {named(names)}")
    return Book({name: [*_rows(cells)] for name, cells in document["sheets"]}, document["hidden"], len(names) > 1)


def _refuse_bombs(label: str, path: Path) -> None:
    """Refuse a workbook that unpacks to far more than it holds."""
    if not zipfile.is_zipfile(path):
        return
    try:
        with zipfile.ZipFile(path) as packed:
            size = sum(part.file_size for part in packed.infolist())
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        raise AccountsError(f"{label} cannot be read as a workbook; save it anew, or as CSV UTF-8") from None
    if size > LARGEST_UNPACKED:
        raise AccountsError(f"{label} unpacks to more than {LARGEST_UNPACKED:,} bytes, which is more than is read")


def _rows(rows: list[tuple[int, list[Any]]]) -> Iterator[Row]:
    for line, cells in rows:
        yield Row(line, [_cell(*one) if isinstance(one, list) else one for one in cells])


def _cell(kind: str, text: str) -> Cell:
    return date.fromisoformat(text) if kind == "date" else Decimal(text)


def _packed(value: object) -> object:
    """A cell as JSON: a text, or a kind and a text."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, int | float):
        number = Decimal(format(value, _DIGITS))
        return ["number", format(number, "f")] if number.is_finite() and abs(number.adjusted()) < 100 else str(value)  # noqa: PLR2004 - digits
    if isinstance(value, date):
        return ["date", (value.date() if isinstance(value, datetime) else value).isoformat()]
    return str(value).strip()[: LONGEST_CELL + 1]


def _document(path: str, wanted: str | None) -> dict[str, Any]:
    """Every sheet that is read and holds anything, and what the others are called; as the child does it."""
    from python_calamine import CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum  # noqa: PLC0415 - in the child alone

    found, hidden = [], []
    unsaid = unsaid_cells(path)
    with CalamineWorkbook.from_path(path) as book:
        pages = [one for one in book.sheets_metadata if one.typ == SheetTypeEnum.WorkSheet]
        for name, visible in [(one.name, one.visible) for one in pages]:
            if len(pages) > 1 and wanted not in {None, name}:
                continue
            if wanted is None and visible != SheetVisibleEnum.Visible:
                hidden.append(name)
                continue
            sheet = book.get_sheet_by_name(name)
            if sheet.height > MOST_ROWS or sheet.width > MOST_COLUMNS or sheet.height * sheet.width > MOST_CELLS:
                return {"wrong": f'sheet "{name}" has more than {MOST_ROWS:,} rows, {MOST_COLUMNS} columns or so'}
            top, left = sheet.start or (0, 0)
            texts = unsaid.get(name, {})
            rows = [
                (top + k + 1, [texts.get((top + k, left + j)) or _packed(one) for j, one in enumerate(row)])
                for k, row in enumerate(sheet.to_python())
            ]
            rows = [(line, cells) for line, cells in rows if any(cells)]
            if rows:
                found.append((name, rows))
    return {"sheets": found, "hidden": hidden, "names": [one.name for one in pages]}


def _limited() -> None:
    """Give this process no more memory and time than a workbook may cost, where the system can be asked to."""
    try:
        import resource
    except ModuleNotFoundError:
        return
    for what, most in ((resource.RLIMIT_AS, MOST_MEMORY), (resource.RLIMIT_CPU, MOST_SECONDS)):
        hard = resource.getrlimit(what)[1]
        resource.setrlimit(what, (most if hard == resource.RLIM_INFINITY else min(most, hard), hard))


def main(path: str, wanted: str | None = None) -> None:
    """Print a workbook as JSON."""
    _limited()
    try:
        document = _document(path, wanted)
    except BaseException as error:  # noqa: BLE001 - the reader's own panics are no Exception
        document = {"wrong": "it has a password" if type(error).__name__ == "PasswordError" else ""}
    sys.stdout.write(json.dumps(document))


if __name__ == "__main__":
    main(*sys.argv[1:])
