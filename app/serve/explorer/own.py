"""Scenarios of one's own: checked as they are typed, and kept in the data folder."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

from equipoise.app.serve.explorer.desk import desk, document, linked, path_of, state_of, text_of, whole
from equipoise.app.serve.explorer.form import form_of, written
from equipoise.app.serve.explorer.scenario_file import NOT_ALONE, as_file, as_it_stands, says
from equipoise.experiments.explorer.state import State
from equipoise.sim.arm import Arm
from equipoise.sim.faults import EquipoiseError
from equipoise.sim.files import load_scenario
from equipoise.sim.keys import split
from equipoise.sim.runner import CELLS
from equipoise.sim.wording import shown

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from typing import TypeAlias

    from starlette.requests import Request
    from starlette.responses import Response

    from equipoise.app.serve.explorer.shelf import Shelf
    from equipoise.sim.scenario import Scenario

    Found: TypeAlias = "dict[str, Any]"

FEW, LONG = 64, 1.0
"""Futures that are played first, and seconds from which on it is said that they take long."""
_TENTH = 0.1
"""Seconds that a block of runs takes, or so."""
AS_WRITTEN = "This is as you wrote it, and not what the page shows now: what was moved there is not in it."


def check(request: Request, body: Mapping[str, Any]) -> Response:
    """Answer what is wrong with a scenario, each at its line, or what playing it costs, and what its form shows.

    With ``put``, after that was written into it; with ``state``, of the scenario's own file as a page has it; with
    ``beside``, a state as well, whether that is what the page shows.
    """
    shelf, text, put = desk(request).shelf, text_of(body, "toml"), body.get("put")
    try:
        state = state_of(request, body) if "state" in body else None
        beside = state_of(request, {"state": body["beside"]}) if "beside" in body else None
    except EquipoiseError as error:
        return document({"faults": whole(error)})
    if state is not None:
        text = as_it_stands(shelf.text(shelf.name_of(state.scenario)), state)
    text = written(text, put) if isinstance(put, dict) else text
    found, faults = checked(shelf, text)
    if state is not None and found is not None and not says(found, state):
        faults = whole(EquipoiseError(NOT_ALONE))
    cost = cost_of(found) if found is not None else ""
    if beside is not None and found is not None and not says(found, beside):
        cost = f"{AS_WRITTEN} {cost}".rstrip()
    form = form_of(text, faults)
    is_new = put or state is not None
    return document({"faults": _at_lines(faults), "cost": cost, "form": form, **({"toml": text} if is_new else {})})


def keep(request: Request, body: Mapping[str, Any]) -> Response:
    """Keep a scenario that is sound, and say where it is; in place of the one that the page is of, and of no other.

    What A and B do on the page stands in no scenario: its ``state`` has it opened so.
    """
    shelf, text = desk(request).shelf, text_of(body, "toml")
    _, faults = checked(shelf, text)
    if faults:
        return document({"faults": _at_lines(faults)})
    name = text_of(body, "name").strip().removesuffix(".toml")
    if "at" in body and shelf.kept(name) is not None and unquote(text_of(body, "at")) != unquote(path_of(name)):
        words = f"{shown(name)} is another scenario of yours: open that to change it, or give this one another name"
        return document({"faults": whole(EquipoiseError(words))})
    found = kept(shelf, name, text)
    return document({**found, "link": _as_the_page(request, body, found["name"])} if "name" in found else found)


def _as_the_page(request: Request, body: Mapping[str, Any], name: str) -> str:
    """Where a scenario is, with the sides of the page that it was written on if these were changed there."""
    try:
        state = state_of(request, body)
    except EquipoiseError:
        return path_of(name)
    if state.sides == State.opening(state.scenario).sides:
        return path_of(name)
    sides = [(side.policy, dict(side.levers)) for side in state.sides]
    return linked(request, State.of(desk(request).shelf.asked(name), sides))


def kept(shelf: Shelf, name: str, text: str) -> Found:
    """Keep a text under a name, and say where it is, or why that cannot be."""
    try:
        name = shelf.save(name, text)
    except EquipoiseError as error:
        return {"faults": whole(error)}
    return {"name": name, "link": path_of(name), "faults": []}


def checked(shelf: Shelf, text: str) -> tuple[Scenario | None, list[Found]]:
    """Check a text as a file among one's own scenarios is checked, with the policies that it compares."""
    with as_file(shelf, text) as path:
        try:
            scenario = load_scenario(path)
            for policy in scenario.policies:
                Arm.of(scenario, policy)
        except EquipoiseError as error:
            return None, by_line(str(error), shown(str(path)))
    return scenario, []


def by_line(message: str, label: str) -> list[Found]:
    """Take a message apart: what is wrong at which line, and with which key."""
    found: list[Found] = []
    for line in message.splitlines():
        at = re.match(rf"{re.escape(label)}(?::(\d+))?\s+", line)
        if at is None and found:
            found[-1]["message"] += f"\n{line}"
            continue
        words = line[at.end() :] if at else line.replace(label, "this scenario")
        key = split(words.partition("   ")[0])[0] if "   " in words else ""
        found.append({"line": int(at[1]) if at and at[1] else None, "key": key, "message": words})
    return found


def _at_lines(faults: Iterable[Found]) -> list[Found]:
    """Each with its line in its message."""
    return [
        {**one, "message": f"Line {one['line']}: {one['message']}" if one.get("line") else one["message"]}
        for one in faults
    ]


def cost_of(scenario: Scenario) -> str:
    """Say that the first answer takes long, where it does."""
    seconds = len(scenario.policies[:2]) * FEW * scenario.slots * scenario.run.rounds / CELLS * _TENTH
    if seconds <= LONG:
        return ""
    return f"It is large: {FEW} futures take about {seconds:,.0f} seconds. The first answer will have fewer."
