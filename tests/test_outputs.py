"""What ``--out DIR`` writes: complete, true to the runs, and never at the cost of somebody else's files."""

import json
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from unittest.mock import patch

import numpy as np
import polars as pl
import pyarrow.parquet as pq
import pytest
from matplotlib.figure import Figure

from equipoise.analysis.figures import Picture
from equipoise.experiments.compare import compare
from equipoise.experiments.folder import check_folder, written_whole
from equipoise.experiments.kept import kept_runs, telling_run
from equipoise.experiments.lead_range import with_range
from equipoise.experiments.outputs import DRAWING, RANGE, Material, compare_into
from equipoise.sim import kernel
from equipoise.sim.arm import Arm
from equipoise.sim.ensemble import Ensemble
from equipoise.sim.faults import EquipoiseError
from equipoise.sim.scenario import Scenario
from equipoise.sim.tables import PANEL_COLUMNS, RELATIONSHIP_COLUMNS, VENDOR_PANEL_COLUMNS
from tests import comparisons
from tests.cli.conftest import COARSE
from tests.manifests.manifests import comparison_in
from tests.studies.studies import contents
from tests.test_docs import ROOT

ASKED_FOR = {
    "scenario", "policy", "replication", "account", "round", "tenure", "size", "orientation", "price", "support",
    "commitment", "bought", "revenue", "contribution", "cost_to_serve", "free_support", "account_surplus",
    "dependence_vendor", "dependence_account", "level", "level_seen", "channel", "lock_in", "belief", "charter",
    "joint_investment", "red_flags", "concentration", "cash", "cause",
}  # fmt: skip
RUNS = 120
FIGURES = ("profit", "dependence-plane", "margin-by-round", "survival", "endings", "given-away", "one-run")


def page(material: Material) -> str:
    """A report that says nothing."""
    return f"<p>{material.comparison.scenario}</p>"


def write(out: Path, report: Callable[[Material], str] = page, **how: int) -> None:
    played = comparisons.few()
    with patch(*COARSE):
        compare_into(out, played.arms, RUNS, report, **how)


