"""Worlds to look into: a scenario's rows, played stage by stage with the program's own schedule."""

from typing import Any, NamedTuple

import numpy as np
from hypothesis import strategies as st

from equipoise.sim.account import Account
from equipoise.sim.decisions import DECISION_ROW, VENDOR_DECISION_ROW, Stage
from equipoise.sim.kernel import where_to_stop
from equipoise.sim.luck import Luck
from equipoise.sim.parameters import Parameters, parameter_row
from equipoise.sim.policy import Levers, Policy, lever_rows
from equipoise.sim.rows import Rows
from equipoise.sim.rules.lasting import WEIGHED
from equipoise.sim.scenario import Scenario
from equipoise.sim.schedule import play_on, start
from equipoise.sim.state import ACCOUNT_ROW, IN_FORCE_ROW, PAIR_ROW, SEGMENT_ROW, VENDOR_ROW, World
from equipoise.sim.world import initial_world
from tests.strategies import parameters, policies

PLACES = {"account", "vendor", "levers"}
COLUMNS = frozenset(ACCOUNT_ROW.names) | frozenset(PAIR_ROW.names) - PLACES
"""Columns of a relationship and of its account, but for where they stand."""

BEFORE_TALKS = tuple(stage for stage in Stage if stage < Stage.ESTIMATE)
TALKS = (Stage.ESTIMATE, Stage.TERMS, Stage.POSITION, Stage.OFFERS)
AFTER_TALKS = tuple(stage for stage in Stage if stage > Stage.OFFERS)


class Played(NamedTuple):
    """A world and the luck that it is played with."""

    world: World
    luck: Luck

    def play(self, t: int, *stages: Stage) -> None:
        for stage in stages:
            play_on(int(stage), self.world, t, self.luck, where_to_stop(Stage))

    def draw(self, value: float, t: int = 0) -> None:
        """Make all draws of a round the same."""
        self.luck.drawn[:] = t
        self.luck.draws[:] = value


def begun(scenario: Scenario, policy: Policy, *, rounds: int = 1, seed: int = 7, replication: int = 0) -> Played:
    """A world whose relationships have begun, before its first round."""
    world = initial_world(scenario, policy, rounds)
    luck = Luck.of(seed, replication, len(world.rows))
    start(world, luck)
    return Played(world, luck)


def rows_with(world: World, name: str) -> Rows:
    """The rows that have a column: those of accounts, or of relationships."""
    return world.accounts if name in (ACCOUNT_ROW.names or ()) else world.rows


def at_the_table(scenario: Scenario, policy: Policy, *, seed: int = 7) -> Played:
    """A world in its first round, when everybody is about to negotiate."""
    played = begun(scenario, policy, seed=seed)
    played.play(0, *BEFORE_TALKS)
    return played


def one_account(account: dict[str, Any] | None = None, **sections: dict[str, Any]) -> Scenario:
    """A vendor with one account, everything stated that is otherwise drawn."""
    traits = {"name": "account", "orientation": 0.5, "own_margin": 0.4, "support_worth": 1.5}
    return Scenario(
        parameters=Parameters.model_validate({"vendor": {"slots": 1}} | sections),
        accounts=[Account(**traits | (account or {}))],
    )


def policy(**levers: float) -> Policy:
    """A policy that differs from the accommodating one in these levers."""
    return Policy(name="policy", levers=Levers(**levers))


@st.composite
def row_worlds(draw: st.DrawFn) -> World:
    """A relationship of any state, every column in [0.05, 0.95], under any parameters and policy."""
    seed = draw(st.integers(0, 2**32 - 1))
    accounts, rows = np.zeros(1, ACCOUNT_ROW).view(np.recarray), np.zeros(1, PAIR_ROW).view(np.recarray)
    noise = np.random.default_rng(seed)
    for name in sorted(COLUMNS):
        (accounts if name in ACCOUNT_ROW.names else rows)[name] = noise.uniform(0.05, 0.95)
    rows.active, rows.externality, rows.surplus = 1.0, rows.externality / 5.0, rows.surplus * 2.0
    rows.pie_vendor, rows.pie_account = rows.pie_vendor + 2.0, rows.pie_account + 2.0
    rows.alternative, rows.term = 0.9, 4.0
    vendor = np.zeros(1, VENDOR_ROW).view(np.recarray)
    vendor.win_worth = 0.3
    known = parameter_row(draw(parameters(most=4, bargaining={"stakes": "bargained", "horizon": 12.0, "term": 4})))
    rows.rigidity, rows.unit_cost = known.rigidity, known.unit_cost
    return World(
        lever_rows([draw(policies(screen=0.3, focus=0.02)).levers]),
        np.zeros(1),
        np.zeros((2, 14)),
        np.zeros((1, WEIGHED)),
        known,
        np.ones(41),
        vendor,
        accounts,
        rows,
        np.zeros(1, SEGMENT_ROW).view(np.recarray),
        np.zeros(1, DECISION_ROW).view(np.recarray),
        np.zeros(1, VENDOR_DECISION_ROW).view(np.recarray),
        np.zeros(1, IN_FORCE_ROW).view(np.recarray),
    )
