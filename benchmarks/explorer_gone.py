"""How long the explorer goes on for who has gone: what takes a while is cancelled at moments all over its work."""

from __future__ import annotations

import http.client
import json
import os
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter, sleep
from typing import TYPE_CHECKING

from benchmarks.measure import Figure, Skipped
from equipoise.experiments.explorer.link import link_of
from equipoise.experiments.explorer.state import State
from tests.serve.processes import HANGS, Server

if TYPE_CHECKING:
    from collections.abc import Iterator

SHIPPED, BUSINESS = "over-a-barrel", "sheet-metal"
RANGES = {"business.gross_margin": "0.2..0.24", "business.overhead": "36e6..40e6"}
"""What of the business is stated as ranges."""
ASKED = ("turns", "rests", "levers", "understood", "knowing", "report?", "data.csv?chart=outcomes&")
"""What a page asks for beyond its answer, and the files that it gives."""
MOMENTS, OFTEN = 4, 12
"""Moments at which each is cancelled, from its beginning to its end, each time under another luck; with ``--full``."""
QUIET, LOOKS = 0.3, 0.02
"""Seconds without work after which nothing goes on any more, and between two looks."""
MOST = 0.2


def figures(*, full: bool) -> Iterator[Figure | Skipped]:
    """Measure.

    Parameters
    ----------
    full : bool
        Whether to cancel each at more moments, which takes a quarter of an hour.

    Yields
    ------
    Figure or Skipped
        For each question the most processor time that is taken after it is cancelled.
    """
    business = State.opening(BUSINESS)
    for key, value in RANGES.items():
        business = business.at(key, value)
    with TemporaryDirectory() as folder:
        server = Server(Path(folder), 8990)
        try:
            if worked(server) is None:
                yield Skipped("processor time after a question is cancelled", "this system does not tell it")
                return
            for words, state in (("", State.opening(SHIPPED)), (", a business with ranges", business)):
                for asked in ASKED:
                    longest, at, whole = longest_of(server, asked, state, OFTEN if full else MOMENTS)
                    what = f"processor time after {asked.partition('?')[0]} is cancelled{words}"
                    note = f"at {at:.2f} of {whole:.2f} s, load {os.getloadavg()[0]:.1f}"
                    yield Figure(what, longest, "s", at_most=MOST, note=note)
        finally:
            server.interrupt()


def longest_of(server: Server, asked: str, state: State, often: int) -> tuple[float, float, float]:
    """Cancel a question at moments all over its work: the most that is taken after one, when, and how long it takes."""
    went_on(server, asked, state, 1_000, HANGS)  # what is loaded once is there
    began = perf_counter()
    went_on(server, asked, state, 1_001, HANGS)
    whole = perf_counter() - began - QUIET
    moments = [whole * (k + 0.5) / often for k in range(often)]
    return *max((went_on(server, asked, state, k, at), at) for k, at in enumerate(moments)), whole


def went_on(server: Server, asked: str, state: State, seed: int, after: float) -> float:
    """Ask, and go after some seconds, or with the answer; the processor time that is taken from then on."""
    connection = http.client.HTTPConnection(server.host, timeout=after)
    headers = {"Origin": f"http://{server.host}", "Content-Type": "application/json"}
    sent = json.dumps({"state": {**state.laid_out(), "seed": seed}, "key": "focus", "side": "B"})
    try:
        if "?" in asked:
            path, _, query = link_of(state).partition("?")
            connection.request("GET", f"{path}/{asked}{query}&seed={seed}", headers=headers)
        else:
            connection.request("POST", f"/x/{asked}", sent, headers)
        end = perf_counter() + after
        got = connection.getresponse()
        while perf_counter() < end and got.readline():
            pass
    except TimeoutError:
        pass
    finally:
        connection.close()
    return until_quiet(server)


def until_quiet(server: Server) -> float:
    """Wait until nothing is worked out any more; the processor time until then."""
    began = last = worked(server) or 0.0
    since = perf_counter()
    while perf_counter() - since < QUIET:
        sleep(LOOKS)
        if (now := worked(server) or 0.0) > last:
            last, since = now, perf_counter()
    return last - began


def worked(server: Server) -> float | None:
    """Processor time that a server has taken; None where the system does not tell it."""
    try:
        fields = Path(f"/proc/{server.process.pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
    except OSError:
        return None
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
