"""Rows of a table as entries of a ledger: whose, how much, of which quarter, and why a row is left out."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any, NamedTuple

from equipoise.experiments.accounts.columns.aliases import CREDITS, YES
from equipoise.experiments.accounts.columns.dates import quarter_of
from equipoise.experiments.accounts.columns.headers import folded, header_key
from equipoise.experiments.accounts.columns.money import EXACT
from equipoise.experiments.accounts.columns.names import spelling
from equipoise.experiments.accounts.columns.spread import PERIOD
from equipoise.experiments.accounts.files.faults import AccountsError, cell, named
from equipoise.experiments.accounts.rows.charged import of_longer_services
from equipoise.experiments.accounts.rows.repeated import TOTALS
from equipoise.experiments.accounts.rows.tables import DATED, is_won

if TYPE_CHECKING:
    from collections.abc import Iterator

    from equipoise.experiments.accounts.columns.dates import Period
    from equipoise.experiments.accounts.rows.tables import Table

_DEBTOR_CREDITED = frozenset({"h", "haben", "c", "credit", "cr", "k"})
_REVENUE = frozenset(
    {"revenue", "net revenue", "sales", "net sales", "turnover", "umsatz", "nettoumsatz", "umsatz netto"}
)
NOBODY = frozenset({
    "(blank)", "(leer)", "(vide)", "(empty)", "n/a", "#n/a", "#nv", "na", "not assigned", "unassigned",
    "nicht zugeordnet", "nicht zugewiesen", "#", "-", "none", "null", "unknown", "unbekannt",
})  # fmt: skip
"""What stands in place of an account's name where there is none."""
_LASTING = ("contract_years", "term_months", "end")
"""Fields that tell how long what was charged lasts."""
_OF_ROWS = frozenset({"margin", "contribution", "discount"})
"""Fields that are shares of a row's own amount, where rows are of a time."""
_MONTHS = 12
_YEAR, _HALF_A_YEAR = Decimal("365.25"), Decimal("0.51")

RATIOS = ("cost", "list_value", "contribution")
"""What an entry may have besides its amount, of which the ratio to it is a fact."""

NO_ACCOUNT, TOTAL, NO_DATE, NO_AMOUNT, NOT_WON, REPEATED = (
    "names no account", "a total of other rows", "has no date", "has no amount", "an opportunity that is not won",
    "stands there twice, with the same number",
)  # fmt: skip
"""Why a row is left out, whatever other rows say."""


class Entry(NamedTuple):
    """An amount of an account; a year's row is four of them."""

    account: str  # as it is spelt
    amount: Decimal
    quarter: int | None  # None of a year's revenue without a date
    label: str
    line: int
    rows: int = 1  # 0 of the further parts of a row
    left_out: str = ""  # why
    cost: Decimal | None = None
    list_value: Decimal | None = None
    contribution: Decimal | None = None
    period: Period | None = None


def entries_of(table: Table) -> list[Entry]:
    """Lay a table's rows out as entries."""
    _refuse_doubtful(table)
    if column := next((table.name_of(one) for one in _LASTING if one in table.cells and table.kind in DATED), ""):
        counted = [k for k, amount in enumerate(table.numbers.get("amount", ())) if amount]
        table.remarks.extend(of_longer_services([contract_years(table, k) for k in counted], column))
    found = [part for k in range(len(table.lines)) for part in _parts(table, k)]
    if table.kind == "opportunities" and found and not any(one.left_out != NOT_WON for one in found):
        said = sorted({text for field in ("stage", "status", "won") for text in table.texts.get(field, []) if text})
        raise AccountsError(f"{table.label} has no opportunity that is won; it says {named(said)}")
    return found


def _refuse_doubtful(table: Table) -> None:
    """Refuse an amount beside a contract's beginning and end, or length, of which nobody says that it is a year's."""
    columns = table.header.columns
    of_a_contract = len({"start", "end", "term_months", "contract_years"} & columns.keys()) > 1
    if table.kind not in {"accounts", "contracts"} or "amount" not in columns or not of_a_contract:
        return
    name = table.header.names[columns["amount"]]
    if header_key(name) not in _REVENUE:
        raise AccountsError(
            f"{table.label} column {cell(name)} may be a year's revenue or a whole contract's; call it annual, "
            f"monthly or total_value, in the file or under [files.{cell(table.label)}.columns] of a mapping file"
        )
    spans = [years for k in range(len(table.lines)) if (years := contract_years(table, k)) is not None]
    if {"start", "end"} <= columns.keys() and spans and max(spans) <= _HALF_A_YEAR:
        raise AccountsError(
            f"{table.label} column {cell(name)} may be a year's revenue or that from {cell(table.name_of('start'))} to "
            f"{cell(table.name_of('end'))}, which is less than a year: call it annual, or, if each row is what was "
            f"charged, call {cell(table.name_of('end'))} date"
        )


def _parts(table: Table, k: int) -> Iterator[Entry]:
    account = spelling(table.texts["account"][k])
    account = "" if folded(account) in NOBODY else account
    amount = _amount(table, k)
    period = table.periods["date"][k] if "date" in table.periods else None
    why = _left_out(table, k, account, amount, period)
    cost = _cost(table, k, amount)
    entry = Entry(
        account, amount or Decimal(0), None, table.label, table.lines[k], 1, why, cost, _list_value(table, k, amount),
        _contribution(table, k, amount), period,
    )  # fmt: skip
    if table.kind not in DATED or period is None:
        yield entry
        return
    quarters = range(quarter_of(period.begins), (quarter_of(period.ends) if not period.is_day else 0))
    if len(quarters) <= 1:
        yield entry._replace(quarter=quarter_of(period.begins))
        return
    for j, quarter in enumerate(quarters):
        part = entry._replace(quarter=quarter, rows=int(j == 0), amount=_piece(entry.amount, j, len(quarters)))
        of_it: dict[str, Decimal | None] = {name: getattr(entry, name) for name in RATIOS}
        pieces: dict[str, Any] = {
            name: None if whole is None else _piece(whole, j, len(quarters)) for name, whole in of_it.items()
        }
        yield part._replace(**pieces)


