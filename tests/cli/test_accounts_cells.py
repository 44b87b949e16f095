"""Cells that can be read in two ways: money, dates and names, each decided by an option or by the user."""

from pathlib import Path

import pytest

from tests.cli.conftest import Cli
from tests.cli.own_files import by_name, put, refused, scenario


@pytest.mark.parametrize(
    ("amounts", "option", "words", "total"),
    [
        (["1,234", "2,345", "10", "7"], ".", "--decimal , or --decimal .", 3596),
        (["1,234", "2,345", "10", "7"], ",", "may be a thousand or a fraction", 20.579),
        (["1.234,50", "(500)", "3-", "0"], None, "", 731.5),
        (["1'234.50", "$ 2,000", "1 000.25", "USD 5"], None, "", 4239.75),
        (["1,234.50", "1.234,50", "1", "1"], None, "is written in two ways", None),
        (["5 EUR", "5 USD", "1", "1"], None, "amounts are in 2 currencies: EUR (1 cells), USD (1 cells)", None),
        (["5000", "12 Mio", "1,5 Mio. EUR", "(850 Tsd)"], None, "", 12_655_000),
        (["$2.3m", "850k", "1 200 thousand", "0"], None, "", 4_350_000),
        (["850 TEUR", "€0.5m", "0,2 Mrd.", "1 k€"], None, "is written in two ways", None),
        (["850 TEUR", "€1.5m", "0.2 bn", "1 k€"], None, "", 202_351_000),
        (["1,234 Mio", "2 Mio", "0", "0"], ",", "may be a thousand or a fraction", 3_234_000),
        (["1,234 Mio", "2 Mio", "0", "0"], ".", "--decimal , or --decimal .", 1_236_000_000),
        (["5", "12 Mio", "1", "1"], None, 'a.csv:2 "5" in column "Amount" may be in thousands or millions', None),
        (["5 billion", "12", "1", "1"], None, 'a.csv:2 "5 billion" in column "Amount" is no amount of money', None),
    ],
)
def test_money_is_decided_by_its_column_or_by_the_option(
    cli: Cli, amounts: list[str], option: str | None, words: str, total: float | None
) -> None:
    put("a.csv", "Account;Quarter;Amount", *(f"X;Q{k + 1} 2024;{one}" for k, one in enumerate(amounts)))
    plain = cli("accounts", "import", "a.csv")
    if words:
        refused(plain, words)
    said = cli("accounts", "import", "a.csv", "--decimal", option) if option else plain
    if total is not None:
        assert said.code == 0, said.err
        assert scenario()["accounts"][0]["revenue"] == pytest.approx(total, abs=0.006)


def test_a_word_for_thousands_stands_in_a_column_of_money_and_not_in_its_name_as_well(cli: Cli) -> None:
    put("a.csv", "Account,Umsatz (TEUR),Contract length", "X,850 Tsd,36 m")
    refused(
        cli("accounts", "import", "a.csv"),
        'a.csv:2 "850 Tsd" in column "Umsatz (TEUR)" has a word for thousands or millions, and its column',
        'a.csv:2 "36 m" in column "Contract length" is no number',
    )


def test_what_stands_in_place_of_a_currency_is_shown_as_one_visible_line(cli: Cli) -> None:
    put("a.csv", "Account,Revenue,Currency", "X,5,kes", "Y,7,KES")
    assert cli("accounts", "import", "a.csv").code == 0
    assert scenario()["business"]["currency"] == "KES"
    put("a.csv", "Account,Revenue,Currency", "X,5,5.087\u202e", f"Y,7,{'few ' * 90}")
    said = cli("accounts", "import", "a.csv", "--out", "b")
    assert "stands in place of a currency, as 1 more do; write three letters, as EUR" in said.err
    assert all(line.isprintable() and len(line) < 200 for line in said.err.splitlines())


def test_dates_are_decided_by_their_column_or_by_the_option(cli: Cli) -> None:
    put("a.csv", "Account,Date,Amount", "X,03/04/2024,1", "X,01/12/2024,2")
    refused(cli("accounts", "import", "a.csv"), 'a.csv:2 "03/04/2024"', "--dates day-first or --dates month-first")
    put("a.csv", "Account,Date,Amount", "X,25/04/2024,1", "X,04/25/2024,2")
    refused(cli("accounts", "import", "a.csv"), "is written in two ways: line 2", "line 3")
    put("a.csv", "Account,Date,Amount", "X,03/12/2024,1", "X,12/26/2024,2", "X,02/30/2024,3")
    refused(cli("accounts", "import", "a.csv"), 'a.csv:4 "02/30/2024"', "is no date that is month-first")
    put("a.csv", "Account,Date,Amount", "X,03/12/2024,1", "X,12/26/2024,2")
    assert cli("accounts", "import", "a.csv").code == 0
    assert scenario()["accounts"][0]["revenue"] == 3
    put("a.csv", "Account,Date,Amount", "X,2024-03-01,1", "X,2044-06-01,2", *["X,2024-06-30,1"] * 4)
    assert "a.csv:3 is of Q2 2044" in cli("accounts", "import", "a.csv", "--out", "other").err


def test_names_that_may_be_one_are_asked_all_at_once_and_merged_only_when_confirmed(cli: Cli) -> None:
    names = ["Müller AG", "Mueller AG", "MÜLLER", "Nord GmbH", "Nordd GmbH", "Zeta 1", "Zeta 2", "Nord  GmbH"]
    put("a.csv", "Account,Revenue", *(f"{name},{10**k}" for k, name in enumerate(names)))
    said = cli("accounts", "import", "a.csv")
    refused(
        said,
        '"Mueller AG" (1 row), "Müller AG" (1 row)',
        '"Nord GmbH" (2 rows), "Nordd GmbH" (1 row) look like one account',
        "under [names]",
    )
    assert "Zeta" not in said.err
    assert [path.name for path in Path("mine").iterdir()] == ["mapping.toml"]
    kept = Path("mine/mapping.toml")
    text = kept.read_text(encoding="utf-8")
    assert text.count('"ask"') >= 3
    assert cli("accounts", "import", "a.csv").code == 2
    kept.write_text(
        text.replace('= "ask"', '= "same"').replace('Nordd GmbH" = "same"', 'Nordd GmbH" = "different"'),
        encoding="utf-8",
    )
    said = cli("accounts", "import", "a.csv")
    assert said.code == 0, said.err
    found = by_name(scenario())
    assert sorted(one["revenue"] for one in found.values()) == [111, 10_000, 100_000, 1_000_000, 10_001_000]
    assert "used under another spelling" in said.out


def test_the_last_day_of_a_mapping_file_is_followed_or_refused(cli: Cli) -> None:
    put("a.csv", "Account,Date,Amount", "X,2024-03-01,1", "X,2024-05-01,2")
    for day, words in (('"2024-03-31"', ""), ("2024-03-31", ""), ('"end of March"', "as_of")):
        put("m.toml", f"as_of = {day}")
        said = cli("accounts", "import", "a.csv", "--mapping", "m.toml", "--out", "b")
        assert (said.code, words in said.err) == (2 if words else 0, True)
        assert "after the day that is stated with --as-of" in said.out or words
