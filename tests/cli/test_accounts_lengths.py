"""Values of whole contracts: a year of one takes its length, and where nobody says that, the column is named."""

from pathlib import Path

import pytest

from tests.cli.conftest import Cli
from tests.cli.own_files import by_name, put, refused, scenario

DAY = ("--as-of", "2024-12-31")


@pytest.mark.parametrize(
    ("header", "length"),
    [
        ("Start,Term (months)", "36"), ("Start,Term (years)", "3"), ("Vertragsbeginn,Dauer (Monate)", "36"),
        ("Start,Duration (yrs)", "3"), ("Start,End", "2025-12-31"),
    ],
)  # fmt: skip
def test_a_year_of_a_contract_is_its_value_over_its_length(cli: Cli, header: str, length: str) -> None:
    put("a.csv", f"Account,{header},Total contract value", f"X,2023-01-01,{length},300000")
    said = cli("accounts", "import", "a.csv", *DAY)
    assert said.code == 0, said.err
    (found,) = scenario()["accounts"]
    assert (found["revenue"], found["contract_years"]) == (100_000, 3)


def test_a_value_without_any_length_is_refused_by_its_column_and_a_mapping_decides(cli: Cli) -> None:
    put("a.csv", "Account,Start,Term,TCV", "X,2023-01-01,36,300000", "Y,2023-01-01,24,100000")
    refused(
        cli("accounts", "import", "a.csv", *DAY),
        'a.csv column "TCV" is of whole contracts, and no column is known to say how long they are ("Term" may, and is '
        'not used); name one as term_months or contract_years, or their beginning and end as start and end; or "TCV" '
        "as annual, if it is of a year, under columns in mine/mapping.toml, and import again",
    )
    left = Path("mine/mapping.toml").read_text(encoding="utf-8")
    for line, revenue in (('term_months = "Term"', 100_000), ("", 300_000)):
        own = left.replace("total_value =", "total_value =" if line else "annual =")
        Path("mine/mapping.toml").write_text(f"{own.rstrip()}\n{line}\n", encoding="utf-8")
        said = cli("accounts", "import", "a.csv", *DAY)
        assert said.code == 0, said.err
        assert by_name(scenario())["X"]["revenue"] == revenue


def test_each_value_without_its_own_length_is_told_and_what_was_not_read_is_not(cli: Cli) -> None:
    """Those that were left out without a word, as accounts of which no revenue is stated."""
    rows = ("X,2023-01-01,36,300000", "Y,2023-01-01,,100000", ",,,7", "Total,,,400000", "Z,2023-01-01,,")
    put("a.csv", "Account,Start,Term (months),TCV", *rows)
    said = cli("accounts", "import", "a.csv", *DAY)
    refused(
        said, 'a.csv:3 "100000" in column "TCV" is of a whole contract, and how long that is cannot be told: fill in '
        '"Term (months)", or leave the cell empty',
    )  # fmt: skip
    assert "likewise" not in said.err
    put("b.csv", "Account,Start,End,TCV", "X,2023-01-01,2025-12-31,9", "Y,2023-01-01,,9", "Z,,2025-12-31,9")
    refused(cli("accounts", "import", "b.csv", *DAY), 'fill in "Start" and "End"', 'likewise line 4 "9"')


def test_an_amount_beside_a_length_may_be_a_years_or_the_wholes(cli: Cli) -> None:
    put("a.csv", "Account,Start,Term (months),Amount", "X,2023-01-01,36,300000")
    refused(cli("accounts", "import", "a.csv", *DAY), "column \"Amount\" may be a year's revenue or a whole contract's")


def test_a_column_that_nobody_knows_in_a_list_of_contracts_may_be_of_whole_ones(cli: Cli) -> None:
    put("a.csv", "Kunde,Vertragsbeginn,Laufzeit (Monate),Gesamtwert", "X,01.01.2023,36,300000")
    refused(cli("accounts", "import", "a.csv", *DAY), '"Gesamtwert"', "or total_value, if it is of a whole contract")


def test_a_term_without_years_or_months_is_of_nothing_that_is_known(cli: Cli) -> None:
    """It may be a term of payment."""
    put("a.csv", "Account,Revenue,Term", "X,300000,Net 30")
    assert cli("accounts", "import", "a.csv").code == 0
    assert "contract_years" not in by_name(scenario())["X"]
