"""Real browsers: by keyboard, without scripts, on a phone, with the network gone; and judged by axe on every page."""

import os
import re
import shutil
from collections.abc import Iterator
from itertools import product
from pathlib import Path
from typing import Any

import pytest

from equipoise.analysis.prose.units import Units
from equipoise.experiments.workshop import columns
from equipoise.sim.money import Money
from tests.serve.processes import Server

REQUIRED = os.environ.get("EQUIPOISE_BROWSER") == "required"
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
PICTURES = os.environ.get("EQUIPOISE_PICTURES")
"""A folder into which every page that is judged is drawn, for people to look at."""

if not REQUIRED:
    pytest.importorskip("playwright", reason="Playwright is not installed: no page is tried in a browser")
    pytest.importorskip("axe_playwright_python", reason="axe is not installed: no page is judged by it")
    if CHROMIUM is None:
        pytest.skip("no Chromium is on the path: no page is tried in a browser", allow_module_level=True)

from axe_playwright_python.sync_playwright import Axe  # noqa: E402 - where it is installed
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright  # noqa: E402 - likewise

RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
PHONE, DESKTOP = (360, 740), (1280, 800)
WAITS = 300_000.0
"""Milliseconds after which something will not come any more."""


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    server = Server(tmp_path_factory.mktemp("rooms"), 8810)
    yield server
    assert server.interrupt()[0] == 0


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        switches = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=switches)
        yield browser
        browser.close()


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


@pytest.fixture
def visitors(browser: Browser, server: Server) -> Iterator[Visitors]:
    found = Visitors(browser, server)
    yield found
    found.close()
    assert found.outside == []
    assert found.complaints == []


def judge(page: Page, name: str, *, dark: bool = True) -> None:
    """Nothing is found by axe, light and dark, and nothing sticks out to the side."""
    for scheme in ("light", "dark") if dark else ("light",):
        page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
        found = Axe().run(page, options=RULES).response["violations"]
        told = [(one["id"], [node["html"][:160] for node in one["nodes"]]) for one in found]
        assert told == [], (name, scheme)
        if PICTURES:
            width = (page.viewport_size or {"width": 0})["width"]
            page.screenshot(path=Path(PICTURES) / f"{name}-{width}-{scheme}.png", full_page=True)
    page.emulate_media(color_scheme="light")
    wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert wide <= 0, (name, wide)


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
    before = page.url, page.inner_text("main")
    page.keyboard.press("Enter")
    page.wait_for_function(
        "([url, text]) => location.href !== url || document.querySelector('main').innerText !== text", arg=list(before)
    )


def play(page: Page, years: int) -> list[int]:
    """Play alone, by keyboard, to the end of some years; which years were told."""
    told: list[int] = []
    for _ in range(80):
        if found := re.search(r"/year/(\d)$", page.url):
            told.append(int(found[1]))
            if len(told) == years:
                return told
            go = page.get_by_role("link", name="Go on")
            go.focus()
            page.keyboard.press("Enter")
            page.wait_for_url(re.compile(r"/s/[^/]+$"))
        if not page.locator("main form[data-keep]").count():
            return told
        by_keyboard(page)
    return told


@pytest.mark.parametrize(("side", "size"), [("vendor", DESKTOP), ("account", PHONE)])
def test_three_years_alone_by_keyboard(visitors: Visitors, side: str, size: tuple[int, int]) -> None:
    page = visitors.page(size)
    page.goto("/")
    judge(page, "doors")
    if side == "account":
        page.locator("input[value=account]").focus()
        page.keyboard.press("Space")
    page.get_by_role("button", name="Play").focus()
    page.keyboard.press("Enter")
    page.locator("main form[data-keep]").wait_for()
    judge(page, f"plan-{side}")
    told = play(page, 3)
    assert told == list(range(1, len(told) + 1))
    if told:
        judge(page, f"year-{side}", dark=False)


def test_everything_works_without_scripts(visitors: Visitors) -> None:
    page = visitors.page(PHONE, java_script_enabled=False)
    page.goto("/")
    page.get_by_role("button", name="Play").click()
    for name in ("build", "joint_plan", "people", "show", "win"):
        page.locator(f"input[name={name}]").first.check()
    page.get_by_role("button", name="Send", exact=True).click()
    expect(page.locator("h1")).not_to_contain_text("PLAN")
    if page.url.endswith("/year/1"):
        page.get_by_role("link", name="Go on").click()
    page.locator("#undo summary").click()
    page.get_by_role("button", name="Take back").click()
    expect(page.locator("h1")).to_contain_text("YEAR 1 of 8 · PLAN")


SMALLEST = """Math.min(...[...document.querySelectorAll("main *")]
  .filter((one) => one.innerText && !one.classList.contains("away"))
  .map((one) => parseFloat(getComputedStyle(one).fontSize)))"""


