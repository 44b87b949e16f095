"""Amounts that are not what was charged, costs of one piece, and parts of a year that a column is the sum of."""

from pathlib import Path

import pytest

from tests.accounts.fuzz import workbook
from tests.cli.conftest import Cli
from tests.cli.own_files import by_name, put, refused, scenario

DAYS = ("2025-03-31", "2025-06-30", "2025-09-30", "2025-12-31")


def invoices(header: str, cells: str) -> None:
    put("a.csv", f"Invoice no,Date,Customer,{header}", *(f"{k},{day},X,{cells}" for k, day in enumerate(DAYS)))


@pytest.mark.parametrize(
    ("header", "cells", "words"),
    [
        ("Subtotal,Tax,Total", "100,19,119", 'column "Total" is "Subtotal" and "Tax" together: call what is without'),
        ("Amount,VAT", "119,19", 'column "Amount" may be with the tax in column "VAT"'),
        ("Betrag,MwSt %", "119,19", 'column "Betrag" may be with the tax in column "MwSt %"'),
        ("Amount,VAT,Gross", "100,19,119", ""),
        ("Net amount,VAT", "100,19", ""),
        ("Umsatz,MwSt", "100,19", ""),
        ("Amount,VAT ID", "100,19", ""),
        ("Quantity,Unit price,Discount %", "10,10,20%", 'column "Discount %", which may change what is charged'),
        ("Quantity,Unit price,Price unit", "1000,10,100", 'column "Price unit", which may change what is charged'),
        ("Quantity,Unit price,Cost", "10,10,6", 'column "Cost" may be of one piece'),
        ("Quantity,Unit price,Cost", "10,10,60", ""),
        ("Quantity,Unit price,Total cost", "10,10,6", ""),
        ("Amount,Amount refunded", "100,30", 'column "Amount refunded" may have to be taken off column "Amount"'),
        ("Umsatz,Gutschrift", "100,30", 'column "Gutschrift" may have to be taken off column "Umsatz"'),
        ("Amount,Credit limit", "100,30", ""),
        ("Sales,Returns,Gross sales", "100,30,130", ""),
        ("Quantity,Net amount,Cost", "10,100,6", 'column "Cost" may be of one piece'),
    ],
)
def test_an_amount_is_what_was_charged_and_a_cost_that_of_the_row(
    cli: Cli, header: str, cells: str, words: str
) -> None:
    invoices(header, cells)
    said = cli("accounts", "import", "a.csv")
    if words:
        refused(said, words)
    else:
        assert said.code == 0, said.err
        assert by_name(scenario())["X"]["revenue"] == 400


@pytest.mark.parametrize(
    ("header", "cells", "decimal"),
    [
        ("P1,P2,P3,Revenue", "100,110,10,220", None),
        ("M1,M2,Revenue", "100,110,210", None),
        ("1Q,2Q,Revenue", "100,110,210", None),
        ("H1 2025,Revenue", "100,100", None),
        ("YTD 2025,Revenue", "100,100", None),
        ("05.01.2025,12.01.2025,Revenue", "100,110,210", None),
        ("Q1,Q2,Q3,Revenue", "100,110,120,331", None),
        ("Q1 (TEUR),Q2 (TEUR),Revenue (TEUR)", "100,110,210", None),
        ("Q1,Q2,Revenue", '"1.100","1.200","2.300"', ","),
    ],
)
def test_a_sum_of_parts_of_a_year_is_no_year(cli: Cli, header: str, cells: str, decimal: str | None) -> None:
    put("a.csv", f"Customer,{header}", f"X,{cells}")
    how = ("--decimal", decimal) if decimal else ()
    refused(cli("accounts", "import", "a.csv", *how), " is the sum of ", "which are no year")


@pytest.mark.parametrize("header", ["H1,H2", "Q1,Q2,Q3,Q4", ",".join(f"P{k}" for k in range(1, 14))])
def test_a_sum_of_all_parts_is_one(cli: Cli, header: str) -> None:
    parts = header.count(",") + 1
    put("a.csv", f"Customer,{header},Revenue", f"X,{','.join(['10'] * parts)},{10 * parts}")
    assert cli("accounts", "import", "a.csv").code == 0
    assert by_name(scenario())["X"]["revenue"] == 10 * parts


def test_what_reads_as_a_month_among_quarters_is_refused(cli: Cli) -> None:
    put("a.csv", "Customer,Quarter,Revenue", *(f"X,{k}/2025,10" for k in (1, 2, 3, 4)))
    refused(cli("accounts", "import", "a.csv"), 'a.csv:2 "1/2025" in column "Quarter" reads as a month')


