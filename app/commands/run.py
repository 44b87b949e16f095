"""``equipoise run``: one policy."""

from typing import Annotated

import typer

from equipoise.app.asked import Asked
from equipoise.app.commands import completion, options
from equipoise.sim.whole_numbers import REPLICATION

EXAMPLES = (
    "equipoise run over-a-barrel --policy strategic",
    "equipoise run over-a-barrel --story",
    "equipoise run over-a-barrel --story --replication 12 --account North",
)

Policy = Annotated[
    str | None,
    typer.Option(
        "--policy",
        metavar="NAME",
        show_default="the scenario's first",
        autocompletion=completion.policies,
        help="The policy: a shipped name, or the path of a .toml file.",
    ),
]
Story = Annotated[
    bool, typer.Option("--story", help="Tell one run in words, round by round, instead of what many come to.")
]
Replication = Annotated[
    int | None,
    typer.Option(
        "--replication",
        metavar="N",
        parser=options.whole_number(*REPLICATION[1:]),
        show_default="0",
        help="Which run --story tells.",
    ),
]


def run(  # noqa: PLR0913, PLR0917 - a command's arguments are its options
    scenario: options.Scenario,
    policy: Policy = None,
    story: Story = False,
    replication: Replication = None,
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
    """Run one policy, or tell one of its runs in words.

    Prints every outcome with its 95% interval; or, with --story, what happened in a run, round by round.
    """
    from equipoise.app.jobs.run import run_and_show, tell_and_show  # noqa: PLC0415 - help must not wait for the engine

    asked = Asked(settings or [], accounts or [], seed, replications, rounds, threads, as_json, out, panel)
    if story:
        tell_and_show(scenario, policy, replication, asked)
    elif replication is not None:
        raise typer.BadParameter("it says which run --story tells; give --story too.", param_hint="--replication")
    else:
        run_and_show(scenario, policy, asked)
