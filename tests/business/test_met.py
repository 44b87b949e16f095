"""Each line of a stated first year is met within 1% of its own amount, in the table and in what is said."""

from collections.abc import Iterator

import pytest

from equipoise.analysis.prose.business import first_year_lines, not_met, sentences
from equipoise.analysis.prose.business_accounts import account_rows
from equipoise.analysis.prose.business_warnings import warnings
from equipoise.analysis.prose.keys import quoted
from equipoise.sim.account import Account
from equipoise.sim.business.facts import Business
from equipoise.sim.business.missed import is_met
from equipoise.sim.business.understanding import FirstYear, Understanding, understood
from equipoise.sim.files import list_businesses, load_scenario
from equipoise.sim.scenario import Scenario
from tests.business.test_translation import supplier

LINES = {"Revenue": "revenue", "Gross margin": "gross", "All overhead": "overhead", "Operating profit": "profit"}


def with_line(one: Understanding, fact: str, off: float) -> Understanding:
    """The same business of which one line is stated otherwise, so that what is played is so far off."""
    year = one.first_year
    stated = {**year.stated, fact: getattr(year, fact) / (1.0 + off)}
    return one._replace(first_year=year._replace(stated=stated))


@pytest.fixture(scope="module")
def usual() -> Understanding:
    found = understood(supplier())
    assert found is not None
    return found


@pytest.mark.parametrize("fact", LINES.values())
@pytest.mark.parametrize("off", [-0.05, -0.011, -0.009, 0.009, 0.011, 0.05])
def test_a_line_is_met_by_its_own_amount(usual: Understanding, fact: str, off: float) -> None:
    lines = {LINES[line.words]: line.met for line in first_year_lines(with_line(usual, fact, off)) if line.stated}
    assert lines[fact] == (abs(off) < 0.01)


def test_a_small_line_has_a_small_room() -> None:
    assert is_met(1000.0, 1009.0, 1e6) == is_met(-1000.0, -1009.0, 1e6)
    assert not is_met(3e4, 3.1e4, 1e6)  # which is a thousandth of the revenue
    assert is_met(0.0, 99.0, 1e6)
    assert not is_met(0.0, 101.0, 1e6)


def businesses() -> Iterator[Scenario]:
    yield from map(load_scenario, list_businesses())
    yield supplier()
    for overhead, margin in ((1e3, 0.3), (2.5e5, 0.3), (2.5e5, 0.0)):
        business = Business(revenue=1e6, gross_margin=margin, overhead=overhead)
        yield Scenario(business=business, accounts=[Account(name="A", price_to_list=1.5), Account(name="B")])


def test_what_is_said_is_what_the_table_marks() -> None:
    keys = {"Revenue": "business.revenue", "Gross margin": "business.gross_margin", "All overhead": "business.overhead"}
    seen = set()
    for scenario in businesses():
        found = understood(scenario)
        assert found is not None
        lines, said = first_year_lines(found), " ".join(not_met(found))
        for line in (one for one in lines if one.words in keys and one.stated):
            assert (line.met is False) == (f"Not met: {quoted(keys[line.words])} " in said), (scenario.name, line)
            seen.add((line.words, line.met))
    assert {True, False} <= {met for words, met in seen if words == "All overhead"}


def test_an_account_whose_price_does_not_hold_is_said_to_miss_its_revenue_and_margin() -> None:
    """Nobody pays for goods at less than they cost: the next renewal moves that price, within the year."""
    accounts = [
        Account(name="Giant", revenue=4e6, margin=0.3),
        Account(name="Minus", revenue=5e5, margin=-0.05),
        Account(name="Small", revenue=5e5, margin=0.35),
    ]
    found = understood(Scenario(business=Business(overhead=9e5, cash=8e5), accounts=accounts))
    assert found is not None
    lines = [*not_met(found)]
    missed = {one.key: one for one in found.missed if one.given}
    assert set(missed) == {"accounts.Minus.revenue", "accounts.Minus.margin"}
    assert (missed["accounts.Minus.revenue"].stated, missed["accounts.Minus.margin"].stated) == (5e5, -0.05)
    minus = found.accounts[1]
    assert missed["accounts.Minus.revenue"].met == pytest.approx(minus.revenue)
    assert missed["accounts.Minus.margin"].met == pytest.approx(minus.gross)
    assert sum("; its price does not hold: " in line for line in lines) == 2
    (price,) = (line for line in lines if line.startswith("Not at rest"))
    assert price.endswith("State price_to_list, or what the price rests on: cost_to_replace.")
    (warned,) = (line for line in warnings(found) if line.startswith("Minus"))
    assert (
        warned == f"Minus is sold below the cost of goods: -5.0% of its revenue as stated, {minus.gross:.1%} as played"
    )


