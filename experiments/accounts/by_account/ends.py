"""What files say has ended: by a status, a flag or a day, of an account or of a contract alone."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from equipoise.experiments.accounts.columns.aliases import OVER, YES
from equipoise.experiments.accounts.columns.headers import folded
from equipoise.experiments.accounts.columns.names import spelling

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from equipoise.experiments.accounts.rows.tables import Table


class End(NamedTuple):
    """What a row says of the end of its contract, or of its account."""

    why: str
    on: date | None
    account: str  # as it is spelt; empty of a row that speaks of its own contract alone


def ends_of(tables: Sequence[Table], today: date) -> dict[tuple[str, int], End]:
    """Rows of accounts or contracts that say that it is over, by file and line."""
    found = {}
    for table in tables:
        if table.kind not in {"accounts", "contracts"}:
            continue
        for k, line in enumerate(table.lines):
            status = folded(table.texts["status"][k]) if "status" in table.texts else ""
            flag = folded(table.texts["ended"][k]) if "ended" in table.texts else ""
            on = table.periods["ended_on"][k] if "ended_on" in table.periods else None
            if any(word in status for word in OVER) or flag in YES or (on is not None and on.begins <= today):
                account = spelling(table.texts["account"][k]) if table.kind == "accounts" else ""
                why = f"{table.label}:{line} says that it has ended"
                found[table.label, line] = End(why, None if on is None else on.begins, account)
    return found
