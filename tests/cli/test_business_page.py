"""The page of a business at 80 columns: money by the head of a table, whole names, one sentence for one kind."""

from pathlib import Path

import pytest

from tests.cli.conftest import Cli

NAMES = ("Airframe maker", "Regional airline", "Rotorcraft works", "Quill & Sons")


@pytest.fixture(autouse=True)
def _narrow(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    """After the command's own fixture, which takes the width away."""
    assert cli
    monkeypatch.setenv("COLUMNS", "80")


def checked(cli: Cli, revenue: float, overhead: str = "") -> str:
    facts = "".join(
        f'[[accounts]]\nname = "{name}"\nrevenue = {revenue / 4.0}\nmargin = 0.{48 + k}\nprice_to_list = 1\n'
        for k, name in enumerate(NAMES)
    )
    text = f'[business]\ncurrency = "EUR"\nrevenue = {revenue}\ngross_margin = 0.4\n{overhead}\n{facts}'
    Path("mine.toml").write_text(text, encoding="utf-8")
    said = cli("scenarios", "check", "mine.toml")
    assert (said.code, said.err) == (0, "")
    return said.out


@pytest.mark.parametrize(
    ("revenue", "unit", "first"), [(4e3, "EUR", "4,000"), (4e6, "thousand EUR", "4,000"), (4e9, "million EUR", "4,000")]
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


def test_the_same_of_several_accounts_is_one_sentence(cli: Cli) -> None:
    said = " ".join(checked(cli, 4e6).split())
    assert said.count("Not met:") == 1
    assert "Not met: accounts.margin of 4 accounts;" in said
    assert "Quill & Sons 0.51 and " in said


def test_profit_before_overhead_is_said(cli: Cli) -> None:
    assert "No overhead is stated" in checked(cli, 4e6)
    assert "No overhead is stated" not in checked(cli, 4e6, "overhead = 900000")
