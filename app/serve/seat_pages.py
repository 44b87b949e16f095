"""A seat's pages."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from starlette.responses import Response

from equipoise.app.serve import acts, answering
from equipoise.app.serve.acts import Refused
from equipoise.app.serve.asking import (
    LONGEST_ONCE,
    answer,
    form_of,
    in_thread,
    nothing_here,
    once_of,
    person_of,
    seat_of,
    see,
    served,
    too_often,
)
from equipoise.app.serve.debrief import shown_debrief
from equipoise.app.serve.room import Typing
from equipoise.app.serve.seat_view import half_of, seat_view
from equipoise.experiments.workshop.counts import count_from
from equipoise.experiments.workshop.guesses import GUESSES
from equipoise.sim.decisions import Side

if TYPE_CHECKING:
    from collections.abc import Callable

    from starlette.requests import Request

    from equipoise.app.serve.log import Draft
    from equipoise.app.serve.people import Person
    from equipoise.app.serve.room import Room
    from equipoise.app.serve.state import State

    Form: TypeAlias = dict[str, str]
    Act: TypeAlias = Callable[[State, Person, Form, float], list[Draft]]

_NOT_THE_ANSWER = {"question", "once", "form"}
_WORD = "-word"


def seat_page(request: Request) -> Response:
    """Show how it stands, and what is asked; who has no seat is shown what is public."""
    room, person = person_of(request)
    if person.observes:
        return see(f"/o/{request.path_params['key']}")
    return _page(request, room, person)


def _page(request: Request, room: Room, person: Person, status: int = 200, error: str = "") -> Response:
    with room.lock:
        now = room.state.people.get(person.number)
        if now is None:
            raise nothing_here()
        view, sheet = seat_view(room.state, now, room.clock(), room.typing), _sheet(room, now)
    return answer(request, "seat.html.j2", status, view=view, sheet=sheet, key=request.path_params["key"], error=error)


def _sheet(room: Room, person: Person) -> dict[str, str]:
    workshop, table = room.state.workshop, room.state.tables[person.table].table
    if person.side is Side.VENDOR:
        return {"both": workshop.both, "own": workshop.vendor, "successor": ""}
    own = table.counterpart.sheet
    return {"both": workshop.both, "own": own, "successor": room.state.successor(person.table)}


def sheet_page(request: Request) -> Response:
    """Show the role sheet."""
    room, person = seat_of(request)
    workshop = room.state.workshop
    return answer(
        request,
        "sheet.html.j2",
        sheet=_sheet(room, person),
        title=workshop.title or workshop.name,
        seat=_seat(room, person),
        key=request.path_params["key"],
    )


def _seat(room: Room, person: Person) -> str:
    return "the vendor" if person.side is Side.VENDOR else room.state.workshop.account


def year_page(request: Request) -> Response:
    """Show half a page after a year."""
    room, person = seat_of(request)
    with room.lock:
        last = min(room.state.tables[person.table].years, room.state.workshop.years)
        year = count_from(request.path_params["year"], 1, last)
        if year is None:
            raise nothing_here()
        half = half_of(room.state, person, year)
        asked = half.guesses and year == last and not room.state.is_revealed(person)
        guessed = room.state.guesses.guess(person.number, year)
    return answer(
        request, "year.html.j2", half=half, year=year, seat=_seat(room, person), key=request.path_params["key"],
        guesses=GUESSES[person.side] if asked else (), guessed=guessed, once=f"guess.{year}.{len(guessed)}",
    )  # fmt: skip


def debrief_page(request: Request) -> Response:
    """Show how it went, once it is revealed, or a game alone is over: the scores, or everything."""
    room, person = seat_of(request)
    if not room.state.is_revealed(person):
        return _not_yet(request)
    return shown_debrief(request, room, f"/s/{request.path_params['key']}", person)


def _not_yet(request: Request) -> Response:
    words = "It is opened for all tables together, when the game is over at every one."
    back = f"/s/{request.path_params['key']}"
    return answer(
        request, "words.html.j2", 404, heading="Not open yet", words=words, link=back, link_words="Back to your table"
    )


def _typed(form: Form) -> dict[str, str]:
    """What somebody typed or chose; a word in place of a number counts."""
    typed = {name: value for name, value in form.items() if name not in _NOT_THE_ANSWER and not name.endswith(_WORD)}
    return typed | {name.removesuffix(_WORD): value for name, value in form.items() if name.endswith(_WORD)}


ACTS: dict[str, Act] = {
    "answer": lambda state, person, form, at: answering.answer(
        state, person, form.get("question", ""), _typed(form), at
    ),
    "confirm": lambda state, person, form, _: answering.confirm(
        state, person, form.get("question", ""), form.get("proposal", ""), agrees=form.get("agrees") == "yes"
    ),
    "adopt": lambda state, person, form, _: answering.adopt(
        state, person, form.get("subject", ""), form.get("suggestion", "")
    ),
    "close": lambda state, person, form, _: answering.close_vote(state, person, form.get("subject", "")),
    "captain": lambda state, person, _, __: acts.take_over(state, person),
    "predict": lambda state, person, form, _: acts.predict(state, person, form.get("year", "")),
    "guess": lambda state, person, form, _: acts.guess(state, person, form.get("year", ""), form),
    "monday": lambda state, person, form, _: acts.resolve(
        state, person, form.get("text", ""), shown=form.get("shown") == "yes"
    ),
    "undo": lambda state, person, form, _: acts.undo(state, person, form.get("year", "")),
}
"""What a seat's forms do, by the end of their address."""


