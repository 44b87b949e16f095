"""The claims R1 to R21, a file each, put to the test in the same honest form.

To add one, add a file ``rNN_name.py`` with a :class:`~equipoise.experiments.claims.claim.Claim` called ``CLAIM``; it is
found by its name.
"""

from __future__ import annotations

from importlib import import_module
from pkgutil import iter_modules
from typing import TYPE_CHECKING

from equipoise.sim.faults import EquipoiseError
from equipoise.sim.wording import did_you_mean

if TYPE_CHECKING:
    from collections.abc import Sequence

    from equipoise.experiments.claims.claim import Claim


def _modules() -> list[str]:
    """Names of the claims' files, in the order of their numbers."""
    return sorted(
        module.name for module in iter_modules(__path__) if module.name[:1] == "r" and module.name[1:3].isdigit()
    )


def ids() -> list[str]:
    """Name every claim, without loading any, as "R5", in the order of their numbers."""
    return [f"R{int(name[1:3])}" for name in _modules()]


def all_claims() -> list[Claim]:
    """Find every claim, in the order of their numbers."""
    return [import_module(f"{__name__}.{name}").CLAIM for name in _modules()]
