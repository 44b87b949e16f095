"""Moves: what a vendor or an account decides in a round. The phases only resolve them.

Each function is one decision, made from what its side can know: a vendor's decisions read only the columns in
``VENDOR_SEES``, an account's only those in ``ACCOUNT_SEES``.
"""

from equipoise.sim.moves.buying import buy
from equipoise.sim.moves.demanding import answer_demand, contract_gain, demand
from equipoise.sim.moves.investing import effort, invest, pursue, sign_charter
from equipoise.sim.moves.kinds import STAY, Investment, Position, Purchase, Terms
from equipoise.sim.moves.positions import (
    account_position,
    account_reserve,
    expected_opening,
    expected_openings,
    vendor_position,
)
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
    "account_position",
    "account_reserve",
    "account_terms",
    "answer_demand",
    "buy",
    "contract_gain",
    "demand",
    "effort",
    "expected_opening",
    "expected_openings",
    "invest",
    "pie_at",
    "pursue",
    "sign_charter",
    "vendor_position",
    "vendor_terms",
]
