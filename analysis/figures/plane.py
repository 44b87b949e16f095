"""The dependence plane: how much the vendor depends on an account, against the account on the vendor."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
from matplotlib.patches import Ellipse

from analysis.figures.labels import EndLabel, key, key_height, label_ends
from analysis.figures.style import (
    FAINT,
    GRID,
    INK,
    MARGIN,
    QUIET,
    SMALL_SIZE,
    TEXT_SIZE,
    WIDTH,
    Picture,
    Sheet,
    arm_style,
    house_style,
    sheet,
)  # fmt: skip
from analysis.figures.text import measure, shorten
from sim.rules.portfolio import ROUNDS_A_YEAR

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from matplotlib.axes import Axes
    from numpy.typing import NDArray

    from analysis.figures.by_round import ByRound

_HALF = float(np.sqrt(2 * np.log(2)))  # a normal ellipse of so many standard deviations holds half
_EQUAL = 0.02  # dependences that differ by less are called equal
_MIDDLE = 0.5
_LARGE = 2  # more columns than this are drawn small
_COLUMNS = (1, 2, 3, 2, 3, 3, 4, 4)  # of facets, by their number
_SUBTITLE = (
    "Mean of the runs that still hold the account. Open circle: first round; dots: years; filled marker: end; "
    "ellipse: half of the runs at the end"
)
_CAPTION = (
    "A side's dependence is half of the value at stake between the two, over that plus what the side would have left "
    "without the other: 0 is independence, and at one half as much is at stake as would be left. Each line is a mean "
    "over the runs in which the account is still held, from the first round by years to the last; it stops where fewer "
    "than {few} runs are left. On the dashed diagonal both sides depend on each other alike; below it the account has "
    "the upper hand."
)


class _Track(NamedTuple):
    """Where an arm goes on the plane: its start, a point a year, and the spread in its last round."""

    points: NDArray[np.float64]
    covariance: NDArray[np.float64]


def dependence_plane(arms: Mapping[str, Mapping[str, ByRound]], accounts: Sequence[str]) -> Picture:
    """Draw the dependence plane of each account, a line an arm.

    Parameters
    ----------
    arms : mapping of str to mapping of str to ByRound
        By arm, by account; an arm may lack an account.
    accounts : sequence of str
        Accounts to draw, at least one; the first is the one that the title speaks of.

    Returns
    -------
    Picture
        Named ``dependence-plane``.
    """
    names = list(arms)
    tracks = {label: {name: _track(by[label]) for name, by in arms.items() if label in by} for label in accounts}
    title = _title(
        accounts[0], {name: track.points[-1] for name, track in tracks[accounts[0]].items() if len(track.points)}
    )
    with house_style():
        page = (
            _single(names, accounts[0], tracks[accounts[0]], title)
            if len(accounts) == 1
            else _many(names, tracks, title)
        )
    few = max(by[label].fewest for by in arms.values() for label in accounts if label in by)
    return Picture("dependence-plane", title, _CAPTION.format(few=few), page.figure)


def _single(names: Sequence[str], account: str, tracks: Mapping[str, _Track], title: str) -> Sheet:
    side = 5.2
    page = sheet(title, _SUBTITLE, side + 0.85)
    axes = page.axes(0.85, 0.05, side, side)
    _plane(axes, names, tracks, small=False)
    axes.set_xlabel(shorten(f"Vendor's dependence on {account}", side, TEXT_SIZE))
    axes.set_ylabel(shorten(f"Dependence of {account} on the vendor", side, TEXT_SIZE))
    ends = [
        EndLabel(
            track.points[-1, 0],
            track.points[-1, 1],
            name,
            "ends at {:.2f} against {:.2f}".format(*track.points[-1]),
            names.index(name),
        )
        for name, track in tracks.items()
        if len(track.points)
    ]
    label_ends(page, axes, ends, WIDTH - MARGIN - 0.85 - side)
    return page


def _many(names: Sequence[str], tracks: Mapping[str, Mapping[str, _Track]], title: str) -> Sheet:
    left, gap, columns = 0.95, 0.3, _COLUMNS[len(tracks) - 1]
    rows = -(-len(tracks) // columns)
    side = (WIDTH - left - MARGIN - gap * (columns - 1)) / columns
    headings = [shorten(label, side, TEXT_SIZE, lines=2, bold=True) for label in tracks]
    heading = max(measure(words, TEXT_SIZE)[1] for words in headings) + 0.06
    above, pitch = key_height(names, WIDTH), heading + side + 0.4
    page = sheet(title, _SUBTITLE, above + rows * pitch + 0.45)
    key(page, names)
    for k, (words, by_arm) in enumerate(zip(headings, tracks.values(), strict=True)):
        row, column = divmod(k, columns)
        across, down = left + column * (side + gap), above + row * pitch
        page.text(across, down + heading - 0.06 - measure(words, TEXT_SIZE)[1], words, weight="bold")
        axes = page.axes(across, down + heading, side, side)
        _plane(axes, names, by_arm, small=columns > _LARGE)
        axes.tick_params(labelleft=column == 0, labelbottom=k + columns >= len(tracks))
    middle = above + rows * pitch / 2
    page.text(
        left + (WIDTH - left - MARGIN) / 2, above + rows * pitch, "Vendor's dependence on the account", ha="center"
    )
    page.text(0.45, middle, "Account's dependence on the vendor", rotation=90, rotation_mode="anchor", ha="center")
    return page


def _plane(axes: Axes, names: Sequence[str], tracks: Mapping[str, _Track], *, small: bool) -> None:
    """Draw the quarters, the diagonal, and every arm's track."""
    axes.set(xlim=(0, 1), ylim=(0, 1), aspect="equal", xticks=(0, 0.5, 1), yticks=(0, 0.5, 1))
    axes.xaxis.set_major_formatter("{x:g}")
    axes.yaxis.set_major_formatter("{x:g}")
    axes.spines[["top", "right"]].set_visible(True)
    for spine in axes.spines.values():
        spine.set_color(FAINT)
    axes.axhline(0.5, color=GRID, linewidth=1.0, zorder=0)
    axes.axvline(0.5, color=GRID, linewidth=1.0, zorder=0)
    axes.plot([0, 1], [0, 1], color=FAINT, linewidth=1.0, dashes=(4, 3), zorder=0.5)
    size = 7.0 if small else SMALL_SIZE + 0.5
    look: dict[str, Any] = {"fontsize": size, "color": QUIET, "style": "italic", "zorder": 0.6}
    axes.text(0.02, 0.98, "the account\ndepends on you", va="top", ha="left", **look)
    axes.text(0.52, 0.98, "mutual\ndependence", va="top", ha="left", **look)
    axes.text(0.48, 0.02, "independent", va="bottom", ha="right", **look)
    axes.text(0.98, 0.02, "over a barrel", va="bottom", ha="right", **look)
    if not small:
        _name_diagonal(axes, tracks)
    for name, track in tracks.items():
        _draw(axes, track, names.index(name), small=small)


