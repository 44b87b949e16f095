"""What the README's caption says of its picture: the answers of the two comparisons that it is about."""

from __future__ import annotations

from typing import TYPE_CHECKING

from equipoise.experiments.door import compare

if TYPE_CHECKING:
    from collections.abc import Iterator

MARKS = ("answers",)
POLICIES = ("accommodating", "strategic")


def make() -> Iterator[tuple[str, str]]:
    """The answers with their ranges, as the command gives them."""
    partner, opportunist = (_said(name) for name in ("strategic-vendor", "over-a-barrel"))
    yield "answers", f"*{partner}*\n\n*With a giant that drives a hard bargain (`over-a-barrel`): {opportunist}*"


def _said(scenario: str) -> str:
    found = compare(scenario, POLICIES)
    return f"{found.answer} {found.lead_range.sentence}" if found.lead_range else found.answer
