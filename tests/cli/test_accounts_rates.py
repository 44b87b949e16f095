"""Rates that recur: a row for each time at which they were so is no amount of its own, and none is added up."""

import pytest

from tests.cli.conftest import Cli
from tests.cli.own_files import by_name, put, refused, scenario

MONTHS = [f"2024-{month:02d}" for month in range(1, 13)]
QUARTERS = ["Q1 2024", "Q2 2024", "Q3 2024", "Q4 2024"]
DAYS = ["2024-03-31", "2024-06-30", "2024-09-30", "2024-12-31"]


@pytest.mark.parametrize(
    ("header", "times", "year"),
    [
        ("Month,MRR", MONTHS, 12),
        ("Month,MRR", [f"{month}-01" for month in MONTHS], 12),
        ("Invoice date,MRR", [f"{month}-01" for month in MONTHS], 12),
        ("Snapshot date,MRR", DAYS, 12),
        ("Quarter,MRR", QUARTERS, 12),
        ("Stichtag,ARR", DAYS, 1),
        ("Quarter,ARR", QUARTERS, 1),
    ],
)
def test_the_last_of_several_states_is_what_an_account_brings(
    cli: Cli, header: str, times: list[str], year: int
) -> None:
    rows = [f"{name},{one},{paid + k}" for k, one in enumerate(times) for name, paid in (("X", 1000), ("Y", 200))]
    put("a.csv", f"Account,{header}", *rows)
    for _ in range(2):  # and by the mapping that is there now
        said = cli("accounts", "import", "a.csv")
        assert said.code == 0, said.err
        found = by_name(scenario())
        assert [found[name]["revenue"] for name in "XY"] == [(paid + len(times) - 1) * year for paid in (1000, 200)]
        told = " ".join(said.out.split())
        assert f'column "{header[-3:]}" of a.csv is a rate, which is not added up' in told
        assert "no row has a date" not in told


@pytest.mark.parametrize("header", ["Annual revenue", "ARR"])
def test_what_years_brought_is_not_added_up_and_facts_are_of_the_last(cli: Cli, header: str) -> None:
    put("a.csv", f"Account,Year,{header},Margin", "X,2022,1000,30%", "X,2023,1100,33%", "X,2024,1200,35%")
    assert cli("accounts", "import", "a.csv").code == 0
    assert by_name(scenario())["X"] == {"name": "X", "revenue": 1200, "margin": 0.35}


def test_what_each_month_brought_is_an_amount(cli: Cli) -> None:
    put("a.csv", "Account,Month,Monthly revenue", *(f"X,{month},{k}" for k, month in enumerate(MONTHS)))
    assert cli("accounts", "import", "a.csv").code == 0
    assert by_name(scenario())["X"]["revenue"] == 66


def test_an_account_without_a_row_in_the_last_state_has_ended(cli: Cli) -> None:
    put("a.csv", "Account,Month,MRR", *(f"{name},{one},10" for one in MONTHS for name in "XY"), "Z,2024-05,7")
    said = cli("accounts", "import", "a.csv")
    assert by_name(scenario()).keys() == {"X", "Y"}
    told = " ".join(said.out.split())
    assert '"Z": its last row is of 2024-05, and those of others go on to 2024-12' in told


def test_as_of_says_which_state_is_the_last_and_what_is_to_come_is_refused_without_it(cli: Cli) -> None:
    put("a.csv", "Account,Month,MRR", *(f"X,{one},{k}" for k, one in enumerate(MONTHS)), "X,2090-01,99")
    refused(cli("accounts", "import", "a.csv"), "a.csv:14 is of 2090-01, which is still to come", "say --as-of DATE")
    assert cli("accounts", "import", "a.csv", "--as-of", "2024-06-30").code == 0
    assert by_name(scenario())["X"]["revenue"] == 5 * 12


def test_spellings_of_one_account_have_one_last_state(cli: Cli) -> None:
    put("a.csv", "Account,Month,MRR", "X AG,2024-11,10", "X,2024-12,12", "Y,2024-11,5", "Y,2024-12,6")
    assert cli("accounts", "import", "a.csv").code == 2
    put("m.toml", "[names]", '"X | X AG" = "same"')
    assert cli("accounts", "import", "a.csv", "--mapping", "m.toml").code == 0
    assert sorted(one["revenue"] for one in scenario()["accounts"]) == [72, 144]


@pytest.mark.parametrize(
    ("lines", "words"),
    [
        (["Account,Zeitpunkt,ARR", "X,2024-06-30,10", "X,2024-12-31,12"], 'which differ in column "Zeitpunkt"'),
        (["Account,Date,Contract value,Contract years", "X,2021-06-30,30,3", "X,2024-12-31,36,3"], "contract start"),
        (["Account,ARR Q3 2024,ARR Q4 2024", "X,10,12"], 'column "ARR Q3 2024" is what a year brings'),
        (["Account,Date,MRR", *(f"{name},2024-0{k}-01,1" for name in "XYZ" for k in (1, 2)), "X,2024-05-01,1"],
         "most accounts have none in the last one, 2024-05"),
    ],
)  # fmt: skip
def test_rows_that_may_be_states_or_not_are_refused(cli: Cli, lines: list[str], words: str) -> None:
    put("a.csv", *lines)
    refused(cli("accounts", "import", "a.csv"), words)


def test_rows_of_products_are_added_up(cli: Cli) -> None:
    put("a.csv", "Account,Product,ARR", "X,Pumps,10", "X,Valves,12", "Y,Pumps,5")
    assert cli("accounts", "import", "a.csv").code == 0
    assert by_name(scenario())["X"]["revenue"] == 22


def test_rates_of_one_day_say_of_when_they_are(cli: Cli) -> None:
    put("a.csv", "Account,Snapshot date,Product,MRR,Contract end", *(
        f"{name},2024-12-31,{product},10,2025-12-31" for name in "XY" for product in ("Pumps", "Valves")
    ))  # fmt: skip
    said = cli("accounts", "import", "a.csv")
    assert by_name(scenario())["X"] == {"name": "X", "revenue": 240, "contract_left": 1}
    told = " ".join(said.out.split())
    assert "a year at the rate of 2024-12" in told
    assert "no row has a date" not in told
