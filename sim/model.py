"""The Mesa model: agents decide, the same rules resolve. For looking, extending and playing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import mesa
import numpy as np

from sim import luck as draws_of
from sim.agents import AccountAgent, VendorAgent
from sim.arm import asked_arm
from sim.asking import ask, attempted, check_agents
from sim.batches import replication_of
from sim.collecting import collector
from sim.faults import EquipoiseError
from sim.kernel import Chunk, blank_chunk, enter
from sim.luck import Purpose
from sim.moves import STAY
from sim.phases.closing import close_books, close_relationship, judge, learn_segments
from sim.phases.investing import agree_charter, build
from sim.phases.renewal import believe, form_estimates, is_due, learn_from_opening, meet, talk
from sim.phases.stakes import assess, survey_portfolio
from sim.phases.trading import may_demand, quote, settle_demand, trade
from sim.phases.winning import begin, open_round, win
from sim.rows import blank_rows
from sim.schedule import ROUND, Phase, served, start
from sim.tables import account_labels, outcomes_table, panel_table, relationships_table, vendor_panel_table
from sim.tally import RECORD, tally
from sim.whole_numbers import REPLICATION
from sim.world import initial_world

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    import polars as pl

    from sim.policy import Policy
    from sim.scenario import Scenario


class RelationshipModel(mesa.Model):
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
    steps : int
        Rounds played, the one under way among them; stepping a run that is over changes nothing.
    datacollector : mesa.DataCollector
        Vendor's and accounts' main figures after every round.

    Raises
    ------
    sim.faults.ScenarioError, sim.faults.PolicyError, sim.faults.ArgumentError
        When a name, a file or an argument is wrong.
    sim.faults.MoveError
        When an agent fails, or decides what no rule can take: see ``sim.moves.VENDOR_DECIDES`` and ``ACCOUNT_DECIDES``.

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
    agent_id_counter = 1
    """The next agent's number; Mesa's own from 3.4.2 on."""

    def __init__(  # noqa: PLR0913 - what names a run, and who decides in it
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
        arm = asked_arm(scenario, policy, seed, rounds)
        check_agents(vendor_class, account_class)
        self.situation, self.policy, self.luck_seed, self.rounds = arm.scenario, arm.policy, arm.seed, arm.rounds
        self.replication = REPLICATION.checked(replication_of(replication, seed))
        # Mesa's generator is seeded for subclasses that want one; no rule draws from it.
        super().__init__(rng=np.random.default_rng([self.luck_seed, self.replication]))
        self.world = initial_world(self.situation, self.policy)
        slots, named = len(self.world.rows), len(self.situation.account_names)
        self.luck = draws_of.draws(self.luck_seed, self.replication, self.rounds, slots)
        self.round = 0
        self._record = blank_rows(slots, RECORD)
        self._kept = blank_chunk(self.world, named, [self.replication], slots, 0)
        self._over: list[np.ndarray] = []
        self._rows: list[np.ndarray] = []
        self._vendor_rows: list[np.ndarray] = []
        self._account_class = account_class
        self.vendor: VendorAgent = attempted(f"{vendor_class.__name__}.__init__", vendor_class, self)
        self.accounts: dict[int, AccountAgent] = {}
        start(self.world, self.luck)
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

    def _served(self) -> Iterator[AccountAgent]:
        for slot in sorted(self.accounts):
            if served(self.world, slot):
                yield self.accounts[slot]

    def step(self) -> None:
        """Play one round: every phase of ``sim.schedule.ROUND``, in order."""
        if not self.running:
            self.steps = self.round  # Mesa has counted this call already
            return
        for phase in ROUND:
            self._play(phase)
        tally(self.world, self.round, self._record, self._kept.runs, 0)
        over = enter(self.world, False, self._record, self._kept, 0, 0)  # noqa: FBT003 - a compiled function
        self._over.append(self._kept.records[:over].copy())
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
        if self._ask(self.vendor, "pursue"):
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
            move = self._ask(self.vendor, "invest", account)
            signed, effort = self._ask(account, "sign_charter"), self._ask(account, "effort")
            agree_charter(self.world, self.round, account.slot, move.charter, signed, effort)
            build(self.world, self.round, account.slot, move, self.luck)

    def _renew(self) -> None:
        world, t = self.world, self.round
        for slot, account in sorted(self.accounts.items()):
            if not is_due(world, t, slot):
                continue
            form_estimates(world, t, slot, self.luck)
            terms = meet(self._ask(self.vendor, "terms", account), self._ask(account, "terms"))
            ours = self._ask(self.vendor, "position", account, terms)
            theirs = self._ask(account, "position", terms)
            learn_from_opening(world, slot, terms, ours.opening)
            talk(world, t, slot, terms, ours, theirs, self.luck)

    def _demand(self) -> None:
        world, t = self.world, self.round
        for slot, account in sorted(self.accounts.items()):
            if may_demand(world, t, slot, self.luck):
                believe(world, slot, draws_of.normal(self.luck, t, slot, Purpose.ACCOUNT_ERROR.value))
                asked = self._ask(account, "demand")
                settle_demand(world, t, slot, asked, self._ask(self.vendor, "answer_demand", account, asked), self.luck)

    def _trade(self) -> None:
        world, t = self.world, self.round
        for account in self._served():
            looks = quote(world, t, account.slot, self.luck)
            purchase = self._ask(account, "buy", float(account.row.quote)) if looks else STAY
            trade(world, t, account.slot, purchase, self.luck)

    def _close(self) -> None:
        close_books(self.world, self.round)
        learn_segments(self.world)
        for slot in sorted(self.accounts):
            close_relationship(self.world, self.round, slot, self.luck)
        judge(self.world, self.round)

    def _ask(self, agent: VendorAgent | AccountAgent, decision: str, *about: object) -> Any:  # noqa: ANN401 - any move
        return ask(self.round, agent, decision, *about)

    def outcomes(self) -> pl.DataFrame:
        """Every outcome of the run so far: the row that ``Ensemble.outcomes`` has for a run of as many rounds.

        Returns
        -------
        polars.DataFrame
            One row; see :mod:`sim.outcomes`.

        Raises
        ------
        sim.faults.EquipoiseError
            Before the first round.
        """
        if not self.round:
            raise EquipoiseError("no round is played yet, so there are no outcomes; step() the model first")
        return outcomes_table(self.situation, self.policy.name, self.so_far())

    def relationships(self) -> pl.DataFrame:
        """A row a relationship so far: the rows that ``Ensemble.relationships`` has for a run of as many rounds.

        Returns
        -------
        polars.DataFrame
            See :func:`sim.tables.relationships_table`.
        """
        return relationships_table(self.situation, self.policy.name, self.so_far().records)

    def panel(self) -> pl.DataFrame:
        """A row a relationship and round so far: the rows that ``Ensemble.panel`` has for this replication.

        Returns
        -------
        polars.DataFrame
            See :func:`sim.tables.panel_table`.
        """
        kept = self.so_far()
        return panel_table(self.situation, self.policy.name, [self.replication], kept.panel, kept.vendor)

    def vendor_panel(self) -> pl.DataFrame:
        """A row a round so far: the rows that ``Ensemble.vendor_panel`` has for this replication.

        Returns
        -------
        polars.DataFrame
            See :func:`sim.tables.vendor_panel_table`.
        """
        kept = self.so_far()
        return vendor_panel_table(self.situation, self.policy.name, [self.replication], kept.panel, kept.vendor)

    def so_far(self) -> Chunk:
        """What the compiled driver leaves behind of a run that ends here.

        Returns
        -------
        Chunk
            One run, everything kept.
        """
        kept = Chunk(*(part.copy() for part in self._kept))
        held = enter(self.world, True, self._record, kept, 0, 0) if self.round else 0  # noqa: FBT003 - compiled
        return kept._replace(
            records=np.concatenate([*self._over[:-1], kept.records[:held]]),
            panel=np.array(self._rows, self.world.rows.dtype).reshape(1, self.round, len(self.world.rows)),
            vendor=np.array(self._vendor_rows, self.world.vendor.dtype).reshape(1, self.round),
        )
