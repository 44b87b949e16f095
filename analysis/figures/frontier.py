"""The frontier: policies that none beats on both objectives, the shipped ones by name, and all that was tried."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from matplotlib.lines import Line2D

from equipoise.analysis.figures.labels import EndLabel, label_ends
from equipoise.analysis.figures.palette import COLOURS, FAINT, INK, MARGIN, SMALL_SIZE, TEXT_SIZE, WIDTH, arm_style
from equipoise.analysis.figures.style import beside, house_style, room_about, sheet
from equipoise.analysis.figures.text import shorten
from equipoise.analysis.figures.wording import within
from equipoise.analysis.frontier import still_best
from equipoise.analysis.prose.frontier import called, in_units, of_whom, title, whose
from equipoise.analysis.prose.numbers import capital, level, scale

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from equipoise.analysis.figures.style import Picture, Sheet
    from equipoise.analysis.frontier import Candidate, Frontier, Objective

_LEFT, _ACROSS, _TALL = 0.95, 5.6, 4.6
_PAD = 0.08
_CAPTION = (
    "Better is up and to the right. Numbered circles are the policies found, front-1 and so on, from {first} to "
    "{second}; a hollow one is not surely better than every other in one objective at least, or is beaten after all. "
    "Coloured marks are policies that come with the program. All of these are means of {runs:,} runs of luck that had "
    "no part in the search, with 95% intervals{line}. Grey "
    "dots are all {trials:,} policies tried, on the luck of the search, by which the best of them were "
    "chosen{beyond}; those outside of the frame are left out."
)
_LINE: dict[str, Any] = {"linewidth": 1.0, "dashes": (4, 3)}
_FOOT = 0.86  # for the legend, inches


@house_style()
def frontier(found: Frontier) -> Picture:
    """Draw a frontier."""
    found = in_units(found)
    first, second = found.objectives
    means = f"means of {found.runs:,} runs with 95% intervals; grey: every policy that was tried"
    subtitle = f"{found.scenario}, {whose(found)}: {means}"
    page = sheet(title(found), subtitle, _TALL + 0.75 + _FOOT)
    axes = page.axes(_LEFT, 0.05, _ACROSS, _TALL)
    _frame(axes, found)
    axes.plot(*found.trials.T, ".", color=FAINT, markersize=3.0, zorder=1, clip_on=True)
    labels = []
    for position, policy in enumerate(found.shipped):
        x, y = (mean.value for mean in policy.means)
        words = f"{level(x, first.kind)}, {level(y, second.kind)}"
        labels.append(EndLabel(x, y, policy.name, words, _coloured(position)))
        style = arm_style(_coloured(position))
        _bars(axes, policy, style.colour)
        axes.plot([x], [y], **style.mark, markersize=7, zorder=4, clip_on=False)
    _front(axes, found)
    axes.set_xlabel(shorten(_axis(first, of_whom(found, first)), _ACROSS, TEXT_SIZE))
    axes.set_ylabel(shorten(_axis(second, of_whom(found, second)), _TALL, TEXT_SIZE))
    label_ends(page, axes, labels, WIDTH - MARGIN - _LEFT - _ACROSS)
    ends = {"first": f"the best {called(first)}", "second": f"the best {called(second)}"}
    beyond = _beyond(found)
    _legend(page, found, beyond)
    line = "; the dashed line joins the best of the circles by these means" if _joined(found) else ""
    caption = _CAPTION.format(
        **ends, line=line, runs=found.runs, trials=len(found.trials), beyond=_beyond_words(found, beyond)
    )
    return page.picture("frontier", caption)


def _joined(found: Frontier) -> bool:
    """Whether there is a line: of one circle there is none."""
    return len(still_best(found.objectives, found.points)) > 1


def _beyond_words(found: Frontier, beyond: int) -> str:
    """Say in the caption how many of the policies tried look better than what was found, and why."""
    if not beyond:
        return ""
    one, joined = beyond == 1, _joined(found)
    who = "one of them" if one else f"{beyond:,} of them"
    lies = "lies" if one else "lie"
    looks = "looks" if one else "look"
    what = f"{lies} beyond the line" if joined else f"{looks} better than the circle on one of the two at least"
    why = "luck flattered it there or it was not" if one else "luck flattered them there or they were not"
    return f"; {who} {what}, since {why} played again"


def _beyond(found: Frontier) -> int:
    """How many of the policies tried look better, on the luck of the search, than every circle on fresh luck."""
    signs = np.array([objective.sign for objective in found.objectives])
    best = np.array([[m.value for m in point.means] for point in still_best(found.objectives, found.points)]) * signs
    if not len(best):
        return 0
    tried = found.trials[np.isfinite(found.trials).all(axis=1)] * signs
    return int((~(best[None] >= tried[:, None]).all(axis=2).any(axis=1)).sum())


def _legend(page: Sheet, found: Frontier, beyond: int) -> None:
    """Say what each kind of mark is, beneath the axes."""
    dot: dict[str, Any] = {"marker": "o", "linestyle": "none", "markersize": 9, "markeredgecolor": INK}
    standings = {point.standing == "on the front" for point in found.points}
    kinds: list[tuple[dict[str, Any], str]] = []
    if True in standings:
        kinds.append(({**dot, "color": INK}, "found, and surely beaten by no other"))
    if False in standings:
        kinds.append(({**dot, "color": "white"}, "found; fresh luck cannot tell, or it is beaten"))
    if found.shipped:
        kinds.append(
            ({**arm_style(_coloured(0)).mark, "markersize": 7}, "comes with the program, on the right by name")
        )
    joined = _joined(found)
    if joined:
        kinds.append(({"color": INK, **_LINE}, "joins the best of what was found, by their means"))
    lucky = f"; {beyond:,} {'beyond the line' if joined else 'better than what was found on one'}" if beyond else ""
    kinds.append(({"color": FAINT, "marker": ".", "linestyle": "none"}, f"tried, on the luck of the search{lucky}"))
    for place, (look, words) in enumerate(kinds):
        row, column = divmod(place, 2)
        left, top = _LEFT + 4.3 * column, _TALL + 0.7 + 0.26 * row
        reach = 0.0 if "marker" in look else 0.11
        across = [(left + side * reach) / page.width for side in (-1, 1)]
        up = [(page.height - page.top - top - 0.085) / page.height] * 2
        page.figure.add_artist(Line2D(across, up, transform=page.figure.transFigure, **look))
        page.small(left + 0.16, top, words)


def _coloured(position: int) -> int:
    """Place whose style is not black, which is the front's."""
    return position + 1 + position // (COLOURS - 1)


