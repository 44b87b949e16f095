"""Two people who are not in one place type offers; opposite a program a table plays as alone."""

import random

import pytest

from equipoise.app.serve.bell import ring
from equipoise.experiments.workshop.columns import NO_DEAL
from equipoise.experiments.workshop.questions import MOST_OFFERS, Kind
from equipoise.sim.decisions import Side
from tests.serve.conftest import Site, answer_to, field
from tests.serve.test_rooms import begun, play_year


def at_the_table(site: Site, people: int = 2) -> tuple[str, list[str]]:
    board, pages = begun(site, 1, people, "typed")
    play_year(site, pages, random.Random(2))
    site.press(board, "open", year="2")
    return board, pages


def send(site: Site, page: str, **fields: str) -> str:
    text = site.get(page).text
    got = site.post(f"{page}/answer", question=field(text, "question"), once=field(text, "once"), **fields)
    assert got.status_code == 200, got.text
    return str(got.text)


def offer(site: Site, page: str, **more: str) -> dict[str, str]:
    live = site.room(page).state.tables["1"]
    price = 100.0 * live.session.world.rows[live.slot].price
    given = {"price": f"{price + 1:.2f}", "support": "4", "promised_build": "much", "promised_work": "hard"}
    return {**given, "last": "no", **more}


def test_offers_go_to_and_fro_until_one_is_accepted(site: Site) -> None:
    _, (vendor, account) = at_the_table(site)
    text = site.get(account).text  # the account opens in even years
    assert "You open this year" in text
    assert "Accept</button>" not in text
    assert "is still deciding" in site.get(vendor).text
    early = site.post(f"{vendor}/answer", question="4.offer.2", **offer(site, vendor))
    assert early.status_code == 409
    send(site, account, **offer(site, account, note="Between friends"))
    text = site.get(vendor).text
    assert "support 4.00" in text
    assert "the vendor builds much; Giant works hard" in text
    assert "A note: Between friends" in text
    assert "for you, before other costs" in text
    assert "Yours is offer 2 of 6" in text
    send(site, vendor, **offer(site, vendor, support="3"))
    assert "better than the market" in site.get(account).text
    send(site, account, **{"price-word": "accept", "support": "99", "note": "Done"})
    state = site.room(vendor).state
    deal = state.tables["1"].deal(2)
    assert deal is not None
    assert (deal["support"], deal["minutes"], deal["promised_build"]) == ("3", "2", "much")
    assert {one.kind for one in state.tables["1"].open} == {Kind.PLAN}
    play_year(site, [vendor, account], random.Random(2))
    assert "Promised and done: you promised to build much" in site.get(f"{vendor}/year/2").text


def test_from_the_fourth_offer_it_is_said_what_happens_after_the_last(site: Site) -> None:
    _, pages = at_the_table(site)
    turn = [pages[1], pages[0]] * 4
    for number in range(1, MOST_OFFERS + 1):
        text = site.get(turn[number - 1]).text
        assert ("If the last is not accepted, the old contract goes on" in text) is (number >= 4)
        assert "Each further offer breaks talks off in" in text
        assert f"Yours is offer {number} of 6" in text
        send(site, turn[number - 1], **offer(site, turn[number - 1]))
    text = site.get(turn[MOST_OFFERS]).text
    assert "There is no further offer: accept this one, or you have not agreed" in text
    assert "Send offer" not in text
    assert 'name="price"' not in text
    refused = site.post(
        f"{turn[MOST_OFFERS]}/answer", question=field(text, "question"), once="x", **offer(site, turn[0])
    )
    assert refused.status_code == 422
    send(site, turn[MOST_OFFERS], **{"price-word": NO_DEAL})
    deal = site.room(pages[0]).state.tables["1"].deal(2)
    assert deal is not None
    assert deal["price"] == NO_DEAL


def test_a_last_offer_is_one(site: Site) -> None:
    _, (vendor, account) = at_the_table(site)
    send(site, account, **offer(site, account, last="yes"))
    text = site.get(vendor).text
    assert "makes a last offer" in text
    assert "Do not accept" in text
    assert "Send offer" not in text


