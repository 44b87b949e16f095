"""Rooms that are served in process, and people who answer in them."""

import random
import re
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

pytest.importorskip("starlette", reason="the extra 'browser' is not installed")

from starlette.testclient import TestClient

from equipoise.app.serve.acts import asked_of
from equipoise.app.serve.application import application
from equipoise.app.serve.house import House
from equipoise.app.serve.room import Room
from equipoise.experiments.workshop.answers import columns_of
from equipoise.experiments.workshop.columns import ACCEPT, LEAVE, NO_DEAL, Column
from tests.chromium import CHROMIUM, SWITCHES
from tests.serve.processes import Server

if TYPE_CHECKING:
    from playwright.sync_api import Browser

    from tests.serve.browsers import Visitors

HOST = "127.0.0.1:8765"
HERE = f"http://{HOST}"
WORDS = {ACCEPT, LEAVE, NO_DEAL}
"""In place of a price."""
WORKSHOP = "on-an-even-footing"
SEED = 11


def say(column: Column, drawn: random.Random) -> str:
    """Anything that answers, and goes on."""
    words = [word for word in column.words if word != LEAVE]
    if column.longest:
        return drawn.choice(["", "a note"])
    if not column.is_number:
        return drawn.choice(words)
    if words and drawn.random() < 0.4:
        return words[0]
    high = min(column.high, column.low + 6.0)
    return str(drawn.randint(1, 3)) if column.name == "minutes" else f"{drawn.uniform(column.low, high):.2f}"


def answer_to(room: Room, person: int, drawn: random.Random) -> tuple[str, dict[str, str]] | None:
    """An answer to what somebody is asked, if anything."""
    someone = room.state.people.get(person)
    question = asked_of(room.state, someone) if someone else None
    if someone is None or question is None:
        return None
    live = room.state.tables[someone.table]
    given = {column.name: say(column, drawn) for column in columns_of(question, live.table, live.session)}
    if given.get("price") == NO_DEAL:
        given = {name: value for name, value in given.items() if name not in {"support", "minutes"}}
    return question.id, given


class Site:
    """A house of rooms, and a browser without a screen."""

    def __init__(self, folder: Path, client: TestClient, house: House) -> None:
        self.folder, self.client, self.house = folder, client, house

    def get(self, path: str, **given: Any) -> Any:
        return self.client.get(path, **given)

    def post(self, path: str, origin: str | None = HERE, **fields: str) -> Any:
        return self.client.post(path, data=fields, headers={} if origin is None else {"origin": origin})

    def alone(self, side: str) -> str:
        return self.post("/alone", workshop=WORKSHOP, side=side).url.path

    def open_room(self, tables: int, talks: str = "opposite") -> tuple[str, Room]:
        board = self.post("/new", workshop=WORKSHOP, tables=str(tables), talks=talks).url.path
        room = self.house.room_of(board.rpartition("/")[2])
        assert room is not None
        return board, room

    def join(self, room: Room, name: str) -> str:
        got = self.post("/join", code=room.code, name=name, once=name)
        assert got.status_code == 200, got.text
        return got.url.path

    def press(self, board: str, act: str, **fields: str) -> Any:
        room = self.house.room_of(board.rpartition("/")[2])
        assert room is not None
        return self.post(f"{board}/do", act=act, once=str(room.state.seq), **fields)

    def room(self, page: str) -> Room:
        found = self.house.room_of(page.rpartition("/")[2])
        assert found is not None
        return found

    def number(self, page: str) -> int:
        found = self.room(page).person(page.rpartition("/")[2])
        assert found is not None
        return found.number

    def send(self, page: str, drawn: random.Random) -> Any:
        """Answer what the page asks, as it asks it; None where it asks nothing."""
        room, number = self.room(page), self.number(page)
        given = answer_to(room, number, drawn)
        if given is None:
            return None
        text = self.get(page).text
        if 'value="yes">Yes, that' in text:
            once = field(text, "once")
            return self.post(
                f"{page}/confirm", question=given[0], once=once, proposal=field(text, "proposal"), agrees="yes"
            )
        fields = {name: value for name, value in given[1].items() if value not in WORDS}
        words = {f"{name}-word": value for name, value in given[1].items() if value in WORDS}
        fields = {**fields, **({} if given[0].split(".")[1] in {"deal", "offer"} else given[1])}
        return self.post(f"{page}/answer", question=given[0], once=field(text, "once"), **fields, **words)


@contextmanager
def site_in(folder: Path, now: Callable[[], float] = lambda: 1_000_000.0) -> Iterator[Site]:
    """A site on a folder."""
    house = House(folder, lambda: SEED, now)
    app = application(house, lambda: {HOST}, [WORKSHOP])
    with TestClient(app, base_url=HERE, client=("127.0.0.1", 5)) as client:
        app.state.served.moves.allows = lambda _: True
        yield Site(folder, client, house)


def everybody(site: Site, pages: list[str], drawn: random.Random) -> list[bool]:
    """Let each answer once, if anything is asked; whether it was."""
    return [site.send(page, drawn) is not None for page in pages]


def field(text: str, name: str) -> str:
    """What a hidden field of a page says."""
    found = re.search(rf'name="{name}" value="([^"]*)"', text)
    return found[1] if found else ""


@pytest.fixture(autouse=True, scope="module")
def quick_deal() -> Iterator[None]:
    """Deal the first lucks, instead of looking for fit ones, which plays many games."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("equipoise.app.serve.house.deal", lambda _workshop, _seed, tables: list(range(tables)))
        yield


@pytest.fixture
def clock() -> list[float]:
    """The time, which stands until a test moves it."""
    return [1_000_000.0]


@pytest.fixture
def open_site(tmp_path: Path, clock: list[float]) -> Iterator[Callable[[], Site]]:
    """Opens a site on the same folder, as often as a test likes."""
    with ExitStack() as stack:

        def opened() -> Site:
            stack.close()
            return stack.enter_context(site_in(tmp_path, lambda: clock[0]))

        yield opened


@pytest.fixture
def site(open_site: Callable[[], Site]) -> Site:
    return open_site()


@pytest.fixture(scope="module")
def server(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server of a module's own, at its ``PORT``, which reaches for nothing outside this machine."""
    server = Server(tmp_path_factory.mktemp("rooms"), request.module.PORT)
    yield server
    assert server.interrupt()[0] == 0
    assert server.tried() == []


@pytest.fixture(scope="module")
def browser() -> Iterator["Browser"]:
    from playwright.sync_api import sync_playwright  # noqa: PLC0415 - where it is installed

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=SWITCHES)
        yield browser
        browser.close()


@pytest.fixture
def visitors(browser: "Browser", server: Server) -> Iterator["Visitors"]:
    from tests.serve.browsers import Visitors  # noqa: PLC0415 - likewise

    found = Visitors(browser, server)
    yield found
    found.close()
    assert (found.outside, found.complaints) == ([], [])
