"""Ablation: every mechanism switched off in turn, and what is then left of the strategic vendor's advantage."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from equipoise.analysis.evidence import ClaimedEffect
from equipoise.experiments.claims.advantage import MEASURES, advantage
from equipoise.sim.parameters import Switches

if TYPE_CHECKING:
    from collections.abc import Mapping

    from equipoise.experiments.claims.claim import Luck


@dataclass(frozen=True)
class AblationRow:
    """One mechanism switched off."""

    # the switch, and what it takes out
    switch: str
    meaning: str
    left: Mapping[str, ClaimedEffect]  # the advantage without the mechanism, by outcome of MEASURES
    # what of the advantage went with it, run by run under the same luck: above zero where the mechanism carries the
    # advantage, below zero where it works against it
    lost: Mapping[str, ClaimedEffect]


@dataclass(frozen=True)
class Ablation:
    """The whole of it."""

    whole: Mapping[str, ClaimedEffect]  # the advantage with every mechanism on
    rows: tuple[AblationRow, ...]  # one a switch, in the order of their declaration


def ablate(luck: Luck) -> Ablation:
    """Switch every mechanism off in turn. Effects of margin, survival and contribution with the large account."""
    whole = advantage(luck)
    rows = []
    for switch, field in Switches.model_fields.items():
        left = advantage(luck, {f"switches.{switch}": False})
        lost = {outcome: whole[outcome] - left[outcome] for outcome in whole}
        rows.append(
            AblationRow(
                switch,
                field.description or "",
                {
                    m.outcome: ClaimedEffect.of(f"{m.outcome} without {switch}", m.unit, left[m.outcome], m.least)
                    for m in MEASURES
                },
                {
                    m.outcome: ClaimedEffect.of(f"{m.outcome} lost with {switch}", m.unit, lost[m.outcome], m.least)
                    for m in MEASURES
                },
            )
        )
    return Ablation(
        {m.outcome: ClaimedEffect.of(m.outcome, m.unit, whole[m.outcome], m.least) for m in MEASURES}, tuple(rows)
    )
