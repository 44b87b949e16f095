"""The dependence plane of a workshop: where each table went, or nothing yet, to be drawn on."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from equipoise.analysis.figures.palette import FAINT, GRID, INK, MARGIN, QUIET, SMALL_SIZE, TEXT_SIZE, WIDTH, arm_style
from equipoise.analysis.figures.plane import quarters
from equipoise.analysis.figures.style import house_style, sheet
from equipoise.analysis.figures.tables import COMPUTERS, apart, key_of_kinds, number
from equipoise.analysis.figures.text import shorten
from equipoise.analysis.prose.tables_footing import NEAR, WITHIN, Footing, even_footing

if TYPE_CHECKING:
    from collections.abc import Sequence

    from matplotlib.axes import Axes
    from numpy.typing import NDArray

    from equipoise.analysis.figures.style import Picture, Sheet
    from equipoise.analysis.figures.tables import Kind

_SIDE = 5.2
_SMALL_SIDE = 3.6
_LEFT = 0.85
_CROWDED = 6
"""Tables beyond which years are left out, and a table is a line from its first year to its last."""
_CLOUD = 300
_NEAR = 0.052
_LINES = 17
_SUBTITLE = (
    "True dependence at the end of each year. Open dot: first year; number: the table, where it was last together, "
    "filled if it broke; grey dots: ends of {cloud} games of computer players with other luck"
)
_CAPTION = (
    "A side's dependence is half of the value at stake between the two, over that plus what it would have left without "
    "the other: at one half as much is at stake as would be left. Shaded: about alike, {within}; below it "
    "{account} has the upper hand. The thick line is the mean of two computer players with the tables' own luck. Years "
    "apart have no point.{crowded}"
)


class Track(NamedTuple):
    """Where a table went."""

    table: str
    kind: Kind
    points: NDArray[np.float64]  # shape (n, 2): the vendor's dependence, the account's, at the end of years together
    years: Sequence[int]  # which years these are, from 1
    broke: int  # year in which it ended; 0 if it did not


@house_style()
def empty_plane(account: str) -> Picture:
    """Draw a plane without anybody on it."""
    page = sheet("Who needs whom?", "0: could do without; 1: could not live without", _SIDE + 0.85)
    axes = page.axes(_LEFT, 0.05, _SIDE, _SIDE)
    _named(axes, account)
    return page.picture("plane", "")


@house_style()
def tables_plane(
    account: str,
    kinds: Sequence[Kind],
    tracks: Sequence[Track],
    computers: NDArray[np.float64],
    cloud: NDArray[np.float64],
) -> Picture:
    """Draw all tables, beside two computer players with their luck, and the ends of games with other luck."""
    ends = [Footing(*_end(track)) for track in tracks]
    held = cloud[np.isfinite(cloud[:, 0])][:_CLOUD]
    page = sheet(even_footing(account, ends), _SUBTITLE.format(cloud=len(held)), 0.35 + _SIDE + 0.85)
    key_of_kinds(page, kinds, "computer players, the tables' own luck")
    axes = page.axes(_LEFT, 0.35, _SIDE, _SIDE)
    _named(axes, account)
    _shade_alike(axes)
    axes.scatter(held[:, 0], held[:, 1], s=7, color=FAINT, linewidths=0, zorder=1, gid="cloud")
    crowded = len(tracks) > _CROWDED
    for track in tracks:
        _draw(axes, track.points[[0, -1]] if crowded and len(track.points) else track.points, track.kind)
    _draw_computers(axes, computers)
    drawn = [track for track in tracks if len(track.points)]
    if drawn:
        at = np.array([track.points[-1] for track in drawn])
        for track, end, written in zip(drawn, at, apart(at, _NEAR, 0.02, 0.98), strict=True):
            axes.plot(*np.stack([end, written]).T, color=track.kind.style.colour, linewidth=0.8, zorder=7)
            number(axes, track.table, (float(written[0]), float(written[1])), track.kind, filled=track.broke > 0)
    _list(page, account, tracks)
    told = " Of each table the first and the last year are drawn, joined by a line." if crowded else ""
    return page.picture("tables-plane", _CAPTION.format(within=WITHIN, account=account, crowded=told))


@house_style()
def own_plane(account: str, track: Track, computers: NDArray[np.float64]) -> Picture:
    """Draw one table beside two computer players with its luck."""
    ends = {"you": track.points, "computer players": computers}
    told = [f"{name} {_pair(points[-1])}" for name, points in ends.items() if len(points)]
    title = f"Table {track.table}: where you went"
    page = sheet(title, f"Last together at: {'; '.join(told)}", _SMALL_SIDE + 0.7, 5.2)
    axes = page.axes(_LEFT, 0.05, _SMALL_SIDE, _SMALL_SIDE)
    _named(axes, account, _SMALL_SIDE)
    _shade_alike(axes)
    _draw(axes, track.points, track.kind)
    _draw_computers(axes, computers)
    for k, (year, (x, y)) in enumerate(zip(track.years, track.points, strict=True)):
        if k:
            axes.annotate(str(year), (x, y), (3, 3), textcoords="offset points", fontsize=SMALL_SIZE - 2, color=INK)
    return page.picture(
        f"plane-{track.table}",
        f"Black: two computer players with your luck. Shaded: about alike, {WITHIN}. Numbers: ends of years; years "
        "apart have no point.",
    )


def _named(axes: Axes, account: str, side: float = _SIDE) -> None:
    quarters(axes, account)
    axes.set_xlabel(shorten(f"How much the vendor needs {account}", side, TEXT_SIZE))
    axes.set_ylabel(shorten(f"How much {account} needs the vendor", side, TEXT_SIZE))


def _shade_alike(axes: Axes) -> None:
    axes.fill([0.0, 1.0, 1.0, NEAR], [0.0, NEAR, 1.0, 1.0], color=GRID, alpha=0.6, linewidth=0.0, zorder=0)


def _draw(axes: Axes, points: NDArray[np.float64], kind: Kind) -> None:
    if not len(points):
        return
    x, y = points.T
    axes.plot(x, y, **kind.style.line, linewidth=1.4, zorder=4)
    axes.plot(x[1:], y[1:], **kind.style.mark, markersize=3.5, zorder=5)
    axes.plot(x[:1], y[:1], **{**kind.style.mark, "markerfacecolor": "white"}, markersize=6.0, zorder=6)


def _draw_computers(axes: Axes, points: NDArray[np.float64]) -> None:
    if not len(points):
        return
    style, (x, y) = arm_style(COMPUTERS), points.T
    axes.plot(x, y, **style.line, linewidth=2.6, zorder=3)
    axes.plot(x[-1:], y[-1:], **style.mark, markersize=8.0, zorder=6)
    axes.plot(x[:1], y[:1], "o", markersize=6.0, markeredgecolor=INK, markerfacecolor="white", zorder=6)


def _end(track: Track) -> tuple[float, float]:
    if track.broke or not len(track.points):
        return (float("nan"), float("nan"))
    return float(track.points[-1][0]), float(track.points[-1][1])


def _list(page: Sheet, account: str, tracks: Sequence[Track]) -> None:
    """Write at the right where each table ended, in as many columns as it takes."""
    left, columns = _LEFT + _SIDE + 0.3, -(-len(tracks) // _LINES)
    width = (WIDTH - MARGIN - left) / columns
    page.small(left, 0.35, f"Need at the end: the vendor's / {account}'s", WIDTH - MARGIN - left, color=QUIET)
    look: dict[str, Any] = {"color": INK}
    for k, track in enumerate(tracks):
        column, row = divmod(k, _LINES)
        page.small(left + column * width, 0.6 + row * _SIDE / (_LINES + 1), _told(track), width - 0.1, **look)


def _told(track: Track) -> str:
    end = _pair(track.points[-1]) if len(track.points) else "never together"
    return f"{track.table}:  {end}" + (f", broke in year {track.broke}" if track.broke else "")


def _pair(point: NDArray[np.float64]) -> str:
    return f"{point[0]:.2f} / {point[1]:.2f}"
