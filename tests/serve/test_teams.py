"""Several people at a seat: one sends, all vote, or whoever is first; what they type is seen by their team alone."""

import io
import random
import re
import sqlite3
import zipfile
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from equipoise.app.serve.teams import counted
from equipoise.experiments.workshop.columns import MINUTES, NO_DEAL, NOTE, PRICE, PROMISES, SUPPORT, YES_OR_NO, Column
from equipoise.sim.decisions import Side
from tests.serve.conftest import HERE, HOST, Site, field
from tests.serve.test_rooms import begun, play_year

PLAN = {"build": "some", "joint_plan": "yes", "people": "no", "show": "yes", "win": "no"}
DEAL = (PRICE._replace(words=(NO_DEAL,), low=90.0, high=110.0), SUPPORT, MINUTES, *PROMISES)


def seated(site: Site, mode: str) -> tuple[str, list[str], str]:
    """A team of three at the vendor's seat, and the account's person; the year is open."""
    board, room = site.open_room(1)
    pages = [site.join(room, name) for name in ("Ana", "Xeno", "Ben", "Yan", "Cem")]
    site.press(board, "remove", person=str(site.number(pages[3])))
    if mode != "captain":
        assert site.press(board, "mode", mode=mode).status_code == 200
    site.press(board, "open", year="1")
    return board, pages[0::2], pages[1]


def send(site: Site, page: str, path: str = "answer", **fields: str) -> str:
    text = site.get(page).text
    question, once = field(text, "question"), field(text, "once")
    got = site.post(f"{page}/{path}", **{"question": question, "once": once, **fields})
    assert got.status_code == 200, got.text
    return str(got.text)


def answers(site: Site, page: str) -> dict[str, dict[str, str]]:
    return {name: dict(one) for name, one in site.room(page).state.tables["1"].answers.items()}


def test_the_captain_adopts_what_another_proposes(site: Site) -> None:
    board, (ana, ben, cem), other = seated(site, "captain")
    assert "Ana sends for your seat" in send(site, ben, **PLAN)
    send(site, ben, **(PLAN | {"build": "much"}))  # a proposal is changed
    send(site, cem, **(PLAN | {"build": "none"}))
    assert "0.plan.vendor" not in answers(site, ana)
    text = site.get(ana).text
    assert "Send what Ben proposes" in text
    assert "Send what Ben proposes" not in site.get(cem).text
    subject, number = re.findall(
        r'name="subject" value="([^"]*)"><input type="hidden" name="suggestion" value="(\d+)', text
    )[0]
    assert site.post(f"{cem}/adopt", subject=subject, suggestion=number).status_code == 403
    assert site.post(f"{ana}/adopt", subject=subject, suggestion="99999").status_code == 409
    assert site.post(f"{ana}/adopt", subject=subject, suggestion=number).status_code == 200
    assert site.post(f"{ana}/adopt", subject=subject, suggestion=number).status_code == 200  # once, however often
    assert answers(site, ana)["0.plan.vendor"] == PLAN | {"build": "much"}
    assert re.search(r"Sent by Ana, \d\d:\d\d: much, yes, no, yes, no\.", site.get(cem).text)
    assert "Sent by" not in site.get(other).text
    assert "Sent by" not in site.get(board).text


def test_whoever_is_there_takes_over_from_a_captain_who_is_not(site: Site) -> None:
    board, (ana, ben, _), _ = seated(site, "captain")
    assert site.post(f"{ben}/captain").status_code == 200
    assert "Ben sends" in site.get(ana).text
    site.press(board, "captain", person=str(site.number(ana)))
    assert "Ben sends" not in site.get(ana).text
    assert site.post(f"{ben}/captain").status_code == 200
    send(site, ben, **PLAN)
    assert answers(site, ana)["0.plan.vendor"] == PLAN


def test_whoever_is_first_sends(site: Site) -> None:
    _, (ana, _, cem), _ = seated(site, "anyone")
    late = site.get(ana).text
    send(site, cem, **PLAN)
    got = site.post(f"{ana}/answer", question=field(late, "question"), once=field(late, "once"), **PLAN)
    assert (got.status_code, "decided in the meantime" in got.text) == (409, True)
    assert "Sent by Cem" in site.get(ana).text


def test_a_vote_closes_with_the_last_of_them(site: Site) -> None:
    _, (ana, ben, cem), other = seated(site, "vote")
    before = site.get(other).text
    send(site, ana, **PLAN)
    send(site, ben, **(PLAN | {"build": "much", "win": "yes"}))
    send(site, ben, **(PLAN | {"build": "much", "win": "yes"}))
    assert "2 of 3 have voted" in site.get(cem).text
    assert site.get(other).text == before
    send(site, cem, **(PLAN | {"build": "much", "people": "yes"}))
    assert answers(site, ana)["0.plan.vendor"] == PLAN | {"build": "much"}
    assert "Sent by vote" in site.get(ben).text


