"""Checks what was read against a declared model, and finds everything that is wrong with it at once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Generic, NamedTuple, TypeAlias, TypeVar

from pydantic import BaseModel, ValidationError

from equipoise.sim.faults import ArgumentError
from equipoise.sim.files.bounds import MOST_MISTAKES
from equipoise.sim.files.refusals import declared_place, refusal
from equipoise.sim.files.unknown import unknown_key
from equipoise.sim.plain import plain
from equipoise.sim.policy import Policy
from equipoise.sim.scenario import Scenario
from equipoise.sim.wording import key, shown, written

if TYPE_CHECKING:
    from collections.abc import Mapping

    from equipoise.sim.faults import Place

Stated: TypeAlias = Any
"""What was read from a file, or handed over: anything."""

Model = TypeVar("Model", bound=BaseModel)


class Nothing:
    """The value of a key that is not stated."""


NOTHING = Nothing()

_NOBODY = "\ue000"  # for private use: no name begins with it


class Complaint(NamedTuple):
    """One thing that is wrong."""

    places: tuple[Place, ...]  # where; a message points at the first
    value: object  # what stands there; ``NOTHING`` if nothing does
    words: str  # what is wrong with it, and what is allowed


class Checked(NamedTuple, Generic[Model]):
    """The outcome of a check."""

    model: Model | None  # None when anything is wrong
    wrong: list[Complaint]  # what is not allowed
    conflicts: list[Complaint]  # what is allowed, but not together


def check(stated: dict[str, Any], model: type[Model]) -> Checked[Model]:
    """Validate without conversions: a text is no number, and true is not 1.

    Conflicts can only be found among values that are allowed. So what is not allowed is complained of and left out, and
    the rest is checked again.
    """
    wrong: list[Complaint] = []
    stated = plain(stated)
    try:
        found = model.model_validate(stated, strict=True, context={})
    except ValidationError as error:
        wrong = complaints(error, model)
        rest = _copied(stated)
        for detail in error.errors():
            _leave_out(rest, detail, model)
        found = model.model_validate(rest, strict=True, context={})
    known = {place for complaint in wrong for place in complaint.places}
    conflicts = [
        Complaint(conflict.places, _at(stated, conflict.places[0]), conflict.words)
        for conflict in (found.conflicts() if isinstance(found, Scenario) else [])
        if known.isdisjoint(conflict.places)
    ]
    return Checked(None if wrong or conflicts else found, wrong, conflicts)


def complaints(error: ValidationError, model: type[BaseModel]) -> list[Complaint]:
    """Say what a validation found wrong."""
    details: list[dict[str, Any]] = [{**d, "loc": declared_place(d["loc"], model)} for d in error.errors()]
    return [
        Complaint((d["loc"],), _value(d), refusal(d, model) if k < MOST_MISTAKES else "is wrong, too")
        for k, d in enumerate(details)
    ]


def empty_texts(stated: Mapping[str, Any], model: type[BaseModel]) -> list[Complaint]:
    """Find texts at the top of a file that are stated and say nothing."""
    return [
        Complaint(((name,),), "", "must be a text that is not empty; or leave it out")
        for name, field in model.model_fields.items()
        if field.default == "" and stated.get(name) == ""
    ]


def refused(error: ValidationError, model: type[BaseModel], stated: Mapping[str, Any]) -> ArgumentError:
    """Say to a caller from Python what a validation found wrong."""
    lines = [
        complained(one, one.places[0], dict(stated)) if one.places[0] else one.words for one in complaints(error, model)
    ]
    return ArgumentError("\n".join(dict.fromkeys(lines)))


def refused_keys(unknown: Mapping[str, Any], model: type[BaseModel]) -> ArgumentError:
    """Say to a caller from Python which keys of a change are unknown."""
    wrong = [Complaint(((name,),), value, unknown_key(name, (), model)) for name, value in unknown.items()]
    return ArgumentError("\n".join(complained(one, one.places[0], {}) for one in wrong))


def still_sound(model: Model) -> Model:
    """Check a model again, since neither copies with changes nor what is put into its lists is checked."""
    return type(model)(**model.model_dump(warnings=False))


def complained(complaint: Complaint, place: Place | str, stated: dict[str, Any]) -> str:
    """Write a complaint: key, value, what is wrong."""
    value = "" if complaint.value is NOTHING else f" = {written(complaint.value)}"
    if isinstance(place, str):
        return f"{shown(place)}{value}   {complaint.words}"
    name = _at(stated, (*place[:2], "name"))
    return f"{key(place, name if isinstance(name, str) and name else None)}{value}   {complaint.words}"


def _copied(stated: Stated, levels: int = 8) -> Stated:
    """A copy of tables and lists, as deep as a model goes."""
    if isinstance(stated, dict) and levels:
        return {name: _copied(value, levels - 1) for name, value in stated.items()}
    return [_copied(value, levels - 1) for value in stated] if isinstance(stated, list) and levels else stated


def _value(detail: Mapping[str, Any]) -> object:
    return NOTHING if detail["type"] == "missing" else detail["input"]


def _at(stated: Stated, place: Place) -> object:
    for part in place:
        try:
            stated = stated[part]
        except (KeyError, IndexError, TypeError):
            return NOTHING
    return stated


def _leave_out(rest: dict[str, Any], detail: Mapping[str, Any], model: type[BaseModel]) -> None:
    """Take a wrong value out, so that its default applies; what has no default gets a stand-in that is nobody's."""
    *outer, last = detail["loc"]
    table = _at(rest, tuple(outer))
    if model is Policy and detail["loc"][0] in {"then", "accounts"}:
        rest.pop(str(detail["loc"][0]), None)
    elif isinstance(table, dict) and detail["type"] == "extra_forbidden":
        del table[last]
    elif isinstance(last, int) and isinstance(table, list):
        stand_in = f"{_NOBODY}{last}"
        table[last] = {"claims": "R1", "policies": stand_in}.get(str(outer[-1]), {"name": stand_in})
    elif isinstance(table, dict) and detail["loc"] == ("accounts",):
        table["accounts"] = []
    elif isinstance(table, dict) and last == "name":
        table["name"] = _NOBODY + _NOBODY.join(map(str, outer))
    elif isinstance(table, dict):
        table.pop(last, None)
