"""Runs that were played are kept, so that an arm that did not change is not played again."""

from __future__ import annotations

import pickle
from collections import OrderedDict
from threading import Lock
from typing import TYPE_CHECKING, TypeAlias

import numpy as np

from equipoise.experiments.totals import Values, joined

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable, Iterator

    from equipoise.analysis.results import Comparison
    from equipoise.sim.arm import Arm

MOST_RESTED, MOST_RESTED_BYTES = 16, 4_000_000
"""States of which all that is said is kept, so that undo goes back to them at once, and how long they are at most if
they were written: some 100 kB each, more with more accounts."""

MOST_ARMS, MOST_BYTES = 64, 32_000_000
"""What is kept at most: both arms of a state of six accounts with all of their runs."""

NOW = 2
"""Arms that are looked at: they keep all of their runs as long as there is room for these."""

FIRST = 256
"""Runs that are kept for longer than the others: as many as a moved control is answered with before it is at rest."""

_WITHOUT_BEARING = {"name", "title", "question", "claims", "run"}, {"name", "title", "about"}
"""What of a scenario, and of a policy, does not bear on runs: seed and rounds are the arm's."""

Key: TypeAlias = tuple[str, str, int, int]


def key_of(arm: Arm) -> Key:
    """Everything that bears on an arm's runs."""
    scenario, policy = _WITHOUT_BEARING
    return (
        arm.scenario.model_dump_json(exclude=scenario),
        arm.policy.model_dump_json(exclude=policy),
        arm.seed,
        arm.rounds,
    )


class Kept:
    """The first runs of some arms; threads may share it."""

    def __init__(self, arms: int = MOST_ARMS, size: int = MOST_BYTES) -> None:
        self._lock, self._arms, self._size = Lock(), arms, size
        self._kept: OrderedDict[Key, list[Values]] = OrderedDict()

    def runs(self, key: Key) -> int:
        """How many runs of an arm there are."""
        return _runs(self.pieces(key))

    def pieces(self, key: Key) -> list[Values]:
        """Give them as they were played, one after the other."""
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
            return [*self._kept.get(key, ())]

    def keep(self, key: Key, pieces: list[Values]) -> None:
        """Keep the first runs of an arm, unless more of them are there by now."""
        with self._lock:
            if _runs(self._kept.get(key, ())) < _runs(pieces):
                self._kept[key] = pieces
            self._kept.move_to_end(key)
            self._make_room()

    def _make_room(self) -> None:
        """Let go of further runs first, then of all, of arms that were not asked for longest; of those of now last."""
        while len(self._kept) > self._arms:
            self._kept.popitem(last=False)
        sizes = {key: _bytes(pieces) for key, pieces in self._kept.items()}
        others, now = [*self._kept][:-NOW], [*self._kept][-NOW:]

        def cut(keys: Iterable[Key]) -> None:
            for key in keys:
                if sum(sizes.values()) > self._size:
                    self._kept[key] = _first(self._kept[key])
                    sizes[key] = _bytes(self._kept[key])

        cut(others)
        for key in others:
            if sum(sizes.values()) > self._size:
                del self._kept[key], sizes[key]
        cut(now)


class Rested:
    """What the last few states came to at rest; threads may share it."""

    def __init__(self, states: int = MOST_RESTED, size: int = MOST_RESTED_BYTES) -> None:
        self._lock, self._states, self._size = Lock(), states, size
        self._kept: OrderedDict[Hashable, Comparison] = OrderedDict()
        self._sizes: dict[Hashable, int] = {}

    def get(self, content: Hashable) -> Comparison | None:
        """Recall it, if it is there."""
        with self._lock:
            if content in self._kept:
                self._kept.move_to_end(content)
            return self._kept.get(content)

    def keep(self, content: Hashable, found: Comparison) -> None:
        """Keep it in place of what was not asked for longest."""
        long = len(pickle.dumps(found))
        with self._lock:
            self._kept[content], self._sizes[content] = found, long
            while len(self._kept) > self._states or (len(self._kept) > 1 and sum(self._sizes.values()) > self._size):
                del self._sizes[self._kept.popitem(last=False)[0]]


def in_blocks_of(pieces: list[Values], size: int, runs: int) -> Iterator[Values]:
    """Cut the first runs anew, in blocks as large as a comparison of so many adds up."""
    starts = np.cumsum([0, *(values.runs for values in pieces)])
    for first in range(0, runs, size):
        last = min(first + size, runs)
        yield joined(
            [
                _between(values, max(first - start, 0), last - start)
                for start, values in zip(starts, pieces, strict=False)
                if start < last and start + values.runs > first
            ]
        )


def _bytes(pieces: Iterable[Values]) -> int:
    return sum(part.nbytes for values in pieces for part in values)


def _runs(pieces: Iterable[Values]) -> int:
    return sum(values.runs for values in pieces)


def _first(pieces: list[Values]) -> list[Values]:
    """The pieces that hold the first runs; further ones are let go of."""
    if _runs(pieces) <= FIRST:
        return pieces
    return [Values._make(part.copy() for part in values) for values in in_blocks_of(pieces, FIRST, FIRST)]


def _between(values: Values, first: int, last: int) -> Values:
    if first == 0 and last >= values.runs:
        return values
    # In C order, as they are where they were played so, for the same bits of every sum.
    return Values._make(np.ascontiguousarray(part[..., first:last]) for part in values)
