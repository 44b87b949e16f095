"""How soon after its start a server is there, and an explorer's page can be used."""

from __future__ import annotations

import socket
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from signal import SIGINT
from statistics import median
from subprocess import DEVNULL, Popen
from tempfile import TemporaryDirectory
from time import perf_counter, sleep
from typing import TYPE_CHECKING

from benchmarks.browser import chromium
from benchmarks.measure import Figure, Skipped
from tests.serve.processes import HANGS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser

PORT, PAGE, STARTS = 8960, "/x/over-a-barrel?predict=0", 5


def figures(*, full: bool) -> Iterator[Figure | Skipped]:
    """Measure.

    Yields
    ------
    Figure or Skipped
        Of the middle one of a few starts of ``equipoise serve``, on a machine whose rules are compiled: seconds until
        the port is open, until an explorer's page is there, and until it has painted the answer to its opening.
    """
    del full
    what = "an explorer's page can be used"
    with chromium() as browser:
        if isinstance(browser, str):
            yield Skipped(what, browser)
            return
        _, *starts = [start(browser, PORT + k) for k in range(1 + STARTS)]  # the first compiles, or loads
    opened, first, used = (median(times) for times in zip(*starts, strict=True))
    yield Figure("serve: the port is open", opened, "s", at_most=1.0)
    yield Figure("serve: an explorer's page is there", first, "s")
    yield Figure(f"serve: {what}", used, "s", at_most=2.0)


def start(browser: Browser, port: int) -> tuple[float, float, float]:
    """Start a server once; the seconds until each."""
    began = perf_counter()

    def opened() -> float:
        while True:
            try:
                socket.create_connection(("127.0.0.1", port)).close()
            except OSError:
                sleep(0.005)
            else:
                return perf_counter() - began

    with TemporaryDirectory() as folder, ThreadPoolExecutor(1) as watching:
        port_is_open = watching.submit(opened)
        program = str(Path(sys.executable).with_name("equipoise"))
        server = Popen([program, "serve", "--no-open", "--data", folder, "--port", str(port)], stdout=DEVNULL)
        port_is_open.result()
        page = browser.new_page(base_url=f"http://127.0.0.1:{port}")
        page.set_default_timeout(1000.0 * HANGS)  # while rules are compiled
        page.goto(PAGE)
        first = perf_counter() - began
        page.locator("#answer[data-asked]").wait_for()
        used = perf_counter() - began
        page.close()
        server.send_signal(SIGINT)
        server.wait(HANGS)
        return port_is_open.result(), first, used