def test_a_month_that_a_spreadsheet_took_for_a_number_is_refused(cli: Cli) -> None:
    rows: list[list[object]] = [["Customer", "Month", "Revenue"], *(["X", 2025 + k / 100, 10] for k in range(1, 11))]
    Path("a.xlsx").write_bytes(workbook({"S": rows}))
    refused(cli("accounts", "import", "a.xlsx"), 'a.xlsx:2 "2025.01" in column "Month" is no date; a spreadsheet takes')


@pytest.mark.parametrize("day", ["", "-01", "-15", "-28"])
def test_support_is_of_the_year_whose_revenue_counts_and_of_nothing_before_or_behind_it(cli: Cli, day: str) -> None:
    times = [f"{year}-{month:02d}{day}" for year in (2024, 2025) for month in range(1, 13)]
    rows = [f"X,{one},10,{k}" for k, one in enumerate([*times, f"2026-01{day}"])]
    put("a.csv", "Customer,Date,Revenue,Support cost", *rows)
    assert cli("accounts", "import", "a.csv", "--as-of", "2026-01-31").code == 0
    found = by_name(scenario())["X"]
    assert (found["revenue"], found["support_cost"]) == (120, sum(range(12, 24)))
    put("b.csv", "Customer,Date,Revenue", *(row.rpartition(",")[0] for row in rows))
    put(
        "c.csv",
        "Customer,Date,Support cost",
        *(f"{row[:2]}{row.split(',')[1]},{row.rpartition(',')[2]}" for row in rows),
    )
    assert cli("accounts", "import", "b.csv", "c.csv", "--as-of", "2026-01-31", "--out", "two").code == 0
    assert by_name(scenario("two"))["X"]["support_cost"] == sum(range(12, 24))


def test_support_of_fewer_quarters_is_brought_to_a_year_as_revenue_is(cli: Cli) -> None:
    put("a.csv", "Customer,Quarter,Revenue,Support cost", "X,Q3 2025,100,10", "X,Q4 2025,100,10")
    assert cli("accounts", "import", "a.csv").code == 0
    assert by_name(scenario())["X"] == {"name": "X", "revenue": 400, "support_cost": 40}


@pytest.mark.parametrize(
    ("lines", "words"),
    [
        (["Date,Num,Customer,Account,Amount", *(f"{day},{k},{name},4000 Sales,9" for k, (day, name) in
         enumerate(zip(DAYS, "XYXY", strict=True)))], 'columns "Account" and "Customer", of which one of the first'),
        (["Invoice no,Customer,Amount", "1,X,9", "2,X,8"], "has several documents of an account, and no column"),
        (["Customer,Revenue,Price vs list", "X,9,7%", "Y,8,5%"], 'column "Price vs list" is 7% of the list price at'),
        (["Customer,Date,Amount,Credit", "X,2025-09-30,9,", "X,2025-12-31,,3"], 'column "Credit" may have to be taken'),
        (["Customer,Revenue,", "X,1,234", "Y,2,500"], 'numbers in a column without a name, behind "Revenue"'),
        (["Customer,2025,,", ",1,2,3", "X,10,20,30", "Y,1,2,3"], 'numbers in a column without a name, behind "2025"'),
        (["Customer,Revenue,ARR", "X,100,100", "Y,50,40"], 'a.csv:3 has another revenue of a year in column "Revenue"'),
        (["Customer,ARR,MRR", "X,1200,120"], 'a.csv:2 has another revenue of a year in column "ARR"'),
        (["Customer,Revenue,Deckungsbeitrag", "X,100000,60", "Y,50000,20"], 'column "Deckungsbeitrag" comes to 0% of'),
        (["Customer,Parent,Revenue", "X,,15", "Y,X,10", "Z,X,5"], 'has "X" with what those bring together of which'),
    ],
)  # fmt: skip
def test_what_may_be_something_else_is_refused(cli: Cli, lines: list[str], words: str) -> None:
    put("a.csv", *lines)
    refused(cli("accounts", "import", "a.csv"), words)


