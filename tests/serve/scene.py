"""A room in which everything is fixed, for the document's pictures: who comes, what they do, the luck and the clock."""

import random
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from typing import NamedTuple

import pytest

from equipoise.experiments.workshop.columns import ACCEPT, Column
from tests.serve.conftest import Site, everybody

ADDRESS = "http://192.168.1.20:8765"
NOBODY_DRAWS = random.Random(0)
PEOPLE = ("Ana", "Ben", "Cem", "Dana", "Eve")
WORDS = {
    "build": "some", "joint_plan": "yes", "people": "yes", "show": "yes", "win": "yes", "give": "most", "sign": "yes",
    "ask": "training", "take_back": "yes", "come_back": "yes",
}  # fmt: skip


class Scene(NamedTuple):
    """A page of the room."""

    name: str
    path: str
    width: int  #: pixels
    height: int = 900  #: pixels, at least
    part: str = ""  #: id of what is drawn of it; all where it is empty
    ready: str = ""  #: what is there once its scripts have run; drawn without scripts where it is empty


def choose(column: Column, _: object = None) -> str:
    """What everybody answers."""
    if column.name == "minutes":
        return "2"
    if column.is_number:
        return ACCEPT if ACCEPT in column.words else f"{(column.low + min(column.high, column.low + 10.0)) / 2.0:.2f}"
    return WORDS.get(column.name, column.words[-1])


def prepare(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    """Fix what is drawn, and who is said to be there."""
    monkeypatch.setattr("equipoise.app.serve.house.new_code", lambda: "KRTM")
    monkeypatch.setattr("equipoise.app.serve.debrief.GAMES", 100)
    monkeypatch.setattr("tests.serve.conftest.say", choose)
    served = site.client.app.state.served  # type: ignore[attr-defined]
    monkeypatch.setattr(served.sockets, "is_here", lambda *_: True)
    site.client.app.state.served = served._replace(address=lambda: ADDRESS)  # type: ignore[attr-defined]


def scenes(site: Site) -> Iterator[Scene]:
    """Play the room; each page is given when it is there to be looked at."""
    board, room = site.open_room(3)
    screen = site.press(board, "screen").url.path
    pages = [site.join(room, name) for name in PEOPLE]
    yield Scene("screen", screen, 960, 540)
    for year in (1, 2):
        site.press(board, "open", year=str(year))
        while any(everybody(site, pages, NOBODY_DRAWS)):
            pass
    yield Scene("year", f"{pages[0]}/year/2", 480)
    site.press(board, "timer", timer="on")
    site.press(board, "open", year="3")
    yield Scene("table", pages[0], 480)
    site.send(pages[0], NOBODY_DRAWS)
    site.send(pages[1], NOBODY_DRAWS)
    yield Scene("plan", pages[0], 480)
    while any(everybody(site, pages[:2], NOBODY_DRAWS)):
        pass
    yield Scene("board", board, 960, 860)
    site.press(board, "end")
    site.press(board, "reveal")
    yield Scene("debrief", f"{board}/debrief/whole", 960, 740, part="plane")


class _Text(HTMLParser):
    """Words of a page, a line an element."""

    def __init__(self) -> None:
        super().__init__()
        self.words: list[str] = []
        self._silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._silent += tag in {"head", "style", "script", "svg"}
        given = dict(attrs)
        if "checked" in given or (tag == "input" and given.get("type") == "text"):
            self.words.append(f"[{given.get('value', '')}]")

    def handle_endtag(self, tag: str) -> None:
        self._silent -= tag in {"head", "style", "script", "svg"}

    def handle_data(self, data: str) -> None:
        if not self._silent and (words := " ".join(data.split())):
            self.words.append(words)


def text_of(page: str, part: str = "") -> str:
    """What stands on a page, or in a section of it, without how it looks."""
    reader = _Text()
    reader.feed(re.search(f'id="{part}".*?</section>', page, re.DOTALL)[0] if part else page)  # type: ignore[index]
    return "\n".join(reader.words) + "\n"
