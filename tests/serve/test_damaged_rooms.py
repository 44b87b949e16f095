"""A damaged export is refused in words, or is a room that works; a damaged file of the data folder stops no server."""

import json
import random
import sqlite3
import zipfile
from collections.abc import Callable, Iterator
from copy import deepcopy
from pathlib import Path
from shutil import copytree
from typing import Any, TypeAlias

import pytest

from equipoise.app.serve.export import exported, take_in
from equipoise.app.serve.house import House
from equipoise.app.serve.kinds import KINDS
from equipoise.app.serve.log import LogError
from equipoise.app.serve.state import State
from equipoise.sim.faults import EquipoiseError
from tests.serve.conftest import Site, everybody, site_in
from tests.serve.test_rooms import play_year

_VALUES = ["", "9" * 5000, "٣", 0, -1, 99, 1e300, True, None, [], {}, "no such word"]


def parts(content: bytes, folder: Path) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    path = folder / "whole.zip"
    path.write_bytes(content)
    with zipfile.ZipFile(path) as archive:
        lines = archive.read("events.jsonl").decode().splitlines()
        return json.loads(archive.read("header.json")), [json.loads(line) for line in lines]


def packed(path: Path, header: object, events: list[Any]) -> Path:
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("header.json", json.dumps(header))
        archive.writestr("events.jsonl", "\n".join(json.dumps(event) for event in events))
    return path


Kept: TypeAlias = tuple[bytes, str, list[str]]


@pytest.fixture(scope="module")
def played(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Kept]:
    """A folder with a room in which a little of everything was done; its export, the board's page, and people's."""
    folder = tmp_path_factory.mktemp("played")
    with site_in(folder) as site:
        return folder, play_a_little(site)


@pytest.fixture
def kept(played: tuple[Path, Kept], tmp_path: Path) -> Kept:
    """The room in a folder of this test's own, in which no site is opened yet."""
    folder, found = played
    copytree(folder, tmp_path, dirs_exist_ok=True)
    return found


def play_a_little(site: Site) -> Kept:
    board, room = site.open_room(2)
    pages = [site.join(room, f"P{k}") for k in range(4)]
    site.post(f"{pages[0]}/predict", year="3", once="p")
    site.press(board, "open", year="1")
    play_year(site, pages, random.Random(3))
    site.post(f"{pages[0]}/guess", year="1", once="g", together="50")
    site.press(board, "open", year="2")
    everybody(site, pages[:3], random.Random(5))
    site.press(board, "say", text="hello", table="2/vendor")
    site.press(board, "timer", timer="on")
    site.press(board, "reopen", table="2", year="1")
    site.press(board, "mode", mode="vote")
    return exported(site.room(board)), board, pages


