"""Answers line by line, as they are found; who has gone is played for no longer."""

from __future__ import annotations

import asyncio
import json
from collections import Counter
from contextlib import suppress
from queue import SimpleQueue
from threading import Event, Thread
from typing import TYPE_CHECKING, Any, TypeAlias

from starlette.concurrency import iterate_in_threadpool
from starlette.responses import Response

from equipoise.sim.runner import NotWantedError, while_wanted

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from starlette.types import Receive, Scope, Send

MOST_AT_ONCE = 2
"""Answers under way for an address; a page has one, and lets go of it before it asks for the next."""

PATIENCE = 2.0
"""Seconds for which one more waits for room: that a browser has gone is heard of a moment later."""

TOO_MANY = "Two answers are under way for you already; wait for one, or cancel it."


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


Found: TypeAlias = "Callable[[Wanted], Iterator[object]]"
"""What is found bit by bit while it is wanted, each to be a line of JSON."""


class Flights:
    """Answers under way, by address; they belong to the event loop's thread."""

    def __init__(self) -> None:
        self._many: Counter[str] = Counter()
        self._ended = asyncio.Event()

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


class Lines(Response):
    """A response of lines of JSON.

    It ends when the browser goes: ``found`` is told by what it is given, and by :func:`while_wanted` around it.
    """

    media_type = "application/x-ndjson"

    def __init__(self, found: Found, flights: Flights, address: str) -> None:
        super().__init__()
        del self.headers["content-length"]
        self._found, self._flights, self._address = found, flights, address
        self._has_place = False

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer until all is said, or nobody listens; who has gone before there was room takes none."""
        wanted = Wanted()
        listening = asyncio.create_task(self._listen(receive, wanted))
        try:
            has_room = await self._flights.has_room(self._address, wanted)
            if has_room and wanted():
                self._flights.begin(self._address)
                self._has_place = True
                await self._answer(send, wanted)
            elif wanted():
                await refused()(scope, receive, send)
        finally:
            listening.cancel()
            with suppress(asyncio.CancelledError):
                await listening
            self._leave(wanted)

    async def _answer(self, send: Send, wanted: Wanted) -> None:
        try:
            await send({"type": "http.response.start", "status": 200, "headers": self.raw_headers})
            async for line in iterate_in_threadpool(_written(self._found, wanted)):
                if not wanted():
                    return
                await send({"type": "http.response.body", "body": line, "more_body": True})
            await send({"type": "http.response.body", "body": b"", "more_body": False})
        except asyncio.CancelledError:  # the server ends: what was said is all
            await send({"type": "http.response.body", "body": b"", "more_body": False})

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


def refused() -> Response:
    """The answer to whoever asks for more at once than anybody needs."""
    return Response(TOO_MANY, 429, media_type="text/plain")


def _written(found: Found, wanted: Wanted) -> Iterator[bytes]:
    """Write what is found as lines; nothing comes any more once nobody waits."""
    all_of_it = found(wanted)
    with suppress(NotWantedError):
        while True:
            with while_wanted(wanted):  # around each step: a generator may be taken up in another thread
                value = next(all_of_it, None)
            if value is None:
                return
            yield line_of(value)


def line_of(value: object) -> bytes:
    """Write a value, of numbers that exist, as one line of JSON; in ASCII, so that nothing in it is obeyed."""
    return f"{json.dumps(value, allow_nan=False, separators=(',', ':'))}\n".encode("ascii")


def with_progress(
    work: Callable[[Callable[[float], None]], dict[str, Any]], wanted: Wanted
) -> Iterator[Mapping[str, object]]:
    """Do something that takes a while: the share that is done, each time it is told, and at last what is found."""
    told: SimpleQueue[Mapping[str, object] | None] = SimpleQueue()
    raised: list[BaseException] = []

    def run() -> None:
        done = 0.0

        def tell(share: float) -> None:
            nonlocal done
            done = min(done + share, 1.0)
            told.put({"progress": round(done, 3)})

        try:
            with while_wanted(wanted):
                told.put(work(tell))
        except BaseException as error:  # noqa: BLE001 - it is raised where it is waited for
            raised.append(error)
        told.put(None)

    worker = Thread(target=run)
    worker.start()
    yield {"progress": 0.0}
    yield from iter(told.get, None)
    worker.join()
    if raised:
        raise raised[0]
