"""Words that both seats' pages share."""

from __future__ import annotations

from typing import TYPE_CHECKING

from equipoise.analysis.prose.currency import Currency

if TYPE_CHECKING:
    from equipoise.experiments.workshop.slips import Handed
    from equipoise.experiments.workshop.workshop import Money

_BAR = 10


def currency_of(money: Money) -> Currency:
    """How a workshop's money is written."""
    return Currency(money.currency, money.money, money.price)


def bar(share: float) -> str:
    """Draw a share as a bar of ten, with its number: dependence is known roughly, and read at a glance."""
    full = round(_BAR * share)
    return "█" * full + "░" * (_BAR - full) + f" {share:.2f}"


def promise(handed: Handed) -> str:
    """Set what was promised beside what was done."""
    said = handed.promises
    if said is None:
        return ""
    work = _little(handed.account.work)
    told = [
        f"the vendor said that it would build {said.build}, and built {handed.vendor.build}",
        f"the account said that it would work {_little(said.work)}, and worked {work}",
    ]
    return "Promised and done: " + "; ".join(told) + "."


def _little(word: str) -> str:
    """The words of a slip as they stand in a sentence."""
    return {"not": "not at all", "some": "to some extent", "little": "a little"}.get(word, word)


def better(now: float, before: float | None, currency: Currency) -> str:
    """Write an amount beside last year's."""
    return currency.amount(now) + ("" if before is None else f" ({currency.amount(before)} the year before)")
