"""What stands on the explorer's page is what its commands print, to the digit: answers, and where they turn."""

import json
import os
import random
import re
import shlex
import subprocess
import sys
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

from equipoise.analysis.prose.numbers import fixed
from equipoise.experiments.explorer.link import link_of
from equipoise.experiments.explorer.state import State
from tests.cli.conftest import HANGS, ROOT, environment
from tests.serve.browsers import REQUIRED, Page, Visitors, expect
from tests.serve.explorer_pages import OPEN, control, keep, numbers, opened, pressed, rested, written
from tests.serve.explorers import SMALL, drawn
from tests.serve.processes import Server, page_in

PORT = 8910
SCENARIOS = ("over-a-barrel", "strategic-vendor", "timing-chips")
"""The last is a business."""
STATES = 5 if REQUIRED else 2
RUNS = 64

_ALL = """
import json, sys
from pathlib import Path
from tests.cli.conftest import within
print(json.dumps([within(Path(sys.argv[1]), *words, "--json") for words in json.load(sys.stdin)]))
"""
"""One process for several commands: to start one takes longer than to play."""


def documents(commands: list[str], folder: Path) -> list[Any]:
    """What commands that were copied from the page print as JSON, in a process of their own."""
    words = [shlex.split(one)[1:] for one in commands]
    done = subprocess.run(
        [sys.executable, "-c", _ALL, str(folder)],
        input=json.dumps(words), cwd=ROOT, env=environment(PYTHONPATH=f"{ROOT / 'src'}{os.pathsep}{ROOT}"),
        capture_output=True, encoding="utf-8", timeout=HANGS, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)
    assert [code for code, _, _ in found] == [0] * len(found), found
    return [json.loads(out) for _, out, _ in found]


def flat(document: object, path: str = "") -> dict[str, object]:
    """Each value of a document under the keys that lead to it."""
    parts = (
        document.items() if isinstance(document, dict) else enumerate(document) if isinstance(document, list) else ()
    )
    found = {path: document} if isinstance(document, int | float) else {}
    for key, part in parts:
        found |= flat(part, f"{path}.{key}" if path else str(key))
    return found


def in_the_page(document: dict[str, Any]) -> dict[str, tuple[object, ...]]:
    """Numbers of an answer under the paths that the page has for them."""
    by_year: dict[str, dict[str, Any]] = {}
    for row in document["by_year"]:
        by_year.setdefault(row["arm"], {})[row["account"]] = row
    values = flat({**document, "by_year": by_year})
    means = {path.removesuffix(".mean"): path.removesuffix("mean") for path in values if path.endswith(".mean")}
    found: dict[str, tuple[object, ...]] = {path: (value,) for path, value in values.items()}
    for path, at in means.items():
        found[path] = tuple(values[f"{at}{end}"] for end in ("mean", "low", "high") if f"{at}{end}" in values)
    return found


def test_every_number_at_rest_is_what_the_copied_command_prints(
    visitors: Visitors, server: Server, tmp_path: Path
) -> None:
    seen, page = {}, visitors.page()
    for scenario in SCENARIOS:
        for luck in range(STATES):
            state = drawn(page_in(server.get(f"/x/{scenario}")), random.Random(luck), RUNS)
            opened(page, f"{link_of(State.understood(state))}&predict=0")
            page.evaluate("document.querySelectorAll('.chart details').forEach(one => (one.open = true))")
            expect(page.locator("#chart-endings td").first).to_be_attached()
            assert page.locator("#count").inner_text() == f"{RUNS} of {RUNS} futures"
            told = [page.locator(one).text_content() for one in ("#sentence", "#second")]
            seen[scenario, luck] = page.locator("#command-text").input_value(), numbers(page), written(page), told
    played = documents([command for command, *_ in seen.values()], tmp_path)
    for (where, (_, there, texts, told)), document in zip(seen.items(), played, strict=True):
        expected = in_the_page(document)
        assert len(there) > 100, where
        assert there == {path: expected[path] for path in there}, where
        assert texts == [as_printed(one, expected) for one in texts], where
        said = NOT_COMPARED.sub("", " ".join(filter(None, told)))
        assert " ".join(document["decision"]["sentence"].split()).startswith(said), where


