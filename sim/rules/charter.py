"""Charters: a joint plan with goals, reviewed, and dissolved when they are missed (R16, R19, R20)."""

from __future__ import annotations

from equipoise.sim.compiler import jit

GOALS_TO_MEET = 2
"""Of three, at a review."""


@jit
def co_investment(effort: float, focus: float, revenue: float) -> float:
    """The account's own investment: effort times what the vendor invests.

    Parameters
    ----------
    effort : float
        In [0, 1]; the account's orientation, unless it decides otherwise.
    focus : float
        The vendor's focused investment, in shares of revenue.
    revenue : float
        Revenue with the account, money a round.

    Returns
    -------
    float
        Money a round.
    """
    return effort * focus * revenue


@jit
def project_return(contribution: float, level_gained: float, volume: float, invested: float) -> float:
    """Return on joint investment: (omega dx / 4 q a round, over a year - invested) / invested.

    Parameters
    ----------
    contribution : float
        omega, money a unit.
    level_gained : float
        Level now, less the level that the account would see without the investment.
    volume : float
        Units between reviews.
    invested : float
        Joint investment between reviews, money.

    Returns
    -------
    float
        Return; 0 when nothing was invested.
    """
    if invested <= 0.0:
        return 0.0
    return (contribution * level_gained / 4.0 * volume - invested) / invested


@jit
def goals_met(
    returned: float, return_goal: float, grown: float, volume_goal: float, channel: float, channel_goal: float
) -> bool:
    """A review passes when at least two of the three goals are met: joint return, growth, communication.

    Parameters
    ----------
    returned, return_goal : float
        Return on joint investment, and its goal.
    grown, volume_goal : float
        Growth of volume since the last review, and its goal.
    channel, channel_goal : float
        The channel h, and its goal.

    Returns
    -------
    bool
        Whether the review passes.
    """
    passed = int(returned >= return_goal) + int(grown >= volume_goal) + int(channel >= channel_goal)
    return passed >= GOALS_TO_MEET
