"""The explorer in a browser: what stays when one goes to another page and comes back, or to one's own figures."""

import re

import pytest

from tests.serve.browsers import Visitors, expect
from tests.serve.explorer_pages import OPEN, chips, control, keep, numbers, opened, pressed, rested, state_on, typed
from tests.serve.processes import Server

PORT = 8770
SIZE = "accounts.Giant.size"


@pytest.fixture(scope="module", autouse=True)
def small(server: Server) -> None:
    keep(server)
    keep(server, "other")


def test_who_comes_back_from_another_page_can_take_steps_back(visitors: Visitors) -> None:
    page = opened(visitors.page(), f"/x/small{OPEN}")
    preset = numbers(page)
    typed(page, "focus", "7")
    typed(page, SIZE, "2")
    page.goto("/")
    page.goto(f"/x/other{OPEN}")
    rested(page)
    page.go_back()
    page.go_back()
    rested(page)
    assert chips(page) == [("focus", "B"), (SIZE, "both sides")]
    expect(page.locator("#redo")).to_be_disabled()
    pressed(page, "#undo")
    pressed(page, "#undo")
    assert numbers(page) == preset
    expect(page.locator("#undo")).to_be_disabled()


def test_what_the_sides_do_stays_where_own_figures_are_saved_and_is_taken_back(visitors: Visitors) -> None:
    page = opened(visitors.page(), f"/x/small{OPEN}")
    typed(page, "focus", "6")
    typed(page, SIZE, "2")
    page.locator("[data-opens=own]").click()
    expect(page.locator("#toml")).to_have_value(re.compile("size = 2.0"))
    page.locator("#toml-name").fill("saved")
    page.get_by_role("button", name="Save and open").click()
    page.wait_for_url("**/x/saved?**")
    rested(page)
    assert control(page, SIZE).locator(".field").input_value() == "2"
    assert chips(page) == [("focus", "B")]
    pressed(page, "#undo")
    page.wait_for_url("**/x/small?**")
    assert chips(page) == [("focus", "B"), (SIZE, "both sides")]


def test_sides_that_nobody_changed_are_those_of_the_text_that_is_saved(visitors: Visitors) -> None:
    page = opened(visitors.page(), f"/x/small{OPEN}")
    page.locator("[data-opens=own]").click()
    text = page.locator("#toml")
    expect(text).to_have_value(re.compile("policies = "))
    text.fill(re.sub(r"policies = .*", 'policies = ["strategic", "transactional"]', text.input_value()))
    page.locator("#toml-name").fill("others")
    page.get_by_role("button", name="Save and open").click()
    page.wait_for_url("**/x/others?**")
    rested(page)
    assert [state_on(page)[side]["policy"] for side in "AB"] == ["strategic", "transactional"]


def test_what_was_written_says_so_once_the_page_shows_something_else(visitors: Visitors) -> None:
    page = opened(visitors.page(), f"/x/small{OPEN}")
    said, text = page.locator("#toml-cost"), page.locator("#toml")
    page.locator("[data-opens=own]").click()
    expect(text).to_have_value(re.compile("size = 4.0"))
    expect(said).to_have_text("")
    text.fill(text.input_value().replace("size = 4.0", "size = 5.0"))
    page.locator("#own form[method=dialog] button").click()
    page.locator("[data-opens=own]").click()
    expect(said).to_have_text(re.compile("^This is as you wrote it, and not what the page shows now"))
    page.locator("#own form[method=dialog] button").click()
    typed(page, SIZE, "5")
    page.locator("[data-opens=own]").click()
    expect(said).to_have_text("")


def test_a_range_in_a_link_is_shown_as_one(visitors: Visitors) -> None:
    page = opened(visitors.page(), f"/x/small{OPEN}&{SIZE}=2..5")
    expect(control(page, SIZE).locator(".field")).to_have_attribute("placeholder", re.compile("^2.* to 5"))
    expect(page.locator("#chips li span")).to_have_text(re.compile(r"→ 2( \S+)* to 5"))
    control(page, SIZE).locator(".reset").click()
    rested(page)
    assert chips(page) == []


def test_a_line_of_a_control_is_shown_as_long_as_it_is_of_what_stands_there(visitors: Visitors) -> None:
    page = opened(visitors.page(), f"/x/small{OPEN}")
    focus, bluff = control(page, "focus"), control(page, "bluff")
    focus.locator(".track").focus()
    line = focus.locator(".strip svg")
    expect(line).to_be_visible()
    height = focus.bounding_box()["height"]
    bluff.locator(".track").focus()
    page.keyboard.press("End")
    rested(page)
    expect(line).to_be_hidden()
    assert focus.bounding_box()["height"] == height
    focus.locator(".track").focus()
    expect(line).to_be_visible()


def test_the_first_key_leads_to_the_answer(visitors: Visitors) -> None:
    page = opened(visitors.page(), f"/x/small{OPEN}")
    page.keyboard.press("Tab")
    skip = page.locator("#to-answer")
    expect(skip).to_be_focused()
    assert skip.bounding_box()["height"] >= 44
    page.keyboard.press("Enter")
    expect(page.locator("#sentence")).to_be_focused()
