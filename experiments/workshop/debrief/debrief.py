"""Everything that the debrief shows, from the tables as they were played."""

from __future__ import annotations

from statistics import fmean
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from equipoise.experiments.workshop.dealing import LEAST_PAR
from equipoise.experiments.workshop.debrief.breaks import Break, breaks
from equipoise.experiments.workshop.debrief.events import EVENTS, Traced, count_events
from equipoise.experiments.workshop.debrief.games import Games, play_games
from equipoise.experiments.workshop.debrief.guessed import Guessed, even_year, guessed
from equipoise.experiments.workshop.debrief.ledger import Entry, ledger
from equipoise.experiments.workshop.debrief.promises import Promise, promises
from equipoise.experiments.workshop.debrief.replays import Turn, turns
from equipoise.experiments.workshop.debrief.truth import Need, Request, needs, requests
from equipoise.experiments.workshop.guesses import Foretold
from equipoise.experiments.workshop.plans import BUILD, FAIR, WORK
from equipoise.experiments.workshop.score import Figures, Later, Score, figures, later, score
from equipoise.experiments.workshop.table import Table
from equipoise.sim.calendar import ROUNDS_A_YEAR
from equipoise.sim.faults import WorkshopError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from numpy.typing import NDArray

    from equipoise.experiments.workshop.room import Year
    from equipoise.experiments.workshop.workshop import Workshop
    from equipoise.sim.session import Session

GAMES = 1_000
"""Games of computer players that a room is compared with, for each account that may sit at a table."""
LEAST_YEARS = 2
"""Fewer years have no path, and nothing that came of anything."""


NOTHING = Foretold()
_WORTH_IT = 0.03
"""Share of par by which a way must do better before it is said to pay."""


class Luck(NamedTuple):
    """Why one side made what it made, money a year: ``mean + luck + you`` is its own figure."""

    mean: float  #: what computer players make on average over the lucks that rooms are dealt
    luck: float  #: what they made of this luck, less that
    you: float  #: what this side made, less what computer players made of this luck


class Result(NamedTuple):
    """A table."""

    name: str
    counterpart: str  #: who the account was
    own: Figures  #: what each side made, money a year
    par: Figures  #: what two computer players made of the same luck in as many years
    vendor_luck: Luck
    account_luck: Luck
    later: Later | None  #: what the account gained in the years that do not count for it
    ledger: list[Entry]  #: what each year brought
    par_ledger: list[Entry]  #: the same where two computer players had the same luck
    traced: list[Traced]  #: events that figures are traced to
    needs: list[Need]  #: what was true, and what was known
    par_needs: list[Need]  #: the same where two computer players had the same luck
    requests: list[Request]  #: by year in the seats
    promises: list[Promise]
    built: float  #: of what a vendor can build that only this account can use, mean of the years, 0 to 1
    worked: float  #: of the most effort that the account's role sheet allows, mean of the years, 0 to 1; NaN of none
    breaks: list[Break]
    turns: list[Turn]  #: had computer players taken over
    guessed: list[Guessed]  #: what its people guessed, beside the truth

    @property
    def score(self) -> Score | None:
        """Both figures in per cent of par; None where par is too little for per cent to say anything."""
        return score(self.own, self.par) if min(self.par) >= LEAST_PAR else None

    @property
    def paid_until(self) -> int | None:
        """The most years as played after which a computer vendor that invests makes more than one that gives in.

        0 where that is so from the beginning only, None where it never is.
        """
        least = _WORTH_IT * abs(self.turns[0].invest.vendor)
        better = [turn.years for turn in self.turns if turn.invest.vendor > turn.give_in.vendor + least]
        return max(better, default=None)

    @property
    def even_year(self) -> int | None:
        """The first year after which neither side needed the other much more; None where it never came."""
        return even_year(self.needs)

    @property
    def end(self) -> Break | None:
        """How it ended; None where the two are together."""
        return next((one for one in self.breaks if one.final), None)


class Kind(NamedTuple):
    """Games of computer players with one of the accounts, under the same lucks for each account."""

    own_years: int | None  #: years that count for the account
    fair: Games  #: the vendor invests and deals fairly
    par: Games  #: the vendor does as in par: the same, where investing pays
    give_in: Games  #: the vendor follows the workshop's own policy


class Debrief(NamedTuple):
    """A room when all is over, or after some years."""

    workshop: Workshop
    years: int  #: years that were played, those that went on by themselves included
    tables: list[Result]
    kinds: dict[str, Kind]  #: by the workshop's name for the account
    dealt: NDArray[np.bool_]  #: which lucks of these games a room could have been dealt
    foretold: Foretold  #: what its people expected, and what they will do

    @property
    def horizon(self) -> float:
        """Years that both sides look ahead."""
        scenario = Table(self.workshop, self.workshop.counterparts[0], 0, 0).arm().scenario
        return float(scenario.parameters.bargaining.horizon) / ROUNDS_A_YEAR


