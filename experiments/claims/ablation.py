"""Ablation: every mechanism switched off in turn, and what is then left of the strategic vendor's advantage."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from equipoise.experiments.claims.advantage import advantage, effects
from equipoise.sim.parameters import Switches

if TYPE_CHECKING:
    from collections.abc import Mapping

    from equipoise.analysis.evidence import ClaimedEffect
    from equipoise.experiments.claims.case import Luck


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
        without, gone = effects(f"{{}} without {switch}", left), effects(f"{{}} lost with {switch}", lost)
        rows.append(AblationRow(switch, field.description or "", without, gone))
    return Ablation(effects("{}", whole), tuple(rows))
