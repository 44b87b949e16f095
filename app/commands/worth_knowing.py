"""``equipoise worth-knowing``: what to find out before deciding."""

from pathlib import Path
from typing import Annotated

from equipoise.app.commands import completion, options
from equipoise.app.request import Request

EXAMPLES = (
    "equipoise worth-knowing over-a-barrel",
    "equipoise worth-knowing over-a-barrel --know contribution=0.2:0.6",
    "equipoise worth-knowing over-a-barrel --know imitable --know market.rivals",
)

_KNOW = (
    "What is not known besides the scenario's own ranges, or lies in another one, every value alike "
    "(hierarchy.contribution=0.2:0.6); without a range, in its usual one. Repeatable."
)
_POLICY = "A policy to choose from: a shipped name or the path of a .toml file. Repeatable."

Know = Annotated[
    list[str] | None,
    options.names("--know", completion.settings, _KNOW, "the scenario's ranges, or what is seldom known", "KEY"),
]
Policies = Annotated[list[str] | None, options.names("--policy", completion.policies, _POLICY, options.OWN)]
_OUTCOME = "What is decided by, more is better: profit is over the whole run, profit_1y over a year."
Outcome = Annotated[str | None, options.names("--outcome", completion.outcomes, _OUTCOME, options.OPENING)]
Out = Annotated[Path | None, options.out("Write the numbers and a manifest to this folder.")]


def worth_knowing(
    scenario: options.Scenario,
    know: Know = None,
    policies: Policies = None,
    outcome: Outcome = None,
    account: options.Whose = None,
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

    What is not known is what the scenario states as ranges, with those of --know; where it states none, what is seldom
    known and most answers rest on. Chosen between are the policies, and each but the first for the largest account
    alone, as compare tries it. For each such number: what the vendor's profit a year would gain if it were known
    before a policy is chosen, with its 95% interval. A number that no decision hangs on is worth nothing, however much
    it moves profit.
    """
    request = Request(settings or [], [], seed, replications, rounds, threads, as_json, out, measures=measures)
    from equipoise.app.deciding import find_and_show, question_of
    from equipoise.experiments.breakeven.knowing import KnowingTask

    question = question_of(scenario, policies or [], outcome, account, request)
    find_and_show(KnowingTask.of(question, know or []), request)
