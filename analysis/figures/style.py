"""The house style of figures: Matplotlib's settings, the sheet that they are drawn on, and their files."""

from __future__ import annotations

import warnings
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO
from math import isfinite
from typing import TYPE_CHECKING, Any

import matplotlib as mpl
from matplotlib.figure import Figure

from equipoise.analysis.figures.palette import (
    FAINT,
    GRID,
    INK,
    MARGIN,
    QUIET,
    SMALL_SIZE,
    SUBTITLE_SIZE,
    TEXT_SIZE,
    TITLE_SIZE,
    WIDTH,
)
from equipoise.analysis.figures.text import baseline, measure, shorten, wrap
from equipoise.sim.calendar import ROUNDS_A_YEAR
from equipoise.sim.wanted import go_on

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from matplotlib.axes import Axes

DOTS = 200.0  # an inch of a PNG

_NOT_OF_FIGURES = {"backend", "backend_fallback", "date.epoch"}

_RC: Any = {
    # Everybody's settings are left out: what is drawn depends on what is shown alone.
    **{name: value for name, value in mpl.rcParamsDefault.items() if name not in _NOT_OF_FIGURES},
    "font.family": ["sans-serif"],
    # The first comes with matplotlib, so that a figure is laid out alike everywhere; the second has the same widths.
    "font.sans-serif": ["DejaVu Sans", "Verdana", "sans-serif"],
    "font.size": TEXT_SIZE,
    "text.color": INK,
    "text.parse_math": False,  # an account may be called "A$"
    "axes.edgecolor": QUIET,
    "axes.labelcolor": INK,
    "axes.linewidth": 0.8,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.titlelocation": "left",
    "axes.titlesize": TEXT_SIZE + 1,
    "axes.titleweight": "bold",
    "axes.labelsize": TEXT_SIZE,
    "axes.axisbelow": True,
    "axes.unicode_minus": True,
    "grid.color": GRID,
    "grid.linewidth": 0.8,
    "hatch.linewidth": 0.6,
    "xtick.color": QUIET,
    "ytick.color": QUIET,
    "xtick.labelcolor": INK,
    "ytick.labelcolor": INK,
    "xtick.labelsize": SMALL_SIZE,
    "ytick.labelsize": SMALL_SIZE,
    "figure.facecolor": "white",
    "savefig.facecolor": "white",
    "svg.fonttype": "none",  # text stays text: it can be searched, read aloud and edited on a slide
}


@contextmanager
def house_style() -> Iterator[None]:
    """Draw and save in the house style while that is wanted, and leave matplotlib's settings as they were."""
    go_on()
    with mpl.rc_context(_RC), warnings.catch_warnings():
        # A name in a script that the font lacks shows as boxes in the PNG and is right in the SVG.
        warnings.filterwarnings("ignore", message="Glyph .* missing from font")
        yield


@dataclass(frozen=True)
class Picture:
    """A finished figure: what is seen stands on it in a sentence, and the caption tells how to read it."""

    name: str  # stem of its files
    title: str
    caption: str
    figure: Figure


@dataclass(frozen=True)
class Sheet:
    """A figure under its title, on which all is placed in inches; its body begins at ``top``."""

    title: str
    figure: Figure
    width: float
    height: float
    top: float

    def picture(self, name: str, caption: str) -> Picture:
        """The figure, finished."""
        return Picture(name, self.title, caption, self.figure)

    def axes(self, left: float, top: float, width: float, height: float) -> Axes:
        """Place axes by their upper left corner, inches from the body's upper left corner."""
        bottom = self.height - self.top - top - height
        return self.figure.add_axes((left / self.width, bottom / self.height, width / self.width, height / self.height))

    def text(self, left: float, top: float, words: str, size: float = TEXT_SIZE, **look: Any) -> None:
        """Write lines by their upper corner, inches from the body's upper left corner.

        Each line is set on its own baseline: a block set by its box would shift with the letters that are in it.
        """
        for number, line in enumerate(words.split("\n")):
            down = self.top + top + baseline(size, number)
            self.figure.text(left / self.width, 1 - down / self.height, line, fontsize=size, va="baseline", **look)

    def small(
        self, left: float, top: float, words: str, room: float | None = None, *, lines: int = 1, **look: Any
    ) -> None:
        """Write in small letters, cut to so many lines of some room."""
        text = words if room is None else shorten(words, room, SMALL_SIZE, lines=lines)
        self.text(left, top, text, SMALL_SIZE, **look)

    def heading(self, left: float, top: float, words: str, room: float) -> None:
        """Write a line in bold letters, cut to some room."""
        self.text(left, top, shorten(words, room, TEXT_SIZE, bold=True), weight="bold")