def opened_room(visitors: Visitors) -> tuple[Page, str]:
    board = visitors.page()
    board.goto("/")
    board.locator("#tables").fill("2")
    board.get_by_role("button", name="Open a room").click()
    board.get_by_role("heading", name=re.compile("Room [A-Z]{4}")).wait_for()
    judge(board, "board-empty")
    return board, board.inner_text("h1").split()[1]


def joined(visitors: Visitors, code: str, name: str, size: tuple[int, int]) -> Page:
    page = visitors.page(size)
    page.goto(f"/j/{code}")
    page.locator("#name").fill(name)
    page.get_by_role("button", name="Join").click()
    expect(page.locator(".says")).to_contain_text("You are in")
    return page


def screen_for_all(board: Page, code: str) -> Page:
    with board.context.expect_page() as opened:
        board.get_by_role("button", name="Screen for all").click()
    screen = opened.value
    screen.set_viewport_size({"width": 1280, "height": 720})
    expect(screen.locator(".code")).to_have_text(code)
    screen.wait_for_function(f"{SMALLEST} >= 28")  # pixels: read from the last row
    judge(screen, "screen")
    return screen


def type_while_things_happen(ana: Page, board: Page, screen: Page) -> None:
    """What somebody types stays while pages are fetched anew."""
    ana.locator("#build-much").check()
    board.locator("#text").fill("Half a minute")
    board.get_by_role("button", name="Send", exact=True).click()
    ana.get_by_text("Half a minute").wait_for()
    assert ana.locator("#build-much").is_checked()
    board.get_by_role("button", name="Clock on").click()
    ana.locator(".clock").wait_for()
    screen.locator(".clock").wait_for()
    board.get_by_role("button", name="Clock off").click()
    expect(ana.locator(".clock")).to_have_count(0)


def send_without_network(ana: Page) -> None:
    """What is sent while the network is gone arrives when it is back."""
    for name in ("joint_plan", "people", "show", "win"):
        ana.locator(f"input[name={name}]").first.check()
    ana.context.set_offline(True)
    ana.get_by_role("button", name="Send", exact=True).click()
    ana.get_by_text("Reconnecting").wait_for()
    assert ana.locator("#build-much").is_checked()
    ana.context.set_offline(False)
    expect(ana.locator(".says")).to_contain_text("is still deciding")


def go_on(page: Page, *, sends_deals: bool) -> None:
    """Do whatever a seat's page wants, if anything."""
    agreed = page.get_by_role("button", name="Yes, that is what we agreed")
    if page.get_by_role("link", name="Go on").count():
        page.get_by_role("link", name="Go on").click()
        page.wait_for_url(re.compile(r"/s/[^/]+$"))
    elif agreed.count():
        agreed.click()
    elif "turn" in page.inner_text(".says") and (sends_deals or "THE TABLE" not in page.inner_text("h1")):
        by_keyboard(page)


def test_a_room_of_two_tables_with_board_and_screen(visitors: Visitors) -> None:
    board, code = opened_room(visitors)
    names = (("Ana", PHONE), ("<img src=x onerror=alert(1)>", DESKTOP), ("Cem", PHONE))
    ana, ben, cem = people = [joined(visitors, code, name, size) for name, size in names]
    judge(ana, "before")
    expect(board.locator(".says")).to_contain_text("3 people in the room")
    screen = screen_for_all(board, code)
    board.get_by_role("button", name="Start: open year 1").click()
    for page in people:
        expect(page.locator(".says")).to_contain_text("It is your turn")  # nobody reloads
    type_while_things_happen(ana, board, screen)
    send_without_network(ana)
    visitors.complaints[:] = [one for one in visitors.complaints if "ERR_INTERNET_DISCONNECTED" not in one]
    following = board.get_by_role("button", name="Open year 2", exact=True)
    for _ in range(60):
        for page in people:
            go_on(page, sends_deals=page is not ben)
        if following.count():
            break
        board.wait_for_timeout(100)
    judge(board, "board-between")
    following.click()
    for page in people:
        if page.get_by_role("link", name="Go on").count():
            page.get_by_role("link", name="Go on").click()
    ana.get_by_role("heading", name=re.compile("YEAR 2 of 8, Q1 · THE TABLE")).wait_for()
    judge(ana, "deal")
    by_keyboard(ana)
    expect(ben.locator(".says")).to_contain_text("Is it right?")
    judge(ben, "confirm")
    ben.get_by_role("button", name="Yes, that is what we agreed").click()
    ana.get_by_role("heading", name=re.compile("PLAN")).wait_for()
    the_end(visitors, board, cem)
    screen.get_by_role("link", name="Debrief").wait_for()


