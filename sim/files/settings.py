"""Settings: ``key=value`` from a command line or a sweep, over a scenario or a policy."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache
from itertools import islice
from reprlib import repr as shortened
from types import NoneType
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar, get_args

from pydantic import BaseModel

from equipoise.sim.account import Account, Segment
from equipoise.sim.arguments import of_kind
from equipoise.sim.business.facts import Business
from equipoise.sim.characters import composed
from equipoise.sim.faults import ArgumentError, SettingError
from equipoise.sim.files.bounds import LONGEST_TEXT, MOST_MISTAKES, told
from equipoise.sim.files.checking import NOTHING, Complaint, check, complained
from equipoise.sim.files.inheriting import BY_NAME, INSTEAD
from equipoise.sim.files.ranging import between, take_ranges, without
from equipoise.sim.files.unknown import unknown_setting
from equipoise.sim.keys import joined, parts_of, split
from equipoise.sim.numbers import is_on_off, real, whole
from equipoise.sim.parameters import Parameters
from equipoise.sim.parts import in_every_part
from equipoise.sim.plain import plain
from equipoise.sim.policy import Levers, OwnLevers, Policy
from equipoise.sim.scenario import Run, Scenario
from equipoise.sim.wording import nothing, shown, table_in, written

if TYPE_CHECKING:
    from collections.abc import Collection

    from pydantic.fields import FieldInfo

    from equipoise.sim.faults import Place

Model = TypeVar("Model", bound=BaseModel)

PREFIX = "policy."
"""What the keys of levers begin with."""

OWN = "policy"
"""The table of an account that holds levers of its own."""

BUSINESS = "business"
"""The table of a business: a key of it goes by its name alone only where nothing of the engine has the same."""

_KEPT = 16
"""Scenarios whose keys are kept, since who moves one number after another asks for them each time."""

_SWITCHED = {"on": True, "true": True, "yes": True, "off": False, "false": False, "no": False}


class Target(NamedTuple):
    """What a key sets: where it stands in the model, and its declaration."""

    place: Place
    field: FieldInfo


_LEVERS = {f"{PREFIX}{name}": Target(("levers", name), field) for name, field in Levers.model_fields.items()}
_BY_NAME = tuple(f"{array}." for array in BY_NAME)
_FULL_ONLY = ("switches.", f"{BUSINESS}.", *_BY_NAME)


def split_settings(
    settings: Mapping[str, object] | Iterable[str],
) -> tuple[dict[str, object], dict[str, object]]:
    """Tell the settings of scenarios from those of policies, whose keys begin with ``policy.``.

    Of texts as ``market.rivals=2``, or by key; of two that set the same key the later holds.
    """
    pairs = _pairs(settings)
    levers = {key: value for key, value in pairs.items() if key.startswith(PREFIX)}
    return {key: value for key, value in pairs.items() if key not in levers}, levers


def stated_at(scenario: Scenario, place: Place) -> object:
    """Tell what stands at the place of a target; None where that, or the table around it, is not stated."""
    at: Any = scenario
    for part in place:
        at = None if at is None else at[part] if isinstance(part, int) else getattr(at, part)
    stated: object = at
    return stated


def targets_of(scenario: Scenario) -> dict[str, Target]:
    """List what settings can set, by full key: of a scenario, with its accounts and segments, and of any policy."""
    return {**_targets(scenario), **_LEVERS}


def full_keys(targets: Mapping[str, Target], *, levers: bool = False) -> dict[str, str]:
    """List every key that can be written for some targets, with its full key.

    Full, with names in quotes or not, or by its name alone, which levers go by only where they are asked for.
    """
    full_only = _FULL_ONLY if levers else (*_FULL_ONLY, PREFIX)
    facts = {parts_of(key)[-1]: key for key in targets if key.startswith(f"{BUSINESS}.")}
    short = facts | {parts_of(key)[-1]: key for key in targets if not key.startswith(full_only)}
    unquoted = {".".join(parts_of(key)): key for key in targets}
    return short | unquoted | {key: key for key in targets}


def full_key(key: str, full: Mapping[str, str]) -> str | None:
    """Find the full key that is meant, among those of :func:`full_keys`; None when there is none."""
    found = full.get(key) or full.get(joined(parts_of(key[:LONGEST_TEXT])))
    return found if found or key.isascii() else {composed(name): at for name, at in full.items()}.get(composed(key))


def with_settings(scenario: Scenario, settings: Mapping[str, object] | Iterable[str]) -> Scenario:
    """Change some values of a scenario.

    A parameter goes by its full key (``market.rivals``) or by its name alone (``rivals``); a switch, on or off, by
    ``switches.fear``; an account or a segment by its name: ``accounts.Giant.size``. ``none`` takes back what it states;
    of ``alternatives``, which may be none, ``unknown`` does.

    Parameters
    ----------
    scenario : Scenario
        It stays as it is.
    settings : mapping or iterable of str
        ``{"market.rivals": 2}`` or ``["market.rivals=2"]``; of two that set the same key the later holds.

    Returns
    -------
    Scenario
        Validated.

    Raises
    ------
    SettingError
        The message lists every setting that names nothing, or sets what cannot be.
    """
    targets = _targets(of_kind("scenario", scenario, Scenario, "as load_scenario gives it"))
    return _applied(scenario, _pairs(settings), targets)


def with_levers(policy: Policy, settings: Mapping[str, object] | Iterable[str]) -> Policy:
    """Change some levers in every part of a policy, by ``policy.focus`` or ``focus``; see :func:`with_settings`."""
    pairs = _pairs(settings)
    changed = _applied(of_kind("policy", policy, Policy, "as load_policy gives it"), pairs, _LEVERS)
    if not pairs or not (changed.accounts or changed.then):
        return changed
    reachable = full_keys(_LEVERS, levers=True)
    names = [str(_LEVERS[full].place[-1]) for key in pairs if (full := full_key(key, reachable)) is not None]
    return in_every_part(changed, {name: getattr(changed.levers, name) for name in names})


def _pairs(settings: Mapping[str, object] | Iterable[str]) -> dict[str, object]:
    """Settings by key; a text without ``=`` has no value."""
    if isinstance(settings, Mapping):
        return {str(key): plain(value) for key, value in settings.items()}
    pairs: dict[str, object] = {}
    for text in [settings] if isinstance(settings, str) else _texts(settings):
        if len(text) > LONGEST_TEXT:
            raise SettingError(f"{written(text)}   is longer than {LONGEST_TEXT:,} characters")
        key, value = split(text)
        pairs[key] = NOTHING if value is None else value
    return pairs


def _texts(settings: object) -> list[str]:
    """The settings, if they are texts."""
    texts = list(settings) if isinstance(settings, Iterable) else [settings]
    if wrong := [text for text in texts if not isinstance(text, str)]:
        raise ArgumentError(
            f'settings: {shortened(wrong[0])}   must be {{key: value}}, or a list of texts as "market.rivals=2"'
        )
    return [text for text in texts if isinstance(text, str)]


def _targets(scenario: Scenario) -> Mapping[str, Target]:
    return scenario_targets(tuple(one.name for one in scenario.accounts), tuple(one.name for one in scenario.segments))


@lru_cache(maxsize=_KEPT)
def scenario_targets(accounts: tuple[str, ...], segments: tuple[str, ...]) -> Mapping[str, Target]:
    """Every full key of a scenario that can be set, from the names of its accounts and segments."""
    tables: list[tuple[str, Place, type[BaseModel]]] = [
        (section, ("parameters", section), inner)
        for section, field in Parameters.model_fields.items()
        if (inner := table_in(field)) is not None
    ]
    tables += [("run", ("run",), Run), (BUSINESS, (BUSINESS,), Business)]
    tables += [(joined(("accounts", name)), ("accounts", k), Account) for k, name in enumerate(accounts)]
    tables += [(joined(("segments", name)), ("segments", k), Segment) for k, name in enumerate(segments)]
    tables += [(f"{start}.{OWN}", (*place, OWN), OwnLevers) for start, place, table in tables if table is Account]
    return {
        f"{start}.{name}": Target((*place, name), field)
        for start, place, table in tables
        for name, field in table.model_fields.items()
        if (name != "name" or start == "vendor") and table_in(field) is None
    }


def _applied(model: Model, settings: dict[str, object], targets: Mapping[str, Target]) -> Model:
    """The model with its settings, or one message with everything that is wrong with them."""
    exact = settings.keys() <= targets.keys()  # which spares some ten thousand keys to be taken apart
    reachable = {key: key for key in targets} if exact else full_keys(targets, levers=isinstance(model, Policy))
    found = {key: full_key(key, reachable) for key in settings}
    missed = [(key, value) for key, value in settings.items() if value is NOTHING or found[key] is None]
    misses = [_missed(key, value, targets, reachable) for key, value in islice(missed, MOST_MISTAKES)]
    misses += [f"{shown(key)}   unknown key" for key, _ in missed[MOST_MISTAKES:]]
    hits = {
        targets[full].place: converted(value, targets[full].field)
        for key, value in settings.items()
        if value is not NOTHING and (full := found[key]) is not None
    }
    stated = _as_stated(model)
    for place in hits:
        if place[0] == "accounts" and place[-1] in INSTEAD:
            _table(stated, place)[INSTEAD[str(place[-1])]] = None
    for place, value in hits.items():
        if value is not None or _is_stated(stated, place[:-1]):  # to take back what no table states makes no table
            _table(stated, place)[str(place[-1])] = value
    unranged = (
        _vary(stated, {full for full in found.values() if full is not None}) if isinstance(model, Scenario) else []
    )
    checked = check(stated, type(model))
    keys = {target.place: key for key, target in targets.items()}
    complaints = [*unranged, *checked.wrong, *checked.conflicts]
    wrong = [complained(c, keys.get(c.places[0]) or c.places[0], stated) for c in complaints]
    if checked.model is None or misses or unranged:
        raise SettingError(told([*misses, *wrong]))
    return checked.model


def _as_stated(model: Model) -> dict[str, Any]:
    """All that a model holds, but slots that follow from its accounts, which may be set."""
    stated = model.model_dump()
    if isinstance(model, Scenario) and model.business is not None:
        vendor = model.parameters.vendor
        if "slots" not in vendor.model_fields_set:
            del stated["parameters"]["vendor"]["slots"]
    return stated


def _vary(stated: dict[str, Any], keys: Collection[str]) -> list[Complaint]:
    """Take ranges out of what is set; what is set anew has no other range, nor draws."""
    taken, complaints = take_ranges(stated)
    stated["draws"] = without(stated["draws"], stated, keys)
    stated["ranges"] = [*without(stated["ranges"], stated, keys), *taken]
    return complaints


def _is_stated(stated: dict[str, Any], table: Place) -> bool:
    at: Any = stated
    for part in table:
        at = None if at is None else at[part]
    return at is not None


def _table(stated: dict[str, Any], place: Place) -> dict[str, Any]:
    """The table that holds a place."""
    at: Any = stated
    for part in place[:-1]:
        if at[part] is None:  # a table that is not stated yet
            at[part] = {}
        at = at[part]
    table: dict[str, Any] = at
    return table


def converted(value: object, field: FieldInfo) -> object:
    """A value in the kind that a field holds, if it can be read so; what can't be stays, and is complained of."""
    kinds = get_args(field.annotation) or (field.annotation,)
    if not isinstance(value, str):
        return value
    if NoneType in kinds and value == nothing(field):
        return None
    return _SWITCHED.get(value.casefold(), _read(value, kinds)) if is_on_off(field) else _read(value, kinds)


def _read(text: str, kinds: tuple[Any, ...]) -> object:
    if bool in kinds:
        return _SWITCHED.get(text.casefold(), text)
    number = whole(text) if int in kinds else real(text) if float in kinds else None
    if number is not None or not {int, float}.intersection(kinds):
        return text if number is None else number
    return between(text)


def _missed(key: str, value: object, targets: Collection[str], reachable: Mapping[str, str]) -> str:
    """Why a setting sets nothing."""
    if value is NOTHING:
        return f"{written(key)}   is not key=value"
    start = f"{shown(key)} = {shown(value) if isinstance(value, str) else written(value)}   "
    if key.startswith(PREFIX) and not any(target.startswith(PREFIX) for target in targets):
        return f"{start}unknown key; a policy's levers are set where the policy is loaded"
    quotes = _unquoted(f"{key}={value}", targets)
    return start + (f"unknown key{quotes}" if quotes else unknown_setting(key, reachable))


def _unquoted(setting: str, targets: Iterable[str]) -> str:
    """Ask for quotes where a name that holds a sign of equality stands without."""
    found = next((key for key in targets if '"' in key and setting.startswith(".".join(parts_of(key)) + "=")), None)
    return f"; write it in quotes: {found}=..." if found is not None else ""
