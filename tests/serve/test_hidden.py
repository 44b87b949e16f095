"""What a seat may not know has no bearing on a single byte that it is sent."""

import random
import re
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

import numpy as np
import pytest

from equipoise.app.serve.acts import asked_of
from equipoise.app.serve.live_table import LiveTable
from equipoise.experiments.workshop.questions import Kind, plan_of
from equipoise.experiments.workshop.table import Table
from equipoise.sim.decisions import DECISIONS, Side
from equipoise.sim.moves import ACCOUNT_IS_SHOWN, VENDOR_IS_SHOWN
from equipoise.sim.session import Session
from tests.serve.conftest import SEED, Site, answer_to, everybody
from tests.serve.test_rooms import begun

OWN = {
    Side.VENDOR: VENDOR_IS_SHOWN | {"pie_vendor", "left_vendor", "left_account"},
    # What the account has come to believe of the vendor, from the offers that it was made, is its own: its chance that
    # a refused request ends in a break is reckoned with it, and it is shown nowhere by itself.
    Side.ACCOUNT: ACCOUNT_IS_SHOWN | {"pie_account", "left_account", "left_believed", "externality_believed"},
}
"""What pages of a seat may depend on; dependence in twentieths is made of the pies, see ``equipoise.sim.views``."""
OF_THE_TABLE = {"account", "vendor", "generation"}
"""Which relationship it is."""
HANDED = {
    Kind.OFFER: {"ask", "bid", "vendor_support", "account_support", "vendor_commitment", "account_commitment"},
    Kind.ANSWER: {"demand"},
}
"""What the other side has sent with a question."""

LOOKED_AT = {1, 3, 6}
"""Which of the questions of a kind are looked at, by their number."""


@contextmanager
def disturbed(live: LiveTable, side: Side, kind: Kind | None) -> Iterator[None]:
    """Put other values wherever a seat may not look, and the old ones back."""
    world, out, table, answers = live.session.world, live.session.out, live.table, live.answers
    arrays = [world.rows, world.accounts, world.vendor, world.sheet, world.vendor_sheet, out.panel, out.vendor]
    arrays += luck_of(live.session)
    kept = [array.copy() for array in arrays]
    stir_relationships(live, side)
    if side is Side.ACCOUNT:
        for books in (world.vendor, out.vendor):
            for name in books.dtype.names:
                books[name] += 1
    stir_decisions(live, side, kind)
    for luck in luck_of(live.session):
        luck[...] = (luck * 0.5 + 7.1).astype(luck.dtype)
    live.table = elsewhere(table, side)
    try:
        yield
    finally:
        for array, before in zip(arrays, kept, strict=True):
            array[...] = before
        live.table, live.answers = table, answers


def stir_relationships(live: LiveTable, side: Side) -> None:
    """Columns that the seat may not see, now and before; and all of every other relationship."""
    session, world = live.session, live.session.world
    names, drawn = set(world.rows.dtype.names) - OF_THE_TABLE, np.random.default_rng(5)
    others = [slot for slot in range(len(world.rows)) if slot != live.slot]
    for name in names - OWN[side]:
        world.rows[name][live.slot] += 1.5 + drawn.random()
        session.out.panel[name][0, : session.round, live.slot] += 1.5 + drawn.random(session.round)
    for name in names - {"active", "cause"}:
        world.rows[name][others] += 1.0 + drawn.random()
    if side is Side.VENDOR:
        world.accounts["orientation"][:] = 1.0 - world.accounts["orientation"]


