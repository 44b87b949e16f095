"""Titles, notes and second headers: the unit and the time that they tell are not passed over."""

from pathlib import Path

import pytest

from tests.accounts.fuzz import workbook
from tests.cli.conftest import Cli
from tests.cli.own_files import by_name, put, refused, scenario


@pytest.mark.parametrize(
    "title",
    [
        "Umsatz je Kunde (Angaben in TEUR)",
        "Sales by customer; in k€",
        "All figures in EUR million",
        "Werte in Tsd. EUR",
    ],
)
@pytest.mark.parametrize("above", [True, False])
def test_a_unit_in_a_title_or_a_note_is_to_stand_in_the_header(cli: Cli, title: str, above: bool) -> None:
    lines = ["Customer;Revenue", "X;84", "Y;9"]
    put("a.csv", *([f'"{title}"', *lines] if above else [*lines, f'"{title}"']))
    refused(cli("accounts", "import", "a.csv"), f'a.csv:{1 if above else 4} says "{title}": write the unit')
    put("a.csv", f'"{title}"', "Customer;Revenue (TEUR)", *lines[1:])
    assert cli("accounts", "import", "a.csv").code == 0
    assert by_name(scenario())["X"]["revenue"] == 84_000


@pytest.mark.parametrize(
    ("title", "is_year"),
    [
        ("January - June, 2025", False), ("For the 6 months ended 30 June 2025", False), ("Umsatz Q1 2025", False),
        ("Zeitraum: 01.01.2025 - 30.09.2025", False), ("Sales YTD", False), ("Umsatz 1. Halbjahr 2025", False),
        ("Sales 2023 to 2025", False), ("Kundenumsätze seit 2019", False), ("Revenue since May 2019", False),
        ("Customers since 2019", True), ("June 2025", False), ("Filter: Quarter = Q1", False),
        ("Zeitraum: 01.01.2025 - 31.12.2025", True), ("January to December 2025", True), ("Stand: 30.06.2025", True),
        ("For the 12 months ended 30 June 2025", True), ("Sales 2024-2025", True), ("July 2024 - June 2025", True),
    ],
)  # fmt: skip
def test_a_title_that_tells_a_time_other_than_a_year_is_not_passed_over(cli: Cli, title: str, is_year: bool) -> None:
    put("a.csv", f'"{title}",', "Customer,Total", "X,84", "Y,9")
    said = cli("accounts", "import", "a.csv")
    if is_year:
        assert said.code == 0, said.err
    else:
        refused(said, f'a.csv:1 says "{title}", which is no year, and column "Total" would be taken')
    put("a.csv", f'"{title}",,', "Customer,Date,Total", "X,2025-12-31,84")
    assert cli("accounts", "import", "a.csv", "--out", "dated").code == 0


@pytest.mark.parametrize(
    ("lines", "words"),
    [
        (["Customer,2024,2025", "X,1,2", "Customer,2024,2025", "Y,3,4"], "a.csv:3 names the columns again"),
        (["Customer,Revenue", "X,1", "Y,2", "North,", "X,3"], 'a.csv:4 "North" stands between rows, and "X" before'),
        (["Customer,Revenue", "X,1", "Y,2", "Plan 2026,", "Z,3"], 'a.csv:4 says "Plan 2026": leave plans out'),
    ],
)
def test_a_table_below_another_is_not_added_to_it(cli: Cli, lines: list[str], words: str) -> None:
    put("a.csv", *lines)
    refused(cli("accounts", "import", "a.csv"), words)


def test_a_note_that_tells_nothing_of_amounts_is_no_matter(cli: Cli) -> None:
    put("a.csv", "Top 1000 customers,", "Customer,Revenue", "X,84", "1000 Miles Ltd,", "Exported by Ann", "Y,9")
    assert cli("accounts", "import", "a.csv").code == 0
    assert {name: one["revenue"] for name, one in by_name(scenario()).items()} == {"X": 84, "Y": 9}


@pytest.mark.parametrize(
    ("lines", "words"),
    [
        (["Von;01.01.2025", "Bis;30.06.2025"], 'a.csv:1 says "Von 01.01.2025 Bis 30.06.2025", which is no year'),
        (["From;2023-01-01", "To;2025-12-31"], 'says "From 2023-01-01 To 2025-12-31", which is no year'),
        (["Monat:;2025-09-01"], 'says "Monat: 2025-09-01", which is no year'),
        (["Von;01.01.2025", "Bis;31.12.2025"], ""),
        (["Stand:;30.06.2026"], ""),
    ],
)
def test_the_selection_that_stands_above_a_report_is_not_passed_over(cli: Cli, lines: list[str], words: str) -> None:
    put("a.csv", *lines, "Kunde;Umsatz", "X;84", "Y;9")
    said = cli("accounts", "import", "a.csv")
    assert said.code == (2 if words else 0)
    assert words in said.err


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("H1 2025", 'a.xlsx#H1 2025 is a sheet that is called "H1 2025", which is no year'),
        ("Umsatz TEUR", 'is a sheet that is called "Umsatz TEUR": write the unit into the header'),
        ("2025", ""),
    ],
)
def test_the_name_of_a_sheet_is_a_title_of_it(cli: Cli, name: str, words: str) -> None:
    Path("a.xlsx").write_bytes(workbook({name: [["Kunde", "Umsatz"], ["X", 84], ["Y", 9]], "Info": [["x"]]}))
    said = cli("accounts", "import", "a.xlsx")
    assert said.code == (2 if words else 0)
    assert words in said.err


def test_what_stands_beside_a_table_is_told(cli: Cli) -> None:
    put("a.csv", "Customer,Revenue,,", "X,84,,in TEUR", "Y,9,,")
    refused(cli("accounts", "import", "a.csv"), 'a.csv:2 says "in TEUR": write the unit')
    put("umsatz_Q1_2025.csv", "Customer,Revenue,,Centre,Cost", "X,84,,IT,30", "Y,9,,HR,4")
    told = " ".join(cli("accounts", "import", "umsatz_Q1_2025.csv").out.split())
    assert '"Cost" behind an empty column is taken for part of the same table' in told
    assert "the name of the file tells a part of a year or a plan" in told


@pytest.mark.parametrize("header", ["MRR", "ARR", "Jahresumsatz"])
def test_a_rate_or_a_years_revenue_may_be_as_it_was_at_any_time(cli: Cli, header: str) -> None:
    put("a.csv", "Q2 2025,", f"Customer,{header}", "X,84", "Y,9")
    assert cli("accounts", "import", "a.csv").code == 0
    assert by_name(scenario())["X"]["revenue"] == 84 * (12 if header == "MRR" else 1)
