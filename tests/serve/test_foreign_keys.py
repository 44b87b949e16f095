"""Keys of others: every address answers them alike, after the same work, so that nothing is told by a refusal."""

import random
import sys
from collections.abc import Callable
from types import FrameType
from typing import Any

import pytest
from starlette.routing import Route

from equipoise.app.serve.application import application
from equipoise.app.serve.keys import digest
from tests.serve.conftest import HOST, Site
from tests.serve.test_rooms import begun

OPENS = {"s": "a seat", "b": "the board", "p": "the screen"}
"""What a key opens, by the first part of its address; ``{role}`` stands for all."""


def routes(site: Site) -> list[tuple[str, str]]:
    """Every address with a key in it, and how it is asked."""
    app = application(site.house, lambda: {HOST}, [])
    keyed = [one for one in app.routes if isinstance(one, Route) and "{key}" in one.path]
    return [(one.path, method) for one in keyed for method in sorted(one.methods or ()) if method != "HEAD"]


def keys_of(site: Site) -> dict[str, set[str]]:
    """All that a holder of a key could try, and what each opens."""
    board, pages = begun(site, 2, 4)
    other_board, other_pages = begun(site, 1, 2)
    room = site.room(pages[0])
    gone = site.join(room, "Gone")
    site.press(board, "remove", person=str(site.number(gone)))
    renewed = site.join(room, "Renewed")
    site.press(board, "renew", person=str(site.number(renewed)))
    screen = site.press(board, "screen").url.path
    key = pages[0].rpartition("/")[2]
    tried = {one.rpartition("/")[2]: {one[1]} for one in (*pages, *other_pages, board, other_board, screen)}
    none: set[str] = set()
    mixed = f"{other_board.rpartition('/')[2].partition('.')[0]}.{key.partition('.')[2]}"
    nearly = key[:-1] + ("A" if key[-1] != "A" else "B")
    for one in (
        gone,
        renewed,
        mixed,
        nearly,
        key[:-1],
        key.upper(),
        f"{key}a",
        digest(key),
        "x",
        "00000000." + "a" * 22,
    ):
        tried.setdefault(one.rpartition("/")[2], none)
    return tried


def test_every_address_answers_every_foreign_key_alike(site: Site) -> None:
    tried = keys_of(site)
    nothing = site.get("/s/00000000.aaaaaaaaaaaaaaaaaaaaaa")
    asked = 0
    for path, method in routes(site):
        role = path[1]
        for key, opens in tried.items():
            for kind in OPENS if role == "{" else [role]:
                if kind in opens or (kind == "o" and "s" in opens):  # who was given a seat is led to it
                    continue
                address = (
                    path.replace("{role}", kind)
                    .replace("{key}", key)
                    .replace("{year:int}", "1")
                    .replace("{table}", "1")
                )
                got = (
                    site.get(address)
                    if method == "GET"
                    else site.post(address, act="end", question="0.plan.vendor", once="1", year="1")
                )
                assert (got.status_code, got.text) == (404, nothing.text), (method, address)
                assert {k: v for k, v in got.headers.items() if k != "date"} == dict(nothing.headers), address
                asked += 1
    assert asked > 200
    assert all(not room.state.ended for room in site.house.open_rooms())


def work(do: Callable[[], Any]) -> list[tuple[str, int]]:
    """Every line of Python that is run, in order."""
    found: list[tuple[str, int]] = []

    def note(frame: FrameType, event: str, _: Any) -> Any:
        if event == "line":
            found.append((frame.f_code.co_name, frame.f_lineno))
        return note

    before = sys.gettrace()
    sys.settrace(note)
    try:
        do()
    finally:
        sys.settrace(before)
    return found


@pytest.mark.parametrize("right", [0, 1, 8, 15, 21])
def test_how_much_of_a_key_is_right_does_not_change_the_work(site: Site, right: int) -> None:
    """Keys are found by their digests in dictionaries: nothing is compared with a secret, letter by letter."""
    _, pages = begun(site, 2, 4)
    name, _, secret = pages[0].rpartition("/")[2].partition(".")
    drawn = random.Random(right)

    def asked(begins: int) -> list[tuple[str, int]]:
        rest = "".join(drawn.choice("abcdef") for _ in range(len(secret) - begins))
        key = f"{name}.{secret[:begins]}{rest}"

        def look() -> None:
            room = site.house.room_of(key)
            assert room is not None
            assert room.person(key) is None
            assert room.role(key) is None

        return work(look)

    assert asked(right) == asked(0)
    assert len(asked(0)) > 8


def test_how_many_people_there_are_does_not_change_the_work(site: Site) -> None:
    found = []
    for people in (1, 8):
        _, pages = begun(site, 2, people)
        room = site.room(pages[0])
        found.append([work(lambda r=room, p=page: r.person(p.rpartition("/")[2])) for page in pages])  # type: ignore[misc]
    assert all(one == found[0][0] for several in found for one in several)
