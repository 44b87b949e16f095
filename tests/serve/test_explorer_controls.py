"""Controls: one for each number that somebody may move, as it is declared, and what the scenario has within reach."""

import re
from collections import Counter
from decimal import Decimal
from functools import cache
from typing import Any

import pytest

from equipoise.analysis.prose.keys import words
from equipoise.app.serve.explorer.controls import controls, first_controls
from equipoise.app.serve.explorer.labels import outcomes_of
from equipoise.app.serve.explorer.places import TAKEN_OUT
from equipoise.experiments.claims import claims_of
from equipoise.sim.business.contradictions import TWO_WAYS
from equipoise.sim.faults import EquipoiseError
from equipoise.sim.files import list_scenarios, load_policy, load_scenario, with_settings
from equipoise.sim.files.settings import with_levers
from equipoise.sim.keys import joined, parts_of
from equipoise.sim.parameters import Switches, declarations
from equipoise.sim.policy import Levers

BUSINESS = "timing-chips"
NAMES = [*list_scenarios(), BUSINESS]


@cache
def of(name: str) -> list[dict[str, Any]]:
    return controls(load_scenario(name))


def by_key(name: str) -> dict[str, dict[str, Any]]:
    return {one["key"]: one for one in of(name)}


@pytest.mark.parametrize("name", NAMES)
def test_each_is_there_once_and_says_what_it_is(name: str) -> None:
    found = of(name)
    assert max(Counter((one["holds"], one["key"]) for one in found).values()) == 1
    assert {one["key"] for one in found if one["holds"] == "side"} == set(Levers.model_fields)
    mechanisms = [one["key"] for one in found if one["group"] == "mechanisms"]
    claimed = [f"switches.{s}" for s, claims in TAKEN_OUT.items() if claims & {*load_scenario(name).claims}]
    assert {*mechanisms} == {f"switches.{s}" for s in Switches.model_fields}
    assert {*mechanisms[: len(claimed)]} == {*claimed}
    for one in found:
        assert one["label"][0].isupper() or one["label"].split(":")[0] in str(load_scenario(name).account_names)
        assert one["meaning"]
        assert one["kind"] in {"number", "switch", "choice"}
        assert bool(one["choices"]) == (one["kind"] == "choice")


@pytest.mark.parametrize("name", NAMES)
def test_steps_lead_from_end_to_end_and_to_what_the_scenario_has(name: str) -> None:
    for one in of(name):
        if one["kind"] != "number":
            continue
        low, high, step = Decimal(repr(one["from"])), Decimal(repr(one["to"])), Decimal(one["step"])
        assert low < high, one
        assert step > 0
        assert "e" not in one["step"].lower()
        assert (high - low) % step == 0
        assert one["low"] is None or one["low"] <= one["from"]
        assert one["high"] is None or one["to"] <= one["high"]
        if one["preset"] is not None:
            assert one["from"] <= one["preset"] <= one["to"], one


@pytest.mark.parametrize("name", ["market-entry", BUSINESS])
def test_what_a_control_holds_may_be_set(name: str) -> None:
    """At both ends, and what it chooses from; what contradicts something else is told."""
    scenario, refused = load_scenario(name), []
    tried = of(name) if name != BUSINESS else [one for one in of(name) if one["group"] == "facts"]
    for one in tried:
        values = {"number": [one.get("from"), one.get("to")], "switch": [False, True], "choice": one["choices"]}
        for value in values[one["kind"]]:
            whole = int(value) if one.get("whole") and value is not None else value
            try:
                if one["holds"] == "side":
                    with_levers(load_policy("strategic"), {f"policy.{one['key']}": float(value)})
                else:
                    with_settings(scenario, {one["key"]: whole})
            except EquipoiseError as error:
                refused.append((one["key"], str(error)))
    assert not [key for key, said in refused if "unknown" in said or "must be a" in said]
    others = [key for key, _ in refused if not key.endswith((".revenue", ".revenue_share"))]  # which have to add up
    assert len(others) < len(tried) / 10, refused


def test_every_parameter_can_be_found() -> None:
    there = {one["key"] for one in of("over-a-barrel")}
    assert {one.key for one in declarations() if one.unit != "text"} <= there


def test_each_is_called_by_words() -> None:
    """Of an account or a business by what its declaration says, where its key alone tells nobody what it is."""
    labels = {key: one["label"] for name in ("over-a-barrel", BUSINESS) for key, one in by_key(name).items()}
    assert not [said for said in labels.values() if "_" in said]
    own = {
        key.rpartition(".")[2]: said.partition(": ")[2] for key, said in labels.items() if key.startswith("accounts.")
    }
    assert own["level_worth"] == "what the highest level is worth to it"
    assert own["bound"] == "share of purchases fixed by contract"
    assert own["price_to_list"] == "price against the list price"
    assert own["its_margin"] != own["own_margin"]
    assert labels["business.overhead_follows"] == "Part of the overhead that follows revenue within about a year"
    assert (own["size"], own["revenue_share"], labels["business.credit_line"]) == (
        "size",
        "revenue share",
        "Credit line",
    )


