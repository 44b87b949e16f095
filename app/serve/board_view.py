"""What the facilitator's board and the screen for all show: who is where, and who is waited for."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from equipoise.analysis.prose.numbers import capital
from equipoise.app.pages.workshop.facilitator import rows
from equipoise.app.pages.workshop.words import currency_of
from equipoise.app.serve.people import SIDES
from equipoise.app.serve.played import handed
from equipoise.experiments.workshop.questions import Kind
from equipoise.experiments.workshop.room import Year
from equipoise.sim.calendar import ROUNDS_A_YEAR
from equipoise.sim.decisions import Side

if TYPE_CHECKING:
    from collections.abc import Callable

    from equipoise.app.serve.live_table import LiveTable
    from equipoise.app.serve.people import Person
    from equipoise.app.serve.room import Room
    from equipoise.app.serve.state import State

_WORDS = {
    Kind.PLAN: "plans",
    Kind.DEAL: "agree on terms",
    Kind.OPENING: "makes a first offer",
    Kind.OFFER: "makes an offer",
    Kind.REQUEST: "may ask for something",
    Kind.ANSWER: "answers a request",
    Kind.BACK: "decides whether to go on",
}


class SeatRow(NamedTuple):
    """A seat on the board."""

    side: str
    name: str
    people: list[tuple[Person, bool]]  #: and whether each is connected
    program: bool  #: whether a program has it
    status: str
    awaited: bool  #: whether others wait for its people
    nudged: bool  #: whether they are told so


class TableRow(NamedTuple):
    """A table on the board."""

    name: str
    where: str
    seats: list[SeatRow]
    asked: list[tuple[str, str]]  #: questions that are open: id, and in words
    left: int | None
    through: bool
    last_year: int  #: that can be reopened
    can_try_again: bool
    has_decided: bool
    second: bool  #: whether it is a second try
    hidden: str  #: what no seat may know


def table_rows(state: State, at: float, is_here: Callable[[int], bool], *, hidden: bool) -> list[TableRow]:
    """How each table stands, at a time in seconds since 1970; ``hidden`` tells what no seat may know."""
    return [_row(state, name, live, at, is_here, hidden=hidden) for name, live in state.tables.items()]


def _row(
    state: State, name: str, live: LiveTable, at: float, is_here: Callable[[int], bool], *, hidden: bool
) -> TableRow:
    lefts = [left for one in live.open if (left := state.timer.left(name, one, at)) is not None]
    return TableRow(
        name=name,
        where=where(state, live),
        seats=[_seat(state, name, live, side, is_here) for side in SIDES],
        asked=[(one.id, f"{_who(state, one.side)} {_WORDS[one.kind]}") for one in live.open],
        left=min(lefts, default=None),
        through=state.through(name),
        last_year=min(live.last_year(), state.workshop.years),
        has_decided=live.has_decided,
        can_try_again=live.parted and live.kept is None and not state.ended,
        second=live.kept is not None,
        hidden=_hidden(state, name, live) if hidden else "",
    )


def where(state: State, live: LiveTable) -> str:
    """Where a table is, in words."""
    years = state.workshop.years
    if not state.started:
        return "before the first year"
    if live.session.over:
        return "over"
    if not live.open:
        return f"through with year {min(live.years, years)}"
    first = live.open[0]
    return f"year {first.year}, quarter {first.round % ROUNDS_A_YEAR + 1}"


def _who(state: State, side: Side) -> str:
    return {Side.VENDOR: "the vendor", Side.ACCOUNT: state.workshop.account, Side.BOTH: "both"}[side]


def _seat(state: State, name: str, live: LiveTable, side: Side, is_here: Callable[[int], bool]) -> SeatRow:
    people = [(one, is_here(one.number)) for one in state.people.at(name, side)]
    program = (name, side) in state.programs
    asked = any(one.side in {side, Side.BOTH} for one in live.open)
    by_people = "deciding" if asked else "waiting"
    status = by_people if side in state.sides(name) else "program"
    awaited, nudged = bool(state.awaited(name, side)), state.is_nudged(name, side)
    return SeatRow(side.value, _who(state, side), people, program, status, awaited, nudged)


def _hidden(state: State, name: str, live: LiveTable) -> str:
    year = min(live.years, state.workshop.years)
    told = f"{state.workshop.account} is: {live.table.counterpart.name}."
    if not year:
        return told
    played = {name: Year(live.table, [handed(live, k) for k in range(1, year + 1)], live.session)}
    (row,) = rows(played, year)
    write = currency_of(state.workshop.money).figure
    made = f" Year {year}: the vendor made {write(row.vendor.profit)}, {state.workshop.account} gained "
    return told + made + f"{write(row.account.surplus)}. " + " ".join(f"{capital(one)}." for one in row.remarks)


def says(room: Room) -> str:
    """How the room stands, in a sentence or two."""
    state = room.state
    if room.readable_only:
        return "Played with another version of the rules: to be read, not to be gone on with."
    if not state.started:
        count = len(state.people.everybody())
        return f"{count} {'person' if count == 1 else 'people'} in the room."
    if is_over(state):
        return "The game is over at every table."
    waited = waited_for(state)
    years = f"Year {min(state.opened, state.workshop.years)} of {state.workshop.years}."
    if not waited:
        return f"{years} Every table is through."
    return f"{years} Waiting for table {', '.join(waited)}."


def is_over(state: State) -> bool:
    """Whether the game is over at every table."""
    return all(live.session.over for live in state.tables.values())


def longest_left(state: State, at: float) -> int | None:
    """Seconds that are left to whoever has most; None where no clock runs."""
    asked = [(name, one) for name, live in state.tables.items() for one in live.open]
    return max((left for name, one in asked if (left := state.timer.left(name, one, at)) is not None), default=None)


def waited_for(state: State) -> list[str]:
    """Tables that are not through with the year that is open."""
    return [name for name in state.tables if not state.through(name)]
