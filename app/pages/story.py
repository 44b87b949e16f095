"""One run, told round by round: what was offered, agreed, asked for and answered, and how it ended."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

import numpy as np

from equipoise.analysis.phrases import percent
from equipoise.app.numbers import money
from equipoise.app.pages.telling import Event, Seen, Standing, account_events, ending
from equipoise.sim.kernel import play_chunk
from equipoise.sim.run import Run
from equipoise.sim.state import CAUSE_WORDS, Cause
from equipoise.sim.tables import account_labels

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from equipoise.sim.arm import Arm
    from equipoise.sim.rows import Rows
    from equipoise.sim.scenario import Scenario


@dataclass(frozen=True)
class Chapter:
    """What happened in a round, from 0 as in the data, and the cash at its end; the vendor's events come last."""

    round: int
    cash: float
    events: list[Event]


@dataclass(frozen=True)
class Story:
    """A run in words; of accounts that are not ``told`` in full, only beginnings and endings are."""

    scenario: str
    policy: str
    seed: int
    replication: int
    rounds: int
    told: list[str]
    opening: list[str]
    chapters: list[Chapter]
    ending: list[str]


def main_characters(scenario: Scenario) -> list[str]:
    """Choose whom to tell in full: accounts that stand alone in the scenario, else the first."""
    alone = [account.name for account in scenario.accounts if account.count == 1]
    return alone or scenario.account_names[:1]


def tell(arm: Arm, replication: int = 0, accounts: Collection[str] = ()) -> Story:
    """Play one run and tell it."""
    scenario, told = arm.scenario, list(accounts) or main_characters(arm.scenario)
    chunk = play_chunk(arm, [replication], panel=True)
    rounds, vendors = cast("Rows", chunk.panel[0]), cast("Rows", chunk.vendor[0])
    at_first = Run(arm, replication).world.rows
    standing = Standing()
    lives: dict[str, _Life] = {}
    chapters = []
    for t, (rows, vendor) in enumerate(zip(rounds, vendors, strict=True)):
        before = rounds[t - 1] if t else at_first
        events: list[Event] = []
        for seen in _served(scenario, t, rows, before):
            events += _events(seen, scenario, told, standing)
            if seen.name in told:
                lives.setdefault(seen.name, _Life()).live(seen)
        events += _of_the_vendor(vendor, scenario, t, was_failed=bool(t and vendors[t - 1].failed))
        chapters.append(Chapter(t, float(vendor.cash), events))
    return Story(
        scenario.name,
        arm.policy.name,
        arm.seed,
        replication,
        arm.rounds,
        told,
        list(_opening(scenario, at_first, told)),
        chapters,
        list(_ending(vendors[-1], told, lives)),
    )


def _served(scenario: Scenario, t: int, rows: Rows, before: Rows) -> Iterator[Seen]:
    slots = np.flatnonzero(rows.active > 0)
    names = account_labels(scenario, slots, rows.generation[slots])
    for slot, name in zip(slots.tolist(), names, strict=True):
        yield Seen(name, t, rows[slot], before[slot])


def _events(seen: Seen, scenario: Scenario, told: list[str], standing: Standing) -> Iterator[Event]:
    if seen.now.start == seen.round > 0:
        yield Event(seen.name, "won", f"The vendor wins this account; it wants {money(seen.now.volume)} units a round.")
    if seen.name not in told:
        yield from (Event(seen.name, "end", text) for text in ending(seen))
        return
    yield from account_events(seen, scenario.parameters)
    if (moved := standing.moved(seen.name, seen.now.level)) is not None and seen.now.cause == 0:
        yield Event(seen.name, "level", moved)


def _of_the_vendor(v: np.record, scenario: Scenario, t: int, *, was_failed: bool) -> Iterator[Event]:
    plan = scenario.parameters.plan
    if v.paid_out > 0:
        yield Event("", "cash", f"Owners take out {money(v.paid_out)}.")
    if not v.failed or was_failed:
        return
    if v.insolvent:
        yield Event("", "failure", "Cash has run out, and with it the go-to-market has failed.")
    elif plan.wins_target and v.wins < plan.wins_target and t + 1 == plan.wins_by:
        yield Event(
            "", "failure", f"The go-to-market has failed: {int(v.wins)} of {plan.wins_target} accounts are won."
        )
    else:
        got, wanted = money(v.segment_revenue), money(plan.segment_revenue)
        yield Event(
            "", "failure", f"The go-to-market has failed: opened segments bring {got} a round instead of {wanted}."
        )


def _opening(scenario: Scenario, rows: np.recarray, told: list[str]) -> Iterator[str]:
    vendor = scenario.parameters.vendor
    yield f"The vendor has {money(vendor.cash)} in cash, and can serve {vendor.slots} accounts."
    for slot, name in enumerate(scenario.account_names):
        row = rows[slot]
        if name in told and row.active == 0:
            yield f"{name} has been taken away."
        elif name in told:
            yield (
                f"{name} wants {money(row.volume)} units a round, is {percent(row.revenue_share, 0)} of revenue "
                f"and sees the vendor on Level {row.level:.1f}; its wish for a win-win is {row.orientation:.2f} of 1."
            )
    others = len(scenario.account_names) - len(told)
    if others > 0:
        them = f"{others} other accounts" if others > 1 else "one other account"
        yield f"Of {them} and of those that are won, only beginning and end are told."


class _Life:
    """What an account has come to so far."""

    def __init__(self) -> None:
        self.revenue = self.contribution = self.free_support = 0.0
        self.last: Seen | None = None

    def live(self, seen: Seen) -> None:
        self.revenue += float(seen.now.revenue)
        self.contribution += float(seen.now.contribution)
        self.free_support += float(seen.now.free_support)
        self.last = seen


def _counted(accounts: int) -> str:
    return "one account" if accounts == 1 else f"{accounts} accounts"


def _ending(v: np.record, told: list[str], lives: dict[str, _Life]) -> Iterator[str]:
    failed = f"its go-to-market failed in round {int(v.failed_at) + 1}" if v.failed else "its go-to-market held"
    yield f"The vendor ends with {money(v.cash)} in cash and has won {_counted(int(v.wins))}; {failed}."
    for name in told:
        life = lives.get(name)
        if life is None or life.last is None:
            continue
        cause = Cause(int(life.last.now.cause))
        fate = (
            "is still held"
            if cause == Cause.NONE
            else f"was lost in round {life.last.round + 1} ({CAUSE_WORDS[cause]})"
        )
        margin = f" at a contribution margin of {percent(life.contribution / life.revenue)}" if life.revenue > 0 else ""
        brought = f"it brought {money(life.revenue)} of revenue{margin}"
        yield f"{name} {fate}; {brought}, and was given {money(life.free_support)} free."
