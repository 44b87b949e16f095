"""What the explorer does with what cannot be played or is not stated, names that are no names, and without a server."""

import re
from pathlib import Path

import pytest

from tests.cli.conftest import within
from tests.serve.browsers import PHONE, Page, Route, Visitors, expect
from tests.serve.explorer_pages import (
    OPEN,
    TRANSLATE,
    chips,
    control,
    keep,
    numbers,
    opened,
    rested,
    sent,
    state_on,
    switched,
    typed,
)  # fmt: skip
from tests.serve.explorers import BROKEN, BUSINESS, SMALL
from tests.serve.processes import Server

PORT = 8930
SIZE, FEAR = "accounts.Giant.size", "switches.fear"
TOO_SMALL = "Giant: size = -1 units a quarter: must be a number, more than 0"
NASTY = "<img src=x onerror=alert(1)>"
QUOTED = "\"' {{ 7 * 7 }} hx-get=/ <b>"
NAMES = (
    SMALL.replace('"Small"', f"'{NASTY}'")
    .replace('"What does it take to keep a giant?"', f'"Will {NASTY} stay?"')
    .replace('"Giant"', f"'{NASTY}'")
    .replace('"North"', f"'''{QUOTED}'''")
)
WHOLE = BUSINESS.replace("revenue_share = 1.0", 'revenue = 5e6\n[[accounts]]\nname = "Rest"\nrevenue = 4e6')
"""A business whose accounts come to its revenue: none can be another without the others."""
DROPPED = """([name, text]) => {
  const dropped = new DataTransfer();
  dropped.items.add(new File([text], name, { type: "text/csv" }));
  return dropped;
}"""
ACCOUNTS = "account,annual\nNorth Works Ltd,100\nNorth Works Ltd.,200\n"
"""Files of which one question is left: whether two names are one account."""


@pytest.fixture(scope="module", autouse=True)
def small(server: Server) -> None:
    keep(server)


def is_refused(folder: Path, setting: str) -> None:
    """The command takes a setting as little as the page does."""
    (folder / "small.toml").write_text(SMALL, encoding="utf-8")
    done = within(folder, "compare", "small.toml", "--set", setting)
    assert done.code == 2
    assert setting.partition("=")[0].rpartition(".")[2] in done.err


def says_so(page: Page, key: str, message: str) -> None:
    """A control that says what is wrong, by its label and in its unit."""
    field, said = control(page, key).locator(".field"), control(page, key).locator(".fault")
    expect(said).to_be_visible()
    assert (said.get_attribute("id") or "") in (field.get_attribute("aria-describedby") or "").split()
    assert field.get_attribute("aria-invalid") == "true"
    assert said.text_content() == message


def test_a_value_that_cannot_be_is_told_at_its_control_and_the_last_answer_stays(
    visitors: Visitors, tmp_path: Path
) -> None:
    page = opened(visitors.page(), f"/x/small{OPEN}")
    typed(page, "focus", "7")
    before = numbers(page)
    typed(page, SIZE, "-1")
    says_so(page, SIZE, TOO_SMALL)
    is_refused(tmp_path, f"{SIZE}=-1")
    field = control(page, SIZE).locator(".field")
    field.fill("-2")
    expect(page.locator(f'.control[data-key="{SIZE}"] .fault')).to_contain_text("size = -2 units")
    field.press("Tab")  # once it is told, too
    says_so(page, SIZE, TOO_SMALL.replace("-1", "-2"))
    expect(page.locator("#stale")).to_contain_text("Focused investment: 2% of revenue → 7% of revenue, B.")
    expect(page.locator("#answer")).to_have_class(re.compile("stale"))
    assert page.evaluate("getComputedStyle(document.querySelector('#charts svg')).opacity") < "1"
    assert numbers(page) == before
    typed(page, SIZE, "many")
    expect(page.locator(f'.control[data-key="{SIZE}"] .fault')).to_contain_text('"many" is no number; write its digits')
    typed(page, SIZE, "2")
    expect(page.locator("#stale")).to_be_hidden()
    expect(page.locator(f'.control[data-key="{SIZE}"] .fault')).to_be_hidden()
    assert numbers(page) != before
    a_policy_is_put_into_words(page)
    the_report_says_that_it_is_made(page)
    visitors.complaints.clear()  # the browser's own note of what the report was answered with


