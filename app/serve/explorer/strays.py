"""What a link says that is not here: keys that no control sets and can be taken back, accounts, years, figures."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from equipoise.analysis.contrast import ALL
from equipoise.app.serve.explorer.places import LEVERS, MORE, NOT_SET
from equipoise.experiments.explorer.loaded import scenario_called
from equipoise.experiments.explorer.values import text_of
from equipoise.sim.files.settings import targets_of
from equipoise.sim.policy import Levers
from equipoise.sim.wording import unit_of, written

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from equipoise.experiments.explorer.state import State, View

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
            "key": key, "label": key, "name": key, "holds": "side" if is_lever else "both",
            "group": LEVERS if is_lever else MORE, "kind": "choice",
            "options": [*options, [text_of(value), text_of(value)]],
            "in": "", "about": "", "preset": None, "default": None, "left": None, "instead": None, "back": None,
        }  # fmt: skip
    return [*found.values()]


def figures_on(asked: str, outcomes: Sequence[Mapping[str, Any]]) -> tuple[str, list[str]]:
    """Give the two large figures that a link asks for, or none for the usual ones, and what is to be said of that."""
    there = {f"{whose}:{one['name']}" for one in outcomes for whose, of in (("all", "all"), ("see", "each")) if one[of]}
    figures = asked.split(",")
    if not asked or (len(figures) == _LARGE_ONES and there.issuperset(figures)):
        return asked, []
    return "", [f"This link asks for figures that are not here, {written(asked)}: these are the usual ones."]


def seen_on(view: View, names: Sequence[str], years: int) -> tuple[str, int, list[str]]:
    """Give the account and the year that a link looks at, or the usual ones, and what is to be said of that."""
    first = next(iter(names), ALL)
    see, year, said = view.see or first, view.year or years, list[str]()
    if see not in {*names, ALL}:
        said = [f"This link looks at an account that is not here, {written(see)}: this is {first}."]
        see = first
    if year > years:
        said += [f"This link looks at year {year:,}, and the last one here is {years}: this is that."]
    return see, min(year, years), said
