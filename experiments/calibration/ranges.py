"""What being a strategic vendor brings, over what nobody knows: how much can be copied, and what support builds anyway.

The more rivals copy of what was built, and the higher the level that ordinary support holds, the smaller the lead.
"""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

import numpy as np

from equipoise.analysis.figures.palette import INK, MARGIN, QUIET, SMALL_SIZE, arm_style
from equipoise.analysis.figures.style import Picture, house_style, sheet
from equipoise.analysis.intervals import student
from equipoise.analysis.moments import Moments
from equipoise.analysis.prose.numbers import listed
from equipoise.experiments.calibration.plays import PAIR, Play, Table, play_all
from equipoise.sim.outcomes import account_outcomes, run_outcomes

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

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


AXES = {
    "survival": "survival, points\n(right is better)",
    "contribution": "money, % of the\naccommodating vendor's",
    "contribution_margin": "margin, points\n(right is better)",
    "gtm_failure": "failures, points\n(left is better)",
}
"""The measures as they stand under the picture."""

OF_AN_ACCOUNT = {
    "survival": "survival, points",
    "contribution": "money, % of the accommodating vendor's on it",
    "contribution_margin": "margin, points",
}
ACCOUNTS = {
    "over-a-barrel": "Giant", "strategic-vendor": "Giant", "the-wrong-account": "Never", "market-entry": "Aerospace",
}  # fmt: skip
"""The account that a scenario is about, its first; there is none where all are alike."""

WORDS = {
    "survival": ("Survival", "higher", "lower", " points"),
    "contribution": ("Money", "more", "less", "%"),
    "contribution_margin": ("Margin", "higher", "lower", " points"),
    "gtm_failure": ("Failures", "more often", "more rarely", " points"),
}
"""What a measure is called, how it is when the strategic vendor's is above the other's and below it, and the unit."""


class Lead(NamedTuple):
    """A lead of the strategic vendor, in per cent or points, with its 95% interval."""

    value: float
    low: float
    high: float


Leads: TypeAlias = dict[tuple[str, str], list[Lead]]
"""By scenario and measure, the lead at each pair of what can be copied and curvature."""


def leads() -> tuple[Leads, Leads]:
    """Play both vendors at each pair: their leads over all accounts, and on the account that a scenario is about."""
    pairs = list(product(COPIED, CURVATURES))
    settings = [{"hierarchy.imitable": share, "product.support_curvature": curve} for share, curve in pairs]
    plays = [Play(policy, name, setting, RUNS) for name in SCENARIOS for setting in settings for policy in PAIR]
    chunks = play_all(plays)
    whole: Leads = {(name, measure): [] for name in SCENARIOS for measure in MEASURES}
    alone: Leads = {(name, measure): [] for name in ACCOUNTS for measure in OF_AN_ACCOUNT}
    for chosen, ours, theirs in zip(plays[::2], chunks[::2], chunks[1::2], strict=True):
        name = str(chosen.scenario)
        for measure in MEASURES:
            whole[name, measure].append(_lead(run_outcomes(ours), run_outcomes(theirs), measure))
        for measure in OF_AN_ACCOUNT if name in ACCOUNTS else ():
            alone[name, measure].append(_lead(account_outcomes(ours, 0), account_outcomes(theirs, 0), measure))
    return whole, alone


def _lead(ours: Mapping[str, NDArray[np.float64]], theirs: Mapping[str, NDArray[np.float64]], measure: str) -> Lead:
    unit = np.nanmean(ours[measure]) if measure == "contribution" else 1.0
    moments = Moments.of(100.0 * (theirs[measure] - ours[measure]) / unit)
    low, high = student(moments)
    return Lead(float(moments.mean), float(low), float(high))


def rows(found: Leads) -> Table:
    """The lead at the defaults, and from its smallest to its greatest."""
    made = [["scenario", *MEASURES.values()]]
    return made + [[name, *(_range(found[name, measure]) for measure in MEASURES)] for name in SCENARIOS]