@pytest.mark.parametrize(
    ("column", "cells", "key", "value"),
    [
        ("Quantity,List price", "10,12", "price_to_list", 0.833), ("Gross profit", "25", "margin", 0.25),
        ("Contribution amount", "25", "contribution", 0.25), ("Cost", "75", "margin", 0.25),
    ],
)  # fmt: skip
def test_a_credit_note_takes_back_what_was_earned_too(
    cli: Cli, column: str, cells: str, key: str, value: float
) -> None:
    rows = [f"{k},{day},X,invoice,100,{cells}" for k, day in enumerate(DAYS)]
    head = f"Invoice no,Date,Customer,Document type,Amount,{column}"
    put("a.csv", head, *rows, f"9,2025-12-31,X,credit note,100,{cells}")
    assert cli("accounts", "import", "a.csv").code == 0
    assert (by_name(scenario())["X"]["revenue"], by_name(scenario())["X"][key]) == (300, value)


@pytest.mark.parametrize(
    ("column", "key", "value"),
    [("Rohertrag %", "margin", 0.35), ("DB %", "contribution", 0.35), ("Discount", "price_to_list", 0.65)],
)
@pytest.mark.parametrize("head", ["Invoice no,Date", "Month,Quarter of it"])
def test_a_share_in_each_row_is_of_that_row_and_weighs_by_its_amount(
    cli: Cli, head: str, column: str, key: str, value: float
) -> None:
    amounts = (300, 100) if key != "price_to_list" else (210, 50)  # what is left of 300 and 100
    times = ("2025-12", "2025-11") if head.startswith("Month") else ("2025-12-31", "2025-10-01")
    rows = [
        f"{k if head[0] == 'I' else when},{when if head[0] == 'I' else k},X,{amount},{share}%"
        for k, (when, amount, share) in enumerate(zip(times, amounts, (30, 50), strict=True))
    ]
    put("a.csv", f"{head},Customer,Amount,{column}", *rows)
    said = cli("accounts", "import", "a.csv", "--as-of", "2025-12-31")
    assert said.code == 0, said.err
    assert by_name(scenario())["X"][key] == pytest.approx(value, abs=0.001)


def test_rates_of_exchange_and_changes_of_a_rate_are_no_amounts_of_one_kind(cli: Cli) -> None:
    put("a.csv", "Customer,Date,Amount,Exchange rate", "X,2025-09-30,9,1", "X,2025-12-31,900,0.006")
    refused(cli("accounts", "import", "a.csv"), 'column "Exchange rate" has several rates')
    put("a.csv", "Customer,Month,MRR,Movement", "X,2025-01,100,New", "X,2025-06,20,Expansion")
    refused(cli("accounts", "import", "a.csv"), 'column "Movement" says how rates changed')


@pytest.mark.parametrize(
    ("lines", "lacking"),
    [
        (["Customer,Month,Revenue", *(f"{name},2025-{k:02d},9" for k in range(1, 13) if k != 8 for name in "XY")],
         "2025-08"),
        (["Customer,Q1 2025,Q2 2025,Q4 2025", "X,9,9,9"], "2025-07, 2025-08, 2025-09"),
        (["Customer,Month,Revenue", *(f"X,2025-{k:02d},9" for k in range(1, 13))], ""),
    ],
)  # fmt: skip
def test_months_of_which_there_is_no_row_at_all_are_said(cli: Cli, lines: list[str], lacking: str) -> None:
    put("a.csv", *lines)
    said = cli("accounts", "import", "a.csv")
    assert said.code == 0, said.err
    assert (f"no row of any account is of {lacking}: what is" in " ".join(said.out.split())) == bool(lacking)


@pytest.mark.parametrize(
    "lines",
    [
        [",Customer,Revenue", "0,X,15", "1,Y,5"],
        ["Customer,Revenue,", "X,15,75%", "Y,5,25%"],
        ["Customer,ARR,MRR", "X,15,1.25", "Y,5,"],
        ["Customer,Parent,Revenue", "X,,15", "Y,X,5"],
    ],
)
def test_columns_that_say_the_same_or_nothing_of_amounts_are_no_matter(cli: Cli, lines: list[str]) -> None:
    put("a.csv", *lines)
    said = cli("accounts", "import", "a.csv")
    assert said.code == 0, said.err
    assert {name: one["revenue"] for name, one in by_name(scenario()).items()} == {"X": 15, "Y": 5}


def test_a_cost_beside_no_revenue_is_said_not_to_be_used(cli: Cli) -> None:
    put("a.csv", "Customer,Cost", "X,240")
    put("b.csv", "Customer,Revenue", "X,400")
    said = cli("accounts", "import", "a.csv", "b.csv")
    assert by_name(scenario())["X"] == {"name": "X", "revenue": 400}
    assert '"Cost" of a.csv is not used: no revenue of the same time stands beside' in " ".join(said.out.split())
