"""The facilitator's board, and the screen for all."""

from __future__ import annotations

from typing import TYPE_CHECKING

import segno
from markupsafe import Markup
from starlette.responses import Response

from equipoise.app.serve.acts import Refused
from equipoise.app.serve.asking import (
    answer,
    form_of,
    in_thread,
    nothing_here,
    once_of,
    room_of,
    see,
    served,
    too_often,
)
from equipoise.app.serve.board_acts import ACTS, chosen
from equipoise.app.serve.board_view import is_over, longest_left, says, table_rows, waited_for
from equipoise.app.serve.debrief import shown_debrief
from equipoise.app.serve.export import exported
from equipoise.app.serve.room import BOARD, SCREEN
from equipoise.app.serve.state import PACES
from equipoise.app.serve.teams import MODES

if TYPE_CHECKING:
    from starlette.requests import Request

    from equipoise.app.serve.room import Room
    from equipoise.app.serve.state import State


def board_page(request: Request) -> Response:
    """Show who is where, and who is waited for."""
    return _board(request, room_of(request, BOARD))


def _board(request: Request, room: Room, status: int = 200, error: str = "") -> Response:
    sockets, key = served(request).sockets, request.path_params["key"]
    hidden = request.query_params.get("hidden") == "yes"
    with room.lock:
        state, at = room.state, room.clock()
        shown = {
            "tables": table_rows(state, at, lambda one: sockets.is_here(room.id, one), hidden=hidden),
            "waited": waited_for(state),
            "says": says(room),
            "opened": state.opened,
            "may_open": not state.ended and state.opened < state.workshop.years and not room.readable_only,
            "ended": state.ended,
            "over": is_over(state),
            "revealed": state.revealed,
            "timer": state.timer,
            "waits": state.waits,
            "pace": state.pace,
            "mode": state.teams.mode,
            "observers": [(one, sockets.is_here(room.id, one.number)) for one in state.people.observers()],
            "said": state.said,
            "seq": state.seq,
        }
    return answer(
        request, "board.html.j2", status, key=key, code=room.code, address=_address(request, room),
        qr=_qr(_address(request, room)), phone=_qr(f"{base}/b/{key}") if (base := served(request).address()) else "",
        hidden=hidden, error=error, paces=PACES, modes=MODES, **shown,
    )  # fmt: skip


def _address(request: Request, room: Room) -> str:
    base = served(request).address() or f"http://{request.headers['host']}"
    return f"{base}/j/{room.code}"


def _link(request: Request, room: Room, who: str, path: str) -> Response:
    """Show a new address, and hold it out to be scanned."""
    address = f"{_address(request, room).rpartition('/j/')[0]}{path}"
    key = request.path_params["key"]
    return answer(request, "link.html.j2", who=who, address=address, qr=_qr(address), key=key)


def _qr(address: str) -> Markup:
    svg = segno.make(address, micro=False).svg_inline(scale=4, border=2, omitsize=True, light="#fff")
    return Markup(svg)  # noqa: S704 - drawn here, of an address


async def do(request: Request) -> Response:
    """Do what the facilitator wants."""
    room, form, shared = room_of(request, BOARD), await form_of(request), served(request)
    key = request.path_params["key"]
    if not shared.moves.allows(key):
        return too_often(request, shared.moves)
    what = form.get("act", "")
    touched: frozenset[str] = frozenset()

    def work() -> Response:
        nonlocal touched
        try:
            if what == "renew":
                person = chosen(room.state, form)
                return _link(request, room, person.name, f"/{'o' if person.observes else 's'}/{room.renew(form)}")
            if what == "observe":
                return _link(request, room, "an observer", f"/o/{room.let_observe()}")
            if what == "screen":
                return see(f"/p/{room.add_screen(SCREEN)}")
            if what not in ACTS:
                raise nothing_here()
            fields = ".".join(value[:20] for name, value in sorted(form.items()) if name not in {"once", "text"})
            form["once"] = f"{form.get('once', '')[:12]}.{fields}"
            touched = room.act(lambda state: ACTS[what](state, form), BOARD, once_of(form, BOARD))
        except Refused as refused:
            return _board(request, room, refused.status, str(refused))
        return see(f"/b/{key}")

    done = await in_thread(work)
    if touched:
        shared.sockets.tell(room.id, touched)
    return done


def projector_page(request: Request) -> Response:
    """Show the room how to join, which year it is, and how long it has; no results."""
    room = room_of(request, SCREEN)
    with room.lock:
        state, at = room.state, room.clock()
        shown: dict[str, object] = {
            "says": _on_screen(state),
            "left": longest_left(state, at),
            "paused": state.timer.paused,
            "count": len(state.people.everybody()),
            "through": sum(map(state.through, state.tables)),
            "tables": len(state.tables),
            "opened": state.opened,
            "over": is_over(state),
            "revealed": state.revealed,
            "messages": state.messages(""),
            "title": state.workshop.title or state.workshop.name,
        }
    address = _address(request, room)
    return answer(
        request, "projector.html.j2", key=request.path_params["key"], code=room.code,
        address=address.partition("/j/")[0].removeprefix("http://"), qr=_qr(address), status=200, **shown,
    )  # fmt: skip


def _on_screen(state: State) -> str:
    if not state.started:
        return "Join with the code."
    if is_over(state):
        return "The game is over."
    return f"Year {state.opened} of {state.workshop.years}"


def room_debrief(request: Request) -> Response:
    """Show how it went at all tables, once it is revealed: the scores, or everything."""
    role = request.path_params["role"]
    room = room_of(request, {"b": BOARD, "p": SCREEN}.get(role, ""))
    return shown_debrief(request, room, f"/b/{request.path_params['key']}" if role == "b" else None)


def export(request: Request) -> Response:
    """Hand over all that is known of a room, as one file."""
    room = room_of(request, BOARD)
    name = f"attachment; filename=room-{room.code}.zip"
    with room.lock:
        return Response(exported(room), media_type="application/zip", headers={"Content-Disposition": name})
