"""Which name a person most likely meant: one spelt nearly alike word by word, and not one that only looks so."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

LONGEST = 100
"""Characters of a word that are looked at."""

_SHORT, _LONG = 5, 8
_VOWELS = re.compile(r"[aeiouy]")
_FEWEST_CONSONANTS = 3


def nearest(word: str, names: Iterable[str]) -> str | None:
    """Find the name that a person most likely meant.

    Words in a name are compared one by one, so that ``gross_margin`` is not taken for ``own_margin``.

    Parameters
    ----------
    word : str
        What was written.
    names : iterable of str
        What could have been written.

    Returns
    -------
    str or None
        One of ``names``; None when nothing is near.
    """
    asked = _words(word[:LONGEST])
    found = [(far, name) for name in names if (far := _far(asked, _words(name))) is not None]
    return min(found, key=lambda one: one[0])[1] if found else None


def _words(name: str) -> list[str]:
    return re.split(r"[_\W]+", name.casefold())


def _far(asked: Sequence[str], words: Sequence[str]) -> int | None:
    """How many letters are wrong; None when the two are not near."""
    if sorted(asked) == sorted(words):
        return 0
    if len(asked) == len(words):
        each = [_wrong(one, other) for one, other in zip(asked, words, strict=True)]
        if None not in each:
            return sum(filter(None, each))
    one, other = "".join(asked), "".join(words)
    wrong = _distance(one, other, 1 if len(other) <= _LONG else 2)
    return wrong + 1 if wrong is not None and wrong < len(other) - 1 else None


def _wrong(one: str, other: str) -> int | None:
    """How many letters of a word are wrong; None when it is another word."""
    allowed = 1 if len(other) <= _SHORT else 2 if len(other) <= _LONG else 3
    wrong = _distance(one, other, allowed)
    if wrong is not None and wrong < max(len(one), len(other)) - 1:
        return wrong
    bare = [_VOWELS.sub("", word) for word in (one, other)]
    return allowed if bare[0] == bare[1] and len(bare[0]) >= _FEWEST_CONSONANTS else None


def _distance(one: str, other: str, most: int) -> int | None:
    """Letters to leave out, put in, change or swap with their neighbour; None when they are more than ``most``."""
    if one == other:
        return 0
    if abs(len(one) - len(other)) > most:
        return None
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, letter in enumerate(one, start=1):
        earlier, before, row = before, row, [i]
        for j, target in enumerate(other, start=1):
            best = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (letter != target))
            if i > 1 and j > 1 and letter == other[j - 2] and one[i - 2] == target:
                best = min(best, earlier[j - 2] + 1)
            row.append(best)
        if min(row) > most:
            return None
    return row[-1] if row[-1] <= most else None