@pytest.fixture
def undrawn(monkeypatch: pytest.MonkeyPatch) -> None:
    """Figures are empty files here: for tests of everything else, since drawing takes most of the time."""

    def touch(picture: Picture, folder: Path) -> None:
        for kind in (".svg", ".png"):
            (folder / f"{picture.name}{kind}").touch()

    *drawn, told = [Picture(name, "", "", Figure()) for name in FIGURES]
    monkeypatch.setattr("equipoise.analysis.figures.draw", lambda *_: list(drawn))
    monkeypatch.setattr("equipoise.analysis.figures.story", lambda *_, **__: told)
    monkeypatch.setattr("equipoise.analysis.figures.save", touch)


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Results of 120 runs of two arms, with the panel of 50."""
    out = tmp_path_factory.mktemp("results") / "out"
    write(out, panel=50)
    return out


def test_everything_is_there(written: Path) -> None:
    pictures = [f"figures/{name}{kind}" for name in FIGURES for kind in (".png", ".svg")]
    data = ["manifest.json", "panel.parquet", "relationships.parquet", "report.html", "vendors.parquet"]
    assert sorted(contents(written)) == sorted([*pictures, *data])
    assert [path.name for path in written.parent.iterdir()] == ["out"]


def test_the_panel_is_that_of_the_ensemble(written: Path) -> None:
    expected = pl.concat(Ensemble(arm, 120).panel(range(50)) for arm in comparisons.few().arms)
    found = pl.read_parquet(written / "panel.parquet").cast({"cause": expected.schema["cause"]})
    assert found.equals(expected)
    assert set(found.columns) >= ASKED_FOR


def test_relationships_are_those_of_the_ensemble(written: Path) -> None:
    expected = pl.concat(Ensemble(arm, 120).relationships for arm in comparisons.few().arms)
    found = pl.read_parquet(written / "relationships.parquet").cast({"cause": expected.schema["cause"]})
    assert found.select(expected.columns).equals(expected, null_equal=True)


def test_vendors_are_those_of_the_ensemble(written: Path) -> None:
    expected = pl.concat(Ensemble(arm, 120).vendor_panel(range(50)) for arm in comparisons.few().arms)
    assert pl.read_parquet(written / "vendors.parquet").equals(expected)


@pytest.mark.parametrize(
    ("name", "columns"),
    [("panel", PANEL_COLUMNS), ("vendors", VENDOR_PANEL_COLUMNS), ("relationships", RELATIONSHIP_COLUMNS)],
)
def test_the_schema_says_what_every_column_means(written: Path, name: str, columns: dict[str, tuple[str, str]]) -> None:
    schema = pq.read_schema(written / f"{name}.parquet")
    declared = json.loads(schema.metadata[b"equipoise.columns"])
    assert schema.names == list(columns) == list(declared)
    for column, (unit, meaning) in columns.items():
        assert declared[column] == {"unit": unit, "meaning": meaning}
        assert schema.field(column).metadata == {b"unit": unit.encode(), b"meaning": meaning.encode()}
        assert unit
        assert meaning.endswith(".")


def test_the_manifest_repeats_the_run(written: Path) -> None:
    task = comparison_in(written / "manifest.json")
    played = comparisons.few()
    assert task.replications == 120
    assert task.names == ["accommodating", "strategic"]
    assert task.arms == played.arms


def test_pictures_are_pictures(written: Path) -> None:
    for name in FIGURES:
        assert (written / "figures" / f"{name}.png").read_bytes().startswith(b"\x89PNG")
        assert b"<svg" in (written / "figures" / f"{name}.svg").read_bytes()


def test_the_same_run_writes_the_same_bytes_on_any_number_of_threads(written: Path, tmp_path: Path) -> None:
    write(tmp_path / "again", panel=50, threads=1)
    assert contents(tmp_path / "again") == contents(written)


@pytest.mark.usefixtures("undrawn")
def test_memory_stays_flat_because_data_are_written_block_by_block(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("equipoise.experiments.kept._BLOCK_ROWS", 2_000)  # ten slots and twenty rounds: ten runs
    write(tmp_path / "out", panel=45)
    panel = pq.ParquetFile(tmp_path / "out" / "panel.parquet").metadata
    assert panel.num_row_groups == 2 * 5
    assert max(panel.row_group(k).num_rows for k in range(10)) <= 2_000
    assert pq.ParquetFile(tmp_path / "out" / "relationships.parquet").metadata.num_row_groups == 2 * (5 + 8)
    runs = pl.read_parquet(tmp_path / "out" / "panel.parquet")["replication"]
    assert sorted(runs.unique()) == list(range(45))


@pytest.mark.usefixtures("undrawn")
@pytest.mark.parametrize("panel", [0, 7, 50])
def test_no_run_is_played_twice_and_blocks_hold_all_that_is_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, panel: int
) -> None:
    found: list[tuple[float, str, int]] = []
    play = kernel.play_chunk
    arms = comparisons.few().arms

    def noted(arm: Arm, replications: Sequence[int], **what: bool) -> kernel.Chunk:
        share = arm.scenario.parameters.hierarchy.imitable
        found.extend((share, arm.policy.name, run) for run in replications)
        return play(arm, replications, **what)

    monkeypatch.setattr("equipoise.sim.runner.play_chunk", noted)
    monkeypatch.setattr("equipoise.sim.runner.CELLS", 4_000)  # ten slots and twenty rounds: blocks of twenty runs
    monkeypatch.setattr("equipoise.experiments.kept._BLOCK_ROWS", 1_600)  # pieces of eight
    monkeypatch.setattr("equipoise.experiments.kept._FIGURE_RUNS", 33)
    monkeypatch.setattr("equipoise.experiments.kept._RELATIONSHIP_RUNS", 71)
    comparison = compare_into(tmp_path / "out", arms, RUNS, page, panel=panel)
    both = [arm.policy.name for arm in arms]
    assert sorted(found) == [(share, name, run) for share in (0.0, 0.25, 0.5) for name in both for run in range(RUNS)]
    assert repr(comparison) == repr(with_range(compare(arms, RUNS), arms))
    rows = ["policy", "replication"]
    for file, runs, expected in (
        ("panel", panel, lambda arm: Ensemble(arm, RUNS).panel(range(panel))),
        ("vendors", panel, lambda arm: Ensemble(arm, RUNS).vendor_panel(range(panel))),
        ("relationships", 71, lambda arm: Ensemble(arm, 71).relationships),
    ):
        table = pl.read_parquet(tmp_path / "out" / f"{file}.parquet")
        assert table["replication"].n_unique() == runs
        whole = pl.concat(expected(arm) for arm in arms)
        assert table.cast(whole.schema).select(whole.columns).sort(rows, maintain_order=True).equals(whole)


@pytest.mark.usefixtures("undrawn")
def test_a_panel_of_no_run_has_its_columns(tmp_path: Path) -> None:
    write(tmp_path / "out", panel=0)
    panel = pl.read_parquet(tmp_path / "out" / "panel.parquet")
    assert panel.height == 0
    assert panel.columns == list(PANEL_COLUMNS)
    vendors = pl.read_parquet(tmp_path / "out" / "vendors.parquet")
    assert (vendors.height, vendors.columns) == (0, list(VENDOR_PANEL_COLUMNS))


@pytest.mark.usefixtures("undrawn")
def test_a_panel_holds_no_more_runs_than_there_are(tmp_path: Path) -> None:
    write(tmp_path / "out", panel=1_000)
    assert pl.read_parquet(tmp_path / "out" / "panel.parquet")["replication"].max() == 119


def test_fewer_runs_are_kept_where_a_run_is_large() -> None:
    def arm(slots: int, rounds: int) -> Arm:
        scenario = Scenario.model_validate({"parameters": {"vendor": {"slots": slots}}})
        return Arm(scenario, comparisons.ACCOMMODATING, 7, rounds)

    ordinary = kept_runs([arm(10, 40)], 1_000_000)
    assert (ordinary.panel, ordinary.relationships, ordinary.figures) == (200, 10_000, 2_000)
    large = kept_runs([arm(10, 40), arm(10_000, 40)], 1_000_000)
    assert (large.panel, large.relationships, large.figures) == (1, 200, 5)
    assert kept_runs([arm(10_000, 40)], 1_000_000, panel=500).panel == 500
    assert kept_runs([arm(10, 40)], 30).figures == 30


@pytest.mark.usefixtures("undrawn")
def test_progress_adds_up(tmp_path: Path) -> None:
    told: list[float] = []
    played = comparisons.few()
    said: list[str] = []
    compare_into(tmp_path / "out", played.arms, RUNS, page, progress=told.append, doing=said.append)
    assert said == [RANGE, DRAWING]
    assert sum(told) == pytest.approx(1.0)
    assert min(told) > 0.0


def test_a_vendor_without_accounts_has_results_too(tmp_path: Path) -> None:
    played = comparisons.none_at_first()
    compare_into(tmp_path / "out", played.arms, RUNS, page)
    assert {path.stem for path in (tmp_path / "out" / "figures").iterdir()} == {
        "profit",
        "margin-by-round",
        "given-away",
    }


def test_the_run_that_is_told_goes_differently_and_is_near_the_average() -> None:
    lives = np.array([[0, 20, 0.1], [0, 20, 0.1], [2, 10, 0.1], [2, 19, 0.12]], dtype=float)
    other = np.array([[0, 20, 0.1], [0, 20, 0.1], [0, 20, 0.9], [0, 20, 0.11]], dtype=float)
    assert telling_run([lives, other]) == 3
    assert telling_run([lives, lives]) == 0
    assert telling_run([np.full((3, 3), np.nan)]) == 0


@pytest.mark.usefixtures("undrawn")
def test_earlier_results_are_replaced(tmp_path: Path) -> None:
    out = tmp_path / "out"
    write(out, panel=5)
    (out / ".DS_Store").write_bytes(b"left by a file viewer")
    write(out, panel=7)
    assert pl.read_parquet(out / "panel.parquet")["replication"].max() == 6
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


def test_an_empty_folder_and_folders_that_are_not_there_yet_will_do(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    for out in (tmp_path / "empty", tmp_path / "new" / "deep"):
        with written_whole(out) as folder:
            (folder / "file").write_text("text")
        assert (out / "file").read_text() == "text"


def test_a_link_to_a_folder_stays_a_link(tmp_path: Path) -> None:
    (tmp_path / "there").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "there")
    with written_whole(tmp_path / "link") as folder:
        (folder / "file").write_text("text")
    assert (tmp_path / "link").is_symlink()
    assert (tmp_path / "there" / "file").exists()


@pytest.mark.parametrize("stop", [KeyboardInterrupt, RuntimeError])
@pytest.mark.usefixtures("undrawn")
def test_what_is_stopped_leaves_nothing(tmp_path: Path, stop: type[BaseException]) -> None:
    def stopped(_: Material) -> str:
        raise stop

    with pytest.raises(stop):
        write(tmp_path / "new" / "deep", stopped)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.usefixtures("undrawn")
def test_what_is_stopped_leaves_earlier_results_as_they_were(tmp_path: Path) -> None:
    def stopped(_: Material) -> str:
        raise KeyboardInterrupt

    out = tmp_path / "out"
    write(out, panel=5)
    before = contents(out)
    with pytest.raises(KeyboardInterrupt):
        write(out, stopped)
    assert contents(out) == before
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


def test_a_failure_at_the_last_step_brings_the_earlier_results_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "out").mkdir()
    moves: list[Path] = []
    rename = Path.rename

    def failing(self: Path, target: Path) -> Path:
        moves.append(target)
        if len(moves) == 2:
            raise OSError(28, "No space left on device")
        return rename(self, target)

    monkeypatch.setattr(Path, "rename", failing)
    monkeypatch.setattr("equipoise.experiments.storage.exchange.exchange", lambda _one, _other: False)
    with pytest.raises(EquipoiseError, match=r"out: No space left on device"), written_whole(tmp_path / "out"):
        pass
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


def results(folder: Path) -> Path:
    """What looks like earlier results."""
    folder.mkdir()
    document = {"format": 1, "versions": {}, "arms": [], "scenarios": {}}
    (folder / "manifest.json").write_text(json.dumps(document))
    (folder / "figures").mkdir()
    return folder


def refused(out: Path) -> str:
    before = contents(out) if out.is_dir() else {}
    with pytest.raises(EquipoiseError) as caught:
        check_folder(out)
    assert not out.is_dir() or contents(out) == before
    return str(caught.value)


def test_a_folder_with_other_files_is_refused(tmp_path: Path) -> None:
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "thesis.docx").write_text("years of work")
    message = refused(tmp_path / "mine")
    assert "it holds thesis.docx, which is no part of results" in message
    assert "name a new folder, or an empty one" in message


def test_notes_among_earlier_results_are_not_lost(tmp_path: Path) -> None:
    out = results(tmp_path / "out")
    check_folder(out)
    (out / "figures" / "notes.txt").write_text("mine")
    assert "it holds figures/notes.txt" in refused(out)


def test_a_report_of_somebody_elses_is_refused(tmp_path: Path) -> None:
    (tmp_path / "site").mkdir()
    (tmp_path / "site" / "report.html").write_text("mine")
    assert "files that are not results of a comparison" in refused(tmp_path / "site")
    (tmp_path / "site" / "manifest.json").write_text('{"name": "a web page"}')
    assert "files that are not results of a comparison" in refused(tmp_path / "site")


def test_checking_a_folder_imports_neither_figures_nor_data() -> None:
    heavy = "'matplotlib' in sys.modules or 'pyarrow.parquet' in sys.modules"
    code = f"import sys, equipoise.experiments.outputs; sys.exit({heavy})"
    subprocess.run([sys.executable, "-c", code], check=True, cwd=ROOT)
