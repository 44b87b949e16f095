"""Names with their titles, in two columns."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.table import Table

if TYPE_CHECKING:
    from collections.abc import Iterable


def two_columns(entries: Iterable[tuple[str, str]]) -> Table:
    """Lay names and titles out."""
    table = Table.grid(padding=(0, 2, 0, 0))
    table.add_column(no_wrap=True, style="bold")
    table.add_column()
    for name, title in entries:
        table.add_row(name, title)
    return table
