"""Numbers that are ranges: which they are, and that an answer is over them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from equipoise.analysis.prose.keys import quoted
from equipoise.analysis.prose.money import between, fact
from equipoise.analysis.prose.numbers import listed, many
from equipoise.analysis.results import Ranged
from equipoise.sim.files.settings import targets_of
from equipoise.sim.money import money_of
from equipoise.sim.ranges import Range
from equipoise.sim.wording import unit_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from equipoise.sim.scenario import Scenario


def ranges_of(scenarios: Iterable[Scenario]) -> list[Ranged]:
    """List what some scenarios draw for each run; what several draw alike stands once."""
    found: dict[tuple[object, ...], Ranged] = {}
    for scenario in scenarios:
        money, targets = money_of(scenario), targets_of(scenario) if scenario.varies else {}
        for one in scenario.varying:
            likely, draws = (one.likely, 0) if isinstance(one, Range) else (None, len(one.values))
            low, high = one.ends
            if low == high:  # a number like any other
                continue
            new = Ranged(one.key, low, high, likely, draws, unit_of(targets[one.key].field), (scenario.name,), money)
            before = found.get(what := (one.key, low, high, likely, draws, money))
            found[what] = new if before is None else replace(new, scenarios=(*before.scenarios, scenario.name))
    return list(found.values())


def over_ranges(ranges: Sequence[Ranged], scenarios: int = 1) -> str:
    """Say that an answer is over ranges, and over which; nothing where nothing was drawn."""
    if not ranges:
        return ""
    said = listed([f"{quoted(one.key)} ({_where(one, scenarios)})" for one in ranges])
    were = "was a range" if len(ranges) == 1 else "were ranges"
    return (
        f"This is over what nobody knows exactly: {said} {were}, drawn anew for each run, the same under every policy."
    )


def _where(one: Ranged, scenarios: int) -> str:
    how = "" if one.likely is None and not one.draws else f", {how_drawn(one)}"
    return f"{between(one.money, one.low, one.high, one.unit)}{how}{inside(one, scenarios)}"


def how_drawn(one: Ranged) -> str:
    """Say how each run gets its value."""
    if one.draws:
        return f"one of {many(one.draws, 'row')} of a file"
    if one.likely is None:
        return "every value alike"
    return f"{fact(one.money, one.likely, one.unit, (one.low, one.high))} the likeliest"


def inside(one: Ranged, scenarios: int) -> str:
    """Say in which scenarios it is one, where not in all."""
    return f", in {listed(one.scenarios)}" if len(one.scenarios) < scenarios else ""
