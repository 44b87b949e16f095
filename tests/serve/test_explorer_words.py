"""The explorer in the user's words: no key of a file stands in what its pages say, but in the commands to copy."""

import re
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from typing import Any

import pytest

from equipoise.analysis.prose.numbers import fixed
from equipoise.app.serve.explorer.labels import without_keys
from equipoise.app.serve.explorer.words import sentences
from equipoise.sim.account import Account, Segment
from equipoise.sim.business.facts import Business
from equipoise.sim.files import list_businesses
from equipoise.sim.parameters import declarations
from equipoise.sim.policy import Levers
from tests.cli.conftest import within
from tests.serve.conftest import HERE, Site
from tests.serve.explorers import RESTED, SMALL, Asked, state_of

MODELS = (Account, Business, Levers, Segment)
KEYS = {one.key for one in declarations()} | {name for model in MODELS for name in model.model_fields if "_" in name}
SCENARIOS = ["ten-to-one", "over-a-barrel", "market-entry"]
MINE = """
title = "Mine"
policies = ["accommodating", "strategic"]

[business]
currency = "EUR"
revenue = 9e6

[[accounts]]
name = "Shared"
revenue_share = 0.5
share_of_wallet = 0.5

[[accounts]]
name = "Whole"
revenue_share = 0.5
contract_years = 1
"""
"""A business of which one account says what the other does not."""
STEPS = {"billion ": 1e9, "million ": 1e6, "thousand ": 1e3, "": 1.0}
WRONG = {"accounts.Whole.contract_left": 200.0, "accounts.Shared.margin": 0.2, "accounts.Shared.contribution": 0.4}


def keys_in(text: str) -> set[str]:
    return KEYS & {*re.findall(r"[a-z_]+(?:\.[a-z_]+)*", text)}


def shown(html: str) -> str:
    """What can be read on a page: its text, and what its fields say of themselves; commands are to be copied."""
    body = re.sub(r"<(script|code|textarea)\b.*?</\1>", "", html, flags=re.DOTALL)
    said = re.findall(r'(?:aria-label|placeholder|title)="([^"]*)"', body)
    return unescape(" ".join([re.sub(r"<[^>]*>", " ", body), *said]))


def told_by(asked: Asked, name: str) -> Iterator[str]:
    """What a page says, and what its controls and policies say of themselves."""
    yield shown(asked.site.get(f"/x/{name}").text)
    found = asked.more(name)
    for one in [*asked.page(f"/x/{name}")["controls"], *found["controls"]]:
        yield from (one["label"], one["unit"], one["about"])
    yield from found["about"].values()


@pytest.mark.parametrize("name", [*list_businesses(), *SCENARIOS])
def test_pages_speak_in_words(site: Site, name: str) -> None:
    assert {key for text in told_by(Asked(site), name) for key in keys_in(text)} == set()


def test_what_is_made_of_a_business_is_told_in_words(site: Site) -> None:
    asked = Asked(site)
    asked.own("mine", MINE)
    read = asked.last("understood", state=asked.page("/x/mine")["opening"])["read"]
    assert any("where nobody states its share of wallet either" in one for one in read)
    assert [one for one in read if keys_in(one)] == []
    (line,) = asked.lines("answer", state={**asked.page("/x/mine")["opening"], "facts": WRONG})
    assert line["faults"]
    assert [one["message"] for one in line["faults"] if keys_in(one["message"])] == []


def test_a_business_that_is_stated_beside_all_its_accounts_says_how_one_can_be_moved_alone(site: Site) -> None:
    asked = Asked(site)
    amounts = MINE.replace("revenue_share = 0.5\ns", "revenue = 5e6\ns").replace("revenue_share = 0.5", "revenue = 4e6")
    asked.own("mine", amounts)
    opening, less = asked.page("/x/mine")["opening"], {"accounts.Whole.revenue": 3e6}
    (fault,) = asked.last("answer", state={**opening, "facts": less})["faults"]
    assert fault["message"].endswith("; or empty Revenue of the business, which is then their sum")
    assert "faults" not in asked.last("answer", state={**opening, "facts": {**less, "business.revenue": "none"}})


def test_the_form_for_a_business_speaks_in_words(site: Site) -> None:
    for page in (site.get("/business"), site.post("/business", name0="North", revenue0="420000"), site.get("/")):
        assert keys_in(shown(page.text)) == set()


def test_an_import_speaks_of_the_page_and_not_of_the_terminal(site: Site, tmp_path: Path) -> None:
    assert within(tmp_path, "accounts", "example").code == 0
    example = {path.name: path.read_text() for path in tmp_path.glob("*.csv")}
    stated = {"a.csv": "account,annual,support_cost,price_to_list\nNorth,420000,60,0.9\nSouth,380000,30000,1\n"}
    doubtful = {"b.csv": "account,date,amount\nNorth,05/04/2024,1.000\nSouth,03/04/2024,15.500\n"}
    slip = {"c.csv": "account,date,amount\nNorth,2020-01-05,1000\nNorth,2024-01-05,4000\n"}
    begun = {"d.csv": "account,date,amount\nNorth,2024-01-05,1000\n"}
    answers = [took(site, files) for files in (example, stated, doubtful, slip, begun)]
    told = [[*one.get("read", []), *(fault["message"] for fault in one["faults"])] for one in answers]
    assert all(told)
    for one in [one for part in told for one in part]:
        said = re.sub('"[^"]*"', "", one)  # what a file holds is as it stands there
        assert (keys_in(said), {*re.findall(r"--\S+|[a-z]+_[a-z_]+", said)} - {"as_of"}) == (set(), set())
    assert any("left out; as_of under \u201cHow they were read\u201d keeps it" in one for one in told[0])
    assert any('support cost from "support_cost", price to list from "price_to_list"' in one for one in told[1])
    assert [fault["options"] for fault in answers[2]["faults"]] == [[",", "."], ["day-first", "month-first"]]
    assert all("as_of = " in one["mapping"] for one in answers[3:])


