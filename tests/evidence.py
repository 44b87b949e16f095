"""How much is played anew, whatever the seals say: with ``EVIDENCE=claims`` a third of the claims, ``anew`` all of it.

Which third it is changes with anything that the page on the evidence follows from.
"""

import os
from collections.abc import Sequence
from typing import TypeVar

from equipoise.app.documents.register import EVIDENCE

Item = TypeVar("Item")

ALL = os.environ.get("EVIDENCE") == "anew"
CLAIMS = ALL or os.environ.get("EVIDENCE") == "claims"
"""As ``.ci/run`` asks for."""

_PARTS = 3


def in_turn(items: Sequence[Item]) -> Sequence[Item]:
    """Those whose turn it is: all of them with ``EVIDENCE=anew``, a third with ``EVIDENCE=claims``, else the first."""
    if ALL:
        return items
    return items[turn() :: _PARTS] if CLAIMS else items[:1]


def turn() -> int:
    """Which third it is, by the seal of the page."""
    seal = EVIDENCE.text().rpartition("<!-- seal ")[2].partition(" ")[0]
    return int(seal, 16) % _PARTS
