"""How a lead reads over what nobody knows: a sentence that the figures at both ends choose."""

from __future__ import annotations

from dataclasses import replace
from math import isnan
from typing import TYPE_CHECKING

from equipoise.analysis.contrast import ALL, alike, way
from equipoise.analysis.prose.money import change_of
from equipoise.analysis.prose.names import spoken
from equipoise.analysis.prose.numbers import Figure, bracketed, decimals, digits, many, number, scale
from equipoise.sim.calendar import ROUNDS_A_YEAR

if TYPE_CHECKING:
    from collections.abc import Sequence

    from equipoise.analysis.estimate import Estimate
    from equipoise.analysis.results import LeadRange
    from equipoise.sim.money import Money
    from equipoise.sim.outcome import Kind


def range_words(found: LeadRange, money: Money | None = None) -> str:
    """Say how a lead in survival and in money reads where rivals can copy least of what was built, and most."""
    found = replace(found, arm=spoken(found.arm), against=spoken(found.against))
    least, most = (share for share, _ in found.ends)
    taken = " and ".join(f"{share:.3g}" for share in (100.0 * share for share in found.taken))
    beyond = any(not least <= share <= most for share in found.taken)
    ends = f"from {100 * least:.0f} to {100 * most:.0f}%"
    known = (
        f"Nobody knows how much rivals can copy of what a vendor builds: here {taken}%, "
        f"{f'beyond the range {ends}' if beyond else f'of a range {ends}'}."
    )
    runs = f"{many(found.replications, 'run')} at each end, under the same luck"
    if found.ends[0][1] == found.ends[1][1]:
        lead = f"What {found.arm} brings against {found.against} in survival and in money"
        return f"{known} {lead} is the same at both ends ({runs})."
    whole = found.account == ALL
    survival = _clause(found, "survival", found.arm, money)
    in_money = _clause(found, "contribution", "it", money)
    return (
        f"{known} Over the whole run, in survival of {'all accounts' if whole else found.account}, {survival}; "
        f"in money {'over all accounts' if whole else f'on {found.account}'}, {in_money} ({runs})."
    )


def _clause(found: LeadRange, measure: str, who: str, money: Money | None) -> str:
    """Where the arm stands at the one end, and at the other."""
    (least, at_least), (most, at_most) = found.ends
    both = (at_least[measure], at_most[measure])
    stands = [_stands(at[measure]) for at in (at_least, at_most)]
    first, second = (
        f"at {100 * share:.0f}%{_figure(at[measure], both, measure, money)}"
        for share, at in ((least, at_least), (most, at_most))
    )
    if stands[0] == stands[1]:
        return f"{who} is {stands[0]} {found.against} {first} and {second}"
    return f"{who} is {stands[0]} {found.against} {first}, and {stands[1]} it {second}"


def _stands(lead: Estimate) -> str:
    if isnan(lead.mean):
        return "not to be set against"
    if alike(lead):
        return "level with"
    return {1: "ahead of", -1: "behind", 0: "not to be told from"}[way(lead)]


def _figure(lead: Estimate, both: Sequence[Estimate], measure: str, money: Money | None) -> str:
    """The lead in brackets: survival in points, money by the year; nothing where there is none."""
    if isnan(lead.mean) or alike(lead):
        return ""
    kind, unit, figured = _told(lead, both, measure, money)
    figure = Figure.of(figured)
    places = decimals([figure], kind)
    if not lead.known:
        return f" ({number(figure.mean, kind, places, signed=True)} {unit}, no interval)"
    # The end nearest to nothing shows on which side of it the lead lies; else the width of the interval shows.
    least = min(abs(figure.low), abs(figure.high)) if figure.clear else (figure.high - figure.low) / 2.0
    places = max(places, digits(scale(kind) * least, places))
    return f" ({bracketed(figure, kind, places, signed=True)} {unit})"


def _told(lead: Estimate, both: Sequence[Estimate], measure: str, money: Money | None) -> tuple[Kind, str, Estimate]:
    """What a lead is written as, and in which unit: money a year, in the business's currency if it has one."""
    if measure == "survival":
        return "chance", "points", lead
    a_year = lead.times(ROUNDS_A_YEAR)
    written = change_of(money, a_year, [ROUNDS_A_YEAR * one.mean for one in both])
    return "money", f"{f'{written.unit} ' if money is not None else ''}a year", a_year.times(written.scale)
