"""Equipoise's engine: an agent-based model of vendor-account relationships.

>>> from sim import load_scenario, run_ensemble, RelationshipModel
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sim.arm import Arm
    from sim.batch import Batch
    from sim.decisions import Side, Stage
    from sim.ensemble import Ensemble, run_ensemble
    from sim.files import load_policy, load_scenario
    from sim.model import RelationshipModel
    from sim.session import Seat, Session

__all__ = [
    "Arm",
    "Batch",
    "Ensemble",
    "RelationshipModel",
    "Seat",
    "Session",
    "Side",
    "Stage",
    "load_policy",
    "load_scenario",
    "run_ensemble",
]

_HOMES = {
    "Arm": "sim.arm",
    "Batch": "sim.batch",
    "Ensemble": "sim.ensemble",
    "RelationshipModel": "sim.model",
    "Seat": "sim.session",
    "Session": "sim.session",
    "Side": "sim.decisions",
    "Stage": "sim.decisions",
    "load_policy": "sim.files",
    "load_scenario": "sim.files",
    "run_ensemble": "sim.ensemble",
}


def __getattr__(name: str) -> object:
    """Import on first use: reading a scenario file should not wait for the compiler or for Mesa."""
    if name not in _HOMES:
        msg = f"module 'sim' has no attribute {name!r}"
        raise AttributeError(msg)
    return getattr(import_module(_HOMES[name]), name)
