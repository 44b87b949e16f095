"""Sweeps: a study played to its end, or gone on with, whatever ended it before."""

from __future__ import annotations

import json
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from equipoise.experiments.seal import TornManifestError
from equipoise.experiments.storage.lock import LOCK, locked
from equipoise.experiments.storage.whole import UNFINISHED, sync_folder
from equipoise.experiments.studies.dataset import Dataset, open_dataset, parts_there
from equipoise.experiments.studies.identity import changes
from equipoise.experiments.studies.layout import MANIFEST, Layout, layout_of, read_layout, write_layout
from equipoise.experiments.studies.parts import DATA, RUNS, blocks_of, entries, write_part
from equipoise.experiments.studies.plan import Plan
from equipoise.experiments.studies.points import play_block
from equipoise.experiments.studies.possible import refuse_impossible
from equipoise.sim.arguments import of_kind, path_of
from equipoise.sim.faults import EquipoiseError, reason
from equipoise.sim.measures import NO_MEASURES, Measures

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from equipoise.experiments.studies.executors import Executor
    from equipoise.experiments.studies.points import Block


class Progress(NamedTuple):
    """How far a sweep is."""

    points: int  # points on disk, earlier ones included
    of: int  # all points
    runs: int  # runs played since it was begun or gone on with, over all policies


@dataclass(frozen=True)
class Work:
    """A data set that is locked for writing."""

    folder: Path
    layout: Layout  # what is played
    done: tuple[int, ...]  # parts that were there already
    measures: Measures = NO_MEASURES  # somebody's own, whose functions are not in the manifest
    mended: str = ""  # why the manifest that was there had to be written anew; empty when it had not

    @property
    def pending(self) -> list[Block]:
        """What is still to be played."""
        done = set(self.done)
        return [b for b in blocks_of(self.layout.design, self.layout.size) if b.number not in done]

    @property
    def played(self) -> int:
        """Points that were there already."""
        return sum(self.layout.points_of(number) for number in self.done)


@contextmanager
def work_on(plan: Plan, folder: str | Path) -> Iterator[Work]:
    """Begin a data set, or go on with one, under its lock.

    With the manifest written, leavings of a dead process removed, and every part that is there checked.
    """
    folder = path_of("folder", folder)
    _refuse_foreign(folder)
    layout = layout_of(plan)
    if not (folder / MANIFEST).exists():  # nothing is made for a study that cannot be played
        refuse_impossible(plan, layout.design.values)
        plan.measures.check(plan.arms(layout.design.values[0]))
    _make(folder, (DATA, RUNS) if plan.study.keep_runs else (DATA,))
    with locked(folder):
        (folder / UNFINISHED).unlink(missing_ok=True)  # of a process that died
        layout, mended = _agreed(folder, layout)
        done = tuple(part.number for part in parts_there(folder, layout)[0])
        yield Work(folder, layout, done, plan.measures, mended)


def _refuse_foreign(folder: Path) -> None:
    for above in (folder, *folder.parents):
        if above.exists() and not above.is_dir():
            raise EquipoiseError(f"results cannot be written to {folder}: {above} is a file, not a folder")
    foreign = [path for path in entries(folder) if path.name not in {MANIFEST, DATA, RUNS, LOCK, UNFINISHED}]
    if foreign and not (folder / MANIFEST).exists():
        raise EquipoiseError(
            f"results cannot be written to {folder}: it holds {foreign[0].name}, which is no part of a study; "
            "name a new folder, or an empty one"
        )


def _make(folder: Path, inner: Sequence[str]) -> None:
    made = [above for above in (folder, *folder.absolute().parents) if not above.exists()]
    try:
        for name in inner:
            (folder / name).mkdir(parents=True, exist_ok=True)
        for above in (folder, *(path.parent for path in made)):
            sync_folder(above)
    except OSError as error:
        raise EquipoiseError(f"results cannot be written to {folder}: {reason(error)}") from error


def _agreed(folder: Path, layout: Layout) -> tuple[Layout, str]:
    """The manifest in the folder if it is of the same study; else this one, written there, and why."""
    there_was = (folder / MANIFEST).exists()
    try:
        there = read_layout(folder)
    except TornManifestError as error:
        parts_there(folder, layout)  # whatever is there has to be of this study
        write_layout(folder, layout)
        return layout, str(error).splitlines()[0].rstrip(":") if there_was else ""
    if differing := changes(there.identity, layout.identity):
        lines = "\n".join(f"  {line}" for line in differing)
        raise EquipoiseError(
            f"{folder} holds results of a study that was otherwise (what it was -> what is asked for):\n{lines}\n"
            "They are not mixed: ask for what it was, or name another folder with --out DIR."
        )
    return there, ""


def play(work: Work, executor: Executor, progress: Callable[[Progress], None] | None = None) -> None:
    """Play what is not yet on disk; each part is there, whole, as soon as it is played."""
    layout, plan = work.layout, work.layout.plan
    points, runs, total = work.played, 0, len(layout.design)
    tell = progress or (lambda _: None)
    tell(Progress(points, total, runs))
    job = partial(play_block, json.dumps(plan.document(), ensure_ascii=False), work.measures)
    results = executor.map(job, work.pending)
    try:
        for block, tables in results:
            write_part(work.folder, plan, layout.fingerprint, block.number, tables)
            points += len(block.values)
            runs += int(tables.points["runs"].sum()) // len(plan.accounts)
            tell(Progress(points, total, runs))
    finally:
        results.close()


def sweep(
    plan: Plan, folder: str | Path, executor: Executor, progress: Callable[[Progress], None] | None = None
) -> Dataset:
    """Play a study to its end, or go on with it."""
    of_kind("plan", plan, Plan, "as make_study and load_study give it")
    with work_on(plan, folder) as work:
        play(work, executor, progress)
    return open_dataset(folder)
