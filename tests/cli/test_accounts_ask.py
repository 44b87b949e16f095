"""``equipoise accounts ask``: questions, and how answers are written into a scenario."""

from pathlib import Path

import pytest

from tests.cli.conftest import Cli, Said
from tests.cli.own_files import by_name, put, scenario


def asked(cli: Cli, monkeypatch: pytest.MonkeyPatch, *answers: str) -> Said:
    lines = iter(answers)

    def read(_: str) -> str:
        try:
            return next(lines)
        except StopIteration:
            raise EOFError from None

    monkeypatch.setattr("builtins.input", read)
    return cli("accounts", "ask", "mine/mine.toml")


def test_questions_are_asked_once_and_answers_leave_the_rest_of_the_file(
    cli: Cli, monkeypatch: pytest.MonkeyPatch
) -> None:
    put("a.csv", "Account,Revenue", "North,300", "South,200", "West,100")
    cli("accounts", "import", "a.csv")
    before = Path("mine/mine.toml").read_text()
    said = asked(cli, monkeypatch)
    assert said.code == 0
    assert Path("mine/mine.toml").read_text() == before
    assert "1 of 9" in said.out
    answers = [
        "forty", "40", "40%", "1,234", "0.01", "100", "50 + 20", "Nroth", "north", "South: rail", "5 9 1", "5 - 1",
        "4 2 3", "", "few one -",
    ]  # fmt: skip
    said = asked(cli, monkeypatch, *answers)
    for words in (
        '"forty" is no share',
        'write "40%"',
        "may be a thousand or a fraction",
        "0.01 is next to nothing beside a revenue of 600",
        'did you mean "North"',
        "must be",
    ):
        assert words in said.out
    found = scenario()
    assert found["business"] == {"revenue": 600, "gross_margin": 0.4, "overhead": 100, "cash": 50, "credit_line": 20}
    accounts = by_name(found)
    assert accounts["North"] == {
        "name": "North", "revenue": 300, "reference": 1, "type": "partner", "relationship": 4, "alternatives": "few",
    }  # fmt: skip
    assert (accounts["South"]["opens"], found["segments"], found["vendor"]["slots"]) == ("rail", [{"name": "rail"}], 4)
    after = Path("mine/mine.toml").read_text()
    assert all(line in after for line in before.splitlines()[1:] if line and not line.startswith(("# ", "slots")))
    assert "# cash = " not in after
    assert "1 of 1. What would it cost North" in asked(cli, monkeypatch).out
    assert cli("accounts", "import", "a.csv").code == 2  # the answers are not written over


def test_only_a_business_is_asked_about(cli: Cli) -> None:
    put("x.toml", 'title = "x"')
    assert "has no [business]" in cli("accounts", "ask", "x.toml").err
    assert cli("accounts", "ask", "nothing.toml").code == 2


def test_what_the_largest_account_lacks_is_asked_of_those_that_lack_it(
    cli: Cli, monkeypatch: pytest.MonkeyPatch
) -> None:
    put("a.csv", "Account,Revenue,type of buyer,alternatives", "North,300,,few", "South,200,partner,", "West,100,,")
    cli("accounts", "import", "a.csv")
    said = asked(cli, monkeypatch, "", "", "", "", "", "1 5")
    assert "partner or a bargain? 1 is a bargain, 5 a partner. One answer for each of North, West" in said.out
    assert "Who else" not in said.out
    types = {name: one.get("type") for name, one in by_name(scenario()).items()}
    assert types == {"North": "opportunist", "South": "partner", "West": "partner"}
    assert "Next: equipoise scenarios check mine/mine.toml" in said.out
