"""The ledger: entries by account and quarter, the last four whole quarters, and where every amount went."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from equipoise.experiments.accounts.by_account.entries import RATIOS
from equipoise.experiments.accounts.by_account.whole import A_YEAR, cut_years, lacking, whole_of
from equipoise.experiments.accounts.columns.dates import quarter_name, quarter_of
from equipoise.experiments.accounts.files.faults import cell
from equipoise.sim.business.contradictions import SMALLEST_SHARE

if TYPE_CHECKING:
    from collections.abc import Callable, Container, Mapping, Sequence
    from datetime import date

    from equipoise.experiments.accounts.by_account.entries import Entry
    from equipoise.experiments.accounts.by_account.whole import Whole

_CENT = Decimal("0.01")

USED, MERGED = "used", "used, under another spelling of the account"
EARLIER = "earlier than the last four whole quarters"
PARTIAL = "in a quarter that is not over"
BEGUN = "in a quarter of which the files lack the beginning"
LATER = "after the day that is stated with --as-of"
ENDED = "of an account that has ended"
NOTHING_LEFT = "of an account that has nothing above 0 left of the last year"
TOO_SMALL = "of an account that brings about a millionth of all or less"
UNDATED = "a year's revenue, in place of which dated rows are used"
LEFT_CREDIT = "negative amounts beyond everything that the account was charged before"
"""What becomes of an amount; the reasons that a row gives itself are in ``entries``."""


_SMALLEST = Decimal(str(SMALLEST_SHARE)) * Decimal("1.02")
"""Share of all revenue from which on an account can be played, with room for amounts that are rounded."""


def to_the_cent(amount: Decimal) -> str:
    """Write an amount in words."""
    return f"{amount:,.2f}"


@dataclass
class Ledger:
    """What the files come to, by account."""

    whole: Whole | None  # None where nothing has a date
    revenue: dict[str, Decimal]  # of a year, by account that is held
    fates: dict[str, Decimal]  # by what became of it
    rows: dict[str, int]  # likewise
    ended: dict[str, str] = field(default_factory=dict)  # accounts that are not written, and why
    moved: list[str] = field(default_factory=list)  # negative amounts that were moved to the quarter before
    gaps: dict[str, int] = field(default_factory=dict)  # quarters without a row between others
    begun: dict[str, date] = field(default_factory=dict)  # first row, where the files begin before it
    ratios: dict[str, dict[str, tuple[Decimal, Decimal]]] = field(
        default_factory=lambda: {name: {} for name in RATIOS}
    )  # amount and cost by account, where both are known; and likewise
    rows_of: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))  # by account, of ratios
    spread: str = ""  # how years were taken that the last four quarters begin in the midst of
    lacking: str = ""  # which months of the year no row is of
    total: Decimal | None = None  # of a year, where the accounts' own are rounded; None where they add up to it
    told: Callable[[Decimal], str] = to_the_cent  # how amounts are written in words
    span: str = "a year, as stated"  # what a year's revenue is of, where nothing has a date

    @property
    def read(self) -> Decimal:
        """All that was read."""
        return sum(self.fates.values(), Decimal(0))


def ledger_of(
    entries: Sequence[Entry],
    account_of: Mapping[str, str],
    as_of: date | None,
    told: Callable[[Decimal], str] = to_the_cent,
    now: date | None = None,
) -> Ledger:
    """Sum entries up, but for accounts that are too small beside all others to be played.

    What is not over ``now`` is refused where nobody has said up to when the files go: the day decides no amount.
    """
    found = _summed(entries, account_of, as_of, told, now)
    least = _SMALLEST * sum(found.revenue.values(), Decimal(0))
    small = {account: amount for account, amount in found.revenue.items() if amount < least}
    if not small:
        return found
    left = [
        entry._replace(left_out=TOO_SMALL)
        if account_of.get(entry.account) in small and not entry.left_out and (entry.amount or entry.quarter is not None)
        else entry
        for entry in entries
    ]
    found = ledger_of(left, account_of, as_of, told, now)
    found.ended |= {
        account: f"its revenue of a year, {told(amount)}, is about a millionth of all or less, too little to be played"
        for account, amount in small.items()
    }
    return found


def _summed(
    entries: Sequence[Entry],
    account_of: Mapping[str, str],
    as_of: date | None,
    told: Callable[[Decimal], str],
    now: date | None,
) -> Ledger:
    kept = [entry for entry in entries if not entry.left_out]
    dated = [entry for entry in kept if entry.quarter is not None]
    found = Ledger(
        whole_of(dated, as_of, now) if dated else None, {}, defaultdict(Decimal), defaultdict(int), told=told
    )
    for entry in entries:
        if entry.left_out:
            _count(found, entry.left_out, entry)
    if found.whole is None:
        _sum_years(found, kept, account_of)
    else:
        for entry in kept:
            if entry.quarter is None and entry.amount:
                _count(found, UNDATED, entry)
        found.spread, found.lacking = cut_years(dated, found.whole, account_of), lacking(dated, found.whole)
        _sum_quarters(found, found.whole, dated, account_of)
        _note_undated(found, [entry for entry in kept if entry.quarter is None], account_of)
        for account in dict.fromkeys(account_of[entry.account] for entry in kept if entry.quarter is None):
            if account not in found.revenue:
                found.ended.setdefault(account, "no row with a date and an amount is its own")
    return found


def _count(ledger: Ledger, fate: str, entry: Entry) -> None:
    ledger.fates[fate] += entry.amount
    ledger.rows[fate] += entry.rows


def _sum_years(ledger: Ledger, entries: Sequence[Entry], account_of: Mapping[str, str]) -> None:
    """Add up a year's revenue that rows state."""
    sums: dict[str, Decimal] = defaultdict(Decimal)
    for entry in entries:
        sums[account_of[entry.account]] += entry.amount
    for account, amount in sums.items():
        if amount <= 0:
            ledger.ended[account] = (
                f"its revenue of a year, {ledger.told(amount)}, is not above 0" if amount else "no revenue is stated"
            )
        else:
            ledger.revenue[account] = amount.quantize(_CENT)
    for entry in entries:
        account = account_of[entry.account]
        if account in ledger.ended:
            _count(ledger, NOTHING_LEFT, entry)
            continue
        _count(ledger, USED if account == entry.account else MERGED, entry)
        _note_ratios(ledger, account, entry)


