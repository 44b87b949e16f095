"""What stands in a control's field and on its track: what was typed until it is read, and where the preset stands."""

import io

import pytest
from PIL import Image

from equipoise.app.serve.explorer.leads import LEAD
from tests.serve.browsers import Locator, Route, Visitors, expect
from tests.serve.explorer_pages import OPEN, control, keep, opened, pressed, rested, state_on
from tests.serve.explorers import BUSINESS
from tests.serve.processes import Server

PORT = 8982
HAND = 16
"""Pixels that a hand is wide."""


def test_a_number_is_typed_as_people_write_it(visitors: Visitors, server: Server) -> None:
    """In a field of thousands; what is no number, far too much, or may be two is told until something else is typed."""
    page = opened(visitors.page(), f"{keep(server, 'mine', BUSINESS)}{OPEN}")
    cash = control(page, "business.cash")
    field, fault = cash.locator(".field"), cash.locator(".fault")
    assert cash.locator(".unit").inner_text() == "thousand EUR"
    for text, shown, amount in [
        ("4.600.000 EUR", "4600", 4_600_000),
        ("1,5 Mio.", "1500", 1_500_000),
        ("12,5", "12.5", 12_500),
        ("1.234,5", "1234.5", 1_234_500),
        ("400 million", "400000", 400_000_000),
    ]:
        field.fill(text)
        field.press("Tab")
        expect(field).to_have_value(shown)
        rested(page)
        assert field.evaluate("one => one.scrollWidth - one.clientWidth") <= 0
        assert state_on(page)["facts"]["business.cash"] == amount
    field.fill("")
    field.press_sequentially("4.6 mil")
    field.press("Enter")
    expect(fault).to_contain_text('"4.6 mil" is no number; write its digits, as ')
    expect(fault).to_contain_text("(thousand EUR), or the whole amount")
    pressed(page, "#cloud")  # an answer, of what was typed at first
    expect(fault).to_be_visible()
    field.fill("1")
    expect(cash.locator(".track")).to_have_attribute("aria-valuetext", "1 thousand EUR")
    field.press_sequentially(",234")
    expect(cash.locator(".track")).to_have_attribute("aria-valuetext", "not read yet")
    field.press("Enter")
    expect(fault).to_contain_text("write 1.234 for 1,234 EUR or 1234 for 1.234 million EUR")
    expect(field).to_have_attribute("aria-invalid", "true")
    field.fill("320000")
    field.press("Enter")
    expect(fault).to_contain_text('is 320 million EUR here; write 320 for 320,000 EUR or "320 million EUR"')
    field.fill("1.234")
    expect(fault).to_be_hidden()
    rested(page)
    assert page.locator("#undo").is_enabled()
    page.locator("#see").focus()
    assert state_on(page)["facts"]["business.cash"] == 1234


def test_a_number_that_nobody_could_read_is_read_once_the_server_is_back(visitors: Visitors, server: Server) -> None:
    page = opened(visitors.page(), f"{keep(server, 'mine', BUSINESS)}{OPEN}")
    cash = control(page, "business.cash")
    field, fault = cash.locator(".field"), cash.locator(".fault")
    page.context.set_offline(True)
    field.fill("1,5 Mio.")
    field.press("Tab")
    expect(fault).to_have_text("The server does not answer now.")
    page.wait_for_timeout(1500)  # in which it is tried again, in vain
    track = control(page, "business.overhead").locator(".track")
    track.press("PageUp")  # another control, meanwhile
    expect(page.locator("#chips li")).to_have_count(1)
    expect(field).to_have_value("1,5 Mio.")
    expect(fault).to_have_text("The server does not answer now.")
    page.context.set_offline(False)
    expect(field).to_have_value("1500")
    expect(fault).to_be_hidden()
    rested(page)
    facts = state_on(page)["facts"]
    assert facts == {"business.cash": 1_500_000, "business.overhead": float(track.input_value())}
    visitors.complaints.clear()  # the browser's own notes


