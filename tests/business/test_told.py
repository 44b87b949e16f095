"""What is said of a business holds by its own figures: what heads it, what it warns of, and amounts that add up."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from equipoise.analysis.prose.business import in_words, sentences
from equipoise.analysis.prose.business_warnings import warnings
from equipoise.analysis.prose.headings import title_of
from equipoise.sim.account import Account
from equipoise.sim.business.facts import Business
from equipoise.sim.business.taken import Taken
from equipoise.sim.business.understanding import Understanding, understood
from equipoise.sim.scenario import Scenario

SMALL = Account(name="Small", revenue=2e5, margin=0.3, support_cost=6e3)


def of(*accounts: Account, name: str = "mine", title: str = "", **facts: float) -> Scenario:
    business = Business(currency="EUR", overhead=6e5, cash=2e5, **facts)
    return Scenario(name=name, title=title, policies=["accommodating"], business=business, accounts=list(accounts))


@pytest.fixture(scope="module")
def usual() -> Understanding:
    found = understood(of(Account(name="Giant", revenue=4e6, margin=0.3, support_cost=1e5), SMALL))
    assert found is not None
    return found


@pytest.mark.parametrize("title", ["", "mine"])
def test_a_business_without_a_title_is_headed_by_its_largest_account(title: str) -> None:
    giant, others = Account(name="Giant", revenue=3e6), Account(name="others", count=4, revenue=2.5e5)
    assert title_of(of(giant, others, title=title)) == "Our business: Giant at 75% of revenue"
    alike = Account(name="others", count=4, revenue=1e6)
    assert title_of(of(alike, title=title)) == "Our business: 4 accounts"
    assert title_of(of(Account(name="A"), Account(name="B"), title=title, revenue=1e6)) == "Our business: 2 accounts"


def test_cash_is_held_against_costs_that_are_named(usual: Understanding) -> None:
    def cash(one: Understanding) -> str:
        return next(line for line in sentences(one) if line.startswith("Cash and credit line"))

    assert " months of overhead" in cash(usual)
    stated = {fact: value for fact, value in usual.first_year.stated.items() if fact not in {"overhead", "profit"}}
    without = usual._replace(first_year=usual.first_year._replace(stated=stated, fixed=0.0))
    assert cash(without).endswith(" months of what serving and winning accounts costs.")
    other = without._replace(first_year=without.first_year._replace(fixed=1e4))
    assert cash(other).endswith(" costs, and other overhead, taken as 10,000 a year.")


def test_unlike_dependences_have_words_of_their_own() -> None:
    said = [in_words(one) for one in (0.05, 0.12, 0.3, 0.5, 0.71, 1.0)]
    assert said == ["hardly", "a little", "somewhat", "much", "very much", "almost wholly"]


def test_a_title_of_its_own_stays() -> None:
    assert title_of(of(SMALL, title="Who needs whom?")) == "Who needs whom?"
    assert title_of(Scenario(name="plain", title="plain")) == "plain"


def test_a_warning_says_which_number_that_nobody_stated_it_rests_on(usual: Understanding) -> None:
    def warned(one: Understanding, contribution: float, selling: float) -> str:
        *others, last = one.accounts
        changed = last._replace(gross=0.3, revenue=2e5, after_serving=contribution, selling=selling)
        (said,) = (line for line in warnings(one._replace(accounts=(*others, changed))) if line.startswith("Small"))
        return said

    assumed = warned(usual, -0.05, 6e4)
    assert assumed.startswith("Small may cost more to support and serve than it leaves (-5.0% of its revenue)")
    assert "“the business: fixed cost of selling to an account”, which is not stated and was taken as" in assumed
    fact = "Small costs more to support and serve than it leaves: -5.0% of its revenue"
    assert warned(usual, -0.05, 5e3) == fact  # which it does without all selling, by what is stated
    stated = usual._replace(taken=tuple(one for one in usual.taken if one.key != "business.selling_cost"))
    assert warned(stated, -0.05, 6e4) == fact


def test_a_warning_rests_on_no_fact_of_the_business_that_an_account_states_itself(usual: Understanding) -> None:
    """And accounts that rest on the same are told of in one line."""
    taken = (Taken("business.gross_margin", "30%"), Taken("accounts.margin", "30%", ("C",)))
    accounts = [
        usual.accounts[-1]._replace(name=name, gross=0.3, after_serving=low)
        for name, low in zip("ABC", (-0.01, -0.02, -0.03), strict=True)
    ]
    same, other = (
        line for line in warnings(usual._replace(taken=taken, accounts=tuple(accounts))) if "support and serve" in line
    )
    assert (
        same == "A (-1.0% of its revenue) and B (-2.0% of its revenue) cost more to support and serve than they leave"
    )
    assert other.startswith("C may cost more to support and serve than it leaves (-3.0% of its revenue): that rests on")
    alike = tuple(one._replace(gross=-0.1, stated=None) for one in accounts[:2])
    below = [line for line in warnings(usual._replace(taken=taken, accounts=alike)) if "sold below" in line]
    assert below == ["A (-10.0% of its revenue) and B (-10.0% of its revenue) are sold below the cost of goods"]


@given(st.floats(1e3, 1e9), st.floats(-0.9, 0.9), st.floats(-1e9, 1e9))
def test_amounts_of_one_sentence_add_up_as_they_stand_there(
    usual: Understanding, revenue: float, contribution: float, profit: float
) -> None:
    year, (largest, *others) = usual.first_year, usual.accounts
    account = largest._replace(revenue=revenue, after_serving=contribution)
    changed = usual._replace(
        accounts=(account, *others), first_year=year._replace(stated={**year.stated, "profit": profit})
    )
    (said,) = (one for one in sentences(changed) if one.startswith("Three figures"))
    words = re.search(
        r"it (leaves|costs) ([\d,.]+) .*of an operating (profit|loss) of ([\d,.]+) a (profit|loss) of ([\d,.]+) would",
        said,
    )
    assert words is not None, said
    goes, now, then = (float(number.replace(",", "")) for number in words.groups()[1::2])
    signs = [-1.0 if word in {"costs", "loss"} else 1.0 for word in words.groups()[::2]]
    assert signs[2] * then == pytest.approx(signs[1] * now - signs[0] * goes, abs=1e-6)
