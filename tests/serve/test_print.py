"""What is printed, as a browser prints it, on A4 and on Letter: a sheet a page, a guide of two, two halves a page."""

import os
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from equipoise.app.pages.workshop.paper import room_pages, year_page
from equipoise.experiments.assumptions import Assumption, assumptions
from equipoise.experiments.workshop.loading import list_workshops, load_workshop
from equipoise.experiments.workshop.room import open_room
from equipoise.sim.scenario import Scenario
from tests.chromium import CHROMIUM, SWITCHES
from tests.cli.conftest import within
from tests.cli.test_workshops import DEAL, PLANS, typed

if os.environ.get("EQUIPOISE_BROWSER") != "required":
    pytest.importorskip("playwright", reason="Playwright is not installed: nothing is printed")
    if CHROMIUM is None:
        pytest.skip("no Chromium is on the path: nothing is printed", allow_module_level=True)

from playwright.sync_api import Page, sync_playwright

WORKSHOPS = list_workshops()
SHEET = re.compile(rb"/Type /Page\b")
YEARS = 4


@pytest.fixture(scope="module")
def page() -> Iterator[Page]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=SWITCHES)
        yield browser.new_page()
        browser.close()


def sheets(page: Page, text: str) -> dict[str, int]:
    """How many sheets of paper a page comes to."""
    page.set_content(text)
    return {paper: len(SHEET.findall(page.pdf(format=paper))) for paper in ("A4", "Letter")}


@pytest.mark.parametrize("name", WORKSHOPS)
def test_what_is_printed_before_a_session_breaks_well(page: Page, name: str) -> None:
    workshop = load_workshop(name)
    printed = {one: sheets(page, text) for one, text in room_pages(workshop, 6).items()}
    expected = {
        "role-sheets.html": 2 + len(workshop.counterparts),
        "slips.html": 1,
        "year-sheet.html": 1,
        "plane.html": 1,
        "guide.html": 2,
    }
    assert printed == {one: {"A4": count, "Letter": count} for one, count in expected.items()}


@pytest.mark.parametrize("name", WORKSHOPS)
def test_the_halves_of_a_table_share_a_page(page: Page, name: str, tmp_path: Path) -> None:
    """Of tables to which much happens: they do not agree, part, come back, and keep no promise."""
    assert within(tmp_path, "room", "room", "--workshop", name, "--tables", "3", "--seed", "5").code == 0
    for year in range(1, YEARS + 1):
        typed(tmp_path / f"room/slips-{year}.csv", **(PLANS if year == 1 else DEAL))
        assert within(tmp_path, "table", "room/room.toml", "--year", str(year)).code == 0
    played = open_room(tmp_path / "room/room.toml").play(YEARS)
    for year in range(1, YEARS + 1):
        assert sheets(page, year_page(played, year)) == {"A4": 3, "Letter": 3}, year


FACTS = "overhead = 320000\ncash = 150000\ncredit_line = 100000\n"
"""What no file tells of the business of the strategists' page."""


def two_accounts(folder: Path) -> None:
    accounts = "".join(
        f'[[accounts]]\nname = "{name}"\nrevenue = {own}\n' for name, own in (("Nord", 8e5), ("Süd", 4e5))
    )
    business = f'[business]\ncurrency = "EUR"\nrevenue = 1200000\ngross_margin = 0.4\n{FACTS}'
    folder.joinpath("mine.toml").write_text(business + accounts, encoding="utf-8")


def eight_accounts(folder: Path) -> None:
    assert within(folder, "accounts", "example").code == 0
    assert within(folder, "accounts", "import", "accounts.csv", "invoices.csv").code == 0
    text = (folder / "mine/mine.toml").read_text(encoding="utf-8")
    folder.joinpath("mine.toml").write_text(text.replace("[business]\n", f"[business]\n{FACTS}"), encoding="utf-8")


def six_accounts(folder: Path) -> None:
    """With ranges, and policies in so many words that their sentences are the longest."""
    shares = {"Boreas Wind": 0.8, "Kieler Werft": 0.075, "Stadtwerke Husum": 0.042, "Marin Service": 0.033}
    accounts = "".join(
        f'[[accounts]]\nname = "{name}"\nrevenue = {12e6 * share}\n{"margin = [0.24, 0.3]" * (share > 0.5)}\n'
        for name, share in {**shares, "Deich & Sohn": 0.029, "Fjord Systems": 0.021}.items()
    )
    stated = "revenue = 12000000\ngross_margin = 0.3\noverhead = 3000000\ncash = 1500000\ncredit_line = 500000\n"
    policies = 'policies = ["accommodating", "strategic for Boreas Wind, else accommodating", "transactional"]\n'
    business = f'{policies}[business]\ncurrency = "EUR"\n{stated}'
    folder.joinpath("mine.toml").write_text(business + accounts, encoding="utf-8")