def test_what_is_being_read_stands_while_something_else_moves(visitors: Visitors, server: Server) -> None:
    """Until the value that it would take the place of is another one."""
    page = opened(visitors.page(), f"{keep(server, 'mine', BUSINESS)}{OPEN}")
    held: list[Route] = []
    page.route("**/x/number", lambda route: held.append(route))  # noqa: PLW0108 - which is no method of a list
    field = control(page, "business.cash").locator(".field")
    for text, read in (("1,5 Mio.", "1500"), ("2,5 Mio.", "2500")):
        field.fill(text)
        field.press("Tab")
        control(page, "business.overhead").locator(".track").press("ArrowRight")
        rested(page)
        expect(field).to_have_value(text)
        held.pop().continue_()
        expect(field).to_have_value(read)
        rested(page)
    field.fill("3,5 Mio.")
    field.press("Tab")
    pressed(page, "#chips [data-chip='business.cash'] button")
    expect(field).to_have_value("")
    assert "business.cash" not in state_on(page)["facts"]


def test_what_is_being_read_is_of_the_side_for_which_it_was_typed(visitors: Visitors) -> None:
    """Whoever turns to the other side meanwhile has not typed it there, though both have the same value."""
    page = opened(visitors.page(), f"/x/over-a-barrel{OPEN}")
    held: list[Route] = []
    page.route("**/x/number", lambda route: held.append(route))  # noqa: PLW0108 - which is no method of a list
    field = control(page, "bluff").locator(".field")
    before = state_on(page)
    field.fill("0,3")
    field.press("Tab")
    page.locator("label.A").click()
    expect(field).to_have_value("0.2")
    with page.expect_response("**/x/number"):
        held.pop().continue_()
    rested(page)
    expect(field).to_have_value("0.2")
    assert state_on(page) == before


def test_words_are_read_for_the_side_into_which_they_were_typed(visitors: Visitors) -> None:
    page = opened(visitors.page(), f"/x/over-a-barrel{OPEN}")
    held: list[Route] = []
    page.route("**/x/policy", lambda route: held.append(route))  # noqa: PLW0108 - which is no method of a list
    page.locator("#policy-otherwise > summary").click()
    words = page.locator("#policy-typed")
    words.fill("strategic, then accommodating from year 2")
    words.press("Tab")
    words.fill("accommodating, then strategic from year 2")
    words.press("Tab")
    page.locator("label.A").click()
    for route in held:
        with page.expect_response("**/x/policy"):
            route.continue_()
        rested(page)
    expect(page.locator("#undo")).to_be_enabled()
    found = state_on(page)
    assert [found[side]["policy"] for side in "AB"] == ["accommodating", "accommodating, then strategic from year 2"]
    assert page.evaluate("history.state.index") == 1  # words that somebody took back are no step


def test_a_strip_is_of_the_side_that_is_shown(visitors: Visitors) -> None:
    page = opened(visitors.page(), f"/x/over-a-barrel{OPEN}")
    held: list[Route] = []
    page.route("**/x/strip", lambda route: held.append(route))  # noqa: PLW0108 - which is no method of a list
    focus = control(page, "focus")
    focus.locator(".field").focus()
    page.locator("label.A").click()
    with page.expect_response("**/x/strip"):
        held[0].continue_()
    page.evaluate("new Promise((later) => setTimeout(later, 500))")
    expect(focus.locator(".strip > *")).to_have_count(0)


def test_a_mark_on_each_track_says_where_the_preset_stands(visitors: Visitors) -> None:
    """Above and below the track, also where a hand lies on it, in the colour of letters: in the light and the dark."""
    page = opened(visitors.page(), f"/x/over-a-barrel{OPEN}&A=accommodating&B=strategic&B.focus=0.06")
    for theme in ("light", "dark"):
        page.locator("html").evaluate("(one, theme) => (one.dataset.theme = theme)", theme)
        assert mark_on(control(page, "focus")) == pytest.approx(0.02 / 0.1, abs=0.01)
        assert mark_on(control(page, "channel")) == pytest.approx(0.01 / 0.05, abs=0.01)
    focus = control(page, "focus")
    focus.locator(".track").press("Home")
    rested(page)
    assert mark_on(focus) == pytest.approx(0.2, abs=0.01)
    page.locator("label.A").click()
    focus.locator(".track").press("End")  # of another policy, with nothing of it
    rested(page)
    assert mark_on(focus) == pytest.approx(0.0, abs=0.01)


