"""The two by two: what having a strategic account does, by what being a strategic vendor does."""

from __future__ import annotations

from typing import TYPE_CHECKING

from matplotlib.ticker import MaxNLocator

from equipoise.analysis.figures.labels import key, key_height
from equipoise.analysis.figures.palette import INK, MARGIN, QUIET, SMALL_SIZE, WIDTH, arm_style
from equipoise.analysis.figures.style import house_style, sheet
from equipoise.analysis.figures.wording import within
from equipoise.analysis.prose.effects import bracketed, unit
from equipoise.analysis.prose.numbers import scale
from equipoise.analysis.prose.squares import margin_words

if TYPE_CHECKING:
    from collections.abc import Mapping

    from matplotlib.axes import Axes

    from equipoise.analysis.estimate import Estimate
    from equipoise.analysis.evidence import ClaimedEffect
    from equipoise.analysis.figures.style import Picture, Sheet

_PANELS = ("contribution_margin", "survival", "contribution", "gtm_failure")
_SURE = 1.96
_TALL = 1.9
_SUBTITLE = (
    "The same account, strategic to its vendor by {way}, or not; the vendor strategic to it by {version}, or not"
)
_CAPTION = (
    "Each line is a vendor. From left to right the same account becomes strategic to it. Means with 95% "
    "intervals over runs; beneath, main effects and interaction with theirs, run by run under the same luck. An "
    "interaction above zero would mean that being strategic does more where the account is strategic."
)


@house_style()
def square_picture(
    way: str,
    version: str,
    cells: Mapping[tuple[str, str], Mapping[str, Estimate]],
    effects: Mapping[str, Mapping[str, ClaimedEffect]],
) -> Picture:
    """Draw a two by two."""
    standings = list(dict.fromkeys(standing for standing, _ in cells))
    vendors = list(dict.fromkeys(vendor for _, vendor in cells))
    shown = [name for name in _PANELS if name in effects]
    gap, left = 0.75, 0.75
    across = (WIDTH - left - MARGIN - gap * (len(shown) - 1)) / len(shown)
    above = key_height(vendors, WIDTH) + 0.35
    subtitle = _SUBTITLE.format(way=way, version=version)
    page = sheet(margin_words(effects["contribution_margin"]), subtitle, above + _TALL + 1.35)
    key(page, vendors)
    for k, name in enumerate(shown):
        at = left + k * (across + gap)
        first = next(iter(cells.values()))[name]
        of = unit(first.unit) if scale(first.unit) == 1.0 else "%"
        page.small(at - 0.45, above - 0.3, f"{first.name}, {of}", weight="bold")
        axes = page.axes(at, above, across, _TALL)
        for place, vendor in enumerate(vendors):
            _line(axes, [cells[standing, vendor][name] for standing in standings], place)
        if scale(first.unit) != 1.0:
            _keep_to_a_share(axes)
        axes.set_xlim(-0.3, len(standings) - 0.7)
        axes.set_xticks(range(len(standings)), ["account not\nstrategic", "account\nstrategic"])
        axes.yaxis.set_major_locator(MaxNLocator(4))
        axes.grid(axis="y")
        _beneath(page, at - 0.45, above + _TALL + 0.55, effects[name])
    return page.picture("two-by-two", _CAPTION)


def _line(axes: Axes, levels: list[Estimate], place: int) -> None:
    style = arm_style(place)
    by = scale(levels[0].unit)
    means, reach = [level.mean * by for level in levels], [_SURE * level.error * by for level in levels]
    axes.errorbar(range(len(levels)), means, yerr=reach, **{**style.mark, **style.line}, markersize=6, capsize=2.5)


def _keep_to_a_share(axes: Axes) -> None:
    """Let the axis go no further than from 0 to 100%, but to what is drawn."""
    low, high = axes.get_ylim()
    least, greatest = axes.dataLim.ymin, axes.dataLim.ymax
    axes.set_ylim(*(100.0 * end for end in within("share", *(end / 100.0 for end in (low, high, least, greatest)))))


def _beneath(page: Sheet, left: float, top: float, effects: Mapping[str, ClaimedEffect]) -> None:
    """Main effects and interaction, a line each."""
    for row, (name, effect) in enumerate(effects.items()):
        low, high = effect.interval()
        ink = INK if low > 0.0 or high < 0.0 else QUIET
        page.text(left, top + 0.26 * row, f"{name}  {bracketed(effect)}", SMALL_SIZE - 1.0, color=ink)
