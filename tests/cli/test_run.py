"""One policy: every outcome, or the story of one run."""

import re

import numpy as np

from equipoise.app.pages.story import tell
from equipoise.sim.arm import Arm
from equipoise.sim.files import load_policy, load_scenario
from equipoise.sim.kernel import play_chunk
from equipoise.sim.outcomes import OUTCOMES
from tests.cli.conftest import FEW, Cli

RUN = [
    "format", "scenario", "title", "question", "seed", "replications", "rounds", "answer", "money", "horizons",
    "by_year", "policy", "outcomes", "accounts", "median_length", "endings",
]  # fmt: skip
STORY = ["scenario", "policy", "seed", "replication", "rounds", "accounts", "opening", "chapters", "ending", "money"]
KINDS = {
    *("won", "return", "charter", "talks", "demand", "breakdown", "elsewhere", "review", "reorganisation"),
    *("red flag", "level", "end", "cash", "failure"),
}


def test_a_run_prints_every_outcome(cli: Cli) -> None:
    said = cli("run", "strategic-vendor", *FEW)
    assert said.code == 0
    everyone = said.out.partition("\nGiant\n")[0].partition("\nAll accounts\n")[2]
    there = [o for o in OUTCOMES if o.of_run is not None and not o.name.endswith("_10y")]  # of runs of three years
    assert len(re.findall(r"^ [A-Z].*\]$", everyone, re.MULTILINE)) == 1 + len(there)
    assert "accommodating keeps a contribution margin" in " ".join(said.out.split())


def test_a_run_has_the_documented_keys(cli: Cli) -> None:
    document = cli("run", "strategic-vendor", "--policy", "strategic", *FEW, "--json").document
    assert sorted(document) == sorted(RUN)
    assert (document["scenario"], document["policy"]) == ("strategic-vendor", "strategic")


def test_a_run_is_the_arm_of_a_comparison(cli: Cli) -> None:
    document = cli("run", "over-a-barrel", "--policy", "strategic", *FEW, "--json").document
    both = cli(
        "compare", "over-a-barrel", "--policy", "transactional", "--policy", "strategic", *FEW, "--json"
    ).document
    assert document["outcomes"] == both["arms"][1]["outcomes"]


def test_a_run_writes_a_report(cli: Cli) -> None:
    said = cli("run", "base", "--policy", "transactional", *FEW, "--out", "here/there")
    assert said.code == 0
    assert "The report is here/there/report.html" in said.out


def test_a_story_is_the_run_of_the_ensemble() -> None:
    scenario, policy = load_scenario("over-a-barrel"), load_policy("strategic")
    for replication in (0, 3):
        arm = Arm(scenario, policy, 7, 40)
        story = tell(arm, replication)
        chunk = play_chunk(arm, [replication], panel=True)
        np.testing.assert_array_equal([chapter.cash for chapter in story.chapters], chunk.vendor[0]["cash"])


def test_a_story_tells_offers_demands_red_flags_and_the_end(cli: Cli) -> None:
    said = cli("run", "over-a-barrel", "--policy", "strategic", "--story")
    assert said.code == 0
    assert said.out.startswith("over-a-barrel under strategic: run 0 of seed 7\n")
    for words in (
        "opens at",
        "they sign",
        "asks for",
        "the vendor gives",
        "Red flag:",
        "reorganises",
        "wins this account",
    ):
        assert words in said.out
    assert "\nThe end, after 40 rounds\n" in said.out
    assert "The vendor ends with" in said.out
    assert max(map(len, said.out.splitlines())) <= 80
    assert cli("run", "over-a-barrel", "--policy", "strategic", "--story", "--replication", "0").out == said.out


def test_a_story_tells_of_talks_that_leave_the_old_contract_in_force(cli: Cli) -> None:
    often = ("--set", "bound_talks=fall-back", "--set", "collapse=.3", "--set", "switches.exit=off")
    said = cli("run", "over-a-barrel", "--policy", "strategic", "--story", *often)
    assert "and the old contract stays in force." in " ".join(said.out.split())


def test_a_story_as_json_has_the_documented_keys(cli: Cli) -> None:
    document = cli("run", "reference-account", "--story", "--replication", "2", "--json").document
    assert list(document) == STORY
    assert document["replication"] == 2
    assert [chapter["round"] for chapter in document["chapters"]] == list(range(document["rounds"]))
    events = [event for chapter in document["chapters"] for event in chapter["events"]]
    assert events
    assert {tuple(event) for event in events} == {("account", "kind", "text")}
    assert {event["kind"] for event in events} <= KINDS


def test_every_kind_of_event_is_told_somewhere() -> None:
    told = set()
    played = {"over-a-barrel": "strategic-no-screen", "market-entry": "transactional", "base": "strategic"}
    for name, policy in played.items():
        for replication in range(6):
            story = tell(Arm.of(name, policy), replication)
            told |= {event.kind for chapter in story.chapters for event in chapter.events}
    assert told == KINDS


def test_a_story_has_the_account_that_is_asked_for(cli: Cli) -> None:
    document = cli("run", "even-portfolio", "--story", "--account", "account 3", "--rounds", "8", "--json").document
    assert document["accounts"] == ["account 3"]
    talks = {e["account"] for chapter in document["chapters"] for e in chapter["events"] if e["kind"] == "talks"}
    assert talks == {"account 3"}


def test_a_scenario_without_accounts_has_a_story_too() -> None:
    scenario = load_scenario("base").model_copy(update={"accounts": []})
    story = tell(Arm.of(scenario, "transactional", rounds=20))
    assert story.accounts == []
    assert {event.kind for chapter in story.chapters for event in chapter.events} <= {"won", "end", "cash", "failure"}
