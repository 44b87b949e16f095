"""How much is played anew, whatever the seals say: ``EVIDENCE=claims`` a third, ``EVIDENCE=anew`` all of it."""

import os
from collections.abc import Sequence
from typing import TypeVar

ALL = os.environ.get("EVIDENCE") == "anew"
CLAIMS = ALL or os.environ.get("EVIDENCE") == "claims"
"""As ``.ci/run`` asks for."""

T = TypeVar("T")
TURNS = 3


def in_turn(every: Sequence[T], seal: str) -> list[T]:
    """A third of them: which one, changes with the seal, so that some changes later each has been played."""
    return [*every[int(seal, 16) % TURNS :: TURNS]]
