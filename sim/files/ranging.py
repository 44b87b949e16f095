"""Ranges in what was read: taken out before it is checked, with the number in whose place each stands."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, NamedTuple

from equipoise.sim.faults import ScenarioError
from equipoise.sim.files.checking import Complaint
from equipoise.sim.files.drawing import columns_of
from equipoise.sim.keys import joined, parts_of
from equipoise.sim.numbers import real, whole
from equipoise.sim.ranges import (
    A_LEVER,
    PARTS,
    TWO,
    Draws,
    Range,
    is_whole,
    looks_like_one,
    out_of_order,
    place_of,
    refused_as_range,
)
from equipoise.sim.scenario import Scenario
from equipoise.sim.wording import allowed, numeric, range_of, table_in, written

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator
    from pathlib import Path
    from types import UnionType

    from pydantic import BaseModel
    from pydantic.fields import FieldInfo

    from equipoise.sim.faults import Place

_BETWEEN = re.compile(r"\s*\.\.\s*")
_VARYING = ("ranges", "draws")
_FORMS = "a range is [low, high], or { low = , likely = , high = }"


class _Leaf(NamedTuple):
    """Something that is stated."""

    place: Place
    table: dict[str, Any]  # that it stands in
    owner: type[BaseModel]  # of the table

    @property
    def is_range(self) -> bool:
        """Whether it is a list or a table where a number belongs."""
        name = str(self.place[-1])
        return looks_like_one(self.table[name]) and numeric(self.owner.model_fields[name])


def between(text: str) -> object:
    """Read ``3..6`` or ``3..4..6`` as a file would state it; any other text as it is."""
    parts = _BETWEEN.split(text.strip())
    numbers = [real(part) if (number := whole(part)) is None else number for part in parts]
    if len(numbers) not in {TWO, len(PARTS)} or None in numbers:
        return text
    return numbers if len(numbers) == TWO else dict(zip(PARTS, numbers, strict=True))


def vary(
    own: dict[str, Any], base: dict[str, Any], stated: dict[str, Any], folder: Path, full: Callable[[str], str | None]
) -> list[Complaint]:
    """Turn the ranges and draws that a file states into what a scenario has, over those of its base.

    Parameters
    ----------
    own, base : dict
        What the file and its base state.
    stated : dict
        What holds after inheritance; changed in place.
    folder : Path
        Where the path of draws starts.
    full : callable
        From a key as settings write it to the full key; None when there is none.

    Returns
    -------
    list of Complaint
        What is wrong with them.
    """
    complaints: list[Complaint] = []
    draws, wrong = _draws(own.get("draws"), folder, full)
    restated = {*_keys(own), *(one["key"] for one in draws)}
    taken, refused = take_ranges(stated)
    complaints += [*wrong, *refused]
    if isinstance(own.get("draws"), str):
        stated["draws"] = draws
    for array in _VARYING:
        stays = [] if array == "draws" and "draws" in own else base.get(array, [])
        kept = [one for one in stays if one["key"] not in restated and _table_of(stated, one["key"]) is not None]
        new = stated.get(array) if array in own else []
        if kept or array in stated:
            stated[array] = [*kept, *new] if isinstance(new, list) else new
    if taken:
        stated["ranges"] = [*stated.get("ranges", []), *taken]
    _put_middles(stated, draws)
    return complaints


def without(varying: list[dict[str, Any]], stated: dict[str, Any], keys: Collection[str]) -> list[dict[str, Any]]:
    """What still varies once some keys are stated anew, and others are not stated any more."""
    return [one for one in varying if one["key"] not in keys and _table_of(stated, one["key"]) is not None]


def take_ranges(stated: dict[str, Any]) -> tuple[list[dict[str, Any]], list[Complaint]]:
    """Take the ranges out of a scenario's tables, and put the number in whose place each stands there.

    Parameters
    ----------
    stated : dict
        Changed in place.

    Returns
    -------
    list of dict, list of Complaint
        As :class:`equipoise.sim.ranges.Range` has them; and what cannot be a range.
    """
    taken, complaints = [], []
    for place, table, owner in [one for one in _leaves(stated, Scenario, kinds=list | dict) if one.is_range]:
        name = str(place[-1])
        value = table.pop(name)
        parts = _parts(value)
        if parts is None:
            complaints.append(Complaint((place,), value, _FORMS))
            continue
        low, likely, high = parts
        numbers = (low, high) if likely is None else (low, likely, high)
        words = refused_as_range(owner, name, *numbers) or out_of_order(low, likely, high)
        if words:
            complaints.append(Complaint((place,), value, words))
            continue
        one = Range(
            key=_key(place, stated), low=float(low), high=float(high), likely=None if likely is None else float(likely)
        )
        table[name] = _in_kind(owner, name, one.middle)
        taken.append(one.model_dump())
    return taken, complaints


def _leaves(at: object, model: type[BaseModel], place: Place = (), kinds: type | UnionType = object) -> Iterator[_Leaf]:
    """Everything of some kinds that is stated and is no table of the model's, nor what varies."""
    if not isinstance(at, dict):
        return
    for name, value in at.items():
        if not isinstance(value, kinds):
            continue
        inner = None
        if isinstance(value, list | dict):  # asked first, since most of the hundreds of values are neither
            field = model.model_fields.get(name)
            if field is None or (not place and name in _VARYING):
                continue
            inner = table_in(field)
        if inner is None:
            yield _Leaf((*place, name), at, model)
            continue
        for where, entry in _entries(value, (*place, name)):
            yield from _leaves(entry, inner, where, kinds)


