"""Rows that are of several times, of plans, or totals of others are not added up: they are refused by their column."""

import pytest

from tests.cli.conftest import Cli
from tests.cli.own_files import by_name, put, refused, scenario

TWICE = ["Alpha,{0},10", "Alpha,{1},12", "Beta,{0},5", "Beta,{1},6"]


@pytest.mark.parametrize(
    ("column", "times"),
    [
        ("Fiscal Year", ("FY2024", "FY2025")), ("Wirtschaftsjahr", ("2023/24", "2024/25")), ("FY", ("24", "25")),
        ("Week", ("2025-W01", "2025-W02")), ("KW", ("1", "2")), ("Geschaeftsjahr", ("2024", "2025")),
        ("Season", ("summer", "winter")),
    ],
)  # fmt: skip
def test_rows_of_several_times_are_not_added_up(cli: Cli, column: str, times: tuple[str, str]) -> None:
    put("a.csv", f"Customer,{column},Revenue", *(row.format(*times) for row in TWICE))
    said = cli("accounts", "import", "a.csv")
    assert said.code == 2
    assert f'several rows of an account, which differ in column "{column}": call it date' in said.err


def test_rows_of_several_products_are(cli: Cli) -> None:
    put("a.csv", "Customer,Product,Revenue", *(row.format("Rail", "Road") for row in TWICE))
    assert cli("accounts", "import", "a.csv").code == 0
    assert {name: one["revenue"] for name, one in by_name(scenario()).items()} == {"Alpha": 22, "Beta": 11}


@pytest.mark.parametrize(("done", "planned"), [("Actual", "Budget"), ("Istwerte", "Planung"), ("ACT", "FC")])
def test_plans_beside_what_was_are_not_added_up(cli: Cli, done: str, planned: str) -> None:
    put("a.csv", "Customer,Month,Version,Revenue", *(
        f"{name},2025-{month:02d},{kind},10" for name in ("A", "B") for month in range(1, 13)
        for kind in (done, planned)
    ))  # fmt: skip
    said = cli("accounts", "import", "a.csv", "--as-of", "2025-12-31")
    assert said.code == 2
    assert 'plans beside what was, as column "Version" says' in said.err


def test_one_row_that_the_others_of_each_account_come_to_is_not_added_to_them(cli: Cli) -> None:
    rows = ("DE,X,100", "FR,X,50", "DE,Y,70", "All,X,150", "All,Y,70", "DE,Z,9")
    put("a.csv", "Entity,Customer,Revenue 2025", *rows)
    refused(cli("accounts", "import", "a.csv"), 'in column "Revenue 2025" one row of each account that its others come')
    put("a.csv", "Entity,Customer,Revenue 2025", *rows, "UK,Y,1")
    assert cli("accounts", "import", "a.csv").code == 0


def test_a_total_of_products_is_not_added_to_them(cli: Cli) -> None:
    put("a.csv", "Customer,Product,Revenue", "Alpha,X,100", "Alpha,Y,50", "Alpha,Total,150", "Beta,X,30")
    said = cli("accounts", "import", "a.csv")
    assert said.code == 2
    assert 'a.csv:4 is a total, as column "Product" says (1 in all)' in said.err


@pytest.mark.parametrize("name", ["Nord gesamt", "Total North", "Summe Nord"])
def test_a_row_that_is_called_a_total_of_some_is_held_to_them(cli: Cli, name: str) -> None:
    put("a.csv", "Customer,Revenue", "Alpha,100", "Beta,50", f"{name},150", "Gamma,30")
    said = cli("accounts", "import", "a.csv")
    assert said.code == 2
    assert f'a.csv:4 "{name}" in column "Customer" comes to what other rows come to, as a total would' in said.err
    put("a.csv", "Customer,Revenue", "Alpha,100", "Beta,50", f"{name},151", "Gamma,30")  # an account of that name
    assert cli("accounts", "import", "a.csv").code == 0
    assert by_name(scenario())[name]["revenue"] == 151


@pytest.mark.parametrize("name", ["Endsumme", "\u03a3", "All customers", "Insgesamt"])
def test_totals_have_many_names(cli: Cli, name: str) -> None:
    put("a.csv", "Customer,Revenue", "Alpha,100", "Beta,50", f"{name},150")
    assert cli("accounts", "import", "a.csv").code == 0
    assert {*by_name(scenario())} == {"Alpha", "Beta"}


def test_the_amount_of_a_whole_invoice_is_not_added_up_over_its_lines(cli: Cli) -> None:
    lines = [f"A,{k},{line},2025-{k:02d}-10,100" for k in range(1, 13) for line in (1, 2)]
    put("a.csv", "Customer,Invoice No,Line,Invoice date,Invoice total", *lines)
    said = cli("accounts", "import", "a.csv", "--as-of", "2025-12-31")
    assert said.code == 2
    assert 'column "Invoice total" the same amount in each row of a document, that of the whole' in said.err
    put("a.csv", "Customer,Invoice No,Line,Invoice date,Amount", *lines)  # of the lines, which happen to be alike
    assert cli("accounts", "import", "a.csv", "--as-of", "2025-12-31").code == 0
