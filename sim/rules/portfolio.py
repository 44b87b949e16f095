"""Why an account becomes strategic: the wins that only it brings, and what the vendor has left without it.

Claims R1, R2, R3 and R8.
"""

from __future__ import annotations

from equipoise.sim.calendar import ROUNDS_A_YEAR
from equipoise.sim.compiler import jit


@jit
def ends_period(rounds: float, period: float) -> bool:
    """Whether so many rounds are some periods and nothing more; both are whole numbers, whose remainder is quick.

    Parameters
    ----------
    rounds, period : float
        Rounds >= 0, and rounds of a period >= 1.

    Returns
    -------
    bool
        True after 0 rounds, one period, two, ...
    """
    return int(rounds) % int(period) == 0


@jit
def hazard_of_winning(base: float, credible: float, credibility: float, knowledge: float) -> float:
    """Chance that an open slot is won in a round: (base + credible C) K_g, not above 1.

    Parameters
    ----------
    base : float
        Chance without credibility.
    credible : float
        What full credibility adds.
    credibility : float
        C in [0, 1], lent by references that are held and shown.
    knowledge : float
        K_g in [0, 1], what the vendor knows of the slot's segment; 1 at home.

    Returns
    -------
    float
        Probability a round.
    """
    return min((base + credible * credibility) * knowledge, 1.0)


@jit
def discounted_win(hazard: float, discount: float, horizon: float) -> float:
    """Expected discounted first win within the horizon: h (1 - r^H) / (1 - r), r = (1 - h) delta.

    Parameters
    ----------
    hazard : float
        h in [0, 1], a round.
    discount : float
        delta in (0, 1], a round.
    horizon : float
        H, rounds.

    Returns
    -------
    float
        In [0, 1].
    """
    ratio = (1.0 - hazard) * discount
    if ratio >= 1.0:
        return 0.0
    return hazard * (1.0 - ratio**horizon) / (1.0 - ratio)


@jit
def winning_cost(replace_ratio: float, selling_cost: float) -> float:
    """Cost of winning an account: ``replace_ratio`` years of what keeping one costs (R8).

    Parameters
    ----------
    replace_ratio : float
        10 by default; contested.
    selling_cost : float
        Money a round.

    Returns
    -------
    float
        Money.
    """
    return replace_ratio * ROUNDS_A_YEAR * selling_cost


@jit
def worth_of_win(size: float, margin: float, selling_cost: float, horizon: float, cost: float) -> float:
    """Worth of a typical win over the horizon, net of its cost: H (q m - selling cost) - cost, not below 0.

    Parameters
    ----------
    size : float
        q, units a round.
    margin : float
        m, money a unit.
    selling_cost : float
        Money a round.
    horizon : float
        H, rounds.
    cost : float
        Cost of winning, money.

    Returns
    -------
    float
        Money; 0 when a win is not worth its cost.
    """
    return max(horizon * (size * margin - selling_cost) - cost, 0.0)


@jit
def credibility_without(unlent: float, lent: float) -> float:
    """Credibility when one reference is taken away: C = 1 - prod(1 - r_j) over the others.

    Parameters
    ----------
    unlent : float
        prod(1 - r_j) over all references that are shown.
    lent : float
        r_i < 1 of the one taken away.

    Returns
    -------
    float
        In [0, 1].
    """
    return 1.0 - unlent / (1.0 - lent)


@jit
def knowledge_after(knowledge: float, rate: float, rounds: float) -> float:
    """Knowledge of a segment after some rounds with its market-entry account: 1 - (1 - K)(1 - r)^t.

    Parameters
    ----------
    knowledge : float
        K in [0, 1].
    rate : float
        r, share of the unknown learned in a round.
    rounds : float
        t.

    Returns
    -------
    float
        In [0, 1].
    """
    return 1.0 - (1.0 - knowledge) * (1.0 - rate) ** rounds


@jit
def wealth_left(cash: float, others: float, fixed_cost: float, horizon: float, wins: float, floor: float) -> float:
    """What the vendor has left without an account: max(floor, cash + H (others' contribution - fixed cost) + wins).

    Parameters
    ----------
    cash : float
        Money.
    others : float
        Contribution of the other accounts, money a round.
    fixed_cost : float
        Money a round.
    horizon : float
        H, rounds.
    wins : float
        Wins still expected, this slot's refilling included, net of their cost, money.
    floor : float
        Money.

    Returns
    -------
    float
        W_v, money.
    """
    return max(floor, cash + horizon * (others - fixed_cost) + wins)


@jit
def usual_revenue_after(usual: float, revenue: float) -> float:
    """Revenue a round over about the last year: m + (R - m) / 4, two thirds of the way in a year.

    Parameters
    ----------
    usual : float
        m, before the round, money a round.
    revenue : float
        R of the round, money.

    Returns
    -------
    float
        Money a round.
    """
    return usual + (revenue - usual) / ROUNDS_A_YEAR


@jit
def overhead_at(fixed_cost: float, rate: float, revenue: float) -> float:
    """Cost of being in business: F + o m, of which the second part follows revenue.

    Selling and administrative costs fall by .35% where sales fall by 1% (Anderson, Banker and Janakiraman 2003).

    Parameters
    ----------
    fixed_cost : float
        F, money a round.
    rate : float
        o, share of revenue.
    revenue : float
        m, money a round.

    Returns
    -------
    float
        Money a round.
    """
    return fixed_cost + rate * revenue


@jit
def account_wealth_left(own_margin: float, size: float, horizon: float, switching: float, floor: float) -> float:
    """What the account has left without the vendor: max(floor, H q0 w - kappa z q).

    Parameters
    ----------
    own_margin : float
        w, money a unit.
    size : float
        q0, the volume without the growth that the vendor brought, units a round.
    horizon : float
        H, rounds.
    switching : float
        kappa z q, money.
    floor : float
        Money.

    Returns
    -------
    float
        W_b, money.
    """
    return max(floor, horizon * size * own_margin - switching)
