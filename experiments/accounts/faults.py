"""What is wrong with files of accounts, all of it at once: readers add to a list of mistakes, and go on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from equipoise.sim.characters import visible
from equipoise.sim.faults import EquipoiseError
from equipoise.sim.files.bounds import told
from equipoise.sim.keys import quoted

if TYPE_CHECKING:
    from collections.abc import Sequence

MOST_TOLD = 20
"""Most mistakes that one message tells of."""

_LONGEST = 60


class AccountsError(EquipoiseError):
    """A file of accounts that cannot be read, or that can be read in more than one way."""


def refuse(mistakes: Sequence[str]) -> None:
    """Raise one error of all mistakes, if there are any."""
    if mistakes:
        raise AccountsError(told(mistakes, MOST_TOLD))


def cell(value: object) -> str:
    """Repeat a cell in a message: in quotes, one line, shortened."""
    text = str(value)
    return quoted(visible(text if len(text) <= _LONGEST else f"{text[: _LONGEST - 3]}..."))


def named(names: Sequence[str], most: int = 12) -> str:
    """List names in a message, the first of them if there are many."""
    others = len(names) - most
    return ", ".join(cell(name) for name in names[:most]) + (f" and {others:,} more" if others > 0 else "")
