"""Whoever goes is worked for no longer, and nobody has more under way than anybody needs."""

from __future__ import annotations

import asyncio
from abc import abstractmethod
from collections import Counter
from contextlib import suppress
from threading import Event
from typing import TYPE_CHECKING
from weakref import WeakSet

from starlette.responses import PlainTextResponse, Response

if TYPE_CHECKING:
    from starlette.types import Receive, Scope, Send

MOST_AT_ONCE = 2
"""Answers under way for an address; a page has one, and lets go of it before it asks for the next."""

PATIENCE = 2.0
"""Seconds for which one more waits for room: that a browser has gone is heard of a moment later."""

TOO_MANY = "Two answers are under way for you already; wait for one, or cancel it."
TOO_MANY_STATUS = 429


class Wanted:
    """Whether somebody still waits for an answer, which is asked in any thread."""

    def __init__(self) -> None:
        self._gone = Event()

    def __call__(self) -> bool:
        """Whether that is so now."""
        return not self._gone.is_set()

    def after(self, seconds: float) -> bool:
        """Whether it is so for as long, or no more."""
        return not self._gone.wait(seconds)

    def end(self) -> None:
        """Nobody waits any more."""
        self._gone.set()


class Flights:
    """Answers under way, by address; they belong to the event loop's thread."""

    def __init__(self) -> None:
        self._many: Counter[str] = Counter()
        self._ended = asyncio.Event()
        self._asked = WeakSet[Wanted]()

    def asked(self) -> Wanted:
        """One more is asked for."""
        wanted = Wanted()
        self._asked.add(wanted)
        return wanted

    def end_all(self) -> None:
        """Nobody waits for any: the server ends."""
        for wanted in self._asked:
            wanted.end()
        self.look()

    def is_full(self, address: str) -> bool:
        """Whether one more is too many."""
        return self._many[address] >= MOST_AT_ONCE

    async def has_room(self, address: str, wanted: Wanted) -> bool:
        """Whether there is room for one more, now or in a moment, in which it may be wanted no more."""
        with suppress(TimeoutError):
            async with asyncio.timeout(PATIENCE):
                while self.is_full(address) and wanted():
                    self._ended.clear()
                    await self._ended.wait()
        return not self.is_full(address)

    def look(self) -> None:
        """Let those who wait see whether they still do."""
        self._ended.set()

    def begin(self, address: str) -> None:
        """One more is under way."""
        self._many[address] += 1

    def end(self, address: str) -> None:
        """One is no more: it is whole, or nobody waits for it."""
        self._many[address] -= 1
        self._many += Counter()  # forgets addresses with none
        self.look()


class Awaited(Response):
    """A response that takes a while: it has a place among those of its address, and is given up when the browser goes.

    What is worked out for it asks :class:`Wanted`.
    """

    def __init__(self, flights: Flights, address: str) -> None:
        super().__init__()
        self._flights, self._address = flights, address
        self._has_place = False

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer until all is said, or nobody listens; who has gone before there was room takes none."""
        wanted = self._flights.asked()
        listening = asyncio.create_task(self._listen(receive, wanted))
        try:
            has_room = await self._flights.has_room(self._address, wanted)
            if has_room and wanted():
                self._flights.begin(self._address)
                self._has_place = True
                await self.give(scope, receive, send, wanted)
            elif wanted():
                await PlainTextResponse(TOO_MANY, TOO_MANY_STATUS)(scope, receive, send)
        finally:
            listening.cancel()
            with suppress(asyncio.CancelledError):
                await listening
            self._leave(wanted)

    @abstractmethod
    async def give(self, scope: Scope, receive: Receive, send: Send, wanted: Wanted) -> None:
        """Work it out while it is wanted, and send it."""

    async def _listen(self, receive: Receive, wanted: Wanted) -> None:
        while (await receive())["type"] != "http.disconnect":
            pass
        self._leave(wanted)

    def _leave(self, wanted: Wanted) -> None:
        """Nobody waits any more: whoever waits for the place, or for one in vain, is told."""
        wanted.end()
        if self._has_place:
            self._has_place = False
            self._flights.end(self._address)
        self._flights.look()