def _name_diagonal(axes: Axes, tracks: Mapping[str, _Track]) -> None:
    """Name it at the end that is farther from where the tracks end."""
    ends = [track.points[-1].mean() for track in tracks.values() if len(track.points)]
    at = 0.87 if not ends or np.mean(ends) < _MIDDLE else 0.15
    axes.text(
        at + 0.012,
        at - 0.012,
        "equal dependence",
        rotation=45,
        rotation_mode="anchor",
        ha="center",
        va="top",
        fontsize=SMALL_SIZE - 1,
        color=QUIET,
        zorder=0.6,
    )


def _draw(axes: Axes, track: _Track, position: int, *, small: bool) -> None:
    if not len(track.points):
        return
    style = arm_style(position)
    x, y = track.points.T
    spread, turn = np.linalg.eigh(track.covariance)
    along, across = 2 * _HALF * np.sqrt(np.maximum(spread[::-1], 0.0))
    angle = np.degrees(np.arctan2(turn[1, 1], turn[0, 1]))
    middle = (x[-1], y[-1])
    axes.add_patch(
        Ellipse(middle, along, across, angle=angle, facecolor=style.colour, alpha=0.06, edgecolor="none", zorder=1)
    )
    axes.add_patch(
        Ellipse(
            middle,
            along,
            across,
            angle=angle,
            fill=False,
            edgecolor=style.colour,
            alpha=0.45,
            linewidth=0.8,
            linestyle=style.dashes,
            zorder=1,
        )
    )
    axes.plot(x, y, color=style.colour, linestyle=style.dashes, linewidth=1.6 if small else 2.2, zorder=3)
    axes.plot(
        x[1:-1], y[1:-1], color=style.colour, linestyle="none", marker=".", markersize=4 if small else 6, zorder=3
    )
    mark: dict[str, Any] = {
        "marker": style.marker,
        "markersize": 6 if small else 9,
        "markeredgecolor": style.colour,
        "linestyle": "none",
        "zorder": 4,
    }
    axes.plot(
        x[:1],
        y[:1],
        marker="o",
        markersize=6 if small else 9,
        markeredgecolor=INK,
        markerfacecolor="white",
        linestyle="none",
        zorder=5,
    )
    axes.plot(x[-1:], y[-1:], markerfacecolor=style.colour, **mark)


def _track(by_round: ByRound) -> _Track:
    """Start, then a mean for every year while enough runs are left, rounds weighed by the runs that hold it."""
    known = np.isfinite(by_round.dependence[:, 0])
    count = int(known.sum()) if known.all() else int(np.argmin(known))
    if count == 0:
        return _Track(np.empty((0, 2)), np.zeros((2, 2)))
    held, values = by_round.held[:count, None], by_round.dependence[:count]
    step = int(ROUNDS_A_YEAR) if count >= 2 * ROUNDS_A_YEAR else 1
    years = [
        (held[a : a + step] * values[a : a + step]).sum(0) / held[a : a + step].sum()
        for a in range(0, count - step + 1, step)
    ]
    return _Track(np.array([values[0], *years]), by_round.covariance[count - 1])


def _title(account: str, ends: Mapping[str, NDArray[np.float64]]) -> str:
    """Say in which arm the vendor ends up weakest, and in which strongest."""
    if not ends:
        return f"{account} is not held long enough to be drawn"
    ordered = sorted(ends, key=lambda name: float(ends[name][0] - ends[name][1]))
    weakest, strongest = ordered[-1], ordered[0]
    said = f"With {weakest} the vendor ends up needing {account} {_relation(ends[weakest])}"
    if len(ends) == 1:
        return said
    same = _relation(ends[weakest]).split(" (")[0] == _relation(ends[strongest]).split(" (")[0]
    return f"{said}; with {strongest}, {'still ' if same else ''}{_relation(ends[strongest])}"


def _relation(end: NDArray[np.float64]) -> str:
    vendor, account = end
    words = (
        "as much as it is needed"
        if abs(vendor - account) < _EQUAL
        else "more than it is needed"
        if vendor > account
        else "less than it is needed"
    )
    return f"{words} ({vendor:.2f} against {account:.2f})"
