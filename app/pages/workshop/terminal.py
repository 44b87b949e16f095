"""A seat's screens in a terminal: a question, and half a page after each year."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.text import Text

from equipoise.app.console import indented
from equipoise.app.pages.layout import Column, heading, lines, remark, sections, table

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from rich.console import RenderableType
    from rich.table import Table

    from equipoise.app.pages.workshop.screen import Asked, Half, Screen


def half_page(half: Half) -> Iterator[RenderableType]:
    """Lay out what a seat gets back after a year."""
    happened = f"What happened: {'; '.join(half.happened)}." if half.happened else "Nothing happened between you."
    return sections(
        [heading(half.title), Text(half.headline)],
        [_numbers(half)] if half.lines else None,
        [Text(happened)],
        [remark(half.parts)] if half.parts else None,
    )


def _numbers(half: Half) -> Table:
    found = table(Column(), Column("now", figures=True), Column("a year ago", figures=True), Column())
    for line in half.lines:
        found.add_row(line.name, line.now, line.before, line.note)
    return found


def screen_page(screen: Screen, so_far: Sequence[str] = ()) -> Iterator[RenderableType]:
    """Lay out how it stands, before its questions are put one by one."""
    told = [Text(f"This year so far: {'; '.join(so_far)}.")] if so_far else []
    return sections(
        [heading(screen.title), *told, *map(Text, screen.stands)], [remark(screen.warning)] if screen.warning else None
    )


def asked_page(asked: Asked) -> Iterator[RenderableType]:
    """Lay out one thing that is asked."""
    yield Text(f"{asked.column.name.replace('_', ' ')}: {asked.label}")
    if asked.help:
        yield indented(remark(asked.help), 2)
    if asked.more:
        yield indented(remark(asked.more), 2)
    if asked.column.is_number:
        high = asked.column.high
        words = "".join(f", or {word}" for word in asked.column.words)
        yield indented(Text(f"{asked.column.low:.2f} to {high:.2f}{words}" if high < _UNBOUNDED else "a number"), 2)
    else:
        yield indented(lines(*((option.word, option.beside) for option in asked.options)), 2)


_UNBOUNDED = 1e5  # so high is no bound that anybody means
