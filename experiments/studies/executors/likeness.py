"""Whether a worker runs the same program: only then is a result a function of its item alone."""

from __future__ import annotations

import hashlib
import platform
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from equipoise.sim.faults import EquipoiseError

if TYPE_CHECKING:
    from collections.abc import Callable

Item = TypeVar("Item")
Result = TypeVar("Result")

PACKAGES = ("sim", "analysis", "experiments")
"""Packages whose code a job may run."""

LIBRARIES = ("numpy", "numba", "scipy")
"""Libraries in whose versions results may differ."""


@cache
def likeness() -> str:
    """Say in one line what results hang on: the program's sources, Python, and the libraries that compute."""
    digest, root = hashlib.sha256(), Path(__file__).resolve().parents[3]
    for package in PACKAGES:
        for path in sorted((root / package).rglob("*.py")):
            digest.update(path.relative_to(root).as_posix().encode() + path.read_bytes())
    parts = [f"program {digest.hexdigest()[:8]}", f"Python {platform.python_version()}"]
    return ", ".join([*parts, *(f"{library} {version(library)}" for library in LIBRARIES)])


def play_if_alike(expected: str, job: Callable[[Item], Result], item: Item) -> Result:
    """Play a job on a worker that runs the same program; workers may join while a sweep is under way."""
    if likeness() != expected:
        raise EquipoiseError(
            f"the worker on {platform.node()} has {likeness()}; who sent it work has {expected}. All have to be the "
            "same: install one version everywhere"
        )
    return job(item)
