"""``equipoise sweep``: a study over many points, that survives anything."""

from pathlib import Path
from typing import Annotated

from equipoise.app.commands import completion, options
from equipoise.app.console import note, remark, say, show, show_json
from equipoise.app.files.new import typed
from equipoise.sim.whole_numbers import REPLICATIONS, WORKERS

EXAMPLES = (
    "equipoise sweep what-moves-margin",
    "equipoise sweep what-moves-margin --replications 50 --out quick",
    "equipoise sweep --scenario over-a-barrel --vary market.rivals=1:8 --vary policy.focus=0,0.02,0.05 --design grid:4",
    "equipoise sweep what-moves-survival --until-ci survival=0.02 --at-most 20000",
)

_STUDY = "A shipped study's name, or the path of a .toml file; without one, options say what is played."
_POLICY = "A policy to play: a shipped name, a path, or words. Repeatable; the first is the reference."
_VARY = (
    "Vary a parameter, an account's trait or a lever: a range (market.rivals=1:8, accounts.NAME.size=1:8:log) or a "
    "list (policy.focus=0,0.02,0.05); a lever of one policy by policy.NAME.focus; a switch by its key alone. "
    "Repeatable."
)
_DESIGN = (
    "Which points: latin-hypercube:POINTS, sobol:POINTS, saltelli:POINTS, morris:TRAJECTORIES, grid:LEVELS or "
    "one-at-a-time:LEVELS."
)
_UNTIL = (
    "Add runs at each point until the 95% interval of OUTCOME, or of OUTCOME_lead, is at most WIDTH to either side, by "
    "a confidence sequence. Repeatable."
)
_ACCOUNT = "An account of the scenario that gets rows of its own, besides all of them together. Repeatable."
_SCHEDULER = "Play on a Dask cluster: its scheduler's address, or local for worker processes on this machine."
_KEEP = "Keep the outcomes of every run, too, in Parquet files of their own beside the means."
_OUTCOME = "What is measured (equipoise outcomes lists all). Repeatable."
_OUT = "Folder of the data set; the same command goes on with what is there."
_STUDYS = "the study's"

Study = Annotated[str | None, options.argument("STUDY", _STUDY, completion.studies)]
Scenario = Annotated[
    str | None,
    options.names(
        "--scenario", completion.scenarios, "A shipped scenario's name, or the path of a .toml file.", _STUDYS
    ),
]
Policies = Annotated[
    list[str] | None, options.names("--policy", completion.policies, _POLICY, "the study's, or the scenario's own")
]
Vary = Annotated[list[str] | None, options.names("--vary", completion.settings, _VARY, _STUDYS, "KEY=RANGE")]
Design = Annotated[
    str | None, options.names("--design", completion.designs, _DESIGN, "the study's, or latin-hypercube:64", "KIND[:N]")
]
Outcomes = Annotated[
    list[str] | None, options.names("--outcome", completion.outcomes, _OUTCOME, "the study's, or the headline")
]
Accounts = Annotated[list[str] | None, options.names("--account", completion.accounts, _ACCOUNT, _STUDYS)]
Replications = Annotated[
    int | None,
    options.number("--replications", REPLICATIONS, "Runs of each policy at each point.", "the study's, or 200"),
]
Until = Annotated[list[str] | None, options.names("--until-ci", completion.outcomes, _UNTIL, metavar="OUTCOME=WIDTH")]
UpTo = Annotated[
    int | None,
    options.number("--at-most", REPLICATIONS, "Runs after which a point gives up becoming that narrow.", "100,000"),
]
Scheduler = Annotated[str | None, options.option("--scheduler", "ADDRESS", _SCHEDULER)]
Workers = Annotated[
    int | None, options.number("--workers", WORKERS, "Worker processes of --scheduler local.", "one a core")
]
Out = Annotated[Path | None, options.path("--out", "DIR", _OUT, "STUDY-sweep")]
KeepRuns = Annotated[bool, options.switch("--keep-runs", _KEEP)]


def sweep(
    study: Study = None,
    scenario: Scenario = None,
    policies: Policies = None,
    vary: Vary = None,
    design: Design = None,
    settings: options.Settings = None,
    outcomes: Outcomes = None,
    accounts: Accounts = None,
    seed: options.Seed = None,
    replications: Replications = None,
    rounds: options.Rounds = None,
    until: Until = None,
    at_most: UpTo = None,
    threads: options.Threads = None,
    scheduler: Scheduler = None,
    workers: Workers = None,
    as_json: options.AsJson = False,
    out: Out = None,
    measures: options.Measures = None,
    keep_runs: KeepRuns = False,
) -> None:
    """Play a study over many points, and go on where it ended.

    All policies face the same luck at each point of the study's design.

    Results go to a Parquet data set, part by part. Whatever ends the command, the same command goes on where it ended,
    and the data are the same as if nothing had. Options hold over what the study's file states.
    """
    stated = {
        "scenario": scenario, "policies": policies, "outcomes": outcomes, "accounts": accounts, "seed": seed,
        "replications": replications, "rounds": rounds, "at_most": at_most, "design": design, "factors": vary,
        "settings": settings, "until": until, "keep_runs": keep_runs or None,
    }  # fmt: skip
    from equipoise.app.study_options import executor_of, plan_of

    plan = plan_of(study, {key: value for key, value in stated.items() if value is not None}, measures)
    from equipoise.app.arms import note_levers

    keys = [*plan.study.settings, *(target.key for target in plan.targets)]
    note_levers(keys, [policy.name for policy in plan.policies])
    folder = out if out is not None else Path(f"{plan.study.name}-sweep")
    from equipoise.app.ready import make_ready, warn, warnings_of_study
    from equipoise.app.sweeping import progress_of
    from equipoise.experiments.storage.spelling import in_python
    from equipoise.experiments.studies.dataset import open_dataset
    from equipoise.experiments.studies.parts import DATA
    from equipoise.experiments.studies.sweep import play, work_on

    if plan.measures.own:
        make_ready()  # they are tried before anything is written
    with work_on(plan, folder) as work:
        if work.mended:
            note(f"{work.mended}. It is written anew, as the study that is asked for has it.")
        points = len(work.layout.design)
        if not work.pending:
            remark(f"{folder} is finished: all {points:,} points are there.\n", as_json=as_json)
        else:
            if work.done:
                remark(f"Going on with {folder}: {work.played:,} of {points:,} points are there.", as_json=as_json)
            make_ready()
            warn(warnings_of_study(plan))
            with executor_of(threads, scheduler, workers) as executor, progress_of(points) as progress:
                play(work, executor, progress)
    from equipoise.app.pages.sweep import swept_document, swept_page

    dataset = open_dataset(folder)
    if as_json:
        show_json(swept_document(dataset))
        return
    show(*swept_page(dataset))
    runs = f"Those of each run: equipoise.open_dataset({in_python(folder)}).runs()\n" if plan.study.keep_runs else ""
    say(
        f"\n{folder} holds the data, a row a point, policy and account. Read them with\n"
        f"  polars.read_parquet({in_python(folder / DATA)})\n"
        f"{runs}Which factor moved what: {typed('sensitivity', folder)}"
    )