def took(site: Site, files: dict[str, str]) -> Any:
    parts = [("files", (name, text.encode())) for name, text in files.items()]
    return site.client.post("/x/import", files=parts, headers={"origin": HERE}).json()


def test_only_keys_are_put_into_words() -> None:
    assert without_keys("share_of_wallet, my_account and e.g. market.rivals") == (
        "share of wallet, my_account and e.g. \u201cnumber of rivals that quote each round\u201d"
    )
    assert without_keys('business.revenue = 5, by accounts."North Works".support_cost = 1') == (
        'revenue = 5, by "North Works": support cost = 1'
    )


def test_a_name_that_holds_a_full_stop_is_in_one_sentence() -> None:
    said = "Dorn & Co. KG stays. Keep Dorn & Co. KG. Inc. pays 2.5 Fr. a year! Is it so? Yes."
    names = ["dorn & Co. KG", "Inc.", "Fr.", "s.", "Co"]
    assert sentences(said, names) == [
        "Dorn & Co. KG stays.",
        "Keep Dorn & Co. KG.",
        "Inc. pays 2.5 Fr. a year!",
        "Is it so?",
        "Yes.",
    ]
    assert sentences("One. Two.", []) == ["One.", "Two."]


def test_the_headline_of_an_answer_is_a_whole_sentence(site: Site) -> None:
    asked = Asked(site)
    asked.own("mine", SMALL.replace("Giant", "Dorn GmbH & Co. KG"))
    state = {**state_of("mine"), "B": {"policy": "strategic for Dorn GmbH & Co. KG, else accommodating", "levers": {}}}
    line = asked.last("answer", state=state)
    told = line["sentences"]
    assert " ".join(told).startswith(line["comparison"]["decision"]["sentence"])
    assert "Dorn GmbH & Co. KG" in told[0]
    assert [one for one in told if one.endswith("Co.") or one.startswith("KG")] == []


def test_figures_of_money_are_in_the_step_of_the_headline(site: Site) -> None:
    asked, seen = Asked(site), set[str]()
    asked.own("mine", MINE)
    state = {**asked.page("/x/mine")["opening"], "replications": RESTED}
    for facts in ({}, {"business.revenue": 9e4}, {"business.revenue": 9e9}):
        line = asked.last("answer", state={**state, "facts": facts})
        step = re.search(r"[\d.] (billion |million |thousand |)EUR", line["sentences"][0])
        assert step is not None
        seen.add(step[1])
        strip = asked.last("strip", state={**state, "facts": facts}, key="focus", side="B")
        assert strip["caption"].endswith(f" {step[1]}EUR a year at 11 values of this, in 128 futures each"), strip[
            "caption"
        ]
        leads = re.findall(r"[-+][\d.,]+", strip["caption"].partition(" at 11 ")[0])
        assert all(len(re.sub(r"[^\d]", "", one).lstrip("0")) <= 4 for one in leads)
        figures = line["figures"]["outcomes"]
        assert figures["profit_3y"][:2] == [pytest.approx(1.0 / STEPS[step[1]]), f"{step[1]}EUR a year"]
        assert figures["survival_3y"][1] == "of 100 accounts"
    assert len(seen) > 1
    assert (
        asked.last("answer", state=state_of("over-a-barrel"))["figures"]["outcomes"]["profit_3y"][1] == "money a year"
    )


@pytest.mark.parametrize("name", ["mine", "timing-chips", "over-a-barrel"])
def test_a_figure_is_told_with_the_digits_of_its_sentence(site: Site, name: str) -> None:
    """Each lead in profit over three years and the longest view, with its interval, as the page writes both."""
    asked = Asked(site)
    asked.own("mine", MINE)
    for focus in (0.005, 0.02, 0.09):
        state = {**asked.page(f"/x/{name}")["opening"], "replications": 4 * RESTED}
        state["B"] = {**state["B"], "levers": {"focus": focus}}
        line = asked.last("answer", state=state)
        told, change = " ".join(line["sentences"]), line["comparison"]["differences"][0]["outcomes"]
        for outcome in ("profit_3y", f"profit_{line['comparison']['horizons'][-1]['years']}y"):
            scale, unit, _, places = line["figures"]["outcomes"][outcome]
            mean, low, high = (change[outcome][end] for end in ("mean", "low", "high"))
            ends = [low, high] if low * high < 0.0 else sorted((abs(low), abs(high)))
            within = " to ".join(fixed(scale * end, places) for end in ends)
            assert f"({within}" in told, (outcome, told)
            assert low * high < 0.0 or f" {fixed(scale * abs(mean), places)} {unit} " in told, (outcome, told)


def test_where_there_is_no_lead_figures_keep_their_step(site: Site) -> None:
    asked = Asked(site)
    asked.own("mine", MINE)
    state = asked.page("/x/mine")["opening"]
    line = asked.last("answer", state={**state, "B": state["A"], "replications": RESTED})
    for outcome in ("profit", "profit_3y", "contribution"):
        _, unit, places, of_lead = line["figures"]["outcomes"][outcome]
        assert unit in {"thousand EUR a year", "million EUR a year"}
        assert places <= 3
        assert of_lead == places
