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
    """One mechanism switched off.

    Attributes
    ----------
    switch, meaning : str
        The switch, and what it takes out.
    left : mapping of str to ClaimedEffect
        The advantage without the mechanism, by outcome of :data:`equipoise.experiments.claims.advantage.MEASURES`.
    lost : mapping of str to ClaimedEffect
        What of the advantage went with it, run by run under the same luck: above zero where the mechanism carries the
        advantage, below zero where it works against it.
    """

    switch: str
    meaning: str
    left: Mapping[str, ClaimedEffect]
    lost: Mapping[str, ClaimedEffect]


@dataclass(frozen=True)
class Ablation:
    """The whole of it.

    Attributes
    ----------
    whole : mapping of str to ClaimedEffect
        The advantage with every mechanism on.
    rows : tuple of AblationRow
        One a switch, in the order of their declaration.
    """

    whole: Mapping[str, ClaimedEffect]
    rows: tuple[AblationRow, ...]


def ablate(luck: Luck) -> Ablation:
    """Switch every mechanism off in turn.

    Effects of margin, survival and contribution with the large account.
    """
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
