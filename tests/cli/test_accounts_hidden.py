"""What others must not see or run: names and money that are hidden, markup in names, and no way to the network."""

import re
import socket
import stat
import tomllib
from pathlib import Path

import pytest

from tests.cli.conftest import Cli
from tests.cli.own_files import by_name, put, refused, scenario


def test_names_and_money_are_hidden_on_request_and_stay_hidden_alike(cli: Cli) -> None:
    put("a.csv", "Account,Revenue,Support cost", "Geheim AG,123456.78,777.77", "Nord,99999.99,", "Geheim,0.5,")
    assert cli("accounts", "import", "a.csv", "--anonymise").code == 2
    private = Path("mine/private.toml")
    private.write_text(private.read_text().replace('"ask"', '"same"'))
    assert "Geheim" not in Path("mine/mapping.toml").read_text()
    said = cli("accounts", "import", "a.csv", "--anonymise")
    assert said.code == 0, said.err
    assert stat.S_IMODE(private.stat().st_mode) == 0o600
    assert Path("mine/.gitignore").read_text().split() == ["private.toml"]
    kept = tomllib.loads(private.read_text())
    assert {*kept["called"].values()} == {"Geheim", "Nord"}
    for path in Path("mine").iterdir():
        text = path.read_text(encoding="utf-8")
        hidden = ("Geheim", "Nord", "123456", "123,456", "99999.99", "99,999", "777.77", kept["divided_by"])
        assert path == private or not any(word in text for word in hidden), path
    assert "Geheim" not in said.out
    words = " ".join(said.out.split())
    assert (
        "who knows one of them, such as a revenue that was published, knows all of them to within a hundredth" in words
    )
    code = next(code for code, name in kept["called"].items() if name == "Geheim")
    first = by_name(scenario())[code]
    assert first["revenue"] * float(kept["divided_by"]) == pytest.approx(123457.28, rel=0.005)
    assert all(len(str(first[key]).replace(".", "").strip("0")) <= 3 for key in ("revenue", "support_cost"))
    before = scenario()
    assert cli("accounts", "import", "a.csv", "--anonymise").code == 0
    assert scenario() == before


def test_neither_codes_nor_lines_of_files_tell_the_order_of_names(cli: Cli) -> None:
    names = [f"Account {chr(ord('A') + k)}" for k in range(20)]
    rows = (f"{name},{900 - k},0.4,2024-09-30" for k, name in enumerate(names))
    put("a.csv", "Account,Revenue,Gross margin,Contract end", *rows, "Zeta,-5,0.4,")
    Path("mapping.toml").write_text("[names]\n" + "".join(
        f'"{a} | {b}" = "different"\n' for k, a in enumerate(names) for b in names[k + 1 :]
    ))  # fmt: skip
    assert (
        cli("accounts", "import", "a.csv", "--as-of", "2024-12-31", "--anonymise", "--mapping", "mapping.toml").code
        == 0
    )
    called = tomllib.loads(Path("mine/private.toml").read_text())["called"]
    assert [called[code] for code in sorted(called)][:20] != names
    for path in Path("mine").iterdir():
        assert "a.csv:" not in path.read_text(encoding="utf-8").replace("a.csv: ", ""), path


def test_what_a_name_holds_is_text_on_every_page(cli: Cli) -> None:
    put("a.csv", "Account,Revenue", "=cmd|'/c calc'!A1,5", "<script>alert(1)</script>,7")
    assert cli("accounts", "import", "a.csv").code == 0
    assert "<script>" not in Path("mine/import.html").read_text()
    assert "<script>" not in Path("mine/import.md").read_text()
    assert {"=cmd|'/c calc'!A1", "<script>alert(1)</script>"} == {*by_name(scenario())}


