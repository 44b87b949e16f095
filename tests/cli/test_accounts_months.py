"""Months as spreadsheets write them, days taken for months, hidden rows, and names that are not one account."""

from datetime import date
from pathlib import Path

import pytest

from tests.accounts import fuzz
from tests.cli.conftest import Cli
from tests.cli.own_files import by_name, put, refused, scenario


def workbook(rows: list[list[object]], *, hidden: bool = False) -> None:
    """A sheet whose days are days; the second row and the first column are hidden, if anything is."""
    plain = [[f"@{one}@" if isinstance(one, date) else one for one in row] for row in rows]
    content = fuzz.workbook({"S": plain})
    texts = fuzz.parts_of(content)
    sheet = fuzz.DAY.sub(r'<c t="d"><v>\1</v></c>', texts["xl/worksheets/s1.xml"])
    if hidden:
        sheet = sheet.replace("<row>", '<row hidden="1">', 2).replace('<row hidden="1">', "<row>", 1)
        sheet = sheet.replace("<sheetData>", '<cols><col min="1" max="1" hidden="1"/></cols><sheetData>')
    Path("a.xlsx").write_bytes(fuzz.packed(texts | {"xl/worksheets/s1.xml": sheet}))


def test_columns_that_are_called_by_the_first_day_of_months_are_months(cli: Cli) -> None:
    workbook([["Customer", *(date(2025, month, 1) for month in range(1, 13))], ["X", *range(1, 13)]])
    said = cli("accounts", "import", "a.xlsx")
    assert said.code == 0, said.err
    assert by_name(scenario())["X"]["revenue"] == 78
    assert "are taken for whole months" in " ".join(said.out.split())
    put("b.csv", "Customer;01.01.2025;01.02.2025;01.03.2025;Total", "X;1;2;3;6")
    assert cli("accounts", "import", "b.csv", "--out", "b").code == 0
    assert by_name(scenario("b"))["X"]["revenue"] == 24


@pytest.mark.parametrize("header", ["1/2025,2/2025,3/2025,4/2025", "2025-1,2025-2"])
def test_columns_that_may_be_quarters_or_months_are_refused(cli: Cli, header: str) -> None:
    put("a.csv", f"Customer,{header}", f"X,{','.join('1' * (header.count(',') + 1))}")
    refused(cli("accounts", "import", "a.csv"), "which may be quarters or months: write Q1 2025 or Jan 2025")


def test_days_that_a_spreadsheet_took_for_months_are_refused(cli: Cli) -> None:
    rows: list[list[object]] = [["Customer", "Date", "Revenue"], ["X", date(2025, 5, 3), 1], ["X", "13/04/2025", 1]]
    workbook([*rows, ["X", date(2025, 1, 7), 1], ["X", "31/12/2025", 1]])
    refused(cli("accounts", "import", "a.xlsx"), "a spreadsheet seems to have taken days for months")
    workbook([*rows, ["X", date(2025, 1, 17), 1], ["X", "31/12/2025", 1]])  # a day that no month is
    assert cli("accounts", "import", "a.xlsx").code == 0


def test_rows_and_columns_that_are_hidden_are_said_to_be_read(cli: Cli) -> None:
    workbook([["Customer", "Revenue"], ["X", 9], ["Y", 8]], hidden=True)
    said = cli("accounts", "import", "a.xlsx")
    assert by_name(scenario()).keys() == {"X", "Y"}
    assert "with 1 hidden row and 1 hidden column, which are read like others" in " ".join(said.out.split())


def test_one_number_of_two_names_is_asked_and_one_name_of_two_numbers_is_said(cli: Cli) -> None:
    put("a.csv", "Customer no,Customer,Revenue", "7,Alpha,9", "7,Zenith,8", "8,Beta,7")
    refused(cli("accounts", "import", "a.csv"), '"Alpha" (1 row), "Zenith" (1 row) look like one account')
    put("m.toml", "[names]", '"Alpha | Zenith" = "same"')
    assert cli("accounts", "import", "a.csv", "--mapping", "m.toml", "--out", "same").code == 0
    assert by_name(scenario("same"))["Alpha"]["revenue"] == 17
    put("a.csv", "Customer no,Customer,Product,Revenue", "7,Alpha,Pump,9", "9,Alpha,Pipe,8", "8,Beta,Pipe,7")
    said = cli("accounts", "import", "a.csv", "--out", "several")
    assert '"Alpha": several numbers in column "Customer no" of a.csv have one name' in " ".join(said.out.split())


@pytest.mark.parametrize("name", ["Others", "Sonstige Kunden (87)", "Misc."])
def test_what_lists_call_others_is_said_to_be_played_as_one_account(cli: Cli, name: str) -> None:
    put("a.csv", "Customer,Revenue", "X,9", f"{name},8")
    said = cli("accounts", "import", "a.csv")
    assert f'"{name}" is played as one account; if it stands for several' in " ".join(said.out.split())


def test_a_quantity_times_a_price_and_amounts_of_bookings_are_said(cli: Cli) -> None:
    put("a.csv", "Customer,Seats,Unit price", "X,9,2")
    said = cli("accounts", "import", "a.csv")
    assert 'column "Seats" times column "Unit price" is taken for what an account brings' in " ".join(said.out.split())
    put("b.csv", "Konto;Betrag;Soll/Haben;Datum", "10001;119;S;31.12.2025")
    said = cli("accounts", "import", "b.csv", "--out", "b")
    assert 'column "Betrag" is of bookings, which may be with tax' in " ".join(said.out.split())
