"""Checks what was read against a declared model, and finds everything that is wrong with it at once."""

from __future__ import annotations

from copy import deepcopy
from typing import TYPE_CHECKING, Any, Generic, NamedTuple, TypeVar

from pydantic import BaseModel, ValidationError

from sim.scenario import Scenario
from sim.wording import allowed, choices, did_you_mean, key, listed, nearest, table_in, written

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from sim.faults import Place

Model = TypeVar("Model", bound=BaseModel)


class Nothing:
    """The value of a key that is not stated."""


NOTHING = Nothing()

_NOBODY = "\ue000"  # for private use: no name begins with it


class Complaint(NamedTuple):
    """One thing that is wrong.

    Attributes
    ----------
    places : tuple of paths
        Where; a message points at the first.
    value : object
        What stands there; ``NOTHING`` if nothing does.
    words : str
        What is wrong with it, and what is allowed.
    """

    places: tuple[Place, ...]
    value: object
    words: str


class Checked(NamedTuple, Generic[Model]):
    """The outcome of a check.

    Attributes
    ----------
    model : Model or None
        None when anything is wrong.
    wrong : list of Complaint
        What is not allowed.
    conflicts : list of Complaint
        What is allowed, but not together.
    """

    model: Model | None
    wrong: list[Complaint]
    conflicts: list[Complaint]


def check(stated: dict[str, Any], model: type[Model]) -> Checked[Model]:
    """Validate without conversions: a text is no number, and true is not 1.

    Conflicts can only be found among values that are allowed. So what is not allowed is complained of and left out, and
    the rest is checked again.

    Parameters
    ----------
    stated : dict
        What was read, in the shape of ``model``.
    model : type of BaseModel
        What it should be.

    Returns
    -------
    Checked
        The model, or everything that is wrong.
    """
    wrong: list[Complaint] = []
    try:
        found = model.model_validate(stated, strict=True, context={})
    except ValidationError as error:
        wrong = complaints(error, model)
        rest = deepcopy(stated)
        for detail in error.errors():
            _leave_out(rest, detail)
        found = model.model_validate(rest, strict=True, context={})
    known = {place for complaint in wrong for place in complaint.places}
    conflicts = [
        Complaint(conflict.places, _at(stated, conflict.places[0]), conflict.words)
        for conflict in (found.conflicts() if isinstance(found, Scenario) else [])
        if known.isdisjoint(conflict.places)
    ]
    return Checked(None if wrong or conflicts else found, wrong, conflicts)


def complaints(error: ValidationError, model: type[BaseModel]) -> list[Complaint]:
    """Say what a validation found wrong.

    Parameters
    ----------
    error : ValidationError
        Of a validation without conversions.
    model : type of BaseModel
        What was validated against.

    Returns
    -------
    list of Complaint
        In the order of the model's fields.
    """
    return [Complaint((detail["loc"],), _value(detail), _words(detail, model)) for detail in error.errors()]


def complained(complaint: Complaint, place: Place | str, stated: dict[str, Any]) -> str:
    """Write a complaint: key, value, what is wrong.

    Parameters
    ----------
    complaint : Complaint
        What is wrong.
    place : tuple of str or int, or str
        Where, as the person knows it; or its key.
    stated : dict
        All that was read, for the names of accounts and segments.

    Returns
    -------
    str
        For instance ``market.rivls = 4   unknown key; did you mean "rivals"?``.
    """
    value = "" if complaint.value is NOTHING else f" = {written(complaint.value)}"
    if isinstance(place, str):
        return f"{place}{value}   {complaint.words}"
    name = _at(stated, (*place[:2], "name"))
    return f"{key(place, name if isinstance(name, str) and name else None)}{value}   {complaint.words}"


def _value(detail: Mapping[str, Any]) -> object:
    return NOTHING if detail["type"] == "missing" else detail["input"]


