"""What arms come to, added up block by block while their runs stream by, or from runs that were kept."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, TypeAlias

from equipoise.analysis.contrast import ALL
from equipoise.analysis.intervals import difference_interval, estimate_rows, mean_interval
from equipoise.analysis.prose.comparison import with_words
from equipoise.analysis.prose.headings import title_of
from equipoise.analysis.prose.ranges import ranges_of
from equipoise.analysis.results import ArmResult, Comparison, Difference
from equipoise.analysis.sums import difference_of_shares, share
from equipoise.analysis.survival import survival_curve
from equipoise.experiments.by_year import YearTotals
from equipoise.experiments.horizons import horizons_of, return_of, views_of
from equipoise.experiments.idle import idle_of
from equipoise.experiments.totals import ENDINGS, ArmTotals, PairTotals, pooled_of, values_of
from equipoise.sim.business.played import first_policy
from equipoise.sim.measures import measures_of
from equipoise.sim.money import exchange_rates, money_of
from equipoise.sim.state import CAUSE_WORDS

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Sequence

    import numpy as np
    from numpy.typing import NDArray

    from equipoise.analysis.estimate import Estimate
    from equipoise.analysis.intervals import Interval
    from equipoise.analysis.moments import Moments
    from equipoise.analysis.sums import Sums
    from equipoise.experiments.totals import Values
    from equipoise.sim.arm import Arm
    from equipoise.sim.kernel import Chunk
    from equipoise.sim.measures import GivenMeasures, Measures
    from equipoise.sim.outcome import Outcome


class Tally:
    """Adds up arms, of which the first is the reference; the same blocks in the same order come to the same bits.

    Parameters
    ----------
    arms : sequence of Arm
        Under the same luck.
    names : sequence of str
        What results call them.
    measures : path or iterable of Outcome
        Of somebody's own.
    """

    def __init__(self, arms: Sequence[Arm], names: Sequence[str], measures: GivenMeasures = ()) -> None:
        self._own = measures_of(measures)
        self._own.check(arms)
        self._arms, self._names, self._runs = arms, names, 0
        self._measured = list(self._own.by_name.values())
        self._accounts = [arm.scenario.account_names for arm in arms]
        self._rates = exchange_rates([arm.scenario for arm in arms])
        views = views_of(arms[0].rounds)
        profits = [self._measured.index(self._own.by_name[of_years.profit]) for _, of_years in views]
        self._totals = [
            ArmTotals(len(there), arm.rounds, profits) for arm, there in zip(arms, self._accounts, strict=True)
        ]
        self._by_year = [YearTotals() for _ in arms]
        self._pairs = [PairTotals(there, self._accounts[0]) for there in self._accounts[1:]]

    @property
    def job(self) -> Callable[[Chunk], Values]:
        """What is made of runs that were played before they are added."""
        return partial(values_of, self._measured)

    @property
    def every_round(self) -> bool:
        """Whether that takes every row of every round."""
        return any(outcome.rounds for outcome in self._own.own)

    def add(self, block: Sequence[Values]) -> int:
        """Add the same runs of each arm, and tell how many they are."""
        reference, *others = (
            values.in_one_money(self._measured, rate) for values, rate in zip(block, self._rates, strict=True)
        )
        for years, values in zip(self._by_year, (reference, *others), strict=True):
            years.add(values.tracks)
        self._totals[0].add(reference)
        for total, pair, values in zip(self._totals[1:], self._pairs, others, strict=True):
            total.add(values)
            pair.add(values, reference)
        self._runs += reference.runs
        return reference.runs

    def comparison(self) -> Comparison:
        """Tell what all that was added comes to."""
        names, arms, totals = self._names, self._arms, self._totals
        results = [_arm(name, arm, total, self._measured) for name, arm, total in zip(names, arms, totals, strict=True)]
        measured = [(*there, total.digest.digest()) for there, total in zip(self._accounts, totals, strict=True)]
        differences = [
            _difference(name, names[0], pair, twin, self._measured)
            for name, pair, twin in zip(names[1:], self._pairs, _twins(names, measured), strict=True)
        ]
        differences = [
            replace(one, idle=idle_of(arm, arms[names.index(one.twin)] if one.twin else arms[0]))
            if one.same or one.twin
            else one
            for arm, one in zip(arms[1:], differences, strict=True)
        ]
        horizons = horizons_of(results, differences, [total.kept for total in totals], arms[0].rounds)
        returns = [
            return_of(one.arm, one.against, pair.gained, pair.by_year)
            for one, pair in zip(differences, self._pairs, strict=True)
        ]
        by_year = [
            track
            for name, years, accounts in zip(names, self._by_year, self._accounts, strict=True)
            for track in years.by_year(name, accounts)
        ]
        found = _comparison(arms, self._runs, results, differences, self._own.declared())
        return with_words(replace(found, horizons=horizons, returns=returns, by_year=by_year))


def _twins(names: Sequence[str], measured: Sequence[Hashable]) -> list[str]:
    """For each further arm, the first before it that measures the same in every run, unless that is the reference."""
    first: dict[Hashable, str] = {}
    found = [first.setdefault(key, name) for key, name in zip(measured, names, strict=True)]
    return [twin if twin not in (name, names[0]) else "" for name, twin in zip(names[1:], found[1:], strict=True)]


def _comparison(
    arms: Sequence[Arm], replications: int, results: list[ArmResult], differences: list[Difference], measures: Measures
) -> Comparison:
    scenarios = list({arm.scenario.name: arm.scenario for arm in arms}.values())
    return Comparison(
        " + ".join(scenario.name for scenario in scenarios),
        " / ".join(title for scenario in scenarios if (title := title_of(scenario))),
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
    kinds = [outcome.kind for outcome in measures] + ["chance" for _ in ENDINGS]
    units = [outcome.unit for outcome in measures] + ["probability" for _ in ENDINGS]
    rows = estimate_rows(moments.settled(), kinds, units, interval, None if differs is None else ~differs)
    for place, (account, row) in enumerate(zip((ALL, *accounts), rows, strict=True)):
        for outcome, estimate in zip(measures, row, strict=False):
            if (outcome.of_account if place else outcome.of_run) is not None:
                outcomes[account][outcome.name] = estimate
        endings[account] = {CAUSE_WORDS[cause]: one for cause, one in zip(ENDINGS, row[-len(ENDINGS) :], strict=True)}
    return outcomes, endings
