"""How the tables of a workshop are marked on figures: by number, with a look for each kind of account."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from equipoise.analysis.figures.labels import key_of_lines
from equipoise.analysis.figures.palette import INK, MARGIN, QUIET, SMALL_SIZE, WIDTH, arm_style

if TYPE_CHECKING:
    from collections.abc import Sequence

    from matplotlib.axes import Axes
    from numpy.typing import NDArray

    from equipoise.analysis.figures.palette import ArmStyle
    from equipoise.analysis.figures.style import Sheet

COMPUTERS = 0
"""Place of computer players among the looks: black and solid."""

_ROUNDS = 300
_INCH = 72.0


class Kind(NamedTuple):
    """A kind of account that tables have."""

    name: str
    position: int  # among the kinds of a room, from 0

    @property
    def style(self) -> ArmStyle:
        """How its tables are drawn."""
        return arm_style(self.position + 1)


def key_of_kinds(page: Sheet, kinds: Sequence[Kind], computers: str = "") -> None:
    """Write along the top of the body how tables are drawn, and computer players."""
    entries = [(kind.position + 1, f"tables with the {kind.name}") for kind in kinds]
    entries += [(COMPUTERS, computers)] if computers else []
    key_of_lines(page, entries)


def number(axes: Axes, name: str, at: tuple[float, float], kind: Kind, *, filled: bool = False) -> None:
    """Write a table's name in a box at a place in the axes' units; filled where it broke."""
    colour = kind.style.colour
    shape = "circle,pad=0.2" if kind.position == 0 else "square,pad=0.25"
    box: dict[str, Any] = {"boxstyle": shape, "edgecolor": colour, "linewidth": 1.4}
    box["facecolor"] = colour if filled else "white"
    look: dict[str, Any] = {"fontsize": SMALL_SIZE - 0.5, "weight": "bold", "color": "white" if filled else INK}
    axes.text(*at, name, ha="center", va="center", bbox=box, zorder=8, **look)


def apart(places: NDArray[np.float64], distance: float, low: float, high: float) -> NDArray[np.float64]:
    """Move points, shape (n, 2), apart until no two are nearer than a distance, each about as little as can be."""
    count = len(places)
    # Points in one place have no direction to go: each has its own.
    turn = 2.0 * np.pi * np.arange(count) / max(count, 1)
    least = 1e-3
    moved = np.clip(places, low + least, high - least) + least * np.stack([np.cos(turn), np.sin(turn)], axis=1)
    for _ in range(_ROUNDS):
        between = moved[:, None] - moved[None]
        far = np.hypot(between[..., 0], between[..., 1])
        np.fill_diagonal(far, np.inf)
        push = np.maximum(distance - far, 0.0) / (2.0 * np.maximum(far, 1e-9))
        if not push.any():
            break
        moved = np.clip(moved + (push[..., None] * between).sum(1), low, high)
    return moved


def grid(count: int, most: int) -> tuple[int, int]:
    """Columns and rows of small pictures, a picture a table."""
    rows = -(-count // most)
    return -(-count // rows), rows


def name_cell(page: Sheet, at: tuple[float, float, float], table: str, kind: Kind, broke: int) -> None:
    """Write over a small picture whose it is, and when it broke; left, top and width in inches."""
    left, top, width = at
    page.small(left, top, f"Table {table}, {kind.name}", width, weight="bold")
    if broke:
        page.small(left, top + 0.16, f"broke in year {broke}", width, color=QUIET)


def cell(number_of: int, columns: int, left: float, gap: float) -> tuple[float, float]:
    """Left edge and width of a small picture, inches."""
    width = (WIDTH - left - MARGIN - gap * (columns - 1)) / columns
    return left + number_of % columns * (width + gap), width
