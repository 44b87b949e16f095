"""The house style of figures: colours, line styles and markers of arms, the sheet they are drawn on, and files."""

from __future__ import annotations

import warnings
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

import matplotlib as mpl
from matplotlib.figure import Figure

from equipoise.analysis.figures.text import baseline, measure, wrap

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from matplotlib.axes import Axes

INK = "#1a1a1a"
QUIET = "#595959"
FAINT = "#b8b8b8"
GRID = "#e6e6e6"

WIDTH = 10.0
"""Width of every figure, inches: a slide's."""

MARGIN = 0.3
DOTS = 200.0
"""Dots an inch of a PNG."""

TITLE_SIZE, SUBTITLE_SIZE, TEXT_SIZE, SMALL_SIZE = 15.0, 10.5, 10.0, 9.0

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
    """Draw and save in the house style, and leave matplotlib's settings as they were."""
    with mpl.rc_context(_RC), warnings.catch_warnings():
        # A name in a script that the font lacks shows as boxes in the PNG and is right in the SVG.
        warnings.filterwarnings("ignore", message="Glyph .* missing from font")
        yield


class ArmStyle(NamedTuple):
    """How an arm is drawn: in colour, and so that it is told apart in grey."""

    colour: str
    dashes: Literal["solid"] | tuple[float, tuple[float, ...]]
    marker: Any


# Okabe and Ito's colours, which the colour-blind tell apart, without yellow, which is lost on white.
_COLOURS = ("#000000", "#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00", "#56B4E9")
COLOURS = len(_COLOURS)
"""Places after which colours come again."""
_DASHES: tuple[Literal["solid"] | tuple[float, tuple[float, ...]], ...] = (
    "solid",
    (0, (6, 1.6)),
    (0, (1.2, 1.4)),
    (0, (7, 1.6, 1.2, 1.6)),
    (0, (3, 1.2)),
    (0, (7, 1.4, 1.2, 1.4, 1.2, 1.4)),
)
_MARKERS = ("o", "s", "^", "D", "v", "P", "X", "*")


def arm_style(position: int) -> ArmStyle:
    """Style of an arm by its place in the comparison.

    The same for the same place in every figure.
    """
    return ArmStyle(
        _COLOURS[position % len(_COLOURS)], _DASHES[position % len(_DASHES)], _MARKERS[position % len(_MARKERS)]
    )


def shade(arms: int) -> float:
    """Opacity of an arm's band: light, and lighter the more there are to lie over each other."""
    return min(0.14, 0.6 / arms)


@dataclass(frozen=True)
class Picture:
    """A finished figure.

    Attributes
    ----------
    name : str
        Stem of its files.
    title : str
        What is seen, in a sentence; drawn on the figure too.
    caption : str
        How to read it.
    figure : Figure
        The figure itself.
    """

    name: str
    title: str
    caption: str
    figure: Figure


@dataclass(frozen=True)
class Sheet:
    """A figure under its title, on which axes are placed in inches.

    Attributes
    ----------
    figure : Figure
        The figure.
    width, height : float
        Inches.
    top : float
        Where the body begins, inches from the upper edge.
    """

    figure: Figure
    width: float
    height: float
    top: float

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


def sheet(title: str, subtitle: str, body: float, width: float = WIDTH) -> Sheet:
    """Begin a figure: what is seen, what is drawn, and room for the rest.

    With both lines written.
    """
    room = width - 2 * MARGIN
    head = wrap(title, room, TITLE_SIZE, bold=True)
    under = wrap(subtitle, room, SUBTITLE_SIZE)
    head_height, under_height = measure(head, TITLE_SIZE, bold=True)[1], measure(under, SUBTITLE_SIZE)[1]
    top = MARGIN + head_height + 0.1 + under_height + 0.22
    height = top + body
    figure = Figure(figsize=(width, height))
    begun = Sheet(figure, width, height, top)
    begun.text(MARGIN, MARGIN - top, head, TITLE_SIZE, weight="bold")
    begun.text(MARGIN, MARGIN + head_height + 0.1 - top, under, SUBTITLE_SIZE, color=QUIET)
    return begun


def save(picture: Picture, folder: Path, *, png: bool = True) -> None:
    """Write a picture as SVG and PNG, the same bytes every time."""
    with house_style(), mpl.rc_context({"svg.hashsalt": picture.name}):
        described = {"Title": picture.title, "Description": picture.caption, "Date": None, "Creator": None}
        picture.figure.savefig(folder / f"{picture.name}.svg", metadata=described)
        if not png:
            return
        picture.figure.savefig(
            folder / f"{picture.name}.png", dpi=DOTS, metadata={"Software": None, "Title": picture.title}
        )
