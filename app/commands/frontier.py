"""``equipoise frontier``: the policies that none beats."""

from pathlib import Path
from typing import Annotated

import typer

from equipoise.app.asked import Asked
from equipoise.app.commands import completion, options
from equipoise.sim.whole_numbers import POINTS, REPLICATIONS, TRIALS

EXAMPLES = (
    "equipoise frontier over-a-barrel",
    "equipoise frontier over-a-barrel --lever focus=0:0.1 --lever channel --policy strategic",
    "equipoise frontier strategic-vendor --objectives contribution,gtm_failure:min --account all --out found",
)

Objectives = Annotated[
    str,
    typer.Option(
        metavar="A,B",
        help="Two outcomes. More of each is better, unless :min stands behind it.",
    ),
]
Account = Annotated[
    str | None,
    typer.Option(
        metavar="NAME", autocompletion=completion.accounts, show_default="the one that a comparison speaks of",
        help='Whose outcomes are judged: an account of the scenario, or "all".',
    ),
]  # fmt: skip
Levers = Annotated[
    list[str] | None,
    typer.Option(
        "--lever", metavar="NAME[=LOW:HIGH]", show_default="every lever",
        help="Search this lever, in this range. Repeatable; the others are held.",
    ),
]  # fmt: skip
Policy = Annotated[
    str,
    typer.Option(
        metavar="NAME", autocompletion=completion.policies,
        help="The policy that holds where no lever is searched: a shipped name or the path of a .toml file.",
    ),
]  # fmt: skip
Settings = Annotated[
    list[str] | None,
    typer.Option(
        "--set", metavar="KEY=VALUE", show_default=False, autocompletion=completion.settings,
        help="Set a parameter, an account's trait, or a lever of every policy (policy.bluff=0.2), which is then not "
        "searched. Repeatable.",
    ),
]  # fmt: skip
Trials = Annotated[
    int | None,
    typer.Option(metavar="N", parser=options.whole_number(*TRIALS[1:]), show_default="1,024", help="Policies to try."),
]
SearchRuns = Annotated[
    int | None,
    typer.Option(
        metavar="N", parser=options.whole_number(2, REPLICATIONS.high), show_default="256",
        help="Runs of each policy that is tried.",
    ),
]  # fmt: skip
Points = Annotated[
    int | None,
    typer.Option(
        metavar="N", parser=options.whole_number(*POINTS[1:]), show_default="8",
        help="Most points of the front that are played again on fresh luck.",
    ),
]  # fmt: skip
Replications = Annotated[
    int | None,
    typer.Option(
        metavar="N", parser=options.whole_number(2, REPLICATIONS.high), show_default="the scenario's own",
        help="Runs of each point, and of each shipped policy, on fresh luck.",
    ),
]  # fmt: skip
Out = Annotated[
    Path | None,
    typer.Option(
        metavar="DIR", parser=options.some_path, show_default=False,
        help="Write the policies found, the figure, its numbers and a manifest to this folder.",
    ),
]  # fmt: skip


def frontier(  # noqa: PLR0913, PLR0917 - a command's arguments are its options
    scenario: options.Scenario,
    objectives: Objectives = "contribution_margin,survival",
    account: Account = None,
    levers: Levers = None,
    policy: Policy = "accommodating",
    settings: Settings = None,
    trials: Trials = None,
    search_runs: SearchRuns = None,
    points: Points = None,
    quick: Annotated[bool, typer.Option("--quick", help="Try few policies in few runs: a first look.")] = False,
    seed: options.Seed = None,
    replications: Replications = None,
    rounds: options.Rounds = None,
    threads: options.Threads = None,
    as_json: options.AsJson = False,
    out: Out = None,
) -> None:
    """Find the policies that none beats on two outcomes.

    Every lever is searched from end to end. What is found is then played again on fresh luck, so that a winner is not
    just lucky, and compared with the policies that come with the program. It takes about a minute on two cores.
    """
    from equipoise.app.jobs.frontier import Searched, search_and_show  # noqa: PLC0415 - help must not wait for the engine

    searched = Searched(objectives, levers or [], policy, trials, search_runs, points, quick)
    accounts = [account] if account is not None else []
    asked = Asked(settings or [], accounts, seed, replications, rounds, threads, as_json, out, None)
    search_and_show(scenario, searched, asked)
