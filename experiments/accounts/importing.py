"""From files to a business: everything that is read, decided, asked, and left out."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import TYPE_CHECKING

from equipoise.experiments.accounts.by_account.ends import ends_of
from equipoise.experiments.accounts.by_account.entries import TOTAL, Entry, entries_of
from equipoise.experiments.accounts.by_account.facts import Outside, agreeing, facts_of, faults_of, margin_of
from equipoise.experiments.accounts.by_account.granted import of_names, of_times, settled
from equipoise.experiments.accounts.by_account.grouped import leaning
from equipoise.experiments.accounts.by_account.ledger import ENDED, Ledger, ledger_of, to_the_cent
from equipoise.experiments.accounts.by_account.lengths import cells_without_length, columns_without_length
from equipoise.experiments.accounts.by_account.rates import EARLIER_STATE, last_states
from equipoise.experiments.accounts.by_account.running import running
from equipoise.experiments.accounts.by_account.sums import checked_totals
from equipoise.experiments.accounts.by_account.this_year import years_not_over
from equipoise.experiments.accounts.by_account.twice import (
    added_up,
    periods_within_others,
    rows_in_two_files,
    years_in_two_files,
)
from equipoise.experiments.accounts.by_account.units import told_twice, unlike_revenue, without_revenue
from equipoise.experiments.accounts.columns.aliases import REVENUE
from equipoise.experiments.accounts.columns.dates import quarter_of
from equipoise.experiments.accounts.columns.mapping import HowRead, mapping_text
from equipoise.experiments.accounts.columns.names import (
    ASK,
    SAME,
    Pair,
    merged,
    of_one_number,
    suspicious,
)
from equipoise.experiments.accounts.columns.spread import may_be_its_own
from equipoise.experiments.accounts.columns.totals import part_of_a_year
from equipoise.experiments.accounts.files.faults import MOST_TOLD, AccountsError, cell, named, refuse
from equipoise.experiments.accounts.files.limits import MOST_ACCOUNTS
from equipoise.experiments.accounts.rows.alike import counted_alike
from equipoise.experiments.accounts.rows.currencies import one_currency
from equipoise.experiments.accounts.rows.joining import numbered, tables_of
from equipoise.experiments.accounts.rows.tables import DATED, Options
from equipoise.experiments.accounts.written.anonymous import in_digits
from equipoise.experiments.accounts.written.hiding import handed_round, masked, renamed
from equipoise.sim.files.bounds import told
from equipoise.sim.parameters.declare import LONGEST_ACCOUNT
from equipoise.sim.scenario import ALL

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from decimal import Decimal
    from pathlib import Path

    from equipoise.experiments.accounts.by_account.ends import End
    from equipoise.experiments.accounts.by_account.fact import Facts
    from equipoise.experiments.accounts.by_account.whole import Whole
    from equipoise.experiments.accounts.files.faults import Mistake
    from equipoise.experiments.accounts.rows.tables import Table
    from equipoise.experiments.accounts.written.anonymous import Mask

_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Asked:
    """What the user asks for."""

    options: Options = field(default_factory=Options)
    as_of: date | None = None
    currency: str | None = None
    sheet: str | None = None
    mapping: HowRead = field(default_factory=HowRead)
    mask: Mask | None = None


@dataclass(frozen=True)
class Imported:
    """What files come to."""

    tables: list[Table]
    unread: list[str]  # which sheets nothing was read from, and why
    ledger: Ledger
    facts: dict[str, Facts]
    currency: str
    gross_margin: Decimal | None
    today: date
    pairs: list[tuple[Pair, str]]
    mask: Mask | None
    doubts: list[str]  # what was taken for granted
    mapping: str
    since: list[str] | None = None  # what changed since the last import, if there was one

    @property
    def own_words(self) -> list[str]:
        """Words of the user's that stand in what is written, besides names of accounts."""
        return [*self.unread, *(name for table in self.tables for name in table.header.names)]

    @property
    def markets(self) -> list[str]:
        """Markets that accounts open."""
        return [str(of["opens"].value) for of in self.facts.values() if "opens" in of]