def _note_undated(ledger: Ledger, entries: Sequence[Entry], account_of: Mapping[str, str]) -> None:
    """Take ratios that dated rows of an account do not tell from its rows of a year, each to their own amount."""
    known = {name: {*by_account} for name, by_account in ledger.ratios.items()}
    for entry in entries:
        if (account := account_of[entry.account]) in ledger.revenue and entry.amount > 0:
            told: dict[str, Any] = {name: None for name in RATIOS if account in known[name]}
            _note_ratios(ledger, account, entry._replace(**told))


def _note_ratios(ledger: Ledger, account: str, entry: Entry) -> None:
    if any(getattr(entry, name) is not None for name in ledger.ratios):
        ledger.rows_of[account].append(f"{entry.label}:{entry.line}")
    for name, by_account in ledger.ratios.items():
        value = getattr(entry, name)
        if value is not None:
            amount, other = by_account.get(account, (Decimal(0), Decimal(0)))
            by_account[account] = (amount + entry.amount, other + value)


def _sum_quarters(ledger: Ledger, whole: Whole, dated: Sequence[Entry], account_of: Mapping[str, str]) -> None:
    """Add up by account and quarter, and take the last four whole ones for the year."""
    by_account: dict[str, dict[int, list[Entry]]] = defaultdict(lambda: defaultdict(list))
    late: set[str] = set()  # accounts with a row behind the last whole quarter
    for entry in dated:
        assert entry.quarter is not None  # noqa: S101 - for the type checker
        if entry.quarter < whole.first:
            _count(ledger, BEGUN, entry)
            by_account[account_of[entry.account]]  # an account of which nothing is later is known of
        elif entry.quarter > whole.last:
            _count(
                ledger, LATER if entry.quarter > quarter_of(whole.as_of) + 1 or not whole.partial else PARTIAL, entry
            )
            by_account[account_of[entry.account]]  # an account that begins then is known of
            late.add(account_of[entry.account])
        else:
            by_account[account_of[entry.account]][entry.quarter].append(entry)
    for account, quarters in by_account.items():
        _sum_account(ledger, whole, account, quarters, late)


