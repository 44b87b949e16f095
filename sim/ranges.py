"""Ranges in place of numbers: drawn once a run from a stream of their own, the same for every arm."""

from __future__ import annotations

import hashlib
from itertools import chain, combinations, product
from math import floor, sqrt
from typing import TYPE_CHECKING, Any, get_args

import numpy as np
from pydantic import Field

from equipoise.sim.keys import parts_of
from equipoise.sim.parameters import Parameters
from equipoise.sim.parameters.declare import Section
from equipoise.sim.policy import Levers, OwnLevers
from equipoise.sim.wording import allowed, numeric, range_of, written

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from pydantic import BaseModel

    from equipoise.sim.faults import Place
    from equipoise.sim.scenario import Scenario

MOST_RANGES = 50
"""Most ranges of a scenario: the ends of each are held against those of every other."""

MOST_CELLS = 15_000
"""Most numbers of all draws together, so that a scenario that is written can be read again."""

A_LEVER = (
    "a lever is what is decided, and cannot be a range, which is what nobody knows; equipoise breakeven SCENARIO "
    "--vary KEY=LOW:HIGH finds the value from which it pays, and equipoise sweep puts its values beside each other"
)
"""Why a lever is not drawn, and what is done instead."""

PARTS = ("low", "likely", "high")
"""What a range is stated by as a table."""

TWO = 2
"""Ends of a range that is a list."""

_SCALE = 2.0**-53
_STREAM = 1 << 63
"""Luck never counts so far: see :mod:`equipoise.sim.luck`."""
_ROW = "draws"
"""What the stream of rows is keyed by; no key of a number."""
_LAID_OUT = {"slots", "count", "exchanges", "rounds", "replications", "seed"}
"""What a run is laid out by."""


class Range(Section):
    """What a number of a scenario may be: uniform between two ends, or triangular where the likeliest is stated."""

    key: str = Field(min_length=1, description="What may vary, as settings write it: market.rivals.")
    low: float = Field(description="The least that it may be.")
    high: float = Field(description="The most that it may be.")
    likely: float | None = Field(None, description="What is likeliest; all are alike when not stated.")

    @property
    def middle(self) -> float:
        """The value in whose place the range stands."""
        return 0.5 * (self.low + self.high) if self.likely is None else self.likely

    @property
    def ends(self) -> tuple[float, float]:
        """The least and the most that it may be."""
        return self.low, self.high

    def at(self, uniform: float, *, whole: bool = False) -> float:
        """Turn a uniform draw into one of the range: F^-1(u); whole numbers include both ends.

        Parameters
        ----------
        uniform : float
            In (0, 1).
        whole : bool
            Whether it is a whole number.

        Returns
        -------
        float
            From ``low`` to ``high``.
        """
        low, high = (self.low - 0.5, self.high + 0.5) if whole else (self.low, self.high)
        if self.low == self.high:
            return self.low
        if self.likely is None:
            value = low + uniform * (high - low)
        else:
            rise = (self.likely - low) / (high - low)
            up, down = (high - low) * (self.likely - low), (high - low) * (high - self.likely)
            value = low + sqrt(uniform * up) if uniform < rise else high - sqrt((1.0 - uniform) * down)
        return min(max(float(floor(value + 0.5)) if whole else value, self.low), self.high)


class Draws(Section):
    """What a file has drawn of a number: one value of each row, in the order of the rows."""

    key: str = Field(min_length=1, description="What was drawn, as settings write it: market.rivals.")
    values: list[float] = Field(min_length=1, max_length=MOST_CELLS, description="Its value in each row.")

    @property
    def middle(self) -> float:
        """The value in whose place the draws stand: their mean."""
        return min(max(sum(self.values) / len(self.values), min(self.values)), max(self.values))

    @property
    def ends(self) -> tuple[float, float]:
        """The least and the most that was drawn."""
        return min(self.values), max(self.values)

    def at(self, uniform: float) -> float:
        """Turn a uniform draw in (0, 1) into the value of a row; each is as likely as the others."""
        return self.values[int(uniform * len(self.values))]


def is_whole(model: type[BaseModel], name: str) -> bool:
    """Whether a field holds a whole number."""
    kinds = (model.model_fields[name].annotation, *get_args(model.model_fields[name].annotation))
    return int in kinds and float not in kinds


def looks_like_one(value: object) -> bool:
    """Whether somebody means a range: a few values in a list, or a table with a part of one."""
    if isinstance(value, list):
        return TWO <= len(value) <= len(PARTS) and not any(isinstance(one, list | dict) for one in value)
    return isinstance(value, dict) and not value.keys().isdisjoint(PARTS)


