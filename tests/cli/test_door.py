"""The short way from Python gives what the commands give."""

from collections.abc import Callable
from pathlib import Path

import pytest

import equipoise
from equipoise import EquipoiseError
from tests.cli.conftest import Cli

SHORT = ("compare", "frontier", "sensitivity", "sweep", "twins")


def test_a_comparison_is_the_command_s(cli: Cli) -> None:
    options = ("--replications", "40", "--rounds", "12", "--set", "rivals=2")
    said = cli("compare", "over-a-barrel", *options, "--json").document
    found = equipoise.compare("over-a-barrel", settings={"market.rivals": 2}, replications=40, rounds=12)
    table = found.table()
    for arm in said["arms"]:
        for name, estimate in arm["outcomes"].items():
            own = table.filter(arm=arm["name"], account="all", outcome=name).select("mean", "low", "high").row(0)
            assert own == (estimate["mean"], estimate["low"], estimate["high"])
    assert found.answer == said["answer"]


def test_a_sweep_is_the_command_s(cli: Cli, tmp_path: Path) -> None:
    options = ("--vary", "market.rivals=1,4", "--design", "grid", "--replications", "6", "--rounds", "8")
    assert cli("sweep", "--scenario", "over-a-barrel", *options, "--out", str(tmp_path / "said")).code == 0
    asked = {"design": {"kind": "grid"}, "replications": 6, "rounds": 8}
    ours = equipoise.sweep("over-a-barrel", {"market.rivals": [1, 4]}, **asked)
    assert ours.equals(equipoise.open_dataset(tmp_path / "said").table())
    kept = equipoise.sweep("over-a-barrel", {"market.rivals": [1, 4]}, out=tmp_path / "kept", **asked)
    assert kept.equals(ours)
    assert (tmp_path / "kept" / "study.json").is_file()


def test_a_range_a_list_and_a_switch_can_be_varied() -> None:
    vary = {"market.attention": (0.1, 0.5), "switches.fear": None}
    small = {"replications": 2, "rounds": 4, "policies": ["accommodating"]}
    found = equipoise.sweep("base", vary, design={"kind": "grid", "levels": 3}, **small)
    assert sorted(set(found["market.attention"])) == [0.1, 0.3, 0.5]
    assert set(found["switches.fear"]) == {False, True}


def test_twins_and_a_frontier_are_the_commands(cli: Cli) -> None:
    few = ("--replications", "20", "--rounds", "12")
    said = cli("twin", "over-a-barrel", "--account", "Giant", *few, "--json").document
    removal = equipoise.twins("over-a-barrel", accounts="Giant", replications=20, rounds=12)
    assert removal.twins[0].rise.mean == said["accounts"][0]["vendor"]["gtm_failure"]["change"]["mean"]
    levers = ("--lever", "focus", "--lever", "bluff")
    front = cli("frontier", "over-a-barrel", *levers, "--quick", "--rounds", "8", "--json").document
    found = equipoise.frontier("over-a-barrel", levers=["focus", "bluff"], rounds=8)
    assert [point.levers for point in found.points] == [point["levers"] for point in front["points"]]


@pytest.mark.parametrize("name", SHORT)
def test_a_mistake_is_said_in_words(name: str, tmp_path: Path) -> None:
    wrong = {
        "compare": lambda: equipoise.compare("over-a-barel"),
        "frontier": lambda: equipoise.frontier("base", objectives="survival"),
        "sensitivity": lambda: equipoise.sensitivity(equipoise.open_dataset(tmp_path)),
        "sweep": lambda: equipoise.sweep("base", {"market.rivls": [1, 2]}),
        "twins": lambda: equipoise.twins("over-a-barrel", accounts="Gaint"),
    }
    with pytest.raises(EquipoiseError):
        wrong[name]()


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda: equipoise.compare([]), "scenarios = []   must be a scenario, a shipped name or a path"),
        (lambda: equipoise.compare(3), "scenarios = 3   must be a Scenario, a shipped name or a path, or several"),
        (lambda: equipoise.compare("base", [None]), "policies = None   must be a Policy, a shipped name or a path"),
        (
            lambda: equipoise.sweep("base", ["market.rivals"]),
            "vary = ['market.rivals']   must be keys and values, such as",
        ),
        (lambda: equipoise.sweep("base", {"size": (1, 2, "log", 3)}), "vary size = (1, 2, 'log', 3)   must be (low, "),
        (lambda: equipoise.sweep(3, {}), "study = 3   must be a path"),
        (lambda: equipoise.sensitivity("base"), "dataset = 'base'   must be a Dataset, as open_dataset gives it"),
        (lambda: equipoise.frontier("base", budget=3), "budget = 3   must be a Budget"),
        (lambda: equipoise.frontier("base", objectives=3), "objectives = 3   must be a str, such as"),
    ],
)
def test_an_argument_that_is_none_is_refused_by_its_name(call: Callable[[], object], words: str) -> None:
    with pytest.raises(EquipoiseError) as caught:
        call()
    assert str(caught.value).startswith(words)
