"""What has room on the explorer's page, from a small phone to a desktop: nothing is cut, or too small to be pressed."""

import pytest

from tests.serve.browsers import DESKTOP, PHONE, Visitors, expect
from tests.serve.explorer_pages import OPEN, control, keep, opened
from tests.serve.processes import Server

PORT = 8986


@pytest.fixture(scope="module", autouse=True)
def small(server: Server) -> None:
    keep(server)


PRESSED = (
    "button, select, summary, .field, .track, a.plain, .segments label, .chart label, .head:has([type=checkbox]) label"
)


@pytest.mark.parametrize("size", [(320, 640), (390, 844), DESKTOP])
def test_what_is_pressed_is_large_enough_for_a_finger(visitors: Visitors, size: tuple[int, int]) -> None:
    page = opened(visitors.page(size), f"/x/small{OPEN}&B.focus=0.07")
    small = page.eval_on_selector_all(
        f"{PRESSED}{', #foot a' if size != DESKTOP else ''}",
        "all => all.filter(one => one.checkVisibility())"
        ".map(one => [one.id || one.textContent || one.className, one.getBoundingClientRect()])"
        ".filter(([, box]) => box.width < 44 || box.height < 44)"
        ".map(([name, box]) => [name, box.width, box.height])",
    )
    assert small == []


@pytest.mark.parametrize("size", [(320, 640), PHONE])
def test_the_answer_stays_in_sight_while_a_control_is_moved(visitors: Visitors, size: tuple[int, int]) -> None:
    page = opened(visitors.page(size, has_touch=True, is_mobile=True), f"/x/small{OPEN}&B.focus=0.07")
    control(page, "focus").scroll_into_view_if_needed()
    page.keyboard.press("k")  # with a baseline, too
    expect(page.locator("#figure-1 [data-arm='Kept B'] b")).to_be_attached()
    box, track = page.locator("#head").bounding_box(), control(page, "focus").locator(".track").bounding_box()
    assert box is not None
    assert track is not None
    assert box["x"] <= track["x"]  # under which the track goes, with both ends
    assert box["x"] + box["width"] >= track["x"] + track["width"]
    assert box["y"] == 0  # the answer stays in sight while a control is moved
    expect(page.locator("#foot b")).to_be_in_viewport(ratio=1)  # and so does what it is not
    assert box["height"] <= 0.4 * size[1] + 1
    assert page.locator("#head").evaluate("one => one.scrollHeight - one.clientHeight") <= 1  # and all of it
    assert page.locator("#head .dots").first.is_visible() == (size == PHONE)


@pytest.mark.parametrize("width", [360, 390, 640, 1280])
def test_nothing_of_the_top_bar_is_hidden(visitors: Visitors, width: int) -> None:
    """It wraps, and leaves the answer in the first view of a phone."""
    page = opened(visitors.page((width, 844)), f"/x/small{OPEN}")
    tools = page.locator(".tools > :is(button, a), .tools label")
    assert tools.count() >= 10
    for one in tools.all():
        box = one.bounding_box()
        assert box is not None
        assert box["x"] >= 0, one.inner_text()
        assert box["x"] + box["width"] <= width, one.inner_text()
    assert page.locator(".tools").evaluate("one => one.scrollWidth - one.clientWidth") <= 0
    rows = [page.locator(f"[data-opens={one}]").bounding_box() for one in ("looks", "shortcuts")]
    assert len({box["y"] for box in rows if box is not None}) == 1  # the smallest of all stands in no row alone
    head = page.locator("#head").bounding_box()
    assert head is not None
    assert head["y"] + head["height"] <= 844


@pytest.mark.parametrize(
    ("size", "letters"),
    [(DESKTOP, "usual"), (DESKTOP, "largest"), ((390, 844), "usual"), ((375, 667), "usual"), ((320, 640), "usual")],
)
def test_no_label_of_a_figure_is_cut(visitors: Visitors, size: tuple[int, int], letters: str) -> None:
    """What is measured, whose numbers they are, and which account is looked at: whatever has no room goes on below."""
    page = visitors.page(size)
    page.add_init_script(f"localStorage.size = '{letters}'")
    opened(page, f"/x/small{OPEN}&A.focus=0.01&B.focus=0.07")
    wide = page.evaluate(CUT)
    assert wide == []
    assert page.locator("#figure-1 .figure-row > span").all_inner_texts()[2] == "B \u2212 A"
    if size == DESKTOP and letters == "usual":
        assert page.locator("#figure-1 .figure-row > span").all_inner_texts()[0] == "A · accommodating, changed"
    head, end = page.locator("#head").bounding_box(), page.locator(".figures").bounding_box()
    assert head is not None
    assert end is not None
    assert end["y"] + end["height"] <= head["y"] + head["height"] + 1  # nothing lies over what follows


CUT = """() => [...document.querySelectorAll(".figure select, .figure-row > *, #see, .chart-head *")].filter((one) => {
    const room = one.closest(".figure, #looking, .chart").getBoundingClientRect(), box = one.getBoundingClientRect();
    const isCut = one.clientWidth && one.scrollWidth > one.clientWidth + 1;
    return one.checkVisibility() && (isCut || box.right > room.right + 1);
}).map((one) => one.outerHTML.slice(0, 90))"""
"""What is wider than its place, or ends beyond its figure."""


@pytest.mark.parametrize("size", [(320, 640), (768, 1024), DESKTOP])
def test_no_table_of_a_chart_is_cut(visitors: Visitors, size: tuple[int, int]) -> None:
    """Where a side has several numbers it has a row of each year; where it has one, sides stand beside each other."""
    page = opened(visitors.page(size), f"/x/small{OPEN}")
    page.evaluate("document.querySelectorAll('.chart details').forEach((one) => (one.open = true))")
    expect(page.locator("#chart-endings td").first).to_be_attached()
    cut = "all => all.filter((one) => one.scrollWidth > one.clientWidth).map((one) => one.ariaLabel)"
    assert page.eval_on_selector_all(".chart .table", cut) == []
    heads = {
        name: [page.locator(f"#chart-{name} {cell}").all_text_contents() for cell in ("thead th", "tbody th")]
        for name in ("margin", "price")
    }
    assert heads["margin"] == [
        ["Year", "5%", "25%", "middle", "75%", "95%"],
        ["1 A", "1 B", "2 A", "2 B", "3 A", "3 B"],
    ]
    assert heads["price"] == [["Year", "A", "B"], ["1", "2", "3"]]
    first = page.locator("#chart-margin tbody tr").nth(1).locator("td")
    assert first.first.get_attribute("data-path") == "by_year.strategic.Giant.margin.0.05.0"


def test_names_of_charts_fade_where_there_are_more(visitors: Visitors) -> None:
    """And the last of them stands clear of that once it is reached."""
    page = opened(visitors.page(PHONE, has_touch=True, is_mobile=True), f"/x/small{OPEN}")
    tabs = page.locator(".chart-tabs")
    assert tabs.evaluate("one => one.scrollWidth - one.clientWidth") > 0
    assert "linear-gradient" in tabs.evaluate("one => getComputedStyle(one).maskImage")
    tabs.evaluate("one => (one.scrollLeft = one.scrollWidth)")
    last, box = tabs.locator("button").last.bounding_box(), tabs.bounding_box()
    assert last is not None
    assert box is not None
    fades = box["x"] + box["width"] - FADES
    assert last["x"] + last["width"] <= fades + 0.25 * FADES


FADES = 60
"""Pixels over which they do, the first of which are next to clear."""
