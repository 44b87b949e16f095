"""A vendor's policy: levers, as data. A policy file states only what differs from the accommodating vendor."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Any

import numpy as np
from pydantic import Field, create_model, field_validator

from equipoise.sim.characters import Line, Name, Prose
from equipoise.sim.parameters import section_declarations
from equipoise.sim.parameters.declare import LONGEST_NAME, LONGEST_PROSE, LONGEST_TITLE, Declared, Section, parameter
from equipoise.sim.rows import blank_rows

if TYPE_CHECKING:
    from collections.abc import Sequence

    from equipoise.sim.rows import Rows


MOST_PARTS = 100
"""Most changes of a policy over time."""


class Levers(Section):
    """What a vendor decides beforehand; the defaults are an accommodating vendor's.

    All shipped policies share ``bluff`` and ``concession``, so that arms differ in what they are named for.
    """

    bluff: float = parameter(0.2, "1", "How far the opening offer is held up towards the even split.", low=0, high=1)
    concession: float = parameter(
        1.0,
        "1",
        "The vendor's concession exponent beta: below 1 it concedes late.",
        low=0.05,
        high=20,
        source="Faratin, Sierra, Jennings 1998",
    )
    walk_away: float = parameter(
        0.0, "money/unit", "Margin above its reservation price below which the vendor walks away.", low=0, high=10
    )
    show: float = parameter(1.0, "0 or 1", "Parades reference accounts.", low=0, high=1, source="R2")
    enter: float = parameter(1.0, "0 or 1", "Learns segments from market-entry accounts.", low=0, high=1, source="R3")
    pursue: float = parameter(1.0, "0 or 1", "Wins new accounts when they are worth their cost.", low=0, high=1)
    focus: float = parameter(
        0.0, "share of revenue", "Focused investment in an account that passes the screen.", low=0, high=1, source="R13"
    )
    channel: float = parameter(
        0.0, "share of revenue", "Spent on the channel with such an account.", low=0, high=1, source="R21"
    )
    charter: float = parameter(0.0, "0 or 1", "Proposes a charter to such an account.", low=0, high=1, source="R16")
    sponsor: float = parameter(
        0.0, "0 or 1", "Gives such an account an executive sponsor.", low=0, high=1, source="R15"
    )
    survey: float = parameter(
        0.0, "0 or 1", "Surveys both organisations before each review.", low=0, high=1, source="R12"
    )
    screen: float = parameter(
        0.0, "score", "Least selection score for investment; 0 invests in all.", low=0, high=1, source="R10"
    )
    prudence: float = parameter(
        0.5, "1", "Least cash for investment, in shares of the reserve; below it nothing is invested.", low=0, high=10
    )
    weigh_revenue: float = parameter(
        0.0, "1", "Weight of the account's share of revenue in the score.", low=0, high=10, source="R10"
    )
    weigh_history: float = parameter(
        0.0, "1", "Weight of the length of the relationship.", low=0, high=10, source="R10"
    )
    weigh_margin: float = parameter(
        0.0, "1", "Weight of the realised contribution margin.", low=0, high=10, source="R10"
    )
    weigh_access: float = parameter(
        0.0, "1", "Weight of access to buying influences, the channel.", low=0, high=10, source="R10"
    )
    weigh_willingness: float = parameter(
        1.0, "1", "Weight of the inferred wish for a long-term win-win.", low=0, high=10, source="R10"
    )


VENDOR_WIDE = frozenset({"enter", "pursue"})
"""Levers that are about no account: whom the vendor goes after, and what it learns of segments."""


def _unstated_levers() -> dict[str, Any]:
    """Every lever of an account, declared as in :class:`Levers`, and not stated."""
    fields: dict[str, Any] = {}
    for one in section_declarations("levers", Levers):
        if one.name not in VENDOR_WIDE:
            extra: dict[str, Any] = {"unit": one.unit, "source": one.source}
            field: Declared = Field(None, ge=one.low, le=one.high, description=one.meaning, json_schema_extra=extra)
            fields[one.name] = (float | None, field)
    return fields


class OwnLevers(create_model("_Own", __base__=Section, **_unstated_levers())):  # type: ignore[misc]  # declared once
    """Levers of one account; those that are not stated are as for every other."""

    @property
    def stated(self) -> dict[str, float]:
        """The levers that are stated, by name."""
        return {name: value for name in type(self).model_fields if (value := getattr(self, name)) is not None}


class Then(Section):
    """What a policy comes to from a round on."""

    round: int = Field(
        ge=1,
        le=100_000,
        description="Round, counted from 0, from which on it holds.",
        json_schema_extra={"unit": "round", "source": ""},
    )
    levers: Levers = Field(Levers(), description="Levers of the policy from then on.")
    accounts: dict[str, OwnLevers] = Field(default_factory=dict, description="Levers of single accounts, by name.")


class Policy(Section):
    """A named policy.

    Attributes
    ----------
    name : str
        What ``--policy`` calls it.
    title : str
        One line for a table.
    about : str
        What it does, for a person.
    levers : Levers
        The policy itself.
    accounts : dict of str to OwnLevers
        What differs for single accounts, by name.
    then : list of Then
        What it comes to later, in the order of rounds.
    """

    name: Name = Field(
        min_length=1, max_length=LONGEST_NAME, description="Short name; that of the file when not stated."
    )
    title: Line = Field("", max_length=LONGEST_TITLE, description="One line for a table.")
    about: Prose = Field("", max_length=LONGEST_PROSE, description="What it does, for a person.")
    levers: Levers = Levers()
    accounts: dict[str, OwnLevers] = Field(default_factory=dict, description="Levers of single accounts, by name.")
    then: list[Then] = Field(default_factory=list, max_length=MOST_PARTS, description="What it comes to later.")

    @field_validator("then")
    @classmethod
    def _one_after_the_other(cls, then: list[Then]) -> list[Then]:
        rounds = [part.round for part in then]
        if any(later <= earlier for earlier, later in pairwise(rounds)):
            raise ValueError(f"must begin in rounds one after the other, not in {', '.join(map(str, rounds))}")
        return then


POLICY_ROW = np.dtype([(name, np.float64) for name in Levers.model_fields])
"""One row holds all levers as numbers."""


def lever_rows(sets: Sequence[Levers]) -> Rows:
    """Lay sets of levers out for the compiled rules: rows of dtype ``POLICY_ROW``."""
    rows = blank_rows(len(sets), POLICY_ROW)
    for name in Levers.model_fields:
        rows[name] = [getattr(levers, name) for levers in sets]
    return rows
