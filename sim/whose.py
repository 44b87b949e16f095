"""Whose a relationship is, and which of stacked worlds is meant."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from equipoise.sim.compiler import jit
from equipoise.sim.state import World

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from equipoise.sim.rows import Rows


@jit
def vendor_of(world: World, i: int) -> np.record:  # noqa: ARG001 - a market of several will read it
    """The vendor that a relationship in slot ``i`` is with: the one that there is."""
    row: np.record = world.vendor[0]
    return row


@jit
def policy_of(world: World, i: int) -> np.record:  # noqa: ARG001 - likewise
    """The policy of the vendor that a relationship in slot ``i`` is with."""
    row: np.record = world.policy[0]
    return row


SHARED = 4
"""Stacked worlds share as many of their first fields."""


def stacked(world: World, n: int) -> World:
    """Stack copies of a world."""
    return World._make([*world[:SHARED], *(_rows(np.repeat(_plain(part)[None], n, axis=0)) for part in world[SHARED:])])


def first_of(worlds: World) -> World:
    """The first of stacked worlds: its rows are views."""
    return World._make([*worlds[:SHARED], *(_rows(_plain(part)[0]) for part in worlds[SHARED:])])


def _plain(rows: Rows | NDArray[Any]) -> NDArray[Any]:
    """Rows whose parts keep the dtype that the compiler knows: those of a recarray get a new one each time."""
    return rows.view(np.ndarray)


def _rows(plain: NDArray[Any]) -> Rows:
    rows: Rows = plain.view(np.recarray)
    return rows


@jit
def world_of(worlds: World, k: int) -> World:
    """One of stacked worlds, for compiled code."""
    return World(
        worlds.params,
        worlds.policy,
        worlds.growth,
        worlds.paths,
        worlds.vendor[k],
        worlds.rows[k],
        worlds.segments[k],
        worlds.sheet[k],
        worlds.vendor_sheet[k],
    )
