"""The log: what was added is there, whatever ends the process or the machine; what fails leaves nothing."""

import random
import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from equipoise.app.serve.house import House
from equipoise.app.serve.log import Draft, Log, LogError
from tests.serve.conftest import Site, answer_to, field

HEADER = {"code": "BCDF", "alone": False}


def made(folder: Path, events: int) -> Path:
    path = folder / "a.room"
    log = Log.create(path, HEADER, lambda: 1.0)
    for k in range(events):
        log.add([Draft("said", {"text": f"{k} " + "x" * 200})] * (1 + k % 3), "board", f"k{k}")
    log.close()
    return path


def test_events_come_back_as_they_were_added(tmp_path: Path) -> None:
    log = Log(made(tmp_path, 5))
    events = log.events()
    assert [event.seq for event in events] == list(range(1, len(events) + 1))
    assert [event.body["text"].split()[0] for event in events] == list("011222344")
    assert log.keys() == {f"k{k}" for k in range(5)}
    assert log.header == HEADER


def test_two_processes_do_not_write_one_log(tmp_path: Path) -> None:
    path = made(tmp_path, 1)
    first = Log(path)
    first.add([Draft("ended", {})], "board")
    with pytest.raises(LogError, match="another process has it open"):
        Log(path)


@pytest.mark.parametrize("content", [b"", b"no database at all" * 100, None])
def test_what_is_no_log_is_said(tmp_path: Path, content: bytes | None) -> None:
    path = tmp_path / "a.room"
    if content is None:
        sqlite3.connect(path).execute("CREATE TABLE other (x)").connection.commit()
    else:
        path.write_bytes(content)
    with pytest.raises(LogError, match=r"a\.room"):
        Log(path)


class Failing:
    """A file of which the n-th write fails."""

    def __init__(self, file: sqlite3.Connection, fails_at: int) -> None:
        self._file, self._left = file, fails_at

    def _count(self) -> None:
        self._left -= 1
        if self._left == 0:
            raise sqlite3.OperationalError("database or disk is full")

    def execute(self, sql: str, *given: Any) -> Any:
        if sql.startswith(("BEGIN", "COMMIT")):
            self._count()
        return self._file.execute(sql, *given)

    def executemany(self, sql: str, rows: Any) -> Any:
        for row in rows:
            self._count()
            self._file.execute(sql, row)


@pytest.mark.parametrize("fails_at", range(1, 8))
def test_a_write_that_fails_is_refused_in_words_and_changes_nothing(
    site: Site, open_site: Callable[[], Site], fails_at: int
) -> None:
    page, drawn = site.alone("vendor"), random.Random(2)
    room = site.room(page)
    file = room.log._file  # noqa: SLF001 - the disk fails under it
    room.log._file = Failing(file, fails_at)  # type: ignore[assignment]  # noqa: SLF001
    refused = 0
    for _ in range(4):
        before, seq = site.get(page).text, room.state.seq
        given = answer_to(room, site.number(page), drawn)
        assert given is not None
        got = site.post(f"{page}/answer", question=given[0], once=field(before, "once"), **given[1])
        if got.status_code == 503:
            refused += 1
            assert "Nothing was sent" in got.text
            assert (site.get(page).text, room.state.seq) == (before, seq)
            room.log._file = file  # noqa: SLF001 - there is room again
            got = site.post(f"{page}/answer", question=given[0], once=field(before, "once"), **given[1])
        assert got.status_code == 200
    assert refused == 1
    text = site.get(page).text
    assert open_site().get(page).text == text


def test_a_header_without_what_a_room_needs_is_no_room_and_stops_no_server(tmp_path: Path) -> None:
    Log.create(tmp_path / "0000000a.room", {"code": "ABCD"}).close()
    house = House(tmp_path, lambda: 1)
    assert house.listed() == []
    with pytest.raises(LogError, match='no "alone", "seed", "tables", "workshop" and "versions"'):
        house.room("0000000a")
    house.close()
