"""``equipoise twin``: who is strategic, by taking accounts away."""

from pathlib import Path
from typing import Annotated

import typer

from equipoise.app.commands import completion, options
from equipoise.app.console import output, progress
from equipoise.app.request import Request
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


_ACCOUNT = "Take this account away, or each of those that share the name. Repeatable."
_ROUND = "Rounds that are played before it is taken away; with 0 it has never begun."
_POLICY = "The vendor's policy: a shipped name, the path of a .toml file, or words."
_THRESHOLD = "Least rise in the chance of failure that is called strategic."

Accounts = Annotated[
    list[str] | None, options.names("--account", completion.accounts, _ACCOUNT, "all of the scenario's own")
]
Round = Annotated[int, options.option("--round", "T", _ROUND, unless=True, parser=options.whole_number(0, ROUNDS.high))]
Policy = Annotated[str | None, options.names("--policy", completion.policies, _POLICY, "the scenario's first")]
Threshold = Annotated[float, options.option("--threshold", "SHARE", _THRESHOLD, unless=True, parser=_share)]
Out = Annotated[Path | None, options.out("Write the figure, the data and a manifest to this folder.")]


def twin(
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
    measures: options.Measures = None,
) -> None:
    """See who is strategic, by taking accounts away.

    One account at a time is taken away, under the same luck. An account is strategic if the go-to-market fails when it
    is lost, whatever its size or profit. The other way round, a vendor is strategic to an account whose own business
    fails without it. Prints the rise in both chances, what else goes, each with its 95% interval, and whether the
    dependence that sets prices agrees.
    """
    from equipoise.app.arms import arm_of
    from equipoise.experiments.folder import check_folder
    from equipoise.experiments.twins.choosing import accounts_called, check_round

    arm = arm_of(scenario, policy, Request(settings or [], seed=seed, replications=replications, rounds=rounds))
    chosen = accounts_called(arm.scenario, accounts or [])
    check_round(first, arm.rounds)
    if out is not None:
        check_folder(out)
    from equipoise.app.outputs import show_result
    from equipoise.app.pages.twins import removal_page
    from equipoise.app.ready import make_ready, warn_of
    from equipoise.experiments.result import save_result
    from equipoise.experiments.twins.outputs import TwinsResult
    from equipoise.experiments.twins.play import play_twins

    make_ready()
    warn_of([arm])
    runs = arm.scenario.run.replications
    with progress("Playing", runs) as played:
        removal = play_twins(
            arm, chosen, runs, first=first, threshold=threshold, threads=threads, progress=played,
            measures=measures or (),
        )  # fmt: skip
    result = TwinsResult(removal, arm)
    if out is not None:
        save_result(result, out)
    show_result(
        result.document, removal_page(removal, output()), as_json=as_json, out=out,
        written=lambda folder: f"The figure, the data and the manifest are in {folder}.",
    )  # fmt: skip
