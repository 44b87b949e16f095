"""A business through the command: what is understood of it, and what is warned of before any answer."""

from pathlib import Path

import pytest

from tests.cli.conftest import FEW, Cli

FILE = """
[business]
currency = "euros"
revenue = 12000000
gross_margin = {margin}
overhead = 3100000
cash = {cash}

[[accounts]]
name = "Giant"
revenue = 9600000
[[accounts]]
name = "others"
count = 3
"""


@pytest.fixture(autouse=True)
def _elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def test_a_business_is_shown_as_it_is_understood(cli: Cli) -> None:
    Path("mine.toml").write_text(FILE.format(margin=0.35, cash=1_400_000), encoding="utf-8")
    said = cli("scenarios", "check", "mine.toml")
    assert (said.code, said.err) == (0, "")
    assert "The business as understood, in euros: 4 accounts" in said.out
    assert "Giant brings 80% of the revenue." in said.out
    assert "Not met" not in said.out
    assert said.out.count(" yes") == 4
    assert "The business as understood" in cli("scenarios", "show", "mine.toml").out


def test_a_check_has_in_json_what_it_prints(cli: Cli) -> None:
    Path("mine.toml").write_text(FILE.format(margin=0.1, cash=100_000) + "support_cost = 50000\n", encoding="utf-8")
    printed = cli("scenarios", "check", "mine.toml")
    (found,) = cli("scenarios", "check", "mine.toml", "--json").document
    words, business = " ".join(printed.out.split()), found["business"]
    assert [f"mine.toml: warning: {one}" for one in found["warnings"]] == printed.err.splitlines()
    for fact, called in (("revenue", "Revenue"), ("gross", "Gross margin"), ("overhead", "All overhead")):
        line = business["first_year"][fact]
        assert f"{called} {line['played'] / 1e6:.2f} {line['stated'] / 1e6:.2f} yes" in words
        assert line["met"]
    serving = business["first_year"]["serving"]
    assert serving["played"] < 0.0
    assert (serving["stated"], serving["met"]) == (None, None)
    assert f"{business['cash']['held']:,.0f} euros, pay {business['cash']['months_of_overhead']:.1f} months" in words
    assert business["cash"]["months_of_loss"] > business["cash"]["months_of_overhead"]
    giant, others = business["accounts"]
    assert (giant["name"], giant["count"], others["name"], others["count"]) == ("Giant", 1, "others", 3)
    margins = [giant[key] for key in ("gross_margin", "margin_after_support", "margin_after_serving")]
    assert margins == sorted(margins, reverse=True)
    row = [f"{giant['revenue'] / 1e6:.2f}", f"{giant['share']:.0%}", *(f"{share:.1%}" for share in margins), "drawn"]
    row += [f"{giant[key]:.2f}" for key in ("dependence_vendor", "dependence_account")]
    assert f"Giant {' '.join(row)}" in words
    assert {"business.selling_cost", "accounts.margin"} <= {one["key"] for one in business["not_stated"]}
    for sentence in business["sentences"]:
        assert sentence in words


def test_a_check_without_a_business_has_none_in_json(cli: Cli) -> None:
    (plain,) = cli("scenarios", "check", "over-a-barrel", "--json").document
    assert plain == {"file": "over-a-barrel", "ok": True, "errors": []}
    Path("mine.toml").write_text(FILE.format(margin=35, cash=0), encoding="utf-8")
    wrong = cli("scenarios", "check", "mine.toml", "--json")
    assert (wrong.code, wrong.document[0]["ok"], "business" in wrong.document[0]) == (2, False, False)


def test_a_business_that_loses_money_is_warned_of_before_any_answer(cli: Cli) -> None:
    Path("mine.toml").write_text(FILE.format(margin=0.1, cash=100_000), encoding="utf-8")
    said = cli("compare", "mine.toml", *FEW)
    assert "the business loses money from the start: 1,900,000 euros in its first year" in said.err
    assert "the cash runs out within 3 years in more than half of 200 runs tried under every policy" in said.err


OWN_MARGINS = """
[business]
currency = "euros"
revenue = 24000000
gross_margin = {margin}
overhead = 4800000

[[accounts]]
name = "Big"
revenue_share = 0.8
margin = 0.28
[[accounts]]
name = "Rest"
revenue_share = 0.2
margin = 0.32
"""


@pytest.mark.parametrize(
    ("margin", "said"),
    [
        (
            "0.35",
            "Warning: not met: “the business: gross margin” is stated as 0.35 and comes to 0.288; the accounts' own",
        ),
        ("[0.27, 0.31]", "business.gross_margin = (0.27, 0.31)   changes nothing: every account states its own margin"),
        ("0.288", ""),
    ],
)
def test_a_margin_that_accounts_leave_no_room_for_is_told_beside_every_answer(cli: Cli, margin: str, said: str) -> None:
    Path("mine.toml").write_text(OWN_MARGINS.format(margin=margin), encoding="utf-8")
    found = cli("compare", "mine.toml", *FEW)
    assert found.code == 0, found.err
    assert said in found.err if said else not found.err


