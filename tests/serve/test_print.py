"""What is printed, as a browser prints it, on A4 and on Letter: a sheet a page, a guide of two, two halves a page."""

import os
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from equipoise.app.pages.workshop.paper import room_pages, year_page
from equipoise.experiments.workshop.loading import list_workshops, load_workshop
from equipoise.experiments.workshop.room import open_room
from tests.cli.conftest import within
from tests.cli.test_workshops import DEAL, PLANS, typed

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")

if os.environ.get("EQUIPOISE_BROWSER") != "required":
    pytest.importorskip("playwright", reason="Playwright is not installed: nothing is printed")
    if CHROMIUM is None:
        pytest.skip("no Chromium is on the path: nothing is printed", allow_module_level=True)

from playwright.sync_api import Page, sync_playwright  # noqa: E402 - where it is installed

WORKSHOPS = list_workshops()
SHEET = re.compile(rb"/Type /Page\b")
YEARS = 4


@pytest.fixture(scope="module")
def page() -> Iterator[Page]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
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
