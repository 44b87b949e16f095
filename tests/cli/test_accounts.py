"""``equipoise accounts``: files that companies have become a scenario, and nothing that somebody wrote is lost."""

from decimal import Decimal
from pathlib import Path

import pytest

from equipoise.experiments.accounts.written.template import COLUMNS
from equipoise.sim.business.contradictions import total_revenue
from equipoise.sim.faults import EquipoiseError
from equipoise.sim.files import load_scenario
from equipoise.sim.files.settings import with_settings
from tests.cli.conftest import Cli
from tests.cli.own_files import by_name, put, refused, scenario

QUARTERS = ("2024-03-31", "2024-06-30", "2024-09-30", "2024-12-31")
KEYS = {
    "name", "count", "revenue", "margin", "contribution", "price_to_list", "support_cost", "contract_left",
    "contract_years", "customer_years",
    "share_of_wallet", "bound", "alternatives", "relationship", "contacts", "cost_to_replace", "its_margin",
    "reference", "opens", "type",
}  # fmt: skip


def test_the_example_becomes_a_scenario_whose_amounts_add_up(cli: Cli) -> None:
    assert cli("accounts", "example").code == 0
    said = cli("accounts", "import", "accounts.csv", "invoices.csv")
    assert said.code == 0, said.err
    assert {path.name for path in Path("mine").iterdir()} == {"mine.toml", "mapping.toml", "import.html", "import.md"}
    found = scenario()
    assert {key for account in found["accounts"] for key in account} <= KEYS
    assert found["business"]["currency"] == "EUR"
    total = sum(Decimal(str(one["revenue"])) for one in found["accounts"])
    assert "revenue" not in found["business"]
    assert f"# revenue: the sum of its accounts; {total} as imported (" in Path("mine/mine.toml").read_text()
    assert found["segments"] == [{"name": "rail"}]
    assert by_name(found)["Castellan Rail"]["opens"] == "rail"
    assert "Old Harbour Supplies" not in by_name(found)
    for words in ('"Old Harbour Supplies": its last row is of Q3 2023', "Q1 2025 is not over", "read  "):
        assert words in said.out


def test_an_account_that_was_imported_can_buy_less_and_the_whole_follows(cli: Cli) -> None:
    put("a.csv", "Account,Revenue", "North,400000", "South,200000")
    cli("accounts", "import", "a.csv", "--currency", "EUR")
    less = with_settings(load_scenario("mine/mine.toml"), {"accounts.North.revenue": 3e5})
    assert less.business is not None
    assert total_revenue(less, less.business) == 5e5
    with pytest.raises(EquipoiseError, match=r"or leave out business\.revenue \(--set business\.revenue=none\)"):
        with_settings(less, {"business.revenue": 6e5})


def test_a_second_import_follows_the_mapping_and_keeps_its_comments(cli: Cli) -> None:
    put("a.csv", "Firm,When,Money,Amount", *(f"X,{day},7,100" for day in QUARTERS))
    refused(cli("accounts", "import", "a.csv"), "no column that is known to hold the account's name", '"Firm"')
    put("m.toml", '[files."a.csv".columns]', 'account = "Firm"', 'date = "When"', 'amount = "Money"')
    assert cli("accounts", "import", "a.csv", "--mapping", "m.toml").code == 0
    assert by_name(scenario())["X"]["revenue"] == 28
    kept = Path("mine/mapping.toml")
    kept.write_text("# ours\n" + kept.read_text().replace('"Money"', '"Amount"'))
    assert cli("accounts", "import", "a.csv").code == 0
    assert by_name(scenario())["X"]["revenue"] == 400
    assert kept.read_text().startswith("# ours\n")
    put("m.toml", '[files."a.csv".columns]', 'account = "Firm"', 'amout = "Money"')
    assert "did you mean" in cli("accounts", "import", "a.csv", "--mapping", "m.toml").err


def test_small_accounts_stand_together_and_their_revenue_stays(cli: Cli) -> None:
    put("a.csv", "Account,Revenue", *(f"Customer {k},{1000 + k}.01" for k in range(100)))
    said = cli("accounts", "import", "a.csv")
    found = scenario()
    others = by_name(found)["others"]
    assert (len(found["accounts"]), others["count"]) == (13, 85)  # none larger than one with a name
    total = sum((Decimal(f"{1000 + k}.01") for k in range(100)), Decimal(0))
    assert sum(one["revenue"] * one.get("count", 1) for one in found["accounts"]) == pytest.approx(
        float(total), abs=1e-6
    )
    assert "The 88 smallest are played as 85 accounts" in said.out


def test_nothing_that_somebody_wrote_is_lost(cli: Cli) -> None:
    put("a.csv", "Account,Revenue", "X,12")
    assert cli("accounts", "import", "a.csv").code == 0
    written = Path("mine/mine.toml")
    written.write_text(written.read_text() + "# mine\n")
    said = cli("accounts", "import", "a.csv")
    assert said.code == 2
    assert "has been changed since it was written" in said.err
    assert written.read_text().endswith("# mine\n")
    Path("full").mkdir()
    put("full/thesis.txt", "x")
    assert "holds other files" in cli("accounts", "import", "a.csv", "--out", "full").err


def test_the_template_is_imported_as_it_is_filled_in(cli: Cli) -> None:
    said = cli("accounts", "template")
    assert said.code == 0
    assert all(column.name in said.out and column.example in said.out for column in COLUMNS)
    assert cli("accounts", "template").code == 2
    with Path("accounts.csv").open("a") as file:
        file.write(",".join(column.example for column in COLUMNS) + "\n")
    said = cli("accounts", "import", "accounts.csv", "--as-of", "2025-06-30")
    assert said.code == 0, said.err
    assert "not used" not in said.out
    found = by_name(scenario())["North Works"]
    assert (found["revenue"], found["margin"], found["contract_left"], found["reference"]) == (420000, 0.38, 1, 1)


def test_an_empty_table_is_no_workbook(cli: Cli) -> None:
    said = cli("accounts", "template", "--out", "t.xlsx")
    assert said.code == 2
    assert "give it a name that ends in .csv" in said.err
    assert not Path("t.xlsx").exists()
