"""A business without a file: from names and amounts by nine questions to its page, with all faults at their fields."""

import re
from html import unescape
from typing import Any

import pytest
from starlette.testclient import TestClient

from equipoise.experiments.accounts.written.asking import Interview
from equipoise.sim.business.understanding import understood
from equipoise.sim.files import load_scenario
from tests.cli.conftest import within
from tests.serve.conftest import HERE, Site
from tests.serve.explorers import Asked
from tests.serve.processes import page_in

ACCOUNTS = {
    "title": "Hansa <b>Marine</b>",
    "currency": "EUR",
    "name0": "Boreas Wind",
    "revenue0": "9,600,000",
    "name1": "Kieler Werft",
    "revenue1": "900000",
}
TYPED = [
    ("9.6 million", 9.6e6), ("9,6 Mio", 9.6e6), ("250k", 2.5e5), ("\u20ac 9.600.000", 9.6e6),
    ("9\u00a0600\u00a0000 EUR", 9.6e6), ("2,5 Mio EUR", 2.5e6),
]  # fmt: skip
ANSWERS = {"q0": "30%", "q1": "2400000", "q2": "1500000 + 500000", "q3": "1 million", "q4": "2 -"}


def faults_in(text: str) -> dict[str, str]:
    return {one: unescape(said) for one, said in re.findall(r'class="error" id="(\w+)-fault">([^<]*)<', text)}


def test_accounts_and_answers_make_a_business_and_open_its_page(site: Site) -> None:
    first = site.get("/business")
    assert first.text.count('aria-label="Account') == 12
    questions = site.post("/business", **ACCOUNTS)
    assert questions.status_code == 200
    for words in ("gross margin", "What do you do today", "to do without you for a year", "If you skip it: "):
        assert words in questions.text
    assert questions.text.count("If you skip it: ") == 9
    assert "<b>Marine" not in questions.text
    done = site.post("/business", **ACCOUNTS, answers="1", **ANSWERS)
    assert done.url.path == "/x/hansa-b-marine-b"
    assert page_in(done.text)["scenario"]["title"] == ACCOUNTS["title"]
    path = site.folder / "scenarios/hansa-b-marine-b.toml"
    found = load_scenario(path)
    assert found.business is not None
    assert (found.business.revenue, found.business.gross_margin, found.business.credit_line) == (None, 0.3, 5e5)
    assert [(one.name, one.revenue, one.type) for one in found.accounts] == [
        ("Boreas Wind", 9.6e6, "hard-bargainer"), ("Kieler Werft", 9e5, None)
    ]  # fmt: skip
    assert found.accounts[0].cost_to_replace == 1e6
    assert "gross_margin" not in [one.words for one in Interview(path).questions()]


@pytest.mark.parametrize(("typed", "meant"), TYPED)
def test_amounts_are_typed_as_people_say_them(site: Site, typed: str, meant: float) -> None:
    site.post("/business", title="said", name0="North", revenue0=typed, name1="South", revenue1="90000", answers="1")
    found = load_scenario(site.folder / "scenarios/said.toml")
    assert found.accounts[0].revenue == meant
    assert found.business is not None
    assert found.business.currency == ("EUR" if "EUR" in typed or "\u20ac" in typed else "money")


def test_the_page_shows_the_business_as_the_command_understands_it(site: Site) -> None:
    site.post("/business", **{**ACCOUNTS, "title": "Hansa"}, answers="1", **ANSWERS)
    asked, path = Asked(site), site.folder / "scenarios/hansa.toml"
    state = asked.page("/x/hansa")["opening"]
    found = asked.last("understood", state=state)
    assert [one["title"] for one in found["tables"]] == ["The first year", "Its accounts"]
    done = within(path.parent, "scenarios", "check", path.name)
    said = " ".join((done.out + done.err).split())
    taken = [one for one in found["read"] if ", not stated: " in one]
    business = understood(load_scenario(path))
    assert business is not None
    assert [one.partition(", not stated: ")[2] for one in taken] == [f"{one.words}." for one in business.taken]
    others = [one.removeprefix("Warning: ").rstrip(".") for one in found["read"] if one not in taken]
    assert all(one in said for one in others)
    for table in found["tables"]:
        for row in table["rows"]:
            assert all(cell in said for cell in row)
    dearer = asked.last("understood", state={**state, "facts": {"business.overhead": 9e6}})
    assert dearer["tables"] != found["tables"]
    assert any(one.startswith("Warning: ") for one in dearer["read"])
    nothing = asked.last("understood", state=asked.page("/x/over-a-barrel")["opening"])
    assert (nothing["tables"], len(nothing["read"])) == ([], 1)


def test_every_question_may_be_skipped(site: Site) -> None:
    done = site.post("/business", name0="North", revenue0="420000", answers="1")
    assert done.url.path == "/x/mine"
    assert site.post("/business", name0="North", revenue0="420000", answers="1").url.path == "/x/mine-2"


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ({}, {"name0": "Name one account"}),
        ({"name0": "North"}, {"revenue0": "It needs its revenue"}),
        ({"revenue1": "5"}, {"name1": "It needs a name"}),
        (
            {"name0": "North", "revenue0": "much", "name3": "South", "revenue3": "1,234"},
            {"revenue0": "no amount of money", "revenue3": "may be a thousand or a fraction; write its digits alone"},
        ),
        (
            {"name0": "North", "revenue0": "much", "name1": "South", "revenue2": "5"},
            {"revenue0": "no amount of money", "revenue1": "needs its revenue", "name2": "needs a name"},
        ),
        ({"name0": "North", "revenue0": "5", "name1": "north ", "revenue1": "6", "name2": "North", "revenue2": "7"}, {
            "name0": "twice", "name2": "twice",
        }),
        ({"name0": "North", "revenue0": "5", "name1": "South", "revenue1": "-6"}, {"revenue1": "not below 0"}),
        ({"currency": "Taler", "name0": "North", "revenue0": "5"}, {"currency": "three letters"}),
    ],
)  # fmt: skip
def test_what_is_wrong_is_told_at_its_field_all_at_once(
    site: Site, typed: dict[str, str], told: dict[str, str]
) -> None:
    got = site.post("/business", **typed)
    assert got.status_code == 422
    found = faults_in(got.text)
    assert found.keys() == told.keys()
    assert all(words in found[field] for field, words in told.items())
    for field, value in typed.items():
        assert f'name="{field}" value="{value.strip()}"' in got.text


def test_wrong_answers_are_told_together_and_nothing_is_kept(site: Site) -> None:
    wrong = {**ANSWERS, "q0": "127", "q3": "Nobody", "q5": "9 9", "q8": 40 * "1"}
    got = site.post("/business", **ACCOUNTS, answers="1", **wrong)
    assert got.status_code == 422
    assert faults_in(got.text).keys() == {"q0", "q3", "q5", "q8"}
    assert 'value="1500000 + 500000"' in got.text
    assert not (site.folder / "scenarios/hansa-b-marine-b.toml").exists()
    back = site.post("/business", **ACCOUNTS, answers="1", back="1", **wrong)
    assert 'name="revenue0" value="9,600,000"' in back.text
    assert 'type="hidden" name="q3" value="Nobody"' in back.text


def test_others_in_the_network_make_none(site: Site) -> None:
    with TestClient(site.client.app, base_url=HERE, client=("192.168.1.9", 5)) as guest:
        got: list[Any] = [guest.get("/business"), guest.post("/business", data=ACCOUNTS, headers={"origin": HERE})]
        assert [one.status_code for one in got] == [404, 404]
        assert "/business" not in guest.get("/").text
