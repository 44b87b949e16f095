"""Keys in dots and quotes, numbers as people type them, and names that are near in meaning."""

import json
import pickle
import re
import tomllib
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from equipoise.sim.account import Account
from equipoise.sim.faults import EquipoiseError, ScenarioError
from equipoise.sim.files import load_policy, load_scenario, with_settings
from equipoise.sim.files.settings import full_key, full_keys, targets_of
from equipoise.sim.keys import joined, parts_of, quoted, split
from equipoise.sim.nearness import equally_near, nearest
from equipoise.sim.numbers import Marked, Range, hint, real, whole
from equipoise.sim.scenario import Scenario
from equipoise.sim.wording import did_you_mean, written

PARTS = st.lists(st.text(st.characters(exclude_categories=["Cs"])), min_size=1, max_size=4)
NAMES = st.text(st.characters(exclude_categories=["Cs", "Cc", "Cf", "Zl", "Zp"]), min_size=1, max_size=12).filter(
    lambda name: name.strip() == name and name != "all"
)


@given(PARTS)
@example(["accounts", "A=B", "size"])
@example(["", ".", '"', "'", "\\", "a b", " a", "\x1b[31m", "\U000e0001"])
def test_a_key_is_read_as_it_is_written(parts: list[str]) -> None:
    key = joined(parts)
    assert parts_of(key) == tuple(parts)
    assert split(f"{key}=x=y") == (key, "x=y")
    assert key.isprintable()


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_a_quoted_text_is_tomls(text: str) -> None:
    assert tomllib.loads(f"x = {quoted(text)}") == {"x": text}
    assert tomllib.loads(f"{quoted(text)} = 1") == {text: 1}


@given(NAMES)
@example("A=B")
@example("B.C")
@example('"quoted"')
@example("a.size=2")
@example("A & B, Ltd. = 1")
def test_every_account_can_be_reached_by_the_key_that_messages_print(name: str) -> None:
    scenario = Scenario(accounts=[Account(name=name)])
    (key,) = [key for key in targets_of(scenario) if key.startswith("accounts.") and key.endswith(".size")]
    assert with_settings(scenario, [f"{key}=2"]).accounts[0].size == 2.0
    assert with_settings(scenario, {f"accounts.{name}.size": 2}).accounts[0].size == 2.0
    assert full_key(key, full_keys(targets_of(scenario))) == key


def test_a_fact_of_a_business_goes_by_its_name_where_nothing_of_the_engine_has_it() -> None:
    found = full_keys(targets_of(Scenario()))
    assert full_key("overhead", found) == "business.overhead"
    assert full_key("gross_margin", found) == "business.gross_margin"
    assert {name: full_key(name, found) for name in ("cash", "payout", "team_cost")} == {
        "cash": "vendor.cash", "payout": "vendor.payout", "team_cost": "charter.team_cost",
    }  # fmt: skip


@pytest.mark.parametrize(
    "key", ['accounts."A=B".size', "accounts.'A=B'.size", 'accounts . "A=B" . size', '"accounts"."A=B"."size"']
)
def test_quotes_as_toml_has_them(key: str) -> None:
    assert with_settings(Scenario(accounts=[Account(name="A=B")]), [f"{key} = 2"]).accounts[0].size == 2.0


def test_a_name_without_its_quotes_is_answered_with_them() -> None:
    with pytest.raises(Exception, match=r'unknown key; write it in quotes: accounts\."A=B"\.size=') as caught:
        with_settings(Scenario(accounts=[Account(name="A=B")]), ["accounts.A=B.size=2"])
    assert str(caught.value).count("\n") == 0


@pytest.mark.parametrize(
    ("text", "value"), [("12", 12.0), (".5", 0.5), ("5.", 5.0), ("-1e3", -1000.0), ("+0.25", 0.25)]
)
def test_what_is_a_number(text: str, value: float) -> None:
    assert real(text) == value
    assert not hint(text)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("1e3", "write 1e3 as 1000"),
        ("4.0", "write 4.0 as 4"),
        ("4", ""),
        ("2.5", ""),
        ("1e9", ""),
        ("1.000", "write 1.000 as 1000, or as 1: thousands have no mark, decimals have a point"),
    ],
)
def test_a_number_where_a_whole_one_belongs(text: str, said: str) -> None:
    assert hint(text, Range(1, 5_000, whole=True)) == said


