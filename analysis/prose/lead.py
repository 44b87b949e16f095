"""What the strategic vendor's lead in contribution is made of, in sentences that follow from what is left of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from equipoise.analysis.contrast import direction
from equipoise.analysis.prose.numbers import capital, either, listed

if TYPE_CHECKING:
    from collections.abc import Mapping

    from equipoise.analysis.evidence import ClaimedEffect

_NAMED = 2  # shares that a sentence names


def without(whole: ClaimedEffect, left: Mapping[str, ClaimedEffect]) -> str:
    """Say without which mechanisms the strategic vendor earns less, and of which these runs cannot tell."""
    if direction(whole) < 1:
        no = "a deficit" if direction(whole) else "no lead"
        return f"These runs show {no} in contribution, and so no lead that could be taken apart."
    turned = [name for name, effect in left.items() if direction(effect) < 0]
    open_ = [name for name, effect in left.items() if direction(effect) == 0]
    said = [f"without {either(turned)} the strategic vendor earns less"] if turned else []
    if open_:
        whether = "whether it earns more" if turned else "whether the strategic vendor earns more"
        said.append(f"without {either(open_)} these runs cannot tell {whether}")
    return f"{capital('; '.join(said or ['the strategic vendor earns more without any single mechanism']))}."


def largest_shares(shares: Mapping[str, ClaimedEffect]) -> str:
    """Name the mechanisms that have the largest shares of a lead, as far as their intervals tell them from the rest."""
    order = sorted(shares, key=lambda name: -shares[name].value)
    for many in range(min(_NAMED, len(order) - 1), 0, -1):
        named, rest = order[:many], order[many:]
        if min(shares[name].low for name in named) > max(shares[name].high for name in rest):
            many_words = "The largest shares of the advantage" if many > 1 else "The largest share of the advantage"
            return f"{many_words}: {', '.join(named)}."
    return f"No mechanism clearly has the largest share of the advantage; {listed(order[:_NAMED])} come first here."
