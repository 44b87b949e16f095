"""The debrief's data: games of computer players, games played again from a year, and what adds up to a figure."""

from dataclasses import replace
from itertools import islice

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from equipoise.app.pages.workshop.debrief.page import debrief_document, debrief_page
from equipoise.app.pages.workshop.debrief.slides import SHEET, SHOWN_ON
from equipoise.app.pages.workshop.debrief.slides import slides as slides_of
from equipoise.app.pages.workshop.words import promise
from equipoise.experiments.workshop.dealing import try_lucks
from equipoise.experiments.workshop.debrief.debrief import Debrief, debrief
from equipoise.experiments.workshop.debrief.games import play_games
from equipoise.experiments.workshop.debrief.promises import promises
from equipoise.experiments.workshop.debrief.replays import as_played, turns
from equipoise.experiments.workshop.debrief.truth import needs
from equipoise.experiments.workshop.loading import list_workshops, load_workshop
from equipoise.experiments.workshop.plans import FAIR, AccountPlan, Deal, Slip, VendorPlan
from equipoise.experiments.workshop.room import Year
from equipoise.experiments.workshop.score import figures
from equipoise.experiments.workshop.slips import Handed, Promises
from equipoise.experiments.workshop.table import Table
from equipoise.experiments.workshop.workshop import Workshop
from equipoise.sim.decisions import Side
from equipoise.sim.faults import WorkshopError
from tests.workshop.slips import slips

