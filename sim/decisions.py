"""Every decision of a round, declared once: its cell in the sheet, who decides it, when, in which unit and range.

A round is a list of stages. In each, sides first *decide*, which fills cells of the sheet, and what they decided is
then *resolved*, which reads them. Whoever decides (the rules of :mod:`sim.moves`, an agent, a person, NumPy code over
many worlds), only the cells bear on what follows.
"""

from __future__ import annotations

from enum import Enum, IntEnum
from typing import Any, NamedTuple

import numpy as np

from sim.faults import MoveError
from sim.moves.kinds import EXPONENT, LARGEST


class Stage(IntEnum):
    """A stage of a round, in order."""

    OPEN = 0
    PURSUE = 1
    ASSESS = 2
    INVEST = 3
    ESTIMATE = 4
    TERMS = 5
    POSITION = 6
    OFFERS = 7
    OCCASION = 8
    DEMAND = 9
    ANSWER = 10
    QUOTE = 11
    BUY = 12
    CLOSE = 13


STAGE_WORDS = {
    Stage.OPEN: "Slots of ended relationships are freed; volume and lock-in grow.",
    Stage.PURSUE: "The vendor decides whether to pursue new accounts; open slots may be won.",
    Stage.ASSESS: "Stakes of both sides are reckoned: what each would lose, and what it would have left.",
    Stage.INVEST: "The vendor invests, offers charters and parades references; accounts sign and put in effort.",
    Stage.ESTIMATE: "Where a contract is due, both sides form their estimates of what there is to divide.",
    Stage.TERMS: "Both propose support and commitment; they meet halfway.",
    Stage.POSITION: "Both decide where to open and where to stop; the account learns from the vendor's opening.",
    Stage.OFFERS: "Offers are exchanged until the two sides meet, or do not; a contract, or a parting.",
    Stage.OCCASION: "Elsewhere, an occasion to ask for something free may come up.",
    Stage.DEMAND: "Accounts that have an occasion ask.",
    Stage.ANSWER: "The vendor submits or refuses.",
    Stage.QUOTE: "Rivals quote; some accounts look.",
    Stage.BUY: "Accounts that look buy here or elsewhere, or leave; both ledgers are written.",
    Stage.CLOSE: "Books, reviews, reorganisations, exits, learning; the go-to-market may fail.",
}


class Side(Enum):
    """Who decides."""

    VENDOR = "vendor"
    ACCOUNT = "account"
    BOTH = "both"


