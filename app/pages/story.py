"""One run, told round by round: what was offered, agreed, asked for and answered, and how it ended."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from app.numbers import money
from app.pages.telling import Event, Seen, Standing, account_events, ending
from sim.agents import AccountAgent, VendorAgent
from sim.model import RelationshipModel
from sim.state import CAUSE_WORDS, Cause
from sim.tables import account_labels

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from sim.moves import Position, Terms
    from sim.policy import Policy
    from sim.scenario import Scenario


@dataclass(frozen=True)
class Chapter:
    """What happened in a round.

    Attributes
    ----------
    round : int
        The round, from 0 as in the data.
    cash : float
        The vendor's cash at its end, money.
    events : list of Event
        Account by account, each in the order of the round's phases; the vendor last.
    """

    round: int
    cash: float
    events: list[Event]


@dataclass(frozen=True)
class Story:
    """A run in words.

    Attributes
    ----------
    scenario, policy : str
        Names of both.
    seed, replication, rounds : int
        Which run.
    told : list of str
        Accounts that are told in full; of others, only beginnings and endings are.
    opening : list of str
        How things stood.
    chapters : list of Chapter
        Every round.
    ending : list of str
        What became of the vendor and of each account that is told in full.
    """

    scenario: str
    policy: str
    seed: int
    replication: int
    rounds: int
    told: list[str]
    opening: list[str] = field(default_factory=list)
    chapters: list[Chapter] = field(default_factory=list)
    ending: list[str] = field(default_factory=list)


class _Heard(NamedTuple):
    """Positions at the table, by slot, of the round being played."""

    vendor: dict[int, Position]
    account: dict[int, Position]

    def forget(self) -> None:
        self.vendor.clear()
        self.account.clear()


def main_characters(scenario: Scenario) -> list[str]:
    """Choose whom to tell in full: accounts that stand alone in the scenario, else the first.

    Parameters
    ----------
    scenario : Scenario
        The scenario.

    Returns
    -------
    list of str
        Names of accounts.
    """
    alone = [account.name for account in scenario.accounts if account.count == 1]
    return alone or scenario.account_names[:1]


def tell(  # noqa: PLR0913 - which run, and of whom
    scenario: Scenario,
    policy: Policy,
    *,
    seed: int | None = None,
    replication: int = 0,
    rounds: int | None = None,
    accounts: Collection[str] = (),
) -> Story:
    """Play one run and tell it.

    The Mesa model plays it, so that the words at the table can be heard; it is the run that the ensemble has for the
    same seed and replication.

    Parameters
    ----------
    scenario : Scenario
        A validated scenario.
    policy : Policy
        The vendor's policy.
    seed, rounds : int, optional
        The scenario's own by default.
    replication : int, optional
        Which run.
    accounts : collection of str, optional
        Whom to tell in full; by default :func:`main_characters`.

    Returns
    -------
    Story
        The run in words.
    """
    heard = _Heard({}, {})
    vendor_class, account_class = _overheard(heard)
    model = RelationshipModel(
        scenario, policy, seed=seed, replication=replication, rounds=rounds,
        vendor_class=vendor_class, account_class=account_class,
    )  # fmt: skip
    told = list(accounts) or main_characters(scenario)
    story = Story(scenario.name, policy.name, model.luck_seed, replication, model.rounds, told)
    story.opening.extend(_opening(scenario, model.world.rows, told))
    standing = Standing()
    lives: dict[str, _Life] = {}
    while model.running:
        before = model.world.rows.copy()
        was_failed = bool(model.vendor.row.failed)
        heard.forget()
        t = model.round
        model.step()
        events = [
            event for seen in _served(model, t, before, heard) for event in _events(seen, scenario, told, standing)
        ]
        events += _of_the_vendor(model, was_failed=was_failed)
        for seen in _served(model, t, before, heard):
            if seen.name in told:
                lives.setdefault(seen.name, _Life()).live(seen)
        story.chapters.append(Chapter(t, float(model.vendor.row.cash), events))
    story.ending.extend(_ending(model, told, lives))
    return story


def _overheard(heard: _Heard) -> tuple[type[VendorAgent], type[AccountAgent]]:
    """Agents that decide as ever, and whose words at the table are heard."""

    class OverheardVendor(VendorAgent):
        def position(self, account: AccountAgent, terms: Terms) -> Position:
            heard.vendor[account.slot] = super().position(account, terms)
            return heard.vendor[account.slot]

    class OverheardAccount(AccountAgent):
        def position(self, terms: Terms) -> Position:
            heard.account[self.slot] = super().position(terms)
            return heard.account[self.slot]

    return OverheardVendor, OverheardAccount


def _served(model: RelationshipModel, t: int, before: np.recarray, heard: _Heard) -> Iterator[Seen]:
    rows = model.world.rows
    slots = np.flatnonzero(rows.active > 0)
    names = account_labels(model.situation, slots, rows.generation[slots])
    for slot, name in zip(slots.tolist(), names, strict=True):
        yield Seen(name, t, rows[slot], before[slot], heard.vendor.get(slot), heard.account.get(slot))


def _events(seen: Seen, scenario: Scenario, told: list[str], standing: Standing) -> Iterator[Event]:
    if seen.now.start == seen.round > 0:
        yield Event(seen.name, "won", f"The vendor wins this account; it wants {money(seen.now.volume)} units a round.")
    if seen.name not in told:
        yield from (Event(seen.name, "end", text) for text in ending(seen))
        return
    yield from account_events(seen, scenario.parameters)
    if (moved := standing.moved(seen.name, seen.now.level)) is not None and seen.now.cause == 0:
        yield Event(seen.name, "level", moved)


def _of_the_vendor(model: RelationshipModel, *, was_failed: bool) -> Iterator[Event]:
    v, plan = model.vendor.row, model.situation.parameters.plan
    if v.paid_out > 0:
        yield Event("", "cash", f"Owners take out {money(v.paid_out)}.")
    if not v.failed or was_failed:
        return
    if v.insolvent:
        yield Event("", "failure", "Cash has run out, and with it the go-to-market has failed.")
    elif plan.wins_target and v.wins < plan.wins_target and model.round == plan.wins_by:
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
                f"{name} wants {money(row.volume)} units a round, is {100.0 * row.revenue_share:.0f}% of revenue "
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
        self.last = Seen(seen.name, seen.round, seen.now.copy(), seen.before, None, None)


def _counted(accounts: int) -> str:
    return "one account" if accounts == 1 else f"{accounts} accounts"


def _ending(model: RelationshipModel, told: list[str], lives: dict[str, _Life]) -> Iterator[str]:
    v = model.vendor.row
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
        margin = (
            f" at a contribution margin of {100.0 * life.contribution / life.revenue:.1f}%" if life.revenue > 0 else ""
        )
        brought = f"it brought {money(life.revenue)} of revenue{margin}"
        yield f"{name} {fate}; {brought}, and was given {money(life.free_support)} free."
