"""What is wrong with a file is told at once, by column, with what stands in its cells and what is allowed there."""

from itertools import pairwise
from pathlib import Path

import pytest

from tests.cli.conftest import Cli
from tests.cli.own_files import by_name, put, refused, scenario

MESSY = (
    "Customer,Umsatz,Gross margin,Service cost,Contract end,Customer since,Alternatives,Relationship,Is reference",
    "Boreas,9600000,127%,150000,2025-09-30,2016-04-01,few,4,yes",
    "Kiel,900000,38%,maybe,soon,2099-01-01,several,7,no",
    "Husum,-500000,40%,-8000,,2020-01-01,,3,perhaps",
    "Marin,maybe,42%,unknown,,,,9,maybe",
)
"""A file in which nearly every column has something wrong."""

TOLD = (
    'a.csv:2 "127%" in column "Gross margin" must be from -100% to 99%, or as a share from -1 to 0.99',
    (
        'a.csv:3 "maybe" in column "Service cost" is no amount of money; write it in digits, as 12500, or as 1.5 '
        "million, or leave the "
        'cell empty; likewise line 5 "unknown"'
    ),
    'a.csv:3 "soon" in column "Contract end" is no date; ',
    'a.csv:3 "2099-01-01" in column "Customer since" is later than ',
    'a.csv:3 "several" in column "Alternatives" must be "none", "one", "few" or "many"',
    'a.csv:3 "7" in column "Relationship" must be from 1 to 5; likewise line 5 "9"',
    'a.csv:4 "-8000" in column "Service cost" must be 0 or more',
    (
        'a.csv:4 "perhaps" in column "Is reference" is neither yes nor no; write one of them, or leave the cell '
        'empty; likewise line 5 "maybe"'
    ),
    'a.csv:5 "maybe" in column "Umsatz" is no amount of money; ',
)


def test_all_that_is_wrong_with_a_file_is_told_at_once(cli: Cli) -> None:
    put("a.csv", *MESSY)
    said = cli("accounts", "import", "a.csv")
    refused(said, *TOLD)
    lines = said.err.removeprefix("Error: ").splitlines()
    assert len(lines) == len(TOLD)
    columns = [line.partition('in column "')[2].partition('"')[0] for line in lines]
    assert [*dict.fromkeys(columns)] == [name for k, name in enumerate(columns) if columns.index(name) == k]
    assert sum(a != b for a, b in pairwise(columns)) == len({*columns}) - 1  # one after the other


def test_what_is_wrong_with_two_files_is_told_at_once(cli: Cli) -> None:
    put("a.csv", *MESSY[:2])
    put("b.csv", "Customer,Contract start,Contract end,Amount", "Boreas,2024-01-01,2026-12-31,7")
    put("c.csv", "Foo,Bar", "1,2")
    refused(
        cli("accounts", "import", "a.csv", "b.csv", "c.csv"),
        TOLD[0],
        "b.csv column \"Amount\" may be a year's revenue or a whole contract's",
        "c.csv has no column that is known to hold the account's name",
    )


def test_the_same_of_many_cells_is_told_with_a_few_of_them(cli: Cli) -> None:
    put("a.csv", "Customer,Revenue", "X,5", *(f"Y{k},none yet" for k in range(9)))
    refused(
        cli("accounts", "import", "a.csv"),
        'likewise line 4 "none yet", line 5 "none yet", line 6 "none yet" and 5 more',
    )


def test_rows_that_hold_no_account_tell_no_fact(cli: Cli) -> None:
    put("a.csv", "Customer,Revenue,Relationship,Status", "X,5,3,", "Total,5,13,", "Y,4,12,cancelled", ",,11,")
    assert cli("accounts", "import", "a.csv").code == 0
    assert by_name(scenario()).keys() == {"X"}


@pytest.mark.parametrize("since", ["2099-01-01", "2025-02-01"])
def test_nobody_is_a_customer_since_a_day_to_come(cli: Cli, since: str) -> None:
    put("a.csv", "Customer,Revenue,Customer since", f"X,5,{since}", "Y,7,2019-05-01")
    refused(
        cli("accounts", "import", "a.csv", "--as-of", "2024-12-31"),
        f'a.csv:2 "{since}" in column "Customer since" is later than 2024-12-31',
    )


def test_a_lapsed_contract_is_due_now_and_is_listed(cli: Cli) -> None:
    put("a.csv", "Customer,Revenue,Contract end,Contract years", "X,5,2024-09-30,3", "Y,7,2026-12-31,2")
    said = cli("accounts", "import", "a.csv", "--as-of", "2024-12-31")
    assert said.code == 0, said.err
    found = by_name(scenario())
    assert (found["X"]["contract_left"], found["X"]["contract_years"]) == (0, 3)
    assert found["Y"]["contract_left"] == 2
    words = "a.csv:2 the contract ended on 2024-09-30 and the account still buys: it is due for renewal now."
    assert words in " ".join(said.out.split())
    for page in ("import.html", "import.md"):
        assert words in " ".join(Path("mine", page).read_text(encoding="utf-8").replace("\\", "").split())
    assert "a.csv:3" not in said.out
    checked = cli("scenarios", "check", "mine/mine.toml")
    (row,) = (line.split() for line in checked.out.splitlines() if line.startswith("X "))
    assert row[-3] == "now"


