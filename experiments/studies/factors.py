"""Factors: what each one sets, which values it takes, and what is wrong with one that sets nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any, Literal, NamedTuple, TypeAlias, get_args

from pydantic import TypeAdapter, ValidationError

from equipoise.experiments.scales import between
from equipoise.sim.account import ACCOUNT_TYPES
from equipoise.sim.files.settings import PREFIX, full_key, full_keys, stated_at, targets_of
from equipoise.sim.files.unknown import unknown_setting
from equipoise.sim.keys import joined, parts_of
from equipoise.sim.numbers import ON_OFF
from equipoise.sim.parameters.declare import SMALLEST, refused_near_zero
from equipoise.sim.parts import lever_of
from equipoise.sim.wording import (
    again,
    allowed,
    choices,
    did_you_mean,
    listed,
    numeric,
    otherwise,
    range_of,
    unit_of,
    written,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from pydantic.fields import FieldInfo

    from equipoise.experiments.studies.study import Factor, Value
    from equipoise.sim.faults import Place
    from equipoise.sim.policy import Policy
    from equipoise.sim.scenario import Scenario

Number: TypeAlias = "int | float"
Fault: TypeAlias = "tuple[str, object, str]"  # which of a factor's keys, what it says, and what is wrong with it


class Target(NamedTuple):
    """A factor, resolved."""

    key: str
    kind: Literal["number", "whole", "switch", "text"]  # of its values: ``number``, ``whole``, ``switch`` or ``text``
    # from its declaration
    unit: str
    meaning: str
    # its range; unless there is a list
    low: Number
    high: Number
    log: bool  # whether values spread over the range by their logarithm
    listed: tuple[Value, ...]  # a list to choose from; empty when there is a range
    # as the study has it where the factor is not varied; None where that is drawn, or differs between policies
    base: Value
    place: Place  # where it stands in the scenario, or in a policy

    def at(self, u: float) -> Value:
        """Find the value at a place between 0 and 1; those of a list, and whole numbers, have equal shares."""
        if self.listed:
            return self.listed[min(int(u * len(self.listed)), len(self.listed) - 1)]
        if self.kind == "whole":
            value: Number = int(self._between(self.low, self.high + 1, u))
        else:
            value = self._between(self.low, self.high, u)
        return min(max(value, self.low), self.high)

    def spread(self, levels: int) -> list[Value]:
        """Spread values evenly, from one end to the other.

        Fewer where there are not so many whole numbers; the whole of a list.
        """
        if self.listed:
            return list(self.listed)
        steps = [self._between(self.low, self.high, k / (levels - 1)) for k in range(levels)]
        inside = [min(max(step, self.low), self.high) for step in steps]
        return list(dict.fromkeys(map(round, inside))) if self.kind == "whole" else list(inside)

    def _between(self, low: Number, high: Number, u: float) -> float:
        """To twelve digits, so that a fifth of .05 is .01 in the data and not .010000000000000002."""
        value = between(low, high, u, by_log=self.log)
        return float(f"{value:.12g}") if abs(value) >= SMALLEST else 0.0


class Space:
    """What the factors of a study can set: keys of its scenario, and levers of all its policies or of one by name."""

    def __init__(self, scenario: Scenario, policies: Sequence[Policy]) -> None:
        self._scenario, self._policies = scenario, policies
        plain = targets_of(scenario)
        own = {
            joined(("policy", policy.name, parts_of(key)[-1])): target
            for policy in policies
            for key, target in plain.items()
            if key.startswith(PREFIX)
        }
        self._targets = plain | own
        self._full = full_keys(self._targets)

    def full(self, key: str) -> str | None:
        """Give the full key that is meant; None when there is none."""
        return full_key(key, self._full)

    def unknown(self, key: str) -> str:
        """Say that a key is unknown, and which was meant."""
        return unknown_setting(key, self._full)

    def field(self, key: str) -> FieldInfo:
        """Give the declaration behind a full key."""
        return self._targets[key].field

    def place(self, key: str) -> Place:
        """Give where a full key stands, in the scenario or in a policy."""
        return self._targets[key].place

    def base(self, key: str) -> Value:
        """Give the value that stands where a full key is not varied; None where that is drawn, or policies differ."""
        if key.startswith(PREFIX):
            _, *named, lever = parts_of(key)
            values: list[Any] = [lever_of(policy, lever) for policy in self._policies if named in ([], [policy.name])]
        else:
            drawn = key in self._scenario.drawn_keys
            values = [None if drawn else stated_at(self._scenario, self._targets[key].place)]
        return values[0] if all(value == values[0] for value in values) else None

    def words(self, key: str) -> tuple[str, ...]:
        """List the words that a full key can be set to; none when it takes numbers or any text."""
        field = self.field(key)
        if key.startswith("accounts.") and key.endswith(".type"):
            return tuple(ACCOUNT_TYPES)
        if key.startswith("accounts.") and key.endswith(".opens"):
            return tuple(segment.name for segment in self._scenario.segments)
        return choices(field)


def target_of(factor: Factor, space: Space, *, hint: bool = True) -> Target | list[Fault]:
    """Resolve a factor.

    Everything that is wrong with it: which of its keys (nothing for the factor itself), what that says, and why.
    """
    key = space.full(factor.key)
    if key is None:
        return [("key", factor.key, space.unknown(factor.key) if hint else "unknown key")]
    if key.startswith("run."):
        return [("key", factor.key, f'is the same at every point; state "{key.removeprefix("run.")}" for the study')]
    field = space.field(key)
    unit, kind = unit_of(field), _kind(field)
    faults = [*_wrong(factor, field, kind, unit, space.words(key))]
    if faults:
        return faults
    low, high = (0 if end is None or isinstance(end, str) else end for end in (factor.low, factor.high))
    if kind == "number" and unit != ON_OFF:
        low, high = _broken(low), _broken(high)
    chosen = _listed(factor, kind, unit, space.words(key))
    about = field.description or ""
    return Target(key, kind, unit, about, low, high, factor.scale == "log", chosen, space.base(key), space.place(key))


def _broken(value: Number) -> float:
    """A number with a point; how it was typed is not forgotten."""
    return value if isinstance(value, float) else float(value)


def _kind(field: FieldInfo) -> Literal["number", "whole", "switch", "text"]:
    kinds = get_args(field.annotation) or (field.annotation,)
    if bool in kinds:
        return "switch"
    return "whole" if int in kinds else "number" if float in kinds else "text"


def _listed(factor: Factor, kind: str, unit: str, words: tuple[str, ...]) -> tuple[Value, ...]:
    """The list that a factor chooses from, stated or implied."""
    if factor.values is not None:
        number = kind == "number"
        return tuple(_broken(value) if number and not isinstance(value, str) else value for value in factor.values)
    if kind == "switch":
        return (False, True)
    if unit == ON_OFF:
        return (0.0, 1.0)
    return words if kind == "text" else ()


def _wrong(factor: Factor, field: FieldInfo, kind: str, unit: str, words: tuple[str, ...]) -> Iterator[Fault]:
    ends: Mapping[str, object] = {"low": factor.low, "high": factor.high}
    stated = {end: value for end, value in ends.items() if value is not None}
    if factor.values is not None:
        for end, value in stated.items():
            yield end, value, "a factor has a range or a list of values, not both"
        refused, twice = _refusals(field, words), {*again(factor.values)}
        for k, value in enumerate(factor.values):
            if why := refused(value):
                yield "values", value, why
            elif k in twice:
                yield "values", value, "is in the list already"
        return
    if unit == ON_OFF or kind == "switch" or (kind == "text" and words):
        if stated and not (unit == ON_OFF and stated == {"low": 0, "high": 1}):
            end, value = next(iter(stated.items()))
            yield end, value, "is no range: what it sets is on or off, or one of some words; state values, or neither"
        return
    if kind == "text":
        yield "", factor.key, "takes a text, which has no range; state values"
    elif not stated:
        yield "", factor.key, f"needs low and high, or values; it may be {allowed(field, factor.key)}"
    else:
        yield from _wrong_range(factor, field, kind)


def _wrong_range(factor: Factor, field: FieldInfo, kind: str) -> Iterator[Fault]:
    sound, refused = True, _refusals(field, ())
    for end, value in (("low", factor.low), ("high", factor.high)):
        if value is None:
            yield "", factor.key, f"has no {end} end; a range needs low and high"
            sound = False
        elif why := refused(value):
            yield end, value, why
            sound = False
    low, high = factor.low, factor.high
    if not sound or low is None or high is None or isinstance(low, str) or isinstance(high, str):
        return
    if low >= high:
        yield "low", low, f"must be below high = {written(high)}"
    elif factor.scale == "log" and low <= 0:
        kind_of = "1 or more" if kind == "whole" else "above 0"
        yield "low", low, f"must be {kind_of}, since the scale is log"


def _refusals(field: FieldInfo, words: tuple[str, ...]) -> Callable[[object], str]:
    """What says why a key cannot be set to a value, and nothing when it can; made once for all values of a list."""
    declared: Any = Annotated[(field.annotation, *field.metadata)] if field.metadata else field.annotation
    adapter, chosen = TypeAdapter(declared, config={"allow_inf_nan": False}), frozenset(words)

    def refusal(value: object) -> str:
        if words:
            hint = did_you_mean(value, words) if isinstance(value, str) else ""
            return "" if value in chosen else f"must be {listed(words)}{hint}"
        try:
            adapter.validate_python(value, strict=True)
        except ValidationError:
            return f"must be {allowed(field, '')}{otherwise(value, range_of(field)) if numeric(field) else ''}"
        return refused_near_zero(value) if isinstance(value, float) else ""

    return refusal