class UndecidedError(AccountsError):
    """Names that may be one account, on which nobody has decided yet."""

    def __init__(
        self, pairs: list[tuple[Pair, str]], counted: Mapping[str, int], mapping: str, mask: Mask | None
    ) -> None:
        self.pairs, self.mapping, self.mask = pairs, mapping, mask
        said = [
            f"{cell(pair.first)} ({_rows(counted[pair.first])}), {cell(pair.second)} ({_rows(counted[pair.second])}) "
            f"look like one account"
            for pair, said in pairs
            if said == ASK
        ]
        super().__init__(told(said, MOST_TOLD))


class UnsaidError(AccountsError):
    """Files of which no column is known to hold revenue, or how long it is of, with the mapping that may say it."""

    def __init__(self, message: str, mapping: str) -> None:
        super().__init__(message)
        self.mapping = mapping


def _rows(count: int) -> str:
    return f"{count:,} row{'s' * (count != 1)}"


def import_files(paths: Sequence[Path], asked: Asked, otherwise: date) -> Imported:
    """Read files of accounts; where nothing in them has a date, contracts are counted from ``otherwise``.

    Raises ``AccountsError`` with all that is wrong, and ``UndecidedError`` with names that somebody has to decide on.
    """
    mistakes: list[Mistake] = []
    tables, unread = tables_of(paths, asked.mapping, asked.options, asked.sheet, mistakes)
    entries = _entries(tables, mistakes)
    totals = checked_totals(tables, entries, mistakes)
    mistakes += _not_added_up(tables, entries, asked)
    hides = asked.mask
    if hides is not None:
        hides = hides.labelled([*(table.label for table in tables), *(one.rpartition(": ")[0] for one in unread)])
    entries = masked(entries, hides)
    as_of = asked.as_of or asked.mapping.as_of
    currency = _currency(tables, asked.currency or asked.mapping.currency, mistakes)
    ends = ends_of(tables, as_of or otherwise)
    mistakes += faults_of(
        tables,
        {(one.label, one.line) for one in entries if not one.account or one.left_out == TOTAL} | {*ends},
        as_of or otherwise,
    )
    refuse(mistakes)
    counted = Counter(entry.account for entry in entries if entry.account)
    _refuse_names(counted)
    alike = {*suspicious(counted)}.union(*(of_one_number(numbered(table), counted) for table in tables))
    pairs = [(pair, asked.mapping.names.get(pair.key, ASK)) for pair in sorted(alike)]
    if any(said == ASK for _, said in pairs):
        raise UndecidedError(pairs, counted, _mapping(tables, pairs, asked.as_of, asked.currency or "", hides), hides)
    account_of = merged(counted, (pair for pair, said in pairs if said == SAME))
    mask = hides.called(dict.fromkeys(account_of.values())) if hides is not None else None
    _refuse_lengths(columns_without_length(tables, entries), _mapping(tables, pairs, as_of, currency, mask))
    entries, spelt = renamed(entries, account_of, mask)
    known = account_of if mask is None else {name: mask.codes[account] for name, account in account_of.items()}
    kept, ended, back = _without_ended(entries, ends, known, spelt)
    states = last_states(kept, tables, spelt, as_of, otherwise)
    runs = running(states.entries, tables, known, as_of or otherwise, stated=as_of is not None)
    kept, ended = runs.entries, ended | states.ended | runs.not_held
    refuse([*years_in_two_files(kept, tables, spelt), *rows_in_two_files(kept, tables, spelt)])
    in_words = to_the_cent if mask is None else lambda one: to_the_cent(in_digits(one))
    ledger = ledger_of(kept, spelt, as_of, in_words, otherwise)
    ledger.ended |= {account: why for account, why in ended.items() if account not in ledger.revenue}
    today = ledger.whole.as_of if ledger.whole is not None else as_of or states.day or otherwise
    ledger.span = f"a year at the rate of {states.day:%Y-%m}" if states.day is not None else ledger.span
    _refuse_nothing(tables, ledger, _mapping(tables, pairs, as_of, currency, mask))
    ledger.revenue = dict(sorted(ledger.revenue.items(), key=lambda pair: (-pair[1], pair[0])))
    doubts = [
        *(one for table in tables for one in counted_alike(table.label, table.kinds, hidden=mask is not None)),
        *added_up(tables),
        *settled(tables, asked.as_of, asked.mapping.as_of),
        *without_revenue(tables),
        *totals,
        *back,
        *states.doubts,
        *runs.doubts,
        *of_names(tables, known, ledger),
        *of_times(tables, ledger, as_of, states.day, otherwise),
    ]
    outside = Outside(runs.over | _earlier(kept, ledger.whole), _later(kept, ledger.whole))
    facts = facts_of(tables, ledger, known, today, mistakes, doubts, outside)
    refuse(mistakes)
    margin, mapping = margin_of(ledger, doubts), _mapping(tables, pairs, as_of, currency, mask)
    if mask is not None:
        facts, doubts = handed_round(ledger, facts, doubts, mask)
        tables = [table._replace(label=mask.files[table.label]) for table in tables]
        unread = [*map(mask.without_files, unread)]
    facts = agreeing(facts, ledger.revenue, doubts)
    return Imported(tables, unread, ledger, facts, currency, margin, today, pairs, mask, doubts, mapping)


