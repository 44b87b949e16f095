"""A business in its own words: what is stated is met, in any currency, and what cannot be is said."""

import re
from functools import cache
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from equipoise.experiments.business_facts import taken_for
from equipoise.experiments.twins.choosing import without
from equipoise.sim.account import Account
from equipoise.sim.arm import Arm
from equipoise.sim.business.books import books_of
from equipoise.sim.business.contradictions import LEFT_OUT
from equipoise.sim.business.facts import Business
from equipoise.sim.business.played import in_engine_units, solved
from equipoise.sim.business.understanding import understood
from equipoise.sim.faults import EquipoiseError
from equipoise.sim.files import load_scenario, with_settings
from equipoise.sim.kernel import play_chunk
from equipoise.sim.money import money_of
from equipoise.sim.parameters import Parameters
from equipoise.sim.scenario import Scenario

RATE = 0.15


def supplier(scale: float = 1.0, **facts: Any) -> Scenario:
    """A supplier of which one customer is 80% of revenue; its amounts in any currency."""
    money = {"revenue": 12e6, "overhead": 3.1e6, "cash": 9e5, "credit_line": 5e5, "team_cost": 4e4}
    business = Business(gross_margin=0.35, **{name: amount * scale for name, amount in money.items()}, **facts)
    giant = Account(
        name="Giant", revenue=9.6e6 * scale, relationship=5.0, contacts=3, contract_left=0.5, customer_years=6.0,
        alternatives="few", its_margin=0.3, share_of_wallet=0.5, bound=0.4, cost_to_replace=1.2e6 * scale,
        support_cost=3e5 * scale,
    )  # fmt: skip
    others = [Account(name="middle", count=2, revenue=9e5 * scale), Account(name="small", count=3)]
    return Scenario(business=business, accounts=[giant, *others])


@cache
def engine() -> Scenario:
    """What the supplier is played as: solved when a test asks, since this file is read by every worker."""
    return in_engine_units(supplier())


def test_a_plain_scenario_is_itself() -> None:
    plain = load_scenario("base")
    assert in_engine_units(plain) is plain
    assert Arm.of("base").played.business is None
    assert money_of(plain) is None


def test_what_is_played_states_no_business_and_is_its_own_translation() -> None:
    assert engine().business is None
    assert in_engine_units(engine()) is engine()
    assert engine().conflicts() == []


def test_revenue_is_eight_a_round_at_the_list_price() -> None:
    giant, middle, small = engine().accounts
    assert sum(a.size * a.count * (a.price or 0.0) for a in engine().accounts) == pytest.approx(8.0, rel=0.02)
    assert giant.size / middle.size == pytest.approx(9.6 / 0.9, rel=0.02)
    assert small.size / middle.size == pytest.approx(2.0 / 9.0, rel=0.02)  # what is left is shared
    moved = 1e-4  # by as much a price moves within the year, and a unit costs less
    assert engine().parameters.product.unit_cost == pytest.approx(0.65, rel=moved)


def test_facts_become_traits() -> None:
    giant, middle, _ = engine().accounts
    assert giant.level == 4.5
    assert giant.channel == pytest.approx(1.0 - (1.0 - RATE) ** 3)
    assert (giant.renews, giant.age, giant.rivals, giant.commitment) == (2, 24, 3, 0.4)
    assert giant.own_margin == pytest.approx(0.3 / 0.5)
    assert giant.support == pytest.approx(3e5 / 9.6e6)
    assert (middle.renews, middle.age, middle.rivals, middle.own_margin) == (None, 8, None, None)


def test_amounts_become_the_engines_money() -> None:
    vendor, charter = engine().parameters.vendor, engine().parameters.charter
    assert vendor.cash == vendor.reserve == pytest.approx(1.4e6 / 375_000.0)
    assert charter.team_cost == pytest.approx(4e4 / 4.0 / 375_000.0)
    money = money_of(supplier())
    assert money is not None
    assert money.of(1.0) == pytest.approx(375_000.0)
    assert money.a_year(8.0) == pytest.approx(12e6)


def test_what_a_year_without_the_vendor_costs_gives_its_contribution() -> None:
    units = 8.0 * 0.8
    weight = (3.5 - 0.25 * min(1.0, 24.0 / 12.0) * (4.5 - 2.5)) / 4.0
    stated = 1.2e6 / 4.0 / 375_000.0
    (giant,) = (account for account in engine().accounts if account.name == "Giant")
    assert giant.level_worth == pytest.approx(stated / units / weight, rel=1e-9)
    assert engine().parameters.hierarchy.contribution == supplier().parameters.hierarchy.contribution
    assert all(account.level_worth is None for account in engine().accounts if account is not giant)


