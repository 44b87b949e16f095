"""Whoever goes is played for no longer, and nobody has more answers under way than anybody needs."""

import asyncio
import json
from collections.abc import Awaitable, Callable
from functools import partial
from pathlib import Path
from threading import Event, Lock
from types import SimpleNamespace
from typing import Any

import pytest
import uvicorn

from equipoise.app.serve import serving
from equipoise.app.serve.explorer.flights import Flights, Wanted
from equipoise.app.serve.explorer.size import check_size
from equipoise.app.serve.memory import give_back, share_one_heap
from equipoise.experiments.explorer.answers import MOST
from equipoise.experiments.explorer.link import read_link
from equipoise.experiments.explorer.state import State
from equipoise.experiments.result import write_result
from equipoise.sim import runner
from equipoise.sim.threads import cores
from equipoise.sim.wanted import NotWantedError, go_on, while_wanted
from tests.serve.conftest import HERE, HOST, Site
from tests.serve.explorers import Asked, state_of
from tests.serve.processes import HANGS

ADDRESS = "127.0.0.1"
KINDS = ("answer", "strip", "question", "file")
"""Of what two may be under way for each address."""


@pytest.fixture
def asked(site: Site) -> Asked:
    found = Asked(site)
    found.own()
    return found


class Came(list[Any]):
    """Lines that came, and whether one has."""

    def __init__(self) -> None:
        super().__init__()
        self.first = asyncio.Event()


class Plays:
    """How often pieces were begun, before and after somebody has gone."""

    def __init__(self) -> None:
        self.before = self.after = 0
        self.is_gone, self.begun = False, Event()
        self._lock, self._play = Lock(), runner.play_chunk

    def __call__(self, *given: Any, **named: Any) -> Any:
        with self._lock:
            self.after += self.is_gone
            self.before += not self.is_gone
        self.begun.set()
        return self._play(*given, **named)

    async def wait(self, _came: Came) -> None:
        """Until something is played."""
        await asyncio.to_thread(self.begun.wait)


Stay = Callable[[Came], Awaitable[None]]
"""Waits to go, by what came."""


@pytest.fixture
def plays(monkeypatch: pytest.MonkeyPatch) -> Plays:
    found = Plays()
    monkeypatch.setattr(runner, "play_chunk", found)
    return found


async def go_soon(
    app: Any, act: str, sent: dict[str, Any] | None, plays: Plays, stay: Stay | None = None
) -> list[dict[str, Any]]:
    """Ask something, or for a file, and go once something is played for it, or as long as one stays; what came."""
    path, _, query = act.partition("?")
    scope = {
        "type": "http", "asgi": {"version": "3.0"}, "http_version": "1.1", "method": "GET" if sent is None else "POST",
        "path": f"/x/{path}", "raw_path": f"/x/{path}".encode(), "query_string": query.encode(), "root_path": "",
        "scheme": "http",
        "headers": [(b"host", HOST.encode()), (b"origin", HERE.encode())], "client": (ADDRESS, 5),
        "server": (ADDRESS, 8765),
    }  # fmt: skip
    came = Came()
    asked = [b"" if sent is None else json.dumps(sent).encode()]

    async def receive() -> dict[str, Any]:
        if asked:
            return {"type": "http.request", "body": asked.pop(), "more_body": False}
        await (stay or plays.wait)(came)
        plays.is_gone = True
        return {"type": "http.disconnect"}

    async def send(message: dict[str, Any]) -> None:
        if message.get("body"):
            came.append(json.loads(message["body"]))
            came.first.set()

    await app(scope, receive, send)
    return came


@pytest.mark.parametrize(
    ("act", "more"),
    [("answer", {}), ("turns", {"key": "hierarchy.contribution"}), ("rests", {}), ("levers", {}), ("knowing", {})],
)
def test_nothing_is_played_for_who_has_gone(asked: Asked, plays: Plays, act: str, more: dict[str, Any]) -> None:
    state = {**state_of("small"), "replications": 20_000}
    app: Any = asked.client.app
    came = asyncio.run(go_soon(app, act, {"asked": 1, "state": state, **more}, plays))
    assert not any(line.get("rested") or "command" in line for line in came if act != "answer")
    assert plays.before > 0
    assert plays.after <= cores(None)
    assert not any(app.state.desk.flights.is_full(f"{ADDRESS} {kind}") for kind in KINDS)