def a_policy_is_put_into_words(page: Page) -> None:
    page.locator("#g-levers > summary").click()
    page.locator("#policy-otherwise > summary").click()
    words = page.locator("#policy-typed")
    words.fill("strategic for Gaint, else accommodating")
    words.press("Tab")
    expect(page.locator("#policy-fault")).to_contain_text('did you mean "Giant"')
    page.locator("#policy").select_option("accommodating")
    expect(page.locator("#policy-fault li")).to_have_count(0)
    words.fill("strategic for Nobody, else accommodating")
    words.press("Tab")
    expect(page.locator("#policy-fault li")).to_have_count(1)
    page.locator("#undo").click()
    expect(page.locator("#policy-fault li")).to_have_count(0)
    rested(page)
    words.fill("strategic for Giant, else accommodating")
    words.press("Tab")
    expect(page.locator("#policy-words")).to_contain_text("Giant: focused investment 2% of revenue")
    rested(page)
    expect(page.locator("#policy-fault li")).to_have_count(0)
    expect(page.locator("#movable")).to_be_hidden()
    expect(page.locator("#movable")).to_have_attribute("disabled", "")
    assert state_on(page)["B"] == {"policy": "strategic for Giant, else accommodating", "levers": {}}
    page.locator("#undo").click()
    expect(page.locator("#movable")).to_be_visible()
    expect(page.locator("#policy-words li")).to_have_count(0)
    page.reload()
    rested(page)
    page.locator("#redo").click()
    expect(page.locator("#policy-words")).to_contain_text("All others: as an accommodating vendor.")
    rested(page)
    page.locator("#undo").click()
    rested(page)


def the_report_says_that_it_is_made(page: Page) -> None:
    """What the server says meanwhile is held back; the report itself has its test elsewhere."""
    said, held = page.locator("#report-said"), list[Route]()

    def hold(route: Route) -> None:
        held.append(route)

    def asked() -> Route:
        with page.expect_request("**/report?*"):
            page.locator("#report").click()
        expect(said).to_have_text("Making the report…")
        return held.pop()

    page.route("**/report?*", hold)
    asked().fulfill(status=422, body="It is too large.")
    expect(said).to_have_text("It is too large.")
    with page.expect_download() as got:
        asked().fulfill(body="<p>", content_type="text/html")
    assert got.value.suggested_filename == "report.html"
    expect(said).to_have_text("")
    page.unroute("**/report?*")


def test_a_link_that_cannot_be_played_opens_with_its_messages(visitors: Visitors, tmp_path: Path) -> None:
    page = opened(visitors.page(), f"/x/small{OPEN}&{SIZE}=-1&B.focus=3")
    says_so(page, SIZE, TOO_SMALL)
    says_so(page, "focus", "Focused investment = 300% of revenue: must be a number from 0 to 100% of revenue")
    is_refused(tmp_path, "policy.strategic.focus=3")
    typed(page, "focus", "5")
    typed(page, SIZE, "2")
    assert numbers(page)
    nonsense = opened(visitors.page(), f"/x/small{OPEN}&accounts.Nobody.size=3")
    expect(nonsense.locator("#warnings, #faults").filter(has_text="Nobody").first).to_be_visible()


