"""How soon the explorer's page paints an answer where a control is dragged in a browser, by where the time goes."""

from __future__ import annotations

import http.client
import json
import os
from pathlib import Path
from statistics import quantiles
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import TYPE_CHECKING, Any

from benchmarks.browser import chromium
from benchmarks.measure import Figure, Skipped
from equipoise.experiments.explorer.state import State
from tests.serve.processes import HANGS, Server

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Page

SCENARIO, EVENTS, HZ = "over-a-barrel", 40, 10
STEADY, FEWEST = (120, 60), 16
"""Events of a steady drag of two seconds, and how many a second; redraws that it has at least."""
DRAGGED = (("a lever", "focus", 100.0, 0.0, 0.021, 0.001), ("a fact", "accounts.Giant.size", 150.0, 2.0, 2.0, 0.05))
"""What, its key, most milliseconds for three of four, where the track begins, where the drag begins, and the step of an
event, each of which changes something."""

_WATCH = """
const real = window.fetch, times = window.times = { input: {}, fetch: {}, line: {}, painted: {}, redraws: [] };
const now = () => performance.now();
window.fetch = async (address, given) => {
  if (!String(address).endsWith("/x/answer")) return real(address, given);
  const { asked } = JSON.parse(given.body);
  times.fetch[asked] = now();
  const got = await real(address, given);
  const marked = new TransformStream({ transform: (part, to) => { times.line[asked] ??= now(); to.enqueue(part); } });
  return new Response(got.body.pipeThrough(marked), { status: got.status, headers: got.headers });
};
addEventListener("DOMContentLoaded", () => {
  const answer = document.getElementById("answer");
  new MutationObserver(() => {
    const { asked } = answer.dataset;
    times.redraws.push(now());
    if (asked in times.painted) return;
    times.painted[asked] = 0;
    requestAnimationFrame(() => setTimeout(() => (times.painted[asked] = now())));
  }).observe(answer, { attributeFilter: ["data-asked", "data-runs"] });
});
"""
"""Notes when each state was asked for, when its first line came, when its frame had been painted, and each redraw."""

_DRAG = """async ({ key, begin, step, events, every }) => {
  const track = document.querySelector(`.control[data-key="${key}"] .track`);
  for (let k = 0; k < events; k += 1) {
    track.value = begin + (k % 100) * step;
    times.input[k + 2] = performance.now();  // the page's first question is its opening
    track.dispatchEvent(new Event("input", { bubbles: true }));
    await new Promise((later) => setTimeout(later, every));
  }
}"""


def figures(*, full: bool) -> Iterator[Figure | Skipped]:
    """Measure.

    Yields
    ------
    Figure or Skipped
        Of three and of nineteen of twenty events that are painted: time from the ``input`` event to the frame in which
        the answer to its state is painted, and how much of it is waiting for an earlier answer, the server, the wire
        with the browser's own network, and painting.
    """
    del full
    with TemporaryDirectory() as folder, chromium() as browser:
        if isinstance(browser, str):
            yield Skipped("explorer's page: a control is dragged", browser)
            return
        server = Server(Path(folder) / "rooms", 8970)
        try:
            for name, key, most, low, begin, step in DRAGGED:
                page = opened(browser, server)
                drag = {"key": key, "begin": begin, "step": step, "events": EVENTS, "every": 1000 / HZ}
                page.evaluate(_DRAG, drag)
                page.locator("#answer[aria-busy=false]").wait_for()
                page.wait_for_timeout(100)
                times = page.evaluate("times")
                page.close()
                redraws = steady_redraws(opened(browser, server, seed=98), key, low, step)
                answered = first_lines(server, key, [begin + k * step for k in range(EVENTS)])
                yield from figures_of(name, most, times, answered)
                yield Figure(f"page, {name} dragged steadily for two seconds", redraws, "redraws", at_least=FEWEST)
        finally:
            server.interrupt()


def opened(browser: Browser, server: Server, seed: int = 7) -> Page:
    """A page at rest; under another luck than others, nothing that is asked is kept."""
    page = browser.new_page(viewport={"width": 1280, "height": 800}, base_url=f"http://{server.host}")
    page.add_init_script(_WATCH)
    page.set_default_timeout(1000.0 * HANGS)  # while rules are compiled
    page.goto(f"/x/{SCENARIO}?predict=0&seed={seed}")
    page.locator("#answer[aria-busy=false]").wait_for()
    return page


def steady_redraws(page: Page, key: str, begin: float, step: float) -> int:
    """How often the page is painted anew while a control is dragged at the rate of a screen."""
    events, a_second = STEADY
    before = len(page.evaluate("times.redraws"))
    page.evaluate(_DRAG, {"key": key, "begin": begin, "step": step, "events": events, "every": 1000 / a_second})
    redraws = len(page.evaluate("times.redraws")) - before
    page.close()
    return redraws


def first_lines(server: Server, key: str, values: list[float]) -> list[float]:
    """Milliseconds from a plain request to its first line, one after the other, under another luck than the page's."""
    opening, took = State.opening(SCENARIO), []
    for value in values:
        state = (
            opening.at(key, round(value, 6), "B").laid_out() if key == "focus" else opening.at(key, value).laid_out()
        )
        sent = json.dumps({"asked": 1, "state": {**state, "seed": 99}})
        connection = http.client.HTTPConnection(server.host, timeout=HANGS)
        headers = {"Origin": f"http://{server.host}", "Content-Type": "application/json"}
        began = perf_counter()
        connection.request("POST", "/x/answer", sent, headers)
        connection.getresponse().readline()
        took.append(1000.0 * (perf_counter() - began))
        connection.close()
    return took


def figures_of(name: str, most: float, times: dict[str, Any], answered: list[float]) -> Iterator[Figure]:
    """What the times of a drag come to."""
    painted = [one for one, at in times["painted"].items() if at and one in times["input"] and one in times["line"]]

    def between(first: str, last: str) -> list[float]:
        return [times[last][one] - times[first][one] for one in painted]

    load = f"load {os.getloadavg()[0]:.1f}" if hasattr(os, "getloadavg") else ""
    whole = between("input", "painted")
    yield Figure(f"page, {name} dragged: from input to painted", at(whole, 75), "ms", at_most=most, note=load)
    yield Figure("    of twenty nineteen", at(whole, 95), "ms", note=f"{len(painted)} of {EVENTS} events are painted")
    come = between("fetch", "line")
    for what, found in (
        ("    waiting for an earlier answer", between("input", "fetch")),
        ("    server, to its first line", answered),
        ("    painting", between("line", "painted")),
    ):
        yield Figure(what, at(found, 75), "ms", note=f"of twenty nineteen {at(found, 95):.0f}")
    wire = max(at(come, 75) - at(answered, 75), 0.0), max(at(come, 95) - at(answered, 95), 0.0)
    yield Figure("    wire: what a browser takes beyond that", wire[0], "ms", note=f"of twenty nineteen {wire[1]:.0f}")


def at(found: list[float], percent: int) -> float:
    """A percentile."""
    return quantiles(found, n=100)[percent - 1]
