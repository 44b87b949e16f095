"""``equipoise sweep`` and ``equipoise studies``: what they print, and what they say of what cannot be played."""

import json
from pathlib import Path

import polars as pl
import pytest

from equipoise.app.sweeping import Pace, duration, progress_of
from equipoise.experiments.studies.sweep import Progress
from tests.cli.conftest import Cli, process

FEW = ("--replications", "20", "--rounds", "8")
FLAGS = (
    "--scenario", "over-a-barrel", "--policy", "accommodating", "--policy", "strategic", "--vary", "market.rivals=1:4",
    "--vary", "policy.strategic.focus=0,0.05", "--design", "grid:2", "--account", "Giant", "--outcome", "survival",
    "--outcome", "contribution_margin", *FEW,
)  # fmt: skip


def test_a_study_by_name_is_played_printed_and_gone_back_to(cli: Cli) -> None:
    said = cli("sweep", "how-much-focus", *FEW)
    assert said.code == 0
    assert said.out.startswith("How much focus is enough, by the account's wish for a partner\n")
    for words in (
        "lowest  median  highest  above  below",
        "Highest contribution margin on Giant: ",
        "36 points (grid)",
    ):
        assert words in said.out
    assert 'polars.read_parquet("how-much-focus-sweep/data")' in said.out
    assert pl.read_parquet("how-much-focus-sweep/data").height == 36 * 2 * 2
    again = cli("sweep", "how-much-focus", *FEW)
    first, rest = again.out.split("\n\n", 1)
    assert first == "how-much-focus-sweep is finished: all 36 points are there."
    assert rest == said.out


def test_a_finished_study_says_so_without_compiling_anything(cli: Cli, tmp_path: Path) -> None:
    assert cli("sweep", *FLAGS, "--out", "a").code == 0
    cold = tmp_path / "cold"
    said = process("sweep", *FLAGS, "--out", "a", cwd=tmp_path, env={"NUMBA_CACHE_DIR": str(cold)})
    assert said.code == 0
    assert said.out.startswith("a is finished: all 4 points are there.")
    assert said.err == ""
    assert [path for path in cold.rglob("*") if path.is_file()] == []


def test_runs_are_kept_where_an_option_asks_for_them(cli: Cli) -> None:
    said = cli("sweep", *FLAGS, "--out", "a", "--keep-runs")
    assert 'Those of each run: equipoise.open_dataset("a").runs()\n' in said.out
    assert pl.read_parquet("a/runs").height == 20 * pl.read_parquet("a/data").height
    refused = cli("sweep", *FLAGS, "--out", "a")
    assert (refused.code, "  keep_runs: true -> nothing\n" in refused.err) == (2, True)


def test_the_same_from_options_alone(cli: Cli) -> None:
    said = cli("sweep", *FLAGS, "--out", "a", "--json")
    assert said.code == 0
    assert said.document["points"] == 4
    assert said.document["runs"] == 4 * 2 * 20
    assert set(said.document["ranges"]) == {"all", "Giant"}
    survival = said.document["ranges"]["Giant"]["survival"]
    assert survival["accommodating"]["above"] is None
    assert survival["strategic"]["above"] + survival["strategic"]["below"] <= 4
    assert survival["strategic"]["low"] <= survival["strategic"]["median"] <= survival["strategic"]["high"]
    table = pl.read_parquet("a/data/*.parquet").filter(policy="strategic", account="all")
    assert table.select("market.rivals", "policy.strategic.focus").rows() == [(1, 0.0), (1, 0.05), (4, 0.0), (4, 0.05)]


def test_a_lever_that_is_set_without_a_name_is_said_to_be_set_in_all(cli: Cli) -> None:
    asked = ("sweep", "--scenario", "over-a-barrel", "--vary", "market.rivals=1,4", "--design", "grid:2",
             "--replications", "2", "--rounds", "4")  # fmt: skip
    for k, (key, all_of_them) in enumerate((("policy.focus", True), ("policy.strategic.focus", False))):
        said = cli(*asked, "--set", f"{key}=0.1", "--out", f"set{k}")
        assert (f"{key} is set in all" in said.err) == all_of_them, said.err


def test_options_are_what_a_file_states(cli: Cli) -> None:
    Path("mine.toml").write_text(
        'scenario = "over-a-barrel"\npolicies = ["accommodating", "strategic"]\nreplications = 20\nrounds = 8\n'
        'outcomes = ["survival", "contribution_margin"]\naccounts = ["Giant"]\n[design]\nkind = "grid"\nlevels = 2\n'
        '[[factors]]\nkey = "market.rivals"\nlow = 1\nhigh = 4\n'
        '[[factors]]\nkey = "policy.strategic.focus"\nvalues = [0.0, 0.05]\n',
        encoding="utf-8",
    )
    assert cli("sweep", *FLAGS, "--out", "a").code == 0
    assert cli("sweep", "mine.toml", "--out", "a").out.startswith("a is finished")


def test_runs_until_intervals_are_narrow_say_whether_they_got_there(cli: Cli) -> None:
    until = ("--replications", "100", "--until-ci", "survival=0.07", "--at-most", "400", "--account", "Giant")
    said = cli("sweep", *FLAGS[:12], "--rounds", "8", *until, "--out", "a")
    assert said.code == 0
    assert " points have intervals as narrow as asked for." in said.out
    table = pl.read_parquet("a/data/*.parquet")
    got_there = table.group_by("point").agg(pl.col("reached").first())["reached"].sum()
    assert f"{got_there} of 4 points" in said.out


