"""``equipoise twin``: what it says aloud, its document, its files, and mistakes."""

import json
import re
from pathlib import Path

import polars as pl
import pytest

from tests.cli.conftest import Cli

FEW = ("--replications", "60", "--rounds", "12")


def test_a_verdict_can_be_read_aloud(cli: Cli, tmp_path: Path) -> None:
    said = cli("twin", "over-a-barrel", "--account", "Giant", "--replications", "200")
    assert (said.code, said.err) == (0, "")
    aloud = " ".join(said.out.split())
    assert re.search(
        r"Losing Giant raises the chance that the go-to-market fails from \d+% to \d+% "
        r"\(\+\d+ points, \d+ to \d+\): it is a strategic account\.",
        aloud,
    )
    assert "The vendor is over a barrel." in aloud
    assert "North" not in said.out
    assert list(tmp_path.iterdir()) == []


def test_a_twin_and_a_comparison_say_the_same_of_what_a_policy_earns(cli: Cli) -> None:
    run = ("--replications", "60", "--rounds", "40")
    said = " ".join(cli("twin", "over-a-barrel", "--account", "Giant", *run).out.split())
    document = cli("compare", "over-a-barrel", "--policy", "accommodating", *run, "--json").document
    earned = document["horizons"][-1]["arms"]["accommodating"]["profit"]["mean"]
    assert f"With all its accounts accommodating earns {earned:.2f} money a year over ten years (" in said
    assert "a decision opens with three years. Changes here are what the loss of an account does" in said
    later = cli("twin", "over-a-barrel", "--account", "Giant", *FEW, "--round", "4").out
    assert "With all its accounts" not in " ".join(later.split())


def test_without_a_name_every_account_is_taken_away(cli: Cli) -> None:
    said = cli("twin", "market-entry", *FEW)
    assert said.code == 0
    for account in ("Aerospace", "Home 1", "Home 4"):
        assert f"Losing {account} " in said.out
    assert "On the dependence plane" in said.out
    assert "ranks of dependence" in " ".join(said.out.split())


def test_accounts_that_share_a_name_are_taken_away_one_by_one(cli: Cli) -> None:
    document = cli("twin", "market-entry", "--account", "Home", *FEW, "--json").document
    assert [one["account"] for one in document["accounts"]] == ["Home 1", "Home 2", "Home 3", "Home 4"]


def test_json_is_json_alone_and_says_how_it_was_made(cli: Cli) -> None:
    said = cli("twin", "over-a-barrel", "--account", "Giant", *FEW, "--round", "4", "--seed", "3", "--json")
    assert said.err == ""
    document = said.document
    assert {key: document[key] for key in ("policy", "seed", "replications", "rounds", "round")} == {
        "policy": "accommodating", "seed": 3, "replications": 60, "rounds": 12, "round": 4,
    }  # fmt: skip
    (giant,) = document["accounts"]
    rise = giant["vendor"]["gtm_failure"]
    assert rise["change"]["mean"] == pytest.approx(rise["without"]["mean"] - rise["with"]["mean"])
    assert giant["strategic_account"] in {"yes", "no", "undecided"}
    assert giant["held"]["mean"] <= 1.0


def test_the_threshold_decides(cli: Cli) -> None:
    asked = ("twin", "over-a-barrel", "--account", "Giant", "--replications", "150", "--json")
    strict, lenient = (
        cli(*asked, "--threshold", share).document["accounts"][0]["strategic_account"] for share in ("0.99", "0.3")
    )
    assert (strict, lenient) == ("no", "yes")


def test_settings_and_policy_reach_the_runs(cli: Cli) -> None:
    asked = ("twin", "over-a-barrel", "--account", "Giant", *FEW, "--json")
    plain = cli(*asked).document
    changed = cli(*asked, "--policy", "strategic", "--set", "accounts.Giant.size=6").document
    assert changed["policy"] == "strategic"
    assert plain["accounts"] != changed["accounts"]


# Files


