"""What is wrong with files of accounts, all of it at once: readers add to a list of mistakes, and go on."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from equipoise.sim.characters import visible
from equipoise.sim.faults import EquipoiseError
from equipoise.sim.files.bounds import told
from equipoise.sim.keys import quoted

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

MOST_TOLD = 20
"""Most mistakes that one message tells of."""

MOST_ALIKE = 3
"""Further cells of a column that a message names, of those of which the same is wrong."""

_LONGEST = 60


class Fault(NamedTuple):
    """A cell that cannot be taken: where it stands, and what is wrong with it and what is allowed, in words."""

    label: str
    line: int
    column: str  # as its header has it
    value: object  # as it stands there
    words: str


Mistake: TypeAlias = str | Fault


class AccountsError(EquipoiseError):
    """A file of accounts that cannot be read, or that can be read in more than one way."""


def refuse(mistakes: Sequence[Mistake]) -> None:
    """Raise one error of all mistakes, if there are any."""
    if mistakes:
        raise AccountsError(told([*messages(mistakes)], MOST_TOLD))


def messages(mistakes: Sequence[Mistake]) -> Iterator[str]:
    """Say what is wrong, by file and column; the same of several cells of a column once, with a few of them."""
    cells = [*dict.fromkeys(one for one in mistakes if isinstance(one, Fault))]
    alike: dict[tuple[str, str], dict[str, list[Fault]]] = {}
    for one in cells:
        alike.setdefault((one.label, one.column), {}).setdefault(one.words, []).append(one)
    yield from (one for one in mistakes if isinstance(one, str))
    for words, faults in (kind for column in alike.values() for kind in column.items()):
        first, *others = faults
        more = len(others) - MOST_ALIKE
        shown = [f"line {one.line} {cell(one.value)}" for one in others[:MOST_ALIKE]]
        likewise = f"; likewise {', '.join(shown)}{f' and {more:,} more' if more > 0 else ''}" if shown else ""
        yield f"{first.label}:{first.line} {cell(first.value)} in column {cell(first.column)} {words}{likewise}"


def cell(value: object) -> str:
    """Repeat a cell in a message: in quotes, one line, shortened."""
    text = str(value)
    return quoted(visible(text if len(text) <= _LONGEST else f"{text[: _LONGEST - 3]}..."))


def named(names: Sequence[str], most: int = 12) -> str:
    """List names in a message, the first of them if there are many."""
    others = len(names) - most
    return ", ".join(cell(name) for name in names[:most]) + (f" and {others:,} more" if others > 0 else "")
