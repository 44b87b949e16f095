"""Which quarters and years are whole: what has only begun, or is still to come, is no year's revenue."""

from datetime import date, timedelta

import pytest

from tests.cli.conftest import Cli
from tests.cli.own_files import by_name, put, refused, scenario

NOW = date.today()  # noqa: DTZ011 - the user's own day, as the command has it
LAST, THIS, NEXT = NOW.year - 1, NOW.year, NOW.year + 1
OVER = f"--as-of {LAST}-12-31 takes what is over, and --as-of {NEXT}-12-31 all that is there"


@pytest.mark.parametrize(
    "lines",
    [
        [f"Kunde;Umsatz {LAST};Umsatz {THIS};Umsatz {NEXT}", "X;1000;900;70"],
        ["Account,Year,Revenue", f"X,{LAST},1000", f"X,{THIS},900", f"X,{NEXT},70"],
        ["Account,Year,ARR", f"X,{LAST},1000", f"X,{THIS},900", f"X,{NEXT},70"],
    ],
)
def test_a_year_that_is_not_over_is_refused_until_it_is_said_up_to_when_the_files_go(
    cli: Cli, lines: list[str]
) -> None:
    put("a.csv", *lines)
    refused(cli("accounts", "import", "a.csv"), f"{NEXT} is not over on {NOW}", OVER)
    for day, revenue in ((f"{LAST}-12-31", 1000), (f"{THIS}-09-30", 1000), (f"{NEXT}-12-31", 70)):
        assert cli("accounts", "import", "a.csv", "--as-of", day).code == 0
        assert by_name(scenario())["X"]["revenue"] == revenue


@pytest.mark.parametrize(
    ("field", "times"),
    [
        ("Quarter", [f"Q{quarter} {year}" for year in (THIS, NEXT) for quarter in (1, 2, 3, 4)]),
        ("Month", [f"{year}-{month:02d}" for year in (THIS, NEXT) for month in range(1, 13)]),
        ("Date", [f"{year}-{month:02d}-28" for year in (THIS, NEXT) for month in range(1, 13)]),
    ],
)
def test_a_quarter_that_is_still_to_come_is_refused_likewise(cli: Cli, field: str, times: list[str]) -> None:
    put("a.csv", f"Account,{field},Revenue", *(f"X,{one},{1 if str(THIS) in one else 7}" for one in times))
    refused(cli("accounts", "import", "a.csv"), f"Q4 {NEXT} is not over on {NOW}", f"--as-of {NEXT}-12-31 all")
    assert cli("accounts", "import", "a.csv", "--as-of", f"{THIS}-12-31").code == 0
    assert by_name(scenario())["X"]["revenue"] == len(times) / 2


@pytest.mark.parametrize(
    ("header", "cells", "words"),
    [
        ("2022;2023", "5;7", "2023 is taken for whole, as the last row is of all of it; --as-of DATE"),
        ("Q1 2023;Q2 2023;Q3 2023;Q4 2023", "1;2;3;1", "Q4 2023 is taken for whole, as the last row is of all"),
    ],
)
def test_what_is_taken_for_whole_is_said(cli: Cli, header: str, cells: str, words: str) -> None:
    put("a.csv", f"Kunde;{header}", f"X;{cells}")
    assert words in " ".join(cli("accounts", "import", "a.csv").out.split())
    assert by_name(scenario())["X"]["revenue"] == 7
    assert "is taken for whole" not in cli("accounts", "import", "a.csv", "--as-of", "2023-12-31").out


