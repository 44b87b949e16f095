"""The explorer in a browser: more steps than a browser remembers, and what is kept when a mechanism is taken out."""

import pytest

from tests.serve.browsers import PHONE, Page, Request, Route, Visitors, expect
from tests.serve.explorer_pages import OPEN, control, keep, numbers, opened, rested, switched, typed
from tests.serve.processes import Server

PORT = 8750
REFERENCES, FEAR, SIZE = "switches.references", "switches.fear", "accounts.Giant.size"
WITHOUT = """key => document.querySelector(`.control[data-key="${key}"] input`).click()"""
"""Takes a mechanism out, in the moment in which it is called."""

FILL = """() => {
  for (let long = 2 ** 23; long; long = Math.floor(long / 2))
    try { sessionStorage.setItem(`full${long}`, "x".repeat(long)); } catch {}
}"""
"""Leaves no room in what a tab remembers."""

BACK_FROM = """async (steps) => {
  const { store } = await import("/static/explorer/state.js"), later = () => new Promise((run) => setTimeout(run, 5));
  for (let k = 0; k < steps; k++) store.change({ ...store.state, seed: 100 + k });
  while (store.leads(-1)) {
    const { index } = store;
    for (store.go(-1); store.index === index; ) await later();
  }
  return [store.index, store.state.scenario];
}"""
"""Takes so many steps and then all back that can be; where that leads to."""

ZEROS = """async () => {
  const { dots } = await import("/static/explorer/charts.js"), zero = { low: 0, high: 0 };
  const lead = { side: "lead", mean: 2, low: 1, high: 3 }, below = { ...lead, mean: -2, low: -3, high: -1 };
  return [[lead, zero], [below], [lead]].map((among) => dots({ rows: [lead], among }).querySelectorAll(".zero").length);
}"""
"""Lines at zero in bars of a lead: beside zero, below it, and of what has none."""

HUNDREDTH = """async () => {
  const { store } = await import("/static/explorer/state.js"), steps = ["step99", "step100"];
  for (const one of steps) sessionStorage.setItem(one, "{}");
  store.index = 199;
  store.change({ ...store.state, seed: 5 });
  return steps.map((one) => sessionStorage.getItem(one));
}"""
"""What is remembered of two steps after the two hundredth one."""

PRESSED = """key => {
  const one = document.getElementById(key), is = () => [one.innerText, getComputedStyle(one).backgroundColor];
  const found = [is()];
  for (let k = 0; k < 2; k++) one.click(), found.push(is());
  return found;
}"""
"""What a button is called and on what it stands: as it is, pressed, and pressed again."""


@pytest.fixture(scope="module", autouse=True)
def small(server: Server) -> None:
    keep(server)


def test_more_steps_than_a_browser_remembers_are_taken_back_and_done_again(visitors: Visitors) -> None:
    page = opened(visitors.page(), f"/x/small{OPEN}")
    field = control(page, "focus").locator(".field")
    field.focus()
    first, steps = field.input_value(), 60
    for _ in range(steps):
        page.keyboard.press("ArrowUp")
    last = field.input_value()
    assert page.evaluate("history.length") < steps
    undo, redo = page.locator("#undo"), page.locator("#redo")
    for k in range(steps):
        expect(undo).to_have_attribute("aria-disabled", "false")
        undo.click()
        page.wait_for_function("index => history.state.index === index", arg=steps - k - 1)
    expect(undo).to_be_disabled()
    expect(field).to_have_value(first)
    rested(page)
    page.reload()
    rested(page)
    for k in range(steps):
        redo.click()
        page.wait_for_function("index => history.state.index === index", arg=k + 1)
    expect(redo).to_be_disabled()
    expect(field).to_have_value(last)
    page.go_back()
    page.wait_for_function("index => history.state.index === index", arg=steps - 1)


def test_a_step_on_another_page_that_the_browser_forgot_is_not_taken_back_here(visitors: Visitors) -> None:
    page = opened(visitors.page(), f"/x/small{OPEN}")
    typed(page, "focus", "3")
    page.locator("#presets > summary").click()
    page.locator("#presets a[href='/x/over-a-barrel']").click()
    page.wait_for_url("**/x/over-a-barrel**")
    page.locator("#answer").wait_for(state="attached")
    assert page.evaluate(BACK_FROM, 55) == [2, "over-a-barrel"]


