"""What a two by two says, in sentences that follow from its effects."""

from __future__ import annotations

from typing import TYPE_CHECKING

from equipoise.analysis.prose.effects import number

if TYPE_CHECKING:
    from collections.abc import Mapping

    from equipoise.analysis.evidence import ClaimedEffect

_TOOK = 0.05
"""Difference in dependence from which on a cell is what it is called."""


def square_words(effects: Mapping[str, Mapping[str, ClaimedEffect]]) -> str:
    """Say what each factor does to the margin and to failures, and whether dependence shows that the cells differ."""
    said = [margin_words(effects["contribution_margin"]), _failures(effects["gtm_failure"]), _dependence(effects)]
    return " ".join(f"{sentence[0].upper()}{sentence[1:]}." for sentence in said)


def _failures(effects: Mapping[str, ClaimedEffect]) -> str:
    account, vendor, both = effects.values()
    said = [
        _more_often(account, "With a strategic account the go-to-market fails", "a strategic account"),
        _more_often(vendor, "a strategic vendor fails", "being a strategic vendor"),
    ]
    if _sign(both):
        said.append(_apart(vendor, both))
    return "; ".join(said)


def _apart(vendor: ClaimedEffect, both: ClaimedEffect) -> str:
    """How many failures a strategic vendor saves, or brings, with a strategic account beside an ordinary one."""
    saves = _sign(vendor) < 0
    way = "fewer" if (both.value > 0.0) is saves else "more"
    by = f"{number(abs(both.value), both)} {way} failures in 100"
    return f"that {'saves' if saves else 'brings'} {by} with a strategic account than with an ordinary one"


def _more_often(effect: ClaimedEffect, subject: str, factor: str) -> str:
    if not _sign(effect):
        return f"{factor} makes no difference to failures that these runs can show"
    return f"{subject} {number(abs(effect.value), effect)} points {'more' if effect.value > 0.0 else 'less'} often"


def _dependence(effects: Mapping[str, Mapping[str, ClaimedEffect]]) -> str:
    vendor = effects["dependence_vendor"]["account strategic"]
    account = effects["dependence_account"]["vendor strategic"]
    return (
        f"The vendor depends {_by(vendor)} on the account where that is strategic, and the account {_by(account)} on "
        f"the vendor where the vendor is: {_took(vendor, account)}"
    )


def _by(effect: ClaimedEffect) -> str:
    if _hardly(effect):
        return f"hardly more or less ({_signed(effect)})"
    if _sign(effect):
        return f"{'more' if effect.value > 0.0 else 'less'}, by {_signed(effect).lstrip('+-')},"
    return f"more or less, these runs cannot tell ({_signed(effect)}),"


def _took(vendor: ClaimedEffect, account: ClaimedEffect) -> str:
    """Say whether the cells are what they are called, as far as dependence shows it."""
    named = {"account": vendor, "vendor": account}
    yes = [name for name, effect in named.items() if _sign(effect) > 0 and not _hardly(effect)]
    open_ = [name for name, effect in named.items() if not (_sign(effect) or _hardly(effect))]
    if len(yes) == len(named):
        return "by dependence both are what they are called"
    if not yes and not open_:
        return "by dependence neither is what it is called"
    what = "what it is called"
    said = [f"the {name} is {what}" for name in yes]
    said += [f"the {name} is not{'' if yes else f' {what}'}" for name in named if name not in yes + open_]
    said += [f"whether the {name} is, these runs cannot tell" for name in open_]
    return f"by dependence {' and '.join(said)}"


def _hardly(effect: ClaimedEffect) -> bool:
    """Whether a difference in dependence is too small for a cell to be what it is called."""
    low, high = effect.interval()
    return low > -_TOOK and high < _TOOK


def _signed(effect: ClaimedEffect) -> str:
    return number(effect.value, effect, signed=True)


def margin_words(margin: Mapping[str, ClaimedEffect]) -> str:
    """Say both main effects on the margin, and what the one does to the other."""
    account, vendor, both = margin.values()
    cost = "Whether the account is strategic makes no difference to the margin that these runs can show"
    if _sign(account) < 0:
        cost = f"Having a strategic account takes {number(-account.value, account)} points off the margin"
    elif _sign(account) > 0:
        cost = f"Having a strategic account adds {number(account.value, account)} points of margin"
    verb = "brings" if vendor.value > 0.0 else "costs"
    gain = f"being a strategic vendor {verb} {number(abs(vendor.value), vendor)}"
    if not _sign(vendor):
        gain = "being a strategic vendor makes no difference to it that these runs can show"
    return f"{cost}; {gain}, {_where_strategic(vendor, both)}"


def _where_strategic(vendor: ClaimedEffect, both: ClaimedEffect) -> str:
    """What the account's standing does to a gain, or to a cost, of which more is a lower margin."""
    if not _sign(both):
        return "and no difference between the accounts can be told"
    if not _sign(vendor):
        way = "more" if both.value > 0.0 else "less"
        by = f"{number(abs(both.value), both)} points {way} of it"
        return f"though it makes {by} with a strategic account than with an ordinary one"
    return f"{'more' if _sign(both) == _sign(vendor) else 'less'} where the account is strategic"


def _sign(effect: ClaimedEffect) -> int:
    """1 or -1 where the whole interval lies on that side of zero; else 0."""
    low, high = effect.interval()
    return int(low > 0.0) - int(high < 0.0)
