"""What the commands say: results on standard output, everything else on standard error."""

from __future__ import annotations

import os
import sys
from contextlib import contextmanager, suppress
from functools import cache
from typing import TYPE_CHECKING, Any

from rich.console import Console
from rich.constrain import Constrain
from rich.measure import Measurement
from rich.padding import Padding
from rich.segment import Segment
from rich.text import Text

from equipoise.app.streams import printing
from equipoise.experiments.json_text import json_text
from equipoise.sim.characters import in_ascii, visible

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from rich.console import ConsoleOptions, RenderableType, RenderResult
    from rich.progress import Progress

_READABLE = 100  # columns beyond which sentences are hard to read, however wide the window

_NARROWEST, _WIDEST = 40, 1_000
"""Columns below which tables lose figures, and beyond which nobody has a window, whatever ``COLUMNS`` says."""


@cache
def output(*, stderr: bool = False) -> Console:
    """Give the console of a stream."""
    colours: Any = None if os.environ.get("NO_COLOR") else "auto"
    console = Console(stderr=stderr, color_system=colours, highlight=False, emoji=False, markup=False)
    if not _NARROWEST <= console.width <= _WIDEST:
        console.width = min(max(console.width, _NARROWEST), _WIDEST)
    return console


def show(*parts: RenderableType) -> None:
    """Print results."""
    console = output()
    shown = [_Visible(Constrain(part, _READABLE) if isinstance(part, Text | Padding) else part) for part in parts]
    with printing():
        if console.is_terminal:
            console.print(*shown, sep="\n")
            return
        with console.capture() as captured:
            console.print(*shown, sep="\n")
        sys.stdout.write("".join(f"{line.rstrip()}\n" for line in captured.get().splitlines()))


class _Visible:
    """What is shown, with nothing in it that a terminal obeys but its styles."""

    def __init__(self, shown: RenderableType) -> None:
        self._shown = shown

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        for segment in console.render(self._shown, options):
            yield segment if segment.control else Segment(visible(segment.text), segment.style)

    def __rich_measure__(self, console: Console, options: ConsoleOptions) -> Measurement:
        return Measurement.get(console, options, self._shown)


def say(text: str) -> None:
    """Print a line that somebody may want to copy: broken into further lines by a terminal only."""
    console = output()
    with printing():
        console.print(visible(text), soft_wrap=not console.is_terminal)


def note(text: str) -> None:
    """Tell what is going on or wrong, on standard error; where that cannot be written to, nobody is told."""
    console = output(stderr=True)
    with suppress(OSError):
        console.print(visible(text), soft_wrap=not console.is_terminal)


def remark(text: str, *, as_json: bool) -> None:
    """Say something beside a result: on standard error where standard output holds JSON alone."""
    (note if as_json else say)(text)


def indented(text: RenderableType, by: int) -> Padding:
    """Move a text to the right, its further lines too."""
    return Padding(text, (0, 0, 0, by), expand=False)


def show_json(value: object) -> None:
    """Print a value as JSON, numbers that do not exist as null."""
    show_document(json_text(value))


def answer(document: object, page: Iterable[RenderableType], *, as_json: bool) -> None:
    """Print what was found as JSON, or as a page."""
    if as_json:
        show_json(document)
    else:
        show(*page)


def show_document(text: str) -> None:
    """Print a document that a program may read: what the stream cannot write is escaped, and nothing is lost."""
    text = visible(text)
    try:
        text.encode(sys.stdout.encoding or "utf-8")
    except UnicodeEncodeError:
        text = in_ascii(text)
    with printing():
        sys.stdout.write(text)


class Advance:
    """Moves a bar on, and says what goes on now; no share is shown before the first steps are done."""

    def __init__(self, bar: Progress, doing: str, total: float) -> None:
        self._bar, self._task, self._total = bar, bar.add_task(doing, total=None), total

    def __call__(self, steps: float) -> None:
        """So many steps are done."""
        self._bar.update(self._task, advance=steps, total=self._total)

    def now(self, doing: str) -> None:
        """Say what comes next."""
        self._bar.update(self._task, description=doing)


@contextmanager
def progress(doing: str, total: float) -> Iterator[Advance]:
    """Show a bar on standard error while something long goes on; nothing where no terminal is."""
    from rich.progress import (  # noqa: PLC0415 - late
        BarColumn,
        Progress,
        SpinnerColumn,
        TaskProgressColumn,
        TextColumn,
        TimeRemainingColumn,
    )

    columns = (
        SpinnerColumn("line"),
        TextColumn("{task.description}"),
        BarColumn(),
        TaskProgressColumn("{task.percentage:>3.0f}%"),
        TimeRemainingColumn(),
    )
    shown = output(stderr=True)
    with Progress(*columns, console=shown, transient=True, disable=not shown.is_terminal) as bar:
        yield Advance(bar, doing, total)
