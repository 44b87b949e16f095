"""Rows that lean on others, and rows that stand there twice: neither is an account, or an amount, of its own."""

import pytest

from tests.cli.conftest import Cli
from tests.cli.own_files import by_name, put, refused, scenario

DAYS = ("2025-03-31", "2025-06-30", "2025-09-30", "2025-12-31")
MONTHS = [f"2025-{month:02d}" for month in range(1, 13)]


@pytest.mark.parametrize(
    "lines",
    [
        ["Customer,Product,Revenue", "X,Pump,10", ",Valve,5", "Y,Pump,3", ",Pipe,7"],
        ["Customer,Quarter,Revenue", "X,Q3 2025,10", ",Q4 2025,5", "Y,Q3 2025,3", ",Q4 2025,7"],
    ],
)
def test_a_row_without_a_name_below_one_that_has_it_is_not_left_out(cli: Cli, lines: list[str]) -> None:
    put("a.csv", *lines)
    refused(
        cli("accounts", "import", "a.csv"), 'a.csv:3 has an amount and no name in column "Customer", as 1 more', '"X"'
    )


@pytest.mark.parametrize(
    "lines",
    [
        ["Customer,Revenue", "X,10", "Y,5", ",15"],  # a total
        ["Customer,Product,Revenue", "X,Pump,10", "X,Valve,1", ",Valve,5", "Y,Pump,5"],  # each has its name
        ["Customer,Revenue", "X,10", "Y,5", "(blank),7", "Not assigned,3"],
    ],
)
def test_rows_that_name_nobody_are_left_out_and_told(cli: Cli, lines: list[str]) -> None:
    put("a.csv", *lines)
    said = cli("accounts", "import", "a.csv")
    assert said.code == 0, said.err
    assert by_name(scenario()).keys() == {"X", "Y"}
    assert "names no account" in said.out


def test_what_accounts_buy_below_each_is_not_added_to_it(cli: Cli) -> None:
    rows = ["X,15", "Pump,10", "Valve,5", "Y,10", "Pump,3", "Pipe,7"]
    put("a.csv", "Customer,Revenue", *rows)
    refused(cli("accounts", "import", "a.csv"), 'a.csv:2 "X" is the sum of the 2 rows below it, and so are others')
    put("a.csv", "Customer,Revenue", *rows, "Z,1")  # the last is no sum
    assert cli("accounts", "import", "a.csv").code == 0


@pytest.mark.parametrize("name", ["Average", "Durchschnitt", "Anzahl Kunden", "Max."])
def test_what_tells_something_of_all_rows_is_no_account(cli: Cli, name: str) -> None:
    put("a.csv", "Customer,Revenue", "X,10", "Y,5", f"{name},7")
    refused(cli("accounts", "import", "a.csv"), f'a.csv:4 "{name}" in column "Customer" tells something of other rows')


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("X Ergebnis", "comes to what other rows come to, as a total would"),
        ("Totale", "is called a total, and no other rows of the file come to its amount"),
        ("Overall Result", "is called a total, and no other rows of the file come to its amount"),
    ],
)
def test_totals_of_other_programs_and_languages_are_known(cli: Cli, name: str, words: str) -> None:
    put("a.csv", "Customer,Product,Revenue", "X,Pump,10", "X,Valve,5", f"{name},,{15 if name[0] == 'X' else 99}")
    refused(cli("accounts", "import", "a.csv"), words)


@pytest.mark.parametrize(
    ("lines", "words"),
    [
        (["Customer,Revenue,Person", "X,9,Ann", "X,9,Bob", "Y,5,Cyd", "Y,5,Dan"], "the same amount in each row of an"),
        (["Customer,Order no,Date,Item,Amount", *(f"X,{k},2025-12-31,{item},{k}0" for k in (1, 2) for item in "AB")],
         'column "Amount" the same amount in each row of a document'),
        (["Customer,Month,Revenue", *[f"X,{one},{k}" for k, one in enumerate(MONTHS)] * 2],
         "the same row on lines 3 and 15, cell for cell, as 10 more stand there twice"),
        (["Customer,2024,2025,Person", "X,8,9,Ann", "X,8,9,Bob", "Y,4,5,Cyd", "Y,4,5,Dan"], "the same amount in"),
        (["Customer,2024,2025", "X,8,9", "Y,4,5", "X,8,9"], "the same row on lines 2 and 4, cell for cell"),
        (["Customer,Year,Revenue,Person", "X,2025,9,Ann", "X,2025,9,Bob", "Y,2025,5,Cyd", "Y,2025,5,Dan"],
         "the same amount in each row of an account"),
        (["Customer,Revenue,City", "X,9,Kiel", "Y,5,Bonn", "X,9,Kiel"], "the same row on lines 2 and 4, cell for cell"),
    ],
)  # fmt: skip
def test_an_amount_that_stands_in_several_rows_is_not_added_up(cli: Cli, lines: list[str], words: str) -> None:
    put("a.csv", *lines)
    refused(cli("accounts", "import", "a.csv"), words)


def test_the_same_invoice_or_time_in_two_files_is_not_added_up(cli: Cli) -> None:
    put("a.csv", "Invoice no,Date,Customer,Amount,Paid", *(f"{k},{day},X,9,no" for k, day in enumerate(DAYS)))
    put("b.csv", "Invoice no,Date,Customer,Amount,Paid", *(f"{k},{day},X,9,yes" for k, day in enumerate(DAYS)))
    refused(cli("accounts", "import", "a.csv", "b.csv"), 'a.csv:2 and b.csv:2 have the same number "0" of "X"')
    put("c.csv", "Customer,Month,Revenue", *(f"X,{one},9" for one in MONTHS[3:]))
    refused(cli("accounts", "import", "a.csv", "c.csv"), 'both have revenue of "X" of 2025-06-30', "use = false of one")
    put("d.csv", "Customer,Month,Revenue", *(f"X,{one},9" for one in MONTHS[:6]))
    refused(cli("accounts", "import", "c.csv", "d.csv"), 'c.csv and d.csv both have revenue of "X" of 2025-04')
    put("d.csv", "Customer,Month,Revenue", *(f"X,{one},9" for one in MONTHS[:3]))
    assert cli("accounts", "import", "c.csv", "d.csv").code == 0
    assert by_name(scenario())["X"]["revenue"] == 108
