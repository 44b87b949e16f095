"""Which row of a sheet names its columns, and what each column holds."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import TYPE_CHECKING, NamedTuple
from unicodedata import combining, normalize

from equipoise.experiments.accounts.columns.aliases import (
    ALIASES,
    DEALINGS,
    EITHER,
    IN_MONEY,
    IN_MONTHS,
    IN_YEARS,
    LENGTHS,
    NO,
    OWN_TURNOVER,
    PROFILE,
    REVENUE,
    SHARES,
    TRADE,
    YES,
)
from equipoise.experiments.accounts.columns.money import currency_in
from equipoise.experiments.accounts.columns.scales import UNIT_AT_END, is_understood, times_in
from equipoise.experiments.accounts.files.faults import AccountsError, cell, named
from equipoise.experiments.accounts.files.row import in_column
from equipoise.sim.nearness import equally_near

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from equipoise.experiments.accounts.files.row import Row
    from equipoise.experiments.accounts.files.sheets import Sheet

_PAIR = 2
HEADER_WITHIN = 25
"""First rows among which the header is looked for: exports put titles above it."""

_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "&": " and "})
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_BRACKETS = re.compile(r"[(\[{][^)\]}]*[)\]}]")
_PER_CENT = re.compile(r"(?:\bin )?(?:%|\b(?:per ?cent|prozent|pct)\b)")
_YEARS = re.compile(r"(?<![a-z])(?:years?|yrs?|jahren?)(?![a-z])")
_COUNTED_YEARS = re.compile(r"(?<![a-z])(?:years|yrs|jahren?)(?![a-z])")
_MONTHS = re.compile(r"(?<![a-z])(?:months?|mths?|monaten?)(?![a-z])")
_WITHOUT_TAX = re.compile(
    r"[\s,]+(?:excl|excluding|exkl|exklusive|ohne|zzgl|without|before|net of|ex)\.? "
    r"(?:vat|tax|taxes|gst|mw ?st|ust|umsatzsteuer)\.?$"
)
"""Words behind what a column is called that leave its amounts what they are."""
_LONG_NUMBER, _YEAR_OR_MONTH = re.compile(r"\d+[.,]\d+|\d{4,}"), re.compile(r"(?:19|20)\d\d(?:[.,]?[01]?\d)?")
_SUM_OF = re.compile(r"^(?:sum of|summe von) ")


class Header(NamedTuple):
    """The row that names the columns, and what each of them holds."""

    at: int  # position of the row in the sheet
    names: list[str]  # as they stand there
    columns: dict[str, int]  # position of a column by its field
    unused: list[str]  # columns that hold nothing that is known
    passed_over: dict[str, str]  # columns that hold what another one holds already, by what that one is called
    anew: tuple[str, ...] = ()  # columns that a mapping file does not know of, read by their names


@lru_cache(maxsize=100_000)
def folded(text: str) -> str:
    """Lower case, without accents; umlauts as two letters."""
    plain = normalize("NFKD", text.casefold().translate(_UMLAUTS))
    return "".join(mark for mark in plain if not combining(mark))


def header_key(name: str) -> str:
    """Write a header as headers are compared: words in lower case, no marks, no unit."""
    name = name.removesuffix("__c").removeprefix("Deal - ")
    text = _PER_CENT.sub(" percent ", folded(_CAMEL.sub(" ", name)))
    text = _BRACKETS.sub(lambda unit: " percent " if " percent " in unit[0] else " ", text)
    text = _WITHOUT_TAX.sub("", re.sub(r"[\s_]+", " ", text).strip())
    text = UNIT_AT_END.sub("", text)
    return " ".join(re.findall(r"[a-z0-9]+", text))


def times(name: str) -> int:
    """What amounts of a column are to be multiplied by, as its header says: thousands or millions; else 1."""
    return times_in(folded(name))


JUST_REVENUE = frozenset({"revenue", "umsatz", "sales", "turnover"})
"""Which of a customer list may be its own as well, beside columns of what it is like."""

_TOO_COMMON = frozenset({"reference", "type"})
"""Fields by whose names exports call other things."""


@cache
def _fields() -> dict[str, tuple[str, int]]:
    """Field and rank of each known name, with the blanks and without."""
    found: dict[str, tuple[str, int]] = {}
    for field, names in ALIASES.items():
        own = () if field in _TOO_COMMON else (field.replace("_", " "),)
        for rank, name in enumerate((*names, *own)):
            for spelt in (name, name.replace(" ", "")):
                found.setdefault(spelt, (field, rank))
    return found


def field_of(name: str) -> tuple[str, int] | None:
    """What a column of this name holds, and how much that name is preferred to others."""
    key = _SUM_OF.sub("", header_key(name))
    known = _in_its_unit(name, _fields().get(key) or _fields().get(key.replace(" ", "")))
    if known and known[0] == "contacts":  # what stands in brackets is a level, and no unit
        return _fields().get(header_key(re.sub(r"[()\[\]{}]", " ", name)), known)
    if key in LENGTHS:
        return _of_a_length(name)
    if known or not key.endswith(" percent"):
        return known
    share = _fields().get(key.removesuffix(" percent"))
    return share if share and share[0] in SHARES else None


def _in_its_unit(name: str, known: tuple[str, int] | None) -> tuple[str, int] | None:
    """The same field, or that which holds it in the unit of the header; None where that says something else."""
    if known is None or not is_understood(folded(name), known[0]):
        return None
    field, rank = known
    if field in SHARES and (times(name) > 1 or currency_in(name)):
        return (IN_MONEY[field], rank) if field in IN_MONEY else None
    units = " ".join(_BRACKETS.findall(folded(name)))
    if field == "since" and _COUNTED_YEARS.search(units):
        return "customer_years", rank
    if _YEARS.search(units):
        return next((years for years, months in IN_MONTHS.items() if months == field), field), rank
    if not _MONTHS.search(units) or field not in IN_YEARS:
        return known
    return (IN_MONTHS[field], rank) if field in IN_MONTHS else None


def _of_a_length(name: str) -> tuple[str, int] | None:
    """What a column of a length holds: how long contracts are, where it says in what; terms may be of payment."""
    units = " ".join(_BRACKETS.findall(folded(name)))
    if _MONTHS.search(units):
        return "term_months", 0
    return ("contract_years", 0) if _YEARS.search(units) else None


def says_years(name: str) -> bool:
    """Whether a header says that its numbers are years."""
    return bool(_YEARS.search(re.sub(r"[\s_]+", " ", folded(_CAMEL.sub(" ", name)))))


def settled_by(header: Header) -> str:
    """Say by what a column that may be a customer's own turnover is taken for what it pays; empty where none is."""
    name = header.names[header.columns["annual"]] if "annual" in header.columns else ""
    beside = [header.names[k] for field, k in header.columns.items() if field in DEALINGS]
    if header_key(name) not in EITHER or not beside:
        return ""
    return (
        f"column {cell(name)} is what an account pays you in a year, and not its own turnover, since "
        f"{named(beside, 3)} {'stand' if len(beside) > 1 else 'stands'} beside it; if it is not, take annual out of "
        f"the columns in mapping.toml"
    )


