"""What the vendor contributes that nobody else does: the Buy-Sell Hierarchy, capability and the fit (R12, R13, R18)."""

from __future__ import annotations

from math import exp, log

from equipoise.sim.compiler import jit

LOWEST, HIGHEST = 1.0, 5.0


@jit
def unique_contribution(contribution: float, level: float, match: float, together: float, match_rounds: float) -> float:
    """Unique contribution u = omega (x - 1) / 4 + m min(1, t / t_m).

    Parameters
    ----------
    contribution : float
        omega, money a unit.
    level : float
        x in [1, 5].
    match : float
        m, how well the two fit, money a unit.
    together, match_rounds : float
        Rounds dealt with each other, and rounds until the fit is fully known.

    Returns
    -------
    float
        u, money a unit; below 0 for a bad fit.
    """
    return contribution * (level - LOWEST) / (HIGHEST - LOWEST) + match * min(1.0, together / match_rounds)


@jit
def copied(
    contribution: float, level: float, start_level: float, imitable: float, tenure: float, imitation: float
) -> float:
    """What rivals have copied of what was built: i min(1, t / t_i) omega max(x - x_0, 0) / 4.

    At the starting level any vendor gives as much; of what is built above it, joint learning stays with the pair
    (Kellogg 2011), and the rest is copied in time.

    Parameters
    ----------
    contribution : float
        omega, money a unit.
    level, start_level : float
        x and x_0 in [1, 5].
    imitable : float
        i in [0, 1], the share that can be copied.
    tenure, imitation : float
        t and t_i: rounds served, and rounds until all of that share is copied.

    Returns
    -------
    float
        Money a unit, never below 0.
    """
    built = contribution * max(level - start_level, 0.0) / (HIGHEST - LOWEST)
    return imitable * min(1.0, tenure / imitation) * built


@jit
def starting_expectation(reference_effort: float, level: float) -> float:
    """Expectation E_0 at which the reference effort just holds the starting level: -Y_0 / ln(1 - (x_0 - 1) / 4).

    Parameters
    ----------
    reference_effort : float
        Y_0, money a unit.
    level : float
        x_0 in [1, 5).

    Returns
    -------
    float
        E_0, money a unit; very large at level 1, where no effort is seen.
    """
    share = min(max((level - LOWEST) / (HIGHEST - LOWEST), 1e-6), 1.0 - 1e-6)
    return -reference_effort / log(1.0 - share)


@jit
def level_reached(effort: float, expectation: float, growth: float, rounds: float) -> float:
    """Level that an effort deserves: 1 + 4 (1 - exp(-Y / E_t)), E_t = E_0 (1 + g)^t; constant effort loses (R18).

    Parameters
    ----------
    effort : float
        Y = B(s) + capability, money a unit.
    expectation : float
        E_0, money a unit.
    growth : float
        g, a round.
    rounds : float
        t, rounds since the start of the relationship.

    Returns
    -------
    float
        In [1, 5).
    """
    return level_deserved(effort, expectation * growth_of_expectations(growth, rounds))


@jit
def growth_of_expectations(growth: float, rounds: float) -> float:
    """What expectations have grown to after some rounds, (1 + g)^t, as shares of what they were (R18).

    Parameters
    ----------
    growth, rounds : float
        g and t of :func:`level_reached`.

    Returns
    -------
    float
        E_t / E_0.
    """
    return exp(rounds * log(1.0 + growth))


@jit
def level_deserved(effort: float, expectation: float) -> float:
    """Level that an effort deserves by today's expectation: 1 + 4 (1 - exp(-Y / E_t)).

    Parameters
    ----------
    effort, expectation : float
        Y and E_t, money a unit.

    Returns
    -------
    float
        In [1, 5).
    """
    return LOWEST + (HIGHEST - LOWEST) * (1.0 - exp(-max(effort, 0.0) / expectation))


