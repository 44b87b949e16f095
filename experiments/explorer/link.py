"""A state and what is looked at as the path and query of a link, and back.

Keys are sorted, the version behind them all, and numbers decimal: the same state has the same link.
"""

from __future__ import annotations

from functools import cache
from importlib.metadata import PackageNotFoundError, version
from typing import NamedTuple
from urllib.parse import parse_qsl, quote, urlencode

from equipoise.experiments.explorer.state import SIDES, State, View
from equipoise.experiments.explorer.values import text_of
from equipoise.sim.faults import EquipoiseError
from equipoise.sim.numbers import whole
from equipoise.sim.wording import shown, written

START = "/x/"
"""What the path begins with; the scenario follows."""

MOST_YEARS = 25_000
"""Most years of a run."""


class Linked(NamedTuple):
    """What a link says."""

    state: State
    view: View
    version: str  # of the program that wrote it; empty where it does not say


def link_of(state: State, view: View = View()) -> str:  # noqa: B008 - it is frozen
    """Write a link."""
    pairs: list[tuple[str, str]] = []
    for name, side in zip(SIDES, state.sides, strict=True):
        pairs.append((name, side.policy))
        pairs += [(f"{name}.{lever}", text_of(value)) for lever, value in side.levers]
    pairs += [(key, text_of(value)) for key, value in state.facts]
    pairs += [(name, str(value)) for name, value in state.run().items()]
    pairs += [("see", view.see)] if view.see else []
    pairs += [("year", str(view.year))] if view.year is not None else []
    pairs += [] if view.predict else [("predict", "0")]
    pairs += [("figures", view.figures)] if view.figures else []
    query = urlencode([*sorted(pairs), ("v", here())], safe="*")  # as a browser writes it
    return f"{START}{quote(state.scenario, safe='')}?{query}"


def read_link(scenario: str, query: str) -> Linked:
    """Read the scenario of a link's path and its query; where it names no policies, the scenario's own are meant."""
    opening = State.opening(scenario)
    try:
        pairs = parse_qsl(query, keep_blank_values=True, strict_parsing=bool(query), errors="strict")
    except ValueError:
        raise EquipoiseError(f"{shown(query)}   is no query of a link: it has a part without key=value") from None
    stated = dict(pairs)
    view = _view({name: stated.pop(name) for name in ("see", "year", "predict", "figures") if name in stated})
    written_by = stated.pop("v", "")
    run = [stated.pop(name, None) for name in ("seed", "replications")]
    sides = []
    for name, side in zip(SIDES, opening.sides, strict=True):
        own = {key: stated.pop(key) for key in [*stated] if key.startswith(f"{name}.")}
        levers = {key.removeprefix(f"{name}."): value for key, value in own.items()}
        sides.append((stated.pop(name, side.policy), levers))
    return Linked(State.of(scenario, sides, stated, *run), view, written_by)


@cache
def here() -> str:
    """The version that a link says it was written by; it is read from a file."""
    try:
        return version("equipoise")
    except PackageNotFoundError:
        return "none"


def _view(stated: dict[str, str]) -> View:
    year = whole(stated["year"]) if "year" in stated else None
    if "year" in stated and (year is None or not 1 <= year <= MOST_YEARS):
        raise EquipoiseError(f"year = {written(stated['year'])}   must be a whole number from 1 to {MOST_YEARS:,}")
    return View(stated.get("see", ""), year, stated.get("predict") != "0", stated.get("figures", ""))