def find_header(
    sheet: Sheet, stated: Mapping[str, str] | None, row: int | None, known: Sequence[str] | None = None
) -> Header:
    """Find the row that names the columns, and what they hold.

    Columns that are ``stated`` are taken as they are; besides them, where a mapping file says all that were ``known``
    when it was written, those that have come since, by their names.
    """
    if stated is not None:
        return _stated(sheet, stated, row, known)
    heads = [(at, _texts(one)) for at, one in enumerate(sheet.rows[:HEADER_WITHIN]) if row in {None, one.line}]
    if not heads:
        raise AccountsError(f"{sheet.label} has no header on line {row}")
    at, names = max(heads, key=lambda head: (*_known(head[1]), -head[0]))
    if any(map(_is_an_amount, names)):
        at, names = next(
            (head for head in reversed(heads) if head[0] < at and _names_them(head[1], names)), (at, names)
        )
    return Header(at, names, *_recognised(sheet, at, names))


def _names_them(above: Sequence[str], cells: Sequence[str]) -> bool:
    """Whether a row has a word above each of some cells, so that it rather names the columns."""
    return len(above) == len(cells) and all(above) and not any(map(_is_an_amount, above))


def _is_an_amount(text: str) -> bool:
    """Whether a cell is a number that names no column, as a year or a month does."""
    return bool(_LONG_NUMBER.fullmatch(text)) and not _YEAR_OR_MONTH.fullmatch(text)


def _known(names: Sequence[str]) -> tuple[bool, int]:
    """Whether a row that may be the header has an account, and how much else is known of it."""
    found = {field_of(name) for name in names if name} - {None}
    return any(one is not None and one[0] in {"account", "account_id"} for one in found), len(found)


def _texts(row: Row) -> list[str]:
    return [str(one) for one in row.cells]


