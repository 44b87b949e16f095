"""``equipoise accounts ask``: questions, and how answers are written into a scenario."""

from pathlib import Path

import pytest

from equipoise.experiments.assumptions import assumptions
from equipoise.sim.account import Account
from equipoise.sim.business.facts import Business
from equipoise.sim.business.understanding import understood
from equipoise.sim.scenario import Scenario
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
        "forty", "40", "40%", "1,234", "0.01", "100", "1" * 29, "50 + 20", "", "5 9 1", "5 - 1", "12,5% 1200% -",
        "12,5% 25 % -", "4 2 3", "0,1k", "",
    ]  # fmt: skip
    said = asked(cli, monkeypatch, *answers)
    for words in (
        '"forty" is no share',
        'write "40%"',
        "may be a thousand or a fraction",
        "0.01 is next to nothing beside a revenue of 600",
        "is larger than any amount that is read",
        "a share lies between 0 and 1000%",
        "Understood: North: its_margin = 0.125; South: its_margin = 0.25.",
        "Understood: gross_margin = 0.4.",
        "Understood: cash = 50; credit_line = 20.",
        "Understood: North: relationship = 4; South: relationship = 2",
        "This is still question 1.",
        "Understood: team_cost = 100.",
        "must be",
    ):
        assert words in said.out
    found = scenario()
    assert found["business"] == {
        "gross_margin": 0.4,
        "overhead": 100,
        "cash": 50,
        "credit_line": 20,
        "team_cost": 100,
    }
    accounts = by_name(found)
    assert accounts["North"] == {
        "name": "North", "revenue": 300, "type": "partner", "its_margin": 0.125, "relationship": 4,
    }  # fmt: skip
    after = Path("mine/mine.toml").read_text()
    assert all(line in after for line in before.splitlines()[1:] if line and not line.startswith(("# ", "slots")))
    assert "# cash = " not in after
    said = asked(cli, monkeypatch, "", "", "Nroth", "north", "South: rail")
    assert "1 of 4. What would it cost North" in said.out
    assert 'did you mean "North"' in said.out
    found = scenario()
    assert (by_name(found)["North"]["reference"], by_name(found)["South"]["opens"]) == (1, "rail")
    assert found["segments"] == [{"name": "rail"}]
    assert "1 of 2. What would it cost North" in asked(cli, monkeypatch).out


