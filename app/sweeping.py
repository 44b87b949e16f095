"""Telling how far a sweep is: a bar on a terminal, now and then a line elsewhere."""

from __future__ import annotations

import time
from contextlib import contextmanager
from typing import TYPE_CHECKING

from rich.progress import BarColumn, TextColumn
from rich.progress import Progress as Bar

from equipoise.app.console import note, output

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from equipoise.experiments.studies.sweep import Progress

EVERY = 30.0  # seconds between lines where no terminal is

_MINUTE, _HOUR, _DAY = 60, 3_600, 86_400


@contextmanager
def progress_of(points: int) -> Iterator[Callable[[Progress], None]]:
    """Show on standard error how far a sweep is, how fast, and how long it will take."""
    shown = output(stderr=True)
    if not shown.is_terminal:
        yield _Lines().tell
        return
    columns = (TextColumn("Playing"), BarColumn(), TextColumn("{task.description}"))
    with Bar(*columns, console=shown, transient=True) as bar:
        task = bar.add_task("", total=points)
        pace = Pace()
        yield lambda at: bar.update(task, completed=at.points, description=pace.words(at))


class Pace:
    """How fast a sweep is since it was begun, or gone on with."""

    def __init__(self) -> None:
        self._since = time.monotonic()
        self._first: int | None = None

    def words(self, at: Progress) -> str:
        """Say how far a sweep is, how fast, and how long the rest will take."""
        if self._first is None:
            self._first = at.points
        seconds, new = time.monotonic() - self._since, at.points - self._first
        text = f"{at.points:,} of {at.of:,} points"
        if new == 0 or seconds <= 0.0:
            return text
        left = (at.of - at.points) * seconds / new
        return f"{text}, {at.runs / seconds:,.0f} runs/s, {duration(left)} left"


class _Lines:
    """A line now and then, for a log."""

    def __init__(self) -> None:
        self._pace = Pace()
        self._last = time.monotonic()

    def tell(self, at: Progress) -> None:
        words = self._pace.words(at)
        if time.monotonic() - self._last >= EVERY:
            self._last = time.monotonic()
            note(words)


def duration(seconds: float) -> str:
    """Write a time with two units at most: ``40 s``, ``3 min``, ``2 h 5 min``, ``1 d 3 h``."""
    if seconds < 2 * _MINUTE:
        return f"{seconds:.0f} s"
    if seconds < _HOUR:
        return f"{seconds / _MINUTE:.0f} min"
    if seconds < _DAY:
        return f"{int(seconds // _HOUR)} h {int(seconds % _HOUR // _MINUTE)} min"
    return f"{int(seconds // _DAY)} d {int(seconds % _DAY // _HOUR)} h"
