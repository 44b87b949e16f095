"""Open pages: each is told that something has changed, and nothing else; it then asks for itself anew."""

from __future__ import annotations

import asyncio
from collections import Counter
from contextlib import suppress
from typing import TYPE_CHECKING

from starlette.websockets import WebSocket, WebSocketDisconnect

if TYPE_CHECKING:
    from collections.abc import Iterable

MOST_AN_ADDRESS = 100
ROOM = ""
"""In place of a table: the board, the screen for all, and observers."""


class Sockets:
    """All open pages, by room, and by what they are told: of a table, of a seat, or of the whole room."""

    def __init__(self) -> None:
        self._open: dict[tuple[str, str], set[asyncio.Event]] = {}
        self._ticks: Counter[tuple[str, str]] = Counter()
        self._addresses: Counter[str] = Counter()
        self._here: Counter[tuple[str, int]] = Counter()

    def is_here(self, room: str, person: int) -> bool:
        """Whether a page of somebody's is open."""
        return self._here[room, person] > 0

    def tell(self, room: str, topics: Iterable[str]) -> None:
        """Tell pages of some tables or seats, the board and the screen that something has changed."""
        self.tell_only(room, {*topics, ROOM})

    def tell_only(self, room: str, topics: Iterable[str]) -> None:
        """Tell these pages, and no others."""
        for topic in {(room, topic) for topic in topics}:
            self._ticks[topic] += 1
            for one in self._open.get(topic, ()):
                one.set()

    async def serve(self, socket: WebSocket, room: str, told: Iterable[str], person: int | None) -> None:
        """Serve a page until it is closed."""
        address = socket.client.host if socket.client else ""
        if self._addresses[address] >= MOST_AN_ADDRESS:
            await socket.close(1013)
            return
        topics, changed = [(room, topic) for topic in told], asyncio.Event()
        changed.set()
        self._addresses[address] += 1
        for topic in topics:
            self._open.setdefault(topic, set()).add(changed)
        self._note(room, person, 1)
        try:
            await socket.accept()
            await self._until_closed(socket, topics, changed)
        finally:
            self._addresses[address] -= 1
            for topic in topics:
                self._open[topic].discard(changed)
            self._note(room, person, -1)

    def _note(self, room: str, person: int | None, more: int) -> None:
        if person is not None:
            self._here[room, person] += more
            self.tell(room, ())

    async def _until_closed(self, socket: WebSocket, topics: list[tuple[str, str]], changed: asyncio.Event) -> None:
        gone = asyncio.ensure_future(_gone(socket))
        try:
            while not gone.done():
                waiting = asyncio.ensure_future(changed.wait())
                await asyncio.wait({gone, waiting}, return_when=asyncio.FIRST_COMPLETED)
                waiting.cancel()
                if changed.is_set():
                    changed.clear()
                    with suppress(WebSocketDisconnect, RuntimeError):
                        await socket.send_json({"s": sum(self._ticks[topic] for topic in topics)})
        finally:
            gone.cancel()


async def _gone(socket: WebSocket) -> None:
    """Wait until a page is closed; what it sends is not listened to."""
    with suppress(WebSocketDisconnect, RuntimeError):
        while True:
            await socket.receive_text()
