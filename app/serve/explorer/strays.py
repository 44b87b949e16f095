"""What a link says that is not here: keys that no control sets, which can be taken back, and figures that none are."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from equipoise.app.serve.explorer.places import LEVERS, MORE, NOT_SET
from equipoise.experiments.explorer.loaded import scenario_called
from equipoise.experiments.explorer.values import text_of
from equipoise.sim.files.settings import targets_of
from equipoise.sim.policy import Levers
from equipoise.sim.wording import unit_of, written

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from equipoise.experiments.explorer.state import State

_LARGE_ONES = 2


def strays(state: State) -> list[dict[str, Any]]:
    """Lay out a control for each key of a state that is no key of its scenario: what stands there, or nothing."""
    targets = targets_of(scenario_called(state.scenario))
    facts = [(key, value) for key, value in state.facts if key not in targets or unit_of(targets[key].field) in NOT_SET]
    levers = [(key, value) for side in state.sides for key, value in side.levers if key not in Levers.model_fields]
    found: dict[str, dict[str, Any]] = {}
    for key, value in (*facts, *levers):
        is_lever = (key, value) in levers
        options = found[key]["options"] if key in found else [["", "not stated"]]
        found[key] = {
            "key": key, "label": key, "holds": "side" if is_lever else "both", "group": LEVERS if is_lever else MORE,
            "kind": "choice", "options": [*options, [text_of(value), text_of(value)]], "in": "", "about": "",
            "preset": None, "default": None, "left": None, "instead": None, "back": None,
        }  # fmt: skip
    return [*found.values()]


def figures_on(asked: str, outcomes: Sequence[Mapping[str, Any]]) -> tuple[str, list[str]]:
    """Give the two large figures that a link asks for, or none for the usual ones, and what is to be said of that."""
    there = {f"{whose}:{one['name']}" for one in outcomes for whose, of in (("all", "all"), ("see", "each")) if one[of]}
    figures = asked.split(",")
    if not asked or (len(figures) == _LARGE_ONES and there.issuperset(figures)):
        return asked, []
    return "", [f"This link asks for figures that are not here, {written(asked)}: these are the usual ones."]