@pytest.mark.parametrize("file", ["report?", "data.csv?chart=outcomes&"])
def test_no_file_is_made_for_who_has_gone(
    asked: Asked, plays: Plays, file: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "workplace"
    folder.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(folder))
    app: Any = asked.client.app
    assert asyncio.run(go_soon(app, f"small/{file}replications=20000", None, plays)) == []
    assert plays.before > 0
    assert plays.after <= cores(None)
    assert [*folder.iterdir()] == []
    assert not any(app.state.desk.flights.is_full(f"{ADDRESS} {kind}") for kind in KINDS)


def test_no_more_is_drawn_for_who_has_gone(asked: Asked, monkeypatch: pytest.MonkeyPatch) -> None:
    """A report is given up between two of its figures, too."""
    wanted, saved = Wanted(), list[str]()

    def save(picture: SimpleNamespace, _folder: Path) -> None:
        saved.append(picture.name)
        wanted.end()

    result: Any = SimpleNamespace(pictures=lambda: [SimpleNamespace(name=name) for name in "ab"])
    monkeypatch.setattr("equipoise.analysis.figures.save", save)
    with pytest.raises(NotWantedError), while_wanted(wanted):
        write_result(result, asked.site.folder)
    assert saved == ["a"]


def test_what_is_inside_is_wanted_as_long_as_what_is_around_it() -> None:
    with while_wanted(lambda: False), while_wanted(lambda: True), pytest.raises(NotWantedError):
        go_on()


@pytest.mark.parametrize(
    ("asks", "words"),
    [
        ("replications=100000000", "replications = 100,000,000: must be a whole number from 1 to {} on a page"),
        ("run.rounds=100000", "run.rounds = 100,000: must be a whole number from 1 to {} on a page"),
    ],
)
def test_no_more_is_asked_for_than_a_page_may(asked: Asked, plays: Plays, asks: str, words: str) -> None:
    """It is refused with the number allowed, whatever is asked; that number is not."""
    slots = State.opening("over-a-barrel").arms()[0].scenario.slots
    most = 20_000_000 // (40 * slots) if asks.startswith("replications") else 200_000 // slots
    said = words.format(f"{most:,}")
    for file in ("report?", "data.csv?chart=margin&"):
        got = asked.client.get(f"/x/over-a-barrel/{file}{asks}")
        assert (got.status_code, got.text.partition(";")[0]) == (422, said)
    name, _, number = asks.partition("=")
    state = state_of("over-a-barrel", {name: int(number)} if name == "run.rounds" else {})
    state |= {name: int(number)} if name == "replications" else {}
    for act in ("answer", "strip", "turns", "rests", "levers", "knowing", "understood"):
        (line,) = asked.lines(act, state=state, key="focus", side="B")
        assert [one["message"].partition(";")[0] for one in line["faults"]] == [said]
    assert plays.before == 0
    check_size(read_link("over-a-barrel", f"{name}={most}" + "&replications=1" * (name == "run.rounds")).state)