def test_a_study_that_changed_is_refused_with_what_changed(cli: Cli) -> None:
    assert cli("sweep", *FLAGS, "--out", "a").code == 0
    said = cli("sweep", *FLAGS, "--out", "a", "--seed", "8", "--set", "market.attention=0.5")
    assert said.code == 2
    assert "  seed: 7 -> 8\n" in said.err
    assert "  market.attention: 0.35 -> 0.5\n" in said.err


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("sweep",), "name a study, one of how-much-focus, what-moves-margin"),
        (("sweep", "what-moves-margn"), 'did you mean "what-moves-margin"?'),
        (("sweep", "--scenario", "over-a-barrel"), "factors   is missing; a study varies at least one thing"),
        (("sweep", *FLAGS, "--design", "lhs:x"), '--design "lhs:x"   has no number of points behind the colon'),
        (("sweep", *FLAGS, "--design", "grdi:3"), 'did you mean "grid"?'),
        (("sweep", *FLAGS, "--until-ci", "survival"), '--until-ci "survival"   is not key=value'),
        (("sweep", *FLAGS, "--until-ci", "survival=x"), "must be a half-width above 0, as in survival=0.005"),
        (("sweep", *FLAGS, "--set", "rivals"), '--set "rivals"   is not key=value'),
        (("sweep", *FLAGS, "--vary", "attention=1:x"), 'factors.attention.high = "x"   must be a number'),
        (("sweep", *FLAGS, "--vary", "attention=.1:.4:log:3"), "factors.attention.values"),
        (("sweep", *FLAGS, "--workers", "2"), "--workers is of a cluster; say --scheduler local with it"),
        (("sweep", *FLAGS, "--scheduler", "local", "--threads", "2"), "--threads is of this process"),
        (("sweep", *FLAGS, "--scheduler", "tcp://x:1", "--workers", "2"), "--workers is for --scheduler local"),
        (("sweep", "how-much-focus", "--outcome", "survivl"), 'as asked for  outcomes[1] = "survivl"'),
        (("studies", "show", "x"), "There are how-much-focus, what-moves-margin, what-moves-survival"),
    ],
)  # fmt: skip
def test_a_mistake_is_a_message(cli: Cli, arguments: tuple[str, ...], said: str) -> None:
    answer = cli(*arguments)
    assert answer.code == 2
    assert said in answer.err
    assert answer.out == ""
    assert [*Path().iterdir()] in ([], [Path("over-a-barrel-sweep")])


def test_studies_are_listed_shown_started_and_checked(cli: Cli) -> None:
    names = [entry["name"] for entry in cli("studies", "list", "--json").document]
    assert names == ["how-much-focus", "what-moves-margin", "what-moves-survival"]
    assert "How much focus is enough" in cli("studies", "list").out
    shown = cli("studies", "show", "what-moves-margin").out
    for words in ("market.rivals: 1 to 8 vendors", "by its logarithm", "200 points of 200 runs", "80,000 runs in all"):
        assert words in shown
    assert cli("studies", "show", "what-moves-survival", "--json").document["points"] == 220
    assert (
        cli("studies", "new", "mine").out == "mine.toml is there to be changed; equipoise sweep mine.toml plays it.\n"
    )
    assert cli("studies", "check", "mine.toml", *names).out.splitlines()[0] == (
        "mine.toml: ok, 3 factors, 2 policies, 32 points"
    )
    assert cli("studies", "new", "mine").code == 2
    text = Path("mine.toml").read_text(encoding="utf-8")
    Path("mine.toml").write_text(text.replace("market.rivals", "market.rivls"), encoding="utf-8")
    wrong = cli("studies", "check", "mine.toml", "--json")
    assert wrong.code == 2
    assert "market.rivals" in json.dumps(wrong.document)


def test_a_new_study_plays_as_it_is(cli: Cli) -> None:
    cli("studies", "new", "mine")
    assert cli("sweep", "mine.toml", *FEW).code == 0


def test_the_pace_is_told_with_the_time_that_is_left(monkeypatch: pytest.MonkeyPatch) -> None:
    now = 100.0
    monkeypatch.setattr("time.monotonic", lambda: now)
    pace = Pace()
    assert pace.words(Progress(40, 100, 0)) == "40 of 100 points"
    now = 110.0
    assert pace.words(Progress(60, 100, 24_000)) == "60 of 100 points, 2,400 runs/s, 20 s left"


@pytest.mark.parametrize(
    ("seconds", "words"),
    [(0.4, "0 s"), (119.0, "119 s"), (121.0, "2 min"), (7_500.0, "2 h 5 min"), (97_200.0, "1 d 3 h")],
)
def test_times_are_written_shortly(seconds: float, words: str) -> None:
    assert duration(seconds) == words


def test_a_log_gets_a_line_now_and_then(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    now = 0.0
    monkeypatch.setattr("time.monotonic", lambda: now)
    with progress_of(100) as tell:
        for now in (0.0, 10.0, 31.0, 40.0, 70.0):
            tell(Progress(int(now), 100, int(now) * 10))
    assert capsys.readouterr().err.splitlines() == [
        "31 of 100 points, 10 runs/s, 69 s left",
        "70 of 100 points, 10 runs/s, 30 s left",
    ]
