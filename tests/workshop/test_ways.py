"""Ways to play: what programs alone play, what par is worth, what habits do, and which lucks are dealt."""

from itertools import islice

import numpy as np
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from equipoise.experiments.workshop.dealing import deal, try_lucks
from equipoise.experiments.workshop.loading import load_workshop
from equipoise.experiments.workshop.plans import ASK, DEALS, FAIR, Slip
from equipoise.experiments.workshop.players import play_until
from equipoise.experiments.workshop.score import Figures, figures, score
from equipoise.experiments.workshop.table import Table
from equipoise.experiments.workshop.ways.findings import pays_from, squeezing
from equipoise.experiments.workshop.ways.game import Match, play
from equipoise.experiments.workshop.ways.habits import Asks, BuildsWhenAsked, GivesSmall, Insists, WorksUnlessDearer
from equipoise.experiments.workshop.ways.moments import moments
from equipoise.experiments.workshop.ways.seats import VENDOR, account_people, account_ways, vendor_people, vendor_ways
from equipoise.experiments.workshop.ways.sentences import squeezing_pays
from equipoise.experiments.workshop.ways.standing import Base, standing
from equipoise.experiments.workshop.ways.standing import Figures as Many
from equipoise.experiments.workshop.ways.survey import try_ways
from equipoise.experiments.workshop.ways.way import Kind, Way
from equipoise.experiments.workshop.workshop import Counterpart
from equipoise.sim.decisions import Side
from equipoise.sim.ensemble import Ensemble
from equipoise.sim.session import Session
from equipoise.sim.state import RELATIONSHIP_ROW

WORKSHOP = load_workshop("on-an-even-footing")
PARTNER, OPPORTUNIST = WORKSHOP.counterparts
LUCKS = range(3)
PAR = Match(VENDOR[0], None)


def table(luck: int = 0, counterpart: Counterpart = PARTNER) -> Table:
    return Table(WORKSHOP, counterpart, 11, luck)


def session_of(match: Match, luck: int = 0, counterpart: Counterpart = PARTNER) -> Session:
    """A game of ways for the years in the seats."""
    at = table(luck, counterpart)
    ways = {seat: match.at(seat.side) for seat in at.seats()}
    seats = {seat: way for seat, way in ways.items() if way is not None}
    session = Session(at.arm(), seats, luck)
    play_until(session, seats, 4 * WORKSHOP.years)
    return session


@pytest.mark.parametrize("counterpart", WORKSHOP.counterparts, ids=lambda one: one.name)
def test_a_table_of_programs_is_the_ensemble_s_run_bit_for_bit(counterpart: Counterpart) -> None:
    arm = table(0, counterpart).arm()
    played = Ensemble(arm, len(LUCKS)).outcomes
    alone = [table(luck, counterpart).play([Slip()] * WORKSHOP.years).outcomes() for luck in LUCKS]
    assert pl.concat(alone).equals(played)


@pytest.mark.parametrize("luck", LUCKS)
def test_par_is_par_however_it_is_played(luck: int) -> None:
    at = table(luck, OPPORTUNIST)
    found = play(at.arm(), at.slot, WORKSHOP.years, PAR, luck).figures(OPPORTUNIST.own_years)
    assert found == pytest.approx(figures(at, at.par()), rel=1e-12)
    own = score(found, found)
    assert (own.vendor, own.account, own.table) == pytest.approx((100.0, 100.0, 100.0))


@given(*[st.floats(-10.0, 10.0)] * 2, *[st.floats(1.0, 10.0)] * 2)
def test_a_table_s_score_is_the_smaller_of_its_two_figures(v: float, a: float, par_v: float, par_a: float) -> None:
    found = score(Figures(v, a), Figures(par_v, par_a))
    assert found.table == min(found.vendor, found.account)
    assert found.vendor == pytest.approx(100.0 * v / par_v)
    assert found.account == pytest.approx(100.0 * a / par_a)


def test_the_fair_way_stands_at_100_and_leads_by_nothing() -> None:
    at = table()
    games = [play(at.arm(), at.slot, WORKSHOP.years, PAR, luck) for luck in LUCKS]
    found = standing(Base(Many.of(games), np.ones(len(games), bool), None), Side.VENDOR, games, games)
    assert {one.mean for one in (found.vendor, found.account, found.score)} == {100.0}
    assert {one.mean for one in found.leads} == {0.0}