def _recognised(sheet: Sheet, at: int, names: Sequence[str]) -> tuple[dict[str, int], list[str], dict[str, str]]:
    found: dict[str, list[tuple[int, int]]] = {}
    keys = {header_key(name) for name in names}
    doubtful = OWN_TURNOVER | EITHER | (JUST_REVENUE if keys & PROFILE - TRADE else frozenset())
    for k, name in enumerate(names):
        known = field_of(name) if header_key(name) not in doubtful else None
        if known:
            found.setdefault(known[0], []).append((known[1], k))
    either = [(0, k) for k, name in enumerate(names) if header_key(name) in EITHER]
    if either and DEALINGS & found.keys() and not keys & PROFILE and not REVENUE & found.keys():
        found["annual"] = either
    _money_beside_shares(names, found)
    _in_own_currency(names, found)
    _refuse_two(sheet, names, found)
    _refuse_a_ledgers(sheet, at, names, found.get("account", ()))
    columns = {field: min(places)[1] for field, places in found.items()}
    columns |= _by_name(sheet.rows[at + 1 :], _of_accounts(names, found.get("account", ())), columns)
    columns = _with_account(columns, [header_key(one) for one in names])
    columns |= {} if "reference" in columns else _references(sheet.rows[at + 1 :], names)
    columns = _types_of_documents(sheet.rows[at + 1 :], columns)
    if "contact_levels" in columns:
        columns.setdefault("contacts", columns["contact_levels"])
    taken = {*columns.values()} | {k for places in found.values() for _, k in places}
    unused = [name for k, name in enumerate(names) if name and k not in taken]
    passed = {
        names[k]: names[columns[field]]
        for field, places in found.items()
        for _, k in places
        if k not in columns.values()
    }
    return columns, unused, passed


def _money_beside_shares(names: Sequence[str], found: dict[str, list[tuple[int, int]]]) -> None:
    """Take a margin without per cent for an amount, where one with it stands beside it."""
    for share, money in IN_MONEY.items():
        places = found.get(share, [])
        shares = [place for place in places if header_key(names[place[1]]).endswith("percent")]
        if len(places) == _PAIR and len(shares) == 1:
            found[share] = shares
            found.setdefault(money, []).extend(place for place in places if place not in shares)


_OWN_CURRENCY = re.compile(r"(?<![a-z])(?:lcy|lc|local currency|company currency|hauswaehrung)(?![a-z])")


def _in_own_currency(names: Sequence[str], found: dict[str, list[tuple[int, int]]]) -> None:
    """Take the amount in a company's own currency, where one in that of each document stands beside it."""
    places = found.get("amount", [])
    if own := [place for place in places if _OWN_CURRENCY.search(folded(names[place[1]]))]:
        found["amount"] = own


def _references(rows: Sequence[Row], names: Sequence[str]) -> dict[str, int]:
    """The column of accounts that may be named, where one called so says yes or no; others hold numbers of papers."""
    for k in [k for k, name in enumerate(names) if header_key(name) in {"reference", "referenz"}]:
        said = {folded(str(one)) for one in in_column(rows, k)}
        if said and said <= (YES | NO) - {"0", "1"}:
            return {"reference": k}
    return {}


def _types_of_documents(rows: Sequence[Row], columns: dict[str, int]) -> dict[str, int]:
    """Take what is called a document for its type where no cell has a digit, as a number has."""
    k = columns.get("document")
    if k is None or "document_type" in columns:
        return columns
    said = "".join(map(str, in_column(rows, k)))
    if not said or any(map(str.isdigit, said)):
        return columns
    return {"document_type" if field == "document" else field: at for field, at in columns.items()}


_OTHER_PARTIES = frozenset({
    "regulierer", "warenempfaenger", "rechnungsempfaenger", "endkunde", "ship to name", "parent customer", "buyer",
    "bill to",
})  # fmt: skip
"""Who may be another than the account whose number stands beside it."""


def _of_accounts(names: Sequence[str], places: Sequence[tuple[int, int]]) -> list[int]:
    """Columns of an account's name or number, the preferred one first."""
    return [k for place, (_, k) in enumerate(sorted(places)) if not place or header_key(names[k]) not in _OTHER_PARTIES]


def _by_name(rows: Sequence[Row], places: Sequence[int], columns: Mapping[str, int]) -> dict[str, int]:
    """Which of several columns is the account's name, and which its number, where the preferred one is all digits."""

    def is_number(k: int) -> bool:
        cells = [*map(str, in_column(rows, k))]
        return bool(cells) and all(map(str.isdigit, cells))

    if not places or not is_number(places[0]):
        return {}
    name = next((k for k in places[1:] if not is_number(k)), places[0])
    return {"account": name, "account_id": columns.get("account_id", places[0])}


