"""Twins as a JSON document and as a long table, for programs to read."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import polars as pl

from equipoise.analysis.prose.removal import sentence
from equipoise.experiments.in_currency import in_currency
from equipoise.experiments.json_text import finite, some
from equipoise.sim.money import money_document

if TYPE_CHECKING:
    from collections.abc import Iterator

    from equipoise.analysis.estimate import Estimate
    from equipoise.analysis.removal import Change, Removal, Twin

FORMAT = 1
"""Version of the document; it rises when a key changes its meaning or goes, not when one is added."""


def to_json(removal: Removal) -> dict[str, Any]:
    """Lay twins out for JSON, in the currency of the business."""
    return {
        "format": FORMAT,
        **some(removal, "scenario", "title", "policy", "seed", "replications", "rounds", "round"),
        "money": money_document(removal.money),
        "accounts": in_currency([finite(_account(removal, twin)) for twin in removal.twins], removal.money),
        "across": finite({name: _correlation(found) for name, found in removal.across.items()}),
    }


def _account(removal: Removal, twin: Twin) -> dict[str, Any]:
    return {
        "account": twin.account,
        "sentence": sentence(removal, twin),
        "held": _estimate(twin.held),
        "threshold": twin.threshold,
        "strategic_account": twin.strategic_account.value,
        "strategic_vendor": twin.strategic_vendor.value,
        "quadrant": twin.quadrant,
        "quadrants": twin.quadrants,
        "unstated": {"vendor": list(twin.vendor_unstated), "buyer": list(twin.buyer_unstated)},
        "vendor": {name: _change(change) for name, change in twin.vendor.items()},
        "buyer": {name: _estimate(found) for name, found in twin.buyer.items()},
        "dependence": {name: _estimate(found) for name, found in twin.dependence.items()},
        "agreement": {side: _correlation(found) for side, found in twin.agreement.items()},
    }


def _change(change: Change) -> dict[str, Any]:
    sides = {"with": change.whole, "without": change.without, "change": change.change}
    return {side: _estimate(found) for side, found in sides.items()}


def _estimate(found: Estimate) -> dict[str, Any]:
    ends = {"mean": found.value, "low": found.low, "high": found.high}
    return {**ends, "unit": found.unit, "runs": found.runs, "same": found.same}


def _correlation(found: Estimate) -> dict[str, Any]:
    return {"value": found.value, "low": found.low, "high": found.high, "cases": found.runs}


def to_table(removal: Removal) -> pl.DataFrame:
    """Lay twins out as a row an account, side, measure and kind of value.

    ``account``, ``side``, ``measure``, ``value`` (with, without, change or mean), ``mean``, ``low``, ``high``,
    ``unit``, ``runs``.
    """
    rows = [
        {"account": twin.account, "side": side, "measure": measure, "value": value}
        | in_currency(_estimate(estimate), removal.money)
        for twin in removal.twins
        for side, measure, value, estimate in _values(twin)
    ]
    return pl.DataFrame(rows).fill_nan(None)


def _values(twin: Twin) -> Iterator[tuple[str, str, str, Estimate]]:
    yield "vendor", "held", "mean", twin.held
    for name, change in twin.vendor.items():
        yield "vendor", name, "with", change.whole
        yield "vendor", name, "without", change.without
        yield "vendor", name, "change", change.change
    for name, found in twin.buyer.items():
        yield "account", name, "mean", found
    for name, found in twin.dependence.items():
        yield name.rpartition("_")[2], name, "mean", found
