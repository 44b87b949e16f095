"""What requests have in common: forms as texts, whose page it is, and answers from templates, or in words."""

from __future__ import annotations

import ipaddress
from functools import cache
from hashlib import blake2b
from typing import TYPE_CHECKING, NamedTuple

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.responses import HTMLResponse, RedirectResponse, Response

from equipoise.app.pages.html import templates
from equipoise.sim.characters import visible

if TYPE_CHECKING:
    from collections.abc import Callable

    from jinja2 import Environment
    from starlette.requests import Request

    from equipoise.app.serve.house import House
    from equipoise.app.serve.people import Person
    from equipoise.app.serve.rates import Rate
    from equipoise.app.serve.room import Room
    from equipoise.app.serve.sockets import Sockets


MOST_FIELDS = 40
LONGEST_ONCE = 60


class Served(NamedTuple):
    """What all requests share."""

    house: House
    sockets: Sockets
    moves: Rate  #: by key
    typed: Rate  #: what people are typing, likewise
    wrong_codes: Rate  #: by address
    workshops: list[str]  #: names, or paths
    address: Callable[[], str | None]  #: under which the room's network reaches this server; None without --lan


def served(request: Request) -> Served:
    """What all requests share."""
    found: Served = request.app.state.served
    return found


async def form_of(request: Request) -> dict[str, str]:
    """A form's fields; files are none."""
    form = await request.form(max_files=0, max_fields=MOST_FIELDS)
    return {name: value for name, value in form.items() if isinstance(value, str)}


def nothing_here() -> HTTPException:
    """The answer to every address that opens nothing, whatever is the matter with it."""
    return HTTPException(404)


def seat_of(request: Request) -> tuple[Room, Person]:
    """Whose seat an address is."""
    room, person = person_of(request)
    if person.observes:
        raise nothing_here()
    return room, person


def person_of(request: Request) -> tuple[Room, Person]:
    """Whose address it is, in a seat or observing."""
    key = request.path_params["key"]
    room = served(request).house.room_of(key)
    person = room.person(key) if room else None
    if room is None or person is None:
        raise nothing_here()
    return room, person


def room_of(request: Request, role: str) -> Room:
    """The room of a board's address, or of the screen's."""
    key = request.path_params["key"]
    room = served(request).house.room_of(key)
    if room is None or room.role(key) != role:
        raise nothing_here()
    return room


def is_from_here(request: Request) -> bool:
    """Whether somebody sits at this machine."""
    try:
        return request.client is not None and ipaddress.ip_address(request.client.host).is_loopback
    except ValueError:
        return False


async def in_thread(work: Callable[[], Response]) -> Response:
    """Do what may wait for the disk, or play years, beside other requests."""
    return await run_in_threadpool(work)


def see(path: str) -> RedirectResponse:
    """Send on to a page, after a form."""
    return RedirectResponse(path, 303)


def too_often(request: Request, rate: Rate) -> Response:
    """The answer to whoever asks more often than a rate allows."""
    wait = "a second" if rate.seconds <= 1 else f"{rate.seconds:g} seconds"
    return answer(
        request, "words.html.j2", 429, heading="Too often", words=f"Wait {wait}, and try again.", link="", link_words=""
    )


def once_of(form: dict[str, str], who: str) -> str | None:
    """Under which key somebody's act is done once."""
    once = form.get("once", "")[:LONGEST_ONCE]
    return f"{who}:{once}" if once else None


@cache
def _environment() -> Environment:
    return templates("equipoise.app.serve")


def html(name: str, **shown: object) -> str:
    """Fill in a page's template."""
    return visible(_environment().get_template(name).render(**shown))


def answer(request: Request, name: str, status: int = 200, **shown: object) -> Response:
    """Answer with a page, or that it is as it was."""
    text = html(name, **shown)
    tag = f'"{blake2b(text.encode(), digest_size=12).hexdigest()}"'
    if status == 200 and request.headers.get("if-none-match") == tag:  # noqa: PLR2004 - all is well
        return Response(status_code=304, headers={"ETag": tag})
    return HTMLResponse(text, status, headers={"ETag": tag})
