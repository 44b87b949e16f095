"""The answer: what to do, the money of every arm, the risk, what it rests on, and what was assumed."""

from __future__ import annotations

from textwrap import TextWrapper
from typing import TYPE_CHECKING

from rich.text import Text

from equipoise.analysis.contrast import ALL, account_spoken_of, alike
from equipoise.analysis.prose.choosing import at_once, held_together
from equipoise.analysis.prose.money import amounts
from equipoise.analysis.prose.money_first import told, years
from equipoise.analysis.prose.numbers import Figure, bracketed, many, number
from equipoise.app.measures import Group, own_part
from equipoise.app.pages.assumed import assumed
from equipoise.app.pages.comparison import comparison_tables, fits, rests_on_page
from equipoise.app.pages.layout import Cells, Column, heading, opening, remark, sections, stacked, table
from equipoise.app.pages.policies import policies_line
from equipoise.sim.calendar import ROUNDS_A_YEAR

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from rich.console import Console, RenderableType
    from rich.table import Table

    from equipoise.analysis.estimate import Estimate
    from equipoise.analysis.prose.money import Amounts
    from equipoise.analysis.results import Comparison, Horizon
    from equipoise.sim.arm import Arm

_HEAD, _TIGHT = 9, 6  # letters in a line of what stands above figures, where there is room, and where there is not
_MORE, _TOGETHER = "more than", "more\xa0than"
_WORDS = 12  # likewise over names
_MOST_SHOWN = 2  # accounts of which it is told how often they are kept


def answer_page(
    comparison: Comparison, groups: Sequence[Group], console: Console, arms: Sequence[Arm] = ()
) -> Iterator[RenderableType]:
    """Lay out what to do, the money, the risk, what it rests on and what was assumed: as a report's first page has it.

    For the accounts that were asked for, or all.
    """
    what = policies_line(comparison, [arm.policy for arm in arms], [arm.scenario for arm in arms])
    decision = comparison.decision
    first, *others = decision.parts if decision else (comparison.answer,)
    own, looked = own_part(comparison), comparison.rests_on
    rests_on = looked.sentence if looked else rests_on_words(comparison)
    taken = assumed(arms[0].scenario, comparison) if arms else []
    return sections(
        opening(comparison.title, comparison.question),
        [Text(first), *([remark(what)] if what else [])],
        _money(comparison, groups, console) if told(comparison) else None,
        *(comparison_tables(comparison, own, console) if own else []),
        *(Text(part) for part in others),
        [heading("What it rests on"), Text(rests_on)] if rests_on else None,
        *rests_on_page(comparison, console),
        [heading("What was assumed"), Text(" ".join(taken))] if taken else None,
        remark(_legend(comparison)),
    )


def rests_on_words(comparison: Comparison) -> str:
    """What a decision rests on: what is not stated, or else what nobody knows."""
    if comparison.decision is not None and comparison.decision.rests_on:
        return comparison.decision.rests_on
    return comparison.lead_range.sentence if comparison.lead_range else ""


def _legend(comparison: Comparison) -> str:
    runs, span = many(comparison.replications, "run"), years(comparison.rounds / ROUNDS_A_YEAR)
    same = ", the same luck for all; differences are taken run by run" if comparison.differences else ""
    joint = f"; {at_once(comparison)}" if at_once(comparison) else ""
    return f"Means of {runs} of {span}, with 95% intervals in brackets{joint}; seed {comparison.seed}{same}."


def _money(comparison: Comparison, groups: Sequence[Group], console: Console) -> Table:
    """The money, with how far it is spread over runs: intervals below their figures where there is no room beside."""
    cells = money_cells(comparison, groups, first_year=True)
    roomy = money_table(cells, _HEAD)
    if fits(roomy, console):
        return roomy
    below = cells._replace(rows=[[row[0], *stacked(row[1:])] for row in cells.rows])
    tight = money_table(below, _TIGHT)
    return tight if fits(tight, console, folded=True) else money_table(below, _TIGHT, broken=True)


def money_cells(comparison: Comparison, groups: Sequence[Group] = (), *, first_year: bool = False) -> Cells:
    """Lay out profit a year, what is earned more than by the first, its spread and risk, and accounts kept, by arm.

    Over the years that the page opens with, and the longest; and the first year below, where that is asked for.
    """
    comparison = held_together(comparison)
    spread = all(side.quantiles for view in told(comparison) for side in view.arms.values())
    first, *others = [arm.name for arm in comparison.arms]
    spoken = account_spoken_of(comparison)
    shown = list(groups[:_MOST_SHOWN]) or [Group("accounts" if spoken == ALL else spoken, (spoken,))]
    views = told(comparison)
    views += [view for view in comparison.horizons[:1] if first_year and view not in views]
    profits = [Figure.of(side.profit) for view in views for side in (*view.arms.values(), *view.differences.values())]
    written = amounts(comparison.money, [end for figure in profits for end in figure], table=True)

    def profit(one: Estimate) -> str:
        return _number(one, written)

    def lead(one: Estimate) -> str:
        if alike(one):
            return "the same"
        return bracketed(Figure.of(one).times(written.scale), "money", written.places, signed=True)

    def rows(view: Horizon) -> Iterator[list[str]]:
        yield [f"Over {years(view.years)}"]
        for name in (first, *others):
            side = view.arms[name]
            more = [""] if name == first else [lead(view.differences[name].profit)]
            kept = [_mean([side.survival[each] for each in group.names if each in side.survival]) for group in shown]
            ends = [_number(side.quantiles[level], written) for level in (0.05, 0.95)] if spread else []
            chances = [_chance(side.loss), _chance(side.cash_out)]
            yield [name, profit(side.profit), *(more if others else []), *ends, *chances, *kept]

    return Cells(
        [
            f"{written.unit} a year", "profit", *([f"more than {first}"] if others else []),
            *(["5% of runs below", "95% of runs below"] if spread else []), "loss %", "cash runs out %",
            *(f"{group.label.partition(':')[0]} kept %" for group in shown),
        ],
        [row for view in views for row in rows(view)],
    )  # fmt: skip


def _mean(estimates: list[Estimate]) -> str:
    found = [one.mean for one in estimates]
    return number(sum(found) / len(found) if found else float("nan"), "chance", 1)


def _number(one: Estimate, written: Amounts) -> str:
    return number(written.scale * one.mean, "money", written.places)


def _chance(estimate: Estimate) -> str:
    return number(estimate.mean, "chance", 1)


def money_table(cells: Cells, wide: int, *, broken: bool = False) -> Table:
    """The same on the console, with so many letters in a line of its head; broken where nothing else fits."""
    wrap = TextWrapper(wide, break_long_words=broken).wrap
    heads = ["\n".join(wrap(head.replace(_MORE, _TOGETHER))).replace("\xa0", " ") for head in cells.head[1:]]
    words = Column("\n".join(TextWrapper(_WORDS).wrap(cells.head[0])), fold=True)
    figures = (Column(head, figures=True, whole=not broken, fold=broken) for head in heads)
    found = table(words, *figures, right=int(wide == _HEAD))
    for k, row in enumerate(cells.rows):
        if len(row) == 1:
            if k:
                found.add_section()
            found.add_row(heading(row[0]))
        else:
            found.add_row(f" {row[0]}", *row[1:])
    return found
