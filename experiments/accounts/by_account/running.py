"""Contracts that run: of several of an account, those that have ended or begin later bring nothing today."""

from __future__ import annotations

from collections import defaultdict
from datetime import date, timedelta
from typing import TYPE_CHECKING, NamedTuple

from equipoise.experiments.accounts.by_account.entries import Entry, contract_years
from equipoise.experiments.accounts.by_account.ledger import ENDED
from equipoise.experiments.accounts.columns.aliases import OF_CONTRACTS
from equipoise.experiments.accounts.columns.headers import folded, header_key
from equipoise.experiments.accounts.columns.names import spelling
from equipoise.experiments.accounts.files.faults import AccountsError, cell

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from equipoise.experiments.accounts.columns.dates import Period
    from equipoise.experiments.accounts.rows.tables import Table

OVER = "of a contract that has ended, where others of the account have followed"
NOT_YET = "of a contract that begins later"
"""What becomes of amounts of contracts that do not run."""

_DAYS_A_YEAR = 365.25
_RENEWALS = ("renew", "verlaenger")
"""Parts of the name of a column that says when a contract is renewed, which may have been done."""
_ALMOST_AT_ONCE = timedelta(days=7)
"""Before the last end of an account's contracts, all of which have ended: what ended then as well ran beside it."""
_A_YEAR = timedelta(days=365)
"""After the end of its last contract an account has gone; until then it is due for renewal."""


class _Contract(NamedTuple):
    """A row of a file that says when contracts begin or end."""

    row: tuple[str, int]
    begins: date
    ends: date  # the first day after it
    renewed: str  # the column of its end, where that is called a renewal; else empty
    of_account: bool  # whether what stands beside it is what the account brings, with this contract or without
    alone: bool  # whether it is what the contract brings, and nothing without it
    dated: bool  # whether the row itself says when it begins or ends


class Running(NamedTuple):
    """What is left of contracts, and what is said of them."""

    entries: list[Entry]
    not_held: dict[str, str]  # accounts of which every contract begins later, or ended long ago, and when
    doubts: list[str]
    over: set[tuple[str, int]]  # rows of contracts that others have followed


def running(
    entries: Sequence[Entry], tables: Iterable[Table], account_of: Mapping[str, str], day: date, *, stated: bool
) -> Running:
    """Leave out what contracts bring that have ended before others of the account, or begin later than a day.

    Where other rows are of a time, these tell revenue, and not contracts.
    """
    held = {(one.label, one.line) for one in entries if one.amount and not one.left_out}
    if any(one.quarter is not None and not one.left_out for one in entries):
        return Running([*entries], {}, [], set())
    every: dict[str, list[_Contract]] = defaultdict(list)
    for table in tables:
        if table.kind in {"accounts", "contracts"}:
            for account, one in _contracts(table, account_of):
                every[account].append(one)
    contracts = {account: [one for one in of if one.dated and one.row in held] for account, of in every.items()}
    fates: dict[tuple[str, int], str] = {}
    not_held = _lost(every, contracts, day)
    for account, of in contracts.items():
        if account in not_held:
            fates |= {one.row: ENDED for one in of}
            continue
        if len(of) == 1 and of[0].of_account:
            continue
        begun = [one for one in of if one.begins <= day]
        last = max((one.ends for one in begun), default=date.max)
        until = min(last - _ALMOST_AT_ONCE, day)
        fates |= {one.row: NOT_YET for one in of if one.begins > day}
        fates |= {one.row: OVER for one in begun if one.ends <= until}
        _refuse_renewed([one for one in begun if one.renewed and fates.get(one.row) == OVER], day)
        if of and not begun:
            not_held[account] = f"its contract begins on {min(one.begins for one in of)}, which is later than {day}"
    found = [
        one if one.left_out else one._replace(left_out=fates.get((one.label, one.line), one.left_out))
        for one in entries
    ]
    return Running(
        found,
        not_held,
        [*_said(fates, day, stated=stated)],
        {row for row, fate in fates.items() if fate == OVER},
    )


