"""What is hardly meant by a state: of its facts, looked for once while they stay as they are, and under its levers."""

from __future__ import annotations

from functools import lru_cache, partial
from typing import TYPE_CHECKING, NamedTuple

from equipoise.analysis.prose.business import before_overhead
from equipoise.analysis.prose.business_warnings import not_met, warnings
from equipoise.app.ready import failures, not_lasting
from equipoise.app.serve.explorer.labels import without_keys
from equipoise.app.serve.explorer.words import shown_at
from equipoise.experiments.explorer.kept import key_of
from equipoise.experiments.explorer.loaded import scenario_called
from equipoise.experiments.explorer.state import State
from equipoise.sim.business.understanding import understood
from equipoise.sim.doubts import doubts, marks

if TYPE_CHECKING:
    from equipoise.experiments.explorer.kept import Key
    from equipoise.sim.business.doubts import Doubt


class _OfFacts(NamedTuple):
    """What is said of facts, whatever the levers."""

    before: list[str]  # that profit is before overhead
    doubts: list[str]
    losses: list[str]


def warnings_of(state: State) -> list[str]:
    """Say what is to be known before an answer is read: what its profit is before, and what is hardly meant."""
    return [*_at(state).before, *warnings_at(state)]


def warnings_at(state: State) -> list[str]:
    """Say what is hardly meant by a state, causes before what comes of them, as commands do."""
    of_facts = _at(state)
    return list(dict.fromkeys([*of_facts.doubts, *_under(state, *map(key_of, state.arms())), *of_facts.losses]))


def _at(state: State) -> _OfFacts:
    return _of_facts(
        State.of(state.scenario, facts=dict(state.facts)), scenario_called(state.scenario).model_dump_json()
    )


@lru_cache(maxsize=32)
def _of_facts(state: State, _as_it_is: str) -> _OfFacts:
    """Of a business it takes up to a second: its market is solved."""
    scenario = state.arms()[0].scenario
    business = understood(scenario)
    doubted = [_doubted(state, one) for one in (*doubts(scenario), *marks(scenario))]
    if business is None:
        return _OfFacts([], doubted, [])
    missed = not_met(business, partial(shown_at, state.scenario))
    found = before_overhead(business), [*warnings(business), *missed]
    before, losses = ([without_keys(one) for one in said] for said in found)
    return _OfFacts(before, doubted, losses)


@lru_cache(maxsize=32)
def _under(state: State, *_arms: Key) -> list[str]:
    """What comes of the levers of both sides: a few short runs."""
    arms = state.arms()
    return [without_keys(one) for one in (*failures(arms), *not_lasting(arms))]


def _doubted(state: State, one: Doubt) -> str:
    """A doubt as its control shows what it is about."""
    shown = shown_at(state.scenario, one.key)
    value = shown.write(one.value) if isinstance(one.value, int | float) else one.value
    return f"{shown.label} = {value}: {without_keys(one.words)}"
