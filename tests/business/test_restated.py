"""A plain scenario restated in other money is the same; one that mixes scales is doubted."""

import numpy as np
import pytest

from equipoise.sim.account import Account
from equipoise.sim.arm import Arm
from equipoise.sim.business.facts import Business
from equipoise.sim.doubts import doubts
from equipoise.sim.files import load_scenario, with_settings
from equipoise.sim.kernel import play_chunk
from equipoise.sim.scenario import Scenario

VOLUMES = ("accounts.Giant.size", "accounts.North.size", "accounts.South.size", "portfolio.typical_size")
LUMPS = (
    "vendor.cash", "vendor.reserve", "vendor.fixed_cost", "portfolio.selling_cost", "charter.team_cost",
    "charter.sponsor_cost", "charter.survey_cost", "bargaining.wealth_floor",
)  # fmt: skip


def value(scenario: Scenario, key: str) -> float:
    first, *_, last = key.split(".")
    if first == "accounts":
        return float(next(getattr(a, last) for a in scenario.accounts if a.name == key.split(".")[1]))
    return float(getattr(getattr(scenario.parameters, first), last))


@pytest.mark.parametrize("scale", [1e-3, 1e-2, 0.5, 4.0, 1e3, 1e6, 1e9])
def test_volumes_and_lump_costs_restated_together_change_nothing(scale: float) -> None:
    small = {key: 0.25 * value(load_scenario("over-a-barrel"), key) for key in (*VOLUMES, *LUMPS)}
    plain = with_settings(load_scenario("over-a-barrel"), small)
    restated = with_settings(plain, {key: scale * value(plain, key) for key in (*VOLUMES, *LUMPS)})
    one, other = (
        play_chunk(Arm.of(scenario, "strategic", rounds=12), range(20)).runs for scenario in (plain, restated)
    )
    assert list(one["failed_at"]) == list(other["failed_at"])
    np.testing.assert_allclose(other["revenue"], scale * one["revenue"], rtol=1e-6)
    np.testing.assert_allclose(other["cash"], scale * one["cash"], rtol=1e-6, atol=1e-8 * scale)


@pytest.mark.parametrize(
    ("settings", "keys"),
    [
        ({"accounts.account.size": 400.0}, ("accounts.account.size = 400.0", "portfolio.selling_cost = 0.02")),
        ({"accounts.account.size": 0.01}, ("accounts.account.size = 0.01", "vendor.fixed_cost = 0.3")),
        ({"vendor.cash": 2000.0}, ("vendor.cash = 2000.0", "accounts.account.size = 1")),
        ({"portfolio.selling_cost": 20.0}, ("portfolio.selling_cost = 20.0", "accounts.account.size = 1")),
        ({"charter.team_cost": 500.0}, ("charter.team_cost = 500.0", "accounts.account.size = 1")),
        ({"accounts.account.price": 0.5}, ("accounts.account.price = 0.5", "product.unit_cost = 0.7")),
        ({"accounts.account.price": 90.0}, ("accounts.account.price = 90.0", "product.unit_cost = 0.7")),
        ({"market.quote_mean": 98.0}, ("market.quote_mean = 98.0", "product.unit_cost = 0.7")),
        ({"product.unit_cost": 0.0007}, ("market.quote_mean = 0.98", "product.unit_cost = 0.0007")),
    ],
)
def test_mixed_scales_are_doubted_with_both_keys(settings: dict[str, float], keys: tuple[str, str]) -> None:
    lines = [str(doubt) for doubt in doubts(with_settings(Scenario(), settings))]
    assert any(all(key in line for key in keys) for line in lines), lines


@pytest.mark.parametrize(
    ("business", "account", "key", "said"),
    [
        ({"overhead": 0.26}, {}, "business.overhead", "looks like a share"),
        ({"overhead": 26.0}, {}, "business.overhead", "looks like per cent"),
        ({"overhead": 1e9}, {}, "business.overhead", "more than 10 years' revenue"),
        ({"gross_margin": 0.0035}, {}, "business.gross_margin", "0.35 per cent"),
        ({}, {"contract_left": 24.0}, "accounts.A.contract_left", "24 months are 2"),
        ({}, {"its_margin": 40.0}, "accounts.A.its_margin", "40 per cent are 0.4"),
        ({}, {"support_cost": 3.0}, "accounts.A.support_cost", "looks like per cent"),
        ({}, {"support_cost": 2e6}, "accounts.A.support_cost", "more than its revenue"),
    ],
)
def test_numbers_of_a_business_that_look_like_something_else_are_doubted(
    business: dict[str, float], account: dict[str, float], key: str, said: str
) -> None:
    scenario = Scenario(business=Business(revenue=1e6, **business), accounts=[Account(name="A", **account)])
    (doubt,) = doubts(scenario)
    assert doubt.key == key
    assert said in doubt.words


def test_a_usual_business_is_not_doubted() -> None:
    business = Business(revenue=12e6, gross_margin=0.35, overhead=3.1e6, cash=9e5, credit_line=5e5, reserve=2e5)
    account = Account(name="A", contract_left=1.5, its_margin=0.4, support_cost=4e5)
    assert doubts(Scenario(business=business, accounts=[account])) == []
