"""A room: the tables of a workshop, what they handed in, and what came of it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from pydantic import Field

from equipoise.experiments.workshop.answers import WITHOUT_DEAL, within_reach
from equipoise.experiments.workshop.loading import load_workshop
from equipoise.experiments.workshop.plans import Deal, Slip
from equipoise.experiments.workshop.players import is_together
from equipoise.experiments.workshop.slips import read_slips
from equipoise.experiments.workshop.table import Table
from equipoise.sim.characters import Name
from equipoise.sim.faults import WorkshopError
from equipoise.sim.files.bounds import told
from equipoise.sim.files.loading import Kind, load
from equipoise.sim.parameters.declare import LONGEST_NAME, Section
from equipoise.sim.whole_numbers import REPLICATION, SEED
from equipoise.sim.wording import did_you_mean, listed, shown, written

if TYPE_CHECKING:
    from collections.abc import Iterator

    from equipoise.experiments.workshop.slips import Agreement, Handed
    from equipoise.experiments.workshop.workshop import Workshop
    from equipoise.sim.session import Session

MOST_TABLES = 60
"""Most tables of a room."""


class Seating(Section):
    """A table as the room's file has it."""

    name: Name = Field(min_length=1, max_length=LONGEST_NAME, description="What the table is called.")
    counterpart: str = Field(min_length=1, description="Who the account is, by the workshop's name for it.")
    replication: int = Field(ge=REPLICATION.low, le=REPLICATION.high, description="The table's luck.")


class Room(Section):
    """A room's file: which workshop, and who sits where under which luck."""

    name: Name = Field("room", min_length=1, max_length=LONGEST_NAME, description="Short name; that of the file.")
    workshop: str = Field(min_length=1, description="A shipped workshop's name, or the path of a .toml file.")
    seed: int = Field(ge=SEED.low, le=SEED.high, description="Seed of the luck.")
    tables: list[Seating] = Field(min_length=1, max_length=MOST_TABLES, description="The tables.")


class Year(NamedTuple):
    """A table after some years."""

    table: Table
    handed: list[Handed]  #: what it handed in, one a year
    session: Session  #: at the beginning of the next year, or over

    @property
    def over(self) -> bool:
        """Whether the two have parted for good, so that only the vendor goes on."""
        return not is_together(self.session, self.table.slot)


class OpenRoom(NamedTuple):
    """A room whose file was read."""

    path: Path
    workshop: Workshop
    tables: dict[str, Table]

    def slips(self, year: int) -> Path:
        """Where the slips of a year are typed."""
        return self.path.parent / f"slips-{year}.csv"

    def page(self, year: int) -> Path:
        """Where half a page for each seat is written after a year."""
        return self.path.parent / f"year-{year}.html"

    def play(self, year: int) -> dict[str, Year]:
        """Play all tables from their slips, up to a year; all mistakes of a year are said at once."""
        played = {name: Year(table, [], table.begin()) for name, table in self.tables.items()}
        for this in range(1, year + 1):
            path = self.slips(this)
            parted = [name for name, one in played.items() if one.over]
            handed = read_slips(path, list(self.tables), this, parted)
            wrong = [
                f"{shown(str(path))}  table {name}: {words}"
                for name, one in handed.items()
                for words in self._wrong(played[name], one)
            ]
            if wrong:
                raise WorkshopError(told(wrong))
            for name, one in handed.items():
                table, before, session = played[name]
                table.play_year(session, self._slip(one))
                before.append(one)
        return played

    def _wrong(self, year: Year, handed: Handed) -> Iterator[str]:
        """What is a slip, but cannot be at this table, or not in this year."""
        work = year.table.counterpart.work
        if year.over:
            return
        if handed.account.work not in work:
            yield f"work = {written(handed.account.work)}   must be {listed(work)}, as its role sheet says"
        agreement = handed.agreement
        if agreement is None or agreement.price is None:
            return
        price = within_reach(year.table, year.session)
        if words := price.wrong(f"{agreement.price:g}"):
            yield f"{words}: a price moves no further in a year; whoever wants more than that changes support"

    def _slip(self, handed: Handed) -> Slip:
        return Slip(handed.vendor, handed.account, _deal(handed.agreement, self.workshop.money.price))


def _deal(agreement: Agreement | None, unit: float) -> Deal | None:
    """An agreement in the model's money; minutes after the first are exchanges of offers."""
    if agreement is None:
        return None
    if agreement.price is None or agreement.support is None:
        return Deal(None, None, WITHOUT_DEAL)
    return Deal(agreement.price / unit, agreement.support / unit, agreement.minutes - 1)


def open_room(path: str | Path) -> OpenRoom:
    """Open a room by its file, ``room.toml``, with its workshop."""
    found = Path(path)
    room = load(Kind(Room, "room", found.parent, WorkshopError), found)
    own = room.workshop
    workshop = load_workshop(found.parent / own if own.endswith(".toml") else own)
    known = [one.name for one in workshop.counterparts]
    label = shown(str(found))
    names = [seating.name for seating in room.tables]
    wrong = [f"table {name} stands there twice" for name in sorted({name for name in names if names.count(name) > 1})]
    wrong += [
        f"counterpart = {written(one.counterpart)} of table {one.name}   must be {listed(known)}"
        f"{did_you_mean(one.counterpart, known)}"
        for one in room.tables
        if one.counterpart not in known
    ]
    if wrong:
        raise WorkshopError(told(f"{label}  {words}" for words in wrong))
    tables = {
        one.name: Table(workshop, workshop.counterpart(one.counterpart), room.seed, one.replication)
        for one in room.tables
    }
    return OpenRoom(found, workshop, tables)


def last_year(room: OpenRoom) -> int:
    """The last year that was played, counted from the first; 0 when there is none.

    A year was played when its page is there: the file for a year's slips is there before.
    """
    year = 0
    while room.page(year + 1).is_file() and room.slips(year + 1).is_file():
        year += 1
    return year
