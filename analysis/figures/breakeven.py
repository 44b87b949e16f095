"""A break-even: the difference over what is varied, and where it crosses zero; or the line between two sides."""

from __future__ import annotations

from typing import TYPE_CHECKING

from equipoise.analysis.figures.palette import GRID, INK, MARGIN, QUIET, WIDTH, arm_style
from equipoise.analysis.figures.style import beside, house_style, sheet
from equipoise.analysis.prose.breakeven import crossing_words, named, sentences, side
from equipoise.analysis.prose.keys import words
from equipoise.analysis.prose.money import of_unit
from equipoise.analysis.prose.numbers import capital, scale

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.axis import XAxis, YAxis

    from equipoise.analysis.breakeven import Axis, BreakEven
    from equipoise.analysis.figures.style import Picture

_TALL, _LEFT = 4.2, 0.95
_CURVE = (
    "Each point is the mean over runs under the same luck, with its 95% interval; there are more runs, and points, "
    "near the crossing. The grey stretch is the crossing's interval: values at which these runs cannot tell the side."
)
_LINE = (
    "Each point is a break-even, with its 95% interval, at one value of the horizontal axis, all under the same luck. "
    "Where there is no point the answer is the same over the whole range of the vertical axis."
)


@house_style()
def breakeven(found: BreakEven) -> Picture:
    """Draw one."""
    title = sentences(found)[0].split(". ")[0].split(": below")[0].removesuffix(".")
    runs = f"{found.replications:,} runs of {found.rounds} rounds, seed {found.seed}"
    if found.courses:
        subtitle = (
            f"Break-even in {named(found)}, {found.arm}{f' against {found.against}' * bool(found.against)}. {runs}"
        )
        page = sheet(title, subtitle, _TALL + 0.6)
        _line(page.axes(_LEFT, 0.1, WIDTH - _LEFT - 2 * MARGIN, _TALL), found)
        return page.picture("break-even", _LINE)
    less = f" less that under {found.against}" if found.against else ""
    subtitle = f"{capital(named(found))} under {found.arm}{less}, by {words(found.axis.key)}. {runs}"
    page = sheet(title, subtitle, _TALL + 0.6)
    _curve(page.axes(_LEFT, 0.1, WIDTH - _LEFT - 2 * MARGIN, _TALL), found)
    return page.picture("break-even", _CURVE)


def _curve(axes: Axes, found: BreakEven) -> None:
    points, factor, unit = found.course.points, scale(found.kind), found.unit
    if found.kind == "money":
        written = of_unit(unit, [there.value for there in points.values()])
        factor, unit = written.scale, written.unit
    x = list(points)
    mean, low, high = (
        [factor * (getattr(there, part) + (0.0 if found.against else found.threshold)) for there in points.values()]
        for part in ("value", "low", "high")
    )
    look = arm_style(1)
    for one in found.course.crossings:
        axes.axvspan(one.low, one.high, color=GRID, zorder=0)
        axes.axvline(one.value, color=QUIET, linewidth=0.9, linestyle=(0, (2, 2)))
    axes.fill_between(x, low, high, color=look.colour, alpha=0.14, linewidth=0)
    axes.plot(x, mean, color=look.colour, linewidth=1.6)
    axes.plot(x, mean, **look.mark, markersize=4)
    axes.axhline(factor * (0.0 if found.against else found.threshold), color=INK, linewidth=0.9)
    for one in found.course.crossings:
        top = axes.get_ylim()[1]
        beside(axes, crossing_words(found.axis, one).split(" (")[0], (one.value, top), (4, -4), va="top", ha="left")
    axes.grid(axis="y")
    _scaled(axes.xaxis, found.axis)
    if found.kind != "money" and factor != 1.0:
        unit = "points" if found.against else "%"
    less = f", {found.arm} less {found.against}" if found.against else ""
    axes.set_ylabel(f"{capital(named(found))}{less}, {unit}")


def _line(axes: Axes, found: BreakEven) -> None:
    first, axis = found.axes
    look = arm_style(1)
    marks = [(x, one) for x, there in found.courses for one in there.crossings]
    single = [(x, there.crossings[0]) for x, there in found.courses if len(there.crossings) == 1]
    axes.plot([x for x, _ in single], [one.value for _, one in single], color=look.colour, linewidth=1.6)
    for x, one in marks:
        axes.plot([x, x], [one.low, one.high], color=look.colour, linewidth=1.2, clip_on=False)
        axes.plot([x], [one.value], **look.mark, markersize=5, clip_on=False)
    axes.set_xlim(first.low, first.high)
    axes.set_ylim(axis.low, axis.high)
    _scaled(axes.xaxis, first)
    _scaled(axes.yaxis, axis)
    for place, who in _words(found):
        axes.text(*place, who, transform=axes.transAxes, ha="center", va="center", color=QUIET)


def _words(found: BreakEven) -> list[tuple[tuple[float, float], str]]:
    """Who is ahead at the two ends of the vertical axis, written where most of the line leaves room."""
    found_words = []
    for place, pick in ((0.95, -1), (0.05, 0)):
        signs = [there.clear[pick][1] for _, there in found.courses if there.clear]
        if signs and len(set(signs)) == 1:
            found_words.append(((0.5, place), side(found, signs[0])))
    return found_words


def _scaled(shown: XAxis | YAxis, axis: Axis) -> None:
    """Name an axis, with amounts in thousands or millions as sentences have them."""
    name, unit = capital(words(axis.key)), axis.unit
    if axis.currency:
        written = of_unit(axis.currency, [axis.low, axis.high])
        unit = written.unit
        shown.set_major_formatter(lambda x, _: f"{written.scale * x:,.10g}")
    shown.set_label_text(f"{name}, {unit}" if unit not in {"", "1"} else name)
