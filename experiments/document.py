"""A comparison as a JSON document, for programs to read."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from equipoise.analysis.prose.money import unit_in
from equipoise.experiments.json_text import finite
from equipoise.sim.money import money_document

if TYPE_CHECKING:
    from collections.abc import Sequence

    from equipoise.analysis.estimate import Estimate
    from equipoise.analysis.results import (
        ArmResult,
        Comparison,
        Decision,
        Difference,
        Horizon,
        LeadRange,
        OneAccount,
        Ranged,
        RestsOn,
        Return,
        SurvivalCurve,
        View,
    )

FORMAT = 1
"""Version of the document; it rises when a key changes its meaning or goes, not when one is added."""


def to_json(comparison: Comparison) -> dict[str, Any]:
    """Lay a comparison out for JSON."""
    found: dict[str, Any] = finite(
        {
            "format": FORMAT,
            "scenario": comparison.scenario,
            "title": comparison.title,
            "question": comparison.question,
            "seed": comparison.seed,
            "replications": comparison.replications,
            "rounds": comparison.rounds,
            "answer": comparison.answer,
            "decision": _decision(comparison.decision),
            **({"one_account": _one_account(comparison.one_account)} if comparison.one_account else {}),
            "money": money_document(comparison.money),
            "horizons": [_horizon(horizon) for horizon in comparison.horizons],
            "returns": [_return(one) for one in comparison.returns],
            "lead_range": _lead_range(comparison.lead_range),
            **ranges_of(comparison.ranges),
            **({"rests_on": _rests_on(comparison.rests_on)} if comparison.rests_on else {}),
            "arms": [_arm(arm) for arm in comparison.arms],
            "differences": [_difference(difference) for difference in comparison.differences],
        }
    )
    return found


def ranges_of(ranges: Sequence[Ranged]) -> dict[str, Any]:
    """Lay out what was drawn for each run, under a key of its own; nothing where nothing was."""
    if not ranges:
        return {}
    found = [
        {
            "key": one.key,
            "low": one.low,
            "likely": one.likely,
            "high": one.high,
            "draws": one.draws or None,
            "unit": unit_in(one.money, one.unit),
            "scenarios": list(one.scenarios),
        }
        for one in ranges
    ]
    return {"ranges": found}


def _lead_range(found: LeadRange | None) -> dict[str, Any] | None:
    if found is None:
        return None
    return {
        "arm": found.arm,
        "against": found.against,
        "account": found.account,
        "replications": found.replications,
        "ends": [{"imitable": share, **_by_name(lead)} for share, lead in found.ends],
        "sentence": found.sentence,
    }


def _rests_on(found: RestsOn) -> dict[str, Any]:
    return {
        "arm": found.arm,
        "against": found.against,
        "outcome": found.outcome,
        "years": found.years,
        "lead": _of(found.lead),
        "numbers": [
            {
                "name": rest.name,
                "keys": list(rest.keys),
                "question": rest.question,
                "unit": unit_in(found.money, rest.unit),
                "range": [rest.low, rest.high],
                "reason": rest.reason,
                "taken": rest.taken,
                "at_low": _of(rest.at_low),
                "at_high": _of(rest.at_high),
                "swing": _of(rest.swing),
                "replications": rest.swing.runs,
                "turns": rest.turns,
                "turning": dict(zip(("value", "low", "high"), rest.turning, strict=True)) if rest.turning else None,
            }
            for rest in found.rests
        ],
        "by_year": [
            {"arm": line.arm, "value": line.value, "years": [_of(year) for year in line.years]} for line in found.lines
        ],
        "sentence": found.sentence,
    }


def _decision(found: Decision | None) -> dict[str, Any] | None:
    if found is None:
        return None
    return {"verdict": found.verdict, "arm": found.arm, "account": found.account, "sentence": found.sentence}


def _one_account(found: OneAccount) -> dict[str, Any]:
    return {
        "account": found.account,
        "policy": found.policy,
        "against": found.against,
        "tried": found.tried,
        "replications": found.replications,
        "horizons": [
            {"years": view.years, "profit": _of(view.profit), "survival": _of(view.survival)} for view in found.views
        ],
        "sentence": found.sentence,
    }


def _horizon(horizon: Horizon) -> dict[str, Any]:
    return {
        "years": horizon.years,
        "arms": {name: _view(view) for name, view in horizon.arms.items()},
        "differences": {name: _view(view) for name, view in horizon.differences.items()},
    }


def _view(view: View) -> dict[str, Any]:
    """Of a difference, no quantiles."""
    one = {
        "profit": view.profit,
        "loss": view.loss,
        "cash_out": view.cash_out,
        "relationship_cost": view.cost,
        "profit_before_relationships": view.before,
    }
    by_level = {"quantiles": _by_name({str(level): own for level, own in view.quantiles.items()})}
    return {**_by_name(one), **(by_level if view.quantiles else {}), "survival": _by_name(view.survival)}


def _return(found: Return) -> dict[str, Any]:
    return {
        "arm": found.arm,
        "against": found.against,
        "gained": [_estimate(e.mean, e.low, e.high, e.unit) for e in found.gained],
        "year": found.year,
        "earliest": found.earliest,
        "latest": found.latest,
        "break_even_rate": None if found.rate is None else _of(found.rate),
        "sentence": found.sentence,
    }


def _of(one: Estimate) -> dict[str, Any]:
    return _estimate(one.mean, one.low, one.high, one.unit)


def _arm(arm: ArmResult) -> dict[str, Any]:
    return {
        "name": arm.name,
        "scenario": arm.scenario,
        "policy": arm.policy,
        "outcomes": _by_name(arm.outcomes),
        "accounts": _by_account(arm.accounts),
        "median_length": {account: _median(curve) for account, curve in arm.survival.items()},
        "endings": _by_account(arm.endings),
    }


def _difference(difference: Difference) -> dict[str, Any]:
    return {
        "arm": difference.arm,
        "against": difference.against,
        "sentence": difference.sentence,
        "outcomes": _by_name(difference.outcomes),
        "accounts": _by_account(difference.accounts),
        "endings": _by_account(difference.endings),
    }


def _by_account(table: dict[str, dict[str, Estimate]]) -> dict[str, Any]:
    return {account: _by_name(estimates) for account, estimates in table.items()}


def _by_name(estimates: dict[str, Estimate]) -> dict[str, Any]:
    return {name: _estimate(e.mean, e.low, e.high, e.unit) for name, e in estimates.items()}


def _median(curve: SurvivalCurve) -> dict[str, Any]:
    return _estimate(*curve.median, "rounds")


def _estimate(mean: float, low: float, high: float, unit: str) -> dict[str, Any]:
    return {"mean": mean, "low": low, "high": high, "unit": unit}
