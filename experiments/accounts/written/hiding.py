"""Entries, facts and a ledger without what is to be hidden: names, money, and where in a file an account stands."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

from equipoise.experiments.accounts.by_account.entries import RATIOS
from equipoise.experiments.accounts.columns.aliases import MONEY
from equipoise.experiments.accounts.written.anonymous import in_digits

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from equipoise.experiments.accounts.by_account.entries import Entry
    from equipoise.experiments.accounts.by_account.fact import Fact, Facts
    from equipoise.experiments.accounts.by_account.ledger import Ledger
    from equipoise.experiments.accounts.written.anonymous import Mask


def renamed(
    entries: Sequence[Entry], account_of: Mapping[str, str], mask: Mask | None
) -> tuple[list[Entry], Mapping[str, str]]:
    """Hide names of entries, too, if anything is hidden; with the account of each spelling."""
    if mask is None:
        return [*entries], account_of
    aliases = {
        name: mask.codes[account] if name == account else f"{mask.codes[account]} spelt otherwise"
        for name, account in account_of.items()
    }
    named_anew = [entry._replace(account=aliases.get(entry.account, "")) for entry in entries]
    return named_anew, {alias: mask.codes[account_of[name]] for name, alias in aliases.items()}


def masked(entries: Sequence[Entry], mask: Mask | None) -> list[Entry]:
    """Hide amounts of entries, if anything is hidden."""
    if mask is None:
        return [*entries]

    def hidden(entry: Entry) -> dict[str, Any]:
        return {name: None if (value := getattr(entry, name)) is None else mask.money(value) for name in RATIOS}

    return [one._replace(amount=mask.money(one.amount), **hidden(one)) for one in entries]


def handed_round(
    ledger: Ledger, facts: dict[str, Facts], doubts: Sequence[str], mask: Mask
) -> tuple[dict[str, Facts], list[str]]:
    """Round amounts, and leave out names of files, and their lines, which may tell names by their order."""
    ledger.total = in_digits(sum(ledger.revenue.values(), Decimal(0)))
    ledger.revenue = {account: in_digits(amount) for account, amount in ledger.revenue.items()}
    ledger.fates = {fate: in_digits(amount) for fate, amount in ledger.fates.items()}
    without = mask.without_files

    def hidden(key: str, fact: Fact) -> Fact:
        money = key in MONEY and isinstance(fact.value, Decimal)
        value = in_digits(mask.money(Decimal(fact.value))) if money else fact.value
        return fact._replace(value=value, source=without(fact.source))

    ledger.ended = {account: without(why) for account, why in ledger.ended.items()}
    found = {account: {key: hidden(key, fact) for key, fact in of.items()} for account, of in facts.items()}
    return found, [*map(without, doubts)]
