"""Measures of somebody's own, from a file and from Python: beside the shipped ones, and refused in words when wrong."""

import json
import pickle
import re
import shlex
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl
import pytest

import equipoise
from equipoise import Outcome, run_ensemble
from equipoise.experiments.studies.points import Block, play_block
from equipoise.experiments.studies.reading import load_study, make_study
from equipoise.sim.faults import ArgumentError, EquipoiseError
from equipoise.sim.kernel import play_chunk
from equipoise.sim.measures import NO_MEASURES, measures_of
from tests.cli.conftest import ROOT, Cli
from tests.studies.studies import contents

MINE = """
import numpy as np
from equipoise import Outcome


def lowest_cash(run, vendor, rows):
    return vendor["cash"].min(axis=1)


def last_level(record, run, vendor, rows):
    return np.where(record["cause"] == 0, rows["level"][:, -1], np.nan)


MEASURES = [
    Outcome("talks_a_round", "1", "count", "Talks a round.", lambda run: run["talks"] / run["rounds"]),
    Outcome("lowest_cash", "money", "money", "The lowest cash of any round.", lowest_cash, rounds=True),
    Outcome("last_level", "level", "index", "Level at the end, if held.", of_account=last_level, rounds=True),
]
"""
STUDY = """
scenario = "over-a-barrel"
policies = ["accommodating", "strategic"]
replications = 6
rounds = 8
measures = "mine.py"
accounts = ["Giant"]

[design]
kind = "grid"
levels = 3

[[factors]]
key = "market.rivals"
low = 0
high = 4
"""
FEW = ("--replications", "40", "--rounds", "8")
PLAYED = ("compare", "over-a-barrel", "--policy", "accommodating", "--policy", "strategic", *FEW)


@pytest.fixture
def mine(tmp_path: Path) -> Path:
    path = tmp_path / "mine.py"
    path.write_text(MINE, encoding="utf-8")
    return path


def talks(name: str = "talks_a_round") -> Outcome:
    return Outcome(name, "1", "count", "Talks a round.", lambda run: run["talks"] / run["rounds"])


# Compared


def test_they_stand_beside_the_shipped_ones_whose_numbers_stay(cli: Cli, mine: Path) -> None:
    page = cli(*PLAYED, "--measures", "mine.py")
    assert page.code == 0, page.err
    for words in (" Talks a round ", " Lowest cash ", " Last level, level "):
        assert words in page.out
    own, shipped = cli(*PLAYED, "--measures", str(mine), "--json").document, cli(*PLAYED, "--json").document
    for side in ("arms", "differences"):
        for with_own, without in zip(own[side], shipped[side], strict=True):
            assert set(with_own["outcomes"]) - set(without["outcomes"]) == {"talks_a_round", "lowest_cash"}
            assert set(with_own["accounts"]["Giant"]) - set(without["accounts"]["Giant"]) == {"last_level"}
            for name, estimate in without["outcomes"].items():
                assert with_own["outcomes"][name] == estimate
    assert own["answer"] == shipped["answer"]


def test_they_are_what_the_tables_say(mine: Path) -> None:
    found = equipoise.compare("over-a-barrel", "strategic", replications=40, rounds=8, measures=mine).arms[0]
    ensemble = run_ensemble("over-a-barrel", "strategic", replications=40, rounds=8)
    cash = ensemble.vendor_panel().group_by("replication").agg(pl.col("cash").min())["cash"]
    assert found.outcomes["lowest_cash"].mean == pytest.approx(cash.mean(), rel=1e-12)
    held = ensemble.relationships.filter(account="Giant", censored=True)["replication"]
    last = ensemble.panel().filter(account="Giant", round=7).filter(pl.col("replication").is_in(held.implode()))
    assert found.accounts["Giant"]["last_level"].mean == pytest.approx(last["level"].mean(), rel=1e-12)
    assert found.accounts["Giant"]["last_level"].runs == len(held) < 40


