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
from equipoise.experiments.workshop.questions import TALKS, Kind, plan_of
from equipoise.experiments.workshop.table import Table
from equipoise.sim.decisions import DECISIONS, Side
from equipoise.sim.moves import ACCOUNT_IS_SHOWN, VENDOR_IS_SHOWN
from equipoise.sim.session import Session
from tests.serve.conftest import SEED, Site, answer_to, everybody, field
from tests.serve.test_rooms import begun

OWN = {
    Side.VENDOR: VENDOR_IS_SHOWN | {"pie_vendor", "left_vendor", "left_account"},
    # What the account has come to believe of the vendor, from the offers that it was made, is its own: its chance that
    # a refused request ends in a break is reckoned with it, and it is shown nowhere by itself.
    Side.ACCOUNT: ACCOUNT_IS_SHOWN | {"pie_account", "left_account", "left_believed", "externality_believed"},
    # An observer sees the contract, and whether the two are together.
    Side.BOTH: {"price", "support", "commitment", "volume", "active", "cause", "away"},
}
"""What pages of a seat may depend on; dependence in twentieths is made of the pies, see ``equipoise.sim.views``."""
OF_THE_TABLE = {"account", "vendor", "levers", "generation"}
"""Which relationship it is, and which rows are read for it."""
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
    if side is not Side.VENDOR:
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
    if side is not Side.ACCOUNT:
        world.accounts["orientation"][:] = 1.0 - world.accounts["orientation"]


