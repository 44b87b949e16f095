"""What people decide in a year: the words on their slips, and the cells of the sheet that these come to."""

from __future__ import annotations

from typing import NamedTuple

from equipoise.sim.calendar import ROUNDS_A_YEAR

BUILD = {"none": 0.0, "some": 0.01, "much": 0.02}
"""What the vendor builds that only this account can use, in shares of the account's revenue."""
WORK = {"not": 0.0, "little": 0.25, "some": 0.5, "hard": 1.0}
"""How much of its own effort the account puts into the joint plan."""
ASK = {"nothing": 0.0, "training": 0.005, "engineers": 0.01, "service": 0.02}
"""What the account asks for, free, in shares of a year's purchases: a training, engineers for a month, a year of
service. There is no more: asking would pay better than fair play does (docs/ways-to-play.md)."""
GIVE = {"nothing": 0.0, "little": 0.25, "most": 0.75, "all": 1.0}
"""The part of it that the vendor gives. There is no half: an account learns nothing from a half."""

CHANNEL = 0.01
"""What knowing more people costs, in shares of the account's revenue; a sponsor comes with it."""


class VendorPlan(NamedTuple):
    """A year's plan of the vendor, for the account at its table."""

    build: str = "none"  #: a word of ``BUILD``
    joint_plan: bool = False  #: whether it offers a joint plan, or keeps it at its review
    people: bool = False  #: whether it pays for knowing more people there
    show: bool = True  #: whether it shows the account to prospects
    win: bool = True  #: whether it wins new accounts
    give: str | None = "all"  #: a word of ``GIVE``, for whatever the account asks for; None: as the program would
    take_back: bool = True  #: whether it would take the account back after a breakdown

    def cells(self, purchases: float) -> dict[str, float | None]:  # noqa: ARG002 - a plan of either side is asked alike
        """The plan as cells of the sheet, by the name of the decision; ``purchases`` of a quarter, in money.

        None leaves a cell to the program.
        """
        return {
            "focus": BUILD[self.build],
            "channel": CHANNEL * self.people,
            "sponsor": float(self.people),
            "survey": 0.0,
            "charter": float(self.joint_plan),
            "show": float(self.show),
            "pursue": float(self.win),
            "grant": None if self.give is None else GIVE[self.give],
            "take_back": float(self.take_back),
        }


FAIR = VendorPlan(build="some", joint_plan=True, people=True, give=None)
"""What a vendor does that invests and deals fairly; how it talks and answers is left to the program."""


DEALS = VendorPlan(give=None)
"""What a vendor does that deals fairly, and invests nothing."""


class AccountPlan(NamedTuple):
    """A year's plan of the account."""

    sign: bool = True  #: whether it signs a joint plan that is offered, and stays in it
    work: str = "not"  #: a word of ``WORK``
    ask: str | None = "nothing"  #: a word of ``ASK``, on every occasion; None: as the program would
    come_back: bool = True  #: whether it would come back after a breakdown

    def cells(self, purchases: float) -> dict[str, float | None]:
        """The plan as cells of the sheet, as :meth:`VendorPlan.cells` has them."""
        return {
            "sign": float(self.sign),
            "effort": WORK[self.work],
            "demand": None if self.ask is None else ASK[self.ask] * ROUNDS_A_YEAR * purchases,
            "come_back": float(self.come_back),
            "leave": 0.0,
        }


class Deal(NamedTuple):
    """What the two sides of a table agreed; without an agreement, the old contract goes on."""

    price: float | None  #: money a unit
    support: float | None  #: money a unit
    exchanges: int  #: exchanges of offers that it took


class Slip(NamedTuple):
    """What a table hands in for a year; a program decides where there is nothing."""

    vendor: VendorPlan | None = None  #: None where a program has the seat
    account: AccountPlan | None = None  #: likewise
    deal: Deal | None = None  #: None where talks are left to a program
