"""Keys that are unknown: a word means what it means in its table, and a setting is answered with what there is."""

import re
import tomllib
from collections.abc import Callable
from itertools import chain
from pathlib import Path

import pytest

from equipoise.sim.account import Account
from equipoise.sim.faults import EquipoiseError
from equipoise.sim.files import load_policy, load_scenario, with_settings
from equipoise.sim.files.unknown import table_at
from equipoise.sim.parameters import Parameters
from equipoise.sim.scenario import Scenario
from equipoise.sim.shipped import SHIPPED

GIANT = Scenario(accounts=[Account(name="Giant"), Account(name="North"), Account(name="South")])


def said(act: Callable[[], object]) -> str:
    with pytest.raises(EquipoiseError) as caught:
        act()
    return str(caught.value)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("[lock_in]\ncost = 1", 'did you mean "switching_cost"?'),
        ("[charter]\ncosts = 1", 'did you mean "team_cost", "sponsor_cost" or "survey_cost"?'),
        ("[charter]\nbudget = 1", 'what a charter costs is "team_cost", "sponsor_cost" and "survey_cost"'),
        ("[charter]\nteam = 1", 'did you mean "team_cost"?'),
        ("[vendor]\nteam = 1", 'did you mean "team_cost" under [charter]?'),
        ("[plan]\nrevenue = 1", 'did you mean "segment_revenue"?'),
        ("[portfolio]\nmargin = 1", 'did you mean "typical_margin"?'),
        ("[vendor]\naccounts = 1", 'how many accounts the vendor can serve is "slots"; the accounts themselves'),
        ("[market]\naccounts = 1", "accounts stand each under its own [[accounts]]"),
        ("[market]\nvendor = 1", "it is a section of its own: [vendor]"),
        ("[vendor]\nsize = 1", "it belongs to an account, under its own [[accounts]]"),
        ("[vendor]\nfocus = 1", 'it is a lever, which a policy states: "focus" under [levers] in a file of its own'),
        ("[[accounts]]\nname = 'A'\ndiscount = 0.1", "a discount on the price is what comes out of negotiations"),
        ("[bargaining]\nprice = 1", "the price is what comes out of negotiations"),
        ("[newcomers]\nmargin = 1", '"own_margin" is what a newcomer makes of a unit itself; the vendor'),
        ("[vendor]\ncost = 1", 'the cost of being in business is "fixed_cost", that of a unit "unit_cost"'),
        ("[[accounts]]\nname = 'A'\nshare = 1", 'did you mean "revenue_share" or "share_of_wallet"?'),
        ("[vendor]\nshare = 1", 'allowed are "name", "slots"'),
        ("[vendor]\nsegment = 1", 'allowed are "name", "slots"'),
        *((f"[[accounts]]\nname = 'A'\n{word} = 1", 'allowed are "name", "type"')
          for word in ("chance", "preference", "owner_margin", "side", "site", "segment", "account", "risk")),
    ],
)  # fmt: skip
def test_a_key_of_a_file(text: str, found: str, tmp_path: Path) -> None:
    path = tmp_path / "mine.toml"
    path.write_text(text, encoding="utf-8")
    line = said(lambda: load_scenario(path))
    assert f"unknown key; {found}" in line
    assert "it belongs under" not in line


@pytest.mark.parametrize(
    ("of_business", "of_account", "found"),
    [
        ("turnover = 9e6", "", 'what all accounts pay in a year is "revenue"'),
        ("opex = 1e6", "", 'all cost but that of goods is "overhead", a year'),
        ("ebit = 1e6", "", 'what is stated is "revenue", "gross_margin" and "overhead"'),
        ("dividends = 1e6", "", 'what owners take out a year is "payout"'),
        ("", "turnover = 9e6", 'what an account pays a year is "revenue"'),
        ("", "contribution_margin = 0.2", 'is "margin", once goods are paid, or "contribution", once it is served'),
        ("", "contract_end = 2026-06-30", 'the time until its contract is renewed is "contract_left", in years'),
        ("", "customer_since = 2017", 'how long it has been an account is "customer_years"'),
        ("", "competitors = 3", 'what else it could buy from is "alternatives": none, one, few or many'),
        ("", "cash = 3", "it is of the whole business, under [business]"),
    ],
)
def test_a_word_in_a_business_means_what_a_business_states(
    of_business: str, of_account: str, found: str, tmp_path: Path
) -> None:
    path = tmp_path / "mine.toml"
    path.write_text(
        f"[business]\ncurrency = 'EUR'\nrevenue = 9e6\n{of_business}\n[[accounts]]\nname = 'A'\n{of_account}\n",
        encoding="utf-8",
    )
    line = said(lambda: load_scenario(path))
    assert "unknown key; " in line
    assert found in line