def test_what_nobody_knows_has_no_mark(visitors: Visitors, server: Server) -> None:
    page = opened(visitors.page(), f"{keep(server, 'mine', BUSINESS)}{OPEN}")
    known, unknown = (control(page, f"business.{name}") for name in ("selling_cost", "overhead"))
    assert mark_on(known) is not None  # where it is taken to be
    assert mark_on(unknown) is None


def mark_on(one: Locator) -> float | None:
    """Where a control's mark stands between the ends of its track, as it is drawn."""
    one.scroll_into_view_if_needed()
    page, head, track = one.page, one.locator(".head").bounding_box(), one.locator(".track").bounding_box()
    assert head is not None
    assert track is not None
    above = {"x": head["x"], "y": head["y"] + head["height"] + 1, "width": head["width"], "height": 4}
    below = {**above, "y": above["y"] + 23}
    assert track["y"] < above["y"] < below["y"] + 4 < track["y"] + track["height"]
    places = []
    for strip in (above, below):
        picture = Image.open(io.BytesIO(page.screenshot(clip=strip))).convert("L")  # type: ignore[arg-type]
        row = [picture.getpixel((x, 2)) for x in range(picture.width)]
        paper = max(row, key=row.count)
        places.append([x for x, light in enumerate(row) if abs(light - paper) > 150])
    assert places[0] == places[1]
    assert len(places[0]) in {0, 2, 3}
    if not places[0]:
        return None
    return (sum(places[0]) / len(places[0]) + 0.5 - HAND / 2) / (head["width"] - HAND)


def test_what_is_not_stated_stands_on_its_track_where_it_is_taken(visitors: Visitors, server: Server) -> None:
    page = opened(visitors.page(), f"{keep(server, 'mine', BUSINESS)}{OPEN}")
    of = {name: control(page, f"business.{name}") for name in ("overhead", "selling_cost")}
    held = {name: [one.locator(".track").get_attribute(end) for end in ("min", "max")] for name, one in of.items()}
    assert all(float(low or 0) > 0 for low, _ in held.values())
    tracks = {name: one.locator(".track") for name, one in of.items()}
    assert tracks["overhead"].input_value() == held["overhead"][0]
    assert of["overhead"].locator(".field").get_attribute("placeholder") == "not stated"
    taken = float(of["selling_cost"].locator(".field").get_attribute("placeholder") or "nothing")
    assert float(tracks["selling_cost"].input_value()) == pytest.approx(1000 * taken, rel=0.01)
    asked: list[Route] = []

    def hold(route: Route) -> None:
        """But one of another control, which the pointer may lie over while the page scrolls."""
        if "selling_cost" in (route.request.post_data or ""):
            asked.append(route)
        else:
            route.continue_()

    page.route("**/x/strip", hold)
    tracks["selling_cost"].hover()
    while not asked:  # as a hand that rests there, and then takes hold
        page.wait_for_timeout(10)
    tracks["selling_cost"].focus()
    asked[0].continue_()
    expect(of["selling_cost"].locator(".strip .now")).to_be_attached()
    expect(of["selling_cost"].locator(".strip").get_by_text(f"three years: {LEAD} is ")).to_be_visible()
    assert len(asked) == 1
    page.keyboard.press("ArrowRight")
    rested(page)
    assert float(of["selling_cost"].locator(".field").input_value()) == pytest.approx(taken, rel=0.02)
    assert [tracks["selling_cost"].get_attribute(end) for end in ("min", "max")] == held["selling_cost"]
