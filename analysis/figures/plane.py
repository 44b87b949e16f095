"""Dependence planes: how much the vendor depends on an account, against the account on the vendor."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
from matplotlib.colors import to_rgba
from matplotlib.patches import Ellipse

from equipoise.analysis.figures.by_round import too_few
from equipoise.analysis.figures.labels import EndLabel, key, key_height, label_ends
from equipoise.analysis.figures.palette import (
    FAINT,
    GRID,
    INK,
    MARGIN,
    QUIET,
    SMALL_SIZE,
    TEXT_SIZE,
    WIDTH,
    arm_style,
    shade,
)
from equipoise.analysis.figures.style import framed, house_style, sheet
from equipoise.analysis.figures.text import measure, shorten
from equipoise.analysis.prose.dependence import End, one_account, several_accounts
from equipoise.analysis.prose.units import PLAIN
from equipoise.sim.calendar import ROUNDS_A_YEAR

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from matplotlib.axes import Axes
    from numpy.typing import NDArray

    from equipoise.analysis.figures.by_round import ByRound
    from equipoise.analysis.figures.palette import ArmStyle
    from equipoise.analysis.figures.style import Picture
    from equipoise.analysis.prose.units import Units

_HALF = float(np.sqrt(2 * np.log(2)))  # a normal ellipse of so many standard deviations holds half
_NORMAL = 1.959964  # two-sided 95%
_MIDDLE = 0.5
_LIMITS = (-0.03, 1.03)  # so that a marker at an end is whole
_QUARTERS = (
    (0.02, 0.98, "{account}\ndepends on you", "left", "top"),
    (0.52, 0.98, "mutual\ndependence", "left", "top"),
    (0.48, 0.02, "independent", "right", "bottom"),
    (0.98, 0.02, "over a barrel", "right", "bottom"),
)
_SUBTITLE = (
    "Mean of the runs that still hold the account. Open circle: first {step}; dots: years; filled marker: last year; "
    "ellipse: half of the runs that are left there"
)
_CAPTION = (
    "A side's dependence is half of the value at stake between the two, over that plus what the side would have left "
    "without the other: 0 is independence, and at one half as much is at stake as would be left. Each line is a mean "
    "over the runs in which the account is still held, from the first {step} by years to the last; it ends before the "
    "horizon where {few}, and its name says when. On the dashed diagonal both sides depend on each other "
    "alike; below it the account has the upper hand."
)
_BESIDE_A_TABLE = (
    " This is dependence in talks. What each side would lose without the other, as the first year is stated, is in the "
    "report's table of accounts: by that an account may lie on the other side of the diagonal."
)
_LARGE = 2  # more columns than this are drawn small
_COLUMNS = (1, 2, 3, 2, 3, 3, 4, 4)  # by the number of accounts

_CAPTION_OF_SEVERAL = (
    "Planes as of one account alone, on the same scale. Above the diagonal the account depends on the vendor more "
    "than the vendor on it; below, the account has the upper hand. Each line is a mean over the runs in which that "
    "account is still held, and ends before the horizon where {few}."
)


class _Track(NamedTuple):
    """Where an arm goes on the plane: its start, a point a year, and the spread in its last round."""

    points: NDArray[np.float64]
    covariance: NDArray[np.float64]
    held: int = 0  # runs that hold it in the last round
    stops: int = 0  # the last round, where that is before the horizon

    def end(self, units: Units) -> End:
        """Where it ends; accounts that are drawn together count as one a run."""
        (vendor, account), spread = self.points[-1], self.covariance
        errors = (spread[0, 0] + spread[1, 1] - 2.0 * spread[0, 1], spread[0, 0])
        of_gap, of_vendor = (
            _NORMAL * float(np.sqrt(max(square, 0.0) / (self.held - 1))) if self.held > 1 else float("nan")
            for square in errors
        )
        stops = "" if not self.stops else f"round {self.stops}" if units.money is None else units.when(self.stops)
        return End(float(vendor), float(account), of_gap, of_vendor, stops)


@house_style()
def dependence_plane(
    arms: Mapping[str, Mapping[str, ByRound]], account: str, spoken_of: Sequence[str] = (), units: Units = PLAIN
) -> Picture:
    """Draw the dependence plane of one account, a line an arm; the title speaks of these arms, else of all."""
    names, side = list(arms), 5.2
    tracks = {name: _track(by[account]) for name, by in arms.items() if account in by}
    ends = {name: track.end(units) for name, track in tracks.items() if len(track.points)}
    told = [name for name in spoken_of or names if name in names]
    there = {name: ends[name] for name in told if name in ends}
    title = one_account(account, there, [name for name in told if name not in ends])
    page = sheet(title, _SUBTITLE.format(step=units.step), side + 0.85)
    axes = page.axes(0.85, 0.05, side, side)
    _plane(axes, names, tracks, small=False)
    axes.set_xlabel(shorten(f"Vendor's dependence on {account}", side, TEXT_SIZE))
    axes.set_ylabel(shorten(f"Dependence of {account} on the vendor", side, TEXT_SIZE))
    labels = [EndLabel(end.vendor, end.account, name, _label(end), names.index(name)) for name, end in ends.items()]
    label_ends(page, axes, labels, WIDTH - MARGIN - 0.85 - side)
    return page.picture("dependence-plane", _CAPTION.format(few=too_few(arms), step=units.step) + _beside(units))


@house_style()
def dependence_by_account(
    arms: Mapping[str, Mapping[str, ByRound]],
    accounts: Sequence[str],
    spoken_of: Sequence[str] = (),
    units: Units = PLAIN,
) -> Picture:
    """Draw the dependence planes of several accounts; the title speaks of these arms, else of all."""
    names, columns = list(arms), _COLUMNS[len(accounts) - 1]
    tracks = {label: {name: _track(by[label]) for name, by in arms.items() if label in by} for label in accounts}
    at_end = {
        label: {
            name: by_arm[name].end(units) for name in spoken_of or names if name in by_arm and len(by_arm[name].points)
        }
        for label, by_arm in tracks.items()
    }
    left, gap, rows = 0.95, 0.3, -(-len(accounts) // columns)
    side = (WIDTH - left - MARGIN - gap * (columns - 1)) / columns
    headings = [shorten(label, side, TEXT_SIZE, lines=2, bold=True) for label in accounts]
    heading = max(measure(words, TEXT_SIZE)[1] for words in headings) + 0.06
    above, pitch = key_height(names, WIDTH), heading + side + 0.4
    page = sheet(several_accounts(at_end), _SUBTITLE.format(step=units.step), above + rows * pitch + 0.45)
    key(page, names)
    for k, (words, by_arm) in enumerate(zip(headings, tracks.values(), strict=True)):
        row, column = divmod(k, columns)
        across, down = left + column * (side + gap), above + row * pitch
        page.text(across, down + heading - 0.06 - measure(words, TEXT_SIZE)[1], words, weight="bold")
        axes = page.axes(across, down + heading, side, side)
        _plane(axes, names, by_arm, small=columns > _LARGE)
        axes.tick_params(labelleft=column == 0, labelbottom=k + columns >= len(accounts))
    middle, bottom = left + (WIDTH - left - MARGIN) / 2, above + rows * pitch
    page.text(middle, bottom, "Vendor's dependence on the account", ha="center")
    up: dict[str, Any] = {"rotation": 90, "rotation_mode": "anchor", "ha": "center"}
    page.text(0.45, bottom / 2, "Account's dependence on the vendor", **up)
    return page.picture("dependence-by-account", _CAPTION_OF_SEVERAL.format(few=too_few(arms)) + _beside(units))


def _beside(units: Units) -> str:
    """Tell a business's reader, who has a table of accounts as well, that it has another dependence."""
    return "" if units.money is None else _BESIDE_A_TABLE


