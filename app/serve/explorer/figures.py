"""How the large figures are written: in the steps and with the digits of the sentences that they stand beside."""

from __future__ import annotations

from math import isfinite, isnan, nan
from typing import TYPE_CHECKING, Any, NamedTuple

from equipoise.analysis.prose.money import amounts, change_of
from equipoise.analysis.prose.money_first import profits_of, told
from equipoise.analysis.prose.numbers import Figure, decimals, digits
from equipoise.app.serve.explorer.leads import written_in

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from equipoise.analysis.results import Comparison
    from equipoise.sim.money import Money

    Table = Mapping[str, Mapping[str, Any]]

OF_ACCOUNTS = ("survival", "kept")
"""Outcomes that of all accounts are shares of these, and not of runs."""


class _Beside(NamedTuple):
    """Money that sentences tell of, in which a page's amounts are in step."""

    money: Money | None  # of which 1 is 1 of the currency
    leads: Sequence[float]  # a year
    profits: Sequence[float]


def figures_of(found: Comparison, shown: Mapping[str, Any]) -> dict[str, Any]:
    """Say of each outcome how it is written, ``[scale, unit, decimals, decimals of the lead]``; of all, and by account.

    Parameters
    ----------
    found : Comparison
        Of two arms.
    shown : mapping
        The same as a document, in the currency of the business.
    """
    one = found.money.money if found.money else 1.0
    horizons = told(found)
    leads = [one * each.profit.mean for view in horizons for each in view.differences.values()]
    beside = _Beside(found.money and found.money._replace(money=1.0), leads, [one * each for each in profits_of(found)])
    (change,) = shown["differences"]
    accounts = {
        name: _table([arm["accounts"][name] for arm in shown["arms"]], own, beside)
        for name, own in change["accounts"].items()
    }
    of_all = _table([arm["outcomes"] for arm in shown["arms"]], change["outcomes"], beside)
    for name, written in of_all.items():
        if name.startswith(OF_ACCOUNTS):
            written[1] = "of 100 accounts"
    return {"outcomes": of_all, "accounts": accounts}


def _table(sides: Sequence[Table], leads: Table, beside: _Beside) -> dict[str, list[Any]]:
    return {name: _written([side[name] for side in sides], lead, beside) for name, lead in leads.items()}


def _written(sides: Sequence[Mapping[str, Any]], lead: Mapping[str, Any], beside: _Beside) -> list[Any]:
    unit, change = lead["unit"], _figure(lead)
    levels = [value for side in sides for value in _figure(side) if isfinite(value)]
    currency = beside.money.currency if beside.money else "money"
    if unit != "money/unit" and unit.partition("/")[0] == currency:
        return _money(unit, levels, change, beside)
    written = written_in(unit, levels, beside.money, None)
    return [written.scale, written.unit, written.places, _places(unit, change.times(written.scale), written.places)]


def _money(unit: str, levels: Sequence[float], change: Figure, beside: _Beside) -> list[Any]:
    """In the step in which a sentence tells the lead; where there is none, of the levels."""
    written = amounts(beside.money, levels, table=True, within=beside.profits)
    places = written.places
    if any(isfinite(end) and end for end in change):
        lead = change_of(beside.money, change, beside.leads if unit.endswith("/year") else (), beside.profits)
        if lead.scale != written.scale:
            most = max(map(abs, levels), default=0.0)
            written = lead._replace(places=decimals([Figure(lead.scale * most, 0.0, 0.0)], "money"))
        places = lead.places
    _, _, per = unit.partition("/")
    return [written.scale, written.unit + (per and f" a {per}"), written.places, places]


def _places(unit: str, change: Figure, least: int) -> int:
    """Decimals of a lead that is no money: of a share as in sentences, else so many that a clear one is not nothing."""
    if isnan(change.mean):
        return least
    if unit.startswith("share"):
        return digits(change.mean, least)
    return digits(min(map(abs, change)), least) if change.clear and all(change) else least


def _figure(estimate: Mapping[str, Any]) -> Figure:
    return Figure(*(nan if estimate[end] is None else estimate[end] for end in ("mean", "low", "high")))
