"""The main job: several arms under the same luck, streamed, and what they come to."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from functools import partial
from reprlib import repr as shortened
from typing import TYPE_CHECKING, TypeAlias

from equipoise.analysis.contrast import ALL
from equipoise.analysis.intervals import difference_interval, estimates, mean_interval
from equipoise.analysis.prose.comparison import with_words
from equipoise.analysis.prose.ranges import ranges_of
from equipoise.analysis.results import ArmResult, Comparison, Difference
from equipoise.analysis.sums import difference_of_shares, share
from equipoise.analysis.survival import survival_curve
from equipoise.experiments.document import to_json
from equipoise.experiments.horizons import horizons_of, return_of, views_of
from equipoise.experiments.totals import ENDINGS, ArmTotals, PairTotals, joined, pooled_of, values_of
from equipoise.sim.arguments import texts_of
from equipoise.sim.arm import Arm, arm_names
from equipoise.sim.business.played import first_policy
from equipoise.sim.characters import composed
from equipoise.sim.faults import ArgumentError, EquipoiseError
from equipoise.sim.files.checking import still_sound
from equipoise.sim.measures import measures_of
from equipoise.sim.money import exchange_rates, money_of
from equipoise.sim.runner import in_blocks
from equipoise.sim.state import CAUSE_WORDS
from equipoise.sim.whole_numbers import REPLICATIONS

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Sequence

    import numpy as np
    from numpy.typing import NDArray

    from equipoise.analysis.estimate import Estimate
    from equipoise.analysis.intervals import Interval
    from equipoise.analysis.moments import Moments
    from equipoise.analysis.sums import Sums
    from equipoise.sim.measures import GivenMeasures, Measures
    from equipoise.sim.outcome import Outcome
    from equipoise.sim.runner import Keeper

__all__ = ["check_arms", "compare", "to_json"]


def compare(
    arms: Sequence[Arm],
    replications: int,
    *,
    names: Sequence[str] | None = None,
    threads: int | None = None,
    progress: Callable[[int], None] | None = None,
    keeper: Keeper | None = None,
    measures: GivenMeasures = (),
) -> Comparison:
    """Play several arms under the same luck and compare each with the first; see :func:`equipoise.compare`.

    Runs stream by in chunks: memory does not grow with ``replications``, and results do not depend on ``threads``. Who
    keeps relationships and rounds of some runs is handed them as they stream by, and ``progress`` is called after each
    chunk with the number of runs of each arm that were played since.
    """
    arms, replications = checked_arms(arms), REPLICATIONS.checked(replications)
    called = texts_of("names", names) if names is not None else arm_names(arms)
    check_arms(arms, called)
    found = measures_of(measures)
    found.check(arms)
    measured, rounds = list(found.by_name.values()), any(outcome.rounds for outcome in found.own)
    accounts = [arm.scenario.account_names for arm in arms]
    profits = [measured.index(found.by_name[names.profit]) for _, names in views_of(arms[0].rounds)]
    totals = [ArmTotals(len(there), arm.rounds, profits) for arm, there in zip(arms, accounts, strict=True)]
    pairs = [PairTotals(there, accounts[0]) for there in accounts[1:]]
    job = partial(values_of, measured)
    rates = exchange_rates([arm.scenario for arm in arms])
    for pieces in in_blocks(job, arms, range(replications), panel=rounds, threads=threads, keeper=keeper):
        reference, *others = (
            joined(parts).in_one_money(measured, rate) for parts, rate in zip(pieces, rates, strict=True)
        )
        totals[0].add(reference)
        for total, pair, values in zip(totals[1:], pairs, others, strict=True):
            total.add(values)
            pair.add(values, reference)
        if progress is not None:
            progress(len(reference.named))
    results = [_arm(name, arm, total, measured) for name, arm, total in zip(called, arms, totals, strict=True)]
    twins = _twins(called, [(*there, total.digest.digest()) for there, total in zip(accounts, totals, strict=True)])
    differences = [
        _difference(name, called[0], pair, twin, measured)
        for name, pair, twin in zip(called[1:], pairs, twins, strict=True)
    ]
    horizons = horizons_of(results, differences, [total.kept for total in totals], arms[0].rounds)
    returns = [
        return_of(one.arm, one.against, pair.gained, pair.by_year) for one, pair in zip(differences, pairs, strict=True)
    ]
    comparison = _comparison(arms, replications, results, differences, found.declared())
    return with_words(replace(comparison, horizons=horizons, returns=returns))


def _twins(names: Sequence[str], measured: Sequence[Hashable]) -> list[str]:
    """For each further arm, the first before it that measures the same in every run, unless that is the reference."""
    first: dict[Hashable, str] = {}
    found = [first.setdefault(key, name) for key, name in zip(measured, names, strict=True)]
    return [twin if twin not in (name, names[0]) else "" for name, twin in zip(names[1:], found[1:], strict=True)]


def checked_arms(arms: object) -> list[Arm]:
    """The arms, if they are some."""
    found = list(arms) if isinstance(arms, Iterable) else []
    if not found or not all(isinstance(arm, Arm) for arm in found):
        raise ArgumentError(f"arms = {shortened(arms)}   must be a list of at least one equipoise.sim.ensemble.Arm")
    return found


def check_arms(arms: Sequence[Arm], names: Sequence[str]) -> None:
    """Refuse arms that differ in seed or rounds or are called the same, and an account that is called "all"."""
    if len(names) != len(arms):
        raise ArgumentError(f"names = {shortened(names)}   must be as many as the arms, {len(arms)}")
    for what, values in (("seed", {arm.seed for arm in arms}), ("rounds", {arm.rounds for arm in arms})):
        if len(values) > 1:
            found = ", ".join(str(value) for value in sorted(values))
            raise EquipoiseError(f"arms can only be compared under the same {what}; these have {what} {found}")
    if any(ALL in scenario.account_names for scenario in {id(arm.scenario): arm.scenario for arm in arms}.values()):
        raise EquipoiseError(f"no account may be called {ALL!r}: results name all accounts together so")
    for model in {id(model): model for arm in arms for model in (arm.scenario, arm.policy)}.values():
        still_sound(model)
    twice = sorted(name for name, many in Counter(map(composed, names)).items() if many > 1)
    if twice:
        raise EquipoiseError(f"two arms are called {', '.join(twice)}; each needs a name of its own")


def _comparison(
    arms: Sequence[Arm], replications: int, results: list[ArmResult], differences: list[Difference], measures: Measures
) -> Comparison:
    scenarios = list({arm.scenario.name: arm.scenario for arm in arms}.values())
    return Comparison(
        " + ".join(scenario.name for scenario in scenarios),
        " / ".join(scenario.title for scenario in scenarios if scenario.title),
        " ".join(scenario.question for scenario in scenarios if scenario.question),
        arms[0].seed,
        replications,
        arms[0].rounds,
        results,
        differences,
        money=money_of(arms[0].scenario),
        today=first_policy(arms[0].scenario).name if arms[0].scenario.business is not None else "",
        ranges=ranges_of(scenarios),
        measures=measures,
    )


def _arm(name: str, arm: Arm, total: ArmTotals, measures: Sequence[Outcome]) -> ArmResult:
    accounts = arm.scenario.account_names
    outcomes, endings = _estimates(total.measured, accounts, measures, mean_interval)
    _pool(outcomes, total.pooled, measures, share)
    curves = {account: survival_curve(counts) for account, counts in zip(accounts, total.endings, strict=True)}
    if total.held is not None:
        # Accounts of a run share its luck: the error is that of the runs' shares, not of independent relationships.
        curves[ALL] = survival_curve(total.endings.sum(axis=0), total.held.error)
    return ArmResult(name, arm.scenario.name, arm.policy.name, outcomes.pop(ALL), outcomes, curves, endings)


def _difference(name: str, against: str, pair: PairTotals, twin: str, measures: Sequence[Outcome]) -> Difference:
    outcomes, endings = _estimates(pair.measured, pair.shared, measures, difference_interval, pair.differs)
    _pool(outcomes, pair.pooled, measures, difference_of_shares)
    return Difference(name, against, outcomes.pop(ALL), outcomes, endings=endings, twin=twin)


def _pool(
    table: _Table, sums: Sums | None, measures: Sequence[Outcome], estimate: Callable[[Sums, str], Estimate]
) -> None:
    """Put estimates of all cases of all runs together in place of means over runs, where an outcome is pooled."""
    if sums is None:
        return
    for k, outcome in enumerate(measures[place] for place in pooled_of(measures)):
        for there, own in enumerate(table.values()):
            if outcome.name in own:
                own[outcome.name] = replace(estimate(sums[there, k], outcome.unit), same=own[outcome.name].same)


_Table: TypeAlias = "dict[str, dict[str, Estimate]]"


def _estimates(
    moments: Moments | None,
    accounts: list[str],
    measures: Sequence[Outcome],
    interval: Interval,
    differs: NDArray[np.bool_] | None = None,
) -> tuple[_Table, _Table]:
    """Estimates by account, :data:`ALL` among them: of outcomes, and of endings by cause."""
    outcomes: _Table = {where: {} for where in (ALL, *accounts)}
    endings: _Table = {where: {} for where in (ALL, *accounts)}
    if moments is None:
        return outcomes, endings
    moments, same = moments.settled(), None if differs is None else ~differs
    for k, outcome in enumerate(measures):
        there = [place for place in range(len(outcomes)) if (outcome.of_account if place else outcome.of_run)]
        row = estimates(
            moments[there, k], outcome.kind, outcome.unit, interval, None if same is None else same[there, k]
        )
        for place, estimate in zip(there, row, strict=True):
            outcomes[(ALL, *accounts)[place]][outcome.name] = estimate
    for k, cause in enumerate(ENDINGS, start=len(measures)):
        row = estimates(moments[:, k], "chance", "probability", interval, None if same is None else same[:, k])
        for table, estimate in zip(endings.values(), row, strict=True):
            table[CAUSE_WORDS[cause]] = estimate
    return outcomes, endings
