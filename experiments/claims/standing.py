"""One account, strategic to its vendor or not, itself the same: what differs is the vendor around it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from equipoise.sim.parameters.business import Vendor

if TYPE_CHECKING:
    from collections.abc import Mapping

GIANT = "Giant"
"""The large account: in over-a-barrel it takes what it can get, in strategic-vendor it wants a partner."""

TIMES = 4
"""How many times as large the vendor is to which it is not strategic: 20 units a round, not 5."""

OTHER_BUSINESS: Mapping[str, object] = {
    "accounts.North.size": 8,
    "accounts.South.size": 8,
    **{f"vendor.{name}": TIMES * Vendor.model_fields[name].default for name in ("fixed_cost", "cash", "reserve")},
}
"""Two other customers, twice its size each, so that it is a fifth of the vendor's volume instead of four fifths; and a
vendor of the same means for its size: fixed cost, cash and reserve grow with it."""

REFERENCE_ELSEWHERE: Mapping[str, object] = {f"accounts.{GIANT}.reference": 0, "accounts.North.reference": 1}
"""Others buy because another account does, so that the vendor wins accounts alike."""

ORDINARY: Mapping[str, object] = {**REFERENCE_ELSEWHERE, **OTHER_BUSINESS}
"""Neither: the same account is one of several."""
