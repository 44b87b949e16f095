"""Answers line by line, as they are found; who has gone is played for no longer."""

from __future__ import annotations

import asyncio
import json
from contextlib import suppress
from queue import SimpleQueue
from threading import Thread
from typing import TYPE_CHECKING, Any, TypeAlias

from starlette.concurrency import iterate_in_threadpool

from equipoise.app.serve.explorer.flights import Awaited
from equipoise.app.serve.memory import give_back
from equipoise.sim.wanted import NotWantedError, while_wanted

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from starlette.types import Receive, Scope, Send

    from equipoise.app.serve.explorer.flights import Flights, Wanted

Found: TypeAlias = "Callable[[Wanted], Iterator[object]]"
"""What is found bit by bit while it is wanted, each to be a line of JSON."""


class Lines(Awaited):
    """A response of lines of JSON.

    It ends when the browser goes: ``found`` is told by what it is given, and by :func:`while_wanted` around it.
    """

    media_type = "application/x-ndjson"

    def __init__(self, found: Found, flights: Flights, address: str) -> None:
        super().__init__(flights, address)
        del self.headers["content-length"]
        self._found = found

    async def give(self, _scope: Scope, _receive: Receive, send: Send, wanted: Wanted) -> None:
        """Send each line as it is found."""
        try:
            await send({"type": "http.response.start", "status": 200, "headers": self.raw_headers})
            async for line in iterate_in_threadpool(_written(self._found, wanted)):
                if not wanted():
                    return
                await send({"type": "http.response.body", "body": line, "more_body": True})
            await send({"type": "http.response.body", "body": b"", "more_body": False})
        except asyncio.CancelledError:  # the server ends: what was said is all
            await send({"type": "http.response.body", "body": b"", "more_body": False})


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
    give_back()
    if raised:
        raise raised[0]