def rows_alone(found: Leads) -> Table:
    """The same on the account that a scenario is about."""
    made = [["scenario", "account", *OF_AN_ACCOUNT.values()]]
    return made + [
        [name, account, *(_range(found[name, measure]) for measure in OF_AN_ACCOUNT)]
        for name, account in ACCOUNTS.items()
    ]


def _range(every: list[Lead]) -> str:
    values = [lead.value for lead in every]
    return f"{values[USUAL]:+.1f} ({min(values):+.1f} to {max(values):+.1f})"


def sentences(found: Leads) -> list[str]:
    """For each measure, in how many cases it is higher, lower or neither as far as runs tell, and by how much."""
    return [_sentence(measure, [lead for name in SCENARIOS for lead in found[name, measure]]) for measure in MEASURES]


def _sentence(measure: str, every: list[Lead]) -> str:
    name, up, down, unit = WORDS[measure]
    ahead = [lead.value for lead in every if lead.low > 0.0]
    behind = [-lead.value for lead in every if lead.high < 0.0]
    said: list[str] = []
    for word, sizes in sorted(((up, ahead), (down, behind)), key=lambda part: -len(part[1])):
        if len(sizes) == len(every):
            return f"*{name}:* {word} in all {len(every)} cases, by {min(sizes):.1f} to {max(sizes):.1f}{unit}."
        if sizes:
            of = f" of {len(every)} cases" if not said else ""
            by = f"by {'up to ' if len(sizes) > 1 else ''}{max(sizes):.1f}{unit}"
            said.append(f"{word} in {len(sizes)}{of}, {by}")
    neither = len(every) - len(ahead) - len(behind)
    if neither:
        said.append(f"in {neither if said else f'all {len(every)} cases'} these runs show no difference")
    return f"*{name}:* {'; '.join(said)}."


def where_from(alone: Leads) -> str:
    """On which accounts alone there is a lead in money at the defaults, and where it comes from the others."""
    at = {name: alone[name, "contribution"][USUAL] for name in ACCOUNTS}
    ahead = [f"{ACCOUNTS[name]} (`{name}`)" for name, lead in at.items() if lead.low > 0.0]
    others = [f"{ACCOUNTS[name]} (`{name}`)" for name, lead in at.items() if not lead.low > 0.0]
    said = []
    if ahead:
        said.append(f"At the defaults the strategic vendor earns more on {listed(ahead)}.")
    if others:
        said.append(
            f"On {listed(others)} these runs show no lead in money: what the vendor gains there comes from its other "
            "accounts, in which it invests, too."
        )
    return " ".join(said)


def picture(found: Leads) -> Picture:
    """Draw the range of each lead, a mark at the defaults."""
    title = "What being a strategic vendor brings, over what nobody knows"
    subtitle = (
        "Lead of the strategic over the accommodating vendor, over all accounts. The mark is at the defaults; lines "
        "span what rivals can copy of what was built (0 to 50%), and how fast support loses worth (curvature 10 to 20)."
    )
    caption = "Right of the line the strategic vendor has more: of failures, left of it is better."
    with house_style():
        page = sheet(title, subtitle, 3.2)
        width = (page.width - 2 * MARGIN - 1.35) / len(MEASURES)
        for k, (measure, words) in enumerate(AXES.items()):
            ax = page.axes(MARGIN + 1.35 + k * width, 0.0, width - 0.18, 2.6)
            ax.axvline(0.0, color=INK, linewidth=0.8)
            for y, name in enumerate(reversed(SCENARIOS)):
                values = [lead.value for lead in found[name, measure]]
                ax.plot([min(values), max(values)], [y, y], color=QUIET, linewidth=2.0, solid_capstyle="round")
                look = arm_style(1)
                ax.plot([values[USUAL]], [y], marker=look.marker, color=look.colour, markersize=6)
            ax.set_ylim(-0.6, len(SCENARIOS) - 0.4)
            ax.set_yticks(range(len(SCENARIOS)), list(reversed(SCENARIOS)) if k == 0 else [""] * len(SCENARIOS))
            ax.tick_params(labelsize=SMALL_SIZE)
            ax.set_xlabel(words, fontsize=SMALL_SIZE)
    return Picture("what-holds", title, caption, page.figure)
