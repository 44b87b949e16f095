"""The contract of drivers, as a class of tests that a driver's own tests inherit; pytest runs it, and is not imported.

With the same decisions a driver makes the same run to the last bit, whoever asks for them.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, TypeAlias
from zlib import crc32

import numpy as np

from equipoise.sim.agents import AccountAgent, VendorAgent
from equipoise.sim.arm import Arm
from equipoise.sim.asking import QUESTIONS, Question
from equipoise.sim.decisions import Decision, Side
from equipoise.sim.kernel import Chunk, play_chunk
from equipoise.sim.model import RelationshipModel
from equipoise.sim.session import NOBODY

KINDS = ("runs", "named", "records", "panel", "vendor")
RUNS = 3
"""Runs that every driver plays, the first ones."""

AS_SHIPPED: Mapping[str, object] = {}
OFTEN_BROKEN: tuple[str, Mapping[str, object]] = (
    "over-a-barrel",
    {"bargaining.collapse": 0.2, "bargaining.term": 2, "vendor.cash": 1000.0},
)
"""A scenario with talks that often break down: accounts go elsewhere and come back, contracts stay in force.

With the cash that the vendor outlives whatever is decided for it.
"""

Wishes: TypeAlias = Callable[[int, int, Decision, float], float]
"""From round, slot, decision and what the program would decide to what is decided."""


class DriverContract:
    """What every driver keeps; a subclass says how it plays, and whether it takes decisions from outside.

    Attributes
    ----------
    takes_decisions : bool
        False for a driver that plays the program's own alone.

    Examples
    --------
    >>> from equipoise.testing import DriverContract
    >>> class TestMine(DriverContract):
    ...     def play(self, arm, wishes):
    ...         return chunk_of_the_first_three_runs(arm, wishes)  # doctest: +SKIP
    """

    takes_decisions = True

    def play(self, arm: Arm, wishes: Wishes) -> Chunk:
        """Play the first :data:`RUNS` replications of an arm, everything kept, with somebody's decisions."""
        raise NotImplementedError

    def test_the_program_s_own_decisions_make_the_run_of_the_kernel(self) -> None:
        """Bit for bit, in every row."""
        for name, settings in (("over-a-barrel", AS_SHIPPED), ("market-entry", AS_SHIPPED), OFTEN_BROKEN):
            self.check_own(Arm.of(name, "strategic", settings, rounds=16))

    def test_the_same_decisions_make_the_same_run(self) -> None:
        """As agents of Mesa that decide so, and another run than the program's own decisions make."""
        played = (("over-a-barrel", AS_SHIPPED), ("base", AS_SHIPPED), OFTEN_BROKEN)
        for name, settings in played if self.takes_decisions else ():
            arm = Arm.of(name, "strategic", settings, rounds=12)
            expected = by_agents(arm, wilful)
            _refuse(differing(self.play(arm, wilful), expected), name)
            if not differing(expected, by_kernel(arm)):
                raise AssertionError(name)

    def check_own(self, arm: Arm) -> None:
        """Hold a run under the program's own decisions to that of the kernel."""
        _refuse(differing(self.play(arm, as_the_program), by_kernel(arm)), arm.scenario.name)


def _refuse(columns: list[str], name: str) -> None:
    if columns:
        raise AssertionError(f"{name}: not the same bits in {', '.join(columns)}")


def differing(one: Chunk, other: Chunk, kinds: tuple[str, ...] = KINDS) -> list[str]:
    """Columns that are not the same bit for bit."""
    return [
        f"{kind}.{name}"
        for kind in kinds
        for name in getattr(other, kind).dtype.names
        if getattr(one, kind)[name].tobytes() != getattr(other, kind)[name].tobytes()
    ]


def joined(chunks: list[Chunk]) -> Chunk:
    """Runs one after the other."""
    return Chunk(*(np.concatenate(parts) for parts in zip(*chunks, strict=True)))


def as_the_program(_t: int, _slot: int, _decision: Decision, usual: float) -> float:
    """Leave every decision as it is."""
    return usual


def wilful(t: int, slot: int, decision: Decision, usual: float) -> float:
    """Decide otherwise in one of three cases, within what is allowed."""
    luck = crc32(f"{t} {slot} {decision.name}".encode())
    if luck % 3:
        return usual
    low, high, whole = decision.range
    share = luck % 1000 / 1000.0
    other = float(luck % 2) if whole else usual + 0.1 * share if high > 1.0 else share
    return min(max(other, low), high)


def by_kernel(arm: Arm) -> Chunk:
    """The runs of the compiled driver, under the program's own decisions."""
    return play_chunk(arm, range(RUNS), relationships=True, panel=True)


def by_agents(arm: Arm, wishes: Wishes) -> Chunk:
    """The runs of agents of Mesa that decide as somebody wishes."""

    def method(base: type, question: Question) -> Callable[..., object]:
        def decide(agent: VendorAgent | AccountAgent, *about: Any) -> object:
            usual: Any = getattr(base, question.method)(agent, *about)
            slot = next((one.slot for one in (agent, *about) if isinstance(one, AccountAgent)), NOBODY)
            numbers: list[float] = [float(usual)] if question.kind is None else usual
            t = agent.model.round
            wished = [wishes(t, slot, *one) for one in zip(question.cells, numbers, strict=True)]
            kind: Any = question.kind  # a tuple of as many numbers
            return wished[0] if kind is None else kind(*wished)

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
