"""One run, told round by round: what was offered, agreed, asked for and answered, and how it ended."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, cast

import numpy as np
from rich.table import Table
from rich.text import Text

from equipoise.analysis.prose.assumed import in_words
from equipoise.analysis.prose.events import Event, Standing, account_events, ending
from equipoise.analysis.prose.numbers import capital, many, percent
from equipoise.analysis.prose.talks import AccountRound
from equipoise.analysis.prose.units import Units
from equipoise.app.console import indented
from equipoise.app.pages.layout import heading
from equipoise.sim.calendar import ROUNDS_A_YEAR
from equipoise.sim.kernel import play_chunk
from equipoise.sim.money import money_document, money_of
from equipoise.sim.run import Run
from equipoise.sim.state import Cause
from equipoise.sim.tables import account_labels
from equipoise.sim.whose import side_by_side

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from rich.console import RenderableType

    from equipoise.sim.arm import Arm
    from equipoise.sim.money import Money
    from equipoise.sim.rows import Rows
    from equipoise.sim.scenario import Scenario


_SUMS = ("revenue", "contribution", "free_support")


@dataclass(frozen=True)
class Chapter:
    """What happened in a round, from 0 as in the data, and the cash at its end; the vendor's events come last."""

    round: int
    cash: float
    events: list[Event]


@dataclass(frozen=True)
class Story:
    """A run in words; of accounts but those that are named here, it has only beginnings and endings."""

    scenario: str
    policy: str
    seed: int
    replication: int
    rounds: int
    accounts: list[str]
    opening: list[str]
    chapters: list[Chapter]
    ending: list[str]
    money: Money | None = None
    cash: str = "cash"  # what that of a chapter is, which a credit line is part of

    def document(self) -> dict[str, object]:
        """Lay it out for JSON, in the currency of its business."""
        plain = {key: value for key, value in asdict(self).items() if key not in {"cash", "money"}}
        cash = [{**one, "cash": Units(self.money).of_money * one["cash"]} for one in plain["chapters"]]
        return plain | {"chapters": cash, "money": money_document(self.money)}


def main_characters(scenario: Scenario) -> list[str]:
    """Choose whom to tell in full: accounts that stand alone in the scenario, else the first."""
    alone = [account.name for account in scenario.accounts if account.count == 1]
    return alone or scenario.account_names[:1]


def tell(arm: Arm, replication: int = 0, accounts: Collection[str] = ()) -> Story:
    """Play one run and tell it."""
    scenario, main = arm.played_in(replication), list(accounts) or main_characters(arm.scenario)
    business, money = arm.scenario.business, money_of(arm.scenario)
    units, cash = Units(money), "cash and credit" if business and business.credit_line else "cash"
    chunk = play_chunk(arm, [replication], panel=True)
    rounds, vendors = cast("Rows", chunk.panel[0]), cast("Rows", chunk.vendor[0])
    at_first = side_by_side(Run(arm, replication).world)
    standing = Standing()
    lives: dict[str, list[AccountRound]] = {}
    chapters = []
    for t, (rows, vendor) in enumerate(zip(rounds, vendors, strict=True)):
        before = rounds[t - 1] if t else at_first
        events: list[Event] = []
        for own in _served(scenario, t, rows, before, units):
            events += _events(own, scenario, main, standing)
            if own.name in main:
                lives.setdefault(own.name, []).append(own)
        events += _of_the_vendor(vendor, scenario, t, units, was_failed=bool(t and vendors[t - 1].failed))
        chapters.append(Chapter(t, float(vendor.cash), events))
    return Story(
        scenario.name,
        arm.policy.name,
        arm.seed,
        replication,
        arm.rounds,
        main,
        list(_opening(scenario, at_first, main, units, cash)),
        chapters,
        list(_ending(vendors[-1], main, lives, units, cash)),
        money,
        cash,
    )


def _served(scenario: Scenario, t: int, rows: Rows, before: Rows, units: Units) -> Iterator[AccountRound]:
    slots = np.flatnonzero(rows.active > 0)
    names = account_labels(scenario, slots, rows.generation[slots])
    for slot, name in zip(slots.tolist(), names, strict=True):
        yield AccountRound(name, t, rows[slot], before[slot], units)


def _events(own: AccountRound, scenario: Scenario, main: list[str], standing: Standing) -> Iterator[Event]:
    if own.now.start == own.round > 0:
        yield Event(own.name, "won", f"The vendor wins this account; it wants {own.units.needs(own.now.volume)}.")
    if own.name not in main:
        yield from (Event(own.name, "end", text) for text in ending(own, scenario.parameters))
        return
    yield from account_events(own, scenario.parameters)
    if (move := standing.move(own.name, own.now.level)) is not None and own.now.cause == 0:
        yield Event(own.name, "level", move)


