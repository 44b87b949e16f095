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
        "X,2024-01-01,36,10", "X,2024-07-01,12,20", "X,2021-01-01,36,40", "Y,2020-01-01,12,5",
    )  # fmt: skip
    assert cli("accounts", "import", "a.csv", "--as-of", "2024-12-31").code == 0
    found = by_name(scenario())
    assert (found["X"]["revenue"], found["Y"]["revenue"]) == (30, 5)  # Y's is due, as nothing has followed it


def test_an_account_of_which_every_contract_begins_later_is_not_written(cli: Cli) -> None:
    put("a.csv", "Account,Contract start,Contract end,ARR", "X,2024-01-01,2026-12-31,9", "Y,2025-03-01,2026-12-31,8")
    said = cli("accounts", "import", "a.csv", "--as-of", "2024-12-31")
    assert by_name(scenario()).keys() == {"X"}
    assert '"Y": its contract begins on 2025-03-01, which is later than 2024-12-31' in " ".join(said.out.split())


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
