"""An observer's pages: the room, a table of their choice, and in the end the debrief."""

from __future__ import annotations

from typing import TYPE_CHECKING

from equipoise.app.serve.asking import answer, nothing_here, person_of, see
from equipoise.app.serve.board_view import is_over, longest_left, says
from equipoise.app.serve.debrief import shown_debrief
from equipoise.app.serve.observer_view import observed

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

    from equipoise.app.serve.room import Room


def observer_page(request: Request) -> Response:
    """Show what is public; who has been given a seat meanwhile is led there."""
    room, person = person_of(request)
    key = request.path_params["key"]
    if not person.observes:
        return see(f"/s/{key}")
    table = request.path_params.get("table")
    with room.lock:
        state = room.state
        if table is not None and table not in state.tables:
            raise nothing_here()
        shown: dict[str, object] = {
            "says": says(room),
            "left": longest_left(state, room.clock()),
            "messages": state.messages(""),
            "title": state.workshop.title or state.workshop.name,
            "tables": list(state.tables),
            "table": None if table is None else observed(state, table),
            "over": is_over(state),
            "revealed": state.revealed,
        }
    return answer(request, "observer.html.j2", key=key, who=person.name, status=200, **shown)


def debrief_page(request: Request) -> Response:
    """Show how it went, once it is revealed."""
    return shown_debrief(request, _room_of_observer(request), f"/o/{request.path_params['key']}")


def _room_of_observer(request: Request) -> Room:
    room, person = person_of(request)
    if not person.observes:
        raise nothing_here()
    return room