def test_answers_outlive_another_import_which_says_what_changed(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    put("a.csv", "Account,Revenue,Relationship", "North,300,", "South,200,", "West,100,")
    first = cli("accounts", "import", "a.csv")
    assert "What changed since the last import" not in first.out
    asked(cli, monkeypatch, "40%", "100", "50 + 20", "80", "5 - 1", "", "4 2 3")
    asked(cli, monkeypatch, "", "", "", "north", "South: rail")
    before = scenario()
    assert "No account is new or gone" in cli("accounts", "import", "a.csv").out
    assert scenario() == before
    put("a.csv", "Account,Revenue,Relationship", "North,390,5", "South,205,", "East,7,")
    said = cli("accounts", "import", "a.csv")
    page = " ".join(said.out.split())
    for words in (
        '"North" is up by 30%, from 300.00 to 390.00 a year.',
        '"East" is new, with 7.00 a year.',
        '"West" is gone; it brought 100.00 a year.',
        'Your answer type = opportunist on account "West" is left out',
        'Your answer relationship = 4 on account "North" is left out: the files say it by now.',
    ):
        assert words in page, page
        assert words in Path("mine/import.md").read_text()
    assert '"South" is' not in page
    found = scenario()
    assert found["business"] == before["business"]
    assert by_name(found)["North"]["cost_to_replace"] == 80
    assert by_name(found)["North"]["relationship"] == 5
    assert by_name(found)["South"]["opens"] == "rail"
    assert found["segments"] == [{"name": "rail"}]


def test_answers_are_hidden_with_the_rest(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    put("a.csv", "Account,Revenue", "Geheim AG,300000", "Leise,200000")
    cli("accounts", "import", "a.csv")
    asked(cli, monkeypatch, "40%", "100000", "", "7000", "", "30% 20%", "3 3", "900", "1")
    asked(cli, monkeypatch, "", "", "leise")
    said = cli("accounts", "import", "a.csv", "--anonymise")
    assert said.code == 0, said.err
    found = scenario()
    factor = 500000 / sum(one["revenue"] for one in found["accounts"])
    assert found["business"]["overhead"] * factor == pytest.approx(100000, rel=0.01)
    assert [one.get("reference") for one in found["accounts"]] == [None, 1.0]
    written = "".join(path.read_text() for path in Path("mine").iterdir() if path.name != "private.toml")
    assert "Geheim" not in written
    assert "Leise" not in said.out + written
    asked(cli, monkeypatch, "50000 + 0")
    cli("accounts", "import", "a.csv", "--anonymise")
    assert scenario()["business"]["cash"] * factor == pytest.approx(50000, rel=0.01)


def test_what_is_written_by_hand_is_not_written_over(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    put("a.csv", "Account,Revenue", "North,300", "South,200")
    cli("accounts", "import", "a.csv")
    asked(cli, monkeypatch, "40%")
    path = Path("mine/mine.toml")
    path.write_text(path.read_text().replace("revenue = 300", "revenue = 301"))
    by_hand = path.read_text()
    assert asked(cli, monkeypatch, "100").code == 0
    said = cli("accounts", "import", "a.csv")
    assert said.code == 2
    assert "only what accounts ask wrote is kept" in said.err
    assert path.read_text() != by_hand  # its second answer
    assert "revenue = 301" in path.read_text()


@pytest.mark.parametrize(
    ("typed", "amount"),
    [
        ("6,9 Mio", 6_900_000),
        ("3 Mio", 3_000_000),
        ("3 Mio. EUR", 3_000_000),
        ("900k", 900_000),
        ("€ 1.2m", 1_200_000),
        ("250 Tsd.", 250_000),
        ("1.250.000,00", 1_250_000),
    ],
)
def test_amounts_are_understood_in_thousands_and_millions(
    cli: Cli, monkeypatch: pytest.MonkeyPatch, typed: str, amount: float
) -> None:
    put("a.csv", "Account,Revenue", "North,30000000", "South,20000000")
    cli("accounts", "import", "a.csv")
    asked(cli, monkeypatch, "", typed)
    assert scenario()["business"]["overhead"] == amount


def test_what_was_answered_before_ctrl_c_is_kept_and_said(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    put("a.csv", "Account,Revenue", "North,300", "South,200", "West,100")
    cli("accounts", "import", "a.csv")
    lines = iter(["40%"])

    def read(_: str) -> str:
        try:
            return next(lines)
        except StopIteration:
            raise KeyboardInterrupt from None

    monkeypatch.setattr("builtins.input", read)
    said = cli("accounts", "ask", "mine/mine.toml")
    assert said.code == 130
    assert "What was answered until now is in mine/mine.toml." in said.err
    assert "gross_margin = 0.4" in Path("mine/mine.toml").read_text()
    before = Path("mine/mine.toml").read_text()
    said = cli("accounts", "ask", "mine/mine.toml")
    assert said.code == 130
    assert "until now" not in said.err
    assert Path("mine/mine.toml").read_text() == before


@pytest.mark.parametrize("skipped", ["?", "Don\u2019t know", "n/a"])
def test_who_does_not_know_skips(cli: Cli, monkeypatch: pytest.MonkeyPatch, skipped: str) -> None:
    put("a.csv", "Account,Revenue", "North,300", "South,200", "West,100")
    cli("accounts", "import", "a.csv")
    assert "This is still question" not in asked(cli, monkeypatch, skipped).out


def test_only_a_business_is_asked_about(cli: Cli) -> None:
    put("x.toml", 'title = "x"')
    assert "has no [business]" in cli("accounts", "ask", "x.toml").err
    assert cli("accounts", "ask", "nothing.toml").code == 2


def test_what_the_largest_account_lacks_is_asked_of_those_that_lack_it(
    cli: Cli, monkeypatch: pytest.MonkeyPatch
) -> None:
    put("a.csv", "Account,Revenue,type of buyer,alternatives", "North,300,,few", "South,200,partner,", "West,100,,")
    cli("accounts", "import", "a.csv")
    said = asked(cli, monkeypatch, "", "", "", "", "1 5")
    assert "partner or a bargain? 1 is a bargain, 5 a partner. One answer for each of North, West" in said.out
    types = {name: one.get("type") for name, one in by_name(scenario()).items()}
    assert types == {"North": "opportunist", "South": "partner", "West": "partner"}
    assert "Next: equipoise scenarios check mine/mine.toml" in said.out


def test_no_margin_is_asked_for_where_every_account_states_its_own(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    margins, gross = ("Account,Revenue,Margin", "North,300,40%", "South,200,30%"), "What is your gross margin"
    put("a.csv", *margins)
    cli("accounts", "import", "a.csv")
    assert "# gross_margin" not in Path("mine/mine.toml").read_text()
    said = asked(cli, monkeypatch).out
    assert gross not in said
    assert "1 of 9. What does everything else cost you a year" in " ".join(said.split())
    put("a.csv", *margins, "West,100,")
    cli("accounts", "import", "a.csv")
    assert "# gross_margin" in Path("mine/mine.toml").read_text()
    said = " ".join(asked(cli, monkeypatch).out.split())
    assert gross in said
    assert "margins of 1 account are then taken from the model's usual vendor" in said


def test_what_is_done_today_is_asked_before_whom_prospects_hear_of(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    put("a.csv", "Account,Revenue,Margin", "North,300,40%", "South,200,30%")
    cli("accounts", "import", "a.csv")
    assert scenario()["policies"] == ["accommodating", "strategic"]
    said = " ".join(asked(cli, monkeypatch, *[""] * 7, "3", "2").out.split())
    assert (
        "8 of 9. What do you do today? 1 accommodating, has strategic accounts and keeps them by giving in; 2" in said
    )
    assert "Enter skips it: accommodating is then taken to be what is done today." in said
    assert '"3" must be "1" or "2"' in said
    assert "Understood: strategic is what is done today." in said
    assert scenario()["policies"] == ["strategic", "accommodating"]
    assert "What do you do today" not in asked(cli, monkeypatch).out
    cli("accounts", "import", "a.csv")
    assert scenario()["policies"] == ["strategic", "accommodating"]
    assert cli("scenarios", "check", "mine/mine.toml").code == 0


def test_a_margin_that_follows_is_not_listed_as_not_stated() -> None:
    own, business = Account(name="A", margin=0.3), Business(revenue=1e6, overhead=2e5, cash=1e5)
    for accounts, listed in (([own], False), ([own, Account(name="B")], True)):
        scenario = Scenario(business=business, accounts=accounts)
        one = understood(scenario)
        assert one is not None
        assert ("business.gross_margin" in {taken.key for taken in one.taken}) == listed
        assert ("business.gross_margin" in {asks.name for asks in assumptions(scenario)}) == listed


@pytest.mark.parametrize(("typed", "stated"), [("12%", 60_000), ("12.5 %", 62_500), ("0.1%", 500), ("250%", None)])
def test_overhead_may_be_a_share_of_revenue(
    cli: Cli, monkeypatch: pytest.MonkeyPatch, typed: str, stated: float | None
) -> None:
    put("a.csv", "Account,Revenue", "North,300000", "South,200000")
    cli("accounts", "import", "a.csv", "--anonymise")
    divided_by = 500_000 / sum(one["revenue"] for one in scenario()["accounts"])
    said = asked(cli, monkeypatch, "", typed, "")
    if stated is None:
        assert "a share lies between 0 and 100%" in said.out
        assert "overhead" not in scenario()["business"]
        return
    heard = float(said.out.partition("overhead = ")[2].split()[0].replace(",", ""))
    assert heard == pytest.approx(stated, rel=0.01)
    assert scenario()["business"]["overhead"] * divided_by == pytest.approx(stated, rel=0.01)


def test_overhead_is_a_share_of_what_accounts_bring_where_nothing_else_says_the_revenue(
    cli: Cli, monkeypatch: pytest.MonkeyPatch
) -> None:
    Path("mine").mkdir()
    text = '[business]\n[[accounts]]\nname = "North"\nrevenue = 300000\n[[accounts]]\nname = "S"\ncount = 2\n'
    Path("mine/mine.toml").write_text(f"{text}revenue = 50000\n", encoding="utf-8")
    asked(cli, monkeypatch, "", "10%")
    assert scenario()["business"]["overhead"] == 40_000
    Path("mine/mine.toml").write_text(f"{text}revenue = [40000, 80000]\n", encoding="utf-8")
    asked(cli, monkeypatch, "", "10%")
    assert scenario()["business"]["overhead"] == 42_000
    Path("mine/mine.toml").write_text(text, encoding="utf-8")
    assert "says no revenue that this is a share of; write an amount" in asked(cli, monkeypatch, "", "10%").out


@pytest.mark.parametrize(("size", "hidden"), [(1, ()), (10**9, ()), (10**3, ("--anonymise",))])
def test_examples_are_of_the_size_that_was_told(
    cli: Cli, monkeypatch: pytest.MonkeyPatch, size: int, hidden: tuple[str, ...]
) -> None:
    put("a.csv", "Account,Revenue", f"North,{240 * size}", f"South,{160 * size}")
    cli("accounts", "import", "a.csv", *hidden)
    words = " ".join(asked(cli, monkeypatch, *[""] * 9).out.split())
    assert f"for instance {100 * size}, or 25%." in words
    assert f"For instance {40 * size} + {20 * size}." in words
    assert f"beyond the price? For instance {36 * size}." in words
    assert f"For instance {4 * size}." in words


def test_an_answer_by_which_the_accounts_may_be_in_thousands_is_taken_and_said(
    cli: Cli, monkeypatch: pytest.MonkeyPatch
) -> None:
    put("a.csv", "Account,Revenue", "North,12000", "South,8000")
    cli("accounts", "import", "a.csv")
    said = " ".join(asked(cli, monkeypatch, "", "6000000", "15000").out.split())
    assert (
        "that is 300 times the revenue that mine.toml has, 20,000: if it is in thousands, say so in the header" in said
    )
    assert said.count("times the revenue that") == 1
    assert (scenario()["business"]["overhead"], scenario()["business"]["cash"]) == (6_000_000, 15_000)
