"""Naming arms on a figure: beside the ends of their lines where there is room, else in a key above."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
from matplotlib.lines import Line2D
from matplotlib.patches import Rectangle

from equipoise.analysis.figures.palette import FAINT, MARGIN, QUIET, SMALL_SIZE, TEXT_SIZE, WIDTH, arm_style
from equipoise.analysis.figures.text import LINE, baseline, measure, wrap

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from matplotlib.axes import Axes

    from equipoise.analysis.figures.style import Sheet


SAMPLE = 0.42  # length of a line's sample in a key, inches
GAP, _LEAD = 0.08, 0.25
_MOST_COLUMNS = 6


class EndLabel(NamedTuple):
    """A line's end in the axes' units, and what is written beside it: an arm's name, and a second, quieter line."""

    x: float
    y: float
    name: str
    value: str
    position: int  # of the arm in the comparison
    dashes: Any = None  # of its line, where they are not the arm's own


def spread(wanted: Sequence[float], sizes: Sequence[float], low: float, high: float) -> list[float]:
    """Move intervals on a line apart, each as little as can be (least squares), in the order of their centres.

    Less what those below it take, centres may not fall: that is isotonic regression. Where there is too little room,
    they begin at the upper bound.
    """
    from scipy.optimize import isotonic_regression  # noqa: PLC0415 - figures without labels need not wait for it

    order = np.argsort(wanted, kind="stable")
    length = np.asarray(sizes, float)[order]
    below = np.cumsum(length) - length / 2
    centres = np.empty(len(order))
    centres[order] = np.clip(isotonic_regression(np.asarray(wanted)[order] - below).x, low, high - length.sum()) + below
    return [float(centre) for centre in centres]


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
    axes.get_xlim(), axes.get_ylim()  # what was drawn last moves them only when somebody asks
    place = axes.get_position()
    left = place.x1 * sheet.width + _LEAD
    names = [_in_lines(label.name, room) for label in labels]
    heights = [_height(label.name, label.value, room) for label in labels]
    to_page = axes.transData + sheet.figure.dpi_scale_trans.inverted()
    ends = [to_page.transform((label.x, label.y)) for label in labels]
    middles = spread([end[1] for end in ends], heights, place.y0 * sheet.height, place.y1 * sheet.height)
    for label, name, height, end, middle in zip(labels, names, heights, ends, middles, strict=True):
        top = sheet.height - sheet.top - middle - height / 2  # from the body's upper edge
        level = sample(sheet, left, top, label.position, dashes=label.dashes)
        _line(sheet, (end[0], end[1], left - 0.05, level), color=FAINT, linewidth=0.7, zorder=-1)
        sheet.text(left + SAMPLE + GAP, top, name)
        if label.value:
            sheet.small(left + SAMPLE + GAP, top + measure(name, TEXT_SIZE)[1], label.value, color=QUIET)
    axes.patch.set_visible(False)  # the joining lines run behind what is drawn


def key_of_lines(sheet: Sheet, entries: Iterable[tuple[int, str]]) -> None:
    """Write texts along the top of the body, each behind the line and marker of its place."""
    left = MARGIN
    for position, words in entries:
        sample(sheet, left, 0.0, position)
        sheet.text(left + SAMPLE + GAP, 0.0, words)
        left += SAMPLE + GAP + measure(words, TEXT_SIZE)[0] + 0.3


def key_of_boxes(sheet: Sheet, entries: Iterable[tuple[str, str, str]], gap: float) -> float:
    """Write texts along the top of the body, each behind a box of its face and hatch; give where they end."""
    left = MARGIN
    for words, face, hatch in entries:
        corner = (left / sheet.width, (sheet.height - sheet.top - 0.155) / sheet.height)
        box = Rectangle(corner, 0.28 / sheet.width, 0.14 / sheet.height)
        box.set(edgecolor=QUIET, linewidth=0.8, facecolor=face, hatch=hatch, transform=sheet.figure.transFigure)
        sheet.figure.add_artist(box)
        sheet.text(left + 0.36, 0.0, words)
        left += 0.36 + measure(words, TEXT_SIZE)[0] + gap
    return left


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
    entries: list[tuple[float, float, str]] = []
    left, top, row = MARGIN, 0.0, 0.0
    for name in names:
        lines = wrap(name, width - 2 * MARGIN - SAMPLE - GAP, TEXT_SIZE)
        across, tall = measure(lines, TEXT_SIZE)
        if left > MARGIN and left + SAMPLE + GAP + across > width - MARGIN:
            left, top, row = MARGIN, top + row, 0.0
        entries.append((left, top, lines))
        left += SAMPLE + GAP + across + 0.3
        row = max(row, tall + 0.04)
    return entries


def sample(
    sheet: Sheet, left: float, top: float, position: int, size: float = TEXT_SIZE, dashes: object = None
) -> float:
    """Draw an arm's line and marker before a text."""
    style = arm_style(position)
    level = sheet.height - sheet.top - top - baseline(size) + 0.35 * size / 72
    _line(
        sheet,
        (left, level, left + SAMPLE, level),
        **(style.line | ({"linestyle": dashes} if dashes else {})),
        linewidth=2.0,
    )
    _line(sheet, (left + SAMPLE / 2, level, left + SAMPLE / 2, level), **style.mark, markersize=6)
    return level


def _line(sheet: Sheet, ends: tuple[float, float, float, float], **look: Any) -> None:
    """Draw a line on the page between two points, inches from its lower left corner."""
    x0, y0, x1, y1 = ends
    across, up = [x0 / sheet.width, x1 / sheet.width], [y0 / sheet.height, y1 / sheet.height]
    sheet.figure.add_artist(Line2D(across, up, transform=sheet.figure.transFigure, **look))


class Column(NamedTuple):
    """Where an arm's column stands on the page, inches."""

    name: str
    position: int  # of the arm in the comparison
    left: float
    width: float
    first: bool  # of its band


class Band(NamedTuple):
    """Columns side by side under headings."""

    columns: list[Column]
    height: float  # of the headings

    def write(self, sheet: Sheet, top: float) -> float:
        """Write arms' names, each under a sample of its line; what they head begins below."""
        for column in self.columns:
            sample(sheet, column.left, top, column.position)
            sheet.small(column.left, top + 0.2, _heading(column))
        return top + self.height


def bands_of_arms(names: Sequence[str], left: float, arms: Sequence[str] = ()) -> list[Band]:
    """Divide the page into a column for each arm, and into further bands of columns where they are too many.

    Names are some of ``arms``, by whose places they are told apart, where those are given.
    """
    places = [list(arms).index(name) if arms else k for k, name in enumerate(names)]
    bands = -(-len(names) // _MOST_COLUMNS)
    many, gap = -(-len(names) // bands), 0.15
    width = (WIDTH - left - MARGIN - gap * (many - 1)) / many
    columns = [
        Column(name, place, left + k % many * (width + gap), width, k % many == 0)
        for k, (name, place) in enumerate(zip(names, places, strict=True))
    ]
    divided = [columns[first : first + many] for first in range(0, len(names), many)]
    return [Band(band, max(measure(_heading(column), SMALL_SIZE)[1] for column in band) + 0.36) for band in divided]


def _heading(column: Column) -> str:
    return wrap(column.name, column.width, SMALL_SIZE)
