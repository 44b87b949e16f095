"""The project's drivers keep the contract that ships with the package for others to inherit."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from equipoise import Arm, Batch, Seat, Session, Side, Stage
from equipoise.sim.contract import OFTEN_BROKEN, RUNS, Wishes, by_agents, by_kernel, joined, wilful
from equipoise.sim.decisions import DECISIONS, VENDOR_DECISIONS
from equipoise.sim.kernel import Chunk
from equipoise.sim.policy import Policy
from equipoise.sim.scenario import Scenario
from equipoise.sim.session import NOBODY, Moment
from equipoise.sim.state import Cause
from equipoise.testing import DriverContract
from tests.strategies import plays


def everywhere(arm: Arm) -> list[Seat]:
    slots = range(arm.scenario.parameters.vendor.slots)
    return [Seat(Side.VENDOR, NOBODY), *(Seat(side, slot) for side in (Side.VENDOR, Side.ACCOUNT) for slot in slots)]


def session_of(arm: Arm, wishes: Wishes, replication: int) -> Session:
    session = Session(arm, everywhere(arm), replication)
    while not session.over:
        for slot, decision in session.open_cells():
            if decision.method:
                usual = session.value(slot, decision.name)
                wished = wishes(session.round, slot, decision, usual)
                if wished != usual:
                    session.write(slot, decision.name, wished)
        session.go_on()
    return session


@pytest.mark.parametrize("wishes", [None, wilful], ids=["own", "wilful"])
def test_the_contract_plays_breakdowns_that_heal_and_that_do_not_and_contracts_that_stay(wishes: Wishes | None) -> None:
    arm = Arm.of(OFTEN_BROKEN[0], "strategic", OFTEN_BROKEN[1], rounds=12)
    chunk = by_agents(arm, wishes) if wishes else by_kernel(arm)
    assert min(chunk.runs["breakdowns"].sum(), chunk.runs["returns"].sum(), chunk.panel["fell_back"].sum()) > 0.0
    assert chunk.runs["ended"][:, [Cause.COLLAPSE, Cause.REFUSED_DEMAND]].sum() > 0.0
    assert chunk.panel["reopened"].sum() > 0.0


class TestAgents(DriverContract):
    def play(self, arm: Arm, wishes: Wishes) -> Chunk:
        return by_agents(arm, wishes)


class TestSession(DriverContract):
    def play(self, arm: Arm, wishes: Wishes) -> Chunk:
        return joined([session_of(arm, wishes, replication).so_far() for replication in range(RUNS)])


class TestReplay(DriverContract):
    def play(self, arm: Arm, wishes: Wishes) -> Chunk:
        def again(replication: int) -> Chunk:
            log = session_of(arm, wishes, replication).log
            return Session.replay(arm, everywhere(arm), replication, log, Moment(arm.rounds, Stage.OPEN)).so_far()

        return joined([again(replication) for replication in range(RUNS)])


class TestBatch(DriverContract):
    def play(self, arm: Arm, wishes: Wishes) -> Chunk:
        batch = Batch(arm, range(RUNS), panel=True)
        for stage in batch.play():
            for declared, sheet in ((VENDOR_DECISIONS, batch.worlds.vendor_sheet), (DECISIONS, batch.worlds.sheet)):
                for decision in declared:
                    if decision.stage is stage and decision.method:
                        cells = sheet[decision.name]
                        for run, slot in np.ndindex(cells.shape):
                            about = NOBODY if declared is VENDOR_DECISIONS else slot
                            cells[run, slot] = wishes(batch.round, about, decision, cells[run, slot])
        return batch.so_far()


@pytest.mark.parametrize("driver", [TestSession(), TestReplay(), TestBatch()])
@given(plays(), st.integers(0, 2**63 - 1), st.integers(1, 6))
@settings(max_examples=8)
def test_so_they_do_in_generated_scenarios(
    driver: DriverContract, played: tuple[Scenario, Policy], seed: int, rounds: int
) -> None:
    driver.check_own(Arm(*played, seed, rounds))


class Forgetful(DriverContract):
    """A driver that loses a decision."""

    def play(self, arm: Arm, wishes: Wishes) -> Chunk:
        return by_agents(arm, lambda t, slot, one, usual: usual if one.name == "grant" else wishes(t, slot, one, usual))


def test_the_contract_finds_a_driver_that_loses_a_decision() -> None:
    Forgetful().test_the_program_s_own_decisions_make_the_run_of_the_kernel()
    with pytest.raises(AssertionError, match="over-a-barrel: not the same bits in runs"):
        Forgetful().test_the_same_decisions_make_the_same_run()