def _piece(whole: Decimal, k: int, pieces: int) -> Decimal:
    """One of equal pieces, the first with what is left over, so that they add up to the whole."""
    piece = (whole / pieces).quantize(EXACT)
    return whole - piece * (pieces - 1) if k == 0 else piece


def _number(table: Table, field: str, k: int) -> Decimal | None:
    return table.numbers[field][k] if field in table.numbers else None


def _text(table: Table, field: str, k: int) -> str:
    return folded(table.texts[field][k]).strip() if field in table.texts else ""


def _amount(table: Table, k: int) -> Decimal | None:
    """What a row comes to: an amount at a time, or a year's revenue."""
    amount = _number(table, "amount", k)
    quantity, price = _number(table, "quantity", k), _number(table, "unit_price", k)
    if amount is None and quantity is not None and price is not None:
        amount = (quantity * price).quantize(EXACT)
    if table.kind not in DATED:
        return _annual(table, k, amount)
    if table.kind == "periods" and amount is None:
        amount = _number(table, "annual", k)
    return -abs(amount) if amount is not None and _is_credited(table, k) else amount


def _is_credited(table: Table, k: int) -> bool:
    """Whether a row is a credit note by its number, its type or its side, whatever sign its numbers have."""
    return (
        k in table.credited
        or _text(table, "side", k) in _DEBTOR_CREDITED
        or any(word in _text(table, "document_type", k) for word in CREDITS)
    )


def _contribution(table: Table, k: int, amount: Decimal | None) -> Decimal | None:
    share = share_of_row(table, "contribution", k)
    stated = _earned(table, "contribution_amount", k)
    return _part(amount, share) if stated is None and share is not None else stated


def share_of_row(table: Table, field: str, k: int) -> Decimal | None:
    """Give a share that is of a row's own amount, as of an invoice or a month, and no fact of the account."""
    of_rows = table.kind in DATED and PERIOD not in table.header.names and _amount(table, k) is not None
    value = _number(table, field, k) if of_rows and field in _OF_ROWS else None
    return value if value is not None and abs(value) <= 1 else None


def _part(amount: Decimal | None, share: Decimal) -> Decimal | None:
    return None if amount is None else (amount * share).quantize(EXACT)


def _earned(table: Table, field: str, k: int) -> Decimal | None:
    """What was earned with a row: less than nothing with a credit note."""
    value = _number(table, field, k)
    return -abs(value) if value is not None and table.kind in DATED and _is_credited(table, k) else value


def _annual(table: Table, k: int, amount: Decimal | None) -> Decimal | None:
    annual, monthly, whole = (_number(table, field, k) for field in ("annual", "monthly", "total_value"))
    if annual is not None:
        return annual
    if monthly is not None:
        return monthly * _MONTHS
    if amount is None and whole is not None and (years := contract_years(table, k)):
        return (whole / years).quantize(EXACT)
    return amount


def contract_years(table: Table, k: int) -> Decimal | None:
    """How long a row's contract is, in years."""
    years, months = _number(table, "contract_years", k), _number(table, "term_months", k)
    if years is not None or months is not None:
        found = years if years is not None else (months or Decimal(0)) / _MONTHS
        return found if found > 0 else None
    begins, ends = (table.periods[field][k] if field in table.periods else None for field in ("start", "end"))
    if begins is None or ends is None or ends.ends <= begins.begins:
        return None
    return max((Decimal((ends.ends - begins.begins).days) / _YEAR).quantize(Decimal("0.01")), Decimal("0.01"))


def _cost(table: Table, k: int, amount: Decimal | None) -> Decimal | None:
    """What a row's goods cost: stated, or by the gross profit."""
    cost, profit = _number(table, "cost", k), _earned(table, "gross_profit", k)
    if cost is None and profit is None:
        return None if (margin := share_of_row(table, "margin", k)) is None else _part(amount, 1 - margin)
    if cost is None and profit is not None and amount is not None:
        return amount - profit
    return -abs(cost) if cost is not None and amount is not None and amount < 0 else cost


def _list_value(table: Table, k: int, amount: Decimal | None) -> Decimal | None:
    """What a row would be at list prices, with the sign of its amount."""
    price, quantity = _number(table, "list_price", k), _number(table, "quantity", k)
    discount = share_of_row(table, "discount", k)
    if price is None and discount is not None and discount < 1:
        return _part(amount, 1 / (1 - discount))
    if price is None:
        return None
    value = (price * (quantity if quantity is not None else 1)).quantize(EXACT)
    return -abs(value) if amount is not None and amount < 0 else value


def _left_out(table: Table, k: int, account: str, amount: Decimal | None, period: Period | None) -> str:
    """Why a row is left out, as far as it says so itself."""
    if folded(account).strip(" :") in TOTALS:
        return TOTAL
    if not account:
        return NO_ACCOUNT
    if k in table.repeated:
        return REPEATED
    if table.kind == "opportunities" and not _won(table, k):
        return NOT_WON
    if table.kind in DATED and amount is None:
        return NO_AMOUNT
    return NO_DATE if table.kind in DATED and period is None else ""


def _won(table: Table, k: int) -> bool:
    return _text(table, "won", k) in YES | {"won"} or any(
        is_won(_text(table, field, k)) for field in ("stage", "status")
    )
