"""A story on a page: what happened in each round, beside the account that it happened to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.table import Table
from rich.text import Text

from equipoise.app.console import indented

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from rich.console import RenderableType

    from equipoise.app.pages.story import Story
    from equipoise.app.pages.telling import Event


def story_page(story: Story) -> Iterator[RenderableType]:
    """Lay a story out."""
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
