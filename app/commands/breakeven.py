"""``equipoise breakeven``: the value at which the answer turns."""

from pathlib import Path
from typing import Annotated

import typer

from equipoise.app.commands import completion, options
from equipoise.app.request import Request
from equipoise.sim.numbers import real, shortened

EXAMPLES = (
    "equipoise breakeven over-a-barrel --vary hierarchy.contribution",
    "equipoise breakeven over-a-barrel --vary rivals=1:8 --outcome survival",
    "equipoise breakeven base --vary policy.focus=0:1 --policy strategic",
    "equipoise breakeven over-a-barrel --vary imitable --vary contribution",
)

_VARY = (
    "What is varied: a parameter, a fact of an account, a lever of every policy or of one (policy.NAME.focus), with "
    "the range to look in (hierarchy.contribution=0.2:0.6); without one, the usual one. Twice: the break-even of the "
    "second along the first."
)
_POLICY = (
    "A policy: a shipped name or the path of a .toml file. Twice: the second is set against the first. One alone: its "
    "outcome is set against --threshold."
)
_THRESHOLD = "What the outcome, or the difference of two policies in it, is to reach; money is by the year."


def number(typed: str | float) -> float:
    """Read a number of any size."""
    found = real(str(typed))
    if found is None:
        raise typer.BadParameter(f"{shortened(str(typed))} is not a number.")
    return found


Vary = Annotated[list[str], options.names("--vary", completion.settings, _VARY, metavar="KEY")]
Policies = Annotated[
    list[str] | None, options.names("--policy", completion.policies, _POLICY, "the scenario's first two")
]
_OUTCOME = (
    "What is followed (equipoise outcomes lists all): profit is over the whole run, profit_1y over a year; a run of "
    "less than three years is taken whole."
)
Outcome = Annotated[str | None, options.names("--outcome", completion.outcomes, _OUTCOME, options.OPENING)]
Threshold = Annotated[float, options.option("--threshold", "X", _THRESHOLD, unless=True, parser=number)]
Out = Annotated[Path | None, options.out("Write the figure, its numbers and a manifest to this folder.")]


def breakeven(
    scenario: options.Scenario,
    vary: Vary,
    policies: Policies = None,
    outcome: Outcome = None,
    account: options.Whose = None,
    threshold: Threshold = 0.0,
    settings: options.Settings = None,
    seed: options.Seed = None,
    replications: options.Replications = None,
    rounds: options.Rounds = None,
    threads: options.Threads = None,
    as_json: options.AsJson = False,
    out: Out = None,
    measures: options.Measures = None,
) -> None:
    """Find the value at which the answer turns.

    The value of a key at which two policies come to the same, in the vendor's profit or in any other outcome, or at
    which one of them reaches a threshold, with its 95% interval. A range is looked through under the same luck
    everywhere, with more runs near the crossing. Several crossings are said, and so is that there is none.
    """
    request = Request(settings or [], [], seed, replications, rounds, threads, as_json, out, measures=measures)
    from equipoise.app.deciding import find_and_show, question_of
    from equipoise.experiments.breakeven.task import MOST_POLICIES, BreakEvenTask

    question = question_of(scenario, policies or [], outcome, account, request, MOST_POLICIES)
    find_and_show(BreakEvenTask.of(question, vary, threshold), request)
