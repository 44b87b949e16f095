"""A comparison on a page: the widest layout that fits, so that it reads well from 80 columns up, with 2 arms or 7."""

from __future__ import annotations

from textwrap import TextWrapper
from typing import TYPE_CHECKING, NamedTuple

from rich.measure import Measurement
from rich.text import Text

from equipoise.analysis.prose.numbers import MISSING, bracketed, decimals, many
from equipoise.analysis.prose.units import Units
from equipoise.app.pages.layout import Cells, Column, heading, of_cells, opening, remark, sections, stacked, table
from equipoise.app.pages.rests_on import rests_on_legend, rests_on_table
from equipoise.sim.calendar import ROUNDS_A_YEAR

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from rich.console import Console, RenderableType
    from rich.table import Table

    from equipoise.analysis.results import Comparison
    from equipoise.app.rows import Part, Row

_HEADER_WIDTH = 17  # columns that a figure with its interval takes; arms' names are broken to fit above it

_MORE_THAN_ENOUGH = 10_000

_WIDE = 120  # columns from which a table of seven fits with its intervals beside the figures

_MOST_COLUMNS = 6  # columns of figures that fit a printed page


class _Columns(NamedTuple):
    """What a table shows beside each measure."""

    headers: list[str]
    cells: Callable[[Row], list[str]]

    def stacked(self) -> _Columns:
        """The same with every interval below its number."""
        return _Columns(self.headers, lambda row: stacked(self.cells(row)))


def comparison_page(comparison: Comparison, parts: Sequence[Part], console: Console) -> Iterator[RenderableType]:
    """Lay a comparison out: its question, tables, and what they come to in words."""
    return sections(
        opening(comparison.title, comparison.question),
        *comparison_tables(comparison, parts, console),
        remark(_legend(comparison)),
        *(Text(paragraph) for paragraph in comparison.sentences() if paragraph),
        *rests_on_page(comparison, console),
    )


def rests_on_page(comparison: Comparison, console: Console) -> list[RenderableType]:
    """The table of what the decision rests on: without the questions where there is little room."""
    if comparison.rests_on is None:
        return []
    cells = rests_on_table(comparison.rests_on)
    narrow = console.width < _WIDE
    kept = [0, 2, 4, 5, 6] if narrow else [0, 2, 3, 4, 5, 6]
    plain = Cells([cells.head[k] for k in kept], [[row[k] for k in kept] for row in cells.rows], texts=2)
    return [of_cells(plain, narrow=narrow), remark(rests_on_legend(comparison.rests_on))]


def _legend(comparison: Comparison) -> str:
    runs, rounds = many(comparison.replications, "run"), Units(comparison.money).span(comparison.rounds)
    again = ", the same luck for all arms, which differ run by run" if comparison.differences else ""
    return (
        f"Means of {runs} of {rounds}, with 95% intervals; seed {comparison.seed}{again}. Margins, cost to serve and "
        "free support are percentages of revenue, and money is by the year. A median is of relationships, censored at "
        "the horizon; dependence over all accounts is the plain average, large and small alike. "
        "equipoise outcomes tells what each measure means."
    )


def comparison_tables(comparison: Comparison, parts: Sequence[Part], console: Console) -> list[Table]:
    """Lay tables out: differences beside the arms or below, intervals beside the numbers or below, or a list."""
    first, *others = [arm.name for arm in comparison.arms]
    arms = _Columns([first, *others], lambda row: _arms(row, comparison))
    changes = _Columns([f"{name} less {first}" for name in others], _differences)
    beside, below = [[arms, changes]], [[arms], [changes]]
    layouts = [beside, below, [[arms.stacked()], [changes]], [[arms.stacked()], [changes.stacked()]]]
    if not others:
        layouts = [[[arms]], [[arms.stacked()]]]
    for layout in layouts:
        for gap in (1, 0):
            tables = [_matrix(parts, columns, gap) for columns in layout]
            if all(fits(one, console) for one in tables):
                return tables
    return [_list(parts, arms)]


def _horizon(row: Row, comparison: Comparison) -> float:
    """What lies beyond the run, in rounds or in years."""
    return comparison.rounds if row.kind == "time" else comparison.rounds / ROUNDS_A_YEAR