NOT_COMPARED = re.compile(r" This scenario also compares .*")
"""What a page says of policies, and commands say otherwise, or compare."""
SCALES = {
    "thousand ": 1e-3,
    "million ": 1e-6,
    "billion ": 1e-9,
    "of 100 ": 100.0,
    "% of the list price": 1.0,
    "%": 100.0,
}


def as_printed(one: list[str], expected: dict[str, tuple[object, ...]]) -> list[str]:
    """The same number as commands write it, with as many decimals as it has on the page."""
    path, text, ends, unit = one
    scale = next((by for word, by in SCALES.items() if word in unit), 1.0)
    places, numbers = len(text.partition(".")[2]), [scale * float(str(value)) for value in expected[path]]
    mean = fixed(numbers[0], places, signed=path.startswith("differences"))
    return [path, mean, ends and " to ".join(fixed(end, places) for end in numbers[1:]), unit]


DECIMALS = (0, 1, 2, 3)
ROUNDS = """([values, places]) =>
    import("/static/explorer/words.js").then(({ fixed }) => values.map((one) => fixed(one, places)))"""


def test_a_browser_rounds_as_commands_do(visitors: Visitors) -> None:
    """Shares of runs as percentages, many of which lie exactly or nearly between two numbers; and amounts of money."""
    page, luck = visitors.page(), random.Random(1)
    page.goto("/")
    shares = [100.0 * k / many for many in (40, 64, 256, 2000) for k in range(-many, many + 1)]
    money = [luck.uniform(-1, 1) * 10 ** luck.uniform(-3, 9) for _ in range(2000)]
    values = [*shares, *(one / 8 for one in range(-400, 400)), *money, *(round(one, 3) / 2 for one in money), 0.0, -0.0]
    for places in DECIMALS:
        found = page.evaluate(ROUNDS, [values, places])
        expected = [fixed(one, places) for one in values]
        wrong = [(one, is_, be) for one, is_, be in zip(values, found, expected, strict=True) if is_ != be]
        assert wrong == [], places


def test_where_it_turns_is_what_the_command_finds(visitors: Visitors, server: Server, tmp_path: Path) -> None:
    page = opened(visitors.page(), f"{keep(server)}{OPEN}")
    page.locator("#turn-key").select_option("focus")
    page.locator("#turns").click()
    expect(page.locator("#turns-found code")).to_be_visible()
    told, command = page.locator("#turns-found p").first.inner_text(), page.locator("#turns-found code").inner_text()
    assert page.locator("#turns-found svg").get_attribute("aria-label") == told
    (document,) = documents([command], tmp_path)
    assert told.startswith("In profit")
    assert "“Focused investment”" in told
    for crossing in document["crossings"]:
        assert f"{100 * crossing['value']:.4g}% of revenue" in told
    control(page, "focus").locator(".field").fill("7")
    expect(page.locator("#turns-old")).to_be_visible()
    rested(page)
    single_runs_follow_the_year(page)
    page.locator("#drawn-A").check(force=True)
    expect(page.locator("#chart-plane .later > .mark.B")).to_have_count(0)
    page.locator("#drawn-both").check(force=True)
    a_saved_picture_stands_alone(page)


def single_runs_follow_the_year(page: Page) -> None:
    """Those that hold the account at the end of the year that is looked at, where they stand then."""
    runs, there = page.locator("#chart-plane .later > .mark"), dict[tuple[str, str], list[str]]()
    page.locator("#cloud").check()
    for account in ("Giant", "North"):
        page.locator("#see").select_option(account)
        expect(page.locator("#chart-plane")).to_contain_text(account)
        expect(runs.first).to_be_attached()  # the answer at rest may be there before its single runs
        rested(page)
        for year in ("1", "3"):
            page.locator("#year").fill(year)
            there[account, year] = runs.evaluate_all("all => all.map(one => one.outerHTML)")
            assert 0 < len(there[account, year]) <= 2 * 100
        assert len(there[account, "3"]) < len(there[account, "1"])
    assert len({*map(tuple, there.values())}) == len(there)
    page.locator("#see").select_option("Giant")
    rested(page)


