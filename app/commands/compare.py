"""``equipoise compare``: the main job."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from equipoise.app.commands import completion, options
from equipoise.app.console import output
from equipoise.app.request import Request

if TYPE_CHECKING:
    from equipoise.sim.arm import Arm

EXAMPLES = (
    "equipoise compare over-a-barrel",
    "equipoise compare over-a-barrel strategic-vendor --policy strategic",
    "equipoise compare over-a-barrel --set market.rivals=1 --out report",
)

_POLICY = (
    "A policy to compare: a shipped name, a path, or words; NAME=POLICY gives it a name of its own. "
    "Repeatable; the first is the reference."
)

_TABLES = "Every measure, by account: --tables. "
_CARRIES = "What else the decision could rest on: --what-it-rests-on. "

_RESTS = (
    "Put every number that the scenario does not state to its low and its high, and tell which the decision rests on, "
    "and where it turns; it takes some ten times as long."
)

Policies = Annotated[list[str] | None, options.names("--policy", completion.policies, _POLICY, options.OWN)]
RestsOn = Annotated[bool, options.switch("--what-it-rests-on", _RESTS)]


def compare(
    context: typer.Context,
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
    measures: options.Measures = None,
    rests_on: RestsOn = False,
    tables: options.Tables = False,
) -> None:
    """Compare policies, or scenarios, under the same luck.

    Says what to do, and prints what each arm earns, how often cash runs out and accounts are kept, over three and ten
    years, and in the first; the risk; and what it rests on. Nobody knows how much rivals can copy of what a vendor
    builds, so the lead stands there where that is nothing, and where it is half; of a business that does not state what
    a year without it would cost the account it depends on, where that is low, and where it is high. --tables prints
    margins, survival, dependence and what is given away as well, each with its 95% interval and by account; --out and
    --json hold all of it.
    """
    request = Request(
        settings or [], accounts or [], seed, replications, rounds, threads, as_json, out, panel, context.obj, measures,
        rests_on=rests_on, tables=tables,
    )  # fmt: skip
    from equipoise.app.arms import arms_of

    arms = arms_of(scenarios, policies or [], request)
    play_and_show(arms, arms[0].scenario.run.replications, request)


def play_and_show(
    arms: "Sequence[Arm]", replications: int, request: Request, names: Sequence[str] | None = None
) -> None:
    """Play arms under the same luck, and print what they come to; the first is the reference."""
    from equipoise.app.arms import check_out, scenarios_of
    from equipoise.app.measures import groups_of, parts_of

    groups = groups_of(scenarios_of(arms), request.accounts)
    check_out(request)
    from equipoise.app.outputs import play, say_agreement_of_words, show_comparison
    from equipoise.app.pages.answer import answer_page
    from equipoise.app.pages.comparison import comparison_page
    from equipoise.app.pages.not_compared import offer_of_them
    from equipoise.app.ready import make_ready, warn_of
    from equipoise.experiments.compare import to_json

    make_ready()
    warn_of(arms)
    comparison = play(arms, replications, request, names)
    if request.tables:
        page = comparison_page(comparison, parts_of(comparison, groups), output())
    else:
        page = answer_page(comparison, groups if request.accounts else [], output(), arms)
    more = [offer_of_them(arms)] + [_TABLES] * (not request.tables) + [_CARRIES] * (not request.rests_on)
    show_comparison(request, lambda: to_json(comparison), page, more="".join(more))
    say_agreement_of_words(request, comparison)
