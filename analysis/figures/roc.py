"""Warnings against what came of them: ROC curves of a score, and the points of single alarms."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from matplotlib.ticker import PercentFormatter

from equipoise.analysis.figures.labels import sample
from equipoise.analysis.figures.palette import FAINT, GRID, INK, MARGIN, QUIET, SMALL_SIZE, TEXT_SIZE, WIDTH, arm_style
from equipoise.analysis.figures.style import beside, house_style, sheet
from equipoise.analysis.figures.text import measure, wrap

if TYPE_CHECKING:
    from collections.abc import Sequence

    from equipoise.analysis.figures.style import Picture
    from equipoise.analysis.roc import RocCurve

_SIDE, _FOOT = 4.6, 0.65
_LOW = 0.06  # below it a name would lie on the axis
_CAPTION = (
    "Up: share of the rounds that a change follows for which the alarm is given. Across: share of those that nothing "
    "follows for which it is given too. A score on the dashed line tells nothing. Points: single flags, in the first "
    "place of the key."
)


class Scorer(NamedTuple):
    """A score in one place, and what the key says of it."""

    name: str
    curve: RocCurve
    words: str


class Point(NamedTuple):
    """A single alarm: the share of rounds that nothing follows, and that a change follows, in which it is given."""

    name: str
    alarms: float
    hits: float


@house_style()
def roc_picture(title: str, subtitle: str, scorers: Sequence[Scorer], points: Sequence[Point]) -> Picture:
    """Draw curves of a score in several places, and single alarms in the first of them."""
    page = sheet(title, subtitle, _SIDE + _FOOT)
    axes = page.axes(MARGIN + 0.75, 0.0, _SIDE, _SIDE)
    axes.set(xlim=(0, 1), ylim=(0, 1), xlabel="of those that nothing follows", ylabel="of those that a change follows")
    axes.grid(color=GRID)
    axes.xaxis.set_major_formatter(PercentFormatter(1.0))
    axes.yaxis.set_major_formatter(PercentFormatter(1.0))
    axes.plot([0, 1], [0, 1], color=FAINT, linestyle=(0, (4, 3)), linewidth=1.0)
    left, top = MARGIN + 0.75 + _SIDE + 0.4, 0.0
    room = WIDTH - left - MARGIN
    for place, scorer in enumerate(scorers):
        style = arm_style(place)
        look = {**style.mark, **style.line}
        axes.plot(scorer.curve.alarms, scorer.curve.hits, **look, markersize=3.5, linewidth=1.6)
        sample(page, left, top, place)
        head = wrap(scorer.name, room - 0.6, TEXT_SIZE, bold=True)
        words = wrap(scorer.words, room - 0.6, SMALL_SIZE)
        page.text(left + 0.6, top, head, weight="bold")
        top += measure(head, TEXT_SIZE, bold=True)[1] + 0.06
        page.small(left + 0.6, top, words, color=QUIET)
        top += measure(words, SMALL_SIZE)[1] + 0.25
    for point in points:
        axes.plot(point.alarms, point.hits, "D", color=INK, markerfacecolor="white", markersize=6)
        behind = {"facecolor": "white", "edgecolor": "none", "alpha": 0.8, "pad": 0.5}
        away = (9, -9 if point.hits > _LOW else 3)
        beside(axes, point.name, (point.alarms, point.hits), away, va="center", bbox=behind)
    return page.picture("red-flags", _CAPTION)