def test_the_last_contract_of_an_account_is_a_lapsed_one_in_whatever_list(cli: Cli) -> None:
    """Also where dates of contracts make a list of accounts one of contracts."""
    put("a.csv", "Kunde,Jahresumsatz,Contract start,Contract end", "X,5,2019-01-01,2020-12-31")
    put("b.csv", "Customer,Contract start,Contract end", "X,2021-10-01,2024-09-30")
    said = cli("accounts", "import", "a.csv", "b.csv", "--as-of", "2024-12-31")
    assert said.code == 0, said.err
    assert (by_name(scenario())["X"]["contract_left"], by_name(scenario())["X"]["contract_years"]) == (0, 3)
    words = " ".join(said.out.split())
    assert "b.csv:2 the contract ended on 2024-09-30 and the account still buys: it is due for renewal now." in words
    assert "a.csv:2 the contract" not in words


def test_a_contract_that_was_renewed_early_is_taken_as_that_and_said(cli: Cli) -> None:
    put("a.csv", "Customer,Revenue,Contract end,Contract years", "X,5,2026-09-30,1", "Y,7,2025-12-31,1")
    said = cli("accounts", "import", "a.csv", "--as-of", "2024-12-31")
    assert said.code == 0, said.err
    assert by_name(scenario())["X"]["contract_left"] == 1.75
    words = " ".join(said.out.split())
    assert (
        "a.csv:2 the contract ends on 2026-09-30, further off than it is long: it is taken to have been renewed "
        "already, at the price that is paid today, and the next talks come then."
    ) in words
    assert "a.csv:3" not in words
    assert cli("scenarios", "check", "mine/mine.toml").code == 0


def test_a_contract_that_ends_later_than_it_and_another_are_long_is_refused_where_it_stands(cli: Cli) -> None:
    put("a.csv", "Customer,Revenue,Contract end,Contract years", "X,5,2027-01-31,1")
    refused(
        cli("accounts", "import", "a.csv", "--as-of", "2024-12-31"),
        'a.csv:2 "2027-01-31" in column "Contract end" is further off than the contract and one that follows it are '
        "long: write how long a contract is in all",
    )


def test_contracts_that_others_have_followed_are_no_lapsed_ones(cli: Cli) -> None:
    put("a.csv", "Customer,Revenue", "X,5")
    put("b.csv", "Customer,Contract start,Contract end", "X,2020-01-01,2022-12-31", "X,2023-01-01,2025-12-31")
    said = cli("accounts", "import", "a.csv", "b.csv", "--as-of", "2024-12-31")
    assert by_name(scenario())["X"]["contract_left"] == 1
    assert "due for renewal" not in said.out


def test_two_things_said_of_an_account_are_told_by_their_columns(cli: Cli) -> None:
    put("a.csv", "Customer,Revenue,Gross margin", "X,5,30%")
    put("b.csv", "Customer,Rohertrag %", "X,38")
    refused(
        cli("accounts", "import", "a.csv", "b.csv"),
        'a.csv:2 30% in column "Gross margin" and b.csv:2 38% in column "Rohertrag %" are two things said of "X"',
    )


def test_a_revenue_below_zero_is_told_as_what_it_is(cli: Cli) -> None:
    put("a.csv", "Customer,Revenue", "X,5", "Husum,-500000", "Y,")
    said = cli("accounts", "import", "a.csv")
    words = " ".join(said.out.split())
    assert '"Husum": its revenue of a year, -500,000.00, is not above 0.' in words
    assert '"Y": no revenue is stated.' in words
    assert "credit note" not in words


def test_columns_that_are_called_alike_are_told_by_their_places(cli: Cli) -> None:
    put("a.csv", "Account,Revenue,Revenue", "X,1,2")
    said = cli("accounts", "import", "a.csv")
    refused(said, 'calls 2 columns "Revenue", numbers 2, 3 from the left; call each by what it is')
    assert "mapping" not in said.err
    put("m.toml", '[files."a.csv".columns]', 'account = "Account"', 'annual = "Revenue"')
    refused(cli("accounts", "import", "a.csv", "--mapping", "m.toml"), "numbers 2, 3 from the left")


@pytest.mark.parametrize(
    ("lines", "words"),
    [
        (["Row Labels,Sum of Revenue", "X,1", "Grand Total,1"], '"Row Labels" may hold accounts, or these and what'),
        (["account,revenue,gross_margin"], "a.csv: there is a header, and no row below it; fill in a row for each"),
        (["account,revenue", ",5"], "a.csv: no row has an account and an amount"),
    ],
)
def test_what_a_table_lacks_is_said_by_what_it_is(cli: Cli, lines: list[str], words: str) -> None:
    put("a.csv", *lines)
    refused(cli("accounts", "import", "a.csv"), words)


def test_a_sum_of_a_pivot_table_is_what_it_is_of(cli: Cli) -> None:
    put("a.csv", "Account,Sum of Revenue", "X,1", "Y,2", "Grand Total,3")
    assert cli("accounts", "import", "a.csv").code == 0
    assert {name: one["revenue"] for name, one in by_name(scenario()).items()} == {"X": 1, "Y": 2}
