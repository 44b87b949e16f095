"""What documents have straight from the program: every command's help, files' columns, and how a session goes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import typer
from typer.main import get_command

from equipoise.app.commands.tree import NAME, app
from equipoise.app.pages.workshop.sessions import LEFT_OUT, SESSIONS, timetable
from equipoise.experiments.accounts.written.template import COLUMNS
from equipoise.experiments.markdown import table
from equipoise.sim.tables import PANEL_COLUMNS, RELATIONSHIP_COLUMNS, VENDOR_PANEL_COLUMNS

if TYPE_CHECKING:
    from collections.abc import Iterator

_WIDTH = 100

FILES = {"panel": PANEL_COLUMNS, "vendors": VENDOR_PANEL_COLUMNS, "relationships": RELATIONSHIP_COLUMNS}
"""Columns by the name of the file, which is the name of its place in ``docs/data.md``."""


def commands() -> Iterator[tuple[str, str]]:
    """Every command's help, a section each."""
    yield "commands", "\n".join(f"\n## {name}\n\n```text\n{text}\n```" for name, text in _helps()) + "\n"


def _helps() -> Iterator[tuple[str, str]]:
    """Every command's full name and help, a group before its commands."""
    root = get_command(app)
    context = typer.Context(root, info_name=NAME, terminal_width=_WIDTH, **root.context_settings)
    waiting = [(root, context)]
    while waiting:
        command, context = waiting.pop(0)
        yield context.command_path, command.get_help(context).rstrip()
        inner = getattr(command, "commands", {})
        waiting = [(one, typer.Context(one, info_name=name, parent=context)) for name, one in inner.items()] + waiting


def columns() -> Iterator[tuple[str, str]]:
    """A table of columns for each file, with unit and meaning."""
    for name, declared in FILES.items():
        rows = ([f"`{column}`", unit, meaning] for column, (unit, meaning) in declared.items())
        yield name, table(["column", "unit", "meaning"], *rows)


def template() -> Iterator[tuple[str, str]]:
    """What belongs in each column of the empty table of accounts."""
    rows = ([f"`{column.name}`", column.meaning, f"`{column.example}`"] for column in COLUMNS)
    yield "template", table(["column", "what belongs in it", "for instance"], *rows, texts=3)


def sessions() -> Iterator[tuple[str, str]]:
    """The timetable of a workshop, and what to leave out; the printed guide has them as well."""
    rows = ([name, *spans] for name, spans in timetable())
    yield "sessions", table(["from minute, to minute", *(f"{one} minutes" for one in SESSIONS)], *rows, texts=4)
    yield "left-out", "\n".join(f"- **{minutes} minutes.** {words}" for minutes, words in LEFT_OUT.items())