def test_a_text_is_checked_as_the_command_checks_the_file(visitors: Visitors, tmp_path: Path) -> None:
    page = opened(visitors.page(), f"/x/small{OPEN}")
    page.locator("[data-opens=own]").click()
    assert page.locator("#toml").input_value().strip() == SMALL.strip()
    page.locator("#toml").fill(BROKEN)
    faults = page.locator("#toml-faults li")
    expect(faults).to_have_count(2)
    (tmp_path / "own.toml").write_text(BROKEN, encoding="utf-8")
    said = within(tmp_path, "scenarios", "check", "own.toml").err.splitlines()
    shown = [re.fullmatch(r"Line (\d+): (.*)", one, re.DOTALL) for one in faults.all_text_contents()]
    assert [f"own.toml:{one[1]}  {one[2]}" for one in shown if one] == said
    size = page.locator("#own-accounts [data-field=size]").first
    assert size.get_attribute("aria-invalid") == "true"
    assert (size.get_attribute("title") or "nothing") in (faults.nth(1).text_content() or "")
    page.locator("#toml").fill(SMALL.replace("size = 4.0", "size = 3.0"))
    expect(faults).to_have_count(0)
    assert size.get_attribute("aria-invalid") == "false"
    page.locator("#toml-name").fill("mine")
    page.get_by_role("button", name="Save and open").click()
    page.wait_for_url("**/x/mine**")
    page.locator("#skip").click()
    rested(page)
    assert page.locator(f'.control[data-key="{SIZE}"] .field').input_value() == "3"


def test_a_text_that_is_written_while_it_opens_stays(visitors: Visitors) -> None:
    page = opened(visitors.page(), f"/x/small{OPEN}")
    asked: list[Route] = []

    def hold_the_first(route: Route) -> None:
        asked.append(route)
        if len(asked) > 1:
            route.continue_()

    page.route("**/x/check", hold_the_first)
    page.locator("[data-opens=own]").click()
    page.locator("#toml").fill(BROKEN)
    assert len(asked) == 1  # what is written waits for its turn
    asked[0].continue_()
    expect(page.locator("#toml-faults li")).to_have_count(2)
    assert page.locator("#toml").input_value() == BROKEN


def test_files_that_are_dropped_or_chosen_show_what_was_read(visitors: Visitors) -> None:
    page = opened(visitors.page(), f"/x/small{OPEN}")
    dropped = page.evaluate_handle(DROPPED, ["accounts.csv", ACCOUNTS])
    page.dispatch_event("body", "drop", {"dataTransfer": dropped})
    said = page.locator("#import-said")
    expect(said.locator("select")).to_be_visible()
    said.locator("select").select_option("same")
    page.get_by_role("button", name="Read them again").click()
    expect(said.get_by_role("link", name="Open it")).to_be_visible()
    assert "1 account " in said.inner_text()
    other = opened(visitors.page(), f"/x/small{OPEN}")
    other.locator("[data-opens=own]").click()
    files = {
        "name": "accounts.csv",
        "mimeType": "text/csv",
        "buffer": ACCOUNTS.replace("North Works Ltd.", "South").encode(),
    }
    other.locator("#files").set_input_files(files)  # type: ignore[arg-type]
    expect(other.locator("#import-said").get_by_text("2 accounts ")).to_be_visible()


def test_names_are_text_wherever_they_stand(visitors: Visitors, server: Server) -> None:
    page = opened(visitors.page(), f"{keep(server, 'nasty', NAMES)}{OPEN}")
    page.locator("#presets summary").click()
    page.locator("#presets summary").click()
    typed(page, f'accounts."{NASTY}".size', "2")
    page.locator("#see").select_option(QUOTED)
    page.evaluate("document.querySelectorAll('details:not([name])').forEach(one => (one.open = true))")
    expect(page.locator("#chart-endings td").first).to_be_attached()
    page.locator("#keep").click()
    assert page.locator("h1").inner_text() == NASTY
    assert NASTY in page.locator("#question").inner_text()
    assert page.locator("#see option").all_inner_texts()[:2] == [NASTY, QUOTED]
    assert NASTY in page.locator("#chips").inner_text()
    assert page.locator("main img, main b b, main [hx-get], main [onerror]").count() == 0
    opened(visitors.page(), page.url)
    visitors.page().goto("/")


