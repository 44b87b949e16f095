"""A file as rows of cells: texts by their bytes, workbooks by python-calamine in a process of their own."""

from __future__ import annotations

import csv
import io
from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from equipoise.experiments.accounts.files.faults import AccountsError, named
from equipoise.experiments.accounts.files.limits import LARGEST_FILE, LONGEST_CELL, MOST_CELLS, MOST_COLUMNS, MOST_ROWS
from equipoise.experiments.accounts.files.row import Row
from equipoise.experiments.storage.regular import read_regular
from equipoise.sim.faults import reason
from equipoise.sim.wording import shown

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from equipoise.experiments.accounts.files.row import Cell

WORKBOOKS = frozenset({".xlsx", ".xlsm", ".xls", ".ods"})
_TEXTS = frozenset({".csv", ".tsv", ".tab", ".txt", ".psv"})
_DELIMITERS = {",": "commas", ";": "semicolons", "\t": "tabs", "|": "bars"}
_LOOKED_AT = 50
"""Rows by which the delimiter is found."""

_BOMS = ((b"\xef\xbb\xbf", "utf-8-sig", "UTF-8"), (b"\xff\xfe", "utf-16", "UTF-16"), (b"\xfe\xff", "utf-16", "UTF-16"))


class Sheet(NamedTuple):
    """A table as it stands in a file, with what had to be found out to read it."""

    label: str  # what messages call it
    rows: list[Row]
    read_as: str


def read_sheets(path: Path, wanted: str | None = None) -> tuple[list[Sheet], list[str]]:
    """Read every sheet of a file that holds anything; with what the ones are called that are hidden, and not read.

    A text is one sheet. The one that is wanted, of a workbook with several, is read even if it is hidden.
    """
    label, ending = shown(path.name), path.suffix.lower()
    hidden: list[str] = []
    if ending not in WORKBOOKS | _TEXTS:
        raise AccountsError(
            f"{shown(str(path))} is none of .csv, .tsv, .txt, .xlsx, .xls and .ods; save it as one of them"
        )
    try:
        content = read_regular(path, LARGEST_FILE)
    except (OSError, ValueError) as error:
        why = reason(error) if isinstance(error, OSError) else str(error)
        raise AccountsError(f"{shown(str(path))} cannot be read: {why}") from None
    if ending in WORKBOOKS:
        from equipoise.experiments.accounts.files.workbooks import book_of  # noqa: PLC0415 - texts need no process

        book = book_of(label, path, wanted)
        found = [
            Sheet(f"{label}#{shown(name)}" if book.many else label, rows, _with_hidden(book.unseen.get(name, "")))
            for name, rows in book.sheets.items()
        ]
        hidden = [f"{label}#{shown(name)}" for name in book.hidden]
    else:
        found = [_sheet(label, content)]
    found = [_bounded(sheet) for sheet in found if sheet.rows]
    if not found:
        if hidden:
            names = named([one.partition("#")[2] for one in hidden])
            raise AccountsError(f"{label} has nothing but hidden sheets: {names}; say --sheet NAME")
        raise AccountsError(f"{label} is empty; its first row names the columns")
    return found, hidden


def _with_hidden(unseen: str) -> str:
    return f"with {unseen}, which are read like others" if unseen else ""


def _bounded(sheet: Sheet) -> Sheet:
    """Refuse what is more than is read."""
    if len(sheet.rows) > MOST_ROWS:
        raise AccountsError(f"{sheet.label} has more than {MOST_ROWS:,} rows, which is more than is read")
    cells = 0
    for row in sheet.rows:
        cells += len(row.cells)
        if len(row.cells) > MOST_COLUMNS or cells > MOST_CELLS:
            raise AccountsError(
                f"{sheet.label} has more than {MOST_COLUMNS:,} columns or {MOST_CELLS:,} cells, which is more "
                f"than is read"
            )
        if any(isinstance(one, str) and len(one) > LONGEST_CELL for one in row.cells):
            raise AccountsError(
                f"{sheet.label}:{row.line} has a cell of more than {LONGEST_CELL:,} characters; is a quote left open?"
            )
    return sheet


def _sheet(label: str, content: bytes) -> Sheet:
    text, encoding = _decoded(label, content)
    named, _, rest = text.partition("\n")
    skipped, told = 0, ""
    if named.strip().lower().startswith("sep=") and len(named.strip()) == len("sep=,"):
        text, skipped, told = rest, 1, named.strip()[-1]
    delimiter = told or _delimiter(text)
    rows = [Row(line + skipped, cells) for line, cells in _rows(label, text, delimiter, skipped) if any(cells)]
    between = _DELIMITERS.get(delimiter, f"{delimiter} between cells")
    return Sheet(label, rows, f"{encoding}, {between}")


def _decoded(label: str, content: bytes) -> tuple[str, str]:
    """Decode a text by its mark; else as UTF-8; else as UTF-16, if every second byte is 0; else as Windows-1252."""
    for mark, codec, name in _BOMS:
        if content.startswith(mark):
            try:
                return content.decode(codec), name
            except UnicodeDecodeError:
                raise AccountsError(f"{label} begins as {name} does, and is none; save it anew as CSV UTF-8") from None
    attempts = [("utf-8", "UTF-8"), ("cp1252", "Windows-1252")]
    if b"\0" in content[:200]:
        attempts = [("utf-16-le", "UTF-16"), ("utf-16-be", "UTF-16")]
        attempts = attempts[::-1] if content[:1] == b"\0" else attempts
    for codec, name in attempts:
        try:
            text = content.decode(codec)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text, name
    raise AccountsError(f"{label} is no text, in UTF-8, UTF-16 or Windows-1252; save it as CSV UTF-8, or as .xlsx")


def _delimiter(text: str) -> str:
    """The mark by which most of the first rows have one and the same number of cells, and that the most."""
    head = "\n".join(text.splitlines()[: 2 * _LOOKED_AT])

    def agreement(mark: str) -> tuple[float, int]:
        counts: Counter[int] = Counter()
        try:
            for cells in csv.reader(io.StringIO(head, newline=""), delimiter=mark):
                counts[len(cells)] += bool(cells)
        except csv.Error:
            return (0.0, 0)
        columns, rows = max(counts.items(), key=lambda pair: (pair[1] * (pair[0] > 1), pair[0]), default=(1, 0))
        return (rows / max(counts.total(), 1), columns) if columns > 1 else (0.0, 0)

    return max(_DELIMITERS, key=agreement)


def _rows(label: str, text: str, delimiter: str, skipped: int) -> Iterator[tuple[int, list[Cell]]]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    begins = 1
    try:
        for count, cells in enumerate(reader):
            if count > MOST_ROWS:
                raise AccountsError(f"{label} has more than {MOST_ROWS:,} rows, which is more than is read")
            yield begins, [one.strip() for one in cells]
            begins = reader.line_num + 1
    except csv.Error as error:
        raise AccountsError(
            f"{label}:{begins + skipped} is no row of a table: {_why(str(error))}; save the file anew as CSV"
        ) from None


def _why(error: str) -> str:
    if "end of data" in error:
        return "a quote is opened and never closed"
    return "a cell is too long" if "limit" in error else "there is more behind a closing quote"
