"""What an observer's page shows of a table: what both of its seats see of their contract, and nothing else."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from equipoise.app.pages.workshop.words import currency_of
from equipoise.app.serve.board_view import where
from equipoise.app.serve.people import SIDES
from equipoise.experiments.workshop.columns import LEAVE, NO_DEAL
from equipoise.sim.calendar import ROUNDS_A_YEAR
from equipoise.sim.whose import side_by_side

if TYPE_CHECKING:
    from collections.abc import Mapping

    import numpy as np

    from equipoise.app.serve.live_table import LiveTable
    from equipoise.app.serve.state import State
    from equipoise.experiments.workshop.answers import Answer

PUBLIC = ("price", "support", "commitment", "volume", "active", "generation", "cause", "away")
"""Columns of a relationship that both seats see, and all that is read here."""


class ObservedYear(NamedTuple):
    """A year of a table."""

    year: int
    contract: list[str]  #: price, support, bound, volume
    agreed: str  #: in the talks of the year
    promised: str


class Observed(NamedTuple):
    """A table, as the whole room may see it."""

    name: str
    where: str
    people: list[tuple[str, list[str]]]  #: seat, and who sits there
    together: str
    years: list[ObservedYear]  #: that are over, and the one that is played


def observed(state: State, name: str) -> Observed:
    """Make what an observer sees of a table: from :data:`PUBLIC`, and from what people agreed and promised."""
    live, seats = state.tables[name], ("vendor", state.workshop.account)
    people = [
        (seat, [one.name for one in state.people.at(name, side)]) for seat, side in zip(seats, SIDES, strict=True)
    ]
    over = min(live.years, state.workshop.years)
    panel = live.session.out.panel[0, :, live.slot]
    years = [_year(state, live, year, _public(panel[ROUNDS_A_YEAR * year - 1])) for year in range(1, over + 1)]
    now = _public(side_by_side(live.session.world, live.slot)[0])
    if state.started and over < state.workshop.years and not state.through(name):
        years.append(_year(state, live, over + 1, now))
    return Observed(name, where(state, live), people, _together(now, state.workshop.account), years)


def _public(row: np.record) -> dict[str, float]:
    return {name: float(row[name]) for name in PUBLIC}


def _is_together(now: Mapping[str, float]) -> bool:
    return now["active"] > 0.0 and now["generation"] == 0.0 and now["cause"] == 0.0


def _together(now: Mapping[str, float], account: str) -> str:
    if not _is_together(now):
        return "The two have parted for good."
    if now["away"] > 0.0:
        return f"{account} buys elsewhere for now."
    return "The two are together."


def _year(state: State, live: LiveTable, year: int, now: Mapping[str, float]) -> ObservedYear:
    write = currency_of(state.workshop.money).a_unit
    contract = ["", "", "", ""]
    if _is_together(now) and now["away"] == 0.0:
        bought = f"{ROUNDS_A_YEAR * now['volume'] * state.workshop.money.money / state.workshop.money.price:,.0f}"
        contract = [write(now["price"]), write(now["support"]), f"{now['commitment']:.0%}", bought]
    deal = live.deal(year)
    return ObservedYear(year, contract, _agreed(deal), _promised(deal, state.workshop.account))


def _agreed(deal: Answer | None) -> str:
    if not deal:
        return ""
    words = {NO_DEAL: "no agreement", LEAVE: "one left for good"}
    return words.get(deal["price"]) or f"{deal['price']}, support {deal['support']}"


def _promised(deal: Answer | None, account: str) -> str:
    if not deal or deal["price"] == LEAVE:
        return ""
    return f"the vendor builds {deal['promised_build']}, {account} works {deal['promised_work']}"
