"""What is said of a key that is unknown: which was meant, where that one belongs, or what is allowed."""

from __future__ import annotations

from typing import TYPE_CHECKING, get_origin

from equipoise.sim.account import Account
from equipoise.sim.files.vocabulary import saying
from equipoise.sim.keys import parts_of
from equipoise.sim.nearness import equally_near, nearest
from equipoise.sim.policy import VENDOR_WIDE, Levers, OwnLevers, Policy, Then
from equipoise.sim.scenario import Scenario
from equipoise.sim.wording import LONGEST_KEY, MOST_NEAR, did_you_mean, in_quotes, listed, table_in, written

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping

    from pydantic import BaseModel
    from pydantic.fields import FieldInfo

    from equipoise.sim.faults import Place

_LEVER, _LEVERS = "policy", "levers"
"""Where levers stand in settings, and in files: they are about many things."""
_TRAIT = ("accounts", "NAME", "size")
"""What the key of a trait is made of; that of an account's lever has a part more."""
_NOUNS = {"accounts": "account", "segments": "segment"}
"""Arrays of tables that go by name, and what one of them is called."""


def table_at(model: type[BaseModel], place: Place) -> type[BaseModel] | None:
    """Find the model of the table at a place."""
    at: type[BaseModel] | None = model
    named: type[BaseModel] | None = None  # tables by name: what each of them is
    for part in place:
        if named is not None:
            at, named = named, None
        elif isinstance(part, str) and at is not None:
            field = at.model_fields.get(part)
            at = table_in(field) if field is not None else None
            if field is not None and get_origin(field.annotation) is dict:
                at, named = None, at
    return at


def unknown_key(name: str, outer: Place, model: type[BaseModel]) -> str:
    """Say that a key of a file is unknown, and which was meant: here, or in another table."""
    table = table_at(model, outer) or model
    found = next(filter(None, _meanings(name, table, outer, model)))
    return f"unknown key{found}"


def _meanings(name: str, table: type[BaseModel], outer: Place, model: type[BaseModel]) -> Iterator[object]:
    """What may be said of a key, what is surest first."""
    where = next((part for part in reversed(outer) if isinstance(part, str)), "")
    spoken = model in {Scenario, Policy, Account}  # a study has no words of its own, and no base
    keys = stated_keys(table) + (["base"] if table is model and model in {Scenario, Policy} else [])
    keys += ["policy"] if table is Then else []
    elsewhere = _homes(model)
    yield table is OwnLevers and name in VENDOR_WIDE and "; it is no lever of one account, but of the whole vendor"
    yield name in keys and '; from Python, it is given inside "parameters"'
    yield spoken and where and _said(saying(name, where))
    yield table is not model and _of_the_whole(name, model)
    if where in elsewhere.values() and where != _LEVERS:  # a section is about one thing, and a word means that there
        yield _asked([key for key in keys if _words(key)[-1:] == _words(name)])
    yield spoken and _said(saying(name))
    yield name in elsewhere and f"; it belongs under [{elsewhere[name]}]"
    yield did_you_mean(name, keys)
    yield (
        model is Scenario and name in Account.model_fields and "; it belongs to an account, under its own [[accounts]]"
    )
    yield _of_another_kind(name, outer, model)
    yield _asked([key for key in keys if {*_words(name)} < {*_words(key)}])
    if found := nearest(name, elsewhere):
        yield f'; did you mean "{found}" under [{elsewhere[found]}]?'
    parts = [key for key in elsewhere if key.startswith(f"{name}_")]  # not the end of one: a share is no prior_share
    in_section = name not in _NOUNS.values() and not any(isinstance(part, int) for part in outer)
    yield in_section and len(parts) == 1 and f'; did you mean "{parts[0]}" under [{elsewhere[parts[0]]}]?'
    yield f"; allowed are {listed(keys, 'and')}"


def _said(words: str | None) -> str | None:
    return words and f"; {words}"


def _asked(names: Collection[str]) -> str:
    return f"; did you mean {listed(names)}?" if 0 < len(names) <= MOST_NEAR else ""


def _words(name: str) -> list[str]:
    """The words of a name, each for one thing."""
    return [word.removesuffix("s") for word in name.casefold().split("_")]


def _of_the_whole(name: str, model: type[BaseModel]) -> str:
    """Where in the file a key belongs that stands in one of its tables, and is none of them."""
    if name not in {*stated_keys(model), "base"}:
        return ""
    field = model.model_fields.get(name)
    if field is not None and table_in(field) and get_origin(field.annotation) is list:
        return f"; {name} stand each under its own [[{name}]]"
    if name in {section for section, _ in _sections(model)} or (field is not None and table_in(field)):
        return f"; it is a section of its own: [{name}]"
    return "; it belongs at the top of the file, before the first [section]"


def _of_another_kind(name: str, outer: Place, model: type[BaseModel]) -> str:
    """Which kind of file a key belongs to."""
    if model is Scenario and name in OwnLevers.model_fields and outer[:1] == ("accounts",):
        return "; it is a lever, and belongs under [accounts.policy]"
    if model is Scenario and name in Levers.model_fields:
        return f'; it is a lever, which a policy states: "{name}" under [levers] in a file of its own'
    section = _homes(Scenario).get(name) if model is Policy else None
    return f"; it belongs to a scenario, under [{section}]" if section is not None else ""