def test_a_page_that_is_translated_still_works(visitors: Visitors) -> None:
    page = opened(visitors.page(), f"/x/small{OPEN}")
    before = numbers(page)
    page.evaluate(TRANSLATE)
    typed(page, "focus", "7")
    typed(page, SIZE, "2")
    switched(page, FEAR)
    assert len(chips(page)) == 3
    assert numbers(page) != before
    page.locator("#reset-all").click()
    rested(page)
    assert numbers(page) == before
    page.locator("[data-opens=command]").click()
    assert page.locator("#command-text").input_value().startswith("equipoise compare")


def test_without_a_server_nothing_is_lost_and_the_newest_state_is_asked_on_return(visitors: Visitors) -> None:
    page = opened(visitors.page(), f"/x/small{OPEN}")
    page.context.set_offline(True)
    control(page, "focus").locator(".field").fill("5")
    expect(page.locator("#link")).to_be_visible()
    control(page, "focus").locator(".field").fill("7")
    control(page, SIZE).locator(".field").fill("2")
    page.locator("#search").focus()
    assert len(chips(page)) == 2
    page.context.set_offline(False)
    rested(page)
    expect(page.locator("#link")).to_be_hidden()
    assert sent(page)[-1]["state"] == state_on(page)
    assert "focus=0.07" in page.locator("#foot-command").inner_text()
    assert f"{SIZE}=2" in page.locator("#foot-command").inner_text()
    assert all("ERR_INTERNET_DISCONNECTED" in one for one in visitors.complaints)  # the browser's own note
    visitors.complaints.clear()


def test_figures_are_in_the_step_of_the_headline(visitors: Visitors, server: Server) -> None:
    page = opened(visitors.page(), f"{keep(server, 'mine', BUSINESS)}{OPEN}")
    said = re.search(r"earns ([\d.]+) million EUR a year (less|more) \(", page.locator("#sentence").inner_text())
    assert said is not None
    assert page.locator("#figure-1 > .unit").inner_text() == "all accounts, million EUR a year"
    lead = page.locator("#figure-1 [data-path^=differences]")
    assert lead.inner_text() == {"less": "-", "more": "+"}[said[2]] + said[1]
    ticks = page.locator("#chart-price text[text-anchor=end]").all_text_contents()
    assert len({*ticks}) == len(ticks) > 1  # such as 100.5 and 101
    page.set_viewport_size({"width": PHONE[0], "height": PHONE[1]})
    assert page.locator(".rows").first.evaluate("one => one.scrollWidth - one.clientWidth") <= 0
    assert float(lead.get_attribute("data-value") or 0) == pytest.approx(1e6 * float(lead.inner_text()), rel=0.01)


def test_nothing_is_drawn_of_what_is_not_there(visitors: Visitors, server: Server) -> None:
    """Of figures before the first answer none is old; of a fact that leaves no room there is a sentence alone."""
    page = visitors.page()
    asked: list[Route] = []

    def hold(route: Route) -> None:
        asked.append(route)

    page.route("**/x/answer", hold)
    page.goto(f"{keep(server, 'whole', WHOLE)}{OPEN}")
    expect(page.locator("#answer")).to_have_class(re.compile(r"\bold\b"))
    late = "getComputedStyle(document.getElementById('head'), '::after').content"
    assert page.evaluate(late) == "none"
    asked[0].continue_()
    rested(page)
    for key in (f"accounts.{name}.revenue" for name in ("Shared", "Rest")):
        one = control(page, key)
        page.mouse.move(0, 0)
        one.locator(".field").focus()
        expect(one.locator(".strip")).to_have_text(
            "No other value fits by itself: what the accounts bring has to come to the revenue. "
            "Move another one as well."
        )
        expect(one.locator(".strip svg")).to_have_count(0)
    assert visitors.complaints == []
