"""The same revenue in two places is not added up: which of them counts is for the user to say."""

import pytest

from tests.cli.conftest import Cli
from tests.cli.own_files import by_name, put, refused, scenario


def test_a_years_revenue_of_an_account_in_two_files_is_refused_until_one_is_left(cli: Cli) -> None:
    put("a.csv", "Account,Revenue", "X,100", "Y,50")
    put("b.csv", "Account,Contract start,Contract end,ARR", "X,2024-01-01,2025-12-31,80")
    both = ("a.csv", "b.csv", "--as-of", "2024-12-31")
    refused(cli("accounts", "import", *both), 'a.csv ("Revenue") and b.csv ("ARR") each state a year\'s revenue of "X"')
    put("m.toml", '[files."b.csv".columns]', 'account = "Account"', 'end = "Contract end"')
    assert cli("accounts", "import", *both, "--mapping", "m.toml").code == 0
    assert by_name(scenario())["X"] == {"name": "X", "revenue": 100, "contract_left": 1}


def test_files_of_different_accounts_and_of_facts_alone_are_joined(cli: Cli) -> None:
    put("a.csv", "Account,Revenue", "X,100")
    put("b.csv", "Account,ARR", "Y,80", "X,")
    put("c.csv", "Account,Gross margin", "X,30%")
    assert cli("accounts", "import", "a.csv", "b.csv", "c.csv").code == 0
    assert by_name(scenario()) == {
        "X": {"name": "X", "revenue": 100, "margin": 0.3},
        "Y": {"name": "Y", "revenue": 80},
    }


@pytest.mark.parametrize(
    ("rows", "words"),
    [
        (["X,2024,100", "X,Q3 2024,25"], "of 2024, on line 2, and of Q3 2024, on line 3, which is a part of it"),
        (["X,2024-07,9", "X,Q3 2024,25"], "of Q3 2024, on line 3, and of 2024-07, on line 2, which is a part of it"),
    ],
)
def test_rows_of_a_period_beside_rows_of_its_parts_are_refused(cli: Cli, rows: list[str], words: str) -> None:
    put("a.csv", "Account,Period,Revenue", *rows)
    refused(cli("accounts", "import", "a.csv"), words)
    put("a.csv", "Account,Period,Revenue", "X,2023,100", "X,Q1 2024,25", "X,Q2 2024,30")
    assert cli("accounts", "import", "a.csv").code == 0
    assert by_name(scenario())["X"]["revenue"] == 105
