"""Which lucks a room plays: those in which par is a base that a table can be compared with."""

from __future__ import annotations

from itertools import count, islice
from typing import TYPE_CHECKING, NamedTuple

from equipoise.experiments.workshop.books import account_years
from equipoise.experiments.workshop.score import figures
from equipoise.experiments.workshop.table import Table
from equipoise.sim.faults import WorkshopError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from equipoise.experiments.workshop.workshop import Workshop

LEAST_PAR = 1.0
"""Money a year that either side makes in par: of less than that, per cent say nothing."""

MOST_TRIED, MOST_TRIED_A_TABLE = 50, 20
"""Lucks that are tried before a workshop is refused."""


class Dealt(NamedTuple):
    """A luck, and whether it is played."""

    replication: int
    fit: bool  #: whether par holds together to the end of the years in the seats, and both sides make enough


def deal(workshop: Workshop, seed: int, tables: int) -> list[int]:
    """Deal each table its luck.

    A luck is played where, with each account of the workshop, two computer players are still together at the end of
    the years in the seats and each makes ``LEAST_PAR`` a year or more, so that per cent of it mean something.
    """
    tried = islice(try_lucks(workshop, seed), MOST_TRIED + MOST_TRIED_A_TABLE * tables)
    found = list(islice((luck.replication for luck in tried if luck.fit), tables))
    if len(found) == tables:
        return found
    raise WorkshopError(
        f"{workshop.name}: hardly any luck is one in which two computer players stay together for {workshop.years} "
        f"years and each makes {LEAST_PAR:g} money a year; make its scenarios kinder"
    )


def try_lucks(workshop: Workshop, seed: int) -> Iterator[Dealt]:
    """Try one luck after another, without end."""
    for replication in count():
        yield Dealt(replication, all(_is_fit(Table(workshop, one, seed, replication)) for one in workshop.counterparts))


def _is_fit(table: Table) -> bool:
    par = table.par()
    end = account_years(par, table.slot)[table.workshop.years - 1].relationship
    made = figures(table, par)
    return end.held and not end.away and min(made) >= LEAST_PAR
