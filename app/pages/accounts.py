"""What an import read, left out, brought together and took for granted: on the terminal, as a page, in Markdown."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from rich.text import Text

from equipoise.app.pages.html import page
from equipoise.app.pages.layout import Cells, heading, of_cells, sections
from equipoise.experiments.accounts.by_account.ledger import MERGED, USED
from equipoise.experiments.accounts.columns.dates import quarter_name
from equipoise.experiments.accounts.columns.names import SAME
from equipoise.experiments.accounts.files.faults import cell, named
from equipoise.experiments.accounts.written.anonymous import HIDDEN, KEEP, NOT_HIDDEN
from equipoise.experiments.accounts.written.scenario_text import MOST_NAMED, POOLED, has_margin, pool_of
from equipoise.experiments.accounts.written.template import COLUMNS
from equipoise.experiments.markdown import table

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from rich.console import RenderableType

    from equipoise.experiments.accounts.importing import Imported
    from equipoise.experiments.accounts.rows.tables import Table

_ON_TERMINAL = 8
"""Lines of a list on the terminal; the page has all of them."""
_TABLE_ROWS = 40
"""Accounts in a table."""


class Part(NamedTuple):
    """A part of the page: sentences, and maybe a table."""

    title: str
    sentences: list[str]
    cells: Cells | None = None


def span_of(imported: Imported) -> str:
    """What a year's revenue is of."""
    whole = imported.ledger.whole
    if whole is None:
        return imported.ledger.span
    year = " to ".join(dict.fromkeys(map(quarter_name, (whole.year[0], whole.year[-1]))))
    return year if len(whole.year) == 4 else f"{year}, brought to a year"  # noqa: PLR2004 - quarters of a year


def parts_of(imported: Imported) -> list[Part]:
    """Lay out what there is to say."""
    found = [_accounts(imported), _amounts(imported)]
    if imported.since is not None:
        said = [f"{line}." for line in imported.since] or ["No account is new or gone, or up or down by a tenth."]
        found.insert(1, Part("What changed since the last import", said))
    found.append(
        Part("Accounts that are not written", [f"{cell(name)}: {why}." for name, why in imported.ledger.ended.items()])
    )
    if imported.mask is None:
        found.append(Part("Spellings that are one account", [f"{cell(pair.second)} is {cell(pair.first)}, as the "
        f"mapping says." for pair, said in imported.pairs if said == SAME]))  # fmt: skip
    found.append(Part("Negative amounts moved to the quarter before", [f"{line}." for line in imported.ledger.moved]))
    found.append(Part("Taken for granted", [f"{line}." for line in imported.doubts]))
    found.append(Part("How the files were read", [line for one in imported.tables for line in _read(one)] +
    [f"{line}." for line in imported.unread]))  # fmt: skip
    return [part for part in found if part.sentences or part.cells is not None]


def _accounts(imported: Imported) -> Part:
    revenue = imported.ledger.revenue
    total = sum(revenue.values(), Decimal(0))
    pool = pool_of(revenue, imported.facts)
    money = f" {imported.currency}" if imported.currency else ""
    whole = total if imported.ledger.total is None else imported.ledger.total
    paid = f"{_money(imported, whole)}{money} of revenue a year ({span_of(imported)})"
    said = [f"{_counted(len(revenue), 'account')} with {paid}."]
    if pool:
        said.append(
            f"The {pool.accounts:,} smallest are played as {pool.played:,} accounts of "
            f"{_money(imported, pool.revenue)} each, called others."
        )
        said += _of_some(imported, [*revenue][MOST_NAMED:])
    if imported.gross_margin is None:
        said += _without_margin([*revenue], [name for name in revenue if not has_margin(imported.facts[name])])
    if not imported.currency:
        said.append("No file says the currency: --currency does.")
    if imported.mask is not None:
        said += [HIDDEN, NOT_HIDDEN, KEEP]
    columns = {"margin": "margin", "price_to_list": "price to list", "contract_left": "contract left, years"}
    if any("contribution" in of for of in imported.facts.values()):
        columns = {"margin": "margin", "contribution": "after support", **columns}
    head = ["account", "revenue a year", "share", *columns.values()]
    rows = [
        [
            name,
            _money(imported, amount),
            f"{100 * amount / total:.1f}%",
            *(_fact(imported, name, key) for key in columns),
        ]
        for name, amount in [*revenue.items()][:_TABLE_ROWS]
    ]
    if len(revenue) > _TABLE_ROWS:
        rest = sum([*revenue.values()][_TABLE_ROWS:], Decimal(0))
        rows.append(
            [
                f"{len(revenue) - _TABLE_ROWS:,} more",
                _money(imported, rest),
                f"{100 * rest / total:.1f}%",
                *"-" * len(columns),
            ]
        )
    return Part("What is written", said, Cells(head, rows))


