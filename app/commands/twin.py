"""``equipoise twin``: who is strategic, by taking accounts away."""

from pathlib import Path
from typing import Annotated

import typer

from equipoise.app.asked import Asked
from equipoise.app.commands import completion, options
from equipoise.sim.numbers import real, shortened
from equipoise.sim.whole_numbers import ROUNDS

EXAMPLES = (
    "equipoise twin over-a-barrel",
    "equipoise twin over-a-barrel --account Giant --round 12",
    "equipoise twin reference-account --policy strategic --out twins",
)


def _share(typed: str | float) -> float:
    text = str(typed)  # the default is no text
    share = real(text)
    if share is None or not 0.0 < share < 1.0:
        raise typer.BadParameter(f"{shortened(text)} is not a share between 0 and 1; ten points are 0.1.")
    return share


Accounts = Annotated[
    list[str] | None,
    typer.Option(
        "--account", metavar="NAME", show_default="all of the scenario's own", autocompletion=completion.accounts,
        help="Take this account away, or each of those that share the name. Repeatable.",
    ),
]  # fmt: skip
Round = Annotated[
    int,
    typer.Option(
        "--round", metavar="T", parser=options.whole_number(0, ROUNDS.high),
        help="Rounds that are played before it is taken away; with 0 it has never begun.",
    ),
]  # fmt: skip
Policy = Annotated[
    str | None,
    typer.Option(
        "--policy", metavar="NAME", autocompletion=completion.policies, show_default="the scenario's first",
        help="The vendor's policy: a shipped name or the path of a .toml file.",
    ),
]  # fmt: skip
Threshold = Annotated[
    float,
    typer.Option(
        "--threshold", metavar="SHARE", parser=_share,
        help="Least rise in the chance of failure that is called strategic.",
    ),
]  # fmt: skip
Out = Annotated[
    Path | None,
    typer.Option(
        "--out", metavar="DIR", parser=options.some_path, show_default=False,
        help="Write the figure, the data and a manifest to this folder.",
    ),
]  # fmt: skip


def twin(  # noqa: PLR0913, PLR0917 - a command's arguments are its options
    scenario: options.Scenario,
    accounts: Accounts = None,
    first: Round = 0,
    policy: Policy = None,
    settings: options.Settings = None,
    threshold: Threshold = 0.1,
    seed: options.Seed = None,
    replications: options.Replications = None,
    rounds: options.Rounds = None,
    threads: options.Threads = None,
    as_json: options.AsJson = False,
    out: Out = None,
) -> None:
    """See who is strategic, by taking accounts away.

    One account at a time is taken away, under the same luck. An account is strategic if the go-to-market fails when it
    is lost, whatever its size or profit. The other way round, a vendor is strategic to an account whose own business
    fails without it. Prints the rise in both chances, what else goes, each with its 95% interval, and whether the
    dependence that sets prices agrees.
    """
    from equipoise.app.jobs.twin import twin_and_show  # noqa: PLC0415 - help must not wait for the engine

    asked = Asked(settings or [], accounts or [], seed, replications, rounds, threads, as_json, out, None)
    twin_and_show(scenario, policy, first, threshold, asked)
