"""What a business does not state is named, with what is taken for it: every fact that there is, or it has no gap."""

import re
from functools import cache
from typing import Any, NamedTuple

from hypothesis import given, settings
from hypothesis import strategies as st

from equipoise.app.pages.assumed import _MATTERS
from equipoise.experiments.complete import sound, spelled_out
from equipoise.sim.account import Account
from equipoise.sim.business.books import MARGIN
from equipoise.sim.business.facts import FACTS, Business
from equipoise.sim.business.played import in_engine_units, solved
from equipoise.sim.business.taken import WITHOUT_GAP, Known, Taken, taken
from equipoise.sim.business.translation import costs_to_replace
from equipoise.sim.business.understanding import understood
from equipoise.sim.files import load_scenario, with_settings
from equipoise.sim.money import Money, money_of
from equipoise.sim.scenario import Scenario
from tests.business.test_translation import supplier

OF_A_BUSINESS: dict[str, Any] = {
    "currency": "EUR", "revenue": 12e6, "gross_margin": 0.35, "overhead": 3e6, "overhead_follows": 0.3, "cash": 1e6,
    "credit_line": 1e5, "reserve": 5e5, "payout": 0.5, "typical_account": 4e5, "selling_cost": 2e4, "team_cost": 1e5,
    "new_accounts": 1.0, "sponsor_cost": 1e4, "survey_cost": 5e3,
}  # fmt: skip
OF_AN_ACCOUNT: dict[str, Any] = {
    "revenue": 9.6e6, "revenue_share": 0.8, "margin": 0.3, "contribution": 0.27, "price_to_list": 0.95,
    "support_cost": 3e5, "contract_left": 0.5, "contract_years": 3.0, "customer_years": 6.0, "share_of_wallet": 0.7,
    "bound": 0.4, "alternatives": "few", "relationship": 4.0, "contacts": 5, "cost_to_replace": 1e6, "its_margin": 0.3,
    "reference": 1.0, "opens": "rail", "orientation": 0.3,
}  # fmt: skip
SAYS_IT_TOO = {
    "revenue": {"revenue_share"}, "margin": {*MARGIN}, "support_cost": {"margin", "contribution"},
}  # fmt: skip
"""Facts of which others leave nothing open: any of them of the first two, both of them of the last."""


class Base(NamedTuple):
    engine: Scenario
    money: Money


@cache
def base() -> Base:
    money = money_of(supplier())
    assert money is not None
    return Base(in_engine_units(supplier()), money)


def rows(business: dict[str, Any], accounts: list[dict[str, Any]]) -> list[Taken]:
    """What is said of a business that is never played: the market is that of another."""
    named = [Account(name=f"A{k}", **facts) for k, facts in enumerate(accounts)]
    scenario = supplier().model_copy(update={"business": Business(**business), "accounts": named})
    engine = base().engine.model_copy(update={"accounts": base().engine.accounts[: len(named)]})
    known = Known(
        scenario, Business(**business), engine, solved(supplier()).books, solved(supplier()).at_rest.rest, 0.2
    )
    return [*taken(known)]


def test_these_are_all_the_facts_that_there_are() -> None:
    assert {*OF_A_BUSINESS} == {*Business.model_fields}
    assert {*OF_AN_ACCOUNT} == {*FACTS, "reference", "opens", "orientation"}


