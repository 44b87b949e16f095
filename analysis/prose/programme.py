"""The return of a programme: what it costs a year, what it brings, and when that is earned back."""

from __future__ import annotations

from math import isfinite, isnan
from typing import TYPE_CHECKING

from equipoise.analysis.contrast import way
from equipoise.analysis.prose.money import amounts
from equipoise.analysis.prose.money_first import profits_of, told, years
from equipoise.analysis.prose.numbers import more, paragraph, wholly

if TYPE_CHECKING:
    from equipoise.analysis.prose.money import Amounts
    from equipoise.analysis.results import Comparison, Horizon, Return


def programme(comparison: Comparison, found: Return) -> str:
    """Say what an arm's programme costs more than the first's, what it brings, and in which year it is earned back.

    Nothing is said where both spend the same on relationships.
    """
    horizons = [one for one in told(comparison) if way(one.differences[found.arm].cost)]
    if not horizons:
        return ""
    changes = [(view.cost, view.before) for one in horizons for view in (one.differences[found.arm],)]
    written = _written(comparison, [end for cost, brings in changes for end in (cost.mean, brings.low, brings.high)])
    said = "; ".join(_over(horizon, found.arm, written) for horizon in horizons)
    return paragraph(
        f"What {found.arm} spends on relationships (focus, channel, team, sponsor, survey): {said}.", back(found)
    )


def _written(comparison: Comparison, values: list[float]) -> Amounts:
    """Write amounts in the step of the profits beside them, also where they are of a greater one."""
    profits = profits_of(comparison)
    own, beside = amounts(comparison.money, values, within=profits), amounts(comparison.money, profits)
    return beside._replace(places=0) if own.scale < beside.scale else own


def _over(horizon: Horizon, arm: str, written: Amounts) -> str:
    """What it costs and brings a year over a horizon."""
    cost, brings = horizon.differences[arm].cost, horizon.differences[arm].before
    brought = (
        f"brings {written.write(brings.mean)} a year ({written.within(brings)})"
        if way(brings) > 0 and brings.known
        else f"brings {written.write(brings.mean)} a year"
        if way(brings) > 0
        else f"loses {written.size(brings.mean)} a year besides"
        if way(brings)
        else "brings nothing that these runs can show"
    )
    return f"over {years(horizon.years)} it costs {written.size(cost.mean)} a year {more(cost.mean)} and {brought}"


def back(found: Return) -> str:
    """Say in which year what an arm has earned more, all years so far together, turns positive."""
    last = len(found.gained)
    if not last or isnan(found.gained[-1].mean) or not found.gained[-1].known:
        return ""
    if found.latest == 1:
        return "It earns more from the first year on."
    if found.earliest is None:
        return f"It is not earned back within {years(last)}."
    if found.year is None or found.latest is None:
        return f"Whether it is earned back within {years(last)} these runs cannot tell."
    first, end = f"year {found.earliest}", f"year {found.latest}"
    between = "" if found.earliest == found.latest else f" (95% interval: {first} to {end})"
    return f"It is earned back in year {found.year}{between}."


def discounting(found: Return) -> str:
    """Say that later years count in full, and at which discount rate a lead of all years together is gone."""
    rate, last = found.rate, len(found.gained)
    if rate is None or not found.gained[-1].mean > 0.0:
        return ""
    reach = f"{wholly(rate.low)} to {wholly(rate.high)}" if isfinite(rate.high) else f"{wholly(rate.low)} or more"
    at = f"at a rate of {wholly(rate.value)} a year ({reach})"
    return f"Nothing here is discounted: {at} the lead over {years(last)} is gone."
