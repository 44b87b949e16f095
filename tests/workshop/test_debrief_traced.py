"""What figures are traced to: breaks and their cost, every year's ledger, and events."""

from dataclasses import replace
from functools import partial

import numpy as np
import pytest

from equipoise.analysis.prose.units import Units
from equipoise.app.pages.workshop.debrief.page import debrief_document
from equipoise.app.pages.workshop.debrief.sheets import sheets
from equipoise.app.pages.workshop.debrief.slides import slides
from equipoise.app.pages.workshop.debrief.words import apart_line, break_line
from equipoise.experiments.json_text import json_text
from equipoise.experiments.workshop.books import account_years, vendor_years
from equipoise.experiments.workshop.debrief.breaks import Break, breaks
from equipoise.experiments.workshop.debrief.debrief import Debrief, Result, debrief
from equipoise.experiments.workshop.debrief.events import EVENTS
from equipoise.experiments.workshop.debrief.games import play_games
from equipoise.experiments.workshop.guesses import Foretold, Guess
from equipoise.experiments.workshop.plans import FAIR, AccountPlan, Deal, Slip, VendorPlan
from equipoise.experiments.workshop.room import Year
from equipoise.experiments.workshop.slips import Agreement, Handed, Promises
from equipoise.experiments.workshop.table import Table
from equipoise.sim.decisions import Side
from equipoise.sim.money import Money
from equipoise.sim.session import Session

EUROS = Units(Money("euros", 1e6, 100.0))
LONG = 9
"""Exchanges of talks that break off in six of ten cases, where nothing is bound."""
TALKS = Slip(
    VendorPlan("some", joint_plan=True, people=True, give="most"),
    AccountPlan(work="some", ask="engineers"),
    Deal(None, None, LONG),
)
ASKS = Slip(VendorPlan("some", give="little"), AccountPlan(ask="service"), Deal(None, None, 0))
GUESSED = Foretold(
    (), [Guess("1", Side.VENDOR, 1, {"needs_us": 0.41}), Guess("1", Side.ACCOUNT, 1, {"needed": 0.73, "firm": 0.5})]
)


def played(table: Table, slips: list[Slip]) -> Year:
    agreed = Agreement(90.0, 5.0, LONG + 1)
    return Year(
        table,
        [
            Handed(
                agreed if year else None, Promises("some", "some"), slip.vendor or FAIR, slip.account or AccountPlan()
            )
            for year, slip in enumerate(slips)
        ],
        table.play(slips),
    )


def first_with(table: Table, slip: Slip, words: str) -> Year:
    """A luck under which the two break for a reason, and are together in the end."""
    for luck in range(60):
        year = played(replace(table, replication=luck), [slip] * table.workshop.years)
        found = breaks(year.session, table.slot)
        if any(one.words == words and one.then == "together" for one in found) and not any(one.final for one in found):
            return year
    raise AssertionError(f"no luck with {words}")


@pytest.fixture(scope="module")
def healed(table: Table) -> Year:
    return first_with(table, TALKS, "talks collapsed")


@pytest.fixture(scope="module")
def found(healed: Year, opportunist: Table) -> Debrief:
    years = opportunist.workshop.years
    work = Slip(VendorPlan("much", joint_plan=True), AccountPlan(work="little"), Deal(None, None, 0))
    return debrief({"1": healed, "2": played(opportunist, [work] * years)}, 24, foretold=GUESSED)


def pair(session: Session, slot: int) -> np.ndarray:
    return session.out.panel[0, :, slot]


def test_a_break_that_healed_costs_what_the_pace_before_would_have_brought(healed: Year) -> None:
    rows, slot = pair(healed.session, healed.table.slot), healed.table.slot
    found = [one for one in breaks(healed.session, slot) if not one.final]
    assert sum(one.apart for one in found) == (rows["away"] > 0.0).sum()
    for one in found:
        t = 4 * (one.year - 1) + one.quarter - 1
        assert rows["away"][t] == 1.0
        before = [k for k in range(t) if rows["away"][k] == 0.0][-4:]
        for name, lost in (("contribution", one.lost_vendor), ("account_surplus", one.lost_account)):
            made = rows[name][t : t + one.apart].sum()
            assert lost + made == pytest.approx(one.apart * rows[name][before].mean())
    follows = {"together": 0.0, "broke down again": 1.0}
    for one in found:
        after = 4 * (one.year - 1) + one.quarter - 1 + one.apart
        assert after == len(rows) or rows["away"][after] == follows[one.then]