def test_a_tab_remembers_a_hundred_steps_and_no_more(visitors: Visitors) -> None:
    page = opened(visitors.page(), f"/x/small{OPEN}")
    assert page.evaluate(HUNDREDTH) == [None, "{}"]


def test_a_mechanism_that_is_taken_out_stands_beside_the_whole_answer_with_it(visitors: Visitors) -> None:
    """Also where that is not there yet, and where something is kept already."""
    page = opened(visitors.page(), f"/x/small{OPEN}")
    kept, said = page.locator("#figure-1 [data-arm='Kept B'] b"), page.locator("#kept")
    lead = "arms.1.outcomes.profit_3y"
    page.locator("#keep").click()
    expect(said).to_have_text("Kept: the preset; 40 of 40 futures.")
    typed(page, "focus", "6")
    with_both = numbers(page)[lead][0]
    typed(page, "focus", "2")
    control(page, FEAR)
    control(page, "focus").locator(".field").fill("6")
    page.evaluate(WITHOUT, FEAR)  # before the answer to what was typed is there
    expect(said).to_have_text("Kept: Focused investment: 2% of revenue → 6% of revenue, B; 40 of 40 futures.")
    rested(page)
    assert float(kept.get_attribute("data-value") or "") == with_both
    assert numbers(page)[lead][0] != with_both
    without_fear = numbers(page)[lead][0]
    switched(page, REFERENCES)
    expect(said).to_contain_text("Fear of ruin: on → off, both sides; 40 of 40 futures.")
    assert float(kept.get_attribute("data-value") or "") == without_fear
    page.reload()
    rested(page)
    expect(said).to_contain_text("Fear of ruin: on → off, both sides; 40 of 40 futures.")


def test_what_is_kept_where_nothing_can_be_played_is_what_stands_there(visitors: Visitors) -> None:
    page = opened(visitors.page(), f"/x/small{OPEN}")
    typed(page, "focus", "6")
    typed(page, SIZE, "-1")
    page.locator("#keep").click()
    said = page.locator("#kept")
    expect(said).to_have_text("Kept: Focused investment: 2% of revenue → 6% of revenue, B; 40 of 40 futures.")


def test_where_nothing_was_answered_yet_nothing_is_kept(visitors: Visitors) -> None:
    page = opened(visitors.page(), f"/x/small{OPEN}&{SIZE}=-1")
    page.keyboard.press("k")
    expect(page.locator("#keep")).to_have_attribute("aria-pressed", "false")
    page.reload()
    expect(page.locator("#stale")).to_be_visible()  # which a page without its scripts never says


def is_of_what_is_kept(asked: Request) -> bool:
    """Whether a request is for the answer that is to be kept."""
    return asked.url.endswith("/x/answer") and "asked" not in asked.post_data_json


def taken_out_in_a_hurry(page: Page) -> list[Route]:
    """A mechanism is taken out before the answer with it is there; what is asked for to be kept is held back."""
    held: list[Route] = []

    def hold_what_is_kept(route: Route) -> None:
        if is_of_what_is_kept(route.request):
            held.append(route)
        else:
            route.continue_()

    page.route("**/x/answer", hold_what_is_kept)
    control(page, FEAR)
    control(page, "focus").locator(".field").fill("6")
    with page.expect_request(is_of_what_is_kept):
        page.evaluate(WITHOUT, FEAR)
    expect(page.locator("#kept")).to_contain_text("the answer is coming")
    rested(page)
    return held


def test_what_is_dropped_before_it_is_there_does_not_come_back(visitors: Visitors) -> None:
    page = opened(visitors.page(), f"/x/small{OPEN}")
    (held,) = taken_out_in_a_hurry(page)
    page.locator("#keep").click()
    with page.expect_response(lambda got: got.request == held.request):
        held.continue_()
    page.evaluate("new Promise((later) => setTimeout(later, 500))")
    expect(page.locator("#kept")).to_be_hidden()


