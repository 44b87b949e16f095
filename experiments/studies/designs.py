"""Designs: the points of a study, by SciPy and SALib."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    from numpy.typing import NDArray

    from experiments.studies.plan import Plan
    from experiments.studies.study import Value


@dataclass(frozen=True)
class Points:
    """The points of a design, in their order.

    Attributes
    ----------
    keys : sequence of str
        Factors.
    values : sequence of tuple of Value
        A row a point, a value a factor; None leaves the factor as it stands.
    unit : ndarray of shape (points, factors) or None
        The same in the unit cube, from which ``values`` follow; what SALib's estimators take, under bounds of [0, 1].
        None for a grid and one at a time, which are made of values.
    """

    keys: Sequence[str]
    values: Sequence[tuple[Value, ...]]
    unit: NDArray[np.float64] | None

    def __len__(self) -> int:
        return len(self.values)


def lay_out(plan: Plan) -> Points:
    """Lay out the points that a study asks for; the same for the same study.

    Parameters
    ----------
    plan : Plan
        A resolved study.

    Returns
    -------
    Points
        At least one.
    """
    raise NotImplementedError(plan)
