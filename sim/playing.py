"""Many runs with agents of somebody's own: by models in processes, the same tables whatever the number of either."""

from __future__ import annotations

from concurrent.futures import BrokenExecutor
from pickle import PicklingError
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from equipoise.sim.agents import AccountAgent, VendorAgent
from equipoise.sim.asking import check_agents
from equipoise.sim.faults import ArgumentError
from equipoise.sim.kernel import Chunk
from equipoise.sim.model import RelationshipModel

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from equipoise.sim.arm import Arm


class Agents(NamedTuple):
    """Who decides."""

    vendor: type[VendorAgent]  # classes of agents
    account: type[AccountAgent]

    @classmethod
    def of(cls, vendor: type[VendorAgent] | None, account: type[AccountAgent] | None) -> Agents | None:
        """Make of what was asked for."""
        found = cls(VendorAgent if vendor is None else vendor, AccountAgent if account is None else account)
        check_agents(*found)
        return None if found == (VendorAgent, AccountAgent) else found


def play_models(arm: Arm, agents: Agents, replications: Sequence[int]) -> Chunk:
    """Play some replications of an arm, one model after the other."""
    runs = []
    for replication in replications:
        model = RelationshipModel(
            arm.scenario,
            arm.policy,
            seed=arm.seed,
            rounds=arm.rounds,
            replication=replication,
            vendor_class=agents.vendor,
            account_class=agents.account,
        )
        model.run_model()
        runs.append(model.so_far())
    return Chunk(*map(np.concatenate, zip(*runs, strict=True)))


def in_processes(
    arm: Arm, agents: Agents, blocks: Sequence[Sequence[int]], workers: int, *, panel: bool
) -> Iterator[Chunk]:
    """Play blocks of replications, each in a process; in this one where there is one block or one worker.

    Classes need no module of their own: joblib hands over those of a script, a notebook or a function as they are.
    """
    from joblib import Parallel, delayed

    play = Parallel(min(workers, len(blocks)), return_as="generator", pre_dispatch="2 * n_jobs", batch_size=1)
    try:
        yield from play(delayed(_play)(arm, agents, block, panel) for block in blocks)
    except (PicklingError, BrokenExecutor) as error:
        own = " or ".join(kind.__name__ for kind in agents if kind not in {VendorAgent, AccountAgent})
        why = str(error).partition(".")[0]
        raise ArgumentError(
            f"{own} cannot be handed to another process, or ended it ({why})\n"
            "Put the class in a module that can be imported, or play in this process with threads=1."
        ) from error


def _play(arm: Arm, agents: Agents, block: Sequence[int], panel: bool) -> Chunk:  # noqa: FBT001 - a job's arguments
    played = play_models(arm, agents, block)
    return played if panel else played._replace(panel=played.panel[:0], vendor=played.vendor[:0])
