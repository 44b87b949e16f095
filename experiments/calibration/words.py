"""What docs/calibration.md says of its tables: sentences that are chosen by the figures as they stand there."""

from __future__ import annotations

import re
from itertools import pairwise
from math import hypot
from typing import TYPE_CHECKING, NamedTuple

from equipoise.analysis.intervals import wilson

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from equipoise.experiments.calibration.plays import Table

LITTLE = 0.05
"""Difference in dependence below which hardly anything has changed, as in the two by two."""

_NUMBER = r"(-?\d+(?:\.\d+)?)"
_INTERVAL = re.compile(rf"{_NUMBER} \({_NUMBER} to {_NUMBER}\)")
_GIVE_OR_TAKE = re.compile(rf"{_NUMBER} ± {_NUMBER}")


class Cell(NamedTuple):
    """A figure of a table with its interval."""

    value: float
    low: float
    high: float

    @classmethod
    def of(cls, text: str) -> Cell:
        """Read one as the tables write it; what has no interval is sure."""
        if found := _INTERVAL.match(text):
            return cls(*map(float, found.groups()))
        if found := _GIVE_OR_TAKE.match(text):
            value, reach = map(float, found.groups())
            return cls(value, value - reach, value + reach)
        sure = re.match(_NUMBER, text)
        if sure is None:
            raise ValueError(f"no figure: {text}")
        return cls(*[float(sure[1])] * 3)

    @property
    def reach(self) -> float:
        """Half of the interval."""
        return (self.high - self.low) / 2.0


def _by_scenario(rows: Table) -> dict[str, list[list[str]]]:
    found: dict[str, list[list[str]]] = {}
    for row in rows[1:]:
        found.setdefault(row[0], []).append(row)
    return found


def _span(values: Iterable[float], digits: int = 3) -> str:
    every = sorted(values)
    return f"{every[0]:.{digits}f} to {every[-1]:.{digits}f}"


def links(rows: Table) -> str:
    """Beside 66 of 100, which is known to within some: what of it is alive after five years."""
    low, high = wilson(66, 100)
    where: dict[str, list[str]] = {"within": [], "above": [], "below": []}
    for scenario, policy, _year, five, _ten in rows[1:]:
        value = Cell.of(five).value
        side = "above" if value > high else "below" if value < low else "within"
        where[side].append(f"{policy} in `{scenario}` ({value:.3f})")
    found = "; ".join(
        f"{side} it {'lies' if len(who) == 1 else 'lie'} {', '.join(who)}" for side, who in where.items() if who
    )
    return f"Of a hundred, 66 is known to within the interval from {low:.2f} to {high:.2f}: {found}."


def ages(rows: Table) -> str:
    """Whether the share falls from its highest year to the last, where accounts differ and where they are alike."""
    told, falls = [], []
    for name, *cells in rows[1:]:
        found = [Cell.of(cell) for cell in cells]
        peak, last = max(found), found[-1]
        falls.append(peak.value - last.value > hypot(peak.reach, last.reach))
        told.append(f"{name} {peak.value:.3f} to {last.value:.3f}{'' if falls[-1] else ', no more than luck'}")
    differ, alike, unbound = all(falls[:2]), falls[2], falls[3]
    if not (alike or unbound):
        meaning = "So no fall is left where accounts are alike" + (
            ": all of it comes from their differences." if differ else "."
        )
    elif alike and not unbound:
        meaning = "What falls where accounts are alike is the lock-in that follows commitment."
    else:
        meaning = "So part of a fall is left where accounts are alike, without commitment, too."
    return f"From the highest year to the tenth: {'; '.join(told)}. {meaning}"


def concentration(rows: Table) -> str:
    """Whether return on assets rises, as Patatoukas finds, as one account takes all."""
    returns = {row[0]: Cell.of(row[-1]).value for row in rows[1:]}
    sizes, best = list(returns), max(returns, key=returns.__getitem__)
    first, last = returns[sizes[0]], returns[sizes[-1]]
    if best == sizes[-1]:
        return f"Here it does, too: return on assets rises from {first:.2f} to {last:.2f} as one account takes all."
    return (
        f"Here it does not: return on assets is highest with {best} ({returns[best]:.2f}) and falls to {last:.2f} as "
        "one account takes all."
    )


