"""From a scenario and a policy to the rows that the rules work on."""

from __future__ import annotations

from functools import lru_cache
from types import SimpleNamespace
from typing import TYPE_CHECKING

import numpy as np

from equipoise.sim.account import ACCOUNT_TYPES
from equipoise.sim.decisions import DECISION_ROW, VENDOR_DECISION_ROW
from equipoise.sim.parameters import PARAMETER_ROW, parameter_row
from equipoise.sim.parts import laid_out
from equipoise.sim.rows import blank_rows, names_of
from equipoise.sim.rules.binding import lock_in_premium
from equipoise.sim.rules.contribution import growth_of_expectations
from equipoise.sim.rules.lasting import WEIGHED
from equipoise.sim.rules.package import share_perceived
from equipoise.sim.rules.portfolio import winning_cost, worth_of_win
from equipoise.sim.rules.rivals import expected_best_quote, quote_location
from equipoise.sim.state import ACCOUNT_ROW, IN_FORCE_ROW, PAIR_ROW, SEGMENT_ROW, VENDOR_ROW, World
from equipoise.sim.wanted import each_wanted
from equipoise.sim.whose import side_by_side_worlds

if TYPE_CHECKING:
    from collections.abc import Sequence

    from equipoise.sim.account import Account
    from equipoise.sim.parts import Layout
    from equipoise.sim.policy import Policy
    from equipoise.sim.rows import Rows
    from equipoise.sim.scenario import Scenario

UNSTATED = -1.0
"""A trait that is drawn when the relationship begins."""

NEVER = -1.0
"""A round that does not come."""

_KEPT = 64
"""Growths of expectations that are kept."""


def initial_worlds(scenarios: Sequence[Scenario], policy: Policy, rounds: int) -> World:
    """Lay out the state before the first round, stacked.

    Parameters
    ----------
    scenarios : sequence of Scenario
        What each run plays; one where all play the same.
    policy : Policy
        The vendor's.
    rounds : int
        Rounds of a run.

    Returns
    -------
    World
        A world for each scenario.
    """
    layout = laid_out(policy, scenarios[0])  # levers are drawn for no run
    worlds = [_world(scenario, layout, rounds) for scenario in each_wanted(scenarios)]
    longest = max(len(world.growth) for world in worlds)  # relationships may be older in one run than in another
    return side_by_side_worlds(
        [world._replace(growth=np.pad(world.growth, (0, longest - len(world.growth)))) for world in worlds]
    )


def under(worlds: World, policy: Policy, scenario: Scenario) -> World:
    """The same worlds, stacked, under another policy."""
    layout = laid_out(policy, scenario)
    rows = worlds.rows.copy()
    rows.levers[:, : len(layout.places)] = layout.places
    return worlds._replace(policy=layout.rows, begins=layout.begins, rows=rows)


def initial_world(scenario: Scenario, policy: Policy, rounds: int) -> World:
    """Lay out the state before the first round.

    Accounts take the first slots in the order of the file; the slots of segments are the last ones.
    """
    return _world(scenario, laid_out(policy, scenario), rounds)


def _world(scenario: Scenario, layout: Layout, rounds: int) -> World:
    slots = scenario.slots
    accounts, rows = blank_rows(slots, ACCOUNT_ROW), blank_rows(slots, PAIR_ROW)
    rows.account = np.arange(slots)
    accounts.leaves = NEVER
    segments = blank_rows(1 + len(scenario.segments), SEGMENT_ROW)
    segments.knowledge[0] = 1.0
    last = slots
    for number, segment in enumerate(scenario.segments, start=1):
        segments.knowledge[number] = segment.knowledge
        accounts.segment[last - segment.slots : last] = number
        last -= segment.slots
    numbers = {segment.name: number for number, segment in enumerate(scenario.segments, start=1)}
    in_force = blank_rows(slots, IN_FORCE_ROW)
    rows.levers[: len(layout.places)] = layout.places
    vendor = blank_rows(1, VENDOR_ROW)
    params = parameter_row(scenario.parameters)
    p = SimpleNamespace(**dict(zip(names_of(PARAMETER_ROW), params[0].item(), strict=True)))
    vendor.cash, vendor.failed_at = p.cash, -1.0
    vendor.alternative = expected_best_quote(p.rivals, p.quote_mean, p.quote_scale, p.do_without)
    rows.rivals, rows.quote_mean, rows.term, rows.rigidity = p.rivals, p.quote_mean, p.term, p.rigidity
    rows.unit_cost, rows.attention = p.unit_cost, p.attention
    rows.perceived = share_perceived(p.level_rate, p.horizon)
    if p.binding > 0.0 and p.stakes == 0.0 and p.alternatives == 0.0:
        rows.locks = lock_in_premium(p.switching_cost, p.lock_in_rate, p.horizon)
    rows.alternative, rows.quote_location = vendor.alternative, quote_location(p.rivals, p.quote_mean, p.quote_scale)
    _place(accounts, [_traits(account, numbers) for account in scenario.accounts], scenario)
    _place(rows, [_relationship(account, scenario) | _market(account, p) for account in scenario.accounts], scenario)
    _place(in_force, [_in_force(account) for account in scenario.accounts], scenario)
    cost = winning_cost(p.replace_ratio, p.selling_cost)
    vendor.win_worth = worth_of_win(p.typical_size, p.typical_margin, p.selling_cost, p.win_horizon, cost)
    sheet = blank_rows(slots, DECISION_ROW)
    sheet.vendor_exponent = sheet.account_exponent = 1.0  # every cell is in its range from the start
    oldest = rounds + max((_longest_before(account, p) for account in scenario.accounts), default=0)
    return World(
        layout.rows,
        layout.begins,
        np.zeros((2, int(p.exchanges) + 2)),
        np.zeros((slots, WEIGHED)),
        params,
        np.array(_growth(p.expectation_growth, oldest)),
        vendor,
        accounts,
        rows,
        segments,
        sheet,
        blank_rows(1, VENDOR_DECISION_ROW),
        in_force,
    )


