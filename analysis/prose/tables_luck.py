"""What luck does to the figures of a workshop's tables, beside what people do, in sentences that the figures choose."""

from __future__ import annotations

from statistics import fmean
from typing import TYPE_CHECKING, NamedTuple

from equipoise.analysis.prose.tables import lower

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from equipoise.analysis.prose.units import Units

_CLEARLY = 1.25
"""How many times as much something must do before it is said to do more."""


class Spread(NamedTuple):
    """What luck does to a side's figure, and what tables do, money a year."""

    luck: float  #: standard deviation of computer players' figures over the lucks that rooms are dealt
    tables: Sequence[float]  #: of each table, its own figure less computer players' with the same luck


def you_or_luck(vendor: Spread, account: Spread, name: str, currency: Units) -> str:
    """Say what does more to the two figures: luck, or what people decide; amounts in the order of the words."""
    of_vendor, of_account = _More.of(vendor), _More.of(account)
    if of_vendor.words == of_account.words:
        return (
            f"{of_vendor.words}: {of_vendor.amounts(currency)} for the vendor, {of_account.amounts(currency)} for "
            f"{name}, a year"
        )
    return (
        f"For the vendor: {lower(of_vendor.words)} ({of_vendor.amounts(currency)} a year). For {name}: "
        f"{lower(of_account.words)} ({of_account.amounts(currency)})"
    )


class _More(NamedTuple):
    """Which does more, and both amounts as the words have them."""

    words: str
    first: float
    second: float

    @classmethod
    def of(cls, side: Spread) -> _More:
        own = float(fmean(one**2 for one in side.tables) ** 0.5)  # as a standard deviation is of luck
        if side.luck > _CLEARLY * own:
            return cls("Luck moves figures more than what people decided", side.luck, own)
        much = "more than" if own > _CLEARLY * side.luck else "about as much as"
        return cls(f"What people decided moved figures {much} luck does", own, side.luck)

    def amounts(self, currency: Units) -> str:
        return f"{currency.figure(self.first)} against {currency.figure(self.second)}"


class Middle(NamedTuple):
    """The middle half of the scores of one and the same way to play, over many lucks."""

    way: str  #: what the vendor does
    low: float
    high: float


def luck_in_scores(middles: Mapping[str, Middle]) -> str:
    """Say how far apart scores are by luck alone, by kind of account."""
    told = " and ".join(
        f"one that {one.way} scores {one.low:.0f} to {one.high:.0f} with the {name}" for name, one in middles.items()
    )
    return (
        f"A score depends on luck, too. Of computer vendors, {told}, in the middle half of many lucks. Tables that are "
        "no farther apart than that are not told apart."
    )
