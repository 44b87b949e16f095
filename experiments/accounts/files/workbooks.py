"""Workbooks, read by a process of its own: one that is broken, or made to fill the memory, ends that process alone."""

from __future__ import annotations

import json
import subprocess
import sys
import zipfile
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any, NamedTuple

from equipoise.experiments.accounts.files import unpacking
from equipoise.experiments.accounts.files.faults import AccountsError, cell, named
from equipoise.experiments.accounts.files.limits import LARGEST_UNPACKED
from equipoise.experiments.accounts.files.row import Cell, Row

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


class Book(NamedTuple):
    """A workbook: the rows of its sheets by their names, and the names of the sheets that are hidden."""

    sheets: dict[str, list[Row]]
    hidden: list[str]
    many: bool  # whether there are several sheets, whatever they hold
    unseen: dict[str, str]  # how many rows and columns of a sheet are hidden, in words; empty of none


def book_of(label: str, path: Path, wanted: str | None) -> Book:
    """Read the sheets of a workbook that can be seen, or the one that is wanted; of a single one, that."""
    _refuse_bombs(label, path)
    done = subprocess.run(  # noqa: S603 - this very program
        [sys.executable, "-m", unpacking.__name__, str(path.absolute()), *([] if wanted is None else [wanted])],
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
    sheets = {name: [*_rows(cells)] for name, cells in document["sheets"]}
    return Book(sheets, document["hidden"], len(names) > 1, document["unseen"])


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
