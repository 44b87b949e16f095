"""Sweeps: gone on with whatever ended them, refused where they would mix, and the same bytes whoever plays."""

import errno
import gc
import os
import tracemalloc
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from equipoise.experiments.storage.lock import LOCK, locked
from equipoise.experiments.storage.whole import UNFINISHED
from equipoise.experiments.studies.dataset import DATA, MANIFEST, open_dataset
from equipoise.experiments.studies.executors import Item, Result
from equipoise.experiments.studies.executors.threads import Threads
from equipoise.experiments.studies.layout import layout_of, write_layout
from equipoise.experiments.studies.parts import points_a_part
from equipoise.experiments.studies.plan import Plan
from equipoise.experiments.studies.sweep import Progress, play, sweep, work_on
from equipoise.sim.faults import EquipoiseError, StudyError
from tests.studies.studies import contents, played, small


def cut_small(folder: Path, plan: Plan, size: int = 2) -> Path:
    """A data set with nothing in it yet, to be played in small parts: its manifest says how it is divided."""
    (folder / DATA).mkdir(parents=True)
    write_layout(folder, replace(layout_of(plan), size=size))
    return folder


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """The small study, played in six parts without interruption."""
    plan = small()
    return contents(played(cut_small(tmp_path_factory.mktemp("whole") / "data set", plan), plan))


class Ended(Exception):  # noqa: N818 - nobody's error: an end
    """What ends a sweep in these tests."""


class AfterSome(Threads):
    """Threads that play some parts, and then end."""

    def __init__(self, parts: int) -> None:
        super().__init__(2)
        self.left = parts

    def map(self, job: Callable[[Item], Result], items: Any) -> Any:
        for item, result in super().map(job, items):
            if self.left == 0:
                raise Ended
            self.left -= 1
            yield item, result


@pytest.mark.parametrize("threads", [1, 2, 5])
def test_the_bytes_are_the_same_whatever_the_number_of_threads(
    threads: int, whole: dict[str, bytes], tmp_path: Path
) -> None:
    plan = small()
    assert contents(played(cut_small(tmp_path / "a", plan), plan, threads)) == whole


def test_a_study_is_gone_on_with_where_it_ended(whole: dict[str, bytes], tmp_path: Path) -> None:
    plan, folder = small(), cut_small(tmp_path / "a", small())
    with pytest.raises(Ended), AfterSome(2) as executor:
        sweep(plan, folder, executor)
    kept = {path: path.stat().st_mtime_ns for path in (folder / DATA).iterdir()}
    assert len(kept) == 2
    told: list[Progress] = []
    with Threads(2) as executor:
        dataset = sweep(plan, folder, executor, told.append)
    assert contents(folder) == whole
    assert {path: path.stat().st_mtime_ns for path in kept} == kept
    assert told[0] == Progress(4, 12, 0)
    assert [at.points for at in told] == [4, 6, 8, 10, 12]
    assert told[-1].runs == 8 * 2 * 10
    assert dataset.finished


def test_a_finished_study_plays_nothing(tmp_path: Path) -> None:
    plan = small()
    folder = played(tmp_path / "a", plan)
    before = contents(folder)
    with work_on(plan, folder) as work:
        assert work.pending == []
        assert work.played == 12
    assert contents(folder) == before


def test_what_a_dead_process_was_writing_is_cleared_away(whole: dict[str, bytes], tmp_path: Path) -> None:
    plan, folder = small(), cut_small(tmp_path / "a", small())
    (folder / UNFINISHED).write_bytes(b"PAR1 half a")
    assert contents(played(folder, plan)) == whole


def test_a_missing_or_torn_manifest_is_written_anew_when_the_parts_are_of_the_study(tmp_path: Path) -> None:
    plan = small()
    folder = played(tmp_path / "a", plan)
    before = contents(folder)
    for torn in (None, b"", before[MANIFEST][: len(before[MANIFEST]) // 2], b"[]", b'{"what": "other"}'):
        (folder / MANIFEST).unlink()
        if torn is not None:
            (folder / MANIFEST).write_bytes(torn)
        with work_on(plan, folder) as work:
            assert work.pending == []
        assert contents(folder) == before


def test_a_part_that_was_deleted_is_played_anew(whole: dict[str, bytes], tmp_path: Path) -> None:
    plan, folder = small(), cut_small(tmp_path / "a", small())
    played(folder, plan)
    sorted((folder / DATA).iterdir())[4].unlink()
    assert contents(played(folder, plan)) == whole


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"replications": 11}, ["replications: 10 -> 11"]),
        ({"seed": 8}, ["seed: 7 -> 8"]),
        ({"settings": {"market.attention": 0.4}}, ["market.attention: 0.35 -> 0.4"]),
        ({"settings": {"accounts.Giant.reference": 0.5}}, ["accounts.Giant.reference: 1.0 -> 0.5"]),
        ({"settings": {"policy.strategic.channel": 0.02}}, ["levers.strategic.channel: 0.01 -> 0.02"]),
        ({"outcomes": ["survival"]}, ["outcomes: "]),
        ({"accounts": []}, ["accounts: "]),
        ({"factors": [{"key": "market.rivals", "low": 1, "high": 5}]},
         ["factors.market.rivals.high: 6 -> 5", "factors.accounts.Giant.size: there -> nothing\n"]),
        ({"design": {"points": 13}}, ["design.points: 12 -> 13"]),
        ({"policies": ["strategic", "transactional"]},
         ['policies: "accommodating, strategic" -> "', "levers.accommodating: there -> nothing\n"]),
    ],
)  # fmt: skip
def test_a_study_that_was_otherwise_is_refused_with_what_changed(
    changed: dict[str, Any], said: list[str], tmp_path: Path
) -> None:
    folder = cut_small(tmp_path / "a", small())
    before = contents(folder)
    with pytest.raises(EquipoiseError, match=r"was otherwise") as caught, work_on(small(**changed), folder):
        pass
    for line in said:
        assert f"\n  {line}" in str(caught.value)
    assert "points of the design" not in str(caught.value)
    assert {name: content for name, content in contents(folder).items() if name != LOCK} == before