def as_imported(folder: Path) -> None:
    """Six accounts with all that a sheet tells of them, under names as firms have them, the largest at 80%."""
    facts = (
        ("Aeroform Strukturbauteile SE", 19_200_000, 0.215, 0.92, 480_000, 1.09, 3, 15.9, 0.65, 3, 9),
        ("Bergische Schienenfahrzeuge GmbH", 2_100_000, 0.29, 0.98, 40_000, 0.59, 2, 11.9, 0.4, 4, 4),
        ("Caledonian Turbine Services Ltd", 1_350_000, 0.31, 1, 30_000, 0.4, 1, 8.9, 0.3, 3, 2),
        ("Detmolder Hydraulik GmbH & Co. KG", 720_000, 0.33, 1.01, 12_000, 0.84, 1, 7.9, 0.2, 3, 2),
        ("Elbmarsch Schiffsausrüstung AG", 430_000, 0.34, 1, 8_000, 0.84, 1, 5.9, 0.15, 2, 1),
        ("Fjellheim Teknologi AS", 200_000, 0.3, 1, 6_000, 0.59, 1, 3.9, 0.1, 2, 1),
    )
    keys = (
        "revenue", "margin", "price_to_list", "support_cost", "contract_left", "contract_years", "customer_years",
        "share_of_wallet", "relationship", "contacts",
    )  # fmt: skip
    accounts = "".join(
        "\n".join(["[[accounts]]", f'name = "{name}"', *(f"{k} = {v}" for k, v in zip(keys, values, strict=True)), ""])
        for name, *values in facts
    )
    stated = "revenue = 24000000\noverhead = 4100000\ncash = 900000\ncredit_line = 500000\n"
    business = f'policies = ["accommodating", "strategic"]\n[business]\ncurrency = "EUR"\n{stated}'
    folder.joinpath("mine.toml").write_text(business + accounts, encoding="utf-8")


RESTS_ON = ("--what-it-rests-on",)
SPARE = "<p>A line to spare.</p>" * 3
"""Lines that a first page has to spare: other businesses have longer names."""


@pytest.fixture
def few_assumptions(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each has the market solved anew: one in twenty, and the one that takes most words."""

    def few(scenario: Scenario, account: str) -> list[Assumption]:
        found = assumptions(scenario, account)
        return [one for k, one in enumerate(found) if k % 20 == 0 or one.name == "accounts.*.support_cost"]

    monkeypatch.setattr("equipoise.experiments.rests_on.assumptions", few)


@pytest.mark.usefixtures("few_assumptions")
@pytest.mark.parametrize(
    ("write", "others", "rests_on"),
    [
        (two_accounts, 0, ()),
        (eight_accounts, 4, ()),
        (six_accounts, 2, ()),
        (six_accounts, 2, RESTS_ON),
        (as_imported, 2, ()),
        (as_imported, 2, RESTS_ON),
    ],
)
def test_the_first_page_of_a_report_is_one_sheet_of_paper_and_as_wide_as_a_phone(
    page: Page, write: Callable[[Path], None], others: int, rests_on: tuple[str, ...], tmp_path: Path
) -> None:
    write(tmp_path)
    said = within(tmp_path, "compare", "mine.toml", "--replications", "20", *rests_on, "--out", "report")
    assert said.code == 0, said
    text = (tmp_path / "report/report.html").read_text(encoding="utf-8")
    first = text[text.index('class="first"') : text.index("</section>")]
    assert (f"and {others} others" in first) == bool(others)
    page.set_viewport_size({"width": 390, "height": 844})
    assert min(sheets(page, text).values()) > 2
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    page.set_content(re.sub("<h1>.*?</h1>", f"<h1>{'Donaudampfschifffahrtsgesellschaft' * 2}</h1>", text))
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    page.set_content(text)
    page.evaluate("document.querySelectorAll('.first ~ section').forEach(one => one.remove())")
    page.evaluate("spare => document.querySelector('.first').insertAdjacentHTML('beforeend', spare)", SPARE)
    assert [len(SHEET.findall(page.pdf(format=paper))) for paper in ("A4", "Letter")] == [1, 1]
