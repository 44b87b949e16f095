"""``equipoise compare``: the main job."""

from typing import Annotated

import typer

from equipoise.app.asked import Asked
from equipoise.app.commands import completion, options

EXAMPLES = (
    "equipoise compare over-a-barrel",
    "equipoise compare over-a-barrel strategic-vendor --policy strategic",
    "equipoise compare over-a-barrel --set market.rivals=1 --out report",
)

Policies = Annotated[
    list[str] | None,
    typer.Option(
        "--policy",
        metavar="NAME",
        show_default="the scenario's own",
        autocompletion=completion.policies,
        help="A policy to compare: a shipped name or the path of a .toml file. Repeatable; the first is the reference.",
    ),
]


def compare(  # noqa: PLR0913, PLR0917 - a command's arguments are its options
    scenarios: options.Scenarios,
    policies: Policies = None,
    settings: options.Settings = None,
    accounts: options.Accounts = None,
    seed: options.Seed = None,
    replications: options.Replications = None,
    rounds: options.Rounds = None,
    threads: options.Threads = None,
    as_json: options.AsJson = False,
    out: options.Out = None,
    panel: options.Panel = None,
) -> None:
    """Compare policies, or scenarios, under the same luck.

    Prints margins, survival, dependence and what is given away, each with its 95% interval; how each arm differs from
    the first, run by run; and what that comes to, in words.
    """
    from equipoise.app.jobs.compare import compare_and_show  # noqa: PLC0415 - help must not wait for the engine

    asked = Asked(settings or [], accounts or [], seed, replications, rounds, threads, as_json, out, panel)
    compare_and_show(scenarios, policies or [], asked)
