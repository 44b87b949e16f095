"""A server with a full room, alone and beside the explorer: how long moves and pages take, and what outlives a kill."""

from __future__ import annotations

import asyncio
import os
import random
import re
from http import HTTPStatus
from itertools import count
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import urlencode

from websockets.asyncio.client import connect

from benchmarks.explorer_memory import SCENARIO, first_line
from benchmarks.measure import Figure, Skipped, memory_of
from equipoise.app.serve.acts import PASSED
from equipoise.app.serve.house import ROOM_FILE
from equipoise.app.serve.log import Log
from equipoise.experiments.explorer.state import State
from tests.serve.processes import Server

if TYPE_CHECKING:
    from collections.abc import Generator, Iterator


TABLES, SEATS, DEVICES = 30, 60, 20
"""Tables with a person at each seat, and second devices of some of them."""
YEARS, CLOSED_IN = 2, 10.0
"""Years that are played, and seconds in which everybody sends what they are asked."""
LIVE_PAUSE = 0.06, 0.26
"""Seconds that a page waits before it fetches itself anew, so that not all ask at once."""
HZ = 60
"""How often a second a track that is dragged says where it is."""


class Times(NamedTuple):
    """Seconds that things took."""

    moves: list[float]  #: from sending a move to its answer
    pages: list[float]  #: from being told that something changed to the page
    boards: list[float]  #: likewise, the board
    screens: list[float]  #: likewise, the screen for all
    across: list[float]  #: from sending a move to the page of whoever sits opposite, its own pause included
    drags: list[float]  #: from asking for a state that a control is dragged to, to the first answer


class Visitor:
    """A page that is open somewhere: it is told of changes, and fetches itself anew, as ``live.js`` does."""

    def __init__(self, host: str, path: str, times: list[float], drawn: random.Random) -> None:
        self.host, self.path, self._times, self._drawn = host, path, times, drawn
        self.text, self.fetched, self._tag = "", 0.0, ""
        self.changed = asyncio.Event()

    async def live(self) -> None:
        """Listen, and fetch."""
        key = self.path.rpartition("/")[2]
        await self.fetch()
        async with connect(f"ws://{self.host}/live/{key}", origin=f"http://{self.host}") as socket:  # type: ignore[arg-type]  # any text is an origin
            async for _ in socket:
                told = perf_counter()
                pause = self._drawn.uniform(*LIVE_PAUSE)
                await asyncio.sleep(pause)
                await self.fetch()
                self._times.append(perf_counter() - told - pause)

    async def fetch(self) -> None:
        """Fetch the page, if it has changed."""
        status, headers, text = await ask(self.host, "GET", self.path, tag=self._tag)
        if status == HTTPStatus.OK:
            self.text, self._tag = text, headers.get("etag", "")
        self.fetched = perf_counter()
        self.changed.set()


async def ask(host: str, method: str, path: str, tag: str = "", **fields: str) -> tuple[int, dict[str, str], str]:
    """Send one request."""
    name, _, port = host.partition(":")
    reader, writer = await asyncio.open_connection(name, int(port))
    body = urlencode(fields).encode()
    head = [f"{method} {path} HTTP/1.1", f"Host: {host}", "Connection: close", f"Origin: http://{host}"]
    head += [f"If-None-Match: {tag}"] if tag else []
    head += ["Content-Type: application/x-www-form-urlencoded", f"Content-Length: {len(body)}", "", ""]
    writer.write("\r\n".join(head).encode() + body)
    got = await reader.read()
    writer.close()
    top, _, text = got.decode().partition("\r\n\r\n")
    status, *lines = top.split("\r\n")
    headers = dict(line.lower().split(": ", 1) for line in lines)
    return int(status.split()[1]), headers, text