def quarters(axes: Axes, account: str = "the account", *, small: bool = False) -> None:
    """Draw the four quarters with their names, and the diagonal."""
    axes.set(xlim=_LIMITS, ylim=_LIMITS, aspect="equal", xticks=(0, 0.5, 1), yticks=(0, 0.5, 1))
    axes.xaxis.set_major_formatter("{x:g}")
    axes.yaxis.set_major_formatter("{x:g}")
    framed(axes)
    axes.axhline(0.5, color=GRID, linewidth=1.0, zorder=0)
    axes.axvline(0.5, color=GRID, linewidth=1.0, zorder=0)
    axes.plot([0, 1], [0, 1], color=FAINT, linewidth=1.0, dashes=(4, 3), zorder=0.5)
    size = 7.0 if small else SMALL_SIZE + 0.5
    for x, y, quarter, across, up in _QUARTERS:
        axes.text(
            x,
            y,
            quarter.format(account=account),
            va=up,
            ha=across,
            fontsize=size,
            color=QUIET,
            style="italic",
            zorder=0.6,
        )


def _plane(axes: Axes, names: Sequence[str], tracks: Mapping[str, _Track], *, small: bool) -> None:
    """Draw the quarters, the diagonal, and every arm's track."""
    quarters(axes, small=small)
    if not small:
        _name_diagonal(axes, tracks)
    for name, track in tracks.items():
        if len(track.points):
            style = arm_style(names.index(name))
            _draw_spread(axes, track, style, 0.45 * shade(len(names)))
            _draw_line(axes, track, style, small=small)


