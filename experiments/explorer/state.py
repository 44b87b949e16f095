"""What is explored: two policies under one set of facts, and only what differs from the files that they are from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple

from equipoise.experiments.explorer.loaded import policy_called, scenario_called
from equipoise.experiments.explorer.values import facts_of, levers_of, twin_of, value_of
from equipoise.sim.arm import Arm
from equipoise.sim.characters import composed
from equipoise.sim.faults import EquipoiseError
from equipoise.sim.files import with_settings
from equipoise.sim.files.settings import PREFIX, with_levers
from equipoise.sim.keys import split
from equipoise.sim.scenario import Run
from equipoise.sim.whole_numbers import REPLICATIONS, SEED
from equipoise.sim.wording import written

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from equipoise.experiments.explorer.values import Value, Values
    from equipoise.sim.policy import Policy

SIDES = ("A", "B")
"""What the two are called wherever somebody reads them."""

CHANGED = ", changed"
"""What follows the name of a policy whose levers are moved."""

_OWN = ("seed", "replications")
"""What of a run has a place of its own in a state; the rounds are a fact."""


class Fault(NamedTuple):
    """What is wrong with one value."""

    key: str  # of the control: a fact's full key, ``B.focus`` for a lever, ``B`` for a policy; empty for the whole
    message: str  # the checker's own


@dataclass(frozen=True)
class Side:
    """One of the two: a policy, and the levers in which it differs from that."""

    policy: str  # a shipped name, a path or words
    levers: Values = ()


@dataclass(frozen=True)
class View:
    """What is looked at, which bears on no figure."""

    see: str = ""  # an account; of all when empty
    year: int | None = None  # the last when None
    predict: bool = True  # whether one guesses first
    figures: str = ""  # the two large ones, in the page's words for them; those that it opens with when empty


@dataclass(frozen=True)
class State:
    """All that bears on the figures; :meth:`of` writes the same in one way, so that it is equal, and has one link."""

    scenario: str  # a shipped name or a path
    a: Side
    b: Side
    facts: Values  # by full key, as ``--set`` has it: only what differs from the scenario
    seed: int
    replications: int

    @classmethod
    def of(
        cls,
        scenario: str,
        sides: Iterable[tuple[str, Mapping[str, object]]] = (),
        facts: Mapping[str, object] | None = None,
        seed: object = None,
        replications: object = None,
    ) -> State:
        """Make one of a scenario, and of policies with their levers; what is not given is the scenario's own.

        A value that may not be is told by :meth:`faults` and :meth:`arms`.
        """
        own = scenario_called(scenario)
        given = list(sides) or [(own.policies[side], {}) for side in (0, min(1, len(own.policies) - 1))]
        a, b = (Side(policy, levers_of(policy, levers)) for policy, levers in given)
        found = facts_of(own, facts or {})
        run = {name: found.pop(f"run.{name}", getattr(own.run, name)) for name in _OWN}
        run |= {name: value for name, value in zip(_OWN, (seed, replications), strict=True) if value is not None}
        whole = [value_of(run[name], Run.model_fields[name]) for name in _OWN]
        return cls(scenario, a, b, tuple(sorted(found.items())), SEED.checked(whole[0]), REPLICATIONS.checked(whole[1]))

    @classmethod
    def opening(cls, scenario: str) -> State:
        """The scenario as it is: its first policy, and the second that it compares."""
        return cls.of(scenario)

    @classmethod
    def understood(cls, document: object) -> State:
        """Read what :meth:`laid_out` gives."""
        stated = _table("state", document, ("scenario", *SIDES, "facts", *_OWN))
        sides = [(name, _table(name, stated.get(name), ("policy", "levers"))) for name in SIDES]
        given = [
            (_text(f"{name}.policy", side.get("policy")), _table(f"{name}.levers", side.get("levers", {})))
            for name, side in sides
        ]
        facts = _table("facts", stated.get("facts", {}))
        return cls.of(_text("scenario", stated.get("scenario")), given, facts, *(stated.get(name) for name in _OWN))

    def laid_out(self) -> dict[str, Any]:
        """Lay it out for JSON."""
        sides = {
            name: {"policy": side.policy, "levers": dict(side.levers)}
            for name, side in zip(SIDES, self.sides, strict=True)
        }
        run = {name: getattr(self, name) for name in _OWN}
        return {"scenario": self.scenario, **sides, "facts": dict(self.facts), **run}

    @property
    def sides(self) -> tuple[Side, Side]:
        """A and B."""
        return self.a, self.b

    def at(self, key: str, value: Value, sides: Sequence[str] = ()) -> State:
        """The same with one value changed: a lever of some sides, or a fact where none are named."""
        given = [
            (side.policy, dict(side.levers) | ({key: value} if name in sides else {}))
            for name, side in zip(SIDES, self.sides, strict=True)
        ]
        others = {name: stated for name, stated in self.facts if name != twin_of(key)}
        facts = others | ({} if sides else {key: value})
        return State.of(self.scenario, given, facts, self.seed, self.replications)

    def without(self, key: str) -> State:
        """The same with one fact as the scenario has it."""
        return replace(self, facts=tuple(one for one in self.facts if one[0] != key))

    def run(self) -> dict[str, int]:
        """Runs and seed, as far as they differ from the scenario's."""
        own = scenario_called(self.scenario).run
        now = {name: getattr(self, name) for name in reversed(_OWN)}
        return {name: value for name, value in now.items() if value != getattr(own, name)}

    def policies(self) -> list[Policy]:
        """The policies that both begin from; one whose levers are moved is called so wherever it is spoken of.

        They have the names of the sides where they would be called the same.
        """
        found = [policy_called(side.policy) for side in self.sides]
        own = [policy.name for policy in found]
        names = [f"{name}{CHANGED * bool(side.levers)}" for name, side in zip(own, self.sides, strict=True)]
        if any(composed(one) == composed(other) for one, other in (own, names)):
            names = [*SIDES]
        return [policy.model_copy(update={"name": name}) for policy, name in zip(found, names, strict=True)]

    def arms(self) -> list[Arm]:
        """Make both arms, as ``compare`` makes them of the command; what is wrong is said in the checker's words."""
        return [*self._arms]

    @cached_property
    def _arms(self) -> list[Arm]:
        facts = dict(self.facts) | {f"run.{name}": value for name, value in self.run().items()}
        scenario = with_settings(scenario_called(self.scenario), facts)
        return [
            Arm(scenario, _with_levers(policy, side), scenario.run.seed, scenario.run.rounds)
            for policy, side in zip(self.policies(), self.sides, strict=True)
        ]

    def faults(self) -> list[Fault]:
        """Everything that is wrong, by the control that it belongs to; nothing where the arms can be played."""
        try:
            self.arms()
        except EquipoiseError as fault:
            return self._by_control() or [Fault("", str(fault))]  # what is wrong with all of it together
        return []

    def _by_control(self) -> list[Fault]:
        found: list[Fault] = []
        try:
            with_settings(scenario_called(self.scenario), dict(self.facts))
        except EquipoiseError as fault:
            found += _told(fault)
        for name, side in zip(SIDES, self.sides, strict=True):
            try:
                policy = policy_called(side.policy)
            except EquipoiseError as fault:
                found.append(Fault(name, str(fault)))
                continue
            try:
                _with_levers(policy, side)
            except EquipoiseError as fault:
                found += [Fault(f"{name}.{key.removeprefix(PREFIX)}", message) for key, message in _told(fault)]
        return found


def _with_levers(policy: Policy, side: Side) -> Policy:
    return with_levers(policy, {f"{PREFIX}{name}": value for name, value in side.levers}) if side.levers else policy


def _told(fault: EquipoiseError) -> list[Fault]:
    """One for each line of a message, by the key that it begins with."""
    return [Fault(split(line.partition("   ")[0])[0], line) for line in str(fault).splitlines()]


def _table(name: str, value: object, keys: Sequence[str] | None = None) -> Mapping[str, object]:
    """A table with such keys alone."""
    if not isinstance(value, Mapping):
        raise EquipoiseError(f"{name} = {written(value)}   must be a table")
    if unknown := [key for key in value if keys is not None and key not in keys]:
        raise EquipoiseError(f"{name}.{unknown[0]}   unknown key; there are {', '.join(keys or ())}")
    return value


def _text(name: str, value: object) -> str:
    if not isinstance(value, str) or not value:
        raise EquipoiseError(f"{name} = {written(value)}   must be a text that is not empty")
    return value
