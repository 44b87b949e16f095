"""The strategic vendor's advantage, shared out by mechanism: Shapley values over switches."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from equipoise.analysis.shapley import coalitions, shapley_values
from equipoise.experiments.claims.advantage import MEASURES, advantage, effects
from equipoise.sim.parameters import Switches

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from equipoise.analysis.evidence import ClaimedEffect
    from equipoise.experiments.claims.case import Luck

PLAYERS = ("stakes", "contribution", "capability", "charter", "growth", "channel", "beliefs")
"""The switches without which the advantage changes by more than matters in margin, in survival and in money, as the
ablation shows. Exits, which do so too, are nobody's doing; they stay on in every coalition, as does all the rest."""


@dataclass(frozen=True)
class SharesRow:
    """A mechanism's share of the advantage."""

    # the mechanism; ``none`` for what is left without any of them, and ``all`` for the whole
    switch: str
    meaning: str
    share: Mapping[str, ClaimedEffect]  # by outcome of MEASURES


@dataclass(frozen=True)
class Shares:
    """All shares: ``none`` and the players' rows add up to ``all``, in every run."""

    # the advantage with every player's mechanism off: what being strategic costs where nothing comes of it
    none: SharesRow
    rows: tuple[SharesRow, ...]  # the mechanisms' shares, in the order of ``PLAYERS``
    all: SharesRow  # the advantage with everything on


def share_out(luck: Luck) -> Shares:
    """Play every coalition of mechanisms and share the advantage out among them."""
    played = [
        advantage(luck, {f"switches.{player}": player in coalition for player in PLAYERS})
        for coalition in coalitions(PLAYERS)
    ]
    worth = {m.outcome: np.stack([each[m.outcome] for each in played]) for m in MEASURES}
    values = {outcome: shapley_values(each) for outcome, each in worth.items()}

    def row(switch: str, meaning: str, of: Mapping[str, NDArray[np.float64]], k: int) -> SharesRow:
        return SharesRow(switch, meaning, effects(f"{{}}: {switch}", {name: each[k] for name, each in of.items()}))

    return Shares(
        row("none", "Without any of these mechanisms.", worth, 0),
        tuple(row(name, Switches.model_fields[name].description or "", values, k) for k, name in enumerate(PLAYERS)),
        row("all", "With every mechanism.", worth, -1),
    )
