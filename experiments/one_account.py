"""What a decision comes to with one account alone: each of the largest is tried, and the best is played again."""

from __future__ import annotations

from dataclasses import replace
from math import inf, isnan
from typing import TYPE_CHECKING

from equipoise.analysis.contrast import way
from equipoise.analysis.prose.comparison import with_decision
from equipoise.analysis.prose.one_account import one_account_words
from equipoise.analysis.results import Alone, OneAccount
from equipoise.experiments.compare import compare
from equipoise.sim.business.played import in_engine_units
from equipoise.sim.files.words import can_be_had_alone, for_one_alone
from equipoise.sim.parts import parts

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from equipoise.analysis.results import Chosen, Comparison, Horizon
    from equipoise.sim.arm import Arm

FIRST, MOST, RUNS = 64, 4, 300
"""Runs of each account at first; accounts that are tried, the largest by revenue; runs of the best at most."""


def with_one_account(
    comparison: Comparison,
    arms: Sequence[Arm],
    *,
    threads: int | None = None,
    progress: Callable[[float], None] | None = None,
) -> Comparison:
    """Add to a comparison what its decision comes to with one account alone, all others kept as the first arm has them.

    Which account it is follows from runs under other luck than those that its figures are of: the best of several by
    the same runs would look better than it is. Nothing is added where there is nothing to divide: one account, alike
    ones alone, no arm to decide on, one that differs by account already, or other scenarios.
    """
    done = progress or (lambda _share: None)
    decided = comparison.decision
    place = [arm.name for arm in comparison.arms].index(decided.arm) if decided is not None else 0
    accounts = _largest(comparison, arms[0], arms[place]) if place and _divisible(arms[0], arms[place]) else []
    if decided is None or decided.verdict == "business fails" or not accounts:
        done(1.0)
        return comparison
    tried = [
        replace(arms[0], policy=for_one_alone(arms[place].policy, account, arms[0].policy)) for account in accounts
    ]
    policies = dict(zip(accounts, tried, strict=True))
    runs = min(comparison.replications, RUNS)
    best, patient = accounts[0], ""
    if len(tried) > 1:
        other_luck = [replace(arm, seed=arm.seed ^ 1) for arm in (arms[0], *tried)]
        first = compare(other_luck, min(runs, FIRST), names=["", *accounts], threads=threads)
        best = max(accounts, key=lambda name: _earned(first.opening, name))
        longest = first.horizons[-1] if first.horizons else None
        last = max(accounts, key=lambda name: _earned(longest, name))
        patient = last if longest is not None and way(longest.differences[last].profit) > 0 else ""
    done(0.5)
    reasons: dict[Chosen, str] = {"best": best, "largest": accounts[0], "best over the whole run": patient}
    names = [*dict.fromkeys(filter(None, reasons.values()))]
    found = compare([arms[0], *(policies[name] for name in names)], runs, names=["", *names], threads=threads)
    done(0.5)
    one, *rest = (
        OneAccount(
            name,
            policies[name].policy.name,
            comparison.arms[0].name,
            len(tried),
            runs,
            [_alone(view, name) for view in found.horizons],
            chosen_as=tuple(reason for reason, account in reasons.items() if account == name),
        )
        for name in names
    )
    one = replace(one, others=rest)
    return with_decision(replace(comparison, one_account=replace(one, sentence=one_account_words(one, comparison))))


def for_the_largest(arms: Sequence[Arm], arm: Arm) -> str:
    """Name an arm's policy with the largest account alone and the first with all others; "" as nothing is added."""
    largest = _dividing(arms)
    return for_one_alone(arm.policy, largest, arms[0].policy).name if largest else ""


def with_the_largest_alone(arms: Sequence[Arm]) -> list[Arm]:
    """Add each further policy with the largest account alone, and the first with all others, where it can be had."""
    first, *others = arms
    largest = _dividing(arms)
    alone = [replace(arm, policy=for_one_alone(arm.policy, largest, first.policy)) for arm in others if largest]
    return [*arms, *alone]


def alone_in(arms: Sequence[Arm]) -> str:
    """Name the largest account, where arms are some and those that were added of them; "" where they are not."""
    before = arms[: len(arms) // 2 + 1]
    return _dividing(before) if len(before) < len(arms) and with_the_largest_alone(before) == [*arms] else ""


def _dividing(arms: Sequence[Arm]) -> str:
    """Name the largest account that stands alone, where all arms can be had with it alone; "" where they cannot."""
    if not all(_divisible(arms[0], arm) for arm in arms):
        return ""
    sizes = {one.name: one.size for one in in_engine_units(arms[0].scenario).accounts}
    return max(_alone_in(arms[0], arms[1:]), key=sizes.__getitem__, default="")


def _alone_in(first: Arm, others: Sequence[Arm]) -> list[str]:
    """Accounts that stand alone, and with each of which alone every other arm's policy can be had."""
    return [
        one.name
        for one in first.scenario.accounts
        if one.count == 1 and all(can_be_had_alone(arm.policy, one.name, first.policy) for arm in others)
    ]


def _divisible(first: Arm, arm: Arm) -> bool:
    """Whether the one policy can be had with one account, and the other with all others."""
    by_account = any(part.accounts for policy in (first.policy, arm.policy) for part in parts(policy))
    return first.scenario == arm.scenario and len(first.scenario.account_names) > 1 and not by_account


def _largest(comparison: Comparison, first: Arm, arm: Arm) -> list[str]:
    """The largest accounts that stand alone, by what they buy under the first arm."""
    revenue = {name: own["revenue"].mean for name, own in comparison.arms[0].accounts.items()}
    alone = _alone_in(first, [arm])
    return sorted(alone, key=lambda name: -revenue[name])[:MOST]


def _alone(horizon: Horizon, name: str) -> Alone:
    """What an arm comes to over a horizon."""
    own = horizon.differences[name]
    return Alone(horizon.years, own.profit, own.survival[name])


def _earned(horizon: Horizon | None, name: str) -> float:
    """What an arm earns more than the first over a horizon."""
    profit = horizon.differences[name].profit.mean if horizon is not None else -inf
    return -inf if isnan(profit) else profit
