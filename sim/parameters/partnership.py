"""Parameters of becoming a strategic vendor: hierarchy, capability, lock-in, communication, charter."""

from __future__ import annotations

from typing import Literal

from equipoise.sim.parameters.declare import Section, parameter


class Hierarchy(Section):
    """The account's perception of the vendor, 1 to 5, and what it is worth."""

    contribution: float = parameter(
        0.40,
        "money/unit",
        "Unique contribution at level 5, omega: u = omega (x - 1) / 4 plus match.",
        low=0,
        high=20,
        source="R12",
    )
    start_level: float = parameter(
        2.5, "level", "Level of an account that doesn't state it.", low=1, high=4.95, source="R12"
    )
    level_rate: float = parameter(0.15, "1/round", "Share of the gap that perception closes in a round.", low=0, high=1)
    expectation_growth: float = parameter(
        0.006,
        "1/round",
        "Growth of what the account expects: constant effort loses ground.",
        low=0,
        high=0.5,
        source="R18",
    )
    reference_effort: float = parameter(
        0.045, "money/unit", "Effort that holds the starting level at the start.", low=0.001, high=10, source="R18"
    )
    imitable: float = parameter(
        0.25,
        "share",
        "Share of what was built above the starting level that rivals copy in time.",
        low=0,
        high=1,
        source="Kellogg 2011",
    )
    imitation: float = parameter(12.0, "rounds", "Rounds until they have copied it.", low=1, high=400)
    match_spread: float = parameter(0.12, "money/unit", "Standard deviation of how well the two fit.", low=0, high=10)
    match_rounds: int = parameter(8, "rounds", "Rounds until the fit is fully known.", low=1, high=400)


class Capability(Section):
    """What focused investment builds."""

    capability_decay: float = parameter(0.06, "1/round", "Share of capability lost in a round.", low=0, high=1)
    capability_gain: float = parameter(
        0.045, "money/unit/round", "Most capability gained in a round.", low=0, high=10, source="R13"
    )
    focus_half: float = parameter(
        0.01, "share of revenue", "Focused investment at half of its greatest effect.", low=1e-4, high=1
    )
    solo_effect: float = parameter(
        0.15,
        "share",
        "Share of the effect that the vendor reaches without the account's own effort.",
        low=0,
        high=1,
        source="R14",
    )


class LockIn(Section):
    """What binds the account once it has bound itself."""

    switching_cost: float = parameter(
        1.5,
        "money/unit",
        "One-off cost kappa of switching a unit a round, when fully locked in.",
        low=0,
        high=100,
        source="R5",
    )
    lock_in_rate: float = parameter(
        0.15, "1/round", "Share of the gap to commitment that lock-in closes in a round.", low=0, high=1
    )


class Communication(Section):
    """The channel between the organisations, and what goes wrong without one."""

    start_channel: float = parameter(
        0.15, "1", "Channel of one account manager, of an account that doesn't state it.", low=0, high=1, source="R15"
    )
    channel_decay: float = parameter(0.05, "1/round", "Share of the channel lost in a round.", low=0, high=1)
    channel_gain: float = parameter(
        9.0,
        "1",
        "Breadth over levels and functions gained for each share of revenue spent on it.",
        low=0,
        high=1000,
        source="R15",
    )
    sponsor_reach: float = parameter(
        0.25, "share", "Share of the remaining gap that an executive sponsor closes.", low=0, high=1, source="R15"
    )
    needs: Literal["stated", "hidden"] = parameter(
        "hidden",
        "choice",
        "What an account needs of support: stated at the table, or hidden, and heeded as far as the channel goes.",
        source="Crawford and Sobel 1982",
    )
    reorganisation: float = parameter(
        0.04, "probability/round", "Chance that the account reorganises.", low=0, high=1, source="R20"
    )
    reorganisation_drop: float = parameter(
        1.5, "levels", "Levels lost in a reorganisation, without any channel.", low=0, high=4, source="R20"
    )


class Charter(Section):
    """The joint plan, its goals, and what it costs."""

    charters: Literal["allowed", "none"] = parameter(
        "allowed", "choice", "Whether vendor and account may sign a charter.", source="R16"
    )
    team_cost: float = parameter(
        0.02, "money/round", "Lump cost of the cross-functional team under a charter.", low=0, high=1e12, source="R15"
    )
    sponsor_cost: float = parameter(
        0.005, "money/round", "Lump cost of an executive sponsor.", low=0, high=1e12, source="R15"
    )
    survey_cost: float = parameter(
        0.01, "money", "Cost of a survey of both organisations.", low=0, high=1e12, source="R12"
    )
    review: int = parameter(4, "rounds", "Rounds between reviews of a charter.", low=1, high=400, source="R19")
    return_goal: float = parameter(
        0.0, "1", "Least return on joint investment between reviews.", low=-1, high=10, source="R19"
    )
    channel_goal: float = parameter(0.35, "1", "Least channel at a review.", low=0, high=1, source="R19")
    volume_goal: float = parameter(0.005, "1", "Least growth of volume between reviews.", low=-1, high=10, source="R19")
    misses_allowed: int = parameter(
        2, "reviews", "Reviews missed in a row that dissolve a charter.", low=1, high=100, source="R20"
    )
    network_growth: float = parameter(
        0.02,
        "unit/money/round",
        "Growth of volume, chi u effort, under a charter: the account's own customers grow.",
        low=0,
        high=1,
        source="R11",
    )