def test_what_is_said_of_words_names_keys_that_there_are() -> None:
    """And of no word that is a key itself where it is said."""
    meanings = tomllib.loads((SHIPPED / "vocabulary.toml").read_text(encoding="utf-8"))["meanings"]
    places = {name: (name,) for name in ("run", "business", "accounts")}
    places |= {name: ("parameters", name) for name in Parameters.model_fields}
    tables = {name: table_at(Scenario, place) for name, place in places.items()}
    keys = {name: {*table.model_fields} for name, table in tables.items() if table is not None}
    for meaning in meanings:
        assert {*re.findall(r'"(\w+)"', meaning["says"])} <= {*chain.from_iterable(keys.values())}, meaning["says"]
        for name in meaning.get("under", []):
            assert not keys[name] & {*meaning["words"]}, meaning["words"]


def test_a_margin_is_no_weight_of_a_margin(tmp_path: Path) -> None:
    (tmp_path / "mine.toml").write_text("[levers]\nmargin = 0.2", encoding="utf-8")
    for act in (lambda: load_policy(tmp_path / "mine.toml"), lambda: load_policy("strategic", ["policy.margin=0.2"])):
        line = said(act)
        assert "unknown key; the vendor's margin is what comes out" in line
        assert "weigh_margin" not in line


def test_a_key_of_a_scenario_in_a_policy(tmp_path: Path) -> None:
    (tmp_path / "mine.toml").write_text("[levers]\nrivals = 3", encoding="utf-8")
    line = said(lambda: load_policy(tmp_path / "mine.toml"))
    assert line.endswith("levers.rivals = 3   unknown key; it belongs to a scenario, under [market]")


@pytest.mark.parametrize(
    ("key", "found"),
    [
        ("size", 'did you mean "accounts.Giant.size", "accounts.North.size" or "accounts.South.size"?'),
        ("market.size", 'did you mean "accounts.Giant.size", "accounts.North.size" or "accounts.South.size"?'),
        ("Giant.size", 'did you mean "accounts.Giant.size"?'),
        ('accounts."Nobody".size', 'there is no account "Nobody"; the scenario has "Giant", "North" and "South"'),
        ("accounts.Gaint.size", 'did you mean "accounts.Giant.size"?'),
        (
            "accounts.size",
            'it needs the name of the account and a trait; the scenario has "Giant", "North" and "South"',
        ),
        ("segments.defence.slots", 'there is no segment "defence"; the scenario has none'),
        ("accounts.Giant.xyzzy", 'allowed are "type", "count", "size"'),
        ("market.xyzzy", 'allowed under market are "rivals", "quote_mean"'),
        ("lock_in.cost", 'did you mean "lock_in.switching_cost"?'),
        ("vendor.cost", 'the cost of being in business is "fixed_cost"'),
        ("newcomers.margin", '"own_margin" is what a newcomer makes of a unit itself'),
        ("xyzzy", "equipoise parameters lists what can be set"),
    ],
)
def test_a_key_of_a_setting(key: str, found: str) -> None:
    assert f"{key} = 1   unknown key; {found}" in said(lambda: with_settings(GIANT, [f"{key}=1"]))


def test_of_very_many_accounts_some_are_named() -> None:
    many = Scenario(accounts=[Account(name=f"A{k}") for k in range(10)])
    assert '"accounts.A5.size", or 4 others?' in said(lambda: with_settings(many, ["size=1"]))
    assert '"A4" and "A5" and 4 others' in said(lambda: with_settings(many, ["accounts.Nobody.size=1"]))


@pytest.mark.parametrize(
    ("key", "found"),
    [
        ("policy.discount", 'worth today; did you mean "bargaining.discount" of the scenario?'),
        ("policy.rivals", 'did you mean "market.rivals" of the scenario?'),
        ("policy.xyzzy", 'allowed under policy are "bluff", "concession"'),
    ],
)
def test_a_key_that_is_no_lever(key: str, found: str) -> None:
    assert found in said(lambda: load_policy("strategic", [f"{key}=1"]))