def weekly(first: str, last: str) -> list[str]:
    begins, ends = map(date.fromisoformat, (first, last))
    return [f"X,{begins + timedelta(days=7 * k)},1" for k in range((ends - begins).days // 7 + 1)]


def test_a_first_quarter_of_which_the_beginning_lacks_is_left_out(cli: Cli) -> None:
    rows = [*weekly("2024-02-15", "2024-12-29"), "Y,2024-02-16,9"]
    put("a.csv", "Account,Invoice date,Amount", *rows)
    said = cli("accounts", "import", "a.csv")
    assert said.code == 0, said.err
    assert by_name(scenario()) == {"X": {"name": "X", "revenue": 52}}
    told = " ".join(said.out.split())
    assert "Q1 2024 is not whole: its first row is of 2024-02-15, and is left out; a row of 0 on 2024-01-01" in told
    assert "in a quarter of which the files lack the beginning 8 " in told
    assert '"Y": its last row is of Q1 2024, of which the files lack the beginning' in told
    put("a.csv", "Account,Invoice date,Amount", *rows, "X,2024-01-01,0")
    assert cli("accounts", "import", "a.csv").code == 0
    assert by_name(scenario())["X"]["revenue"] == len(rows) - 1


@pytest.mark.parametrize(
    "rows",
    [
        ["X,2024-03-31,1", "X,2024-06-30,1", "X,2024-09-30,1", "X,2024-12-31,1"],  # one a quarter, at its end
        [f"X,2024-{month:02d}-28,1" for month in range(1, 13)],
        weekly("2024-01-05", "2024-12-31"),
        weekly("2023-08-15", "2024-12-31"),  # before the year that counts
    ],
)
def test_rows_that_come_no_later_than_usual_begin_a_whole_quarter(cli: Cli, rows: list[str]) -> None:
    put("a.csv", "Account,Invoice date,Amount", *rows)
    said = cli("accounts", "import", "a.csv")
    assert said.code == 0, said.err
    assert "is not whole" not in said.out
    assert by_name(scenario())["X"]["revenue"] == sum("2024-" in row for row in rows)


def test_where_the_only_quarter_lacks_its_beginning_there_is_none(cli: Cli) -> None:
    put("a.csv", "Account,Invoice date,Amount", *weekly("2024-02-15", "2024-03-31"))
    refused(
        cli("accounts", "import", "a.csv"), "no whole quarter: Q1 2024 is not whole", "add a row of 0 on 2024-01-01"
    )


@pytest.mark.parametrize("name", ["Umsatz lfd. Jahr", "Revenue this year"])
def test_a_column_of_the_current_year_is_asked_about_until_somebody_says_that_it_is_over(cli: Cli, name: str) -> None:
    """In March it holds a quarter of what a year brings, and nothing in the file tells."""
    put("a.csv", f"Kunde;{name}", "X;8400")
    for day in ((), ("--as-of", "2025-03-31")):
        refused(
            cli("accounts", "import", "a.csv", *day), f'a.csv column "{name}" is of a year that may not be over',
            "say --as-of with its last day", "call a column of a whole year annual",
        )  # fmt: skip
    told = " ".join(cli("accounts", "import", "a.csv", "--as-of", "2024-12-31").out.split())
    assert by_name(scenario())["X"]["revenue"] == 8400
    assert f'"{name}" is taken for what accounts pay you in a whole year; if that year is not over' in told
    assert cli("accounts", "import", "a.csv").code == 0  # by the mapping, which has the day


def test_the_year_before_it_is_named_for_it(cli: Cli) -> None:
    put("a.csv", "Kunde;Umsatz Vorjahr;Umsatz lfd. Jahr", "X;7900;8400")
    refused(cli("accounts", "import", "a.csv"), 'call "Umsatz Vorjahr" annual and "Umsatz lfd. Jahr" otherwise')
    put("a.csv", "Kunde;annual;Umsatz bisher", "X;7900;8400")
    assert cli("accounts", "import", "a.csv").code == 0
    assert by_name(scenario())["X"]["revenue"] == 7900


def test_a_year_in_the_midst_of_which_the_last_four_quarters_begin_is_spread_and_said(cli: Cli) -> None:
    later = ("X,Q1 2024,25", "X,Q2 2024,30")
    put("a.csv", "Account,Period,Revenue", "X,2023,100", *later)
    told = " ".join(cli("accounts", "import", "a.csv").out.split())
    assert "what is of a whole year is spread evenly over its quarters" in told
    assert by_name(scenario())["X"]["revenue"] == 105
    put("a.csv", "Account,Period,Revenue", "X,2023,100", *later, "Y,2023,80")
    said = cli("accounts", "import", "a.csv", "--out", "other")
    assert said.code == 2
    assert 'a.csv:5 "Y" has its last revenue by the year, up to 2023-12-31, and other rows go on to Q2 2024' in said.err
    assert cli("accounts", "import", "a.csv", "--out", "other", "--as-of", "2023-12-31").code == 0
    assert {one["name"]: one["revenue"] for one in scenario("other")["accounts"]} == {"X": 100, "Y": 80}


def test_a_day_that_a_mapping_keeps_is_said_when_later_rows_come(cli: Cli) -> None:
    put("a.csv", "Account,Year,Revenue", "X,2022,100", "X,2023,200")
    assert cli("accounts", "import", "a.csv", "--as-of", "2022-12-31").code == 0
    told = " ".join(cli("accounts", "import", "a.csv").out.split())
    assert by_name(scenario())["X"]["revenue"] == 100
    assert "the files count up to 2022-12-31, as the mapping has it; --as-of says another day" in told
