"""A business as it stands today: the first year that it plays, and what talks that are held now come to."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from equipoise.sim.arm import Arm
from equipoise.sim.business.translation import translated
from equipoise.sim.calendar import ROUNDS_A_YEAR
from equipoise.sim.kernel import play_chunk
from equipoise.sim.wanted import go_on

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from equipoise.sim.business.books import Books
    from equipoise.sim.business.facts import Business
    from equipoise.sim.business.translation import Rest
    from equipoise.sim.policy import Policy
    from equipoise.sim.scenario import Scenario

RUNS, SEED = 300, 1
"""Runs that are played to find rest, and their luck: the same for every scenario, so that a business is what it is
whatever seed it is played with."""


class Stated(NamedTuple):
    """What is stated of a business: its scenario, its table, its books, and the policy that it has had until now."""

    scenario: Scenario
    business: Business
    books: Books
    policy: Policy

    @property
    def counts(self) -> NDArray[np.int64]:
        """Accounts that are alike, for each of the scenario's ``accounts``."""
        return np.array([account.count for account in self.scenario.accounts])


class Year(NamedTuple):
    """The first year as it is played: means over runs, each account's while it is served; money is the engine's.

    Attributes
    ----------
    revenue, gross, serving, support, given, price : ndarray of shape (accounts,)
        Of one account, a year: revenue, revenue less cost of goods, cost of serving it (support, selling, being bound,
        relationship), of that the support, what it is given free; and its mean price, money a unit.
    bought : ndarray of shape (accounts,)
        Part of its volume that it buys here.
    ended : ndarray of shape (accounts,)
        Chance that the relationship ends within the year.
    winning : float
        Cost of winning accounts, a year.
    loss : float
        Share of revenue that is not had, since accounts end or are away.
    won : float
        Accounts that are won, a year.
    """

    revenue: NDArray[np.float64]
    gross: NDArray[np.float64]
    serving: NDArray[np.float64]
    support: NDArray[np.float64]
    given: NDArray[np.float64]
    price: NDArray[np.float64]
    bought: NDArray[np.float64]
    ended: NDArray[np.float64]
    winning: float
    loss: float
    won: float


class Talks(NamedTuple):
    """Price, commitment and support that are signed on average, of each of the ``accounts``; NaN if none is."""

    price: NDArray[np.float64]
    commitment: NDArray[np.float64]
    support: NDArray[np.float64]


def talks_today(stated: Stated, rest: Rest) -> Talks:
    """Renew all contracts today."""
    go_on()
    engine = translated(stated.scenario, stated.business, stated.books, rest)
    due = [account.model_copy(update={"renews": 0, "leaves": None}) for account in engine.accounts]
    arm = Arm(engine.model_copy(update={"accounts": due}), stated.policy, SEED, 1)
    rows = play_chunk(arm, range(RUNS), panel=True).panel[:, 0]
    signed = (rows["signed"] == 0.0) & (rows["contract"] > 0.0)
    means = []
    for slots in alike(stated.scenario):
        there = signed[:, slots]
        own = [rows[name][:, slots][there] for name in Talks._fields]
        means.append([float(one.mean()) if len(one) else np.nan for one in own])
    return Talks(*np.array(means).reshape(-1, len(Talks._fields)).T)


def alike(scenario: Scenario) -> list[list[int]]:
    """List, for each of the scenario's ``accounts``, the slots of all of which the same is stated.

    Their market is the same, whether they are stated by a ``count`` or each under its name, as twins have them.
    """
    kinds = [account.model_dump_json(exclude={"name", "count", "leaves"}) for account in scenario.accounts]
    slots: dict[str, list[int]] = {}
    first = 0
    for kind, account in zip(kinds, scenario.accounts, strict=True):
        slots.setdefault(kind, []).extend(range(first, first + account.count))
        first += account.count
    return [slots[kind] for kind in kinds]


def year_of(stated: Stated, rest: Rest) -> Year:
    """Play the first year."""
    go_on()
    engine = translated(stated.scenario, stated.business, stated.books, rest)
    staying = [account.model_copy(update={"leaves": None}) for account in engine.accounts]
    arm = Arm(engine.model_copy(update={"accounts": staying}), stated.policy, SEED, ROUNDS_A_YEAR)
    chunk = play_chunk(arm, range(RUNS))
    of_accounts = []
    for slots in alike(stated.scenario):
        rec = chunk.named[:, slots]
        here = max(float((rec["rounds"] - rec["away"]).sum()), 1.0)
        rate = ROUNDS_A_YEAR / here
        wallet = float((rec["wallet"] * (rec["rounds"] - rec["away"]) / np.maximum(rec["rounds"], 1.0)).sum())
        units = float(rec["units"].sum())
        of_accounts.append((
            rate * float(rec["revenue"].sum()), rate * float(rec["gross"].sum()),
            rate * float(rec["cost_to_serve"].sum()), rate * float(rec["support"].sum()),
            rate * float(rec["granted"].sum()),
            float(rec["revenue"].sum()) / max(units, 1e-12), min(units / max(wallet, 1e-12), 1.0),
            float((rec["cause"] > 0).mean()),
        ))  # fmt: skip
    columns = [np.array(column) for column in zip(*of_accounts, strict=True)] or [np.zeros(0)] * 8
    full = float((stated.counts * columns[0]).sum())
    had = float(chunk.named["revenue"].sum()) / RUNS
    winning, loss = float(chunk.runs["winning_cost"].mean()), 1.0 - had / full if full > 0.0 else 0.0
    revenue, gross, serving, support, given, price, bought, ended = columns
    return Year(
        revenue, gross, serving, support, given, price, bought, ended, winning, loss, float(chunk.runs["wins"].mean())
    )
