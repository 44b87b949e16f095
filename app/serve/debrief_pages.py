"""The debrief's pages, for whoever may see them: the scores, and everything."""

from __future__ import annotations

from typing import TYPE_CHECKING

from equipoise.app.serve.asking import nothing_here
from equipoise.app.serve.debrief import results, whole
from equipoise.app.serve.pages import answer
from equipoise.app.serve.played import played

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

    from equipoise.app.serve.people import Person
    from equipoise.app.serve.room import Room


def shown_debrief(request: Request, room: Room, back: str | None, person: Person | None = None) -> Response:
    """Show how it went at all tables, once it may be known: the scores, or everything.

    Who has a seat is asked besides what they will do at home.
    """
    with room.lock:
        state = room.state
        if not (state.revealed if person is None else state.is_revealed(person)):
            raise nothing_here()
        tables, monday = played(state), state.guesses.read_aloud()
        undone = person is not None and state.alone and state.tables[person.table].undone > 0
        own = None if person is None else state.guesses.monday.get(person.number)
    if request.url.path.endswith("/whole"):
        return whole(room, tables)
    return answer(
        request,
        "debrief.html.j2",
        results=results(room, tables),
        account=state.workshop.account,
        whole=f"{request.url.path}/whole",
        questions=state.workshop.questions,
        back=back,
        undone=undone,
        monday=monday,
        seated=person is not None,
        own=own,
        key=request.path_params["key"],
    )
