"""Moments of a stream of runs: counted in pieces, merged in order, so that neither memory nor threads matter."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from typing import TYPE_CHECKING

import numpy as np

from equipoise.analysis.data import LARGEST, ROUNDING, DataError, rounded

if TYPE_CHECKING:
    from numpy.typing import NDArray


@dataclass(frozen=True)
class Moments:
    """Count, mean and spread of measures over runs; a NaN is a run without the measure.

    Pieces are merged by the update of Chan, Golub and LeVeque (1983), which keeps its digits where a sum of squares
    would lose them. Merging the same pieces in the same order gives the same bits.
    """

    count: NDArray[np.int64]  #: runs that have the measure
    mean: NDArray[np.float64]  #: mean over those; 0 where there are none
    deviations: NDArray[np.float64]  #: sum of squared deviations from the mean
    signs: NDArray[np.bool_]  #: whether every value is -1, 0 or 1, as for a 0/1 measure and the difference of two
    rounding: NDArray[np.bool_]  #: whether every value is a difference of two that are equal but for rounding
    #: size of the greatest value, or of what differences were taken from, by which rounding is judged
    size: NDArray[np.float64]

    @classmethod
    def of(cls, values: NDArray[np.float64]) -> Moments:
        """Moments of some runs: measures of shape (..., runs), in C order for the same bits wherever they come from."""
        if values.dtype.kind not in "biuf":
            raise DataError(f"measures must be numbers, not of type {values.dtype}")
        present = ~np.isnan(values)
        count = present.sum(axis=-1)
        known = np.where(present, values, 0.0)
        greatest = _greatest(known)
        if (greatest >= LARGEST).any():
            raise DataError("a measure is infinite in some runs, or too large for its squares, so that it has no mean")
        mean = known.sum(axis=-1) / np.maximum(count, 1)
        deviations = (np.where(present, values - mean[..., None], 0.0) ** 2).sum(axis=-1)
        signs = ((known == 0.0) | (np.abs(known) == 1.0)).all(axis=-1)
        return cls(count, mean, deviations, signs, np.zeros(np.shape(count), np.bool_), greatest)

    @classmethod
    def of_differences(cls, first: NDArray[np.float64], second: NDArray[np.float64]) -> Moments:
        """Moments of one measure less another, run by run, each of shape (..., runs).

        :meth:`settled` takes them for 0 where nothing but rounding differs, once all runs are there.
        """
        found = cls.of(np.ascontiguousarray(first - second))
        size = _greatest(np.where(np.isnan(first - second), 0.0, np.maximum(np.abs(first), np.abs(second))))
        return replace(found, rounding=np.asarray(rounded(first, second).all(axis=-1)), size=size)

    def settled(self) -> Moments:
        """The same, but exactly 0 where every value is rounding."""
        mean, deviations = (np.where(self.rounding, 0.0, part) for part in (self.mean, self.deviations))
        return replace(self, mean=mean, deviations=deviations, signs=self.signs | self.rounding)

    def merge(self, later: Moments) -> Moments:
        """Moments of these runs and of some later ones."""
        count = self.count + later.count
        weight = later.count / np.maximum(count, 1)
        step = later.mean - self.mean
        return Moments(
            count,
            self.mean + step * weight,
            self.deviations + later.deviations + step**2 * self.count * weight,
            self.signs & later.signs,
            self.rounding & later.rounding,
            np.maximum(self.size, later.size),
        )

    def __getitem__(self, rows: int | slice | tuple[int | slice | list[int], ...]) -> Moments:
        """Those of some rows."""
        return Moments(*(getattr(self, part.name)[rows] for part in fields(self)))

    @property
    def standard_error(self) -> NDArray[np.float64]:
        """Standard error of the mean; NaN with fewer than two runs."""
        several = self.count > 1
        variance = np.where(several, self.deviations, np.nan) / np.maximum(self.count - 1, 1)
        result: NDArray[np.float64] = np.sqrt(variance / np.maximum(self.count, 1))
        return result

    @property
    def error(self) -> NDArray[np.float64]:
        """What these runs tell of the mean's error: nothing where every value is the same, but for 0 every time."""
        zero = (self.mean == 0.0) & (self.deviations == 0.0)
        varies = np.sqrt(self.deviations) > ROUNDING * self.size
        return np.where(varies | zero, self.standard_error, np.nan)

    def ups_and_downs(self) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """How many values are 1 and how many are -1, where ``signs`` holds.

        Exact: the sum of such values is their difference, the sum of squares their number.
        """
        total = self.mean * self.count
        squares = self.deviations + total * self.mean
        ups = np.rint((squares + total) / 2.0).astype(np.int64)
        downs = np.rint((squares - total) / 2.0).astype(np.int64)
        return ups, downs


def _greatest(values: NDArray[np.float64]) -> NDArray[np.float64]:
    return np.asarray(np.abs(values).max(axis=-1, initial=0.0))
