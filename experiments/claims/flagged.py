"""Red flags of every relationship, round by round, and what changes within a year of them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntFlag
from typing import TYPE_CHECKING

import numpy as np

from equipoise.sim.arm import Arm
from equipoise.sim.runner import stream
from equipoise.sim.state import Cause

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from equipoise.experiments.claims.case import Luck

HORIZON = 4
"""Rounds ahead that a warning is asked about: a year."""

CHANGED_VOLUME, CHANGED_PRICE, CHANGED_LEVEL = 0.1, 0.02, 0.25
"""Falls that are a change: a tenth of the year's volume, 2% of the price, a quarter of a level."""


class Change(IntFlag):
    """What changes between the two within a year; own closings and the vendor's failure do not count."""

    NONE = 0
    END = 1
    VOLUME = 2
    PRICE = 4
    LEVEL = 8
    CHARTER = 16


CHANGE_WORDS = {
    Change.END: "it ends",
    Change.VOLUME: "volume drops",
    Change.PRICE: "the price drops",
    Change.LEVEL: "the level drops",
    Change.CHARTER: "the charter is lost",
}

_APART = (Cause.EXIT, Cause.VENDOR_FAILED)
_READ = ("price", "level", "charter")


@dataclass(frozen=True)
class Rounds:
    """Every slot in every round of some runs; each of shape (runs, rounds, slots)."""

    flags: NDArray[np.int64]  # flags up at the end of the round (see :mod:`equipoise.sim.rules.red_flags`)
    active: NDArray[np.bool_]  # a relationship was served in the round
    cause: NDArray[np.int64]  # the :class:`equipoise.sim.state.Cause` of its ending in the round; 0 if it went on
    units: NDArray[np.float64]  # what was bought
    # the contract's price, the level as the account sees it, and whether a charter was in force
    price: NDArray[np.float64]
    level: NDArray[np.float64]
    charter: NDArray[np.float64]


@dataclass(frozen=True)
class Observed:
    """What could be seen at the end of a round of a relationship that went on, and whether something came of it."""

    flags: NDArray[np.int64]  # shape (n,); flags up
    happened: NDArray[np.bool_]  # shape (n,); whether it happened within the rounds that follow
    run: NDArray[np.int64]  # shape (n,); the run, whose observations are not independent of each other


def watch(scenario: str, policy: str, luck: Luck, settings: Mapping[str, object] | None = None) -> Rounds:
    """Play an arm and keep what is watched of all its relationships, those won on the way among them."""
    arm = Arm.of(scenario, policy, settings or {}, seed=luck.seed)
    pieces = []
    for (chunk,) in stream([arm], range(luck.runs), panel=True, threads=1):
        rows = chunk.panel
        active = rows["active"] > 0.0
        cause = np.where(active, rows["cause"], 0).astype(np.int64)
        units = np.where(active, rows["bought"] * rows["volume"], 0.0)
        pieces.append((rows["red_flags"].astype(np.int64), active, cause, units, *(rows[name] for name in _READ)))
    return Rounds(*(np.concatenate(piece) for piece in zip(*pieces, strict=True)))


def changes(rounds: Rounds, horizon: int = HORIZON) -> tuple[NDArray[np.int64], NDArray[np.bool_]]:
    """What changes within the horizon of each round; and where the account closes or the vendor fails first.

    Shape (runs, rounds - horizon, slots): a sum of :class:`Change`; true where it closed or failed. Only the
    relationship that is held in the round counts, never the next one in its slot.
    """
    last = rounds.active.shape[1] - horizon
    now = slice(None), slice(0, last)
    found = np.zeros(rounds.active[now].shape, np.int64)
    apart = np.zeros(found.shape, bool)
    going = rounds.active[now] & (rounds.cause[now] == Cause.NONE)
    bought = np.zeros(found.shape)
    for ahead in range(1, horizon + 1):
        then = slice(None), slice(ahead, last + ahead)
        cause = rounds.cause[then]
        apart |= going & np.isin(cause, _APART)
        found |= Change.END * (going & (cause > Cause.NONE) & ~np.isin(cause, _APART))
        found |= Change.PRICE * (going & (rounds.price[then] < (1.0 - CHANGED_PRICE) * rounds.price[now]))
        found |= Change.LEVEL * (going & (rounds.level[then] < rounds.level[now] - CHANGED_LEVEL))
        found |= Change.CHARTER * (going & (rounds.charter[now] > 0.0) & (rounds.charter[then] == 0.0))
        bought += np.where(going, rounds.units[then], 0.0)
        going &= cause == Cause.NONE
    found |= Change.VOLUME * (going & (bought < (1.0 - CHANGED_VOLUME) * _bought_before(rounds, last, horizon)))
    return found, apart


def _bought_before(rounds: Rounds, last: int, horizon: int) -> NDArray[np.float64]:
    """Units of the year that ends with each round; 0, below which nothing can fall, in a relationship's first year."""
    before = np.zeros(rounds.units[:, :last].shape)
    whole = rounds.active[:, :last].copy()
    for back in range(horizon):
        held = np.roll(rounds.active, back, axis=1)[:, :last]
        went_on = np.roll(rounds.cause, back, axis=1)[:, :last] == Cause.NONE
        whole &= held & went_on
        before += np.roll(rounds.units, back, axis=1)[:, :last]
    whole[:, : horizon - 1] = False
    return np.where(whole, before, 0.0)


def observe(rounds: Rounds, horizon: int = HORIZON) -> Observed:
    """One observation a round of a relationship that goes on: whether it changes within the horizon.

    Left out are rounds in whose horizon the account closes for reasons of its own, or the vendor fails. A round in
    which a relationship ends is no observation: what ended it may be what raised the flag. In the order of run, round
    and slot.
    """
    found, apart = changes(rounds, horizon)
    return _observed(rounds, found > 0, ~apart)


def observe_closings(rounds: Rounds, horizon: int = HORIZON) -> Observed:
    """The same, asking whether the account closes for reasons of its own; what changes otherwise is left out."""
    found, _apart = changes(rounds, horizon)
    last = found.shape[1]
    closes = np.zeros(found.shape, bool)
    going = rounds.active[:, :last] & (rounds.cause[:, :last] == Cause.NONE)
    for ahead in range(1, horizon + 1):
        cause = rounds.cause[:, ahead : last + ahead]
        closes |= going & (cause == Cause.EXIT)
        going &= cause == Cause.NONE
    return _observed(rounds, closes, found == 0)


def _observed(rounds: Rounds, happened: NDArray[np.bool_], counts: NDArray[np.bool_]) -> Observed:
    last = happened.shape[1]
    held = rounds.active[:, :last] & (rounds.cause[:, :last] == Cause.NONE) & counts
    run, t, slot = np.nonzero(held)
    return Observed(rounds.flags[run, t, slot], happened[run, t, slot], run)


def kinds_of_change(rounds: Rounds) -> dict[Change, float]:
    """Of the rounds within a year of which something changes, the share in which each kind does."""
    found, apart = changes(rounds)
    last = found.shape[1]
    held = rounds.active[:, :last] & (rounds.cause[:, :last] == Cause.NONE) & ~apart & (found > 0)
    return {kind: float(((found[held] & kind) > 0).mean()) if held.any() else np.nan for kind in CHANGE_WORDS}
