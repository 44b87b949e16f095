"""How early red flags come: from the first flag of a relationship to its ending, against those that never end."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from equipoise.analysis.survival import survival_curve
from equipoise.sim.state import Cause

if TYPE_CHECKING:
    from equipoise.experiments.claims.flagged import Rounds


@dataclass(frozen=True)
class Lead:
    """How early the first flag of a relationship comes."""

    # relationships that ended, with a flag in an earlier round or with none
    ended_flagged: int
    ended_unflagged: int
    # those still held at the horizon of the run
    held_flagged: int
    held_unflagged: int
    median: float  # rounds from the first flag to the ending, median of those that ended
    # rounds from the first flag after which half have ended, with those still held as censored (Kaplan-Meier); infinite
    # when fewer do within the run
    half_gone: float
    false_alarms: float  # share of first flags that no ending follows within two years, by the same estimate


def lead(rounds: Rounds, within: int = 8) -> Lead:
    """How early the first flag comes: from the first round with any flag to the ending, or to the end of the run.

    A flag that first goes up in the round of the ending warns of nothing, and does not count.
    """
    shape = rounds.flags.shape
    first = np.full((shape[0], shape[2]), -1)
    endings = np.zeros((shape[1] + 1, len(Cause)), np.int64)
    unflagged, leads = 0, []
    for t in range(shape[1]):
        ends = rounds.active[:, t] & (rounds.cause[:, t] > 0)
        warned = ends & (first >= 0)
        np.add.at(endings, (t - first[warned], rounds.cause[:, t][warned]), 1)
        leads.append(t - first[warned])
        unflagged += int((ends & (first < 0)).sum())
        raised = rounds.active[:, t] & ~ends & (rounds.flags[:, t] > 0) & (first < 0)
        first = np.where(ends, -1, np.where(raised, t, first))
    held = rounds.active[:, -1] & (rounds.cause[:, -1] == 0)
    np.add.at(endings, (shape[1] - 1 - first[held & (first >= 0)], 0), 1)
    curve = survival_curve(endings)
    every = np.concatenate(leads)
    return Lead(
        len(every),
        unflagged,
        int((held & (first >= 0)).sum()),
        int((held & (first < 0)).sum()),
        float(np.median(every)) if len(every) else float("nan"),
        curve.median[0],
        float(curve.survival[min(within, shape[1])]),
    )
