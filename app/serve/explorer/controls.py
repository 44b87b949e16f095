"""The controls of a scenario, from the declarations of what they set: words, units, ranges, what the scenario has."""

from __future__ import annotations

from functools import lru_cache
from math import isfinite
from typing import TYPE_CHECKING, Any, NamedTuple

from equipoise.analysis.prose.keys import words
from equipoise.analysis.prose.money import unit_in
from equipoise.analysis.prose.numbers import capital
from equipoise.analysis.prose.units import Unit
from equipoise.analysis.prose.units import unit_of as unit_for
from equipoise.app.serve.explorer.labels import LEVERS as SHORT
from equipoise.app.serve.explorer.labels import about
from equipoise.app.serve.explorer.sliders import slider
from equipoise.experiments.assumptions import SELDOM_KNOWN
from equipoise.experiments.business_facts import FOLLOWS, open_facts
from equipoise.experiments.explorer.loaded import scenario_called
from equipoise.sim.account import ACCOUNT_TYPES, Account
from equipoise.sim.business.contradictions import OF_THE_VENDOR
from equipoise.sim.business.facts import ALTERNATIVES, FACTS
from equipoise.sim.files.settings import PREFIX, stated_at, targets_of
from equipoise.sim.keys import joined, parts_of
from equipoise.sim.money import money_of
from equipoise.sim.numbers import is_on_off
from equipoise.sim.parameters import Parameters, Switches
from equipoise.sim.wording import choices, range_of, unit_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from pydantic.fields import FieldInfo

    from equipoise.experiments.business_facts import Open
    from equipoise.sim.files.settings import Target
    from equipoise.sim.money import Money
    from equipoise.sim.scenario import Scenario

LEVERS, WEIGHTS, FACTS_FIRST, MORE, MECHANISMS = "levers", "weights", "facts", "more", "mechanisms"
"""Groups: of one side the first two, of both alike the others."""

FIRST_TRAITS = ("size", "type", "orientation", "reference", "level", "channel", "own_margin")
FIRST_PARAMETERS = ("vendor.cash", "vendor.fixed_cost", "market.rivals", "market.quote_mean")
"""Facts that are asked for first where there is no business, of each account and of the vendor and its market."""

MOST_NAMED, MOST_ACCOUNTS = 6, 12
"""Accounts, in the scenario's order, whose facts stand first, and that have controls at all."""

NOT_KNOWN = "none"
"""What takes a fact back, so that it is drawn, or follows from others."""

_PER_CENT = {
    "share of revenue": "% of revenue",
    "share of wallet": "% of its wallet",
    "share of purchases": "% of what it buys",
    "share of its spend": "% of its spend",
    "probability": "%",
    "probability/round": "% a round",
    "probability/exchange": "% an exchange",
    "1/year": "% a year",
}
"""Shares as people say them."""
_AMOUNTS = frozenset({"money", "money/round", "money/unit"})
"""Units of the engine that a business has in its own currency."""
_LARGE = ((1e6, "million "), (1e3, "thousand "))
_BARE = frozenset({"1", "0 or 1", "on/off", "choice"})
_WORDS = {"type": tuple(ACCOUNT_TYPES), "alternatives": tuple(word for word in ALTERNATIVES if word != NOT_KNOWN)}
"""What a text of an account may be."""


class _Place(NamedTuple):
    """What a control sets, and where it stands."""

    key: str
    group: str
    target: Target
    open: Open | None = None  # what a business leaves open there


def controls_of(asked: str) -> list[dict[str, Any]]:
    """Lay out the controls of a scenario by its name or path, once while it stays as it is."""
    return _laid_out_once(asked, scenario_called(asked).model_dump_json())


def first_controls(asked: str, named: Collection[str]) -> list[dict[str, Any]]:
    """Lay out what a page shows at first, and what its state names, without playing anything.

    Facts of a business are none of it: what is taken for those that it does not state follows from its market.
    """
    scenario = scenario_called(asked)
    targets = targets_of(scenario)
    facts = [*_facts(scenario, targets), *_more(scenario, targets)] if scenario.business is None else []
    shown = [one for one in facts if one.group == FACTS_FIRST or one.key in named]
    return _all_laid_out(scenario, [*_levers(targets), *shown, *_mechanisms(targets)])