def sheet(title: str, subtitle: str, body: float, width: float = WIDTH) -> Sheet:
    """Begin a figure: what is seen and what is drawn, in a line each, and room for the rest."""
    room = width - 2 * MARGIN
    head = wrap(title, room, TITLE_SIZE, bold=True)
    under = wrap(subtitle, room, SUBTITLE_SIZE)
    head_height, under_height = measure(head, TITLE_SIZE, bold=True)[1], measure(under, SUBTITLE_SIZE)[1]
    top = MARGIN + head_height + 0.1 + under_height + 0.22
    height = top + body
    figure = Figure(figsize=(width, height))
    page = Sheet(title, figure, width, height, top)
    page.text(MARGIN, MARGIN - top, head, TITLE_SIZE, weight="bold")
    page.text(MARGIN, MARGIN + head_height + 0.1 - top, under, SUBTITLE_SIZE, color=QUIET)
    return page


def beside(axes: Axes, words: str, at: tuple[float, float], away: tuple[float, float], **look: Any) -> None:
    """Write small words some points away from a place in the axes' units."""
    axes.annotate(words, at, away, textcoords="offset points", **{"fontsize": SMALL_SIZE, **look})


def without_y(axes: Axes) -> None:
    """Leave out the vertical axis, of axes whose rows are named on the page."""
    axes.set_yticks([])
    axes.spines["left"].set_visible(False)


def framed(axes: Axes) -> None:
    """Draw all four sides, faintly."""
    axes.spines[["top", "right"]].set_visible(True)
    for spine in axes.spines.values():
        spine.set_color(FAINT)


def room_about(ends: Iterable[float], share: float) -> tuple[float, float, float]:
    """Lowest and highest of what is known, 0 where nothing is, and a margin: a share of their distance."""
    known = [end for end in ends if isfinite(end)] or [0.0]
    low, high = float(min(known)), float(max(known))
    return low, high, (high - low or abs(high) or 1.0) * share


def svg(picture: Picture) -> bytes:
    """Write a picture as SVG, the same bytes every time."""
    written = BytesIO()
    _write_svg(picture, written)
    return written.getvalue()


def save(picture: Picture, folder: Path, *, png: bool = True) -> None:
    """Write a picture as SVG and PNG, the same bytes every time."""
    _write_svg(picture, folder / f"{picture.name}.svg")
    if not png:
        return
    with house_style():
        picture.figure.savefig(
            folder / f"{picture.name}.png", dpi=DOTS, metadata={"Software": None, "Title": picture.title}
        )


def _write_svg(picture: Picture, where: Path | BytesIO) -> None:
    with house_style(), mpl.rc_context({"svg.hashsalt": picture.name}):
        metadata = {"Title": picture.title, "Description": picture.caption, "Date": None, "Creator": None}
        picture.figure.savefig(where, format="svg", metadata=metadata)


YEARS = "Years since the start"
"""What an axis of rounds is called where it is written in years."""


def by_years(axes: Axes, rounds: int, most: int) -> None:
    """Write an axis of rounds, from 0, in years: at most so many."""
    year = ROUNDS_A_YEAR if rounds >= 2 * ROUNDS_A_YEAR else 1
    axes.set_xticks(range(0, rounds + 1, year * -(-rounds // (year * most))))
    axes.xaxis.set_major_formatter(lambda place, _: f"{place / ROUNDS_A_YEAR:g}")
