"""What the commands say: results on standard output, everything else on standard error."""

from __future__ import annotations

import os
import sys
from contextlib import contextmanager
from functools import cache
from typing import TYPE_CHECKING, Any

from rich.console import Console
from rich.constrain import Constrain
from rich.padding import Padding
from rich.text import Text

from experiments.json_text import json_text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from rich.console import RenderableType

_READABLE = 100
"""Columns beyond which sentences are hard to read, however wide the window."""


@cache
def output(*, stderr: bool = False) -> Console:
    """Give the console of a stream.

    Parameters
    ----------
    stderr : bool, optional
        Standard error instead of standard output.

    Returns
    -------
    rich.console.Console
        Plain text, without any escape code, under ``NO_COLOR`` and where no terminal is.
    """
    colours: Any = None if os.environ.get("NO_COLOR") else "auto"
    return Console(stderr=stderr, color_system=colours, highlight=False, emoji=False, markup=False)


def show(*parts: RenderableType) -> None:
    """Print results.

    Parameters
    ----------
    *parts : rich renderable
        Texts and tables, one below the other.
    """
    console = output()
    shown = [Constrain(part, _READABLE) if isinstance(part, Text | Padding) else part for part in parts]
    if console.is_terminal:
        console.print(*shown, sep="\n")
        return
    with console.capture() as captured:
        console.print(*shown, sep="\n")
    sys.stdout.write("".join(f"{line.rstrip()}\n" for line in captured.get().splitlines()))


def say(text: str) -> None:
    """Print a line that somebody may want to copy: broken into further lines by a terminal only.

    Parameters
    ----------
    text : str
        One line.
    """
    console = output()
    console.print(text, soft_wrap=not console.is_terminal)


def note(text: str) -> None:
    """Tell what is going on or wrong, on standard error.

    Parameters
    ----------
    text : str
        One or more lines; broken into further lines by a terminal only.
    """
    console = output(stderr=True)
    console.print(text, soft_wrap=not console.is_terminal)


def indented(text: RenderableType, by: int) -> Padding:
    """Move a text to the right, its further lines too.

    Parameters
    ----------
    text : rich renderable
        What is moved.
    by : int
        Columns.

    Returns
    -------
    rich.padding.Padding
        Without blanks to its right.
    """
    return Padding(text, (0, 0, 0, by), expand=False)


def show_json(value: object) -> None:
    """Print a value as JSON, numbers that do not exist as null.

    Parameters
    ----------
    value : object
        Anything made of mappings, sequences, texts and numbers.
    """
    sys.stdout.write(json_text(value))


@contextmanager
def progress(doing: str, total: float) -> Iterator[Callable[[float], None]]:
    """Show a bar on standard error while something long goes on; nothing where no terminal is.

    Parameters
    ----------
    doing : str
        What goes on.
    total : float
        Steps until it is done.

    Yields
    ------
    callable
        To be told of further steps that are done.
    """
    from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn  # noqa: PLC0415 - late

    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        TextColumn("{task.percentage:>3.0f}%"),
        TimeRemainingColumn(),
    )
    shown = output(stderr=True)
    with Progress(*columns, console=shown, transient=True, disable=not shown.is_terminal) as bar:
        task = bar.add_task(doing, total=total)
        yield lambda steps: bar.advance(task, steps)