@settings(deadline=None)
@given(st.sets(st.sampled_from([*OF_A_BUSINESS])), st.lists(st.sets(st.sampled_from([*OF_AN_ACCOUNT])), min_size=1,
max_size=3))  # fmt: skip
def test_every_fact_is_stated_or_told_or_has_no_gap(business: set[str], accounts: list[set[str]]) -> None:
    found = rows(
        {name: OF_A_BUSINESS[name] for name in business},
        [{name: OF_AN_ACCOUNT[name] for name in facts} for facts in accounts],
    )
    told = {one.key: one.words for one in found}
    assert len(told) == len(found)
    for fact in OF_A_BUSINESS:
        key = f"business.{fact}"
        all_margins = fact == "gross_margin" and all(facts & {*MARGIN} for facts in accounts)
        assert (key in told) == (fact not in business and key not in WITHOUT_GAP and not all_margins)
    for fact in OF_AN_ACCOUNT:
        key = f"accounts.{fact}"
        without = [k for k, facts in enumerate(accounts) if not is_known(fact, facts)]
        assert (key in told) == (bool(without) and key not in WITHOUT_GAP), fact
        if key in told:
            whose = "all accounts" if len(without) == len(accounts) else ", ".join(f"A{k}" for k in without)
            if fact == "cost_to_replace":
                assert all(f"A{k} " in told[key] for k in without)
            else:
                assert told[key].endswith(f"({whose})")


def is_known(fact: str, facts: set[str]) -> bool:
    others = SAYS_IT_TOO.get(fact, set())
    return fact in facts or bool(others and (others <= facts if fact == "support_cost" else others & facts))


def test_every_fact_has_words_of_its_own_on_a_first_page() -> None:
    everything = {one.key.rpartition(".")[2] for one in rows({}, [{}])} - {"policies"}
    assert everything <= {*_MATTERS}


def test_what_accounts_earn_with_the_product_is_drawn_where_nothing_tells_it() -> None:
    wallet = {"share_of_wallet": 0.7}
    for accounts, words in (
        ([{}], "drawn anew in each run, about 40% of what it spends on the product (all accounts)"),
        ([wallet], "40% of what it spends on the product (all accounts)"),
        ([wallet, {}], "40% of what it spends on the product, and drawn anew in each run about that where"),
    ):
        assert next(one.words for one in rows({}, accounts) if one.key == "accounts.its_margin").startswith(words)
    own = [account.own_margin for account in in_engine_units(load_scenario("audio-chips")).accounts]
    stated = [one.share_of_wallet or one.its_margin for one in load_scenario("audio-chips").accounts]
    assert [one is None for one in own] == [one is None for one in stated]


def test_what_is_not_stated_stays_so_with_settings_and_in_a_manifest() -> None:
    before = {one.key for one in told(supplier())}
    assert "vendor.slots" in before
    changed = with_settings(supplier(), {"business.cash": 1.1e6})
    assert {one.key for one in told(changed)} == before
    repeated = sound(Scenario, spelled_out(changed), ("scenario",))
    assert {one.key for one in told(repeated)} == before


def test_the_least_that_counts_as_left_follows_the_size_of_the_business_unless_it_is_stated() -> None:
    words = {one.key: one.words for one in told(supplier())}["bargaining.wealth_floor"]
    least = solved(supplier()).books.money * supplier().parameters.bargaining.wealth_floor
    assert words.startswith(f"{least:,.0f} money, by the size of the business")
    stated = with_settings(supplier(), {"bargaining.wealth_floor": 0.1})
    assert "bargaining.wealth_floor" not in {one.key for one in told(stated)}


def test_what_a_year_without_the_vendor_costs_is_told_as_each_accounts_amount() -> None:
    words = {one.key: one.words for one in told(supplier())}["accounts.cost_to_replace"]
    costs = costs_to_replace(supplier(), solved(supplier()).books)
    for account, cost in zip(supplier().accounts, costs, strict=True):
        if account.cost_to_replace is None:
            assert f"{account.name} {float(f'{cost:.3g}'):,.0f}" in words
    assert "%" not in words


def test_amounts_that_are_taken_are_in_the_currency() -> None:
    words = {one.key: one.words for one in told(with_settings(supplier(), {"business.currency": "EUR"}))}
    for fact in ("typical_account", "selling_cost", "sponsor_cost"):
        assert re.match(r"[\d,]+ EUR a year", words[f"business.{fact}"])
    assert words["business.survey_cost"].endswith(" EUR")
    assert words["business.reserve"].endswith(" EUR")


def told(scenario: Scenario) -> tuple[Taken, ...]:
    one = understood(scenario)
    assert one is not None
    return one.taken
