"""Real browsers side by side: a whole room, what reaches every page, a server that is killed, and large print."""

import os
import re
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from tests.serve.browsers import (
    PHONE,
    REQUIRED,
    Browser,
    Locator,
    Page,
    Route,
    Visitors,
    expect,
    go_on,
    joined,
    press,
    sent,
)
from tests.serve.processes import Server

YEARS = int(os.environ.get("EQUIPOISE_BROWSER_YEARS", "8" if REQUIRED else "1"))
"""Years that are played by hand before the facilitator ends the game."""
PORT = 8850
LARGE_PRINT = (320, 640)
"""A window of 1,280 pixels at 400%."""


ANSWER = """() => {
  const form = document.querySelector("main form[data-keep][action$='/answer']");
  if (!form || form.querySelector("fieldset :disabled") || form.closest("details:not([open])")) return false;
  for (const field of form.querySelectorAll("fieldset")) {
    const text = field.querySelector("input[type=text]");
    const low = field.querySelector(".beside")?.textContent.split(" ")[0];
    if (text) text.value = text.name === "minutes" ? "1" : low; else field.querySelector("input[type=radio]").click();
  }
  return true;
}"""
"""Fills in whatever a page asks, with the first that will do."""


def send_button(page: Page) -> Locator:
    return page.locator("main form[data-keep][action$='/answer'] button").last


def answer(page: Page, *, touch: bool = False) -> None:
    """Send whatever a page asks, filled in with the first that will do."""
    assert page.evaluate(ANSWER)
    with sent(page):
        press(send_button(page), touch=touch)


def opened(visitors: Visitors, tables: str) -> tuple[Page, str]:
    board = visitors.page()
    board.goto("/")
    board.locator("#tables").fill(tables)
    board.get_by_role("button", name="Open a room").click()
    board.get_by_role("heading", name=re.compile("Room [A-Z]{4}")).wait_for()
    board.wait_for_load_state()  # from then on its script notes fingers
    return board, board.inner_text("h1").split()[1]


def reaches_every_page(board: Page, seats: list[Page], screen: Page) -> None:
    """What the facilitator does is on every page, and nobody reloads."""
    every = [*seats, screen, board]
    board.get_by_role("button", name="Clock on").click()
    for page in every:
        expect(page.locator(".clock").first).to_have_text(re.compile(r"\d+ s$"))
    board.get_by_role("button", name="Pause").click()
    for page in every:
        expect(page.locator(".clock").first).to_contain_text("paused")
    stands = [page.locator(".clock").first.inner_text() for page in every]
    board.get_by_role("button", name="+30 s").click()
    for page, before in zip(every, stands, strict=True):
        expect(page.locator(".clock").first).to_have_text(
            before.replace(seconds(before), str(int(seconds(before)) + 30))
        )
    board.get_by_role("button", name="Clock off").click()
    for page in every:
        expect(page.locator(".clock")).to_have_count(0)
    board.locator("#text").fill("Look up, please")
    board.get_by_role("button", name="Send", exact=True).click()
    for page in (*seats, screen):
        page.get_by_text("Look up, please").wait_for()
    board.get_by_text("More", exact=False).first.click()
    board.get_by_role("button", name=re.compile("A program plays this: the vendor plans")).click()
    expect(seats[0].locator(".says")).not_to_contain_text("your turn")
    expect(board.get_by_role("button", name=re.compile("the vendor plans"))).to_have_count(0)


def seconds(text: str) -> str:
    found = re.search(r"\d+", text)
    assert found is not None
    return found[0]


def test_a_room_with_board_screen_and_seats_to_the_debrief_beside_another_room(
    visitors: Visitors, server: Server
) -> None:
    # Another room at the same time; what happens here changes nothing there.
    _, other_board = server.post("/new", workshop="on-an-even-footing", tables="1")
    other_code = re.search(r"Room (\w{4})", server.get(other_board))
    assert other_code is not None
    stranger = joined(visitors, other_code[1], "Zoe", PHONE)
    there = stranger.inner_text("main").split()
    board, code = opened(visitors, "1")
    vendor = joined(visitors, code, "Ana", (1280, 800))
    account = visitors.page(PHONE, has_touch=True, is_mobile=True)
    account.goto(f"/j/{code}")
    account.locator("#name").fill("Ben")
    account.get_by_role("button", name="Join").tap()
    with board.context.expect_page() as other:
        board.get_by_role("button", name="Screen for all").click()
    screen = other.value
    expect(screen.locator(".code")).to_have_text(code)
    board.get_by_role("button", name="Start: open year 1").click()
    for page in (vendor, account):
        expect(page.locator(".says")).to_contain_text("It is your turn")
    reaches_every_page(board, [vendor, account], screen)
    board.locator("#pace").select_option("together")
    board.locator("form", has=board.locator("#pace")).get_by_role("button", name="Set", exact=True).click()
    for _ in range(40 * YEARS):
        go_on(vendor, sends_deals=True, answer=answer)
        go_on(account, sends_deals=False, answer=partial(answer, touch=True), touch=True)
        year = re.search(r"Year (\d) of 8", board.inner_text(".says"))
        if year is None or int(year[1]) > YEARS:
            break
    for page in (board, screen):
        if YEARS < 8:
            expect(page.locator("main")).to_contain_text(re.compile(f"[Yy]ear {YEARS + 1}"))  # it opened by itself
    if board.get_by_text("End the game").count():
        board.get_by_text("End the game").click()
        board.get_by_role("button", name="End it now").click()
    board.get_by_role("button", name="Reveal how it went").click()
    for page in (vendor, account):
        if page.get_by_role("link", name="Go on").count():
            page.get_by_role("link", name="Go on").click()
        page.get_by_role("link", name="How it went, and why").click()
        page.get_by_role("heading", name="How it went").wait_for()
    screen.get_by_role("link", name="Debrief").wait_for()
    assert stranger.inner_text("main").split() == there
    stranger.reload()
    assert stranger.inner_text("main").split() == there


