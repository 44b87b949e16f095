"""The explorer for everybody: by keyboard alone, heard, judged by axe, on a phone and on paper."""

import re
from importlib.metadata import version

import pytest

from tests.serve.browsers import DESKTOP, PHONE, Page, Visitors, expect, judge
from tests.serve.explorer_pages import OPEN, RECORD, control, keep, numbers, opened, rested, sent, tab_to, typed
from tests.serve.explorers import SMALL
from tests.serve.printed import sheets, text_of
from tests.serve.processes import Server

PORT = 8940
SIZE, FEAR = "accounts.Giant.size", "switches.fear"
NARROW = (320, 256)
"""A desktop at 400%."""


@pytest.fixture(scope="module", autouse=True)
def small(server: Server) -> None:
    keep(server)
    keep(server, "other", SMALL.replace('"Small"', '"Other"'))


def spoken(page: Page, times: int) -> list[str]:
    """What was said to who listens: so often, and no more once all is at rest."""
    page.wait_for_function("times => spoken.length >= times", arg=times)
    page.wait_for_timeout(1000)
    found: list[str] = page.evaluate("spoken")
    return found


def guesses(page: Page) -> None:
    """Guess what the two large figures show, which stands beside it then."""
    for where, key in (("#said-kept", "ArrowRight"), ("#said-lead", "ArrowLeft"), ("#predict button", "Enter")):
        tab_to(page, where)
        page.keyboard.press(key)
    kept = page.locator("#figure-2 [data-arm=B] b").inner_text()
    lead = page.locator("#figure-1 [data-path^=differences]").inner_text()
    expect(page.locator("#predicted")).to_have_text(
        f"You said 51 of 100 for Giant under B, it is {kept}; and -0.05 money a year for B over A, it is {lead}."
    )


def test_a_fault_is_spoken_once_when_it_appears(visitors: Visitors) -> None:
    """And no more while it stands, whatever else moves; what the answer is called has a heading."""
    page = opened(visitors.page(), f"/x/small{OPEN}")
    heard = len(spoken(page, 0))  # the first answer may have been spoken before anybody listened
    typed(page, SIZE, "-1")
    fault = control(page, SIZE).locator(".fault").text_content()
    control(page, "focus").locator(".track").press("ArrowRight")
    rested(page)
    assert spoken(page, heard + 1)[heard:] == [fault]
    typed(page, SIZE, "2")
    assert spoken(page, heard + 2)[heard + 1 :] == [page.locator("#sentence").inner_text()]
    typed(page, SIZE, "many")
    assert len(spoken(page, heard + 3)) == heard + 3
    control(page, "focus").locator(".track").press("ArrowRight")
    rested(page)
    said = spoken(page, heard + 4)[heard + 2 :]
    assert said == [control(page, SIZE).locator(".fault").text_content(), page.locator("#sentence").inner_text()]
    assert page.locator("#answer h2").all_inner_texts() == ["The answer"]


def test_everything_by_keyboard_alone_and_each_rest_is_spoken_once(visitors: Visitors) -> None:
    page = visitors.page(permissions=["clipboard-read", "clipboard-write"])
    opened(page, f"/x/other{OPEN}")
    press = page.keyboard.press
    tab_to(page, "#presets summary")
    press("Enter")
    tab_to(page, '#presets a[href="/x/small"]')
    press("Enter")
    page.wait_for_url("**/x/small**")
    rested(page)
    page.evaluate(RECORD)
    guesses(page)
    heard = len(spoken(page, 0))
    preset = numbers(page)
    for k, (folds, where, keys) in enumerate(
        (
            ((), '[data-key="focus"] .track', ("ArrowRight", "PageUp", "Shift+ArrowRight")),
            (("#g-facts", "#of-Giant"), f'[data-key="{SIZE}"] .field', ("ArrowDown", "ArrowDown")),
            (("#g-mechanisms",), f'[data-key="{FEAR}"] input', ("Space",)),
        )
    ):
        for fold in folds:
            tab_to(page, f"{fold} > summary")
            press("Enter")
        tab_to(page, where)
        for one in keys:
            press(one)
        rested(page)
        said = spoken(page, heard + k + 1)
        assert len(said) == heard + k + 1, said
        assert said[-1] == page.locator("#sentence").inner_text()
        assert f'"{(page.locator("label.B").text_content() or "").partition(" · ")[2]}"' in said[-1]
    assert sent(page)[-1]["state"]["B"]["levers"] == {"focus": 0.0311}
    assert page.locator("#chips li").count() == 3
    assert numbers(page) != preset
    tab_to(page, "#chart-margin summary")
    press("Enter")
    expect(page.locator("#chart-margin td").first).to_be_visible()
    assert page.locator("#chart-margin tbody tr").count() == 4 * 3  # all years, of both and as they are kept
    page.locator("body").press("Home")
    tab_to(page, "[data-opens=command]")
    press("Enter")
    tab_to(page, "[data-copies=command-text]")
    press("Enter")
    expect(page.locator("#said")).to_have_text("Copied.")
    assert page.evaluate("navigator.clipboard.readText()") == page.locator("#foot-command").text_content()
    tab_to(page, 'a[data-file^="policy.toml?side=B"]')
    with page.expect_download() as got:
        press("Enter")
    assert "focus = 0.0311" in got.value.path().read_text(encoding="utf-8")
    press("Escape")
    expect(page.locator("#command")).to_be_hidden()


