"""Cells of an XLSX workbook that say nothing: formulas that fail, or that no spreadsheet program has worked out."""

from __future__ import annotations

import posixpath
import re
import zipfile
from xml.etree import ElementTree as ET

_CELL = re.compile(rb"<c\b([^>]*?)(?:/>|>(.*?)</c>)", re.DOTALL)
_PLACE = re.compile(rb'\br="([A-Z]+)(\d+)"')
_VALUE = re.compile(rb"<v[^>]*>([^<]+)</v>")
_ID = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_LETTERS = 26

NOT_WORKED_OUT = "a formula without a value"
"""What stands in place of a formula that a program wrote and no spreadsheet has worked out."""


def unsaid_cells(path: str) -> dict[str, dict[tuple[int, int], str]]:
    """Find them, by sheet, row and column, counted from 0: the reader of workbooks takes them for empty."""
    if not zipfile.is_zipfile(path):
        return {}
    with zipfile.ZipFile(path) as packed:
        if "xl/workbook.xml" not in packed.namelist():
            return {}
        relations = ET.fromstring(packed.read("xl/_rels/workbook.xml.rels"))  # noqa: S314 - in a process that has bounds
        parts = {one.get("Id"): one.get("Target", "") for one in relations}
        book = ET.fromstring(packed.read("xl/workbook.xml"))  # noqa: S314 - likewise
        paths = {
            one.get("name", ""): posixpath.join("/xl", parts[one.get(_ID)])[1:] for one in book.findall(".//{*}sheet")
        }
        return {name: _of_sheet(packed.read(part)) for name, part in paths.items() if part in packed.namelist()}


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
