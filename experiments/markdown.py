"""Tables in Markdown: one way to write them, for pages and reports."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence


def table(head: Sequence[str], *rows: Sequence[str], texts: int | None = None) -> str:
    """A table without a line break at its end; columns behind the first ``texts`` are figures, to the right."""
    sides = ["---" if texts is None or column < texts else "---:" for column in range(len(head))]
    return "\n".join(map(_line, [head, sides, *rows]))


def _line(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in cells)} |"
