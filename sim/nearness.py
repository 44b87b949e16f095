"""Which name a person most likely meant: one spelt nearly alike word by word, and not one that only looks so."""

from __future__ import annotations

import gzip
import re
from functools import cache, lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

LONGEST = 100
"""Characters of a word that are looked at."""

_SHORT, _LONG = 5, 8
_VOWELS = re.compile(r"[aeiouy]")
_FEWEST_CONSONANTS = 3
_NUMBER = re.compile(b"[0-9]+")

_COMMON = 500
"""How often the dictionary's texts have a word that people write on purpose; rarer ones are slips, too."""
_ENDINGS = frozenset({"", "d", "e", "ed", "es", "ies", "ing", "s", "y"})
_STEM = 5
"""First letters that make two words one family, whatever their endings."""


def nearest(word: str, names: Iterable[str]) -> str | None:
    """Find the name that a person most likely meant."""
    return next(iter(equally_near(word, names)), None)


def equally_near(word: str, names: Iterable[str]) -> list[str]:
    """Find the names that a person most likely meant.

    Words in a name are compared one by one, so that ``gross_margin`` is not taken for ``own_margin``; and a word of
    English is no slip for one of another meaning, so that ``chance`` is not taken for ``channel``.
    """
    asked = _words(word[:LONGEST])
    found = {name: far for name in names if (far := _far(asked, _words(name))) is not None}
    return [name for name, far in found.items() if far == min(found.values())]


def _words(name: str) -> list[str]:
    return re.findall(r"[^_\W]+", name.casefold())


def _far(asked: Sequence[str], words: Sequence[str]) -> int | None:
    """How many letters are wrong; None when the two are not near."""
    if sorted(asked) == sorted(words):
        return 0
    if len(asked) == len(words):
        each = [_wrong(one, other) for one, other in zip(asked, words, strict=True)]
        return None if None in each else sum(filter(None, each))
    if {*asked} < {*words} or {*words} < {*asked}:
        return None  # a word more says something else
    one, other = "".join(asked), "".join(words)
    if len(asked) == 1 and _means_another(one, other):
        return None
    wrong = _distance(one, other, 1 if len(other) <= _LONG else 2)
    return wrong + 1 if wrong is not None and wrong < len(other) - 1 else None


def _wrong(one: str, other: str) -> int | None:
    """How many letters of a word are wrong; None when it is another word."""
    if one == other:
        return 0
    if _means_another(one, other):
        return None
    allowed = 1 if len(other) <= _SHORT else 2 if len(other) <= _LONG else 3
    wrong = _distance(one, other, allowed)
    if wrong is not None and wrong < max(len(one), len(other)) - 1:
        return wrong
    bare = [_VOWELS.sub("", word) for word in (one, other)]
    return allowed if bare[0] == bare[1] and len(bare[0]) >= _FEWEST_CONSONANTS else None


def _means_another(one: str, other: str) -> bool:
    """Tell whether a word is one of English, and no form of the other."""
    shared = next((k for k, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
    same_family = shared >= _STEM or {one[shared:], other[shared:]} <= _ENDINGS
    return not same_family and _uses(one) >= _COMMON


@lru_cache(maxsize=10_000)
def _uses(word: str) -> int:
    """How often the dictionary's texts have a word."""
    entry = f'\n"{word}": '.encode()
    place = _dictionary().find(entry)
    found = _NUMBER.match(_dictionary(), place + len(entry)) if place >= 0 else None
    return int(found[0]) if found is not None else 0


@cache
def _dictionary() -> bytes:
    """The dictionary as its file has it: to take in all of its words would take ten times as long as to find a few."""
    import spellchecker

    return gzip.decompress((files(spellchecker) / "resources" / "en.json.gz").read_bytes())


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
