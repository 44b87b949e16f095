"""The controls of a scenario, from the declarations of what they set: words, units, ranges, what the scenario has."""

from __future__ import annotations

from decimal import Decimal
from functools import lru_cache
from math import inf, isclose, isfinite, log10
from typing import TYPE_CHECKING, Any

from equipoise.analysis.prose.keys import words
from equipoise.analysis.prose.money import per_cent, unit_in
from equipoise.analysis.prose.numbers import capital
from equipoise.analysis.prose.units import Unit
from equipoise.analysis.prose.units import unit_of as unit_for
from equipoise.app.serve.explorer.labels import LEVERS as SHORT
from equipoise.app.serve.explorer.labels import PLAIN_FACTS, about, beside, shown, without_keys
from equipoise.app.serve.explorer.places import FACTS_FIRST, all_places, first_places
from equipoise.app.serve.explorer.sliders import meaning_of, slider
from equipoise.app.serve.explorer.varying import middle_of, varying_at, where_likely
from equipoise.experiments.explorer.loaded import scenario_called
from equipoise.experiments.explorer.values import twin_of
from equipoise.sim.account import ACCOUNT_TYPES
from equipoise.sim.business.contradictions import TWO_WAYS
from equipoise.sim.business.facts import A_ROUND
from equipoise.sim.business.taken import draws_its_margin
from equipoise.sim.files.settings import PREFIX, stated_at
from equipoise.sim.keys import joined, parts_of
from equipoise.sim.money import money_of
from equipoise.sim.numbers import is_on_off
from equipoise.sim.wording import choices, nothing, range_of, unit_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from pydantic.fields import FieldInfo

    from equipoise.app.serve.explorer.places import Place
    from equipoise.sim.money import Money
    from equipoise.sim.ranges import Draws, Range
    from equipoise.sim.scenario import Scenario

_AMOUNTS = frozenset({"money", "money/round", "money/unit"})
"""Units of the engine that a business has in its own currency."""
LARGE = ((1e6, "million "), (1e3, "thousand "), (1.0, ""))
"""Steps in which a control has amounts, as its unit begins."""
_LARGER = tuple(word for _, word in LARGE if word)
_FROM, _LEAST = 50.0, 0.01
"""From how much revenue on, of such a unit, a business has its amounts in it: all that go this far at least."""
_FAR = 10.0
"""Times the end of its track beyond which an amount is far from what can be meant."""
_OURS = "the business: "
_BARE = frozenset({"1", "0 or 1", "on/off", "choice", "1 to 5", "score"})
_SLOPES = {
    "unit/money": (("for each money a unit", 1.0), ("for each 1% of the list price", 0.01)),
    "money/unit/round": (("money a unit a quarter", 1.0), ("% of the list price a quarter", 100.0)),
    "unit/money/round": (
        ("% a quarter for each money a unit", 100.0),
        ("% a quarter for each 1% of the list price", 1.0),
    ),
}
"""What changes with what: in words without a business, and of one, whose prices are shares of the list price."""
_WORDS = {"type": tuple(ACCOUNT_TYPES)}
"""What a text of an account may be."""

_FOR_HELP = frozenset({"called", "drawn", "source"})
"""What help is made of, and no page needs by itself."""


def controls_of(asked: str) -> list[dict[str, Any]]:
    """Lay out the controls of a scenario by its name or path, once while it stays as it is."""
    return _laid_out_once(asked, scenario_called(asked).model_dump_json())