def _with_account(columns: dict[str, int], keys: Sequence[str]) -> dict[str, int]:
    """Which column is the account: its name; its number where there is none, or where a deal has the name."""
    is_name = "account" in columns and keys[columns["account"]] == "name"
    if "account_id" not in columns:
        return columns | ({"account_id": keys.index("id")} if is_name and "id" in keys else {})
    deal = is_name and {"stage", "won", "document"} & columns.keys()
    return columns | ({"account": columns["account_id"]} if deal or "account" not in columns else {})


_ONE_MEANING = frozenset({"account", "account_id", "document", "currency", "stage", "status"})
"""Fields of which columns say the same in other words: the preferred one is taken."""


def _refuse_two(sheet: Sheet, names: Sequence[str], found: Mapping[str, Sequence[tuple[int, int]]]) -> None:
    """Refuse two columns that could be one and the same number or date."""
    for field, places in found.items():
        if len(places) > 1 and (field not in _ONE_MEANING or len({header_key(names[k]) for _, k in places}) == 1):
            columns = [names[k] for _, k in sorted(places, key=lambda place: place[1])]
            if len({*columns}) == 1:
                _refuse_alike(sheet, names, columns[0])
            raise AccountsError(
                f"{sheet.label} has {len(columns)} columns that could be {field}: {named(columns)}; "
                f"say which under [files.{cell(sheet.label)}.columns] in mapping.toml, or leave one in the file"
            )


_OF_A_LEDGER = frozenset({"account", "account name", "account full name"})


def _refuse_a_ledgers(sheet: Sheet, at: int, names: Sequence[str], places: Sequence[tuple[int, int]]) -> None:
    """Refuse a column called account of which one holds several customers of another: it may be a ledger's."""
    mine = next((k for _, k in sorted(places) if header_key(names[k]) in _OF_A_LEDGER), None)
    if mine is None:
        return
    for _, k in places:
        if header_key(names[k]) in _OF_A_LEDGER | _OTHER_PARTIES:
            continue
        both = {tuple(str(row.at(j)) for j in (mine, k)) for row in sheet.rows[at + 1 :]}
        accounts, others = ({pair[j] for pair in both if all(pair)} for j in (0, 1))
        if len(accounts) < len(others):
            raise AccountsError(
                f"{sheet.label} has columns {cell(names[mine])} and {cell(names[k])}, of which one of the first holds "
                "several of the second: an account of a ledger, or one who has several customers? say which is meant, "
                f"as account under [files.{cell(sheet.label)}.columns] in a mapping file, or leave the other out"
            )


def _refuse_alike(sheet: Sheet, names: Sequence[str], name: str) -> None:
    """Refuse a name that several columns have: nothing, and no mapping either, tells them apart."""
    places = [str(k + 1) for k, one in enumerate(names) if one == name]
    raise AccountsError(
        f"{sheet.label} calls {len(places)} columns {cell(name)}, numbers {', '.join(places)} from the left; call each "
        "by what it is, as Revenue 2024 and Revenue 2025, or leave one in the file"
    )


def _stated(sheet: Sheet, stated: Mapping[str, str], row: int | None, known: Sequence[str] | None) -> Header:
    wanted = set(stated.values())
    heads = [(_texts(one), one.line == row, -at) for at, one in enumerate(sheet.rows[:HEADER_WITHIN])]
    names, _, before = max(heads, key=lambda head: (len(wanted & set(head[0])), *head[1:]))
    for name in stated.values():
        if names.count(name) > 1:
            _refuse_alike(sheet, names, name)
    columns = {field: names.index(name) for field, name in stated.items() if name in names}
    if known is not None:
        others = ["" if name in wanted or name in known else name for name in names]
        new, *_ = _recognised(sheet, -before, others)
        columns |= {field: k for field, k in new.items() if field not in columns}
    if missing := [name for field, name in stated.items() if field not in columns]:
        near = equally_near(missing[0], names)
        meant = f"; did you mean {named(near)}?" if near else f"; it has {named([name for name in names if name])}"
        raise AccountsError(f"{sheet.label} has no column {named(missing)}, which the mapping names{meant}")
    if "account_id" in columns:
        columns.setdefault("account", columns["account_id"])
    used = {names[k] for k in columns.values()}
    anew = tuple(sorted(used - wanted))
    return Header(-before, names, columns, [name for name in names if name and name not in used], {}, anew)