def leaves(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Where everything stands in a document, the places of groups included."""
    if path:
        yield path
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for name, one in inner:
        yield from leaves(one, (*path, name))


def damaged(document: Any, drawn: random.Random) -> Any:
    """The document with one place of it left out, replaced, or put elsewhere."""
    found = deepcopy(document)
    *way, last = drawn.choice([*leaves(document)])
    holder = found
    for step in way:
        holder = holder[step]
    if drawn.random() < 0.3:
        del holder[last]
    else:
        holder[last] = drawn.choice(_VALUES)
    return found


def assert_works(site: Site, board: str, pages: list[str]) -> None:
    """Whatever is asked of a room, the answer is a page."""
    paths = [board, f"{board}?hidden=yes", *pages, f"{pages[0]}/year/1", f"{pages[0]}/sheet", f"{board}/export"]
    for path in paths:
        assert site.get(path).status_code in {200, 404, 503}, path
    for page in pages:
        if site.get(page).status_code == 200 and site.house.room_of(page.rpartition("/")[2]) is not None:
            site.send(page, random.Random(1))
    site.press(board, "end")
    site.press(board, "reveal")
    assert site.get(f"{pages[0]}/debrief").status_code in {200, 404}


def test_an_export_with_any_one_field_damaged_is_refused_or_works(
    kept: Kept, tmp_path: Path, open_site: Callable[[], Site]
) -> None:
    content, board, pages = kept
    header, events = parts(content, tmp_path)
    drawn, works = random.Random(7), []
    for k in range(200):
        at = drawn.randrange(2 * len(events))
        folder = tmp_path / f"{k}"
        folder.mkdir()
        if at < len(events):
            made = packed(tmp_path / "made.zip", header, [*events[:at], damaged(events[at], drawn), *events[at + 1 :]])
        else:
            made = packed(tmp_path / "made.zip", damaged(header, drawn), events)
        try:
            take_in(made, folder)
        except EquipoiseError as error:
            assert str(error).startswith(str(made)), error  # noqa: PT017 - it may succeed, too
            assert not list(folder.iterdir()), error  # noqa: PT017 - likewise
        else:
            works.append(folder)
    assert 10 < len(works) < 150
    for folder in drawn.sample(works, 8):
        for old in tmp_path.glob("*.room*"):
            old.unlink()
        (room,) = folder.glob("*.room")
        room.replace(tmp_path / room.name)
        again = open_site()
        if again.house.room_of(board.rpartition("/")[2]) and again.get(board).status_code == 200:
            assert_works(again, board, pages)


def test_an_export_with_any_one_byte_damaged_is_refused_or_is_as_it_was(kept: Kept, tmp_path: Path) -> None:
    drawn, made = random.Random(8), tmp_path / "made.zip"
    for k in range(150):
        content = bytearray(kept[0])
        content[drawn.randrange(len(content))] ^= 1 << drawn.randrange(8)
        made.write_bytes(content[: drawn.randrange(len(content))] if k % 5 == 0 else content)
        folder = tmp_path / f"{k}"
        folder.mkdir()
        try:
            take_in(made, folder)
        except EquipoiseError as error:
            assert str(error).startswith(str(made)), error  # noqa: PT017 - it may succeed, too
            assert not list(folder.iterdir())


@pytest.mark.parametrize(
    ("event", "words"),
    [
        ({"kind": "play", "body": {}}, "no such kind"),
        ({"kind": "apply", "body": {}}, "no such kind"),
        ({"kind": "__init__", "body": {}}, "no such kind"),
        ({"kind": "answered", "body": {}}, "question"),
        ({"kind": "said", "body": {}}, "text"),
        ({"kind": "opened", "body": {"year": 8}}, "none that was played"),
        ({"kind": "declined", "body": {}, "table": "9"}, "no table"),
        ({"kind": "answered", "body": {"question": "0.plan.vendor", "answer": {"build": "x"}}, "table": "1"}, "asked"),
    ],
)
def test_an_event_that_no_room_writes_is_said(kept: Kept, tmp_path: Path, event: dict[str, Any], words: str) -> None:
    header, events = parts(kept[0], tmp_path)
    added = {"seq": len(events) + 1, "table": "", "at": 1.0, "actor": "board", "key": None, **event}
    (folder := tmp_path / "empty").mkdir()
    with pytest.raises(EquipoiseError, match=rf"made\.zip.*{words}"):
        take_in(packed(tmp_path / "made.zip", header, [*events, added]), folder)
    assert not list(folder.iterdir())


def test_every_kind_of_event_has_a_body_and_does_something() -> None:
    assert set(State._does) == set(KINDS)  # noqa: SLF001 - the two tables say the same


def test_the_same_room_is_opened_once_and_two_rooms_never_share_a_code(
    kept: Kept, site: Site, tmp_path: Path, open_site: Callable[[], Site]
) -> None:
    content, board, pages = kept
    header, events = parts(content, tmp_path)
    site.house.close()
    with pytest.raises(EquipoiseError, match=f"holds room {header['code']}, which is here already"):
        take_in(tmp_path / "whole.zip", tmp_path)
    other = packed(tmp_path / "other.zip", {**header, "room": "0123abcd"}, events)
    code = take_in(other, tmp_path)
    assert code != header["code"]
    again = open_site()
    assert {one.code for one in again.house.listed()} == {code, header["code"]}
    assert again.get(board).status_code == 200
    assert again.get(pages[0].replace(pages[0][3:11], "0123abcd")).status_code == 404  # a secret is of one room


def test_links_that_people_hold_open_the_room_again(
    kept: Kept, site: Site, tmp_path: Path, open_site: Callable[[], Site]
) -> None:
    content, board, pages = kept
    site.house.close()
    for path in tmp_path.glob("*.room*"):
        path.unlink()
    (tmp_path / "kept.zip").write_bytes(content)
    take_in(tmp_path / "kept.zip", tmp_path)
    again = open_site()
    assert [again.get(path).status_code for path in (board, *pages)] == [200] * 5


@pytest.mark.parametrize(
    "damage",
    [
        "UPDATE event SET kind = 'play' WHERE seq = 2",
        "UPDATE event SET body = '{}' WHERE seq = 2",
        "UPDATE event SET body = '{' WHERE seq = 2",
        "UPDATE header SET value = '{}' WHERE name = 'workshop'",
        "UPDATE header SET value = '[]' WHERE name = 'tables'",
        "UPDATE header SET value = '{}' WHERE name = 'code'",
        "UPDATE header SET value = '[[]]' WHERE name = 'tables'",
        "UPDATE header SET value = '[]' WHERE name = 'versions'",
    ],
)
def test_a_file_that_cannot_be_replayed_stops_no_server_and_says_so(
    kept: Kept, site: Site, tmp_path: Path, open_site: Callable[[], Site], damage: str
) -> None:
    _, board, pages = kept
    site.house.close()
    (path,) = tmp_path.glob("*.room")
    file = sqlite3.connect(path)
    file.execute(damage)
    file.commit()
    file.close()
    again = open_site()
    assert again.get("/").status_code == 200
    for page in (board, *pages, f"{pages[0]}/year/1", f"{board}/export"):
        got = again.get(page)
        assert (got.status_code, path.name in got.text) == (503, True)
    assert again.open_room(1)[1].code
    with pytest.raises(LogError, match=path.name):
        House(tmp_path, lambda: 1).room(path.stem)
