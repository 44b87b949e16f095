"""One account, strategic to its vendor or not, itself the same: what differs is the vendor around it."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

GIANT = "Giant"
"""The large account: in over-a-barrel it takes what it can get, in strategic-vendor it wants a partner."""

NO_REFERENCE: Mapping[str, object] = {f"accounts.{GIANT}.reference": 0}
"""Nobody buys because it does."""

OTHER_BUSINESS: Mapping[str, object] = {"accounts.North.size": 8, "accounts.South.size": 8}
"""Two other customers, twice its size each, so that it is a fifth of the vendor's volume instead of four fifths."""

ORDINARY: Mapping[str, object] = {**NO_REFERENCE, **OTHER_BUSINESS}
"""Neither: the same account is one of several."""