def test_rules_that_changed_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = cut_small(tmp_path / "a", small())
    made = {"rules": "0123456789abcdef", "numpy": "1.0", "numba": "1.0", "llvmlite": "1.0"}
    monkeypatch.setattr("equipoise.experiments.studies.layout.versions_of", lambda _: made)
    with pytest.raises(EquipoiseError, match=r'made with.rules: .* -> "0123456789abcdef"'), work_on(small(), folder):
        pass


def test_words_may_change(tmp_path: Path) -> None:
    folder = played(tmp_path / "a", small())
    with work_on(small(name="other", title="Another title", question="Why?"), folder) as work:
        assert work.pending == []


def test_only_one_process_writes_at_a_time(tmp_path: Path) -> None:
    folder = played(tmp_path / "a", small())
    with (
        locked(folder),
        pytest.raises(EquipoiseError, match=r"another process is writing to .*; wait"),
        work_on(small(), folder),
    ):
        pass
    (folder / LOCK).write_bytes(b"")  # left by a dead process: nobody holds it
    with work_on(small(), folder) as work:
        assert work.pending == []


def test_a_folder_with_anything_else_in_it_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("mine")
    with (
        pytest.raises(EquipoiseError, match=r"it holds notes.txt, which is no part of a study"),
        work_on(small(), tmp_path),
    ):
        pass
    assert contents(tmp_path) == {"notes.txt": b"mine"}
    with pytest.raises(EquipoiseError, match=r"notes.txt is a file"), work_on(small(), tmp_path / "notes.txt" / "a"):
        pass


def test_points_that_contradict_themselves_are_told_of_before_anything_is_made(tmp_path: Path) -> None:
    factors = [
        {"key": "newcomers.orientation_low", "low": 0.1, "high": 0.9},
        {"key": "newcomers.orientation_high", "low": 0.2, "high": 1.0},
    ]
    with pytest.raises(StudyError, match=r"point \d+ of the design \(newcomers.orientation_low = .*cannot be played"):
        played(tmp_path / "a", small(factors=factors))
    vanishing = [{"key": "accounts.Giant.count", "values": [1, 2]}]
    with pytest.raises(StudyError, match='has no account "Giant"'):
        played(tmp_path / "a", small(factors=vanishing, design={"kind": "grid"}))
    assert list(tmp_path.iterdir()) == []


@pytest.fixture
def full_disk(monkeypatch: pytest.MonkeyPatch) -> Iterator[dict[str, int]]:
    """A disk with room for some files."""
    room = {"files": 2}
    sync = os.fsync

    def fsync(descriptor: int) -> None:
        if os.path.isfile(f"/proc/self/fd/{descriptor}"):  # noqa: PTH113 - not a folder
            if room["files"] == 0:
                raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
            room["files"] -= 1
        sync(descriptor)

    monkeypatch.setattr(os, "fsync", fsync)
    return room  # type: ignore[return-value]


def test_a_full_disk_is_told_and_gone_on_from(
    whole: dict[str, bytes], tmp_path: Path, full_disk: dict[str, int]
) -> None:
    plan, folder = small(), tmp_path / "a"
    full_disk["files"] = 3
    cut_small(folder, plan)
    with pytest.raises(EquipoiseError, match=r"no space left on device\nWhat is finished is kept"):
        played(folder, plan)
    assert len([*(folder / DATA).iterdir()]) == 2
    full_disk["files"] = 100
    assert contents(played(folder, plan)) == whole


def test_nothing_accumulates_while_a_study_is_played(tmp_path: Path) -> None:
    """Tables alive, and what Python and NumPy hold, early and late in a study of 160 parts."""
    plan = small(design={"kind": "latin-hypercube", "points": 160}, replications=3, rounds=3)
    tables: list[int] = []
    held: list[int] = []

    def count(at: Progress) -> None:
        if at.points in {20, 60, 110, 160}:
            gc.collect()
            held.append(tracemalloc.get_traced_memory()[0])
            tables.append(sum(isinstance(thing, pl.DataFrame) for thing in gc.get_objects()))

    tracemalloc.start()
    with work_on(plan, cut_small(tmp_path / "a", plan, size=1)) as work, Threads(2) as executor:
        before = sum(isinstance(thing, pl.DataFrame) for thing in gc.get_objects())
        play(work, executor, count)
    tracemalloc.stop()
    assert max(tables) - before <= 10  # 4 under way, and those on their way to the disk; 160 if they were kept
    assert held[-1] - held[0] < 1_000 * 140  # a part's rows are several thousand bytes


def test_parts_are_about_a_seconds_work_or_a_thousandth_of_all() -> None:
    base = {"replications": 200, "rounds": 40}
    assert points_a_part(small(**base), 100) == 12
    assert points_a_part(small(**{**base, "replications": 100_000}), 100) == 1
    assert points_a_part(small(**{**base, "replications": 100_000}), 5_000) == 5


def test_playing_is_told_of_from_the_beginning(tmp_path: Path) -> None:
    told: list[Progress] = []
    with work_on(small(), tmp_path / "a") as work, Threads(1) as executor:
        play(work, executor, told.append)
    assert told == [Progress(0, 12, 0), Progress(12, 12, 240)]
    assert open_dataset(tmp_path / "a").played == 12
