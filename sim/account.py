"""The vendor's own accounts, as a scenario states them, and the segments that it has yet to learn."""

from __future__ import annotations

import tomllib
from typing import Any

from pydantic import Field, field_validator

from equipoise.sim.business.facts import AccountFacts
from equipoise.sim.characters import Name
from equipoise.sim.parameters.declare import LONGEST_ACCOUNT, Declared, Section, parameter
from equipoise.sim.policy import OwnLevers
from equipoise.sim.shipped import SHIPPED
from equipoise.sim.wording import did_you_mean, listed


class AccountType(Section):
    """A kind of account, as ``account-types.toml`` declares it."""

    name: str = Field(min_length=1)
    orientation: float = Field(ge=0, le=1)
    about: str


def _shipped_types() -> list[AccountType]:
    stated = tomllib.loads((SHIPPED / "account-types.toml").read_text(encoding="utf-8"))
    return [AccountType.model_validate(entry) for entry in stated["types"]]


TYPES = _shipped_types()
"""Account-side types, from the one that cares least for a long-term win-win to the one that cares most."""

ACCOUNT_TYPES: dict[str, float] = {kind.name: kind.orientation for kind in TYPES}
"""The orientation of each."""


OLDEST = 1000
"""Most rounds that a relationship has been served before the run."""


def _text(meaning: str) -> Declared:
    extra: dict[str, Any] = {"unit": "text", "source": ""}
    return Field(min_length=1, max_length=LONGEST_ACCOUNT, description=meaning, json_schema_extra=extra)


def _unstated(
    unit: str, meaning: str, *, low: float | None = None, high: float | None = None, source: str = ""
) -> Declared:
    return Field(None, ge=low, le=high, description=meaning, json_schema_extra={"unit": unit, "source": source})


class Traits(Section):
    """What an account is in the engine's units; what is not stated is drawn for each run.

    Attributes
    ----------
    name : str
        What tables call it; accounts of the same ``count`` get a number behind it.
    """

    name: Name = _text("What tables call the account.")
    type: str | None = _unstated(
        "choice", f"Its type, which sets its orientation: {', '.join(ACCOUNT_TYPES)}.", source="R10"
    )
    count: int = parameter(1, "accounts", "How many such accounts there are.", low=1, high=100_000)
    size: float = parameter(1.0, "unit/round", "Volume that the account wants.", low=1e-6, high=1e9)
    orientation: float | None = _unstated(
        "1", "How far it wants a long-term win-win; drawn when not stated.", low=0, high=1, source="R10"
    )
    own_margin: float | None = _unstated(
        "money/unit", "Its own margin on what it makes of a unit; drawn when not stated.", low=0, high=1000
    )
    support_worth: float | None = _unstated(
        "1", "Worth of the first money of support; drawn when not stated.", low=0, high=20
    )
    reference: float = parameter(
        0.0,
        "1",
        "How far prospects trust the vendor for having it, while it is held and named.",
        low=0,
        high=1,
        source="R2",
    )
    opens: str | None = _unstated("segment", "Segment that it opens, as a market-entry account.", source="R3")
    level: float | None = _unstated(
        "level", "Level at the start; hierarchy.start_level when not stated.", low=1, high=4.95, source="R12"
    )
    channel: float | None = _unstated(
        "1",
        "How well the two sides are in touch at the start; communication.start_channel when not stated.",
        low=0,
        high=1,
        source="R15",
    )
    leaves: int | None = _unstated(
        "round",
        "Round, counted from 0, at whose start it is taken away; never when not stated.",
        low=0,
        high=100_000,
        source="R1",
    )
    rivals: int | None = _unstated(
        "vendors", "Rivals that quote to it; market.rivals when not stated.", low=0, high=1000, source="R5"
    )
    attention: float | None = _unstated(
        "probability/round",
        "Chance that it looks at what rivals quote in a round; market.attention when not stated.",
        low=0,
        high=1,
        source="R7",
    )
    quote_mean: float | None = _unstated(
        "money/unit", "Mean of one rival's quote to it; market.quote_mean when not stated.", low=0, high=100
    )
    unit_cost: float | None = _unstated(
        "money/unit", "What a unit for it costs, without support; product.unit_cost when not stated.", low=0, high=100
    )
    price: float | None = _unstated(
        "money/unit",
        "Price in the contract in force at the start; where any of it is stated, nothing is signed before it ends.",
        low=1e-6,
        high=1000,
    )
    support: float | None = _unstated(
        "money/unit", "Support in that contract; what is best for both when not stated.", low=0, high=100
    )
    commitment: float | None = _unstated(
        "share of wallet", "Share of the wallet bound by that contract; none when not stated.", low=0, high=1
    )
    age: int | None = _unstated(
        "rounds",
        "Rounds served before the run; those since its contract was signed when not stated.",
        low=0,
        high=OLDEST,
    )
    renews: int | None = _unstated(
        "rounds",
        "Rounds until that contract is renewed, 0 at once, above the term where it has been renewed already; drawn "
        "over the term when not stated.",
        low=0,
        high=400,
    )
    charter: bool | None = _unstated("on/off", "A charter is in force; its reviews are counted from the start.")
    term: int | None = _unstated("rounds", "Length of its contracts; bargaining.term when not stated.", low=1, high=400)
    rigidity: float | None = _unstated(
        "money/unit", "Cost e of being bound by them; bargaining.rigidity when not stated.", low=0, high=10
    )
    lock_in: float | None = _unstated(
        "1", "How far it is locked in; what its age and commitment have made of it when not stated.", low=0, high=1
    )
    belief: float | None = _unstated(
        "probability",
        "Its belief that the vendor depends on it; by its share of revenue when not stated.",
        low=0,
        high=1,
    )
    level_at_rest: bool | None = _unstated(
        "on/off", "It expects just what support under that contract gives, so that its level is at rest."
    )
    level_worth: float | None = _unstated(
        "money/unit",
        "What the highest level is worth to it, beyond what rivals give; hierarchy.contribution when not stated.",
        low=0,
        high=20,
    )
    unique: float | None = _unstated(
        "money/unit",
        "What it would lose without the vendor under that contract, beyond the price: the unique contribution.",
        low=0,
        high=1000,
    )
    policy: OwnLevers | None = Field(
        None,
        description="Levers of its own, which hold over those of every policy.",
        json_schema_extra={"unit": "table", "source": ""},
    )

    @property
    def in_force(self) -> bool:
        """Whether a contract is in force at the start: something of it is stated."""
        facts = (self.price, self.support, self.commitment, self.age, self.renews, self.charter)
        return any(fact is not None for fact in facts)

    @property
    def called(self) -> list[str]:
        """Name of each of the ``count`` accounts."""
        return [self.name] if self.count == 1 else [f"{self.name} {k + 1}" for k in range(self.count)]

    @field_validator("type")
    @classmethod
    def _is_known(cls, kind: str | None) -> str | None:
        if kind is not None and kind not in ACCOUNT_TYPES:
            raise ValueError(f"must be {listed(ACCOUNT_TYPES)}{did_you_mean(kind, ACCOUNT_TYPES)}")
        return kind


class Account(AccountFacts, Traits):
    """One of the scenario's own accounts; what is not stated is drawn for each run."""


class Segment(Section):
    """A market segment that the vendor has yet to learn."""

    name: Name = _text("What the segment is called.")
    slots: int = parameter(1, "accounts", "Open slots that belong to it.", low=0, high=100_000, source="R3")
    knowledge: float = parameter(0.0, "1", "What the vendor knows of it at the start.", low=0, high=1, source="R3")