def test_the_captain_closes_a_vote_and_decides_a_tie(site: Site) -> None:
    _, (ana, ben, cem), _ = seated(site, "vote")
    assert site.post(f"{ana}/close", subject="0.plan.vendor").status_code == 422
    send(site, ben, **(PLAN | {"build": "none"}))
    send(site, ana, **(PLAN | {"build": "much"}))
    assert site.post(f"{cem}/close", subject="0.plan.vendor").status_code == 403
    assert site.post(f"{ana}/close", subject="0.plan.vendor").status_code == 200
    assert answers(site, ana)["0.plan.vendor"]["build"] == "much"


def test_a_deal_is_voted_on_both_sides(site: Site) -> None:
    board, team, other = seated(site, "vote")
    year = random.Random(1)
    for _ in range(60):
        sent = [site.send(page, year) for page in (*team, other)]
        if not any(one is not None for one in sent):
            break
    site.press(board, "open", year="2")
    live = site.room(other).state.tables["1"]
    price = 100.0 * live.session.world.rows[live.slot].price
    deal = {"minutes": "2", "promised_build": "some", "promised_work": "hard"}
    send(site, other, price=f"{price:.2f}", support="4", **deal)
    for page, agrees in zip(team, ("no", "no", "yes"), strict=True):
        proposal = field(site.get(page).text, "proposal")
        send(site, page, "confirm", proposal=proposal, agrees=agrees)
    assert site.room(other).state.proposals == {}
    for page, support in zip(team, ("5", "9", "6"), strict=True):
        send(site, page, price=f"{price:.2f}", support=support, **deal)
    assert site.room(other).state.proposals["1"].answer["support"] == "6.00"
    send(site, other, "confirm", proposal=field(site.get(other).text, "proposal"), agrees="yes")
    assert answers(site, other)["4.deal"]["support"] == "6.00"


