"""Browsers of people, and how a page is judged and answered; a module that imports this is skipped where none is."""

import os
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

from tests.chromium import CHROMIUM
from tests.serve.processes import Server

REQUIRED = os.environ.get("EQUIPOISE_BROWSER") == "required"
PICTURES = os.environ.get("EQUIPOISE_PICTURES")
"""A folder into which every page that is judged is drawn, for people to look at."""

if not REQUIRED:
    pytest.importorskip("playwright", reason="Playwright is not installed: no page is tried in a browser")
    pytest.importorskip("axe_playwright_python", reason="axe is not installed: no page is judged by it")
    if CHROMIUM is None:
        pytest.skip("no Chromium is on the path: no page is tried in a browser", allow_module_level=True)

from axe_playwright_python.sync_playwright import Axe  # noqa: E402 - where it is installed
from playwright.sync_api import Browser, BrowserContext, Locator, Page, Request, Route, expect  # noqa: E402 - likewise

__all__ = [
    "DESKTOP", "PHONE", "REQUIRED", "Browser", "Locator", "Page", "Request", "Route", "Visitors", "by_keyboard",
    "expect", "go_on", "joined", "judge", "leave_the_year", "opened_by", "press", "sent",
]  # fmt: skip

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
COLOURS = ["color-contrast", "link-in-text-block"]
"""What axe asks of colours, which are all that is otherwise in the dark."""
PHONE, DESKTOP = (360, 740), (1280, 800)
WAITS = 60_000.0
"""Milliseconds after which something will not come any more."""


class Visitors:
    """Browsers of people, of which no request may leave this machine and no page may complain."""

    def __init__(self, browser: Browser, server: Server) -> None:
        self._browser, self._base = browser, f"http://{server.host}"
        self._contexts: list[BrowserContext] = []
        self.complaints: list[str] = []
        self.outside: list[str] = []

    def page(self, size: tuple[int, int] = DESKTOP, **given: Any) -> Page:
        context = self._browser.new_context(
            viewport={"width": size[0], "height": size[1]}, base_url=self._base, **given
        )
        context.set_default_timeout(WAITS)
        expect.set_options(timeout=WAITS)
        self._contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on("console", lambda said: self.complaints.append(said.text))
        page.on("dialog", lambda dialog: self.complaints.append(dialog.message))
        page.on("request", lambda asked: None if asked.url.startswith(self._base) else self.outside.append(asked.url))
        return page

    def close(self) -> None:
        for context in self._contexts:
            context.close()


def judge(page: Page, name: str, *, dark: bool = True) -> None:
    """Nothing is found by axe, light and dark, and nothing sticks out to the side."""
    page.evaluate(Axe().axe_script)
    for scheme, rules in {"light": RULES, **({"dark": COLOURS} if dark else {})}.items():
        page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
        found = page.evaluate(
            "async (options) => (await axe.run(options)).violations", {"runOnly": rules, "resultTypes": ["violations"]}
        )
        told = [(one["id"], [node["html"][:160] for node in one["nodes"]]) for one in found]
        assert told == [], (name, scheme, told)
        if PICTURES:
            width = (page.viewport_size or {"width": 0})["width"]
            page.screenshot(path=Path(PICTURES) / f"{name}-{width}-{scheme}.png", full_page=True)
    page.emulate_media(color_scheme="light")
    wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert wide <= 0, (name, wide)


@contextmanager
def sent(page: Page) -> Iterator[None]:
    """Wait until a form that is sent here is answered, and the page shows what came of it.

    That a page says something else is no sign of it: others may have done something meanwhile.
    """
    with page.expect_response(lambda got: got.request.method == "POST" and not got.url.endswith("/typing")) as got:
        yield
    path = got.value.headers.get("location", urlsplit(page.url).path)
    page.wait_for_url(lambda url: urlsplit(url).path == path)
    page.wait_for_function("() => !document.querySelector('form button:disabled')")  # until then it is being sent


def by_keyboard(page: Page) -> None:
    """Answer a form by Tab, arrows and Enter alone."""
    page.locator("main form[data-keep]").wait_for()
    named = page.eval_on_selector_all(
        "main form[data-keep] fieldset",
        "all => all.map(one => [...one.querySelectorAll('input')].map(i => i.type + ' ' + i.id))",
    )
    ids = [inputs[0].split(" ", 1) for inputs in named]
    page.locator("body").press("Tab")
    for kind, first in ids:
        for _ in range(60):
            focused = page.evaluate("document.activeElement.name || ''")
            if focused == (first if kind == "text" else first.rpartition("-")[0]):
                break
            page.keyboard.press("Tab")
        else:
            pytest.fail(f"{first} is not reached by Tab")
        if first == "note":
            page.keyboard.type("By keyboard")
        elif kind == "text":
            low = page.inner_text(f"#{first}-range").split(" ")[0]
            page.keyboard.type("1" if first in {"support", "minutes"} else low)
        else:
            page.keyboard.press("Space")
    for _ in range(8):
        if page.evaluate("document.activeElement.tagName") == "BUTTON":
            break
        page.keyboard.press("Tab")
    with sent(page):
        page.keyboard.press("Enter")


def opened_by(button: Locator) -> Page:
    """The page that a button opens, behind the button's own: of pages behind another the browser draws one a second."""
    with button.page.context.expect_page() as opened:
        button.click()
    button.page.bring_to_front()
    return opened.value


def joined(visitors: Visitors, code: str, name: str, size: tuple[int, int]) -> Page:
    page = visitors.page(size)
    page.goto(f"/j/{code}")
    page.locator("#name").fill(name)
    page.get_by_role("button", name="Join").click()
    expect(page.locator(".says")).to_contain_text("You are in")
    return page


def leave_the_year(page: Page, then: Locator) -> None:
    """Go on from how a year went, unless somebody already has: then something else is there."""
    link = page.get_by_role("link", name="Go on")
    link.or_(then).first.wait_for()
    if link.count():
        link.click()
        then.wait_for()


def go_on(page: Page, *, sends_deals: bool, answer: Callable[[Page], None] = by_keyboard, touch: bool = False) -> None:
    """Do whatever a seat's page wants, if anything, with a mouse or a finger."""
    link = page.get_by_role("link", name="Go on")
    agreed = page.get_by_role("button", name="Yes, that is what we agreed")
    if link.count():
        press(link, touch=touch)
        page.wait_for_url(re.compile(r"/s/[^/]+$"))
    elif agreed.count():
        with sent(page):
            press(agreed, touch=touch)
    elif any("turn" in says for says in page.locator(".says").all_inner_texts()) and (
        sends_deals or "THE TABLE" not in page.inner_text("h1")
    ):
        answer(page)


def press(target: Locator, *, touch: bool) -> None:
    if touch:
        target.tap()
    else:
        target.click()