def _without_margin(accounts: Sequence[str], without: Sequence[str]) -> Iterator[str]:
    """What is said where no cost and no margin is known of some accounts, or of all."""
    if len(without) == len(accounts):
        yield "No column tells cost; margins need it: state gross_margin under [business]."
    elif without:
        told = len(accounts) - len(without)
        yield (
            f"The files tell the margin of {told:,} of {len(accounts):,} accounts; of {named(without, 3)} none is "
            "known: state it in the scenario, or gross_margin under [business] for all that state none."
        )


def _of_some(imported: Imported, small: Sequence[str]) -> Iterator[str]:
    """What is said of some of the smallest alone, and so not of them together."""
    for key, called in POOLED.items():
        known = sum(key in imported.facts[name] for name in small)
        if 0 < known < len(small):
            yield f"Others state no {called}: the files say it of {known:,} of these {len(small):,} alone."


def _money(imported: Imported, amount: Decimal) -> str:
    """Write an amount to the cent; in no more digits than it has where amounts are hidden."""
    if imported.mask is None or abs(amount) < 100:  # noqa: PLR2004 - three digits
        return f"{amount:,.2f}"
    return f"{amount:,.0f}"


def _counted(count: int, noun: str) -> str:
    return f"{count:,} {noun}{'s' * (count != 1)}"


def _fact(imported: Imported, name: str, key: str) -> str:
    fact = imported.facts[name].get(key)
    return f"{fact.value:.2f}" if fact is not None else "-"


def _amounts(imported: Imported) -> Part:
    ledger = imported.ledger
    used, merged = ledger.fates.get(USED, Decimal(0)), ledger.fates.get(MERGED, Decimal(0))
    left_out = ledger.read - used - merged
    said = (
        f"Read {_money(imported, ledger.read)} = used {_money(imported, used)} "
        f"+ used under another spelling {_money(imported, merged)} + left out {_money(imported, left_out)}."
    )
    fates = sorted(ledger.fates, key=lambda fate: (fate not in {USED, MERGED}, fate))
    rows = [
        [fate, f"{ledger.rows.get(fate, 0):,}", _money(imported, ledger.fates[fate])]
        for fate in fates
        if ledger.fates[fate] or ledger.rows.get(fate)
    ]
    rows.append(["read", f"{sum(ledger.rows.values()):,}", _money(imported, ledger.read)])
    return Part("Where every amount went", [said], Cells(["what became of it", "rows", "amount"], rows))


def _read(table: Table) -> Iterator[str]:
    columns = ", ".join(f"{field} from {cell(table.header.names[k])}" for field, k in table.header.columns.items())
    how = [table.kind, f"header on line {table.stated['header']}", *table.remarks]
    if table.stated["decimal"]:
        how.append(f"decimal mark {cell(table.stated['decimal'])}")
    if table.stated["dates"]:
        how.append(f"dates {table.stated['dates']}")
    yield f"{table.label}: {'; '.join(how)}."
    yield f"{table.label}: {columns}."
    passed = [f"{cell(name)} (there is {cell(other)})" for name, other in table.header.passed_over.items()]
    if unused := [*map(cell, table.header.unused), *passed]:
        yield f"{table.label}: not used: {', '.join(unused)}."


def import_page(imported: Imported, next_steps: Sequence[str], *, narrow: bool) -> Iterator[RenderableType]:
    """Lay the import out for the terminal."""
    blocks: list[list[RenderableType]] = []
    for part in parts_of(imported):
        shown = part.sentences[:_ON_TERMINAL]
        more = len(part.sentences) - len(shown)
        lines = [*shown, *([f"And {more:,} more; the page has them."] if more else [])]
        blocks.append(
            [heading(part.title), *map(Text, lines), *([of_cells(part.cells, narrow=narrow)] if part.cells else [])]
        )
    return sections(*blocks, [*map(Text, next_steps)])


def template_cells() -> Cells:
    """Lay out what belongs in each column of the empty table."""
    return Cells(["column", "what belongs in it", "for instance"], [[*column] for column in COLUMNS], texts=3)


def import_html(imported: Imported, title: str) -> str:
    """Write the import as a page that opens anywhere."""
    return page("import.html.j2", title=title, parts=parts_of(imported))


def import_markdown(imported: Imported, title: str) -> str:
    """Write the import in Markdown."""
    found = [f"# {_plain(title)}: what was imported"]
    for part in parts_of(imported):
        found += [f"## {part.title}", *map(_plain, part.sentences)]
        if part.cells is not None:
            rows = [[_plain(one) for one in row] for row in part.cells.rows]
            found.append(table(part.cells.head, *rows, texts=part.cells.texts))
    return "\n\n".join(found) + "\n"


def _plain(text: str) -> str:
    """A text of which Markdown makes nothing else."""
    return re.sub(r"([\\`*_\[\]<>#])", r"\\\1", text)
