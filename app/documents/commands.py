"""What ``docs/cli.md`` has from the commands themselves: every command's help."""

from __future__ import annotations

from typing import TYPE_CHECKING

import typer
from typer.main import get_command

from equipoise.app.commands.tree import NAME, app

if TYPE_CHECKING:
    from collections.abc import Iterator

_WIDTH = 100


def parts() -> Iterator[tuple[str, str]]:
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