def _axis(objective: Objective, where: str) -> str:
    unit = "" if scale(objective.kind) != 1.0 or objective.unit == "1" else f", {objective.unit}"
    return f"{capital(called(objective))}{unit}, {where}{'' if objective.more else ' (less is better)'}"


def _frame(axes: Axes, found: Frontier) -> None:
    """Hold all that has a name, with intervals; what was tried may lie beyond. Better is up and to the right."""
    limits = []
    for k, objective in enumerate(found.objectives):
        means = [policy.means[k] for policy in (*found.points, *found.shipped)]
        low, high, room = room_about([end for mean in means for end in (mean.low, mean.high, mean.value)], _PAD)
        low, high = within(objective.kind, low - room, high + room, low, high)
        limits.append((low, high) if objective.more else (high, low))
    axes.set(xlim=limits[0], ylim=limits[1])
    axes.xaxis.set_major_formatter(lambda value, _: level(value, found.objectives[0].kind))
    axes.yaxis.set_major_formatter(lambda value, _: level(value, found.objectives[1].kind))
    axes.locator_params(nbins=6)
    axes.grid(visible=True)


def _front(axes: Axes, found: Frontier) -> None:
    """Number the points, and join them in steps: what lies below the line is beaten by one of them."""
    best = np.array([[mean.value for mean in point.means] for point in still_best(found.objectives, found.points)])
    best = best[np.argsort(-found.objectives[0].sign * best[:, 0])]
    axes.step(*best.T, where="post", color=INK, **_LINE, zorder=2)
    for number, point in enumerate(found.points, start=1):
        x, y = (mean.value for mean in point.means)
        sure = point.standing == "on the front"
        _bars(axes, point, INK)
        axes.plot(
            [x],
            [y],
            "o",
            markersize=13,
            markeredgecolor=INK,
            markerfacecolor=INK if sure else "white",
            zorder=6,
            clip_on=False,
        )
        look: dict[str, Any] = {"ha": "center", "va": "center_baseline", "color": "white" if sure else INK}
        beside(axes, str(number), (x, y), (0, -0.5), fontsize=SMALL_SIZE - 0.5, zorder=7, **look)


def _bars(axes: Axes, policy: Candidate, colour: str) -> None:
    """Intervals of both objectives."""
    (x, y) = policy.means
    axes.plot([x.low, x.high], [y.value, y.value], color=colour, linewidth=1.1, zorder=3)
    axes.plot([x.value, x.value], [y.low, y.high], color=colour, linewidth=1.1, zorder=3)
