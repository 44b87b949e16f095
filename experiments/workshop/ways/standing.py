"""What a way makes: in per cent of par, and beside the fair way under the same lucks."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, TypeAlias

import numpy as np

from equipoise.analysis.intervals import estimates, mean_interval
from equipoise.analysis.moments import Moments
from equipoise.sim.decisions import Side

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from equipoise.analysis.estimate import Estimate
    from equipoise.experiments.workshop.ways.game import Outcome

    Values: TypeAlias = NDArray[np.float64]


class Figures(NamedTuple):
    """Figures of many games with the same lucks, money a year; arrays of shape (lucks,)."""

    vendor: Values
    account: Values

    @classmethod
    def of(cls, outcomes: Sequence[Outcome], own_years: int | None = None, years: int | None = None) -> Figures:
        """Each side's own figure, as :meth:`Outcome.figures` has it."""
        return cls(*np.array([one.figures(own_years, years) for one in outcomes]).T)

    def own(self, side: Side) -> Values:
        """Those of a side."""
        return self.vendor if side is Side.VENDOR else self.account


class Base(NamedTuple):
    """What a room's games are compared with."""

    par: Figures  #: two programs
    dealt: NDArray[np.bool_]  #: lucks that rooms play
    own_years: int | None  #: years that count for the account

    def per_cent(self, outcomes: Sequence[Outcome]) -> Figures:
        """Figures in per cent of par, of the lucks that rooms play."""
        made = Figures.of(outcomes, self.own_years)
        return Figures(*(100.0 * (one / par)[self.dealt] for one, par in zip(made, self.par, strict=True)))


class Standing(NamedTuple):
    """What a way makes; shares and means are over the lucks that rooms play."""

    vendor: Estimate  #: own figure, per cent of par
    account: Estimate  #: own figure, per cent of par
    score: Estimate  #: the table's, per cent of par
    own_lead: Estimate  #: own figure less that of the fair way, in points
    score_lead: Estimate  #: the table's score less that with the fair way, in points
    lead_everywhere: Estimate  #: own figure less that of the fair way in per cent of par's mean, all lucks
    together: float  #: share of tables at which the two are together at the end of the years in the seats
    price: float  #: then, money a unit, in the contracts that there are; NaN where there is none
    away: float  #: quarters after a breakdown, a table
    ruined: float  #: share of tables at which the vendor ran out of cash

    @property
    def leads(self) -> tuple[Estimate, Estimate, Estimate]:
        """All that must not be large for a way that squeezes."""
        return self.own_lead, self.score_lead, self.lead_everywhere

    @property
    def lead(self) -> Estimate:
        """The largest of them."""
        return max(self.leads, key=lambda one: one.mean)


def standing(base: Base, side: Side, fair: Sequence[Outcome], outcomes: Sequence[Outcome]) -> Standing:
    """Compare games of a way with those of the fair way under the same lucks."""
    made, usual = base.per_cent(outcomes), base.per_cent(fair)
    everywhere = 100.0 / base.par.own(side).mean()
    gained = (Figures.of(one, base.own_years).own(side) * everywhere for one in (outcomes, fair))
    dealt = [one for one, is_dealt in zip(outcomes, base.dealt, strict=True) if is_dealt]
    prices = [one.price for one in dealt if one.price == one.price]
    score = np.minimum(*made)
    return Standing(
        vendor=mean(made.vendor),
        account=mean(made.account),
        score=mean(score),
        own_lead=mean(made.own(side) - usual.own(side)),
        score_lead=mean(score - np.minimum(*usual)),
        lead_everywhere=mean(next(gained) - next(gained)),
        together=float(np.mean([one.together for one in dealt])),
        price=float(np.mean(prices)) if prices else float("nan"),
        away=float(np.mean([one.away for one in dealt])),
        ruined=float(np.mean([one.ruined for one in dealt])),
    )


def mean(values: Values) -> Estimate:
    """A mean over lucks with its interval."""
    return estimates(Moments.of(np.ascontiguousarray(values[None])), "measure", "", mean_interval)[0]
