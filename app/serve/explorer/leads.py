"""Leads of B over A as the page writes them: those beside each other in one unit, signed, each at its value."""

from __future__ import annotations

from math import floor, log10
from typing import TYPE_CHECKING, Any, NamedTuple

from equipoise.analysis.prose.money import Amounts, of_unit
from equipoise.analysis.prose.money_first import lead_of
from equipoise.analysis.prose.numbers import fixed

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from equipoise.analysis.results import Comparison
    from equipoise.sim.money import Money

    Found = Mapping[str, Any]

LEAD = "B \u2212 A"
"""What a lead is called, as beside the large figures."""

_PLACES = {"money/unit": 3, "1": 2, "level": 2}
_OTHERWISE = 1
_AMOUNTS = (1e9, 1e6, 1e4, 1.0)
"""One in each step of money."""


def written_in(unit: str, values: Iterable[float], money: Money | None, answer: Comparison | None) -> Amounts:
    """Choose how leads in a unit are written beside each other; money as the figures of an answer that is there."""
    if unit == "probability":
        return Amounts(100.0, "of 100 runs", 1)
    if unit.startswith("share"):
        return Amounts(100.0, f"%{unit.removeprefix('share')}", 1)
    if unit != "money/unit" and unit.partition("/")[0] in {"money", money.currency if money else ""}:
        return of_unit(unit, values) if answer is None else _in_its_steps(unit, values, answer)
    return Amounts(1.0, "" if unit == "1" else unit.replace("/", " a "), _PLACES.get(unit, _OTHERWISE))


def _in_its_steps(unit: str, values: Iterable[float], answer: Comparison) -> Amounts:
    """Write money in the step of an answer's figures, unless it is small in that, with three digits or more."""
    most = max(map(abs, values), default=0.0)
    steps = (written_money(answer) or {"steps": []})["steps"]
    by = next((by for by, _ in steps if most >= by / 100.0), 1.0)
    before = max(floor(log10(most / by or 1.0)) + 1, 1)
    digits = 4 if by > 1.0 and most < 10.0 * by else 3
    return of_unit(unit, [10.0 * by])._replace(places=max(digits - before, 0))


def written_money(found: Comparison) -> dict[str, Any] | None:
    """The currency, and the steps of figures, ``[1e6, "million "]``: first that in which sentences tell the lead."""
    if found.money is None:
        return None
    currency, leads = found.money.currency, found.opening.differences.values() if found.opening else ()
    least = min((lead_of(found, lead.profit).scale / found.money.money for lead in leads), default=0.0)
    written = [of_unit(currency, [amount]) for amount in _AMOUNTS]
    steps = [[1.0 / one.scale, one.unit.removesuffix(currency)] for one in written if one.scale >= 0.9 * least]
    return {"currency": currency, "steps": steps}


def at_each(
    written: Amounts, leads: Sequence[float | None], values: Sequence[str], intervals: Sequence[str] = ("", "")
) -> str:
    """Say what the lead is at some values: ``+1.2 (0.9 to 1.5) at 0% of revenue, -0.3 at 10% of revenue``."""
    told = zip(_signed(written, leads), intervals, values, strict=True)
    return ", ".join(f"{lead}{interval} at {value}" for lead, interval, value in told)


def _interval(written: Amounts, found: Found) -> str:
    """The interval of a lead, as it stands behind it."""
    ends = [found["low"], found["high"]]
    return "" if None in ends else f" ({' to '.join(fixed(written.scale * end, written.places) for end in ends)})"


def _signed(written: Amounts, leads: Iterable[float | None]) -> list[str]:
    return ["none" if one is None else fixed(written.scale * one, written.places, signed=True) for one in leads]


def between(written: Amounts, leads: Iterable[float | None]) -> str:
    """Say between which numbers leads lie: ``-0.3 to +1.2``."""
    known = sorted(one for one in leads if one is not None)
    return " to ".join(dict.fromkeys(_signed(written, [*known[:1], *known[-1:]])))


class Bar(NamedTuple):
    """What the lead is with one number at its low and at its high."""

    name: str
    label: str
    leads: Sequence[Found]
    at: Sequence[str]  # what the number is there
    asked: str = ""  # what is said before, in words
    turns: str = ""  # whether it turns the lead, where that is said


def tornado(lead: float | None, written: Amounts, caption: str, bars: Iterable[Bar]) -> dict[str, Any]:
    """Lay out what numbers do to the lead, in the order in which they are told."""
    return {"caption": caption, "lead": lead, "rows": [_row(written, bar) for bar in bars]}


def _row(written: Amounts, bar: Bar) -> dict[str, Any]:
    low, high = means = [one["mean"] for one in bar.leads]
    ends = at_each(written, means, bar.at, [_interval(written, one) for one in bar.leads])
    text = " ".join(filter(None, (bar.asked, f"{ends}{bar.turns and f'; turns it: {bar.turns}'}")))
    return {"name": bar.name, "label": bar.label, "low": low, "high": high, "text": text}
