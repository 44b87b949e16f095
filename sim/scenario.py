"""A scenario: the question, the parameters that differ, the vendor's accounts by name, and the policies to compare."""

from __future__ import annotations

from pydantic import Field, model_validator

from sim.parameters import Parameters
from sim.parameters.declare import Section, parameter

ACCOUNT_TYPES: dict[str, float] = {"opportunist": 0.1, "hard-bargainer": 0.3, "neutral": 0.5, "collaborator": 0.7, "partner": 0.9}
"""Account-side types, and the orientation of each."""


class Account(Section):
    """One of the scenario's own accounts; what is not stated is drawn for each run.

    Attributes
    ----------
    name : str
        What tables call it; accounts of the same ``count`` get a number behind it.
    """

    name: str = Field(min_length=1, description="What tables call the account.", json_schema_extra={"unit": "text", "source": ""})
    type: str | None = Field(
        None, description="Type of account, which sets its orientation: " + ", ".join(ACCOUNT_TYPES) + ".",
        json_schema_extra={"unit": "choice", "source": "R10", "enum": [*ACCOUNT_TYPES, None]},
    )  # fmt: skip
    count: int = parameter(1, "accounts", "How many such accounts there are.", low=1, high=100_000)
    size: float = parameter(1.0, "unit/round", "Volume that the account wants.", low=0.0, high=1e9)
    orientation: float | None = parameter(None, "1", "How far it wants a long-term win-win; drawn when not stated.", low=0, high=1, source="R10")
    own_margin: float | None = parameter(None, "money/unit", "Its own margin on what it makes of a unit; drawn when not stated.", low=0, high=1000)
    support_worth: float | None = parameter(None, "1", "Worth of the first money of support; drawn when not stated.", low=0, high=20)
    reference: float = parameter(0.0, "1", "Credibility that it lends while held and shown.", low=0, high=1, source="R2")
    opens: str | None = Field(
        None, description="Segment that it opens, as a market-entry account.", json_schema_extra={"unit": "segment", "source": "R3"}
    )
    level: float | None = parameter(None, "level", "Level at the start; hierarchy.start_level when not stated.", low=1, high=4.95, source="R12")
    channel: float | None = parameter(None, "1", "Channel at the start; communication.start_channel when not stated.", low=0, high=1, source="R15")


class Segment(Section):
    """A market segment that the vendor has yet to learn."""

    name: str = Field(min_length=1, description="What the segment is called.", json_schema_extra={"unit": "text", "source": ""})
    slots: int = parameter(1, "accounts", "Open slots that belong to it.", low=0, high=100_000, source="R3")
    knowledge: float = parameter(0.0, "1", "What the vendor knows of it at the start.", low=0, high=1, source="R3")


class Run(Section):
    """How the scenario is run, unless the command says otherwise."""

    rounds: int = parameter(40, "rounds", "Rounds (quarters) in a run.", low=1, high=100_000)
    replications: int = parameter(2000, "runs", "Runs of each arm.", low=1, high=100_000_000)
    seed: int = parameter(7, "1", "Seed of the luck.", low=0, high=2**63 - 1)


class Scenario(Section):
    """A validated scenario.

    Attributes
    ----------
    name : str
        Its file's name without the ending.
    """

    name: str = Field("scenario", description="Short name.")
    title: str = Field("", description="One line for a heading.")
    question: str = Field("", description="The question it asks, in a strategist's words.")
    claims: list[str] = Field(default_factory=list, description="Claims behind it, R1 to R21.")
    policies: list[str] = Field(
        default_factory=lambda: ["accommodating", "strategic"], min_length=1, description="Policies to compare; the first is the reference."
    )
    run: Run = Field(default_factory=Run)
    parameters: Parameters = Field(default_factory=Parameters)
    accounts: list[Account] = Field(default_factory=lambda: [Account(name="account", count=8)])
    segments: list[Segment] = Field(default_factory=list)

    @model_validator(mode="after")
    def _fits(self) -> Scenario:
        held = sum(account.count for account in self.accounts)
        reserved = sum(segment.slots for segment in self.segments)
        if held + reserved > self.parameters.vendor.slots:
            msg = (
                f"vendor.slots is {self.parameters.vendor.slots}, but {held} accounts and {reserved} slots of segments "
                f"need {held + reserved}"
            )
            raise ValueError(msg)
        return self

    @property
    def account_names(self) -> list[str]:
        """Name of each of the scenario's own accounts, in the order of its slots."""
        names: list[str] = []
        for account in self.accounts:
            names += [account.name] if account.count == 1 else [f"{account.name} {k + 1}" for k in range(account.count)]
        return names
