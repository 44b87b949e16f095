"""Columns of which nothing is known that say that rows are not alike: they are refused, and what they say is told."""

import pytest

from tests.cli.conftest import Cli
from tests.cli.own_files import by_name, put, refused, scenario

DAYS = ("2025-03-31", "2025-06-30", "2025-09-30", "2025-12-31")


def invoices(column: str, plain: str, odd: str, amount: str = "30") -> None:
    rows = [f"{k},{day},X,{plain},100" for k, day in enumerate(DAYS)]
    put("a.csv", f"Invoice no,Date,Customer,{column},Amount", *rows, f"9,2025-12-31,X,{odd},{amount}")


@pytest.mark.parametrize(
    ("column", "plain", "odd", "words"),
    [
        ("Dr/Cr", "Dr", "Cr", "tells debits from credits: call it debit credit"),
        ("Sign", "+", "-", "tells debits from credits"),
        ("CR", "", "CR", "tells debits from credits"),
        ("Billable", "yes", "no", '"no" of rows that would count'),
        ("Kind", "Invoice", "Credit note", '"credit note" of amounts without a minus: call it document type'),
        ("Text", "Pumpen", "Gutschrift zu 3", '"gutschrift zu 3" of amounts without a minus'),
        ("Billing type", "F2", "G2", 'has codes, "f2", "g2", some of which may be credit notes'),
        ("Status", "Paid", "Voided", '"voided" of rows that would count: leave them out of the file'),
        ("Status", "Paid", "Refunded", '"refunded" of rows that would count'),
        ("Belegstatus", "bezahlt", "Entwurf", '"entwurf" of rows that would count'),
        ("Storno", "", "X", '"x" of rows that would count'),
        ("Cancelled", "no", "yes", '"yes" of rows that would count'),
        ("Outcome", "Won", "Lost", "says that some rows were not won: call it stage"),
        ("Probability (%)", "100", "20", "says that some rows were not won"),
        ("Ccy", "EUR", "JPY", "has several currencies: call it currency"),
        ("Unit", "EUR", "TEUR", "has several units: write all amounts in one"),
        ("Measure", "Revenue", "Cost", 'says what is measured, as "cost", "revenue"'),
        ("Version", "Budget", "Budget", 'has plans, as column "Version" says'),
        ("Scenario", "Base", "High", 'has several cases, as column "Scenario" says'),
        ("Material", "Pump", "Ergebnis", 'is a total, as column "Material" says'),
        ("Ledger", "AR", "AP", '"ap" of rows that would count: leave them, and then the column, out of the file'),
        ("Doc type", "Invoice", "Payment", '"payment" of rows that would count'),
        ("Line", "Product", "VAT 19%", '"vat 19%" of rows that would count'),
        ("Belegart", "Rechnung", "Zahlung", '"zahlung" of rows that would count'),
        ("Belegart", "Rechnung", "Auftrag", '"auftrag" of rows that would count'),
        ("Buchungsart", "Verkauf", "Retoure", '"retoure" of amounts without a minus'),
        ("Storniert am", "", "2025-05-01", '"2025 05 01" of rows that would count'),
        ("Reason for rejection", "", "Too late", '"too late" of rows that would count'),
        ("Ablehnungsgrund", "", "Preis", '"preis" of rows that would count'),
        ("Intercompany", "no", "yes", '"yes" of rows that would count'),
        ("VAT included", "no", "yes", '"yes", so that amounts are with tax: write them without it'),
    ],
)
def test_rows_that_are_not_alike_are_refused_by_the_column_that_says_so(
    cli: Cli, column: str, plain: str, odd: str, words: str
) -> None:
    invoices(column, plain, plain)
    first = cli("accounts", "import", "a.csv", "--out", "first")
    assert (first.code == 0) == (column != "Version"), first.err
    invoices(column, plain, odd)
    refused(cli("accounts", "import", "a.csv"), words)
    if first.code == 0:  # and by a mapping that was written when all rows were alike
        assert words in cli("accounts", "import", "a.csv", "--out", "first").err


@pytest.mark.parametrize(("column", "odd"), [("Kind", "Credit note"), ("Text", "Storno"), ("Billing type", "G2")])
def test_credit_notes_that_have_a_minus_are_amounts_like_others(cli: Cli, column: str, odd: str) -> None:
    invoices(column, "F2" if odd == "G2" else "Invoice", odd, "-30")
    assert cli("accounts", "import", "a.csv").code == 0
    assert by_name(scenario())["X"]["revenue"] == 370


