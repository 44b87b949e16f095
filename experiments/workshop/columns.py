"""What people are asked, on a slip and on a screen alike: each question with its words, or the range of its number."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from equipoise.experiments.workshop.plans import ASK, BUILD, GIVE, WORK
from equipoise.sim.numbers import hint, real, whole
from equipoise.sim.wording import did_you_mean, listed, written

if TYPE_CHECKING:
    from collections.abc import Sequence

YES_OR_NO = ("yes", "no")

NO_DEAL = "none"
"""In place of a price: the table did not agree by the bell."""

ACCEPT = "accept"
"""In place of a price: the other side's offer is accepted."""

LEAVE = "leave"
"""In place of a price: the two part for good."""

MOST_MINUTES = 60
LONGEST_NOTE = 140
_HALF_A_CENT = 0.005  # a price is typed as it is printed
_MOST_PRICE = 1e6


class Column(NamedTuple):
    """A question: a word of some, a number, or a text of one's own."""

    # as slips and screens have it
    name: str
    meaning: str
    # what may be chosen. Beside a number, what may stand in its place.
    words: tuple[str, ...] = ()
    # range of the number; none where ``high`` is 0
    low: float = 0.0
    high: float = 0.0
    longest: int = 0  # most characters of a text; 0 where none is asked for
    optional: bool = False  # whether it may be left out

    @property
    def is_number(self) -> bool:
        """Whether a number is asked for."""
        return self.high > 0.0

    def wrong(self, typed: str) -> str:
        """Say what is wrong with what somebody typed; empty when nothing is."""
        if self.longest:
            return "" if len(typed) <= self.longest else f"{self.name}   has room for {self.longest} characters"
        value = in_full(typed, self.words)
        if value in self.words or (self.is_number and self._holds(value)):
            return ""
        said = f"{self.name} = {written(typed)}   "
        if not self.is_number:
            return f"{said}must be {listed(self.words)}{did_you_mean(value, self.words)}"
        allowed = (
            f"must be {self.low:.2f} to {self.high:.2f}" if self.name != "minutes" else f"must be 1 to {MOST_MINUTES}"
        )
        otherwise = f", or {listed(self.words)}" if self.words else ""
        return said + (hint(typed) or allowed + otherwise)

    def _holds(self, value: str) -> bool:
        number = whole(value) if self.name == "minutes" else real(value)
        return number is not None and self.low - _HALF_A_CENT <= number <= self.high + _HALF_A_CENT


def in_full(typed: str, words: Sequence[str]) -> str:
    """The word that somebody began to type, where no other begins alike."""
    value = typed.strip().casefold()
    found = [word for word in words if value and word.startswith(value)]
    return found[0] if len(found) == 1 else value


PRICE = Column("price", "What the contract says, a unit", (NO_DEAL,), high=_MOST_PRICE)
SUPPORT = Column("support", "What the vendor spends on service, a unit", high=_MOST_PRICE)
MINUTES = Column(
    "minutes", "Minutes that you talked, begun ones counted; the first is free", low=1.0, high=MOST_MINUTES
)
DEAL = (PRICE, SUPPORT, MINUTES)
LAST = Column("last", "Whether it is the last offer", YES_OR_NO, optional=True)
NOTE = Column("note", "A note with it", longest=LONGEST_NOTE, optional=True)

PROMISES = (
    Column("promised_build", "What the vendor says that it will build", tuple(BUILD)),
    Column("promised_work", "How hard the account says that it will work", tuple(WORK)),
)
VENDOR_PLAN = (
    Column("build", "What the vendor builds that only this account can use", tuple(BUILD)),
    Column("joint_plan", "Whether the vendor offers a joint plan, or keeps to it", YES_OR_NO),
    Column("people", "Whether it pays for knowing more people, with a sponsor", YES_OR_NO),
    Column("show", "Whether it shows the account to prospects", YES_OR_NO),
    Column("win", "Whether it wins new accounts", YES_OR_NO),
)
GIVEN = Column("give", "What it gives of whatever it is asked for", tuple(GIVE))
TAKE_BACK = Column("take_back", "Whether it would take the account back after a break", YES_OR_NO)
ACCOUNT_PLAN = (
    Column("sign", "Whether the account signs a joint plan, or stays in it", YES_OR_NO),
    Column("work", "How hard it works on it", tuple(WORK)),
)
ASKED = Column("ask", "What it asks for when it can", tuple(ASK))
COME_BACK = Column("come_back", "Whether it would come back after a break", YES_OR_NO)

VENDOR_SLIP = (*VENDOR_PLAN, GIVEN, TAKE_BACK)
ACCOUNT_SLIP = (*ACCOUNT_PLAN, ASKED, COME_BACK)
SLIP = (*DEAL, *PROMISES, *VENDOR_SLIP, *ACCOUNT_SLIP)
"""A whole slip, in order."""