def stir_decisions(live: LiveTable, side: Side, kind: Kind | None) -> None:
    """What the other side is about to do, and has sent of this year's plan."""
    for decision in DECISIONS:
        if decision.side is not side and decision.name not in HANDED.get(kind, set()):
            live.session.world.sheet[decision.name][live.slot] += 0.25
    other = Side.ACCOUNT if side is Side.VENDOR else Side.VENDOR
    theirs = plan_of(other, live.session.round // 4 + 1).id
    live.answers = {name: {} if name == theirs else one for name, one in live.answers.items()}


def elsewhere(table: Table, side: Side) -> Table:
    """The same table with another luck, and for the vendor with the other account."""
    found = replace(table, seed=SEED + 1, replication=table.replication + 1)
    if side is Side.ACCOUNT:
        return found
    return replace(found, counterpart=next(one for one in table.workshop.counterparts if one != table.counterpart))


def luck_of(session: Session) -> list[np.ndarray]:
    """The draws of a run, and the key to all later ones."""
    return [session.luck.draws, session.luck.key]


def texts(site: Site, page: str, years: int) -> list[str]:
    """All that a seat can ask for."""
    paths = [page, f"{page}/sheet", *(f"{page}/year/{year}" for year in range(1, years + 1))]
    return [site.get(path).text for path in paths]


@pytest.mark.parametrize("people", [1, 2])
def test_nothing_hidden_bears_on_a_page(site: Site, people: int) -> None:
    seen: Counter[tuple[Side, Kind | None]] = Counter()
    drawn = random.Random(people)
    for side in ("vendor", "account"):
        if people == 1:
            pages = [site.alone(side)]
        else:
            _, pages = begun(site, 1, 2)
            site.room(pages[0]).state.pace = "free"
        if people == 2 and side == "account":
            break
        for _ in range(400):
            room = site.room(pages[0])
            live = room.state.tables["1"]
            for page in pages:
                person = room.state.people.get(site.number(page))
                assert person is not None
                question = asked_of(room.state, person)
                kind = question.kind if question else None
                seen[person.side, kind] += 1
                if seen[person.side, kind] not in LOOKED_AT:
                    continue
                years = min(live.years, 2)
                before = texts(site, page, years)
                with disturbed(live, person.side, kind):
                    after = texts(site, page, years)
                assert_alike(before, after, person.side, kind)
            if not any(everybody(site, pages, drawn)):
                break
    kinds = {(side, kind) for side, kind in seen if kind is not None}
    if people == 1:
        asked = {Kind.PLAN, Kind.OPENING, Kind.OFFER}
        assert kinds >= {(side, kind) for side in (Side.VENDOR, Side.ACCOUNT) for kind in asked}
        assert kinds >= {(Side.ACCOUNT, Kind.REQUEST), (Side.VENDOR, Kind.ANSWER)}
    else:
        assert {(Side.VENDOR, Kind.DEAL), (Side.ACCOUNT, Kind.DEAL)} <= kinds


def assert_alike(before: list[str], after: list[str], side: Side, kind: Kind | None) -> None:
    for old, new in zip(before, after, strict=True):
        lines = [(a, b) for a, b in zip(old.splitlines(), new.splitlines(), strict=False) if a != b]
        assert old == new, (side, kind, lines[:3])


def test_the_disturbance_reaches_what_is_hidden(site: Site) -> None:
    """A page that showed any hidden column would be found out."""
    page = site.alone("vendor")
    live = site.room(page).state.tables["1"]
    hidden = sorted(set(live.session.world.rows.dtype.names) - OF_THE_TABLE - OWN[Side.VENDOR])
    assert {"belief", "level", "pie", "orientation_seen"} - set(hidden) <= {"orientation_seen"}
    before = {name: float(live.session.world.rows[live.slot][name]) for name in hidden}
    with disturbed(live, Side.VENDOR, Kind.PLAN):
        after = {name: float(live.session.world.rows[live.slot][name]) for name in hidden}
    assert all(before[name] != after[name] for name in hidden)
    assert before == {name: float(live.session.world.rows[live.slot][name]) for name in hidden}


def test_no_byte_tells_the_luck_or_who_the_account_is(site: Site) -> None:
    board, pages = begun(site, 1, 2)
    room, drawn = site.room(pages[0]), random.Random(6)
    sent = []
    for _ in range(60):
        for page in pages:
            got = site.send(page, drawn)
            found = [got, site.get(page)] if got is not None else [site.get(page)]
            sent += [one.text + str(dict(one.headers)) + str(one.url) for one in found]
        if not any(answer_to(room, site.number(page), drawn) for page in pages):
            break
    whole = "".join(sent)
    table = room.state.tables["1"].table
    assert str(room.log.header["seed"]) not in re.findall(r"seed\D{0,3}(\d+)", whole)
    assert "replication" not in whole
    assert table.counterpart.name not in whole
    assert board.rpartition("/")[2] not in whole
    assert not re.search(r"\d\.\d{4,}", whole)  # no figure to more digits than people read


def test_a_seat_opens_nothing_but_its_own(site: Site) -> None:
    board, pages = begun(site, 2, 4)
    key, other = pages[0].rpartition("/")[2], pages[1].rpartition("/")[2]
    nothing = site.get("/s/00000000.aaaaaaaaaaaaaaaaaaaaaa")
    assert nothing.status_code == 404
    paths = [
        f"/b/{key}",
        f"/p/{key}",
        f"/b/{key}/export",
        f"/b/{key}/debrief",
        f"/p/{key}/debrief",
        f"/x/{key}/debrief",
    ]
    paths += [f"/s/{board.rpartition('/')[2]}", f"/s/{key[:-1]}", f"/s/{other.upper()}"]
    paths += [f"/s/{key}/year/1", f"/s/..%2f{key}", "/static/../serve.py", "/static/%2e%2e/application.py"]
    for path in paths:
        got = site.get(path)
        assert got.status_code == 404, path
        assert got.text == nothing.text, path
    # One's own is said to come later, and says nothing else.
    for path in (f"/s/{key}/debrief", f"/s/{key}/debrief/whole"):
        got = site.get(path)
        assert (got.status_code, "Not open yet" in got.text) == (404, True)
    assert len({site.get(f"{page}/debrief").text.replace(page, "") for page in pages}) == 1
    for path in (f"/b/{key}/do", f"/s/{board.rpartition('/')[2]}/answer"):
        assert site.post(path, act="end").status_code == 404
