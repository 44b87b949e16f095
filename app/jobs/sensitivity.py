"""Analysing a study, played to its end if it is not, and printing which lever matters."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from equipoise.app.console import note, output, say, show, show_json
from equipoise.app.jobs.arms import make_ready
from equipoise.app.pages.levers import findings_page
from equipoise.app.sweeping import told
from equipoise.experiments.folder import check_folder
from equipoise.experiments.result import save_result
from equipoise.experiments.studies.dataset import open_dataset
from equipoise.experiments.studies.executors.threads import Threads
from equipoise.experiments.studies.findings import SensitivityResult, document
from equipoise.experiments.studies.plan import ALL
from equipoise.experiments.studies.reading import load_study
from equipoise.experiments.studies.sensitivity import analyse, check_asked
from equipoise.experiments.studies.sweep import begun, play

if TYPE_CHECKING:
    from collections.abc import Sequence

    from equipoise.experiments.studies.dataset import Dataset
    from equipoise.experiments.studies.plan import Plan


def analyse_and_show(  # noqa: PLR0913 - what is analysed, of whom, and where findings go
    study: str,
    outcomes: Sequence[str],
    policy: str | None,
    account: str | None,
    *,
    threads: int | None,
    out: Path | None,
    as_json: bool,
) -> None:
    """Analyse a study, and print which lever matters."""
    if out is not None:
        check_folder(out)
    whose = account or ALL
    if Path(study).is_dir():
        dataset = open_dataset(Path(study))
    else:
        plan = load_study(study)
        check_asked(plan, outcomes, policy, whose)
        dataset = _played(plan, threads)
    found = analyse(dataset, outcomes, policy, whose)
    if out is not None:
        save_result(SensitivityResult(found), out)
    if as_json:
        show_json(document(found))
    else:
        show(*findings_page(found, output()))
    if out is not None:
        (note if as_json else say)(f"\nThe figures and the findings are in {out}.")


def _played(plan: Plan, threads: int | None) -> Dataset:
    """Play a study to its end, where ``sweep`` would."""
    folder = Path(f"{plan.study.name}-sweep")
    with begun(plan, folder) as work:
        if blocks := work.pending:
            note(f"Playing {len(work.manifest.design):,} points into {folder}; the same command goes on where it ends.")
            make_ready(plan.arms(blocks[0].values[0])[0])
            with Threads(threads) as executor, told(len(work.manifest.design)) as progress:
                play(work, executor, progress)
    return open_dataset(folder)
