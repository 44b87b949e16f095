"""What a decision rests on: the swings of what nobody stated, and assumption and action apart by year."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from matplotlib.ticker import MaxNLocator

from equipoise.analysis.contrast import way
from equipoise.analysis.figures.labels import EndLabel, label_ends, labels_height
from equipoise.analysis.figures.palette import MARGIN, QUIET, WIDTH, arm_style, shade
from equipoise.analysis.figures.style import house_style, sheet
from equipoise.analysis.figures.tornado import tornado
from equipoise.analysis.prose.money import amounts
from equipoise.analysis.prose.money_first import years as over
from equipoise.analysis.prose.numbers import capital, fixed, paragraph
from equipoise.analysis.prose.rests_on import at, called, ends_words, profits_beside, whole_run
from equipoise.analysis.sensitivity.measured import Measured
from equipoise.analysis.sensitivity.ranking import Ranking
from equipoise.analysis.sensitivity.tornado import Tornado

if TYPE_CHECKING:
    from equipoise.analysis.figures.style import Picture
    from equipoise.analysis.results import Rest, RestsOn

_CAPTION = (
    "The two lines of one colour are the same policy, at the low and at the high of a number in doubt: how "
    "far they lie apart is the assumption. How far the two policies lie apart at one value of it is the action. "
    "Shaded: 95% intervals of the means over runs."
)
_LOW, _HIGH = (0, (1.2, 1.4)), "solid"


def swings(found: RestsOn) -> Picture:
    """Draw how far each number moves the lead, as a tornado."""
    rests = found.rests
    measured = Measured(*(np.array([getattr(rest.swing, part) for rest in rests]) for part in ("value", "low", "high")))
    leads = [lead.value for rest in rests for lead in (rest.at_low, rest.at_high)]
    written = amounts(found.money, leads, within=profits_beside(found))
    measured = Measured(*(written.scale * part for part in measured))
    ends = tuple((at(found, rest, rest.low), at(found, rest, rest.high)) for rest in rests)
    low, high = (
        written.scale * np.array([getattr(rest, end).value for rest in rests]) for end in ("at_low", "at_high")
    )
    direction = np.array([way(rest.swing) for rest in rests])
    result = Tornado(written.scale * found.lead.value, low, high, measured, ends, direction, (False,) * len(rests))
    what = f"{found.outcome} over {over(found.years)}"
    subject = f"{found.arm}'s lead over {found.against} in {what} ({written.unit} a year)"
    names = tuple(_name(found, rest) for rest in rests)
    return tornado(Ranking("rests-on", subject, "money", f"{written.unit}/year", names, result, direction))


def _name(found: RestsOn, rest: Rest) -> str:
    """A number's name; of a business, whose rounds are quarters, it counts in these."""
    name = called(rest) if found.money is None else called(rest).replace("rounds", "quarters")
    return name if rest.asked else f"{name} (the model's own)"


@house_style()
def assumption_and_action(found: RestsOn) -> Picture:
    """Draw profit by year of both arms, each at the low and at the high of what the decision rests on most."""
    first = found.rests[0]
    title = f"{capital(called(first))}: over {over(found.years)}, {ends_words(found, first)}"
    runs = max((year.runs for line in found.lines for year in line.years), default=0)
    drawn = (
        f"Profit by year. Colour: the policy; dotted: that number at its low, solid: at its high. {runs:,} runs each"
    )
    subtitle = paragraph(whole_run(found, first), drawn)
    names = [(f"{line.arm}, {at(found, first, line.value)}", "value") for line in found.lines]
    means = [year.mean for line in found.lines for year in line.years]
    written = amounts(found.money, means, within=profits_beside(found))
    left, column = 0.85, 2.75
    tall, across = max(3.4, labels_height(names, column)), WIDTH - left - MARGIN
    page = sheet(title, subtitle, tall + 0.7)
    axes = page.axes(left, 0.1, across - column, tall)
    ends = []
    for line in found.lines:
        place = 0 if line.arm == found.against else 1
        style, years = arm_style(place), np.arange(1, len(line.years) + 1)
        mean, low, high = (
            written.scale * np.array([getattr(year, part) for year in line.years]) for part in ("mean", "low", "high")
        )
        axes.fill_between(years, low, high, color=style.colour, alpha=shade(4), linewidth=0)
        dashes = _LOW if line.value == first.low else _HIGH
        axes.plot(years, mean, color=style.colour, linestyle=dashes, linewidth=2.0)
        axes.plot(years, mean, **style.mark, markersize=4.5)
        value = f"{fixed(float(mean[-1]), written.places)} in the last year"
        ends.append(
            EndLabel(
                float(years[-1]), float(mean[-1]), f"{line.arm}, {at(found, first, line.value)}", value, place, dashes
            )
        )
    axes.axhline(0.0, color=QUIET, linewidth=0.8)
    axes.xaxis.set_major_locator(MaxNLocator(10, integer=True, min_n_ticks=1))
    axes.grid(axis="y")
    axes.set_xlabel("Year")
    axes.set_ylabel(f"Profit, {written.unit} a year")
    label_ends(page, axes, ends, column)
    return page.picture("assumption-and-action", _CAPTION)


def rests_on(found: RestsOn) -> list[Picture]:
    """Draw both."""
    return [swings(found), assumption_and_action(found)] if found.rests else []
