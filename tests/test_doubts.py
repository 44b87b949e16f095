"""What is hardly meant: told of where it is, and of nothing that the program ships."""

import pytest

from equipoise.experiments.studies.designs import lay_out
from equipoise.experiments.studies.possible import doubts_at
from equipoise.experiments.studies.reading import list_studies, load_study, make_study
from equipoise.sim.account import Account
from equipoise.sim.business.facts import Business
from equipoise.sim.doubts import doubts, marks
from equipoise.sim.files import list_scenarios, load_scenario, with_settings
from equipoise.sim.scenario import Scenario


def told(*settings: str, scenario: Scenario | None = None) -> list[str]:
    changed = with_settings(scenario or Scenario(), settings)
    return [str(doubt) for doubt in (*doubts(changed), *marks(changed))]


@pytest.mark.parametrize("name", list_scenarios())
def test_no_shipped_scenario_is_doubted(name: str) -> None:
    assert told(scenario=load_scenario(name)) == []


@pytest.mark.parametrize("name", list_studies())
def test_no_shipped_study_is_doubted(name: str) -> None:
    plan = load_study(name)
    assert doubts_at(plan, lay_out(plan).values) == []


@pytest.mark.parametrize(
    ("setting", "said"),
    [
        ("cash=400.000", "vendor.cash = 400.000   is read as 400; if its point stands between thousands, write 400000"),
        (
            "fixed_cost=1.250",
            "vendor.fixed_cost = 1.250   is read as 1.25; if its point stands between thousands, write 1250",
        ),
        (
            "accounts.A.size=9.600",
            "accounts.A.size = 9.600   is read as 9.6; if its point stands between thousands, write 9600",
        ),
    ],
)
def test_a_point_that_may_stand_between_thousands_is_doubted(setting: str, said: str) -> None:
    assert told(setting, scenario=Scenario(accounts=[Account(name="A")])) == [said]


@pytest.mark.parametrize(
    "setting",
    [
        "selling_cost=1.000",
        "quote_mean=1.250",
        "unit_cost=1.000",
        "cash=400.00",
        "cash=0.250",
        "cash=4000.000",
        "fixed_cost=0.300",
    ],
)
def test_a_price_a_share_and_any_other_number_are_not(setting: str) -> None:
    assert not [line for line in told(setting) if "thousands" in line]


def test_the_parameter_that_binds_is_named() -> None:
    (usual,) = told("unit_cost=22")
    (monopoly,) = told("unit_cost=22", "rivals=0")
    (cheap,) = told("unit_cost=22", "do_without=0.5")
    assert usual == (
        "product.unit_cost = 22.0   is above all that an account would pay, about 1.4604 under "
        "market.quote_mean = 0.98: every unit sold is a loss"
    )
    assert "under market.do_without = 1.6: every" in monopoly
    assert "under market.do_without = 0.5: every" in cheap
    assert "0.98 on average by market.quote_mean" in told("unit_cost=1.1")[0]


def test_amounts_in_other_units_than_the_rest_are_doubted() -> None:
    large, fixed = told(scenario=Scenario(accounts=[Account(name="A", size=9.6e6), Account(name="B")]))
    assert large.startswith("accounts.A.size = 9600000.0   is more than 1,000 times portfolio.typical_size = 1: state")
    assert fixed == (
        "vendor.fixed_cost = 0.3   is less than a 1,000th of what the accounts buy in a round, about 9,410,000: "
        "state both in the same money"
    )
    assert told("typical_size=5000")[0].startswith("accounts.account.size = 1.0   is less than a 1,000th of portfolio.")
    assert told("fixed_cost=400000")[0].startswith("vendor.fixed_cost = 400000.0   is more than 1,000 times what")
    alike = Scenario(accounts=[Account(name="A", size=9.6e5)])
    assert told("typical_size=2e5", "fixed_cost=9e4", scenario=alike) == []
    assert told("fixed_cost=0", scenario=Scenario(accounts=[])) == []


