"""A scenario's file as a page has it: what was written stays, and it loads as what the page shows."""

import random
from itertools import count, islice
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from equipoise.app.serve.explorer.scenario_file import NOT_ALONE, as_it_stands
from equipoise.experiments.explorer.link import link_of
from equipoise.experiments.explorer.state import State
from equipoise.sim.files import load_scenario
from tests.serve.conftest import HERE, Site
from tests.serve.explorers import SMALL, Asked, drawn

TIMES = 4
RANGED = SMALL.replace("size = 4.0", "size = [3.0, 6.0]  # who knows")


@pytest.fixture
def asked(site: Site) -> Asked:
    return Asked(site)


def file_of(asked: Asked, name: str, query: str) -> str:
    got = asked.client.get(f"/x/{name}/scenario.toml?{query}")
    assert got.status_code == 200, got.text
    assert got.headers["content-disposition"] == f'attachment; filename="{name}.toml"'
    return got.text


@pytest.mark.parametrize("name", ["over-a-barrel", "timing-chips"])
def test_the_file_is_the_scenario_of_the_page(asked: Asked, tmp_path: Path, name: str) -> None:
    page = {**asked.page(f"/x/{name}"), "controls": asked.controls(name)}
    luck, path = random.Random(5), tmp_path / "file.toml"
    states = (State.understood(drawn(page, luck)) for _ in count())
    for state in islice((one for one in states if not one.faults()), TIMES):
        text = file_of(asked, name, link_of(state).partition("?")[2])
        path.write_text(text)
        assert load_scenario(path).model_dump(exclude={"name"}) == state.arms()[0].scenario.model_dump(exclude={"name"})


def test_nothing_comes_to_be_stated_and_all_else_stays_as_it_was_written(asked: Asked) -> None:
    asked.own("ranged", RANGED)
    assert file_of(asked, "ranged", "") == RANGED
    assert file_of(asked, "ranged", "accounts.Giant.size=2") == RANGED.replace("[3.0, 6.0]", "2.0")
    assert file_of(asked, "ranged", "accounts.Giant.size=2..4") == RANGED.replace("[3.0, 6.0]", "[2, 4]")
    assert file_of(asked, "ranged", "accounts.Giant.orientation=none") == RANGED.replace("orientation = 0.2\n", "")
    typed = file_of(asked, "ranged", "accounts.Giant.type=partner&accounts.Giant.size=2..3..5&seed=4")
    assert "orientation" not in typed
    assert "size = {low = 2, likely = 3, high = 5}  # who knows" in typed
    assert "seed = 4" in typed


def test_in_which_order_ranges_were_stated_is_nothing(asked: Asked) -> None:
    asked.own("ranged", RANGED.replace("size = 0.5", "size = [0.5, 1.0]"))
    assert "size = [2, 4]  # who knows" in file_of(asked, "ranged", "accounts.Giant.size=2..4")


def test_what_a_base_states_is_changed_but_not_taken_back(asked: Asked) -> None:
    asked.own("base-of-mine")
    text = 'base = "base-of-mine.toml"\ntitle = "Mine"\n'
    assert asked.one("own", name="mine", toml=text)["faults"] == []
    found = file_of(asked, "mine", "accounts.North.size=2&market.rivals=3")
    assert found.startswith(text)
    assert '[[accounts]]\nname = "North"\nsize = 2.0\n' in found
    assert "[market]\nrivals = 3\n" in found
    got = asked.client.get("/x/mine/scenario.toml?accounts.Giant.orientation=none")
    assert (got.status_code, got.text) == (422, NOT_ALONE)


def test_who_sits_elsewhere_is_given_none(asked: Asked) -> None:
    with TestClient(asked.client.app, base_url=HERE, client=("192.168.1.9", 5)) as guest:
        assert guest.get("/x/over-a-barrel/scenario.toml").status_code == 404


def test_a_table_is_made_where_there_is_none_yet() -> None:
    state = State.of(
        "over-a-barrel", facts={"accounts.North.policy.focus": 0.03, "accounts.South.policy.focus": "none"}
    )
    text = as_it_stands('[[accounts]]\nname = "North"\n', state)
    assert text.split("\n\n") == ['[[accounts]]\nname = "North"', "[accounts.policy]\nfocus = 0.03\n"]