def _of_the_vendor(v: np.record, scenario: Scenario, t: int, units: Units, *, was_failed: bool) -> Iterator[Event]:
    plan = scenario.parameters.plan
    if v.paid_out > 0:
        yield Event("", "cash", f"Owners take out {units.amount(v.paid_out)}.")
    if not v.failed or was_failed:
        return
    got, planned = units.flow(v.segment_revenue), _planned(units, plan.segment_revenue)
    text = f"The go-to-market has failed: opened segments bring {got} instead of {planned}."
    if v.insolvent:
        text = "Cash has run out, and with it the go-to-market has failed."
    elif plan.wins_target and v.wins < plan.wins_target and t + 1 == plan.wins_by:
        text = f"The go-to-market has failed: {int(v.wins)} of {plan.wins_target} accounts are won."
    yield Event("", "failure", text)


def _planned(units: Units, a_round: float) -> str:
    """The same flow as the one that it stands beside, whose unit is not said again."""
    return units.amount(a_round) if units.money is None else units.flow(a_round)


def _opening(scenario: Scenario, rows: np.recarray, main: list[str], units: Units, cash: str) -> Iterator[str]:
    vendor = scenario.parameters.vendor
    yield f"The vendor has {units.amount(vendor.cash)} in {cash}, and can serve {vendor.slots} accounts."
    for slot, name in enumerate(scenario.account_names):
        row = rows[slot]
        if name in main and row.active == 0:
            yield f"{name} has been taken away."
        elif name in main:
            yield (
                f"{name} wants {units.needs(row.volume)}, is {percent(row.revenue_share, 0)} of revenue "
                f"and sees the vendor on Level {row.level:.1f}; its wish for a win-win is {row.orientation:.2f} of 1."
            )
    others = len(scenario.account_names) - len(main)
    if others > 0:
        them = f"{others} other accounts" if others > 1 else "one other account"
        yield f"Of {them} and of those that are won, only beginning and end are told."


def _ending(
    v: np.record, main: list[str], lives: dict[str, list[AccountRound]], units: Units, cash: str
) -> Iterator[str]:
    failed = f"its go-to-market failed in {units.when(int(v.failed_at))}" if v.failed else "its go-to-market held"
    won = many(int(v.wins), "account", one="one")
    yield f"The vendor ends with {units.amount(v.cash)} in {cash} and has won {won}; {failed}."
    for name in main:
        if not (life := lives.get(name)):
            continue
        revenue, contribution, free = (sum(float(own.now[sum_of]) for own in life) for sum_of in _SUMS)
        cause = Cause(int(life[-1].now.cause))
        lost = f"was lost in {units.when(life[-1].round)} ({in_words(cause)})"
        fate = "is still held" if cause == Cause.NONE else lost
        margin = f" at a contribution margin of {percent(contribution / revenue)}" if revenue > 0 else ""
        brought, given = units.amount(revenue), units.amount(free)
        yield f"{name} {fate}; it brought {brought} of revenue{margin}, and was given {given} free."


def story_page(story: Story) -> Iterator[RenderableType]:
    """Lay a story out."""
    yield heading(f"{story.scenario} under {story.policy}: run {story.replication} of seed {story.seed}")
    yield from (Text(sentence) for sentence in story.opening)
    eventful = [chapter for chapter in story.chapters if chapter.events]
    units = Units(story.money)
    for chapter in eventful:
        held = f"{chapter.cash:,.2f}" if story.money is None else units.amount(chapter.cash)
        yield heading(f"\n{_when(chapter.round, units)}, {story.cash} {held}")
        yield indented(_table(chapter.events), 2)
    yield heading(f"\nThe end, after {units.span(story.rounds)}")
    if quiet := story.rounds - len(eventful):
        of_them = "them" if story.money is None else f"the {story.rounds} quarters"
        yield Text(f"In {quiet} of {of_them} nothing happened that is told.")
    yield from (Text(sentence) for sentence in story.ending)


def _when(place: int, units: Units) -> str:
    year, quarter = divmod(place, ROUNDS_A_YEAR)
    when = f"year {year + 1}, quarter {quarter + 1}"
    return capital(when) if units.money else f"Round {place + 1} ({when})"


def _table(events: Sequence[Event]) -> Table:
    """A round's events, beside the account's name where it is another one's turn."""
    table = Table.grid(padding=(0, 2, 0, 0))
    before = None
    for event in events:
        table.add_row("" if event.account == before else event.account or "the vendor", event.text)
        before = event.account
    return table
