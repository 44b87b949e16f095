"""Versions of what bears on results, the rules among it: they stand in a manifest, and others may give other digits."""

from __future__ import annotations

import hashlib
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from platform import python_version
from typing import TYPE_CHECKING

from equipoise import sim

if TYPE_CHECKING:
    from collections.abc import Mapping

_PACKAGES = ("equipoise", "numpy", "numba", "llvmlite", "mesa", "scipy")

VERSIONS = ("rules", "python", *_PACKAGES)
"""What is told by :func:`installed_versions`."""

PLAYING = ("rules", "numpy", "numba", "llvmlite")
"""Those that bear on the bits of results."""

_NO_RULES = (
    *("files/", "faults.py", "wording.py", "numbers.py", "nearness.py", "doubts.py", "tables"),
    *("agents.py", "model.py"),
)
"""Sources that read, write and tell, or that drive single runs: nothing that an ensemble plays."""


@cache
def rules_digest() -> str:
    """Shorten the sources of the rules."""
    folder = Path(sim.__file__).resolve().parent
    digest = hashlib.sha256()
    for path in sorted(folder.rglob("*.py")):
        name = path.relative_to(folder).as_posix()
        if not name.startswith(_NO_RULES):
            digest.update(name.encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()[:16]


def installed_versions() -> dict[str, str]:
    """Versions of the rules, of Python and of the packages that bear on results.

    By name; ``rules`` is the digest of their sources. "none" for a package that is not installed, as equipoise itself
    when it runs from its source.
    """
    found = {"rules": rules_digest(), "python": python_version()}
    for package in _PACKAGES:
        try:
            found[package] = version(package)
        except PackageNotFoundError:
            found[package] = "none"
    return found


def other_versions(versions: Mapping[str, str]) -> dict[str, tuple[str, str]]:
    """Tell versions that differ here, under which results may differ in their last digits or more."""
    here = installed_versions()
    return {name: (then, here.get(name, "none")) for name, then in versions.items() if here.get(name) != then}
