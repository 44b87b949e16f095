"""The application: which address shows or does what."""

from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.routing import Mount, Route, WebSocketRoute
from starlette.staticfiles import StaticFiles

from equipoise.app.serve import board_pages, doors, observer_pages, seat_pages
from equipoise.app.serve.acts import Refused
from equipoise.app.serve.asking import Served, answer
from equipoise.app.serve.bell import ring
from equipoise.app.serve.explorer.desk import Desk
from equipoise.app.serve.explorer.flights import Flights
from equipoise.app.serve.explorer.routes import ROUTES as EXPLORER
from equipoise.app.serve.explorer.shelf import Shelf
from equipoise.app.serve.guard import Guard
from equipoise.app.serve.rates import Rate
from equipoise.app.serve.room import BROKEN
from equipoise.app.serve.rules import Rules
from equipoise.app.serve.sockets import ROOM, Sockets
from equipoise.app.serve.waiting import Waiting
from equipoise.sim.faults import EquipoiseError

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Collection

    from starlette.requests import Request
    from starlette.responses import Response
    from starlette.websockets import WebSocket

    from equipoise.app.serve.house import House

STATIC = Path(__file__).parent / "static"
MOVES, MOVES_SECONDS = 10, 1.0
TYPED, TYPED_SECONDS = 5, 1.0
WRONG_CODES, WRONG_SECONDS = 20, 60.0
_TICK = 1.0

_ROUTES = [
    Route("/", doors.first_page),
    Route("/j/{code}", doors.join_page),
    Route("/join", doors.join, methods=["POST"]),
    Route("/alone", doors.open_alone, methods=["POST"]),
    Route("/alone", doors.first_page),
    Route("/new", doors.open_room, methods=["POST"]),
    Route("/board", doors.open_board, methods=["POST"]),
    Route("/s/{key}", seat_pages.seat_page),
    Route("/s/{key}/sheet", seat_pages.sheet_page),
    Route("/s/{key}/year/{year}", seat_pages.year_page),
    Route("/s/{key}/debrief", seat_pages.debrief_page),
    Route("/s/{key}/debrief/whole", seat_pages.debrief_page),
    *(Route(f"/s/{{key}}/{act}", seat_pages.do, methods=["POST"]) for act in seat_pages.ACTS),
    Route("/s/{key}/typing", seat_pages.keep_typing, methods=["POST"]),
    Route("/o/{key}", observer_pages.observer_page),
    Route("/o/{key}/table/{table}", observer_pages.observer_page),
    Route("/o/{key}/debrief", observer_pages.debrief_page),
    Route("/o/{key}/debrief/whole", observer_pages.debrief_page),
    Route("/b/{key}", board_pages.board_page),
    Route("/b/{key}/do", board_pages.do, methods=["POST"]),
    Route("/b/{key}/export", board_pages.export),
    Route("/p/{key}", board_pages.projector_page),
    Route("/{role}/{key}/debrief", board_pages.room_debrief),
    Route("/{role}/{key}/debrief/whole", board_pages.room_debrief),
]


def application(
    house: House,
    hosts: Callable[[], Collection[str]],
    workshops: list[str],
    address: Callable[[], str | None] = lambda: None,
    shelf: Shelf | None = None,
    rules: Rules | None = None,
) -> Starlette:
    """Make the application; ``hosts`` gives names and ports, ``address`` that in the room's network, if it has one.

    Scenarios to explore are those of the data folder, and the shipped ones, unless a shelf is given. While ``rules``
    are compiled, what plays waits for them.
    """
    rules = rules or Rules.loaded()
    moves, typed = Rate(MOVES, MOVES_SECONDS), Rate(TYPED, TYPED_SECONDS)
    shared = Served(house, Sockets(), moves, typed, Rate(WRONG_CODES, WRONG_SECONDS), workshops, address)

    @asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[None]:
        clock = asyncio.create_task(_watch(shared))
        yield
        clock.cancel()
        with suppress(asyncio.CancelledError):
            await clock
        house.close()

    static = Mount("/static", StaticFiles(directory=STATIC))
    made = Starlette(
        routes=[*_ROUTES, *EXPLORER, WebSocketRoute("/live/{key}", _live), static],
        middleware=[Middleware(Guard, hosts=hosts), Middleware(Waiting, rules=rules)],
        exception_handlers={HTTPException: _nothing, EquipoiseError: _refused},
        lifespan=lifespan,
    )
    made.state.served = shared
    made.state.desk = Desk(shelf or Shelf(house.folder), Flights(), rules)
    return made


async def _watch(shared: Served) -> None:
    """Let programs move where the time is up."""
    while True:
        await asyncio.sleep(_TICK)
        for room in shared.house.open_rooms():
            if touched := await run_in_threadpool(ring, room):
                shared.sockets.tell(room.id, touched)


async def _live(socket: WebSocket) -> None:
    """Tell an open page that something has changed."""
    shared: Served = socket.app.state.served
    key = socket.path_params["key"]
    try:
        room = await run_in_threadpool(shared.house.room_of, key)
    except EquipoiseError:  # the page says why
        room = None
    person = room.person(key) if room else None
    if room is not None and person is not None:
        told = [ROOM] if person.observes else [person.table, person.seat]
        await shared.sockets.serve(socket, room.id, told, person.number)
    elif room is not None and room.role(key) is not None:
        await shared.sockets.serve(socket, room.id, [ROOM], None)
    else:
        await socket.close(1008)


async def _nothing(request: Request, error: Exception) -> Response:
    status = error.status_code if isinstance(error, HTTPException) else 404
    heading, words = "Nothing here", "This address opens nothing, or nothing any more."
    return answer(request, "words.html.j2", status, heading=heading, words=words, link="/", link_words="First page")


async def _refused(request: Request, error: Exception) -> Response:
    status = error.status if isinstance(error, Refused) else BROKEN
    return answer(
        request,
        "words.html.j2",
        status,
        heading="That cannot be done",
        words=str(error),
        link="/",
        link_words="First page",
    )
