"""Several arms to choose from: intervals that hold for all of them at once, and what is said of those not chosen."""

from __future__ import annotations

from dataclasses import replace
from math import isnan
from typing import TYPE_CHECKING

from equipoise.analysis.contrast import way
from equipoise.analysis.multiplicity import together
from equipoise.analysis.prose.money_first import lead_of, years
from equipoise.analysis.prose.numbers import are, capital, listed

if TYPE_CHECKING:
    from equipoise.analysis.estimate import Estimate
    from equipoise.analysis.results import Comparison, Horizon, View


def chosen_from(comparison: Comparison) -> int:
    """How many arms a decision chooses from: those that are another vendor than the first, and than each other."""
    return sum(not (one.same or one.twin) for one in comparison.differences)


def held_together(comparison: Comparison) -> Comparison:
    """The same, with intervals of leads in profit that hold for all arms at once.

    The best of several, by intervals of each alone, looks better than it is.
    """
    several = chosen_from(comparison)
    if several < 2:  # noqa: PLR2004 - nothing is chosen from one
        return comparison

    def wider(view: View) -> View:
        return replace(view, profit=together(view.profit, several))

    return replace(
        comparison,
        horizons=[
            replace(one, differences={name: wider(view) for name, view in one.differences.items()})
            for one in comparison.horizons
        ],
    )


def at_once(comparison: Comparison) -> str:
    """Say so; nothing where there is one arm to choose."""
    several = chosen_from(comparison)
    if several < 2:  # noqa: PLR2004 - likewise
        return ""
    return f"those of leads over {comparison.arms[0].name} hold for all {several} others at once"


def not_chosen(comparison: Comparison, opening: Horizon, arm: str) -> str:
    """Say of every other arm whether it is behind the first, ahead as well or not to be told from it, and by how much.

    Each was asked about, and stands in tables alone otherwise.
    """
    same = {one.arm for one in comparison.differences if one.same or one.twin}
    changes = {name: view.profit for name, view in opening.differences.items() if name not in {arm, *same}}
    first = comparison.arms[0].name
    parts = []
    for sign, words in ((-1, f"behind {first}"), (1, f"ahead of {first} as well"), (0, f"not to be told from {first}")):
        names = [
            f"{name}{_by(comparison, change)}"
            for name, change in changes.items()
            if way(change) == sign and not isnan(change.mean)
        ]
        if names:
            parts.append(f"{words} {are(len(names))} {listed(names)}")
    return f" {capital('; '.join(parts))}, over {years(opening.years)}." if parts else ""


def _by(comparison: Comparison, change: Estimate) -> str:
    if not way(change):
        return ""
    written = lead_of(comparison, change)
    return f" (by {written.size(change.mean)} a year, {written.within(change)})"
