"""What being bound is worth to a pair, and what the price owes for it: breaks, lock-in, and trade kept from rivals."""

from __future__ import annotations

from equipoise.sim.compiler import jit
from equipoise.sim.rules.package import share_perceived


@jit
def horizon_lost(final: float, back: float, horizon: float) -> float:
    """Share of the horizon that a breakdown costs: f + (1 - f) min(1 / (D H), 1).

    With the chance f it is final, and costs all; else the account is away until talks are taken up again, 1 / D rounds.

    Parameters
    ----------
    final : float
        f, chance that it is final.
    back : float
        D in [0, 1], chance a round that either side takes talks up again.
    horizon : float
        H, rounds.

    Returns
    -------
    float
        In [f, 1].
    """
    return final + (1.0 - final) / max(back * horizon, 1.0)


@jit
def lock_in_premium(switching_cost: float, rate: float, horizon: float) -> float:
    """What full commitment adds to prices to come, by the lock-in that follows it: kappa / (2 H) (1 - late).

    Lock-in closes the share r of its gap to commitment in a round, so that over H rounds binding the whole wallet adds
    1 - late, as :func:`equipoise.sim.rules.package.share_perceived` has it, to what it is without. It costs the account
    kappa z q to leave, and the even split hands the vendor half of that. An account that looks ahead asks to be paid
    for it when it binds itself (Farrell and Klemperer 2007).

    Parameters
    ----------
    switching_cost : float
        kappa, money a unit a round.
    rate : float
        r in [0, 1], of :func:`equipoise.sim.rules.contribution.lock_in_after`.
    horizon : float
        H, rounds.

    Returns
    -------
    float
        l, money a unit.
    """
    return 0.5 * switching_cost / horizon * share_perceived(rate, horizon)