def _at(stated: Any, place: Place) -> object:  # noqa: ANN401 - what was read may be anything
    for part in place:
        try:
            stated = stated[part]
        except (KeyError, IndexError, TypeError):
            return NOTHING
    return stated


def _leave_out(rest: dict[str, Any], detail: Mapping[str, Any]) -> None:
    """Take a wrong value out, so that its default applies; what has no default gets a stand-in that is nobody's."""
    *outer, last = detail["loc"]
    table = _at(rest, tuple(outer))
    if isinstance(table, dict) and detail["type"] == "extra_forbidden":
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


def _words(detail: Mapping[str, Any], model: type[BaseModel]) -> str:
    place, value = detail["loc"], detail["input"]
    *outer, last = place
    table = _table(model, tuple(outer))
    if detail["type"] == "extra_forbidden":
        return unknown_key(str(last), table or model, model)
    field = table.model_fields.get(str(last)) if table is not None else None
    if detail["type"] == "value_error":
        return str(detail["ctx"]["error"])
    if field is None:
        return _words_of_an_entry(detail)
    if detail["type"] == "missing":
        return f"is missing; it must be {allowed(field, str(last))}"
    if detail["type"] == "too_short" and isinstance(value, list):
        return "must name at least one"
    hint = did_you_mean(value, words) if isinstance(value, str) and (words := choices(field)) else ""
    return f"must be {allowed(field, str(last))}{hint}"


def _words_of_an_entry(detail: Mapping[str, Any]) -> str:
    """What is wrong with an entry of a list."""
    name = str(detail["loc"][-2])
    if detail["type"] in {"model_type", "model_attributes_type"}:
        return f"must be a table: keys under [[{name}]]"
    if name == "claims":
        return 'must be "R1" to "R21"'
    return "must be a text"


def _table(model: type[BaseModel], place: Place) -> type[BaseModel] | None:
    """The model of the table at a place."""
    at: type[BaseModel] | None = model
    for part in place:
        if isinstance(part, str) and at is not None:
            field = at.model_fields.get(part)
            at = table_in(field) if field is not None else None
    return at


def unknown_key(name: str, table: type[BaseModel], model: type[BaseModel]) -> str:
    """Say that a key is unknown, and which was meant: here, or in another table.

    Parameters
    ----------
    name : str
        The key.
    table : type of BaseModel
        Where it stands.
    model : type of BaseModel
        The whole.

    Returns
    -------
    str
        For instance ``unknown key; did you mean "rivals"?``.
    """
    keys = stated_keys(table) + (["base"] if table is model else [])
    if table is not model and name in {*stated_keys(model), "base"}:
        return "unknown key; it belongs at the top of the file, before the first [section]"
    if hint := did_you_mean(name, keys):
        return f"unknown key{hint}"
    elsewhere = {field: section for section, field in _sections(model)}
    if found := nearest(name, elsewhere):
        verb = "it belongs" if found == name else f'did you mean "{found}"'
        return f"unknown key; {verb} under [{elsewhere[found]}]" + ("" if found == name else "?")
    return f"unknown key; allowed are {listed(keys, 'and')}"


def stated_keys(table: type[BaseModel]) -> list[str]:
    """List the keys that a file can state in a table; parameters have their sections at the top of the file.

    Parameters
    ----------
    table : type of BaseModel
        A declared table.

    Returns
    -------
    list of str
        In the order of the declaration.
    """
    keys: list[str] = []
    for name, field in table.model_fields.items():
        inner = table_in(field)
        keys += inner.model_fields if name == "parameters" and inner is not None else [name]
    return keys


def _sections(model: type[BaseModel]) -> Iterator[tuple[str, str]]:
    """Each section of a file with each of its keys; an array of tables is no place for a stray key."""
    for name, field in model.model_fields.items():
        inner = table_in(field)
        if name == "parameters" and inner is not None:
            yield from _sections(inner)
        elif inner is not None and isinstance(field.annotation, type):
            yield from ((name, own) for own in inner.model_fields if name != "switches")
