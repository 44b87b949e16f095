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


def test_a_choice_that_is_neither_side_is_one_to_begin_from(asked: Asked) -> None:
    """Of sides as they are shipped, which its words can say; from then on it is B that leads."""
    state = {**state_of("route-best-in-class"), "replications": 100}
    found = asked.last("answer", state=state)
    assert found["offer"] == MIXED
    assert f'choose "{MIXED}"' in found["sentences"][0]
    taken = asked.last("answer", state={**state, "B": {"policy": found["offer"], "levers": {}}})
    decision = taken["comparison"]["decision"]
    assert (taken["offer"], decision["verdict"], decision["arm"]) == ("", "recommended", MIXED)
    moved = {**state, "B": {"policy": "strategic", "levers": {"focus": 0.021}}}
    said = asked.last("answer", state=moved)
    assert said["comparison"]["decision"]["instead"]
    assert said["offer"] == ""


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


def test_what_is_advised_is_for_an_account_of_the_scenario(asked: Asked) -> None:
    asked.own("mine", SMALL.replace('"Giant"', '"Dorn & Co."'))
    (fault,) = asked.one("policy", scenario="mine", policy="strategic for North")["faults"]
    advised = re.search('write "(.*)"', fault["message"])
    assert advised is not None
    assert "Giant" not in fault["message"]
    assert asked.one("policy", scenario="mine", policy=advised[1])["faults"] == []


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
        "From quarter 2 of year 3 on, Giant: focused investment 5% of revenue.",
        "From quarter 2 of year 3 on, all others: focused investment 2% of revenue.",
    ]
    assert given.more("mine")["about"].keys() >= {ours["name"]}
    assert "no such policy" in asked.one("policy", scenario="small", policy=str(path))["faults"][0]["message"]
    state = state_of("mine")
    state["B"]["policy"] = ours["name"]
    assert given.last("answer", state=state)["rested"]


def test_a_policys_file_is_opened_changed_and_begun_from(asked: Asked) -> None:
    client, where = asked.client, "/x/small/own-policy?side=B&A=accommodating&B=strategic&accounts.Giant.size=2"
    page = client.get(where)
    assert "focus = 0.02" in page.text
    files = {"file": ("bolder.toml", b'title = "Bolder"\nbase = "strategic"\n[levers]\nfocus = 0.05\n')}
    done = client.post(where, files=files, headers={"origin": HERE})
    assert (done.status_code, done.url.path) == (200, "/x/small")
    opened = asked.page(str(done.url))
    path = opened["state"]["B"]["policy"]
    assert path == str(asked.site.folder / "policies/bolder.toml")
    assert opened["state"]["facts"] == {"accounts.Giant.size": 2.0}
    assert (policy_in(opened, path)["title"], policy_in(opened, path)["levers"]["focus"]) == ("Bolder", 0.05)
    found = asked.last("answer", state=opened["state"])
    assert f"--policy {path}" in found["command"]
    assert found["comparison"]["arms"][1]["name"] == "bolder"
    assert path in [one["name"] for one in asked.page("/x/over-a-barrel")["policies"]]
    again = client.post(
        where, data={"name": "bolder", "text": "[levers]\r\nfocus = 0.04\r\n"}, headers={"origin": HERE}
    )
    assert asked.page(str(again.url))["state"]["B"]["policy"].endswith("/bolder-2.toml")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("[levers]\nfocus = 7\nfocas = 1\n", ["Line 2: ", "focus = 7", "Line 3: ", "focas"]),
        ("focus =\n", ["Line 1: "]),
        ("[accounts.Nobody]\nfocus = 0.1\n", ["Nobody"]),
        (SMALL, ["rounds"]),
    ],
)
def test_what_is_wrong_with_a_policys_file_is_told_at_its_lines(
    asked: Asked, tmp_path: Path, text: str, told: list[str]
) -> None:
    where = "/x/small/own-policy?side=A"
    got = asked.client.post(where, data={"name": "x", "text": text}, headers={"origin": HERE})
    assert got.status_code == 422
    page = unescape(got.text)
    assert all(one in page for one in told)
    assert "policy.toml" not in page
    assert text.strip() in page
    (tmp_path / "x.toml").write_text(text)
    said = within(tmp_path, "compare", "over-a-barrel", "--policy", "x.toml")
    assert said.code == 2
    assert not (asked.site.folder / "policies").exists()
    away = asked.client.post(where, data={"name": "../x", "text": "[levers]"}, headers={"origin": HERE})
    assert "it is a path" in away.text


def test_a_toml_that_is_dropped_is_opened_as_what_it_is(asked: Asked) -> None:
    def dropped(name: str, text: str) -> dict[str, Any]:
        files = {"files": (name, text.encode())}
        found: dict[str, Any] = asked.client.post("/x/import", files=files, headers={"origin": HERE}).json()
        return found

    assert dropped("mine.toml", SMALL)["toml"] == SMALL
    assert dropped("mine.toml", "title =")["toml"] == "title ="
    assert "is a policy; open it" in dropped("p.toml", "[levers]")["faults"][0]["message"]


def test_others_in_the_network_have_no_policies_of_their_own_here(asked: Asked) -> None:
    asked.client.post("/x/small/own-policy?side=B", data={"text": "[levers]"}, headers={"origin": HERE})
    with TestClient(asked.client.app, base_url=HERE, client=("192.168.1.9", 5)) as guest:
        assert guest.get("/x/over-a-barrel/own-policy?side=B").status_code == 404
        assert guest.post("/x/over-a-barrel/own-policy?side=B", data={}, headers={"origin": HERE}).status_code == 404
        text = guest.get("/x/over-a-barrel").text
    assert "own-policy" not in text
    assert "mine.toml" not in text
