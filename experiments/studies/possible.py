"""Points whose values contradict each other, found before any time is spent on others."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from pydantic import BaseModel

from experiments.studies.plan import ALL
from sim.faults import SettingError, StudyError
from sim.files.settings import PREFIX
from sim.wording import written

if TYPE_CHECKING:
    from collections.abc import Sequence

    from experiments.studies.plan import Plan
    from experiments.studies.study import Value
    from sim.faults import Place
    from sim.scenario import Scenario


Model = TypeVar("Model", bound=BaseModel)


def refuse_impossible(plan: Plan, points: Sequence[tuple[Value, ...]]) -> None:
    """Refuse a design with a point that cannot be played.

    Parameters
    ----------
    plan : Plan
        A resolved study.
    points : sequence of tuple of Value
        Its points.

    Raises
    ------
    StudyError
        The message names the first such point, its values, and what is wrong with them together.
    """
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
