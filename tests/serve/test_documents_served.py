"""What stands behind the figures is at hand offline: help, and the project's documents with their pictures."""

import re
from collections.abc import Iterator
from html import unescape
from pathlib import Path

import pytest

from equipoise.app.serve.explorer.documents import MOST_ASKED_FOR, document, files
from tests.serve.browsers import Visitors, judge
from tests.serve.conftest import Site
from tests.serve.explorers import Asked

PORT = 8950
PHONE = (320, 640)
HREF, ID, SRC = re.compile(r'href="([^"]*)"'), re.compile(r' id="([^"]*)"'), re.compile(r'src="([^"]*)"')
PAGES = [name for name in files() if name.endswith(".md")]


@pytest.fixture
def asked(site: Site) -> Asked:
    return Asked(site)


def leads(asked: Asked) -> Iterator[tuple[str, str]]:
    for page in PAGES:
        text = asked.client.get(f"/help/{page}").text
        for href in HREF.findall(text.partition("<main")[2]):
            yield page, unescape(href)


def test_every_link_of_a_document_leads_to_what_is_served(asked: Asked) -> None:
    found = [(page, href) for page, href in leads(asked) if "://" not in href and not href.startswith("/")]
    assert len(found) > 50
    for page, href in found:
        name, _, anchor = href.partition("#")
        got = asked.client.get(f"/help/{name or page}")
        assert got.status_code == 200, (page, href)
        text = got.text
        assert not anchor or anchor in ID.findall(text), (page, href)


def test_every_picture_of_a_document_is_served(asked: Asked) -> None:
    shown = {src for page in PAGES for src in SRC.findall(str(document(files()[page]).body))}
    assert len(shown) > 20
    for src in shown:
        got = asked.client.get(f"/help/{src}")
        assert got.status_code == 200
        assert got.headers["content-type"].startswith("image/")


@pytest.mark.parametrize("path", ["../README.md", "%2e%2e/pyproject.toml", "sphinx/conf.py", "tutorials", "", "data"])
def test_nothing_else_is_served(asked: Asked, path: str) -> None:
    assert asked.client.get(f"/help/{path}").status_code in {404, 405, 307}
    assert not [name for name in files() if Path(name).suffix not in {".md", ".svg", ".png"}]


def test_help_names_what_is_most_asked_for(asked: Asked) -> None:
    text = asked.client.get("/help").text
    for name in MOST_ASKED_FOR:
        assert f'<a href="/help/{name}.md">{document(files()[f"{name}.md"]).title}</a>' in text


@pytest.mark.parametrize("path", ["help", "help/for-strategists.md", "help/calibration.md"])
def test_it_can_be_read_on_a_phone_and_by_everybody(visitors: Visitors, path: str) -> None:
    page = visitors.page(PHONE)
    page.goto(f"/{path}")
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE[0]
    judge(page, path)
