"""How a process of its own reads a workbook: it loads nothing of the rest of the program, and so begins fast."""

from __future__ import annotations

import json
import posixpath
import re
import sys
import zipfile
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from xml.etree import ElementTree as ET

from python_calamine import CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

from equipoise.experiments.accounts.files.limits import (
    LONGEST_CELL,
    MOST_CELLS,
    MOST_COLUMNS,
    MOST_MEMORY,
    MOST_ROWS,
    MOST_SECONDS,
)

_DIGITS = ".15g"
"""What a spreadsheet keeps of a number."""

_CELL = re.compile(rb"<c\b([^>]*?)(?:/>|>(.*?)</c>)", re.DOTALL)
_PLACE = re.compile(rb'\br="([A-Z]+)(\d+)"')
_VALUE = re.compile(rb"<v[^>]*>([^<]+)</v>")
_ID = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_LETTERS = 26
_HIDDEN = {
    "row": re.compile(rb'<row\b[^>]*\bhidden="(?:1|true)"'),
    "column": re.compile(rb'<col\b[^>]*\bhidden="(?:1|true)"'),
}

NOT_WORKED_OUT = "a formula without a value"
"""What stands in place of a formula that a program wrote and no spreadsheet has worked out."""


def _document(path: str, wanted: str | None) -> dict[str, Any]:
    """Every sheet that is read and holds anything, and what the others are called."""
    found, hidden = [], []
    parts = _parts(path)
    unsaid = {name: _of_sheet(part) for name, part in parts.items()}
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
    unseen = {name: _hidden_in(parts[name]) for name, _ in found if name in parts}
    return {"sheets": found, "hidden": hidden, "names": [one.name for one in pages], "unseen": unseen}


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


def _parts(path: str) -> dict[str, bytes]:
    """The sheets of an XLSX as they are packed, by their names."""
    if not zipfile.is_zipfile(path):
        return {}
    with zipfile.ZipFile(path) as packed:
        if "xl/workbook.xml" not in packed.namelist():
            return {}
        relations = ET.fromstring(packed.read("xl/_rels/workbook.xml.rels"))  # noqa: S314 - in a process that has bounds
        parts = {one.get("Id"): one.get("Target", "") for one in relations}
        book = ET.fromstring(packed.read("xl/workbook.xml"))  # noqa: S314 - likewise
        sheets = {one.get("name", ""): parts.get(one.get(_ID), "") for one in book.findall(".//{*}sheet")}
        paths = {name: posixpath.join("/xl", target)[1:] for name, target in sheets.items()}
        return {name: packed.read(part) for name, part in paths.items() if part in packed.namelist()}


def _hidden_in(part: bytes) -> str:
    """Say how many rows and columns of a sheet are hidden; empty where none are."""
    counts = [(len(pattern.findall(part)), what) for what, pattern in _HIDDEN.items()]
    return " and ".join(f"{count:,} hidden {what}{'s' * (count > 1)}" for count, what in counts if count)


def _of_sheet(part: bytes) -> dict[tuple[int, int], str]:
    if b"<f" not in part and b't="e"' not in part:
        return {}
    found = {}
    for attributes, body in _CELL.findall(part):
        value, place = _VALUE.search(body), _PLACE.search(attributes)
        fails = b't="e"' in attributes
        if place and (fails or (b"<f" in body and not value and b't="str"' not in attributes)):
            column = 0
            for letter in place[1]:
                column = column * _LETTERS + letter - ord("A") + 1
            found[int(place[2]) - 1, column - 1] = value[1].decode() if fails and value else NOT_WORKED_OUT
    return found


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
