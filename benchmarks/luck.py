"""Luck against rules: what share of a run goes into its draws."""

from __future__ import annotations

from benchmarks.figure import Figure, seconds
from sim.files import load_policy, load_scenario
from sim.kernel import play_chunk
from sim.luck import draws, fill

RUNS = 500


def figures() -> list[Figure]:
    """Measure the draws alone, and whole runs.

    Returns
    -------
    list of Figure
        The share of luck.
    """
    scenario, policy = load_scenario("base"), load_policy("strategic")
    out = draws(7, 0, 40, scenario.parameters.vendor.slots)

    def luck() -> None:
        for replication in range(RUNS):
            fill(7, replication, out)

    drawn = seconds(luck)
    played = seconds(lambda: play_chunk(scenario, policy, 7, range(RUNS), 40))
    return [
        Figure("a run of ten slots and forty rounds, luck included", played / RUNS * 1e6, "us"),
        Figure("luck's share of it (the rules take the rest)", drawn / played, "share", 0.5, at_most=True),
    ]