@lru_cache(maxsize=32)
def _laid_out_once(asked: str, _as_it_is: str) -> list[dict[str, Any]]:
    return controls(scenario_called(asked))


def ends_of(asked: str, key: str) -> tuple[float, float] | None:
    """From where to where a control is moved; None where there is none, or it holds no number."""
    found = next((one for one in controls_of(asked) if one["key"] == key and one["kind"] == "number"), None)
    if found is None:
        return None
    low, high = found["from"], found["to"]
    return (int(low), int(high)) if found["whole"] else (low, high)


def controls(scenario: Scenario) -> list[dict[str, Any]]:
    """Lay every control of a scenario out for a page, those first that are asked for first.

    A lever's key is its name alone. ``low`` and ``high`` are what is allowed, ``from`` and ``to`` how far it is moved;
    ``scale`` is what a value is multiplied with to be in ``unit``. ``preset`` is what the scenario has, null where it
    leaves it open; ``taken`` is what holds then, if that is known. What is ``open`` may be taken back with "none".
    """
    targets = targets_of(scenario)
    places = [*_levers(targets), *_facts(scenario, targets), *_more(scenario, targets), *_mechanisms(targets)]
    return _all_laid_out(scenario, places)


def _all_laid_out(scenario: Scenario, places: Iterable[_Place]) -> list[dict[str, Any]]:
    """Lay each out where it first stands."""
    money, first = money_of(scenario), dict[str, _Place]()
    for one in places:
        first.setdefault(one.key, one)
    found = (_laid_out(scenario, one, money) for one in first.values())
    return [one for one in found if one is not None]


def _mechanisms(targets: dict[str, Target]) -> list[_Place]:
    return [_Place(f"switches.{name}", MECHANISMS, targets[f"switches.{name}"]) for name in Switches.model_fields]


def _levers(targets: dict[str, Target]) -> list[_Place]:
    own = {key: target for key, target in targets.items() if key.startswith(PREFIX)}
    own = {key: own[key] for key in sorted(own, key=lambda key: [*SHORT].index(parts_of(key)[-1]))}
    return [_Place(key, WEIGHTS if parts_of(key)[-1].startswith("weigh_") else LEVERS, own[key]) for key in own]


def _facts(scenario: Scenario, targets: dict[str, Target]) -> list[_Place]:
    """What is asked for first: of a business its books and its accounts; else traits of accounts and a few more."""
    names = [account.name for account in scenario.accounts]
    if scenario.business is None:
        keys = [joined(("accounts", name, trait)) for name in names[:MOST_NAMED] for trait in FIRST_TRAITS]
        keys += [*FIRST_PARAMETERS, *(key for key in sorted(SELDOM_KNOWN) if key in targets)]
        return [_Place(key, FACTS_FIRST, targets[key]) for key in keys]
    asked = {one.keys[0]: one for one in open_facts(scenario, [([name], name) for name in names[:MOST_ACCOUNTS]])}
    first, others = names[:MOST_NAMED], names[MOST_NAMED:MOST_ACCOUNTS]
    known = [key for key in targets if key.startswith("business.") or parts_of(key)[-1] in FACTS]
    places = []
    for key in known:
        table, name, *_ = parts_of(key)
        if stated_at(scenario, targets[key].place) is None and key not in asked:
            continue
        if table == "business" or name in {*first, *others}:
            group = MORE if name in others else FACTS_FIRST
            places.append(_Place(key, group, targets[key], asked.get(key)))
    return [one for one in places if unit_of(one.target.field) != "text"]


