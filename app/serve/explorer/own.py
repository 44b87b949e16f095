"""Scenarios of one's own: checked as they are typed, and kept in the data folder."""

from __future__ import annotations

import re
from contextlib import contextmanager
from secrets import token_hex
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

from equipoise.app.serve.explorer.desk import desk, document, path_of, text_of, whole
from equipoise.app.serve.explorer.form import form_of, written
from equipoise.sim.arm import Arm
from equipoise.sim.faults import EquipoiseError, reason
from equipoise.sim.files import load_scenario
from equipoise.sim.keys import split
from equipoise.sim.runner import CELLS
from equipoise.sim.wording import shown

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path
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


def check(request: Request, body: Mapping[str, Any]) -> Response:
    """Answer what is wrong with a scenario, each at its line, or what playing it costs, and what its form shows.

    With ``put``, after that was written into it.
    """
    text, put = text_of(body, "toml"), body.get("put")
    text = written(text, put) if isinstance(put, dict) else text
    found, faults = checked(desk(request).shelf, text)
    cost = cost_of(found) if found is not None else ""
    form = form_of(text, faults)
    return document({"faults": _at_lines(faults), "cost": cost, "form": form, **({"toml": text} if put else {})})


def keep(request: Request, body: Mapping[str, Any]) -> Response:
    """Keep a scenario that is sound, and say where it is; in place of the one that the page is of, and of no other."""
    shelf, text = desk(request).shelf, text_of(body, "toml")
    _, faults = checked(shelf, text)
    if faults:
        return document({"faults": _at_lines(faults)})
    name = text_of(body, "name").strip().removesuffix(".toml")
    if "at" in body and shelf.kept(name) is not None and unquote(text_of(body, "at")) != unquote(path_of(name)):
        words = f"{shown(name)} is another scenario of yours: open that to change it, or give this one another name"
        return document({"faults": whole(EquipoiseError(words))})
    return document(kept(shelf, name, text))


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


@contextmanager
def as_file(shelf: Shelf, text: str) -> Iterator[Path]:
    """A text as a file beside one's own scenarios, from which paths in it start."""
    shelf.make()
    path = shelf.folder / f".{token_hex(8)}.toml"
    try:
        path.write_bytes(text.encode("utf-8", "surrogatepass"))  # what is no text is told by who reads it
        yield path
    except OSError as error:
        raise EquipoiseError(f"{shelf.folder} cannot be written: {reason(error)}") from error
    finally:
        path.unlink(missing_ok=True)


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
        {**one, "message": f"Line {one['line']}: {one['message']}" if one["line"] else one["message"]} for one in faults
    ]


def cost_of(scenario: Scenario) -> str:
    """Say that the first answer takes long, where it does."""
    seconds = len(scenario.policies[:2]) * FEW * scenario.slots * scenario.run.rounds / CELLS * _TENTH
    if seconds <= LONG:
        return ""
    return f"It is large: {FEW} futures take about {seconds:,.0f} seconds. The first answer will have fewer."
