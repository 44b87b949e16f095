"""Real browsers, one person: by keyboard, without scripts, translated, and the sums at the foot of a plan."""

import re
from itertools import product

import pytest

from equipoise.analysis.prose.units import Units
from equipoise.experiments.workshop import columns
from equipoise.sim.money import Money
from tests.serve.browsers import DESKTOP, PHONE, Page, Visitors, by_keyboard, expect, judge

PORT = 8810


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
