"""How soon the explorer answers where a control is dragged, and what the years of a run cost that it draws."""

from __future__ import annotations

import json
from statistics import quantiles
from time import perf_counter, process_time
from typing import TYPE_CHECKING

from benchmarks.measure import Figure, ratio_of
from equipoise import Arm
from equipoise.experiments.compare import to_json
from equipoise.experiments.explorer.answers import Explorer
from equipoise.experiments.explorer.state import State
from equipoise.sim.kernel import play_chunk

if TYPE_CHECKING:
    from collections.abc import Iterator

SCENARIO, BUSINESS = "over-a-barrel", "sheet-metal"
RUNS, TURNS, POSITIONS = 256, 15, 40


def figures(*, full: bool) -> Iterator[Figure]:
    """Measure.

    Yields
    ------
    Figure
        How much longer runs take of which the first years are kept, and how soon three of four first answers are there
        when a lever or a fact is dragged: the state checked, one arm or both played, and all of it as JSON.
    """
    del full
    tracks_time(tracks=True)  # compiled, or loaded, before it is timed
    ratio = ratio_of(lambda: tracks_time(tracks=True), lambda: tracks_time(tracks=False), TURNS)
    yield Figure("runs with their first years / without", ratio, "x", at_most=1.05)
    opening, business = State.opening(SCENARIO), State.opening(BUSINESS)
    for what, most, states in (
        ("a lever", 60.0, [opening.at("focus", 0.02 + k / 1000, "B") for k in range(POSITIONS)]),
        ("a fact", 90.0, [opening.at("accounts.Giant.size", 2 + k / 100) for k in range(POSITIONS)]),
        ("a business's fact", 130.0, [business.at("business.overhead", 38e6 + 1e5 * k) for k in range(POSITIONS)]),
    ):
        yield Figure(f"first answer, {what} dragged, as JSON", 1000.0 * first_answers(states), "ms", at_most=most)


def tracks_time(*, tracks: bool) -> float:
    """Processor time in which runs are played."""
    arm = Arm.of(SCENARIO, "strategic")
    began = process_time()
    play_chunk(arm, range(RUNS), tracks=tracks)
    return process_time() - began


def first_answers(states: list[State]) -> float:
    """Time in which three of four first answers are there, where one state comes after the other on an open page."""
    explorer, took = Explorer(), []
    next(explorer.answers(State.opening(states[0].scenario), lambda: True))
    for state in states:
        document = state.laid_out()
        began = perf_counter()
        stages = explorer.answers(State.understood(document), lambda: True)
        json.dumps(to_json(next(stages).comparison))
        took.append(perf_counter() - began)
    return quantiles(took, n=4)[2]
