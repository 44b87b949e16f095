"""The commands' part of ``docs/cli.md``, from the commands themselves: ``python -m equipoise.app.reference``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import typer
from typer.main import get_command

from equipoise.app.commands.tree import NAME, app

if TYPE_CHECKING:
    from collections.abc import Iterator

PAGE = Path(__file__).resolve().parent.parent / "docs" / "cli.md"
"""The page; what stands above the mark is written by hand."""

MARK = "<!-- What follows is written by `python -m equipoise.app.reference`. -->\n"

_WIDTH = 100


def page(text: str) -> str:
    """Bring a page up to date.

    Parameters
    ----------
    text : str
        The page, with the mark.

    Returns
    -------
    str
        The same above the mark, and every command's help below it.
    """
    above, mark, _ = text.partition(MARK)
    return above + mark + "".join(f"\n## {name}\n\n```text\n{text}\n```\n" for name, text in _helps())


def _helps() -> Iterator[tuple[str, str]]:
    """Every command's full name and help, a group before its commands."""
    root = get_command(app)
    asked = typer.Context(root, info_name=NAME, terminal_width=_WIDTH, **root.context_settings)
    waiting = [(root, asked)]
    while waiting:
        command, context = waiting.pop(0)
        yield context.command_path, command.get_help(context).rstrip()
        inner = getattr(command, "commands", {})
        waiting = [(one, typer.Context(one, info_name=name, parent=context)) for name, one in inner.items()] + waiting


if __name__ == "__main__":
    PAGE.write_text(page(PAGE.read_text(encoding="utf-8")), encoding="utf-8")
