"""Where each side sees the relationship on the hierarchy in one year and in five (R12).

Both project today's effort. The account knows that its expectations grow; the vendor projects from its own view as
if they did not, which is the mistake of standing still.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from equipoise.sim.compiler import jit
from equipoise.sim.rules.contribution import projected_level
from equipoise.sim.rules.package import support_value

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from equipoise.sim.rows import Rows

PROJECTIONS = {
    "level_in_one_year": "Level in one year as the account projects it, with today's effort.",
    "level_in_five_years": "Level in five years as the account projects it, with today's effort.",
    "level_seen_in_one_year": "Level in one year as the vendor projects it, with today's effort.",
    "level_seen_in_five_years": "Level in five years as the vendor projects it, with today's effort.",
}
"""Name and meaning of each projection, in the order of the columns."""

ONE_YEAR, FIVE_YEARS = 4, 20


def project(rows: Rows, params: Rows) -> NDArray[np.float64]:
    """Project the level of relationships, as both sides see it; parameters are a row for all, or a row for each."""
    out = np.empty((len(rows), len(PROJECTIONS)))
    _fill(rows, params, out)
    return out


@jit
def _fill(rows: Rows, params: Rows, out: NDArray[np.float64]) -> None:
    for i in range(rows.shape[0]):
        rel, p = rows[i], params[i if params.shape[0] > 1 else 0]
        effort = support_value(rel.support, rel.support_worth, p.support_curvature) + rel.capability
        for k in range(out.shape[1]):
            rounds = ONE_YEAR if k % 2 == 0 else FIVE_YEARS
            level, growth = (rel.level, p.expectation_growth) if k < 2 else (rel.level_seen, 0.0)  # noqa: PLR2004 - two columns for each side
            out[i, k] = projected_level(level, effort, rel.expectation, growth, rel.tenure, p.level_rate, rounds)