def the_end(visitors: Visitors, board: Page, cem: Page) -> None:
    """End and reveal from a phone."""
    phone = visitors.page(PHONE)
    phone.goto(board.url)
    judge(phone, "board")
    phone.get_by_text("End the game").click()
    phone.get_by_role("button", name="End it now").click()
    phone.get_by_role("button", name="Reveal how it went").click()
    cem.get_by_role("link", name="How it went, and why").click()
    judge(cem, "debrief")


def started(visitors: Visitors, names: list[str], talks: str) -> tuple[Page, str, list[Page]]:
    """A board, its code, and pages of people at one table."""
    board = visitors.page()
    board.goto("/")
    board.locator("#tables").fill("1")
    board.locator(f"input[name=talks][value={talks}]").check()
    board.get_by_role("button", name="Open a room").click()
    board.get_by_role("heading", name=re.compile("Room [A-Z]{4}")).wait_for()
    code = board.inner_text("h1").split()[1]
    pages = [joined(visitors, code, name, PHONE) for name in names]
    board.get_by_role("button", name="Start: open year 1").click()
    for page in pages:
        expect(page.locator(".says")).to_contain_text("It is your turn")
    return board, code, pages


def choose(page: Page, **words: str) -> None:
    for name, word in words.items():
        page.locator(f"#{name}-{word}").check()


VENDOR_PLAN = {"build": "some", "joint_plan": "yes", "people": "no", "show": "yes", "win": "no"}


def set_mode(board: Page, mode: str) -> None:
    board.locator("#mode").select_option(mode)
    board.locator("form[data-keep=mode] button").click()
    expect(board.locator("#mode")).to_have_value(mode)


def test_a_team_of_three(visitors: Visitors) -> None:
    board, code, (ana, xeno, ben, _, cem) = started(visitors, ["Ana", "Xeno", "Ben", "Yan", "Cem"], "opposite")
    # Who types is seen by the team and by nobody else, and on a second device or after a reload it is in the form.
    choose(ben, build="much", win="yes")
    ana.get_by_text("is typing").wait_for()
    expect(cem.locator(".mate")).to_contain_text("much")
    expect(xeno.locator(".mate")).to_have_count(0)
    second = visitors.page(DESKTOP)
    second.goto(ben.url)
    expect(second.locator("#build-much")).to_be_checked()
    ben.reload()
    expect(ben.locator("#win-yes")).to_be_checked()
    # The page is fetched anew as somebody types; who is at the button by then stays there.
    ben.locator("#build-some").check()
    ben.locator("#send").focus()
    expect(ben.locator("#build-some[checked]")).to_have_count(1)
    assert ben.evaluate("document.activeElement.id") == "send"
    ben.locator("#build-much").check()
    # The captain adopts a proposal.
    choose(ben, joint_plan="yes", people="no", show="yes")
    ben.get_by_role("button", name="Propose to Ana").click()
    ana.get_by_role("button", name="Send what Ben proposes").wait_for()
    judge(ana, "team-captain")
    judge(ben, "team-proposes")
    ana.get_by_role("button", name="Send what Ben proposes").focus()
    ana.keyboard.press("Enter")
    expect(cem.locator("main")).to_contain_text("Sent by Ana")
    # The captain is away: another takes over.
    board.locator("#more-1 summary").click()
    board.get_by_role("button", name="Reopen year 1").click()
    expect(cem.locator(".says")).to_contain_text("It is your turn")
    ana.close()
    cem.get_by_role("button", name="I send from now on").click()
    expect(cem.locator(".team")).to_contain_text("You send for your seat")
    # A vote: two against one, and a tie that is the captain's.
    set_mode(board, "vote")
    for page, build, win in ((ben, "none", "no"), (cem, "much", "yes")):
        page.get_by_role("button", name="Vote", exact=True).wait_for()
        choose(page, **(VENDOR_PLAN | {"build": build, "win": win}))
        page.get_by_role("button", name="Vote", exact=True).click()
        expect(page.locator(".team")).to_contain_text("You vote:")
    expect(cem.locator(".team")).to_contain_text("2 of 3 have voted")
    judge(cem, "team-vote")
    cem.get_by_role("button", name="Count the votes now").click()
    expect(ben.locator("main")).to_contain_text("Sent by vote")
    expect(ben.locator("main")).to_contain_text("much, yes, no, yes, yes")
    somebody_late(visitors, board, code)


