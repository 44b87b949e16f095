"""Where dependence ends up, in the titles of its planes: who needs whom more, as far as the runs can tell."""

from __future__ import annotations

from math import inf
from typing import TYPE_CHECKING, NamedTuple

from equipoise.analysis.prose.names import spoken
from equipoise.analysis.prose.numbers import either, listed

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_EQUAL = 0.02
"""Dependences that surely differ by less are called equal."""

_UNCLEAR = "more or less than it is needed, which these runs cannot tell"


class End(NamedTuple):
    """Mean dependence of the vendor and of the account at the end, and half of the 95% intervals."""

    vendor: float
    account: float
    reach_of_gap: float  # of the vendor's less the account's; NaN where one run alone is left
    reach: float  # of the vendor's; NaN as above
    stops: str = ""  # when too few runs are left, as "round 12"; empty where that is the horizon

    def __str__(self) -> str:
        """Both as they are written, and when that was where it was not at the horizon."""
        return f"{self.vendor:.2f} against {self.account:.2f}{self.when}"

    @property
    def when(self) -> str:
        """The time that it is of, where the horizon is not reached."""
        return f" in {self.stops}" if self.stops else ""


def one_account(account: str, ends: Mapping[str, End], unheld: Sequence[str] = ()) -> str:
    """Say in which arm the vendor needs the account more or less than it is needed; those with more first.

    ``unheld`` are arms in which the account is not held for long enough.
    """
    several = account.startswith("the ") and account.split()[1].isdigit()  # as figures call those that are alike
    they = "they are" if several else "it is"
    without = f"{they} not held long enough to be drawn with {either([*map(spoken, unheld)])}" if unheld else ""
    ends = {spoken(name): end for name, end in ends.items()}
    if not ends:
        return f"{account} {they.split()[1]} not held long enough to be drawn"
    ordered = sorted(ends, key=lambda name: ends[name].account - ends[name].vendor)
    alike = len({(str(end), _relation(end)) for end in ends.values()}) == 1
    said = [f"{'both ' * (len(ends) == 2)}{listed(ordered, most=inf)}"] if alike else ordered  # noqa: PLR2004 - a pair
    parts = []
    for place, who in enumerate(said):
        end, relation = ends[ordered[place]], _relation(ends[ordered[place]])
        verb = "comes to need" if end.stops else "ends up needing"
        same = place and relation != _UNCLEAR and relation == _relation(ends[ordered[place - 1]])
        start = f"With {who} the vendor {verb} {account}" if not place else f"with {who}, {'still' if same else ''}"
        parts.append(f"{start.rstrip()} {relation} ({end})")
    return "; ".join([*parts, *([without] if without else [])])


def _relation(end: End) -> str:
    gap = end.vendor - end.account
    low, high = gap - end.reach_of_gap, gap + end.reach_of_gap
    if max(-low, high) < _EQUAL:
        return "as much as it is needed"
    if low > 0.0:
        return "more than it is needed"
    return "less than it is needed" if high < 0.0 else _UNCLEAR


def several_accounts(ends: Mapping[str, Mapping[str, End]]) -> str:
    """Say of each arm on which account the vendor ends up depending most, and on which least."""
    arms = list(dict.fromkeys(arm for by_arm in ends.values() for arm in by_arm))
    if not arms:
        return "No account is held long enough to be drawn"
    parts = [_most_and_least({account: own[arm] for account, own in ends.items() if arm in own}) for arm in arms]
    first = f"With {spoken(arms[0])} the vendor ends up depending {parts[0]}"
    return "; ".join([first, *(f"with {spoken(arm)}, {part}" for arm, part in zip(arms[1:], parts[1:], strict=True))])


def _most_and_least(ends: Mapping[str, End]) -> str:
    """On which account the vendor depends most, and on which least.

    One is named alone where its interval lies wholly beyond those of all others.
    """
    most, least = (
        max(ends, key=lambda account: ends[account].vendor),
        min(ends, key=lambda account: ends[account].vendor),
    )
    if len(ends) == 1:
        return f"on {most} by {ends[most].vendor:.2f}{ends[most].when}"
    floor, ceiling = ends[most].vendor - ends[most].reach, ends[least].vendor + ends[least].reach
    rivals = [name for name, end in ends.items() if name != most and not end.vendor + end.reach < floor]
    others = [name for name, end in ends.items() if name != least and not end.vendor - end.reach > ceiling]
    first = (
        f"most on {most} ({ends[most].vendor:.2f}{ends[most].when})"
        if not rivals
        else f"most on {either([most, *rivals])}, these runs cannot tell which"
        if len(rivals) + 1 < len(ends)
        else "on each alike, as far as these runs can tell"
    )
    last = "" if others else f", least on {least} ({ends[least].vendor:.2f}{ends[least].when})"
    return f"{first}{last}"
