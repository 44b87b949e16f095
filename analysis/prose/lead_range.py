"""How a lead reads over what nobody knows: a sentence that the figures at both ends choose."""

from __future__ import annotations

from dataclasses import replace
from math import isnan
from typing import TYPE_CHECKING

from equipoise.analysis.contrast import alike, way
from equipoise.analysis.prose.money import change_of
from equipoise.analysis.prose.money_first import years
from equipoise.analysis.prose.names import spoken
from equipoise.analysis.prose.numbers import listed, many

if TYPE_CHECKING:
    from collections.abc import Sequence

    from equipoise.analysis.estimate import Estimate
    from equipoise.analysis.results import LeadRange
    from equipoise.sim.money import Money


def range_words(found: LeadRange, money: Money | None = None, profits: Sequence[float] = ()) -> str:
    """Say how a lead in profit reads where rivals can copy least of what was built, and most.

    It is in one step with the ``profits`` that its page tells of.
    """
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
        lead = f"What {found.arm} earns against {found.against}"
        return f"{known} {lead} is the same at both ends ({runs})."
    clauses = [_clause(found, length, money, profits) for length in sorted(found.ends[0][1])]
    return f"{known} In profit, {'; '.join(clauses)} ({runs})."


def _clause(found: LeadRange, length: float, money: Money | None, profits: Sequence[float]) -> str:
    """Where the arm stands at the one end, and at the other, over so many years."""
    both = [at[length] for _, at in found.ends]
    first, second = (
        f"at {100 * share:.0f}%{_figure(lead, [one.mean for one in both], money, profits)}"
        for (share, _), lead in zip(found.ends, both, strict=True)
    )
    over = f"over {years(length)} {found.arm} is"
    if (stands := _stands(both[0])) == _stands(both[1]):
        return f"{over} {stands} {found.against} {listed([first, second])}"
    return f"{over} {stands} {found.against} {first}, and {_stands(both[1])} it {second}"


def _stands(lead: Estimate) -> str:
    if isnan(lead.mean):
        return "not to be set against"
    if alike(lead):
        return "level with"
    return {1: "ahead of", -1: "behind", 0: "not to be told from"}[way(lead)]


def _figure(lead: Estimate, both: list[float], money: Money | None, profits: Sequence[float]) -> str:
    """By how much, with the interval: without signs, as words say on which side; nothing where there is none."""
    if isnan(lead.mean) or alike(lead):
        return ""
    written = change_of(money, lead, both, profits)
    if not lead.known:
        return f" (by {written.size(lead.mean)} a year, no interval)"
    if not way(lead):
        return f" ({written.within(lead)} {written.unit} a year)"
    return f" (by {written.size(lead.mean)} a year, {written.within(lead)})"
