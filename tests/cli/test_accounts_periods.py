"""Columns of revenue that name the period which they are of, and columns that nothing is known of."""

from pathlib import Path

import pytest

from tests.cli.conftest import Cli
from tests.cli.own_files import by_name, put, refused, scenario


@pytest.mark.parametrize(
    ("header", "cells", "revenue"),
    [
        ("Umsatz 2025 (TEUR)", "8400", 8_400_000),
        ("Umsatz 2024 (TEUR);Umsatz 2025 (TEUR)", "7900;8400", 8_400_000),
        ("Umsatz TEUR 2025", "8400", 8_400_000),
        ("Umsatz 2025 in T€", "8400", 8_400_000),
        ("Nettoumsatz 2024;Nettoumsatz 2025", "7900;8400", 8400),
        ("Jahresumsatz 2025", "8400", 8400),
        ("Revenue 2024;Revenue 2025", "7900;8400", 8400),
        ("2025 revenue", "8400", 8400),
        ("Umsatz (2025)", "8400", 8400),
        ("Umsatz Geschäftsjahr 2025", "8400", 8400),
        ("FY2024;FY2025", "7900;8400", 8400),
        ("Jan-Dec 2024;Jan - Dez 2025", "7900;8400", 8400),
        ("2026 Budget;2025 Actual", "9000;8400", 8400),
        ("Umsatz GJ 24;Umsatz GJ 25", "7900;8400", 8400),
        ("Revenue Q1 2025;Revenue Q2 2025;Revenue Q3 2025;Revenue Q4 2025", "1;2;3;4", 10),
    ],
)
def test_a_word_for_revenue_with_a_period_is_the_revenue_of_that_period(
    cli: Cli, header: str, cells: str, revenue: float
) -> None:
    put("a.csv", f"Kunde;{header};Support cost", f"X;{cells};7")
    for _ in range(2):  # and by the mapping that is there now
        said = cli("accounts", "import", "a.csv")
        assert said.code == 0, said.err
        assert by_name(scenario())["X"] == {"name": "X", "revenue": revenue, "support_cost": 7}
    taken = "taken for calendar years" in said.out
    assert taken == ("FY" in header or "GJ" in header or "Geschäftsjahr" in header)


@pytest.mark.parametrize(
    ("header", "cells"),
    [
        ("Umsatz 2024;Umsatz 2025;Rohertrag", "500;1000;300"),
        ("Umsatz 2024;Rohertrag 2024;Umsatz 2025;Rohertrag 2025", "500;999;1000;300"),
        ("Q1 2025;Q2 2025;Q3 2025;Q4 2025;Rohertrag", "100;200;300;400;300"),
    ],
)
def test_what_is_earned_beside_columns_of_periods_is_of_the_last_year(cli: Cli, header: str, cells: str) -> None:
    put("a.csv", f"Kunde;{header}", f"X;{cells}")
    assert cli("accounts", "import", "a.csv").code == 0
    assert by_name(scenario())["X"]["margin"] == 0.3


@pytest.mark.parametrize(
    ("header", "cells", "words"),
    [
        ("Umsatz 2025;Umsatz Q4 2025", "8;2", "of periods that overlap"),
        ("Umsatz 2024;Umsatz 2025 (TEUR)", "8;2", "in several units"),
        ("Mitarbeiter;Umsatz 2025", "12;8", "may be the customer's own turnover"),
        ("Q1 2025", "8", 'not used: "Q1 2025"'),
        ("Umsatz 2026 Plan", "8", 'columns of numbers that are not used: "Umsatz 2026 Plan"'),
        ("Umsatz 2025", "1,234", '"1,234" in column "Umsatz 2025" may be a thousand or a fraction; say'),
        ("2024;2025", "1,234;5,678", 'in column "2024 to 2025" may be a thousand or a fraction, as 1 more is;'),
    ],
)
def test_periods_that_cannot_be_told_apart_are_refused(cli: Cli, header: str, cells: str, words: str) -> None:
    put("a.csv", f"Kunde;{header}", f"X;{cells}")
    refused(cli("accounts", "import", "a.csv"), words)


@pytest.mark.parametrize(
    ("header", "cells", "words"),
    [
        ("Industry;Umsatz 2025", "Chemie;8400", '"Umsatz 2025" is taken for what accounts pay you, though "Industry"'),
        ("Industry;Umsatz", "Chemie;8400", '"Umsatz" is taken for what accounts pay you, though "Industry" beside it'),
        ("Ort;2025", "Kiel;8400", '"2025" is taken for what accounts pay you in that year, as no other column'),
        ("A;B;Total", "8000;400;8400", '"Total" is taken for what accounts pay you in a year, as no other column'),
        ("Ort;Umsatz 2025", "Kiel;8400", ""),
    ],
)
def test_what_is_guessed_of_a_column_of_revenue_is_said(cli: Cli, header: str, cells: str, words: str) -> None:
    put("a.csv", f"Kunde;{header}", f"X;{cells}")
    for _ in range(2):  # and by the mapping that is there now
        said = cli("accounts", "import", "a.csv")
        assert said.code == 0, said.err
        assert by_name(scenario())["X"]["revenue"] == 8400
        told = " ".join(said.out.split())
        assert words in told if words else "is taken for what" not in told