@pytest.mark.parametrize(
    ("setting", "said"),
    [
        ("market.attention=35", "to 1; if per cent are meant, 35% as a share is 0.35"),
        ("market.attention=2", "to 1"),
        ("market.attention=350", "to 1"),
        ("beliefs.prior_dependent=100", "to 0.999"),
        ("policy.show=50", "to 1, or true or false"),
    ],
)
def test_per_cent_where_a_share_belongs(setting: str, said: str) -> None:
    with pytest.raises(EquipoiseError) as caught:
        load_policy("strategic", [setting]) if setting.startswith("policy") else with_settings(Scenario(), [setting])
    assert str(caught.value).endswith(said)


def test_digits_beyond_every_number_are_repeated_as_they_stand(tmp_path: Path) -> None:
    (tmp_path / "mine.toml").write_text("[vendor]\ncash = 1e999", encoding="utf-8")
    with pytest.raises(ScenarioError, match=r"cash = 1e999   must be .*; 1e999 is beyond every number"):
        load_scenario(tmp_path / "mine.toml")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("40%", "40% as a share is 0.4; an amount or a price is no percentage"),
        ("2,5 %", "2,5 % as a share is 0.025; an amount or a price is no percentage"),
        ("2,1", "write 2,1 as 2.1, with a decimal point"),
        ("9,600,000", "write 9,600,000 as 9600000, without marks between thousands"),
        ("9.600.000", "write 9.600.000 as 9600000, without marks between thousands"),
        ("9 600 000", "write 9 600 000 as 9600000, without marks between thousands"),
        ("1.234.567,89", "write 1.234.567,89 as 1234567.89, without marks between thousands"),
        ("9,600", "write 9,600 as 9600, or as 9.600: thousands have no mark, decimals have a point"),
        ("€5", "write €5 as a number alone, 5"),
        ("5 EUR", "write 5 EUR as a number alone, 5"),
        ("$5m", "write $5m as 5000000"),
        ("5 Mio EUR", "write 5 Mio EUR as 5000000"),
        ("€ 9,6 Mio", "write € 9,6 Mio as 9600000"),
        ("9.6 Mio. €", "write 9.6 Mio. € as 9600000"),
        ("EUR 9.6 million", "write EUR 9.6 million as 9600000"),
        ("5 TEUR", "write 5 TEUR as 5000"),
        ("5k€", "write 5k€ as 5000"),
        ("5 k€ a month", "write 5 k€ a month as a number alone, with all of its digits"),
        ("$9,600.5", "write $9,600.5 as a number alone; write 9,600.5 as 9600.5, without marks between thousands"),
        ("5k", "write 5k as 5000"),
        ("1.5M", "write 1.5M as 1500000"),
        ("2 units", "write 2 units as 2, without the unit"),
        ("12kg", "write 12kg as 12, without the unit"),
        ("1_0", "write 1_0 as 10"),
        ("0x10", "write 0x10 in decimals, 16"),
        ("nan", "nan is no number here"),
        ("-Infinity", "-Infinity is no number here"),
        ("1e400", "1e400 is beyond every number"),
        ("many", ""),
        ("\uff11\uff12", ""),
        ("9" * 5_000 + "%", ""),
    ],
    ids=lambda value: value[:20],
)  # fmt: skip
def test_what_only_looks_like_a_number(text: str, said: str) -> None:
    assert whole(text) is None
    assert real(text) is None
    assert hint(text) == said


SHARE, CASH, COUNT = Range(0, 1, unit="1"), Range(0, 1e9, unit="money"), Range(1, 100_000, whole=True)
RETURN = Range(-1, 10, unit="1")


@pytest.mark.parametrize(
    ("text", "allowed", "said"),
    [
        ("40%", SHARE, "40% as a share is 0.4"),
        ("140%", SHARE, ""),
        ("10%", RETURN, "10% as a share is 0.1"),
        ("40%", CASH, "this is an amount in money, not a percentage"),
        ("40%", COUNT, "this is a plain number, not a percentage"),
        ("1_0", SHARE, ""),
        ("1_0", CASH, "write 1_0 as 10"),
        ("0,200", SHARE, "write 0,200 as 0.200, with a decimal point"),
        ("0,200", CASH, "write 0,200 as 0.200, with a decimal point"),
        ("9,600", SHARE, ""),
        ("9,600", COUNT, "write 9,600 as 9600, without marks between thousands"),
        ("10.000", COUNT, "write 10.000 as 10000, or as 10: thousands have no mark, decimals have a point"),
        ("400.000", COUNT, "write 400.000 as 400"),
        ("10.000", CASH, ""),
        ("5k", SHARE, ""),
        ("€5", SHARE, ""),
        ("0x10", SHARE, ""),
        ("2 units", SHARE, ""),
        ("inf", CASH, "inf is no number here"),
    ],
)
def test_nothing_is_offered_that_is_not_allowed(text: str, allowed: Range, said: str) -> None:
    assert hint(text, allowed) == said


