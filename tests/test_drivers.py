"""The contract of the drivers: with the same decisions, the same run to the last bit, whoever asks for them."""

from collections.abc import Callable
from typing import Any, Protocol
from zlib import crc32

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from equipoise import Arm, Batch, RelationshipModel, Seat, Session, Side, Stage
from equipoise.sim.agents import AccountAgent, VendorAgent
from equipoise.sim.asking import QUESTIONS, Question
from equipoise.sim.decisions import DECISIONS, VENDOR_DECISIONS, Decision
from equipoise.sim.kernel import Chunk, play_chunk
from equipoise.sim.policy import Policy
from equipoise.sim.scenario import Scenario
from equipoise.sim.session import NOBODY, Moment
from tests.strategies import policies, scenarios

KINDS = ("runs", "named", "records", "panel", "vendor")
RUNS = 3


def differing(one: Chunk, other: Chunk, kinds: tuple[str, ...] = KINDS) -> list[str]:
    """Columns that are not the same bit for bit."""
    return [
        f"{kind}.{name}"
        for kind in kinds
        for name in getattr(one, kind).dtype.names
        if getattr(one, kind)[name].tobytes() != getattr(other, kind)[name].tobytes()
    ]


def joined(chunks: list[Chunk]) -> Chunk:
    return Chunk(*(np.concatenate(parts) for parts in zip(*chunks, strict=True)))


Wishes = Callable[[int, int, Decision, float], float]
"""What is decided in a round, about a slot, in place of what the program would decide."""


def as_the_program(_t: int, _slot: int, _decision: Decision, usual: float) -> float:
    return usual


def wilful(t: int, slot: int, decision: Decision, usual: float) -> float:
    """One decision in three is another than usual, within what is allowed."""
    luck = crc32(f"{t} {slot} {decision.name}".encode())
    if luck % 3:
        return usual
    low, high, whole = decision.range
    share = luck % 1000 / 1000.0
    other = float(luck % 2) if whole else usual + 0.1 * share if high > 1.0 else share
    return min(max(other, low), high)


class Driver(Protocol):
    """Plays the first runs of an arm, with somebody's decisions."""

    def __call__(self, arm: Arm, wishes: Wishes) -> Chunk: ...


def by_kernel(arm: Arm, _wishes: Wishes) -> Chunk:
    return play_chunk(arm, range(RUNS), relationships=True, panel=True)


def by_agents(arm: Arm, wishes: Wishes) -> Chunk:
    def method(base: type, question: Question) -> Callable[..., object]:
        def decide(agent: Any, *about: Any) -> object:  # noqa: ANN401 - of either side
            usual = getattr(base, question.method)(agent, *about)
            slot = next((one.slot for one in (agent, *about) if isinstance(one, AccountAgent)), NOBODY)
            numbers = [float(usual)] if question.kind is None else usual
            t = agent.model.round
            wished = [wishes(t, slot, *one) for one in zip(question.cells, numbers, strict=True)]
            return wished[0] if question.kind is None else question.kind(*wished)

        return decide

    def agents(side: Side, base: type) -> type:
        asked = [question for questions in QUESTIONS.values() for question in questions if question.side is side]
        return type("Wishful", (base,), {question.method: method(base, question) for question in asked})

    classes = {"vendor_class": agents(Side.VENDOR, VendorAgent), "account_class": agents(Side.ACCOUNT, AccountAgent)}

    def play(replication: int) -> Chunk:
        model = RelationshipModel(
            arm.scenario, arm.policy, seed=arm.seed, rounds=arm.rounds, replication=replication, **classes
        )
        model.run_model()
        return model.so_far()

    return joined([play(replication) for replication in range(RUNS)])


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


def by_session(arm: Arm, wishes: Wishes) -> Chunk:
    return joined([session_of(arm, wishes, replication).so_far() for replication in range(RUNS)])


def by_replay(arm: Arm, wishes: Wishes) -> Chunk:
    def play(replication: int) -> Chunk:
        log = session_of(arm, wishes, replication).log
        return Session.replay(arm, everywhere(arm), replication, log, Moment(arm.rounds, Stage.OPEN)).so_far()

    return joined([play(replication) for replication in range(RUNS)])


def by_batch(arm: Arm, wishes: Wishes) -> Chunk:
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


ALL = pytest.mark.parametrize("driver", [by_agents, by_session, by_replay, by_batch])
DECIDING = pytest.mark.parametrize("driver", [by_session, by_replay, by_batch])


@ALL
@pytest.mark.parametrize("name", ["over-a-barrel", "market-entry"])
def test_the_program_s_own_decisions_make_the_run_of_the_kernel(driver: Driver, name: str) -> None:
    arm = Arm.of(name, "strategic", rounds=16)
    assert differing(driver(arm, as_the_program), by_kernel(arm, as_the_program)) == []


@DECIDING
@given(scenarios(), policies(), st.integers(0, 2**63 - 1), st.integers(1, 6))
@settings(max_examples=8)
def test_so_they_do_in_generated_scenarios(
    driver: Driver, scenario: Scenario, policy: Policy, seed: int, rounds: int
) -> None:
    arm = Arm(scenario, policy, seed, rounds)
    assert differing(driver(arm, as_the_program), by_kernel(arm, as_the_program)) == []


@DECIDING
@pytest.mark.parametrize("name", ["over-a-barrel", "base"])
def test_the_same_decisions_make_the_same_run(driver: Driver, name: str) -> None:
    arm = Arm.of(name, "strategic", rounds=12)
    expected = by_agents(arm, wilful)
    assert differing(driver(arm, wilful), expected) == []
    assert differing(expected, by_kernel(arm, as_the_program)) != []