def test_a_mapping_that_a_refusal_left_is_followed_as_far_as_the_file_is_still_that(cli: Cli) -> None:
    put("a.csv", "Kunde;Volumen;Gross margin", "X;8.400,00;30%", "Y;900,00;20%")
    refused(cli("accounts", "import", "a.csv"), '"Volumen"', "mine/mapping.toml")
    put("a.csv", "Kundenname;Umsatz;Gross margin", "X;8.400,00;30%", "Y;900,00;20%")
    said = cli("accounts", "import", "a.csv")
    assert said.code == 0, said.err
    assert by_name(scenario())["X"] == {"name": "X", "revenue": 8400, "margin": 0.3}
    told = " ".join(said.out.split())
    assert "columns as the mapping file has them" in told
    assert '"Kundenname", "Umsatz" are not in it, and read by their names' in told


def test_a_column_that_was_taken_out_of_a_mapping_stays_out(cli: Cli) -> None:
    put("a.csv", "Kunde;Umsatz;Gross margin", "X;8400;30%")
    assert cli("accounts", "import", "a.csv").code == 0
    mapping = Path("mine/mapping.toml")
    mapping.write_text(mapping.read_text(encoding="utf-8").replace('margin = "Gross margin"\n', ""), encoding="utf-8")
    assert 'margin = "Gross margin"' not in mapping.read_text(encoding="utf-8")
    assert cli("accounts", "import", "a.csv").code == 0
    assert by_name(scenario())["X"] == {"name": "X", "revenue": 8400}


def test_columns_of_numbers_that_nothing_is_known_of_are_named_and_a_mapping_is_left_to_correct(cli: Cli) -> None:
    put("a.csv", "Kunde;Volumen;Ort;Saldo", "X;8.400,00;Kiel;3,5", "Y;900,00;Bonn;")
    said = cli("accounts", "import", "a.csv")
    refused(said, 'columns of numbers that are not used: "Volumen", "Saldo"', "mine/mapping.toml")
    mapping = Path("mine/mapping.toml")
    mapping.write_text(mapping.read_text(encoding="utf-8") + 'annual = "Volumen"\n', encoding="utf-8")
    assert cli("accounts", "import", "a.csv").code == 0
    assert by_name(scenario())["X"]["revenue"] == 8400


def test_what_is_said_of_an_account_is_said_once_however_many_periods_there_are(cli: Cli) -> None:
    put("a.csv", "Kunde;2023;2024;2025;Contract end;Contract months", "X;1;2;3;30.06.2027;12")
    said = cli("accounts", "import", "a.csv")
    assert said.out.count("the contract ends on 2027-06-30") == 1


@pytest.mark.parametrize(
    ("header", "cells", "words"),
    [
        ("2024;2025;Rohertrag (TEUR)", "7900;8400;2268", 'column "Rohertrag (TEUR)" comes to 27,000% of the revenue'),
        ("Umsatz (TEUR);Wareneinsatz", "8400;6000000000", 'column "Wareneinsatz" comes to 71,429% of the revenue'),
        ("Umsatz;Wareneinsatz", "8400;-6000", "write costs without a minus"),
        ("Umsatz;Deckungsbeitrag (TEUR)", "8400;900", 'as "(TEUR)"'),
    ],
)
def test_what_is_earned_in_another_unit_than_revenue_is_refused_by_its_column(
    cli: Cli, header: str, cells: str, words: str
) -> None:
    put("a.csv", f"Kunde;{header}", f"X;{cells}")
    refused(cli("accounts", "import", "a.csv"), words)


def test_a_margin_of_all_that_is_sold_is_no_fault_of_units(cli: Cli) -> None:
    put("a.csv", "Kunde;Umsatz;Wareneinsatz;Deckungsbeitrag", "X;900;0;900", "Y;100;300;-150")
    said = cli("accounts", "import", "a.csv")
    assert said.code == 0
    told = " ".join(said.out.split())
    assert 'a.csv:3 the gross margin of "Y", 1 less cost over revenue of the year, comes to -200%' in told
    assert "is not written: 300.00 beside 100.00 of revenue; correct what is wrong there, or state margin" in told


def test_a_margin_that_cannot_be_has_no_part_in_that_of_the_business(cli: Cli) -> None:
    """What is left of the business's for the account would be the same margin again."""
    put("a.csv", "Kunde;Umsatz;Wareneinsatz", "X;900;600", "Y;100;300")
    assert cli("accounts", "import", "a.csv").code == 0
    assert scenario()["business"]["gross_margin"] == 0.333
    assert "margin" not in by_name(scenario())["Y"]