def test_it_prints_on_one_sheet_that_says_where_it_is_from(visitors: Visitors) -> None:
    page = opened(visitors.page(), f"/x/small{OPEN}&B.focus=0.07&{SIZE}=2")
    pdf = page.pdf(format="A4", print_background=False)
    assert sheets(pdf) == 1
    assert re.search(rb"/MediaBox \[0 0 59[45][.\d]* 84[12]", pdf)
    text = text_of(pdf)
    assert f"Equipoise {version('equipoise')}" in text
    for part in ("#foot-command", "#sentence", "#question"):
        words = page.locator(part).text_content() or ""
        assert "".join(words.split()) in "".join(text.split()), part
    for chip in page.locator("#chips li span").all_text_contents():
        assert "".join(chip.split()) in "".join(text.split())
    assert "A model, not a forecast." in text
    assert "Predict first" not in text
    assert "Undo" not in text
    assert "single runs" not in text
    assert f"Year {page.locator('#year').input_value()}" in text  # of which the large marks are
    page.locator("#cloud").click()
    rested(page)
    text = text_of(page.pdf(format="A4", print_background=False))
    assert "100 single runs of each" in text  # where they are drawn


MANY = (
    "&A.focus=0.01&B.focus=0.07&B.channel=0.02&B.charter=off&B.concession=2&B.screen=0.3&B.sponsor=off&B.survey=off"
    f"&B.walk_away=0.3&{SIZE}=2&{FEAR}=off&seed=9"
)


def test_it_prints_on_one_sheet_with_much_that_differs_and_the_whole_answer(visitors: Visitors) -> None:
    page = opened(visitors.page(), f"/x/over-a-barrel{OPEN}{MANY}")
    assert page.locator("#chips li").count() == 12
    page.locator("#whole > summary").click()
    pdf = page.pdf(format="A4", print_background=False)
    assert sheets(pdf) == 1
    text = "".join(text_of(pdf).split())
    for said in (page.locator("#rest").text_content() or "", *page.locator("#chips li span").all_text_contents()):
        assert "".join(said.split()) in text


def test_nothing_tells_the_answer_before_a_guess(visitors: Visitors) -> None:
    page = visitors.page()
    page.goto("/x/small")
    with page.expect_response("**/x/strip"):
        control(page, "focus").locator(".track").focus()
    rested(page)
    expect(page.locator('[data-key="focus"] .strip svg')).to_be_attached()
    tells = page.locator('#said, [data-key="focus"] .strip, #change summary, #turns, h2:text("What would change it")')
    assert not any(one.is_visible() for one in tells.all())
    large = "one => [one.offsetWidth, one.offsetHeight]"
    assert page.locator("#predict button:not([type])").evaluate(large) == page.locator("#skip").evaluate(large)
    page.locator("#skip").click()
    assert all(one.is_visible() for one in tells.all() if one.get_attribute("id") != "said")


