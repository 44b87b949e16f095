"""Books of each seat: they add up, agree with the run, and hold nothing that the seat may not know."""

from collections.abc import Sequence
from dataclasses import replace
from functools import cache

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from equipoise.app.pages.workshop.seats import account_half, vendor_half
from equipoise.app.pages.workshop.words import currency_of
from equipoise.experiments.workshop.books import account_years, vendor_years
from equipoise.experiments.workshop.plans import Slip
from equipoise.experiments.workshop.score import figures, score
from equipoise.experiments.workshop.table import Table
from equipoise.sim.calendar import ROUNDS_A_YEAR
from equipoise.sim.moves import ACCOUNT_IS_SHOWN, VENDOR_IS_SHOWN
from equipoise.sim.session import Session
from equipoise.sim.state import RELATIONSHIP_ROW
from tests.workshop.slips import slips

PARTS = ("price", "support", "unique", "free", "work", "bound", "elsewhere")


def played(table: Table, years: Sequence[Slip]) -> Session:
    return table.play(years)


@settings(max_examples=8)
@given(st.lists(slips, min_size=1, max_size=8))
def test_the_parts_of_an_account_s_surplus_add_up(table: Table, years: list[Slip]) -> None:
    session = played(table, years)
    rows = session.out.panel[0, : session.round, table.slot]
    for year, own in enumerate(account_years(session, table.slot)):
        assert sum(getattr(own, part) for part in PARTS) == pytest.approx(own.surplus, abs=1e-9)
        quarters = rows[year * ROUNDS_A_YEAR : (year + 1) * ROUNDS_A_YEAR]
        if own.relationship.held:
            assert own.surplus == pytest.approx(quarters["account_surplus"].sum())
            assert own.elsewhere == pytest.approx(
                sum(
                    row.volume * (1.0 - row.bought) * (row.alternative - row.quote)
                    if row.bought > 0.0
                    else row.account_surplus + row.account_effort
                    for row in quarters
                    if row.bought < 1.0
                ),
                abs=1e-9,
            )


@settings(max_examples=8)
@given(st.lists(slips, min_size=1, max_size=8))
def test_a_vendor_s_years_add_up_to_its_run(table: Table, years: list[Slip]) -> None:
    session = played(table, years)
    found = vendor_years(session, table.slot)
    rows = session.out.vendor[0, : session.round]
    profit = rows["contribution"] - rows["fixed_cost"] - rows["winning_cost"]
    assert sum(year.profit for year in found) == pytest.approx(profit.sum())
    assert sum(year.wins for year in found) == rows["wins"][-1]
    for year in found:
        assert year.account + year.others - year.fixed_cost - year.winning_cost == pytest.approx(year.profit)


def test_two_computer_players_score_100(table: Table, opportunist: Table) -> None:
    for one in (table, opportunist):
        par = figures(one, one.par())
        assert score(par, par).table == 100.0
    half = figures(table, table.par())._replace(account=0.5 * figures(table, table.par()).account)
    found = score(half, figures(table, table.par()))
    assert (found.vendor, found.account, found.table) == pytest.approx((100.0, 50.0, 50.0))


def test_an_opportunist_s_own_figure_is_that_of_its_years(opportunist: Table) -> None:
    session = opportunist.par()
    four = [year.surplus for year in account_years(session, opportunist.slot)][:4]
    assert figures(opportunist, session).account == pytest.approx(np.mean(four))
    whole = replace(opportunist, counterpart=opportunist.counterpart.model_copy(update={"own_years": None}))
    assert figures(whole, session).account != figures(opportunist, session).account


def test_who_has_taken_over_is_told_of_its_own_years(opportunist: Table, table: Table) -> None:
    session, amount = opportunist.par(), currency_of(opportunist.workshop.money).figure
    made = [year.surplus for year in account_years(session, opportunist.slot)]
    for year in range(2, 9):
        headline = account_half("1", opportunist, session, year).headline
        counts, since = (made[4:year], "since you took over") if year > 4 else (made[:year], "so far")
        assert f"; {amount(float(np.mean(counts)))} a year {since}" in headline
    assert "since you took over" not in account_half("1", table, table.par(), 8).headline


@cache
def _columns(shown: frozenset[str]) -> list[str]:
    return [name for name in RELATIONSHIP_ROW.names or () if name not in shown and RELATIONSHIP_ROW[name].kind == "f"]


ENDED = {"cause", "active", "generation"}


@settings(max_examples=6)
@given(st.lists(slips, min_size=1, max_size=3), st.integers(0, 2**32 - 1))
def test_halves_hold_nothing_that_is_hidden_from_their_seat(table: Table, years: list[Slip], seed: int) -> None:
    """Pies stay: of them, a seat sees its dependence in twentieths."""
    for make, shown, own_pie in (
        (vendor_half, VENDOR_IS_SHOWN, {"pie_vendor", "left_vendor"}),
        (account_half, ACCOUNT_IS_SHOWN, {"pie_account"}),
    ):
        session = played(table, years)
        before = make("1", table, session, len(years))
        draw = np.random.default_rng(seed)
        for name in _columns(shown):
            if name not in own_pie | ENDED:
                session.out.panel[name] += draw.normal(size=session.out.panel[name].shape)
        assert make("1", table, session, len(years)) == before
