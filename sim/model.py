"""The Mesa model: agents decide, the same rules resolve. For looking, extending and playing."""

from __future__ import annotations

from typing import TYPE_CHECKING

import mesa
import numpy as np

from sim import luck as draws_of
from sim.agents import AccountAgent, VendorAgent
from sim.files import load_policy, load_scenario
from sim.luck import Purpose
from sim.moves import STAY, Investment, Position, Purchase, Terms
from sim.phases.closing import close_books, close_relationship, judge, learn_segments
from sim.phases.investing import agree_charter, build
from sim.phases.renewal import believe, form_estimates, is_due, learn_from_opening, meet, talk
from sim.phases.stakes import assess, survey_portfolio
from sim.phases.trading import may_demand, quote, settle_demand, trade
from sim.phases.winning import begin, open_round, win
from sim.schedule import ROUND, Phase, served, start
from sim.tables import account_labels, panel_table, vendor_panel_table
from sim.world import initial_world

if TYPE_CHECKING:
    from collections.abc import Iterator

    import polars as pl

    from sim.policy import Policy
    from sim.scenario import Scenario


class RelationshipModel(mesa.Model):
    """One run of a scenario under a policy; one step is one round.

    The trajectory is, bit for bit, that of the ensemble for the same scenario, policy, seed and replication,
    unless an agent
    class decides otherwise.

    Parameters
    ----------
    scenario : Scenario or str
        A scenario, or a shipped name or path.
    policy : Policy or str
        A policy, or a shipped name or path.
    seed, rounds : int, optional
        The scenario's own by default.
    replication : int
        Which run.
    vendor_class, account_class : type, optional
        Agents that decide.

    Attributes
    ----------
    situation : Scenario
        The scenario that is played; newer versions of Mesa keep the name ``scenario`` for a thing of their own.
    running : bool
        False once the horizon is reached.
    vendor : VendorAgent
        The vendor.
    accounts : dict of int to AccountAgent
        The accounts that are served, by slot.
    world : World
        The rows that rules and agents share.
    round : int
        The round to be played next, from 0.
    datacollector : mesa.DataCollector
        Vendor's and accounts' main figures after every round.

    Raises
    ------
    sim.faults.ScenarioError, sim.faults.PolicyError
        When a name or a file is wrong.

    Examples
    --------
    >>> from sim import RelationshipModel
    >>> model = RelationshipModel("over-a-barrel", policy="strategic", seed=7, replication=0)
    >>> while model.running:
    ...     model.step()
    >>> model.round
    40
    """

    running: bool

    def __init__(  # noqa: PLR0913 - what names a run, and who decides in it
        self,
        scenario: Scenario | str,
        policy: Policy | str = "accommodating",
        *,
        seed: int | None = None,
        replication: int = 0,
        rounds: int | None = None,
        vendor_class: type[VendorAgent] = VendorAgent,
        account_class: type[AccountAgent] = AccountAgent,
    ) -> None:
        self.situation = load_scenario(scenario) if isinstance(scenario, str) else scenario
        self.policy = load_policy(policy) if isinstance(policy, str) else policy
        self.luck_seed = self.situation.run.seed if seed is None else seed
        # Mesa's generator is seeded for subclasses that want one; no rule draws from it.
        super().__init__(rng=np.random.default_rng([self.luck_seed, replication]))
        self.replication = replication
        self.rounds = rounds or self.situation.run.rounds
        self.world = initial_world(self.situation, self.policy)
        self.luck = draws_of.draws(self.luck_seed, replication, self.rounds, len(self.world.rows))
        self.round = 0
        self._account_class = account_class
        self.vendor = vendor_class(self)
        self.accounts: dict[int, AccountAgent] = {}
        self._rows: list[np.ndarray] = []
        self._vendor_rows: list[np.ndarray] = []
        start(self.world, self.luck)
        self._admit()
        self.datacollector = mesa.DataCollector(
            model_reporters={
                "cash": lambda m: float(m.vendor.row.cash),
                "revenue": lambda m: float(m.vendor.row.revenue),
                "contribution": lambda m: float(m.vendor.row.contribution),
                "accounts": lambda m: len(m.accounts),
                "failed": lambda m: bool(m.vendor.row.failed),
            },
            agenttype_reporters={
                account_class: {
                    name: (lambda agent, column=name: float(agent.row[column]))
                    for name in (
                        "price",
                        "support",
                        "commitment",
                        "contribution",
                        "level",
                        "dependence_vendor",
                        "dependence_account",
                    )
                }
            },
        )

    def _admit(self) -> None:
        """Give every relationship that began an agent, and take those away that ended."""
        rows = self.world.rows
        for slot in [slot for slot in self.accounts if rows.active[slot] == 0.0 or rows.start[slot] == self.round > 0]:
            self.accounts.pop(slot).remove()
        for slot in map(int, np.flatnonzero(rows.active > 0.0)):
            if slot not in self.accounts:
                (name,) = account_labels(self.situation, np.array([slot]), rows.generation[slot : slot + 1])
                self.accounts[slot] = self._account_class(self, slot, name)

    def _served(self) -> Iterator[AccountAgent]:
        for slot in sorted(self.accounts):
            if served(self.world, slot):
                yield self.accounts[slot]

    def step(self) -> None:
        """Play one round: every phase of ``sim.schedule.ROUND``, in order."""
        if not self.running:
            return
        for phase in ROUND:
            self._play(phase)
        self._rows.append(self.world.rows.copy())
        self._vendor_rows.append(self.world.vendor[:1].copy())
        self.datacollector.collect(self)
        self.round += 1
        self.running = self.round < self.rounds

    def _play(self, phase: Phase) -> None:
        plays = {
            Phase.WIN: self._win,
            Phase.ASSESS: self._assess,
            Phase.INVEST: self._invest,
            Phase.RENEW: self._renew,
            Phase.DEMAND: self._demand,
            Phase.TRADE: self._trade,
            Phase.CLOSE: self._close,
        }
        plays[phase]()

    def _win(self) -> None:
        open_round(self.world, self.round)
        if self.vendor.pursue():
            for slot in map(int, np.flatnonzero(self.world.rows.active == 0.0)):
                if win(self.world, self.round, slot, self.luck):
                    begin(self.world, self.round, slot, self.luck)
        self._admit()

    def _assess(self) -> None:
        unlent = survey_portfolio(self.world)
        for account in self._served():
            assess(self.world, account.slot, unlent)

    def _invest(self) -> None:
        for account in self._served():
            move = Investment(*map(float, self.vendor.invest(account)))
            signed, effort = bool(account.sign_charter()), float(account.effort())
            agree_charter(self.world, self.round, account.slot, move.charter, signed, effort)
            build(self.world, self.round, account.slot, move, self.luck)

    def _renew(self) -> None:
        world, t = self.world, self.round
        for slot, account in sorted(self.accounts.items()):
            if not is_due(world, t, slot):
                continue
            form_estimates(world, t, slot, self.luck)
            terms = meet(Terms(*map(float, self.vendor.terms(account))), Terms(*map(float, account.terms())))
            ours = Position(*map(float, self.vendor.position(account, terms)))
            theirs = Position(*map(float, account.position(terms)))
            learn_from_opening(world, slot, terms, ours.opening)
            talk(world, t, slot, terms, ours, theirs, self.luck)

    def _demand(self) -> None:
        world, t = self.world, self.round
        for slot, account in sorted(self.accounts.items()):
            if may_demand(world, t, slot, self.luck):
                believe(world, slot, draws_of.normal(self.luck, t, slot, Purpose.ACCOUNT_ERROR.value))
                asked = float(account.demand())
                settle_demand(world, t, slot, asked, float(self.vendor.answer_demand(account, asked)), self.luck)

    def _trade(self) -> None:
        world, t = self.world, self.round
        for account in self._served():
            looks = quote(world, t, account.slot, self.luck)
            purchase = Purchase(*map(float, account.buy(float(account.row.quote)))) if looks else STAY
            trade(world, t, account.slot, purchase, self.luck)

    def _close(self) -> None:
        close_books(self.world, self.round)
        learn_segments(self.world)
        for slot in sorted(self.accounts):
            close_relationship(self.world, self.round, slot, self.luck)
        judge(self.world, self.round)

    def panel(self) -> pl.DataFrame:
        """A row a relationship and round so far: the rows that ``Ensemble.panel`` has for this replication.

        Returns
        -------
        polars.DataFrame
            See :func:`sim.tables.panel_table`.
        """
        return panel_table(self.situation, self.policy.name, [self.replication], *self._played())

    def vendor_panel(self) -> pl.DataFrame:
        """A row a round so far: the rows that ``Ensemble.vendor_panel`` has for this replication.

        Returns
        -------
        polars.DataFrame
            See :func:`sim.tables.vendor_panel_table`.
        """
        return vendor_panel_table(self.situation, self.policy.name, [self.replication], *self._played())

    def _played(self) -> tuple[np.ndarray, np.ndarray]:
        """All rows, and the vendor, after every round so far."""
        slots = len(self.world.rows)
        rows = np.array(self._rows, self.world.rows.dtype).reshape(1, self.round, slots)
        vendor = np.array(self._vendor_rows, self.world.vendor.dtype).reshape(1, self.round)
        return rows, vendor