@pytest.mark.parametrize("size", [DESKTOP, PHONE])
def test_axe_finds_nothing_in_any_state_of_the_page(visitors: Visitors, size: tuple[int, int]) -> None:
    page = visitors.page(size)
    page.goto("/x/small")
    rested(page)
    judge(page, "explorer-predict", dark=False)
    page.goto("/x/small?B=strategic+for+Giant,+else+accommodating")
    rested(page)
    expect(page.locator("#answer")).to_be_visible()  # it is shared, and asks for no guess
    page.locator("#policy").select_option("strategic")
    typed(page, "focus", "7")
    page.locator("#keep").click()
    page.evaluate("document.querySelectorAll('details:not([name], .menu)').forEach(one => (one.open = true))")
    expect(page.locator("#chart-endings td").first).to_be_attached()
    page.locator("#turns").click()
    expect(page.locator("#turns-found code")).to_be_attached()
    typed(page, SIZE, "-1")
    page.evaluate("scrollTo(0, 0)")  # so that it is no accident what lies half beneath the figures, which stay
    judge(page, "explorer-answer")
    page.locator("#g-mechanisms > summary").click()
    page.locator("#presets summary").click()
    judge(page, "explorer-menu", dark=False)
    page.locator("#presets summary").click()
    page.evaluate("document.querySelectorAll('dialog').forEach(one => one.show())")
    judge(page, "explorer-dialogs", dark=False)
    page.goto("/x/small/own-policy?side=B")
    page.locator("#text").fill("[levers]\nfocus = 7")
    page.get_by_role("button", name="Begin from it").click()
    expect(page.locator("#faults")).to_contain_text("Line 2: ")
    judge(page, "own-policy", dark=False)
    page.goto("/business")
    page.locator("#name0").fill("North")
    page.get_by_role("button", name="Go on").click()
    expect(page.locator("#revenue0-fault")).to_be_visible()
    judge(page, "business", dark=False)
    page.locator("#revenue0").fill("420000")
    page.get_by_role("button", name="Go on").click()
    expect(page.locator("#q8")).to_be_visible()
    judge(page, "business-questions", dark=False)
    visitors.complaints[:] = [one for one in visitors.complaints if "422" not in one]  # the browser's own note


def test_it_is_read_at_four_times_the_size(visitors: Visitors) -> None:
    page = opened(visitors.page(NARROW), f"/x/small{OPEN}")
    for group in ("focus", SIZE, FEAR):
        control(page, group)
        wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert wide <= 0
    beyond = "one => [one.scrollWidth - one.clientWidth, one.scrollHeight - one.clientHeight]"
    assert max(page.locator("#head").evaluate(beyond)) <= 1  # figures too: nothing is scrolled inside so low a window
    page.locator("[data-opens=data]").click()
    assert page.locator("#data").evaluate(beyond)[0] <= 0
    page.locator("#data").get_by_role("button", name="Close").click()
    page.set_viewport_size({"width": 820, "height": 600})
    page.evaluate("scrollTo(0, 0)")
    control(page, "walk_away").scroll_into_view_if_needed()
    expect(page.locator("#sentence")).to_be_in_viewport()  # on a tablet the controls move beside the answer


def test_who_presses_by_keyboard_stays_where_they_are(visitors: Visitors) -> None:
    """What cannot be pressed any more, or is gone, takes no place with it."""
    page = opened(visitors.page(), f"/x/small{OPEN}")
    typed(page, "focus", "7")
    page.locator("#undo").press("Enter")
    rested(page)
    expect(page.locator("#undo")).to_be_disabled()
    expect(page.locator("#undo")).to_be_focused()
    for key, undone in (("Control+Shift+z", False), ("Control+Z", True), ("Control+Shift+Z", False)):
        page.keyboard.press(key)  # with Caps Lock the letter says nothing of Shift
        rested(page)
        assert ("B.focus" not in page.url) == undone, key
    typed(page, "channel", "3")
    rested(page)
    for left in (1, 0):
        page.locator("#chips button").first.press("Enter")
        rested(page)
        expect(page.locator("#chips button, #sentence").nth(-1 if left else 0)).to_be_focused()
    typed(page, "focus", "7")
    rested(page)
    control(page, "focus").locator(".reset").press("Enter")
    rested(page)
    expect(control(page, "focus").locator("input").first).to_be_focused()
    page.locator("#offer").evaluate(
        "one => { one.value = 'strategic for Giant, else accommodating'; one.hidden = false; }"
    )
    page.locator("#offer").press("Enter")
    expect(page.locator("#sentence")).to_be_focused()
    rested(page)
    expect(page.locator("#offer")).to_be_hidden()
    assert "B=strategic+for+Giant" in page.url


def test_years_step_where_motion_is_not_wanted(visitors: Visitors) -> None:
    page = opened(visitors.page(reduced_motion="reduce"), f"/x/small{OPEN}&year=1")
    page.locator("#play").click()
    expect(page.locator("#year-said")).to_have_text("Year 3")
    expect(page.locator("#play")).to_have_attribute("aria-pressed", "false")
    moving = page.evaluate(
        "[...document.querySelectorAll('*')].map(one => getComputedStyle(one))"
        ".filter(one => parseFloat(one.transitionDuration) > 0.01).length"
    )
    assert moving == 0
