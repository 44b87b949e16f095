"""Policies that are the same vendor in a scenario are said to be, at every door where a pair is worded."""

from pathlib import Path

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
