"""Relationships that are played for some rounds, and then stated anew from the rows that a panel shows."""

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np

from equipoise.sim.account import Account
from equipoise.sim.arm import Arm
from equipoise.sim.decisions import Stage
from equipoise.sim.kernel import Runs, play_chunk, where_to_stop
from equipoise.sim.luck import Luck
from equipoise.sim.schedule import play_on
from equipoise.sim.state import World
from equipoise.sim.whose import SHARED, first_of, stacked

TRAITS = ("orientation", "own_margin", "support_worth")
"""What a run draws of an account, and a restart has to state."""

STATED = ("price", "support", "commitment", "level", "lock_in", "belief")
"""What a person can state as a panel shows it."""


class NextRounds(NamedTuple):
    """What the accounts of one moment come to in the rounds behind it."""

    kept: float  # share that is still held
    margin: float  # contribution over revenue


def halfway(arm: Arm, replications: range, rounds: int) -> Runs:
    """Runs that stand before a round, each in a world of its own."""
    runs = Runs(arm, replications, 0, panel=False)
    for _ in range(rounds + 1):
        runs.advance(where_to_stop([Stage.OPEN]))
    return runs


def held(world: World) -> list[int]:
    """Slots of relationships that go on, and are not broken down."""
    rows = world.rows
    return [i for i in range(len(rows)) if rows.active[i] > 0.0 and rows.cause[i] == 0.0 and rows.away[i] == 0.0]


def went_on(arm: Arm, world: World, rounds: int, luck: range) -> NextRounds:
    """What they come to if they just go on, over several lucks."""
    slots = held(world)
    kept = revenue = contribution = 0.0
    for replication in luck:
        then = first_of(stacked(world, 1))
        draws, here = Luck.of(arm.seed + 2, replication, len(then.rows)), set(slots)
        for t in range(rounds, arm.rounds):
            play_on(0, then, t, draws, where_to_stop())
            for i in sorted(here):
                revenue, contribution = revenue + then.rows.revenue[i], contribution + then.rows.contribution[i]
            here -= {i for i in here if then.rows.cause[i] > 0.0}
        kept += len(here) / len(slots)
    return NextRounds(kept / len(luck), contribution / revenue)


def restated(world: World, rounds: int, *, fresh: bool) -> Iterator[Account]:
    """The accounts of a world that stands before round ``rounds``: as contracts in force, or as if they began."""
    for i in held(world):
        account, row = world.accounts[i], world.rows[i]
        facts = {name: float(account[name]) for name in (*TRAITS, "reference")} | {"size": float(account.volume)}
        if not fresh:
            facts |= {name: float(row[name]) for name in STATED}
            facts |= {"channel": float(row.breadth), "charter": bool(row.charter), "age": rounds - int(row.start)}
            facts |= {"renews": 0 if row.reopened else int(row.renews) - rounds}
        yield Account(name=f"account {i}", **facts)


def restarted(arm: Arm, world: World, rounds: int, luck: range, *, fresh: bool) -> NextRounds:
    """What they come to if a run begins with them."""
    vendor = arm.scenario.parameters.vendor.model_copy(update={"cash": float(world.vendor.cash[0])})
    parameters = arm.scenario.parameters.model_copy(update={"vendor": vendor})
    accounts = list(restated(world, rounds, fresh=fresh))
    scenario = arm.scenario.model_copy(update={"parameters": parameters, "accounts": accounts})
    runs = play_chunk(Arm(scenario, arm.policy, arm.seed + 1, arm.rounds - rounds), luck)
    kept = float(np.mean(runs.runs["still_held"]) / len(accounts))
    return NextRounds(kept, float(runs.named["contribution"].sum() / runs.named["revenue"].sum()))


def world_at(runs: Runs, k: int) -> World:
    """One of the worlds, by itself."""
    alone = [part.view(np.ndarray)[k : k + 1].view(type(part)) for part in runs.worlds[SHARED:]]
    return first_of(World._make([*runs.worlds[:SHARED], *alone]))