def stir_decisions(live: LiveTable, side: Side, kind: Kind | None) -> None:
    """What the other side is about to do, and has sent of this year's plan."""
    for decision in DECISIONS:
        if decision.side is not side and decision.name not in HANDED.get(kind, set()):
            live.session.world.sheet[decision.name][live.slot] += 0.25
    other = Side.ACCOUNT if side is Side.VENDOR else Side.VENDOR
    others = (Side.VENDOR, Side.ACCOUNT) if side is Side.BOTH else (other,)
    theirs = {plan_of(one, live.session.round // 4 + 1).id for one in others}
    live.answers = {name: {} if name in theirs else one for name, one in live.answers.items()}


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
    """All that a seat, or an observer, can ask for."""
    if page.startswith("/o/"):
        return [site.get(path).text for path in (page, f"{page}/table/1")]
    paths = [page, f"{page}/sheet", *(f"{page}/year/{year}" for year in range(1, years + 1))]
    return [site.get(path).text for path in paths]


def two_and_an_observer(site: Site, talks: str) -> list[str]:
    board, pages = begun(site, 1, 2, talks)
    site.room(board).state.pace = "free"
    return [*pages, observer(site, board)]


def observer(site: Site, board: str) -> str:
    """The page of somebody who observes."""
    found = re.search(r"/o/[0-9a-f]{8}\.[\w-]{22}", site.press(board, "observe").text)
    assert found is not None
    return found[0]


@pytest.mark.parametrize(("people", "talks"), [(1, ""), (2, "opposite"), (2, "typed")])
def test_nothing_hidden_bears_on_a_page(site: Site, people: int, talks: str) -> None:
    seen: Counter[tuple[Side, Kind | None]] = Counter()
    offers: Counter[tuple[Side, Kind | None]] = Counter()
    drawn = random.Random(people)
    alone = [[site.alone(side)] for side in ("vendor", "account")]
    for pages in alone if people == 1 else [two_and_an_observer(site, talks)]:
        for _ in range(400):
            room = site.room(pages[0])
            live = room.state.tables["1"]
            for page in pages:
                person = room.state.people.get(site.number(page))
                assert person is not None
                question = asked_of(room.state, person)
                kind, count = question.kind if question else None, seen
                if question is not None and question.typed:  # it shows what was said, and nothing of the sheet
                    kind, count = None, offers
                count[person.side, question.kind if question else None] += 1
                if count[person.side, question.kind if question else None] not in LOOKED_AT:
                    continue
                years = min(live.years, 2)
                before = texts(site, page, years)
                with disturbed(live, person.side, kind):
                    after = texts(site, page, years)
                assert_alike(before, after, person.side, kind)
            in_turn = (site.send(page, drawn) is not None for page in pages[:2])  # each offer is looked at
            if not any(in_turn if talks == "typed" else everybody(site, pages[:2], drawn)):
                break
    kinds = {(side, kind) for side, kind in seen if kind is not None}
    if people == 1:
        asked = {Kind.PLAN, Kind.OPENING, Kind.OFFER}
        assert kinds >= {(side, kind) for side in (Side.VENDOR, Side.ACCOUNT) for kind in asked}
        assert kinds >= {(Side.ACCOUNT, Kind.REQUEST), (Side.VENDOR, Kind.ANSWER)}
    elif talks == "typed":
        assert set(offers) == {(side, kind) for side in (Side.VENDOR, Side.ACCOUNT) for kind in TALKS}
        assert seen[Side.BOTH, None] > max(LOOKED_AT)
    else:
        assert {(Side.VENDOR, Kind.DEAL), (Side.ACCOUNT, Kind.DEAL)} <= kinds
        assert seen[Side.BOTH, None] > max(LOOKED_AT)


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
    _, pages = begun(site, 2, 4)
    key = pages[0].rpartition("/")[2]
    nothing = site.get("/s/00000000.aaaaaaaaaaaaaaaaaaaaaa")
    assert nothing.status_code == 404
    paths = [f"/x/{key}/debrief", f"/s/{key}/year/1", f"/s/..%2f{key}"]
    for path in (*paths, "/static/../serve.py", "/static/%2e%2e/application.py"):
        got = site.get(path)
        assert got.status_code == 404, path
        assert got.text == nothing.text, path
    # One's own is said to come later, and says nothing else.
    for path in (f"/s/{key}/debrief", f"/s/{key}/debrief/whole"):
        got = site.get(path)
        assert (got.status_code, "Not open yet" in got.text) == (404, True)
    assert len({site.get(f"{page}/debrief").text.replace(page, "") for page in pages}) == 1


def test_what_a_seat_says_to_itself_and_to_the_other_stays_there(site: Site) -> None:
    """Notes are for the two at the table; what is typed, proposed or voted is for the seat."""
    board, room = site.open_room(1, "typed")
    pages = [site.join(room, name) for name in ("Ana", "Xeno", "Ben")]
    watched = observer(site, board)
    outside = [board, site.press(board, "screen").url.path, watched, f"{watched}/table/1"]
    for year in ("1", "2", "3"):
        site.press(board, "open", year=year)
        drawn = random.Random(int(year))
        for _ in range(40):
            if site.send(pages[0], drawn) is None and site.send(pages[1], drawn) is None:
                break
    site.press(board, "reopen", table="1", year="3")
    ana, xeno, ben = pages
    text = site.get(ben).text
    asked = {name: field(text, name) for name in ("question", "once", "form")}
    assert asked["question"] == "8.opening"  # the vendor opens in odd years
    live = room.state.tables["1"]
    price = 100.0 * live.session.world.rows[live.slot].price
    offer = {
        "price": f"{price:.2f}",
        "support": "7.31",
        "promised_build": "some",
        "promised_work": "hard",
        "last": "no",
    }
    site.post(f"{ben}/typing", **asked, note="typed-only")
    site.post(f"{ben}/answer", **asked, **offer, note="proposed-only")
    for page in (xeno, *outside):
        assert not re.search("typed-only|proposed-only|7.31", site.get(page).text), page
    assert "proposed-only" in site.get(ana).text
    text = site.get(ana).text
    asked = {name: field(text, name) for name in ("question", "once")}
    nasty = "<img src=x onerror=alert(1)>{{ 7 * 7 }}" + "n" * 300
    site.post(f"{ana}/answer", **asked, **offer, note=nasty)
    shown = site.get(xeno).text
    assert "7.31" in shown
    assert "<img" not in shown
    assert "nnnn" in shown
    assert "n" * 140 not in shown
    for page in outside:
        assert not re.search("nnnn|7.31", site.get(page).text), page