@jit
def effort_that_holds(level: float, expectation: float) -> float:
    """Effort that just deserves a level by today's expectation: -E_t ln(1 - (x - 1) / 4), by :func:`level_deserved`.

    Parameters
    ----------
    level : float
        x in [1, 5).
    expectation : float
        E_t, money a unit.

    Returns
    -------
    float
        Y, money a unit.
    """
    share = min(max((level - LOWEST) / (HIGHEST - LOWEST), 0.0), 1.0 - 1e-6)
    return -expectation * log(1.0 - share)


@jit
def perceived(level: float, deserved: float, rate: float) -> float:
    """Perception closes a share of the gap in a round: x + rate (deserved - x), within [1, 5].

    Parameters
    ----------
    level, deserved : float
        Levels.
    rate : float
        In [0, 1].

    Returns
    -------
    float
        The new level.
    """
    return min(max(level + rate * (deserved - level), LOWEST), HIGHEST)


@jit
def projected_level(
    level: float, effort: float, expectation: float, growth: float, tenure: float, rate: float, rounds: int
) -> float:
    """The level some rounds ahead if the effort stays what it is: ``perceived`` applied once a round (R12).

    Parameters
    ----------
    level : float
        Today's level, in the eyes of the side that projects.
    effort : float
        Y, money a unit.
    expectation, growth : float
        E_0, and how fast the projecting side thinks that expectations grow.
    tenure : float
        Rounds since the start of the relationship.
    rate : float
        Share of the gap that perception closes in a round.
    rounds : int
        How far ahead.

    Returns
    -------
    float
        In [1, 5].
    """
    for ahead in range(1, rounds + 1):
        level = perceived(level, level_reached(effort, expectation, growth, tenure + ahead), rate)
    return level


@jit
def capability_after(
    capability: float, focus: float, effort: float, decay: float, gain: float, half: float, solo: float
) -> float:
    """Capability after a round: (1 - decay) k + c1 f / (f + f0) (eta + (1 - eta) effort).

    Parameters
    ----------
    capability : float
        k, money a unit.
    focus : float
        f, focused investment in shares of the account's revenue.
    effort : float
        The account's own effort, in [0, 1].
    decay, gain, half, solo : float
        Decay a round, c1, f0 and eta.

    Returns
    -------
    float
        Money a unit.
    """
    return (1.0 - decay) * capability + gain * focus / (focus + half) * (solo + (1.0 - solo) * effort)


@jit
def volume_after(volume: float, unique: float, growth: float, effort: float) -> float:
    """Volume grows by chi u effort a round, where u > 0: the account's own customers grow (R11, R14).

    A contribution reaches the account's customers only as far as the account works at it: nothing grows by a charter
    that it signed and forgot.

    Parameters
    ----------
    volume : float
        q, units a round.
    unique : float
        u, money a unit.
    growth : float
        chi.
    effort : float
        The account's own effort under a charter, in [0, 1]; 0 without one.

    Returns
    -------
    float
        Units a round.
    """
    return volume * (1.0 + effort * growth * max(unique, 0.0))


@jit
def lock_in_after(lock_in: float, commitment: float, rate: float) -> float:
    """Lock-in follows commitment slowly: z + rate (d - z).

    Parameters
    ----------
    lock_in, commitment : float
        z and d in [0, 1].
    rate : float
        In [0, 1].

    Returns
    -------
    float
        The new z.
    """
    return lock_in + rate * (commitment - lock_in)


@jit
def lock_in_so_far(commitment: float, rate: float, rounds: float) -> float:
    """Lock-in after some rounds of the same commitment, from none: d (1 - (1 - rate)^t), by :func:`lock_in_after`.

    Parameters
    ----------
    commitment : float
        d in [0, 1].
    rate : float
        In [0, 1].
    rounds : float
        t.

    Returns
    -------
    float
        z in [0, d].
    """
    return float(commitment * (1.0 - (1.0 - rate) ** rounds))
