"""What is said of a value, or of a key, that a declared model does not allow."""

from __future__ import annotations

from functools import cache
from itertools import takewhile
from typing import TYPE_CHECKING, Any, get_origin

from equipoise.sim.account import Account
from equipoise.sim.files.meant import as_range, meant
from equipoise.sim.files.unknown import table_at, unknown_key
from equipoise.sim.files.vocabulary import saying
from equipoise.sim.keys import joined
from equipoise.sim.nearness import nearest
from equipoise.sim.policy import Levers, OwnLevers
from equipoise.sim.ranges import A_LEVER, looks_like_one
from equipoise.sim.wording import (
    allowed,
    bounds,
    choices,
    did_you_mean,
    numeric,
    otherwise,
    range_of,
    table_in,
    written,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pydantic import BaseModel
    from pydantic.fields import FieldInfo

    from equipoise.sim.faults import Place


_LOOKED_AT = 20
"""Keys by which a file is judged to be about something else."""


def refusal(detail: Mapping[str, Any], model: type[BaseModel]) -> str:
    """Say what is wrong with a value, and what is allowed."""
    place, value = detail["loc"], detail["input"]
    if not place or detail["type"] == "value_error":
        return str(detail["ctx"]["error"])
    *outer, last = place
    table = table_at(model, tuple(outer))
    if detail["type"] == "extra_forbidden":
        return unknown_key(str(last), tuple(outer), model)
    field = table.model_fields.get(str(last)) if table is not None else None
    if field is None:
        return _words_of_an_entry(detail)
    if detail["type"] == "missing":
        return f"is missing; it must be {allowed(field, str(last))}"
    inside = joined(str(part) for part in place if isinstance(part, str) and part != "parameters")
    drawn = A_LEVER if table in {Levers, OwnLevers} and looks_like_one(value) else ""
    in_numbers = isinstance(value, bool) and table is Account and bounds(field) == {"ge": 0, "le": 1}
    hint = as_range(str(last), value, table) if table is not None and numeric(field) else ""
    hint = hint or (f"; for {written(value)} write {int(value)}" if in_numbers else _hint(value, field))
    hint = hint or meant(str(last), value, field)
    return drawn or _length(detail) or f"must be {allowed(field, inside)}{hint}"


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
    if isinstance(value, str) and (words := choices(field)):
        return did_you_mean(value, words)
    return otherwise(value, range_of(field)) if numeric(field) else ""


def _words_of_an_entry(detail: Mapping[str, Any]) -> str:
    """What is wrong with an entry of a list."""
    *_, name, last = detail["loc"]
    no_table = detail["type"] in {"model_type", "model_attributes_type"}
    if isinstance(last, str):
        return f"must be a table: keys under [{joined(map(str, detail['loc']))}]" if no_table else "must be a number"
    if name == "values":
        return "must be a number, a text, true or false"
    if no_table:
        return f"must be a table: keys under [[{name}]]"
    if name == "claims":
        return 'must be "R1" to "R21"'
    return "must be a text"


def declared_place(place: Place, model: type[BaseModel]) -> Place:
    """Cut off what pydantic says of which of several kinds it tried: ``low.int`` is ``low``."""
    for depth in range(len(place) - 1, 0, -1):
        table = table_at(model, place[: depth - 1])
        field = table.model_fields.get(str(place[depth - 1])) if table is not None else None
        if field is not None and table_in(field) is None and get_origin(field.annotation) is not dict:
            rest = takewhile(lambda part: isinstance(part, int), place[depth:])
            return (*place[:depth], *rest)
    return place


@cache
def declared_names(model: type[BaseModel]) -> frozenset[str]:
    """List every key that a file can state, at whatever place."""
    inner = (table_in(field) for field in model.model_fields.values())
    return frozenset(model.model_fields).union(*(declared_names(table) for table in inner if table is not None))


def is_foreign(stated: Mapping[str, Any], model: type[BaseModel]) -> bool:
    """Tell whether a file is about something else, so that nothing of it should be repeated."""
    names = declared_names(model) | {"base", "parameters"}
    return not any(name in names or saying(name) or nearest(name, names) for name in [*stated][:_LOOKED_AT])