def test_open_pages_go_on_by_themselves_after_the_server_was_killed(browser: Browser, tmp_path: Path) -> None:
    server = Server(tmp_path, 8870)
    visitors = Visitors(browser, server)
    board, code = opened(visitors, "1")
    ana, ben = joined(visitors, code, "Ana", (1280, 800)), joined(visitors, code, "Ben", PHONE)
    board.get_by_role("button", name="Start: open year 1").click()
    for page in (ana, ben):
        expect(page.locator(".says")).to_contain_text("It is your turn")
    ana.locator("#build-much").check()
    assert ben.evaluate(ANSWER)
    server.kill()
    send_button(ben).click()
    for page in (ana, ben, board):
        expect(page.locator("#link")).to_be_visible()
    server = Server(tmp_path, server.port)
    for page in (ana, ben, board):
        expect(page.locator("#link")).to_be_hidden()
    expect(ben.locator(".says")).to_contain_text("is still deciding")  # what was sent into the void has arrived
    assert ana.locator("#build-much").is_checked()
    for name in ("joint_plan", "people", "show", "win"):
        ana.locator(f"input[name={name}]").first.check()
    with sent(ana):
        send_button(ana).click()
    expect(ana.locator(".says")).not_to_contain_text("It is your turn")
    visitors.close()
    assert {one for one in visitors.complaints if "ERR_CONNECTION_" not in one and "WebSocket" not in one} == set()
    assert server.interrupt()[0] == 0


TRANSLATE = """() => {
  const all = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT), found = [];
  while (all.nextNode()) found.push(all.currentNode);
  for (const one of found) if (one.data.trim()) {
    const font = document.createElement("font");
    font.textContent = /\\d/.test(one.data) ? one.data : "xx";
    one.replaceWith(font);
  }
}"""
"""What a browser's translation does to a page: every text stands in an element of its own."""

SMALL = """[...document.querySelectorAll("main a, main button, main select, main summary, main input")].map((one) => {
  const label = ["radio", "checkbox"].includes(one.type) ? one.closest("label") : one;
  const box = label.getBoundingClientRect();
  const inline = one.tagName === "A" && one.closest("p, li, dd") && !one.classList.contains("button");
  const small = box.width && box.height && !inline && (box.height < 43.9 || box.width < 24);
  return small ? label.outerHTML.slice(0, 120) : "";
}).filter(Boolean)"""
"""Targets of less than 44 pixels; a link in a sentence is as high as its line."""

WIDE = """() => {
  const page = document.documentElement, all = [...document.querySelectorAll("*")];
  const out = all.filter((one) => one.getBoundingClientRect().right > page.clientWidth + 0.5);
  const told = out.map((one) => one.outerHTML.slice(0, 120));
  return page.scrollWidth <= page.clientWidth ? [] : [page.scrollWidth, ...told];
}"""
"""What sticks out to the side, so that the page would have to be moved to be read."""

MOVES = """[...document.querySelectorAll("*")].filter((one) => {
  const style = getComputedStyle(one);
  return style.animationName !== "none" || parseFloat(style.transitionDuration) > 0.01;
}).length + document.getAnimations().length"""


def fits(page: Page, name: str) -> None:
    """Nothing sticks out, everything can be hit by a finger, and nothing moves."""
    page.wait_for_load_state()
    assert page.evaluate(WIDE) == [], name
    assert page.evaluate(SMALL) == [], name
    assert page.evaluate(MOVES) == 0, name


