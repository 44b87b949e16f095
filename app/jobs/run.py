"""Running one policy, and printing what it comes to, or the story of one run."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING

from rich.table import Table
from rich.text import Text

from equipoise.app.console import indented, output, show, show_json
from equipoise.app.jobs.arms import asked_arms, make_ready
from equipoise.app.jobs.outputs import check_out, played, tell_where
from equipoise.app.jobs.trying import warn, warnings_of
from equipoise.app.measures import groups_of, parts_of
from equipoise.app.pages.comparison import comparison_page
from equipoise.app.pages.story import tell
from equipoise.experiments.compare import to_json
from equipoise.sim.faults import EquipoiseError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from rich.console import RenderableType

    from equipoise.app.asked import Asked
    from equipoise.app.pages.story import Story
    from equipoise.app.pages.telling import Event
    from equipoise.sim.arm import Arm


def _arm(scenario: str, policy: str | None, asked: Asked) -> Arm:
    """The one arm; the scenario's first policy when none is named."""
    return asked_arms([scenario], [policy] if policy is not None else [], asked)[0]


def run_and_show(scenario: str, policy: str | None, asked: Asked) -> None:
    """Play one arm, and print every outcome."""
    arm = _arm(scenario, policy, asked)
    groups = groups_of([arm.scenario], asked.accounts)
    check_out(asked)
    make_ready(arm)
    warn(warnings_of([arm]))
    comparison = played([arm], arm.scenario.run.replications, asked)
    if asked.as_json:
        document = to_json(comparison)
        (only,) = document.pop("arms")
        del document["differences"], only["name"], only["scenario"]
        show_json(document | only)
    else:
        show(*comparison_page(comparison, parts_of(comparison, groups, every=True), output()))
    tell_where(asked)


def tell_and_show(scenario: str, policy: str | None, replication: int | None, asked: Asked) -> None:
    """Play one run, and tell it."""
    of_many = {
        "--replications": asked.replications,
        "--out": asked.out,
        "--panel": asked.panel,
        "--threads": asked.threads,
    }
    if useless := [option for option, value in of_many.items() if value is not None]:
        raise EquipoiseError(
            f"--story tells a single run, and has no use for {' and '.join(useless)}; leave out one or the other"
        )
    arm = _arm(scenario, policy, asked)
    accounts = (
        [name for group in groups_of([arm.scenario], asked.accounts) for name in group.names] if asked.accounts else []
    )
    make_ready(arm)
    warn(warnings_of([arm]))
    story = tell(arm, replication or 0, accounts)
    if asked.as_json:
        show_json(asdict(story))
    else:
        show(*_pages(story))


def _pages(story: Story) -> Iterator[RenderableType]:
    yield Text(f"{story.scenario} under {story.policy}: run {story.replication} of seed {story.seed}", style="bold")
    yield from (Text(sentence) for sentence in story.opening)
    eventful = [chapter for chapter in story.chapters if chapter.events]
    for chapter in eventful:
        year, quarter = divmod(chapter.round, 4)
        when = f"Round {chapter.round + 1} (year {year + 1}, quarter {quarter + 1})"
        yield Text(f"\n{when}, cash {chapter.cash:,.2f}", style="bold")
        yield indented(_told(chapter.events), 2)
    yield Text(f"\nThe end, after {story.rounds} rounds", style="bold")
    if quiet := story.rounds - len(eventful):
        yield Text(f"In {quiet} of them nothing happened that is told.")
    yield from (Text(sentence) for sentence in story.ending)


def _told(events: Sequence[Event]) -> Table:
    """A round's events, beside the account's name where it is another one's turn."""
    table = Table.grid(padding=(0, 2, 0, 0))
    before = None
    for event in events:
        table.add_row("" if event.account == before else event.account or "the vendor", event.text)
        before = event.account
    return table
