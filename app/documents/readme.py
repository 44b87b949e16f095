"""What the README's caption says of its picture: what to do in the two comparisons that it is about."""

from __future__ import annotations

from typing import TYPE_CHECKING

from equipoise.analysis.prose.numbers import paragraph
from equipoise.experiments.door import compare

if TYPE_CHECKING:
    from collections.abc import Iterator

    from equipoise.analysis.results import Comparison

MARKS = ("answers",)
POLICIES = ("accommodating", "strategic")


def make() -> Iterator[tuple[str, str]]:
    """What to do with each giant, and how much likelier it is kept."""
    partner, opportunist = (what_to_do(compare(name, POLICIES)) for name in ("strategic-vendor", "over-a-barrel"))
    yield (
        "answers",
        (
            f"*Of these two policies: {partner}*\n\n"
            f"*With a giant that drives a hard bargain (`over-a-barrel`), of the same two: {opportunist}*"
        ),
    )


def what_to_do(comparison: Comparison) -> str:
    """The decision, and the risk that goes with it."""
    return "" if comparison.decision is None else paragraph(*comparison.decision.parts[:2])
