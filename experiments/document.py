"""A comparison as a JSON document, for programs to read."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from equipoise.analysis.prose.money import unit_in
from equipoise.analysis.prose.units import unit_of
from equipoise.experiments.in_currency import in_currency
from equipoise.experiments.json_text import finite, some
from equipoise.sim.money import money_document

if TYPE_CHECKING:
    from collections.abc import Sequence

    from equipoise.analysis.estimate import Estimate
    from equipoise.analysis.results import (
        ArmResult,
        Comparison,
        Difference,
        Horizon,
        LeadRange,
        OneAccount,
        Ranged,
        RestsOn,
        Return,
        SurvivalCurve,
        Track,
        View,
    )
    from equipoise.sim.money import Money

FORMAT = 1
"""Version of the document; it rises when a key changes its meaning or goes, not when one is added."""


def to_json(comparison: Comparison) -> dict[str, Any]:
    """Lay a comparison out for JSON, in the currency of its business."""
    decision = comparison.decision
    laid = finite(
        {
            "format": FORMAT,
            **some(comparison, "scenario", "title", "question", "seed", "replications", "rounds", "answer"),
            "decision": decision and some(decision, "verdict", "arm", "account", "instead", "alone", "sentence"),
            **({"one_account": _one_account(comparison.one_account)} if comparison.one_account else {}),
            "money": money_document(comparison.money),
            "horizons": [_horizon(horizon) for horizon in comparison.horizons],
            "by_year": [_track(track, comparison.money) for track in comparison.by_year],
            "returns": [_return(one) for one in comparison.returns],
            "lead_range": _lead_range(comparison.lead_range),
            **ranges_of(comparison.ranges),
            **({"first_look": _rests_on(comparison.first_look)} if comparison.first_look else {}),
            **({"rests_on": _rests_on(comparison.rests_on)} if comparison.rests_on else {}),
            "arms": [_arm(arm) for arm in comparison.arms],
            "differences": [_difference(difference) for difference in comparison.differences],
        }
    )
    found: dict[str, Any] = in_currency(laid, comparison.money)
    return found


def ranges_of(ranges: Sequence[Ranged]) -> dict[str, Any]:
    """Lay out what was drawn for each run, under a key of its own; nothing where nothing was."""
    if not ranges:
        return {}
    found = [
        {
            **some(one, "key", "low", "likely", "high"),
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
        **some(found, "arm", "against", "replications"),
        "ends": [
            {"imitable": share, "profit": [{"years": years, **_of(lead)} for years, lead in leads.items()]}
            for share, leads in found.ends
        ],
        "sentence": found.sentence,
    }


def _rests_on(found: RestsOn) -> dict[str, Any]:
    return {
        **some(found, "arm", "against", "outcome", "years"),
        "lead": _of(found.lead),
        **_whole_run(found),
        "numbers": [
            {
                "name": rest.name,
                "keys": list(rest.keys),
                "question": rest.question if rest.asked else None,
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
                "whole_run": rest.later
                and {"at_low": _of(rest.later.at_low), "at_high": _of(rest.later.at_high), "turns": rest.later.turns},
            }
            for rest in found.rests
        ],
        "by_year": [
            {"arm": line.arm, "value": line.value, "years": [_of(year) for year in line.years]} for line in found.lines
        ],
        "sentence": found.sentence,
        **({"alone": {"account": found.alone.account, **_rests_on(found.alone)}} if found.alone else {}),
    }


def _whole_run(found: RestsOn) -> dict[str, Any]:
    """The lead over the whole run; nothing where that is what is decided by."""
    if found.whole is None:
        return {}
    return {"whole_run": {"years": found.whole.years, "lead": _of(found.whole.differences[found.arm].profit)}}


def _one_account(found: OneAccount) -> dict[str, Any]:
    return {
        **some(found, "account"),
        "chosen_as": list(found.chosen_as),
        **some(found, "policy", "against", "tried", "replications"),
        "horizons": [
            {"years": view.years, "profit": _of(view.profit), "survival": _of(view.survival)} for view in found.views
        ],
        "sentence": found.sentence,
        **({"others": [_one_account(one) for one in found.others]} if found.others else {}),
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
        "gained": [_of(gained) for gained in found.gained],
        **some(found, "year", "earliest", "latest"),
        "break_even_rate": None if found.rate is None else _of(found.rate),
        "sentence": found.sentence,
    }


def _track(track: Track, money: Money | None) -> dict[str, Any]:
    """Prices are in one unit, which stands beside them."""
    unit, margin = unit_of(money, "money/unit"), {str(level): values for level, values in track.margin.items()}
    prices = {name: [unit.scale * price for price in track.like[name]] for name in ("price", "support") if track.like}
    own = {**some(track, "low", "high"), **track.like, **prices, "unit": unit.name} if track.like else {}
    return {**some(track, "arm", "account", "years", "held"), **own, "margin": margin}


def _of(one: Estimate) -> dict[str, Any]:
    return {"mean": one.mean, "low": one.low, "high": one.high, "unit": one.unit}  # of these there are hundreds


def _arm(arm: ArmResult) -> dict[str, Any]:
    return {
        **some(arm, "name", "scenario", "policy"),
        "outcomes": _by_name(arm.outcomes),
        "accounts": _by_account(arm.accounts),
        "median_length": {account: _median(curve) for account, curve in arm.survival.items()},
        "endings": _by_account(arm.endings),
    }


def _difference(difference: Difference) -> dict[str, Any]:
    return {
        **some(difference, "arm", "against", "sentence"),
        "outcomes": _by_name(difference.outcomes),
        "accounts": _by_account(difference.accounts),
        "endings": _by_account(difference.endings),
    }


def _by_account(table: dict[str, dict[str, Estimate]]) -> dict[str, Any]:
    return {account: _by_name(estimates) for account, estimates in table.items()}


def _by_name(estimates: dict[str, Estimate]) -> dict[str, Any]:
    return {name: _of(estimate) for name, estimate in estimates.items()}


def _median(curve: SurvivalCurve) -> dict[str, Any]:
    return {**dict(zip(("mean", "low", "high"), curve.median, strict=True)), "unit": "rounds"}