def debrief(
    played: Mapping[str, Year],
    games: int = GAMES,
    tell: Callable[[int], object] = lambda _: None,
    foretold: Foretold = NOTHING,
) -> Debrief:
    """Work out a room's debrief; ``tell`` is called with how many of :func:`steps` are done."""
    first = next(iter(played.values()))
    workshop, years = first.table.workshop, first.session.round // ROUNDS_A_YEAR
    if years < LEAST_YEARS:
        raise WorkshopError(f"a debrief needs at least {LEAST_YEARS} years, and {years or 'none'} was played")
    lucks = range(1 + max(one.table.replication for one in played.values()), 1 << 53)[:games]
    kinds = {}
    for one in workshop.counterparts:
        table = Table(workshop, one, first.table.seed, 0)
        fair, give_in = (play_games(table, plan, lucks, tell) for plan in (FAIR, None))
        par = fair if one.invests else play_games(table, table.fair, lucks, tell)
        kinds[one.name] = Kind(one.own_years, fair, par, give_in)
    dealt = np.logical_and.reduce([_fit(kind, workshop) for kind in kinds.values()])
    usual = {name: _usual(kind, years, dealt) for name, kind in kinds.items()}
    tables = []
    for name, year in played.items():
        tables.append(_result(name, year, usual[year.table.counterpart.name], foretold))
        tell(1)
    return Debrief(workshop, years, tables, kinds, dealt, foretold)


def steps(played: Mapping[str, Year], games: int = GAMES) -> int:
    """How often a debrief tells that something is done."""
    workshop = next(iter(played.values())).table.workshop
    ways = sum(2 if one.invests else 3 for one in workshop.counterparts)
    return games * ways + len(played)


def _fit(kind: Kind, workshop: Workshop) -> NDArray[np.bool_]:
    """Which lucks rooms are dealt, as :mod:`equipoise.experiments.workshop.dealing` has it."""
    made = kind.par.figures(kind.fair.vendor.shape[1], kind.own_years)
    fit: NDArray[np.bool_] = kind.par.together[:, workshop.years - 1] & (made.min(axis=1) >= LEAST_PAR)
    return fit


class _Usual(NamedTuple):
    """Means over the lucks that rooms are dealt; over all where there is none among these."""

    made: Figures
    events: list[float]  # in the order of EVENTS


def _usual(kind: Kind, years: int, dealt: NDArray[np.bool_]) -> _Usual:
    chosen = dealt if dealt.any() else slice(None)
    made = kind.par.figures(years, kind.own_years)[chosen].mean(0)
    events = kind.par.events[chosen, :years].sum(axis=1).mean(axis=0)
    return _Usual(Figures(*map(float, made)), [float(mean) for mean in events])


def _result(name: str, played: Year, usual: _Usual, foretold: Foretold) -> Result:
    table, handed, session = played
    years, seated = session.round // ROUNDS_A_YEAR, table.workshop.years
    par = table.par()
    own, of_par = figures(table, session, years), figures(table, par, years)
    asked = requests(session, table.slot, seated)
    together = {one.year for one in asked}
    talked = {year for year, one in enumerate(handed, start=1) if one.agreement is not None}
    true, broken = needs(session, table.slot), breaks(session, table.slot, talked)
    plans = [one for year, one in enumerate(handed, start=1) if year in together]
    return Result(
        name=name,
        counterpart=table.counterpart.name,
        own=own,
        par=of_par,
        vendor_luck=_luck(own.vendor, of_par.vendor, usual.made.vendor),
        account_luck=_luck(own.account, of_par.account, usual.made.account),
        later=later(table, session, par, years),
        ledger=ledger(session, table.slot, seated, handed),
        par_ledger=ledger(par, table.slot, seated)[:years],
        traced=_traced(table, session, par, usual),
        needs=true,
        par_needs=[need for need in needs(par, table.slot) if need.year <= years],
        requests=asked,
        promises=promises(handed, together),
        built=_share([BUILD[one.vendor.build] for one in plans], max(BUILD.values())),
        worked=_share([WORK[one.account.work] for one in plans], max(WORK[word] for word in table.counterpart.work)),
        breaks=broken,
        turns=turns(played),
        guessed=guessed(
            [one for one in foretold.guesses if one.table == name],
            true,
            asked,
            float(session.out.panel[0, 0, table.slot]["orientation"]),
            together=not any(one.final for one in broken),
        ),
    )


def _traced(table: Table, session: Session, par: Session, usual: _Usual) -> list[Traced]:
    own, of_par = (
        count_events(one.out.panel[:1, : session.round], one.out.vendor["wins"][:1, : session.round], table.slot)[0]
        for one in (session, par)
    )
    return [Traced(event, own[:, k].tolist(), of_par[:, k].tolist(), usual.events[k]) for k, event in enumerate(EVENTS)]


def _luck(own: float, par: float, mean: float) -> Luck:
    return Luck(mean, par - mean, own - par)


def _share(values: list[float], most: float) -> float:
    return fmean(values) / most if values and most > 0.0 else float("nan")