@pytest.mark.parametrize(
    ("column", "plain", "odd", "words"),
    [
        ("Active", "yes", "no", '"no" of rows that would count'),
        ("Gesperrt", "", "X", '"x" of rows that would count'),
        ("Type", "Customer", "Prospect", '"prospect" of accounts that would count: leave these rows out'),
        ("Type", "Customer", "Vendor", '"vendor" of rows that would count'),
        ("Is trial", "false", "true", '"true" of rows that would count'),
        ("Lifecycle", "Live", "Offboarded", '"offboarded" of accounts that would count'),
        ("Unit", "M", "K", "has several units: write all amounts in one"),
        ("Interval", "Y", "M", "says how often amounts are paid"),
        ("Interval", "year", "month", "says how often amounts are paid, and these would be taken for a year's"),
    ],
)
def test_accounts_that_are_none_and_amounts_of_another_time_are_refused(
    cli: Cli, column: str, plain: str, odd: str, words: str
) -> None:
    put("a.csv", f"Customer,Amount,{column}", f"X,100,{plain}", f"Y,50,{plain}")
    assert cli("accounts", "import", "a.csv", "--out", "first").code == 0
    put("a.csv", f"Customer,Amount,{column}", f"X,100,{plain}", f"Y,50,{odd}")
    refused(cli("accounts", "import", "a.csv"), words)


@pytest.mark.parametrize("status", ["In trial", "Offboarded", "Draft"])
def test_a_status_that_is_none_of_a_customer_is_refused_and_one_of_an_end_is_read(cli: Cli, status: str) -> None:
    put("a.csv", "Account,ARR,Status", "X,9,Active", "Y,8,Non renewing", "Z,7,Cancelled", "V,6,Superseded")
    assert cli("accounts", "import", "a.csv", "--out", "first").code == 0
    assert by_name(scenario("first")).keys() == {"X", "Y"}
    put("a.csv", "Account,ARR,Status", "X,9,Active", f"Y,8,{status}", "Z,7,Cancelled")
    refused(cli("accounts", "import", "a.csv"), f'column "Status" says "{status.lower()}" of')


def test_columns_of_periods_are_of_accounts_that_may_be_none_too(cli: Cli) -> None:
    put("a.csv", "Name,Type,2024,2025", "X,Customer,90,100", "Y,Prospect,40,50")
    refused(cli("accounts", "import", "a.csv"), '"prospect" of accounts that would count: leave these rows out')


@pytest.mark.parametrize(
    ("column", "cells"),
    [
        ("Priority", ("High", "Low")), ("Visit frequency", ("monthly", "quarterly")), ("ABC", ("C", "D")),
        ("Next step", ("Angebot", "Quote")), ("Payment method", ("Credit", "Cash")), ("Unit", ("cm", "m")),
        ("Last tender", ("lost", "")), ("Type", ("New", "Upsell")), ("Product", ("Draft beer", "Refund cover")),
        ("Lead source", ("Web", "Lead list")), ("Payment terms", ("Zahlung", "Card")), ("Module", ("VAT", "ERP")),
        ("Parent", ("Vattenfall", "Payment Systems")), ("Text", ("Returnable crates", "Ivanhoe")),
        ("Gross", ("€119", "€238")), ("Rejection rate", ("high", "low")), ("Tested by", ("", "Li")),
    ],
)  # fmt: skip
def test_what_says_nothing_of_amounts_is_no_matter(cli: Cli, column: str, cells: tuple[str, str]) -> None:
    put("a.csv", f"Customer,Revenue,{column}", f"X,9,{cells[0]}", f"Y,8,{cells[1]}")
    assert cli("accounts", "import", "a.csv").code == 0
    assert {name: one["revenue"] for name, one in by_name(scenario()).items()} == {"X": 9, "Y": 8}
    if column != "Last tender":
        invoices(column, *cells)
        said = cli("accounts", "import", "a.csv", "--out", "dated")
        assert (said.code == 0) == (column != "Next step"), said.err