def test_nothing_leaves_the_machine(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    def no_socket(*_: object, **__: object) -> None:
        raise AssertionError("a socket was opened")

    for name in ("socket", "create_connection", "getaddrinfo"):
        monkeypatch.setattr(socket, name, no_socket)
    monkeypatch.setattr("builtins.input", lambda _: "quit")
    cli("accounts", "example")
    for more in ((), ("--anonymise",)):
        assert cli("accounts", "import", "accounts.csv", "invoices.csv", *more, "--out", f"own{len(more)}").code == 0
        assert cli("accounts", "ask", f"own{len(more)}/own{len(more)}.toml").code == 0
    with pytest.raises(AssertionError, match="a socket was opened"):
        socket.create_connection(("localhost", 9))


def test_nothing_that_was_written_before_tells_what_is_hidden(cli: Cli) -> None:
    put("a.csv", "Account,Revenue", "Geheim AG,123456.78", "Geheim,5")
    cli("accounts", "import", "a.csv")
    mapping = Path("mine/mapping.toml")
    mapping.write_text("# Geheim pays late\n" + mapping.read_text().replace('"ask"', '"same"'))
    Path("mine/.gitignore").write_text("drafts\n")
    assert cli("accounts", "import", "a.csv").code == 0
    refused_line = cli("accounts", "import", "a.csv", "--anonymise").err
    assert '"# Geheim pays late" holds the name of an account that is to be hidden' in refused_line
    mapping.write_text(mapping.read_text().replace("# Geheim pays late\n", "# ours\n"))
    assert cli("accounts", "import", "a.csv", "--anonymise").code == 0
    for path in Path("mine").iterdir():
        assert path.name == "private.toml" or "Geheim" not in path.read_text(encoding="utf-8"), path
    assert mapping.read_text().startswith("# ours\n")
    assert Path("mine/.gitignore").read_text().split() == ["drafts", "private.toml"]
    before = scenario()
    assert "mine hides its names and money; --anonymise keeps them so" in cli("accounts", "import", "a.csv").err
    assert scenario() == before


@pytest.mark.parametrize("head", ["Geheim", "opens"])
def test_names_in_the_names_of_columns_are_not_given_away(cli: Cli, head: str) -> None:
    put("a.csv", f"Account,Revenue,{head}", "Geheim AG,5,as Geheim AG does")
    refused(cli("accounts", "import", "a.csv", "--anonymise"), "holds the name of an account that is to be hidden")


@pytest.mark.parametrize(
    ("name", "head", "is_told"),
    [
        ("Zwickauer Stahl AG", "Note Zwickauer", True),
        ("Boeing Commercial Airplanes", "Boeings Anteil", True),
        ("SAP Deutschland SE", "SAP no.", True),
        ("Zwickauer Stahl AG", "Stahl (t)", False),  # a common word
        ("Customer Service Group", "Service group", False),
        ("Zwickauer Stahl AG", "Note AG", False),
    ],
)
def test_a_word_of_a_name_tells_it_unless_it_is_common(cli: Cli, name: str, head: str, is_told: bool) -> None:
    put("a.csv", f"Account,Revenue,{head}", f"{name},5,x")
    said = cli("accounts", "import", "a.csv", "--anonymise")
    if is_told:
        refused(said, f'"{head}" holds a word of the name of an account that is to be hidden; rename it')
    else:
        assert said.code == 0, said.err


def test_names_of_files_are_hidden_and_the_mapping_is_followed_by_their_codes(cli: Cli) -> None:
    put("boeing.csv", "Account,Zahl,Gross margin", "Boeing Commercial Airplanes,500,30%", "Nord,70,20%")
    put("geheim 2024.csv", "Account,Contract end", "Boeing Commercial Airplanes,2025-06-30")
    put("m.toml", '[files."boeing.csv".columns]', 'account = "Account"', 'annual = "Zahl"', 'margin = "Gross margin"')
    files = ("boeing.csv", "geheim 2024.csv", "--as-of", "2024-12-31")
    assert cli("accounts", "import", *files, "--mapping", "m.toml").code == 0  # plain first, into the same folder
    for _ in range(2):
        said = cli("accounts", "import", *files, "--anonymise")
        assert said.code == 0, said.err
        for path in (one for one in Path("mine").iterdir() if one.name != "private.toml"):
            assert not {"boeing", "geheim"} & {*re.findall(r"[a-z]+", path.read_text(encoding="utf-8").lower())}, path
        assert not {"boeing", "geheim"} & {*re.findall(r"[a-z]+", said.out.lower())}
        kept = tomllib.loads(Path("mine/private.toml").read_text())
        assert kept["files"] == {"F01.csv": "boeing.csv", "F02.csv": "geheim 2024.csv"}
        assert tomllib.loads(Path("mine/mapping.toml").read_text())["files"].keys() == kept["files"].keys()
        code = next(code for code, name in kept["called"].items() if name != "Nord")
        assert by_name(scenario())[code]["contract_left"] == 0.5
    mapping = Path("mine/mapping.toml")
    mapping.write_text(mapping.read_text().replace('margin = "Gross margin"\n', ""))
    assert cli("accounts", "import", *files, "--anonymise").code == 0
    assert "margin" not in by_name(scenario())[code]


def test_sums_of_a_page_that_hides_agree_in_the_digits_that_it_shows(cli: Cli) -> None:
    put("a.csv", "Account,Revenue", *(f"{chr(ord('A') + k) * 3},{100_449 + 1000 * k}.49" for k in range(9)))
    said = cli("accounts", "import", "a.csv", "--anonymise")
    whole = re.search(r"9 accounts with ([\d,.]+) of revenue", said.out)
    used = re.search(r"= used ([\d,.]+) \+", said.out)
    assert whole is not None
    assert used is not None
    assert whole[1] == used[1]
    assert len(whole[1].replace(",", "").rstrip("0")) <= 3


def test_what_is_asked_later_is_hidden_as_well(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    put("a.csv", "Account,Revenue", "Geheim AG,1000000", "Nord,500000")
    cli("accounts", "import", "a.csv", "--anonymise")
    kept = tomllib.loads(Path("mine/private.toml").read_text())
    answers = iter(["", "300000", "90000 + 10000", "70000"])
    monkeypatch.setattr("builtins.input", lambda _: next(answers, "quit"))
    said = cli("accounts", "ask", "mine/mine.toml")
    assert "What would it cost Geheim AG to do without you" in said.out
    answers = iter(["", "3 4", "", "", "", "", "Geheim AG"])
    monkeypatch.setattr("builtins.input", lambda _: next(answers, "quit"))
    assert "Geheim AG: reference = 1" in cli("accounts", "ask", "mine/mine.toml").out
    assert "Geheim" not in Path("mine/mine.toml").read_text()
    found, hidden = scenario(), float(kept["divided_by"])
    code = next(code for code, name in kept["called"].items() if name == "Geheim AG")
    stated = found["business"] | {"cost_to_replace": by_name(found)[code]["cost_to_replace"]}
    for key, value in (("overhead", 3e5), ("cash", 9e4), ("credit_line", 1e4), ("cost_to_replace", 7e4)):
        assert stated[key] != value
        assert stated[key] * hidden == pytest.approx(value, rel=0.005)
        assert len(str(stated[key]).replace(".", "").strip("0")) <= 3
    assert by_name(found)[code]["reference"] == 1
