"""What a run leaves behind of each of its first years, and of no single round: enough to draw it over time."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from equipoise.sim.calendar import ROUNDS_A_YEAR
from equipoise.sim.compiler import jit
from equipoise.sim.rules.portfolio import ends_period

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from equipoise.sim.state import World

AT_THE_END = ("dependence_vendor", "dependence_account", "price", "support", "belief")
"""What is entered as it stands at the end of a year, of an account that is held then."""

TRACK = np.dtype([(name, np.float64) for name in ("held", *AT_THE_END, "revenue", "contribution")])
"""A year of an account, or of the vendor, of whom revenue and contribution are entered alone: sums over the year."""


@jit
def track(world: World, t: int, tracks: NDArray[np.void], r: int) -> None:
    """Enter a finished round into the tracks of a run.

    Parameters
    ----------
    world : World
        The state at the end of round ``t``.
    t : int
        Round.
    tracks : ndarray of shape (runs, years, 1 + accounts), dtype ``TRACK``
        The vendor's first, then those of the scenario's own accounts; row ``r`` is changed in place.
    r : int
        The run.
    """
    year = t // ROUNDS_A_YEAR
    if year >= tracks.shape[1]:
        return
    whole = tracks[r, year, 0]
    whole.revenue += world.vendor[0].revenue
    whole.contribution += world.vendor[0].contribution
    year_ends = ends_period(t + 1, ROUNDS_A_YEAR)
    for i in range(tracks.shape[2] - 1):
        rel, own = world.rows[i], tracks[r, year, 1 + i]
        if rel.active == 0.0 or rel.joined_at_start == 0.0:
            continue
        own.revenue += rel.revenue
        own.contribution += rel.contribution
        if year_ends and rel.cause == 0.0:
            own.held = 1.0
            own.dependence_vendor, own.dependence_account = rel.dependence_vendor, rel.dependence_account
            own.price, own.support, own.belief = rel.price, rel.support, rel.belief
