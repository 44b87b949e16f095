"""Policies that are the same vendor in a scenario are said to be, at every door where a pair is worded."""

from pathlib import Path

import pytest

from tests.cli.conftest import Cli

TWIN = 'title = "The same by another name"\nabout = "Nothing differs."\nbase = "accommodating"\n'
STUDY = """\
scenario = "over-a-barrel"
policies = ["accommodating", "twin.toml"]
replications = 4
rounds = 6
outcomes = ["survival", "contribution_margin"]
[design]
kind = "grid"
levels = 2
[[factors]]
key = "market.rivals"
low = 1
high = 8
"""


def test_a_comparison_says_so(cli: Cli) -> None:
    Path("twin.toml").write_text(TWIN, encoding="utf-8")
    said = cli("compare", "over-a-barrel", "--policy", "accommodating", "--policy", "twin.toml", "--replications", "20",
               "--rounds", "8")  # fmt: skip
    words = " ".join(said.out.split())
    assert said.code == 0, said.err
    assert "There is nothing to decide: accommodating and twin are the same policy here, alike in every run." in words
    assert "cannot tell" not in words
    names = [part for name in ("accommodating", "twin.toml", "strategic") for part in ("--policy", name)]
    three = cli("compare", "over-a-barrel", *names, "--replications", "20", "--rounds", "8", "--json")
    answer, (twin, other) = three.document["answer"], three.document["differences"]
    assert answer.startswith("twin is the same vendor as accommodating here")
    assert "twin" not in answer.partition(". ")[2]
    assert "is the same vendor" in twin["sentence"]
    assert "is the same vendor" not in other["sentence"]
    decided = three.document["decision"]["sentence"]
    assert "accommodating and twin are the same policy here, alike in every run." in decided


DEAR = "[business]\nrevenue = 1000000\nteam_cost = 900000\n[[accounts]]\nname = 'A'\nrevenue = 1000000\n"


@pytest.mark.parametrize(
    ("settings", "why"),
    [
        ((), "its programme is offered to no account, since team, sponsor and survey would cost 9"),
        (
            ("--set", "business.team_cost=10", "--set", "policy.strategic.screen=1"),
            "what differs between them (focused",
        ),
    ],
)
def test_a_policy_that_never_acts_is_another_one_and_the_reason_is_said(
    cli: Cli, settings: tuple[str, ...], why: str
) -> None:
    Path("dear.toml").write_text(f'policies = ["accommodating", "strategic"]\n{DEAR}', encoding="utf-8")
    said = cli("compare", "dear.toml", *settings, "--replications", "20", "--rounds", "8", "--json")
    assert said.code == 0, said.err
    start = f"strategic comes to the same as accommodating in every run: {why}"
    for words in (said.document["decision"]["sentence"], said.document["differences"][0]["sentence"]):
        assert start in words
        assert "the same policy" not in words
        assert "the same vendor" not in words
    read = cli("compare", "dear.toml", *settings, "--replications", "20", "--rounds", "8", "--policy", "strategic",
               "--policy", "accommodating")  # fmt: skip
    turned = "accommodating comes to the same as strategic in every run: " + why.replace(
        "its programme", "the programme of strategic"
    )
    assert f"There is nothing to decide: {turned.partition(' is offered')[0]}" in " ".join(read.out.split())
    read = cli("compare", "dear.toml", *settings, "--replications", "20", "--rounds", "8")
    assert "There is nothing to decide: strategic comes to the same as accommodating" in " ".join(read.out.split())


def test_a_policy_that_changes_after_the_run_is_said_to_differ_only_then(cli: Cli) -> None:
    few = ("--replications", "4", "--rounds", "8", "--json")
    for when, differs in (("year 3", True), ("round 8", True), ("year 2", False)):
        policy = f"accommodating, then strategic from {when}"
        said = cli("compare", "over-a-barrel", "--policy", "accommodating", "--policy", policy, *few).document
        only = "in every run: they differ only after the run has ended, from year 3 on."
        assert (only in said["differences"][0]["sentence"]) == differs
        assert "never comes into play" not in said["answer"]


def test_a_sweep_counts_where_they_are_and_a_lead_has_nothing_to_move_it(cli: Cli) -> None:
    Path("twin.toml").write_text(TWIN, encoding="utf-8")
    Path("tried.toml").write_text(STUDY, encoding="utf-8")
    swept = cli("sweep", "tried.toml", "--out", "data", "--json")
    assert swept.code == 0, swept.err
    assert swept.document["ranges"]["all"]["survival"]["twin"]["same"] == 2
    assert swept.document["ranges"]["all"]["survival"]["twin"]["above"] == 0
    moved = cli("sensitivity", "data")
    assert "nothing clearly moves twin's lead in survival: it is the same at every point" in " ".join(moved.out.split())


def test_a_comparison_says_so_where_neither_is_the_reference(cli: Cli) -> None:
    Path("p3.toml").write_text(TWIN.replace("accommodating", "strategic"), encoding="utf-8")
    names = [part for name in ("accommodating", "strategic", "p3.toml") for part in ("--policy", name)]
    said = cli("compare", "over-a-barrel", *names, "--replications", "3", "--rounds", "8", "--json")
    assert said.code == 0, said.err
    answer, (strategic, twin) = said.document["answer"], said.document["differences"]
    assert answer.startswith("p3 is the same vendor as strategic here")
    assert "p3" not in answer.partition(". ")[2]
    assert twin["sentence"].startswith("p3 is the same vendor as strategic here")
    assert "of 3 runs against" in strategic["sentence"]
    assert "100 runs" not in strategic["sentence"]


def test_a_lead_that_is_next_to_nothing_decides_nothing(cli: Cli) -> None:
    Path("near.toml").write_text("base = 'strategic'\n[levers]\nfocus = 0.02001", encoding="utf-8")
    said = cli("compare", "base", "--policy", "strategic", "--policy", "near.toml", "--replications", "200", "--json")
    opening = next(view for view in said.document["horizons"] if view["years"] == 3)
    lead = opening["differences"]["near"]["profit"]
    assert lead["high"] < 0.0  # clear of none
    decision = said.document["decision"]
    assert decision["verdict"] == "no difference"
    assert "it makes no difference in money, near or strategic: profit is the same within 0.1% of revenue" in " ".join(
        decision["sentence"].split()
    )
