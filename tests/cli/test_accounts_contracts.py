"""Lists of contracts: what runs on a day brings revenue; what has ended before others, or begins later, does not."""

import pytest

from tests.cli.conftest import Cli
from tests.cli.own_files import by_name, put, refused, scenario

LINES = ("X,2021-01-01,2023-12-31,{0}", "X,2024-01-01,2026-12-31,{1}", "X,2027-01-01,2029-12-31,{2}")


@pytest.mark.parametrize(("day", "ran"), [("2023-12-31", 0), ("2024-01-01", 1), ("2026-12-31", 1), ("2027-01-01", 2)])
@pytest.mark.parametrize(("field", "year"), [("ARR", 1), ("MRR", 12), ("Contract value", 1 / 3)])
def test_the_contract_that_runs_on_the_day_is_what_an_account_brings(
    cli: Cli, day: str, ran: int, field: str, year: float
) -> None:
    paid = (300, 600, 1200)
    put("a.csv", f"Account,Contract start,Contract end,{field}", *(line.format(*paid) for line in LINES))
    said = cli("accounts", "import", "a.csv", "--as-of", day)
    assert said.code == 0, said.err
    assert by_name(scenario())["X"]["revenue"] == pytest.approx(paid[ran] * year, rel=1e-9)
    told = " ".join(said.out.split())
    ended, later = (", ".join(f"a.csv:{k + 2}" for k in range(3) if side(k)) for side in (ran.__gt__, ran.__lt__))
    assert (f"{ended}: contracts that had ended on {day} are left out; as --as-of says" in told) == bool(ended)
    assert (f"{later}: contracts that had not begun on {day} are left out; as --as-of says" in told) == bool(later)


def test_contracts_that_run_beside_each_other_are_added_up_and_terms_end_them_too(cli: Cli) -> None:
    put(
        "a.csv", "Account,Contract start,Contract term (months),ARR",
        "X,2024-01-01,36,10", "X,2024-07-01,12,20", "X,2021-01-01,36,40", "Y,2023-03-01,12,5",
    )  # fmt: skip
    assert cli("accounts", "import", "a.csv", "--as-of", "2024-12-31").code == 0
    found = by_name(scenario())
    assert (found["X"]["revenue"], found["Y"]["revenue"]) == (30, 5)  # Y's is due, as nothing has followed it


def test_an_account_of_which_every_contract_begins_later_is_not_written(cli: Cli) -> None:
    put("a.csv", "Account,Contract start,Contract end,ARR", "X,2024-01-01,2026-12-31,9", "Y,2025-03-01,2026-12-31,8")
    said = cli("accounts", "import", "a.csv", "--as-of", "2024-12-31")
    assert by_name(scenario()).keys() == {"X"}
    assert '"Y": its contract begins on 2025-03-01, which is later than 2024-12-31' in " ".join(said.out.split())


def test_what_is_charged_for_less_than_a_year_is_no_year_s_revenue(cli: Cli) -> None:
    rows = [f"X,2025-{k:02d}-01,2025-{k:02d}-28,9" for k in range(1, 13)]
    put("a.csv", "Account,Service start,Service end,Revenue", *rows)
    refused(cli("accounts", "import", "a.csv"), 'or that from "Service start" to "Service end", which is less than a')
    put("a.csv", "Account,Service start,Date,Revenue", *rows)
    assert cli("accounts", "import", "a.csv", "--as-of", "2025-12-31").code == 0
    assert by_name(scenario())["X"]["revenue"] == 108


def test_facts_are_of_contracts_that_run(cli: Cli) -> None:
    put(
        "a.csv", "Account,Contract start,Contract end,ARR,Margin",
        "X,2021-01-01,2023-12-31,7,20%", "X,2024-01-01,2025-12-31,9,30%",
    )  # fmt: skip
    assert cli("accounts", "import", "a.csv", "--as-of", "2024-12-31", "--anonymise").code == 0
    (found,) = scenario()["accounts"]
    assert (found["margin"], found["contract_left"]) == (0.3, 1)


def test_contracts_that_begin_one_after_the_other_and_never_end_are_refused(cli: Cli) -> None:
    put("a.csv", "Account,Contract start,ARR", "X,2021-01-01,7", "X,2024-01-01,9")
    refused(cli("accounts", "import", "a.csv"), "add a column contract end, which is empty for what runs on")
    put("a.csv", "Account,Contract start,Contract end,ARR", "X,2021-01-01,,7", "X,2024-01-01,,9")
    assert cli("accounts", "import", "a.csv").code == 0
    assert by_name(scenario())["X"]["revenue"] == 16