def test_what_is_asked_for_first_stands_first() -> None:
    first = [one["key"] for one in of("over-a-barrel") if one["group"] == "facts"]
    assert first[:6] == [
        f"accounts.Giant.{trait}" for trait in ("size", "type", "orientation", "reference", "level", "channel")
    ]
    assert {"vendor.cash", "vendor.fixed_cost", "market.rivals", "market.quote_mean", "hierarchy.imitable"} <= {*first}


def test_a_lever_is_shown_as_people_say_it() -> None:
    focus = by_key("over-a-barrel")["focus"]
    assert focus == {
        "key": "focus", "holds": "side", "group": "levers", "label": "Focused investment",
        "name": "Focused investment", "unit": "% of revenue",
        "scale": 100.0, "kind": "number", "choices": [], "back": None, "left": None, "preset": None, "taken": None,
        "range": "", "default": 0.0,
        "meaning": "Focused investment in an account that passes the screen.", "low": 0.0, "high": 1.0,
        "from": 0.0, "to": 0.1, "step": "0.001", "whole": False, "power": 2, "placeholder": "not stated",
        "in": "% of revenue", "instead": None,
        "about": "Focused investment in an account that passes the screen. Allowed: 0 to 100% of revenue. "
        "Otherwise: 0% of revenue.",
    }  # fmt: skip
    assert by_key("over-a-barrel")["charter"]["kind"] == "switch"


@pytest.mark.parametrize("name", NAMES)
def test_no_number_stands_without_what_it_is_counted_in(name: str) -> None:
    """A unit, or points with their ends; rounds, of which nobody but the program has heard, are quarters."""
    found = {one["key"]: one["in"] for one in of(name) if one["kind"] == "number"}
    assert [key for key, said in found.items() if not said] == []
    assert [key for key, said in found.items() if re.search("(^|a )rounds?$", said)] == []
    assert (found["bluff"], found["weigh_margin"]) == ("points, 0 to 1", "points, 0 to 10")
    assert found["prudence"] == "times the reserve"


def test_what_changes_with_what_is_said_in_words() -> None:
    """Of a business in shares of its list price: no money of the model's own, no unit of nothing."""
    keys = ("product.support_curvature", "capability.capability_gain", "charter.network_growth")
    plain, own = ([by_key(name)[key]["in"] for key in keys] for name in ("over-a-barrel", BUSINESS))
    assert plain == ["for each money a unit", "money a unit a quarter", "% a quarter for each money a unit"]
    assert own == [
        "for each 1% of the list price", "% of the list price a quarter", "% a quarter for each 1% of the list price"
    ]  # fmt: skip
    gain = by_key(BUSINESS)["capability.capability_gain"]
    assert "As in the scenario: 4.5% of the list price a quarter." in gain["about"]
    sizes = by_key("over-a-barrel")["accounts.Giant.size"]["about"]
    assert "As in the scenario: 4 units a quarter. Otherwise: 1 unit a quarter." in sizes


def test_a_business_is_moved_in_its_own_currency_and_in_years() -> None:
    found = by_key(BUSINESS)
    currency = load_scenario(BUSINESS).business.currency  # type: ignore[union-attr]
    assert found["business.cash"]["unit"] == f"million {currency}"
    assert (found["business.overhead"]["unit"], found["business.overhead"]["scale"]) == (
        f"million {currency} a year",
        1e-6,
    )
    assert found["business.overhead"]["group"] == "facts"
    assert f"As in the scenario: 41 million {currency} a year. " in found["business.overhead"]["about"]
    assert not {"vendor.cash", "vendor.fixed_cost", "market.rivals"} & found.keys()
    units = {key.rpartition(".")[2]: one["unit"] for key, one in found.items() if key.startswith("accounts.")}
    assert units["contract_years"] == "years"
    open_ones = [one for one in of(BUSINESS) if one["taken"] is not None]
    assert open_ones
    assert all("?" in one["meaning"] and one["back"] == "none" for one in open_ones)


