"""What a manifest holds, checked as strictly as a file, and complete: nothing is missing, and nothing is left over."""

from __future__ import annotations

import re
from collections import Counter
from itertools import islice
from typing import TYPE_CHECKING, Any, ParamSpec, TypeVar

from pydantic import BaseModel, ValidationError

from equipoise.sim.account import ACCOUNT_TYPES
from equipoise.sim.faults import EquipoiseError
from equipoise.sim.files.checking import NOTHING, Complaint, complained, complaints
from equipoise.sim.policy import Policy
from equipoise.sim.scenario import Run, Scenario
from equipoise.sim.wording import key, written

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from equipoise.sim.faults import Place
    from equipoise.sim.parameters.declare import Declared

Model = TypeVar("Model", bound=BaseModel)
Made = TypeVar("Made")
P = ParamSpec("P")

_MOST_DIFFERENCES = 20

_VERSION = re.compile(r"[A-Za-z0-9_.+!-]{1,60}")


def sound(model: type[Model], stated: object, place: Place) -> Model:
    """Check a part of a manifest as strictly as a file."""
    if not isinstance(stated, dict):
        raise EquipoiseError(f"{key(place)} = {written(stated)}   must be a table")
    try:
        made = model.model_validate(stated, strict=True, context={})
    except ValidationError as error:
        wrong = [one._replace(words=_unknown(one.words)) for one in complaints(error, model)]
    else:
        conflicts = made.conflicts() if isinstance(made, Scenario) else []
        wrong = [Complaint(conflict.places, NOTHING, conflict.words) for conflict in conflicts]
        if not wrong:
            refuse_difference(stated, made.model_dump(mode="json"), place)
            if isinstance(made, Scenario) and made.business is not None and made.slots == made.slots_that_follow:
                made.parameters.vendor.model_fields_set.discard("slots")  # a manifest spells out what followed
            return made
    start = f"{key(place)}." if place else ""
    raise EquipoiseError("\n".join(f"{start}{complained(one, one.places[0], stated)}" for one in wrong))


def part_of(model: type[Model], content: Mapping[str, object]) -> Model:
    """Check the keys of a manifest that belong to a part of it."""
    return sound(model, {name: content[name] for name in model.model_fields if name in content}, ())


def policies_in(content: Mapping[str, object], name: str) -> list[Policy]:
    """Check a list of policies, each with a name of its own."""
    stated = content.get(name)
    if not isinstance(stated, list) or not stated:
        raise EquipoiseError(f"{name} = {written(stated)}   must be a list of one policy or more")
    found = [sound(Policy, entry, (name, k)) for k, entry in enumerate(stated)]
    if twice := [called for called, many in Counter(policy.name for policy in found).items() if many > 1]:
        raise EquipoiseError(f"{name}: {written(twice[0])} is there twice")
    return found


def _unknown(words: str) -> str:
    """Where a key belongs in a file is no help with a manifest."""
    return "unknown key" if words.startswith("unknown key") else words


def refuse_difference(stated: object, whole: object, place: Place = ()) -> None:
    """Refuse a manifest, or a part of it, that is not, key by key, what would be written of what was made of it.

    So nothing is left to a default, nothing is there twice, and nothing is there that is not read.
    """
    if lines := [*islice(_differences(stated, whole, place), _MOST_DIFFERENCES)]:
        raise EquipoiseError("\n".join(lines))


def _differences(stated: object, whole: object, place: Place) -> Iterator[str]:
    if isinstance(stated, dict) and isinstance(whole, dict):
        for name in dict.fromkeys([*stated, *whole]):
            inner = (*place, name)
            if name not in stated:
                yield f"{key(inner)}   is missing"
            elif name not in whole:
                yield f"{key(inner)} = {written(stated[name])}   is nothing that stands there"
            else:
                yield from _differences(stated[name], whole[name], inner)
    elif isinstance(stated, list) and isinstance(whole, list) and len(stated) == len(whole):
        for k, (there, wanted) in enumerate(zip(stated, whole, strict=True)):
            yield from _differences(there, wanted, (*place, k))
    elif stated != whole:
        yield f"{key(place)} = {written(stated)}   must be {written(whole)}, to agree with the rest"


def versions_in(stated: object, place: Place, names: Iterable[str]) -> dict[str, str]:
    """Check the versions that a manifest was made with."""
    if not isinstance(stated, dict):
        raise EquipoiseError(f"{key(place)} = {written(stated)}   must be a table")
    wrong = [
        f"{key((*place, name))} = {written(stated[name])}   must be a version, as 1.2.3"
        if name in stated
        else f"{key((*place, name))}   is missing; it must be a version, as 1.2.3"
        for name in names
        if not isinstance(stated.get(name), str) or not _VERSION.fullmatch(stated[name])
    ]
    if wrong:
        raise EquipoiseError("\n".join(wrong))
    return {name: stated[name] for name in names}


def noted(wrong: list[str], check: Callable[P, Made], *stated: P.args, **named: P.kwargs) -> Made | None:
    """What a check makes of what is stated; None when it notes that something is wrong."""
    try:
        return check(*stated, **named)
    except EquipoiseError as error:
        wrong += str(error).splitlines()
        return None


def of_run(name: str) -> Declared:
    """Declare a number of a manifest as scenarios declare it."""
    return Run.model_fields[name]


def spelled_out(scenario: Scenario) -> dict[str, Any]:
    """Lay a scenario out, with what an account's type stands for in its place, so that nothing else has to be known."""
    accounts = [
        account
        if account.type is None
        else account.model_copy(update={"orientation": ACCOUNT_TYPES[account.type], "type": None})
        for account in scenario.accounts
    ]
    return scenario.model_copy(update={"accounts": accounts}).model_dump(mode="json")
