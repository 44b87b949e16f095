"""Words that both seats' pages share."""

from __future__ import annotations

from typing import TYPE_CHECKING

from equipoise.analysis.prose.units import Units
from equipoise.experiments.workshop.plans import BUILD, WORK
from equipoise.sim.decisions import Side
from equipoise.sim.money import Money

if TYPE_CHECKING:
    from collections.abc import Mapping

    from equipoise.experiments.workshop.columns import Column
    from equipoise.experiments.workshop.slips import Handed
    from equipoise.experiments.workshop.workshop import Currency

_BAR = 10
MONTHS = 12
SHORT_OF_CASH = 6
"""Months of running the company that cash should last for."""


def currency_of(money: Currency) -> Units:
    """How a workshop's money is written."""
    return Units(Money(money.currency, money.money, money.price))


_LABELS = {
    "price": "Price, a unit",
    "support": "Service that the vendor pays for, a unit",
    "promised_build": "The vendor promises to build",
    "promised_work": "{account} promises to work",
    "build": "Build what only you can give {account}",
    "joint_plan": "Offer a joint plan, or keep to it",
    "people": "Know more people there, with a sponsor",
    "show": "Show {account} to prospects",
    "win": "Win new accounts",
    "give": "What you give",
    "take_back": "Go on with {account}",
    "sign": "Sign a joint plan, or stay in it",
    "work": "How hard you work on it",
    "ask": "What you ask for",
    "come_back": "Go on with the vendor",
}


def label(column: Column, account: str) -> str:
    """What is asked, in words to the seat that is asked; a slip, which both sides read, says it otherwise."""
    return _LABELS.get(column.name, column.meaning).format(account=account)


def bar(share: float) -> str:
    """Draw a share as a bar of ten, with its number: dependence is known roughly, and read at a glance."""
    full = round(_BAR * share)
    return "█" * full + "░" * (_BAR - full) + f" {share:.2f}"


def promise(handed: Handed, side: Side, account: str) -> str:
    """Set what was promised beside what was done, for the seat that reads it.

    Of the other side it is said whether it kept its word, and no more: how hard somebody can work would tell who sits
    there.
    """
    said = handed.promises
    if said is None:
        return ""
    built, worked = handed.vendor.build, handed.account.work
    if side is Side.VENDOR:
        told = [
            f"you promised to build {said.build}, and built {built}",
            f"{account} promised to work {_little(said.work)}, and {_kept(said.work, worked, WORK)}",
        ]
    else:
        told = [
            f"the vendor promised to build {said.build}, and {_kept(said.build, built, BUILD)}",
            f"you promised to work {_little(said.work)}, and worked {_little(worked)}",
        ]
    return "Promised and done: " + "; ".join(told) + "."


def _kept(promised: str, done: str, words: Mapping[str, float]) -> str:
    """Whether somebody did what was promised."""
    if words[done] < words[promised]:
        return "did less"
    return "did so" if words[done] == words[promised] else "did more"


def _little(word: str) -> str:
    """The words of a slip as they stand in a sentence."""
    return {"not": "not at all", "some": "to some extent", "little": "a little"}.get(word, word)


def is_short(cash: float, a_year: float) -> bool:
    """Whether cash lasts for less than six months of running the company, which costs so much a year."""
    return MONTHS * cash < SHORT_OF_CASH * a_year


SHORT = "Your cash would run the company for less than six months. If it runs out, the company is closed."
"""What the vendor is told then."""


def better(now: float, before: float | None, currency: Units) -> str:
    """Write an amount beside last year's."""
    return currency.figure(now) + ("" if before is None else f" ({currency.figure(before)} the year before)")
