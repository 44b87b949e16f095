"""The first page comes at once: nothing is played for it, it is small, and while rules are compiled it says so."""

import gc
import re
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from markupsafe import escape
from starlette.testclient import TestClient

from equipoise.app import ready
from equipoise.app.serve.application import STATIC, application
from equipoise.app.serve.explorer.shelf import Preset, Shelf
from equipoise.app.serve.house import House
from equipoise.app.serve.rules import Rules, uncollected
from equipoise.sim import compiler, runner
from equipoise.sim.business import played as business
from equipoise.sim.files import load_scenario
from equipoise.sim.parameters import declarations
from tests.serve.conftest import HERE, HOST, SEED, WORKSHOP, Site
from tests.serve.explorers import RESTED, Asked, state_of

LARGEST = 200_000
"""Bytes of scripts, styles and text with which a page may begin."""
BUSINESS = "timing-chips"
FREE = {"transform"}
"""What a browser changes in a picture that is painted."""


@pytest.fixture
def asked(site: Site) -> Asked:
    return Asked(site)


@pytest.mark.parametrize("scenario", ["over-a-barrel", BUSINESS])
def test_a_page_begins_small(asked: Asked, scenario: str) -> None:
    sources = [*(STATIC / "explorer").glob("*.js"), *STATIC.glob("**/*.css")]
    assert len(asked.client.get(f"/x/{scenario}").content) + sum(one.stat().st_size for one in sources) <= LARGEST


def test_what_moves_is_moved_without_laying_the_page_out_anew() -> None:
    """Else a page is laid out and painted in each frame, while it waits for an answer."""
    frames = [found for one in STATIC.glob("**/*.css") for found in re.findall(r"@keyframes.*", one.read_text())]
    assert {name for one in frames for name in re.findall(r"([a-z-]+):", one.partition("{")[2])} == FREE


def test_nothing_is_played_for_a_page(asked: Asked, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_given: object, **_more: object) -> None:
        raise AssertionError

    monkeypatch.setattr(runner, "play_chunk", refuse)
    monkeypatch.setattr(business, "at_rest", refuse)
    page = asked.page(f"/x/{BUSINESS}?business.cash=1")
    assert {one["group"] for one in page["controls"]} == {"levers", "weights", "mechanisms"}
    assert page["warnings"] == []


def test_what_is_not_needed_at_first_comes_soon(asked: Asked) -> None:
    more = asked.more("over-a-barrel")
    other = next(one for one in more["controls"] if one["group"] == "more" and one["kind"] == "switch")
    page = asked.page(f"/x/over-a-barrel?{other['key']}={'false' if other['preset'] else 'true'}")
    first = [one["key"] for one in page["controls"]]
    assert [one["key"] for one in more["controls"] if one["key"] in first] == first
    assert {one["group"] for one in more["controls"]} == {"levers", "weights", "facts", "more", "mechanisms"}
    assert [one["key"] for one in page["controls"] if one["group"] == "more"] == [other["key"]]
    assert {one["name"] for one in page["policies"]} == more["about"].keys()
    assert {one["name"]: one["about"] for one in page["policies"] if "about" in one}.items() <= more["about"].items()
    assert 'title = "' in more["toml"]


def test_the_foot_leads_to_pages_that_are_served(asked: Asked) -> None:
    foot = asked.client.get("/x/over-a-barrel").text.partition('<footer id="foot">')[2].partition("</footer>")[0]
    leads = re.findall(r'href="(/help)#(\w+)"', foot)
    assert [where for _, where in leads] == ["numbers", "company"]
    text = asked.client.get("/help").text
    assert all(f'id="{where}"' in text for _, where in leads)
    for one in declarations():
        assert one.section == "switches" or str(escape(one.meaning)) in text


def test_warnings_come_with_the_answer_at_rest(asked: Asked) -> None:
    asked.own(text=POOR)
    *early, rested = asked.lines("answer", state=state_of("small"), cloud="Giant")
    assert all("warnings" not in one and "cloud" not in one for one in early)
    assert [[len(years) for years in one] for one in rested["cloud"].values()] == [[3, 3]]  # of both sides
    assert asked.last("answer", state=state_of("small"), cloud="Nobody")["cloud"] == {}
    assert any("the go-to-market fails" in one for one in rested["warnings"])
    saved = asked.last("answer", state=state_of("small", {"vendor.fixed_cost": 0.0, "vendor.cash": 9.0}))
    assert not any("the go-to-market fails" in one for one in saved["warnings"])


POOR = """
title = "Poor"
policies = ["accommodating", "strategic"]

[run]
rounds = 12
replications = 40
seed = 3

[vendor]
cash = 0.0
fixed_cost = 50.0

[[accounts]]
name = "Giant"
size = 4.0
"""
"""A business that cannot be."""


@pytest.fixture
def compiling(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[Asked, Callable[[], None]]]:
    """A site whose rules are half compiled, and what compiles the rest."""
    half, whole = threading.Event(), threading.Event()

    def compile_half(done: Callable[[float], None]) -> None:
        done(ready.RULES / 2)
        half.set()
        whole.wait()

    monkeypatch.setattr(ready, "compile_rules", compile_half)
    monkeypatch.setattr(compiler, "needs_compiling", lambda: True)
    rules = Rules()
    rules.begin()
    half.wait()
    house = House(tmp_path, lambda: SEED)
    app = application(house, lambda: {HOST}, [WORKSHOP], rules=rules)
    with TestClient(app, base_url=HERE, client=("127.0.0.1", 5)) as client:
        yield Asked(Site(tmp_path, client, house)), whole.set
    whole.set()


def test_while_rules_are_compiled_pages_come_and_answers_say_how_far_it_is(
    compiling: tuple[Asked, Callable[[], None]],
) -> None:
    asked, finish = compiling
    asked.own()
    assert asked.client.get("/").status_code == 200
    assert asked.page("/x/small")["state"]["scenario"] == "small"
    threading.Timer(0.7, finish).start()
    lines = asked.lines("answer", asked=5, state=state_of("small"))
    shares = [one["compiling"] for one in lines if "compiling" in one]
    assert shares == [0.5] * len(shares)
    assert shares
    assert all("comparison" in one for one in lines[len(shares) :])
    assert (lines[-1]["asked"], lines[-1]["runs"], lines[-1]["rested"]) == (5, RESTED, True)


def test_while_rules_are_compiled_workshops_wait_in_words(compiling: tuple[Asked, Callable[[], None]]) -> None:
    asked, finish = compiling
    got = asked.client.get("/s/anything")
    assert (got.status_code, got.headers["refresh"]) == (503, "1")
    assert "Compiling the rules" in got.text
    assert "50% is done" in got.text
    threading.Timer(0.3, finish).start()
    page = asked.site.alone("vendor")
    assert asked.client.get(page).status_code == 200


def test_shipped_scenarios_are_listed_as_they_are_when_they_are_loaded(tmp_path: Path) -> None:
    for one in Shelf(tmp_path).presets():
        scenario = load_scenario(one.name)
        assert one == Preset(one.name, scenario.title, " ".join(scenario.question.split()))


def test_no_garbage_is_looked_for_until_the_rules_are_there() -> None:
    rules = Rules()
    try:
        with uncollected():
            assert not gc.isenabled()
            rules.begin()
            for _ in rules.awaited(lambda: True):
                assert not gc.isenabled()
            assert gc.isenabled()
    finally:
        gc.unfreeze()  # what was there for good while this was served
