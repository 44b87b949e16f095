"""Colours, sizes in inches and points, and how arms are told apart."""

from __future__ import annotations

from typing import Any, Literal, NamedTuple

INK = "#1a1a1a"
QUIET = "#595959"
FAINT = "#b8b8b8"
GRID = "#e6e6e6"
HATCH = "//////"

WIDTH = 10.0  # width of every figure, inches: a slide's

MARGIN = 0.3
TITLE_SIZE, SUBTITLE_SIZE, TEXT_SIZE, SMALL_SIZE = 15.0, 10.5, 10.0, 9.0


class ArmStyle(NamedTuple):
    """How an arm is drawn: in colour, and so that it is told apart in grey."""

    colour: str
    dashes: Literal["solid"] | tuple[float, tuple[float, ...]]
    marker: Any

    @property
    def line(self) -> dict[str, Any]:
        """Look of its line."""
        return {"color": self.colour, "linestyle": self.dashes}

    @property
    def mark(self) -> dict[str, Any]:
        """Look of its marker, without a line."""
        return {"color": self.colour, "marker": self.marker, "linestyle": "none"}


# Okabe and Ito's colours, which the colour-blind tell apart, without yellow, which is lost on white.
_COLOURS = ("#000000", "#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00", "#56B4E9")
COLOURS = len(_COLOURS)  # places after which colours come again
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
    """Style of an arm by its place in the comparison: the same in every figure."""
    return ArmStyle(
        _COLOURS[position % len(_COLOURS)], _DASHES[position % len(_DASHES)], _MARKERS[position % len(_MARKERS)]
    )


def shade(arms: int) -> float:
    """Opacity of an arm's band: light, and lighter the more there are to lie over each other."""
    return min(0.14, 0.6 / arms)