def _once(act: str, form: Form) -> str:
    """Under which an act is done once; one that somebody may do again and again has no such key."""
    if act in {"captain", "undo"}:
        return ""
    once = form.get("once", "")
    if act == "adopt":
        return f"adopt.{form.get('suggestion', '')}"
    if act == "close":
        return f"close.{once}"
    return f"{form.get('agrees') == 'yes'}.{once}" if act == "confirm" and once else once


async def do(request: Request) -> Response:
    """Do what somebody wants; after a year is over, its half page comes first."""
    act, form = request.url.path.rpartition("/")[2], await form_of(request)
    room, person = seat_of(request)
    key, shared = request.path_params["key"], served(request)
    if not shared.moves.allows(key):
        return too_often(request, shared.moves)
    at, then = room.clock(), "/debrief" if act == "monday" else ""
    form["once"] = _once(act, form)
    touched: frozenset[str] = frozenset()

    def work() -> Response:
        nonlocal touched
        before = room.state.tables[person.table].years
        who = str(person.number)
        try:
            touched = room.act(lambda state: ACTS[act](state, person, form, at), who, once_of(form, who))
        except Refused as refused:
            return _page(request, room, person, refused.status, str(refused))
        after = min(room.state.tables[person.table].years, room.state.workshop.years)
        return see(f"/s/{key}/year/{before + 1}" if after > before else f"/s/{key}{then}")

    done = await in_thread(work)
    if touched:
        shared.sockets.tell(room.id, touched)
    return done


async def keep_typing(request: Request) -> Response:
    """Keep what somebody is typing, for their team and their other devices; it is never refused."""
    room, person = seat_of(request)
    form, shared = await form_of(request), served(request)
    is_new = False

    def work() -> Response:
        nonlocal is_new
        with room.lock:
            question = acts.asked_of(room.state, person)
            if question is not None and question.id == form.get("question"):
                answer = answering.cleaned(_typed(form), answering.asked_by(room.state, person, question.id))
                is_new = room.keep_typing(person, Typing(form.get("form", "")[:LONGEST_ONCE], answer))
        return Response(status_code=204)

    if not shared.typed.allows(request.path_params["key"]):
        return Response(status_code=204)
    done = await in_thread(work)
    if is_new:
        shared.sockets.tell_only(room.id, [person.seat])
    return done
