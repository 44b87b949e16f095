"""The kinds of move that a vendor or an account hands over, and what the numbers in them may be."""

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


class Range(NamedTuple):
    """What a number in a move may be; both ends are allowed."""

    low: float
    high: float
    whole: bool = False


SHARE = Range(0.0, 1.0)
FLAG = Range(0.0, 1.0, whole=True)
"""1 or true for yes, 0 or false for no."""
SUPPORT = Range(0.0, 1e15)
PRICE = Range(-1e36, 1e36)
WORTH = Range(0.0, 1e150)
"""Far beyond what anybody would say, but not for sides whose estimates are wild: half the steepest curvature times the
square of this support is still a price, and the square of this worth still a number."""
EXPONENT = Range(1e-6, 1e6)
"""Beyond these a side concedes everything in one exchange, or nothing before the last."""


class Decision(NamedTuple):
    """What an agent hands over when it is asked to decide.

    Attributes
    ----------
    kind : type
        A kind of move; ``float`` for a number alone, ``bool`` for yes or no.
    ranges : tuple of Range
        One for each of its numbers.
    """

    kind: type
    ranges: tuple[Range, ...]


_YES_OR_NO = Decision(bool, (FLAG,))
_TERMS = Decision(Terms, (SUPPORT, SHARE))
_POSITION = Decision(Position, (PRICE, PRICE, EXPONENT))

VENDOR_DECIDES = {
    "pursue": _YES_OR_NO,
    "invest": Decision(Investment, (SHARE, SHARE, FLAG, FLAG, FLAG, FLAG, SHARE)),
    "terms": _TERMS,
    "position": _POSITION,
    "answer_demand": Decision(float, (SHARE,)),
}
"""What each method of a vendor hands over."""

ACCOUNT_DECIDES = {
    "sign_charter": _YES_OR_NO,
    "effort": Decision(float, (SHARE,)),
    "terms": _TERMS,
    "position": _POSITION,
    "demand": Decision(float, (WORTH,)),
    "buy": Decision(Purchase, (SHARE, FLAG)),
}
"""What each method of an account hands over."""
