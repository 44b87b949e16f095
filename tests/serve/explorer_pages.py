"""An explorer's page in a browser: opened, moved, at rest, and the numbers on it."""

import json
from typing import Any

from tests.serve.browsers import Locator, Page
from tests.serve.explorers import SMALL
from tests.serve.processes import Server, asked_of

OPEN = "?predict=0"
"""What a link says so that nobody is asked for a prediction."""

Numbers = dict[str, tuple[float, ...]]
"""Numbers of a page by where they stand in the answer's JSON."""

_NUMBERS = """all => all.map(one => [one.dataset.path, [one.dataset.value, one.dataset.low, one.dataset.high]])"""

_WRITTEN = """all => all.map((one) => {
  const { path } = one.dataset, ends = one.matches("b") ? one.nextSibling.textContent : "";
  return [path, one.textContent, ends, one.closest(".figure, .chart").querySelector(".unit").textContent];
})"""

_SENT = """
window.sent = [];
const fetched = window.fetch;
window.fetch = (address, given) => {
  if (String(address).endsWith("/x/answer")) sent.push(JSON.parse(given.body));
  return fetched(address, given);
};
"""
"""Notes what is asked, in order."""

RECORD = """() => {
  const answer = document.getElementById("answer"), said = document.getElementById("said");
  Object.assign(window, { painted: [], spoken: [] });
  new MutationObserver(() => painted.push([Number(answer.dataset.asked), Number(answer.dataset.runs)]))
    .observe(answer, { attributeFilter: ["data-asked", "data-runs"] });
  new MutationObserver(() => spoken.push(said.textContent)).observe(said, { childList: true });
}"""

TRANSLATE = """() => {
  const all = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT), found = [];
  while (all.nextNode()) found.push(all.currentNode);
  for (const one of found.filter((one) => one.data.trim() && !one.parentElement.closest("script"))) {
    const font = document.createElement("font");
    font.textContent = "xx";
    one.replaceWith(font);
  }
}"""
"""What a browser's translation does to a page."""


def keep(server: Server, name: str = "small", text: str = SMALL) -> str:
    """Keep a scenario of one's own on a server; its address."""
    with asked_of(server, "own", {"name": name, "toml": text}) as got:
        found = json.loads(got.read())
    assert found["faults"] == []
    link: str = found["link"]
    return link


def rested(page: Page) -> None:
    """Wait until what is chosen is answered whole, or refused."""
    page.locator("#answer[aria-busy=false]").wait_for(state="attached")


def opened(page: Page, link: str) -> Page:
    """Open a link and wait for its answer; what is painted from then on is recorded."""
    page.add_init_script(_SENT)
    page.goto(link)
    rested(page)
    page.evaluate(RECORD)
    return page


def sent(page: Page) -> list[dict[str, Any]]:
    """What was asked since the page was opened, in order."""
    found: list[dict[str, Any]] = page.evaluate("sent")
    return found


def painted(page: Page) -> list[list[int]]:
    """Number of the question, and runs, of each answer that was painted."""
    found: list[list[int]] = page.evaluate("painted")
    return found


def numbers(page: Page) -> Numbers:
    """Every number that stands on the page."""
    found: list[tuple[str, list[str | None]]] = page.eval_on_selector_all("[data-path][data-value]", _NUMBERS)
    return {path: tuple(float(one) for one in values if one is not None) for path, values in found}


def written(page: Page) -> list[list[str]]:
    """Every number that stands on the page, as it stands there: where from, the number, its interval, the unit."""
    found: list[list[str]] = page.eval_on_selector_all("[data-path][data-value]", _WRITTEN)
    return found


def state_on(page: Page) -> Any:
    """The state that the browser's history holds."""
    return page.evaluate("history.state.state")


def control(page: Page, key: str) -> Locator:
    """A control, in the groups that are opened for it."""
    found = page.locator(f".control[data-key={json.dumps(key)}]")
    folded = page.locator("details:not([open])", has=found)
    while folded.count():
        folded.first.locator("> summary").click()
    return found


def typed(page: Page, key: str, text: str) -> None:
    """Type into a control's field, leave it, and wait for the answer."""
    field = control(page, key).locator(".field")
    field.fill(text)
    field.press("Tab")
    rested(page)


def switched(page: Page, key: str) -> None:
    control(page, key).locator("input[type=checkbox]").click()
    rested(page)


def pressed(page: Page, selector: str) -> None:
    """Press a button, and wait for the answer."""
    page.locator(selector).click()
    rested(page)


def tab_to(page: Page, selector: str, most: int = 200) -> None:
    """Go to an element by Tab alone."""
    for _ in range(most):
        page.keyboard.press("Tab")
        if page.evaluate("where => document.activeElement.matches(where)", selector):
            return
    raise AssertionError(f"{selector} is not reached by Tab")


def chips(page: Page) -> list[tuple[str, str]]:
    """What differs from the preset: key, and of whom it is."""
    found: list[list[str]] = page.eval_on_selector_all(
        "#chips li", "all => all.map(one => [one.dataset.chip, one.dataset.whose])"
    )
    return [(key, whose) for key, whose in found]
