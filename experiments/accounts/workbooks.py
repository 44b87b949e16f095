"""Workbooks, read by a process of its own: one that is broken, or made to fill the memory, ends that process alone."""

from __future__ import annotations

import json
import subprocess
import sys
import zipfile
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from equipoise.experiments.accounts.faults import AccountsError
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


def sheets_of(label: str, path: Path) -> list[tuple[str, list[Row], bool]]:
    """Read every sheet of a workbook: its name, its rows, and whether there are several that hold anything."""
    _refuse_bombs(label, path)
    done = subprocess.run(  # noqa: S603 - this very program
        [sys.executable, "-m", __name__, str(path.absolute())], capture_output=True, check=False
    )
    try:
        document = json.loads(done.stdout)
    except ValueError:
        document = {"wrong": ""}
    if "wrong" in document:
        why = f": {document['wrong']}" if document["wrong"] else ""
        raise AccountsError(f"{label} cannot be read as a workbook{why}; save it anew, or as CSV UTF-8")
    sheets = document["sheets"]
    return [(name, [*_rows(cells)], len(sheets) > 1) for name, cells in sheets]


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


def _document(path: str) -> dict[str, Any]:
    """Every sheet that holds anything; as the child does it."""
    from python_calamine import CalamineWorkbook  # noqa: PLC0415 - in the child alone

    found = []
    with CalamineWorkbook.from_path(path) as book:
        for name in book.sheet_names:
            sheet = book.get_sheet_by_name(name)
            if sheet.height > MOST_ROWS or sheet.width > MOST_COLUMNS or sheet.height * sheet.width > MOST_CELLS:
                return {"wrong": f'sheet "{name}" has more than {MOST_ROWS:,} rows, {MOST_COLUMNS} columns or so'}
            first = (sheet.start or (0, 0))[0] + 1
            rows = [(first + k, [_packed(one) for one in row]) for k, row in enumerate(sheet.to_python())]
            rows = [(line, cells) for line, cells in rows if any(cells)]
            if rows:
                found.append((name, rows))
    return {"sheets": found}


def _limited() -> None:
    """Give this process no more memory and time than a workbook may cost, where the system can be asked to."""
    try:
        import resource
    except ModuleNotFoundError:
        return
    for what, most in ((resource.RLIMIT_AS, MOST_MEMORY), (resource.RLIMIT_CPU, MOST_SECONDS)):
        hard = resource.getrlimit(what)[1]
        resource.setrlimit(what, (most if hard == resource.RLIM_INFINITY else min(most, hard), hard))


def main(path: str) -> None:
    """Print a workbook as JSON."""
    _limited()
    try:
        document = _document(path)
    except BaseException as error:  # noqa: BLE001 - the reader's own panics are no Exception
        document = {"wrong": "it has a password" if type(error).__name__ == "PasswordError" else ""}
    sys.stdout.write(json.dumps(document))


if __name__ == "__main__":
    main(sys.argv[1])
