"""What a frontier says, in sentences."""

from __future__ import annotations

from dataclasses import replace
from math import isnan
from typing import TYPE_CHECKING

import numpy as np

from equipoise.analysis.contrast import ALL
from equipoise.analysis.frontier import sides, still_best
from equipoise.analysis.prose.money_first import years
from equipoise.analysis.prose.numbers import are, level, listed, scale, size
from equipoise.analysis.prose.units import written_in
from equipoise.sim.outcomes_by_years import VIEWS, WHOLE, of_years

if TYPE_CHECKING:
    from collections.abc import Sequence

    from equipoise.analysis.estimate import Estimate
    from equipoise.analysis.frontier import Candidate, Frontier, Objective
    from equipoise.analysis.prose.units import Unit


_YEARS = {name: (whole, count) for count in VIEWS for name, whole in zip(of_years(count), WHOLE, strict=True)}
"""Outcomes of first years: what of, and of how many years."""


def called(objective: Objective) -> str:
    """Name an objective in a sentence: ``profit over three years``."""
    name, count = _YEARS.get(objective.name, (objective.name, 0))
    if name == WHOLE.cash_out:
        return f"chance that cash runs out within {years(count) if count else 'the whole run'}"
    word = name.replace("_", " ")
    return f"{word} over {years(count)}" if count else word


def of_whom(frontier: Frontier, objective: Objective) -> str:
    """Of whom an objective is: an account, all of them, or the business, where no account has it."""
    if objective.whole and frontier.money is not None:
        return "the business"
    if frontier.account == ALL:
        return "all accounts"
    return "the vendor" if objective.whole else frontier.account


def whose(frontier: Frontier) -> str:
    """Of whom policies are judged."""
    return " and ".join(dict.fromkeys(of_whom(frontier, one) for one in frontier.objectives))


def in_units(frontier: Frontier) -> Frontier:
    """The same in the business's currency, in years and as a share of the list price; without a business as it is."""
    policies = (*frontier.points, *frontier.shipped)
    units = [
        written_in(frontier.money, one.kind, one.unit, [policy.means[k].value for policy in policies])
        for k, one in enumerate(frontier.objectives)
    ]
    factors = np.array([unit.scale for unit in units])
    if (factors == 1.0).all():
        return frontier
    first, second = (
        replace(one, unit=unit.name, kind=unit.kind or one.kind)
        for one, unit in zip(frontier.objectives, units, strict=True)
    )

    def scaled(policy: Candidate) -> Candidate:
        means, lucky = (_times(pair, units) for pair in (policy.means, policy.optimism or policy.means))
        return replace(policy, means=means, optimism=lucky if policy.optimism else None)

    points, shipped = ([scaled(one) for one in policies] for policies in (frontier.points, frontier.shipped))
    trials = frontier.trials * factors
    return replace(frontier, objectives=(first, second), points=points, shipped=shipped, trials=trials)


def _times(pair: tuple[Estimate, Estimate], units: Sequence[Unit]) -> tuple[Estimate, Estimate]:
    first, second = (one.times(unit.scale) for one, unit in zip(pair, units, strict=True))
    return first, second


def place(frontier: Frontier, point: Candidate) -> list[str]:
    """Write what a policy reaches of each objective, ``12.6% contribution margin``."""
    means = zip(frontier.objectives, point.means, strict=True)
    return [f"{level(mean.value, objective.kind)} {_of(frontier, objective)}" for objective, mean in means]


def _of(frontier: Frontier, objective: Objective) -> str:
    """Name an objective behind a number: a business's with its unit."""
    own = frontier.money is not None and scale(objective.kind) == 1.0 and objective.unit != "1"
    return f"{objective.unit} of {called(objective)}" if own else called(objective)


def title(frontier: Frontier) -> str:
    """Say which of the shipped policies are beaten, and what the front reaches from."""
    frontier = in_units(frontier)
    ends = [place(frontier, point) for point in _ends(frontier)]
    total, beaten = len(frontier.shipped), len(_beaten(frontier))
    subject = "Policies that were found beat" if len(frontier.points) > 1 else "One policy that was found beats"
    several = f"{_share(beaten, total)} of the {total} shipped ones on both"
    if not beaten and (on_one := _beaten_on_one(frontier)):
        which = called(frontier.objectives[on_one[0]]) if len({*on_one}) == 1 else "one of the two"
        several += f" and {_share(len(on_one), total)} of them on {which}"
    if not ends:
        return f"{subject} {several}; on fresh luck no run has both measures"
    one, other = ends[0]
    if len(ends) == 1:
        return f"{subject} {several}, with {one} and {other}"
    return f"{subject} {several}, and reach from {one} with {other} to {' with '.join(ends[-1])}"


