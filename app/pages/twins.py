"""Twins on a page: a sentence an account, then the tables."""

from __future__ import annotations

from math import isnan
from typing import TYPE_CHECKING

from rich import box
from rich.table import Table
from rich.text import Text

from equipoise.analysis.removal_words import sentence
from equipoise.app.numbers import MISSING, Figure, alone, decimals, written
from equipoise.experiments.twins.account_side import YEAR
from equipoise.experiments.twins.measures import OF_ACCOUNT, OF_VENDOR

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from rich.console import Console, RenderableType

    from equipoise.analysis.estimate import Estimate
    from equipoise.analysis.removal import Removal, Twin
    from equipoise.sim.outcomes import Kind, Outcome

_IN_FULL = 3
"""Most accounts of which every measure is shown."""

_WIDE = 96
"""Columns from which on intervals stand beside their numbers."""

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
    if removal.title:
        yield Text(removal.title, style="bold")
        yield Text()
    for twin in removal.twins:
        yield Text(sentence(removal, twin))
        yield Text()
    if len(removal.twins) > 1:
        yield _overview(removal.twins)
        yield Text()
    narrow = console.width < _WIDE
    if len(removal.twins) <= _IN_FULL:
        for twin in removal.twins:
            yield _in_full(twin, removal.measures.own, narrow=narrow)
            yield Text()
            yield _other_side(twin)
            yield Text()
    yield _dependence(removal.twins, narrow=narrow)
    yield Text()
    yield Text(_legend(removal), style="dim")
    if across := _across(removal):
        yield Text()
        yield Text(across)


def _overview(twins: Sequence[Twin]) -> Table:
    table = _table("", "Rise in failure,\npoints", "Its business\nfails %", "On the dependence plane")
    for twin in twins:
        rise, fails = (_cell(found, "chance", signed=k == 0) for k, found in enumerate(_both(twin)))
        table.add_row(twin.account, rise, fails, twin.quadrant)
    return table


def _both(twin: Twin) -> tuple[Estimate, Estimate]:
    return twin.rise, twin.buyer["business_failure"]


def _in_full(twin: Twin, own: Sequence[Outcome], *, narrow: bool) -> Table:
    table = _table(twin.account, "with it", "without it", "change")

    def row(name: str, kind: Kind, *estimates: Estimate) -> None:
        places = decimals([Figure.of(one) for one in estimates[:2]], kind)
        *levels, change = (Figure.of(one) for one in estimates)
        cells = [*(written(one, kind, places) for one in levels), written(change, kind, places, signed=True)]
        table.add_row(f" {_LABELS.get(name, name)}", *(cell.replace(" [", "\n[") if narrow else cell for cell in cells))

    by_name = {measure.name: measure for measure in (*OF_VENDOR, *own)}
    for name, change in twin.vendor.items():
        row(name, by_name[name].kind, change.whole, change.without, change.change)
    return table


def _other_side(twin: Twin) -> Table:
    table = _table(f"{twin.account}, without the vendor", "")
    for measure in OF_ACCOUNT:
        table.add_row(f" {_LABELS[measure.name]}", _cell(twin.buyer[measure.name], measure.kind))
    return table


def _dependence(twins: Sequence[Twin], *, narrow: bool) -> Table:
    """What the bargaining rules say of dependence, beside what taking away shows."""
    table = _table("Dependence", "by the rules", "as it turned out", "correlation over runs")
    for twin in twins:
        for side, whose in (
            ("vendor", f"Vendor on {twin.account}"),
            ("account", f"{twin.account} on vendor"),
        ):
            cells = [_cell(twin.dependence[f"{kind}_{side}"], "index") for kind in ("dependence", "realised")]
            cells.append(_correlation(twin.agreement[side]))
            table.add_row(f" {whose}", *(cell.replace(" [", "\n[") if narrow else cell for cell in cells))
    return table


def _table(*headers: str) -> Table:
    table = Table(box=box.SIMPLE_HEAD, padding=(0, 1, 0, 0), pad_edge=False, show_edge=False, header_style="bold")
    for k, header in enumerate(headers):
        table.add_column(header, justify="right" if 0 < k < len(headers) - ("plane" in header) else "left")
    return table


def _cell(estimate: Estimate, kind: Kind, *, signed: bool = False) -> str:
    return alone(Figure.of(estimate), kind, signed=signed)


def _legend(removal: Removal) -> str:
    runs = "1 run" if removal.replications == 1 else f"{removal.replications:,} runs"
    when = "from the start" if removal.round == 0 else f"after round {removal.round}"
    least = 100.0 * removal.twins[0].threshold
    return (
        f"{runs} of {removal.rounds} rounds under {removal.policy} with everybody, and as many without each account "
        f"{when}, in the same luck; seed {removal.seed}. All is counted from then to the horizon, over the runs that "
        "hold the account then, with 95% intervals. Strategic means a rise of "
        f"{least:g} points or more in the chance of failure, by the whole interval. An account's business fails when, "
        f"within a year ({YEAR} rounds), going without the vendor costs it more than it earns. As it turned out, "
        "dependence is what was lost over the planning horizon, over that plus what was left."
    )


def _across(removal: Removal) -> str:
    """How far the dependence of the bargaining rules ranks accounts as taking them away does."""
    found = {name: _correlation(value) for name, value in removal.across.items()}
    if found["vendor"] == MISSING:
        return ""
    cases = removal.across["vendor"].runs
    return (
        f"Over these {cases} accounts, ranks of dependence by the rules correlate with ranks as it turned out: the "
        f"vendor's {found['vendor']}, theirs {found['account']}; and the vendor's with the rise in failure "
        f"{found['rise']}."
    )


def _correlation(found: Estimate) -> str:
    if found.value != found.value:
        return MISSING
    if isnan(found.low):
        return f"{found.value:.2f} [-, -]"
    return f"{found.value:.2f} [{found.low:.2f}, {found.high:.2f}]"
