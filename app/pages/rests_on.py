"""What a decision rests on, as a table."""

from __future__ import annotations

from typing import TYPE_CHECKING

from equipoise.analysis.contrast import way
from equipoise.analysis.prose.money import amounts, between
from equipoise.analysis.prose.money_first import years
from equipoise.analysis.prose.names import spoken
from equipoise.analysis.prose.numbers import Figure, bracketed, capital, many
from equipoise.analysis.prose.rests_on import at, called, is_untold, profits_beside, turning_words
from equipoise.app.pages.layout import Cells

if TYPE_CHECKING:
    from collections.abc import Sequence

    from equipoise.analysis.estimate import Estimate
    from equipoise.analysis.prose.money import Amounts
    from equipoise.analysis.results import Ends, Rest, RestsOn

MOST = 10  # numbers that are listed, besides all those that turn the answer


def listed(found: RestsOn) -> list[Rest]:
    """The numbers that move the lead furthest, and all that turn it."""
    return [
        rest
        for k, rest in enumerate(found.rests)
        if rest.turns or (rest.later and rest.later.turns) or (k < MOST and way(rest.swing))
    ]


def written_leads(found: RestsOn, rests: Sequence[Rest]) -> Amounts:
    """How the leads at the low and at the high of some numbers are written beside each other."""
    leads = [lead.mean for rest in rests for lead in (rest.at_low, rest.at_high)]
    return amounts(found.money, leads, table=True, within=profits_beside(found))


def rests_on_table(found: RestsOn) -> Cells:
    """Lay out the numbers that are listed."""
    shown = listed(found)
    written = written_leads(found, shown)

    def lead(one: Estimate) -> str:
        return bracketed(Figure.of(one.times(written.scale)), "money", written.places, signed=True)

    rows = [
        [
            capital(called(rest)),
            rest.question if rest.asked else "cannot be asked: the model's own",
            between(found.money, rest.low, rest.high, rest.unit),
            _taken(found, rest),
            lead(rest.at_low),
            lead(rest.at_high),
            turns(found, rest),
        ]
        for rest in shown
    ]
    return Cells(["In doubt", "Ask", "low to high", "taken", "lead at low", "lead at high", "turns it"], rows, texts=2)


def _taken(found: RestsOn, rest: Rest) -> str:
    if rest.ranges:
        return "as stated, a range"
    return "drawn" if rest.taken is None else at(found, rest, rest.taken)


def turns(found: RestsOn, rest: Rest) -> str:
    """Whether a number turns what is decided by, and where; and the lead over all years, where that is another."""
    first = (turning_words(found, rest) or "in between") if rest.turns else _unless_untold(rest, found.lead)
    if rest.later is None or found.whole is None:
        return first
    later = "yes" if rest.later.turns else _unless_untold(rest.later, found.whole.differences[found.arm].profit)
    is_alike = rest.later.turns if rest.turns else later == first
    return first if is_alike else f"{first}; over {years(found.whole.years)} {later}"


def _unless_untold(rest: Rest | Ends, lead: Estimate) -> str:
    return "cannot be told" if is_untold(rest, lead) else "no"


def rests_on_legend(found: RestsOn) -> str:
    """Say how it is read."""
    runs = max((rest.swing.runs for rest in found.rests), default=0)
    left = len(found.rests)
    whole = (
        f" Whether it turns the lead over {years(found.whole.years)} is said where that differs." if found.whole else ""
    )
    written = written_leads(found, listed(found))
    as_it_is = bracketed(Figure.of(found.lead.times(written.scale)), "money", written.places, signed=True)
    return capital(
        f"{spoken(found.arm)}'s lead over {spoken(found.against)} in {found.outcome} over {years(found.years)}, "
        f"{_unit(found)} a year, with 95% intervals, where one number in doubt is at its low, and at its high, all "
        f"others as they are; with all as they are it is {as_it_is}; {many(left, 'number')} tried, those that matter "
        f"most in {many(runs, 'run')} at each end.{whole}"
    )


def _unit(found: RestsOn) -> str:
    leads = [lead.mean for rest in found.rests for lead in (rest.at_low, rest.at_high)]
    return amounts(found.money, leads, within=profits_beside(found)).unit
