"""Workshops wait until the rules are compiled, and say so."""

from __future__ import annotations

from typing import TYPE_CHECKING

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request

from equipoise.app.serve.asking import answer

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Receive, Scope, Send

    from equipoise.app.serve.rules import Rules

_PLAYING = ("/s/", "/o/", "/b/", "/p/", "/live/")
_BEGINNING = frozenset({"/alone", "/new", "/board", "/join"})
"""What shows or plays games; all else comes at once."""

_TRY_LATER = 1013


class Waiting:
    """While rules are compiled, pages that play say how far it is and come by themselves; what is sent waits."""

    def __init__(self, app: ASGIApp, rules: Rules) -> None:
        self._app, self._rules = app, rules

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let a request through, now or later."""
        path = scope.get("path", "")
        if not self._rules.are_compiling or not (path.startswith(_PLAYING) or path in _BEGINNING):
            await self._app(scope, receive, send)
        elif scope["type"] == "websocket":
            await receive()
            await send({"type": "websocket.close", "code": _TRY_LATER})
        elif scope["method"] == "POST":
            await run_in_threadpool(lambda: [*self._rules.awaited(lambda: True)])
            await self._app(scope, receive, send)
        else:
            await self._said(Request(scope), scope, receive, send)

    async def _said(self, request: Request, scope: Scope, receive: Receive, send: Send) -> None:
        words = f"{self._rules.share:.0%} is done: half a minute or so, this once. Then the page comes by itself."
        heading = "Compiling the rules of the simulation"
        page = answer(request, "words.html.j2", 503, heading=heading, words=words, link="/", link_words="First page")
        page.headers["Refresh"] = "1"
        await page(scope, receive, send)