def test_out_holds_figure_data_and_a_manifest_that_repeats(cli: Cli) -> None:
    asked = ("twin", "large-is-not-strategic", "--account", "Major", "--account", "Small Name", *FEW)
    said = cli(*asked, "--out", "twins", "--json")
    folder = Path("twins")
    assert said.code == 0
    assert {path.name for path in folder.iterdir()} == {"figures", "manifest.json", "twins.csv", "twins.json"}
    assert {path.name for path in (folder / "figures").iterdir()} == {"removal-plane.png", "removal-plane.svg"}
    assert json.loads((folder / "twins.json").read_text(encoding="utf-8")) == said.document
    assert set(pl.read_csv(folder / "twins.csv")["account"]) == {"Major", "Small Name"}
    before = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    assert cli(*asked, "--out", "twins").code == 0
    assert {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()} == before
    again = cli("repeat", "twins/manifest.json", "--json").document
    assert [arm["name"] for arm in again["arms"]] == ["with everybody", "without Major", "without Small Name"]
    major = said.document["accounts"][0]["vendor"]["revenue"]["change"]["mean"]
    assert again["differences"][0]["outcomes"]["revenue"]["mean"] == pytest.approx(major, rel=1e-9)


def test_a_folder_with_other_files_is_refused_before_anything_is_played(cli: Cli, tmp_path: Path) -> None:
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "notes.txt").write_text("mine", encoding="utf-8")
    said = cli("twin", "over-a-barrel", "--replications", "100000000", "--out", "mine")
    assert said.code == 2
    assert "notes.txt" in said.err
    assert [path.name for path in (tmp_path / "mine").iterdir()] == ["notes.txt"]


# Mistakes


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("over-a-barrel", "--account", "Gaint"), 'over-a-barrel has no account "Gaint"; did you mean "Giant"?'),
        (("over-a-barrel", "--account", "Nobody Here"), 'there are "Giant", "North" and "South"'),
        (("over-a-barrel", "--round", "40"), "it may be 0 to 36"),
        (("over-a-barrel", "--round", "-1"), "-1 is not a whole number from 0 to"),
        (("over-a-barrel", "--rounds", "3"), "a run of 3 rounds is too short"),
        (("over-a-barrel", "--threshold", "10"), "ten points are 0.1"),
        (("over-a-barel",), 'did you mean "over-a-barrel"?'),
        (("over-a-barrel", "--policy", "strategc"), 'did you mean "strategic"?'),
        (("over-a-barrel", "--set", "accounts.Giant.leaves=-1"), "accounts.Giant.leaves"),
    ],
)
def test_a_mistake_gets_a_message_and_no_traceback(cli: Cli, arguments: tuple[str, ...], words: str) -> None:
    said = cli("twin", *arguments)
    assert said.code == 2
    assert said.out == ""
    assert words in " ".join(said.err.split())
    assert "Traceback" not in said.err


def test_an_account_that_leaves_can_be_played_by_any_command(cli: Cli) -> None:
    said = cli("compare", "over-a-barrel", *FEW, "--set", "accounts.Giant.leaves=0", "--json")
    assert said.code == 0
    for arm in said.document["arms"]:
        assert arm["endings"]["Giant"]["was taken away"]["mean"] == 1.0
        assert arm["accounts"]["Giant"]["survival"]["mean"] == 0.0
        assert arm["accounts"]["Giant"]["contribution_margin"]["mean"] is None


def test_what_is_not_told_has_no_row(cli: Cli) -> None:
    """A business of which nobody states what its account earns: neither that nor a bracket without ends is shown."""
    facts = '[business]\ncurrency = "EUR"\nrevenue = 3e6\ngross_margin = 0.3\noverhead = 6e5\n'
    accounts = [f'[[accounts]]\nname = "{name}"\nrevenue = {size}\n' for name, size in (("Big", 2e6), ("Small", 1e6))]
    Path("own.toml").write_text("".join(['policies = ["accommodating"]\n', facts, *accounts]), encoding="utf-8")
    said = cli("twin", "own.toml", "--account", "Big", *FEW).out
    there = said.partition("Big, without the vendor")[2].partition("\n\n")[0]
    assert "It loses a year" in there
    assert "It earns" not in there
    assert "business fails" not in there
    assert "[-, -]" not in there
    assert not [line for line in there.splitlines() if line.endswith(" -")]
    full = cli("twin", "over-a-barrel", "--account", "Giant", *FEW).out
    assert "It earns, first year" in full
    assert "Its business fails %" in full
