"""A claim on a strip: what the arms show, and its effects and placebos against the least effect that matters."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from matplotlib.ticker import FixedLocator, FuncFormatter, MaxNLocator, NullLocator

from equipoise.analysis.figures.palette import FAINT, GRID, INK, MARGIN, QUIET, WIDTH
from equipoise.analysis.figures.style import house_style, room_about, sheet, without_y
from equipoise.analysis.figures.wording import within
from equipoise.analysis.prose.effects import measured
from equipoise.analysis.prose.numbers import scale

if TYPE_CHECKING:
    from collections.abc import Sequence

    from matplotlib.axes import Axes

    from equipoise.analysis.estimate import Estimate
    from equipoise.analysis.evidence import ClaimedEffect, Verdict
    from equipoise.analysis.figures.style import Picture, Sheet
    from equipoise.sim.outcome import Kind

COLOURS = {"supported": "#009E73", "contradicted": "#D55E00", "undecided": "#595959", "built in": "#0072B2"}
"""Of a verdict; the title says it too."""

_LEFT = 3.4  # inches for the arms' own figures
_ROW = 0.42
_TICKS = (-100, -30, -10, -3, -1, 0, 1, 3, 10, 30, 100)
_SURE = 1.96
_CAPTION = (
    "Left: means of the arms with 95% intervals. Right: effects that the claim predicts, as multiples of the least "
    "effect that matters, with intervals that hold for all claims together; shaded is what is too small to matter. "
    "Hollow: the placebo, in which the effect must be gone."
)


@house_style()
def claim_picture(
    name: str,
    sentence: str,
    verdict: Verdict,
    effects: Sequence[ClaimedEffect],
    placebos: Sequence[ClaimedEffect],
    levels: Sequence[Estimate],
    tests: int,
) -> Picture:
    """Draw a claim."""
    rows = len(effects) + len(placebos)
    page = sheet(f"{name} is {verdict.value}", sentence, max(rows, len(levels), 2) * _ROW + 1.0)
    if levels:
        _levels(page, levels)
    axes = page.axes(_LEFT + 0.35, 0.25, WIDTH - _LEFT - 0.35 - MARGIN, rows * _ROW)
    _effects(page, axes, effects, placebos, tests, COLOURS[verdict.value])
    return page.picture(name.lower(), _CAPTION)


def _levels(page: Sheet, levels: Sequence[Estimate]) -> None:
    """Means with intervals, each under its label; arms of another unit than the first are written, not drawn."""
    of = levels[0].unit
    alike = [level for level in levels if level.unit == of]
    axes = page.axes(MARGIN, 0.25, _LEFT - MARGIN, len(levels) * _ROW)
    axes.set_ylim(len(levels), 0.0)
    means = np.array([level.mean for level in alike]) * scale(of)
    errors = np.array([level.error for level in alike]) * scale(of) * _SURE
    low, high, room = room_about([*means, *(means - errors), *(means + errors)], 0.12)
    kind: Kind = "share" if scale(of) != 1.0 else "money"
    ends = (end / scale(of) for end in (low - room, high + 2.2 * room, low, high))
    axes.set_xlim(*(end * scale(of) for end in within(kind, *ends)))
    without_y(axes)
    axes.grid(axis="x")
    axes.xaxis.set_major_locator(MaxNLocator(4, min_n_ticks=2))
    axes.set_xlabel(of if scale(of) == 1.0 else f"{of}, %")
    k = 0
    for place, level in enumerate(levels):
        words = level.name if level.unit == of else f"{level.name}: {level.mean:.2f} {level.unit}"
        page.small(MARGIN, 0.25 + place * _ROW + 0.02, words, _LEFT - MARGIN, color=INK)
        if level.unit == of:
            at = place + 0.72
            axes.plot([means[k] - errors[k], means[k] + errors[k]], [at, at], color=QUIET, linewidth=1.6)
            axes.plot([means[k]], [at], marker="o", color=INK, markersize=5.5, linestyle="none")
            k += 1


def _effects(
    page: Sheet,
    axes: Axes,
    effects: Sequence[ClaimedEffect],
    placebos: Sequence[ClaimedEffect],
    tests: int,
    colour: str,
) -> None:
    """Effects and placebos as multiples of the least that matters, on an axis that is straight about zero."""
    rows = [*((effect, True) for effect in effects), *((placebo, False) for placebo in placebos)]
    axes.set_xscale("symlog", linthresh=1.0, linscale=0.6)
    reach = max((abs(end) / e.least for e, _ in rows for end in e.interval(tests) if np.isfinite(end)), default=1.0)
    most = next((tick for tick in _TICKS if tick >= 1.15 * reach and tick > 1), 300)
    axes.set_xlim(-most, most)
    axes.set_ylim(len(rows), 0.0)
    axes.axvspan(-1.0, 1.0, color=GRID, zorder=0)
    axes.axvline(0.0, color=FAINT, linewidth=0.8, zorder=1)
    axes.axvline(1.0, color=QUIET, linewidth=0.8, dashes=(3, 2), zorder=1)
    without_y(axes)
    axes.xaxis.set_major_locator(FixedLocator([tick for tick in _TICKS if abs(tick) <= most]))
    axes.xaxis.set_minor_locator(NullLocator())
    axes.xaxis.set_major_formatter(FuncFormatter(lambda tick, _: f"{tick:g}".replace("-", "\N{MINUS SIGN}")))
    axes.set_xlabel("times the least effect that matters")
    left, wide = _LEFT + 0.35, WIDTH - _LEFT - 0.35 - MARGIN
    for place, (effect, claimed) in enumerate(rows):
        at, down, ink = place + 0.72, 0.25 + place * _ROW + 0.02, INK if claimed else QUIET
        low, high = (end / effect.least for end in effect.interval(tests))
        look: dict[str, Any] = {"color": colour if claimed else QUIET}
        axes.plot([low, high], [at, at], linewidth=2.0 if claimed else 1.2, **look)
        face: dict[str, Any] = {} if claimed else {"markerfacecolor": "white"}
        axes.plot([effect.value / effect.least], [at], marker="D" if claimed else "o", markersize=5.5, **face, **look)
        value = measured(effect, tests)
        page.small(left + wide, down, value, ha="right", color=ink)
        words = effect.name if claimed else f"placebo: {effect.name}"
        page.small(left, down, words, wide - 0.075 * len(value) - 0.1, color=ink)
