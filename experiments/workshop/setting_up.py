"""Sets up a room: half of the tables with one account and half with another, which is which by lot."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from equipoise.experiments.workshop.dealing import deal
from equipoise.sim.keys import quoted

if TYPE_CHECKING:
    from equipoise.experiments.workshop.workshop import Workshop

_HEAD = """\
# A room of the workshop {title}.
# Keep this file to yourself: it holds which account sits at which table, and the luck of each.
workshop = {workshop}
seed = {seed}
"""

_TABLE = """
[[tables]]
name = {name}
counterpart = {counterpart} # {account}'s role sheet {sheet}
replication = {replication}
"""


def room_text(workshop: Workshop, called: str, tables: int, seed: int) -> str:
    """Write the file of a new room; ``called`` is the workshop's shipped name, or a path from the room's folder."""
    names = [one.name for one in workshop.counterparts]
    seated = np.random.default_rng(seed).permutation([names[k % len(names)] for k in range(tables)])
    head = _HEAD.format(title=workshop.title or workshop.name, workshop=quoted(called), seed=seed)
    lucks = deal(workshop, seed, tables)
    return head + "".join(
        _TABLE.format(
            name=quoted(str(k)),
            counterpart=quoted(str(counterpart)),
            account=workshop.account,
            sheet="ABCDEFGHIJ"[names.index(str(counterpart))],
            replication=replication,
        )
        for k, (counterpart, replication) in enumerate(zip(seated, lucks, strict=True), start=1)
    )