def test_talks_break_off_as_often_as_their_minutes_say(table: Table) -> None:
    """Over many lucks, against the chance that each break names."""
    expected, broke, named = 0.0, 0, set()
    for luck in range(60):
        session = replace(table, replication=luck).play([TALKS, TALKS])
        rows = pair(session, table.slot)
        if rows["exchanges"][4] < 0.0 or rows["cause"][:4].any() or rows["away"][3]:
            continue
        chance = (1.0 - rows["commitment"][3]) * (1.0 - (1.0 - session.world.params[0].collapse) ** LONG)
        expected += chance
        at_talks = [one for one in breaks(session, table.slot) if (one.year, one.quarter) == (2, 1)]
        broke += len(at_talks)
        named |= {(round(one.chance, 9), round(chance, 9)) for one in at_talks}
    assert named
    assert all(said == reckoned for said, reckoned in named)
    assert abs(broke - expected) <= 3.0 * expected**0.5


def test_a_refused_request_breaks_at_a_chance_that_falls_with_what_is_given(opportunist: Table) -> None:
    year = first_with(opportunist, ASKS, "a demand was refused")
    one = next(one for one in breaks(year.session, opportunist.slot) if one.words == "a demand was refused")
    flat = ASKS._replace(vendor=VendorPlan("some", give="nothing"))
    before = [ASKS] * (one.year - 1)
    again = year.table.play([*before, flat])
    at = [other for other in breaks(again, opportunist.slot) if other.year == one.year]
    assert any(other.chance * 0.75**2 == pytest.approx(one.chance) for other in at)
    assert (one.exchanges, one.talked) == (0, False)


def test_minutes_are_of_people_and_exchanges_of_programs(found: Debrief) -> None:
    lines = found.tables[0].breaks
    people = [one for one in lines if one.year <= 8 and one.exchanges]
    assert people
    assert all(one.talked and one.exchanges == LONG for one in people)
    say = partial(break_line, account="Giant", years=8, horizon=3.0, currency=EUROS)
    assert "talks that go on for 9 minutes after the first break off in" in say(people[0])
    programs = people[0]._replace(year=9, talked=False, exchanges=1)
    assert say(programs).startswith(f"Year 9, quarter {programs.quarter}, with programs on both sides: it broke down")
    assert "talks of 1 exchange of offers" in say(programs)


def test_the_time_apart_is_told_in_one_sum() -> None:
    one = Break(3, 1, "talks collapsed", False, 0.5, -0.25, 2, "together", talked=True, exchanges=3, chance=0.3)
    told = apart_line([one, one._replace(lost_vendor=0.1, lost_account=0.25, apart=1)], "Giant", EUROS)
    paid = "Giant brought the vendor 600,000 less, and gained about as much."
    assert told.startswith(f"In 3 quarters apart, beside as much time before, {paid}")
    assert apart_line([], "Giant", EUROS) == ""
    assert "cannot be told" in apart_line([one._replace(lost_vendor=float("nan"))], "Giant", EUROS)


def test_the_ledger_adds_up_to_the_figures_and_leaves_no_year_out(found: Debrief) -> None:
    for one in found.tables:
        counts = one.later.first - 1 if one.later else found.years
        for entries, made in ((one.ledger, one.own), (one.par_ledger, one.par)):
            assert [entry.year for entry in entries] == [*range(1, 11)]
            assert np.mean([entry.vendor for entry in entries]) == pytest.approx(made.vendor)
            assert np.mean([entry.account for entry in entries[:counts]]) == pytest.approx(made.account)
            assert [entry.people for entry in entries] == [True] * 8 + [False] * 2
        assert sum(entry.apart for entry in one.ledger) == sum(broke.apart for broke in one.breaks)


def test_years_apart_and_years_of_programs_are_marked_on_a_sheet(found: Debrief) -> None:
    first = sheets(found)[0]
    for grid in (first.years, first.known):
        years = [row[0] for row in grid.rows]
        assert len(years) == 10
        assert [name for name in years if name.endswith("programs on both sides")] == years[8:]
        marked = {int(name.partition(",")[0]) for name in years if "apart" in name}
        assert marked == {entry.year for entry in found.tables[0].ledger if entry.apart}
    assert any("Reckoned is what Giant brought the vendor" in line for line in first.told)
    assert any('A break by chance counts under "you"' in line for line in first.told)


