"""Every decision of a round, declared once: its cell in the sheet, who decides it, when, in which unit and range.

A round is a list of stages. In each, sides first *decide*, which fills cells of the sheet, and what they decided is
then *resolved*, which reads them. Whoever decides (the rules of :mod:`equipoise.sim.moves`, an agent, a person, NumPy
code over many worlds), only the cells bear on what follows.
"""

from __future__ import annotations

from enum import Enum, IntEnum
from typing import Any, NamedTuple, TypeAlias

import numpy as np


class Stage(IntEnum):
    """A stage of a round, in order."""

    OPEN = 0
    """Slots of ended relationships are freed; volume and lock-in grow."""
    PURSUE = 1
    """The vendor decides whether to pursue new accounts; open slots may be won."""
    ASSESS = 2
    """Stakes of both sides are reckoned: what each would lose, and what it would have left."""
    RETURN = 3
    """Where a side takes up talks after a breakdown, the account may come back, and the vendor take it back."""
    INVEST = 4
    """The vendor invests, offers charters and parades references; accounts sign and put in effort."""
    ESTIMATE = 5
    """Where a contract is due, both sides form their estimates of what there is to divide."""
    TERMS = 6
    """Both propose support and commitment; they meet halfway."""
    POSITION = 7
    """Both decide where to open and where to stop; the account learns from the vendor's opening."""
    OFFERS = 8
    """Offers are exchanged until the two sides meet, or do not; a contract, or a parting."""
    OCCASION = 9
    """Elsewhere, an occasion to ask for something free may come up."""
    DEMAND = 10
    """Accounts that have an occasion ask."""
    ANSWER = 11
    """The vendor submits or refuses."""
    QUOTE = 12
    """Rivals quote; some accounts look."""
    BUY = 13
    """Accounts that look buy here or elsewhere, or leave; both ledgers are written."""
    CLOSE = 14
    """Books, reviews, reorganisations, exits, learning; the go-to-market may fail."""


class Side(Enum):
    """Who decides."""

    VENDOR = "vendor"
    ACCOUNT = "account"
    BOTH = "both"


Values: TypeAlias = Any
"""A number, or an array of them; so what is told of each."""


class Range(NamedTuple):
    """What a cell may hold; both ends are allowed, and between them whole numbers alone when ``whole``."""

    low: float
    high: float
    whole: bool = False

    def allows(self, values: Values) -> Values:
        """Whether values are in range, one by one."""
        inside = (values >= self.low) & (values <= self.high)
        return inside & (values == np.floor(values)) if self.whole else inside

    def __str__(self) -> str:
        """What is allowed, in words."""
        if self == FLAG:
            return "0 or 1"
        return f"a {'whole ' if self.whole else ''}number from {self.low:g} to {self.high:g}"


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
EXCHANGES = Range(-1.0, 1e6, whole=True)


class Decision(NamedTuple):
    """One decision: a cell of the sheet.

    Attributes
    ----------
    name, unit, meaning : str
        As documented to users.
    side : Side
        Who decides it.
    stage : Stage
        When.
    method : str
        The method of an agent that hands it over; none for what follows from both sides' positions.
    range : Range
        What it may be.
    """

    name: str
    unit: str
    meaning: str
    side: Side
    stage: Stage
    method: str
    range: Range


VENDOR_DECISIONS = (
    Decision("pursue", "0 or 1", "Open slots may be won in this round.", Side.VENDOR, Stage.PURSUE, "pursue", FLAG),
)
"""Decisions about no account in particular: a sheet of one row."""


def _invest(name: str, unit: str, meaning: str, allowed: Range) -> Decision:
    return Decision(name, unit, meaning, Side.VENDOR, Stage.INVEST, "invest", allowed)


def _terms(side: Side, name: str, unit: str, meaning: str, allowed: Range) -> Decision:
    return Decision(f"{side.value}_{name}", unit, meaning, side, Stage.TERMS, "terms", allowed)