def first_controls(asked: str, named: Collection[str]) -> list[dict[str, Any]]:
    """Lay out what a page shows at first, and what its state names, without playing anything."""
    scenario = scenario_called(asked)
    return _all_laid_out(scenario, first_places(scenario, named))


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
    ``scale``, ten to the ``power``, is what a value is multiplied with to be in ``unit``; ``in`` stands beside its
    field, and beyond ``most`` an amount is asked about. ``preset`` is what the scenario has, null where it leaves it
    open; ``taken`` is what holds then, if that is known. What is stated as a range has that in words as ``range``, and
    its likeliest or middle value is what is taken. ``back`` is the word that takes a fact back, so that it is drawn or
    follows from others; null where something has to hold. What is emptied comes to ``left``; what is stated
    ``instead`` takes it back. A choice is of ``options``, each with its words, first what stands where nothing is
    stated.
    """
    return _all_laid_out(scenario, all_places(scenario))


def _all_laid_out(scenario: Scenario, places: Iterable[Place]) -> list[dict[str, Any]]:
    money = money_of(scenario)
    found = (_laid_out(scenario, one, money) for one in places)
    return [one for one in found if one is not None]


def _laid_out(scenario: Scenario, one: Place, money: Money | None) -> dict[str, Any] | None:
    field, is_lever = one.target.field, one.key.startswith(PREFIX)
    name = parts_of(one.key)[-1]
    varies = None if is_lever else varying_at(scenario, one.key)
    stated = None if is_lever or varies else stated_at(scenario, one.target.place)
    unit, scale = _unit(money, unit_of(field))
    kind, options = _kind(field, name)
    found: dict[str, Any] = {
        "key": name if is_lever else one.key,
        "holds": "side" if is_lever else "both",
        "group": one.group,
        "label": (label := SHORT[name] if is_lever else _label(one.key)),
        "name": label,
        "called": _called(one.key),
        "unit": unit,
        "scale": scale,
        "kind": kind,
        "choices": list(options),
        "back": nothing(field) if field.default is None else None,
        "preset": stated,
        "instead": None if is_lever else twin_of(one.key) or None,
        "left": stated if stated is None or field.default is not None else nothing(field),
        "taken": middle_of(varies) if varies else one.open and one.open.taken,
        "range": "",
        "drawn": name == "its_margin" and draws_its_margin(scenario.accounts[int(one.target.place[1])]),
        "default": field.default,
        "meaning": " ".join(filter(None, (one.open and one.open.question, without_keys(meaning_of(field))))),
        "source": _source(field),
    }
    if one.group == FACTS_FIRST and parts_of(one.key)[0] == "accounts":
        found["account"] = parts_of(one.key)[1]
        found["name"] = capital(label.removeprefix(f"{found['account']}: "))
    if kind == "number":
        found |= _number(scenario, one, money, varies, found)
    elif kind == "choice":
        found["options"] = _options(found)
    likely = ""
    if varies:
        written = shown(found)
        found |= {"range": written.span(*varies.ends), "placeholder": written._replace(unit="").span(*varies.ends)}
        likely = where_likely(varies, written)
    said = beside(found) if kind == "number" else found["unit"]
    sent = {key: value for key, value in found.items() if key not in _FOR_HELP}
    return None if kind == "text" else {**sent, "in": said, "about": about(found, likely)}


def _number(
    scenario: Scenario, one: Place, money: Money | None, varies: Range | Draws | None, found: Mapping[str, Any]
) -> dict[str, Any]:
    """How far a number goes, in which steps, and how it is written in its field."""
    bounds = range_of(one.target.field)
    low, high, step = slider(scenario, one.key, one.target.field, found["preset"], one.open, varies)
    unit, scale = _in_decimals(*_in_large(money, found["unit"], found["scale"], high))
    power = round(log10(scale))
    return {
        "unit": unit,
        "scale": scale,
        "power": power,
        "placeholder": "not stated" if found["taken"] is None else _shortly(found["taken"], power),
        "low": bounds.low if isfinite(bounds.low) else None,
        "high": bounds.high if isfinite(bounds.high) else None,
        "from": low,
        "to": high,
        "step": step,
        "whole": bounds.whole,
        **({"most": _FAR * high} if unit.startswith(_LARGER) else {}),
    }


def _options(found: Mapping[str, Any]) -> list[list[str]]:
    """What can be chosen, with words for what is not known; and where something else may say it, for "not stated"."""
    back, unknown = found["back"], "I don't know"
    words = [[one, one] for one in found["choices"] if one != back]
    if back is None:
        return words
    otherwise = found["instead"] and parts_of(found["key"])[-1] not in TWO_WAYS  # whose traits no page asks for
    own = [["", "not stated"], [back, unknown]] if otherwise else [[found["left"] or "", unknown]]
    return [*own, *words]


def _shortly(value: float, power: int) -> str:
    """A number as a field shows it, to its third digit."""
    return f"{Decimal(f'{value:.3g}').scaleb(power).normalize():f}"


def _kind(field: FieldInfo, name: str) -> tuple[str, tuple[str, ...]]:
    """How a value is chosen, and of which words."""
    if is_on_off(field) or unit_of(field) == "on/off":
        return "switch", ()
    options = choices(field) or _WORDS.get(name, ())
    if options:
        return "choice", (*([nothing(field)] if field.default is None else []), *options)
    return "number", ()


def _unit(money: Money | None, unit: str) -> tuple[str, float]:
    """What a value is shown in, and what it is multiplied with for that; rounds are quarters to people."""
    if unit in _SLOPES:
        return _SLOPES[unit][money is not None]
    name, scale = _named(money, unit)
    return name.replace("unit a round", "units a round").replace(" a round", " a quarter"), scale


def _named(money: Money | None, unit: str) -> tuple[str, float]:
    if behind := per_cent(money, unit):
        return behind, 100.0
    shown = unit_for(money, unit) if unit in _AMOUNTS else Unit(unit, 1.0)
    if shown.name.startswith("1/"):
        return f"a {shown.name.removeprefix('1/')}", shown.scale
    return unit_in(money, "" if shown.name in _BARE else shown.name).replace("/", " a "), shown.scale


def _in_large(money: Money | None, unit: str, scale: float, most: float) -> tuple[str, float]:
    """Amounts of a business in the same thousands or millions, since nobody looks at the unit of each.

    What goes next to nowhere in them, as prices of a unit do, is in the next smaller ones.
    """
    if money is None or not unit.startswith(money.currency):
        return unit, scale
    by, word = step_of(money, scale * most)
    return f"{word}{unit}", scale / by


def step_of(money: Money | None, most: float = inf) -> tuple[float, str]:
    """The step in which amounts are that go so far, and how a unit of them begins; whole ones without a business."""
    revenue = 0.0 if money is None else money.a_year(A_ROUND)
    return next((one for one in LARGE if revenue >= _FROM * one[0] and most >= _LEAST * one[0]), LARGE[-1])


def _in_decimals(unit: str, scale: float) -> tuple[str, float]:
    """The same unit where a value only has its point moved to be in it; otherwise what a value is times of."""
    is_moved = isclose(scale, 10.0 ** round(log10(scale)))
    return (unit, scale) if is_moved else (f"\u00d7 {scale:.4g} {unit}", 1.0)


def _label(key: str) -> str:
    """What a fact is called: by what its declaration says, or as its file has it where that is plain."""
    table, *names, last = parts_of(key)
    if table in {"accounts", "business"}:
        own = last.replace("_", " ") if last in PLAIN_FACTS else words(joined((table, last))).removeprefix(_OURS)
        return f"{names[0]}: {own}" if names else capital(own)
    return capital(words(key).removesuffix(" (on or off)"))


def _called(key: str) -> str:
    """What answers call it, whosever it is."""
    table, *_, last = parts_of(key)
    return words(joined((table, last))).removeprefix(_OURS).removesuffix(" (on or off)")


def _source(field: FieldInfo) -> str:
    extra = field.json_schema_extra
    return str(extra.get("source", "")) if isinstance(extra, dict) else ""
