"""Columns of which nothing is known that say that rows are not alike: credit notes, plans, what was never charged."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from equipoise.experiments.accounts.columns.aliases import MONEY, NO, REVENUE, SHARES, TAX, YES
from equipoise.experiments.accounts.columns.headers import field_of, folded, header_key, times
from equipoise.experiments.accounts.columns.money import CODES, currency_in, written
from equipoise.experiments.accounts.files.faults import cell

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from decimal import Decimal

_DONE = frozenset({"actual", "actuals", "act", "ist", "istwerte"})
_PLANNED = frozenset({"budget", "plan", "planned", "forecast", "fc", "outlook", "prognose", "hochrechnung", "planung"})
_CASES = frozenset(
    {"base", "best", "worst", "high", "low", "base case", "best case", "worst case", "upside", "downside"}
)
_OF_CASES = ("scenario", "szenario", "case", "version", "variant", "fall")
"""What cells say of amounts that were, of those that may be, and of guesses beside each other."""

_DEBITS, _CREDITS = frozenset({"d", "dr", "debit", "s", "soll"}), frozenset({"c", "cr", "credit", "h", "haben", "k"})
_OF_SIDES = frozenset({
    "d", "c", "dc", "dr", "cr", "drcr", "s", "h", "sh", "soll", "haben", "debit", "credit", "side", "kz", "kennzeichen",
    "indicator", "sign",
})  # fmt: skip
"""What cells say of debits and credits, and words of headers that tell them apart by one letter."""
_CREDITED = (
    "credit note", "credit memo", "gutschrift", "storno", "refund", "avoir", "rechnungskorrektur", "sales credit",
    "retoure", "ruecksendung",
)  # fmt: skip
_CREDIT_CODES = frozenset({"cn", "cm", "gs", "gu", "credit", "return", "returns"})
_OF_A_KIND = ("type", "typ", "art")
_DOCUMENTS = ("doc", "bill", "invoice", "trans", "beleg", "faktura", "rechnung", "vorgang", "voucher")
"""How the last word of a header ends, and another begins, that says of which kind a document is."""

_VOID = frozenset(
    {"void", "voided", "draft", "deleted", "cancelled", "canceled", "storniert", "entwurf", "uncollectible", "quote",
     "quotation", "angebot", "declined", "rejected", "abgelehnt", "proforma", "pro forma", "annulliert", "reversed",
     "refunded", "partially refunded", "failed", "returned", "retourniert", "geloescht", "ungueltig", "invalid"}
)  # fmt: skip
"""What cells say of a row that was never charged, or was taken back."""
_STATES = ("status", "state", "zustand")
_FLAGS = frozenset(
    {"storno", "storniert", "cancelled", "canceled", "void", "voided", "deleted", "geloescht", "reversed", "draft",
     "inactive", "inaktiv", "gesperrt", "blocked", "locked", "cancellation", "rejection", "rejected", "ablehnung",
     "abgelehnt", "absage", "intercompany", "konzernintern", "trial", "test"}
)  # fmt: skip
_ON, _WHY = frozenset({"on", "am", "at", "date", "datum"}), frozenset({"reason", "grund", "for", "of", "der"})
_A_REASON = re.compile(r"s?grund(?![a-z])")
"""Words of headers of flags of rows that do not count, and those that say when or why beside one of them."""
_ACTIVE = frozenset({"active", "aktiv", "billable", "chargeable", "abrechenbar"})
_LOST = frozenset({"lost", "verloren", "loss", "closed lost", "pipeline", "omitted", "best case", "commit"})
_CHANCE = frozenset({"probability", "wahrscheinlichkeit", "likelihood", "win chance"})
_NO_CUSTOMER = frozenset(
    {"former customer", "former", "ex customer", "ehemaliger kunde", "inactive", "inaktiv", "churned", "lost customer",
     "prospect", "lead", "interessent", "competitor", "wettbewerber", "offboarded", "terminated", "gekuendigt",
     "paused", "pausiert", "trial", "in trial", "trialing", "suspended", "expired", "abgelaufen"}
)  # fmt: skip
_PAYABLE = frozenset(
    {"ap", "accounts payable", "payable", "payables", "kreditor", "kreditoren", "creditor", "supplier", "lieferant",
     "vendor"}
)  # fmt: skip
_ORDERED = frozenset({
    "auftrag", "auftragsbestaetigung", "lieferschein", "order", "sales order", "delivery", "delivery note",
})  # fmt: skip
_INVOICED = frozenset({"invoice", "rechnung", "faktura", "facture", "inv"})
"""What cells say of what comes before an invoice, beside invoices."""
_NO_REVENUE = re.compile(
    r"(?:(?:incoming |customer )?payments?|zahlung(?:en|seingang)?|paiement|pago)(?: (?:to|for|of|zu|re|\d).*)?"
    r"|(?:vat|mwst|ust|umsatzsteuer|mehrwertsteuer|tva|iva)(?: ?\d.*)?"
)
_OF_PAYMENTS = ("payment", "zahlung", "paiement", "pago", "vat", "mwst", "ust", "umsatzsteuer", "tva", "iva")
"""What cells say of those who are paid, and of payments and taxes; and how headers begin of how something is paid."""
_INCLUDED = frozenset(
    {"included", "includes", "including", "incl", "inclusive", "inkl", "inklusive", "enthalten", "gross"}
)
"""Words of headers by which a tax is part of amounts."""
_EACH_YEAR = frozenset({"year", "yearly", "annual", "annually", "jahr", "jaehrlich", "per year", "12 months"})
_OFTEN = _EACH_YEAR | frozenset(
    {"month", "monthly", "monat", "monatlich", "quarter", "quarterly", "quartal", "vierteljaehrlich", "week", "weekly",
     "woechentlich", "per month", "halbjaehrlich", "semiannual", "one time", "once", "einmalig"}
)  # fmt: skip
_OF_INTERVALS = ("interval", "freq", "turnus", "zyklus", "cycle")
_CODES_OF_A_YEAR = frozenset({"y", "a", "j"})
_CODES_OF_TIMES = _CODES_OF_A_YEAR | {"m", "q"}
_OF_VISITS = (
    "visit", "call", "review", "meeting", "besuch", "report", "contact", "kontakt", "deliver", "liefer", "news",
    "order", "bestell", "service", "wartung", "maint",
)  # fmt: skip
"""What cells say of how often something is, and how words of a header begin by which it is no payment."""
_MOVES = frozenset(
    {"new", "expansion", "contraction", "churn", "upsell", "downsell", "upgrade", "downgrade", "reactivation"}
)
"""What cells say of changes of a rate."""
_SOLD = frozenset({
    "product", "produkt", "plan", "artikel", "item", "sku", "material", "subscription", "module", "service",
    "contract", "vertrag",
})  # fmt: skip
"""Words of headers of what is sold."""
_A_THOUSAND = re.compile(r"(?<!\d)(?:1[.,' ]?)?000(?!\d)")
_OF_UNITS, _UNITS = frozenset({"unit", "units", "einheit", "scale"}), frozenset({"k", "m", "t", "mio", "tsd", "mn"})
"""How digits write a unit; words of headers of units, and short names of thousands and millions."""
_FEWEST = 2


class Told(NamedTuple):
    """A column, by its name, with its cells as they are compared and the revenue that stands beside each."""

    name: str
    cells: list[str]
    paid: Sequence[Decimal | None]

    @property
    def said(self) -> set[str]:
        """What cells beside any revenue say."""
        return {one for one, paid in zip(self.cells, self.paid, strict=True) if paid} - {""}

    @property
    def of_positive(self) -> set[str]:
        """What those say that stand beside revenue above 0."""
        return {one for one, paid in zip(self.cells, self.paid, strict=True) if paid is not None and paid > 0} - {""}


def told(name: str, cells: Sequence[object], paid: Sequence[Decimal | None]) -> Told:
    """Take a column for comparison."""
    return Told(name, [folded(str(one)).replace("-", " ").strip(" :") or str(one).strip() for one in cells], paid)


def unlike(label: str, column: Told, kind: str, *, dated: bool, listed: bool, revenue: str) -> Iterator[str]:
    """Find what a column says that speaks against adding the rows of a file up, by what a row of it is.

    Rows that are ``listed`` are accounts, without a date or with a column for each period.
    """
    name = f"{label} column {cell(column.name)}"
    if dated:
        yield from _of_credits(name, column)
    yield from _never_charged(name, column, dated=dated)
    yield from _with_tax(name, column)
    yield from _no_revenue(name, column)
    if kind != "opportunities" and (dated or {"won", "gewonnen"} & column.said):
        yield from _not_won(name, column)
    yield from _planned(label, column)
    yield from _of_measures(name, column)
    if dated and revenue in {"monthly", "annual"} and len(_MOVES & column.said) >= _FEWEST:
        yield f"{name} says how rates changed: write what each is in all, or leave the column out, if that is there"
    if not dated:
        yield from _of_a_rate(name, column, revenue)
    if listed:
        yield from _no_customers(name, column)


def tells_sold(name: str) -> bool:
    """Whether a header says what is sold: rows that differ in it are no repetition."""
    return bool(_SOLD & {*header_key(name).split()})


def _of_credits(name: str, column: Told) -> Iterator[str]:
    said = column.of_positive
    words = {*re.findall(r"[a-z]+", folded(column.name))}
    named = words & _OF_SIDES or any(len(one) > 1 for one in said)
    others = said & _DEBITS or "" in column.cells
    sides = named and said <= _DEBITS | _CREDITS and said & _CREDITS and others
    signs = {*column.cells} <= {"+", "\u2212", "-", ""} and bool({"-", "\u2212"} & said)
    last = (header_key(column.name).split() or [""])[-1]
    coded = "credit" in words or last.endswith(_OF_A_KIND) or last == "kind"
    if sides or signs:
        yield f"{name} tells debits from credits: call it debit credit, with D or C in each row, or write a minus"
    elif found := sorted(one for one in said if _is_credited(one, column.name) or (coded and one in _CREDIT_CODES)):
        yield (
            f"{name} says {cell(found[0])} of amounts without a minus: call it document type, with credit note in "
            "those rows, or write a minus there"
        )
    elif _says_the_document(column.name) and len(said) >= _FEWEST and all(map(_is_code, said)):
        negative = any(paid is not None and paid < 0 for paid in column.paid)
        if not negative and any(sign.isdigit() for one in said for sign in one):
            yield (
                f"{name} has codes, {', '.join(map(cell, sorted(said)[:4]))}, some of which may be credit notes: write "
                "invoice or credit note in place of each, or leave the column out"
            )


def _is_credited(said: str, header: str) -> bool:
    return said in _CREDITED if tells_sold(header) else said.startswith(_CREDITED)


def _says_the_document(name: str) -> bool:
    """Whether a header is called after the type of a document."""
    *words, last = header_key(name).split() or [""]
    return last.endswith(_OF_A_KIND) and any(word.startswith(_DOCUMENTS) for word in (*words, last))


def _is_code(text: str) -> bool:
    return len(text) <= 3 and text.isalnum()  # noqa: PLR2004 - characters of a code


def _never_charged(name: str, column: Told, *, dated: bool) -> Iterator[str]:
    """Find rows that were never charged; in a list of accounts where a column is one of a state, or a flag."""
    flags = {*_A_REASON.sub(" grund", header_key(column.name)).removeprefix("is ").split()}
    of_state = dated or any(word.endswith(_STATES) for word in flags)
    beside = _ON | _WHY if dated else _ON
    when = flags - beside if flags & beside and "" in column.cells else set()
    flagged = YES & column.said if flags and flags <= _FLAGS else NO & column.said if flags and flags <= _ACTIVE else ()
    dated_flag = column.said if when and when <= _FLAGS else ()
    if found := sorted((_VOID & column.said if of_state else ()) or flagged or dated_flag):
        yield (
            f"{name} says {cell(found[0])} of rows that would count: leave them out of the file, and then the column, "
            "or the column alone, if they are to count"
        )


def _with_tax(name: str, column: Told) -> Iterator[str]:
    """Find a flag by which amounts are with tax."""
    words = {*header_key(column.name).split()}
    if words & TAX and words & _INCLUDED and (found := sorted(YES & column.said)):
        yield (
            f"{name} says {cell(found[0])}, so that amounts are with tax: write them without it, and leave the column "
            "out of the file"
        )


def _no_revenue(name: str, column: Told) -> Iterator[str]:
    """Find payments, taxes and what suppliers charged, beside rows that are something else."""
    if folded(column.name).startswith(_OF_PAYMENTS) or tells_sold(column.name):
        return
    before = _ORDERED & column.said if _INVOICED & column.said else set()
    found = sorted({one for one in column.said if one in _PAYABLE or _NO_REVENUE.fullmatch(one)} | before)
    if found and len(found) < len(column.said):
        yield f"{name} says {cell(found[0])} of rows that would count: leave them, and then the column, out of the file"


def _not_won(name: str, column: Told) -> Iterator[str]:
    words = header_key(column.name).removesuffix(" percent")
    open_ones = words in {"closed", "is closed", "abgeschlossen"} and NO & column.said
    chances = {
        one for one in column.said if (value := written(one.removesuffix("%"))) and value.body not in {"1", "100"}
    }
    if _LOST & column.said or open_ones or (words in _CHANCE and chances):
        yield (
            f"{name} says that some rows were not won: call it stage, with won in the rows that were, or leave the "
            "others out of the file"
        )


def _planned(label: str, column: Told) -> Iterator[str]:
    said, name = column.said, cell(column.name)
    if _PLANNED & said and (_DONE & said or said <= _PLANNED):
        yield (
            f"{label} has plans{' beside what was' if _DONE & said else ''}, as column {name} says: leave the rows of "
            "plans, and then the column, out of the file"
        )
    elif len(_CASES & said) >= _FEWEST and any(word.startswith(_OF_CASES) for word in header_key(column.name).split()):
        yield f"{label} has several cases, as column {name} says: leave the rows of all but one out of the file"


def _of_measures(name: str, column: Told) -> Iterator[str]:
    words = column.said - _OFTEN
    fields = {one: known[0] for one in words if not one.isdigit() and (known := field_of(one))}
    if REVENUE & {*fields.values()} and len({*fields.values()} & (MONEY | SHARES | {"quantity"})) >= _FEWEST:
        shown = ", ".join(map(cell, sorted(fields)[:4]))
        yield f"{name} says what is measured, as {shown}: give each its own column, and a row to each account"
    of_units = _OF_UNITS & {*header_key(column.name).split()}
    units = {one for one in column.said if times(one) > 1 or currency_in(one) or (of_units and one in _UNITS)}
    if len(column.said) >= _FEWEST and units == column.said and not any(map(_is_amount, units)):
        if column.said <= {*CODES.casefold().split()}:
            yield f"{name} has several currencies: call it currency, and bring all amounts to one"
        else:
            yield f"{name} has several units: write all amounts in one, and leave the column out of the file"


def _is_amount(text: str) -> bool:
    """Whether a text has other digits than those of a thousand."""
    return any(map(str.isdigit, _A_THOUSAND.sub("", text)))


def _of_a_rate(name: str, column: Told, revenue: str) -> Iterator[str]:
    of_visits = any(word.startswith(_OF_VISITS) for word in header_key(column.name).split())
    words, each_year = _OFTEN, _EACH_YEAR
    if any(word.startswith(_OF_INTERVALS) for word in header_key(column.name).split()):
        words, each_year = words | _CODES_OF_TIMES, each_year | _CODES_OF_A_YEAR
    often = not of_visits and column.said <= words and not column.said <= each_year
    if revenue in {"amount", "unit_price"} and often:
        yield (
            f"{name} says how often amounts are paid, and these would be taken for a year's: bring all to a year in a "
            "column called annual, or all to a month in one called MRR"
        )


def _no_customers(name: str, column: Told) -> Iterator[str]:
    if found := sorted(_NO_CUSTOMER & column.said):
        yield (
            f"{name} says {cell(found[0])} of accounts that would count: leave these rows out of the file, or the "
            "column, if they are to count"
        )
