"""A study of regularities as a JSON document, and as a page in Markdown."""

from __future__ import annotations

from math import isnan
from typing import TYPE_CHECKING, Any

from equipoise.experiments.json_text import some
from equipoise.experiments.markdown import table
from equipoise.experiments.regularities.agreement import compared
from equipoise.experiments.regularities.population import AXES, PLACEBO_VENDORS, REFERENCES, ROUNDS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from equipoise.analysis.estimate import Estimate
    from equipoise.experiments.regularities.regularity import Regularity
    from equipoise.experiments.regularities.study import Reproduction, Study

_HUNDREDTH = 0.01

FORMAT = 1
"""Version of the document; it rises when a key changes its meaning or goes, not when one is added."""


def to_json(study: Study) -> dict[str, Any]:
    """Lay a study out for JSON."""
    return {
        "format": FORMAT,
        "vendors": study.population.vendors,
        "rounds": ROUNDS,
        "seed": study.population.seed,
        "tests": study.tests,
        "regularities": [_result(result) for result in study.results],
    }


def of_regularity(name: str, regularity: Regularity) -> dict[str, Any]:
    """What is said of a regularity before any run."""
    published = regularity.published
    return {
        "name": name,
        **some(regularity, "fact", "source", "sample", "regression", "calibrated", "remark"),
        "published": {
            "words": published.words,
            "compared": compared(published),
            **some(published, "sign", "low", "high"),
        },
    }


def _result(result: Reproduction) -> dict[str, Any]:
    pattern = result.pattern
    return {
        **of_regularity(result.name, result.regularity),
        "estimate": {**_effect(pattern.estimate), "unit": pattern.unit, "rows": pattern.rows},
        "together": dict(zip(("low", "high"), result.interval, strict=True)),
        "verdict": result.agreement.value,
        "why": [{"label": line.name, **_effect(line)} for line in result.why],
    }


def _effect(effect: Estimate) -> dict[str, Any]:
    return {"value": effect.value, "low": effect.low, "high": effect.high, "p": effect.p, "vendors": effect.runs}


def number(value: float) -> str:
    """A figure as tables have it. Three decimals, four below a hundredth; a hyphen where there is none."""
    if isnan(value):
        return "-"
    return f"{value:.4f}" if abs(value) < _HUNDREDTH else f"{value:.3f}"


def estimated(value: float, low: float, high: float) -> str:
    """An estimate with its interval, as tables have it. ``0.123 (0.100 to 0.146)``, or ``0.123 (no interval)``."""
    if isnan(value) or isnan(low) or isnan(high):
        return f"{number(value)} (no interval)"
    return f"{number(value)} ({number(low)} to {number(high)})"


def summary(study: Study) -> list[list[str]]:
    """The table: a row a regularity, under a heading."""
    rows = [["regularity", "published", "simulated", "verdict", "calibrated"]]
    for result in study.results:
        published = result.regularity.published
        rows.append(
            [
                result.name,
                f"{published.words} ({compared(published)})",
                estimated(result.pattern.estimate.value, *result.interval),
                result.agreement.value,
                result.regularity.calibrated.partition(":")[0].partition(",")[0],
            ]
        )
    return rows


def markdown(study: Study, *, pictures: bool) -> str:
    """Write a study up."""
    return f"{table(*summary(study))}\n\n{sections(study, pictures=pictures)}\n"


def sections(study: Study, *, pictures: bool) -> str:
    """A section for each regularity, in Markdown."""
    return "\n".join(line for r in study.results for line in _section(r, pictures=pictures)).rstrip()


def population_text(study: Study) -> str:
    """What the population is, in Markdown."""
    rows = [["a vendor's", "unit", "from", "to"]]
    rows += [[axis.meaning.rstrip("."), axis.unit, f"{axis.low:g}", f"{axis.high:g}"] for axis in AXES]
    about = (
        f"{study.population.vendors:,} vendors, {ROUNDS} rounds each, seed {study.population.seed}: a Latin hypercube "
        f"over the axes below, around the defaults, each vendor with luck of its own. {REFERENCES:.0%} of the accounts "
        f"lend credibility. Estimates with a mechanism off are of the first {PLACEBO_VENDORS} vendors."
    )
    return f"{about}\n\n{table(*rows)}"


def _section(result: Reproduction, *, pictures: bool) -> Iterator[str]:
    regularity, pattern = result.regularity, result.pattern
    yield f"## {result.name}"
    yield ""
    yield f"**{regularity.fact}** {regularity.source}"
    yield ""
    yield f"Sample: {regularity.sample} {regularity.regression}"
    yield ""
    if pictures:
        yield f"![{result.name}](figures/{result.name}.svg)"
        yield ""
    rows = [["estimate", pattern.unit]]
    rows.append([f"**{result.agreement.value}**", estimated(pattern.estimate.value, *result.interval)])
    rows += [[line.name, estimated(line.value, line.low, line.high)] for line in result.why]
    yield table(*rows)
    yield ""
    told = f"Published: {regularity.published.words}. Used in calibration: {regularity.calibrated}."
    yield f"{told} {regularity.remark}".rstrip()
    yield ""
