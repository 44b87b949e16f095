"""Figures for a slide or a report: colour-blind safe, readable in grey, the same bytes every time.

``draw`` makes all of them; each can be made alone by the function of its file.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import equipoise.analysis.figures.library  # noqa: F401 - before anything else imports Matplotlib
from equipoise.analysis.contrast import ALL, account_spoken_of
from equipoise.analysis.figures.by_round import MOST, RoundSums, subjects
from equipoise.analysis.figures.endings import endings
from equipoise.analysis.figures.given_away import given_away
from equipoise.analysis.figures.margin import margin_by_round
from equipoise.analysis.figures.plane import dependence_plane
from equipoise.analysis.figures.planes import dependence_by_account
from equipoise.analysis.figures.story import MOST_TOLD, story
from equipoise.analysis.figures.style import Picture, save
from equipoise.analysis.figures.survival import survival

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from equipoise.analysis.figures.by_round import ByRound
    from equipoise.analysis.results import Comparison
    from equipoise.sim.scenario import Scenario

__all__ = [
    "MOST_TOLD",
    "Picture",
    "RoundSums",
    "account_drawn",
    "dependence_by_account",
    "dependence_plane",
    "draw",
    "endings",
    "given_away",
    "margin_by_round",
    "save",
    "story",
    "subjects",
    "survival",
]


def account_drawn(comparison: Comparison) -> str | None:
    """Choose the account that figures are about, the one that sentences speak of.

    None when no account stands out: figures are then about all accounts.
    """
    account = account_spoken_of(comparison)
    return None if account == ALL else account


def draw(
    comparison: Comparison, scenarios: Sequence[Scenario], arms: Mapping[str, Mapping[str, ByRound]]
) -> list[Picture]:
    """Draw every figure of a comparison but the story of a run.

    In the order in which a report shows them; without accounts, those that still mean something.
    """
    account = account_drawn(comparison)
    labels = list(dict.fromkeys(subject.label for scenario in scenarios for subject in subjects(scenario)))
    drawn = sorted(labels, key=lambda label: label != account)[:MOST]
    drawn = [label for label in drawn if any(label in by for by in arms.values())]
    known = any(ALL in arm.survival for arm in comparison.arms)
    pictures = []
    if drawn and (account is not None or len(drawn) == 1):
        pictures.append(dependence_plane(arms, drawn[0]))
    if len(drawn) > 1:
        pictures.append(dependence_by_account(arms, drawn))
    pictures.append(margin_by_round(comparison, arms, account))
    if known:
        pictures += [survival(comparison, account), endings(comparison, account)]
    pictures.append(given_away(comparison, arms, account))
    return pictures
