"""The channel between the organisations, what it costs to be without one, and reorganisations (R15, R20, R21)."""

from __future__ import annotations

from math import sqrt

from equipoise.sim.compiler import jit


@jit
def breadth_after(breadth: float, spend: float, decay: float, gain: float) -> float:
    """Breadth over levels and functions after a round: (1 - decay) b + gain spend (1 - b), within [0, 1].

    Parameters
    ----------
    breadth : float
        b in [0, 1].
    spend : float
        Spent on the channel, in shares of the account's revenue.
    decay, gain : float
        A round.

    Returns
    -------
    float
        The new b.
    """
    return min(max((1.0 - decay) * breadth + gain * spend * (1.0 - breadth), 0.0), 1.0)


@jit
def channel(breadth: float, sponsor: float, reach: float) -> float:
    """The channel h = 1 - (1 - b)(1 - r sponsor): an executive sponsor closes a share of the remaining gap.

    Parameters
    ----------
    breadth : float
        b in [0, 1].
    sponsor : float
        1 with an executive sponsor, else 0.
    reach : float
        r in [0, 1].

    Returns
    -------
    float
        h in [0, 1].
    """
    return 1.0 - (1.0 - breadth) * (1.0 - reach * sponsor)


@jit
def after_reorganisation(before: float, fresh: float, channel: float) -> float:
    """What a reorganisation leaves of a trait or an estimate: h of the old and 1 - h of the new.

    Parameters
    ----------
    before, fresh : float
        The old value, and what newcomers would bring.
    channel : float
        h in [0, 1].

    Returns
    -------
    float
        The new value.
    """
    return channel * before + (1.0 - channel) * fresh


@jit
def level_after_reorganisation(level: float, drop: float, channel: float) -> float:
    """A reorganisation knocks the level down by drop (1 - h), not below 1.

    Parameters
    ----------
    level : float
        x in [1, 5].
    drop : float
        Levels lost without any channel.
    channel : float
        h in [0, 1].

    Returns
    -------
    float
        The new level.
    """
    return max(level - drop * (1.0 - channel), 1.0)


@jit
def level_seen(level: float, bias: float, channel: float, surveyed: float) -> float:
    """The level as the vendor sees it: x + bias (1 - h), or x itself after a survey of both organisations (R12).

    Parameters
    ----------
    level : float
        x in [1, 5].
    bias : float
        Levels too high, without any channel.
    channel : float
        h in [0, 1].
    surveyed : float
        1 after a survey, else 0.

    Returns
    -------
    float
        In [1, 5].
    """
    return min(level + bias * (1.0 - channel) * (1.0 - surveyed), 5.0)


@jit
def estimate(truth: float, scale: float, blur: float, channel: float, error: float) -> float:
    """A blurred estimate: truth + blur (1 - h) scale error.

    Parameters
    ----------
    truth : float
        What is estimated.
    scale : float
        What the error is in proportion to, in the same unit.
    blur : float
        Error without any channel, in shares of ``scale``.
    channel : float
        h in [0, 1].
    error : float
        A standard normal draw.

    Returns
    -------
    float
        The estimate.
    """
    return truth + blur * (1.0 - channel) * scale * error


@jit
def worth_guessed(truth: float, mean: float, spread: float, channel: float, error: float) -> float:
    """What the vendor makes of an account's hidden worth of support: h a + (1 - h) mean + sqrt(h (1 - h)) spread N.

    The mean of what it knows with a signal of reliability h about one of many accounts: without a channel every account
    is the average one, and its guesses spread as far as the channel tells accounts apart.

    Parameters
    ----------
    truth : float
        a, the account's worth of support.
    mean, spread : float
        Mean and standard deviation of a over accounts.
    channel : float
        h in [0, 1].
    error : float
        N, a standard normal draw.

    Returns
    -------
    float
        Not below 0; a itself with a perfect channel, and the mean without any.
    """
    known = channel * truth + (1.0 - channel) * mean
    return max(known + sqrt(channel * (1.0 - channel)) * spread * error, 0.0)


@jit
def heeded(vendor: float, account: float, channel: float) -> float:
    """Support on the table where needs are hidden: s_v + h (s_b - s_v).

    Everybody says that it needs more, so a word alone says nothing (Crawford and Sobel 1982): the account's proposal is
    heeded as far as the channel lets the vendor see that it is so.

    Parameters
    ----------
    vendor, account : float
        s_v and s_b, what each proposes, money a unit.
    channel : float
        h in [0, 1].

    Returns
    -------
    float
        Between the two.
    """
    return vendor + channel * (account - vendor)
