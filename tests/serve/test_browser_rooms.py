"""Real browsers, a room of two tables: board, screen and seats, the network gone and back, on phones; judged by axe."""

import re

from tests.serve.browsers import (
    DESKTOP,
    PHONE,
    Page,
    Visitors,
    by_keyboard,
    expect,
    go_on,
    joined,
    judge,
    leave_the_year,
    opened_by,
)

PORT = 8820


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


def screen_for_all(board: Page, code: str) -> Page:
    screen = opened_by(board.get_by_role("button", name="Screen for all"))
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
        leave_the_year(page, page.get_by_role("heading", name=re.compile("YEAR 2 of 8")))
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