def test_a_field_shows_what_its_unit_says() -> None:
    """A number as its file has it, with its point moved; of an amount that follows from the business, times of what."""
    for one in of(BUSINESS):
        if one["kind"] == "number":
            assert one["scale"] == pytest.approx(10.0 ** one["power"])
    floor = by_key(BUSINESS)["bargaining.wealth_floor"]
    assert re.fullmatch(r"\u00d7 [\d.]+ million [A-Z]{3}", floor["unit"]), floor["unit"]
    taken = next(one for one in of(BUSINESS) if one["taken"] is not None and one["unit"].startswith("million"))
    assert float(taken["placeholder"]) == pytest.approx(taken["taken"] / 1e6, rel=0.01)


OURS = """
title = "Ours"
policies = ["accommodating", "strategic"]

[business]
currency = "EUR"
revenue = 800000
reserve = 0

[[accounts]]
name = "North"
revenue = 420000
contract_years = 3.0
contract_left = 1.0

[[accounts]]
name = "South"
revenue_share = 0.475
share_of_wallet = 0.5
"""
"""A business as an import leaves it."""


@pytest.fixture(scope="module")
def ours(tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, Any]]:
    path = tmp_path_factory.mktemp("ours") / "ours.toml"
    path.write_text(OURS)
    return {one["key"]: one for one in controls(load_scenario(path))}


def test_amounts_that_nobody_states_are_moved_beside_revenue(ours: dict[str, dict[str, Any]]) -> None:
    amounts = {
        key: one for key, one in ours.items() if key.startswith(("business.", "accounts.")) and "EUR" in one["unit"]
    }
    assert {one["unit"].removesuffix(" a year") for one in amounts.values()} == {"thousand EUR"}
    assert {one["scale"] for one in amounts.values()} == {1e-3}
    ends = {key: (one["from"], one["to"]) for key, one in amounts.items()}
    assert ends["business.credit_line"] == ends["business.reserve"] == (0.0, 480_000.0)
    assert ends["accounts.South.cost_to_replace"] == (0.0, 190_000.0)
    first = ("overhead", "cash", "credit_line", "payout")
    assert {ours[f"business.{name}"]["group"] for name in first} == {"facts"}


def test_what_is_left_of_a_contract_goes_as_far_as_that(ours: dict[str, dict[str, Any]]) -> None:
    assert (ours["accounts.North.contract_left"]["to"], ours["accounts.South.contract_left"]["to"]) == (3.0, 1.0)


def test_levers_stand_in_the_order_of_a_plan() -> None:
    """Whom to invest in and how, whom to win, then talks; each with a name that fits beside its field."""
    levers = [one for one in of("over-a-barrel") if one["group"] in {"levers", "weights"}]
    assert [one["key"] for one in levers][:5] == ["focus", "channel", "charter", "sponsor", "survey"]
    assert [one["key"] for one in levers if one["group"] == "levers"][-4:-1] == ["bluff", "concession", "walk_away"]
    assert max(len(one["label"]) for one in levers) <= 24


def test_an_outcome_says_which_years_it_is_of() -> None:
    named = {one["name"]: one for one in outcomes_of(40)}
    assert named["profit_3y"]["label"] == "Profit a year, over three years"
    assert (named["profit_3y"]["all"], named["profit_3y"]["each"]) == (True, False)
    assert named["survival"]["label"] == "Held to the end"
    assert {"profit_1y", "profit"} <= {one["name"] for one in outcomes_of(12)}
    assert "profit_10y" not in {one["name"] for one in outcomes_of(12)}


def test_outcomes_that_people_know_come_first() -> None:
    known = [one["known"] for one in outcomes_of(40)]
    assert known == sorted(known, reverse=True)
    names = [one["name"] for one in outcomes_of(40)]
    assert names[:4] == ["profit", "profit_1y", "profit_3y", "profit_10y"]
    assert {"loss_vendor", "waste", "rounds_away"} <= {*names[known.count(True) :]}
    assert {"Loss vendor", "Waste", "Rounds away"}.isdisjoint(one["label"] for one in outcomes_of(40))


def test_help_says_units_once_and_one_of_a_thing(ours: dict[str, dict[str, Any]]) -> None:
    about = {name: ours[f"accounts.North.{name}"]["about"] for name in ("relationship", "contacts", "orientation")}
    assert "Allowed: 1 to 5. Otherwise: 2.5." in about["relationship"]
    assert "Otherwise: 1 person." in about["contacts"]
    assert "R10" not in about["orientation"]


def test_a_control_says_what_answers_call_it(ours: dict[str, dict[str, Any]]) -> None:
    for control in ours.values():
        said = f"{control['label']} {control['about']}".casefold()
        key = f"policy.{control['key']}" if control["holds"] == "side" else control["key"]
        assert words(key).rpartition(": ")[2].removesuffix(" (on or off)").casefold() in said
        assert "competitors" in said or not re.search(r"\brivals?\b", said)
    about = {name: ours[f"accounts.North.{name}"]["about"] for name in ("relationship", "orientation", "channel")}
    assert "view of the vendor" in about["relationship"]
    assert "win-win" in about["orientation"]
    assert "when not stated" not in about["channel"]
    assert ours["accounts.North.cost_to_replace"]["in"].endswith(" EUR a year")


