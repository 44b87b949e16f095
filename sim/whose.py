"""Whose a relationship is, and which of stacked worlds is meant.

A row of ``World.rows`` knows its account and its vendor by their places; rules ask here and never by the slot.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

import numpy as np

from equipoise.sim.compiler import jit
from equipoise.sim.rows import blank_rows
from equipoise.sim.state import ACCOUNT_COLUMNS, PAIR_ROW, RELATIONSHIP_ROW, World

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from equipoise.sim.rows import Rows


@jit
def account_of(world: World, i: int) -> np.record:
    """The account whose relationship stands in row ``i``."""
    row: np.record = world.accounts[world.rows[i].account]
    return row


@jit
def vendor_of(world: World, i: int) -> np.record:
    """The vendor that the relationship in row ``i`` is with."""
    row: np.record = world.vendor[world.rows[i].vendor]
    return row


@jit
def policy_of(world: World, i: int) -> np.record:
    """The levers that are in force for the relationship in row ``i``, of the vendor that it is with."""
    row: np.record = world.policy[vendor_of(world, i).levers + world.rows[i].levers]
    return row


@jit
def own_policy(world: World) -> np.record:
    """The levers in force that are of no account, but of the whole vendor."""
    row: np.record = world.policy[world.vendor[0].levers]
    return row


def side_by_side(world: World, slot: int | None = None) -> Rows:
    """Relationships with their accounts, as readers have them: copies, of dtype ``RELATIONSHIP_ROW``.

    All of them, or the one in a slot.
    """
    rows = world.rows if slot is None else cast("Rows", world.rows[slot : slot + 1])
    whole = blank_rows(rows.shape, RELATIONSHIP_ROW)
    halves = world.accounts[rows.account], rows
    np.concatenate([_cells(half) for half in halves], axis=-1, out=_cells(whole))
    return whole


def pairs_of(whole: Rows) -> Rows:
    """The half of such rows that ``World.rows`` has: a copy, of dtype ``PAIR_ROW``."""
    rows = blank_rows(whole.shape, PAIR_ROW)
    _cells(rows)[...] = _cells(whole)[..., len(ACCOUNT_COLUMNS) :]
    return rows


def _cells(rows: Rows) -> NDArray[np.int64]:
    """The same memory as cells of eight bytes, one a column."""
    return _plain(rows).view(np.int64).reshape(*rows.shape, -1)


SHARED = 4
"""Stacked worlds share as many of their first fields."""


def stacked(world: World, n: int) -> World:
    """Stack copies of a world."""
    return World._make(
        [*world[:SHARED], *(_as(part, np.repeat(_plain(part)[None], n, axis=0)) for part in world[SHARED:])]
    )


def side_by_side_worlds(worlds: Sequence[World]) -> World:
    """Stack worlds that are laid out alike."""
    stack = stacked(worlds[0], len(worlds))
    for k, world in enumerate(worlds):
        for part, own in zip(stack[SHARED:], world[SHARED:], strict=True):
            _plain(part)[k] = _plain(own)
    return stack


def first_of(worlds: World) -> World:
    """The first of stacked worlds: its rows are views."""
    return World._make([*worlds[:SHARED], *(_as(part, _plain(part)[0]) for part in worlds[SHARED:])])


def _plain(rows: Rows | NDArray[Any]) -> NDArray[Any]:
    """Rows whose parts keep the dtype that the compiler knows: those of a recarray get a new one each time."""
    return rows.view(np.ndarray)


def _as(part: Rows | NDArray[Any], plain: NDArray[Any]) -> Any:  # noqa: ANN401 - rows, or the numbers of growth
    """Rows where the part has rows, and plain numbers where it has such."""
    return plain.view(type(part))


@jit
def world_of(worlds: World, k: int) -> World:
    """One of stacked worlds, for compiled code."""
    return World(
        worlds.policy,
        worlds.begins,
        worlds.paths,
        worlds.fits,
        worlds.params[k],
        worlds.growth[k],
        worlds.vendor[k],
        worlds.accounts[k],
        worlds.rows[k],
        worlds.segments[k],
        worlds.sheet[k],
        worlds.vendor_sheet[k],
        worlds.in_force[k],
    )