def a_saved_picture_stands_alone(page: Page) -> None:
    """In a slide it says of itself what it is of, who is who, what was changed and how it was played."""
    page.locator("#keep").click()
    page.locator("#year").fill("2")
    for chart in ("plane", "margin", "endings"):
        for kind, begins in (("SVG", b"<svg"), ("PNG", b"\x89PNG")):
            with page.expect_download() as got:
                page.locator(f"#chart-{chart} .save", has_text=kind).click()
            assert got.value.path().read_bytes().startswith(begins)
            if kind == "SVG":
                drawn = ET.fromstring(got.value.path().read_text(encoding="utf-8"))
                text = " ".join(" ".join(drawn.itertext()).split())
        for part in ("h1", f"#chart-{chart} h3", "#chips span", "#foot b"):
            assert (page.locator(part).first.text_content() or "") in text, part
        for part in (
            OVER[chart],
            "A · accommodating",
            "B · strategic, changed",
            "kept B",
            "seed 3 · Equipoise",
            "40 of 40",
        ):
            assert part in text
        assert ("year 2" in text.lower()) is (chart == "plane"), text  # others are of all years
        for note in page.locator(f"#chart-{chart} .note").all_text_contents():
            assert note in text
        assert [one.get("opacity") for one in drawn.iterfind(".//*[@class='now']")] == ["0"] * (chart == "margin")
    page.locator("#keep").click()
    page.locator("#drawn-A").check(force=True)
    with page.expect_download() as got:
        page.locator("#chart-margin .save", has_text="SVG").click()
    alone = got.value.path().read_text(encoding="utf-8")
    assert "A · accommodating" in alone
    assert "B · strategic" not in alone
    assert page.locator(".key:visible").all_text_contents() == ["A · accommodating"]


OVER = {
    "plane": "Dependence between you and Giant, years 1 to 3; large marks: year 2",
    "margin": "Contribution margin on Giant, years 1 to 3",
    "endings": "Endings with Giant within 3 years",
}
"""What a sheet says that it is of."""


def test_the_name_of_a_chart_says_what_is_drawn(visitors: Visitors, server: Server) -> None:
    """Of whom, of which years, and how much of what; a table says it over its columns."""
    page = opened(visitors.page(), f"{keep(server)}{OPEN}&year=2")
    page.evaluate("document.querySelectorAll('.chart details').forEach(one => (one.open = true))")
    expect(page.locator("#chart-endings td").first).to_be_attached()
    middle = [page.locator(f"#chart-margin tr:has(th:text-is('2 {side}')) td >> nth=2").inner_text() for side in "AB"]
    assert page.locator("#chart-margin .picture").get_attribute("aria-label") == (
        f"Contribution margin on Giant in year 2: middle {middle[0]}% of revenue under A, accommodating; "
        f"middle {middle[1]}% of revenue under B, strategic. Drawn are years 1 to 3."
    )
    heads = page.locator("#chart-margin th[scope=col]").all_text_contents()
    assert heads == ["Year", "5%", "25%", "middle", "75%", "95%"]
    assert (
        page.locator("#chart-margin caption").inner_text() == "Contribution margin on Giant, years 1 to 3, % of revenue"
    )
    assert (
        page.locator("#chart-endings .picture")
        .get_attribute("aria-label")
        .startswith("Endings with Giant within 3 years, of 100 runs: ")
    )
    for chart in ("margin", "survival", "price"):
        assert "year" in page.locator(f"#chart-{chart} .picture text").all_text_contents()
    assert page.locator("#chart-survival th[scope=col]").all_text_contents() == ["Year", "held", "low", "high"]
    assert page.locator("#chart-survival th[scope=row]").all_text_contents() == [
        f"{k} {side}" for k in "123" for side in "AB"
    ]
    page.locator("#see").select_option("all")
    expect(page.locator("#chart-endings .unit")).to_have_text("of 100 accounts")
    name = page.locator("#chart-survival .picture").get_attribute("aria-label") or ""
    assert name.startswith("Still held of all accounts in year 2: held ")
    assert " of 100 accounts under A, accommodating; " in name


