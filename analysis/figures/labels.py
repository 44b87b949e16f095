"""Naming arms on a figure: beside the ends of their lines where there is room, else in a key above."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from matplotlib.lines import Line2D

from equipoise.analysis.figures.style import FAINT, MARGIN, QUIET, SMALL_SIZE, TEXT_SIZE, WIDTH, Sheet, arm_style
from equipoise.analysis.figures.text import LINE, baseline, measure, wrap

if TYPE_CHECKING:
    from collections.abc import Sequence

    from matplotlib.axes import Axes

SAMPLE = 0.42
"""Length of a line's sample in a key, inches."""
GAP, _LEAD = 0.08, 0.25
_MOST_COLUMNS = 6


class EndLabel(NamedTuple):
    """A line's end and what is written beside it.

    Attributes
    ----------
    x, y : float
        End of the line, in the axes' data units.
    name, value : str
        Name of the arm, and a second, quieter line.
    position : int
        Place of the arm in the comparison.
    """

    x: float
    y: float
    name: str
    value: str
    position: int


def spread(wanted: Sequence[float], sizes: Sequence[float], low: float, high: float) -> list[float]:
    """Move intervals on a line apart, each as little as can be (least squares), in the order of their centres.

    Centres at which none overlap: neighbours that collide are pooled around their common mean, as in isotonic
    regression.
    """
    order = sorted(range(len(wanted)), key=lambda k: wanted[k])
    pools: list[tuple[list[int], float]] = []  # members in order, and the pool's centre
    for k in order:
        members, centre = [k], _inside(wanted[k], sizes[k], low, high)
        while pools:
            before, its_centre = pools[-1]
            if centre - its_centre >= (_length(before, sizes) + _length(members, sizes)) / 2:
                break
            pools.pop()
            members = before + members
            centre = _inside(_centre(members, wanted, sizes), _length(members, sizes), low, high)
        pools.append((members, centre))
    found = [0.0] * len(wanted)
    for members, centre in pools:
        at = centre - _length(members, sizes) / 2
        for k in members:
            found[k] = at + sizes[k] / 2
            at += sizes[k]
    return found


def _inside(centre: float, length: float, low: float, high: float) -> float:
    """The nearest centre at which an interval lies within bounds; one that is too long begins at the upper bound."""
    return min(max(centre, low + length / 2), high - length / 2)


def _length(members: Sequence[int], sizes: Sequence[float]) -> float:
    return sum(sizes[k] for k in members)


def _centre(members: Sequence[int], wanted: Sequence[float], sizes: Sequence[float]) -> float:
    """Centre of a pool whose members are, on average, where they are wanted."""
    at, misses = 0.0, 0.0
    for k in members:
        misses += wanted[k] - (at + sizes[k] / 2)
        at += sizes[k]
    return misses / len(members) + at / 2


def labels_height(labels: Sequence[tuple[str, str]], room: float) -> float:
    """Height of a column of labels, inches."""
    return sum(_height(name, value, room) for name, value in labels)


def _height(name: str, value: str, room: float) -> float:
    lines = measure(_in_lines(name, room), TEXT_SIZE)[1]
    return lines + (SMALL_SIZE * LINE / 72 if value else 0.0) + 0.07


def _in_lines(name: str, room: float) -> str:
    return wrap(name, room - _LEAD - SAMPLE - GAP, TEXT_SIZE)


def label_ends(sheet: Sheet, axes: Axes, labels: Sequence[EndLabel], room: float) -> None:
    """Write labels in a column at the right of the axes, each joined to its line's end."""
    place = axes.get_position()
    left = place.x1 * sheet.width + _LEAD
    names = [_in_lines(label.name, room) for label in labels]
    heights = [_height(label.name, label.value, room) for label in labels]
    to_page = axes.transData + sheet.figure.dpi_scale_trans.inverted()
    ends = [to_page.transform((label.x, label.y)) for label in labels]
    middles = spread([end[1] for end in ends], heights, place.y0 * sheet.height, place.y1 * sheet.height)
    for label, name, height, end, middle in zip(labels, names, heights, ends, middles, strict=True):
        top = sheet.height - sheet.top - middle - height / 2  # from the body's upper edge
        level = sample(sheet, left, top, label.position)
        _line(sheet, (end[0], end[1], left - 0.05, level), color=FAINT, linewidth=0.7, zorder=-1)
        sheet.text(left + SAMPLE + GAP, top, name)
        if label.value:
            sheet.text(left + SAMPLE + GAP, top + measure(name, TEXT_SIZE)[1], label.value, SMALL_SIZE, color=QUIET)
    axes.patch.set_visible(False)  # the joining lines run behind what is drawn


