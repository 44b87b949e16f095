"""Figures for a slide or a report: colour-blind safe, readable in grey, the same bytes every time.

``draw`` makes all of them; each can be made alone by the function of its file.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import equipoise.analysis.figures.library  # noqa: F401 - before anything else imports Matplotlib
from equipoise.analysis.contrast import ALL, account_spoken_of
from equipoise.analysis.figures.by_round import MOST, subjects
from equipoise.analysis.figures.endings import endings
from equipoise.analysis.figures.given_away import given_away
from equipoise.analysis.figures.margin import margin_by_round
from equipoise.analysis.figures.plane import dependence_by_account, dependence_plane
from equipoise.analysis.figures.profit import profit
from equipoise.analysis.figures.story import MOST_ARMS, story
from equipoise.analysis.figures.style import Picture, save
from equipoise.analysis.figures.survival import survival
from equipoise.analysis.figures.wording import asked_about, by_importance, spoken_of
from equipoise.analysis.prose.assumed import closings
from equipoise.analysis.prose.units import Units

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from equipoise.analysis.figures.by_round import ByRound
    from equipoise.analysis.results import Comparison
    from equipoise.sim.scenario import Scenario

__all__ = ["MOST_ARMS", "Picture", "account_drawn", "asked_about", "by_importance", "draw", "save", "story"]


def account_drawn(comparison: Comparison) -> str | None:
    """The account that figures are about, as sentences are; none when no account stands out."""
    account = account_spoken_of(comparison)
    return None if account == ALL else account


def draw(
    comparison: Comparison, scenarios: Sequence[Scenario], arms: Mapping[str, Mapping[str, ByRound]]
) -> list[Picture]:
    """Draw every figure of a comparison but the story of a run, as a report shows them."""
    account = account_drawn(comparison)
    labels = list(dict.fromkeys(subject.label for scenario in scenarios for subject in subjects(scenario)))
    accounts_shown = sorted(labels, key=lambda label: label != account)[:MOST]
    accounts_shown = [label for label in accounts_shown if any(label in by for by in arms.values())]
    known = any(ALL in arm.survival for arm in comparison.arms)
    beside = spoken_of(comparison)
    units = Units(comparison.money)
    assumed = closings(scenarios, comparison.rounds, comparison.money)
    pictures = [profit(comparison)] if comparison.horizons else []
    if accounts_shown and (account is not None or len(accounts_shown) == 1):
        pictures.append(dependence_plane(arms, accounts_shown[0], beside, units))
    if len(accounts_shown) > 1:
        pictures.append(dependence_by_account(arms, accounts_shown, beside, units))
    pictures.append(margin_by_round(comparison, arms, account))
    if known:
        pictures += [survival(comparison, account, assumed), endings(comparison, account, assumed)]
    pictures.append(given_away(comparison, arms, account))
    return pictures
