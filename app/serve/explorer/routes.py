"""Which address of the explorer shows or does what; what plays is loaded when it is first asked for."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from starlette.concurrency import run_in_threadpool
from starlette.routing import Route

from equipoise.app.serve.explorer import pages
from equipoise.app.serve.explorer.desk import asking
from equipoise.app.serve.explorer.documents import document_page
from equipoise.app.serve.explorer.help import help_page

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Mapping
    from typing import Any

    from starlette.requests import Request
    from starlette.responses import Response


def _asked(place: str, *, here: bool = False) -> Callable[[Request], Awaitable[Response]]:
    """What answers a table that is sent, by its file and name."""

    def handle(request: Request, body: Mapping[str, Any]) -> Response:
        found: Response = _at(place)(request, body)
        return found

    return asking(handle, here=here)


def _taken(place: str) -> Callable[[Request], Awaitable[Response]]:
    """What answers a request, by its file and name."""

    async def handle(request: Request) -> Response:
        found: Response = await (await run_in_threadpool(_at, place))(request)
        return found

    return handle


def _at(place: str) -> Callable[..., Any]:
    file, _, name = place.partition(".")
    found: Callable[..., Any] = getattr(import_module(f"equipoise.app.serve.explorer.{file}"), name)
    return found


ROUTES = [
    Route("/x", pages.choose),
    Route("/x/answer", _asked("answers.answer"), methods=["POST"]),
    Route("/x/strip", _asked("answers.response_strip"), methods=["POST"]),
    Route("/x/turns", _asked("asides.turns"), methods=["POST"]),
    Route("/x/rests", _asked("swings.rests"), methods=["POST"]),
    Route("/x/levers", _asked("swings.levers"), methods=["POST"]),
    Route("/x/understood", _asked("understood.understood"), methods=["POST"]),
    Route("/x/knowing", _asked("asides.knowing"), methods=["POST"]),
    Route("/x/policy", _asked("policies.put_in_words"), methods=["POST"]),
    Route("/x/number", _asked("typed.typed_number"), methods=["POST"]),
    Route("/x/check", _asked("own.check", here=True), methods=["POST"]),
    Route("/x/own", _asked("own.keep", here=True), methods=["POST"]),
    Route("/x/import", _taken("imports.take_in"), methods=["POST"]),
    Route("/help", help_page),
    Route("/help/{path:path}", document_page),
    Route("/business", _taken("business.business_form")),
    Route("/business", _taken("business.new_business"), methods=["POST"]),
    Route("/x/{scenario}", pages.explorer_page),
    Route("/x/{scenario}/more.json", pages.more),
    Route("/x/{scenario}/report", _taken("downloads.report")),
    Route("/x/{scenario}/scenario.toml", _taken("downloads.scenario")),
    Route("/x/{scenario}/policy.toml", _taken("downloads.policy")),
    Route("/x/{scenario}/own-policy", _taken("policy_file.policy_form")),
    Route("/x/{scenario}/own-policy", _taken("policy_file.new_policy"), methods=["POST"]),
    Route("/x/{scenario}/data.csv", _taken("downloads.data")),
]
