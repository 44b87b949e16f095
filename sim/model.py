"""The Mesa model: agents decide, the same rules resolve. For looking, extending and playing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import mesa
import numpy as np

from equipoise.sim.agents import AccountAgent, VendorAgent
from equipoise.sim.arm import Arm
from equipoise.sim.asking import QUESTIONS, ask, attempted, check_agents
from equipoise.sim.batches import replication_of
from equipoise.sim.collecting import collector
from equipoise.sim.decisions import Side, Stage
from equipoise.sim.kernel import where_to_stop
from equipoise.sim.ranges import with_values
from equipoise.sim.run import Run
from equipoise.sim.schedule import decides, terms_on_table
from equipoise.sim.tables import account_labels
from equipoise.sim.whole_numbers import REPLICATION

if TYPE_CHECKING:
    from pathlib import Path

    from equipoise.sim.asking import Question
    from equipoise.sim.moves import Terms
    from equipoise.sim.policy import Policy
    from equipoise.sim.scenario import Scenario
    from equipoise.sim.state import World


class RelationshipModel(Run, mesa.Model):
    """One run of a scenario under a policy; one step is one round.

    The trajectory is, bit for bit, that of the ensemble for the same scenario, policy, seed and replication,
    unless an agent class decides otherwise. Pickled or copied at any round, it plays on as it would have.

    Parameters
    ----------
    scenario : Scenario, str or Path
        A scenario, or a shipped name or path.
    policy : Policy, str or Path
        A policy, or a shipped name or path.
    seed, rounds : int, optional
        The scenario's own by default.
    replication : int, optional
        Which run: 0 by default; in :func:`mesa.batch_run` that of the iteration, unless ``rng=`` hands out seeds.
    vendor_class, account_class : type, optional
        Agents that decide.

    ``world`` holds the rows that rules and agents share.

    Attributes
    ----------
    situation : Scenario
        The scenario as this run plays it; newer versions of Mesa keep the name ``scenario`` for a thing of their own.
    running : bool
        False once the horizon is reached.
    vendor : VendorAgent
        The vendor.
    accounts : dict of int to AccountAgent
        The accounts that are served, by slot.
    round : int
        The round to be played next, from 0.
    steps : int
        Rounds played, the one under way among them; stepping a run that is over changes nothing.
    datacollector : mesa.DataCollector
        Vendor's and accounts' main figures after every round.

    Raises
    ------
    equipoise.sim.faults.ScenarioError, equipoise.sim.faults.PolicyError, equipoise.sim.faults.ArgumentError
        When a name, a file or an argument is wrong.
    equipoise.sim.faults.MoveError
        When an agent fails, or decides what no rule can take: see :mod:`equipoise.sim.decisions`.

    Examples
    --------
    >>> from equipoise import RelationshipModel
    >>> model = RelationshipModel("over-a-barrel", policy="strategic", seed=7, replication=0)
    >>> while model.running:
    ...     model.step()
    >>> model.round
    40
    """

    running: bool
    agent_id_counter = 1
    """The next agent's number; Mesa's own from 3.4.2 on."""

    def __init__(
        self,
        scenario: Scenario | str | Path,
        policy: Policy | str | Path = "accommodating",
        *,
        seed: int | None = None,
        replication: int | None = None,
        rounds: int | None = None,
        vendor_class: type[VendorAgent] = VendorAgent,
        account_class: type[AccountAgent] = AccountAgent,
    ) -> None:
        arm = Arm.of(scenario, policy, seed=seed, rounds=rounds)
        check_agents(vendor_class, account_class)
        replication = REPLICATION.checked(replication_of(replication, seed))
        # Mesa's generator is seeded for subclasses that want one; no rule draws from it.
        mesa.Model.__init__(self, rng=np.random.default_rng([arm.seed, replication]))
        Run.__init__(self, arm, replication)
        self.situation = (
            arm.scenario
            if not arm.scenario.varies
            else with_values(arm.scenario, arm.scenario.drawn(arm.seed, replication))
        )
        self.policy, self.luck_seed, self.rounds = arm.policy, arm.seed, arm.rounds
        self._account_class, self._stops = account_class, where_to_stop(Stage)
        self.vendor: VendorAgent = attempted(f"{vendor_class.__name__}.__init__", vendor_class, self)
        self.accounts: dict[int, AccountAgent] = {}
        self._admit()
        self.datacollector = collector(account_class)

    def register_agent(self, agent: mesa.Agent) -> None:
        """Take an agent in.

        Parameters
        ----------
        agent : mesa.Agent
            Mesa hands it over when it is made.
        """
        super().register_agent(agent)
        numbers = getattr(mesa.Agent, "_ids", None)
        if numbers is not None:  # up to Mesa 3.4.1: numbers by model, which keep every model alive
            numbers.pop(self, None)
            agent.unique_id, self.agent_id_counter = self.agent_id_counter, self.agent_id_counter + 1

    def _admit(self) -> None:
        """Give every relationship that began an agent, and take those away that ended."""
        rows = self.world.rows
        for slot in [slot for slot in self.accounts if rows.active[slot] == 0.0 or rows.start[slot] == self.round > 0]:
            self.accounts.pop(slot).remove()
        for slot in map(int, np.flatnonzero(rows.active > 0.0)):
            if slot not in self.accounts:
                (name,) = account_labels(self.situation, np.array([slot]), rows.generation[slot : slot + 1])
                where = f'{self._account_class.__name__}.__init__ in round {self.round} with account "{name}"'
                self.accounts[slot] = attempted(where, self._account_class, self, slot, name)

    def step(self) -> None:
        """Play one round: every stage of :class:`~equipoise.sim.decisions.Stage`, in order."""
        if not self.running:
            self.steps = self.round  # Mesa has counted this call already
            return
        for stage in Stage:
            self._ask(stage)
            self.advance(self._stops)
            if stage is Stage.PURSUE:
                self._admit()
        self.datacollector.collect(self)
        self.running = self.round < self.rounds

    def _ask(self, stage: Stage) -> None:
        """Let agents that decide for themselves write their cells of a stage."""
        if stage is Stage.PURSUE:
            self._write(self.world.vendor_sheet[0], self.vendor, *QUESTIONS[stage])
        elif QUESTIONS[stage]:
            world = self.world
            for slot, account in sorted(self.accounts.items()):
                if decides(int(stage), world, slot):
                    self._ask_about(stage, account)

    def _ask_about(self, stage: Stage, account: AccountAgent) -> None:
        cells, subject = self.world.sheet[account.slot], _subject(self.world, stage, account.slot)
        for question in QUESTIONS[stage]:
            if question.side is Side.VENDOR:
                self._write(cells, self.vendor, question, account, *subject)
            else:
                self._write(cells, account, question, *subject)

    def _write(self, cells: np.record, agent: VendorAgent | AccountAgent, question: Question, *about: Any) -> None:
        for cell, value in zip(question.cells, ask(self.round, agent, question, *about), strict=False):
            cells[cell.name] = value


def _subject(world: World, stage: Stage, slot: int) -> tuple[Terms | float, ...]:
    """What a decision is about, besides the account."""
    if stage is Stage.POSITION:
        return (terms_on_table(world, slot),)
    if stage is Stage.ANSWER:
        return (float(world.sheet.demand[slot]),)
    return (float(world.rows.quote[slot]),) if stage is Stage.BUY else ()
