"""Play twins: the scenario as it is, and once more for each account without it, under the same luck."""

from __future__ import annotations

from dataclasses import replace
from math import nan
from typing import TYPE_CHECKING

import numpy as np

from equipoise.analysis.association import spearman
from equipoise.analysis.removal import THRESHOLD, Removal
from equipoise.experiments.twins.choosing import accounts_called, check_round, unstated, without
from equipoise.experiments.twins.measures import OF_VENDOR
from equipoise.experiments.twins.sums import TwinSums
from equipoise.sim.arguments import of_kind, texts_of
from equipoise.sim.arm import Arm
from equipoise.sim.faults import EquipoiseError
from equipoise.sim.kernel import play_chunk
from equipoise.sim.measures import measures_of
from equipoise.sim.money import money_of
from equipoise.sim.parameters import parameter_row
from equipoise.sim.runner import PANEL_CELLS, block_size
from equipoise.sim.threads import cores, in_order
from equipoise.sim.whole_numbers import REPLICATIONS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from equipoise.analysis.estimate import Estimate
    from equipoise.analysis.removal import Twin
    from equipoise.sim.kernel import Chunk
    from equipoise.sim.measures import GivenMeasures
    from equipoise.sim.scenario import Scenario


_THE_SAME = frozenset({"lock_in.switching_cost", "bargaining.horizon", "bargaining.wealth_floor"})
"""What dependence is measured by, in all runs alike."""


def play_twins(  # noqa: PLR0913 - what is played, how, and what is measured
    arm: Arm,
    accounts: Sequence[str],
    replications: int,
    *,
    first: int = 0,
    threshold: float = THRESHOLD,
    threads: int | None = None,
    progress: Callable[[int], None] | None = None,
    measures: GivenMeasures = (),
) -> Removal:
    """Take accounts away from their vendor, one at a time, and the vendor from them.

    Runs stream by in chunks: memory does not grow with ``replications``, and results do not depend on ``threads``.

    Estimates with intervals, verdicts, and how far the bargaining rules agree. Of somebody's own measures, those of a
    run are taken with each account and without it, over the whole run.
    """
    replications, workers = REPLICATIONS.checked(replications), cores(threads)
    of_kind("arm", arm, Arm)
    names = accounts_called(arm.scenario, texts_of("accounts", accounts))
    first = check_round(first, arm.rounds)
    found = measures_of(measures)
    found.check([arm])
    own = [outcome for outcome in found.own if outcome.of_run is not None]
    if taken := {measure.name for measure in OF_VENDOR}.intersection(outcome.name for outcome in own):
        raise EquipoiseError(f"measures: twins have a {min(taken)} of their own; call yours otherwise")
    size = block_size([arm], PANEL_CELLS)
    places = [arm.scenario.account_names.index(name) for name in names]
    params = parameter_row(arm.played.parameters)
    if varying := sorted(_THE_SAME.intersection(arm.scenario.drawn_keys)):
        raise EquipoiseError(f"{varying[0]}   is a range, but twins measure dependence by one value of it; state one")

    def job(start: int) -> tuple[int, list[TwinSums]]:
        chosen = range(start, min(start + size, replications))
        pairs = zip(places, _pairs(arm, names, chosen, first), strict=True)
        return len(chosen), [TwinSums.of(*pair, place, first, params, own) for place, pair in pairs]

    totals: list[TwinSums] | None = None
    for played, sums in in_order(job, range(0, replications, size), workers):
        totals = sums if totals is None else [a.merge(b) for a, b in zip(totals, sums, strict=True)]
        if progress is not None:
            progress(played)
    scenario = arm.scenario
    twins = [
        _withheld(total.twin(name, threshold, own), *unstated(scenario, name))
        for name, total in zip(names, totals or [], strict=True)
    ]
    return Removal(
        scenario.name,
        scenario.title,
        arm.policy.name,
        arm.seed,
        replications,
        arm.rounds,
        first,
        twins,
        across_accounts(twins),
        money_of(scenario),
        found.declared(),
    )


def _withheld(twin: Twin, vendor: tuple[str, ...], buyer: tuple[str, ...]) -> Twin:
    """Leave verdicts open that rest on what nobody states, and take out figures that are nothing else."""
    found = dict(twin.buyer)
    if buyer:
        for name in ("business_failure", "earned_first_year"):
            found[name] = replace(found[name], value=nan, low=nan, high=nan)
    return replace(twin, buyer=found, vendor_unstated=vendor, buyer_unstated=buyer)


def _pairs(arm: Arm, names: Sequence[str], chosen: range, first: int) -> Iterator[tuple[Chunk, Chunk]]:
    """Runs with each account, and without it."""

    def played(scenario: Scenario) -> Chunk:
        return play_chunk(Arm(scenario, arm.policy, arm.seed, arm.rounds), chosen, panel=True)

    leaving = {name for one in arm.scenario.accounts if one.leaves is not None for name in one.called}
    everybody = played(arm.scenario)
    for name in names:
        # An account that the scenario itself takes away is kept, to be set against the run without it.
        whole = played(without(arm.scenario, name, None)) if name in leaving else everybody
        yield whole, played(without(arm.scenario, name, first))


def across_accounts(twins: Sequence[Twin]) -> dict[str, Estimate]:
    """How far the dependence of the bargaining rules ranks accounts as their removal does."""
    said = {side: np.array([twin.dependence[f"dependence_{side}"].mean for twin in twins]) for side in _SIDES}
    found = {side: np.array([twin.dependence[f"realised_{side}"].mean for twin in twins]) for side in _SIDES}
    rise = np.array([twin.rise.mean for twin in twins])
    fails = np.array([twin.buyer["business_failure"].mean for twin in twins])
    return {side: spearman(said[side], found[side]) for side in _SIDES} | {
        "rise": spearman(said["vendor"], rise),
        "business_failure": spearman(said["account"], fails),
    }


_SIDES = ("vendor", "account")
