"""What moves an outcome, in a sentence to be read aloud."""

from __future__ import annotations

from typing import TYPE_CHECKING

from analysis.phrases import percent, points
from analysis.sensitivity.ranks import RankRegression
from analysis.sensitivity.screening import Screening
from analysis.sensitivity.sobol import SobolIndices

if TYPE_CHECKING:
    from collections.abc import Sequence

    from analysis.sensitivity.finding import Finding
    from sim.outcomes import Kind

_RANKED = 3  # beyond so many that can't be told apart, no single lever is named
_SHARES = frozenset({"share", "chance"})


def answer(findings: Sequence[Finding]) -> str:
    """Say what moves each outcome most.

    Parameters
    ----------
    findings : sequence of Finding
        One an outcome.

    Returns
    -------
    str
        A sentence each.
    """
    return " ".join(sentence(finding) for finding in findings)


def sentence(finding: Finding) -> str:
    """Say what moves one outcome most, by how much and which way.

    Parameters
    ----------
    finding : Finding
        Of one outcome.

    Returns
    -------
    str
        One sentence. Factors whose intervals overlap with the strongest's are named with it.
    """
    leaders = finding.leaders()
    if not leaders:
        return f"Over these ranges, nothing clearly moves {finding.subject}."
    if len(leaders) > _RANKED:
        return (
            f"No single lever matters most to {finding.subject}: these points cannot rank the first {len(leaders)}, "
            f"with {finding.factors[leaders[0]]} at their head."
        )
    names = [finding.factors[k] for k in leaders]
    if len(names) == 1:
        return f"What matters most to {finding.subject} is {names[0]}: {_amount(finding, leaders[0])}."
    return f"What matters most to {finding.subject} is {_either(names)}; these points cannot rank them."


def most(finding: Finding) -> str:
    """The same as a part of a title, such as ``market.rivals matters most to survival``."""
    leaders = finding.leaders()
    if not leaders:
        return f"nothing clearly moves {finding.subject}"
    if len(leaders) > _RANKED:
        return f"no single lever matters most to {finding.subject}"
    names = [finding.factors[k] for k in leaders]
    return f"{_either(names)} matters most to {finding.subject}"


def _either(names: Sequence[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} or {names[-1]}"


def _amount(finding: Finding, k: int) -> str:
    """By how much a factor moves the outcome, and which way."""
    result, way = finding.result, _way(finding, k)
    if isinstance(result, SobolIndices):
        return (
            f"it accounts for {percent(min(result.total.value[k], 1.0), 0)} of the variation, with others or alone{way}"
        )
    if isinstance(result, Screening):
        size = size_of(float(result.mu_star.value[k]), finding.kind)
        return f"across its range it makes a difference of {size} on average{way}"
    if isinstance(result, RankRegression):
        return f"its rank coefficient is {result.coefficients.value[k]:+.2f}{way}"
    low, high = (level_of(float(value[k]), finding.kind) for value in (result.low, result.high))
    ends = f" as it goes from {result.ends[k][0]} to {result.ends[k][1]}" if result.ends else ""
    return f"{low} becomes {high}{ends}"


def _way(finding: Finding, k: int) -> str:
    if finding.direction[k] == 0:
        return ""
    return f", and {finding.subject} {'rises with it' if finding.direction[k] > 0 else 'falls as it rises'}"


def size_of(value: float, kind: Kind) -> str:
    """Write the size of a change: points of a share, three digits of anything else."""
    return points(value) if kind in _SHARES else f"{abs(value):,.3g}"


def level_of(value: float, kind: Kind) -> str:
    """Write a level: a share in per cent, three digits of anything else."""
    return percent(value) if kind in _SHARES else f"{value:,.3g}"
