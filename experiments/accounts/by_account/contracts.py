"""What files tell of each account's contract: what is left of the one in force, and how long it is."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

from equipoise.experiments.accounts.by_account.entries import contract_years
from equipoise.experiments.accounts.by_account.fact import BOUNDS, Fact, column_of, within
from equipoise.experiments.accounts.columns.headers import says_years
from equipoise.experiments.accounts.columns.names import spelling

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import date

    from equipoise.experiments.accounts.files.faults import Mistake
    from equipoise.experiments.accounts.rows.tables import Table

_CENT = Decimal("0.01")
_MOST_YEARS = 10
"""Years above which a contract is taken for one in months, unless its column says which."""
_DAYS_A_YEAR = Decimal("365.25")


def last_ends(tables: Sequence[Table]) -> dict[str, date]:
    """When the last contract of each account in the files ends, by the account's spelling."""
    found: dict[str, date] = {}
    for table in tables:
        for name, end in zip(table.texts["account"], table.periods.get("end", ()), strict=False):
            if end is not None:
                found[spelling(name)] = max(end.ends, found.get(spelling(name), end.ends))
    return found


def contract_facts(
    table: Table, k: int, latest: Mapping[str, date], today: date, mistakes: list[Mistake], doubts: list[str]
) -> Iterator[tuple[str, Fact]]:
    """What is left of a contract that is in force, and how long it is: a quarter at least, which is what is played."""
    source, ends = f"{table.label}:{table.lines[k]}", table.periods["end"][k] if "end" in table.periods else None
    last = None if ends is None else ends.ends - timedelta(days=1)
    if not _may_be_in_force(table, k, latest, today):
        return
    if last is not None:
        yield "contract_left", Fact(years_between(today, max(last, today)), source, table.name_of("end"))
        if last < today:
            doubts.append(
                f"{source} the contract ended on {last} and the account still buys: it is due for renewal now"
            )
    if years := contract_years(table, k):
        shortest, _ = BOUNDS["contract_years"]
        if years > _MOST_YEARS and not _says_years(table):
            words = 'may be years or months: call the column "contract years" or "contract months"'
            mistakes.append(table.fault("contract_years", k, words))
            return
        left = Decimal(0) if last is None else years_between(today, max(last, today))
        if left > 2 * max(years, shortest):
            words = (
                "is further off than the contract and one that follows it are long: write how long a contract is in all"
            )
            mistakes.append(table.fault("end", k, words))
            return
        if left > max(years, shortest) + _CENT:
            doubts.append(
                f"{source} the contract ends on {last}, further off than it is long: it is taken to have been renewed "
                "already, at the price that is paid today, and the next talks come then"
            )
        if years < shortest:
            source = f"{source}, where it is {years.normalize():f}: a quarter is the shortest that is played"
        if within(table, k, "contract_years", max(years, shortest), mistakes):
            yield (
                "contract_years",
                Fact(max(years, shortest), source, table.name_of(column_of(table, "contract_years"))),
            )


def _may_be_in_force(table: Table, k: int, latest: Mapping[str, date], today: date) -> bool:
    """Whether a contract has begun, and no other has followed it."""
    begins, ends = (table.periods[field][k] if field in table.periods else None for field in ("start", "end"))
    if ends is not None and ends.ends <= today and ends.ends < latest[spelling(table.texts["account"][k])]:
        return False
    return begins is None or begins.begins <= today


def _says_years(table: Table) -> bool:
    """Whether how long contracts are is told in years: by the header, by months, or by dates."""
    place = table.header.columns.get("contract_years")
    return place is None or says_years(table.header.names[place])


def years_between(begins: date, ends: date) -> Decimal:
    """How long it is from one day to another, in years."""
    return (Decimal((ends - begins).days) / _DAYS_A_YEAR).quantize(_CENT)