SIDES = {Side.VENDOR: 1.0, Side.ACCOUNT: 2.0, Side.BOTH: 3.0}
"""A bit a side, for compiled code."""


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
    low, high : float
        Its range, both ends included.
    whole : bool
        Whether it is yes (1) or no (0), or a whole number.
    """

    name: str
    unit: str
    meaning: str
    side: Side
    stage: Stage
    low: float
    high: float
    whole: bool = False

    def check(self, value: float) -> None:
        """Refuse a value that no rule can take.

        Parameters
        ----------
        value : float
            What was decided.

        Raises
        ------
        sim.faults.MoveError
            When it is out of range.
        """
        if not self.allows(np.float64(value)):
            raise MoveError(f"{self.name} = {value}   must be {self.allowed}")

    def allows(self, values: Any) -> Any:  # noqa: ANN401 - a number or an array
        """Whether values are in range, one by one."""
        inside = (values >= self.low) & (values <= self.high)
        return inside & (values == np.floor(values)) if self.whole else inside

    @property
    def allowed(self) -> str:
        """What it may be, in words."""
        return f"a {'whole ' if self.whole else ''}number from {self.low:g} to {self.high:g}"


def _vendor(stage: Stage, name: str, unit: str, meaning: str, low: float, high: float, *, whole: bool = False) -> Decision:
    return Decision(name, unit, meaning, Side.VENDOR, stage, low, high, whole)


def _account(
    stage: Stage, name: str, unit: str, meaning: str, low: float, high: float, *, whole: bool = False
) -> Decision:
    return Decision(name, unit, meaning, Side.ACCOUNT, stage, low, high, whole)


VENDOR_DECISIONS = (
    _vendor(Stage.PURSUE, "pursue", "0 or 1", "Open slots may be won in this round.", 0.0, 1.0, whole=True),
)
"""Decisions about no account in particular: a sheet of one row."""

DECISIONS = (
    _vendor(Stage.INVEST, "focus", "share of revenue", "Investment in what only this account can use.", 0.0, 1.0),
    _vendor(Stage.INVEST, "channel", "share of revenue", "Spending on the communication channel.", 0.0, 1.0),
    _vendor(Stage.INVEST, "sponsor", "0 or 1", "An executive sponsors the account.", 0.0, 1.0, whole=True),
    _vendor(Stage.INVEST, "survey", "0 or 1", "Both organisations are surveyed.", 0.0, 1.0, whole=True),
    _vendor(Stage.INVEST, "charter", "0 or 1", "A charter is offered, or kept at its review.", 0.0, 1.0, whole=True),
    _vendor(Stage.INVEST, "show", "0 or 1", "The account is paraded as a reference.", 0.0, 1.0, whole=True),
    _vendor(Stage.INVEST, "score", "1", "Selection score behind the investment.", 0.0, 1.0),
    _account(Stage.INVEST, "sign", "0 or 1", "It signs a charter, or stays in it.", 0.0, 1.0, whole=True),
    _account(Stage.INVEST, "effort", "1", "Its own effort under the charter.", 0.0, 1.0),
    _vendor(Stage.TERMS, "vendor_support", "money/unit", "Support that the vendor proposes.", 0.0, LARGEST),
    _vendor(Stage.TERMS, "vendor_commitment", "share of wallet", "Commitment that it proposes.", 0.0, 1.0),
    _account(Stage.TERMS, "account_support", "money/unit", "Support that the account proposes.", 0.0, LARGEST),
    _account(Stage.TERMS, "account_commitment", "share of wallet", "Commitment that it proposes.", 0.0, 1.0),
    _vendor(Stage.POSITION, "vendor_opening", "money/unit", "Price at which the vendor opens.", -LARGEST, LARGEST),
    _vendor(Stage.POSITION, "vendor_reserve", "money/unit", "Price below which it would rather part.", -LARGEST, LARGEST),
    _vendor(Stage.POSITION, "vendor_exponent", "1", "How early it concedes.", *EXPONENT),
    _account(Stage.POSITION, "account_opening", "money/unit", "Price at which the account opens.", -LARGEST, LARGEST),
    _account(Stage.POSITION, "account_reserve", "money/unit", "Price above which it would rather part.", -LARGEST, LARGEST),
    _account(Stage.POSITION, "account_exponent", "1", "How early it concedes.", *EXPONENT),
    Decision(
        "offers", "exchanges", "Exchanges after which the two agree; -1 when they do not.",
        Side.BOTH, Stage.OFFERS, -1.0, 1e6, whole=True,
    ),
    _vendor(Stage.OFFERS, "ask", "money/unit", "The vendor's last offer.", -LARGEST, LARGEST),
    _account(Stage.OFFERS, "bid", "money/unit", "The account's last offer.", -LARGEST, LARGEST),
    _account(Stage.DEMAND, "demand", "money", "Worth of what it asks for, free.", 0.0, LARGEST),
    _vendor(Stage.ANSWER, "grant", "1", "The part of a demand that is granted.", 0.0, 1.0),
    _account(Stage.BUY, "elsewhere", "share of wallet", "What it buys from a rival.", 0.0, 1.0),
    _account(Stage.BUY, "leave", "0 or 1", "It would leave for good.", 0.0, 1.0, whole=True),
)  # fmt: skip
"""Decisions about one account: a sheet of one row a slot."""

DECISION_ROW = np.dtype([(decision.name, np.float64) for decision in DECISIONS])
VENDOR_DECISION_ROW = np.dtype([(decision.name, np.float64) for decision in VENDOR_DECISIONS])