def test_what_people_guessed_stands_beside_the_need_and_a_belief_apart(found: Debrief) -> None:
    with_guesses, without = (sheet.known for sheet in sheets(found))
    first = dict(zip(with_guesses.head, with_guesses.rows[0], strict=True))
    assert first["as the vendor's people guessed it"] == "0.41"
    assert first["as Giant's people guessed it"] == "0.73"
    assert with_guesses.rows[7][with_guesses.head.index("as Giant's people guessed it")] == "-"
    belief = "A computer Giant would have been sure that the vendor depends on it"
    assert with_guesses.head[-1] == without.head[-1] == belief
    assert first[belief].endswith("%")
    assert not any("guessed" in head for head in without.head)


def counts_of(one: Result, event: str) -> list[int]:
    return next(traced.table for traced in one.traced if traced.event == event)


def test_events_are_those_of_the_books_and_of_the_breaks(found: Debrief, healed: Year) -> None:
    one = found.tables[0]
    assert counts_of(one, "won") == [year.wins for year in vendor_years(healed.session, healed.table.slot)]
    assert sum(counts_of(one, "broke_down")) == sum(not broke.final for broke in one.breaks)
    assert sum(counts_of(one, "came_back")) == sum(broke.then == "together" for broke in one.breaks)
    assert sum(counts_of(one, "parted")) == 0


def test_events_of_games_side_by_side_are_those_of_sessions(table: Table) -> None:
    games = play_games(table, FAIR, [3, 4])
    for k, luck in enumerate([3, 4]):
        par = replace(table, replication=luck).par()
        years = vendor_years(par, table.slot)
        assert games.events[k, :, EVENTS.index("won")].tolist() == [year.wins for year in years]
        apart = (pair(par, table.slot)["away"] == 1.0).sum()
        assert games.events[k, :, EVENTS.index("broke_down")].sum() == apart


def test_who_is_scored_on_some_years_is_told_of_the_others(found: Debrief) -> None:
    partner, opportunist = found.tables
    assert partner.later is None
    assert opportunist.later is not None
    assert (opportunist.later.first, opportunist.later.last) == (5, 10)
    total = 4 * opportunist.own.account + 6 * opportunist.later.own
    assert total == pytest.approx(sum(entry.account for entry in opportunist.ledger))
    shown = slides(found)
    told = "Giant is scored on years 1 to 4, as its role sheet says. In years 5 to 10, its successor's, it gained"
    assert any(told in remark for slide in shown if slide.key == "score" for remark in slide.remarks)
    assert any(line.startswith(told) for line in sheets(found)[1].told)
    assert opportunist.worked == 1.0  # little is the most that its sheet allows


def test_programs_read_all_of_it(found: Debrief) -> None:
    document = debrief_document(found, slides(found))
    first = document["tables"][0]
    assert first["breaks"][0].keys() >= {"lost_vendor", "lost_account", "apart", "then", "chance"}
    assert len(first["ledger"]) == len(first["par_ledger"]) == 10
    assert {one["event"] for one in first["traced"]} == set(EVENTS)
    assert document["tables"][1]["later"]["first"] == 5
    assert {one["side"] for one in first["guessed"]} == {"vendor", "account"}
    assert "NaN" not in json_text(document)


def test_the_other_side_has_its_own_name_everywhere(found: Debrief) -> None:
    for slide in slides(found):
        heads = slide.grid.head if slide.grid else []
        assert not [head for head in heads if "ccount" in head], slide.key
        assert "account" not in slide.finding
    for sheet in sheets(found):
        for grid in (sheet.figures, sheet.years, sheet.known, sheet.events):
            assert not [head for head in grid.head if "ccount" in head]


def test_books_and_ledger_are_one(healed: Year, found: Debrief) -> None:
    surplus = [year.surplus for year in account_years(healed.session, healed.table.slot)]
    assert [entry.account for entry in found.tables[0].ledger] == surplus


def test_quarters_apart_end_with_the_end(table: Table) -> None:
    stubborn = Slip(VendorPlan(give="nothing", take_back=False), AccountPlan(come_back=False), Deal(None, None, 11))
    ended = debrief({"1": played(table, [stubborn] * table.workshop.years)}, 8).tables[0]
    assert ended.end is not None
    assert sum(entry.apart for entry in ended.ledger) == sum(broke.apart for broke in ended.breaks)
    assert [broke.then for broke in ended.breaks][-2:] == ["parted", ""]
    assert [entry.over for entry in ended.ledger] == [entry.year >= ended.end.year for entry in ended.ledger]
    assert all(not entry.built for entry in ended.ledger if entry.year > ended.end.year)
