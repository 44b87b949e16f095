"""What a study file says: the question, the scenario, what is varied, by which design, and what is measured."""

from __future__ import annotations

from typing import Any, Literal, TypeAlias

from pydantic import Field

from equipoise.sim.characters import Line, Name, Prose
from equipoise.sim.parameters.declare import LONGEST_NAME, LONGEST_PROSE, LONGEST_TITLE, Declared, Section
from equipoise.sim.scenario import MOST_POLICIES
from equipoise.sim.whole_numbers import REPLICATIONS, ROUNDS, SEED

Value: TypeAlias = bool | int | float | str | None
"""What a factor can be set to; None leaves it as the scenario or the policy has it."""

Kind: TypeAlias = Literal["one-at-a-time", "grid", "latin-hypercube", "sobol", "saltelli", "morris"]

LEAD = "_lead"
"""What the name of an outcome's lead over the first policy ends in."""

MOST_POINTS = 1_000_000
"""Most points of a design."""

MOST_FACTORS = 1_000
"""Most factors of a study."""

LARGEST_SEED = 2**32 - 1
"""What every package that draws designs takes as a seed."""


def _whole(default: int | None, meaning: str, low: int, high: int) -> Declared:
    return Field(default, ge=low, le=high, description=meaning)


class Design(Section):
    """Which points of the space of factors are played."""

    kind: Kind = Field("latin-hypercube", description="Kind of design.")
    points: int = _whole(64, "Points, or base points of a Saltelli design.", 1, MOST_POINTS)
    levels: int = _whole(4, "Values of each factor in a grid, one at a time and in trajectories.", 2, 1_000)
    trajectories: int = _whole(10, "Trajectories of a Morris design.", 1, 100_000)
    second_order: bool = Field(default=False, description="Whether a Saltelli design serves second-order indices.")
    seed: int = _whole(1, "Seed of the design.", 0, LARGEST_SEED)


class Factor(Section):
    """One thing that is varied: by a range, both ends included, or a list; a switch or a choice needs neither."""

    key: str = Field(min_length=1, description="What is varied, as --set calls it.")
    low: int | float | str | None = Field(None, description="Lower end of its range.")
    high: int | float | str | None = Field(None, description="Upper end of its range.")
    scale: Literal["linear", "log"] = Field("linear", description="How values spread over the range.")
    values: list[bool | int | float | str] | None = Field(None, min_length=1, description="A list to choose from.")


class Study(Section):
    """A validated study; :func:`equipoise.experiments.studies.plan.resolve` fills in what it leaves to its scenario."""

    name: Name = Field(
        "study", min_length=1, max_length=LONGEST_NAME, description="Short name; that of the file when not stated."
    )
    title: Line = Field("", max_length=LONGEST_TITLE, description="One line for a heading.")
    question: Prose = Field("", max_length=LONGEST_PROSE, description="The question it asks, in a strategist's words.")
    scenario: str = Field(min_length=1, description="A shipped scenario's name, or the path of a .toml file.")
    policies: list[str] = Field(
        default_factory=list, max_length=MOST_POLICIES, description="Policies to compare; the first is the reference."
    )
    settings: dict[str, Any] = Field(default_factory=dict, description="What holds at every point.")
    factors: list[Factor] = Field(default_factory=list, description="What is varied.", max_length=MOST_FACTORS)
    design: Design = Field(default_factory=Design, description="Which points are played.")
    replications: int = _whole(200, "Runs of each policy at each point.", *REPLICATIONS[1:])
    seed: int | None = _whole(None, "Seed of the luck.", *SEED[1:])
    rounds: int | None = _whole(None, "Rounds in a run.", *ROUNDS[1:])
    outcomes: list[str] = Field(default_factory=list, description="What is measured.")
    accounts: list[str] = Field(default_factory=list, description="Accounts that get rows of their own.")
    until: dict[str, float] = Field(default_factory=dict, description="Half-widths to be reached, by outcome.")
    at_most: int = _whole(100_000, "Runs after which a point gives up reaching them.", *REPLICATIONS[1:])
    measures: str = Field("", description="Path of a .py file that declares measures of your own.")
    keep_runs: bool = Field(default=False, description="Whether values of every run are kept.")