def test_large_print_fingers_no_motion_and_a_translation(visitors: Visitors) -> None:
    """Every form is sent after all texts of its page were replaced, in a window of 320 pixels."""
    page = visitors.page(LARGE_PRINT, reduced_motion="reduce")
    page.goto("/")
    fits(page, "doors")
    page.evaluate(TRANSLATE)
    page.locator("form[action='/alone'] button").click()
    asked = set()
    for _ in range(8):
        page.locator("main form[data-keep], main a.button").first.wait_for()
        if re.search(r"/year/\d$", page.url):
            fits(page, "year")
            page.evaluate(TRANSLATE)
            page.locator("main a.button").first.click()
            page.wait_for_url(re.compile(r"/s/[^/]+$"))
            continue
        question = page.locator("input[name=question]").first.get_attribute("value") or ""
        asked.add(question.split(".")[1])
        fits(page, question)
        page.evaluate(TRANSLATE)
        answer(page)
    assert len(asked) > 1
    page.goto(f"{page.url.partition('/year')[0]}/sheet")
    fits(page, "sheet")
    page.goto("/")
    page.locator("#tables").fill("2")
    page.evaluate(TRANSLATE)
    page.locator("form[action='/new'] button").click()
    page.locator("section.tables").wait_for()
    page.evaluate("for (const one of document.querySelectorAll('details')) one.open = true")
    fits(page, "board")
    page.evaluate(TRANSLATE)
    page.locator("#text").fill("hello")
    page.locator("form.say button").click()
    page.wait_for_function("() => document.querySelector('#text').value === ''")
    page.evaluate(TRANSLATE)
    page.locator("section.bar form button").first.click()  # start
    page.get_by_role("button", name="Clock on").wait_for()
    page.wait_for_function("() => document.querySelector('h1').textContent.startsWith('Room')")
    fits(page, "board that runs")


def test_no_click_is_lost_while_the_page_is_put_anew(visitors: Visitors, server: Server) -> None:
    board, code = opened(visitors, "1")
    button, main = board.get_by_role("button", name="Start: open year 1"), board.locator("main")
    box = button.bounding_box()
    assert box is not None
    board.mouse.move(box["x"] + 9, box["y"] + 9)
    board.mouse.down()
    with board.expect_response(lambda got: got.url == board.url and got.status == 200):
        server.post("/join", code=code, name="Ana", once="1")
    board.wait_for_timeout(200)  # in which that would be put in place
    board.mouse.up()
    expect(button).to_have_count(0)
    expect(main).to_contain_text("Ana")
    # A page that was asked for before a click, and comes after what follows from it, is not shown.
    early: list[tuple[Route, Any]] = []
    board.route(board.url, lambda route: early.append((route, route.fetch())), times=1)
    server.post("/join", code=code, name="Ben", once="2")
    until(board, lambda: len(early) == 1)
    board.get_by_role("button", name="Clock on").click()
    board.get_by_role("button", name="Pause").wait_for()
    board.evaluate(WATCH)
    route, got = early[0]
    with board.expect_response(lambda got: got.url == board.url):
        route.fulfill(response=got)
    board.wait_for_timeout(50)
    assert True not in board.evaluate("old")
    # Of two clicks the second waits for the first.
    under_way: list[Route] = []
    board.route("**/do", lambda route: under_way.append(route))  # noqa: PLW0108 - Playwright marks what it is given
    board.get_by_role("button", name="Pause").click()
    board.get_by_role("button", name="+30 s").click()
    for many in (1, 2):
        until(board, lambda many=many: len(under_way) == many)
        under_way[-1].continue_()


def test_a_page_waits_for_every_finger_and_goes_on_where_it_stays(visitors: Visitors, server: Server) -> None:
    board, code = opened(visitors, "1")
    main = board.locator("main")

    def joins(name: str, key: str) -> None:
        with board.expect_response(lambda got: got.url == board.url and got.status == 200):
            server.post("/join", code=code, name=name, once=key)
        board.wait_for_timeout(200)  # in which that would be put in place

    board.evaluate(PRESS, ["down 1", "down 2", "up 1"])
    joins("Ana", "1")
    expect(main).not_to_contain_text("Ana")
    board.evaluate(PRESS, ["up 2"])
    expect(main).to_contain_text("Ana")
    board.evaluate(PRESS, ["down 1"])
    joins("Ben", "2")
    board.evaluate(PRESS, ["up 1", "down 1"])  # a second press, before the first has become a click
    board.wait_for_timeout(200)
    expect(main).not_to_contain_text("Ben")
    board.evaluate(PRESS, ["up 1"])
    expect(main).to_contain_text("Ben")
    # A page that is to be left, and stays since what it leads to does not come, is kept as before.
    board.evaluate(
        "document.body.insertAdjacentHTML('beforeend', '<form action=/elsewhere><button id=leave>Go</button>')"
    )
    page = f"{board.url.partition('/b/')[0]}/elsewhere"
    board.route(page, lambda route: route.fulfill(status=200 if route.request.method == "POST" else 204))
    with board.expect_request(lambda asked: asked.url == page and asked.is_navigation_request()):
        board.locator("#leave").click()
    joins("Cem", "3")
    expect(main).to_contain_text("Cem")


PRESS = """all => all.forEach(one => {
  const [what, pointerId] = one.split(" ");
  document.body.dispatchEvent(new PointerEvent(`pointer${what}`, { pointerId: Number(pointerId), bubbles: true }));
})"""
"""Fingers that go down and up, one after the other, with nothing in between."""

WATCH = """() => {
  window.old = [];
  document.addEventListener("put", () => old.push(document.body.innerText.includes("Clock on")));
}"""
"""Notes whether a page that is put in place is one of before the clock."""


def until(page: Page, there: Callable[[], bool]) -> None:
    while not there():
        page.wait_for_timeout(10)
