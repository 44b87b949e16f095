"""What comes before arms are played: rules are compiled, and what is hardly meant is said."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
from numba.core import event

from equipoise.analysis.prose.business import before_overhead
from equipoise.analysis.prose.business_warnings import fails_sentence, not_met, warnings
from equipoise.app.arms import scenarios_of
from equipoise.app.console import note, progress
from equipoise.experiments.studies.designs import lay_out
from equipoise.experiments.studies.possible import doubts_at
from equipoise.sim.arm import Arm
from equipoise.sim.business.understanding import understood
from equipoise.sim.calendar import ROUNDS_A_YEAR
from equipoise.sim.compiler import needs_compiling
from equipoise.sim.doubts import doubts, marks
from equipoise.sim.kernel import play_chunk
from equipoise.sim.runner import CELLS
from equipoise.sim.wording import written

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from contextlib import AbstractContextManager

    from equipoise.experiments.studies.plan import Plan
    from equipoise.sim.scenario import Scenario

RUNS, FEWEST, YEAR = 20, 3, ROUNDS_A_YEAR
"""Runs, fewer in a large scenario, and rounds of each, that are played to see whether a vendor gets anywhere."""

SOLVING = "Solving the market at rest"
"""What goes on before a business is played, which takes a second."""

RULES = 235
"""Rules that are compiled, or so, for progress."""

LASTING_RUNS, LASTING_YEARS, HALF = 200, 3, 0.5
"""Runs and years in which a business should rather last than not, under the policy that it is measured by."""


def make_ready() -> None:
    """Compile the rules if this machine has yet to, and say so; in this thread, so that Ctrl-C can stop it."""
    if needs_compiling():
        note("Compiling the rules of the simulation: half a minute or so, this once.")
        with progress("Compiling", RULES) as done:
            compile_rules(done)


def compile_rules(done: Callable[[float], None]) -> None:
    """Compile the rules, or load them where they are; tells after each that is compiled."""
    with event.install_listener("numba:compile", _Compiled(done)):
        play_chunk(Arm.of("base", rounds=1), range(1))


class _Compiled(event.Listener):  # type: ignore[misc]  # Numba has no types
    """Tells after each rule that it is compiled."""

    def __init__(self, done: Callable[[float], None]) -> None:
        self._done = done

    def on_start(self, event: object) -> None:
        """One is begun."""

    def on_end(self, event: object) -> None:  # noqa: ARG002 - Numba's protocol for listeners
        """One is done."""
        self._done(1.0)


def warn_of(arms: Sequence[Arm]) -> None:
    """Say on standard error what is hardly meant by some arms, and not met; and that answers are before overhead."""
    warn(warnings_of(arms))
    for business in filter(None, map(understood, scenarios_of(arms))):
        warn(not_met(business))
        for line in before_overhead(business):
            note(line)


def trying(scenario: Scenario) -> AbstractContextManager[object]:
    """Say that a scenario is tried; the market of a business is solved for that."""
    return progress("Trying" if scenario.business is None else SOLVING, 1.0)


def warn(lines: Iterable[str]) -> None:
    """Say on standard error what is hardly meant."""
    for line in lines:
        note(f"Warning: {line}")


def warnings_of(arms: Sequence[Arm]) -> list[str]:
    """Say what is hardly meant by some arms, a line each, causes before what comes of them; the rules are compiled."""
    found = [str(doubt) for scenario in scenarios_of(arms) for doubt in (*doubts(scenario), *marks(scenario))]
    with trying(arms[0].scenario):
        return list(dict.fromkeys([*found, *failures(arms), *losses(arms)]))


def losses(arms: Sequence[Arm]) -> list[str]:
    """Say in which scenarios the vendor does not last, and of which businesses what loses money."""
    scenarios = scenarios_of(arms)
    found = []
    for scenario in scenarios:
        start = f"{scenario.name}: " if len(scenarios) > 1 else ""
        own = [arm for arm in arms if arm.scenario.name == scenario.name]
        business = understood(scenario)
        said = warnings(business) if business is not None else []
        found += [f"{start}{line}" for line in (*not_lasting(own), *said)]
    return found


def not_lasting(arms: Sequence[Arm]) -> list[str]:
    """Say that cash runs out in most runs under the first of these policies: within some years, or the whole run."""
    whole = min(arm.rounds for arm in arms)
    soon = min(LASTING_YEARS * ROUNDS_A_YEAR, whole)
    return _fails_within(arms, soon) or (_fails_within(arms, whole) if whole > soon else [])


def _fails_within(arms: Sequence[Arm], rounds: int) -> list[str]:
    chances = {}
    for arm in arms:
        runs = _tried(arm, LASTING_RUNS, rounds)
        chunk = play_chunk(replace(arm, rounds=rounds), range(runs))
        chances[arm.policy.name] = float(chunk.runs["insolvent"].mean())
        if len(chances) == 1 and chances[arm.policy.name] <= HALF:
            return []
    years = -(-rounds // ROUNDS_A_YEAR)
    return [fails_sentence(chances, _tried(arms[0], LASTING_RUNS, rounds), years)]


def _tried(arm: Arm, runs: int, rounds: int) -> int:
    """How many runs are tried: fewer in a large scenario."""
    return min(runs, max(CELLS // max(arm.scenario.slots * rounds, 1), FEWEST))


def failures(arms: Sequence[Arm]) -> list[str]:
    """Say under which policies a vendor gets nowhere."""
    return [
        f"under {written(arm.policy.name)} the go-to-market fails within its first year in each of {runs} runs tried"
        for arm in arms
        if (runs := _all_failed(arm))
    ]


def warnings_of_study(plan: Plan) -> list[str]:
    """Say what is hardly meant by a study, at the points that it plays; the rules are compiled."""
    arms = plan.arms([None] * len(plan.targets))
    with trying(arms[0].scenario):
        return [*doubts_at(plan, lay_out(plan).values), *failures(arms)]


def _all_failed(arm: Arm) -> int:
    """How many runs were tried, if all of them failed within a year; 0 if any did not."""
    rounds = min(YEAR, arm.rounds)
    runs = _tried(arm, RUNS, rounds)
    chunk = play_chunk(Arm(arm.scenario, arm.policy, arm.seed, rounds), range(runs))
    return runs if bool(np.all(chunk.runs["failed"] == 1.0)) else 0
