"""Rows that are no revenue, or of what is due, are refused by what they say; what columns of few words say is told."""

from pathlib import Path

import pytest

from tests.cli.conftest import Cli

LEDGER = """Doc,Date,Customer,{header},Amount
1,2025-01-10,Acme,{one},1000
2,2025-04-10,Acme,{other},700
3,2025-07-10,Bolt,{one},3000
4,2025-12-29,Bolt,{one},1500
"""


@pytest.fixture(autouse=True)
def _elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def imported(cli: Cli, text: str, *options: str) -> tuple[int, str]:
    Path("file.csv").write_text(text, encoding="utf-8")
    said = cli("accounts", "import", "file.csv", "--currency", "EUR", *options)
    return said.code, " ".join(f"{said.out} {said.err}".split())


@pytest.mark.parametrize(
    ("header", "one", "other", "said"),
    [
        ("Ledger", "AR", "AP", '"Ledger" says "ap" of rows that would count'),
        ("Doc type", "Invoice", "Payment", '"Doc type" says "payment" of rows that would count'),
        ("Line", "Product", "VAT 19%", '"Line" says "vat 19%" of rows that would count'),
        ("Belegart", "Rechnung", "Zahlung", '"Belegart" says "zahlung" of rows that would count'),
        ("Belegart", "Rechnung", "Auftrag", '"Belegart" says "auftrag" of rows that would count'),
        ("Buchungsart", "Verkauf", "Retoure", '"Buchungsart" says "retoure" of amounts without a minus'),
        ("Storniert am", "", "2025-05-01", '"Storniert am" says "2025 05 01" of rows that would count'),
    ],
)
def test_rows_that_are_no_revenue_are_refused(cli: Cli, header: str, one: str, other: str, said: str) -> None:
    code, text = imported(cli, LEDGER.format(header=header, one=one, other=other))
    assert (code, said in text) == (2, True), text


@pytest.mark.parametrize(("header", "one", "other"), [("Payment method", "Zahlung", "Card"), ("Product", "VAT", "ERP")])
def test_how_something_is_paid_or_what_is_sold_is_no_payment(cli: Cli, header: str, one: str, other: str) -> None:
    code, text = imported(cli, LEDGER.format(header=header, one=one, other=other))
    assert code == 0, text


def test_what_columns_of_few_words_say_is_told_and_hidden_where_names_are(cli: Cli) -> None:
    text = LEDGER.format(header="V", one="A", other="P")
    code, said = imported(cli, text)
    assert (code, 'all rows count alike, whatever "V" (A, P) says' in said) == (0, True), said
    code, said = imported(cli, text, "--anonymise", "--out", "hidden")
    assert (code, 'all rows count alike, whatever "V" says' in said) == (0, True), said


def test_accounts_that_are_none_and_units_in_a_column_are_refused(cli: Cli) -> None:
    code, said = imported(cli, "Account,ARR,Lifecycle\nAcme,12000,Live\nBolt,9000,Offboarded\n")
    assert (code, 'says "offboarded" of accounts that would count' in said) == (2, True), said
    code, said = imported(cli, "Customer,Revenue 2025,Unit\nAcme,1.2,M\nBolt,850,K\n")
    assert (code, '"Unit" has several units' in said) == (2, True), said


def test_what_is_due_by_its_age_is_no_revenue(cli: Cli) -> None:
    code, said = imported(cli, "Customer,Current,1-30,31-60,>90,Total\nAcme,1200,300,0,0,1500\nBolt,0,0,800,200,1000\n")
    assert (code, 'file.csv is of what is due, as column "1-30" says' in said) == (2, True), said


def test_from_which_day_contracts_are_counted_is_told(cli: Cli) -> None:
    text = "Customer,Revenue 2025,Contract end\nAcme,1200,2027-06-30\nBolt,900,2026-12-31\n"
    code, said = imported(cli, text)
    assert (code, "contracts are counted from 2025-12-31, the end of what files cover" in said) == (0, True), said
    code, said = imported(cli, text, "--as-of", "2025-12-31", "--out", "other")
    assert (code, "contracts are counted" in said) == (0, False), said


def test_parts_of_rows_codes_of_times_and_letters_of_documents_are_told(cli: Cli) -> None:
    code, said = imported(cli, "Kunde,Umsatz 2025\nAcme Gruppe,100000\ndavon Acme Nord,60000\nBolt,70000\n")
    assert (code, "file.csv:3 is part of a row above it, as its name says" in said) == (2, True), said
    code, said = imported(cli, "Customer,Amount,Interval\nAcme,1000,M\nBolt,60000,Y\n")
    assert (code, '"Interval" says how often amounts are paid' in said) == (2, True), said
    numbers = "Invoice No,Date,Customer,Amount\nINV-1,2025-01-10,Acme,1000\nCN-1,2025-04-10,Acme,100\n"
    code, said = imported(cli, f"{numbers}INV-2,2025-07-10,Bolt,900\nINV-3,2025-12-29,Acme,800\n")
    assert (code, 'all rows count alike, whatever "Invoice No" (CN..., INV...) says' in said) == (0, True), said
