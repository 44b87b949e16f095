"""``equipoise sensitivity``: which lever matters."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from equipoise.app.commands import completion, options
from equipoise.app.console import note, output

if TYPE_CHECKING:
    from equipoise.experiments.studies.dataset import Dataset
    from equipoise.experiments.studies.plan import Plan

EXAMPLES = (
    "equipoise sensitivity what-moves-survival",
    "equipoise sensitivity what-moves-margin --account Giant --out levers",
    "equipoise sensitivity what-moves-margin-sweep --outcome free_support --policy accommodating",
)

_STUDY = "A shipped study's name, the path of a .toml file, or the folder of a data set that sweep has written."
_OUTCOME = "What is moved: one of the study's outcomes. Repeatable."
_POLICY = "Under which of the study's policies; its lead over the first is told of, too."
_ACCOUNT = "Of which account; the study has to give it rows of its own."

Study = Annotated[str, options.argument("STUDY", _STUDY, completion.studies)]
Outcomes = Annotated[
    list[str] | None, options.names("--outcome", completion.outcomes, _OUTCOME, "contribution_margin and survival")
]
Policy = Annotated[str | None, options.names("--policy", completion.policies, _POLICY, "the study's second")]
Account = Annotated[str | None, options.names("--account", completion.accounts, _ACCOUNT, "all together")]
Out = Annotated[Path | None, options.out("Write the figures and the findings as JSON to this folder.")]


def sensitivity(
    study: Study,
    outcomes: Outcomes = None,
    policy: Policy = None,
    account: Account = None,
    threads: options.Threads = None,
    as_json: options.AsJson = False,
    out: Out = None,
) -> None:
    """Tell which lever matters most.

    To margin and to survival, or to any other outcome; and to the lead of one policy over another, run by run.

    Plays the study first, or what of it is not yet on disk, as sweep does. What can be said follows from its design:
    Sobol' indices from saltelli, screening from morris, a tornado from one-at-a-time, shares of variance from a grid,
    and rank regression from any other; where points are too few, how many would do. The study's ranges decide as much
    as the model does: a lever that may hardly move can't matter.
    """
    from equipoise.experiments.folder import check_folder
    from equipoise.experiments.studies.plan import ALL
    from equipoise.experiments.studies.reading import load_study

    if out is not None:
        check_folder(out)
    plan = None if Path(study).is_dir() else load_study(study)
    from equipoise.app.outputs import show_result
    from equipoise.app.pages.levers import findings_page
    from equipoise.experiments.result import save_result
    from equipoise.experiments.studies.dataset import open_dataset
    from equipoise.experiments.studies.findings import SensitivityResult
    from equipoise.experiments.studies.sensitivity import analyse, check_asked

    whose = account or ALL
    if plan is None:
        dataset = open_dataset(Path(study))
    else:
        check_asked(plan, outcomes or [], policy, whose)
        dataset = _played(plan, threads)
    found = analyse(dataset, outcomes or [], policy, whose)
    result = SensitivityResult(found)
    if out is not None:
        save_result(result, out)
    show_result(
        result.document, findings_page(found, output()), as_json=as_json, out=out,
        written=lambda folder: f"The figures and the findings are in {folder}.",
    )  # fmt: skip


def _played(plan: "Plan", threads: int | None) -> "Dataset":
    """Play a study to its end, where ``sweep`` would."""
    from equipoise.app.ready import make_ready
    from equipoise.app.sweeping import progress_of
    from equipoise.experiments.studies.dataset import open_dataset
    from equipoise.experiments.studies.executors.threads import Threads
    from equipoise.experiments.studies.sweep import play, work_on

    folder = Path(f"{plan.study.name}-sweep")
    with work_on(plan, folder) as work:
        if work.pending:
            note(f"Playing {len(work.layout.design):,} points into {folder}; the same command goes on where it ends.")
            make_ready()
            with Threads(threads) as executor, progress_of(len(work.layout.design)) as progress:
                play(work, executor, progress)
    return open_dataset(folder)
