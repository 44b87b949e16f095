"""What every request passes: whom it is for, where it comes from, how long it is; and what every answer carries."""

from __future__ import annotations

from typing import TYPE_CHECKING

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse

from equipoise.experiments.workshop.counts import count_from

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

    from starlette.types import ASGIApp, Message, Receive, Scope, Send

LONGEST_BODY = 16 * 1024
LONGEST_TEXT, LONGEST_FILES = 256 * 1024, 5 * 1024 * 1024
_LONGER = {"check": LONGEST_TEXT, "own": LONGEST_TEXT, "own-policy": LONGEST_TEXT, "import": LONGEST_FILES}
"""What is sent to these alone of the explorer may be longer: texts of scenarios and policies, and files of accounts."""

_POLICY = (
    "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self' data:; object-src 'none'; "
    "base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)
HEADERS = {
    "Content-Security-Policy": _POLICY,
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}


class Guard:
    """Lets through what is meant for this server, and comes from its own pages.

    ``hosts`` gives the names and ports under which it is reached; a page of another name can't be its own.
    """

    def __init__(self, app: ASGIApp, hosts: Callable[[], Collection[str]]) -> None:
        self._app, self._hosts = app, hosts

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let a request through, or refuse it."""
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        if not self._is_ours(scope, headers):
            await self._refuse(scope, receive, send, 403, "This address, or the page that sent this, is not ours.")
            return
        if scope["type"] == "websocket":
            await self._app(scope, receive, send)
            return
        path = str(scope["path"])
        longest = _LONGER.get(path.rpartition("/")[2], LONGEST_BODY) if path.startswith("/x/") else LONGEST_BODY
        body = await _body(receive, headers, longest) if scope["method"] == "POST" else b""
        if body is None:
            await self._refuse(scope, receive, send, 413, "That is too much at once.")
            return
        await self._answer(scope, _replay(body, receive) if scope["method"] == "POST" else receive, _with_headers(send))

    async def _answer(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let the application answer; a fault of ours is answered here, with what every answer carries."""
        begun = False

        async def noted(message: Message) -> None:
            nonlocal begun
            begun = True
            await send(message)

        try:
            await self._app(scope, receive, noted)
        except Exception:
            if not begun:
                await PlainTextResponse("Something is wrong with this program.", 500)(scope, receive, send)
            raise

    def _is_ours(self, scope: Scope, headers: Headers) -> bool:
        host = headers.get("host", "")
        if host not in self._hosts():
            return False
        asks = scope["type"] == "websocket" or scope["method"] not in {"GET", "HEAD"}
        return not asks or headers.get("origin") == f"http://{host}"

    async def _refuse(self, scope: Scope, receive: Receive, send: Send, status: int, words: str) -> None:
        if scope["type"] == "websocket":
            await receive()
            await send({"type": "websocket.close", "code": 1008})  # before it is accepted: 403
            return
        await PlainTextResponse(words, status)(scope, receive, _with_headers(send))


async def _body(receive: Receive, headers: Headers, longest: int) -> bytes | None:
    """Read a body; None when it is too long."""
    if count_from(headers.get("content-length", "0"), 0, longest) is None:
        return None
    body = b""
    while True:
        message = await receive()
        body += bytes(message.get("body", b""))
        if len(body) > longest:
            return None
        if not message.get("more_body", False):
            return body


def _replay(body: bytes, rest: Receive) -> Receive:
    """Give a body that was read, once; what comes then is that somebody has gone."""
    left = [body]

    async def receive() -> Message:
        return {"type": "http.request", "body": left.pop(), "more_body": False} if left else await rest()

    return receive


def _with_headers(send: Send) -> Send:
    async def sent(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            for name, value in HEADERS.items():
                headers.setdefault(name, value)
            headers.setdefault("Cache-Control", "no-store")
        await send(message)

    return sent
