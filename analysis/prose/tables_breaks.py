"""Who went without by parting, or by a breakdown that healed, in a sentence that the figures choose."""

from __future__ import annotations

from math import isnan
from typing import TYPE_CHECKING

from equipoise.analysis.prose.tables import counted, every, lower

if TYPE_CHECKING:
    from collections.abc import Sequence


def both_lost(
    account: str, ends: Sequence[tuple[float, float]], healed: Sequence[tuple[float, float]], tables: int
) -> str:
    """Say who lost by parting for good, and who by breakdowns that healed.

    By table, what the vendor and the account lost, money; NaN where it cannot be told.
    """
    if ends:
        told = f"{_who(len(ends), tables)} parted for good: {_lost(account, ends, 'lost by it')}"
    else:
        told = "The table did not part for good" if tables == 1 else f"None of {tables} tables parted for good"
    if not healed:
        return told
    who = f"{_who(len(healed), tables)} broke down, and not for good"
    return f"{told}. {who}: {_lost(account, healed, 'made less while apart')}"


def _who(count: int, tables: int) -> str:
    if tables == 1:
        return "The table"
    return every(tables).capitalize() if count == tables else f"{count} of {tables} tables"


def _lost(account: str, pairs: Sequence[tuple[float, float]], what: str) -> str:
    known = [pair for pair in pairs if not any(map(isnan, pair))]
    groups = {
        f"both {what}": sum(vendor > 0.0 and of_account > 0.0 for vendor, of_account in known),
        f"only the vendor {what}": sum(vendor > 0.0 >= of_account for vendor, of_account in known),
        f"only {account} {what}": sum(of_account > 0.0 >= vendor for vendor, of_account in known),
        f"neither {what}": sum(vendor <= 0.0 and of_account <= 0.0 for vendor, of_account in known),
        "that cannot be told": len(pairs) - len(known),
    }
    if len(pairs) == 1:
        return next(words for words, count in groups.items() if count)
    return lower(counted(groups, len(pairs)))
