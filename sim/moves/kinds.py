"""The kinds of move that a vendor or an account hands over."""

from __future__ import annotations

from typing import NamedTuple


class Investment(NamedTuple):
    """What the vendor puts into a relationship in a round.

    Attributes
    ----------
    focus, channel : float
        Focused investment and channel spending, in shares of the account's revenue.
    sponsor, survey, charter, show : float
        1 to have an executive sponsor, survey both organisations, have a charter, parade the account; else 0.
    score : float
        The selection score behind it, in [0, 1].
    """

    focus: float
    channel: float
    sponsor: float
    survey: float
    charter: float
    show: float
    score: float


class Terms(NamedTuple):
    """Terms besides the price: support (money a unit) and commitment (share of the wallet)."""

    support: float
    commitment: float


class Position(NamedTuple):
    """A side's position in talks: opening and reservation price (money a unit), concession exponent."""

    opening: float
    reserve: float
    exponent: float


class Purchase(NamedTuple):
    """What an account buys that has seen the quotes: the share bought elsewhere, and 1 to leave for good."""

    elsewhere: float
    leave: float


STAY = Purchase(0.0, 0.0)
"""What an account does that did not look: it buys everything here."""
