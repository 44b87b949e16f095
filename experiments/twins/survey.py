"""Twins of every shipped scenario: who is strategic, and whether the dependence that sets prices says so."""

from __future__ import annotations

from math import isnan
from typing import TYPE_CHECKING

import numpy as np

from equipoise.analysis.association import spearman
from equipoise.experiments.markdown import table
from equipoise.experiments.twins.play import play_twins
from equipoise.sim.arm import Arm
from equipoise.sim.files import list_scenarios, scenario_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from equipoise.analysis.estimate import Estimate
    from equipoise.analysis.removal import Removal, Twin
    from equipoise.sim.scenario import Scenario

RUNS = 500
ROUNDS = (0, 12)
"""Rounds at whose start accounts are taken away: before anything has grown, and after three years."""

_PAIRS: dict[str, tuple[Callable[[Twin], float], Callable[[Twin], float]]] = {
    "D_v by the rules, and as it turned out": (
        lambda twin: twin.dependence["dependence_vendor"].mean,
        lambda twin: twin.dependence["realised_vendor"].mean,
    ),
    "D_v by the rules, and the rise in failure": (
        lambda twin: twin.dependence["dependence_vendor"].mean,
        lambda twin: twin.rise.mean,
    ),
    "D_b by the rules, and as it turned out": (
        lambda twin: twin.dependence["dependence_account"].mean,
        lambda twin: twin.dependence["realised_account"].mean,
    ),
    "D_b by the rules, and failure of the account's business": (
        lambda twin: twin.dependence["dependence_account"].mean,
        lambda twin: twin.buyer["business_failure"].mean,
    ),
    "share of revenue, and the rise in failure": (
        lambda twin: twin.vendor["own_revenue"].whole.mean / twin.vendor["revenue"].whole.mean,
        lambda twin: twin.rise.mean,
    ),
    "own contribution, and the rise in failure": (
        lambda twin: twin.vendor["own_contribution"].whole.mean,
        lambda twin: twin.rise.mean,
    ),
}


_HEAD = (
    "scenario", "account", "held %", "fails with it %", "rise, points", "strategic account?", "its business fails %",
    "strategic vendor?", "D_v rules / turned out", "D_b rules / turned out", "r over runs, v / b",
)  # fmt: skip


def survey(scenario: Scenario | str | Path, first: int, runs: int = RUNS, threads: int | None = None) -> Removal:
    """Take away one account of each kind from a shipped scenario, under its first policy.

    Of the first of accounts that are alike by their ``count``.
    """
    chosen = scenario_of(scenario)
    arm = Arm.of(chosen)
    return play_twins(arm, [account.called[0] for account in chosen.accounts], runs, first=first, threads=threads)


def associations(removals: Sequence[Removal]) -> dict[str, Estimate]:
    """Rank correlations over the accounts of several scenarios."""
    twins = [twin for removal in removals for twin in removal.twins if twin.rise.runs]
    return {
        name: spearman(np.array([of(twin) for twin in twins]), np.array([against(twin) for twin in twins]))
        for name, (of, against) in _PAIRS.items()
    }


def make() -> Iterator[tuple[str, str]]:
    """What docs/twins.md tells, for each of the rounds."""
    yield "twins", "\n".join(_lines([[survey(name, first) for name in list_scenarios()] for first in ROUNDS]))


def _lines(by_round: Sequence[Sequence[Removal]]) -> Iterator[str]:
    yield f"Every shipped scenario is played under its first policy: {RUNS:,} runs with everybody, and as many without"
    yield "each account, under the same luck.\n"
    for removals in by_round:
        yield f"## {_when(removals)}\n"
        yield table(_HEAD, *_rows(removals)) + "\n"
    yield "## Does the dependence that sets prices agree?\n"
    yield "Spearman's rank correlation over these accounts, with its 95% interval and their number.\n"
    found = [associations(removals) for removals in by_round]
    head = ["", *(_when(removals).lower() for removals in by_round)]
    yield table(head, *([name, *(_correlation(one[name]) for one in found)] for name in _PAIRS))


def _when(removals: Sequence[Removal]) -> str:
    return f"Taken away after {removals[0].round} rounds" if removals[0].round else "Taken away from the start"


def _rows(removals: Sequence[Removal]) -> Iterator[list[str]]:
    for removal in removals:
        for twin in removal.twins:
            yield [removal.scenario, *(_cells(twin) if twin.rise.runs else [twin.account, "0", *["-"] * 8])]


def _cells(twin: Twin) -> list[str]:
    means = {name: found.mean for name, found in twin.dependence.items()}
    return [
        twin.account,
        f"{100.0 * twin.held.mean:.0f}",
        f"{100.0 * twin.vendor['gtm_failure'].whole.mean:.1f}",
        _points(twin.rise),
        twin.strategic_account.value,
        _points(twin.buyer["business_failure"]),
        twin.strategic_vendor.value,
        *(f"{means[f'dependence_{s}']:.2f} / {means[f'realised_{s}']:.2f}" for s in ("vendor", "account")),
        " / ".join("-" if c.value != c.value else f"{c.value:.2f}" for c in twin.agreement.values()),
    ]


def _points(found: Estimate) -> str:
    mean, low, high = (round(100.0 * value, 1) + 0.0 for value in (found.mean, found.low, found.high))
    return f"{mean:.1f} [{low:.1f}, {high:.1f}]"


def _correlation(found: Estimate) -> str:
    if isnan(found.low):
        return f"{found.value:.2f} [-, -] ({found.runs})"
    return f"{found.value:.2f} [{found.low:.2f}, {found.high:.2f}] ({found.runs})"