def test_what_is_kept_is_asked_for_until_it_is_there_and_gives_way_to_what_is_moved(visitors: Visitors) -> None:
    page = opened(visitors.page(), f"/x/small{OPEN}")
    (held,) = taken_out_in_a_hurry(page)
    with page.expect_request(is_of_what_is_kept):
        held.abort()
    with page.expect_event("requestfailed", is_of_what_is_kept):
        typed(page, "focus", "5")
    page.unroute("**/x/answer")
    typed(page, "focus", "4")
    expect(page.locator("#kept")).to_contain_text("6% of revenue, B; 40 of 40 futures.")
    visitors.complaints.clear()  # the browser's own note of what was refused


def test_what_a_tab_has_no_room_for_is_looked_at_all_the_same(visitors: Visitors) -> None:
    """After a reload nothing is kept, least of all what was kept before."""
    page = opened(visitors.page(), f"/x/small{OPEN}")
    said = page.locator("#kept")
    page.locator("#keep").click()
    expect(said).to_have_text("Kept: the preset; 40 of 40 futures.")
    page.locator("#keep").click()
    page.evaluate(FILL)
    typed(page, "focus", "6")
    page.locator("#keep").click()
    expect(said).to_have_text("Kept: Focused investment: 2% of revenue → 6% of revenue, B; 40 of 40 futures.")
    expect(page.locator("#figure-1 [data-arm='Kept B']")).to_have_count(1)
    page.locator("#undo").click()
    expect(control(page, "focus").locator(".field")).to_have_value("2")
    rested(page)
    page.reload()
    rested(page)
    expect(said).to_be_hidden()


def test_a_button_that_is_pressed_looks_so_and_says_what_it_does_now(visitors: Visitors) -> None:
    page = opened(visitors.page(), f"/x/small{OPEN}")
    page.locator("#year").fill("1")
    for key, names in {"keep": ["Keep as baseline", "Drop the baseline"], "play": ["Play", "Stop"]}.items():
        (name, look), (then, pressed), after = page.evaluate(PRESSED, key)
        assert [name, then] == names
        assert look != pressed
        assert after == [name, look]


def test_a_reason_is_not_under_the_bar_which_leads_to_the_control(visitors: Visitors) -> None:
    page = opened(visitors.page(), f"/x/over-a-barrel{OPEN}")
    size = control(page, SIZE)
    size.evaluate("one => one.scrollIntoView({ block: 'end' })")
    field, fault, bar = size.locator(".field"), size.locator(".fault"), page.locator("#stale")
    field.fill("-3")
    field.press("Enter")
    rested(page)
    expect(bar).to_contain_text("That cannot be played: Giant: size. These figures are of the preset.")
    reason, over = fault.bounding_box(), bar.bounding_box()
    assert reason is not None
    assert over is not None
    assert reason["y"] + reason["height"] <= over["y"]
    page.reload()
    rested(page)
    expect(bar).to_have_text("That cannot be played: Giant: size. ")
    page.locator("#g-levers > summary").click()
    expect(fault).to_be_hidden()
    bar.get_by_role("link", name="Giant: size").click()
    expect(field).to_be_focused()
    expect(fault).to_be_in_viewport(ratio=1)
    assert "#" not in page.url


def test_a_phone_counts_beside_the_answer_and_a_lead_has_its_bar(visitors: Visitors) -> None:
    page = opened(visitors.page(PHONE, has_touch=True, is_mobile=True), f"/x/small{OPEN}")
    expect(page.locator("#count")).to_be_in_viewport(ratio=1)
    expect(page.locator("#figure-1 .dots .reach.lead")).to_have_count(1)
    assert page.evaluate(ZEROS) == [1, 1, 0]
    page.evaluate("document.getElementById('answer').classList.add('old')")
    late, sentence = page.evaluate(
        "[getComputedStyle(document.getElementById('head'), '::after').position,"
        " document.getElementById('sentence').getBoundingClientRect().bottom]"
    )
    assert late == "fixed"  # at the foot, over nothing of the sentence
    assert sentence < PHONE[1] / 2