def test_what_an_account_makes_of_the_product_is_drawn_where_nothing_tells_it(ours: dict[str, dict[str, Any]]) -> None:
    assert "Otherwise: drawn anew in each run, about 40% of its spend." in ours["accounts.North.its_margin"]["about"]
    assert "Otherwise: 40% of its spend." in ours["accounts.South.its_margin"]["about"]


def test_what_is_drawn_has_no_value() -> None:
    drawn = with_settings(load_scenario("over-a-barrel"), {"market.rivals": "2..6"})
    assert next(one for one in controls(drawn) if one["key"] == "market.rivals")["preset"] is None


def test_mechanisms_are_those_that_claims_take_out() -> None:
    found: dict[str, set[str]] = {}
    for claim in claims_of([]):
        for key, value in (pair for case in claim.cases for pair in case.settings):
            if key.startswith("switches.") and value is False:
                found.setdefault(key.removeprefix("switches."), set()).add(claim.id)
    assert found == TAKEN_OUT


def test_what_a_state_names_has_a_control_also_of_a_business() -> None:
    account = load_scenario(BUSINESS).account_names[0]
    traits = [f"accounts.{account}.{trait}" for trait in ("type", "orientation", "reference", "channel")]
    assert {one["key"] for one in of(BUSINESS)} >= {*traits}
    assert {one["key"] for one in first_controls(BUSINESS, traits)} >= {*traits}
    hidden = f"accounts.{account}.attention"
    assert hidden in {one["key"] for one in first_controls(BUSINESS, [hidden])}


def test_what_says_the_same_takes_the_other_back() -> None:
    """As a fact and the trait that it is translated to do, both of which a page may have."""
    there, name = by_key(BUSINESS), load_scenario(BUSINESS).account_names[0]
    pairs = {"contacts": "channel", "channel": "contacts", "type": "orientation", "cost_to_replace": "level_worth"}
    for one, other in (*pairs.items(), *((fact, trait) for fact, trait in TWO_WAYS.items() if fact != "contacts")):
        assert parts_of(there[joined(("accounts", name, one))]["instead"]) == ("accounts", name, other)
    choice = there[joined(("accounts", name, "alternatives"))]
    assert "not stated" not in [words for _, words in choice["options"]]


@pytest.mark.parametrize(("one", "other"), [("contacts", "channel"), ("cost_to_replace", "level_worth")])
def test_a_setting_takes_the_other_way_to_say_it_back(one: str, other: str) -> None:
    scenario = load_scenario(BUSINESS)
    for first, then in ((one, other), (other, one)):
        stated = scenario
        for name in (first, then):
            stated = with_settings(stated, {joined(("accounts", scenario.account_names[0], name)): 1})
        account = stated.accounts[0]
        assert (getattr(account, first), getattr(account, then)) == (None, 1)


def test_a_fact_that_is_a_range_says_so_and_stands_where_it_is_likeliest() -> None:
    """In words and in the unit of its control; there a key press or a drag begins, and a strip has its mark."""
    settings = ["business.revenue=76e6..84e6..99e6", "accounts.Cars.cost_to_replace=3e5..7e5"]
    found = {one["key"]: one for one in controls(with_settings(load_scenario(BUSINESS), settings))}
    revenue, cost = found["business.revenue"], found["accounts.Cars.cost_to_replace"]
    assert (revenue["range"], revenue["placeholder"]) == ("76 to 99 million USD a year", "76 to 99")
    assert (cost["range"], cost["placeholder"]) == ("0.3 to 0.7 million USD a year", "0.3 to 0.7")
    assert (revenue["taken"], cost["taken"], revenue["preset"], revenue["left"]) == (84e6, 5e5, None, None)
    said = "As in the scenario: a range, 76 to 99 million USD a year, 84 the likeliest, drawn anew for each run."
    assert f"{said} Otherwise: not stated." in revenue["about"]
    assert "0.3 to 0.7 million USD a year, every value alike, drawn" in cost["about"]
    for one, low, high in ((revenue, 76e6, 99e6), (cost, 3e5, 7e5)):
        assert one["from"] <= low < one["taken"] < high <= one["to"]
        assert (Decimal(one["taken"]) - Decimal(one["from"])) % Decimal(one["step"]) == 0
    assert {one["range"] for key, one in by_key(BUSINESS).items() if key in {revenue["key"], cost["key"]}} == {""}
