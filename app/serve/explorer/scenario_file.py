"""The file of a scenario as a page has it: its text stays as it was written, and what was changed here stands in it."""

from __future__ import annotations

from contextlib import contextmanager
from secrets import token_hex
from typing import TYPE_CHECKING, Any

import tomlkit

from equipoise.experiments.explorer.loaded import scenario_called
from equipoise.sim.faults import EquipoiseError, reason
from equipoise.sim.files import load_scenario, with_settings
from equipoise.sim.files.inheriting import BY_NAME, INSTEAD
from equipoise.sim.files.settings import converted, targets_of
from equipoise.sim.keys import parts_of

if TYPE_CHECKING:
    from collections.abc import Iterator, MutableMapping
    from pathlib import Path

    from equipoise.app.serve.explorer.shelf import Shelf
    from equipoise.experiments.explorer.state import State
    from equipoise.experiments.explorer.values import Value
    from equipoise.sim.scenario import Scenario

    Table = MutableMapping[str, Any]

NOT_ALONE = "What was changed cannot stand in this scenario's file, which builds on another: send the command instead."


def scenario_file(shelf: Shelf, state: State) -> str:
    """Write it; nothing that is not stated comes to be stated, by which a business would mean something else.

    Raises
    ------
    equipoise.sim.faults.EquipoiseError
        When it would not say what the page shows.
    """
    text = as_it_stands(shelf.text(shelf.name_of(state.scenario)), state)
    with as_file(shelf, text) as path:
        found = load_scenario(path)
    if not says(found, state):
        raise EquipoiseError(NOT_ALONE)
    return text


def says(found: Scenario, state: State) -> bool:
    """Whether a file's scenario is what a state's facts come to, whatever it is called."""
    try:
        shown = with_settings(scenario_called(state.scenario), _facts_of(state))
    except EquipoiseError:
        return False
    return _content(found) == _content(shown)


def _content(scenario: Scenario) -> dict[str, Any]:
    """All that it says: in which order ranges were stated is nothing."""
    return {
        **scenario.model_dump(exclude={"name"}),
        "ranges": sorted(one.model_dump_json() for one in scenario.ranges),
    }


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


def as_it_stands(text: str, state: State) -> str:
    """Write a state's facts, its seed and its runs into the text of its scenario."""
    found, targets = tomlkit.parse(text), targets_of(scenario_called(state.scenario))
    for key, value in _facts_of(state).items():
        _put(found, parts_of(key), converted(value, targets[key].field))
    return tomlkit.dumps(found)


def _facts_of(state: State) -> dict[str, Value]:
    """What a file has to say anew; keys that the scenario has not are left out."""
    targets = targets_of(scenario_called(state.scenario))
    facts = {key: value for key, value in state.facts if key in targets}
    return facts | {f"run.{name}": number for name, number in state.run().items()}


def _put(at: Table, parts: tuple[str, ...], value: object) -> None:
    """Put a value where its key leads, or take back what stands there."""
    *tables, name = parts
    if tables[0] in BY_NAME:
        array, called, *tables = tables
        at = _called(at, array, called)
        at.pop(INSTEAD.get(name, ""), None)
    for table in tables:
        if value is None and table not in at:
            return
        at = at.setdefault(table, tomlkit.table())
    if value is None:
        at.pop(name, None)
    else:
        at[name] = _in_a_line(value) if isinstance(value, dict) else value


def _in_a_line(value: dict[str, Any]) -> Table:
    """A range of three numbers, as files have it."""
    table = tomlkit.inline_table()
    table.update(value)
    return table


def _called(found: Table, array: str, name: str) -> Table:
    """The table of that name in an array; one that only a base has is named again, as files do."""
    tables = found.setdefault(array, tomlkit.aot())
    there: Table | None = next((one for one in tables if one["name"] == name), None)
    if there is None:
        there = tomlkit.table()
        there["name"] = name
        tables.append(there)
    return there
