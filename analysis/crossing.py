"""Where a curve crosses zero that is known with error alone: a bracket on a coarse grid, then its root.

The same luck at every value makes the mean of so many runs one curve, whose root Brent's method finds, which bisects
where a secant would lead astray. Its interval inverts the band of paired intervals: it holds each value at which the
runs cannot tell on which side of zero the curve is. So it covers the true crossing as often as the interval at that
one value covers zero, however the curve is bent (Fieller 1954).

A grid may step over a peak that reaches across zero and back. So each gap is halved in which the curve may turn: where
a curve that is concave there, as its neighbouring points have it, could reach zero, and beside the point nearest to it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import groupby, pairwise
from math import inf, isnan
from typing import TYPE_CHECKING

from equipoise.analysis.contrast import alike, way

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from equipoise.analysis.estimate import Estimate

FINE = 0.01
"""How near to a root is near enough, as a share of the bracket."""

MOST, FEW = 100, 2
"""Most looks for a root, and where each takes long: it is put between the last two on a straight line then."""

HALVINGS = 4
"""How often a gap is halved at most in which the curve may turn."""


@dataclass(frozen=True)
class Crossing:
    """Where a curve crosses zero."""

    value: float  #: between two whole numbers where the axis has no other
    low: float  #: 95% interval: the last value below at which the curve is clearly on its side, ...
    high: float  #: ... and the first above
    rises: bool  #: whether the curve is below zero before it, and above behind it


@dataclass(frozen=True)
class Course:
    """A curve that is known at some values, and where it crosses zero."""

    points: dict[float, Estimate] = field(default_factory=dict)  #: by value, from the least
    crossings: list[Crossing] = field(default_factory=list)  #: from the least

    @property
    def ends(self) -> tuple[float, float]:
        """Least and greatest value."""
        return min(self.points), max(self.points)

    @property
    def clear(self) -> list[tuple[float, int]]:
        """Values at which the curve is clearly on a side of zero, and on which."""
        return [(x, way(there)) for x, there in self.points.items() if way(there)]

    @property
    def unclear(self) -> list[list[float]]:
        """Stretches of values at which it is on no side clearly, nor just zero, outside of a crossing's interval."""
        told = {x for x, there in self.points.items() if way(there) or alike(there)}
        told |= {x for x in self.points for one in self.crossings if one.low < x < one.high}
        return [[*part] for is_told, part in groupby(self.points, told.__contains__) if not is_told]

    @property
    def steps(self) -> tuple[float, float]:
        """The narrowest and the widest gap between neighbouring values."""
        gaps = [high - low for low, high in pairwise(self.points)]
        return min(gaps), max(gaps)

    @property
    def same(self) -> bool:
        """Whether it is exactly zero at every value."""
        return all(alike(there) for there in self.points.values())


def course(
    look: Callable[[float], Estimate],
    closer: Callable[[float], Estimate],
    grid: Sequence[float],
    *,
    whole: bool = False,
    most: int = MOST,
) -> Course:
    """Follow a curve over a grid, and find where it crosses zero.

    Parameters
    ----------
    look, closer : callable
        The curve at a value, from few runs and from many.
    grid : sequence of float
        Values to begin with, in any order: both ends of the range, and some between.
    whole : bool
        Whether only whole numbers are values.
    most : int
        Most looks for a root between two values, among other than whole numbers.

    Returns
    -------
    Course
        A crossing lies between two values at which the curve is clearly on different sides. Where it is not clear at
        an end of the range, it may cross there without being found; and so it may between two values of the grid
        where nothing beside them shows it.
    """
    curve = _Curve(look, closer, whole=whole, most=most)
    for x in sorted(grid):
        curve.first(x)
    curve.look_between()
    while brackets := curve.unsure():
        for x in brackets:
            curve(x)
    crossings = [one for low, high in curve.brackets() for one in curve.crossings(low, high)]
    return Course(dict(sorted(curve.known.items())), crossings)


