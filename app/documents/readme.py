"""What the README's caption says of its picture: the answers of the two comparisons that it is about."""

from __future__ import annotations

from typing import TYPE_CHECKING

from equipoise.analysis.contrast import direction
from equipoise.experiments.door import compare

if TYPE_CHECKING:
    from collections.abc import Iterator

    from equipoise.analysis.results import Comparison

MARKS = ("answers",)
POLICIES = ("accommodating", "strategic")


def make() -> Iterator[tuple[str, str]]:
    """The answers, as the command gives them, and what all accounts together come to."""
    partner, opportunist = (compare(name, POLICIES) for name in ("strategic-vendor", "over-a-barrel"))
    with_partner = f"{partner.answer} {over_all(partner)}"
    with_opportunist = f"{opportunist.answer} {over_all(opportunist)}"
    yield (
        "answers",
        f"*{with_partner}*\n\n*With a giant that drives a hard bargain (`over-a-barrel`): {with_opportunist}*",
    )


def over_all(comparison: Comparison) -> str:
    """Say what the second arm makes over all accounts beside the first: money, and its share of revenue."""
    (difference,) = comparison.differences
    money, margin = difference.outcomes["contribution"], difference.outcomes["contribution_margin"]
    share = 100.0 * money.value / comparison.arms[0].outcomes["contribution"].value
    here, there, points = difference.arm, difference.against, 100.0 * margin.value
    moneys = {
        1: f"{here} makes {share:.0f}% more money than {there}",
        -1: f"{here} makes {-share:.0f}% less money than {there}",
        0: f"these runs cannot tell the money that {here} makes from that of {there}",
    }
    margins = {1: f"{points:.1f} points higher", -1: f"{-points:.1f} points lower", 0: "that they cannot tell apart"}
    return f"Over all accounts together {moneys[direction(money)]}, at a margin {margins[direction(margin)]}."
