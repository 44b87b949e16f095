"""Why a policy that has other levers than another comes to the same: they never act in this scenario."""

from __future__ import annotations

from typing import TYPE_CHECKING

from equipoise.analysis.results import Idle
from equipoise.sim.arm import Arm
from equipoise.sim.kernel import play_chunk
from equipoise.sim.parts import between, parts
from equipoise.sim.policy import Levers

if TYPE_CHECKING:
    from collections.abc import Iterator

    from equipoise.sim.policy import Policy, Then
    from equipoise.sim.scenario import Scenario

_RUNS = 20
"""Runs in which a programme without lump costs should act, if it is these that keep it from acting."""

_LUMPS = ("team", "sponsor", "survey")
"""What lump costs are for, in the order of :func:`lumps_of`."""


def idle_of(arm: Arm, other: Arm) -> Idle | None:
    """Find why an arm comes to the same as another in every run; None where both have the same levers, or scenarios."""
    sides = [_steps(one.policy) for one in (arm, other)]
    if arm.scenario.name != other.scenario.name or sides[0] == sides[1]:
        return None
    ours, theirs = list(parts_of(arm.policy)), list(parts_of(other.policy))
    names = [
        name
        for name in Levers.model_fields
        if {getattr(one, name) for one in ours} != {getattr(one, name) for one in theirs}
    ]
    if (begins := _differ_from(arm.policy, other.policy)) >= arm.rounds:
        return Idle(tuple(names), begins=begins)
    engine = arm.played
    for own, levers in ((True, ours), (False, theirs)):
        costs = min((cost for one in levers if sum(cost := lumps_of(one, engine))), key=sum, default=())
        if costs and _acts(arm, other, engine):
            what = tuple(what for what, cost in zip(_LUMPS, costs, strict=True) if cost)
            return Idle(tuple(names), sum(costs), what, own)
    return Idle(tuple(names))


def _steps(policy: Policy) -> list[tuple[int, dict[str, object]]]:
    """What a policy does and since when, without what it turns into that is the same."""
    found: list[tuple[int, dict[str, object]]] = [(0, policy.model_dump(include={"levers", "accounts"}))]
    for part in policy.then:
        does = part.model_dump(include={"levers", "accounts"})
        if does != found[-1][1]:
            found.append((part.round, does))
    return found


def parts_of(policy: Policy) -> Iterator[Levers]:
    """All levers that a policy has at some time for some account."""
    found: list[Policy | Then] = [policy, *policy.then]
    for part in found:
        yield part.levers
        for own in part.accounts.values():
            yield part.levers.model_copy(update=own.stated)


def _differ_from(policy: Policy, other: Policy) -> int:
    """The first round from which two policies are not the same."""
    both = [parts(policy), parts(other)]
    starts = sorted({part.round for found in both for part in found})
    there = ((start, [next(between(found, start, start + 1)) for found in both]) for start in starts)
    return next((start for start, (one, another) in there if one != another), 0)


def lumps_of(levers: Levers, engine: Scenario) -> tuple[float, ...]:
    """Lump costs of team, sponsor and survey for each account that is offered a programme, money a round."""
    costs = engine.parameters.charter
    return (
        levers.charter * costs.team_cost,
        levers.sponsor * costs.sponsor_cost,
        levers.survey * costs.survey_cost / costs.review,
    )


def _acts(arm: Arm, other: Arm, engine: Scenario) -> bool:
    """Whether what differs between two policies shows where a programme has no lump costs."""
    free = dict.fromkeys(("team_cost", "sponsor_cost", "survey_cost"), 0.0)
    charter = engine.parameters.charter.model_copy(update=free)
    parameters = engine.parameters.model_copy(update={"charter": charter})
    without = engine.model_copy(update={"parameters": parameters})
    first, second = (
        play_chunk(Arm(without, one.policy, one.seed, one.rounds), range(_RUNS)).runs.tobytes() for one in (arm, other)
    )
    return first != second
