"""A negotiation against the alternating-offers mechanism of NegMAS, with as many issues and as many steps."""

from __future__ import annotations

from importlib.util import find_spec
from time import process_time
from typing import TYPE_CHECKING

from benchmarks.measure import Figure, Skipped, ratio_of
from equipoise import load_policy, load_scenario
from equipoise.sim.compiler import jit
from equipoise.sim.copying import copy_row
from equipoise.sim.decisions import Stage
from equipoise.sim.kernel import where_to_stop
from equipoise.sim.luck import Luck
from equipoise.sim.phases.renewal import is_due
from equipoise.sim.schedule import play_about, play_on, served, start
from equipoise.sim.world import initial_world

if TYPE_CHECKING:
    from collections.abc import Iterator

    from equipoise.sim.rows import Rows
    from equipoise.sim.state import World

WHAT = "a negotiation against NegMAS: 3 issues, 12 steps"
ISSUES = ("price", "support", "commitment")
STEPS = 12
RENEWAL = 4
"""Round in which the first contracts of the base scenario are renewed."""


FIRST, LAST = int(Stage.ESTIMATE), int(Stage.OCCASION)


@jit
def _renew(world: World, before: Rows, luck: Luck, times: int) -> None:
    for _ in range(times):
        for i in range(before.shape[0]):
            copy_row(world.rows[i], before[i])
            if served(world, i):
                play_about(FIRST, LAST, world, RENEWAL, i, luck)


def our_time(runs: int = 50, times: int = 200) -> float:
    """Time of a negotiation: estimates, terms, positions, the exchange of offers and the contract.

    Parameters
    ----------
    runs : int
        How many runs.
    times : int
        How often the renewals of each are held.

    Returns
    -------
    float
        Seconds of processor time, over all renewals.
    """
    scenario, policy = load_scenario("base"), load_policy("strategic")
    spent, held = 0.0, 0
    for replication in range(runs):
        world, luck = initial_world(scenario, policy, RENEWAL + 1), Luck.of(7, replication, 10)
        start(world, luck)
        for t in range(RENEWAL + 1):
            play_on(0, world, t, luck, where_to_stop([Stage.ESTIMATE] if t == RENEWAL else []))
        before = world.rows.copy()
        began = process_time()
        _renew(world, before, luck, times)
        spent += process_time() - began
        held += times * sum(is_due(world._replace(rows=before), RENEWAL, i) for i in range(len(before)))
    return spent / held


def negmas_time(negotiations: int = 20) -> float:
    """Time of a negotiation between two aspiration negotiators with linear utilities.

    Parameters
    ----------
    negotiations : int
        How many.

    Returns
    -------
    float
        Seconds of processor time.
    """
    from negmas import SAOMechanism, make_issue
    from negmas.preferences import LinearAdditiveUtilityFunction
    from negmas.preferences.value_fun import AffineFun, LinearFun
    from negmas.sao import AspirationNegotiator

    issues, weights = [make_issue(11, name) for name in ISSUES], [0.5, 0.3, 0.2]
    began = process_time()
    for _ in range(negotiations):
        rising, falling = LinearFun(0.1), AffineFun(-0.1, 1.0)
        vendor = LinearAdditiveUtilityFunction(
            dict(zip(ISSUES, (rising, falling, rising), strict=True)), weights=weights, issues=issues
        )
        account = LinearAdditiveUtilityFunction(
            dict(zip(ISSUES, (falling, rising, falling), strict=True)), weights=weights, issues=issues
        )
        mechanism = SAOMechanism(issues=issues, n_steps=STEPS)
        mechanism.add(AspirationNegotiator(), ufun=vendor)
        mechanism.add(AspirationNegotiator(), ufun=account)
        mechanism.run()
    return (process_time() - began) / negotiations


def figures(*, full: bool) -> Iterator[Figure | Skipped]:
    """Measure.

    Yields
    ------
    Figure or Skipped
        How many negotiations we hold while NegMAS holds one, and how long one takes.
    """
    if load_scenario("base").parameters.bargaining.exchanges != STEPS:
        raise ValueError(f"the base scenario no longer has {STEPS} exchanges")
    our_time()
    if find_spec("negmas") is None:
        yield Skipped(WHAT, "pip install negmas, or make bench")
    else:
        negmas_time(1)
        yield Figure(WHAT, ratio_of(negmas_time, our_time, 5), "x")
    yield Figure("a negotiation of ours, from estimates to contract", 1e6 * min(our_time() for _ in range(3)), "us")