def test_they_depend_neither_on_threads_nor_on_blocks_and_nothing_on_them(
    mine: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Runs whose rounds are looked at are played a few at a time, and added up in the blocks of all others."""
    monkeypatch.setattr("equipoise.sim.runner.CELLS", 1_000)
    monkeypatch.setattr("equipoise.sim.runner.PANEL_CELLS", 150)
    asked: dict[str, Any] = {"replications": 100, "rounds": 8}
    one, two = (equipoise.compare("over-a-barrel", measures=mine, threads=n, **asked).table() for n in (1, 2))
    assert one.equals(two)
    shipped = equipoise.compare("over-a-barrel", threads=2, **asked).table()
    own = {"talks_a_round", "lowest_cash", "last_level"}
    assert one.filter(~pl.col("outcome").is_in(own)).equals(shipped)
    assert set(one["outcome"]) == set(shipped["outcome"]) | own


def test_python_declares_them_as_a_file_does(mine: Path) -> None:
    from_file = equipoise.compare("base", "strategic", replications=20, rounds=4, measures=mine)
    from_python = equipoise.compare("base", "strategic", replications=20, rounds=4, measures=[talks()])
    name = "talks_a_round"
    assert from_python.arms[0].outcomes[name] == from_file.arms[0].outcomes[name]
    assert pickle.loads(pickle.dumps(from_python)).measures.own[0].name == name


def test_a_single_policy_has_them_too(cli: Cli, mine: Path) -> None:
    said = cli("run", "base", *FEW, "--measures", str(mine))
    assert " Lowest cash " in said.out
    assert "no use for --measures" in cli("run", "base", "--story", "--measures", str(mine)).err


def test_twins_take_them_with_each_account_and_without_it(cli: Cli, mine: Path) -> None:
    asked = ("twin", "over-a-barrel", "--account", "Giant", *FEW)
    page = cli(*asked, "--measures", "mine.py", "--out", "twins")
    assert " lowest_cash " in page.out, page.err
    own, shipped = cli(*asked, "--measures", str(mine), "--json").document, cli(*asked, "--json").document
    vendor = own["accounts"][0]["vendor"]
    measured = {name: vendor.pop(name) for name in ("talks_a_round", "lowest_cash")}
    assert own == shipped
    from_python = equipoise.twins("over-a-barrel", accounts="Giant", replications=40, rounds=8, measures=mine)
    assert from_python.twins[0].vendor["lowest_cash"].change.mean == measured["lowest_cash"]["change"]["mean"]
    with_it, without = (measured["talks_a_round"][side]["mean"] for side in ("with", "without"))
    gone = {"accounts.Giant.leaves": 0}
    for settings, mean in (({}, with_it), (gone, without)):
        found = equipoise.compare("over-a-barrel", "accommodating", settings, replications=40, rounds=8, measures=mine)
        assert found.arms[0].outcomes["talks_a_round"].mean == pytest.approx(mean, rel=1e-12)
    again = cli("repeat", "twins", "--measures", "mine.py", "--json")
    assert again.document["arms"][1]["outcomes"]["talks_a_round"]["mean"] == pytest.approx(without, rel=1e-12)


def test_twins_have_names_of_their_own() -> None:
    with pytest.raises(EquipoiseError, match="twins have a wins_elsewhere of their own"):
        equipoise.twins("base", accounts="account 1", replications=2, rounds=4, measures=[talks("wins_elsewhere")])


def test_a_frontier_is_searched_by_them_and_repeated_with_their_file(cli: Cli, mine: Path) -> None:
    budget = ("--trials", "6", "--search-runs", "4", "--points", "1", "--replications", "8", "--rounds", "4")
    objectives = ("--objectives", "last_level,lowest_cash", "--lever", "focus")
    wrong = cli("frontier", "over-a-barrel", *objectives, *budget, "--measures", "mine.py")
    assert "no measure of" in wrong.err
    objectives = ("--objectives", "talks_a_round:min,lowest_cash", "--lever", "focus")
    asked = ("frontier", "over-a-barrel", *objectives, *budget, "--account", "all")
    found = cli(*asked, "--measures", "mine.py", "--out", "found", "--json")
    assert found.code == 0, found.err
    policy = found.document["points"][0]
    played = equipoise.compare(
        "over-a-barrel", "found/policies/front-1.toml", replications=8, rounds=4, measures=mine
    ).arms[0]
    for name in ("talks_a_round", "lowest_cash"):
        assert policy["outcomes"][name]["mean"] == pytest.approx(played.outcomes[name].mean, rel=1e-12)
    assert "Name the one" in cli("repeat", "found").err
    assert cli("repeat", "found", "--measures", "mine.py", "--json").document == found.document
    assert 'there is no outcome "talks_a_round"' in cli(*asked).err


def test_a_manifest_names_them_and_is_repeated_with_their_file_alone(cli: Cli, mine: Path) -> None:
    first = cli(*PLAYED, "--measures", "mine.py", "--out", "report", "--panel", "1", "--json")
    manifest = json.loads(Path("report/manifest.json").read_text(encoding="utf-8"))
    assert manifest["measures"]["name"] == "mine.py"
    assert manifest["measures"]["digest"] == measures_of(mine).digest
    assert "Lowest cash" in Path("report/report.html").read_text(encoding="utf-8")
    assert cli("repeat", "report", "--measures", "mine.py", "--json").document == first.document
    assert "Name the one that it was made with: --measures FILE" in cli("repeat", "report").err
    mine.write_text(MINE.replace("min(", "max("), encoding="utf-8")
    changed = cli("repeat", "report", "--measures", "mine.py")
    assert (changed.code, "mine.py is another file" in changed.err) == (2, True)


# Swept


@pytest.fixture
def study(mine: Path) -> Path:
    path = mine.parent / "studies" / "study.toml"
    path.parent.mkdir()
    mine.rename(path.parent / "mine.py")
    path.write_text(STUDY, encoding="utf-8")
    return path


def test_a_study_names_their_file_from_its_own_folder(cli: Cli, study: Path) -> None:
    said = cli("sweep", "studies/study.toml", "--out", "data")
    assert said.code == 0, said.err
    assert " lowest cash\n" in said.out
    (study.parent / "mine.py").unlink()
    dataset = equipoise.open_dataset("data")  # without the file
    table = dataset.table()
    assert table["lowest_cash"].null_count() == table.filter(account="Giant").height
    arm = dataset.plan.arms([4])[1]
    cash = play_chunk(arm, range(6), panel=True).vendor["cash"].min(axis=1)
    row = table.filter(policy="strategic", account="all", point=2).row(0, named=True)
    assert row["lowest_cash"] == pytest.approx(cash.mean(), rel=1e-12)
    assert row["lowest_cash_se"] == pytest.approx(cash.std(ddof=1) / np.sqrt(6), rel=1e-9)
    findings = cli("sensitivity", "data", "--outcome", "lowest_cash", "--json").document["findings"]
    assert {finding["outcome"] for finding in findings} == {"lowest_cash", "lowest_cash_lead"}


def test_a_data_set_is_gone_on_with_by_the_same_measures_alone(cli: Cli, study: Path) -> None:
    assert cli("sweep", "studies/study.toml", "--out", "data").code == 0
    before = contents(Path("data"))
    next(Path("data/data").iterdir()).unlink()
    assert cli("sweep", "studies/study.toml", "--out", "data", "--threads", "1").code == 0
    assert contents(Path("data")) == before
    (study.parent / "mine.py").write_text(MINE.replace("min(", "max("), encoding="utf-8")
    said = cli("sweep", "studies/study.toml", "--out", "data")
    assert said.code == 2
    assert "  measures.digest: " in said.err
    assert contents(Path("data")) == before


def test_all_are_measured_unless_the_study_names_some(study: Path) -> None:
    own = ["talks_a_round", "lowest_cash", "last_level"]
    assert load_study(study, {"outcomes": ["survival"]}).study.outcomes == ["survival", *own]
    assert load_study(study, {"outcomes": ["last_level"]}).study.outcomes == ["last_level"]
    until = {"outcomes": ["survival"], "until": {"lowest_cash": 0.5}, "replications": 100}
    assert load_study(study, until).study.outcomes == ["survival", "lowest_cash"]
    assert load_study(study).study.outcomes[-3:] == own


def test_an_option_holds_over_the_study_s_file(cli: Cli, study: Path) -> None:
    other = Path("other.py")
    other.write_text(MINE.replace("lowest_cash", "least_cash"), encoding="utf-8")
    (study.parent / "mine.py").unlink()
    said = cli("sweep", "studies/study.toml", "--measures", "other.py", "--outcome", "least_cash", "--out", "data")
    assert said.code == 0, said.err
    assert "measures: there is no file" in cli("sweep", "studies/study.toml", "--out", "else").err
    assert not Path("else").exists()


def test_they_are_sent_to_another_process_by_their_file(study: Path) -> None:
    plan = load_study(study)
    job = partial(play_block, json.dumps(plan.document()), plan.measures)
    block = Block(0, 0, ((1,),))
    assert pickle.loads(pickle.dumps(job))(block).points.equals(job(block).points)


def swept(least: float, out: Path) -> Any:
    poor = Outcome(
        "poor", "probability", "chance", "Whether cash ends low.", lambda run: (run["cash"] < least).astype(float)
    )
    return equipoise.sweep(
        "over-a-barrel", {"market.rivals": [1, 4]}, out=out, design={"kind": "grid"}, replications=4, rounds=4,
        outcomes=["poor"], measures=[poor],
    )  # fmt: skip


def test_a_sweep_from_python_tells_functions_apart_by_what_they_use(tmp_path: Path) -> None:
    first = swept(1.0, tmp_path / "data")
    assert swept(1.0, tmp_path / "data").equals(first)
    with pytest.raises(EquipoiseError, match=r"measures\.digest"):
        swept(2.0, tmp_path / "data")


# Refused


def declared(function: str = 'lambda run: run["talks"]', **said: str) -> str:
    stated = {"name": "'mine'", "unit": "'1'", "kind": "'count'", "meaning": "'Mine.'"} | said
    given = ", ".join(f"{key}={value}" for key, value in stated.items())
    return f"import numpy as np\nfrom equipoise import Outcome\nMEASURES = [Outcome({given}, of_run={function})]\n"


WRONG = {
    declared(name="'survival'"): 'measure "survival" of wrong.py: its name is taken',
    declared(name="'mine_se'"): 'its name must not end in "_se", "_runs", "_width" or "_lead"',
    declared(name="'my measure'"): "its name must be small letters, digits and _",
    declared() + "MEASURES *= 2": "is declared twice",
    declared(kind="'amount'"): 'kind = "amount"   must be "share", "money"',
    declared(unit="1"): "unit = 1   must be a text of one line",
    declared("3"): "of_run = 3   must be a function",
    declared("None"): "must have of_run, of_account or both",
    declared("lambda run: run['talks'].sum()"): "gives shape (); it must be (3,), a value a run",
    declared("lambda run: run['ended']"): "gives shape (3, 8); it must be (3,)",
    declared("lambda run: run['talks'].astype(str)"): "gives values of dtype <U32; they must be numbers",
    declared("lambda run: run['talks'] + 1j"): "gives values of dtype complex128; they must be numbers",
    declared("lambda run: run['talks'] / 0.0 + np.inf"): "gives an infinite value; where a run has no such measure",
    declared("lambda run: run['talk']"): 'measure "mine" of wrong.py fails, line 3: ValueError: no field of name talk',
    declared("lambda run: run['talks'].sort() or run['talks']"): "fails, line 3: ValueError",
    declared("lambda run: exit(0)"): "fails, line 3: SystemExit: 0",
    declared("lambda run, vendor: run['talks']"): "fails: TypeError",
    declared("lambda run: run['talks'] - run['talks'].mean()"): "another value beside other runs than alone",
    declared("lambda run: 2.0 + run['talks']", kind="'chance'"): "gives a chance beyond what one can be, 0 to 1",
    declared("lambda run: 2.0 + run['talks']", kind="'share'"): "gives a share beyond what one can be, 0 to 1",
    "MEASURES = []": "wrong.py must declare a list of equipoise.Outcome: MEASURES = [Outcome(...)]",
    "import equipoise\n": "wrong.py must declare a list of equipoise.Outcome",
    "x = 1\nMEASURES = [": "wrong.py cannot be run, line 2: SyntaxError: '[' was never closed",
    "import os\n1 / 0": "wrong.py cannot be run, line 2: ZeroDivisionError: division by zero",
    "raise SystemExit(0)": "wrong.py cannot be run, line 1: SystemExit: 0",
}


@pytest.mark.parametrize("text", WRONG)
def test_what_is_wrong_with_a_measure_is_said_before_anything_is_played_or_written(cli: Cli, text: str) -> None:
    Path("wrong.py").write_text(text, encoding="utf-8")
    said = cli(*PLAYED, "--measures", "wrong.py", "--out", "report")
    assert (said.code, said.out) == (2, "")
    assert WRONG[text] in " ".join(said.err.split("\n"))
    assert "Traceback" not in said.err
    swept_too = cli("sweep", "how-much-focus", *FEW, "--measures", "wrong.py", "--out", "data")
    assert swept_too.code == 2
    assert WRONG[text] in " ".join(swept_too.err.split("\n"))
    assert [path.name for path in Path().iterdir()] == ["wrong.py"]


def test_a_study_says_what_is_wrong_with_its_measures_and_with_the_rest(cli: Cli, study: Path) -> None:
    (study.parent / "mine.py").write_text("MEASURES = [", encoding="utf-8")
    study.write_text(STUDY.replace('accounts = ["Giant"]', 'accounts = ["Gaint"]'), encoding="utf-8")
    said = cli("studies", "check", "studies/study.toml")
    assert said.code == 2
    assert ":6  measures = " in said.err
    assert "mine.py cannot be run, line 1: SyntaxError" in said.err
    assert 'did you mean "Giant"?' in said.err
    assert "outcome" not in said.err


@pytest.mark.parametrize("given", [3, [3], [talks(), None], object()])
def test_what_is_no_measure_is_refused_from_python(given: Any) -> None:
    with pytest.raises(ArgumentError, match=r"must be the path of a Python file, or a list of equipoise\.Outcome"):
        equipoise.compare("base", measures=given)


def test_none_are_none() -> None:
    assert measures_of(()) is NO_MEASURES
    assert (
        make_study({"scenario": "base", "factors": [{"key": "market.rivals"}], "name": "a"} | RANGE).measures.own == ()
    )


RANGE = {"factors": [{"key": "market.rivals", "low": 1, "high": 2}]}


def test_what_has_no_digest_is_refused(tmp_path: Path) -> None:
    with (tmp_path / "log").open("w", encoding="utf-8") as log:
        logged = talks()._replace(of_run=lambda run: log.write("x") + run["talks"])
        with pytest.raises(ArgumentError, match="cannot be told from others"):
            equipoise.compare("base", measures=[logged])


def test_an_arm_without_accounts_of_its_own_has_them_as_a_whole() -> None:
    found = equipoise.compare("market-entry", "strategic", replications=3, rounds=3, measures=[talks()])
    assert found.arms[0].outcomes["talks_a_round"].runs == 3


# Documented


@pytest.mark.parametrize("heading", ["## Your own measures\n", "With `--keep-runs`"])
def test_the_documents_examples_work(cli: Cli, heading: str) -> None:
    page = (ROOT / "docs" / "for-researchers.md").read_text(encoding="utf-8")
    section = page[page.index(heading) :].partition("\n## ")[0].partition("A sweep can be run from Python")[0]
    names: dict[str, Any] = {"__name__": "example"}
    for language, code in re.findall(r"^```(\w+)\n(.*?)^```", section, re.MULTILINE | re.DOTALL):
        if language == "python":
            exec(code, names)
        else:
            for line in code.splitlines():
                said = cli(*shlex.split(line)[1:])
                assert said.code == 0, said.err
                assert "owest cash" in said.out
    if "found" in names:
        drops, panel = names["found"].arms[0].accounts["Giant"]["price_drop"], giants_prices()
        assert drops.mean == pytest.approx(np.mean([prices[0] - prices[-1] for prices in panel]), rel=1e-12)
    else:
        assert names["runs"].height == 20 * names["every"].table().height


def giants_prices() -> list[list[float]]:
    """Of 50 runs, round by round while it is served."""
    panel = run_ensemble("over-a-barrel", "accommodating", replications=50).panel().filter(account="Giant")
    return panel.sort("round").group_by("replication", maintain_order=True).agg("price")["price"].to_list()