def test_no_more_is_played_while_a_page_paints(asked: Asked, plays: Plays, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("equipoise.app.serve.explorer.answers.A_LOOK", HANGS)

    async def until_nothing_is_played(came: Came) -> None:
        await came.first.wait()
        plays.begun.clear()
        assert not await asyncio.to_thread(plays.begun.wait, 0.1)

    sent = {"asked": 1, "state": {**state_of("small"), "replications": 20_000}}
    came = asyncio.run(go_soon(asked.client.app, "answer", sent, plays, until_nothing_is_played))
    assert [(line["runs"], line["rested"]) for line in came] == [(MOST, False)]


def test_two_answers_at_once_are_enough(asked: Asked, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("equipoise.app.serve.explorer.flights.PATIENCE", 0.0)
    flights = asked.client.app.state.desk.flights  # type: ignore[attr-defined]
    here = f"{ADDRESS} answer"
    for _ in range(2):
        flights.begin(here)
    got = asked.post("answer", {"state": state_of("small")})
    assert (got.status_code, "Two answers" in got.text) == (429, True)
    flights.end(here)
    assert asked.last("answer", state=state_of("small"))["rested"]
    flights.end(here)
    flights.begin("192.168.1.9 answer")
    assert asked.last("answer", state=state_of("small"))["rested"]


def test_no_tab_waits_for_another_of_another_kind(asked: Asked, monkeypatch: pytest.MonkeyPatch) -> None:
    """A strip comes while two tabs have long questions under way, and a file is made while both are answered."""
    monkeypatch.setattr("equipoise.app.serve.explorer.flights.PATIENCE", 0.0)
    flights, path = asked.client.app.state.desk.flights, "/x/small/policy.toml?side=A"  # type: ignore[attr-defined]
    sent = {"state": state_of("small"), "key": "focus", "side": "B"}
    tried: dict[str, Callable[[], int]] = {
        "answer": lambda: asked.post("answer", sent).status_code,
        "strip": lambda: asked.post("strip", sent).status_code,
        "question": lambda: asked.post("levers", sent).status_code,
        "file": lambda: asked.client.get(path).status_code,
    }
    assert tried.keys() == {*KINDS}
    for kind in KINDS:
        for _ in range(2):
            flights.begin(f"{ADDRESS} {kind}")
        assert {name: ask() for name, ask in tried.items()} == {name: 429 if name == kind else 200 for name in KINDS}
        for _ in range(2):
            flights.end(f"{ADDRESS} {kind}")


def test_one_more_waits_a_moment_for_whoever_has_gone() -> None:
    async def tried() -> bool:
        flights = Flights()
        flights.begin(ADDRESS)
        flights.begin(ADDRESS)
        asyncio.get_running_loop().call_later(0.05, flights.end, ADDRESS)
        return await flights.has_room(ADDRESS, Wanted())

    assert asyncio.run(tried())


def test_who_has_gone_waits_for_no_room(asked: Asked, plays: Plays, monkeypatch: pytest.MonkeyPatch) -> None:
    """A page that is closed while it waits leaves the next place to another, at once."""
    monkeypatch.setattr("equipoise.app.serve.explorer.flights.PATIENCE", HANGS)
    app: Any = asked.client.app
    flights, here = app.state.desk.flights, f"{ADDRESS} answer"

    async def soon(_came: Came) -> None:
        await asyncio.sleep(0.05)

    async def tried() -> tuple[list[Any], bool]:
        for _ in range(2):
            flights.begin(here)
        sent = {"asked": 1, "state": state_of("small")}
        async with asyncio.timeout(HANGS / 10):  # not as long as there is patience
            came = await go_soon(app, "answer", sent, plays, soon)
        flights.end(here)
        return came, flights.is_full(here)

    assert asyncio.run(tried()) == ([], False)
    assert plays.before + plays.after == 0
    flights.end(here)


def test_nobody_waits_once_the_server_ends(monkeypatch: pytest.MonkeyPatch) -> None:
    async def ended(_server: uvicorn.Server, _sockets: object = None) -> None:
        seen.append(wanted())

    monkeypatch.setattr(uvicorn.Server, "shutdown", ended)
    flights, seen = Flights(), list[bool]()
    wanted = flights.asked()
    asyncio.run(serving.Server(uvicorn.Config(lambda: None), flights).shutdown())
    assert (seen, wanted.after(HANGS)) == ([False], False)


@pytest.mark.parametrize(
    "act", ["answer", "strip", "turns", "rests", "levers", "policy", "knowing", "number", "check", "own", "import"]
)
def test_other_pages_ask_nothing(asked: Asked, act: str) -> None:
    sent = json.dumps({"state": state_of("small"), "key": "focus", "name": "x", "toml": ""})
    for headers in ({}, {"origin": "http://evil.example"}, {"origin": "null"}, {"host": "evil.example"}):
        assert asked.client.post(f"/x/{act}", content=sent, headers=headers).status_code == 403


def test_what_every_answer_carries(asked: Asked) -> None:
    got = [asked.client.get("/x/small"), asked.post("answer", {"state": state_of("small")}), asked.post("check", {})]
    for one in got:
        assert one.headers["content-security-policy"].startswith("default-src 'self'; script-src 'self'; ")
        assert "unsafe" not in one.headers["content-security-policy"]
        assert one.headers["cache-control"] == "no-store"
        assert one.headers["x-content-type-options"] == "nosniff"


@pytest.mark.parametrize("body", [b"", b"{", b"7", b"[" * 9_000, b'{"state": NaN}', b"\xff", b"null"])
def test_what_is_no_table_is_refused(asked: Asked, body: bytes) -> None:
    for act in ("answer", "check"):
        got = asked.client.post(f"/x/{act}", content=body, headers={"origin": HERE})
        assert got.status_code in {200, 422}
        assert "Traceback" not in got.text


def test_what_is_let_go_of_at_rest_goes_back_to_the_system(asked: Asked, monkeypatch: pytest.MonkeyPatch) -> None:
    given = list[str]()
    for file in ("answers", "downloads", "lines"):
        monkeypatch.setattr(f"equipoise.app.serve.explorer.{file}.give_back", partial(given.append, file))
    asked.last("answer", state=state_of("small"))
    assert asked.client.get("/x/small/data.csv?chart=margin").status_code == 200
    asked.last("levers", state=state_of("small"))
    assert given == ["answers", "downloads", "lines"]
    share_one_heap()
    give_back()  # nothing where the system has another library
