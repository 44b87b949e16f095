"""The first pages: ask what if, join a room, play alone, open a room."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING

from equipoise.app.serve.acts import Refused
from equipoise.app.serve.asking import answer, form_of, in_thread, is_from_here, nothing_here, see, served, too_often
from equipoise.app.serve.explorer.desk import shelf_of
from equipoise.app.serve.keys import as_code
from equipoise.app.serve.kinds import MOST_TABLES
from equipoise.app.serve.people import SIDES, as_name
from equipoise.app.serve.room import BOARD
from equipoise.experiments.workshop.counts import count_from
from equipoise.experiments.workshop.loading import load_workshop

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

    from equipoise.sim.decisions import Side

UNKNOWN = "No room has this code."
FIRST = "over-a-barrel"
"""The scenario to begin with, for who knows none."""


def _doors(request: Request, status: int = 200, error: str = "", code: str = "") -> Response:
    named = [{"name": name, "title": load_workshop(name).title or name} for name in served(request).workshops]
    shelf = shelf_of(request)
    return answer(
        request, "doors.html.j2", status, error=error, code=code, once=secrets.token_hex(8), workshops=named,
        scenarios=[*shelf.presets()], first=shelf.first or FIRST,
        may_open=is_from_here(request), network=served(request).address(),
        rooms=served(request).house.listed() if is_from_here(request) else [],
    )  # fmt: skip


def first_page(request: Request) -> Response:
    """Show the doors."""
    return _doors(request)


def join_page(request: Request) -> Response:
    """Show the door to a room, as a QR code leads there."""
    return _doors(request, code=as_code(request.path_params["code"]))


async def join(request: Request) -> Response:
    """Let somebody in."""
    form, shared = await form_of(request), served(request)
    address = request.client.host if request.client else ""
    code = as_code(form.get("code", ""))
    if shared.wrong_codes.is_full(address):
        return too_often(request, shared.wrong_codes)

    def work() -> Response:
        room = shared.house.by_code(code)
        if room is None or room.state.alone:
            shared.wrong_codes.allows(address)
            return _doors(request, 404, UNKNOWN)
        try:
            key = room.let_in(as_name(form.get("name", "")), f"door:{form.get('once', '')[:40]}")
        except Refused as refused:
            return _doors(request, refused.status, str(refused), code)
        return see(f"/s/{key}")

    done = await in_thread(work)
    room = shared.house.by_code(code)
    if room is not None:
        shared.sockets.tell(room.id, room.state.tables)
    return done


async def open_alone(request: Request) -> Response:
    """Begin a game alone."""
    form = await form_of(request)
    workshop, side = _workshop(request, form), _side(form)
    return await in_thread(lambda: see(f"/s/{served(request).house.new_game(workshop, side)}"))


async def open_room(request: Request) -> Response:
    """Open a room."""
    form = await form_of(request)
    workshop, tables = _workshop(request, form), count_from(form.get("tables", ""), 1, MOST_TABLES)
    if tables is None:
        return _doors(request, 422, f"A room has 1 to {MOST_TABLES} tables.")

    def work() -> Response:
        board = served(request).house.new_room(workshop, tables, typed=form.get("talks") == "typed")
        return see(f"/b/{board}")

    return await in_thread(work)


async def open_board(request: Request) -> Response:
    """Make a new key to the board of a room, for who sits at this machine."""
    form = await form_of(request)
    room = served(request).house.by_code(as_code(form.get("code", ""))) if is_from_here(request) else None
    if room is None or room.state.alone:
        raise nothing_here()
    return await in_thread(lambda: see(f"/b/{room.add_screen(BOARD)}"))


def _workshop(request: Request, form: dict[str, str]) -> str:
    """The workshop that somebody chose; only who sits at this machine may open anything."""
    if not is_from_here(request) or form.get("workshop") not in served(request).workshops:
        raise nothing_here()
    return form["workshop"]


def _side(form: dict[str, str]) -> Side:
    found = next((side for side in SIDES if side.value == form.get("side")), None)
    if found is None:
        raise nothing_here()
    return found
