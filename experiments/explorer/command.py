"""A state as the command that gives the same figures, and back."""

from __future__ import annotations

import shlex
from collections import defaultdict

from equipoise.experiments.explorer.loaded import policy_called
from equipoise.experiments.explorer.state import SIDES, State
from equipoise.experiments.explorer.values import text_of
from equipoise.sim.faults import EquipoiseError
from equipoise.sim.files import split_settings
from equipoise.sim.files.words import apart
from equipoise.sim.keys import joined, parts_of
from equipoise.sim.wording import shown

_COMPARE = ["equipoise", "compare"]
_OPTIONS = ("--policy", "--set", "--replications", "--seed")


def command_of(state: State) -> str:
    """Write the command."""
    words = [*_COMPARE, state.scenario]
    policies = state.policies()
    for side, policy in zip(state.sides, policies, strict=True):
        named = policy.name == policy_called(side.policy).name
        words += ["--policy", side.policy if named else f"{joined((policy.name,))}={side.policy}"]
    sets = [(key, value) for key, value in state.facts]
    for side, policy in zip(state.sides, policies, strict=True):
        sets += [(joined(("policy", policy.name, lever)), value) for lever, value in side.levers]
    for key, value in sets:
        words += ["--set", f"{key}={text_of(value)}"]
    for name, number in state.run().items():
        words += [f"--{name}", str(number)]
    return shlex.join(words)


def read_command(command: str) -> State:
    """Read a command of one scenario and two policies."""
    try:
        words = shlex.split(command)
    except ValueError:
        raise EquipoiseError(f"{shown(command)}   ends within quotes") from None
    given = _given(words)
    if len(given["--policy"]) != len(SIDES):
        raise EquipoiseError("a command to explore has two policies, --policy A --policy B")
    facts, levers = split_settings(given["--set"])
    sides = []
    for asked in given["--policy"]:
        named = policy_called(asked).name
        own: dict[str, object] = {
            parts_of(key)[-1]: value for key, value in levers.items() if parts_of(key)[1:-1] in {(), (named,)}
        }
        sides.append((apart(asked)[1], own))
    run = [given[option][-1] if given[option] else None for option in ("--seed", "--replications")]
    return State.of(given["SCENARIO"][0], sides, facts, *run)


def _given(words: list[str]) -> dict[str, list[str]]:
    """Texts by option; the scenario is what stands behind none."""
    if words[:2] != _COMPARE:
        raise EquipoiseError(f"{shown(shlex.join(words))}   must begin with {shlex.join(_COMPARE)}")
    found: dict[str, list[str]] = defaultdict(list)
    rest = iter(words[2:])
    for word in rest:
        if word.startswith("-") and word not in _OPTIONS:
            raise EquipoiseError(f"{shown(word)}   is no option to explore with; there are {', '.join(_OPTIONS)}")
        if word in _OPTIONS:
            value = next(rest, None)
            if value is None:
                raise EquipoiseError(f"{word}   needs a value")
            found[word].append(value)
        else:
            found["SCENARIO"].append(word)
    if len(found["SCENARIO"]) != 1:
        raise EquipoiseError("a command to explore has one scenario")
    return found