@given(st.lists(st.floats(90.0, 110.0).map(lambda x: f"{x:.2f}"), min_size=1, max_size=4), st.integers(0, 3))
def test_of_numbers_the_median_counts(prices: list[str], captain: int) -> None:
    votes = {k: {"price": one, "support": one} for k, one in enumerate(prices)}
    found = counted(DEAL, votes, captain)
    values = sorted(map(float, prices))
    middle = values[(len(values) - 1) // 2 : len(values) // 2 + 1]
    assert float(found["price"]) == pytest.approx(sum(middle) / len(middle), abs=0.00501)
    assert not DEAL[0].wrong(found["price"])


@given(st.lists(st.sampled_from(["none", "some", "much"]), min_size=1, max_size=4), st.integers(0, 4))
def test_of_words_the_most_wanted_counts_and_in_a_tie_the_captain_s(words: list[str], captain: int) -> None:
    column = PROMISES[0]
    found = counted([column], {k: {column.name: word} for k, word in enumerate(words)}, captain)[column.name]
    most = max(map(words.count, words))
    assert words.count(found) == most
    if captain < len(words) and words.count(words[captain]) == most:
        assert found == words[captain]


def test_who_wants_no_deal_says_nothing_of_its_terms() -> None:
    no = {"price": NO_DEAL, "promised_build": "none", "promised_work": "not"}
    yes = {"price": "100", "support": "4", "minutes": "3", "promised_build": "much", "promised_work": "hard"}
    assert counted(DEAL, {1: no, 2: no, 3: yes}, 3) == no
    assert counted(DEAL, {1: no, 2: yes, 3: yes}, 1)["promised_build"] == "much"
    assert counted(DEAL, {1: no, 2: yes}, 1) == no
    assert counted(DEAL, {1: yes, 2: yes | {"minutes": "4"}}, 1)["minutes"] == "3"
    assert counted([NOTE], {1: {"note": "one"}, 2: {"note": "two"}}, 2) == {"note": "two"}
    agrees = Column("agrees", "", YES_OR_NO)
    assert counted([agrees], {1: {"agrees": "no"}, 2: {"agrees": "yes"}}, 3) == {"agrees": "yes"}


def typing(site: Site, page: str, **fields: str) -> int:
    text = site.get(page).text
    form, question = field(text, "form"), field(text, "question")
    return int(site.post(f"{page}/typing", **{"form": form, "question": question, **fields}).status_code)


def test_what_is_typed_is_kept_and_seen_by_the_team_alone(site: Site, open_site: Callable[[], Site]) -> None:
    board, (ana, ben, cem), other = seated(site, "captain")
    screen = site.press(board, "screen").url.path
    observer = re.search(r"/o/[0-9a-f]{8}\.[\w-]{22}", site.press(board, "observe").text)
    assert observer is not None
    outside = [other, board, screen, observer[0], f"{observer[0]}/table/1"]
    before = [site.get(page).text for page in outside]
    seq = site.room(ana).state.seq
    assert typing(site, ben, build="much", win="no") == 204
    assert site.room(ana).state.seq == seq
    assert [site.get(page).text for page in outside] == before
    for page in (ana, cem):
        assert re.search(r"<b>Ben</b> is typing:.*?much", site.get(page).text, re.DOTALL)
    with zipfile.ZipFile(io.BytesIO(site.get(f"{board}/export").content)) as archive:
        assert "much" not in archive.read("events.jsonl").decode()
    again = open_site()  # on another device, or after the battery was empty
    assert re.search(r'id="build-much" name="build" value="much"[^>]* checked', again.get(ben).text)
    assert again.get(other).text == before[0]


def test_what_is_typed_belongs_to_its_question(site: Site) -> None:
    board, (ana, ben, _), _ = seated(site, "anyone")
    text = site.get(ben).text
    old = {"form": field(text, "form"), "question": field(text, "question")}
    send(site, ana, **PLAN)
    assert site.post(f"{ben}/typing", **old, build="much").status_code == 204  # late: nothing comes of it
    assert site.room(ana).typing == {}
    site.press(board, "reopen", table="1", year="1")
    assert "is typing" not in site.get(ana).text
    assert site.post(f"{ben}/typing", **old, build="much").status_code == 204
    assert "is typing" not in site.get(ana).text  # the year is another try


def test_nothing_that_is_typed_is_in_the_way_of_a_move(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    _, (ana, ben, _), _ = seated(site, "anyone")

    class Full:
        def __init__(self, file: sqlite3.Connection) -> None:
            self._file = file

        def execute(self, sql: str, *given: object) -> object:
            if sql.startswith("INSERT OR REPLACE"):
                raise sqlite3.OperationalError("database or disk is full")
            return self._file.execute(sql, *given)

    room = site.room(ana)
    file = room.log._file  # noqa: SLF001 - the disk fails under it
    room.log._file = Full(file)  # type: ignore[assignment]  # noqa: SLF001
    assert typing(site, ben, build="much") == 204
    room.log._file = file  # noqa: SLF001 - there is room again
    assert file.execute("PRAGMA synchronous").fetchone()[0] == 2  # what is sent is flushed, as ever
    site.client.app.state.served.typed.allows = lambda _: False  # type: ignore[attr-defined]
    assert typing(site, ben, build="none") == 204
    send(site, ben, **PLAN)
    monkeypatch.undo()


def ticks(site: Site, page: str) -> int:
    """How often a page was told that something has changed."""
    address = f"ws://{HOST}/live/{page.rpartition('/')[2]}"
    with site.client.websocket_connect(address, headers={"origin": HERE}) as socket:
        return int(socket.receive_json()["s"])


def test_who_types_is_told_to_their_own_seat(site: Site) -> None:
    _, (ana, ben, _), other = seated(site, "captain")
    before = [ticks(site, page) for page in (ana, other)]
    typing(site, ben, build="some")
    typing(site, ben, build="some")  # nothing new
    typing(site, ben, build="much")
    send(site, ben, **PLAN)  # a proposal, which is theirs alone, too
    assert [ticks(site, page) - one for page, one in zip((ana, other), before, strict=True)] == [3, 0]


def test_a_team_s_words_survive_a_restart(site: Site, open_site: Callable[[], Site]) -> None:
    _, (ana, ben, cem), other = seated(site, "vote")
    send(site, ana, **PLAN)
    send(site, ben, **(PLAN | {"build": "much"}))
    texts = [site.get(page).text for page in (ana, ben, cem, other)]
    again = open_site()
    assert [again.get(page).text for page in (ana, ben, cem, other)] == texts
    send(again, cem, **PLAN)
    assert answers(again, ana)["0.plan.vendor"] == PLAN


def test_a_removed_voter_is_not_waited_for(site: Site) -> None:
    board, (ana, ben, cem), _ = seated(site, "vote")
    send(site, cem, **(PLAN | {"build": "none"}))
    site.press(board, "remove", person=str(site.number(cem)))
    send(site, ana, **PLAN)
    send(site, ben, **PLAN)
    assert answers(site, ana)["0.plan.vendor"] == PLAN


def test_a_lone_person_just_sends_whatever_the_mode(site: Site) -> None:
    board, pages = begun(site, 1, 2)
    room = site.room(pages[0])
    for mode in ("vote", "anyone", "captain"):
        site.press(board, "mode", mode=mode)
    assert site.press(board, "mode", mode="dice").status_code == 422
    site.press(board, "mode", mode="vote")
    play_year(site, pages, random.Random(4))
    assert room.state.through("1")
    assert room.state.people.at("1", Side.VENDOR)