def horizon(rows: Table) -> str:
    """Whether any lead turns round with the horizon, and how far it moves."""
    said, one_way = [], True
    for scenario, own in _by_scenario(rows).items():
        fails = [100.0 * Cell.of(row[2]).value for row in own]
        money = [Cell.of(row[4]) for row in own]
        for column in 3, 4:
            sides = {(cell.low > 0.0) - (cell.high < 0.0) for cell in (Cell.of(row[column]) for row in own)}
            one_way &= sides in ({1}, {-1})
        rises = all(low < high for low, high in pairwise(fails))
        said.append(
            f"in `{scenario}` the lead in money is {_span(cell.value for cell in money)}, and the accommodating vendor "
            f"fails in {_span(fails, 1)}% of the runs{', more with each longer horizon' if rises else ''}"
        )
    answer = (
        "No lead in survival or money turns round, or is gone, with the horizon"
        if one_way
        else "Some leads turn with it"
    )
    return f"{answer}: {'; '.join(said)}."


def copied(rows: Table) -> str:
    """How much of the lead in money is left where half can be copied."""
    left = []
    for scenario, own in _by_scenario(rows).items():
        none, half = (Cell.of(own[place][4]) for place in (0, -1))
        share = f"{100.0 * half.value / none.value:.0f}%" if none.low > 0.0 else "none to begin with"
        left.append(f"{share} (`{scenario}`)")
    return (
        "Read every lead on this page as this range: where half can be copied, so much of the lead in money is left: "
        f"{', '.join(left)}."
    )


def parity(rows: Table) -> str:
    """From which worth of the top on both depend alike, and what spending more does."""
    worths, depends, money = [], [], []
    for scenario, own in _by_scenario(rows).items():
        least, usual = min(float(row[2]) for row in own), float(own[0][1])
        shipped = {float(row[1]): row for row in own if float(row[2]) == least}
        where = _crossing([(worth, Cell.of(row[3]).value - Cell.of(row[4]).value) for worth, row in shipped.items()])
        times = (where or max(shipped)) / usual
        worths.append(f"{'' if where else 'more than '}{times:.1f} times its default (`{scenario}`)")
        for row in own:
            if float(row[2]) > least:
                beside = shipped[float(row[1])]
                depends.append(Cell.of(row[4]).value - Cell.of(beside[4]).value)
                money.append(Cell.of(row[6]).value - Cell.of(beside[6]).value)
    hardly = max(map(abs, depends)) < LITTLE
    return (
        "Under the shipped policy both depend alike where the top of the hierarchy is worth so much to the account: "
        f"{', '.join(worths)}. A policy would have to bring so much more. Spending more "
        f"{'hardly moves' if hardly else 'moves'} it: two and a half times the focus changes the account's dependence "
        f"by {_span(depends)}, and the lead in money by {_span(money)}."
    )


def _crossing(gaps: list[tuple[float, float]]) -> float | None:
    """Where a straight line between two neighbours comes to zero."""
    for (low, before), (high, after) in pairwise(gaps):
        if before > 0.0 >= after:
            return low + (high - low) * before / (before - after)
    return None


def styles(rows: Table) -> str:
    """Which styles gain beyond luck, and where."""
    _side, _style, *scenarios = rows[0]
    gains = []
    for side, style, *cells in rows[1:]:
        found = [(Cell.of(cell), name) for cell, name in zip(cells, scenarios, strict=True)]
        if clear := [f"{cell.value:.1f}% in `{name}`" for cell, name in found if cell.low > 0.0]:
            gains.append(f"the {side}'s {style}, by {', '.join(clear)}")
    return f"What gains beyond luck: {'; '.join(gains) if gains else 'nothing'}."


WORDS: dict[str, Callable[[Table], str]] = {
    "links": links, "ages": ages, "concentration": concentration, "horizon": horizon, "copied": copied,
    "parity": parity, "styles": styles,
}  # fmt: skip
"""Sentences by the mark of their table; they stand at the same mark with ``words`` behind it."""