def _refuse_nothing(tables: Sequence[Table], ledger: Ledger, mapping: str) -> None:
    """Refuse files that leave no account any revenue; where no column is known to hold any, a mapping may say it."""
    if not ledger.revenue and not any(field in table.numbers for table in tables for field in REVENUE):
        raise UnsaidError(_no_column(tables), mapping)
    if not ledger.revenue:
        raise AccountsError(_nothing(tables, ledger))


def _not_added_up(tables: Sequence[Table], entries: Sequence[Entry], asked: Asked) -> Iterator[Mistake]:
    """What speaks against adding rows and columns up, though each can be read."""
    yield from told_twice(tables)
    yield from unlike_revenue(tables, entries)
    yield from periods_within_others(entries)
    yield from leaning(tables, entries)
    yield from _not_over(tables, asked)


def _entries(tables: Sequence[Table], mistakes: list[Mistake]) -> list[Entry]:
    """Lay all rows out; tables and cells of which nobody can tell what they are of are mistakes."""
    found: list[Entry] = []
    for table in tables:
        try:
            found += entries_of(table)
        except AccountsError as error:
            mistakes.append(str(error))
    mistakes += cells_without_length(tables, found)
    return found


def _not_over(tables: Sequence[Table], asked: Asked) -> list[str]:
    mapped = {label for label, of in asked.mapping.files.items() if of.columns is not None}
    return [*years_not_over(tables, mapped, asked.as_of or asked.mapping.as_of)]


def _currency(tables: Sequence[Table], stated: str | None, mistakes: list[Mistake]) -> str:
    try:
        return one_currency(tables, stated)
    except AccountsError as error:
        mistakes.append(str(error))
        return ""


def _mapping(
    tables: Sequence[Table], pairs: list[tuple[Pair, str]], as_of: date | None, currency: str, mask: Mask | None
) -> str:
    """Write how files were read, under their codes and without names of accounts if these are hidden."""
    labels = {table.label: table.label if mask is None else mask.files[table.label] for table in tables}
    unused = {labels[table.label]: [*table.header.unused, *table.header.passed_over] for table in tables}
    stated = {labels[table.label]: table.stated for table in tables}
    return mapping_text(stated, pairs if mask is None else [], unused, as_of, currency)


