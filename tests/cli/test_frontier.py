"""``equipoise frontier`` as people run it."""

import json
import sys
from pathlib import Path

import pytest

from equipoise.analysis.extras import how_to_install
from equipoise.experiments.versions import rules_digest
from tests.cli.conftest import Cli, Said, within

FEW = ("--trials", "40", "--search-runs", "16", "--replications", "60", "--rounds", "12", "--points", "3")
LEVERS = ("--lever", "focus=0:0.1", "--lever", "walk_away=0:1", "--lever", "charter", "--lever", "bluff")


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> tuple[Said, Path]:
    """A search with everything that it writes."""
    folder = tmp_path_factory.mktemp("frontier")
    said = within(folder, "frontier", "over-a-barrel", *FEW, *LEVERS, "--json", "--out", "found")
    return said, folder


def test_a_search_writes_policies_a_figure_and_its_numbers(found: tuple[Said, Path]) -> None:
    said, folder = found
    assert said.code == 0, said.err
    document = said.document
    names = [point["name"] for point in document["points"]]
    assert sorted(path.stem for path in (folder / "found/policies").iterdir()) == names
    assert json.loads((folder / "found/frontier.json").read_text()) == document
    assert {path.name for path in (folder / "found/figures").iterdir()} == {"frontier.png", "frontier.svg"}
    assert "ExperimentalWarning" not in said.err
    assert "To use one" in said.err
    assert document["search"]["levers"] == ["bluff 0 to 1", "walk_away 0 to 1", "focus 0 to 0.1", "charter off or on"]
    assert len(document["shipped"]) == 7
    assert document["search"]["seed"] != document["seed"] == 7


def test_a_policy_that_was_found_is_usable_at_once_and_does_what_was_said(found: tuple[Said, Path]) -> None:
    said, folder = found
    again = within(
        folder, "compare", "over-a-barrel", "--policy", "found/policies/front-1.toml", "--policy", "transactional",
        "--replications", "60", "--rounds", "12", "--json",
    )  # fmt: skip
    assert again.code == 0, again.err
    arm = again.document["arms"][0]
    assert arm["name"] == "front-1"
    told = said.document["points"][0]["outcomes"]
    for outcome in ("contribution_margin", "survival"):
        assert arm["accounts"]["Giant"][outcome]["mean"] == pytest.approx(told[outcome]["mean"], rel=1e-12)
    checked = within(folder, "policies", "check", "found/policies/front-1.toml")
    assert checked.code == 0, checked.err


def test_the_same_command_finds_the_same(found: tuple[Said, Path], cli: Cli) -> None:
    again = cli("frontier", "over-a-barrel", *FEW, *LEVERS, "--json", "--threads", "3")
    assert again.document == found[0].document


def test_a_search_is_repeated_from_its_manifest(found: tuple[Said, Path], cli: Cli, tmp_path: Path) -> None:
    said, folder = found
    again = cli("repeat", str(folder / "found"), "--json", "--out", str(tmp_path / "again"))
    assert (again.code, again.out) == (0, said.out)
    for path in sorted((folder / "found").rglob("*")):
        if path.is_file():
            assert (tmp_path / "again" / path.relative_to(folder / "found")).read_bytes() == path.read_bytes(), path
    document = json.loads((folder / "found/manifest.json").read_bytes())
    assert document["what"] == "equipoise frontier"
    assert document["versions"]["rules"] == rules_digest()
    refused = cli("repeat", str(folder / "found"), "--account", "Giant")
    assert (refused.code, refused.out) == (2, "")
    assert "neither --account nor --panel" in refused.err
    (tmp_path / "again/manifest.json").unlink()
    before = cli("repeat", str(tmp_path / "again"))
    assert before.code == 2
    assert "without a manifest, as earlier versions wrote it" in before.err


def test_a_folder_that_holds_something_is_left_alone(found: tuple[Said, Path], cli: Cli) -> None:
    _, folder = found
    policy = folder / "found/policies/front-1.toml"
    before = policy.read_bytes()
    said = cli("frontier", "over-a-barrel", *FEW, "--out", str(folder / "found"))
    assert said.code == 2
    assert "name a new folder" in said.err
    assert policy.read_bytes() == before


def test_the_page_fits_80_columns_and_tells_all(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    said = cli("frontier", "over-a-barrel", *FEW, *LEVERS)
    assert said.code == 0, said.err
    lines = said.out.splitlines()
    assert max(map(len, lines)) <= 80
    assert "…" not in said.out
    for expected in ("front-1", "strategic-no-channel", "flattered", "Levers searched: bluff 0 to 1;", "add --out DIR"):
        assert expected in said.out


def test_a_lever_that_is_set_is_held_and_not_searched(cli: Cli) -> None:
    said = cli("frontier", "base", *FEW, "--set", "policy.bluff=0.35", "--lever", "focus", "--account", "all", "--json")
    assert said.code == 0, said.err
    assert said.document["search"]["fixed"]["bluff"] == 0.35
    assert all(policy["levers"]["bluff"] == 0.35 for policy in said.document["points"] + said.document["shipped"])
    assert said.document["account"] == "all"


def test_a_lever_of_the_policy_by_name_is_held_likewise(cli: Cli) -> None:
    asked = ("frontier", "base", *FEW, "--lever", "focus", "--account", "all", "--json")
    found = cli(*asked, "--set", "policy.accommodating.bluff=0.35").document
    assert found["search"]["fixed"]["bluff"] == 0.35
    by_name = {one["name"]: one["levers"] for one in found["shipped"]}
    assert (by_name["accommodating"]["bluff"], by_name["strategic"].get("bluff")) == (0.35, None)
    refused = cli(*asked, "--set", "policy.nobody.bluff=0.35")
    assert (refused.code, 'no policy here is called "nobody"' in refused.err) == (2, True)


def test_without_the_package_that_searches_it_says_how_to_get_it(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "optuna", None)
    said = cli("frontier", "over-a-barrel", *FEW)
    assert said.code == 2
    assert " ".join(said.err.split()).endswith(how_to_install("evidence"))


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("over-a-barrle",), 'did you mean "over-a-barrel"?'),
        (("over-a-barrel", "--lever", "focsu"), 'no lever "focsu"; did you mean "focus"?'),
        (("over-a-barrel", "--lever", "focus=1:0"), "state LOW:HIGH within 0:1"),
        (("over-a-barrel", "--lever", "focus", "--set", "policy.focus=0"), "set to a value and asked to be searched"),
        (("over-a-barrel", "--objectives", "survival"), "two different objectives"),
        (("over-a-barrel", "--objectives", "survival,survival:min"), "two different objectives"),
        (("over-a-barrel", "--objectives", "survivla,profit"), 'did you mean "survival"?'),
        (("over-a-barrel", "--objectives", "survival:up,profit"), "more being better, or :min"),
        (("over-a-barrel", "--objectives", "profit,cash_out", "--account", "Giant"), "no measure of an account"),
        (("over-a-barrel", "--objectives", "loss_vendor,profit"), "no measure of all accounts together"),
        (("over-a-barrel", "--account", "Gaint"), 'did you mean "Giant"?'),
        (("over-a-barrel", "--policy", "strategc"), 'did you mean "strategic"?'),
        (("over-a-barrel", "--trials", "0"), "not a whole number from 1"),
    ],
)
def test_mistakes_get_a_message(cli: Cli, arguments: tuple[str, ...], told: str) -> None:
    said = cli("frontier", *arguments)
    assert said.code == 2
    assert told in said.err
    assert "Traceback" not in said.err
    assert said.out == ""