@pytest.mark.parametrize(("margin", "left"), [("0.42", "nobody has: Rest (98.0%)"), ("0.3", "")])
def test_a_margin_that_is_left_over_and_nobody_has_is_warned_of(cli: Cli, margin: str, left: str) -> None:
    text = OWN_MARGINS.format(margin=margin).replace("margin = 0.32\n", "")
    Path("mine.toml").write_text(text, encoding="utf-8")
    found = cli("compare", "mine.toml", *FEW)
    assert found.code == 0, found.err
    assert left in " ".join(found.err.split()) if left else "nobody has" not in found.err  # .42 = .8 * .28 + .2 * .98


def test_cash_in_millions_is_warned_of_wherever_the_business_is_played(cli: Cli) -> None:
    Path("mine.toml").write_text(FILE.format(margin=0.35, cash=1.4), encoding="utf-8")
    said = "business.cash = 1.4 is money and looks like per cent or millions, 1,400,000, beside business.revenue"
    for command in (["scenarios", "check", "mine.toml"], ["compare", "mine.toml", *FEW]):
        found = cli(*command)
        assert said in " ".join((found.err + found.out).split())


def test_a_plain_scenario_that_does_not_last_is_warned_of(cli: Cli) -> None:
    settings = [f"--set=vendor.{name}={value}" for name, value in (("fixed_cost", 1.0), ("cash", 4), ("reserve", 4))]
    said = cli("compare", "over-a-barrel", *settings, *FEW)
    assert said.err.startswith("Warning: the cash runs out within 3 years in more than half of 200 runs tried")
    assert "Warning" not in cli("compare", "over-a-barrel", *FEW).err


def test_shares_are_no_percentages(cli: Cli) -> None:
    Path("mine.toml").write_text(FILE.format(margin=35, cash=0), encoding="utf-8")
    said = cli("scenarios", "check", "mine.toml")
    assert said.code == 2
    assert "mine.toml:5  business.gross_margin = 35" in said.err
    assert "0.35" in said.err


def test_a_setting_is_tried_in_a_check(cli: Cli) -> None:
    said = cli("scenarios", "check", "sheet-metal", "--set", "business.overhead=20000000")
    assert said.code == 0, said.err
    assert "-20.0" in next(line for line in said.out.splitlines() if line.startswith("All overhead"))
    wrong = cli("scenarios", "check", "sheet-metal", "--set", "business.overhed=20000000")
    assert (wrong.code, "business.overhead" in wrong.err) == (2, True)


PAIR = ("--policy", "accommodating", "--policy", "strategic")
TODAY_LAST = ("--policy", "strategic", "--policy", "accommodating")
WITHOUT_TODAY = ("--policy", "strategic", "--policy", "beneath-the-radar")


def test_a_decision_says_what_its_policies_are_and_which_is_todays(cli: Cli) -> None:
    said = " ".join(cli("compare", "sheet-metal", *PAIR, *FEW).out.split())
    about = (
        "accommodating: has strategic accounts and keeps them by giving in. strategic: makes itself as important to "
        "the account as the account is to it."
    )
    assert f"{about} accommodating stands first, as what is done today." in said
    assert "stay with" not in said
    plain = " ".join(cli("compare", "over-a-barrel", *PAIR, *FEW, "--out", "there").out.split())
    assert about in plain
    assert "what is done today" not in plain
    assert "keep to" not in plain
    assert about in Path("there/report.html").read_text(encoding="utf-8")
    other = " ".join(cli("compare", "sheet-metal", *TODAY_LAST, *FEW).out.split())
    assert "keep to accommodating and not strategic: it earns" in other
    assert "What is done today is accommodating." in other
    without = " ".join(cli("compare", "sheet-metal", *WITHOUT_TODAY, *FEW).out.split())
    assert "What is done today, accommodating, is not among these." in without
    own = cli("compare", "sheet-metal", "--policy", "accommodating", "--policy",
              "strategic for Airframer, else transactional", *FEW)  # fmt: skip
    words = " ".join(own.out.split())
    assert "strategic: makes itself" in words
    assert "transactional: sells to every account alike." in words


def test_a_business_that_fails_under_every_policy_gets_no_advice(cli: Cli) -> None:
    ruined = ("--set", "vendor.cash=1", "--set", "vendor.fixed_cost=1.2")
    found = cli("compare", "over-a-barrel", *PAIR, *ruined, "--replications", "20", "--rounds", "40", "--json").document
    assert found["decision"]["verdict"] == "business fails"
    said = found["decision"]["sentence"]
    assert said.startswith("Cash runs out within three years in ")
    assert "For the record, against accommodating: strategic earns" in said
    assert not any(words in said for words in ("keep to", "choose accommodating", "choose strategic", "better choice"))
    (sentence,) = (one["sentence"] for one in found["differences"])
    assert "it holds no account for ten years, nor does accommodating." in sentence
    assert "0 of 100 accounts" not in said
    assert "went down with" not in sentence
    assert "go-to-market" not in sentence


def test_a_vendor_that_lasts_three_years_and_not_ten_is_warned_of(cli: Cli) -> None:
    asked = ("compare", "over-a-barrel", "--policy", "accommodating", "--replications", "3")
    poor = ("--set", "vendor.fixed_cost=0.9", "--set", "vendor.cash=6")
    said = cli(*asked, *poor)
    assert said.err.startswith("Warning: the cash runs out within 10 years in more than half of 200 runs tried")
    assert "cash runs out" not in cli(*asked, *poor, "--rounds", "12").err
