"""Policies that come with the program and were not compared with a business's own, and how to ask for them."""

from __future__ import annotations

import shlex
from typing import TYPE_CHECKING

from equipoise.analysis.prose.numbers import listed
from equipoise.sim.files import list_policies

if TYPE_CHECKING:
    from collections.abc import Sequence

    from equipoise.sim.arm import Arm


def not_compared(arms: Sequence[Arm]) -> list[str]:
    """Name shipped policies that no arm has; without those that are another less one of its parts."""
    if len(arms) == 1 or any(arm.scenario.business is None for arm in arms):
        return []
    names, there = list_policies(), {arm.policy.name for arm in arms}
    whole = [name for name in names if not any(name.startswith(f"{other}-") for other in names)]
    return [name for name in whole if name not in there]


def not_compared_words(arms: Sequence[Arm]) -> str:
    """Say that they were not; empty where none is left."""
    names = not_compared(arms)
    were = "was" if len(names) == 1 else "were"
    return f"Of the policies that come with the program {listed(names)} {were} not compared." if names else ""


def options_for_them(arms: Sequence[Arm]) -> str:
    """Options that compare them with the arms; empty where none is left."""
    others = not_compared(arms)
    names = [*dict.fromkeys(arm.policy.name for arm in arms), *others]
    return " ".join(f"--policy {shlex.quote(name)}" for name in names) if others else ""


def offer_of_them(arms: Sequence[Arm]) -> str:
    """What a terminal is told."""
    words = not_compared_words(arms)
    return f"{words.removesuffix('.')}: {options_for_them(arms)}. " if words else ""
