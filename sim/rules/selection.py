"""Choosing accounts by what a vendor can observe, and by what they bring (R10)."""

from __future__ import annotations

from equipoise.sim.compiler import jit

FULL_HISTORY = 20.0
"""Rounds after which a relationship counts as long."""
FULL_MARGIN = 0.3
"""Contribution margin that counts as high."""


@jit
def selection_score(
    weights: tuple[float, float, float, float, float],
    revenue_share: float,
    tenure: float,
    margin: float,
    access: float,
    willingness: float,
) -> float:
    """Weighted mean of five criteria, each in [0, 1].

    Parameters
    ----------
    weights : tuple of five floats
        For revenue history, account history, margin, access to buying influences, and willingness to partner.
    revenue_share : float
        The account's share of the vendor's revenue.
    tenure : float
        Rounds served; 20 count as 1.
    margin : float
        Realised contribution margin; .3 counts as 1.
    access : float
        The channel h.
    willingness : float
        The vendor's estimate of the account's orientation.

    Returns
    -------
    float
        In [0, 1]; 1 when no criterion has weight, so that every account passes.
    """
    total = weights[0] + weights[1] + weights[2] + weights[3] + weights[4]
    if total <= 0.0:
        return 1.0
    return (
        weights[0] * min(max(revenue_share, 0.0), 1.0)
        + weights[1] * min(tenure / FULL_HISTORY, 1.0)
        + weights[2] * min(max(margin / FULL_MARGIN, 0.0), 1.0)
        + weights[3] * access
        + weights[4] * willingness
    ) / total


@jit
def bears_programme(brought: float, lumps: float) -> bool:
    """Whether an account bears the lump costs of a programme: it brings no less than they are.

    They are the same whatever its size, so that a programme is for the few accounts that carry the business: on one
    that brings less it would have to more than double that before it earned anything.

    Parameters
    ----------
    brought : float
        Revenue less cost of goods and the fixed selling cost, money a round: before support and what is invested, so
        that an account which squeezes the vendor is not given up for it.
    lumps : float
        Team, sponsor and survey, those that the policy has, money a round.

    Returns
    -------
    bool
        True where there are no such costs, whatever the account brings.
    """
    return max(brought, 0.0) >= lumps
