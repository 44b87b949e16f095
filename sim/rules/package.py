"""What is traded: the terms besides the price, support s and commitment d.

Price moves surplus one for one, so the best terms maximise the joint value.
"""

from __future__ import annotations

from equipoise.sim.compiler import jit
from equipoise.sim.rules.contribution import starting_expectation

FIXED_POINT = 50
"""Most times that the worth of support is worked out anew, which is far more than it takes."""

SMALLEST_VALUE = 1e-6
"""Least worth of support that expectations are reckoned from, money a unit."""


@jit
def support_value(support: float, worth: float, curvature: float) -> float:
    """Worth of support to the account: B(s) = a s - g s^2 / 2.

    Parameters
    ----------
    support : float
        s >= 0, the vendor's cost a unit, money.
    worth : float
        a, worth of the first money of support.
    curvature : float
        g > 0, a unit/money.

    Returns
    -------
    float
        B(s), money a unit.
    """
    return worth * support - 0.5 * curvature * support * support


@jit
def efficient_support(worth: float, curvature: float) -> float:
    """Support at which its last money is worth just its cost: B'(s) = 1, s = (a - 1) / g, not below 0.

    Parameters
    ----------
    worth, curvature : float
        a and g of :func:`support_value`.

    Returns
    -------
    float
        s, money a unit.
    """
    return max((worth - 1.0) / curvature, 0.0)


@jit
def share_perceived(rate: float, rounds: float) -> float:
    """Part of a step in effort that is perceived, over the next rounds: 1 - (1 - r) (1 - (1 - r)^H) / (r H).

    Perception closes the share r of the gap in a round, so that k rounds on 1 - (1 - r)^k of it is closed; this is the
    mean over k = 1 ... H.

    Parameters
    ----------
    rate : float
        r in [0, 1].
    rounds : float
        H, rounds over which gains are counted.

    Returns
    -------
    float
        In [0, 1]; 0 where perception never moves.
    """
    if rate <= 0.0:
        return 0.0
    return max(1.0 - (1.0 - rate) * (1.0 - (1.0 - rate) ** rounds) / (rate * rounds), 0.0)


@jit
def value_built(contribution: float, level: float, expectation: float, perceived: float) -> float:
    """What one money of B(s) is worth besides, as it builds the level: nu = omega (5 - x) / (4 E) (1 - late).

    Support is effort that the account sees, so it raises the level that the vendor deserves by (5 - x) / E a money, and
    the unique contribution by omega / 4 a level. Perception follows slowly.

    Parameters
    ----------
    contribution : float
        omega, unique contribution at level 5, money a unit.
    level : float
        x in [1, 5], in the eyes of the side that reckons.
    expectation : float
        E > 0, effort that the vendor's is measured by, money a unit.
    perceived : float
        1 - late, as :func:`share_perceived` has it.

    Returns
    -------
    float
        nu >= 0; it falls as the level rises.
    """
    return contribution * (5.0 - level) / (4.0 * expectation) * perceived


@jit
def with_building(worth: float, curvature: float, building: float) -> tuple[float, float]:
    """Worth and curvature of support that count what it builds: (1 + nu) a and (1 + nu) g.

    With them :func:`efficient_support` gives s = (a - 1 / (1 + nu)) / g, not below 0, at which
    (1 + nu) B'(s) = 1: the joint best. What other support wastes is reckoned against that.

    Parameters
    ----------
    worth, curvature : float
        a and g of :func:`support_value`.
    building : float
        nu of :func:`value_built`; 0 leaves both as they are.

    Returns
    -------
    worth, curvature : float
        For :func:`support_value` and :func:`efficient_support`.
    """
    return (1.0 + building) * worth, (1.0 + building) * curvature


@jit
def worth_at_best(
    support: float, worth: float, curvature: float, lasting: float, level: float, perceived: float
) -> float:
    """Worth of the first money of support at which s is just the joint best: a = g s + 1 / (1 + nu).

    nu depends on what is expected, that on what support is worth, and so on a: it is worked out until it stays.

    Parameters
    ----------
    support : float
        s, money a unit.
    worth, curvature : float
        a to begin with, and g, of :func:`support_value`.
    lasting : float
        Unique contribution at level 5 that support builds and rivals cannot copy, money a unit.
    level : float
        x in [1, 5].
    perceived : float
        As :func:`share_perceived` has it.

    Returns
    -------
    float
        a.
    """
    for _ in range(FIXED_POINT):
        value = max(support_value(support, worth, curvature), SMALLEST_VALUE)
        built = value_built(lasting, level, starting_expectation(value, level), perceived)
        before, worth = worth, curvature * support + 1.0 / (1.0 + built)
        if worth == before:
            break
    return worth


@jit
def lasting_value(support: float, worth: float, curvature: float, building: float) -> float:
    """Worth of support to an account that counts what it builds: B(s) + nu (B(s) - B(s*)).

    What the account would lose by an ending is reckoned at today's level. The best support s* keeps to that; less lets
    the level fall behind, and more takes it ahead.

    Parameters
    ----------
    support : float
        s, money a unit.
    worth, curvature : float
        a and g of :func:`support_value`.
    building : float
        nu of :func:`value_built`.

    Returns
    -------
    float
        Money a unit; B(s) where nothing is built, or at s*.
    """
    best = efficient_support(*with_building(worth, curvature, building))
    value = support_value(support, worth, curvature)
    return value + building * (value - support_value(best, worth, curvature))


@jit
def rigidity_cost(commitment: float, rigidity: float) -> float:
    """Each side's half of the cost of being bound: e d^2 / 4 a unit.

    Parameters
    ----------
    commitment : float
        d in [0, 1].
    rigidity : float
        e, money a unit.

    Returns
    -------
    float
        Money a unit.
    """
    return 0.25 * rigidity * commitment * commitment


@jit
def efficient_commitment(
    break_chance: float, stakes: float, forgone: float, volume: float, rigidity: float, cap: float
) -> float:
    """Commitment that maximises d b (L_v + L_b) - d q H o - q H e d^2 / 2, with everything already over the horizon.

    Its worth is the breakups that it prevents, at both sides' stakes; its cost is the rival quotes forgone, and
    rigidity. So d = (b (L_v + L_b) / (H q) - o) / e, within [0, cap].

    Parameters
    ----------
    break_chance : float
        b, the chance that an uncommitted relationship breaks within the horizon.
    stakes : float
        L_v + L_b, money.
    forgone : float
        o, expected saving on a unit from looking at rivals, money a unit.
    volume : float
        H q > 0, units over the horizon.
    rigidity : float
        e, money a unit.
    cap : float
        Most of the wallet that may be bound.

    Returns
    -------
    float
        d in [0, cap].
    """
    worth = break_chance * stakes / volume - forgone
    if worth <= 0.0:
        return 0.0
    if worth >= rigidity * cap:
        return cap
    return worth / rigidity
