"""Morris' plane: how much a lever matters, and how far that depends on where the others stand."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from equipoise.analysis.figures.levers import MOST_ROWS, arrow_of, colour_of, unit_of
from equipoise.analysis.figures.palette import FAINT, MARGIN, QUIET, WIDTH
from equipoise.analysis.figures.style import beside, house_style, sheet
from equipoise.analysis.prose.keys import in_quotes, in_words
from equipoise.analysis.prose.numbers import scale, size
from equipoise.analysis.prose.sensitivity import sentence
from equipoise.analysis.sensitivity.screening import Screening

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from equipoise.analysis.figures.style import Picture, Sheet
    from equipoise.analysis.sensitivity.ranking import Ranking

_NAMES_ROOM, _LEFT, _TALL, _LINE = 3.2, 0.85, 4.0, 0.3
_APART = 0.16  # numbers nearer than this would be written over each other, inches
_CAPTION = (
    "To the right: what matters more. Above the dashed line an effect differs from place to place by more than "
    "its mean size: it works with others, or bends. Within the shaded strip, noise alone could show as much. "
    "The two axes have the same unit."
)


@house_style()
def screening_plane(ranking: Ranking) -> Picture:
    """Draw the plane of one outcome."""
    result = ranking.result
    if not isinstance(result, Screening):
        raise TypeError("a plane is drawn of elementary effects")
    known = [k for k in ranking.order if not np.isnan(result.mu_star.value[k])]
    shown, others = known[:MOST_ROWS], known[MOST_ROWS:]
    subtitle = (
        f"Effects on {ranking.subject} of going from end to end of what is varied, {unit_of(ranking)}. Lines: 95% "
        "intervals. On the right: mean size of the effect; \u2191 rises with it, \u2193 falls"
    )
    across = WIDTH - _LEFT - _NAMES_ROOM - MARGIN
    page = sheet(sentence(in_quotes(ranking)).removesuffix("."), subtitle, _TALL + 0.65)
    axes = page.axes(_LEFT, 0.0, across, _TALL)
    _points(axes, ranking, result, known)
    _numbers(axes, ranking, result, shown, across)
    _ranking(page, ranking, result, shown, _LEFT + across + 0.35)
    page.text(_LEFT + across / 2, _TALL + 0.38, "Mean size of the effect", ha="center")
    page.text(0.35, _TALL / 2, "Spread of the effect", rotation=90, rotation_mode="anchor", ha="center")
    if others:
        rest = f"{len(others)} others, at most {size(float(result.mu_star.value[others[0]]), ranking.kind)}"
        page.small(WIDTH - MARGIN, _TALL + 0.38, rest, ha="right", color=QUIET)
    return page.picture(f"screening-{ranking.outcome.replace('_', '-')}", _CAPTION)


def _points(axes: Axes, ranking: Ranking, result: Screening, known: list[int]) -> None:
    by = scale(ranking.kind)
    reach_x = by * float(np.nanmax([0.0, *result.mu_star.high, *result.mu_star.value])) or 1.0
    reach_y = by * float(np.nanmax([0.0, *result.sigma.high, *result.sigma.value])) or reach_x
    axes.set(xlim=(0, 1.05 * reach_x), ylim=(0, 1.08 * reach_y))
    axes.grid(visible=True)
    end = min(1.05 * reach_x, 1.08 * reach_y)
    axes.plot([0, end], [0, end], color=QUIET, linewidth=0.9, linestyle=(0, (5, 3)))
    axes.axvspan(0, by * ranking.floor, color=FAINT, alpha=0.35, linewidth=0)
    for k in known:
        colour = colour_of(int(ranking.direction[k]))
        (x, low, high), (y, below, above) = (
            [by * float(part[k]) for part in m] for m in (result.mu_star, result.sigma)
        )
        y = float(np.nan_to_num(y))
        axes.plot([low, high], [y, y], color=colour, linewidth=1.0, alpha=0.6)
        axes.plot([x, x], [below, above], color=colour, linewidth=1.0, alpha=0.6)
        axes.plot([x], [y], marker="o", color=colour, markersize=5.5, linestyle="none", clip_on=False)


def _numbers(axes: Axes, ranking: Ranking, result: Screening, shown: list[int], across: float) -> None:
    """Number the points by rank, but those too close to one that matters more."""
    by, (_, right), (_, top) = scale(ranking.kind), axes.get_xlim(), axes.get_ylim()
    places: list[tuple[float, float]] = []
    for rank, k in enumerate(shown, start=1):
        x, y = by * float(result.mu_star.value[k]), by * float(np.nan_to_num(result.sigma.value[k]))
        at = (x / right * across, y / top * _TALL)
        if any(abs(at[0] - other[0]) < _APART and abs(at[1] - other[1]) < _APART for other in places):
            continue
        places.append(at)
        beside(axes, str(rank), (x, y), (5, 4), weight="bold", annotation_clip=False)


def _ranking(page: Sheet, ranking: Ranking, result: Screening, shown: list[int], left: float) -> None:
    """List the levers beside the plane, the strongest first."""
    factors = in_words(ranking).factors
    for rank, k in enumerate(shown, start=1):
        words = size(float(result.mu_star.value[k]), ranking.kind).removesuffix(" points")
        down = (rank - 1) * _LINE
        page.small(left + 0.22, down, str(rank), weight="bold", ha="right")
        page.small(left + 0.32, down, factors[k], _NAMES_ROOM - 1.1)
        page.small(WIDTH - MARGIN - 0.2, down, words, ha="right")
        page.small(WIDTH - MARGIN, down, arrow_of(int(ranking.direction[k])), ha="right")
