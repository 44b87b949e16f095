"""Columns of which nothing is known that part rows into few kinds: which they are, since all rows count alike."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from equipoise.experiments.accounts.faults import cell
from equipoise.experiments.accounts.money import is_empty, written

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from equipoise.experiments.accounts.headers import Header
    from equipoise.experiments.accounts.row import Cell, Row

_LETTERS = re.compile(r"[A-Za-z]+(?=[-_ /]?\d)")
MOST_KINDS = 6
"""Kinds of rows that a sentence names."""


def kinds_in(header: Header, rows: Sequence[Row]) -> dict[str, list[str]]:
    """Find columns that part rows into few kinds: those of which nothing is known, and documents by their letters."""
    found = {name: _kinds(_cells(rows, k)) for k, name in enumerate(header.names) if name in header.unused}
    if (k := header.columns.get("document")) is not None:
        found[header.names[k]] = _letters(_cells(rows, k))
    return {name: kinds for name, kinds in found.items() if kinds}


def _cells(rows: Sequence[Row], k: int) -> list[Cell]:
    return [row.cells[k] if k < len(row.cells) else "" for row in rows]


def _kinds(cells: Sequence[Cell]) -> list[str]:
    """What a column says, where that is words, few of them, and most of several times; nothing otherwise."""
    filled = [one for one in cells if not is_empty(one)]
    if not all(isinstance(one, str) and not written(one) for one in filled):
        return []
    kinds = sorted({str(one).strip() for one in filled})
    return kinds if 1 < len(kinds) <= min(MOST_KINDS, len(cells) / 2) else []


def _letters(numbers: Sequence[Cell]) -> list[str]:
    """With which letters numbers of documents begin, where they begin with several."""
    found = {match[0] for one in numbers if (match := _LETTERS.match(str(one).strip()))}
    return sorted(f"{one}..." for one in found) if 1 < len(found) <= MOST_KINDS else []


def counted_alike(label: str, kinds: Mapping[str, Sequence[str]], *, hidden: bool) -> Iterator[str]:
    """Say that rows count alike whatever such columns say; their words are left out where names are to be hidden."""
    said = [cell(name) if hidden else f"{cell(name)} ({', '.join(of)})" for name, of in kinds.items()]
    if said:
        yield f"{label}: all rows count alike, whatever {'; '.join(said)} {'say' if len(said) > 1 else 'says'}"