@settings(max_examples=25)  # each solves two markets
@given(st.floats(min_value=-3.0, max_value=9.0))
def test_a_currency_changes_nothing(power: float) -> None:
    scale = 10.0**power
    restated = supplier(scale)
    assert in_engine_units(restated).model_dump() == engine().model_dump()
    money, usual = money_of(restated), money_of(supplier())
    assert money is not None
    assert usual is not None
    assert money.money == pytest.approx(scale * usual.money)


def test_a_currency_changes_no_run_and_scales_money() -> None:
    one, other = (play_chunk(Arm.of(supplier(scale), rounds=4), range(5)) for scale in (1.0, 1.7e-3))
    assert one.runs.tobytes() == other.runs.tobytes()
    first, second = understood(supplier()), understood(supplier(1.7e-3))
    assert first is not None
    assert second is not None
    assert second.first_year.profit == pytest.approx(1.7e-3 * first.first_year.profit)
    assert second.reach == pytest.approx(first.reach)


def test_the_first_year_is_the_stated_one() -> None:
    found = understood(supplier())
    assert found is not None
    year = found.first_year
    assert year.revenue == pytest.approx(12e6, rel=0.01)
    assert year.gross == pytest.approx(4.2e6, abs=0.01 * 12e6)
    assert year.overhead == pytest.approx(3.1e6, abs=0.01 * 12e6)
    assert year.profit == pytest.approx(1.1e6, abs=0.01 * 12e6)
    prices = solved(supplier()).at_rest.year.price
    assert list(prices) == pytest.approx([1.0, 1.0, 1.0], abs=0.01)


def test_the_seed_and_what_leaves_change_no_market() -> None:
    other = with_settings(supplier(), {"run.seed": 99, "run.rounds": 8, "accounts.middle.leaves": 3})
    for mine, theirs in zip(engine().accounts, in_engine_units(other).accounts, strict=True):
        assert mine == theirs.model_copy(update={"leaves": None})


def test_accounts_of_a_count_have_the_same_market_when_one_is_taken_away() -> None:
    apart = in_engine_units(without(supplier(), "small 2", 4))
    assert apart.parameters == engine().parameters
    last = next(account for account in apart.accounts if account.name == "small 3")
    assert last.model_copy(update={"name": "small", "count": 3}) == engine().accounts[2]


def test_a_scenario_that_is_changed_in_place_is_solved_anew() -> None:
    scenario = supplier()
    before = in_engine_units(scenario)
    scenario.accounts[0] = scenario.accounts[0].model_copy(update={"alternatives": "many"})
    assert in_engine_units(scenario).accounts[0].rivals == 8
    assert before.accounts[0].rivals == 3


def with_margins(*margins: float | None, gross: float | None = 0.3) -> Scenario:
    accounts = [Account(name=f"A{k}", revenue_share=1.0 / len(margins), margin=m) for k, m in enumerate(margins)]
    return Scenario(business=Business(revenue=100.0, gross_margin=gross), accounts=accounts)


def test_the_cost_of_a_unit_meets_the_margins() -> None:
    scenario = with_margins(0.2, None)
    books = books_of(scenario, scenario.business or Business())
    assert books.unit_costs == pytest.approx((0.8, 0.6))  # (.7 - .5 * .8) / .5
    assert books.prices == pytest.approx((1.0, 1.0))  # no price is read out of a margin
    assert books.missed == ()


def test_what_a_stated_price_leaves_of_a_margin_is_cost() -> None:
    scenario = with_margins(0.25, 0.75, None, gross=0.5)
    scenario.accounts[0] = scenario.accounts[0].model_copy(update={"price_to_list": 0.6})
    books = books_of(scenario, scenario.business or Business())
    assert books.unit_costs == pytest.approx((0.45, 0.25, 0.5))
    assert books.missed == ()


