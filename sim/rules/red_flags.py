"""Red flags (R20): warnings that either side can see without knowing anything hidden."""

from __future__ import annotations

from equipoise.sim.compiler import jit

ELSEWHERE, REORGANISED, LOW_RETURN, GOALS_MISSED, AWAY = 1, 2, 4, 8, 16
FLAG_WORDS = {
    ELSEWHERE: "business goes elsewhere",
    REORGANISED: "the account reorganised",
    LOW_RETURN: "no return on the relationship",
    GOALS_MISSED: "goals were missed",
    AWAY: "the account is away",
}
ELSEWHERE_SHARE = 0.1
"""Average share bought elsewhere that raises the first flag."""
RECENT = 4.0
"""Rounds for which a reorganisation is recent."""
MEMORY = 0.75
"""Share of the moving average of diverted business that lasts a round."""


@jit
def diverted_average(average: float, diverted: float) -> float:
    """Moving average of the share bought elsewhere: .75 a + .25 share.

    Parameters
    ----------
    average, diverted : float
        Shares of the wallet.

    Returns
    -------
    float
        The new average.
    """
    return MEMORY * average + (1.0 - MEMORY) * diverted


@jit
def red_flags(
    diverted: float,
    rounds_since_reorganisation: float,
    vendor_return: float,
    joint_return: float,
    return_goal: float,
    misses: float,
    away: float,
) -> int:
    """The flags that are up, as a sum of powers of two.

    Parameters
    ----------
    diverted : float
        Moving average of the share bought elsewhere.
    rounds_since_reorganisation : float
        Rounds; any negative number when there was none.
    vendor_return : float
        The vendor's contribution from the account in the round, money.
    joint_return, return_goal : float
        Return on joint investment at the last review, and its goal.
    misses : float
        Reviews missed in a row.
    away : float
        Rounds since a breakdown; 0 while the account buys here.

    Returns
    -------
    int
        Sum of ``ELSEWHERE``, ``REORGANISED``, ``LOW_RETURN``, ``GOALS_MISSED`` and ``AWAY``.
    """
    flags = 0
    if diverted > ELSEWHERE_SHARE:
        flags += ELSEWHERE
    if 0.0 <= rounds_since_reorganisation < RECENT:
        flags += REORGANISED
    if vendor_return < 0.0 or joint_return < return_goal:
        flags += LOW_RETURN
    if misses > 0.0:
        flags += GOALS_MISSED
    if away > 0.0:
        flags += AWAY
    return flags
