"""What moves an outcome, in a sentence to be read aloud."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from equipoise.analysis.prose.numbers import capital, either, fixed, level, percent, size
from equipoise.analysis.sensitivity.grid import GridIndices
from equipoise.analysis.sensitivity.ranks import RankRegression
from equipoise.analysis.sensitivity.screening import Screening
from equipoise.analysis.sensitivity.sobol import SobolIndices

if TYPE_CHECKING:
    from collections.abc import Sequence

    from equipoise.analysis.sensitivity.ranking import Ranking
    from equipoise.analysis.sensitivity.tornado import Tornado

_RANKED = 3  # beyond so many that can't be told apart, none alone is named
_MOSTLY_NOISE = 0.5  # share of noise from which on it may be what the points differ by


def answer(rankings: Sequence[Ranking]) -> str:
    """Say what moves each outcome most."""
    return " ".join(sentence(ranking) for ranking in rankings)


def sentence(ranking: Ranking) -> str:
    """Say what moves one outcome most, by how much and which way.

    Factors whose intervals overlap with the strongest's are named with it.
    """
    if lacking := _lacking(ranking):
        return f"{capital(lacking)}."
    leaders = ranking.leaders()
    if not leaders:
        return f"Over these ranges, {_nothing(ranking)}."
    if len(leaders) > _RANKED:
        return (
            f"Nothing alone matters most to {ranking.subject}: these points cannot rank the first {len(leaders)}, "
            f"with {ranking.factors[leaders[0]]} at their head."
        )
    names = [ranking.factors[k] for k in leaders]
    if len(names) == 1:
        return f"What matters most to {ranking.subject} is {names[0]}: {_amount(ranking, leaders[0])}."
    return f"What matters most to {ranking.subject} is {either(names)}; these points cannot rank them."


def most(ranking: Ranking) -> str:
    """The same as a part of a title, such as ``market.rivals matters most to survival``."""
    if lacking := _lacking(ranking):
        return lacking
    leaders = ranking.leaders()
    if not leaders:
        return _nothing(ranking)
    if len(leaders) > _RANKED:
        return f"nothing alone matters most to {ranking.subject}"
    names = [ranking.factors[k] for k in leaders]
    return f"{either(names)} matters most to {ranking.subject}"


def _lacking(ranking: Ranking) -> str:
    """Why nothing can be told of what moves the outcome; nothing where something can."""
    basis, subject = ranking.basis, ranking.subject
    if basis is None:
        known = np.isfinite(ranking.strength.value).any()
        return "" if known else f"nothing could be estimated of what moves {subject}"
    if basis.valued == 0:
        return f"{subject} has no value at any of the points: nothing can be told of what moves it"
    if not any(basis.varied):
        return f"nothing was varied, so that nothing can be told of what moves {subject}"
    if basis.constant:
        return f"over these ranges, nothing clearly moves {subject}: it is the same at every point"
    if basis.used < basis.needed:
        used = f"{basis.used:,} {basis.what[basis.used != 1]}" if basis.used else f"not one {basis.what[0]}"
        verb = "are too few" if basis.used > 1 else "is too few" if basis.used else "has a value"
        return f"{used} {verb} to tell what moves {subject}: {basis.needed:,} would do"
    return ""


def _nothing(ranking: Ranking) -> str:
    """What was looked for and not found, so that it does not read as if there were nothing at all."""
    strength, first = ranking.strength, ranking.order[0]
    if strength.value[first] > 0.0 and np.isnan(strength.low[first]):
        return f"what moves {ranking.subject} most cannot be told: {ranking.factors[first]} has no interval"
    if ranking.noise >= _MOSTLY_NOISE:
        return f"these runs cannot tell what moves {ranking.subject}: its differences may be noise"
    if isinstance(ranking.result, RankRegression):
        return f"{ranking.subject} clearly rises or falls with nothing that is varied"
    return f"nothing clearly moves {ranking.subject}"


def _amount(ranking: Ranking, k: int) -> str:
    """By how much a factor moves the outcome, and which way."""
    result, way = ranking.result, _way(ranking, k)
    if isinstance(result, SobolIndices):
        share = (
            f"it accounts for {percent(min(result.total.value[k], 1.0), 0)} of the variation, with others or alone{way}"
        )
        return f"{share}; {_between(ranking, result, k)}" if isinstance(result, GridIndices) else share
    if isinstance(result, Screening):
        difference = size(float(result.mu_star.value[k]), ranking.kind)
        return f"across its range it makes a difference of {difference} on average{way}"
    if isinstance(result, RankRegression) and np.isnan(result.coefficients.value[k]):
        return f"its words account for {percent(ranking.strength.value[k] ** 2, 0)} of the variance of its ranks"
    if isinstance(result, RankRegression):
        return f"its rank coefficient is {fixed(result.coefficients.value[k], 2, signed=True)}{way}"
    return _between(ranking, result, k)


def _between(ranking: Ranking, result: Tornado | GridIndices, k: int) -> str:
    """What the outcome is at two levels of a factor."""
    low, high = (level(float(value[k]), ranking.kind) for value in (result.low, result.high))
    ends = f" as it goes from {result.ends[k][0]} to {result.ends[k][1]}" if result.ends else ""
    turns = ", and turns in between its ends" if result.turns and result.turns[k] else ""
    return f"{low} becomes {high}{ends}{turns}"


def _way(ranking: Ranking, k: int) -> str:
    if ranking.direction[k] == 0:
        return ""
    return f", and {ranking.subject} {'rises with it' if ranking.direction[k] > 0 else 'falls as it rises'}"
