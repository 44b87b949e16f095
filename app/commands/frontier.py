"""``equipoise frontier``: the policies that none beats."""

import shlex
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from equipoise.app.commands import completion, options
from equipoise.app.console import progress
from equipoise.app.request import Request
from equipoise.sim.faults import EquipoiseError
from equipoise.sim.whole_numbers import POINTS, REPLICATIONS, TRIALS, WholeNumber

if TYPE_CHECKING:
    from equipoise.experiments.frontier.task import Task

EXAMPLES = (
    "equipoise frontier over-a-barrel",
    "equipoise frontier over-a-barrel --lever focus=0:0.1 --lever channel --policy strategic",
    "equipoise frontier strategic-vendor --objectives contribution,gtm_failure:min --account all --out found",
)

_LOTS = WholeNumber("runs", 2, REPLICATIONS.high)
_POLICY = "The policy that holds where no lever is searched: a shipped name or the path of a .toml file."
_SET = (
    "Set a parameter, an account's trait, or a lever of every policy (policy.bluff=0.2), which is then not searched. "
    "Repeatable."
)

Objectives = Annotated[
    str | None,
    options.option(
        "--objectives",
        "A,B",
        "Two outcomes. More of each is better, unless :min stands behind it.",
        "contribution_margin,survival; of a business profit over three years, and a risk in which policies differ",
    ),
]
Account = Annotated[
    str | None,
    options.names(
        "--account", completion.accounts, 'Whose outcomes are judged: an account of the scenario, or "all".',
        "the one that a comparison speaks of",
    ),
]  # fmt: skip
Levers = Annotated[
    list[str] | None,
    options.option(
        "--lever",
        "NAME[=LOW:HIGH]",
        "Search this lever, in this range. Repeatable; the others are held.",
        "every lever",
    ),
]
Policy = Annotated[str, options.names("--policy", completion.policies, _POLICY, unless=True)]
Settings = Annotated[list[str] | None, options.names("--set", completion.settings, _SET, metavar="KEY=VALUE")]
Trials = Annotated[int | None, options.number("--trials", TRIALS, "Policies to try.", "1,024")]
SearchRuns = Annotated[int | None, options.number("--search-runs", _LOTS, "Runs of each policy that is tried.", "256")]
Points = Annotated[
    int | None, options.number("--points", POINTS, "Most points of the front that are played again on fresh luck.", "8")
]
Replications = Annotated[
    int | None,
    options.number(
        "--replications", _LOTS, "Runs of each point, and of each shipped policy, on fresh luck.", options.OWN
    ),
]
Quick = Annotated[bool, options.switch("--quick", "Try few policies in few runs: a first look.")]
Out = Annotated[
    Path | None, options.out("Write the policies found, the figure, its numbers and a manifest to this folder.")
]


def frontier(
    scenario: options.Scenario,
    objectives: Objectives = None,
    account: Account = None,
    levers: Levers = None,
    policy: Policy = "accommodating",
    settings: Settings = None,
    trials: Trials = None,
    search_runs: SearchRuns = None,
    points: Points = None,
    quick: Quick = False,
    seed: options.Seed = None,
    replications: Replications = None,
    rounds: options.Rounds = None,
    threads: options.Threads = None,
    as_json: options.AsJson = False,
    out: Out = None,
    measures: options.Measures = None,
) -> None:
    """Find the policies that none beats on two outcomes.

    Every lever is searched from end to end. What is found is then played again on fresh luck, so that a winner is not
    just lucky, and compared with the policies that come with the program. It takes about a minute on two cores.
    """
    request = Request(settings or [], [], seed, replications, rounds, threads, as_json, out)
    from equipoise.app.arms import arm_of
    from equipoise.experiments.frontier.space import lever_space

    arm = arm_of(scenario, policy, request)
    lever_space(levers or [])
    from equipoise.app.ready import make_ready
    from equipoise.experiments.frontier.find import QUICK, Budget
    from equipoise.experiments.frontier.judging import objectives_of
    from equipoise.experiments.frontier.outputs import check_new
    from equipoise.experiments.frontier.task import task_for
    from equipoise.sim.measures import measures_of

    own = measures_of(measures or ())
    if objectives is not None:
        objectives_of(objectives, own)  # what is wrong is said before anything is compiled
    if out is not None:
        check_new(out)
    make_ready()
    usual = QUICK if quick else Budget(runs=arm.scenario.run.replications)
    budget = Budget(
        trials or usual.trials, search_runs or usual.search_runs, points or usual.points, replications or usual.runs
    )
    task = task_for(arm, objectives, levers or [], request.settings, account, budget, own)
    _play_and_show(scenario, task, request)


def search_again(task: "Task", request: Request) -> None:
    """Search again for what a manifest describes, and print what is found."""
    from equipoise.app.ready import make_ready
    from equipoise.experiments.frontier.outputs import check_new

    if request.accounts or request.panel is not None:
        raise EquipoiseError("a search for a frontier is repeated as it was: it takes neither --account nor --panel")
    if request.out is not None:
        check_new(request.out)
    make_ready()
    _play_and_show(task.judge.scenario.name, task, request)


def _play_and_show(name: str, task: "Task", request: Request) -> None:
    from equipoise.app.outputs import say_agreement, show_result
    from equipoise.app.pages.frontier import frontier_page
    from equipoise.experiments.frontier.outputs import FrontierResult
    from equipoise.experiments.result import save_result

    with progress("Searching", task.plays) as played:
        found = task.play(request.threads, played)
    result = FrontierResult(found, task)
    if request.out is not None:
        save_result(result, request.out)

    def written(out: Path) -> str:
        command = shlex.join(["equipoise", "compare", name, "--policy", str(out / "policies" / "front-1.toml")])
        return (
            f"The policies found are in {out / 'policies'}, the figure in {out / 'figures'}. To use one:\n  {command}"
        )

    show_result(
        result.document, frontier_page(found), as_json=request.as_json, out=request.out, written=written,
        offer="For the policies as files, and the figure, add --out DIR.",
    )  # fmt: skip
    say_agreement(request, result.file, result.document)
