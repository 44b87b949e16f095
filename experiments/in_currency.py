"""A business's documents in its currency: apart from how JSON is written, which commands load that play nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from equipoise.analysis.prose.units import unit_of

if TYPE_CHECKING:
    from equipoise.experiments.json_text import Plain
    from equipoise.sim.money import Money


def in_currency(value: Plain, money: Money | None) -> Plain:
    """Turn every estimate of a document, which has a mean and a unit, into what its business counts in."""
    if money is None:  # all stays as it is
        return value
    if isinstance(value, list):
        return [in_currency(inner, money) for inner in value]
    if not isinstance(value, dict):
        return value
    if not value.keys() >= {"mean", "unit"}:
        return {key: in_currency(inner, money) for key, inner in value.items()}
    unit = unit_of(money, value["unit"])
    ends = {end: None if value[end] is None else unit.scale * value[end] for end in ("mean", "low", "high")}
    return {**value, **ends, "unit": unit.name}
