"""What being a strategic vendor brings, over what nobody knows: how much can be copied, and what support builds anyway.

The more rivals copy of what was built, and the higher the level that ordinary support holds, the smaller the lead.
"""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from equipoise.analysis.figures.palette import INK, MARGIN, QUIET, SMALL_SIZE, arm_style
from equipoise.analysis.figures.style import Picture, house_style, sheet
from equipoise.analysis.intervals import student
from equipoise.analysis.moments import Moments
from equipoise.experiments.calibration.plays import PAIR, Play, Table, play_all
from equipoise.sim.outcomes import run_outcomes

if TYPE_CHECKING:
    from equipoise.sim.kernel import Chunk

SCENARIOS = ("over-a-barrel", "strategic-vendor", "even-portfolio", "the-wrong-account", "market-entry")
COPIED, CURVATURES = (0.0, 0.25, 0.5), (10.0, 14.0, 20.0)
"""What can be copied of what was built; how fast support loses worth, so how high ordinary support holds the level."""
USUAL = 4
"""Which of their pairs are the defaults."""
RUNS = 1000
MEASURES = {
    "survival": "survival, points",
    "contribution": "money, % of the accommodating vendor's",
    "contribution_margin": "margin, points",
    "gtm_failure": "failures, points",
}


class Lead(NamedTuple):
    """A lead of the strategic vendor, in per cent or points, with its 95% interval."""

    value: float
    low: float
    high: float


def leads() -> dict[tuple[str, str], list[Lead]]:
    """By scenario and measure, the lead at each pair of what can be copied and curvature."""
    pairs = list(product(COPIED, CURVATURES))
    settings = [{"hierarchy.imitable": share, "product.support_curvature": curve} for share, curve in pairs]
    plays = [Play(policy, name, setting, RUNS) for name in SCENARIOS for setting in settings for policy in PAIR]
    chunks = play_all(plays)
    found: dict[tuple[str, str], list[Lead]] = {(name, measure): [] for name in SCENARIOS for measure in MEASURES}
    for chosen, ours, theirs in zip(plays[::2], chunks[::2], chunks[1::2], strict=True):
        for measure in MEASURES:
            found[str(chosen.scenario), measure].append(_lead(ours, theirs, measure))
    return found


def _lead(ours: Chunk, theirs: Chunk, measure: str) -> Lead:
    left, right = run_outcomes(ours)[measure], run_outcomes(theirs)[measure]
    unit = np.nanmean(left) if measure == "contribution" else 1.0
    moments = Moments.of(100.0 * (right - left) / unit)
    low, high = student(moments)
    return Lead(float(moments.mean), float(low), float(high))


def rows(found: dict[tuple[str, str], list[Lead]]) -> Table:
    """The lead at the defaults, and from its smallest to its greatest."""
    made = [["scenario", *MEASURES.values()]]
    for name in SCENARIOS:
        cells = []
        for measure in MEASURES:
            values = [lead.value for lead in found[name, measure]]
            cells.append(f"{values[USUAL]:+.1f} ({min(values):+.1f} to {max(values):+.1f})")
        made.append([name, *cells])
    return made


def sentences(found: dict[tuple[str, str], list[Lead]]) -> list[str]:
    """For each measure, in how many cases the strategic vendor is ahead, behind, or neither as far as runs tell."""
    said = []
    for measure, words in MEASURES.items():
        every = [lead for name in SCENARIOS for lead in found[name, measure]]
        ahead, behind = sum(lead.low > 0.0 for lead in every), sum(lead.high < 0.0 for lead in every)
        more, less = ("more often", "less often") if measure == "gtm_failure" else ("ahead", "behind")
        counts = ((ahead, more), (behind, less), (len(every) - ahead - behind, "neither, as far as these runs tell"))
        told = ", ".join(f"{'all' if count == len(every) else count} {word}" for count, word in counts if count)
        said.append(f"*{words.partition(',')[0].capitalize()}:* of {len(every)} cases {told}.")
    return said


def picture(found: dict[tuple[str, str], list[Lead]]) -> Picture:
    """Draw the range of each lead, a mark at the defaults."""
    title = "What being a strategic vendor brings, over what nobody knows"
    subtitle = "Lead of the strategic over the accommodating vendor; the mark is at the defaults"
    caption = (
        "Lines span what rivals can copy of what was built (0 to 50%), and how far ordinary support carries a vendor."
    )
    with house_style():
        page = sheet(title, subtitle, 3.6)
        width = (page.width - 2 * MARGIN - 1.35) / len(MEASURES)
        for k, (measure, words) in enumerate(MEASURES.items()):
            ax = page.axes(MARGIN + 1.35 + k * width, 0.5, width - 0.18, 2.5)
            ax.axvline(0.0, color=INK, linewidth=0.8)
            for y, name in enumerate(reversed(SCENARIOS)):
                values = [lead.value for lead in found[name, measure]]
                ax.plot([min(values), max(values)], [y, y], color=QUIET, linewidth=2.0, solid_capstyle="round")
                look = arm_style(1)
                ax.plot([values[USUAL]], [y], marker=look.marker, color=look.colour, markersize=6)
            ax.set_ylim(-0.6, len(SCENARIOS) - 0.4)
            ax.set_yticks(range(len(SCENARIOS)), list(reversed(SCENARIOS)) if k == 0 else [""] * len(SCENARIOS))
            ax.tick_params(labelsize=SMALL_SIZE)
            ax.set_xlabel(words.replace(", % of the accommodating vendor's", ", %"), fontsize=SMALL_SIZE)
    return Picture("what-holds", title, caption, page.figure)