def somebody_late(visitors: Visitors, board: Page, code: str) -> None:
    """An observer, who is then seated."""
    late = visitors.page(PHONE)
    late.goto(f"/j/{code}")
    late.locator("#name").fill("Dee")
    late.get_by_role("button", name="Join").click()
    late.get_by_text("You observe").wait_for()
    judge(late, "observer")
    late.get_by_role("link", name="Table 1").click()
    expect(late.locator("h1")).to_have_text("Table 1")
    judge(late, "observer-table")
    board.locator("#observers summary").click()
    with board.context.expect_page() as opened:
        board.get_by_role("button", name="A place for an observer").click()
    opened.value.locator(".qr svg").wait_for()
    judge(opened.value, "link")
    expect(board.locator("#observers summary")).to_contain_text("2 observers")
    judge(board, "board-observers")
    late.goto("/")  # the old address opens nothing any more
    with board.context.expect_page() as opened:
        board.get_by_role("button", name="new link").first.click()
    late.goto(opened.value.locator("main a[href*='/o/']").get_attribute("href") or "")
    board.get_by_label("Seat for Dee").select_option("account")
    board.get_by_role("button", name="seat there").first.click()
    expect(late.locator(".who")).to_contain_text("You are Giant")


def test_two_people_type_offers(visitors: Visitors) -> None:
    board, _, (vendor, account) = started(visitors, ["Ana", "Ben"], "typed")
    following = board.get_by_role("button", name="Open year 2", exact=True)
    for _ in range(60):
        for page in (vendor, account):
            go_on(page, sends_deals=True)
        if following.count():
            break
        board.wait_for_timeout(100)
    following.click()
    for page in (vendor, account):
        if page.get_by_role("link", name="Go on").count():
            page.get_by_role("link", name="Go on").click()
    expect(account.locator("main")).to_contain_text("You open this year")
    turn = [account, vendor] * 2
    for number, page in enumerate(turn, start=1):
        expect(page.locator("main")).to_contain_text(f"Yours is offer {number} of 6")
        page.locator("#note").wait_for()
        if number in {1, 4}:
            judge(page, f"offer-{number}")
        low, high = (float(one) for one in page.inner_text("#price-range").split(" to "))
        page.locator("#price").fill(f"{(low + high) / 2:.2f}")
        page.locator("#support").fill("4")
        choose(
            page,
            promised_build="some",
            promised_work=page.locator("[name=promised_work]").last.get_attribute("value") or "",
        )
        page.locator("#note").fill("<b>Fair</b> enough?")
        last = number == len(turn)
        page.get_by_role("button", name="Send as last offer" if last else "Send offer").click()
        expect(page.locator(".says")).to_contain_text("is still deciding")
    expect(account.locator("main")).to_contain_text("makes a last offer")
    expect(account.locator("main")).to_contain_text("A note: <b>Fair</b> enough?")
    judge(account, "offer-last")
    account.get_by_role("button", name="Accept", exact=True).click()
    vendor.get_by_role("heading", name=re.compile("PLAN")).wait_for()


def test_pages_survive_a_translation_by_the_browser(visitors: Visitors) -> None:
    page = visitors.page()
    page.goto("/")
    page.get_by_role("button", name="Play").click()
    page.locator("main form[data-keep]").wait_for()
    page.evaluate(
        "() => { const all = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT); const found = [];"
        " while (all.nextNode()) found.push(all.currentNode);"
        " for (const one of found) if (one.data.trim()) { const font = document.createElement('font');"
        " font.textContent = 'xx'; one.replaceWith(font); } }"
    )
    for name in ("build", "joint_plan", "people", "show", "win"):
        page.locator(f"input[name={name}]").first.check()
    page.locator("main form[data-keep] button").click()
    expect(page.locator("h1")).to_contain_text("YEAR")


def test_the_foot_of_a_plan_adds_up_what_is_chosen(visitors: Visitors) -> None:
    """Every plan's sum is written in the browser as the server writes amounts."""
    page = visitors.page()
    page.goto("/")
    page.get_by_role("button", name="Play", exact=True).click()
    page.locator("main form[data-keep]").wait_for()
    read = "one => [one.id, Number(one.dataset.cost || 0), Number(one.dataset.each || 0)]"
    groups: dict[str, list[tuple[str, float, float]]] = {}
    for name in ("build", "joint_plan", "people", "show", "win"):
        groups[name] = [tuple(page.locator(f"#{name}-{word}").evaluate(read)) for word in _words(name)]  # type: ignore[misc]
    amount = Units(Money("", 1.0, 1.0)).figure
    for chosen in product(*groups.values()):
        for one, _, _ in chosen:
            page.locator(f"#{one}").check()
        each = sum(one[2] for one in chosen)
        besides = f", and {amount(each)} for each account that you win" if each else ""
        expect(page.locator(".together")).to_have_text(
            f"Together: {amount(sum(one[1] for one in chosen))} a year{besides}."
        )


def _words(name: str) -> tuple[str, ...]:
    return next(column.words for column in columns.VENDOR_PLAN if column.name == name)
