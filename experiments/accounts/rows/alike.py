"""Columns that say that rows may not be alike, and nobody can tell how: what they say, since all rows count alike."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from equipoise.experiments.accounts.columns.headers import folded, header_key
from equipoise.experiments.accounts.columns.money import is_empty, written
from equipoise.experiments.accounts.files.faults import cell

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from decimal import Decimal

    from equipoise.experiments.accounts.columns.headers import Header
    from equipoise.experiments.accounts.files.row import Cell, Row

_LETTERS = re.compile(r"[A-Za-z]+(?=[-_ /]?\d)")
_TAKEN_BACK = re.compile(
    r"cancel|storn|refund|rueckerstatt|gutschrift|credit (?:note|memo)|bonus(?![a-z])|rebate|rueckverguet|skonto|retour"
    r"|revers|churn|gekuendigt|(?<![a-z])void"
)
_IN_PARTS = re.compile(r"(?<![a-z])(?:deposit|prepayment|down ?payment|anzahlung|vorauszahlung|abschlag)")
"""Words of a text by which an amount may be taken off, and by which it may be charged again."""
_NO_NAME = re.compile(r"(?<![a-z])(?:test|dummy|duplicate|doublette|do not use|nicht verwenden)(?![a-z])")
"""Words in the name of an account that may be none."""
_CHANGES = frozenset(
    {"split", "splits", "commission", "provision", "royalty", "version", "revision", "amendment", "nachtrag", "trial"}
)
"""Words of headers of what may change how much of a row is yours, or whether it counts."""
MOST_KINDS = 6
"""Kinds of rows that a sentence names."""


def kinds_in(header: Header, rows: Sequence[Row], paid: Sequence[Decimal | None]) -> dict[str, list[str]]:
    """Find columns by which rows may not be alike, and what those say: unknown ones, documents and names of accounts.

    Unknown ones tell by few words, by a text that takes an amount back, which is ``paid``, or by what they are called.
    """
    found: dict[str, list[str]] = {}
    for k, name in enumerate(header.names):
        cells = [row.at(k) for row in rows]
        if k == header.columns.get("document"):
            found[name] = [] if "document_type" in header.columns else _letters(cells)
        elif k == header.columns.get("account"):
            found[name] = _texts(cells, paid, _NO_NAME)
        elif name in header.unused:
            named = _CHANGES & {*header_key(name).split()}
            texts = _texts(cells, paid, _TAKEN_BACK) + _texts(cells, paid, _IN_PARTS)
            found[name] = _some(_said(cells)) if named else _kinds(cells) or texts
        elif k == header.columns.get("document_type"):
            found[name] = _texts(cells, paid, _IN_PARTS)
    return {name: kinds for name, kinds in found.items() if kinds}


def _kinds(cells: Sequence[Cell]) -> list[str]:
    """What a column says, where that is words, few of them, and most of several times; nothing otherwise."""
    filled = [one for one in cells if not is_empty(one)]
    if not all(isinstance(one, str) and not written(one.removesuffix("%")) for one in filled):
        return []
    kinds = _said(cells)
    return kinds if 1 < len(kinds) <= min(MOST_KINDS, len(cells) / 2) else []


def _said(cells: Sequence[Cell]) -> list[str]:
    return sorted({str(one).strip() for one in cells if not is_empty(one)})


def _texts(cells: Sequence[Cell], paid: Sequence[Decimal | None], pattern: re.Pattern[str]) -> list[str]:
    """What those cells say beside an amount above 0 that have one of some words."""
    beside = [one for one, amount in zip(cells, paid, strict=True) if amount and amount > 0]
    return _some([one for one in _said(beside) if pattern.search(folded(one))])


def _some(said: Sequence[str]) -> list[str]:
    return [*said] if len(said) <= MOST_KINDS else [*said[: MOST_KINDS - 1], "..."]


def _letters(numbers: Sequence[Cell]) -> list[str]:
    """With which letters numbers of documents begin, where they begin with several."""
    found = {match[0] for one in numbers if (match := _LETTERS.match(str(one).strip()))}
    return sorted(f"{one}..." for one in found) if 1 < len(found) <= MOST_KINDS else []


def counted_alike(label: str, kinds: Mapping[str, Sequence[str]], *, hidden: bool) -> Iterator[str]:
    """Say that rows count alike whatever such columns say; their words are left out where names are to be hidden."""
    said = [cell(name) if hidden else f"{cell(name)} ({', '.join(of)})" for name, of in kinds.items()]
    if said:
        yield f"{label}: all rows count alike, whatever {'; '.join(said)} {'say' if len(said) > 1 else 'says'}"
