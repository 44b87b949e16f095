"""Real browsers, several people at one table: a team that decides together, and offers that are typed."""

import re

from tests.serve.browsers import (
    DESKTOP,
    PHONE,
    Page,
    Visitors,
    expect,
    go_on,
    joined,
    judge,
    leave_the_year,
    opened_by,
)

PORT = 8830


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
    link = opened_by(board.get_by_role("button", name="A place for an observer"))
    link.locator(".qr svg").wait_for()
    judge(link, "link")
    expect(board.locator("#observers summary")).to_contain_text("2 observers")
    judge(board, "board-observers")
    late.goto("/")  # the old address opens nothing any more
    link = opened_by(board.get_by_role("button", name="new link").first)
    late.goto(link.locator("main a[href*='/o/']").get_attribute("href") or "")
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
    leave_the_year(vendor, vendor.get_by_text("is still deciding"))
    leave_the_year(account, account.get_by_text("You open this year"))
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