@pytest.mark.parametrize("side", [Side.VENDOR, Side.ACCOUNT])
@pytest.mark.parametrize("offers", [1, 3])
def test_who_insists_makes_one_offer_so_often_and_then_takes_the_other_s(side: Side, offers: int) -> None:
    base = VENDOR[0] if side is Side.VENDOR else account_ways(PARTNER)[0]
    way = base._replace(habits=(Insists(side, offers),))
    session = session_of(Match(way, None) if side is Side.VENDOR else Match(VENDOR[0], way))
    name = "ask" if side is Side.VENDOR else "bid"
    cells = [cell for cell in session.log if cell.name == name]
    assert cells
    for first in {cell.moment.round for cell in cells}:
        assert first > 0, "the first contract is given"
        talks = [cell for cell in cells if cell.moment.round == first]
        insisted = {cell.value for cell in talks if cell.moment.exchange < offers}
        assert len(insisted) == 1
        assert max(cell.moment.exchange for cell in talks) <= offers


def test_two_who_hold_out_as_long_meet_halfway_between_their_first_offers() -> None:
    vendors, accounts = vendor_people(PARTNER), account_people(PARTNER)
    session = session_of(Match(vendors[4], accounts[4]))
    offers = [cell for cell in session.log if cell.name in {"ask", "bid"}]
    first = min(cell.moment.round for cell in offers)
    talks = {(cell.name, cell.moment.exchange): cell.value for cell in offers if cell.moment.round == first}
    last = max(exchange for _, exchange in talks)
    assert last == 5
    assert (talks["ask", last], talks["bid", last]) == (talks["bid", 0], talks["ask", 0])


def test_habits_mind_what_they_are_about_and_leave_the_rest_to_the_plan() -> None:
    small, asking = GivesSmall(0.01), Asks(0.005)
    session = session_of(
        Match(VENDOR[0]._replace(habits=(small,)), account_ways(PARTNER)[0]._replace(habits=(asking,)))
    )
    given, asked = ([cell.value for cell in session.log if cell.name == name] for name in ("grant", "demand"))
    assert asked
    assert set(given) == {1.0}
    assert {cell.value for cell in session.log if cell.name == "effort"} == {1.0}
    large = session_of(
        Match(VENDOR[0]._replace(habits=(small,)), account_ways(PARTNER)[0]._replace(habits=(Asks(0.1),)))
    )
    assert {cell.value for cell in large.log if cell.name == "grant"} == {0.0}


def test_some_build_only_when_asked_and_work_only_while_nothing_gets_dearer() -> None:
    session = session_of(Match(VENDOR[0]._replace(habits=(BuildsWhenAsked(),)), account_ways(PARTNER)[2]))
    rows = session.out.panel[0, :, 0]
    built = {cell.moment.round: cell.value for cell in session.log if cell.name == "focus"}
    assert len(set(built.values())) == 2
    for t, share in built.items():
        assert (share > 0.0) == bool((rows["asked"][max(t - 4, 0) : t] > 0.0).any())
    works = {cell.moment.round: cell.value for cell in session.log if cell.name == "effort"}
    for t, effort in works.items():
        assert (effort == 0.0) == (t >= 5 and rows["price"][t - 1] > rows["price"][t - 5])
    assert isinstance(account_ways(PARTNER)[2].habits[0], WorksUnlessDearer)


def test_what_is_insisted_on_ends_with_the_years_in_the_seats_and_plans_go_on() -> None:
    way = Way("x", Kind.SQUEEZE, FAIR, (Insists(Side.VENDOR, 2), GivesSmall(0.01)), turn=5, then=FAIR)
    later = way.afterwards()
    assert later.habits == (GivesSmall(0.01),)
    assert (later.plan, later.turn, later.then) == (way.plan, 5, FAIR)


def test_nobody_sits_with_whoever_has_the_place_after_an_ending() -> None:
    leaving = account_ways(PARTNER)[0]._replace(plan=account_ways(PARTNER)[0].plan._replace(come_back=False))
    for luck in range(12):
        session = session_of(Match(VENDOR[0], leaving), luck)
        rows = session.out.panel[0, :, 0]
        gone = np.flatnonzero(rows["cause"] > 0.0)
        if len(gone):
            assert not [cell for cell in session.log if cell.slot == 0 and cell.moment.round > gone[0]]
            return
    pytest.fail("no luck in which they part")


@pytest.mark.parametrize("counterpart", WORKSHOP.counterparts, ids=lambda one: one.name)
def test_there_are_fifteen_ways_or_more_to_play_each_seat_each_with_a_name_of_its_own(counterpart: Counterpart) -> None:
    for ways in (VENDOR, account_ways(counterpart)):
        assert len({way.name for way in ways}) == len(ways) >= 15
        assert ways[0].kind is Kind.FAIR
        assert {way.kind for way in ways} == set(Kind)
    hardest = counterpart.work[-1]
    assert {getattr(way.plan, "work", hardest) for way in account_ways(counterpart)} == {hardest, "not"}
    assert max(ASK.values()) < min(
        habit.share for way in account_ways(counterpart) for habit in way.habits if isinstance(habit, Asks)
    )


