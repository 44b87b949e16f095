"""What both sides gain by a contract, reckoned from the model's own formulas, for tests of negotiations."""

from typing import NamedTuple

import numpy as np

from equipoise.sim.state import World


class Gains(NamedTuple):
    """What both sides gain by the contract in force, at their own true values, money over the horizon."""

    vendor: float
    account: float
    pie: float


def true_gains(world: World, i: int) -> Gains:
    """From the model: y = H q (p - c - s - e d^2 / 4) + X, and G = H q (B(s) + p_alt - p - e d^2 / 4) + L_b.

    The bound share adds d (v + l) a unit to y, and takes d (o + l) from G, each in the eyes of its side. Support beyond
    the best one, or short of it, is worth what it builds besides.
    """
    p, rel, weight = world.params[0], world.rows[i], float(world.params[0].stakes == 0.0)
    traits = world.accounts[i]
    volume = p.horizon * traits.volume
    bound = rel.rigidity * rel.commitment**2 / 4.0
    worth, best = (
        traits.support_worth * s - p.support_curvature * s**2 / 2.0 for s in (rel.support, best_support(world, i))
    )
    worth += rel.building * (worth - best)
    switching = p.switching_cost * rel.lock_in * traits.volume
    lost_account = weight * (volume * rel.unique + switching)
    vendor = volume * (rel.price - rel.unit_cost - rel.support - bound) + weight * rel.externality
    account = volume * (worth + rel.alternative - rel.price - bound) + lost_account
    if p.binding > 0.0:
        vendor += volume * rel.commitment * (rel.kept_seen + rel.locks)
        account -= volume * rel.commitment * (rel.forgone + rel.locks)
    return Gains(vendor, account, vendor + account)


def best_support(world: World, i: int) -> float:
    """Where the last money of support is worth just its cost, what it builds included: (a - 1 / (1 + nu)) / g."""
    p, rel, traits = world.params[0], world.rows[i], world.accounts[i]
    return float(max((traits.support_worth - 1.0 / (1.0 + rel.building)) / p.support_curvature, 0.0))


def signed(rel: np.record) -> bool:
    """Whether talks of the round came to a contract: neither ended, nor broken off, nor fallen back on the old one."""
    return bool(rel.exchanges >= 0.0 and rel.cause == 0.0 and rel.away == 0.0 and rel.fell_back == 0.0)


def scale(world: World, i: int) -> float:
    """The size of the money at stake, for tolerances."""
    p, rel = world.params[0], world.rows[i]
    traits = world.accounts[i]
    volume = p.horizon * traits.volume
    return float(abs(rel.pie) + volume * (abs(rel.price) + rel.unit_cost + abs(rel.support) + rel.alternative))