@pytest.mark.parametrize(
    "lines",
    [
        ["Customer,Revenue", "X,9", "H2 Mobility,", "Y,8"],
        ["Customer,Revenue", "X,8", "Y,4", "Z,4", "V,5", "W,5"],
        ["Customer,Revenue", "X,9", "Davon GmbH,5", "Y,8"],
        ["Customer,Amount,Interval", "X,9,Y", "Y,8,Y"],
    ],
)
def test_names_and_round_amounts_are_no_matter_either(cli: Cli, lines: list[str]) -> None:
    put("a.csv", *lines)
    assert cli("accounts", "import", "a.csv").code == 0


@pytest.mark.parametrize(
    ("column", "plain", "odd", "kinds"),
    [
        ("V", "A", "P", "A, P"),
        ("Split %", "50", "100", "100, 50"),
        ("Version", "0", "1", "0, 1"),
        ("Text", "", "Jahresbonus 2025", "Jahresbonus 2025"),
        ("Notes", "", "was cancelled - see 3", "was cancelled - see 3"),
        ("Bemerkung", "", "gekündigt zum 30.6.", "gekündigt zum 30.6."),
        ("Rechnungsart", "Schlussrechnung", "Abschlagsrechnung", "Abschlagsrechnung"),
    ],
)
def test_what_columns_say_by_which_rows_may_not_be_alike_is_told_and_hidden_where_names_are(
    cli: Cli, column: str, plain: str, odd: str, kinds: str
) -> None:
    invoices(column, plain, odd)
    for options, said in (((), f" ({kinds})"), (("--anonymise", "--out", "hidden"), "")):
        found = cli("accounts", "import", "a.csv", *options)
        assert found.code == 0, found.err
        assert f'all rows count alike, whatever "{column}"{said} says' in " ".join(found.out.split())


def test_an_account_that_may_be_none_and_an_amount_that_may_be_of_the_whole_are_told(cli: Cli) -> None:
    put("a.csv", "Account,Contact,ARR", "X,Jo,9", "X,Amy,9", "Test account,Li,8")
    said = " ".join(cli("accounts", "import", "a.csv").out.split())
    assert 'all rows count alike, whatever "Account" (Test account) says' in said
    assert 'a.csv has in column "ARR" the same amount in several rows of an account, and they are added up' in said
    put("a.csv", "Account,Contact,ARR", "X,Jo,9", "X,Amy,4", "Testo AG,Li,8")
    said = " ".join(cli("accounts", "import", "a.csv", "--out", "plain").out.split())
    assert "count alike" not in said
    assert "added up" not in said


def test_with_which_letters_numbers_of_documents_begin_is_told(cli: Cli) -> None:
    rows = [f"{number},{day},X,100" for number, day in zip(("INV-1", "INV-2", "CN-1", "INV-3"), DAYS, strict=True)]
    put("a.csv", "Invoice no,Date,Customer,Amount", *rows)
    said = " ".join(cli("accounts", "import", "a.csv").out.split())
    assert 'all rows count alike, whatever "Invoice no" (CN..., INV...) says' in said
    types = ("Invoice", "Invoice", "Credit note", "Invoice")
    put("a.csv", "Invoice no,Date,Customer,Amount,Document type", *map(",".join, zip(rows, types, strict=True)))
    assert "count alike" not in cli("accounts", "import", "a.csv", "--out", "typed").out


@pytest.mark.parametrize(
    ("lines", "words"),
    [
        (
            ["Customer,Current,1-30,31-60,>90,Total", "X,1200,300,0,0,1500", "Y,0,0,800,200,1000"],
            'is of what is due, as column "1-30" says, and not of what was charged in a year',
        ),
        (
            ["Kunde,Umsatz 2025", "X Gruppe,100000", "davon X Nord,60000", "Y,70000"],
            "a.csv:3 is part of a row above it, as its name says",
        ),
    ],
)
def test_what_is_due_and_parts_of_rows_are_refused(cli: Cli, lines: list[str], words: str) -> None:
    put("a.csv", *lines)
    refused(cli("accounts", "import", "a.csv"), words)


def test_from_which_day_contracts_are_counted_is_told(cli: Cli) -> None:
    put("a.csv", "Customer,Revenue 2025,Contract end", "X,1200,2027-06-30", "Y,900,2026-12-31")
    said = " ".join(cli("accounts", "import", "a.csv").out.split())
    assert "contracts are counted from 2025-12-31, the end of what files cover" in said
    assert "contracts are counted" not in cli("accounts", "import", "a.csv", "--as-of", "2025-12-31").out
