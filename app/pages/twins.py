"""Twins on a page: a sentence an account, then the tables."""

from __future__ import annotations

from math import isnan
from typing import TYPE_CHECKING

from rich.text import Text

from equipoise.analysis.prose.numbers import MISSING, Figure, alone, bare, bracketed, decimals, fixed, many
from equipoise.analysis.prose.numbers import row as in_a_row
from equipoise.analysis.prose.removal import beside_comparison, sentence
from equipoise.analysis.prose.units import Units
from equipoise.app.pages.layout import Column, opening, remark, sections, stacked, table
from equipoise.app.rows import Row, in_units
from equipoise.experiments.twins.account_side import YEAR
from equipoise.experiments.twins.measures import OF_ACCOUNT, OF_VENDOR

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from rich.console import Console, RenderableType
    from rich.table import Table

    from equipoise.analysis.estimate import Estimate
    from equipoise.analysis.removal import Removal, Twin
    from equipoise.sim.outcome import Kind, Outcome

_IN_FULL = 3  # most accounts of which every measure is shown
_WIDE = 96  # columns from which on intervals stand beside their numbers

_LABELS = {
    "gtm_failure": "Go-to-market fails %",
    "revenue": "Revenue, a round",
    "contribution": "Contribution, a round",
    "profit": "Profit, a round",
    "wins": "Accounts won",
    "wins_elsewhere": " in other slots",
    "others_survival": "Other accounts held %",
    "others_margin": "Margin on the others %",
    "own_revenue": "Its own revenue",
    "own_contribution": "Its own contribution",
    "business_failure": "Its business fails %",
    "loss": "It loses, a round",
    "loss_first_year": "It loses, first year",
    "earned_first_year": "It earns, first year",
    "switching": " cost of switching",
}


def removal_page(removal: Removal, console: Console) -> Iterator[RenderableType]:
    """Lay twins out: sentences first, for they are what is read aloud."""
    narrow, twins, across = console.width < _WIDE, removal.twins, _across(removal)
    few = twins if len(twins) <= _IN_FULL else []
    return sections(
        opening(removal.title) or None,
        *(Text(sentence(removal, twin)) for twin in twins),
        _overview(twins) if len(twins) > 1 else None,
        *(part for twin in few for part in (_in_full(removal, twin, narrow=narrow), _other_side(removal, twin))),
        _dependence(twins, narrow=narrow),
        Text(beside) if (beside := beside_comparison(removal)) else None,
        remark(_legend(removal)),
        Text(across) if across else None,
    )


def _overview(twins: Sequence[Twin]) -> Table:
    found = table("", "Rise in failure,\npoints", "Its business\nfails %", Column("On the dependence plane"))
    for twin in twins:
        rise, fails = _cell(twin.rise, "chance", signed=True), _cell(twin.buyer["business_failure"], "chance")
        found.add_row(twin.account, rise, fails, twin.quadrant)
    return found


def _in_full(removal: Removal, twin: Twin, *, narrow: bool) -> Table:
    found = table(twin.account, "with it", "without it", "change")
    measures = {measure.name: measure for measure in (*OF_VENDOR, *removal.measures.own)}
    for name, change in twin.vendor.items():
        both, less = [Figure.of(change.whole), Figure.of(change.without)], Figure.of(change.change)
        row = _row(removal, measures[name], both, [less])
        places = decimals(row.arms, row.kind)
        cells = [bracketed(figure, row.kind, places) for figure in row.arms]
        cells += [bracketed(figure, row.kind, places, signed=True) for figure in row.differences]
        found.add_row(f" {row.label}", *stacked(cells, narrow=narrow))
    return found


def _row(removal: Removal, measure: Outcome, arms: list[Figure], differences: list[Figure]) -> Row:
    """A measure with its label, in the business's units where there is one."""
    label = _LABELS.get(measure.name, measure.name)
    return in_units(removal.money, Row(label, measure.kind, arms, differences), measure.unit)


def _other_side(removal: Removal, twin: Twin) -> Table:
    found = table(f"{twin.account}, without the vendor", "")
    for measure in OF_ACCOUNT:
        figure = Figure.of(twin.buyer[measure.name])
        if isnan(figure.mean):
            continue
        row = _row(removal, measure, [figure], [])
        same = isnan(figure.low)  # in every run
        found.add_row(f" {row.label}", *([bare(row.arms[0].mean, row.kind)] if same else in_a_row(row.arms, row.kind)))
    return found


def _dependence(twins: Sequence[Twin], *, narrow: bool) -> Table:
    """What the bargaining rules say of dependence, beside what taking away shows."""
    found = table("Dependence", "by the rules", "as it turned out", "correlation over runs")
    for twin in twins:
        for side, whose in (("vendor", f"Vendor on {twin.account}"), ("account", f"{twin.account} on vendor")):
            cells = [_cell(twin.dependence[f"{kind}_{side}"], "index") for kind in ("dependence", "realised")]
            found.add_row(f" {whose}", *stacked([*cells, _correlation(twin.agreement[side])], narrow=narrow))
    return found


def _cell(estimate: Estimate, kind: Kind, *, signed: bool = False) -> str:
    return alone(Figure.of(estimate), kind, signed=signed)


def _legend(removal: Removal) -> str:
    units = Units(removal.money)
    played = f"after round {removal.round}" if removal.money is None else f"after {units.span(removal.round)}"
    when = "from the start" if removal.round == 0 else played
    length = f"{removal.rounds} rounds" if removal.money is None else units.span(removal.rounds)
    year = f" ({YEAR} rounds)" if removal.money is None else ""
    least = 100.0 * removal.twins[0].threshold
    return (
        f"{many(removal.replications, 'run')} of {length} under {removal.policy} with everybody, and as "
        f"many without each account "
        f"{when}, in the same luck; seed {removal.seed}. All is counted from then to the horizon, over the runs that "
        "hold the account then, with 95% intervals. Strategic means a rise of "
        f"{least:g} points or more in the chance of failure, by the whole interval. An account's business fails when, "
        f"within a year{year}, going without the vendor costs it more than it earns. As it turned out, "
        "dependence is what was lost over the planning horizon, over that plus what was left."
    )


def _across(removal: Removal) -> str:
    """How far the dependence of the bargaining rules ranks accounts as taking them away does."""
    found = {name: _correlation(value) for name, value in removal.across.items()}
    if found["vendor"] == MISSING:
        return ""
    cases = removal.across["vendor"].runs
    return (
        f"Over these {cases} accounts, ranks of dependence by the rules and as it turned out have a correlation of "
        f"{found['vendor']} for the vendor's and {found['account']} for theirs; ranks of the vendor's and of the rise "
        f"in failure one of {found['rise']}."
    )


def _correlation(found: Estimate) -> str:
    if found.value != found.value:
        return MISSING
    if isnan(found.low):
        return f"{fixed(found.value, 2)} [-, -]"
    return f"{fixed(found.value, 2)} [{fixed(found.low, 2)}, {fixed(found.high, 2)}]"