def answer_of(text: str, drawn: random.Random) -> tuple[str, dict[str, str]] | None:
    """What somebody sends from a page, and where to; nothing where it asks nothing."""
    confirms = re.search(r'action="([^"]+/confirm)".*?</form>', text, re.DOTALL)
    if confirms:
        return confirms[1], {**dict(re.findall(r'name="(\w+)" value="([^"]*)">', confirms[0])), "agrees": "yes"}
    form = re.search(r'<form method="post" action="([^"]+/answer)".*?</form>', text, re.DOTALL)
    if form is None or "confirms it" in text:
        return None
    choices: dict[str, list[str]] = {}
    for name, value in re.findall(r'type="radio" id="[^"]*" name="([^"]*)" value="([^"]*)"', form[0]):
        choices.setdefault(name, []).append(value)
    found = {name: drawn.choice(values) for name, values in choices.items()}
    numbers = re.findall(r'name="(\w+)" value="[^"]*" autocomplete.*?id="\1-range">([\d.]*)', form[0], re.DOTALL)
    found |= {name: low or "1" for name, low in numbers}
    found |= dict(re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', form[0]))
    return form[1], found


async def play(seat: Visitor, opposite: Visitor, times: Times, drawn: random.Random, until: float) -> None:
    """Answer whatever a seat is asked, at a moment of its own, until the time is up."""
    await asyncio.sleep(CLOSED_IN * drawn.random())
    while perf_counter() < until:
        made = answer_of(seat.text, drawn)
        if made is None:
            seat.changed.clear()
            try:
                await asyncio.wait_for(seat.changed.wait(), 1.0)
            except TimeoutError:
                continue
            await asyncio.sleep(2.0 * drawn.random())
            continue
        sent = perf_counter()
        opposite.changed.clear()
        status, _, _ = await ask(seat.host, "POST", made[0], **made[1])
        if status == HTTPStatus.SEE_OTHER:
            times.moves.append(perf_counter() - sent)
            await opposite.changed.wait()
            times.across.append(opposite.fetched - sent)
        elif status != PASSED:
            raise SystemExit(f"A move was refused with {status}: {made}")
        await seat.fetch()


async def drag(server: Server, times: list[float]) -> None:
    """Drag a control of an explorer's page: it asks for the newest state once the one before has an answer."""
    opening = State.opening(SCENARIO)
    for k in count():
        state, began = opening.at("focus", 0.02 + (k % 9_000) / 10_000, "B").laid_out(), perf_counter()
        await asyncio.to_thread(first_line, server, state)
        times.append(perf_counter() - began)
        await asyncio.sleep(1.0 / HZ)


async def load(server: Server, board: str, screen: str, pages: list[str], *, drags: bool) -> Times:
    """Play some years in a full room."""
    times, drawn, host = Times([], [], [], [], [], []), random.Random(1), server.host  # noqa: S311 - the same at every run
    seats = [Visitor(host, page, times.pages, drawn) for page in pages]
    others = [Visitor(host, page, times.pages, drawn) for page in pages[:DEVICES]]
    watching = [Visitor(host, board, times.boards, drawn), Visitor(host, screen, times.screens, drawn)]
    open_pages = [asyncio.create_task(one.live()) for one in (*seats, *others, *watching)]
    if drags:
        open_pages.append(asyncio.create_task(drag(server, times.drags)))
    await asyncio.sleep(3.0)
    for year in range(1, YEARS + 1):
        await ask(host, "POST", f"{board}/do", act="open", year=str(year), anyway="yes", once=f"y{year}")
        until = perf_counter() + 2.0 * CLOSED_IN
        pairs = [(seats[k], seats[k ^ 1]) for k in range(len(seats))]
        await asyncio.gather(*(play(one, other, times, drawn, until) for one, other in pairs))
    for one in open_pages:
        one.cancel()
    await asyncio.gather(*open_pages, return_exceptions=True)
    return times


def p95(times: list[float]) -> float:
    """What 95 of 100 do not exceed, in milliseconds."""
    return 1e3 * sorted(times)[int(0.95 * len(times))]


def figures(*, full: bool) -> Iterator[Figure | Skipped]:
    """Measure.

    Yields
    ------
    Figure or Skipped
        A server's start, a full room, and a kill; and such a room beside a page of the explorer that is dragged.
    """
    del full
    with TemporaryDirectory() as folder:
        began = perf_counter()
        server = Server(Path(folder), 8900)
        yield Figure("a server's first page after its start", perf_counter() - began, "s", at_most=2)
        board, pages = new_room(server)
        sent = yield from of_room(server, board, pages)
        server.kill()
        yield of_log(Path(folder), sent)
        began = perf_counter()
        again = Server(Path(folder), server.port)
        yield Figure("after kill -9: the first page of all", perf_counter() - began, "s", at_most=2)
        again.get(pages[0])
        yield Figure("after kill -9: the first page of a seat", perf_counter() - began, "s", at_most=2)
        again.interrupt()
    with TemporaryDirectory() as folder:
        server = Server(Path(folder), 8900)
        sent = yield from of_room(server, *new_room(server), drags=True)
        server.interrupt()
        yield of_log(Path(folder), sent)


def new_room(server: Server) -> tuple[str, list[str]]:
    """Open a room, and let everybody in; the board, and the pages of all seats."""
    _, board = server.post("/new", workshop="on-an-even-footing", tables=str(TABLES))
    (code,) = re.findall(r"<h1>Room (\w{4})", server.get(board))
    return board, [server.post("/join", code=code, name=f"P{k}", once=str(k))[1] for k in range(SEATS)]


def of_room(
    server: Server, board: str, pages: list[str], *, drags: bool = False
) -> Generator[Figure | Skipped, None, int]:
    """Play in a room, beside a page that is dragged where that is asked for; how many moves were taken."""
    _, screen = server.post(f"{board}/do", act="screen")
    times = asyncio.run(load(server, board, screen, pages, drags=drags))
    told = f"load {os.getloadavg()[0]:.1f}, {len(times.moves)} moves, {len(times.pages)} pages"
    if drags:
        yield Figure("beside a page that is dragged: an answer of it, p95", p95(times.drags), "ms")
        told += f", {len(times.drags)} answers"
    yield Figure("60 seats, 20 more pages: a move, p95", p95(times.moves), "ms", at_most=300, note=told)
    yield Figure("a page fetched anew, p95", p95(times.pages), "ms", at_most=1000)
    yield Figure("the board fetched anew, p95", p95(times.boards), "ms", at_most=1000)
    yield Figure("the screen for all fetched anew, p95", p95(times.screens), "ms", at_most=1000)
    yield Figure("from a move to the page opposite, median", 1e3 * median(times.across), "ms", at_most=1000)
    yield Figure("from a move to the page opposite, p95", p95(times.across), "ms", note=".06 to .26 s are the page's")
    needed = memory_of(server.process.pid)
    if needed is None:
        yield Skipped("a server's memory with all that", "this system does not tell it")
    else:
        yield Figure("a server's memory with all that", needed, "MB", at_most=250)
    return len(times.moves)


def of_log(folder: Path, sent: int) -> Figure:
    """Whether a room's file has each move that was taken, once."""
    (path,) = folder.glob(f"*{ROOM_FILE}")
    log = Log(path)
    kept = sum(one["key"] is not None and one["actor"].isdigit() for one in log.whole())
    log.close()
    return Figure("moves lost or doubled", abs(kept - sent), "moves", at_most=0, note=f"{kept} of {sent} are kept")
