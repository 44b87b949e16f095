"""A vendor's policy: levers, as data. A policy file states only what differs from the accommodating vendor."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from pydantic import Field

from equipoise.sim.characters import Line, Name, Prose
from equipoise.sim.parameters.declare import LONGEST_NAME, LONGEST_PROSE, LONGEST_TITLE, Section, parameter
from equipoise.sim.rows import blank_rows

if TYPE_CHECKING:
    from equipoise.sim.rows import Rows


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
    """

    name: Name = Field(
        min_length=1, max_length=LONGEST_NAME, description="Short name; that of the file when not stated."
    )
    title: Line = Field("", max_length=LONGEST_TITLE, description="One line for a table.")
    about: Prose = Field("", max_length=LONGEST_PROSE, description="What it does, for a person.")
    levers: Levers = Levers()


POLICY_ROW = np.dtype([(name, np.float64) for name in Levers.model_fields])
"""One row holds all levers as numbers."""


def policy_row(policy: Policy) -> Rows:
    """Lay a policy out for the compiled rules, which read it as ``policy[0]``; of dtype ``POLICY_ROW``."""
    row = blank_rows(1, POLICY_ROW)
    for name in Levers.model_fields:
        row[name] = getattr(policy.levers, name)
    return row
