"""The main job: its table, its document, its files."""

import json
import re
from pathlib import Path

import polars as pl
import pytest

from equipoise.sim.outcomes import OUTCOMES
from tests.cli.conftest import FEW, Cli, Said
from tests.test_compare import PROMISED

ESTIMATE = {"mean", "low", "high", "unit"}
TOP = [
    "format", "scenario", "title", "question", "seed", "replications", "rounds", "answer", "decision", "one_account",
    "money", "horizons", "by_year", "returns", "lead_range", "arms", "differences",
]  # fmt: skip
ARM = ["name", "scenario", "policy", "outcomes", "accounts", "median_length", "endings"]
DIFFERENCE = ["arm", "against", "sentence", "outcomes", "accounts", "endings"]
MEASURES = (
    "Contribution margin %", "Annual retention %", "Held to the end %", "Median length, rounds",
    "Cost to serve %", "Free support %", "Account surplus", "Vendor's dependence",
    "Account's dependence",
)  # fmt: skip


def test_a_comparison_prints_every_measure_each_account_and_what_it_comes_to(compared: tuple[Said, Path]) -> None:
    said, _ = compared
    assert said.code == 0
    assert set(said.err.splitlines()) <= {"Compiling the rules of the simulation: half a minute or so, this once."}
    _money, everyone, *named = said.out.split("\n\n")[1:6]
    for measure in MEASURES:
        assert f"\n {measure} " in everyone
    for account, part in zip(("Giant", "North", "South"), named, strict=True):
        assert part.startswith(account)
        assert "Contribution margin %" in part
        assert "Held to the end %" in part
    assert "strategic less\n" in said.out
    assert "Means of 40 runs of 12 rounds, with 95% intervals; seed 7" in said.out
    assert "strategic" in said.out.rpartition("means.")[2]
    assert said.out.endswith("The report is report/report.html; figures, data and the manifest are beside it.\n")
    assert max(map(len, said.out.splitlines())) <= 80


def test_the_answer_stands_on_one_screen_what_to_do_first(cli: Cli) -> None:
    arms = ("--policy", "accommodating", "--policy", "strategic")
    said = cli("compare", "over-a-barrel", *arms, *FEW)
    document = cli("compare", "over-a-barrel", *arms, *FEW, "--json").document
    parts = " ".join(said.out.split())
    decided = document["decision"]["sentence"]
    assert len(said.out.splitlines()) <= 50
    assert max(map(len, said.out.rstrip().splitlines()[:-2])) <= 80
    lead, _, rest = decided.partition(". ")
    assert 0 < parts.index(lead) < parts.index("more than") < parts.index(rest.split()[0])
    view = document["horizons"][-1]
    profit = [view["arms"][name]["profit"]["mean"] for name in ("accommodating", "strategic")]
    for name, value in zip(("accommodating", "strategic"), profit, strict=True):
        assert re.search(rf"\n {name} +{value:.2f} ", said.out)
    assert "--tables" in said.out.splitlines()[-1]
    assert "--what-it-rests-on" in said.out.splitlines()[-1]


def test_a_comparison_in_a_pipe_has_no_escape_codes(compared: tuple[Said, Path]) -> None:
    said, _ = compared
    assert "\x1b" not in said.out + said.err


def test_out_holds_report_data_and_manifest(compared: tuple[Said, Path]) -> None:
    _, folder = compared
    assert {path.name for path in folder.iterdir()} == {
        "report.html", "figures", "panel.parquet", "relationships.parquet", "manifest.json", "vendors.parquet",
    }  # fmt: skip
    page = (folder / "report.html").read_text(encoding="utf-8")
    assert "equipoise compare over-a-barrel --policy accommodating" in page
    panel = pl.read_parquet(folder / "panel.parquet")
    assert panel["replication"].unique().sort().to_list() == [0, 1, 2]


def test_the_document_has_exactly_the_documented_keys(cli: Cli) -> None:
    said = cli("compare", "over-a-barrel", "--policy", "accommodating", "--policy", "strategic", *FEW, "--json")
    assert said.code == 0
    document = said.document
    assert list(document) == TOP
    assert (document["scenario"], document["seed"], document["replications"], document["rounds"]) == (
        "over-a-barrel",
        7,
        40,
        12,
    )
    of_run = {outcome.name for outcome in OUTCOMES if outcome.of_run is not None}
    of_account = {outcome.name for outcome in OUTCOMES if outcome.of_account is not None}
    assert of_run >= {*PROMISED}
    assert of_account >= {*PROMISED}
    assert [arm["name"] for arm in document["arms"]] == ["accommodating", "strategic"]
    for arm in document["arms"]:
        assert list(arm) == ARM
        assert set(arm["median_length"]) == set(arm["endings"]) == {"Giant", "North", "South", "all"}
    (difference,) = document["differences"]
    assert list(difference) == DIFFERENCE
    assert (difference["arm"], difference["against"]) == ("strategic", "accommodating")
    for part in (*document["arms"], difference):
        assert set(part["outcomes"]) == of_run
        assert set(part["accounts"]) == {"Giant", "North", "South"}
        for account in part["accounts"].values():
            assert set(account) == of_account
            assert all(set(estimate) == ESTIMATE for estimate in account.values())
        assert all(set(estimate) == ESTIMATE for estimate in part["outcomes"].values())


