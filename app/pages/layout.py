"""What pages are made of: sections with a blank line between them, headings, remarks, facts and tables."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, NamedTuple

from rich import box
from rich.table import Table
from rich.text import Text

from equipoise.app.console import indented

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from rich.console import JustifyMethod, OverflowMethod, RenderableType


_LEFT_OR_RIGHT: tuple[JustifyMethod, JustifyMethod] = ("left", "right")
_CUT_OR_FOLD: tuple[OverflowMethod, OverflowMethod] = ("ellipsis", "fold")


_KEY = re.compile(r"[a-z_]+\.(?:[^.]*\.)?[a-z_]+")
_LONG_KEY = 24  # letters of a key that have room in a narrow table


class Cells(NamedTuple):
    """A table of texts, for the console, a report and a document alike: columns of words, then of figures."""

    head: list[str]
    rows: list[list[str]]  # one of a single text heads a group
    texts: int = 1
    clear: frozenset[tuple[int, int]] = frozenset()  # row and column of differences on one side of zero


class Column(NamedTuple):
    """A column of a table on the console: words, which may be broken into lines, or figures to the right."""

    head: str = ""
    figures: bool = False
    whole: bool = False  # never broken into lines
    fold: bool = False  # what is too wide goes on in the next line, and is not cut


def sections(*parts: RenderableType | list[Any] | None) -> Iterator[RenderableType]:
    """Lay out what there is, with a blank line between two parts."""
    for k, part in enumerate(part for part in parts if part is not None):
        if k:
            yield Text()
        yield from part if isinstance(part, list) else [part]


def opening(title: str, question: str = "") -> list[Text]:
    """Begin a page with its title and its question, if it has any."""
    return [heading(title)] * bool(title) + [Text(question)] * bool(question)


def heading(words: str) -> Text:
    """A line in bold letters."""
    return Text(words, style="bold")


def remark(words: str) -> Text:
    """Quiet words: how to read what stands above."""
    return Text(words, style="dim")


def facts(**words: str) -> list[RenderableType]:
    """What is said of something, each under its name; what has no words is left out."""
    named = {name: Text(f"{name}: ", style="dim").append(text, style="not dim") for name, text in words.items() if text}
    return [indented(text, 4) for text in named.values()]


def table(*columns: str | Column, left: int = 0, right: int = 1) -> Table:
    """A table without lines but under its head; texts alone head a column of words, then columns of figures."""
    found = Table(box=box.SIMPLE_HEAD, padding=(0, right, 0, left), pad_edge=False, show_edge=False)
    for k, column in enumerate(columns):
        own = Column(column, figures=k > 0) if isinstance(column, str) else column
        justify, overflow = _LEFT_OR_RIGHT[own.figures], _CUT_OR_FOLD[own.fold]
        found.add_column(own.head, justify=justify, no_wrap=own.whole, overflow=overflow)
    return found


def lines(*rows: Sequence[RenderableType], gap: int = 2) -> Table:
    """A table without a head."""
    found = Table(box=None, pad_edge=False, padding=(0, gap, 0, 0), show_header=False)
    for row in rows:
        found.add_row(*row)
    return found


def stacked(cells: Sequence[str], *, narrow: bool = True) -> list[str]:
    """Cells with every interval below its number, where there is too little room beside it."""
    return [cell.replace(" [", "\n[") for cell in cells] if narrow else list(cells)


def of_cells(cells: Cells, *, narrow: bool) -> Table:
    """A table of texts on the console: where there is little room the words give way, and no figure is cut."""
    words = cells.texts
    if not narrow:
        found = table(*(Column(head, k >= words, k < words) for k, head in enumerate(cells.head)), left=1)
        for row in cells.rows:
            found.add_row(*row)
        return found
    heads = [*cells.head[:words], *(head.replace(" ", "\n").replace("-", "-\n") for head in cells.head[words:])]
    found = table(*(Column(head, k >= words, k >= words, fold=k < words) for k, head in enumerate(heads)))
    for row in cells.rows:
        figures = (cell.replace(", ", ",\n").replace(" (", "\n(") for cell in stacked(row[words:]))
        found.add_row(*map(_at_dots, row[:words]), *figures)
    return found


def _at_dots(words: str) -> str:
    """Let a key be broken behind its dots, where it is long, and not within a name."""
    return words.replace(".", ".\n") if len(words) > _LONG_KEY and _KEY.fullmatch(words) else words