def test_a_renewal_that_has_gone_by_beside_contracts_that_run_is_refused(cli: Cli) -> None:
    put("a.csv", "Account,Product,Renewal date,ARR", "X,Pumps,2024-06-30,7", "X,Valves,2025-06-30,9")
    refused(
        cli("accounts", "import", "a.csv", "--as-of", "2024-12-31"),
        'a.csv:2 has a day before 2024-12-31 in column "Renewal date"', "whether it was renewed cannot be told",
    )  # fmt: skip
    assert cli("accounts", "import", "a.csv", "--as-of", "2024-05-31").code == 0
    assert by_name(scenario())["X"]["revenue"] == 16


def test_a_contract_that_begins_later_says_nothing_of_the_one_in_force(cli: Cli) -> None:
    put("a.csv", "Account,Start,End,ARR", "A,2024-01-01,2026-12-31,1000", "A,2027-01-01,2031-12-31,1200", "B,,,500")
    assert cli("accounts", "import", "a.csv", "--as-of", "2025-12-31").code == 0
    one = by_name(scenario())["A"]
    assert (one["revenue"], one["contract_years"]) == (1000, 3)
    assert one["contract_left"] == pytest.approx(1.0, abs=0.01)


@pytest.mark.parametrize(
    ("columns", "lost", "kept"),
    [
        ("Contract start,Contract end,ARR", "2017-01-01,2019-12-31,300", "2017-01-01,2024-01-01,300"),
        ("Contract start,Contract end,Contract value", "2017-01-01,2019-12-31,900", "2022-01-01,2024-12-30,900"),
        ("Contract start,Contract term (months),MRR", "2017-01-01,36,25", "2023-01-01,13,25"),
        ("Contract start,Contract end,Annual spend", "2017-01-01,2019-12-31,300", "2017-01-01,,300"),
        ("Product,Contract end,ARR", "Pumps,2019-12-31,300", "Pumps,2024-01-01,300"),
    ],
)
def test_an_account_whose_last_contract_ended_a_year_ago_has_gone_and_totals_say_so(
    cli: Cli, columns: str, lost: str, kept: str
) -> None:
    runs = {"MRR": "2023-01-01,60,100"}.get(columns.rpartition(",")[2], "2023-01-01,2026-12-31,1200")
    runs = runs if "start" in columns else f"Pumps,{runs.partition(',')[2]}"
    for row, accounts in ((lost, {"Here"}), (kept, {"Here", "Gone"})):
        put("a.csv", f"Account,{columns}", f"Here,{runs}", f"Gone,{row}")
        said = cli("accounts", "import", "a.csv", "--as-of", "2024-12-31", "--out", f"{len(accounts)}")
        assert said.code == 0, said.err
        assert by_name(scenario(f"{len(accounts)}")).keys() == accounts
        words = " ".join(said.out.split())
        why = "a year or more before 2024-12-31; if it still buys, leave its contract end or term empty."
        told = ('"Gone": its last contract ended on 20' in words, why in words, "has ended 1 300.00" in words)
        assert told == (len(accounts) == 1,) * 3


def test_files_of_long_ago_are_measured_by_the_last_end_in_them(cli: Cli) -> None:
    put("a.csv", "Account,Start,End,ARR", "A,2015-01-01,2016-12-31,1000", "B,2011-01-01,2012-12-31,500")
    said = cli("accounts", "import", "a.csv")
    assert by_name(scenario()).keys() == {"A"}
    assert '"B": its last contract ended on 2012-12-31, a year or more before 2016-12-31' in " ".join(said.out.split())


@pytest.mark.parametrize("other", ["b.csv", "a row without dates", "what the account brings"])
def test_an_account_that_something_else_keeps_is_held(cli: Cli, other: str) -> None:
    """A contract of another file, a row that runs on, or revenue that is the account's own, whatever its contract."""
    amount = "Revenue" if other.startswith("what") else "ARR"
    rows = ["A,2024-01-01,2026-12-31,1000", "B,2017-01-01,2019-12-31,500", *["B,,,70"] * other.startswith("a row")]
    put("a.csv", f"Account,Start,End,{amount}", *rows)
    put("b.csv", "Account,Contract start,Contract end", *["B,2023-01-01,2025-12-31"] * (other == "b.csv"))
    files = ("a.csv", *["b.csv"] * (other == "b.csv"))
    said = cli("accounts", "import", *files, "--as-of", "2024-12-31")
    assert said.code == 0, said.err
    assert by_name(scenario()).keys() == {"A", "B"}
