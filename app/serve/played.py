"""What tables played, as the debrief reads it: a year's plans, promises and deals, from the answers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from equipoise.experiments.workshop.answers import plan_from
from equipoise.experiments.workshop.columns import LEAVE, NO_DEAL
from equipoise.experiments.workshop.offers import deal_in
from equipoise.experiments.workshop.plans import FAIR, AccountPlan, VendorPlan
from equipoise.experiments.workshop.questions import Kind, plan_of
from equipoise.experiments.workshop.room import Year
from equipoise.experiments.workshop.slips import Agreement, Handed, Promises
from equipoise.sim.calendar import ROUNDS_A_YEAR
from equipoise.sim.decisions import Side

if TYPE_CHECKING:
    from collections.abc import Iterator

    from equipoise.app.serve.live_table import LiveTable
    from equipoise.app.serve.state import State
    from equipoise.experiments.workshop.answers import Answer
    from equipoise.experiments.workshop.questions import Question


def played(state: State) -> dict[str, Year]:
    """What counts of each table: its first try."""
    found = {}
    for name, live in state.tables.items():
        first = live.first_try().finished()
        years = min(first.years, state.workshop.years)
        found[name] = Year(live.table, [handed(first, year) for year in range(1, years + 1)], first.session)
    return found


def handed(live: LiveTable, year: int) -> Handed:
    """What a table handed in in a year, as a slip has it; where nobody answered, as the program does.

    Promises are those that are about this year's plans, which may have been made late in the year before.
    """
    vendor, account = (_plan(live, side, year) for side in (Side.VENDOR, Side.ACCOUNT))
    give, ask = _last(live, year, Kind.ANSWER, "give"), _last(live, year, Kind.REQUEST, "ask")
    if isinstance(vendor, VendorPlan) and give:
        vendor = vendor._replace(give=give)
    if isinstance(account, AccountPlan) and ask:
        account = account._replace(ask=ask)
    deal = live.deal(year)
    return Handed(
        _agreement(deal) if deal else None,
        _promises(live, year),
        vendor if isinstance(vendor, VendorPlan) else FAIR,
        account if isinstance(account, AccountPlan) else AccountPlan(ask=None),
    )


def _promises(live: LiveTable, year: int) -> Promises | None:
    """What both sides promised for the plans of a year; none where a side promised nothing, or a program planned."""
    build = _promised(live, plan_of(Side.VENDOR, year), "promised_build")
    work = _promised(live, plan_of(Side.ACCOUNT, year), "promised_work")
    return Promises(build, work) if build and work else None


def _promised(live: LiveTable, plan: Question, name: str) -> str:
    """What was promised for a plan: in the last deal before it that came after the plan before it."""
    if not live.answers.get(plan.id):
        return ""
    ids = list(live.answers)
    for before in reversed(ids[: ids.index(plan.id)]):
        if before.partition(".")[2] == plan.id.partition(".")[2]:
            return ""
        if (deal := deal_in(int(before.partition(".")[0]), live.answers)) and before.split(".")[1] in _TALKS:
            return deal[name]
    return ""


_TALKS = {Kind.DEAL, Kind.OPENING, Kind.OFFER}


def _rounds(year: int) -> range:
    return range((year - 1) * ROUNDS_A_YEAR, year * ROUNDS_A_YEAR)


def _plan(live: LiveTable, side: Side, year: int) -> VendorPlan | AccountPlan | None:
    answer = live.answers.get(plan_of(side, year).id)
    return plan_from(answer, side) if answer else None


def _last(live: LiveTable, year: int, kind: Kind, name: str) -> str:
    """The last answer of a kind in a year."""
    ids: Iterator[Answer] = (
        answer
        for question, answer in reversed(live.answers.items())
        if question.split(".")[1] == kind and int(question.split(".")[0]) in _rounds(year)
    )
    return next((answer[name] for answer in ids if answer), "")


def _agreement(deal: Answer) -> Agreement:
    if deal["price"] in {NO_DEAL, LEAVE}:
        return Agreement(None, None, 1)
    return Agreement(float(deal["price"]), float(deal["support"]), int(deal["minutes"]))