def test_who_leaves_for_good_ends_it(site: Site) -> None:
    board, (vendor, account) = at_the_table(site)
    observer = site.press(board, "observe").text.partition('href="http://127.0.0.1:8765')[2].partition('"')[0]
    send(site, account, **offer(site, account))
    assert "Whoever leaves ends it for good, and gives up what it brings a year" in site.get(vendor).text
    half = site.get(f"{vendor}/year/1").text
    assert "each further one breaks talks off" in half
    assert "minute of talks" not in half
    send(site, vendor, **{"price-word": "leave"})
    for year in range(2, 9):
        for _ in range(40):
            given = answer_to(site.room(vendor), site.number(vendor), random.Random(1))
            if given is None:
                break
            assert ".plan." in given[0]  # the vendor goes on with its other accounts
            assert site.send(vendor, random.Random(1)).status_code == 200
        assert site.send(account, random.Random(1)) is None
        if year < 8:
            site.press(board, "open", year=str(year + 1))
    assert site.room(vendor).state.tables["1"].parted
    assert "The two have parted for good" in site.get(f"{observer}/table/1").text
    site.press(board, "reveal")
    assert "two computer players" in site.get(f"{vendor}/debrief").text


@pytest.mark.parametrize("offers", [0, 1])
def test_who_has_not_agreed_by_the_bell_has_no_deal(site: Site, clock: list[float], offers: int) -> None:
    board, (vendor, account) = at_the_table(site)
    site.press(board, "timer", timer="on")
    if offers:
        send(site, account, **offer(site, account))
    clock[0] += 61
    assert ring(site.room(board)) == {"1"}
    deal = site.room(vendor).state.tables["1"].deal(2)
    assert deal is not None
    assert deal["price"] == NO_DEAL


def test_a_program_in_one_seat_is_bargained_with_as_alone(site: Site) -> None:
    board, (vendor,) = at_the_table(site, 1)
    open_ = site.room(board).state.tables["1"].open
    assert [(one.kind, one.side, one.typed) for one in open_] == [(Kind.PLAN, Side.VENDOR, False)]
    site.send(vendor, random.Random(1))
    (asked,) = site.room(board).state.tables["1"].open
    assert (asked.kind, asked.typed) == (Kind.OPENING, False)
    assert "accept their offer" in send(site, vendor, price=offer(site, vendor)["price"], support="4")


def test_a_program_takes_a_seat_in_the_middle_of_talks(site: Site) -> None:
    board, (vendor, account) = at_the_table(site)
    send(site, account, **offer(site, account))
    site.press(board, "program", table="1", side="vendor", on="yes")
    assert not any(one.typed for one in site.room(board).state.tables["1"].open)
    site.send(account, random.Random(1))
    site.press(board, "program", table="1", side="vendor", on="no")
    play_year(site, [vendor, account], random.Random(3))
    assert site.room(board).state.through("1")


def test_the_facilitator_lets_programs_conclude(site: Site) -> None:
    board, (_, account) = at_the_table(site)
    send(site, account, **offer(site, account))
    (asked,) = site.room(board).state.tables["1"].open
    assert "A program plays this: the vendor makes an offer" in site.get(board).text
    assert site.press(board, "play", table="1", question=asked.id).status_code == 200
    assert {one.kind for one in site.room(board).state.tables["1"].open} == {Kind.PLAN}


def test_a_team_votes_on_offers(site: Site) -> None:
    board, pages = at_the_table(site, 3)  # two at the vendor's seat
    site.press(board, "mode", mode="vote")
    ana, account, ben = pages
    send(site, account, **offer(site, account))
    send(site, ana, **offer(site, ana, support="2"))
    assert "1 of 2 have voted" in site.get(ben).text
    send(site, ben, **offer(site, ben, support="3"))
    (asked,) = site.room(board).state.tables["1"].open
    assert asked.offers[-1]["support"] == "2.50"
    send(site, account, **offer(site, account))
    send(site, ben, **{"price-word": "accept"})
    send(site, ana, **offer(site, ana))  # a tie: the captain's
    (asked,) = site.room(board).state.tables["1"].open
    assert len(asked.offers) == 4