def refused_as_range(owner: type[BaseModel], name: str, *numbers: object) -> str:
    """Say why a field cannot vary over some numbers; empty when it can."""
    field = owner.model_fields[name]
    if issubclass(owner, Levers | OwnLevers):
        return A_LEVER
    if name in _LAID_OUT:
        return "is the same for all runs, and cannot be a range"
    if not numeric(field):
        return f"cannot be a range; must be {allowed(field, name)}"
    for number in numbers:
        if isinstance(number, bool) or not isinstance(number, int | float) or not range_of(field).holds(number):
            return f"every number of the range must be {allowed(field, name)}, but {written(number)} is not"
    return ""


def out_of_order(low: float, likely: float | None, high: float) -> str:
    """Say what is wrong with the order of a range's numbers; empty when nothing is."""
    if low > high:
        return f"the lower end comes first: {written(high)}, then {written(low)}"
    if likely is not None and not low <= likely <= high:
        return f"the likely value lies between the two ends, but {written(likely)} does not"
    return ""


def place_of(key: str) -> Place:
    """Where a scenario has what a full key names; accounts and segments by their name."""
    parts = parts_of(key)
    return ("parameters", *parts) if parts[0] in Parameters.model_fields else parts


def owner_of(scenario: Scenario, key: str) -> tuple[Any, str] | None:
    """The table that holds what a key names, and its name there; None when there is no such number."""
    *outer, last = place_of(key)
    at: Any = scenario
    for part in outer:
        if isinstance(at, list):
            at = next((one for one in at if one.name == part), None)
        else:
            at = getattr(at, str(part)) if at is not None and part in type(at).model_fields else None
    known = isinstance(at, Section) and at is not scenario and last in type(at).model_fields
    return (at, str(last)) if known else None


def with_values(scenario: Scenario, values: Mapping[str, float]) -> Scenario:
    """Copy a scenario with other numbers, which were checked before; nothing varies in it any more."""
    trees: dict[Any, Any] = {}
    for key, value in values.items():
        *outer, last = place_of(key)
        tree = trees
        for part in outer:
            tree = tree.setdefault(part, {})
        tree[last] = value
    certain = scenario.model_copy(update={"ranges": [], "draws": []})
    changed: Scenario = _with(certain, trees)
    return changed


def _with(at: Any, tree: Mapping[Any, Any]) -> Any:  # noqa: ANN401 - a table, or a list of tables
    if isinstance(at, list):
        return [_with(entry, tree[entry.name]) if entry.name in tree else entry for entry in at]
    changes = {
        name: _with(getattr(at, name), value)
        if isinstance(value, dict)
        else int(value)
        if is_whole(type(at), name)
        else value
        for name, value in tree.items()
    }
    return at.model_copy(update=changes)


def corners(scenario: Scenario) -> Iterator[dict[str, float]]:
    """Values at the ends of what varies: of each by itself, of each pair, and of all."""
    varying = scenario.varying
    for chosen in chain(combinations(varying, 1), combinations(varying, 2)):
        for ends in product(*(one.ends for one in chosen)):
            yield {one.key: end for one, end in zip(chosen, ends, strict=True)}
    for side in (0, 1):
        yield {one.key: one.ends[side] for one in varying}


def drawn(scenario: Scenario, seed: int, replication: int) -> dict[str, float]:
    """Draw for a run all that varies in a scenario: see :meth:`equipoise.sim.scenario.Scenario.drawn`."""
    found: dict[str, float] = {}
    row = _uniform(seed, replication, _ROW) if scenario.draws else 0.0
    for one in scenario.varying:
        owner = owner_of(scenario, one.key)
        whole = owner is not None and is_whole(type(owner[0]), owner[1])
        value = one.at(_uniform(seed, replication, one.key), whole=whole) if isinstance(one, Range) else one.at(row)
        found[one.key] = int(value) if whole else value
    return found


def _uniform(seed: int, replication: int, key: str) -> float:
    """A uniform draw in (0, 1) that depends on the run and the key, and on nothing else."""
    digest = int.from_bytes(hashlib.sha256(key.encode()).digest()[:8], "little")
    counter = np.array([0, 0, digest, _STREAM], np.uint64)
    raw = np.random.Philox(key=np.array([seed, replication], np.uint64), counter=counter).random_raw()
    return ((int(raw) >> 11) + 0.5) * _SCALE