def key_height(names: Sequence[str], width: float) -> float:
    """Height of the key that :func:`key` writes, inches."""
    *_, (_, top, name) = _flow(names, width)
    return top + measure(name, TEXT_SIZE)[1] + 0.14


def key(sheet: Sheet, names: Sequence[str]) -> None:
    """Write a key of all arms along the top of the body, in as many rows as it takes."""
    for position, (left, top, name) in enumerate(_flow(names, sheet.width)):
        sample(sheet, left, top, position)
        sheet.text(left + SAMPLE + GAP, top, name)


def _flow(names: Sequence[str], width: float) -> list[tuple[float, float, str]]:
    """Left and top of every entry of a key, and its name in lines."""
    placed: list[tuple[float, float, str]] = []
    left, top, row = MARGIN, 0.0, 0.0
    for name in names:
        lines = wrap(name, width - 2 * MARGIN - SAMPLE - GAP, TEXT_SIZE)
        across, tall = measure(lines, TEXT_SIZE)
        if left > MARGIN and left + SAMPLE + GAP + across > width - MARGIN:
            left, top, row = MARGIN, top + row, 0.0
        placed.append((left, top, lines))
        left += SAMPLE + GAP + across + 0.3
        row = max(row, tall + 0.04)
    return placed


def sample(sheet: Sheet, left: float, top: float, position: int, size: float = TEXT_SIZE) -> float:
    """Draw an arm's line and marker before a text."""
    style = arm_style(position)
    level = sheet.height - sheet.top - top - baseline(size) + 0.35 * size / 72
    _line(sheet, (left, level, left + SAMPLE, level), color=style.colour, linestyle=style.dashes, linewidth=2.0)
    middle = (left + SAMPLE / 2, level, left + SAMPLE / 2, level)
    _line(sheet, middle, color=style.colour, marker=style.marker, markersize=6, linestyle="none")
    return level


def _line(sheet: Sheet, ends: tuple[float, float, float, float], **look: Any) -> None:
    """Draw a line on the page between two points, inches from its lower left corner."""
    x0, y0, x1, y1 = ends
    line = Line2D(
        [x0 / sheet.width, x1 / sheet.width],
        [y0 / sheet.height, y1 / sheet.height],
        transform=sheet.figure.transFigure,
        **look,
    )
    sheet.figure.add_artist(line)


def columns_of_arms(count: int, left: float) -> list[tuple[int, list[tuple[float, float]]]]:
    """Divide the page into a column for each arm, and into further bands of columns where they are too many.

    For each band, the first arm in it, and left and width of every column, inches.
    """
    bands = -(-count // _MOST_COLUMNS)
    many = -(-count // bands)
    gap = 0.15
    across = (WIDTH - left - MARGIN - gap * (many - 1)) / many
    return [
        (first, [(left + k * (across + gap), across) for k in range(min(many, count - first))])
        for first in range(0, count, many)
    ]


def heading_height(names: Sequence[str], places: Sequence[tuple[float, float]]) -> float:
    """Height of the headings over a band of columns, inches."""
    return (
        max(
            measure(wrap(name, across, SMALL_SIZE), SMALL_SIZE)[1]
            for name, (_, across) in zip(names, places, strict=True)
        )
        + 0.36
    )


def write_headings(
    sheet: Sheet, names: Sequence[str], first: int, places: Sequence[tuple[float, float]], top: float
) -> None:
    """Write arms' names over a band of columns, each under a sample of its line."""
    for position, (left, across) in enumerate(places, start=first):
        sample(sheet, left, top, position)
        sheet.text(left, top + 0.2, wrap(names[position], across, SMALL_SIZE), SMALL_SIZE)
