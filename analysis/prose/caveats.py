"""What keeps a ranking from being trusted, or from agreeing with one by another design, in sentences."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from equipoise.analysis.prose.numbers import listed
from equipoise.analysis.sensitivity.grid import GridIndices
from equipoise.analysis.sensitivity.ranks import RankRegression
from equipoise.analysis.sensitivity.screening import Screening
from equipoise.analysis.sensitivity.sobol import SobolIndices
from equipoise.analysis.sensitivity.tornado import Tornado

if TYPE_CHECKING:
    from collections.abc import Iterator

    from equipoise.analysis.sensitivity.ranking import Ranking

MUCH = 0.1  # share of noise, or of ranks unexplained, from which on a warning is due
FEW_RUNS = 10  # runs a point below which a warning is due: an error is not known well, and 1.96 of it no 95% interval


def caveats(ranking: Ranking) -> list[str]:
    """Say what keeps a ranking from being trusted. Sentences; none where nothing does."""
    return [*_basis(ranking), *_noise(ranking), *_method(ranking)]


def _basis(ranking: Ranking) -> Iterator[str]:
    basis, result = ranking.basis, ranking.result
    if basis is not None:
        still = [name for name, varied in zip(ranking.factors, basis.varied, strict=True) if not varied]
        if still:
            yield f"{listed(still)} {'has' if len(still) == 1 else 'have'} one value alone, and so no figure."
        if 0 < basis.valued < basis.points and not getattr(result, "left_out", 0):
            yield f"At {basis.points - basis.valued:,} of the {basis.points:,} points the outcome has no value."
    if isinstance(result, SobolIndices | RankRegression) and result.left_out:
        yield f"{result.left_out:,} of {result.used + result.left_out:,} rows are left out: the outcome has no value."
    if isinstance(result, Tornado | GridIndices) and basis is not None and basis.tells and basis.used < FEW_RUNS:
        yield f"Intervals take the errors of points for known: of {basis.used} runs a point they are too narrow."
    if isinstance(result, Screening) and basis is not None and basis.tells:
        few = [
            name
            for name, varied, low in zip(ranking.factors, basis.varied, result.mu_star.low, strict=True)
            if varied and np.isnan(low)
        ]
        if few:
            yield f"Trajectories have too few steps of {listed(few)} to tell what it does."


def _noise(ranking: Ranking) -> Iterator[str]:
    if not ranking.noise >= MUCH:  # NaN where it is not known
        return
    yield (
        f"Up to {min(ranking.noise, 1.0):.0%} of the variance between points is noise of too few runs: more "
        "replications sharpen this table, and can change it. It is the most that it can be: all points face the same "
        "luck, which cancels in their differences as far as it does the same at each."
    )


def _method(ranking: Ranking) -> Iterator[str]:
    result, basis = ranking.result, ranking.basis
    tells = basis is None or basis.tells
    if isinstance(result, RankRegression) and tells and result.explained < 1.0 - 2 * MUCH:
        yield (
            f"The regression accounts for {result.explained:.0%} of the ranks' variance, which is no share of the "
            "outcome's: what moves it by a jump, there and back, or with others, can swing it widely and rank "
            "low. The design saltelli tells more."
        )
    if isinstance(result, Tornado | GridIndices):
        turning = [name for name, turns in zip(ranking.factors, result.turns, strict=False) if turns]
        if turning:
            yield (
                f"The outcome turns within the range of {listed(turning)}: its figures are of the least and the "
                "greatest there, and not of the ends."
            )
