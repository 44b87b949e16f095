"""What the facilitator does: each act comes to events, or is refused in words."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from equipoise.app.serve.acts import PASSED, Refused, year_reached
from equipoise.app.serve.keys import digest
from equipoise.app.serve.log import Draft
from equipoise.app.serve.people import LONGEST_NAME, MOST_AT_A_SEAT, NO_TABLE, SIDES
from equipoise.app.serve.state import PACES
from equipoise.app.serve.teams import MODES
from equipoise.experiments.workshop.counts import count_from
from equipoise.sim.characters import visible
from equipoise.sim.decisions import Side

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from equipoise.app.serve.people import Person
    from equipoise.app.serve.state import State

    Form: TypeAlias = Mapping[str, str]
    Act: TypeAlias = Callable[[State, Form], list[Draft]]

LONGEST_MESSAGE = 280


def _table(state: State, form: Form) -> str:
    name = form.get("table", "")
    if name not in state.tables:
        raise Refused("There is no such table.")
    return name


def _side(form: Form) -> Side:
    found = next((side for side in SIDES if side.value == form.get("side")), None)
    if found is None:
        raise Refused("There is no such seat.")
    return found


def chosen(state: State, form: Form) -> Person:
    """Whom a button is about."""
    number = count_from(form.get("person", ""), 1, state.seq)
    found = None if number is None else state.people.get(number)
    if found is None:
        raise Refused("Nobody of that number is in the room.")
    return found


def _open_year(state: State, form: Form) -> list[Draft]:
    if form.get("year") != str(state.opened + 1):
        raise Refused("That year is open already.", PASSED)
    if state.ended or state.opened >= state.workshop.years:
        raise Refused("All years are open.")
    if state.started and not all(map(state.through, state.tables)) and form.get("anyway") != "yes":
        raise Refused("Not every table is through with the year that is open.")
    return [Draft("opened", {"year": state.opened + 1})]


def _set_pace(state: State, form: Form) -> list[Draft]:  # noqa: ARG001 - all are called alike
    if form.get("pace") not in PACES:
        raise Refused("There is no such pace.")
    return [Draft("paced", {"pace": form["pace"]})]


def _set_mode(state: State, form: Form) -> list[Draft]:  # noqa: ARG001 - all are called alike
    if form.get("mode") not in MODES:
        raise Refused("No seat decides like that.")
    return [Draft("mode", {"mode": form["mode"]})]


def _set_timer(state: State, form: Form) -> list[Draft]:  # noqa: ARG001 - all are called alike
    bodies = {
        "on": {"on": True},
        "off": {"on": False},
        "pause": {"paused": True},
        "go on": {"paused": False},
        "more": {"more": True},
        "wait": {"waits": True},
        "do not wait": {"waits": False},
    }
    if form.get("timer") not in bodies:
        raise Refused("The clock cannot do that.")
    return [Draft("timed", bodies[form["timer"]])]


def _play_move(state: State, form: Form) -> list[Draft]:
    table = _table(state, form)
    asked = [one for one in state.tables[table].open if one.id == form.get("question")]
    if not asked:
        raise Refused("That has been decided in the meantime.", PASSED)
    return [Draft("answered", {"question": asked[0].id, "answer": {}}, table)]


def _set_program(state: State, form: Form) -> list[Draft]:
    return [Draft("program", {"side": _side(form).value, "on": form.get("on") == "yes"}, _table(state, form))]


def _say(state: State, form: Form) -> list[Draft]:
    text = visible(" ".join(form.get("text", "")[: 4 * LONGEST_MESSAGE].split()))[:LONGEST_MESSAGE]
    if not text:
        raise Refused("Type a message.")
    table, _, side = form.get("table", "").partition("/")
    body = {"text": text} | ({"side": _side({"side": side}).value} if side else {})
    return [Draft("said", body, _table(state, {"table": table}) if table or side else "")]


def _nudge(state: State, form: Form) -> list[Draft]:
    table, side = _table(state, form), _side(form)
    question = state.awaited(table, side)
    if not question:
        raise Refused("Nobody waits for that seat any more.", PASSED)
    return [] if state.is_nudged(table, side) else [Draft("nudged", {"side": side.value, "question": question}, table)]


def _reopen(state: State, form: Form) -> list[Draft]:
    table = _table(state, form)
    if state.ended:
        raise Refused("The game is over.")
    return [Draft("reopened", {"year": year_reached(state, table, form.get("year", "")), "again": False}, table)]


def _reopen_decision(state: State, form: Form) -> list[Draft]:
    table = _table(state, form)
    if state.ended:
        raise Refused("The game is over.")
    if not state.tables[table].has_decided:
        raise Refused("Nobody at this table has decided anything yet.")
    return [Draft("reopened", {"decision": True, "again": False}, table)]


def _second_try(state: State, form: Form) -> list[Draft]:
    table = _table(state, form)
    live = state.tables[table]
    if state.ended or live.kept is not None or not live.parted:
        raise Refused("A second try is for tables whose two have parted, once.")
    return [Draft("reopened", {"year": live.parting_year(), "again": True}, table)]


def _move(state: State, form: Form) -> list[Draft]:
    person, table, side = chosen(state, form), _table(state, form), _side(form)
    if len(state.people.at(table, side)) >= MOST_AT_A_SEAT:
        raise Refused(f"A seat has room for {MOST_AT_A_SEAT}.")
    return [Draft("changed", {"person": person.number, "side": side.value}, table)]


def _remove(state: State, form: Form) -> list[Draft]:
    return [Draft("removed", {"person": chosen(state, form).number})]


def _captain(state: State, form: Form) -> list[Draft]:
    person = chosen(state, form)
    if person.observes:
        raise Refused("Who observes sends for nobody.")
    return [Draft("captain", {"person": person.number}, person.table)]


def _end(state: State, form: Form) -> list[Draft]:  # noqa: ARG001 - all are called alike
    return [] if state.ended else [Draft("ended", {})]


def _reveal(state: State, form: Form) -> list[Draft]:  # noqa: ARG001 - all are called alike
    if not all(live.session.over for live in state.tables.values()):
        raise Refused("The game is not over at every table: end it first.")
    return [] if state.revealed else [Draft("revealed", {})]


ACTS: dict[str, Act] = {
    "open": _open_year, "pace": _set_pace, "mode": _set_mode, "timer": _set_timer, "play": _play_move,
    "program": _set_program, "say": _say, "nudge": _nudge, "reopen": _reopen, "back": _reopen_decision,
    "again": _second_try, "move": _move, "remove": _remove, "captain": _captain, "end": _end, "reveal": _reveal,
}  # fmt: skip
"""What the board's buttons do."""


def renew(state: State, form: Form, key: str) -> list[Draft]:
    """Give somebody a new key; the old one opens nothing any more."""
    return [Draft("changed", {"person": chosen(state, form).number, "digest": digest(key)})]


def sit(state: State, name: str, key: str) -> list[Draft]:
    """Let somebody in: to the next free seat, or to observe where there is none, or the game has begun."""
    if not name:
        raise Refused("Type a name, of any kind.")
    free = None if state.started else state.people.free_seat(state.tables)
    return [_sat(name, key, *free)] if free else observe(name, key)


def observe(name: str, key: str) -> list[Draft]:
    """Let somebody in to observe."""
    return [_sat(name, key, NO_TABLE, Side.BOTH)]


def _sat(name: str, key: str, table: str, side: Side) -> Draft:
    return Draft("sat", {"name": name[:LONGEST_NAME], "side": side.value, "digest": digest(key)}, table)