def _arms(row: Row, comparison: Comparison) -> list[str]:
    places, horizon = decimals(row.arms, row.kind), _horizon(row, comparison)
    return [bracketed(figure, row.kind, places, horizon=horizon) for figure in row.arms]


def _differences(row: Row) -> list[str]:
    places = decimals(row.arms, row.kind)
    return [bracketed(figure, row.kind, places, signed=True) for figure in row.differences]


def fits(one: Table, console: Console, *, folded: bool = False) -> bool:
    """Whether a table has room, with no line of it broken; or none but between words, where these may be folded."""
    unbounded = console.options.update_width(_MORE_THAN_ENOUGH)
    needed = Measurement.get(console, unbounded, one)
    return (needed.minimum if folded else needed.maximum) <= console.width


def _matrix(parts: Sequence[Part], columns: Sequence[_Columns], gap: int) -> Table:
    """A row a measure, a column an arm or a difference."""
    found = _table([header for group in columns for header in group.headers], gap)
    for label, cells, row in _rows(parts, lambda row: [cell for group in columns for cell in group.cells(row)]):
        if row is not None:
            found.add_row(f" {label}", *cells)
        else:
            found.add_section()
            found.add_row(heading(label))
    return found


def _rows(parts: Sequence[Part], cells: Callable[[Row], list[str]]) -> Iterator[tuple[str, list[str], Row | None]]:
    """Headings, without cells, and measures; one in which no cell has anything to say is left out."""
    for part in parts:
        yield part.heading, [], None
        for row in part.rows:
            found = cells(row)
            if any(cell != MISSING for cell in found):
                yield row.label, found, row


def _list(parts: Sequence[Part], arms: _Columns) -> Table:
    """A row an arm under each measure, with its difference beside it: for many arms, or a narrow window."""
    first, *others = arms.headers
    found = _table(["each arm", f"less {first}"] if others else [first], 1, breaks=True)
    for part in parts:
        found.add_row(heading(part.heading))
        for row in part.rows:
            found.add_row(f" {row.label}")
            for name, *cells in zip(arms.headers, arms.cells(row), ["", *_differences(row)], strict=True):
                found.add_row(f"   {name}", *cells[: len(found.columns) - 1])
        found.add_section()
    return found


def report_tables(comparison: Comparison, parts: Sequence[Part]) -> list[Cells]:
    """Lay tables out for a report: arms and differences side by side where they fit a page, else one after another."""
    first, *others = [arm.name for arm in comparison.arms]
    heads = [first, *others, *(f"{name} less {first}" for name in others)]
    arms, both = len(comparison.arms), len(heads)
    blocks = [range(both)] if both <= _MOST_COLUMNS else [*_even(0, arms), *_even(arms, both)]
    return [_report_table(["", *(heads[k] for k in block)], parts, block, comparison) for block in blocks]


def _even(first: int, end: int) -> list[range]:
    """As few runs of columns as fit a page, of nearly equal length."""
    count, tables = end - first, -(-(end - first) // _MOST_COLUMNS)
    return [range(first + count * k // tables, first + count * (k + 1) // tables) for k in range(tables)]


def _report_table(head: list[str], parts: Sequence[Part], block: range, comparison: Comparison) -> Cells:
    rows: list[list[str]] = []
    clear: set[tuple[int, int]] = set()
    for label, cells, row in _rows(parts, lambda row: [_in_report(row, comparison)[k] for k in block]):
        if row is not None:
            sure = [*(False for _ in row.arms), *(figure.clear for figure in row.differences)]
            clear.update((len(rows), place) for place, k in enumerate(block, start=1) if sure[k])
        rows.append([label, *cells])
    return Cells(head, rows, clear=frozenset(clear))


def _in_report(row: Row, comparison: Comparison) -> list[str]:
    places, horizon = decimals([*row.arms, *row.differences], row.kind), _horizon(row, comparison)
    arms = [bracketed(figure, row.kind, places, horizon=horizon) for figure in row.arms]
    return arms + [bracketed(figure, row.kind, places, signed=True) for figure in row.differences]


def _table(headers: Sequence[str], gap: int, *, breaks: bool = False) -> Table:
    heads = ["\n".join(TextWrapper(_HEADER_WIDTH).wrap(header)) for header in headers]
    words, figures = Column(whole=not breaks, fold=True), Column(figures=True, whole=not breaks, fold=True)
    return table(words, *(figures._replace(head=head) for head in heads), right=gap)
