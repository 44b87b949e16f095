"""Names of accounts: which are spelt differently and may be one, and which the user says are one."""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from typing import TYPE_CHECKING, NamedTuple

from equipoise.experiments.accounts.columns.headers import folded
from equipoise.sim.characters import composed, visible

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

ASK, SAME, DIFFERENT = "ask", "same", "different"

_NEAR = 0.88
"""Likeness of two keys from which on somebody is asked."""
_NEIGHBOURS = 8
"""Names before and behind, in alphabetical order from either end, that a name is compared with."""

_FEWEST_NUMBERS, _MOST_NAMES = 2, 3
"""Numbers from which on they tell accounts apart, and names that one of them has if it is of an account."""
_MANY = frozenset({
    "other", "others", "sonstig", "sonstige", "ubrige", "diverse", "rest", "restliche", "misc", "miscellaneous",
    "various", "autres", "altri", "overige", "kleinkunden", "remaining", "cpd",
})  # fmt: skip

LEGAL_FORMS = frozenset({
    "ab", "ag", "as", "aps", "bv", "co", "company", "corp", "corporation", "cv", "ek", "eg", "ev", "gbr", "gesmbh",
    "gmbh", "holding", "inc", "incorporated", "kg", "kgaa", "kk", "limited", "llc", "llp", "lp", "ltd", "mbh", "nv",
    "ohg", "oy", "oyj", "plc", "pte", "pty", "sa", "sarl", "sas", "se", "spa", "spzoo", "srl", "ug", "und", "and",
    "the",
})  # fmt: skip
"""Words that say of which kind a company is, and such as many names have."""


class Pair(NamedTuple):
    """Two spellings that may be one account."""

    first: str
    second: str

    @property
    def key(self) -> str:
        """How a mapping file names it."""
        return f"{self.first} | {self.second}"


def spelling(text: str) -> str:
    """A name as it stands in a cell, blanks and characters that nobody sees aside."""
    return composed(visible(composed(text)))


def words_of(text: str) -> list[str]:
    """Words of a text as names are compared: no case, no accents, no marks; umlauts as one letter."""
    plain = re.sub(r"[^\w\s]", lambda mark: "" if mark[0] in ".'\u2019" else " ", folded(composed(text)))
    return [re.sub(r"(?<=[aou])e", "", word) for word in plain.replace("_", " ").split()]


def name_key(name: str) -> str:
    """Write a name as names are compared: its words, without a legal suffix."""
    words = words_of(name)
    while len(words) > 1 and words[0] == "the":
        words = words[1:]
    while len(words) > 1 and words[-1] in LEGAL_FORMS:
        words = words[:-1]
    return " ".join(words)


def suspicious(counted: Mapping[str, int]) -> list[Pair]:
    """Find the pairs of spellings that may be one account, each the one with more rows first."""
    by_key: dict[str, list[str]] = {}
    for name in sorted(counted, key=lambda one: (-counted[one], one)):
        by_key.setdefault(name_key(name), []).append(name)
    found = [Pair(names[0], other) for names in by_key.values() for other in names[1:]]
    found += [Pair(by_key[one][0], by_key[other][0]) for one, other in _near(sorted(by_key))]
    return sorted(
        {pair if counted[pair.first] >= counted[pair.second] else Pair(pair.second, pair.first) for pair in found}
    )


def of_one_number(rows: Iterable[tuple[str, str]], counted: Mapping[str, int]) -> list[Pair]:
    """Find pairs of names that one number of an account has, where numbers tell accounts apart at all."""
    of: dict[str, dict[str, None]] = {}
    for number, name in rows:
        if number and name in counted:
            of.setdefault(number, {})[name] = None
    if len(of) < _FEWEST_NUMBERS:
        return []
    several = [sorted(names, key=lambda one: (-counted[one], one)) for names in of.values() if len(names) > 1]
    return sorted({Pair(names[0], other) for names in several if len(names) <= _MOST_NAMES for other in names[1:]})


def of_several_numbers(rows: Iterable[tuple[str, str]]) -> list[str]:
    """Find names that several numbers have."""
    of: dict[str, set[str]] = {}
    for number, name in rows:
        if number and name:
            of.setdefault(name, set()).add(number)
    return [name for name, numbers in of.items() if len(numbers) > 1]


def may_be_many(name: str) -> bool:
    """Whether a name is of those that lists give to all that they do not name."""
    return words_of(name)[:1] != [] and words_of(name)[0] in _MANY


def _near(keys: Sequence[str]) -> Iterator[tuple[str, str]]:
    seen = set()
    for order in (keys, sorted(keys, key=lambda key: key[::-1])):
        for k, one in enumerate(order):
            for other in order[k + 1 : k + 1 + _NEIGHBOURS]:
                pair = (min(one, other), max(one, other))
                if pair not in seen and _alike(*pair):
                    yield pair
                seen.add(pair)


def _alike(one: str, other: str) -> bool:
    """Whether two keys are spelt nearly alike, but numbers and single letters: by these people tell things apart."""
    if _marks(one) != _marks(other):
        return False
    matcher = SequenceMatcher(None, one.replace(" ", ""), other.replace(" ", ""), autojunk=False)
    return matcher.real_quick_ratio() >= _NEAR and matcher.quick_ratio() >= _NEAR and matcher.ratio() >= _NEAR


def _marks(key: str) -> list[str]:
    return sorted(word for word in key.split() if len(word) == 1 or any(sign.isdigit() for sign in word))


def merged(names: Iterable[str], same: Iterable[Pair]) -> dict[str, str]:
    """Name the account of each spelling, after everything that is said to be one has been brought together."""
    of = {name: name for name in names}

    def root(name: str) -> str:
        while of[name] != name:
            name = of[name]
        return name

    for pair in same:
        if pair.first in of and pair.second in of:
            of[root(pair.second)] = root(pair.first)
    return {name: root(name) for name in of}
