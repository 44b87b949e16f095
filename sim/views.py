"""What a person at a seat may be shown: facts of the own side, and both dependences by its own estimates."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

import numpy as np

from equipoise.sim.decisions import Side
from equipoise.sim.moves import ACCOUNT_IS_SHOWN, VENDOR_IS_SHOWN
from equipoise.sim.rules.bargaining import dependence
from equipoise.sim.state import RELATIONSHIP_ROW
from equipoise.sim.whose import side_by_side

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from equipoise.sim.rows import Rows
    from equipoise.sim.run import Run
    from equipoise.sim.state import World

STEPS = 20
"""Dependence is shown in twentieths: finer digits would tell what an estimate was made of."""

_SHOWN = {Side.VENDOR: VENDOR_IS_SHOWN, Side.ACCOUNT: ACCOUNT_IS_SHOWN}


def seen_from(side: Side, world: World, slot: int) -> dict[str, float]:
    """Show a relationship, in a slot, as one side may see it.

    Columns of :data:`equipoise.sim.state.COLUMNS`; and ``dependence_vendor`` (only to the vendor) and
    ``dependence_account``, by the pie as that side estimates it, to the nearest twentieth.
    """
    return {name: float(values[0]) for name, values in _seen(side, side_by_side(world, slot)).items()}


def history_seen_from(side: Side, run: Run, slot: int) -> dict[str, NDArray[np.float64]]:
    """Show a relationship as one side may have seen it at the end of each round so far; arrays of shape (rounds,)."""
    return _seen(side, cast("Rows", run.out.panel[0, : run.round, slot]))


def _seen(side: Side, rows: Rows) -> dict[str, NDArray[np.float64]]:
    shown = {name: np.array(rows[name]) for name in RELATIONSHIP_ROW.names or () if name in _SHOWN[side]}
    pie = rows["pie_vendor"] if side is Side.VENDOR else rows["pie_account"]
    shown["dependence_account"] = _roughly(pie, rows["left_account"])
    if side is Side.VENDOR:
        shown["dependence_vendor"] = _roughly(pie, rows["left_vendor"])
    return shown


def _roughly(pie: NDArray[np.float64], left: NDArray[np.float64]) -> NDArray[np.float64]:
    """In twentieths; 0 before there are any estimates."""
    return np.array(
        [round(STEPS * dependence(*one)) / STEPS if any(one) else 0.0 for one in zip(pie, left, strict=True)]
    )
