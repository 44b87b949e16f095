"""What the claims come to, for programs to read: a JSON document and a table of effects."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import polars as pl

from equipoise.experiments.claims.standards import JOINT
from equipoise.experiments.claims.two_by_two import EFFECTS
from equipoise.experiments.json_text import some

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from equipoise.analysis.estimate import Estimate
    from equipoise.analysis.evidence import ClaimedEffect
    from equipoise.experiments.claims.claim import Claim
    from equipoise.experiments.claims.trial import Finding
    from equipoise.experiments.claims.two_by_two import Square
    from equipoise.experiments.claims.whole import Whole

FORMAT = 1
"""Version of the document; it rises when a key changes its meaning or goes, not when one is added."""

COLUMNS = {
    "claim": ("text", "The claim's id; empty for what goes beyond the claims."),
    "kind": (
        "text",
        "effect (it counts), built in (so it was built), placebo (it must be gone), also (told), or what is beyond.",
    ),
    "name": ("text", "What is measured, and against what."),
    "unit": ("text", "Unit of estimate, error, low, high and least."),
    "estimate": ("see unit", "The effect."),
    "error": ("see unit", "Its standard error."),
    "low": ("see unit", "Lower end of its interval, which holds for all claims' effects together (95%)."),
    "high": ("see unit", "Upper end."),
    "least": ("see unit", "The smallest effect that would matter."),
    "runs": ("count", "Runs that it rests on."),
    "p_value": ("probability", "One-sided, of the effect being at most the least; unadjusted."),
}
"""Unit and meaning of the columns of :func:`to_table`."""


def to_json(whole: Whole) -> dict[str, Any]:
    """Lay all of it out for JSON."""
    ablation, shares = whole.ablation, whole.shares
    return {
        "format": FORMAT,
        "runs": whole.luck.runs,
        "seed": whole.luck.seed,
        "joint": JOINT,
        "settings": dict(whole.settings),
        "claims": [_finding(finding) for finding in whole.findings],
        "two_by_two": [_square(square) for square in whole.squares],
        "ablation": ablation
        and {
            "whole": _by_name(ablation.whole),
            "rows": [
                {"switch": r.switch, "meaning": r.meaning, "left": _by_name(r.left), "lost": _by_name(r.lost)}
                for r in ablation.rows
            ],
        },
        "shares": shares
        and [
            {"switch": r.switch, "meaning": r.meaning, "share": _by_name(r.share)}
            for r in (shares.none, *shares.rows, shares.all)
        ],
    }


def of_claim(claim: Claim) -> dict[str, str]:
    """What is said of a claim before any run."""
    return some(claim, "id", "sentence", "source", "design", "measure", "placebo", "limits")


def _finding(finding: Finding) -> dict[str, Any]:
    evidence = finding.evidence
    return {
        **of_claim(finding.claim),
        "verdict": finding.verdict.value,
        "versions": {name: verdict.value for name, verdict in finding.versions.items()},
        "p_value": finding.p_value,
        "adjusted": finding.adjusted,
        "weakest": finding.weakest.name,
        "remark": evidence.remark,
        "runs": finding.runs,
        "readings": [{"words": each.words, "because": dict(each.because)} for each in evidence.readings],
        "effects": [_effect(effect) for effect in evidence.effects],
        "built_in": [_effect(effect) for effect in evidence.built_in],
        "placebos": [_effect(effect) for effect in evidence.placebos],
        "also": [_effect(effect) for effect in evidence.also],
        "levels": [_level(level) for level in evidence.levels],
    }


def _square(square: Square) -> dict[str, Any]:
    return {
        "way": square.way.name,
        "version": square.version.name,
        "scenario": square.way.scenario,
        "cells": [
            {"account": account, "vendor": vendor, **{name: _level(level) for name, level in levels.items()}}
            for (account, vendor), levels in square.cells.items()
        ],
        "effects": {outcome: _by_name(effects) for outcome, effects in square.effects.items()},
    }


def _by_name(effects: Mapping[str, ClaimedEffect]) -> dict[str, Any]:
    return {name: _effect(effect, tests=1) for name, effect in effects.items()}


def _effect(effect: ClaimedEffect, tests: int = JOINT) -> dict[str, Any]:
    low, high = effect.interval(tests)
    return {
        "name": effect.name,
        "unit": effect.unit,
        "estimate": effect.value,
        "error": effect.error,
        "low": float(low),
        "high": float(high),
        "least": effect.least,
        "runs": effect.runs,
        "p_value": effect.p_value if effect.known else None,
    }


def _level(level: Estimate) -> dict[str, Any]:
    return {"label": level.name, "mean": level.mean, "error": level.error, "unit": level.unit}


def to_table(whole: Whole) -> pl.DataFrame:
    """Every effect in a row, with the columns of ``COLUMNS``."""
    rows = [{"claim": claim, "kind": kind, **_effect(effect, tests)} for claim, kind, effect, tests in _all(whole)]
    return pl.DataFrame(rows, infer_schema_length=None).select(list(COLUMNS))


def _all(whole: Whole) -> Iterator[tuple[str, str, ClaimedEffect, int]]:
    """Claim, kind, effect, and the number of effects for which its interval holds."""
    for finding in whole.findings:
        evidence = finding.evidence
        for kind, effects in (
            ("effect", evidence.effects),
            ("built in", evidence.built_in),
            ("placebo", evidence.placebos),
            ("also", evidence.also),
        ):
            yield from ((finding.claim.id, kind, effect, JOINT) for effect in effects)
    yield from (("", kind, effect, 1) for kind, effect in _beyond(whole))


def _beyond(whole: Whole) -> Iterator[tuple[str, ClaimedEffect]]:
    """Kind and effect of what goes beyond the claims."""
    for square in whole.squares:
        kind = f"two by two, {square.version.name}: {square.way.name}"
        yield from ((kind, effects[name]) for effects in square.effects.values() for name in EFFECTS)
    if whole.ablation is not None:
        for row in whole.ablation.rows:
            yield from (("ablation", effect) for effect in (*row.left.values(), *row.lost.values()))
    if whole.shares is not None:
        for each in (whole.shares.none, *whole.shares.rows, whole.shares.all):
            yield from (("shares", effect) for effect in each.share.values())
