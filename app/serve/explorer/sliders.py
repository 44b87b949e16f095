"""How far a control goes, and in which steps: from declarations, and from what a scenario has."""

from __future__ import annotations

import re
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from functools import cache
from math import isfinite
from typing import TYPE_CHECKING, NamedTuple

from equipoise.app.serve.explorer.varying import middle_of
from equipoise.experiments.assumptions import usual_range
from equipoise.sim.business.contradictions import total_revenue
from equipoise.sim.business.doubts import USUAL, USUAL_OF_ACCOUNT
from equipoise.sim.files import list_policies, load_policy
from equipoise.sim.files.settings import PREFIX, stated_at, targets_of
from equipoise.sim.keys import parts_of
from equipoise.sim.wording import range_of, unit_of

if TYPE_CHECKING:
    from pydantic.fields import FieldInfo

    from equipoise.experiments.business_facts import Open
    from equipoise.sim.account import Account
    from equipoise.sim.numbers import Range
    from equipoise.sim.ranges import Draws
    from equipoise.sim.ranges import Range as Varying
    from equipoise.sim.scenario import Scenario

_STEPS = 100
"""Steps from one end to the other, at least."""
_FINER = 3
"""Powers of ten by which a step may be finer, so that what the scenario has is one."""
_WIDEST = 10.0
"""Where nothing says how far to go: this far from the lowest that there can be."""
_ALL = (0.0, 1.0)
"""Shares of revenue between which an amount lies of which nothing is usual."""
_HIGHEST = {"walk_away": 0.2}
"""How far levers go that no shipped policy uses: to where hardly anybody signs (docs/calibration.md)."""
_OTHERWISE = re.compile(r"; ([a-z_]+\.[a-z_]+) when not stated")
"""What a declaration says holds in place of a fact that is not stated."""


class Slider(NamedTuple):
    """Where a control begins and ends, and its step as decimals are written."""

    low: float
    high: float
    step: str


def slider(
    scenario: Scenario,
    key: str,
    field: FieldInfo,
    stated: object,
    unstated: Open | None,
    varies: Varying | Draws | None,
) -> Slider:
    """Choose how far a number can be moved: where it can sensibly lie, within what is declared, in round steps."""
    bounds = range_of(field)
    stated = middle_of(varies) if varies else stated
    number = float(stated) if isinstance(stated, int | float) and not isinstance(stated, bool) else None
    if key.startswith(PREFIX):
        low, high = _of_lever(key, bounds.low, bounds.high)
    elif unstated is not None and unstated.taken is not None:
        low, high = unstated.ends or (unstated.taken / 2.0, 2.0 * unstated.taken)
        number = unstated.taken if unstated.ends is not None else None
    else:
        usual = usual_range(scenario, key, _stand_in(scenario, field) if number is None else stated)
        low, high = usual or _beside_revenue(scenario, key, field) or _anywhere(bounds.low, bounds.high)
    high = max(high, _longest(scenario, key))
    if number is not None:
        low, high = min(low, number), max(high, number)
    if varies is not None:
        low, high = min(low, varies.ends[0]), max(high, varies.ends[1])
    return _rounded((low, high), number, bounds)


def _of_lever(key: str, low: float, high: float) -> tuple[float, float]:
    """From the least to some times of what any shipped policy does; shares of less than one stay shares."""
    name = key.removeprefix(PREFIX)
    most = highest_levers()[name]
    return low, min(high, min(5.0 * most, max(2.0 * most, 1.0)) or _HIGHEST.get(name, 1.0))


def halves(lever: str, value: float, low: float, high: float) -> tuple[float, float]:
    """Half of what a lever is, and half as much again, as far as allowed; of nothing, to what shipped ones have."""
    if not value:
        return low, highest_levers()[lever] or _HIGHEST.get(lever, 1.0)
    return max(low, value / 2.0), min(high, float(f"{1.5 * value:.12g}"))


@cache
def highest_levers() -> dict[str, float]:
    """Find the most that a shipped policy has of each lever."""
    levers = [load_policy(name).levers for name in list_policies()]
    return {name: max(getattr(one, name) for one in levers) for name in type(levers[0]).model_fields}


def meaning_of(field: FieldInfo) -> str:
    """What a declaration says of a fact, without what stands in for it."""
    return _OTHERWISE.sub("", field.description or "")


def _stand_in(scenario: Scenario, field: FieldInfo) -> object:
    """What holds where a fact is not stated, where its declaration names that."""
    found = _OTHERWISE.search(field.description or "")
    target = targets_of(scenario).get(found[1]) if found else None
    return None if target is None else stated_at(scenario, target.place)


def _beside_revenue(scenario: Scenario, key: str, field: FieldInfo) -> tuple[float, float] | None:
    """From nothing to the most that an amount is usually, beside the revenue of its account or of the business."""
    total = None if scenario.business is None else total_revenue(scenario, scenario.business)
    table, *_, name = parts_of(key)
    if not total or table not in {"business", "accounts"} or not unit_of(field).startswith("currency"):
        return None
    account = _account_of(scenario, key)
    if account is None:
        return 0.0, USUAL.get(name, _ALL)[1] * total
    return 0.0, USUAL_OF_ACCOUNT.get(name, _ALL)[1] * (account.revenue or (account.revenue_share or 1.0) * total)


def _longest(scenario: Scenario, key: str) -> float:
    """How far the time that is left of a contract can go, where its length is stated."""
    account = _account_of(scenario, key) if parts_of(key)[-1] == "contract_left" else None
    return (account and account.contract_years) or 0.0


def _account_of(scenario: Scenario, key: str) -> Account | None:
    table, *names = parts_of(key)
    return next((one for one in scenario.accounts if table == "accounts" and one.name == names[0]), None)


def _anywhere(low: float, high: float) -> tuple[float, float]:
    start = low if isfinite(low) else 0.0
    return start, min(high, start + _WIDEST)


def _rounded(ends: tuple[float, float], taken: float | None, bounds: Range) -> Slider:
    """Ends and step that are round, so that the step leads to the ends, and to what the scenario has."""
    low, high = (Decimal(repr(float(end))) for end in ends)
    width = high - low or Decimal(1)
    step = Decimal(1).scaleb((width / _STEPS).adjusted())
    step = next(step * many for many in (5, 2, 1) if step * many * _STEPS <= width)
    finest = Decimal(1) if bounds.whole else step.scaleb(-_FINER)
    step = max(step, Decimal(1)).to_integral_value(ROUND_FLOOR) if bounds.whole else step
    value = Decimal(repr(taken)) if taken is not None else Decimal(0)
    while value % step and step > finest:
        step = max(finest, Decimal(1).scaleb((step / 2).adjusted()))
    first = (low / step).to_integral_value(ROUND_FLOOR) * step
    last = (high / step).to_integral_value(ROUND_CEILING) * step
    first += step if first < bounds.low else 0
    last -= step if last > bounds.high else 0
    return Slider(float(first), float(last), f"{step.normalize():f}")
