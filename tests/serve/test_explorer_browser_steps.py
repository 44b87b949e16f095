"""The explorer in a browser: more steps than a browser remembers, and what is kept when a mechanism is taken out."""

import pytest

from tests.serve.browsers import Visitors, expect
from tests.serve.explorer_pages import OPEN, control, keep, opened, rested
from tests.serve.processes import Server

PORT = 8750


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
