"""A room is its log: programs play it as an ensemble does, and any beginning of it, gone on with, is the whole."""

import json
import random
from collections.abc import Callable

import numpy as np
import pytest

from equipoise.app.serve.log import Event
from equipoise.app.serve.state import State
from equipoise.sim.kernel import play_chunk
from tests.serve.conftest import Site, answer_to, everybody
from tests.serve.test_rooms import begun


def assert_as_ensemble(site: Site, board: str) -> None:
    for live in site.room(board).state.tables.values():
        chunk = play_chunk(live.table.arm(), [live.table.replication], panel=True)
        assert live.session.over
        assert live.session.out.panel.tobytes() == chunk.panel.tobytes()
        assert live.session.out.vendor.tobytes() == chunk.vendor.tobytes()


@pytest.mark.parametrize("steps", ["years", "end"])
def test_a_room_of_programs_equals_the_ensemble(site: Site, steps: str) -> None:
    board, _ = site.open_room(2)
    if steps == "end":
        site.press(board, "open", year="1")
        site.press(board, "end")
    for year in range(1, 9 if steps == "years" else 1):
        assert site.press(board, "open", year=str(year)).status_code == 200
    assert_as_ensemble(site, board)


def test_people_who_leave_every_move_to_programs_equal_the_ensemble(site: Site) -> None:
    board, (vendor,) = begun(site, 1, 1)
    room = site.room(vendor)
    site.press(board, "pace", pace="free")
    live = room.state.tables["1"]
    while live.open:
        assert site.press(board, "play", table="1", question=live.open[0].id).status_code == 200
    assert_as_ensemble(site, board)


def busy_room(site: Site, talks: str, people: int) -> tuple[str, list[str]]:
    """A room in which everything happens that may: seats are taken and given back, years reopened, links renewed."""
    board, pages = begun(site, 2, people, talks)
    drawn = random.Random(9)
    for _ in range(40):
        for page in pages:
            site.send(page, drawn)
        steer(site, board, drawn)
    return board, pages


def steer(site: Site, board: str, drawn: random.Random) -> None:
    """One thing that a facilitator may do, or somebody who comes late."""
    room = site.room(board)
    side, table = drawn.choice(["vendor", "account"]), drawn.choice("12")
    live = room.state.tables[table]
    acts = {
        "program": {"table": table, "side": side, "on": drawn.choice(["yes", "no"])},
        "reopen": {"table": table, "year": str(live.last_year())},
        "play": {"table": table, "question": live.open[0].id if live.open else ""},
        "say": {"text": f"word {room.state.seq}"},
        "pace": {"pace": drawn.choice(["hand", "together", "free"])},
        "mode": {"mode": drawn.choice(["captain", "vote", "anyone"])},
    }
    act = drawn.choices([*acts, "late", "open"], [15, 5, 5, 3, 3, 10, 3, 56])[0]
    if act in acts:
        site.press(board, act, **acts[act])
    elif act == "late":
        site.join(room, f"late {room.state.seq}")
    elif all(map(room.state.through, "12")):
        site.press(board, "open", year=str(room.state.opened + 1))


@pytest.mark.parametrize(("talks", "people"), [("opposite", 3), ("opposite", 7), ("typed", 5)])
def test_any_prefix_gone_on_with_equals_the_whole(
    site: Site, open_site: Callable[[], Site], talks: str, people: int
) -> None:
    board, pages = busy_room(site, talks, people)
    room = site.room(pages[0])
    header, events = room.log.header, room.log.events()
    kinds = {"program", "reopened", "answered"} | ({"mode", "suggested"} if people > 4 else set())
    assert kinds | ({"proposed"} if talks == "opposite" else set()) <= {event.kind for event in events}
    if talks == "typed":
        assert any(".offer." in event.body.get("question", "") for event in events)
    whole = {name: live.session for name, live in room.state.tables.items()}
    texts = [site.get(page).text for page in (*pages, board)]
    for cut in random.Random(2).sample(range(len(events)), 2):
        state = replayed(header, events[:cut])
        for event in events[cut:]:
            state.apply(event)
        for name, live in state.tables.items():
            assert live.session.out.panel.tobytes() == whole[name].out.panel.tobytes()
            assert live.session.moment == whole[name].moment
            assert live.session.world.sheet.tobytes() == whole[name].world.sheet.tobytes()
    again = open_site()
    assert [again.get(page).text for page in (*pages, board)] == texts


def replayed(header: object, events: list[Event]) -> State:
    """A state from texts, as a file holds them."""
    state = State(json.loads(json.dumps(header)))
    for event in events:
        state.apply(event._replace(body=json.loads(json.dumps(event.body))))
    return state


def test_a_year_that_is_reopened_begins_as_it_began(site: Site) -> None:
    board, pages = begun(site, 1, 2)
    drawn, room = random.Random(4), site.room(pages[0])
    live = room.state.tables["1"]
    for year in (2, 3):
        while any(everybody(site, pages, drawn)):
            pass
        rows, texts = live.session.world.rows.copy(), None
        site.press(board, "open", year=str(year))
        texts = [site.get(page).text for page in pages]
        asked = [question.id for question in live.open]
        site.send(pages[0], drawn)
        site.press(board, "reopen", table="1", year=str(year))
        assert [question.id for question in live.open] == asked
        assert np.array_equal(
            live.session.out.panel[0, : live.session.round][-1], live.session.out.panel[0, 4 * year - 5]
        )
        assert live.session.world.rows["price"].tobytes() == rows["price"].tobytes()
        assert [site.get(page).text.count("<form") for page in pages] == [text.count("<form") for text in texts]
    assert answer_to(room, site.number(pages[0]), drawn) is not None