def test_a_thin_margin_beside_fat_ones_is_met_and_no_rival_asks_nothing() -> None:
    """One cost of a unit for all would have it pay a third of the list price, and rivals ask next to nothing."""
    others = [Account(name=f"B{k}", revenue=1.2e6) for k in range(2)]
    business = Business(revenue=4.8e6, gross_margin=0.5, overhead=1.2e6, cash=1e6)
    scenario = Scenario(business=business, accounts=[Account(name="A", revenue=2.4e6, margin=0.25), *others])
    found, (thin, fat, _) = understood(scenario), in_engine_units(scenario).accounts
    assert found is not None
    assert (thin.price, thin.unit_cost, fat.unit_cost) == pytest.approx((1.0, 0.75, 0.25), rel=1e-4)
    assert [account.gross for account in found.accounts] == pytest.approx([0.25, 0.75, 0.75], abs=0.01)
    assert found.missed == ()
    assert (thin.quote_mean or 0.0) > (thin.unit_cost or 0.0)


def test_margins_that_no_cost_brings_together_are_said() -> None:
    for scenario, met in ((with_margins(0.1, 0.2), 0.15), (with_margins(-0.5, None, gross=0.4), -0.05)):
        (missed,) = books_of(scenario, scenario.business or Business()).missed
        assert missed.key == "business.gross_margin"
        assert missed.met == pytest.approx(met)


def test_a_price_that_no_quote_brings_about_is_said() -> None:
    account = Account(name="A", price_to_list=3.0)
    found = understood(Scenario(business=Business(revenue=1e6, gross_margin=0.1), accounts=[account]))
    assert found is not None
    assert "accounts.A.price_to_list" in [missed.key for missed in found.missed]


def test_an_overhead_below_support_and_selling_is_said() -> None:
    scenario = Scenario(
        business=Business(revenue=1e6, gross_margin=0.3, overhead=1e3),
        accounts=[Account(name="A")],
        parameters={"vendor": {"slots": 10}},
    )
    found = understood(scenario)
    assert found is not None
    (missed,) = (one for one in found.missed if one.key == "business.overhead")
    assert missed.met > 1e4
    assert in_engine_units(scenario).parameters.vendor.fixed_cost == 0.0


@pytest.mark.parametrize("scale", [1.0, 1e-3, 1e6])
def test_selling_to_many_small_accounts_costs_what_is_usual_of_a_small_one(scale: float) -> None:
    giant = Account(name="Giant", revenue=8e6 * scale)
    small = Account(name="small", count=25, revenue=4e4 * scale)

    def cost(**facts: Any) -> float:
        business = Business(gross_margin=0.35, overhead=1e6 * scale, **facts)
        scenario = Scenario(business=business, accounts=[giant, small])
        money = money_of(scenario)
        assert money is not None
        played = money.a_year(in_engine_units(scenario).parameters.portfolio.selling_cost)
        assert taken_for(scenario, "business.selling_cost") == (None if "selling_cost" in facts else played)
        return played

    assert cost() == pytest.approx(0.02 * 4e4 * scale, rel=1e-6)
    assert cost(typical_account=4e5 * scale) == pytest.approx(0.02 * 4e5 * scale, rel=1e-6)
    assert cost(selling_cost=5e3 * scale) == pytest.approx(5e3 * scale, rel=1e-6)


@pytest.mark.parametrize(
    ("business", "account", "said"),
    [
        (
            {"revenue": 100.0},
            {"revenue": 120.0},
            f"is less than what its accounts bring, 120; or {LEFT_OUT}",
        ),
        (
            {"revenue": 100.0},
            {"revenue": 60.0},
            "state the other 40 as further accounts, or leave the revenue of one unstated, which then has what is left",
        ),
        (
            {"revenue": 20e6},
            {"revenue": 20e3},
            "which is then their sum; they bring about a thousandth of it: is one in thousands?",
        ),
        (
            {"revenue": 20e3},
            {"revenue": 18e6},
            "they bring about a thousand times it: is one in thousands?",
        ),
        ({}, {"margin": 0.2}, "state business.revenue"),
        ({"revenue": 100.0}, {"revenue": 100.0, "revenue_share": 0.5}, "is not its revenue over the business's, 1"),
        ({"revenue": 100.0}, {"margin": 0.2, "contribution": 0.3}, "cannot be above its gross margin"),
        (
            {"revenue": 100.0},
            {"revenue": 100.0, "margin": 0.3, "contribution": 0.1, "support_cost": 1.0},
            "leaves 0.29 of its revenue",
        ),
        ({"revenue": 100.0}, {"relationship": 3.0, "level": 2.0}, "says the same in the engine's units"),
        ({"revenue": 100.0}, {"revenue": 100.0, "size": 4.0}, "its revenue sets its size"),
        ({"revenue": 100.0}, {"contract_left": 2.1, "contract_years": 1.0}, "more left than twice its length"),
    ],
)
def test_what_contradicts_itself_is_refused(business: dict[str, Any], account: dict[str, Any], said: str) -> None:
    scenario = Scenario.model_construct(**{
        **Scenario().model_dump(), "run": Scenario().run, "parameters": Parameters(), "segments": [],
        "business": Business(**business), "accounts": [Account(name="A", **account)],
    })  # fmt: skip
    conflicts = scenario.conflicts()
    assert any(said in found.words for found in conflicts), conflicts
    assert all(len(found.places) > 1 for found in conflicts)