class _Curve:
    """What is known of a curve so far."""

    def __init__(
        self, look: Callable[[float], Estimate], closer: Callable[[float], Estimate], *, whole: bool, most: int
    ) -> None:
        self.look, self.closer, self.whole, self.most = look, closer, whole, most
        self.known: dict[float, Estimate] = {}
        self.sure: set[float] = set()

    def first(self, x: float) -> None:
        """Look from afar, and closer where that tells nothing."""
        self.known[x] = self.look(x)
        if not way(self.known[x]) and not alike(self.known[x]):
            self(x)

    def __call__(self, x: float) -> Estimate:
        """Look closely, once."""
        if x not in self.sure:
            self.known[x] = self.closer(x)
            self.sure.add(x)
        return self.known[x]

    def look_between(self) -> None:
        """Halve the gaps in which the curve may turn at zero, until they are narrow."""
        gaps = [*pairwise(sorted(self.known))]
        for _ in range(HALVINGS):
            halves = []
            for low, high in gaps:
                middle = (low + high) // 2.0 if self.whole else (low + high) / 2.0
                if low < middle < high and self._may_turn(low, high):
                    self.first(middle)
                    halves += [(low, middle), (middle, high)]
            gaps = halves

    def _may_turn(self, low: float, high: float) -> bool:
        """Whether the curve may come to zero in a gap and go back, as far as the points beside it tell."""
        points = sorted(self.known)
        until, after = points[: points.index(high)], points[points.index(low) + 1 :]
        sides = {self._side(reversed(until)), self._side(after)} - {0}
        if len(sides) != 1 or not (way(self.known[low]) or way(self.known[high])):
            return False  # it crosses here, or there is no telling on which side it is
        (side,) = sides
        heights = {x: -side * there.value for x, there in self.known.items()}  # below zero on this side
        nearest = max((x for x in points if way(self.known[x]) == side), key=lambda x: heights[x])
        place = points.index(nearest)
        beside = points[max(place - 1, 0) : place + 2]
        if nearest in {low, high} and nearest == max(beside, key=lambda x: heights[x]):
            return True
        trends = [
            (end, (heights[end] - heights[x]) / (end - x))
            for end, others in ((low, until[:-1][-1:]), (high, after[1:2]))
            for x in others
        ]
        inside = [low + k * (high - low) / 8.0 for k in range(1, 8)]
        return any(all(heights[end] + slope * (x - end) > 0.0 for end, slope in trends) for x in inside)

    def _side(self, points: Iterable[float]) -> int:
        """On which side the curve is at the first point where that is clear."""
        return next((side for side in (way(self.known[x]) for x in points) if side), 0)

    def brackets(self) -> list[tuple[float, float]]:
        """Neighbours among the values at which the curve is clearly on a side, on different ones."""
        clear = [(x, way(there)) for x, there in sorted(self.known.items()) if way(there)]
        return [(low, high) for (low, below), (high, above) in pairwise(clear) if below != above]

    def unsure(self) -> list[float]:
        """Ends of brackets that were looked at from afar alone."""
        return [x for ends in self.brackets() for x in ends if x not in self.sure]

    def crossings(self, low: float, high: float) -> list[Crossing]:
        """Find the root between two values; where the looks for it show that the curve turns elsewhere, those roots."""
        found, before = self.crossing(low, high), way(self.known[low])
        there = [(x, way(one)) for x, one in self.known.items() if low < x < high and way(one)]
        if all((side == before) == (x < found.value) for x, side in there):
            return [found]
        narrower = [ends for ends in self.brackets() if low <= ends[0] and ends[1] <= high]
        return [one for ends in narrower for one in self.crossings(*ends)]

    def crossing(self, low: float, high: float) -> Crossing:
        """Find the root between two values, and where the curve begins and ends to be unclear."""
        rises = way(self.known[high]) > 0
        first, last = ("high", "low") if rises else ("low", "high")
        middle = self._root("value", low, high)
        before, behind = self._root(first, low, high), self._root(last, low, high, latest=True)
        return Crossing(sum(middle) / 2.0, min(before[0], middle[0]), max(behind[1], middle[1]), rises)

    def _root(self, what: str, low: float, high: float, *, latest: bool = False) -> tuple[float, float]:
        """Where the value, or an end of its interval, changes sign; both sides of it among whole numbers."""
        there, (low, high) = self._step(what, low, high, latest=latest)
        if self.whole:
            return self._bisected(what, low, high)
        from scipy.optimize import brentq

        near = max(FINE * (there[-1] - there[0]) / 2.0, 4.0 * abs(high) * 2.0**-52)
        root, found = brentq(
            lambda x: self._height(what, x), low, high, xtol=near, rtol=1e-12, maxiter=self.most, full_output=True,
            disp=False,
        )  # fmt: skip
        if not found.converged:
            _, (low, high) = self._step(what, low, high, latest=latest)
            below, above = self._height(what, low), self._height(what, high)
            root = low + (high - low) * below / (below - above)
        return float(root), float(root)

    def _step(self, what: str, low: float, high: float, *, latest: bool) -> tuple[list[float], tuple[float, float]]:
        """Values between two that were looked at closely, and the neighbours among them between which it changes."""
        there = sorted(x for x in self.sure if low <= x <= high)
        steps = [ends for ends in pairwise(there) if self._sign(what, ends[0]) != self._sign(what, ends[1])]
        return there, steps[-1 if latest else 0]

    def _bisected(self, what: str, low: float, high: float) -> tuple[float, float]:
        below = self._sign(what, low)
        while high - low > 1.0:
            middle = float((low + high) // 2.0)
            low, high = (middle, high) if self._sign(what, middle) == below else (low, middle)
        return low, high

    def _height(self, what: str, x: float) -> float:
        there = self(x)
        found: float = getattr(there, what)
        if isnan(found):  # one and the same in every run, or in none
            found = 0.0 if isnan(there.value) else there.value
        return found if abs(found) < inf else 0.0

    def _sign(self, what: str, x: float) -> bool:
        return self._height(what, x) > 0.0
