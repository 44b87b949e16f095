"""A table's score: each side's own figure beside two programs with the same luck, and the smaller of the two."""

from __future__ import annotations

from statistics import fmean
from typing import TYPE_CHECKING, NamedTuple

from equipoise.experiments.workshop.books import account_years, vendor_years

if TYPE_CHECKING:
    from equipoise.experiments.workshop.table import Table
    from equipoise.sim.session import Session


class Figures(NamedTuple):
    """What each side made, money a year."""

    vendor: float  #: profit
    account: float  #: how much better off the account was than with the market, over the years that count for it


class Score(NamedTuple):
    """A table's own figures in per cent of par."""

    own: Figures  #: what the table made
    par: Figures  #: what two programs made of the same luck
    vendor: float  #: per cent of par
    account: float  #: per cent of par

    @property
    def table(self) -> float:
        """The smaller of the two."""
        return min(self.vendor, self.account)


class Later(NamedTuple):
    """What the account gained after the years that count for it: the figure of whoever had its seat then."""

    first: int  #: year
    last: int  #: year
    own: float  #: how much better off it was than with the market, money a year
    par: float  #: the same, where two programs had the same luck


def later(table: Table, session: Session, par: Session, years: int) -> Later | None:
    """What the account gained in those of the first years that do not count for it; None where there is none."""
    counts = table.counterpart.own_years
    if counts is None or counts >= years:
        return None
    own, of_par = (
        fmean(year.surplus for year in account_years(one, table.slot)[counts:years]) for one in (session, par)
    )
    return Later(counts + 1, years, own, of_par)


def figures(table: Table, session: Session, years: int | None = None) -> Figures:
    """What each side of a table made, in its first years; in all that were played when not stated."""
    account = [year.surplus for year in account_years(session, table.slot)[:years]]
    return Figures(
        fmean(year.profit for year in vendor_years(session, table.slot)[:years]),
        fmean(account[: table.counterpart.own_years]),
    )


def score(own: Figures, par: Figures) -> Score:
    """Score a table in per cent of par, of which both figures are above 0."""
    return Score(own, par, 100.0 * (own.vendor / par.vendor), 100.0 * (own.account / par.account))
