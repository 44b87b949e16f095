"""Rates that recur, as MRR, with a row for each day on which they were so: the last is taken, and none is added up."""

from __future__ import annotations

from collections import defaultdict
from datetime import date, timedelta
from typing import TYPE_CHECKING, NamedTuple

from equipoise.experiments.accounts.by_account.entries import NO_DATE, Entry
from equipoise.experiments.accounts.by_account.ledger import ENDED, LATER
from equipoise.experiments.accounts.columns.dates import period_name
from equipoise.experiments.accounts.files.faults import AccountsError, cell
from equipoise.experiments.accounts.rows.tables import DATED

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from equipoise.experiments.accounts.columns.dates import Period
    from equipoise.experiments.accounts.rows.tables import Table

EARLIER_STATE = "an earlier state of a rate that recurs"
"""What becomes of the amount of a row that later ones have taken the place of."""

_MOST_LEAVE = 2
"""Of how many accounts of the state before the last one at least one has to be there still."""


class States(NamedTuple):
    """What is left of rates, and what is said of them."""

    entries: list[Entry]
    ended: dict[str, str]  # accounts without a row in the last state, and why they are not written
    doubts: list[str]
    day: date | None  # the last day of the last state; None where nothing has several


def last_states(
    entries: Sequence[Entry], tables: Iterable[Table], account_of: Mapping[str, str], as_of: date | None, now: date
) -> States:
    """Leave out all but the last state of each rate, up to the day that is stated."""
    found = States([*entries], {}, [], None)
    for table in tables:
        if field := _rate_of(table):
            by_account = _by_state(found.entries, table.label, account_of, as_of, now)
            found = _of_table(found, table, field, by_account)
    return found


def _rate_of(table: Table) -> str:
    """The field of a rate that a table has at several times; empty of a table without."""
    if table.kind in DATED or "date" not in table.periods:
        return ""
    return next((field for field in ("annual", "monthly", "total_value") if field in table.numbers), "")


def _of_table(
    before: States, table: Table, field: str, by_account: Mapping[str, Mapping[date, Sequence[int]]]
) -> States:
    """Keep the last state of a table that has several of an account."""
    if all(len(of) == 1 for of in by_account.values()):
        return (
            before if len({state for of in by_account.values() for state in of}) != 1 else _of_one(before, by_account)
        )
    entries, ended, doubts, day = before
    name = f"column {cell(table.name_of(field))} of {table.label}"
    if field == "total_value":
        raise AccountsError(
            f"{name} is of contracts of several dates, which may follow each other: write when each begins and ends, "
            "in columns called contract start and contract end"
        )
    states = sorted({state for of in by_account.values() for state in of})
    _refuse_irregular(name, states, by_account)
    last, until = states[-1], day or date.min
    for account, of in by_account.items():
        latest = max((_ends(entries[k]) for k in of.get(last, ())), default=date.max)
        for k in (k for state in of.values() for k in state):
            if _ends(entries[k]) < latest:
                entries[k] = entries[k]._replace(left_out=EARLIER_STATE if last in of else ENDED)
        if last in of:
            until = max(until, latest - timedelta(days=1))
        else:
            ended[account] = f"its last row is of {max(of):%Y-%m}, and those of others go on to {last:%Y-%m}"
    how = f"12 times that of {last:%Y-%m}" if field == "monthly" else f"that of {last:%Y-%m}"
    doubts.append(f"{name} is a rate, which is not added up: a year's revenue is {how}, the last one")
    return States(entries, ended, doubts, until)


def _of_one(before: States, by_account: Mapping[str, Mapping[date, Sequence[int]]]) -> States:
    """Keep everything of a table whose rows are all of one month, which says of when the rates are."""
    ends = max(_ends(before.entries[k]) for of in by_account.values() for some in of.values() for k in some)
    return before._replace(day=max(ends - timedelta(days=1), before.day or date.min))


def _by_state(
    entries: list[Entry], label: str, account_of: Mapping[str, str], as_of: date | None, now: date
) -> dict[str, dict[date, list[int]]]:
    """Positions of a table's entries by account and month; what is later than the day is left out."""
    found: dict[str, dict[date, list[int]]] = defaultdict(lambda: defaultdict(list))
    for k, entry in enumerate(entries):
        if entry.label != label or not entry.account or entry.left_out:
            continue
        if entry.period is None:
            entries[k] = entry._replace(left_out=NO_DATE)
        elif entry.period.begins > (as_of or now):
            _refuse_future(entry, entry.period, as_of, now)
            entries[k] = entry._replace(left_out=LATER)
        else:
            found[account_of[entry.account]][_month(entry.period.ends)].append(k)
    return found


def _ends(entry: Entry) -> date:
    return date.min if entry.period is None else entry.period.ends


def _month(ends: date) -> date:
    """First day of the month in which a state is, or with which it ends."""
    return (ends - timedelta(days=1)).replace(day=1)


def _refuse_future(entry: Entry, period: Period, as_of: date | None, now: date) -> None:
    if as_of is None:
        raise AccountsError(
            f"{entry.label}:{entry.line} is of {period_name(period)}, which is still to come on {now}; say "
            "--as-of DATE, the last day of what is to count"
        )


def _refuse_irregular(name: str, states: Sequence[date], by_account: Mapping[str, Mapping[date, object]]) -> None:
    """Refuse states of which nobody can tell whether those who are not in the last one have gone."""
    before = [of for of in by_account.values() if states[-2] in of]
    if sum(states[-1] in of for of in before) * _MOST_LEAVE < len(before):
        raise AccountsError(
            f"{name} has rows of several times, and most accounts have none in the last one, {states[-1]:%Y-%m}: "
            "whether they have gone cannot be told; leave the last row of each that is an account still, or give each "
            "a row in the last month"
        )
