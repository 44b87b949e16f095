"""Settings: what a command line and a sweep can change, and what is said of a setting that changes nothing."""

from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from equipoise.sim.account import Account
from equipoise.sim.business.facts import Business
from equipoise.sim.faults import SettingError
from equipoise.sim.files import list_policies, load_policy, load_scenario, split_settings, with_settings
from equipoise.sim.parameters import declarations
from equipoise.sim.scenario import LARGEST_RUN, Run, Scenario


def refusals(scenario: Scenario, *wrong: str) -> list[str]:
    with pytest.raises(SettingError) as caught:
        with_settings(scenario, wrong)
    return str(caught.value).splitlines()


def test_settings_by_full_key_by_name_alone_and_by_account() -> None:
    before = load_scenario("market-entry")
    after = with_settings(
        before,
        [
            "market.rivals=2", "unit_cost = 0.5", "bargaining.alternatives=opt-out", "switches.fear=off",
            "switches.growth=true",
            "accounts.Aerospace.size=6", "accounts.Aerospace.own_margin=.3", "segments.defence.knowledge=.5",
            "run.rounds=20",
            "seed=0", "vendor.name=We, the vendor = us",
        ],
    )  # fmt: skip
    p = after.parameters
    assert (p.market.rivals, p.product.unit_cost, p.bargaining.alternatives) == (2, 0.5, "opt-out")
    assert (p.switches.fear, p.switches.growth, p.vendor.name) == (False, True, "We, the vendor = us")
    assert (after.accounts[0].size, after.accounts[0].own_margin, after.segments[0].knowledge) == (6.0, 0.3, 0.5)
    assert (after.run.rounds, after.run.seed) == (20, 0)
    assert after.accounts[1:] == before.accounts[1:]
    assert before == load_scenario("market-entry")


def test_no_settings_change_nothing() -> None:
    scenario = load_scenario("over-a-barrel")
    assert with_settings(scenario, []) == scenario
    assert with_settings(scenario, {}) == scenario


def test_settings_as_a_mapping_of_values() -> None:
    scenario = with_settings(
        Scenario(),
        {"market.rivals": np.int64(2), "attention": np.float32(0.5), "switches.fear": False, "run.rounds": "20"},
    )
    assert (scenario.parameters.market.rivals, scenario.parameters.market.attention) == (2, 0.5)
    assert (scenario.parameters.switches.fear, scenario.run.rounds) == (False, 20)


def test_the_later_setting_holds() -> None:
    assert with_settings(Scenario(), ["rivals=2", "rivals=3"]).parameters.market.rivals == 3


def test_a_type_and_an_orientation_take_each_other_back() -> None:
    scenario = Scenario(accounts=[Account(name="A", type="partner"), Account(name="B.C", orientation=0.2)])
    scenario = with_settings(scenario, ["accounts.A.orientation=.3", "accounts.B.C.type=neutral"])
    assert scenario.accounts == [Account(name="A", orientation=0.3), Account(name="B.C", type="neutral")]
    assert with_settings(scenario, ["accounts.A.orientation=none"]).accounts[0] == Account(name="A")


@pytest.mark.parametrize("stated", [None, "none", "few"])
def test_an_account_without_alternatives_is_told_from_one_of_which_nothing_is_known(stated: str | None) -> None:
    account = Account(name="A", revenue=1e6, alternatives=stated)
    scenario = Scenario(business=Business(currency="EUR", gross_margin=0.3), accounts=[account])
    for setting, then in (("none", "none"), ("unknown", None), ("many", "many"), (None, None)):
        assert with_settings(scenario, {"accounts.A.alternatives": setting}).accounts[0].alternatives == then
    with pytest.raises(SettingError, match='= "all"   must be "none", "one", "few" or "many"'):
        with_settings(scenario, ["accounts.A.alternatives=all"])


