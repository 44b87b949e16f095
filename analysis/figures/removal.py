"""The counterfactual plane: what an account's loss does to the vendor, against what the vendor's loss does to it."""

from __future__ import annotations

from math import ceil, sqrt
from typing import TYPE_CHECKING, Any

from equipoise.analysis.figures.labels import EndLabel, label_ends, labels_height
from equipoise.analysis.figures.palette import FAINT, MARGIN, QUIET, SMALL_SIZE, TEXT_SIZE, WIDTH, arm_style
from equipoise.analysis.figures.style import framed, house_style, sheet
from equipoise.analysis.figures.text import shorten
from equipoise.analysis.prose.numbers import listed, percent
from equipoise.analysis.prose.removal import title

if TYPE_CHECKING:
    from collections.abc import Sequence

    from matplotlib.axes import Axes

    from equipoise.analysis.figures.style import Picture
    from equipoise.analysis.removal import Removal, Twin

MOST = 10  # most accounts that are drawn, those first whose loss, either way, does most

_SIDE = 5.2
_LEFT = 0.85
_UPRIGHT = 1.25  # inches that the names of the left quarters take
_SUBTITLE = (
    "Each account by the rise in the chance of failure when it is taken away, and when the vendor is taken away from "
    "it. Area: revenue; lines: 95% intervals"
)
_CAPTION = (
    "Across: how much more often the go-to-market fails without the account, under the same luck. Upwards: how often "
    "the account's business fails within a year without the vendor. Dashed lines: the threshold of {threshold:g} "
    "points beyond which one is called strategic to the other. The area of a marker is the account's share of revenue."
)


@house_style()
def removal_plane(removal: Removal) -> Picture:
    """Draw who is strategic to whom."""
    told = [twin for twin in removal.twins if twin.rise.runs and not twin.buyer_unstated]
    twins = sorted(told, key=_weight, reverse=True)[:MOST]
    threshold, room = removal.twins[0].threshold, WIDTH - MARGIN - _LEFT - _SIDE
    words = [(twin.account, _figures(twin)) for twin in twins]
    side = max(_SIDE, labels_height(words, room)) if words else _SIDE
    page = sheet(title(removal), _SUBTITLE, side + 0.85)
    axes = page.axes(_LEFT, 0.05, _SIDE, side)
    _quarters(axes, twins, threshold)
    for position, twin in enumerate(twins):
        _mark(axes, twin, position)
    axes.set_xlabel(shorten("Rise in the chance of failure without it, points", _SIDE, TEXT_SIZE))
    axes.set_ylabel(shorten("Chance that its business fails without the vendor", side, TEXT_SIZE))
    labels = [
        EndLabel(twin.rise.mean, twin.buyer["business_failure"].mean, name, value, position)
        for position, (twin, (name, value)) in enumerate(zip(twins, words, strict=True))
    ]
    label_ends(page, axes, labels, room)
    left_out = [twin.account for twin in removal.twins if twin.buyer_unstated]
    caption = _CAPTION.format(threshold=100.0 * threshold)
    if left_out:
        caption += f" Not drawn, since nobody states their own margin: {listed(left_out)}."
    return page.picture("removal-plane", caption)


def _weight(twin: Twin) -> float:
    return max(twin.rise.mean, twin.buyer["business_failure"].mean)


def _figures(twin: Twin) -> str:
    rise = round(100.0 * twin.rise.mean)
    points = f"{rise:+d} point{'' if abs(rise) == 1 else 's'}" if rise else "no rise"
    return f"{points}; {percent(twin.buyer['business_failure'].mean, 0)}"


def _quarters(axes: Axes, twins: Sequence[Twin], threshold: float) -> None:
    """Set the limits, and draw and name the quarters."""
    lowest = min((twin.rise.low for twin in twins), default=0.0)
    right = _limit([twin.rise.high for twin in twins], threshold)
    top = _limit([twin.buyer["business_failure"].high for twin in twins], threshold)
    left, bottom = max(min(1.1 * lowest, -0.08 * right), -1.0), 0.0
    top = min(1.12 * top, 1.0)  # for the names in the upper corners
    axes.set(xlim=(left, right), ylim=(bottom, top))
    axes.set_yticks([tick for tick in axes.get_yticks() if 0.0 <= round(tick, 6) <= 1.0])
    axes.xaxis.set_major_formatter(lambda x, _: f"{100.0 * x + 0.0:.0f}")
    axes.yaxis.set_major_formatter(lambda y, _: f"{100.0 * y + 0.0:.0f}%")
    framed(axes)
    axes.axvline(0.0, color=FAINT, linewidth=0.8, zorder=0)
    axes.axvline(threshold, color=QUIET, linewidth=0.9, dashes=(4, 3), zorder=0.5)
    axes.axhline(threshold, color=QUIET, linewidth=0.9, dashes=(4, 3), zorder=0.5)
    _name_quarters(axes, (threshold - left) / (right - left) * _SIDE)


def _name_quarters(axes: Axes, room: float) -> None:
    """Write the names into the corners, upright where the left quarters have too little room, inches."""
    look: dict[str, Any] = {"fontsize": SMALL_SIZE + 0.5, "color": QUIET, "style": "italic", "zorder": 0.6}
    turned = 90 if room < _UPRIGHT else 0
    words = "the account depends on you" if turned else "the account\ndepends on you"
    for x, y, name, across, up, turn in (
        (0.015, 0.985, words, "left", "top", turned),
        (0.985, 0.985, "mutual dependence", "right", "top", 0),
        (0.015, 0.015, "independent", "left", "bottom", turned),
        (0.985, 0.015, "over a barrel", "right", "bottom", 0),
    ):
        axes.text(x, y, name, transform=axes.transAxes, ha=across, va=up, rotation=turn, **look)


def _limit(highs: Sequence[float], threshold: float) -> float:
    """A round number that shows every interval and gives both sides of the threshold room."""
    return min(ceil(10.0 * max([1.06 * high for high in highs] + [2.5 * threshold])) / 10.0, 1.0)


def _mark(axes: Axes, twin: Twin, position: int) -> None:
    rise, fails, style = twin.rise, twin.buyer["business_failure"], arm_style(position)
    for xs, ys in (((rise.low, rise.high), (fails.mean,) * 2), ((rise.mean,) * 2, (fails.low, fails.high))):
        axes.plot(xs, ys, color=style.colour, linewidth=1.2, solid_capstyle="butt", zorder=2)
    share = twin.vendor["own_revenue"].whole.mean / max(twin.vendor["revenue"].whole.mean, 1e-12)
    size = 6.0 + 40.0 * sqrt(max(share, 0.0))
    look: dict[str, Any] = {**style.mark, "markerfacecolor": "none", "markeredgewidth": 1.4}
    axes.plot([rise.mean], [fails.mean], **look, markersize=size, zorder=3, clip_on=False)
    axes.plot([rise.mean], [fails.mean], ".", color=style.colour, markersize=4, zorder=3)
