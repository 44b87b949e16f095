"""What a comparison comes to over one, three and ten years, and when what one arm earns more turns positive."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from equipoise.analysis.contrast import ALL, direction
from equipoise.analysis.intervals import difference_interval, estimates
from equipoise.analysis.quantiles import quantiles
from equipoise.analysis.results import OPENING, Horizon, Return, View
from equipoise.analysis.sums import rate_of_nothing
from equipoise.sim.calendar import ROUNDS_A_YEAR
from equipoise.sim.outcomes_by_years import VIEWS, WHOLE, of_years

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    import numpy as np
    from numpy.typing import NDArray

    from equipoise.analysis.estimate import Estimate
    from equipoise.analysis.moments import Moments
    from equipoise.analysis.results import ArmResult, Difference
    from equipoise.analysis.sums import Sums
    from equipoise.sim.outcomes_by_years import OfYears

LEVELS = (0.05, 0.25, 0.5, 0.75, 0.95)
"""Shares of runs whose profit lies below a quantile that is told or drawn."""


def views_of(rounds: int) -> list[tuple[float, OfYears]]:
    """Years to look at in a run of so many rounds, with what is measured of them: those within it, and all of it."""
    found: list[tuple[float, OfYears]] = [
        (years, of_years(years)) for years in VIEWS if years * ROUNDS_A_YEAR <= rounds
    ]
    whole = rounds / ROUNDS_A_YEAR
    if whole not in VIEWS:
        found.append((whole, WHOLE))
    return sorted(found, key=lambda view: view[0])


def opening_of(rounds: int) -> tuple[float, OfYears]:
    """Choose the view by which a run of so many rounds is judged, as :attr:`Comparison.opening` does."""
    views = views_of(rounds)
    return next((view for view in views if view[0] >= OPENING), views[-1])


def horizons_of(
    arms: Sequence[ArmResult], differences: Sequence[Difference], profits: Sequence[NDArray[np.float64]], rounds: int
) -> list[Horizon]:
    """Look at a comparison over its horizons; ``profits`` are by arm those of every run, shape (views, n)."""
    found = []
    for k, (years, names) in enumerate(views_of(rounds)):
        own = {}
        for arm, values in zip(arms, profits, strict=True):
            view = _view(arm, names)
            scale = a_year(arm.outcomes[names.profit].unit)
            own[arm.name] = replace(view, quantiles=quantiles(scale * values[k], LEVELS, view.profit.unit))
        changes = {each.arm: _view(each, names) for each in differences}
        found.append(Horizon(years, own, changes))
    return found


def _view(side: ArmResult | Difference, names: OfYears) -> View:
    of_run = side.outcomes
    survival = {ALL: of_run[names.survival], **{name: own[names.survival] for name, own in side.accounts.items()}}
    money = [in_years(of_run[name]) for name in (names.profit, names.cost, names.before)]
    return View(money[0], of_run[names.loss], of_run[names.cash_out], money[1], money[2], survival)


def a_year(unit: str) -> float:
    """Give the rounds of a year where a unit is by the round, and 1 where it is not."""
    return float(ROUNDS_A_YEAR) if unit.endswith("/round") else 1.0


def in_years(estimate: Estimate) -> Estimate:
    """Money a year, where it is a round."""
    return estimate.times(a_year(estimate.unit), estimate.unit.replace("/round", "/year"))


def return_of(arm: str, against: str, gained: Moments | None, by_year: Sums | None) -> Return:
    """Find when what an arm earns more, all years so far together, turns positive."""
    found = [] if gained is None else estimates(gained.settled(), "money", "money", difference_interval)
    return Return(
        arm,
        against,
        found,
        _for_good(found, lambda gain: gain.mean > 0.0),
        _for_good(found, lambda gain: gain.high > 0.0),
        _for_good(found, lambda gain: direction(gain) > 0),
        rate=None if by_year is None else rate_of_nothing(by_year),
    )


def _for_good(gained: Sequence[Estimate], holds: Callable[[Estimate], bool]) -> int | None:
    """The first year from which on something holds to the end; None where it does not at the end."""
    without = [year for year, gain in enumerate(gained, start=1) if not holds(gain)]
    first = without[-1] + 1 if without else 1
    return first if first <= len(gained) else None
