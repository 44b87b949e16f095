"""Facts and levers in the one way to write them: by full key, of the declared kind, and only what differs."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, TypeAlias, get_args

from equipoise.experiments.explorer.loaded import policy_called
from equipoise.sim.business.facts import MOST_MONEY
from equipoise.sim.faults import EquipoiseError
from equipoise.sim.files.inheriting import INSTEAD
from equipoise.sim.files.settings import PREFIX, converted, full_key, full_keys, stated_at, targets_of
from equipoise.sim.keys import joined, parts_of
from equipoise.sim.numbers import Marked, is_on_off, typed
from equipoise.sim.parts import lever_of
from equipoise.sim.policy import Levers
from equipoise.sim.wording import nothing

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pydantic.fields import FieldInfo

    from equipoise.sim.files.settings import Target
    from equipoise.sim.scenario import Scenario

Value: TypeAlias = bool | float | str
"""What a control holds; a range is a text, ``3..6``."""

Values: TypeAlias = tuple[tuple[str, Value], ...]
"""Values by key, sorted."""


def facts_of(scenario: Scenario, given: Mapping[str, object]) -> dict[str, Value]:
    """Facts by full key, as far as there are such keys; those that the scenario states alike are left out."""
    targets = targets_of(scenario)
    reachable = {} if given.keys() <= targets.keys() else full_keys(targets)
    found = {full_key(key, reachable) or key: value for key, value in given.items()}
    facts = {key: value_of(value, targets[key].field if key in targets else None) for key, value in found.items()}
    return {key: value for key, value in facts.items() if not _is_stated(scenario, key, facts, targets)}


def _is_stated(scenario: Scenario, key: str, facts: Mapping[str, Value], targets: Mapping[str, Target]) -> bool:
    """Whether a fact changes nothing: it is stated alike, does not vary, and no other fact takes it back."""
    if key not in targets or key in scenario.drawn_keys:
        return False
    other = twin_of(key)
    if other in facts or (other in targets and stated_at(scenario, targets[other].place) is not None):
        return False
    return _alike(facts[key], stated_at(scenario, targets[key].place), targets[key].field)


def twin_of(key: str) -> str:
    """The other key by which a trait of an account can be stated, which stating this one takes back; else empty."""
    table, *names = parts_of(key)
    other = INSTEAD.get(names[-1]) if table == "accounts" else None
    return joined((table, *names[:-1], other)) if other else ""


def levers_of(policy: str, given: Mapping[str, object]) -> Values:
    """Levers by name, sorted; those that a policy has alike for all accounts and rounds are left out."""
    named = {key.removeprefix(PREFIX): value for key, value in given.items()}
    levers = {name: value_of(value, Levers.model_fields.get(name)) for name, value in named.items()}
    try:
        found = policy_called(policy)
    except EquipoiseError:  # which is said where it is to be played
        return tuple(sorted(levers.items()))
    return tuple(
        (name, value)
        for name, value in sorted(levers.items())
        if (field := Levers.model_fields.get(name)) is None or not _alike(value, lever_of(found, name), field)
    )


def value_of(value: object, field: FieldInfo | None) -> Value:
    """A value of the kind that a field holds, if it can be read so; what is none stays, and is complained of."""
    taken_back = "none" if field is None else nothing(field)
    text = taken_back if value is None else text_of(value) if isinstance(value, bool | int | float) else str(value)
    read = text if field is None else converted(value, field)
    if not isinstance(read, bool | int | float):  # a text; a range, or what takes back what is stated, stays one
        return text.strip()
    if isinstance(read, bool):
        return float(read) if field is not None and is_on_off(field) else read
    kinds = () if field is None else get_args(field.annotation) or (field.annotation,)
    return read if int in kinds or abs(read) > MOST_MONEY else float(read) + 0.0  # a zero has no sign here


def _alike(value: Value, stated: object, field: FieldInfo) -> bool:
    if stated is None:
        return value == nothing(field)
    return isinstance(value, bool) == isinstance(stated, bool) and value == stated


def text_of(value: Value) -> str:
    """Write a value as ``--set`` and links have it: decimal, and so that it can be read in one way alone."""
    if isinstance(value, bool):
        return "on" if value else "off"
    if not isinstance(value, float):
        return str(value)
    text = f"{value:.0f}" if value.is_integer() else f"{Decimal(repr(value)):f}"
    return f"{text}0" if isinstance(typed(text), Marked) else text