def stated_keys(table: type[BaseModel]) -> list[str]:
    """List the keys that a file can state in a table; parameters have their sections at the top of the file."""
    keys: list[str] = []
    for name, field in table.model_fields.items():
        inner = table_in(field)
        keys += inner.model_fields if name == "parameters" and inner is not None else [name]
    return keys


def _homes(model: type[BaseModel]) -> dict[str, str]:
    """The section of each key."""
    return {own: section for section, own in _sections(model)}


def _sections(model: type[BaseModel]) -> Iterator[tuple[str, str]]:
    """Each section of a file with each of its keys; arrays of tables and tables by name take no stray key."""
    for name, field in model.model_fields.items():
        inner = table_in(field)
        if name == "parameters" and inner is not None:
            yield from _sections(inner)
        elif inner is not None and get_origin(field.annotation) not in {list, dict}:
            yield from ((name, own) for own in inner.model_fields if name != "switches")


def setting_field(key: str) -> FieldInfo | None:
    """Find the declaration of what a setting sets, whichever scenario it is for."""
    name = parts_of(key)[-1]
    section = _homes(Scenario).get(name)
    tables = [
        table_at(Scenario, place)
        for place in (("parameters", section or ""), (section or "",), ("run",), ("accounts",))
    ]
    return next((t.model_fields[name] for t in (*tables, Levers) if t is not None and name in t.model_fields), None)


def unknown_setting(key: str, reachable: Mapping[str, str]) -> str:
    """Say that a key of a setting is unknown, and which was meant."""
    return f"unknown key{next(filter(None, _keys_meant(key[:LONGEST_KEY], reachable)), '')}"


def _keys_meant(key: str, reachable: Mapping[str, str]) -> Iterator[object]:
    """What may be said of a key, what is surest first."""
    targets = {full: parts_of(full) for full in reachable.values()}
    first, *_ = parts = parts_of(key)
    last = parts[-1]
    plain = [full for full, at in targets.items() if at[-1] == last and at[0] not in _NOUNS]
    yield first not in _NOUNS and _listed(plain)
    common = {full: at for full, at in targets.items() if at[2:-1] != (_LEVER,)}  # not levers of single accounts
    yield _listed([full for full, at in common.items() if at[-len(parts) :] == parts])
    if last in OwnLevers.model_fields:
        yield _listed([full for full, at in targets.items() if at[:2] == parts[:2] and at[2:] == (_LEVER, last)])
    if first in _NOUNS and parts[2:3] == (_LEVER,):
        wide = f'; it is no lever of one account, but of the whole vendor: "{_LEVER}.{last}"'
        yield wide if last in VENDOR_WIDE else ""
    if first in _NOUNS:
        yield _of_a_name(first, parts, [*targets.values()], _near(key, reachable))
    if first != _LEVER and last in Levers.model_fields:
        yield f'; did you mean the lever "{_LEVER}.{last}"?'
    yield _said(saying(last, first))
    inside = {full: at[-1] for full, at in targets.items() if at[:-1] == parts[:-1]}
    yield first != _LEVER and _listed([full for full, name in inside.items() if _words(name)[-1:] == _words(last)])
    said = _said(saying(last)) or ""
    section = _homes(Scenario).get(last)
    yield said + (f'; did you mean "{section}.{last}" of the scenario?' if section is not None else "")
    yield _near(key, reachable)
    yield _listed([full for full, at in targets.items() if at[-1] == last])
    yield inside and f"; allowed under {'.'.join(parts[:-1])} are {listed(inside.values(), 'and')}"
    yield "; equipoise parameters lists what can be set"


def _of_a_name(array: str, parts: tuple[str, ...], targets: Iterable[tuple[str, ...]], near: str) -> str:
    """What is wrong with a trait of an account or a segment: its name, or what it is called itself."""
    traits: dict[str, list[str]] = {}
    for target in targets:
        if target[0] == array and (len(target) > len(_TRAIT)) is (parts[2:-1] == (_LEVER,)):
            traits.setdefault(target[1], []).append(target[-1])
    name = ".".join(parts[1 : -1 if parts[2:-1] != (_LEVER,) else -2]) or parts[-1]
    if name in traits:
        return _said(saying(parts[-1])) or near or f"; allowed are {listed(traits[name], 'and')}"
    noun, more = _NOUNS[array], len(traits) - MOST_NEAR
    wrong = f"there is no {noun} {written(name)}" if parts[2:] else f"it needs the name of the {noun} and a trait"
    there = f"the scenario has {listed([*traits][:MOST_NEAR], 'and')}" if traits else "the scenario has none"
    return near or f"; {wrong}; {there}{f' and {more:,} others' if more > 0 else ''}"


def _near(key: str, reachable: Mapping[str, str]) -> str:
    found = [*dict.fromkeys(reachable[near] for near in equally_near(key, reachable))]
    return f"; did you mean {listed(found if len(found) <= MOST_NEAR else found[:1])}?" if found else ""


def _listed(keys: list[str]) -> str:
    more = f", or {len(keys) - MOST_NEAR:,} others" if len(keys) > MOST_NEAR else ""
    shown = f"{', '.join(map(in_quotes, keys[:MOST_NEAR]))}{more}" if more else listed(keys) if keys else ""
    return shown and f"; did you mean {shown}?"
