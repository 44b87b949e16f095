"""A range on the command line: compared, written, repeated, told."""

from pathlib import Path

import polars as pl

from equipoise.experiments.kept import Kept, KeptRuns
from equipoise.sim.arm import Arm
from equipoise.sim.files import load_scenario, with_settings
from equipoise.sim.kernel import play_chunk
from tests.cli.conftest import FEW, Cli

SETTINGS = ("--set", "accounts.Giant.size=2..4", "--set", "rivals=3..4..6")
POLICIES = ("--policy", "accommodating", "--policy", "strategic")


def test_a_range_is_compared_written_and_repeated(cli: Cli) -> None:
    said = cli("compare", "over-a-barrel", *POLICIES, *FEW, *SETTINGS, "--json")
    into = cli("compare", "over-a-barrel", *POLICIES, *FEW, *SETTINGS, "--out", "study", "--json")
    again = cli("repeat", "study", "--json")
    assert (said.code, into.code, again.code) == (0, 0, 0)
    assert said.document == into.document == again.document
    point = cli("compare", "over-a-barrel", *POLICIES, *FEW, "--json")
    assert point.document != said.document
    scenario = with_settings(load_scenario("over-a-barrel"), [SETTINGS[1], SETTINGS[3]])
    for name in ("panel", "vendors", "relationships"):
        rows = pl.read_parquet(Path("study") / f"{name}.parquet")
        for (replication,), run in rows.group_by("replication"):
            drawn = scenario.drawn(said.document["seed"], int(replication))
            assert {key: run[key].unique().to_list() for key in drawn} == {key: [drawn[key]] for key in drawn}


def test_data_of_an_arm_that_draws_nothing_are_empty(tmp_path: Path) -> None:
    own = with_settings(load_scenario("over-a-barrel"), [SETTINGS[3]])
    arms = [Arm.of(scenario, "strategic", rounds=4) for scenario in (load_scenario("base"), own)]
    with KeptRuns(tmp_path, arms, Kept(panel=3, relationships=3, figures=0)) as keeper:
        for number, arm in enumerate(arms):
            for piece in keeper.pieces(number, range(3)):
                keeper.keep(piece, play_chunk(arm, piece.runs, relationships=True, panel=True))
    rows = pl.read_parquet(tmp_path / "vendors.parquet").select("scenario", "market.rivals")
    assert rows.group_by("scenario").agg(pl.all().null_count()).sort("scenario").rows() == [
        ("base", 12), ("over-a-barrel", 0),
    ]  # fmt: skip


def test_a_zero_width_is_the_number(cli: Cli) -> None:
    wide, point = (
        cli("compare", "over-a-barrel", *POLICIES, *FEW, "--set", f"accounts.Giant.size={size}", "--json")
        for size in ("3..3", "3")
    )
    assert wide.document == point.document


def test_one_run_is_told_with_what_was_drawn_for_it(cli: Cli) -> None:
    scenario = with_settings(load_scenario("over-a-barrel"), [SETTINGS[1]])
    size = scenario.drawn(7, 3)["accounts.Giant.size"]
    drawn, alone = (
        cli(
            "run",
            "over-a-barrel",
            "--story",
            "--replication",
            "3",
            "--rounds",
            "8",
            "--set",
            f"accounts.Giant.size={value}",
        )
        for value in ("2..4", repr(size))
    )
    assert (drawn.code, drawn.out) == (0, alone.out)


def test_a_scenario_shows_what_is_drawn(cli: Cli) -> None:
    Path("posterior.csv").write_text("product.unit_cost\n0.4\n0.6\n", encoding="utf-8")
    Path("own.toml").write_text('draws = "posterior.csv"\n[market]\nrivals = { low = 3, likely = 4, high = 6 }\n')
    said = cli("scenarios", "show", "own.toml")
    assert "market.rivals: 3 to 6, likely 4" in said.out
    assert "product.unit_cost: one of 2 draws, 0.4 to 0.6" in said.out


def test_of_a_file_of_draws_with_one_row_it_is_said_that_nothing_varies(cli: Cli) -> None:
    Path("own.toml").write_text('draws = "posterior.csv"\n', encoding="utf-8")
    words = "product.unit_cost = 0.4   is in the only row of a file of draws: with one row nothing varies"
    for rows, said in (("0.4,3\n", True), ("0.4,3\n0.6,3\n", False)):
        Path("posterior.csv").write_text(f"product.unit_cost,market.rivals\n{rows}", encoding="utf-8")
        for command in (("scenarios", "check", "own.toml"), ("compare", "own.toml", "--replications", "20")):
            assert (words in cli(*command).err) == said


def test_a_mistake_in_a_range_is_the_users(cli: Cli) -> None:
    said = cli("compare", "over-a-barrel", "--set", "accounts.Giant.size=4..2", "--out", "study")
    assert said.code == 2
    assert "accounts.Giant.size = [...]   the lower end comes first: 2, then 4" in said.err
    assert not Path("study").exists()