def test_every_wrong_setting_is_told() -> None:
    scenario = load_scenario("over-a-barrel")
    assert refusals(
        scenario, "market.rivls=4", "fear=off", "accounts.Gaint.size=2", "vendor.unit_cost=1", "policy.focus=.1",
        "focus=.1", "huh", "rivals=many", "attention=1.5", "switches.fear=maybe", "alternatives=optout",
        "accounts.Giant.size=0", "slots=2", "orientation_low=.95",
    ) == [
        'market.rivls = 4   unknown key; did you mean "market.rivals"?',
        'fear = off   unknown key; did you mean "switches.fear"?',
        'accounts.Gaint.size = 2   unknown key; did you mean "accounts.Giant.size"?',
        'vendor.unit_cost = 1   unknown key; did you mean "product.unit_cost"?',
        "policy.focus = .1   unknown key; a policy's levers are set where the policy is loaded",
        'focus = .1   unknown key; did you mean the lever "policy.focus"?',
        '"huh"   is not key=value',
        'market.rivals = "many"   must be a whole number from 0 to 1,000',
        "market.attention = 1.5   must be a number from 0 to 1",
        'bargaining.alternatives = "optout"   must be "threat-point" or "opt-out"; did you mean "opt-out"?',
        'switches.fear = "maybe"   must be true or false',
        "accounts.Giant.size = 0.0   must be a number from 1e-6 to 1e9",
        "vendor.slots = 2   2 slots are too few: 3 accounts need 3",
        "newcomers.orientation_low = 0.95   must not be above orientation_high = 0.9",
    ]  # fmt: skip


def test_no_two_parameters_have_one_name() -> None:
    names = [d.name for d in declarations() if d.section != "switches"] + list(Run.model_fields)
    assert len(names) == len(set(names))


@pytest.mark.parametrize("key", ["stakes", "collapse", "payout", "name"])
def test_a_name_that_two_tables_have(key: str) -> None:
    """A switch never goes by its name alone, so that a parameter of the same name does."""
    if key in {"collapse", "payout"}:
        assert with_settings(Scenario(), [f"{key}=0.5"]) != Scenario()
    elif key == "stakes":
        assert with_settings(Scenario(), ["stakes=ledger-only"]).parameters.bargaining.stakes == "ledger-only"
    else:
        assert with_settings(Scenario(), ["name=us"]).parameters.vendor.name == "us"


def test_settings_that_contradict_each_other() -> None:
    scenario = load_scenario("over-a-barrel")
    assert refusals(scenario, "accounts.Giant.type=partner", "accounts.Giant.orientation=.2") == [
        'accounts.Giant.type = "partner"   its type sets its orientation, which is stated too; state one of them'
    ]
    assert refusals(scenario, "rounds=100000", f"slots={LARGEST_RUN // 100_000 + 1}")
    assert with_settings(scenario, ["rounds=100000", f"slots={LARGEST_RUN // 100_000}"]).run.rounds == 100_000


def test_levers_are_set_in_any_policy() -> None:
    for name in list_policies():
        policy = load_policy(name, ["policy.focus=.03", "screen=.2"])
        assert policy.levers == load_policy(name).levers.model_copy(update={"focus": 0.03, "screen": 0.2})
    assert load_policy("strategic", {"policy.focus": 0.5}).levers.focus == 0.5


def test_wrong_levers() -> None:
    with pytest.raises(SettingError) as caught:
        load_policy("strategic", ["policy.focs=1", "policy.screen=2", "rivals=3"])
    assert str(caught.value).splitlines() == [
        'policy.focs = 1   unknown key; did you mean "policy.focus"?',
        'rivals = 3   unknown key; did you mean "market.rivals" of the scenario?',
        "policy.screen = 2.0   must be a number from 0 to 1",
    ]


def test_settings_are_split_by_what_they_set() -> None:
    scenario, policy = split_settings(["market.rivals=2", "policy.focus=.03", "fear=off"])
    assert (scenario, policy) == ({"market.rivals": "2", "fear": "off"}, {"policy.focus": ".03"})
    assert split_settings({"policy.focus": 0.03}) == ({}, {"policy.focus": 0.03})


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.text(max_size=3), inner, max_size=2),
    max_leaves=4,
)


KEYS = st.sampled_from(["market.rivals", "cash", "switches.fear", "accounts.Giant.type", "policy.focus", "x", ""])


def message(apply: Callable[[], object]) -> str:
    try:
        apply()
    except SettingError as error:
        return str(error)
    return "nothing is wrong"


@given(st.dictionaries(KEYS | st.text(), VALUES))
def test_no_setting_raises_anything_but_a_message(wild: dict[str, object]) -> None:
    assert message(lambda: with_settings(load_scenario("over-a-barrel"), wild))
    assert message(lambda: load_policy("strategic", wild))


@given(st.lists(st.text(), max_size=3))
def test_no_text_raises_anything_but_a_message(wild: list[str]) -> None:
    assert message(lambda: with_settings(Scenario(), wild))
