"""The frontier: policies that none beats on both objectives, the shipped ones by name, and all that was tried."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from equipoise.analysis.contrast import ALL
from equipoise.analysis.figures.labels import EndLabel, label_ends
from equipoise.analysis.figures.style import (
    COLOURS,
    FAINT,
    INK,
    MARGIN,
    SMALL_SIZE,
    TEXT_SIZE,
    WIDTH,
    Picture,
    arm_style,
    house_style,
    sheet,
)
from equipoise.analysis.figures.text import shorten
from equipoise.analysis.frontier import still_best
from equipoise.analysis.frontier_words import called, level, title

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from equipoise.analysis.frontier import Frontier, Objective, Placed

_LEFT, _ACROSS, _TALL = 0.95, 5.6, 4.6
_PAD = 0.08
_CAPTION = (
    "Better is up and to the right. Numbered circles are the policies found, front-1 and so on, from {first} to "
    "{second}; a hollow one is not surely better than every other in one objective at least. Coloured marks are "
    "policies that come with the program. All of these are means of {runs:,} runs of luck that had no part in the "
    "search, with 95% intervals. Grey dots are all {trials:,} policies tried, on the luck of the search; those beyond "
    "the frame are left out."
)


def frontier(found: Frontier) -> Picture:
    """Draw a frontier."""
    first, second = found.objectives
    told = title(found)
    where = "all accounts" if found.account == ALL else found.account
    subtitle = (
        f"{found.scenario}, {where}: means of {found.runs:,} runs with 95% intervals; grey: every policy that was tried"
    )
    with house_style():
        page = sheet(told, subtitle, _TALL + 0.75)
        axes = page.axes(_LEFT, 0.05, _ACROSS, _TALL)
        _frame(axes, found)
        axes.plot(*found.trials.T, ".", color=FAINT, markersize=3.0, zorder=1, clip_on=True)
        for position, policy in enumerate(found.shipped):
            _mark(axes, policy, _coloured(position))
        _front(axes, found)
        axes.set_xlabel(shorten(_axis(first, where), _ACROSS, TEXT_SIZE))
        axes.set_ylabel(shorten(_axis(second, where), _TALL, TEXT_SIZE))
        labels = [
            EndLabel(
                policy.means[0].value,
                policy.means[1].value,
                policy.name,
                f"{level(first, policy.means[0].value)}, {level(second, policy.means[1].value)}",
                _coloured(position),
            )
            for position, policy in enumerate(found.shipped)
        ]
        label_ends(page, axes, labels, WIDTH - MARGIN - _LEFT - _ACROSS)
    caption = _CAPTION.format(
        first=f"the best {called(first)}",
        second=f"the best {called(second)}",
        runs=found.runs,
        trials=len(found.trials),
    )
    return Picture("frontier", told, caption, page.figure)


def _coloured(position: int) -> int:
    """Place whose style is not black, which is the front's."""
    return position + 1 + position // (COLOURS - 1)


def _axis(objective: Objective, where: str) -> str:
    words = called(objective)
    unit = "" if objective.kind in ("share", "chance") or objective.unit == "1" else f", {objective.unit}"
    return f"{words[:1].upper()}{words[1:]}{unit}, {where}{'' if objective.more else ' (less is better)'}"


def _frame(axes: Axes, found: Frontier) -> None:
    """Hold all that is told of, with intervals; what was tried may lie beyond. Better is up and to the right."""
    told = [*found.points, *found.shipped]
    limits = []
    for k, objective in enumerate(found.objectives):
        ends = np.array([[p.means[k].low, p.means[k].high, p.means[k].value] for p in told])
        known = ends[np.isfinite(ends)] if np.isfinite(ends).any() else np.zeros(1)
        low, high = float(known.min()), float(known.max())
        room = _PAD * (high - low) or _PAD * abs(high) or _PAD
        limits.append((low - room, high + room) if objective.more else (high + room, low - room))
    axes.set(xlim=limits[0], ylim=limits[1])
    axes.xaxis.set_major_formatter(lambda value, _: level(found.objectives[0], value))
    axes.yaxis.set_major_formatter(lambda value, _: level(found.objectives[1], value))
    axes.locator_params(nbins=6)
    axes.grid(visible=True)


def _mark(axes: Axes, policy: Placed, position: int) -> None:
    style = arm_style(position)
    _bars(axes, policy, style.colour)
    x, y = (mean.value for mean in policy.means)
    axes.plot([x], [y], color=style.colour, marker=style.marker, markersize=7, linestyle="none", zorder=4)


def _front(axes: Axes, found: Frontier) -> None:
    """Number the points, and join them in steps: what lies below the line is beaten by one of them."""
    best = np.array([[mean.value for mean in point.means] for point in still_best(found.objectives, found.points)])
    best = best[np.argsort(-found.objectives[0].sign * best[:, 0])]
    axes.step(*best.T, where="post", color=INK, linewidth=1.0, dashes=(4, 3), zorder=2)
    for number, point in enumerate(found.points, start=1):
        x, y = (mean.value for mean in point.means)
        sure = point.standing == "on the front"
        _bars(axes, point, INK)
        axes.plot([x], [y], "o", markersize=13, markeredgecolor=INK, markerfacecolor=INK if sure else "white", zorder=6)
        axes.annotate(
            str(number), (x, y), (0, -0.5), textcoords="offset points", ha="center", va="center_baseline",
            fontsize=SMALL_SIZE - 0.5, color="white" if sure else INK, zorder=7,
        )  # fmt: skip


def _bars(axes: Axes, policy: Placed, colour: str) -> None:
    """Intervals of both objectives."""
    (x, y) = policy.means
    axes.plot([x.low, x.high], [y.value, y.value], color=colour, linewidth=1.1, zorder=3)
    axes.plot([x.value, x.value], [y.low, y.high], color=colour, linewidth=1.1, zorder=3)
