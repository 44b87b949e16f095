"""Policies on the explorer's page: of levers that are one number each, or in words where one is several."""

import re
from html import unescape
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from starlette.testclient import TestClient

from equipoise.app.serve.application import application
from equipoise.app.serve.explorer.shelf import Shelf
from equipoise.sim.keys import quoted
from tests.cli.conftest import within
from tests.serve.conftest import HERE, HOST, WORKSHOP, Site
from tests.serve.explorers import SMALL, Asked, state_of

MIXED = "strategic for Giant, else accommodating"
OWN = """
title = "Ours"
levers = { focus = 0.02 }
accounts.Giant.focus = 0.05

[[then]]
round = 8
levers.charter = 1

[[then]]
round = 9
levers.charter = 0
"""


@pytest.fixture
def asked(site: Site) -> Asked:
    found = Asked(site)
    found.own()
    return found


def policy_in(page: dict[str, Any], name: str) -> dict[str, Any]:
    (found,) = [one for one in page["policies"] if one["name"] == name]
    return dict(found)


def test_a_policy_that_is_typed_is_one_to_begin_from(asked: Asked) -> None:
    found = asked.one("policy", scenario="small", policy=" strategic for  Giant, else accommodating ")
    assert found["faults"] == []
    assert (found["policy"]["name"], found["policy"]["levers"]["focus"]) == (MIXED, None)
    why, giant, others = found["policy"]["words"]
    assert "more than once" in why
    assert giant.startswith("Giant: focused investment 2% of revenue; ")
    assert "charter on" in giant
    assert others == "All others: as an accommodating vendor."
    page = asked.page(f"/x/small?B={quote(MIXED)}")
    assert policy_in(page, MIXED)["words"] == [why, giant, others]
    assert page["state"]["B"]["policy"] == MIXED
    assert policy_in(page, "strategic")["words"] == []
    assert asked.one("policy", scenario="small", policy="strategic")["policy"]["name"] == "strategic"


@pytest.mark.parametrize("name", ["Giant", "Smith, Jones and Co", 'Deich "&" Sohn', "for all"])
def test_the_page_shows_words_that_it_takes(asked: Asked, name: str) -> None:
    asked.own("named", SMALL.replace('"Giant"', quoted(name)))
    text = asked.client.get("/x/named").text
    for shown in re.findall(r'<option value="([^"]* (?:for|then) [^"]*)">', text):
        found = asked.one("policy", scenario="named", policy=unescape(shown))
        assert found["faults"] == []
    assert text.count('<option value="strategic for ') == 1


@pytest.mark.parametrize(
    "typed", ["strategic for Giant", "strategc", "strategic for Gaint, else accommodating", "strategic, then", ""]
)
def test_what_is_no_policy_is_told_as_by_the_command(asked: Asked, typed: str, tmp_path: Path) -> None:
    found = asked.one("policy", scenario="small", policy=typed)
    assert "policy" not in found
    (fault,) = found["faults"]
    (tmp_path / "small.toml").write_text(SMALL)
    done = within(tmp_path, "compare", "small.toml", "--policy", "accommodating", "--policy", typed)
    assert done.code == 2
    hint = fault["message"].partition("did you mean")[2] or fault["message"].partition("   ")[2]
    assert hint in done.err or not typed or "no such policy" in hint


def test_a_policy_that_cannot_be_read_opens_with_what_is_wrong_with_it(asked: Asked) -> None:
    page = asked.page("/x/small?B=strategic+for+Giant")
    assert [one["key"] for one in page["faults"]] == ["B"]
    assert "strategic for Giant" not in [one["name"] for one in page["policies"]]


def test_a_file_of_ones_own_is_said_by_its_parts_and_no_path_is_followed(asked: Asked, tmp_path: Path) -> None:
    path = tmp_path / "ours.toml"
    path.write_text(OWN)
    (tmp_path / "mine.toml").write_text(SMALL.replace('"strategic"', '"ours.toml"'))
    shelf = Shelf(asked.site.folder, str(tmp_path / "mine.toml"))
    app = application(asked.site.house, lambda: {HOST}, [WORKSHOP], shelf=shelf)
    given = Asked(Site(asked.site.folder, TestClient(app, base_url=HERE, client=("127.0.0.1", 5)), asked.site.house))
    page = given.page("/x/mine")
    ours = policy_in(page, page["state"]["B"]["policy"])
    assert (ours["title"], ours["levers"]["focus"], ours["levers"]["bluff"]) == ("Ours", None, 0.2)
    assert ours["words"][1:] == [
        "At first, Giant: focused investment 5% of revenue.",
        "At first, all others: focused investment 2% of revenue.",
        "From year 3 on, Giant: focused investment 5% of revenue; charter on.",
        "From year 3 on, all others: focused investment 2% of revenue; charter on.",
        "From round 9 on, Giant: focused investment 5% of revenue.",
        "From round 9 on, all others: focused investment 2% of revenue.",
    ]
    assert given.more("mine")["about"].keys() >= {ours["name"]}
    assert "no such policy" in asked.one("policy", scenario="small", policy=str(path))["faults"][0]["message"]
    state = state_of("mine")
    state["B"]["policy"] = ours["name"]
    assert given.last("answer", state=state)["rested"]
