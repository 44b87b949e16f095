"""Points whose values contradict each other, or are hardly meant, found before any time is spent on others."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from pydantic import BaseModel

from equipoise.experiments.studies.plan import ALL
from equipoise.sim.doubts import doubts, mark, marks
from equipoise.sim.faults import SettingError, StudyError
from equipoise.sim.files.settings import PREFIX
from equipoise.sim.files.unknown import setting_field
from equipoise.sim.wording import written

if TYPE_CHECKING:
    from collections.abc import Sequence

    from equipoise.experiments.studies.plan import Plan
    from equipoise.experiments.studies.study import Value
    from equipoise.sim.business.doubts import Doubt
    from equipoise.sim.faults import Place
    from equipoise.sim.scenario import Scenario


Model = TypeVar("Model", bound=BaseModel)


def refuse_impossible(plan: Plan, points: Sequence[tuple[Value, ...]]) -> None:
    """Refuse a design with a point that cannot be played."""
    accounts = set(plan.accounts) - {ALL}
    for point, values in enumerate(points):
        scenario = _scenario_at(plan, values)
        if scenario.conflicts():
            try:
                scenario = plan.arms(values)[0].scenario
            except SettingError as error:
                raise StudyError(f"{_named(plan, point, values)} cannot be played:\n{error}") from None
        if missing := accounts.difference(scenario.account_names):
            raise StudyError(f"{_named(plan, point, values)} has no account {written(min(missing))}, which gets rows")


def doubts_at(plan: Plan, points: Sequence[tuple[Value, ...]]) -> list[str]:
    """Say what is hardly meant at some points of a design, or in what its factors state.

    A line each, with the number of points where they are not all.
    """
    seen = points[:: len(points) // MOST_LOOKED_AT + 1]
    found: dict[str, list[Doubt]] = {}
    for values in seen:
        for doubt in doubts(_scenario_at(plan, values)):
            found.setdefault(doubt.key, []).append(doubt)
    lines = [
        str(same[0]) + (f", at {len(same):,} of {len(seen):,} points" if len(same) < len(seen) else "")
        for same in found.values()
    ]
    varied = {target.key for target in plan.targets}
    marked = [doubt for doubt in marks(plan.scenario) if doubt.key not in varied]
    for target in plan.targets:
        if (field := setting_field(target.key)) is not None:
            marked += [
                doubt for value in (target.low, target.high, *target.listed) for doubt in mark(target.key, value, field)
            ]
    return [*lines, *map(str, marked)]


MOST_LOOKED_AT = 10_000
"""Points that are looked at for what is hardly meant."""


def _scenario_at(plan: Plan, values: Sequence[Value]) -> Scenario:
    """The scenario at a point: each value is allowed by itself, so nothing is validated, which would take long."""
    scenario = plan.scenario
    for target, value in zip(plan.targets, values, strict=True):
        if value is not None and not target.key.startswith(PREFIX):
            scenario = _set(scenario, target.place, value)
    return scenario


def _set(model: Model, place: Place, value: Value) -> Model:
    """A copy with one value changed, deep inside."""
    name, *inner = place
    if inner and isinstance(inner[0], int):
        entries = list(getattr(model, str(name)))
        entries[inner[0]] = _set(entries[inner[0]], tuple(inner[1:]), value)
        return model.model_copy(update={str(name): entries})
    changed = _set(getattr(model, str(name)), tuple(inner), value) if inner else value
    return model.model_copy(update={str(name): changed})


def _named(plan: Plan, point: int, values: Sequence[Value]) -> str:
    """What a message calls a point: its place and its values."""
    told = [f"{t.key} = {written(v)}" for t, v in zip(plan.targets, values, strict=True) if v is not None]
    return f"point {point} of the design ({', '.join(told)})"
