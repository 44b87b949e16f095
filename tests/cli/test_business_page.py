"""The page of a business at 80 columns: money by the head of a table, whole names, one sentence for one kind."""

from pathlib import Path

import pytest

from equipoise.analysis.prose.business import missed_sentence
from equipoise.app.pages.comparison_report import the_business
from equipoise.sim.account import Account
from equipoise.sim.business.books import Missed
from equipoise.sim.business.facts import Business
from equipoise.sim.scenario import Scenario
from tests.cli.conftest import Cli

NAMES = ("Airframe maker", "Regional airline", "Rotorcraft works", "Quill & Sons")


@pytest.fixture(autouse=True)
def _narrow(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    """After the command's own fixture, which takes the width away."""
    assert cli
    monkeypatch.setenv("COLUMNS", "80")


def checked(cli: Cli, revenue: float, overhead: str = "", price: str = "price_to_list = 1") -> str:
    facts = "".join(
        f'[[accounts]]\nname = "{name}"\nrevenue = {revenue / 4.0}\nmargin = 0.{48 + k}\n{price}\n'
        for k, name in enumerate(NAMES)
    )
    text = f'[business]\ncurrency = "EUR"\nrevenue = {revenue}\ngross_margin = 0.495\n{overhead}\n{facts}'
    Path("mine.toml").write_text(text, encoding="utf-8")
    said = cli("scenarios", "check", "mine.toml")
    assert (said.code, said.err) == (0, "")
    return said.out


@pytest.mark.parametrize(
    ("revenue", "unit", "first"), [(4e3, "EUR", "4,000"), (4e6, "million EUR", "4.000"), (4e9, "billion EUR", "4.000")]
)
def test_money_is_in_the_unit_of_the_head_and_names_break_at_words(
    cli: Cli, revenue: float, unit: str, first: str
) -> None:
    said = checked(cli, revenue)
    assert f"first year, {unit}" in said
    (line,) = (line for line in said.splitlines() if line.startswith("Revenue "))
    assert line.split()[-2] == first
    words = said.split()
    assert not [word for name in NAMES for word in name.split() if word not in words]
    assert max(map(len, said.splitlines())) <= 80


@pytest.mark.parametrize("width", [80, 100, 119, 120, 160])
def test_nothing_of_the_page_is_cut(cli: Cli, monkeypatch: pytest.MonkeyPatch, width: int) -> None:
    monkeypatch.setenv("COLUMNS", str(width))
    said = checked(cli, 4e6, overhead="cash = 1e6")
    assert "\u2026" not in said
    assert max(map(len, said.splitlines())) <= width


def test_the_same_of_several_accounts_is_one_sentence(cli: Cli) -> None:
    said = " ".join(checked(cli, 4e6, price="price_to_list = 3").split())
    assert said.count("Not met: \u201cprice against the list price\u201d of") == 1
    assert "Not met: \u201cprice against the list price\u201d of 4 accounts; " in said
    assert "Quill & Sons 3 and " in said


@pytest.mark.parametrize(("facts", "after"), [("contribution = 0.4", [40]), ("support_cost = 80000", [43]), ("", [])])
def test_the_margin_after_support_stands_beside_the_gross_margin_where_it_is_known(
    cli: Cli, facts: str, after: list[int]
) -> None:
    said = checked(cli, 4e6, price=facts)
    assert max(map(len, said.splitlines())) <= 80
    row = next(line for line in said.splitlines() if line.startswith("Quill "))
    _share, _gross, *support, _serving = (float(cell.strip("%")) for cell in row.split() if cell.endswith("%"))
    assert support == pytest.approx(after, abs=0.6)
    assert ("after    after" in said, "support  serving" in said) == (bool(after), bool(after))


@pytest.mark.parametrize("name", ["Small", "Large"])
def test_it_stands_on_the_first_page_of_a_report_too(name: str) -> None:
    """Also where the account of which it is stated is none of those that have a row there."""
    small = [Account(name=f"Small {k}", revenue_share=0.1) for k in range(5)]
    accounts = [Account(name="Large", revenue_share=0.4), *small, Account(name="Small", revenue_share=0.1)]
    stated = [one.model_copy(update={"support_cost": 1e4} if one.name == name else {}) for one in accounts]
    business = Business(revenue=1e7, gross_margin=0.35, overhead=2.2e6, cash=2e6)
    (first,) = the_business(Scenario(business=business, accounts=stated)).tables
    assert first.head[3:6] == ["gross margin", "after support", "after serving"]
    assert {len(row) for row in first.rows} == {len(first.head)}
    assert first.rows[-1][0] == "and 3 others"


def test_margins_and_prices_that_are_both_stated_are_met(cli: Cli) -> None:
    assert "Not met" not in checked(cli, 4e6)


@pytest.mark.parametrize("given", [True, False])
def test_what_nobody_states_is_not_called_stated(given: bool) -> None:
    said = missed_sentence(Missed("accounts.Bank.price_to_list", 1.0, 0.985, "its next renewal moves it", given), [])
    assert ("is stated as 1" in said) == given
    assert ("is not stated, is taken as 1" in said) == (not given)
    assert ("State price_to_list." in said) == (not given)
    assert "0.985 (-1.5%)" in said


def test_accounts_of_a_base_that_share_nothing_are_explained(cli: Cli) -> None:
    text = '[business]\nrevenue = 3000000\n[[accounts]]\nname = "Bank"\nrevenue = 3000000\n'
    Path("over.toml").write_text(f'base = "base"\n{text}', encoding="utf-8")
    said = cli("scenarios", "check", "over.toml")
    assert said.code == 2
    assert 'those that state no revenue, "account"' in said.err
    assert "leave out base" in said.err
    Path("alone.toml").write_text(text, encoding="utf-8")
    assert cli("scenarios", "check", "alone.toml").code == 0  # what the message says to do


def test_profit_before_overhead_is_said(cli: Cli) -> None:
    assert "No overhead is stated" in checked(cli, 4e6)
    assert "No overhead is stated" not in checked(cli, 4e6, "overhead = 900000")