@lru_cache(maxsize=_KEPT)
def _growth(rate: float, oldest: int) -> tuple[float, ...]:
    """What expectations have grown to after each number of rounds, which is the same in most runs."""
    return tuple(growth_of_expectations(rate, float(t)) for t in range(oldest + 1))


def _place(rows: Rows, found: list[dict[str, float]], scenario: Scenario) -> None:
    """Write what the scenario's own accounts begin with into the first rows."""
    counts = [account.count for account in scenario.accounts]
    plain, own = rows.view(np.ndarray), slice(sum(counts))
    for column in found[0] if found else ():  # and not an account at a time: it is columns that take time
        plain[column][own] = np.repeat([one[column] for one in found], counts)


def _traits(account: Account, segments: dict[str, int]) -> dict[str, float]:
    """What an account is."""
    orientation = account.orientation
    if orientation is None and account.type is not None:
        orientation = ACCOUNT_TYPES[account.type]
    return {
        "base_volume": account.size,
        "reference": account.reference,
        "opens": segments[account.opens] if account.opens is not None else 0,
        "orientation": UNSTATED if orientation is None else orientation,
        "own_margin": UNSTATED if account.own_margin is None else account.own_margin,
        "support_worth": UNSTATED if account.support_worth is None else account.support_worth,
        "leaves": NEVER if account.leaves is None else account.leaves,
    }


def _relationship(account: Account, scenario: Scenario) -> dict[str, float]:
    """Where the relationship with an account stands."""
    p = scenario.parameters
    worth = p.hierarchy.contribution if account.level_worth is None else account.level_worth
    start_channel = p.communication.start_channel if p.switches.channel else 0.0
    # An account that is away from the first round on has had its relationship: what its slot wins is somebody else.
    away = account.leaves == 0
    return {
        "level_worth": worth if p.switches.contribution else 0.0,
        "level": p.hierarchy.start_level if account.level is None else account.level,
        "breadth": start_channel if account.channel is None or not p.switches.channel else account.channel,
        "joined_at_start": 0.0 if away else 1.0,
        "generation": 1.0 if away else 0.0,
    }


def _market(account: Account, p: SimpleNamespace) -> dict[str, float]:
    """Rivals and cost of a unit of its own, and contracts as long, and as costly to be bound by, as its own."""
    rivals = p.rivals if account.rivals is None else float(account.rivals)
    mean = p.quote_mean if account.quote_mean is None else account.quote_mean
    # Where rivals are switched off, nobody looks.
    attention = p.attention if account.attention is None or p.attention <= 0.0 else account.attention
    return {
        "term": p.term if account.term is None else account.term,
        "rigidity": p.rigidity if account.rigidity is None else account.rigidity,
        "unit_cost": p.unit_cost if account.unit_cost is None else account.unit_cost,
        "attention": attention,
        "rivals": rivals,
        "quote_mean": mean,
        "alternative": expected_best_quote(rivals, mean, p.quote_scale, p.do_without),
        "quote_location": quote_location(rivals, mean, p.quote_scale),
    }


def _in_force(account: Account) -> dict[str, float]:
    """What is stated of a relationship that is older than the run."""
    stated = {
        fact: account.in_force if fact == "contract" else getattr(account, fact) for fact in names_of(IN_FORCE_ROW)
    }
    return {fact: UNSTATED if value is None else float(value) for fact, value in stated.items()}


def _longest_before(account: Account, p: SimpleNamespace) -> int:
    """Rounds that an account may have been served before the run."""
    if account.age is not None or not account.in_force:
        return account.age or 0
    return int(p.term) if account.term is None else account.term