def test_a_margin_after_support_that_does_not_hold_is_said_to_be_missed() -> None:
    accounts = [Account(name="Big", revenue_share=0.6, contribution=-0.2), Account(name="Small", revenue_share=0.4)]
    found = understood(
        Scenario(business=Business(revenue=1e7, gross_margin=0.3, overhead=2.2e6, cash=2e5), accounts=accounts)
    )
    assert found is not None
    (missed,) = (one for one in found.missed if one.key == "accounts.Big.contribution")
    year = found.accounts[0]
    assert missed.stated == -0.2
    assert missed.met == pytest.approx(year.after_support)
    assert year.after_serving < year.after_support < year.gross  # after support, before selling
    assert any("margin after support” is stated as -0.2 and comes to -0.1" in line for line in not_met(found))


def test_a_margin_after_support_that_holds_is_not() -> None:
    accounts = [Account(name="Big", revenue_share=0.6, contribution=0.25), Account(name="Small", revenue_share=0.4)]
    business = Business(revenue=1e7, gross_margin=0.35, overhead=2.2e6, cash=2e6)
    found = understood(Scenario(business=business, accounts=accounts))
    assert found is not None
    assert [one.key for one in found.missed if one.given] == []


def test_a_profit_that_is_a_small_rest_is_explained(usual: Understanding) -> None:
    year = usual.first_year
    off = 0.005 * year.gross
    stated = year.stated | {"gross": year.gross - off, "profit": 0.2 * off, "overhead": year.gross - 1.2 * off}
    thin = FirstYear(**{**year._asdict(), "fixed": year.fixed + stated["overhead"] - year.overhead, "stated": stated})
    met = {line.words: line.met for line in first_year_lines(usual._replace(first_year=thin)) if line.stated}
    assert met == {"Revenue": True, "Gross margin": True, "All overhead": True, "Operating profit": False}
    assert "Not met: operating profit follows as" in " ".join(not_met(usual._replace(first_year=thin)))
    assert "operating profit" not in " ".join(not_met(usual))


@pytest.mark.parametrize("name", [*list_businesses(), ""])
def test_revenues_of_accounts_add_up_as_their_shares_do(name: str) -> None:
    """The share beside a revenue is of the revenue that heads the page."""
    found = understood(load_scenario(name) if name else supplier())
    assert found is not None
    assert sum(account.share for account in found.accounts) == pytest.approx(1.0)
    for account in found.accounts:
        own = account.alike * account.revenue / found.first_year.revenue
        assert own == pytest.approx(account.share, rel=1e-9), account.name
    shown = [float(row[2].removesuffix("%")) / 100.0 for row in account_rows(found)]
    each = [account.revenue / found.first_year.revenue for account in found.accounts]
    assert shown == pytest.approx(each, abs=0.005)


def test_three_figures_of_one_dependence_are_told_together(usual: Understanding) -> None:
    told = {}
    for profit, contribution in ((5e6, 0.25), (1e6, 0.25), (-1e6, 0.25), (1e6, -0.1)):
        year, (largest, *others) = usual.first_year, usual.accounts
        account = largest._replace(revenue=8e6, after_serving=contribution)
        played = year._replace(stated={**year.stated, "profit": profit}, fixed=year.fixed + year.profit - profit)
        changed = usual._replace(accounts=(account, *others), first_year=played)
        (told[profit, contribution],) = (one for one in sentences(changed) if one.startswith("Three figures"))
    assert (
        "leaves 2,000,000 money a year, so that of an operating profit of 5,000,000 a profit of 3,000,000"
        in told[5e6, 0.25]
    )
    assert "so that of an operating profit of 1,000,000 a loss of 1,000,000 would remain" in told[1e6, 0.25]
    assert "so that of an operating loss of 1,000,000 a loss of 3,000,000 would remain" in told[-1e6, 0.25]
    assert "it costs 800,000 money a year more than it brings, so" in told[1e6, -0.1]


def test_a_profit_that_is_stated_and_not_met_is_told_as_it_is_played(usual: Understanding) -> None:
    year = usual.first_year
    played = year._replace(stated={**year.stated, "profit": 1e6}, fixed=year.fixed + year.profit + 3e6)
    found = usual._replace(first_year=played)
    (told,) = (one for one in sentences(found) if one.startswith("Three figures"))
    assert "so that of an operating loss of 3,000,000 a loss of" in told
    (warned,) = (line for line in warnings(found) if "loses money" in line)
    assert warned.startswith("the business loses money from the start: 3,000,000 money in its first year, as played")