def _lost(
    every: Mapping[str, Sequence[_Contract]], contracts: Mapping[str, Sequence[_Contract]], day: date
) -> dict[str, str]:
    """Accounts whose last contract ended a year or more before the day, or the last end in the files, and why."""
    newest = min(day, max((one.ends for of in every.values() for one in of if one.dated), default=day))
    last = {account: max(one.ends for one in of) for account, of in every.items()}
    before = newest if newest == day else newest - timedelta(days=1)
    return {
        account: f"its last contract ended on {last[account] - timedelta(days=1)}, a year or more before {before}; if "
        "it still buys, leave its contract end or term empty"
        for account, of in contracts.items()
        if of and all(one.alone for one in of) and last[account] <= newest - _A_YEAR
    }


def _contracts(table: Table, account_of: Mapping[str, str]) -> Iterator[tuple[str, _Contract]]:
    """Contracts that a table has, each with its account."""
    starts, ends = (table.periods.get(field) for field in ("start", "end"))
    if starts is None and ends is None:
        return
    renewal = table.name_of("end") if ends is not None else ""
    renewal = renewal if any(word in folded(renewal) for word in _RENEWALS) else ""
    by_contract = bool({"annual", "monthly", "total_value"} & table.numbers.keys())
    alone = by_contract and (starts is not None or _is_of_contracts(table))
    if by_contract and ends is None and not {"term_months", "contract_years"} & table.numbers.keys():
        _refuse_endless(table, starts or ())
    for k, line in enumerate(table.lines):
        account = account_of.get(spelling(table.texts["account"][k]))
        begins = starts[k] if starts is not None else None
        end = ends[k] if ends is not None else None
        until = date.max if end is None else end.ends
        if end is None and begins is not None and (years := contract_years(table, k)):
            until = begins.begins + timedelta(days=round(float(years) * _DAYS_A_YEAR))
        if account is not None:
            yield (
                account,
                _Contract(
                    (table.label, line),
                    date.min if begins is None else begins.begins,
                    until,
                    renewal,
                    not by_contract,
                    alone,
                    begins is not None or end is not None,
                ),
            )


def _is_of_contracts(table: Table) -> bool:
    """Whether revenue is what contracts bring by the name of its column, as an ARR, also where none says its start."""
    return any(
        field == "total_value" or header_key(table.name_of(field)) in OF_CONTRACTS
        for field in ("annual", "monthly", "total_value")
        if field in table.numbers
    )


def _refuse_renewed(contracts: Sequence[_Contract], day: date) -> None:
    """Refuse contracts whose renewal has gone by, where others of the account end later: they may have been renewed."""
    if contracts:
        one = contracts[0]
        raise AccountsError(
            f"{one.row[0]}:{one.row[1]} has a day before {day} in column {cell(one.renewed)}, and other contracts of "
            "the account end later: whether it was renewed cannot be told; write its next renewal, or call the column "
            "contract end, if it has ended"
        )


def _refuse_endless(table: Table, starts: Sequence[Period | None]) -> None:
    """Refuse contracts of one account that begin on several days and nowhere end: they may follow each other."""
    begun: dict[str, Period] = {}
    for name, start in zip(table.texts["account"], starts, strict=True):
        if start is not None and begun.setdefault(spelling(name), start) != start:
            raise AccountsError(
                f"{table.label} has contracts of {cell(name)} that begin on {begun[spelling(name)].begins} and "
                f"{start.begins} in column {cell(table.name_of('start'))}, and no column says when they end: whether "
                "one has followed the other cannot be told; add a column contract end, which is empty for what runs on"
            )


def _said(fates: Mapping[tuple[str, int], str], day: date, *, stated: bool) -> Iterator[str]:
    """Say what was left out, and what decides."""
    for fate, words in ((OVER, "had ended"), (NOT_YET, "had not begun")):
        rows = [f"{label}:{line}" for label, line in sorted(fates) if fates[label, line] == fate]
        if rows:
            more = f" and {len(rows) - 3:,} more" if len(rows) > 3 else ""  # noqa: PLR2004 - enough to see which
            how = "as --as-of says" if stated else "--as-of says another day"
            yield f"{', '.join(rows[:3])}{more}: contracts that {words} on {day} are left out; {how}"
