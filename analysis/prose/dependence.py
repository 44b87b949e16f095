"""Where dependence ends up, in the titles of its planes: who needs whom more, as far as the runs can tell."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from equipoise.analysis.prose.numbers import either

if TYPE_CHECKING:
    from collections.abc import Mapping

_EQUAL = 0.02
"""Dependences that surely differ by less are called equal."""

_UNCLEAR = "more or less than it is needed, which these runs cannot tell"


class End(NamedTuple):
    """Mean dependence of the vendor and of the account at the end, and half of the 95% intervals."""

    vendor: float
    account: float
    reach_of_gap: float  # of the vendor's less the account's; NaN where one run alone is left
    reach: float  # of the vendor's; NaN as above

    def __str__(self) -> str:
        """Both as they are written."""
        return f"{self.vendor:.2f} against {self.account:.2f}"


def one_account(account: str, ends: Mapping[str, End]) -> str:
    """Say in which arm the vendor needs the account most beyond what it is needed, and in which least."""
    if not ends:
        return f"{account} is not held long enough to be drawn"
    ordered = sorted(ends, key=lambda name: ends[name].vendor - ends[name].account)
    strongest, weakest = ordered[0], ordered[-1]
    alike = len(ends) > 1 and len({(str(end), _relation(end)) for end in ends.values()}) == 1
    who = "In every arm" if alike else f"With {weakest}"
    sentence = f"{who} the vendor ends up needing {account} {_relation(ends[weakest])} ({ends[weakest]})"
    if alike or len(ends) == 1:
        return sentence
    same = _relation(ends[weakest]) == _relation(ends[strongest]) != _UNCLEAR
    return f"{sentence}; with {strongest}, {'still ' if same else ''}{_relation(ends[strongest])} ({ends[strongest]})"


def _relation(end: End) -> str:
    gap = end.vendor - end.account
    low, high = gap - end.reach_of_gap, gap + end.reach_of_gap
    if max(-low, high) < _EQUAL:
        return "as much as it is needed"
    if low > 0.0:
        return "more than it is needed"
    return "less than it is needed" if high < 0.0 else _UNCLEAR


def several_accounts(ends: Mapping[str, Mapping[str, End]]) -> str:
    """Say on which account the vendor ends up depending most, and on which least, over the arms that hold it.

    An account is named alone where its interval lies wholly beyond those of all others. Arms share their luck, so the
    error of their mean may be as large as their mean error.
    """
    drawn = {account: list(by_arm.values()) for account, by_arm in ends.items() if by_arm}
    if not drawn:
        return "No account is held long enough to be drawn"
    mean = {account: sum(end.vendor for end in own) / len(own) for account, own in drawn.items()}
    reach = {account: sum(end.reach for end in own) / len(own) for account, own in drawn.items()}
    most, least = max(mean, key=lambda account: mean[account]), min(mean, key=lambda account: mean[account])
    if len(mean) == 1:
        return f"The vendor ends up depending on {most} by {mean[most]:.2f}, mean over the arms"
    floor, ceiling = mean[most] - reach[most], mean[least] + reach[least]
    rivals = [name for name in mean if name != most and not mean[name] + reach[name] < floor]
    others = [name for name in mean if name != least and not mean[name] - reach[name] > ceiling]
    ahead = f"The vendor ends up depending most on {either([most, *rivals])}"
    first = (
        f"{ahead} ({mean[most]:.2f})"
        if not rivals
        else f"{ahead}: these runs cannot tell which"
        if len(rivals) + 1 < len(mean)
        else "These runs cannot tell on which account the vendor ends up depending most"
    )
    last = "" if others else f"; least on {least} ({mean[least]:.2f})"
    return f"{first}{last}; means over the arms"
