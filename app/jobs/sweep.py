"""Playing a study, and telling what it came to."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from equipoise.app.console import note, say, show, show_json
from equipoise.app.jobs.arms import make_ready
from equipoise.app.jobs.asked_plan import asked_plan, executor_of
from equipoise.app.jobs.files import typed
from equipoise.app.jobs.trying import warn, warnings_of_study
from equipoise.app.pages.sweep import swept_document, swept_page
from equipoise.app.sweeping import told
from equipoise.experiments.storage.spelling import in_python
from equipoise.experiments.studies.dataset import open_dataset
from equipoise.experiments.studies.parts import DATA
from equipoise.experiments.studies.sweep import begun, play

if TYPE_CHECKING:
    from equipoise.app.asked_study import AskedStudy, Players


def sweep_and_show(asked: AskedStudy, players: Players, out: Path | None, *, as_json: bool) -> None:
    """Play a study to its end, or go on with it, and print what it came to."""
    plan = asked_plan(asked)
    folder = out if out is not None else Path(f"{plan.study.name}-sweep")
    tell = note if as_json else say
    with begun(plan, folder) as work:
        if work.mended:
            note(f"{work.mended}. It is written anew, as the study that is asked for has it.")
        blocks = work.pending
        if not blocks:
            tell(f"{folder} is finished: all {len(work.manifest.design):,} points are there.\n")
        else:
            if work.done:
                tell(f"Going on with {folder}: {work.played:,} of {len(work.manifest.design):,} points are there.")
            make_ready(plan.arms([None] * len(plan.targets))[0])
            warn(warnings_of_study(plan))
            with executor_of(players) as executor, told(len(work.manifest.design)) as progress:
                play(work, executor, progress)
    dataset = open_dataset(folder)
    if as_json:
        show_json(swept_document(dataset))
        return
    show(*swept_page(dataset))
    say(
        f"\n{folder} holds the data, a row a point, policy and account. Read them with\n"
        f"  polars.read_parquet({in_python(folder / DATA)})\n"
        f"Which factor moved what: {typed('sensitivity', folder)}"
    )
