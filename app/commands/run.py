"""``equipoise run``: one policy."""

from typing import TYPE_CHECKING, Annotated, Any

import typer

from equipoise.app.commands import completion, options
from equipoise.app.console import answer, output
from equipoise.app.request import Request
from equipoise.sim.faults import EquipoiseError
from equipoise.sim.whole_numbers import REPLICATION

if TYPE_CHECKING:
    from equipoise.sim.arm import Arm

EXAMPLES = (
    "equipoise run over-a-barrel --policy strategic",
    "equipoise run over-a-barrel --story",
    "equipoise run over-a-barrel --story --replication 12 --account North",
)

_POLICY = "The policy: a shipped name, the path of a .toml file, or words."

Policy = Annotated[str | None, options.names("--policy", completion.policies, _POLICY, "the scenario's first")]
Story = Annotated[
    bool, options.switch("--story", "Tell one run in words, round by round, instead of what many come to.")
]
Replication = Annotated[int | None, options.number("--replication", REPLICATION, "Which run --story tells.", "0")]


def run(
    context: typer.Context,
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
    measures: options.Measures = None,
) -> None:
    """Run one policy, or tell one of its runs in words.

    Prints every outcome with its 95% interval; or, with --story, what happened in a run, round by round.
    """
    request = Request(
        settings or [], accounts or [], seed, replications, rounds, threads, as_json, out, panel, context.obj, measures
    )
    if not story and replication is not None:
        raise typer.BadParameter("it says which run --story tells; give --story too.", param_hint="--replication")
    if story:
        _refuse_what_is_of_many(request)
    from equipoise.app.arms import arm_of

    arm = arm_of(scenario, policy, request)
    if story:
        _tell(arm, replication or 0, request)
    else:
        _play(arm, request)


def _play(arm: "Arm", request: Request) -> None:
    """Play many runs, and print every outcome."""
    from equipoise.app.arms import check_out
    from equipoise.app.measures import groups_of, parts_of

    groups = groups_of([arm.scenario], request.accounts)
    check_out(request)
    from equipoise.app.outputs import play, show_comparison
    from equipoise.app.pages.comparison import comparison_page
    from equipoise.app.ready import make_ready, warn_of
    from equipoise.experiments.compare import to_json

    make_ready()
    warn_of([arm])
    comparison = play([arm], arm.scenario.run.replications, request)

    def document() -> dict[str, Any]:
        whole = to_json(comparison)
        (only,) = whole.pop("arms")
        for key in ("differences", "lead_range", "returns", "decision"):
            del whole[key]
        del only["name"], only["scenario"]
        return {**whole, **only}

    page = comparison_page(comparison, parts_of(comparison, groups, every=True), output())
    show_comparison(request, document, page)


def _refuse_what_is_of_many(request: Request) -> None:
    of_many = {
        "--replications": request.replications,
        "--out": request.out,
        "--panel": request.panel,
        "--threads": request.threads,
        "--measures": request.measures,
    }
    if useless := [option for option, value in of_many.items() if value is not None]:
        raise EquipoiseError(
            f"--story tells a single run, and has no use for {' and '.join(useless)}; leave out one or the other"
        )


def _tell(arm: "Arm", replication: int, request: Request) -> None:
    """Play one run, and tell it."""
    from equipoise.app.measures import groups_of

    groups = groups_of([arm.scenario], request.accounts) if request.accounts else []
    from equipoise.app.pages.story import story_page, tell
    from equipoise.app.ready import make_ready, warn_of

    make_ready()
    warn_of([arm])
    story = tell(arm, replication, [name for group in groups for name in group.names])
    answer(story.document(), story_page(story), as_json=request.as_json)