CANCELS = """() => {
    const [button, progress] = ["turns", "turns-progress"].map((id) => document.getElementById(id));
    const cancel = () => { window.seen = [button.textContent, progress.hidden]; button.click(); };
    button.addEventListener("click", () => setTimeout(cancel, 300), { once: true });
}"""
"""Cancels soon after a click, in the page's own time: on a busy machine it is through before somebody looks at it."""


def test_who_asks_too_much_at_once_is_told_in_the_servers_words(visitors: Visitors, server: Server) -> None:
    page = opened(visitors.page(), f"{keep(server)}{OPEN}")
    page.route("**/x/turns", lambda route: route.fulfill(status=429, body="Too many at once."))
    page.locator("#turns").click()
    expect(page.locator("#turns-found")).to_have_text("Too many at once.")
    visitors.complaints.clear()  # the browser notes the status


def test_what_takes_a_while_can_be_cancelled(visitors: Visitors, server: Server) -> None:
    """And leaves the server to whatever is asked next."""
    page = visitors.page()
    page.goto(f"{keep(server)}{OPEN}&replications=150000")
    button = page.locator("#turns")
    page.evaluate(CANCELS)
    with page.expect_event("requestfailed", lambda one: one.url.endswith("/x/turns")):
        button.click()
    assert page.evaluate("seen") == ["Cancel", False]
    expect(button).to_have_text("Find the break-even")
    expect(page.locator("#turns-progress")).to_be_hidden()
    expect(page.locator("#turns-found > *")).to_have_count(0)
    page.goto(f"/x/small{OPEN}")
    rested(page)
    page.locator("#turns").click()
    expect(page.locator("#turns-found code")).to_be_visible()


def test_who_is_who_in_a_chart_is_told_without_colour(visitors: Visitors, server: Server) -> None:
    """Lines by their dashes and width, marks by form and whether they are filled; words keep off the diagonal."""
    page = opened(visitors.page(), f"{keep(server)}{OPEN}")
    page.locator("#keep").click()
    page.locator("#cloud").check()
    rested(page)
    for where, many in (("#chart-plane .line:not(.later)", 4), ("#chart-plane svg > .mark", 4), (".later > .mark", 2)):
        looks = page.locator(where).evaluate_all(LOOKS)
        assert len({side for side, _ in looks}) == many, where
        assert len({look for _, look in looks}) == many, (where, looks)
    bands = page.locator("#chart-margin .band").evaluate_all(LOOKS)
    assert {look for side, look in bands if side == "A"}.isdisjoint(look for side, look in bands if side == "B")
    assert page.locator("#chart-plane text.quiet").evaluate_all(TOUCH) == []


LOOKS = """all => all.map((one) => {
  const looks = getComputedStyle(one), paper = getComputedStyle(document.querySelector("dialog"));
  const isFilled = looks.fill !== "none" && looks.fill !== paper.backgroundColor;
  const side = [...one.classList].filter((name) => ["Kept", "A", "B"].includes(name)).join(" ");
  return [side, [one.tagName, looks.strokeDasharray, looks.strokeWidth, isFilled].join(" ")];
})"""
"""Whose each shape is, and how it looks but for its colour."""
TOUCH = """all => all.filter((one) => {
  const { x, y, width, height } = one.getBBox(), line = (x) => 264 - (x - 36) * 256 / 276;
  return !one.hasAttribute("transform") && line(x) >= y && line(x + width) <= y + height;
}).map((one) => one.textContent)"""
"""Words of the plane that the diagonal goes through; its y falls as x grows."""


def test_what_is_kept_goes_where_a_scenario_of_the_same_name_is_another(visitors: Visitors, server: Server) -> None:
    page = opened(visitors.page(), f"{keep(server, 'again')}{OPEN}")
    pressed(page, "#keep")
    page.reload()
    rested(page)
    expect(page.locator("#keep")).to_have_attribute("aria-pressed", "true")
    keep(server, "again", SMALL.replace('"North"', '"West"').replace("rounds = 12", "rounds = 20"))
    page.goto(f"/x/again{OPEN}")
    rested(page)
    expect(page.locator("#keep")).to_have_attribute("aria-pressed", "false")
    assert page.locator("#answer .Kept").count() == page.locator(".legend .Kept").count()
    assert visitors.complaints == []
