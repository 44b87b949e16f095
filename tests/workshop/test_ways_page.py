"""The page on ways to play says what the games say: all are played, which takes minutes, with ``EVIDENCE=anew``."""

import pytest

from equipoise.app.documents.register import WAYS
from equipoise.experiments.workshop.loading import list_workshops, load_workshop
from equipoise.experiments.workshop.plans import ASK
from equipoise.experiments.workshop.ways import page
from equipoise.experiments.workshop.ways.findings import (
    INVESTING,
    LIMIT,
    OFTEN,
    happenings,
    invested,
    payback,
    pays_from,
    rooms,
    squeezing,
)
from equipoise.experiments.workshop.ways.survey import Survey, try_ways
from equipoise.experiments.workshop.workshop import LEAST_YEARS
from tests import evidence

TEXT = WAYS.text()


def test_the_page_has_every_shipped_workshop_and_its_rules() -> None:
    for name in list_workshops():
        assert f"## {load_workshop(name).title}\n" in TEXT
    assert f"more than {100.0 * max(ASK.values()):g}% of a year's purchases" in TEXT
    assert f"{LEAST_YEARS} years" in TEXT


def test_squeezing_pays_in_one_place_of_the_shipped_workshops_alone() -> None:
    """Par gives in to the account that puts nothing in, and a vendor that invests and then holds out makes more."""
    assert TEXT.count("**Squeezing does not pay.**") == len(list_workshops()) - 1
    (one,) = [line for line in TEXT.splitlines() if "Squeezing pays" in line]
    assert 'the vendor that "invests 4 years, then stops and holds out" opposite a computer (opportunist' in one


@pytest.fixture(scope="module")
def surveys() -> list[Survey]:
    if not evidence.ALL:
        pytest.skip("EVIDENCE=anew plays all games")
    first = try_ways(load_workshop(page.FIRST))
    return [first, *(try_ways(load_workshop(name), page.FEWER_LUCKS) for name in page.others())]


def test_the_page_is_what_the_games_say(surveys: list[Survey]) -> None:
    assert WAYS.part("workshops") == page.in_full(surveys[0]), WAYS.stale
    assert WAYS.part("others") == page.in_short(surveys[1:]), WAYS.stale


def test_no_way_of_squeezing_beats_fair_play(surveys: list[Survey]) -> None:
    for survey in surveys:
        for lead in squeezing(survey):
            known = (survey.workshop.name, lead.counterpart) == ("the-wrong-account", "opportunist")
            assert known or lead.most.mean <= LIMIT, (lead.counterpart, lead.way.name, lead.opposite)


def test_investing_pays_within_the_years_of_the_shortest_game_and_not_within_half_of_them(
    surveys: list[Survey],
) -> None:
    found = [payback(against, *INVESTING) for against in surveys[0].against]
    since = [pays_from(one) for one in found]
    assert all(one is not None and one <= LEAST_YEARS for one in since)
    assert any(one is not None and one > LEAST_YEARS // 2 for one in since)
    assert all(one[LEAST_YEARS - 1].joint.low > 0.0 for one in found)


def test_par_invests_in_no_account_in_which_the_vendor_would_lose_by_it(surveys: list[Survey]) -> None:
    for survey in surveys:
        for against in survey.against:
            if against.counterpart.invests:
                assert payback(against, *INVESTING)[-1].vendor.high > 0.0, against.counterpart.name
            else:
                assert invested(against).own_lead.high < 0.0, against.counterpart.name


def test_what_a_workshop_is_about_happens_at_three_of_four_tables(surveys: list[Survey]) -> None:
    for against in surveys[0].against:
        games = rooms(against)
        for who, expected in (("fair people", {"even", "reviewed"}), ("people who ask for service", {"hurt"})):
            often = {one.moment for one in happenings(against, games[who]) if one.share.mean >= OFTEN}
            assert expected | {"enough"} <= often, (against.counterpart.name, who)