def _sum_account(
    ledger: Ledger, whole: Whole, account: str, quarters: Mapping[int, Sequence[Entry]], late: Container[str]
) -> None:
    entries = [entry for one in quarters.values() for entry in one]
    recent = [entry for quarter in whole.year for entry in quarters.get(quarter, [])]
    sums, left = _netted(ledger, account, quarters)
    year = sum((sums.get(quarter, Decimal(0)) for quarter in whole.year), Decimal(0))
    why = ""
    if not entries:
        why = (
            "its first row is of a quarter that is not over"
            if account in late
            else f"its last row is of {quarter_name(whole.first - 1)}, of which the files lack the beginning"
        )
    elif not recent:
        why = f"its last row is of {quarter_name(max(quarters))}: without one in the last four it counts as ended"
    elif year <= 0:
        why = "its negative amounts, as of credit notes, leave nothing of the last four quarters"
    if left:
        ledger.fates[LEFT_CREDIT] += left
    if why:
        ledger.ended[account] = why
        fate = NOTHING_LEFT if recent else ENDED
        ledger.fates[fate] += sum(sums.values(), Decimal(0))
        ledger.rows[fate] += sum(entry.rows for entry in entries)
        return
    ledger.revenue[account] = (year * A_YEAR / len(whole.year)).quantize(_CENT)
    merged = [entry for entry in recent if entry.account != account]
    under_another = sum((entry.amount for entry in merged), Decimal(0))
    ledger.fates[MERGED] += under_another
    ledger.fates[USED] += year - under_another
    ledger.fates[EARLIER] += sum(sums.values(), Decimal(0)) - year
    ledger.rows[MERGED] += sum(entry.rows for entry in merged)
    ledger.rows[USED] += sum(entry.rows for entry in recent) - sum(entry.rows for entry in merged)
    ledger.rows[EARLIER] += sum(entry.rows for entry in entries) - sum(entry.rows for entry in recent)
    ledger.gaps[account] = sum(quarter not in quarters for quarter in range(min(quarters), max(quarters)))
    if min(quarters) > whole.first:
        ledger.begun[account] = min(entry.period.begins for entry in entries if entry.period is not None)
    for entry in recent:
        _note_ratios(ledger, account, entry)


def _netted(
    ledger: Ledger, account: str, quarters: Mapping[int, Sequence[Entry]]
) -> tuple[dict[int, Decimal], Decimal]:
    """Sums of quarters, none below 0: what one lacks is taken from the one before, and so on; and the rest."""
    sums = {quarter: sum((entry.amount for entry in quarters[quarter]), Decimal(0)) for quarter in quarters}
    lacking = Decimal(0)
    order = sorted(sums, reverse=True)
    for k, quarter in enumerate(order):
        sums[quarter] += lacking
        lacking = min(sums[quarter], Decimal(0))
        sums[quarter] = max(sums[quarter], Decimal(0))
        if lacking:
            before = quarter_name(order[k + 1]) if k + 1 < len(order) else "no quarter, since there is none before"
            ledger.moved.append(f"{cell(account)}: {ledger.told(lacking)} of {quarter_name(quarter)} moved to {before}")
    return sums, lacking
