"""Twins as a JSON document and as a long table, for programs to read."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

import polars as pl

from equipoise.analysis.removal_words import sentence
from equipoise.experiments.json_text import finite

if TYPE_CHECKING:
    from collections.abc import Iterator

    from equipoise.analysis.removal import Change, Removal, Twin
    from equipoise.analysis.results import Estimate

FORMAT = 1
"""Version of the document; it rises when a key changes its meaning or goes, not when one is added."""


def to_json(removal: Removal) -> dict[str, Any]:
    """Lay twins out for JSON."""
    return {
        "format": FORMAT,
        "scenario": removal.scenario,
        "title": removal.title,
        "policy": removal.policy,
        "seed": removal.seed,
        "replications": removal.replications,
        "rounds": removal.rounds,
        "round": removal.round,
        "accounts": [finite(_account(removal, twin)) for twin in removal.twins],
        "across": finite({name: asdict(found) for name, found in removal.across.items()}),
    }


def _account(removal: Removal, twin: Twin) -> dict[str, Any]:
    return {
        "account": twin.account,
        "sentence": sentence(removal, twin),
        "held": asdict(twin.held),
        "threshold": twin.threshold,
        "strategic_account": twin.strategic_account.value,
        "strategic_vendor": twin.strategic_vendor.value,
        "quadrant": twin.quadrant,
        "quadrants": twin.quadrants,
        "vendor": {name: _change(change) for name, change in twin.vendor.items()},
        "buyer": {name: asdict(found) for name, found in twin.buyer.items()},
        "dependence": {name: asdict(found) for name, found in twin.dependence.items()},
        "agreement": {side: asdict(found) for side, found in twin.agreement.items()},
    }


def _change(change: Change) -> dict[str, Any]:
    return {"with": asdict(change.whole), "without": asdict(change.without), "change": asdict(change.change)}


def to_table(removal: Removal) -> pl.DataFrame:
    """Lay twins out as a row an account, side, measure and kind of value.

    ``account``, ``side``, ``measure``, ``value`` (with, without, change or mean), ``mean``, ``low``, ``high``,
    ``unit``, ``runs``.
    """
    rows = [
        {"account": twin.account, "side": side, "measure": measure, "value": value, **asdict(estimate)}
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