def test_facts_need_a_business_and_parameters_do_not_state_it_again() -> None:
    with pytest.raises(EquipoiseError, match=r"accounts\.A\.revenue = 5\.0 +needs a \[business\]"):
        with_settings(Scenario(accounts=[Account(name="A")]), {"accounts.A.revenue": 5.0})
    with pytest.raises(EquipoiseError, match=r"vendor\.cash = 3\.0 +business\.cash = 900,?000.* states it already"):
        with_settings(supplier(), {"vendor.cash": 3.0})


def test_settings_state_a_business_and_take_back_what_says_the_same() -> None:
    stated = with_settings(Scenario(), ["business.revenue=100", "accounts.account.relationship=3"])
    assert stated.business is not None
    assert stated.business.revenue == 100.0
    changed = with_settings(stated, {"accounts.account.level": 2.0})
    assert (changed.accounts[0].level, changed.accounts[0].relationship) == (2.0, None)
    with pytest.raises(EquipoiseError, match=r"0\.35"):
        with_settings(stated, {"business.gross_margin": 35.0})


def test_a_business_has_slots_for_its_accounts() -> None:
    accounts = [Account(name="A", count=14)]
    vendor = {"slots": 10}
    told = Scenario(business=Business(revenue=1e6), accounts=accounts, parameters={"vendor": vendor})
    assert in_engine_units(told).parameters.vendor.slots == 14


def slots_of(scenario: Scenario) -> int:
    """Slots as they are played."""
    return in_engine_units(scenario).parameters.vendor.slots


def test_a_business_that_states_no_slots_can_win_one_more_account() -> None:
    small = Scenario(business=Business(revenue=1e6), accounts=[Account(name="A", count=3)])
    assert slots_of(small) == 4
    assert slots_of(with_settings(small, {"accounts.A.count": 5})) == 6
    assert slots_of(with_settings(small, {"vendor.slots": 9})) == 9
    assert slots_of(Scenario(**small.model_dump())) == 4  # as a manifest holds it
    market = small.model_dump(exclude_unset=True) | {"segments": [{"name": "rail", "slots": 2}]}
    assert slots_of(Scenario(**market)) == 5
    found, stated = understood(small), understood(with_settings(small, {"vendor.slots": 9}))
    assert found is not None
    assert stated is not None
    words = {taken.key: taken.words for taken in found.taken}
    assert words["vendor.slots"].startswith("4: the 3 held today and one more to be won")
    assert "vendor.slots" not in {taken.key for taken in stated.taken}


def test_the_typical_account_has_the_median_revenue_at_list_prices() -> None:
    accounts = [Account(name="A", count=2, revenue=6e6, price_to_list=2.0 / 3.0)]
    found = understood(Scenario(business=Business(), accounts=accounts))
    assert found is not None
    assert {taken.key: taken.words for taken in found.taken}["business.typical_account"].startswith(
        "6,000,000 money a year"
    )


def test_who_does_not_state_a_fact_is_listed_beside_one_that_does() -> None:
    accounts = [Account(name="A", revenue=6e5, cost_to_replace=1e5), Account(name="B", revenue=4e5)]
    found = understood(Scenario(business=Business(), accounts=accounts))
    assert found is not None
    words = {taken.key: taken.words for taken in found.taken}["accounts.cost_to_replace"]
    assert re.search(r"a year: B [\d,]+$", words), words


def test_a_share_of_several_is_that_of_each() -> None:
    accounts = [Account(name="A", revenue_share=0.8), Account(name="B", revenue_share=0.08, count=4)]
    told = Scenario(business=Business(revenue=1e6), accounts=accounts).conflicts()
    assert "revenue_share is that of each: B counts 4 times 0.08" in told[0].words
