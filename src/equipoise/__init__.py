"""Equipoise: what being a strategic vendor does for margins and for survival, against only having strategic accounts.

>>> import equipoise
>>> found = equipoise.compare("over-a-barrel", ["accommodating", "strategic"], replications=50)
>>> found.table().columns[:3]
['arm', 'account', 'outcome']

Everything that is here is for use from outside; names are loaded when they are first asked for.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from equipoise.experiments.deciding import breakeven, worth_knowing
    from equipoise.experiments.door import compare, frontier, sensitivity, sweep, twins
    from equipoise.experiments.studies.dataset import open_dataset
    from equipoise.sim.agents import AccountAgent, VendorAgent
    from equipoise.sim.arm import Arm
    from equipoise.sim.batch import Batch
    from equipoise.sim.decisions import Side, Stage
    from equipoise.sim.ensemble import Ensemble, run_ensemble
    from equipoise.sim.faults import EquipoiseError
    from equipoise.sim.files import load_policy, load_scenario, with_settings
    from equipoise.sim.model import RelationshipModel
    from equipoise.sim.moves import Investment, Position, Purchase, Terms
    from equipoise.sim.outcome import Outcome
    from equipoise.sim.policy import Policy
    from equipoise.sim.scenario import Scenario
    from equipoise.sim.session import Seat, Session

_HOMES = {
    "AccountAgent": "sim.agents",
    "Arm": "sim.arm",
    "Batch": "sim.batch",
    "Ensemble": "sim.ensemble",
    "EquipoiseError": "sim.faults",
    "Investment": "sim.moves",
    "Outcome": "sim.outcome",
    "Policy": "sim.policy",
    "Position": "sim.moves",
    "Purchase": "sim.moves",
    "RelationshipModel": "sim.model",
    "Scenario": "sim.scenario",
    "Seat": "sim.session",
    "Session": "sim.session",
    "Side": "sim.decisions",
    "Stage": "sim.decisions",
    "Terms": "sim.moves",
    "VendorAgent": "sim.agents",
    "breakeven": "experiments.deciding",
    "compare": "experiments.door",
    "frontier": "experiments.door",
    "load_policy": "sim.files",
    "load_scenario": "sim.files",
    "open_dataset": "experiments.studies.dataset",
    "run_ensemble": "sim.ensemble",
    "sensitivity": "experiments.door",
    "sweep": "experiments.door",
    "twins": "experiments.door",
    "with_settings": "sim.files",
    "worth_knowing": "experiments.deciding",
}

__all__ = [
    "AccountAgent",
    "Arm",
    "Batch",
    "Ensemble",
    "EquipoiseError",
    "Investment",
    "Outcome",
    "Policy",
    "Position",
    "Purchase",
    "RelationshipModel",
    "Scenario",
    "Seat",
    "Session",
    "Side",
    "Stage",
    "Terms",
    "VendorAgent",
    "breakeven",
    "compare",
    "frontier",
    "load_policy",
    "load_scenario",
    "open_dataset",
    "run_ensemble",
    "sensitivity",
    "sweep",
    "twins",
    "with_settings",
    "worth_knowing",
]


def __getattr__(name: str) -> object:
    """Import on first use: reading a scenario should wait neither for the compiler nor for SciPy."""
    if name not in _HOMES:
        msg = f"module 'equipoise' has no attribute {name!r}"
        raise AttributeError(msg)
    return getattr(import_module(f"equipoise.{_HOMES[name]}"), name)


def __dir__() -> list[str]:
    """Everything that is here."""
    return __all__