def test_opposite_an_account_in_which_par_does_not_invest_the_fair_vendor_holds_back() -> None:
    wrong = load_workshop("the-wrong-account")
    partner, opportunist = wrong.counterparts
    assert vendor_ways(partner) == VENDOR
    ways, accounts = vendor_ways(opportunist), account_ways(opportunist)
    assert len({way.name for way in ways}) == len(ways)
    assert len({way.name for way in accounts}) == len(accounts)
    assert (ways[0].plan, ways[0].kind) == (DEALS, Kind.FAIR)
    assert Table(wrong, opportunist, 11, 0).fair == DEALS
    assert VENDOR[0] in ways
    for way in ways:
        if way.name.startswith("invests nothing, "):
            assert way.plan.cells(0.0) | {"grant": None, "take_back": 1.0} == DEALS.cells(0.0)
    assert {getattr(way.plan, "work", "not") for way in accounts} == {"not"}
    assert vendor_people(opportunist)[0].plan == DEALS._replace(give="most")


def test_rooms_are_dealt_lucks_that_fit_the_same_for_fewer_tables_and_for_more() -> None:
    found = deal(WORKSHOP, 11, 3)
    assert found == deal(WORKSHOP, 11, 2) + found[-1:]
    tried = list(islice(try_lucks(WORKSHOP, 11), found[-1] + 1))
    assert [one.replication for one in tried if one.fit] == found
    for one in tried:
        pars = [table(one.replication, counterpart).par() for counterpart in WORKSHOP.counterparts]
        held = all(
            par.out.panel[0, 31, 0]["away"] == 0.0 and par.out.panel[0, :32, 0]["cause"].max() == 0.0 for par in pars
        )
        assert held or not one.fit


def rows(rounds: int = 8, **columns: object) -> tuple[np.ndarray, np.ndarray]:
    blank = np.zeros(rounds, RELATIONSHIP_ROW)
    blank["active"], blank["contribution"], blank["dependence_vendor"] = 1.0, 1.0, 0.5
    for name, values in columns.items():
        blank[name] = values
    return blank, np.ones(rounds, bool)


@pytest.mark.parametrize(
    ("moment", "columns"),
    [
        ("even", {"dependence_account": [0.1, 0.2, 0.3, 0.45, 0.4, 0.3, 0.2, 0.1]}),
        ("hurt", {"asked": [0.0, 0.0, 0.4, 0.0, 0.0, 0.0, 0.0, 0.0]}),
        ("fell", {"level": [3.0, 3.0, 3.0, 3.0, 3.0, 3.0, 3.0, 2.9]}),
        ("broke", {"away": [0, 0, 0, 1, 2, 0, 0, 0]}),
        ("returned", {"returned": [0, 0, 0, 0, 1, 0, 0, 0]}),
        ("believed", {"belief": [0.5] * 4 + [0.55] * 4, "granted": [0, 0, 0, 0, 1, 0, 0, 0]}),
        ("passed", {"project_return": [0, 0, 0, 0.4, 0.4, 0.4, 0.4, 0.4]}),
        ("missed", {"misses": [0, 0, 0, 1, 1, 1, 1, 1]}),
    ],
)
def test_a_moment_is_seen_where_it_happens_and_nowhere_else(moment: str, columns: dict[str, object]) -> None:
    assert not any(moments(*rows()))
    found = moments(*rows(**columns))._asdict()
    assert [name for name, seen in found.items() if seen] == [moment]


def test_what_the_page_says_of_squeezing_follows_the_figures(monkeypatch: pytest.MonkeyPatch) -> None:
    few = WORKSHOP.model_copy(update={"counterparts": [PARTNER]})
    few_ways = (VENDOR[0], VENDOR[3], VENDOR[17])
    monkeypatch.setattr("equipoise.experiments.workshop.ways.survey.vendor_ways", lambda _: few_ways)
    monkeypatch.setattr("equipoise.experiments.workshop.ways.survey.account_ways", lambda _: account_ways(PARTNER)[:1])
    monkeypatch.setattr(
        "equipoise.experiments.workshop.ways.survey.account_people", lambda _: account_people(PARTNER)[:1]
    )
    survey = try_ways(few, lucks=3, threads=1)
    leads = squeezing(survey)
    assert leads == sorted(leads, key=lambda lead: -lead.most.mean)
    assert {lead.way.kind for lead in leads} == {Kind.SQUEEZE}
    monkeypatch.setattr("equipoise.experiments.workshop.ways.sentences.LIMIT", leads[0].most.mean + 0.1)
    assert "does not pay" in squeezing_pays(leads)
    monkeypatch.setattr("equipoise.experiments.workshop.ways.sentences.LIMIT", leads[0].most.mean - 0.1)
    assert leads[0].way.name in squeezing_pays(leads)
    assert "does not pay" not in squeezing_pays(leads)
    assert pays_from([]) is None
