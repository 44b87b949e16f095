"""Leads of B over A as the page writes them: those beside each other in one unit, signed, each at its value."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from equipoise.analysis.prose.money import Amounts, of_unit
from equipoise.analysis.prose.numbers import fixed

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from equipoise.sim.money import Money

    Found = Mapping[str, Any]

MOST = 12
"""Numbers of a tornado, of those that move the lead most."""

_PLACES = {"money/unit": 3, "1": 2, "level": 2}
_OTHERWISE = 1


def written_in(unit: str, values: Iterable[float], money: Money | None) -> Amounts:
    """Choose how leads in a unit are written beside each other."""
    if unit == "probability":
        return Amounts(100.0, "of 100 runs", 1)
    if unit.startswith("share"):
        return Amounts(100.0, f"%{unit.removeprefix('share')}", 1)
    if unit != "money/unit" and unit.partition("/")[0] in {"money", money.currency if money else ""}:
        return of_unit(unit, values)
    return Amounts(1.0, "" if unit == "1" else unit.replace("/", " a "), _PLACES.get(unit, _OTHERWISE))


def at_each(written: Amounts, leads: Sequence[float | None], values: Sequence[str]) -> str:
    """Say what the lead is at some values: ``+1.2 at 0% of revenue, -0.3 at 10% of revenue``."""
    signed = ["none" if one is None else fixed(written.scale * one, written.places, signed=True) for one in leads]
    return ", ".join(f"{lead} at {value}" for lead, value in zip(signed, values, strict=True))


def tornado(found: Found, labels: Sequence[str], ends: Sequence[Sequence[str]], money: Money | None) -> dict[str, Any]:
    """Lay out what numbers do to the lead, at their low and high, those first that move it most."""
    rows = sorted(
        zip(found["numbers"], labels, ends, strict=True), key=lambda row: -abs(row[0]["swing"]["mean"] or 0.0)
    )[:MOST]
    means = [[one[end]["mean"] for end in ("at_low", "at_high")] for one, _, _ in rows]
    written = written_in(found["lead"]["unit"], filter(None, (mean for both in means for mean in both)), money)
    return {
        "unit": written.unit,
        "lead": found["lead"]["mean"],
        "rows": [
            {"name": one["name"], "label": label, "low": low, "high": high, "text": at_each(written, (low, high), at)}
            for (one, label, at), (low, high) in zip(rows, means, strict=True)
        ],
    }