def _position(side: Side, name: str, unit: str, meaning: str, allowed: Range) -> Decision:
    return Decision(f"{side.value}_{name}", unit, meaning, side, Stage.POSITION, "position", allowed)


def _buy(name: str, unit: str, meaning: str, allowed: Range) -> Decision:
    return Decision(name, unit, meaning, Side.ACCOUNT, Stage.BUY, "buy", allowed)


DECISIONS = (
    Decision(
        "take_back", "0 or 1", "It would take the account back.", Side.VENDOR, Stage.RETURN, "take_back", FLAG
    ),
    Decision("come_back", "0 or 1", "It would come back.", Side.ACCOUNT, Stage.RETURN, "come_back", FLAG),
    _invest("focus", "share of revenue", "Investment in what only this account can use.", SHARE),
    _invest("channel", "share of revenue", "Spending on the communication channel.", SHARE),
    _invest("sponsor", "0 or 1", "An executive sponsors the account.", FLAG),
    _invest("survey", "0 or 1", "Both organisations are surveyed.", FLAG),
    _invest("charter", "0 or 1", "A charter is offered, or kept at its review.", FLAG),
    _invest("show", "0 or 1", "The account is paraded as a reference.", FLAG),
    _invest("score", "1", "Selection score behind the investment.", SHARE),
    Decision(
        "sign", "0 or 1", "It signs a charter, or stays in it.", Side.ACCOUNT, Stage.INVEST, "sign_charter", FLAG
    ),
    Decision("effort", "1", "The account's own effort under the charter.", Side.ACCOUNT, Stage.INVEST, "effort", SHARE),
    _terms(Side.VENDOR, "support", "money/unit", "Support that the vendor proposes.", SUPPORT),
    _terms(Side.VENDOR, "commitment", "share of wallet", "Commitment that the vendor proposes.", SHARE),
    _terms(Side.ACCOUNT, "support", "money/unit", "Support that the account proposes.", SUPPORT),
    _terms(Side.ACCOUNT, "commitment", "share of wallet", "Commitment that the account proposes.", SHARE),
    _position(Side.VENDOR, "opening", "money/unit", "Price at which the vendor opens.", PRICE),
    _position(Side.VENDOR, "reserve", "money/unit", "Price below which the vendor would rather part.", PRICE),
    _position(Side.VENDOR, "exponent", "1", "How early the vendor concedes.", EXPONENT),
    _position(Side.ACCOUNT, "opening", "money/unit", "Price at which the account opens.", PRICE),
    _position(Side.ACCOUNT, "reserve", "money/unit", "Price above which the account would rather part.", PRICE),
    _position(Side.ACCOUNT, "exponent", "1", "How early the account concedes.", EXPONENT),
    Decision(
        "offers", "exchanges", "Exchange at which the two agree; -1 when they do not.",
        Side.BOTH, Stage.OFFERS, "", EXCHANGES,
    ),
    Decision("ask", "money/unit", "The vendor's last offer.", Side.VENDOR, Stage.OFFERS, "", PRICE),
    Decision("bid", "money/unit", "The account's last offer.", Side.ACCOUNT, Stage.OFFERS, "", PRICE),
    Decision(
        "demand", "money", "Worth of what the account asks for, free.", Side.ACCOUNT, Stage.DEMAND, "demand", WORTH
    ),
    Decision(
        "grant", "1", "The part of a demand that is granted.", Side.VENDOR, Stage.ANSWER, "answer_demand", SHARE
    ),
    _buy("elsewhere", "share of wallet", "What the account buys from a rival.", SHARE),
    _buy("leave", "0 or 1", "The account would leave for good.", FLAG),
)  # fmt: skip
"""Decisions about one account: a sheet of one row a slot."""

DECISION_ROW = np.dtype([(decision.name, np.float64) for decision in DECISIONS])
VENDOR_DECISION_ROW = np.dtype([(decision.name, np.float64) for decision in VENDOR_DECISIONS])
