"""The form of own figures: it writes into the text, and shows what stands there as people write it."""

from typing import Any

import pytest

from tests.serve.conftest import Site
from tests.serve.explorers import BROKEN, SMALL, Asked


@pytest.fixture
def asked(site: Site) -> Asked:
    return Asked(site)


def test_a_form_writes_into_the_text_and_leaves_the_rest(asked: Asked) -> None:
    text = SMALL.replace("size = 4.0", "size = 4.0  # by the books")

    def put(toml: str, **what: object) -> dict[str, Any]:
        found: dict[str, Any] = asked.one("check", toml=toml, put=what)
        return found

    assert asked.one("check", toml=text)["form"]["accounts"][0] == {
        "name": "Giant", "size": "4.0", "margin": "", "orientation": "0.2", "own_margin": "", "faults": {},
    }  # fmt: skip
    found = put(text, field="size", account=0, value="2.5")
    assert (found["faults"], found["toml"]) == ([], text.replace("4.0", "2.5"))
    assert put(text, field="cash", value="3")["form"]["cash"] == "3"
    assert len(put(text, field="account")["form"]["accounts"]) == 3
    assert [one["name"] for one in put(text, field="account", account=0)["form"]["accounts"]] == ["North"]
    assert put(text, field="size", account=0, value="big")["faults"][0]["key"] == "accounts.Giant.size"
    assert put(text, field="title", value="")["form"]["title"] == ""
    assert put("x =", field="title", value="y")["toml"] == "x ="
    assert put(text, field="size", account=9, value="1")["toml"] == text
    business = put('[business]\ncurrency = "EUR"\n', field="fixed_cost", value="38_000_000")
    assert "overhead = 38_000_000" in business["toml"]


def test_a_form_shows_a_business_as_it_states_its_accounts(asked: Asked) -> None:
    def put(toml: str, **what: object) -> str:
        found: str = asked.one("check", toml=toml, put=what)["toml"]
        return found

    amounts = '[business]\ncurrency = "EUR"\n\n[[accounts]]\nname = "North"\nrevenue = 420000\nmargin = 0.3\n'
    shown = asked.one("check", toml=amounts)["form"]["accounts"][0]
    assert (shown["size"], shown["margin"]) == ("420000", "0.3")
    assert asked.one("check", toml=amounts.replace("420000", "420000.0"))["form"]["accounts"][0]["size"] == "420000"
    assert "revenue = 9600000\n" in put(amounts, field="size", account=0, value="9.6 million")
    assert "revenue = 4600000\n" in put(amounts, field="size", account=0, value="4.600.000")
    assert "overhead = 250000\n" in put(amounts, field="fixed_cost", value="250k")
    assert 'revenue = "much"' in put(amounts, field="size", account=0, value="much")
    assert "margin = 0.4\n" in put(amounts, field="margin", account=0, value="0.4")
    second = put(put(amounts, field="account"), field="size", account=1, value="380000")
    assert second.count("revenue = ") == 2
    shares = amounts.replace("revenue = 420000", "revenue_share = 0.5")
    assert "revenue_share = 0.8\n" in put(shares, field="size", account=0, value="0.8")


@pytest.mark.parametrize(
    ("stated", "shown"),
    [
        ("{ low = 0.3, high = 0.4 }", "0.3 to 0.4"),
        ("[0.3, 0.4]", "0.3 to 0.4"),
        ("{ low = 0.3, likely = 0.35, high = 0.4 }", "0.3 to 0.4, 0.35 the likeliest"),
        ("true", "true"),
        ("[0.3, 0.4, 0.5]", "[0.3, 0.4, 0.5]"),
        ("{ low = 0.3, high = 0.4, like = 0.35 }", "{ low = 0.3, high = 0.4, like = 0.35 }"),
    ],
)
def test_a_range_stands_in_the_form_as_people_write_it(asked: Asked, stated: str, shown: str) -> None:
    text = SMALL.replace("orientation = 0.2", f"orientation = {stated}")
    form = asked.one("check", toml=text)["form"]
    assert form["accounts"][0]["orientation"] == shown
    put = {"field": "orientation", "account": 0, "value": shown}
    again = asked.one("check", toml=text, put=put)
    if " to " in shown:
        assert again["faults"] == []
        assert again["form"] == form


@pytest.mark.parametrize(
    ("field", "typed", "written"),
    [
        ("margin", "0.3 to 0.42", "margin = [0.3, 0.42]"),
        ("margin", "0.3..0.42", "margin = [0.3, 0.42]"),
        ("margin", "0.3\u20130.42", "margin = [0.3, 0.42]"),
        ("margin", "0.3..0.4..0.42", "margin = {low = 0.3, likely = 0.4, high = 0.42}"),
        ("margin", "0.3 to 0.42, 0.4 the likeliest", "margin = {low = 0.3, likely = 0.4, high = 0.42}"),
        ("margin", "30% to 42%", "margin = [0.3, 0.42]"),
        ("margin", "35%", "margin = 0.35"),
        ("margin", "0.3 to 0.42, likely 0.4", "margin = {low = 0.3, likely = 0.4, high = 0.42}"),
        ("size", "400k to 450k", "revenue = [400000, 450000]"),
        ("size", "0.4 to 0.45 million", "revenue = [400000, 450000]"),
        ("margin", "0.3 to much", 'margin = "0.3 to much"'),
        ("name", "0.3 to 0.4", 'name = "0.3 to 0.4"'),
    ],
)
def test_a_range_is_read_as_people_write_it(asked: Asked, field: str, typed: str, written: str) -> None:
    text = '[business]\ncurrency = "EUR"\n\n[[accounts]]\nname = "North"\nrevenue = 420000\nmargin = 0.35\n'
    found = asked.one("check", toml=text, put={"field": field, "account": 0, "value": typed})
    assert written in found["toml"].splitlines()
    if "much" not in typed:
        assert found["faults"] == []


BUSINESS = """
subtitle = "Mine"
title = 3
policies = ["strategic"]

[business]
currency = "EUR"
revenue = 9e6
overhead = -1

[[accounts]]
name = "Works & Co. KG"
revenue_share = 2.0

[[accounts]]
its_margin = "x"
"""


def test_a_fault_is_told_at_the_field_of_its_key(asked: Asked) -> None:
    found = asked.one("check", toml=BROKEN)
    assert found["form"]["accounts"][0]["faults"] == {
        "size": next(
            one["message"].removeprefix(f"Line {one['line']}: ")
            for one in found["faults"]
            if one["key"] == "accounts.Giant.size"
        )
    }
    assert (found["form"]["accounts"][1]["faults"], found["form"]["faults"]) == ({}, {})
    form = asked.one("check", toml=BUSINESS)["form"]
    assert form["faults"].keys() == {"title", "fixed_cost"}
    assert [one["faults"].keys() for one in form["accounts"]] == [{"size"}, {"name", "own_margin"}]
