"""Small studies that several tests play."""

from pathlib import Path
from typing import Any

from equipoise.experiments.studies.executors.threads import Threads
from equipoise.experiments.studies.plan import Plan
from equipoise.experiments.studies.reading import make_study
from equipoise.experiments.studies.sweep import sweep

FACTORS: list[dict[str, Any]] = [
    {"key": "market.rivals", "low": 1, "high": 6},
    {"key": "accounts.Giant.size", "low": 1.0, "high": 8.0, "scale": "log"},
    {"key": "policy.strategic.focus", "values": [0.0, 0.02, 0.05]},
]


def small(**stated: Any) -> Plan:
    """A study of a few hundred short runs."""
    plain: dict[str, Any] = {
        "name": "small",
        "scenario": "over-a-barrel",
        "policies": ["accommodating", "strategic"],
        "factors": FACTORS,
        "design": {"kind": "latin-hypercube", "points": 12},
        "replications": 10,
        "rounds": 8,
        "outcomes": ["contribution_margin", "survival", "profit", "loss_vendor"],
        "accounts": ["Giant"],
    }
    return make_study(plain | stated)


def played(folder: Path, plan: Plan, threads: int = 2) -> Path:
    """A study played to its end."""
    with Threads(threads) as executor:
        sweep(plan, folder, executor)
    return folder


def contents(folder: Path) -> dict[str, bytes]:
    """Every file of a folder, to the last byte."""
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}