def _entries(value: object, place: Place) -> list[tuple[Place, object]]:
    """A table, or each of a list of them, with its place."""
    return [((*place, k), entry) for k, entry in enumerate(value)] if isinstance(value, list) else [(place, value)]


def _parts(value: list[Any] | dict[str, Any]) -> tuple[Any, Any, Any] | None:
    """The ends of a range and the likeliest between them; None when it is no range."""
    if isinstance(value, list):
        return (value[0], None, value[1]) if len(value) == TWO else None
    return (value["low"], value.get("likely"), value["high"]) if {"low", "high"} <= value.keys() <= {*PARTS} else None


def _draws(
    asked: object, folder: Path, full: Callable[[str], str | None]
) -> tuple[list[dict[str, Any]], list[Complaint]]:
    """The columns of a file of draws, by full key."""
    if not isinstance(asked, str):
        return [], []

    def out_of_bounds(name: str, value: float) -> str:
        key = full(name)
        field = None if key is None else _field_of(key)
        fits = field is None or not numeric(field) or range_of(field).holds(value)
        return "" if fits or field is None else f"must be {allowed(field, name)}"

    try:
        columns = columns_of(folder / asked, asked, out_of_bounds)
    except ScenarioError as fault:
        return [], [Complaint((("draws",),), asked, str(fault))]
    unknown = [name for name in columns if full(name) is None]
    wrong = [
        Complaint(
            (("draws",),),
            asked,
            A_LEVER if parts_of(name)[0] == "policy" else f"has a column {written(name)}, which is no key of a number",
        )
        for name in unknown
    ]
    known = {name: key for name in columns if (key := full(name)) is not None}
    return [Draws(key=key, values=columns[name]).model_dump() for name, key in known.items()], wrong


def _field_of(key: str) -> FieldInfo | None:
    """The declaration of what a full key names."""
    *outer, last = place_of(key)
    owner: type[BaseModel] = Scenario
    for part in outer:
        owner = (table_in(owner.model_fields[part]) if part in owner.model_fields else None) or owner
    return owner.model_fields.get(str(last))


def _keys(stated: dict[str, Any]) -> set[str]:
    """Full key of everything that is stated in a table."""
    return {_key(one.place, stated) for one in _leaves(stated, Scenario) if len(one.place) > 1}


def _key(place: Place, stated: dict[str, Any]) -> str:
    """The full key of a place: accounts and segments go by their name."""
    parts = place[1:] if place[0] == "parameters" else place
    table = stated[str(place[0])][place[1]] if isinstance(place[1], int) else {}
    named = table.get("name", "") if isinstance(table, dict) else ""
    return joined(str(named if isinstance(part, int) else part) for part in parts)


def _table_of(stated: dict[str, Any], key: str) -> dict[str, Any] | None:
    """The table in which a number stands; None when it is not stated."""
    *outer, last = place_of(key)
    at: Any = stated
    for part in outer:
        if isinstance(at, list):
            at = next((one for one in at if isinstance(one, dict) and one.get("name") == part), None)
        else:
            at = at.get(part) if isinstance(at, dict) else None
    return at if isinstance(at, dict) and at.get(last) is not None else None


def _put_middles(stated: dict[str, Any], draws: list[dict[str, Any]]) -> None:
    """State the mean of each column of draws in its place."""
    for one in draws:
        *outer, last = place_of(one["key"])
        at: Any = stated
        owner: type[BaseModel] = Scenario
        for part in outer:
            if isinstance(at, list):
                at = next(entry for entry in at if isinstance(entry, dict) and entry.get("name") == part)
            else:
                at, owner = at.setdefault(str(part), {}), table_in(owner.model_fields[str(part)]) or owner
        at[last] = _in_kind(owner, str(last), Draws(**one).middle)


def _in_kind(owner: type[BaseModel], name: str, value: float) -> float:
    """The number in the kind that its field holds."""
    return int(value + 0.5) if is_whole(owner, name) else value
