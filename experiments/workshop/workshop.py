"""What a workshop file says: who sits opposite whom, for how many years, in which money, and what they read."""

from __future__ import annotations

from typing import Any, Literal, TypeAlias

from pydantic import Field

from equipoise.sim.characters import Line, Name, Prose
from equipoise.sim.parameters.declare import LONGEST_ACCOUNT, LONGEST_NAME, LONGEST_PROSE, LONGEST_TITLE, Section
from equipoise.sim.scenario import Claim

LEAST_YEARS = 8
"""In fewer years in the seats it is not sure that investing pays, whoever the account is (docs/ways-to-play.md)."""

MOST_YEARS = 20
"""Most years in the seats."""

Work: TypeAlias = Literal["not", "little", "some", "hard"]
"""A word of :data:`equipoise.experiments.workshop.plans.WORK`."""


class Currency(Section):
    """How the model's numbers are written for people."""

    currency: Name = Field(
        "euros", max_length=LONGEST_NAME, description="Name of the currency, in the plural; of a business, its own."
    )
    money: float = Field(
        1e6, gt=0, description="What 1 of the model's money is, in that currency; of a business, as follows from it."
    )
    price: float = Field(100.0, gt=0, description="What a price of 1 is, in that currency a unit.")


class Objection(Section):
    """What somebody may say in the debrief, and what to answer."""

    said: Line = Field(min_length=1, max_length=LONGEST_TITLE, description="What somebody says.")
    answer: Prose = Field(min_length=1, max_length=LONGEST_PROSE, description="What the facilitator may answer.")


class Counterpart(Section):
    """Who the account is that sits opposite the vendor: half of the tables may have one, half another."""

    name: Name = Field(min_length=1, max_length=LONGEST_NAME, description="What the facilitator calls it.")
    scenario: str = Field(min_length=1, description="A shipped scenario's name, or the path of a .toml file.")
    account: Name | None = Field(
        None,
        min_length=1,
        max_length=LONGEST_NAME,
        description="What the scenario calls it; the workshop's name for it when not stated.",
    )
    settings: dict[str, Any] = Field(
        default_factory=dict, description="What is changed in its scenario, besides what is changed in every one."
    )
    invests: bool = Field(
        default=True, description="Whether the computer vendor of par invests in it: not where that does not pay."
    )
    work: list[Work] = Field(description="How hard this account can work on a joint plan.", min_length=1)
    own_years: int | None = Field(
        None, ge=1, description="Years that its own figure counts; all of them when not stated."
    )
    sheet: Prose = Field(min_length=1, max_length=LONGEST_PROSE, description="Its role sheet's private half.")
    successor: Prose = Field(
        "",
        max_length=LONGEST_PROSE,
        description="What its seat reads when its own years are over: who takes over, and what counts from then on.",
    )

    def successor_in(self, year: int) -> str:
        """What its seat reads of who has taken over by a year, from 1; empty where nobody has."""
        return self.successor if self.own_years is not None and year > self.own_years else ""


class Workshop(Section):
    """A validated workshop."""

    name: Name = Field(
        "workshop", min_length=1, max_length=LONGEST_NAME, description="Short name; that of the file when not stated."
    )
    title: Line = Field("", max_length=LONGEST_TITLE, description="One line for a heading.")
    about: Prose = Field("", max_length=LONGEST_PROSE, description="What it is for, in a facilitator's words.")
    goals: list[Claim] = Field(default_factory=list, description="Claims of the texts that tables meet.")
    account: Name = Field(min_length=1, max_length=LONGEST_ACCOUNT, description="The account at the table.")
    policy: str = Field("accommodating", description="What the program does for the vendor where nobody decides.")
    settings: dict[str, Any] = Field(default_factory=dict, description="What is changed in every scenario.")
    years: int = Field(8, ge=LEAST_YEARS, le=MOST_YEARS, description="Years in the seats.")
    years_after: int = Field(2, ge=0, le=MOST_YEARS, description="Years that go on by themselves afterwards.")
    money: Currency = Currency()
    counterparts: list[Counterpart] = Field(min_length=1, max_length=10, description="Who the account is, by table.")
    both: Prose = Field(min_length=1, max_length=LONGEST_PROSE, description="Role sheet for everybody at a table.")
    vendor: Prose = Field(min_length=1, max_length=LONGEST_PROSE, description="The vendor's private half.")
    opening: Prose = Field("", max_length=LONGEST_PROSE, description="The facilitator's first words.")
    questions: list[Prose] = Field(
        default_factory=list,
        description="Questions of the debrief, in the order of its answers: who knew what, what was given, when it "
        "paid, who had which account, what broke; any more close it.",
    )
    objections: list[Objection] = Field(
        default_factory=list, description="What people may say in the debrief of this workshop, with answers."
    )

    def counterpart(self, name: str) -> Counterpart:
        """Find who the account is, by name."""
        return next(one for one in self.counterparts if one.name == name)