@given(st.text("0123456789.,%_ €kM", max_size=12), st.sampled_from([SHARE, CASH, COUNT, RETURN]))
def test_whatever_is_offered_may_stand_there(text: str, allowed: Range) -> None:
    for number in re.findall(r"(?: as| is|,) ([-+0-9.]*[0-9])(?=,? |$)", hint(text, allowed)):
        assert allowed.holds(float(number))


@pytest.mark.parametrize("text", ["400.000", "1.250", "12.500", "9.600"])
def test_a_number_that_can_be_read_in_two_ways_remembers_how_it_was_typed(text: str) -> None:
    for read in (real(text), with_settings(Scenario(), [f"cash={text}"]).parameters.vendor.cash):
        assert isinstance(read, Marked)
        assert (read.typed, read, read.without_mark) == (text, float(text), float(text.replace(".", "")))
        assert pickle.loads(pickle.dumps(read)) == read
        assert (repr(read), json.dumps(read)) == (repr(float(text)), json.dumps(float(text)))


@pytest.mark.parametrize(
    "text", ["0.250", "400.00", "400.0000", "4000.000", "400.000e0", "+400.000", "40", "012.500", ".500"]
)
def test_any_other_is_read_in_one(text: str) -> None:
    assert type(real(text)) is float


@given(st.text())
def test_nothing_else_is_a_number(text: str) -> None:
    for read in (whole, real):
        if (value := read(text)) is not None:
            assert text.isascii()
            assert "_" not in text
            assert float(text) == value
    assert len(hint(text)) < 200


@pytest.mark.parametrize(
    ("word", "name"),
    [
        ("rivls", "rivals"), ("lvl", "level"), ("RIVALS", "rivals"), ("optout", "opt-out"), ("focsu", "focus"),
        ("mean_quote", "quote_mean"), ("unit_csot", "unit_cost"), ("unitcost", "unit_cost"), ("channels", "channel"),
        ("acomodatin", "accommodating"), ("strategy", "strategic"), ("leave", "leaves"), ("sizes", "size"),
        ("defense", "defence"), ("channeel", "channel"), ("over-a-barel", "over-a-barrel"), ("feer", "fear"),
        ("accounts.Gaint.size", "accounts.Giant.size"),
    ],
)  # fmt: skip
def test_a_name_that_is_spelt_nearly_alike_is_near(word: str, name: str) -> None:
    assert nearest(word, ["something_else", name, "another"]) == name


@pytest.mark.parametrize(
    ("word", "name"),
    [
        ("gross_margin", "own_margin"), ("net_margin", "own_margin"), ("revenue", "reference"), ("sales", "scale"),
        ("unit_price", "unit_cost"), ("start_date", "start_level"), ("size", "side_a"), ("x", "y"), ("cost", "count"),
        ("accounts.Giant.price", "accounts.Giant.size"), ("chance", "channel"), ("preference", "reference"),
        ("owner_margin", "own_margin"), ("side", "size"), ("site", "size"), ("team", "term"), ("lever", "level"),
        ("prize", "price"), ("reverse", "reserve"), ("sale", "scale"), ("load", "leaves"), ("season", "reason"),
    ],
)  # fmt: skip
def test_a_name_that_only_looks_alike_is_not(word: str, name: str) -> None:
    assert nearest(word, [name]) is None


def test_of_names_that_are_equally_near_each_is_named() -> None:
    assert equally_near("--sed", ["--set", "--json", "--seed"]) == ["--set", "--seed"]
    assert did_you_mean("--sed", ["--set", "--json", "--seed"]) == '; did you mean "--set" or "--seed"?'
    assert did_you_mean("R1O", [f"R{k}" for k in range(1, 22)]) == '; did you mean "R1"?'


@given(st.text())
@example("x" * 500)
@example('"' * 500)
@example("a\x1b" * 100)
@example("\\" * 99)
def test_a_text_that_is_cut_short_is_still_one(text: str) -> None:
    short = written(text)
    assert len(short) <= 40
    assert tomllib.loads(f"x = {short}")["x"] or not text  # quotes in pairs, escapes whole
