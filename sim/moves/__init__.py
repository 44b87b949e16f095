"""Moves: what a vendor or an account decides in a round. The phases only resolve them.

Each function is one decision, made from what its side can know: a vendor's decisions read only the columns in
``VENDOR_SEES``, an account's only those in ``ACCOUNT_SEES``.
"""

from equipoise.sim.moves.buying import buy
from equipoise.sim.moves.demanding import (
    account_gain,
    account_threat,
    answer_demand,
    contract_gain,
    demand,
    expected_threat,
    vendor_threat,
)
from equipoise.sim.moves.investing import effort, invest, pursue, sign_charter
from equipoise.sim.moves.kinds import STAY, Investment, Position, Purchase, Terms
from equipoise.sim.moves.positions import (
    account_matching,
    account_position,
    account_reserve,
    break_even,
    expected_opening,
    expected_openings,
    positions,
    vendor_matching,
    vendor_position,
)
from equipoise.sim.moves.returning import come_back, take_back
from equipoise.sim.moves.sight import ACCOUNT_IS_SHOWN, ACCOUNT_SEES, VENDOR_IS_SHOWN, VENDOR_SEES
from equipoise.sim.moves.terms import account_terms, pie_at, vendor_terms

__all__ = [
    "ACCOUNT_IS_SHOWN",
    "ACCOUNT_SEES",
    "STAY",
    "VENDOR_IS_SHOWN",
    "VENDOR_SEES",
    "Investment",
    "Position",
    "Purchase",
    "Terms",
    "account_gain",
    "account_matching",
    "account_position",
    "account_reserve",
    "account_terms",
    "account_threat",
    "answer_demand",
    "break_even",
    "buy",
    "come_back",
    "contract_gain",
    "demand",
    "effort",
    "expected_opening",
    "expected_openings",
    "expected_threat",
    "invest",
    "pie_at",
    "positions",
    "pursue",
    "sign_charter",
    "take_back",
    "vendor_matching",
    "vendor_position",
    "vendor_terms",
    "vendor_threat",
]
