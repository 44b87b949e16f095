"""What is said of a value, or of a key, that a declared model does not allow."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, get_args

from sim.files.vocabulary import saying
from sim.nearness import nearest
from sim.numbers import hint
from sim.scenario import Scenario
from sim.wording import allowed, choices, did_you_mean, listed, table_in

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from pydantic import BaseModel
    from pydantic.fields import FieldInfo

    from sim.faults import Place


_LOOKED_AT = 20
"""Keys by which a file is judged to be about something else."""


def refusal(detail: Mapping[str, Any], model: type[BaseModel]) -> str:
    """Say what is wrong with a value, and what is allowed.

    Parameters
    ----------
    detail : mapping
        One of pydantic's errors.
    model : type of BaseModel
        What was validated against.

    Returns
    -------
    str
        Without place and value.
    """
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
    return _length(detail) or f"must be {allowed(field, str(last))}{_hint(value, field)}"


def _length(detail: Mapping[str, Any]) -> str:
    """What is wrong with how long a list or a text is."""
    if detail["type"] == "too_short" and isinstance(detail["input"], list):
        return "must name at least one"
    if detail["type"] == "too_long":
        return f"must name at most {detail['ctx']['max_length']:,}"
    if detail["type"] == "string_too_long":
        return f"must be no longer than {detail['ctx']['max_length']:,} characters"
    return ""


def _hint(value: object, field: FieldInfo) -> str:
    """What was meant by a text that stands where a word or a number should."""
    if not isinstance(value, str):
        return ""
    if words := choices(field):
        return did_you_mean(value, words)
    number = numeric(field) and hint(value)
    return f"; {number}" if number else ""


def numeric(field: FieldInfo) -> bool:
    """Tell whether a field holds a number.

    Parameters
    ----------
    field : FieldInfo
        A declared field.

    Returns
    -------
    bool
        False for switches, words and texts.
    """
    kinds = get_args(field.annotation) or (field.annotation,)
    return bool not in kinds and (int in kinds or float in kinds)


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
    elsewhere = {field: section for section, field in _sections(model)}
    if model is Scenario and name not in elsewhere and (said := saying(name)):
        return f"unknown key; {said}"
    if near := did_you_mean(name, keys):
        return f"unknown key{near}"
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


def declared_names(model: type[BaseModel]) -> frozenset[str]:
    """List every key that a file can state, at whatever place.

    Parameters
    ----------
    model : type of BaseModel
        The whole.

    Returns
    -------
    frozenset of str
        Names of tables among them.
    """
    inner = (table_in(field) for field in model.model_fields.values())
    return frozenset(model.model_fields).union(*(declared_names(table) for table in inner if table is not None))


def is_foreign(stated: Mapping[str, Any], model: type[BaseModel]) -> bool:
    """Tell whether a file is about something else, so that nothing of it should be repeated.

    Parameters
    ----------
    stated : mapping
        What it states.
    model : type of BaseModel
        What it should be.

    Returns
    -------
    bool
        True when none of its first keys is a key of the model, or near one, at whatever place.
    """
    names = declared_names(model) | {"base", "parameters"}
    return not any(name in names or saying(name) or nearest(name, names) for name in [*stated][:_LOOKED_AT])


def _sections(model: type[BaseModel]) -> Iterator[tuple[str, str]]:
    """Each section of a file with each of its keys; an array of tables is no place for a stray key."""
    for name, field in model.model_fields.items():
        inner = table_in(field)
        if name == "parameters" and inner is not None:
            yield from _sections(inner)
        elif inner is not None and isinstance(field.annotation, type):
            yield from ((name, own) for own in inner.model_fields if name != "switches")
