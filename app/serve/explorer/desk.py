"""What requests of the explorer share, and how a state is read from one."""

from __future__ import annotations

import json
from threading import Lock
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from starlette.concurrency import run_in_threadpool
from starlette.responses import PlainTextResponse, Response

from equipoise.app.serve.asking import is_from_here
from equipoise.app.serve.explorer.lines import line_of
from equipoise.experiments.explorer.command import command_of
from equipoise.experiments.explorer.link import START, link_of
from equipoise.experiments.explorer.state import SIDES, State
from equipoise.sim.faults import EquipoiseError
from equipoise.sim.wording import written

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Mapping

    from starlette.requests import Request

    from equipoise.app.serve.explorer.flights import Flights
    from equipoise.app.serve.explorer.shelf import Shelf
    from equipoise.app.serve.rules import Rules
    from equipoise.experiments.explorer.answers import Explorer

WRONG, NOT_HERE = 422, 403
_SHORT = frozenset({"answer", "strip"})
"""What a page asks for by itself, and is there in a moment."""
HERE_ALONE = "Only who sits at the machine that serves this can do that."


class Desk:
    """What all requests of the explorer share."""

    def __init__(self, shelf: Shelf, flights: Flights, rules: Rules) -> None:
        self.shelf, self.flights, self.rules = shelf, flights, rules
        self._lock = Lock()
        self._explorer: Explorer | None = None

    @property
    def explorer(self) -> Explorer:
        """What answers; it is loaded for the first who asks."""
        from equipoise.experiments.explorer.answers import Explorer  # noqa: PLC0415 - heavy to load: pages come first

        with self._lock:
            self._explorer = self._explorer or Explorer()
            return self._explorer


def desk(request: Request) -> Desk:
    """What all requests of the explorer share."""
    found: Desk = request.app.state.desk
    return found


def shelf_of(request: Request) -> Shelf:
    """The scenarios that whoever asks can open."""
    found = desk(request).shelf
    return found if is_from_here(request) else found.for_guests()


def asker_of(request: Request) -> str:
    """Who asks for what kind of answer, as far as limits go.

    Of each kind somebody has as many under way as two tabs ask for: none waits until the long question of another, or a
    file, is made.
    """
    act, is_file = request.url.path.rpartition("/")[2], request.method == "GET"
    kind = act if act in _SHORT else "file" if is_file else "question"
    return f"{request.client.host if request.client else ''} {kind}"


def asking(
    handle: Callable[[Request, Mapping[str, Any]], Response], *, here: bool = False
) -> Callable[[Request], Awaitable[Response]]:
    """Make the endpoint of what is asked for with a table; with ``here`` by who sits at this machine alone."""

    async def endpoint(request: Request) -> Response:
        if here and not is_from_here(request):
            return PlainTextResponse(HERE_ALONE, NOT_HERE)
        try:
            body = json.loads(await request.body())
        except (ValueError, RecursionError):
            body = None
        if not isinstance(body, dict):
            return PlainTextResponse("What was sent is no table in JSON.", WRONG)
        return await run_in_threadpool(handle, request, body)

    return endpoint


def text_of(body: Mapping[str, Any], key: str) -> str:
    """A text that was sent; empty where there is none."""
    value = body.get(key)
    return value if isinstance(value, str) else ""


def state_of(request: Request, body: Mapping[str, Any]) -> State:
    """The state that was sent, of a scenario that is served and policies that belong to it."""
    shelf, stated = shelf_of(request), body.get("state")
    if not isinstance(stated, dict) or not isinstance(stated.get("scenario"), str):
        raise EquipoiseError(f"state = {written(stated)}   must be a table with a scenario")
    scenario = shelf.asked(stated["scenario"])
    for side in SIDES:
        if isinstance(stated.get(side), dict) and isinstance(stated[side].get("policy"), str):
            shelf.check_policy(scenario, stated[side]["policy"])
    return State.understood({**stated, "scenario": scenario})


def laid_out(request: Request, state: State) -> dict[str, Any]:
    """A state as pages have it: the scenario by the name that its address has."""
    return {**state.laid_out(), "scenario": desk(request).shelf.name_of(state.scenario)}


def whole(error: EquipoiseError) -> list[dict[str, str]]:
    """A fault that belongs to no control."""
    return [{"key": "", "message": read_out(error)}]


def read_out(error: EquipoiseError) -> str:
    """What a command says of a key and what is wrong with it, as a sentence."""
    return str(error).replace("   ", ": ")


def addresses(request: Request, state: State) -> dict[str, str]:
    """The link and the command of a state."""
    return {"link": linked(request, state), "command": command_of(state)}


def linked(request: Request, state: State) -> str:
    """The link of a state, under the name by which its scenario is served."""
    _, _, query = link_of(state).partition("?")
    return f"{path_of(desk(request).shelf.name_of(state.scenario))}?{query}"


def path_of(name: str) -> str:
    """Where a scenario is served."""
    return START + quote(name, safe="")


def document(found: object) -> Response:
    """Answer with a document."""
    return Response(line_of(found), media_type="application/json")