def _refuse_names(counted: Mapping[str, int]) -> None:
    if len(counted) > MOST_ACCOUNTS:
        raise AccountsError(
            f"there are {len(counted):,} names of accounts, more than {MOST_ACCOUNTS:,}; leave small ones out"
        )
    refuse(
        [
            f"the account {cell(name)} has a name of more than {LONGEST_ACCOUNT} characters; shorten it"
            for name in counted
            if len(name) > LONGEST_ACCOUNT
        ]
        + [
            f"no account may be called {cell(name)}, as results call all of them; rename it"
            for name in counted
            if name == ALL
        ]
    )


def _refuse_lengths(unsaid: Sequence[str], mapping: str) -> None:
    if unsaid:
        raise UnsaidError("; ".join(unsaid), mapping)


def _without_ended(
    entries: Sequence[Entry], ends: Mapping[tuple[str, int], End], known: Mapping[str, str], spelt: Mapping[str, str]
) -> tuple[list[Entry], dict[str, str], list[str]]:
    """Leave out what files say has ended; with the accounts that have, and why, and those that came back."""
    over = {known[end.account]: end for end in ends.values() if end.account in known}
    back = {
        account: f"{over[account].why} on {on}, and there are later rows; {cell(account)} counts as held"
        for entry in entries
        if not entry.left_out and entry.period is not None and (account := spelt[entry.account]) in over
        if (on := over[account].on) is not None and entry.period.begins > on
    }
    ended = {account: end.why for account, end in over.items() if account not in back}
    found = [
        entry._replace(left_out=ENDED)
        if not entry.left_out and ((entry.label, entry.line) in ends or spelt[entry.account] in ended)
        else entry
        for entry in entries
    ]
    return found, ended, [*back.values()]


def _no_column(tables: Sequence[Table]) -> str:
    labels = ", ".join(table.label for table in tables)
    turnover = [name for table in tables for name in table.header.unused if may_be_its_own(name)]
    numbers = [name for table in tables for name in table.idle if name not in turnover]
    why = [f"{named(turnover)} may be the customer's own turnover, and is not taken for what it pays you"] * bool(
        turnover
    )
    contracts = any(table.kind == "contracts" for table in tables)
    whole = ", or total_value, if it is of a whole contract" * contracts
    why += [f"columns of numbers that are not used: {named(numbers)}"] * bool(numbers)
    why += ["quarters and months need their year, as Q1 2025 or Jan 2025"] * any(map(part_of_a_year, numbers))
    return (
        f"{labels}: no account has any revenue left, as no column is known to hold any; "
        f"{''.join(f'{one}; ' for one in why)}call one annual or amount, if it is of whole years, or MRR, "
        f"if it is what a month brings{whole}"
    )


def _nothing(tables: Sequence[Table], ledger: Ledger) -> str:
    labels = ", ".join(table.label for table in tables)
    if ledger.rows and ledger.ended:
        first = next(iter(ledger.ended.items()))
        return f"{labels}: no account has any revenue left; {cell(first[0])}: {first[1]}"
    if not any(table.lines for table in tables):
        return f"{labels}: there is a header, and no row below it; fill in a row for each account, and import again"
    if timeless := [table.label for table in tables if table.kind in DATED and "date" not in table.periods]:
        return f"{', '.join(timeless)}: no column is known to say when amounts were charged, or won: call it date"
    return f"{labels}: no row has an account and an amount"


def _earlier(entries: Sequence[Entry], whole: Whole | None) -> set[tuple[str, int]]:
    """Rows that tell how an account was before its last year or state, by file and line."""
    late = {
        (one.label, one.line): one.left_out != EARLIER_STATE
        and (whole is None or one.period is None or quarter_of(one.period.ends - _DAY) >= whole.year[0])
        for one in sorted(entries, key=lambda one: one.period.ends if one.period is not None else date.min)
    }
    return {row for row, is_late in late.items() if not is_late}


def _later(entries: Sequence[Entry], whole: Whole | None) -> set[tuple[str, int]]:
    """Rows of a quarter behind the last whole one, by file and line."""
    return {
        (one.label, one.line)
        for one in entries
        if whole is not None and one.period is not None and quarter_of(one.period.begins) > whole.last
    }
