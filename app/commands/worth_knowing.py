"""``equipoise worth-knowing``: what to find out before deciding."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from equipoise.app.commands import completion, options
from equipoise.app.console import progress
from equipoise.app.request import Request
from equipoise.sim.faults import EquipoiseError

if TYPE_CHECKING:
    from equipoise.experiments.breakeven.knowing import KnowingTask

EXAMPLES = (
    "equipoise worth-knowing over-a-barrel --know contribution=0.2:0.6",
    "equipoise worth-knowing over-a-barrel --know imitable --know market.rivals",
)

_KNOW = (
    "What is not known, and where it can lie, every value alike (hierarchy.contribution=0.2:0.6); without a range, its "
    "usual one. Repeatable."
)
_POLICY = "A policy to choose from: a shipped name or the path of a .toml file. Repeatable."

Know = Annotated[list[str], options.names("--know", completion.settings, _KNOW, metavar="KEY")]
Policies = Annotated[list[str] | None, options.names("--policy", completion.policies, _POLICY, options.OWN)]
Outcome = Annotated[
    str, options.names("--outcome", completion.outcomes, "What is decided by; more is better.", unless=True)
]
Account = Annotated[
    str | None,
    options.names("--account", completion.accounts, "Whose outcome: an account of the scenario.", "all together"),
]
Out = Annotated[Path | None, options.out("Write the numbers and a manifest to this folder.")]


def worth_knowing(
    scenario: options.Scenario,
    know: Know,
    policies: Policies = None,
    outcome: Outcome = "profit",
    account: Account = None,
    settings: options.Settings = None,
    seed: options.Seed = None,
    replications: options.Replications = None,
    rounds: options.Rounds = None,
    threads: options.Threads = None,
    as_json: options.AsJson = False,
    out: Out = None,
    measures: options.Measures = None,
) -> None:
    """Tell what is worth finding out before deciding.

    For each number that is not known: what the vendor's profit a year would gain if it were known before a policy is
    chosen, with its 95% interval. A number that no decision hangs on is worth nothing, however much it moves profit.
    """
    request = Request(settings or [], [], seed, replications, rounds, threads, as_json, out)
    from equipoise.app.arms import arms_of
    from equipoise.experiments.breakeven.knowing import KnowingTask
    from equipoise.experiments.folder import check_folder

    arms = arms_of([scenario], policies or [], request)
    task = KnowingTask.of(
        arms,
        know,
        outcome=outcome,
        account=account,
        replications=arms[0].scenario.run.replications,
        measures=measures or (),
    )
    if out is not None:
        check_folder(out)
    know_and_show(task, request)


def know_and_show(task: "KnowingTask", request: Request) -> None:
    """Work it out, and print it."""
    if request.accounts or request.panel is not None:
        raise EquipoiseError("what knowing is worth is repeated as it was: it takes neither --account nor --panel")
    from equipoise.app.outputs import show_result
    from equipoise.app.pages.knowing import knowing_page
    from equipoise.app.ready import make_ready, warn, warnings_of
    from equipoise.experiments.breakeven.knowing import KnowingResult
    from equipoise.experiments.folder import check_folder
    from equipoise.experiments.result import save_result

    if request.out is not None:
        check_folder(request.out)
    make_ready()
    warn(warnings_of(task.arms))
    with progress("Playing", task.replications) as done:
        result = KnowingResult(task.play(request.threads, done), task)
    if request.out is not None:
        save_result(result, request.out)
    show_result(
        result.document, knowing_page(result.found), as_json=request.as_json, out=request.out,
        written=lambda folder: f"The numbers and the manifest are in {folder}.",
        offer="For the numbers as a file, add --out DIR.",
    )  # fmt: skip