def _name_diagonal(axes: Axes, tracks: Mapping[str, _Track]) -> None:
    """Name it at the end that is farther from where the tracks end."""
    ends = [track.points[-1].mean() for track in tracks.values() if len(track.points)]
    at = 0.87 if not ends or np.mean(ends) < _MIDDLE else 0.15
    look: dict[str, Any] = {"fontsize": SMALL_SIZE - 1, "color": QUIET, "zorder": 0.6, "ha": "center", "va": "top"}
    axes.text(at + 0.012, at - 0.012, "equal dependence", rotation=45, rotation_mode="anchor", **look)


def _draw_spread(axes: Axes, track: _Track, style: ArmStyle, opacity: float) -> None:
    """Draw the ellipse that holds half of a normal cloud with the track's covariance."""
    spread, turn = np.linalg.eigh(track.covariance)
    along, across = 2 * _HALF * np.sqrt(np.maximum(spread[::-1], 0.0))
    x, y = track.points[-1]
    ellipse = Ellipse((x, y), along, across, angle=np.degrees(np.arctan2(turn[1, 1], turn[0, 1])))
    ellipse.set(facecolor=to_rgba(style.colour, opacity), edgecolor=to_rgba(style.colour, 0.5))
    ellipse.set(linewidth=0.8, linestyle=style.dashes, zorder=1)
    axes.add_patch(ellipse)


def _draw_line(axes: Axes, track: _Track, style: ArmStyle, *, small: bool) -> None:
    """Draw the start as an open circle, the years as dots, and the end as the arm's marker."""
    x, y = track.points.T
    size = 6.0 if small else 9.0
    axes.plot(x, y, **style.line, linewidth=1.6 if small else 2.2, zorder=3)
    axes.plot(x[1:-1], y[1:-1], ".", color=style.colour, markersize=size - 2.5, zorder=3)
    axes.plot(x[-1:], y[-1:], **style.mark, markersize=size, zorder=4)
    axes.plot(x[:1], y[:1], "o", markersize=size, markeredgecolor=INK, markerfacecolor="white", zorder=5)


def _track(by_round: ByRound) -> _Track:
    """Start, then a mean for every year while enough runs are left, rounds weighed by the runs that hold it."""
    known = np.isfinite(by_round.dependence[:, 0])
    count = int(known.sum()) if known.all() else int(np.argmin(known))
    if count == 0:
        return _Track(np.empty((0, 2)), np.zeros((2, 2)))
    held, values = by_round.held[:count, None], by_round.dependence[:count]
    step = ROUNDS_A_YEAR if count >= 2 * ROUNDS_A_YEAR else 1
    years = [
        (held[a : a + step] * values[a : a + step]).sum(0) / held[a : a + step].sum()
        for a in range(0, count - step + 1, step)
    ]
    stops = 0 if count == len(known) else count - 1
    return _Track(np.array([values[0], *years]), by_round.covariance[count - 1], int(by_round.held[count - 1]), stops)


def _label(end: End) -> str:
    return f"{'stops' if end.stops else 'ends'} at {end}"
