"""Contracts, as classes of tests that tests of your own executor or driver inherit; pytest has to be there to run them."""

from equipoise.experiments.studies.executors.contract import ExecutorContract
from equipoise.sim.contract import DriverContract

__all__ = ["DriverContract", "ExecutorContract"]
