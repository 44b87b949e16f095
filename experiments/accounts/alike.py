"""Columns of which nothing is known that part rows into few kinds: which they are, since all rows count alike."""

from __future__ import annotations

from typing import TYPE_CHECKING

from equipoise.experiments.accounts.faults import cell
from equipoise.experiments.accounts.money import is_empty, written

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from equipoise.experiments.accounts.row import Cell

MOST_KINDS = 6
"""Kinds of rows that a sentence names."""


def kinds_of(cells: Sequence[Cell]) -> list[str]:
    """What a column says, where that is words, few of them, and most of several times; nothing otherwise."""
    filled = [one for one in cells if not is_empty(one)]
    if not all(isinstance(one, str) and not written(one) for one in filled):
        return []
    kinds = sorted({str(one).strip() for one in filled})
    return kinds if 1 < len(kinds) <= min(MOST_KINDS, len(cells) / 2) else []


def counted_alike(label: str, kinds: Mapping[str, Sequence[str]], *, hidden: bool) -> Iterator[str]:
    """Say that rows count alike whatever such columns say; their words are left out where names are to be hidden."""
    said = [cell(name) if hidden else f"{cell(name)} ({', '.join(of)})" for name, of in kinds.items()]
    if said:
        yield f"{label}: all rows count alike, whatever {'; '.join(said)} {'say' if len(said) > 1 else 'says'}"