@pytest.mark.parametrize(
    ("setting", "looks"),
    [
        ("business.cash=1.5", "per cent or millions, 1,500,000,"),
        ("business.cash=1500", "thousands, 1,500,000,"),
        ("business.cash=1500000", ""),
        ("business.cash=0", ""),
        ("business.overhead=2900", "thousands, 2,900,000,"),
        ("business.overhead=2.9", "per cent or millions, 2,900,000,"),
        ("business.overhead=250000", ""),
        ("business.credit_line=200", "thousands, 200,000,"),
        ("business.reserve=600", "thousands, 600,000,"),
        ("business.team_cost=150", "thousands, 150,000,"),
        ("business.team_cost=60000", ""),
        ("business.survey_cost=500", ""),
        ("accounts.Titan Group.cost_to_replace=1500", "thousands, 1,500,000,"),
        ("accounts.Elm Works.support_cost=9", "per cent or thousands, 9,000,"),
    ],
)
def test_money_of_a_business_in_thousands_or_millions_is_doubted(setting: str, looks: str) -> None:
    business = Business(currency="EUR", gross_margin=0.4, overhead=2.9e6, cash=1.5e6)
    accounts = [Account(name="Titan Group", revenue=9.6e6), Account(name="Elm Works", revenue=2.4e6)]
    said = told(setting, scenario=Scenario(business=business, accounts=accounts))
    assert len(said) == bool(looks)
    assert not looks or f"is money and looks like {looks} beside business.revenue = 12,000,000" in said[0]


@pytest.mark.parametrize(("cost", "is_doubted"), [(1e8, True), (1.9e6, True), (1.7e6, False), (0.0, False)])
def test_a_cost_to_replace_of_many_times_what_an_account_pays_is_doubted(cost: float, is_doubted: bool) -> None:
    business = Business(currency="EUR", gross_margin=0.4)
    accounts = [Account(name="Elm", revenue=6e5, cost_to_replace=cost), Account(name="Oak", revenue=5e6)]
    said = told(scenario=Scenario(business=business, accounts=accounts))
    key = f"accounts.Elm.cost_to_replace = {cost}"
    words = "is more than 3 times what it pays a year, 600,000: it is what one year without you costs it"
    assert [line.startswith(f"{key}   {words}") for line in said] == [True] * is_doubted


def test_an_account_in_thousands_beside_others_is_doubted_and_a_small_one_is_not() -> None:
    business = Business(currency="EUR", gross_margin=0.4, overhead=2.9e6, cash=1.5e6)

    def beside(*revenues: float) -> list[str]:
        accounts = [Account(name=f"A{k}", revenue=revenue) for k, revenue in enumerate(revenues)]
        return told(scenario=Scenario(business=business, accounts=accounts))

    (line,) = beside(9.6e6, 2.1e6, 900.0)
    assert line.startswith("accounts.A2.revenue = 900.0   is money and looks like thousands, 900,000, beside")
    assert beside(9.6e6, 2.1e6, 4e4, 900.0) == []


def study(key: str, **range_of: object) -> list[str]:
    plan = make_study(
        {"scenario": "base", "factors": [{"key": key, **range_of}], "design": {"kind": "grid", "levels": 2}}
    )
    return doubts_at(plan, lay_out(plan).values)


def test_every_point_of_a_study_is_doubted() -> None:
    (line,) = study("product.unit_cost", values=[0.7, 22.0])
    assert line.startswith("product.unit_cost = 22.0   is above all that")
    assert line.endswith("every unit sold is a loss, at 1 of 2 points")
    assert study("market.rivals", values=[1, 2]) == []


def test_what_a_factor_states_is_doubted_as_it_was_typed() -> None:
    settings = with_settings(Scenario(), ["cash=400.000"]).parameters.vendor
    assert study("vendor.cash", low=settings.cash, high=900.0)[0].startswith("vendor.cash = 400.000   is read as 400")
    assert study("vendor.cash", values=[settings.cash, 900.0])[0].startswith("vendor.cash = 400.000   is read as 400")
