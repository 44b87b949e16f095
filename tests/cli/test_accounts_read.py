"""Ways of writing that say one thing alone are read: periods, cents that are none, stages, zeros before a number."""

import pytest

from tests.cli.conftest import Cli
from tests.cli.own_files import by_name, put, refused, scenario

DAYS = ("2025-03-31", "2025-06-30", "2025-09-30", "2025-12-31")


@pytest.mark.parametrize(
    "label", ["Q{}'25", "Q{}.2025", "{}. Quartal 25", "{}.Q 2025", "Quarter {} 2025", "Qtr {}, 2025", "CY25Q{}"]
)
def test_quarters_are_read_however_they_are_written(cli: Cli, label: str) -> None:
    put("a.csv", "Customer;Quarter;Revenue", *(f"X;{label.format(k)};{k}" for k in (1, 2, 3, 4)))
    assert cli("accounts", "import", "a.csv").code == 0
    assert by_name(scenario())["X"]["revenue"] == 10
    put("a.csv", f"Customer;{';'.join(label.format(k) for k in (1, 2, 3, 4))}", "X;1;2;3;4")
    assert cli("accounts", "import", "a.csv", "--out", "wide").code == 0
    assert by_name(scenario("wide"))["X"]["revenue"] == 10


@pytest.mark.parametrize("label", ["H{} 2025", "{}. Halbjahr 2025", "2025 H{}", "{}H25", "Halbjahr {} 2025"])
def test_half_years_are_read(cli: Cli, label: str) -> None:
    put("a.csv", "Customer;Period;Revenue", *(f"X;{label.format(k)};{k}" for k in (1, 2)))
    assert cli("accounts", "import", "a.csv").code == 0
    assert by_name(scenario())["X"]["revenue"] == 3
    put("a.csv", f"Customer;{label.format(1)};{label.format(2)}", "X;1;2")
    assert cli("accounts", "import", "a.csv", "--out", "wide").code == 0
    assert by_name(scenario("wide"))["X"]["revenue"] == 3


@pytest.mark.parametrize(
    ("lines", "revenue"),
    [
        (["Customer;Revenue '24;Revenue '25", "X;7;9"], 9),
        (["Customer;CY2024;CY2025", "X;7;9"], 9),
        (["Customer;Period;Year;Revenue", *(f"X;{k};2025;1" for k in range(1, 13))], 12),
        (["Sum of Amount;Year;", "Customer;2024;2025", "X;7;9"], 9),
        (["Customer;Revenue", "X;1'200.-"], 1200),
        (["Kunde;Umsatz", "X;1.200,--", "Y;100,-"], 1200),
        (["Customer;Revenue;Contract end", "X;9;unbefristet", "Y;8;31.12.2099"], 9),
        (["Customer;Net value;Calendar Year/Month", "X;9;12.2025", "X;1;11.2025", "X;1;10.2025"], 44),
    ],
)
def test_ways_of_writing_that_say_one_thing_alone_are_read(cli: Cli, lines: list[str], revenue: float) -> None:
    put("a.csv", *lines)
    said = cli("accounts", "import", "a.csv")
    assert said.code == 0, said.err
    assert by_name(scenario())["X"]["revenue"] == revenue
    assert all(one["revenue"] > 0 for one in scenario()["accounts"])


def test_customer_since_in_years_is_how_many_and_in_a_year_is_which(cli: Cli) -> None:
    put("a.csv", "Customer,Revenue,Customer since (years)", "X,9,11")
    assert cli("accounts", "import", "a.csv").code == 0
    assert by_name(scenario())["X"]["customer_years"] == 11
    put("a.csv", "Customer,Revenue,Customer since (year)", "X,9,2011")
    assert cli("accounts", "import", "a.csv", "--out", "b", "--as-of", "2025-12-31").code == 0
    assert by_name(scenario("b"))["X"]["customer_years"] == pytest.approx(15, abs=0.02)


