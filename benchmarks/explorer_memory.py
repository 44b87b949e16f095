"""What a server has in memory while somebody explores: a page at rest, a long drag, states at rest, and a business."""

from __future__ import annotations

import http.client
import json
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import TYPE_CHECKING, Any

from benchmarks.measure import Figure, Skipped, memory_of
from equipoise.experiments.explorer.state import State
from tests.serve.processes import HANGS, Server, asked_of, page_in

if TYPE_CHECKING:
    from collections.abc import Iterator

    Document = dict[str, Any]

SCENARIO, MOVES, RESTS = "over-a-barrel", 200, 10
"""What is dragged, how often, and how often it comes to rest elsewhere."""
FACTS = {"overhead": 7e5, "cash": 1e6, "credit_line": 5e5, "payout": 0.3, "gross_margin": 0.4, "selling_cost": 3e4}
"""What is stated of the business, one after the other."""
LATER = 40
"""States of the business, with all of that stated, at which it comes to rest."""
MOST, WHAT = 250.0, "serve, in memory"


def figures(*, full: bool) -> Iterator[Figure | Skipped]:
    """Measure.

    Yields
    ------
    Figure or Skipped
        Megabytes after each stage of what somebody does on a page, and how long a state takes to which they go back.
    """
    del full
    with TemporaryDirectory() as folder:
        server = Server(Path(folder) / "rooms", 8980)
        try:
            for what in stages(server):
                needed = memory_of(server.process.pid)
                if needed is None:
                    yield Skipped(WHAT, "this system does not tell it")
                    return
                yield Figure(f"{WHAT}: {what[0]}", needed, "MB", at_most=MOST, note=what[1])
        finally:
            server.interrupt()


def stages(server: Server) -> Iterator[tuple[str, str]]:
    """Do what a page does; what was done, and how long it took."""
    opening = State.opening(SCENARIO)
    at_rest(server, opening.laid_out())
    yield "one page at rest", ""
    began = perf_counter()
    for k in range(MOVES):
        first_line(server, opening.at("focus", 0.02 + k / 10_000, "B").laid_out())
    took = (perf_counter() - began) / MOVES
    yield f"after {MOVES} moves", f"{1e3 * took:.0f} ms each to the first answer"
    rests = [opening.at("accounts.Giant.size", 2.0 + k / 10).laid_out() for k in range(RESTS)]
    yield f"after {RESTS} states at rest", timed(server, rests)
    yield "after going back through them", timed(server, rests[::-1])
    state = imported(server)
    at_rest(server, state)
    yield "a business of eight accounts at rest", ""
    facts = [dict([*FACTS.items()][: k + 1]) for k in range(len(FACTS))]
    stated = [{**state, "facts": {f"business.{key}": value for key, value in some.items()}} for some in facts]
    yield f"after {len(FACTS)} facts of it", timed(server, stated)
    rests = [
        {**stated[-1], "B": {**state["B"], "levers": {"focus": round(0.02 + k / 1000, 6)}}} for k in range(LATER // 2)
    ]
    rests += [
        {**stated[-1], "facts": {**stated[-1]["facts"], "business.cash": 1e6 + 1e4 * k}} for k in range(LATER // 2)
    ]
    yield f"after {LATER} more states at rest", timed(server, rests)
    yield "after going back through the last ten", timed(server, rests[-10:][::-1])


def timed(server: Server, states: list[Document]) -> str:
    """Ask for states one after the other, until each is at rest; how long that takes."""
    began = perf_counter()
    for state in states:
        at_rest(server, state)
    return f"{(perf_counter() - began) / len(states):.2f} s each"


def at_rest(server: Server, state: Document) -> None:
    """Ask for a state, and wait until it is at rest."""
    with asked_of(server, "answer", {"asked": 1, "state": state}) as got:
        last = json.loads(got.read().splitlines()[-1])
    if not last.get("rested"):
        raise SystemExit(f"A state that cannot be played: {last}")


def first_line(server: Server, state: Document) -> None:
    """Ask for a state, and go on as soon as there is an answer, as who drags does."""
    with asked_of(server, "answer", {"asked": 1, "state": state}) as got:
        got.readline()


def imported(server: Server) -> Document:
    """Import accounts; the state with which the page of that business opens."""
    rows = [f"Account {k},{400_000 * (k + 1)},{0.2 + 0.03 * k:.2f}" for k in range(8)]
    table = "\r\n".join(["account,annual revenue in EUR,gross margin", *rows])
    parts = ("--b", 'Content-Disposition: form-data; name="files"; filename="accounts.csv"', "", table, "--b--", "")
    connection = http.client.HTTPConnection(server.host, timeout=HANGS)
    headers = {"Origin": f"http://{server.host}", "Content-Type": "multipart/form-data; boundary=b"}
    connection.request("POST", "/x/import", "\r\n".join(parts), headers)
    found = json.loads(connection.getresponse().read())
    connection.close()
    state: Document = page_in(server.get(found["link"]))["state"]
    return state