def test_a_repetition_is_the_comparison_to_the_last_bit(compared: tuple[Said, Path], cli: Cli) -> None:
    _, folder = compared
    first = cli("compare", "over-a-barrel", "--policy", "accommodating", "--policy", "strategic", *FEW, "--json")
    again = cli("repeat", str(folder), "--json", "--threads", "1")
    assert again.code == 0
    assert again.out == first.out
    assert cli("repeat", str(folder / "manifest.json"), "--json").out == first.out


def test_several_scenarios_are_compared_under_the_first_ones_luck(cli: Cli) -> None:
    names = ("over-a-barrel", "strategic-vendor")
    said = cli("compare", *names, "--policy", "strategic", *FEW, "--seed", "0", "--json")
    document = said.document
    assert [arm["name"] for arm in document["arms"]] == list(names)
    assert document["seed"] == 0
    both = cli("compare", *names, "--policy", "strategic", "--policy", "accommodating", *FEW, "--json").document
    assert [arm["name"] for arm in both["arms"]] == [f"{s}/{p}" for s in names for p in ("strategic", "accommodating")]


def test_a_setting_holds_in_every_arm(cli: Cli) -> None:
    plain = cli("compare", "over-a-barrel", *FEW, "--json").document
    settings = ("--set", "market.rivals=1", "--set", "accounts.Giant.size=2", "--set", "policy.bluff=0")
    changed = cli("compare", "over-a-barrel", *FEW, *settings, "--json").document
    for before, after in zip(plain["arms"], changed["arms"], strict=True):
        assert before["accounts"]["Giant"]["revenue"] != after["accounts"]["Giant"]["revenue"]


def test_one_account_is_told_of_when_it_is_asked_for(cli: Cli) -> None:
    arms = ("--policy", "strategic", "--policy", "transactional", "--account")
    brief = cli("compare", "over-a-barrel", *FEW, *arms, "North")
    assert re.search(r" North\n.* kept %\n", brief.out)
    said = cli("compare", "over-a-barrel", *FEW, *arms, "Giant", "--tables")
    assert "\nGiant\n" in said.out
    assert "\nNorth\n" not in said.out
    assert " Vendor's dependence" in said.out.partition("\nGiant\n")[2]


def test_accounts_of_one_count_are_averaged_and_this_is_said(cli: Cli) -> None:
    said = cli("compare", "even-portfolio", *FEW, "--policy", "strategic", "--policy", "accommodating", "--tables")
    assert "\naccount: 8 accounts, averaged\n" in said.out
    alone = cli("compare", "even-portfolio", *FEW, "--policy", "strategic", "--account", "account 3", "--tables")
    assert "\naccount 3\n" in alone.out


def test_a_policy_of_ones_own_is_compared_by_path(cli: Cli, tmp_path: Path) -> None:
    cli("policies", "new", "mine")
    (tmp_path / "mine.toml").write_text('title = "Mine"\n[levers]\nfocus = 0.05\ncharter = 1\n', encoding="utf-8")
    said = cli("compare", "base", "--policy", "accommodating", "--policy", "mine.toml", *FEW, "--json")
    assert [arm["policy"] for arm in said.document["arms"]] == ["accommodating", "mine"]


@pytest.mark.parametrize("arguments", [("--rounds", "1"), ("--set", "vendor.cash=0"), ("--replications", "1")])
def test_extremes_give_sense(cli: Cli, arguments: tuple[str, ...]) -> None:
    said = cli("compare", "over-a-barrel", *FEW, *arguments)
    assert said.code == 0
    assert "nan" not in said.out
    document = cli("compare", "over-a-barrel", *FEW, *arguments, "--json")
    json.loads(document.out, parse_constant=pytest.fail)


def test_the_range_stands_below_the_answer_on_the_page_in_json_and_in_the_report(cli: Cli) -> None:
    arms = ("--policy", "accommodating", "--policy", "strategic")
    said = cli("compare", "over-a-barrel", *arms, *FEW, "--set", "hierarchy.imitable=0.4", "--out", "report")
    assert said.code == 0, said.err
    again = cli("repeat", "report", "--json").document
    found = again["lead_range"]
    assert list(found) == ["arm", "against", "replications", "ends", "sentence"]
    assert (found["arm"], found["against"], found["replications"]) == ("strategic", "accommodating", 40)
    assert [end["imitable"] for end in found["ends"]] == [0.0, 0.5]
    assert [[view["years"] for view in end["profit"]] for end in found["ends"]] == [[3.0], [3.0]]
    assert "here 40%, of a range from 0 to 50%" in found["sentence"]
    both = f"{again['answer']} {found['sentence']}"
    assert found["sentence"] in " ".join(said.out.split())
    assert both in " ".join(cli("repeat", "report", "--tables").out.split())
    report = Path("report/report.html").read_text(encoding="utf-8")
    text = " ".join(re.sub(r"<[^>]*>", " ", report).split())
    decided = again["decision"]["sentence"].partition(". ")[0]
    assert text.index(decided) < text.index(found["sentence"]) < text.index(again["answer"])  # which is on the second


def test_there_is_no_range_where_rivals_copy_nothing_and_none_of_one_arm(cli: Cli) -> None:
    off = ("--set", "switches.imitation=off")
    assert cli("compare", "over-a-barrel", *FEW, *off, "--json").document["lead_range"] is None
    assert "Nobody knows" not in cli("compare", "over-a-barrel", *FEW, *off).out
    assert "lead_range" not in cli("run", "over-a-barrel", *FEW, "--json").document
