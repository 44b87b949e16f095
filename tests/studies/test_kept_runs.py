"""Values of every run of a study: kept where it asks for them, as safely as its means, and gone on with like them."""

from pathlib import Path

import numpy as np
import polars as pl
import pyarrow.parquet as pq
import pytest

import equipoise
from equipoise.experiments.studies.dataset import DATA, RUNS, open_dataset
from equipoise.experiments.studies.executors.threads import Threads
from equipoise.experiments.studies.sweep import sweep
from equipoise.sim.faults import EquipoiseError
from tests.studies.studies import contents, played, small

STUDY = """
scenario = "over-a-barrel"
replications = 5
rounds = 6
keep_runs = true
outcomes = ["survival"]
design = { kind = "grid", levels = 2 }
factors = [{ key = "market.rivals", low = 1, high = 4 }]
"""


@pytest.fixture(autouse=True)
def small_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    """A part a point."""
    monkeypatch.setattr("equipoise.experiments.studies.parts._CELLS_A_PART", 1)


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("equipoise.experiments.studies.parts._CELLS_A_PART", 1)
        return played(tmp_path_factory.mktemp("kept") / "data set", small(keep_runs=True))


def copied(kept: Path, to: Path) -> Path:
    for name, content in contents(kept).items():
        (to / name).parent.mkdir(parents=True, exist_ok=True)
        (to / name).write_bytes(content)
    return to


def test_means_and_errors_follow_from_them(kept: Path) -> None:
    dataset = open_dataset(kept)
    runs, table = dataset.runs(), dataset.table()
    keys = ["point", "policy", "account"]
    assert runs.height == 10 * table.height
    assert runs["replication"].to_list() == [*range(10)] * table.height
    for name in dataset.plan.study.outcomes:
        found = runs.group_by(keys, maintain_order=True).agg(
            pl.col(name).mean(), pl.col(name).count().cast(pl.Int64).alias("n"), pl.col(name).std().alias("sd")
        )
        assert found["n"].to_list() == table[f"{name}_runs"].to_list()
        for own, mean in zip(found[name], table[name], strict=True):
            assert own == (mean if mean is None else pytest.approx(mean, rel=1e-12, abs=1e-12))
        errors = found["sd"].to_numpy() / np.sqrt(found["n"].to_numpy())
        np.testing.assert_allclose(errors, table[f"{name}_se"].cast(pl.Float64).to_numpy(), rtol=1e-9, atol=1e-15)
    by_run = runs.pivot("policy", index=["point", "account", "replication"], values="survival")
    leads = by_run.with_columns(lead=pl.col("strategic") - pl.col("accommodating"))
    mean = leads.group_by("point", "account", maintain_order=True).agg(pl.col("lead").mean())["lead"]
    expected = table.filter(policy="strategic")["survival_lead"]
    np.testing.assert_allclose(mean.to_numpy(), expected.to_numpy(), atol=1e-12)


def test_one_line_reads_them_with_units_and_meanings(kept: Path) -> None:
    assert pl.read_parquet(kept / RUNS).equals(open_dataset(kept).runs())
    assert open_dataset(kept).runs(["survival"]).columns == ["survival"]
    schema = pq.read_schema(min((kept / RUNS).iterdir()))
    assert schema.field("profit").metadata[b"unit"] == b"money/round"
    assert pl.read_parquet(kept / DATA).equals(open_dataset(kept).table())


def test_the_means_are_those_of_a_study_that_keeps_none(kept: Path, tmp_path: Path) -> None:
    plain = played(tmp_path / "plain", small())
    assert open_dataset(plain).table().equals(open_dataset(kept).table())
    assert not (plain / RUNS).exists()
    with pytest.raises(EquipoiseError, match="holds means alone: its study does not keep runs"):
        open_dataset(plain).runs()
    with pytest.raises(EquipoiseError, match="keep_runs: nothing -> true"):
        played(plain, small(keep_runs=True))


@pytest.mark.parametrize("threads", [1, 3])
def test_the_bytes_are_the_same_whoever_plays(kept: Path, threads: int, tmp_path: Path) -> None:
    assert contents(played(tmp_path / "again", small(keep_runs=True), threads)) == contents(kept)


@pytest.mark.parametrize("lost", [DATA, RUNS])
def test_what_is_lost_is_played_again_and_nothing_else(kept: Path, lost: str, tmp_path: Path) -> None:
    folder = copied(kept, tmp_path / "copy")
    sorted((folder / lost).iterdir())[1].unlink()
    before = {path: path.stat().st_mtime_ns for path in folder.rglob("*.parquet") if "part-000001" not in path.name}
    with pytest.raises(EquipoiseError, match=rf": 11 of 12 points are played, and part 000001 in .*{lost} is"):
        open_dataset(folder)
    half = open_dataset(folder, partly=True)
    assert set(half.runs()["point"]) == set(half.table()["point"]) == {*range(12)} - {1}
    assert contents(played(folder, small(keep_runs=True))) == contents(kept)
    assert {path: path.stat().st_mtime_ns for path in before} == before


def test_damage_is_named(kept: Path, tmp_path: Path) -> None:
    folder = copied(kept, tmp_path / "copy")
    path = sorted((folder / RUNS).iterdir())[2]
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)
    for look in (open_dataset, lambda at: played(at, small(keep_runs=True))):
        with pytest.raises(EquipoiseError, match=f"{path.name} is damaged: its bytes are not those"):
            look(folder)
    path.unlink()
    (folder / RUNS / "notes.parquet").write_bytes(b"")
    with pytest.raises(EquipoiseError, match=r"notes\.parquet is no part of this study"):
        open_dataset(folder)


def test_parts_of_points_are_none_of_runs(kept: Path, tmp_path: Path) -> None:
    folder = copied(kept, tmp_path / "copy")
    first = min((folder / DATA).iterdir())
    (folder / RUNS / min((folder / RUNS).iterdir()).name).unlink()
    (folder / RUNS / first.name).write_bytes(first.read_bytes())
    with pytest.raises(EquipoiseError, match="has other columns than this study"):
        open_dataset(folder)


def test_as_many_runs_as_it_takes_are_kept(tmp_path: Path) -> None:
    plan = small(
        keep_runs=True, replications=100, at_most=200, rounds=2, until={"survival": 0.05}, outcomes=["survival"],
        design={"kind": "latin-hypercube", "points": 2},
    )  # fmt: skip
    with Threads(2) as executor:
        dataset = sweep(plan, tmp_path / "until", executor)
    counts = dataset.runs().group_by("point", "policy", "account", maintain_order=True).len()["len"]
    assert counts.to_list() == dataset.table()["runs"].to_list()
    assert max(counts) > 100


def test_a_file_an_option_and_python_ask_for_them(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("study.toml").write_text(STUDY, encoding="utf-8")
    equipoise.sweep("study.toml", out="file")
    design = {"kind": "grid", "levels": 2}
    equipoise.sweep(
        "over-a-barrel", {"market.rivals": (1, 4)}, out="python", design=design, replications=5, rounds=6,
        outcomes=["survival"], keep_runs=True,
    )  # fmt: skip
    assert open_dataset("file").runs().equals(open_dataset("python").runs())