@pytest.mark.parametrize(
    ("column", "cells", "key", "value"),
    [
        ("Contract length", "3 years", "contract_years", 3), ("Laufzeit", "36 Monate", "contract_years", 3),
        ("Contract term (months)", "2.5 years", "contract_years", 2.5), ("Kundenjahre", "9 Jahre", "customer_years", 9),
        ("Years left", "6 months", "contract_left", 0.5), ("Number of alternatives", "1", "alternatives", "one"),
        ("Number of alternatives", "0", "alternatives", "none"),
    ],
)  # fmt: skip
def test_a_cell_may_say_its_unit_itself(cli: Cli, column: str, cells: str, key: str, value: object) -> None:
    put("a.csv", f"Customer;Revenue;{column}", f"X;9;{cells}")
    assert cli("accounts", "import", "a.csv").code == 0
    assert by_name(scenario())["X"][key] == value


@pytest.mark.parametrize(
    ("stage", "won"),
    [
        ("Closed Won (Sales Pipeline)", True), ("5 - Won", True), ("WON - signed", True), ("Auftrag gewonnen", True),
        ("Likely to be won", False), ("Not won", False), ("Verbally won", False), ("Wonderland", False),
    ],
)  # fmt: skip
def test_what_is_won_is_told_by_the_first_or_last_word(cli: Cli, stage: str, won: bool) -> None:
    rows = [f"{k},X,Closed Won,9,{day}" for k, day in enumerate(DAYS)]
    put("a.csv", "Deal ID,Account,Deal stage,Amount,Close date", *rows, f'9,X,"{stage}",30,2025-12-31')
    assert cli("accounts", "import", "a.csv").code == 0
    assert by_name(scenario())["X"]["revenue"] == (66 if won else 36)


def test_numbers_are_joined_with_zeros_before_them_or_without(cli: Cli) -> None:
    put("a.csv", "Kundennummer;Kunde", "10001;X", "10002;Y")
    put("b.csv", "Kundennummer;Datum;Beleg;Umsatz", *(f"0000010001;{day};{k};9" for k, day in enumerate(DAYS)))
    assert cli("accounts", "import", "a.csv", "b.csv").code == 0
    assert by_name(scenario())["X"]["revenue"] == 36


def test_documents_that_stand_there_again_behind_all_of_them_are_refused(cli: Cli) -> None:
    rows = [f"{k},X,{day},9" for k, day in enumerate(DAYS)]
    put(
        "a.csv",
        "Invoice no,Customer,Date,Amount,Exported",
        *(f"{row},10:00" for row in rows),
        *(f"{row},11:00" for row in rows),
    )
    refused(
        cli("accounts", "import", "a.csv"), "a.csv has from line 6 on the same documents, days and amounts as before"
    )


@pytest.mark.parametrize(
    ("header", "cells", "column"),
    [
        ("Invoice no,Service start,Service end", "1,2025-01-01,2027-12-31", "Service end"),
        ("Invoice no,Period start,Period end", "1,2025-01-01,2027-12-31", "Period end"),
        ("Stage,Contract term (months)", "Closed Won,36", "Contract term (months)"),
    ],
)
def test_a_charge_for_several_years_is_said_to_count_at_once(cli: Cli, header: str, cells: str, column: str) -> None:
    put("a.csv", f"Customer,Date,Amount,{header}", f"X,2025-12-31,360,{cells}")
    told = " ".join(cli("accounts", "import", "a.csv").out.split())
    assert f'1 row is for more than a year, and counts whole when charged, as column "{column}" tells' in told


def test_months_without_a_year_are_told_what_they_lack_and_a_pivot_table_is_known_below_its_first_row(cli: Cli) -> None:
    put("a.csv", "Customer,Jan,Feb,Mar", "X,1,2,3")
    refused(cli("accounts", "import", "a.csv"), "quarters and months need their year, as Q1 2025 or Jan 2025")
    put("b.csv", "Summe von Umsatz;Spaltenbeschriftungen;", "Zeilenbeschriftungen;2024;2025", "X;1;2")
    refused(cli("accounts", "import", "b.csv", "--out", "b"), 'is a pivot table, whose column "Zeilenbeschriftungen"')