def answer(frontier: Frontier) -> str:
    """Say what was found, and how far luck has flattered it."""
    frontier = in_units(frontier)
    on = "over" if frontier.account == ALL else "on"
    where = f"{'for' if any(one.whole for one in frontier.objectives) else on} {whose(frontier)}"
    many = len(frontier.points)
    found = f"Of {len(frontier.trials):,} policies tried, {many} {are(many)} told of, {where}."
    beaten, unbeaten = _beaten(frontier), [p.name for p in frontier.shipped if p.name not in _beaten(frontier)]
    if not beaten:
        against = "No shipped policy is clearly beaten on both objectives."
    elif not unbeaten:
        against = "Every shipped policy is beaten on both objectives by one of them."
    elif len(beaten) <= len(unbeaten):
        against = f"Of the shipped policies {listed(beaten)} {are(len(beaten))} beaten on both."
    else:
        against = f"All shipped policies but {listed(unbeaten)} are beaten on both objectives by one of them."
    return f"{found} {against} {_held(frontier)} {_flattered(frontier)}"


def _held(frontier: Frontier) -> str:
    """How many of the points fresh luck confirms, and which it does not."""
    names: dict[str, list[str]] = {"on the front": [], "undecided": [], "dominated": []}
    for point in frontier.points:
        names[point.standing].append(point.name)
    sure, open_, lost = names.values()
    many, some = len(frontier.points), len(sure)
    best = "it is" if many == 1 else "all of them are" if some == many else f"{some or 'none'} of them {are(some)}"
    parts = [f"On fresh luck {best} surely beaten by no other policy here"] if some or many > 1 else []
    if open_:
        parts.append(f"of {listed(open_)} it can't be told" if parts else "On fresh luck it can't be told who beats it")
    if lost:
        parts.append(f"{listed(lost)} {are(len(lost))} beaten after all")
    return f"{'; '.join(parts)}."


def beating(frontier: Frontier, shipped: Candidate) -> tuple[list[str], list[str]]:
    """Find the points that beat a shipped policy, beyond their intervals."""
    pairs = {
        point.name: sides(frontier.objectives, point.against[shipped.name])
        for point in frontier.points
        if shipped.name in point.against
    }
    return (
        [name for name, pair in pairs.items() if pair == (1, 1)],
        [name for name, pair in pairs.items() if pair in ((1, 0), (0, 1))],
    )


def _ends(frontier: Frontier) -> list[Candidate]:
    best = still_best(frontier.objectives, frontier.points)
    if not best:
        return []
    first, last = best[0], best[-1]
    return [first] if first is last else [first, last]


def _beaten(frontier: Frontier) -> list[str]:
    """Shipped policies that a point clearly beats on both: they are set against the points alone."""
    return [p.name for p in frontier.shipped if p.standing == "dominated"]


def _beaten_on_one(frontier: Frontier) -> list[int]:
    """On which objective each shipped policy is clearly beaten of which the other can't be told."""
    found = []
    for shipped in frontier.shipped:
        for name in beating(frontier, shipped)[1][:1]:
            point = next(one for one in frontier.points if one.name == name)
            found.append(sides(frontier.objectives, point.against[shipped.name]).index(1))
    return found


def _share(some: int, total: int) -> str:
    return "none" if not some else "all" if some == total else str(some)


def _flattered(frontier: Frontier) -> str:
    """How much better points looked in the search than they are."""
    parts, unclear = [], []
    for k, objective in enumerate(frontier.objectives):
        own = [p.optimism[k].value for p in frontier.points if p.optimism is not None]
        own = [value for value in own if not isnan(value)]
        if not own:
            return f"How far the luck of the search flattered {_them(frontier)[0]} can't be told from these runs."
        mean = sum(own) / len(own)
        # Points share their luck: the error of their mean may be as large as their own.
        reach = [(p.optimism[k].high - p.optimism[k].low) / 2.0 for p in frontier.points if p.optimism is not None]
        if mean and not abs(mean) > sum(reach) / len(reach):
            unclear.append(called(objective))
        unit = f" ({objective.unit})" if scale(objective.kind) == 1.0 else ""
        parts.append(f"{'-' if mean < 0.0 else ''}{size(mean, objective.kind)}{unit} of {called(objective)}")
    whom, tail = _them(frontier)
    doubt = f" For {listed(unclear)} that may be the error of these runs." if unclear else ""
    return f"The luck of the search flattered {whom} by {parts[0]} and {parts[1]}{tail}.{doubt}"


def _them(frontier: Frontier) -> tuple[str, str]:
    return ("it", "") if len(frontier.points) == 1 else ("them", " on average")
