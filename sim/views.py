"""What a person at a seat may be shown: facts of the own side, and both dependences by its own estimates."""

from __future__ import annotations

from typing import TYPE_CHECKING

from equipoise.sim.decisions import Side
from equipoise.sim.moves import ACCOUNT_IS_SHOWN, VENDOR_IS_SHOWN
from equipoise.sim.rules.bargaining import dependence
from equipoise.sim.state import RELATIONSHIP_ROW
from equipoise.sim.whose import side_by_side

if TYPE_CHECKING:
    from equipoise.sim.state import World

STEPS = 20
"""Dependence is shown in twentieths: finer digits would tell what an estimate was made of."""

_SHOWN = {Side.VENDOR: VENDOR_IS_SHOWN, Side.ACCOUNT: ACCOUNT_IS_SHOWN}


def seen_from(side: Side, world: World, slot: int) -> dict[str, float]:
    """Show a relationship, in a slot, as one side may see it.

    Columns of :data:`equipoise.sim.state.COLUMNS`; and ``dependence_vendor`` (only to the vendor) and
    ``dependence_account``, by the pie as that side estimates it, to the nearest twentieth.
    """
    row = side_by_side(world, slot)[0]
    shown = {name: float(row[name]) for name in RELATIONSHIP_ROW.names or () if name in _SHOWN[side]}
    pie = row.pie_vendor if side is Side.VENDOR else row.pie_account
    shown["dependence_account"] = _roughly(dependence(pie, row.left_account))
    if side is Side.VENDOR:
        shown["dependence_vendor"] = _roughly(dependence(pie, row.left_vendor))
    return shown


def _roughly(share: float) -> float:
    return round(STEPS * share) / STEPS
