"""What the lead hangs on, how relationships end, and what they cost: tables of docs/calibration.md."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from equipoise.experiments.calibration.plays import PAIR, Play, Table, estimate, play_all
from equipoise.sim.calendar import ROUNDS_A_YEAR
from equipoise.sim.outcomes import account_outcomes, run_outcomes
from equipoise.sim.state import CAUSE_WORDS, Cause

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from equipoise.sim.kernel import Chunk

BIG = ("over-a-barrel", "strategic-vendor")
DECIDED = (Cause.NO_DEAL, Cause.UNDERCUT, Cause.REFUSED_DEMAND)
"""Endings that somebody decides, wherever breakdowns are final; where they are open, the end of each is decided too."""


def _pairs(
    scenarios: Sequence[str], each: Sequence[Mapping[str, object]], runs: int
) -> Iterator[tuple[str, Mapping[str, object], Chunk, Chunk]]:
    """Both vendors under the same luck, in each scenario under each of these settings."""
    cases = [(scenario, settings) for scenario in scenarios for settings in each]
    chunks = play_all([Play(policy, scenario, settings, runs) for scenario, settings in cases for policy in PAIR])
    for (scenario, settings), ours, theirs in zip(cases, chunks[::2], chunks[1::2], strict=True):
        yield scenario, settings, ours, theirs


def _leads(ours: Chunk, theirs: Chunk, *names: str) -> list[str]:
    """Differences of the strategic vendor to the accommodating one, run by run."""
    left, right = run_outcomes(ours), run_outcomes(theirs)
    return [estimate(right[name] - left[name]) for name in names]


def horizon() -> Table:
    """The two vendors by the horizon over which both sides count."""
    rows = [["scenario", "horizon", "accommodating fails", "lead in survival", "lead in money", "lead in failures"]]
    settings = [{"bargaining.horizon": rounds} for rounds in (6.0, 9.0, 12.0, 18.0, 24.0)]
    for scenario, setting, ours, theirs in _pairs((*BIG, "even-portfolio"), settings, 1000):
        fails = estimate(run_outcomes(ours)["gtm_failure"])
        leads = _leads(ours, theirs, "survival", "contribution", "gtm_failure")
        rows.append([scenario, f"{setting['bargaining.horizon']:g}", fails, *leads])
    return rows


def copied() -> Table:
    """The lead by the share that rivals can copy of what was built."""
    rows = [["scenario", "can be copied", "lead in margin", "lead in survival", "lead in money"]]
    settings = [{"hierarchy.imitable": share} for share in (0.0, 0.25, 0.5)]
    scenarios = (*BIG, "even-portfolio", "the-wrong-account", "market-entry")
    for scenario, setting, ours, theirs in _pairs(scenarios, settings, 1000):
        leads = _leads(ours, theirs, "contribution_margin", "survival", "contribution")
        rows.append([scenario, f"{setting['hierarchy.imitable']:.0%}", *leads])
    return rows


def parity() -> Table:
    """What it takes until the account depends as much as the vendor: what the top is worth to it, and what is spent."""
    head = ["scenario", "worth of level 5", "focus", "the vendor depends", "the account depends"]
    rows = [[*head, "lead in margin", "lead in money", "lead in failures"]]
    ways = ((0.4, 0.02), (0.4, 0.05), (0.8, 0.02), (0.8, 0.05), (1.2, 0.02))
    cases = [(scenario, {"hierarchy.contribution": worth}, focus) for scenario in BIG for worth, focus in ways]
    ours = play_all([Play("accommodating", scenario, worth, 1000) for scenario, worth, _focus in cases])
    theirs = play_all(
        [Play("strategic", scenario, {**worth, "policy.focus": focus}, 1000) for scenario, worth, focus in cases]
    )
    for (scenario, worth, focus), usual, strategic in zip(cases, ours, theirs, strict=True):
        of_giant = account_outcomes(strategic, 0)
        depends = [estimate(of_giant[name]) for name in ("dependence_vendor", "dependence_account")]
        leads = _leads(usual, strategic, "contribution_margin", "contribution", "gtm_failure")
        rows.append([scenario, f"{worth['hierarchy.contribution']:g}", f"{focus:g}", *depends, *leads])
    return rows


def endings() -> Table:
    """Why relationships end, in shares of all endings, and how many of them somebody decided."""
    causes = [cause for cause in Cause if cause not in {Cause.NONE, Cause.TAKEN}]
    rows = [["policy", *(CAUSE_WORDS[cause] for cause in causes), "somebody decided"]]
    for policy, chunk in zip(PAIR, play_all([Play(policy) for policy in PAIR]), strict=True):
        ended = chunk.runs["ended"].sum(axis=0)
        final = ended[Cause.COLLAPSE] if chunk.runs["breakdowns"].any() else 0.0
        decided = sum(ended[cause] for cause in DECIDED) + final
        shares = [ended[cause] / ended.sum() for cause in causes]
        rows.append([policy, *(f"{share:.0%}" for share in (*shares, decided / ended.sum()))])
    return rows


def breakdowns() -> Table:
    """What the chance of a collapse does to relationships: how many break down, come back, and survive."""
    head = ["collapse", "policy", "survive a year", "break down in a year", "come back", "rounds away"]
    rows = [head]
    plays = [
        Play(policy, settings={"bargaining.collapse": chance}, runs=1000)
        for chance in (0.014, 0.03, 0.06, 0.12)
        for policy in PAIR
    ]
    for chosen, chunk in zip(plays, play_all(plays), strict=True):
        runs = chunk.runs
        year = runs["years_retained"] / runs["years_at_risk"]
        shares = [ROUNDS_A_YEAR * runs["breakdowns"] / runs["served"], runs["away"] / runs["served"]]
        back = runs["returns"].sum() / runs["breakdowns"].sum() if runs["breakdowns"].any() else np.nan
        often, away = map(estimate, shares)
        chance = f"{chosen.settings['bargaining.collapse']:g}"
        rows.append([chance, chosen.policy, estimate(year), often, "none" if np.isnan(back) else f"{back:.0%}", away])
    return rows


def costs() -> Table:
    """Gross margin, cost to serve and contribution margin of both vendors."""
    names = ("gross_margin", "cost_to_serve", "contribution_margin")
    rows = [["scenario", "policy", "gross margin", "cost to serve", "contribution margin"]]
    plays = [Play(policy, scenario, runs=1000) for scenario in ("base", *BIG) for policy in PAIR]
    for chosen, chunk in zip(plays, play_all(plays), strict=True):
        outcomes = run_outcomes(chunk)
        rows.append([str(chosen.scenario), chosen.policy, *(estimate(outcomes[name]) for name in names)])
    return rows


TABLES = {
    "endings": endings, "breakdowns": breakdowns, "costs": costs, "horizon": horizon, "copied": copied,
    "parity": parity,
}  # fmt: skip
"""Tables by the mark of their place in the document."""
