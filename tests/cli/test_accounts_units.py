"""What a header says besides its name: units are followed, and words that change what it holds are not passed over."""

import pytest

from tests.cli.conftest import Cli
from tests.cli.own_files import by_name, put, refused, scenario


@pytest.mark.parametrize(
    "words",
    [
        "YTD", "Jan-Jun", "kumuliert", "Plan", "Q1", "brutto", "incl. VAT", "per month", "Vorjahr", "9 months",
        "units", "weighted", "Rs. lakh", "quarterly",
    ],
)  # fmt: skip
def test_words_in_brackets_that_change_what_a_column_holds_are_not_passed_over(cli: Cli, words: str) -> None:
    put("a.csv", f"Customer;Umsatz ({words})", "X;84")
    refused(cli("accounts", "import", "a.csv"), f'columns of numbers that are not used: "Umsatz ({words})"')


@pytest.mark.parametrize(
    ("header", "times", "currency"),
    [
        ("Umsatz (TSEK)", 1_000, "SEK"),
        ("Revenue (EURm)", 1_000_000, "EUR"),
        ("Revenue (USD mm)", 1_000_000, "USD"),
        ("Revenue [$MM]", 1_000_000, "USD"),
        ("Umsatz (in T EUR)", 1_000, "EUR"),
        ("Umsatz in 1.000 EUR", 1_000, "EUR"),
        ("Umsatz (Mrd. EUR)", 1_000_000_000, "EUR"),
        ("Revenue (k)", 1_000, None),
        ("Umsatz (ohne MwSt.)", 1, None),
        ("Revenue (last 12 months)", 1, None),
        ("Revenue (2025)", 1, None),
        ("Revenue 2000", 1, None),
    ],
)
def test_units_are_followed(cli: Cli, header: str, times: int, currency: str | None) -> None:
    put("a.csv", f"Customer;{header}", "X;84")
    said = cli("accounts", "import", "a.csv")
    assert said.code == 0, said.err
    assert by_name(scenario())["X"]["revenue"] == 84 * times
    assert scenario()["business"].get("currency") == currency


@pytest.mark.parametrize(
    ("header", "key"),
    [
        ("Gross margin (TEUR)", "margin"), ("Gross margin (k€)", "margin"), ("Gross margin TEUR", "margin"),
        ("Contribution margin (TEUR)", "contribution"), ("Discount (TEUR)", None), ("Relationship score (1-10)", None),
    ],
)  # fmt: skip
def test_a_share_that_is_in_money_is_an_amount(cli: Cli, header: str, key: str | None) -> None:
    put("a.csv", f"Customer;Revenue (TEUR);{header}", "X;250;5")
    assert cli("accounts", "import", "a.csv").code == 0
    facts = {key: 0.02} if key else {}
    assert by_name(scenario())["X"] == {"name": "X", "revenue": 250_000} | facts


def test_a_margin_beside_one_in_per_cent_is_an_amount(cli: Cli) -> None:
    put("a.csv", "Customer;Revenue;Gross margin;Gross margin %;Support cost", "X;1000;400;40;7", "Y;500;100;20;7")
    assert cli("accounts", "import", "a.csv").code == 0
    found = by_name(scenario())
    assert (found["X"]["margin"], found["Y"]["margin"]) == (0.4, 0.2)