FEW = 24
SEVERAL = settings(max_examples=3, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
STUBBORN = Slip(VendorPlan(give="nothing", take_back=False), AccountPlan(come_back=False), Deal(None, None, 11))


def handed(slip: Slip) -> Handed:
    """A slip as it was typed, with promises of the most."""
    return Handed(None, Promises("much", "hard"), slip.vendor or VendorPlan(), slip.account or AccountPlan())


def played(table: Table, years: list[Slip]) -> Year:
    return Year(table, [handed(slip) for slip in years], table.play(years))


@pytest.fixture(scope="module")
def found(table: Table, opportunist: Table) -> Debrief:
    """Two computer players, two people who break with each other, and two who invest."""
    years = table.workshop.years
    invest = Slip(
        VendorPlan("much", joint_plan=True, people=True, give="most"), AccountPlan(work="little", ask="service")
    )
    return debrief(
        {
            "fair": Year(table, [], table.par()),
            "broke": played(table, [STUBBORN] * years),
            "invests": played(opportunist, [invest] * years),
        },
        FEW,
    )


@pytest.mark.parametrize("plan", [FAIR, None])
@pytest.mark.parametrize("seat", ["table", "opportunist"])
def test_games_side_by_side_are_those_of_sessions(
    plan: VendorPlan | None, seat: str, request: pytest.FixtureRequest
) -> None:
    table: Table = request.getfixturevalue(seat)
    lucks = [3, 4, 11, 12, 17]
    games = play_games(table, plan, lucks)
    for k, luck in enumerate(lucks):
        again = replace(table, replication=luck)
        session = again.play([Slip(plan)] * table.workshop.years)
        own_years = table.counterpart.own_years
        assert tuple(games.figures(10, own_years)[k]) == pytest.approx(tuple(figures(again, session)), abs=1e-12)
        together = {need.year: (need.vendor, need.account) for need in needs(session, table.slot)}
        assert set(np.flatnonzero(games.together[k]) + 1) == set(together)
        for year, both in together.items():
            assert tuple(games.dependence[k, year - 1]) == both


def test_where_par_does_not_invest_the_base_is_par_and_what_investing_brings_is_shown_beside_it() -> None:
    wrong = load_workshop("the-wrong-account")
    tables = {one.name: Table(wrong, one, 5, 2) for one in wrong.counterparts}
    of_wrong = debrief({name: Year(table, [], table.par()) for name, table in tables.items()}, 8)
    partner, opportunist = (of_wrong.kinds[name] for name in tables)
    assert partner.par is partner.fair
    assert (opportunist.par.vendor != opportunist.fair.vendor).any()
    assert [luck.fit for luck in islice(try_lucks(wrong, 5), 3, 11)] == of_wrong.dealt.tolist()
    for one in of_wrong.tables:
        assert one.score is None or one.score.table == pytest.approx(100.0)
    assert "Partner or opportunist" in {slide.name for slide in slides_of(of_wrong)}


def test_lucks_that_rooms_are_dealt_are_told_apart(found: Debrief) -> None:
    first = 1 + 2  # after the tables' own luck
    assert [luck.fit for luck in islice(try_lucks(found.workshop, 5), first, first + 8)] == found.dealt[:8].tolist()


@SEVERAL
@given(years=st.lists(slips, min_size=8, max_size=8))
def test_no_year_as_played_is_par_and_all_are_the_game(table: Table, years: list[Slip]) -> None:
    game = played(table, years)
    found = turns(game)
    assert [turn.years for turn in found] == [*range(9)]
    assert found[0].invest == figures(table, table.par())
    assert found[-1].invest == found[-1].give_in == figures(table, game.session)


@SEVERAL
@given(years=st.lists(slips, min_size=8, max_size=8), k=st.integers(0, 8))
def test_a_game_is_played_again_bit_for_bit(table: Table, years: list[Slip], k: int) -> None:
    session = table.play(years)
    again = as_played(session, table, k)
    assert again.round == (4 * k if k < 8 else 40)
    assert again.out.panel[0, : again.round].tobytes() == session.out.panel[0, : again.round].tobytes()


def test_you_and_luck_add_up(found: Debrief) -> None:
    for one in found.tables:
        for luck, own in zip((one.vendor_luck, one.account_luck), one.own, strict=True):
            assert sum(luck) == pytest.approx(own)


def test_two_computer_players_score_a_hundred_and_did_nothing_of_their_own(found: Debrief) -> None:
    fair = found.tables[0]
    assert fair.score is not None
    assert (fair.score.vendor, fair.score.account, fair.score.table) == (100.0, 100.0, 100.0)
    assert (fair.vendor_luck.you, fair.account_luck.you) == (0.0, 0.0)
    assert fair.needs == fair.par_needs


def test_a_table_that_broke_has_lost_on_both_sides_and_no_path_afterwards(found: Debrief) -> None:
    broke = found.tables[1]
    assert broke.end is not None
    assert broke.end.lost_vendor > 0.0
    assert broke.end.lost_account > 0.0
    assert max(need.year for need in broke.needs) < broke.end.year
    assert max(one.year for one in broke.requests) == broke.end.year
    assert max(said.year for said in broke.promises) == broke.end.year


def test_a_promise_is_kept_by_doing_as_much_or_more() -> None:
    slip = handed(Slip(VendorPlan("much"), AccountPlan(work="some")))
    first, second = promises([slip, slip._replace(promises=Promises("some", "some"))], {1, 2})
    assert (first.vendor_kept, first.account_kept) == (True, False)
    assert (second.vendor_kept, second.account_kept) == (True, True)
    assert promises([slip, slip], {1}) == [first]


def test_one_year_is_too_few(table: Table) -> None:
    with pytest.raises(WorkshopError, match="at least 2 years, and 1 was"):
        debrief({"1": played(table, [Slip(FAIR)])}, FEW)


@pytest.mark.parametrize("years", [2, 5])
def test_a_game_that_is_not_over_is_told_as_far_as_it_went(table: Table, years: int) -> None:
    found = debrief({"1": played(table, [Slip(FAIR)] * years)}, FEW)
    one = found.tables[0]
    assert found.years == years
    assert one.own == one.par
    assert [need.year for need in one.needs] == [*range(1, years + 1)]
    assert [turn.years for turn in one.turns] == [*range(years + 1)]
    assert "The game is not over" in debrief_page(found, slides_of(found))


def test_questions_stand_beside_what_answers_them(found: Debrief) -> None:
    beside = {slide.key: slide.questions for slide in slides_of(found)}
    asked = found.workshop.questions
    assert [beside[key] for key in ("knew", "requests", "turns", "kinds", "lost")] == [[one] for one in asked[:5]]
    assert beside["close"] == asked[5:]


def test_what_few_tables_cannot_tell_is_said(found: Debrief) -> None:
    shown = slides_of(found)
    findings = debrief_document(found, shown)["findings"]
    assert "3 tables cannot show who stays together longer" in findings["together"]
    page = debrief_page(found, shown)
    assert "in the year after" not in findings["requests"]  # three tables are too few to compare
    many = slides_of(found._replace(dealt=np.ones(FEW, bool)))
    assert any("not told apart" in remark for remark in many[0].remarks)
    assert "People would have answered other offers" in page


def test_a_workshop_of_one_account_has_a_debrief(workshop: Workshop) -> None:
    alone = workshop.model_copy(update={"counterparts": workshop.counterparts[1:], "questions": []})
    table = Table(alone, alone.counterparts[0], seed=5, replication=2)
    found = debrief({"only <b>": played(table, [Slip(FAIR)] * 2)}, FEW)
    page = debrief_page(found, slides_of(found))
    assert "All tables of this room had the same account" in page
    assert "only <b>" not in page


@pytest.mark.parametrize("name", list_workshops())
def test_every_goal_of_a_shipped_workshop_is_shown_on_a_slide_or_a_sheet(name: str, found: Debrief) -> None:
    goals = load_workshop(name).goals
    assert set(goals) <= set(SHOWN_ON)
    shown = {slide.key for slide in slides_of(found)} | {SHEET}
    assert {SHOWN_ON[goal] for goal in goals} <= shown
    named = [claim for slide in slides_of(found) for claim in slide.claims]
    assert named == [claim for claim in named if claim in found.workshop.goals]
    assert len(named) == sum(SHOWN_ON[claim] != SHEET for claim in found.workshop.goals)


def test_the_other_side_s_word_is_kept_or_not_and_no_more_is_said_before_the_debrief() -> None:
    def seen(promised: str, done: str) -> str:
        plan = Handed(None, Promises("some", promised), VendorPlan("much"), AccountPlan(work=done))
        return promise(plan, Side.VENDOR, "Giant")

    assert seen("hard", "little") == seen("hard", "some") == seen("hard", "not")
    assert "Giant promised to work hard, and did less" in seen("hard", "little")
    assert "and did so" in seen("hard", "hard")
    assert "and did more" in seen("not", "some")
    assert "you promised to build some, and built much" in seen("hard", "hard")