def _more(scenario: Scenario, targets: dict[str, Target]) -> list[_Place]:
    """Every other parameter, and trait of an account; of a business not what follows from its books."""
    own = scenario.business is not None
    follows = FOLLOWS | {".".join(key) for key in OF_THE_VENDOR.values()} if own else frozenset()
    sections = [section for section in Parameters.model_fields if section != "switches"]
    keys = [key for key in targets if parts_of(key)[0] in {*sections, "segments"} and key not in follows]
    if not own:
        named = {account.name for account in scenario.accounts[:MOST_ACCOUNTS]}
        keys += [key for key in targets if _is_trait(key) and parts_of(key)[1] in named]
    return [_Place(key, MORE, targets[key]) for key in keys if unit_of(targets[key].field) not in {"text", "segment"}]


def _is_trait(key: str) -> bool:
    """Whether a key is of an account as the engine has it, and no lever of its own."""
    table, *_, last = parts_of(key)
    return table == "accounts" and key.count(".policy.") == 0 and last in Account.model_fields and last not in FACTS


def _laid_out(scenario: Scenario, one: _Place, money: Money | None) -> dict[str, Any] | None:
    field, is_lever = one.target.field, one.key.startswith(PREFIX)
    name = parts_of(one.key)[-1]
    stated = None if is_lever or one.key in scenario.drawn_keys else stated_at(scenario, one.target.place)
    unit, scale = _unit(money, unit_of(field))
    kind, options = _kind(field, name)
    found: dict[str, Any] = {
        "key": name if is_lever else one.key,
        "holds": "side" if is_lever else "both",
        "group": one.group,
        "label": SHORT[name] if is_lever else _label(one.key),
        "unit": unit,
        "scale": scale,
        "kind": kind,
        "choices": list(options),
        "open": field.default is None,
        "preset": stated,
        "taken": one.open and one.open.taken,
        "default": field.default,
        "meaning": " ".join(filter(None, (one.open and one.open.question, field.description))),
        "source": _source(field),
    }
    if one.group == FACTS_FIRST and parts_of(one.key)[0] == "accounts":
        found["account"] = parts_of(one.key)[1]
    if kind == "number":
        bounds = range_of(field)
        low, high, step = slider(scenario, one.key, field, stated, one.open)
        found["unit"], found["scale"] = _in_large(money, unit, scale, high)
        found |= {
            "low": bounds.low if isfinite(bounds.low) else None,
            "high": bounds.high if isfinite(bounds.high) else None,
            "from": low,
            "to": high,
            "step": step,
            "whole": bounds.whole,
        }
    return None if kind == "text" else {**found, "about": about(found)}


def _kind(field: FieldInfo, name: str) -> tuple[str, tuple[str, ...]]:
    """How a value is chosen, and of which words."""
    if is_on_off(field) or unit_of(field) == "on/off":
        return "switch", ()
    options = choices(field) or _WORDS.get(name, ())
    if options:
        return "choice", (*([NOT_KNOWN] if field.default is None else []), *options)
    return "number", ()


def _unit(money: Money | None, unit: str) -> tuple[str, float]:
    """What a value is shown in, and what it is multiplied with for that."""
    if unit in _PER_CENT:
        return _PER_CENT[unit], 100.0
    shown = unit_for(money, unit) if unit in _AMOUNTS else Unit(unit, 1.0)
    if shown.name.startswith("1/"):
        return f"a {shown.name.removeprefix('1/')}", shown.scale
    return unit_in(money, "" if shown.name in _BARE else shown.name).replace("/", " a "), shown.scale


def _in_large(money: Money | None, unit: str, scale: float, most: float) -> tuple[str, float]:
    """Amounts of a business in thousands or millions, where they go that far."""
    if money is None or not unit.startswith(money.currency):
        return unit, scale
    by, word = next(((by, word) for by, word in _LARGE if scale * most >= 5.0 * by), (1.0, ""))
    return f"{word}{unit}", scale / by


def _label(key: str) -> str:
    """What a fact is called: one of an account or a business as its file has it, any other in words."""
    table, *names, last = parts_of(key)
    if table in {"accounts", "business"}:
        own = last.replace("_", " ")
        return f"{names[0]}: {own}" if names else capital(own)
    return capital(words(key).removesuffix(" (on or off)"))


def _source(field: FieldInfo) -> str:
    extra = field.json_schema_extra
    return str(extra.get("source", "")) if isinstance(extra, dict) else ""
